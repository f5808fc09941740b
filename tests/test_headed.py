"""Which words head a clause: what its fellows tell of it."""

from parse_samples import BODY, document, numbers, outline


def test_a_question_keeps_its_mark():
    found = outline("一、遗属可以申请吗？能领多少钱？", BODY, "二、在哪里申领？", BODY)
    assert found == ["h1_1 遗属可以申请吗？能领多少钱？", "h1_2 在哪里申领？"]


def test_entries_that_only_cite_a_text_are_no_headings():
    found = outline(
        "一、依据", "（一）《某某法》", "（二）《某某条例》（国务院令第7号）", "二、要求", BODY
    )
    assert found == ["h1_1 依据", "h1_1__h2_1", "h1_1__h2_2", "h1_2 要求"]


def test_a_heading_may_have_a_word_of_sentences_where_its_fellows_are_headed():
    words = ["扩大民主", "发展协商", "依法治理", "凝聚一切可以凝聚的智慧和力量", "改进作风"]
    found = document(
        "一、任务", *[f"（{n}）{w}。{BODY}" for n, w in zip("一二三四五", words, strict=True)]
    )
    assert [h for e, h in numbers(found) if "h2" in e] == words


def test_labels_that_open_all_points_of_a_list_head_them():
    points = [f"1.动员：{BODY}", f"2.宣传：{BODY}", f"3.消毒：{BODY}", "4.值守：", BODY]
    found = document("一、措施", *points, "二、要求", BODY)
    assert [h for e, h in numbers(found) if "h3" in e] == ["动员", "宣传", "消毒", "值守"]


def test_sentences_of_a_list_are_no_headings_where_one_is_followed_by_another():
    lines = [f"{n}.做好{w}。" for n, w in enumerate(("监督", "维护", "调度", "考核", "指导"), 1)]
    found = document("一、职责", *lines[:3], lines[3] + BODY, lines[4], BODY, "二、要求", BODY)
    assert [h for e, h in numbers(found) if "h3" in e] == [""] * 5


def test_words_alone_over_text_in_a_standard_are_headings():
    found = document("1 范围", BODY, "2 组成", "2.1 结构", "1) 引擎", BODY, "2) 数据区", BODY)
    assert [heading for _, heading in numbers(found)][-2:] == ["引擎", "数据区"]


def test_cells_and_rows_of_a_copied_table_are_no_clauses():
    table = ["16.1", "25", "2 甲醛", "120", "4 丙酮", "7 苯系物", "0.5"]
    found = document("1 范围", BODY, "2 限值", "2.1 通则", BODY, *table, "3 监测", "3.1 布点", BODY)
    assert [p.number for p in found.provisions() if p.number] == ["1", "2", "2.1", "3", "3.1"]
