"""What stands above the first clause: a draft, a day of entry into force, a repeal."""

import pytest
from drafts import draft
from growth import assert_linear
from parse_samples import BODY, document

from policykb.extract.validity import validity

FIRST = "第一条 为了促进发展，制定本办法。"
LAST = "第二条 本办法自2020年1月1日起施行。"

DRAFTS = [
    ("某市服务条例（草案）", ()),
    ("某市服务条例（修订草案二次审议稿）", ()),
    ("某市服务办法（征求意见稿）", ()),
    ("某市服务办法", ("（送审稿）",)),
    ("某市服务条例草案", ()),
    ("关于公开征求《某市服务办法（征求意见稿）》意见的通知", ()),
    ("关于《某市服务条例（草案）》公开征求意见的公告", ()),
]


@pytest.mark.parametrize(("title", "lines"), DRAFTS, ids=[t + "".join(x) for t, x in DRAFTS])
def test_a_draft_is_not_in_force(title, lines):
    meta = validity(draft(*lines, FIRST, LAST, title=title))
    assert (meta.status, meta.effective_on, meta.expires_on) == ("unknown", None, None)


def test_a_draft_is_known_by_what_it_is_sent_out_with():
    family = ("关于征求《某市服务条例（草案）》意见的公告", "某市服务条例")
    assert validity(draft(FIRST, LAST, title="某市服务条例", family=family)).status == "unknown"


@pytest.mark.parametrize(
    "title",
    ["某省公开征求意见办法", "某市重大行政决策听取意见规定", "关于做好草案审查工作的通知",
     "某市关于落实征求意见制度的意见", "关于批准2020年预算草案的决议", "某市草原草案虫害防治办法"],
)  # fmt: skip
def test_what_tells_of_drafts_is_none(title):
    meta = validity(draft(FIRST, LAST, title=title))
    assert (meta.status, meta.effective_on) == ("in_force", "2020-01-01")


REPEALS = [
    ("时效性：已废止", None),
    ("公布机关：某局　时 效 性：失效", None),
    ("有效性:已被废止", None),
    ("（1999年1月1日起施行，2008年5月1日废止）", "2008-05-01"),
    ("（1999年1月1日公布 2008年5月1日被某市人民政府令第3号废止）", "2008-05-01"),
    ("（1999年1月1日公布；2008年5月1日根据《某市关于废止部分规章的决定》废止）", "2008-05-01"),
    ("【已失效】", None),
    ("（本办法已废止）", None),
]


@pytest.mark.parametrize(("line", "until"), REPEALS, ids=[r[0] for r in REPEALS])
def test_a_note_above_the_text_says_that_it_is_repealed(line, until):
    meta = validity(draft(line, FIRST, LAST))
    assert (meta.status, meta.expires_on) == ("repealed", until)
    assert line in meta.status_basis and meta.effective_on == "2020-01-01"


FORCED = [
    "时效性：现行有效",
    "有效性：有效",
    "（1999年1月1日公布 根据2010年12月1日《关于废止、修改部分规章的决定》修正）",
    "（1999年1月1日公布，2000年1月1日起施行，原办法同时废止）",
    "（2008年5月1日公布　同时废止《旧办法》）",
    "清理结果：废止3件，失效2件。",
]


@pytest.mark.parametrize("line", FORCED)
def test_other_notes_do_not(line):
    assert validity(draft(line, FIRST, LAST)).status == "in_force"


# the statement → the day; written on 2021-11-06, published on 2021-11-10
BEGINNINGS = [
    (("第一条 本办法自二〇二〇年一月一日起施行。",), "2020-01-01"),
    (("第一条 本办法自二○一九年十二月二十日起施行。",), "2019-12-20"),
    (("第一条 本办法自二OO八年五月一日起施行。",), "2008-05-01"),
    (("第一条 本办法从2020年1月1日起实行。",), "2020-01-01"),
    (("第一条 本办法于2020年3月1日起施行。",), "2020-03-01"),
    (("第一条 本办法自2020年3月起施行。",), "2020-03-01"),
    (("第一条 本办法自发布起施行。",), "2021-11-10"),
    (("第一条 本办法自通过之日起施行。",), "2021-11-06"),
    (("《某办法》,自发布之日起施行。",), "2021-11-10"),
    (("2018年12月1日 施行", FIRST), "2018-12-01"),
    (("（2018年10月1日公布，2018年12月1日起施行）", FIRST), "2018-12-01"),
    (("颁布日期：2018-10-01　实施日期：2018-12-1", FIRST), "2018-12-01"),
    (("2018年12月1日公布", FIRST), None),
    ((FIRST, "第二条 2018年12月1日施行的旧规定，另行清理。"), None),
]


@pytest.mark.parametrize(("lines", "day"), BEGINNINGS, ids=[b[0][0] for b in BEGINNINGS])
def test_the_day_of_entry_into_force(lines, day):
    meta = validity(
        draft(*lines, title="某办法", written_on="2021-11-06", published_on="2021-11-10")
    )
    assert meta.effective_on == day
    assert meta.status == ("in_force" if day else "unknown")


