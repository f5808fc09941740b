import pytest
from drafts import draft
from growth import assert_linear

from policykb.extract.validity import validity

CASES = [
    ("本办法自2020年1月1日起施行。", "2020-01-01", None, "in_force"),
    ("本办法自2020年1月1日起施行，有效期5年。", "2020-01-01", "2025-01-01", "in_force"),
    (
        "本办法自2020年1月1日起施行，有效期至2024年12月31日。",
        "2020-01-01",
        "2024-12-31",
        "in_force",
    ),
    ("本通知自印发之日起施行，有效期两年。", "2021-11-06", "2023-11-06", "in_force"),
    ("本条例自公布之日起施行。", "2021-11-10", None, "in_force"),
    ("本规定自公布之日起30日后施行。", "2021-12-10", None, "in_force"),
    ("本公告执行至2027年12月31日。", None, "2027-12-31", "in_force"),
    ("本政策执行期限为2023年1月1日至2027年12月31日。", None, "2027-12-31", "in_force"),
    ("本办法自印发之日起试行三年。", "2021-11-06", "2024-11-06", "in_force"),
    ("《旧办法》自2010年1月1日起施行。推动工作。", None, None, "unknown"),
    ("本通知自2022年1月1日起废止。", None, None, "repealed"),
    ("推动企业发展。", None, None, "unknown"),
]


@pytest.mark.parametrize(("line", "start", "end", "status"), CASES, ids=[c[0][:18] for c in CASES])
def test_validity(line, start, end, status):
    document = draft(
        "一、总则", f"（一）附则。{line}", written_on="2021-11-06", published_on="2021-11-10"
    )
    meta = validity(document)
    assert (meta.effective_on, meta.expires_on, meta.status) == (start, end, status)
    if status == "unknown":
        assert meta.status_basis == ""
    else:
        assert line in meta.status_basis


def test_the_closing_article_counts_not_one_cited_before():
    meta = validity(
        draft("《旧法》自2010年1月1日起施行。", "第一条 本法自2020年6月1日起施行，旧法同时废止。")
    )
    assert (meta.effective_on, meta.status) == ("2020-06-01", "in_force")


def test_a_plan_ends_with_its_period():
    document = draft("“十四五”时期是关键五年。", "一、任务", doc_type="plan", period="2021-2025")
    meta = validity(document)
    assert (meta.expires_on, meta.status) == ("2025-12-31", "in_force")
    assert meta.status_basis == "“十四五”时期是关键五年。"


def test_counting_from_no_date_gives_none():
    meta = validity(draft("本通知自印发之日起施行，有效期五年。"))
    assert (meta.effective_on, meta.expires_on) == (None, None)


def test_what_was_known_before_is_kept():
    meta = validity(draft("推动发展。", title="甲", effective_on="2020-01-01"))
    assert (meta.title, meta.effective_on, meta.status) == ("甲", "2020-01-01", "in_force")


@pytest.mark.parametrize(
    "part", ["自", "自公布之日起", "有效期", "自2020年1月1日", "本办法自", "《甲》自2020年"]
)
def test_hard_lines_are_read_in_linear_time(part):
    assert_linear(lambda text: validity(draft(text)), part)


HISTORIES = [
    ("（2010年1月2日通过 根据2020年3月4日《关于修改〈某条例〉的决定》修正）", "in_force"),
    ("2010年1月2日公布  2020年3月4日修订", "in_force"),
    ("本市于2020年对有关制度作了修订。", "unknown"),
    ("（2010年1月2日通过）", "unknown"),
]


@pytest.mark.parametrize(("line", "status"), HISTORIES, ids=[h[0][:16] for h in HISTORIES])
def test_a_text_printed_with_its_amendments_is_the_amended_one(line, status):
    meta = validity(draft(line, "第一条 为了促进发展，制定本条例。", doc_type="regulation"))
    assert (meta.status, meta.status_basis) == (status, line if status == "in_force" else "")
