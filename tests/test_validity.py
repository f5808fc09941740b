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
    ("本政策执行期暂定为自政策发布之日起至2024年6月30日。", None, "2024-06-30", "in_force"),
    ("本办法执行期暂定为自发布之日起的3个月。", None, "2022-02-06", "in_force"),
    # what holds from an earlier day is a part of the text, not the text
    ("上述补贴标准从2021年1月1日起执行。", None, None, "unknown"),
    ("《旧办法》自2010年1月1日起施行。推动工作。", None, None, "unknown"),
    ("本通告自2021年12月15日起施行，有效期五年。", "2021-12-15", "2026-12-15", "in_force"),
    ("本实施细则自2021年12月1日起施行，有效期5年。", "2021-12-01", "2026-12-01", "in_force"),
    (
        "由市财政局负责解释，自2021年12月1日起施行，有效期2年。",
        "2021-12-01",
        "2023-12-01",
        "in_force",
    ),
    ("本工作计划执行至2024年12月31日。", None, "2024-12-31", "in_force"),
    # the term of something in the text is none of the text
    ("人才卡由市人社局发放，自发放之日起生效，有效期3年。", None, None, "unknown"),
    ("本市人才卡有效期至2024年12月31日。", None, None, "unknown"),
    ("人才卡有效期3年。", None, None, "unknown"),
    ("减按1%征收的政策执行至2027年12月31日。", None, None, "unknown"),
    ("开展下乡活动，政策执行至2026年6月30日。", None, None, "unknown"),
    ("以上各条政策执行至2026年6月30日。", None, "2026-06-30", "in_force"),
    ("自2021年12月1日起施行，有效期1年。", "2021-12-01", "2022-12-01", "in_force"),
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


@pytest.mark.parametrize(
    ("line", "told", "status"),
    [
        ("推动工作。", "repealed", "repealed"),
        ("推动工作。", "in_force", "in_force"),
        ("本通知自2020年6月1日起施行。", "repealed", "repealed"),
        ("本通知自2020年6月1日起施行，有效期两年。", "repealed", "in_force"),  # its end is told
        ("本通知自2020年6月1日起废止。", "in_force", "repealed"),
    ],
)
def test_what_a_site_says_of_the_force_goes_behind_the_text(line, told, status):
    meta = validity(draft(line, status=told, status_basis="有效性：某"))
    assert meta.status == status
    assert ("有效性：某" in meta.status_basis) == (line[0] == "推" or told == status == "repealed")


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


STANDARDS = [
    ("GB 14554-93", ["1994-01-15实施", "1993-08-06发布"], "1994-01-15", "1994-01-15实施"),
    ("DB44 2367-2022", ["2022 - 06 - 01发布2022 - 09 - 01实施"], "2022-09-01",
     "2022 - 06 - 01发布2022 - 09 - 01实施"),
    ("HJ/T 55-2000", ["2000-12-07发布", "第一条 本标准自2001年3月1日起实施。"], "2001-03-01",
     "第一条 本标准自2001年3月1日起实施。"),
    ("某发〔2020〕1号", ["2021-01-01实施"], None, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "lines", "start", "basis"), STANDARDS, ids=[s[0] for s in STANDARDS]
)
def test_a_standard_comes_into_force_on_the_day_on_its_cover(number, lines, start, basis):
    meta = validity(draft(*lines, "推动工作。", doc_number=number))
    assert (meta.effective_on, meta.status_basis) == (start, basis)
    assert meta.status == ("in_force" if start else "unknown")


def test_the_cover_of_a_standard_counts_before_a_later_stage():
    lines = ("2008-04-02发布", "2008-07-01实施", "第一条 表2自2011年7月1日起实施。")
    meta = validity(draft(*lines, doc_number="GB 16889-2008"))
    assert (meta.effective_on, meta.status_basis) == ("2008-07-01", "2008-07-01实施")


# written_on is what the cover says of 发布, not of 实施 or of printing
REAL = [
    ("cee_GB-18918-2002.pdf", "2002-12-24", "2003-07-01"),
    ("cee_DB-44-2367-2022.pdf", "2022-06-01", "2022-09-01"),
]


@pytest.mark.parametrize(("name", "issued", "start"), REAL, ids=[r[0][4:-4] for r in REAL])
def test_days_of_real_standards(shared, name, issued, start):
    from policykb.staging import stage

    path = shared("documents") / "pdf" / name
    meta = stage(path, str(path)).document.meta
    assert (meta.written_on, meta.published_on, meta.effective_on) == (issued, issued, start)
    assert meta.status == "in_force"


@pytest.mark.parametrize(
    ("published", "effective"),
    [("2021-11-20", "2021-11-20"), ("2022-01-15", "2022-01-15"), ("2024-05-06", None)],
    ids=["当年", "年底发文次年初公布", "几年后才挂上网"],
)
def test_a_page_put_up_years_later_tells_no_first_day(published, effective):
    text = draft("本办法自印发之日起施行。", doc_number="某发〔2021〕5号", published_on=published)
    assert validity(text).effective_on == effective