def test_the_article_counts_before_the_note_above_it():
    meta = validity(draft("2018年12月1日施行", FIRST, LAST))
    assert meta.effective_on == "2020-01-01"


REPRINT = ("某市办法", "第一条 为了规范，制定本办法。", "第二条 本办法自2012年7月1日起施行。")


@pytest.mark.parametrize(
    ("said", "day"),
    [("本决定自2021年5月1日起施行。", "2021-05-01"), ("本决定自公布之日起施行。", "2021-04-02")],
)
def test_a_decision_does_not_begin_with_the_text_that_it_reprints(said, day):
    title = "某市关于修改《某市办法》的决定"
    meta = validity(
        draft(f"一、删去第三条。{said}", *REPRINT, title=title, written_on="2021-04-02")
    )
    assert meta.effective_on == day
    meta = validity(draft(*REPRINT, title="某市办法", written_on="2021-04-02"))
    assert meta.effective_on == "2012-07-01"


@pytest.mark.parametrize(
    "part",
    ["（2008年5月1日", "时效性：", "（草案", "征求意见", "《甲（草案", "2008年5月1日起", "二〇二〇年",
     "自2020年1月", "本决定自", "（2010年1月1日根据《甲》"],
)  # fmt: skip
def test_hard_notes_are_read_in_linear_time(part):
    assert_linear(lambda text: validity(draft(text, title=text[:200])), part)


def order(*lines):
    return document(
        "某某市人民政府令",
        "第55号",
        "《某某市渠道规定》《某某市水闸规定》已经市人民政府通过，现予公布。",
        "市长　甲某某",
        "2011年1月31日",
        *lines,
    )


def test_the_second_text_of_an_order_stands_apart():
    found = order(
        "某某市渠道规定",
        f"第一条　{BODY}",
        f"第二条　{BODY}",
        "某某市水闸",
        "规 定",
        "（2010年3月1日修订）",
        f"第一条　{BODY}",
        f"第二条　{BODY}",
    )
    assert [p.eid for p in found.body if p.number] == ["art_1", "art_2"]
    (annex,) = found.annexes
    assert annex.heading == "某某市水闸规定"
    assert [p.eid for p in annex.children] == ["annex_1__art_1", "annex_1__art_2"]
    assert found.warnings == ()


def test_a_title_told_again_begins_no_second_text():
    found = order("某某市渠道规定", f"第一条　{BODY}", "某某市渠道规定", f"第二条　{BODY}")
    assert found.annexes == ()


# ------------------------------------------------------------------ lists of annexes

RULES = ("修渠程序", "为了规范修渠，制定本程序。" + BODY, "一、勘察", BODY, "二、施工", BODY)


@pytest.mark.parametrize("mark", ["附件：", "附件", "附件1"])
def test_an_annex_named_above_an_unsigned_date_begins_below_it(mark):
    found = document(
        "关于印发修渠程序的通知",
        "各镇水管站：",
        BODY,
        "附件：《修渠程序》",
        "二〇一四年七月九日",
        "主题词：渠道　程序　通知",
        "抄报：省渠道管理处",
        mark,
        *RULES,
    )
    assert [annex.heading for annex in found.annexes] == ["修渠程序"]
    assert [p.number for p in found.annexes[0].children if p.number] == ["一、", "二、"]
    assert found.meta.written_on == "2014-07-09"


def test_an_annex_dated_under_its_title_stays_one():
    found = document(
        "关于修渠的通知", "各镇水管站：", BODY, "附件：修渠程序", "2014年7月9日", *RULES[1:]
    )
    assert [annex.heading for annex in found.annexes] == ["修渠程序"]
    assert len(found.annexes[0].children) >= 2


@pytest.mark.parametrize("first", ["附件下载：1.修渠补助申报表", "附件：1.修渠补助申报表.doc"])
def test_links_to_files_are_no_annex(first):
    names = ["2.修渠补助办法", "3.2014年修渠方案", "4.材料清单", "5.关于修渠的通知"]
    if first.endswith(".doc"):
        names = [f"{name}.doc" for name in names]
    found = document(
        "关于修渠的通知",
        "各镇水管站：",
        f"一、范围。{BODY}",
        f"二、条件。{BODY}",
        "鄯善县水务局",
        "2014年7月9日",
        "（联系人：某某某）",
        first,
        *names,
    )
    assert found.annexes == () and found.warnings == ()
    assert [p.eid for p in found.provisions() if p.number] == ["h1_1", "h1_2"]
    assert found.meta.title == "关于修渠的通知"


def test_a_day_under_the_foot_of_a_page_is_not_of_the_text():
    found = document("修渠程序", "一、勘察", BODY, "二、施工", BODY, "返回首页", "2014年7月9日")
    assert found.meta.written_on is None
