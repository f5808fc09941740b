"""The pages without a browser: addresses, escaping, writing, originals, pictures."""

import re
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from markupsafe import Markup

from api import charts, originals
from api.app import create_app
from api.flow import Column, flow
from api.guard import may_write
from api.pages import labels, tracing
from api.pages.address import Address
from api.pages.asking import is_story
from api.pages.library import safe_name
from api.pages.shell import body_start, marked, visible, window
from api.pages.support import corrected, money
from policykb.types import Filters

HERE = {"client": ("127.0.0.1", 50000), "base_url": "http://127.0.0.1"}


@pytest.fixture(scope="module")
def client(library):
    with TestClient(create_app(library), **HERE) as client:
        yield client


@pytest.fixture
def own(tmp_path):
    with TestClient(create_app(tmp_path / "data"), **HERE) as client:
        yield client


def document_id(client):
    return client.get("/api/v1/documents").json()["items"][0]["id"]


# fmt: off
PAGES = [
    ("首页", "/", 200, "问政策，看原文"),
    ("空结果页", "/search", 200, "写一个问题"),
    ("结果", "/search?q=账款被拖欠", 200, "治理账款拖欠"),
    ("条款", "/search?q=账款&tab=passages", 200, "复制出处"),
    ("无关", "/search?q=红烧肉", 200, "没有"),
    ("筛空", "/search?q=账款&region=西藏自治区&tab=passages", 200, "取消筛选"),
    ("怪标签页", "/search?q=账款&tab=magic", 200, "治理账款拖欠"),
    ("怪页码", "/search?q=账款&tab=passages&page=-3", 200, "条款"),
    ("过期日期", "/search?q=账款&as_of=昨天", 400, "YYYY-MM-DD"),
    ("文件简称", "/documents/某市数发〔2023〕7号", 200, "编号核对"),
    ("无此文件", "/documents/nope", 404, "没有"),
    ("部门", "/departments", 200, "市财政局"),
    ("一个部门", "/departments/市财政局", 200, "设立过桥资金池"),
    ("无此部门", "/departments/土地公", 404, "没有写明由"),
    ("城市空", "/cities", 200, "还没有写到"),
    ("无此城市", "/cities/南京市", 404, "没有写到"),
    ("工具", "/instruments", 200, "政策工具"),
    ("无此工具", "/instruments/魔法", 404, "没有用到"),
    ("找支持", "/support", 200, "不保存"),
    ("追目标空", "/trace", 200, "从一个目标出发"),
    ("无此目标", "/trace?target=target-000000000000", 404, "没有编号"),
    ("对照要两份", "/compare", 200, "要有两份文件"),
    ("文件库", "/library", 200, "现有文件"),
    ("关注的问题", "/library/questions?q=账款&region=西藏自治区", 200, "地区：西藏自治区"),
    ("无此问题", "/library/questions/remove?id=nope", 404, "没有这个订阅"),
    ("无此页", "/nope", 404, "没有这个页面"),
    ("问题太长", "/search?q=" + "长" * 2001, 400, "问题太长"),
]
# fmt: on


@pytest.mark.parametrize(
    ("path", "status", "said"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES]
)
def test_pages(client, path, status, said):
    reply = client.get(path)
    assert reply.status_code == status
    assert said in reply.text
    assert reply.headers["content-type"].startswith("text/html")
    assert reply.headers["content-security-policy"] == "default-src 'self'"
    assert not re.search(
        r"<[^>]+ style=|<style|<script(?! type=\"module\" src=\"/static/)", reply.text
    )


def test_the_api_keeps_its_own_errors(client):
    assert client.get("/api/v1/nope").headers["content-type"] == "application/problem+json"


def test_a_question_on_the_first_page_leads_to_its_results(client):
    assert "治理账款拖欠" in client.get("/", params={"q": "账款被拖欠"}).text


# ------------------------------------------------------------------ the first page's box

STORIES = [
    "我厂二十来人，想买设备",
    "货款要不回来，我是一家小厂",
    "帮我们厂找贷款",
    "刚开了家面馆，想贷款",
    "本公司去年亏损",
    "做模具加工，" * 15,
]
QUESTIONS = [
    "我国小微企业有多少",
    "我省的目标是什么",
    "告诉我财政部负责哪些措施",
    "我想了解专精特新认定",
    "企业自我评价",
    "货款要不回来怎么办",
    "本市有哪些措施",
]


@pytest.mark.parametrize(
    ("text", "story"), [(t, True) for t in STORIES] + [(t, False) for t in QUESTIONS]
)
def test_stories_and_questions(text, story):
    assert is_story(text) == story


DOORS = [
    ("回车问", {"q": "账款被拖欠"}, "/search?q="),
    ("查措施", {"q": "账款被拖欠", "door": "official"}, "/search?q="),
    ("追目标", {"q": "账款被拖欠", "door": "analyst"}, "/trace?q="),
    ("怪门", {"q": "账款被拖欠", "door": "magic"}, "/search?q="),
    ("空", {"q": " ", "door": "firm"}, "/support"),
    ("空着追", {"door": "analyst"}, "/trace"),
    ("知道了还要", {"q": "我厂要贷款", "door": "analyst", "known": "yes"}, "/trace?q="),
]


@pytest.mark.parametrize(("form", "where"), [d[1:] for d in DOORS], ids=[d[0] for d in DOORS])
def test_a_question_is_led_to_its_address(client, form, where):
    reply = client.post("/ask", data=form, follow_redirects=False)
    assert reply.status_code == 303
    assert reply.headers["location"].startswith(where)


@pytest.mark.parametrize("door", ["", "official", "analyst", "firm"])
@pytest.mark.parametrize("text", STORIES[:2])
def test_a_story_never_gets_into_an_address(client, text, door):
    reply = client.post("/ask", data={"q": text, "door": door}, follow_redirects=False)
    assert reply.status_code == 200
    assert "按改过的情况再找" in reply.text and text in reply.text
    assert quote(text) not in reply.text  # nor into a link of the page
    assert ("看来你写的是企业情况" in reply.text) == (door != "firm")


def test_the_firm_door_takes_any_words(client):
    reply = client.post("/ask", data={"q": "小微企业上云", "door": "firm"}, follow_redirects=False)
    assert reply.status_code == 200 and "找支持" in reply.text


def test_an_answer_that_is_kept_nowhere_cannot_be_fetched_again(client):
    reply = client.get("/ask", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/support")


@pytest.mark.parametrize("name", ["style.css", "comfort.js", "icon.svg"])
def test_static_files(client, name):
    reply = client.get(f"/static/{name}")
    assert reply.status_code == 200
    assert "http" not in reply.text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("name", ["..%2fapp.py", "%2e%2e/app.py", "nope.css", "..\\app.py"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


# ------------------------------------------------------------------ addresses


def address(query):
    pairs = [tuple(pair.split("=", 1)) for pair in query.split("&") if pair]
    request = SimpleNamespace(query_params=SimpleNamespace(multi_items=lambda: pairs))
    return Address.of(request, "/search")


def test_an_address_adds_takes_and_puts():
    here = address("q=甲&region=乙&page=3&empty=&other=1")
    assert here.add("region", "丙").endswith("region=%E4%B9%99&region=%E4%B8%99")
    assert here.add("region", "乙") == here.put("region", "乙")
    assert here.take("region", "乙") == here.without_filters() == "/search?q=%E7%94%B2"
    assert here.put("tab", "targets").endswith("tab=targets")
    assert "page" not in here.put("tab", "targets")
    assert here.limits() == [("region", "乙")]


@pytest.mark.parametrize(
    ("said", "number"), [("", 1), ("x", 1), ("0", 1), ("7", 7), ("²", 1), ("99999", 1000)]
)
def test_page_numbers(said, number):
    assert address(f"q=甲&page={said}").number("page") == number


def test_years_become_dates():
    filters = address("q=甲&year=2023&year=2021&exact=true").filters()
    assert filters == Filters(date_from="2021", date_to="2023", exact=True)


# ------------------------------------------------------------------ text


def test_marked_escapes_and_clips():
    assert marked("a<b>c", [[1, 4]]) == Markup("a<mark>&lt;b&gt;</mark>c")
    assert marked("甲乙丙丁", [[0, 1], [2, 4]], 1, 3) == Markup("乙<mark>丙</mark>")


def test_marks_of_direction_are_seen():
    assert visible("甲\u202e乙\u2066") == "甲⟨U+202E⟩乙⟨U+2066⟩"
    assert isinstance(visible(Markup("甲\u202e")), Markup)
    assert visible(3) == 3


@pytest.mark.parametrize(
    ("row", "text", "start"),
    [
        ({"number": "（一）", "heading": "甲乙"}, "（一）甲乙。丙丁", 6),
        ({"number": "1.", "heading": "甲"}, "1.甲\n丙", 4),
        ({"number": "1.", "heading": ""}, "1.甲乙", 0),
        ({"heading": "甲"}, "乙丙", 0),
    ],
)
def test_body_start(row, text, start):
    assert body_start(row, text) == start


def test_every_code_has_a_chinese_name():
    codes = {"in_force", "not_yet", "expired", "repealed", "amended", "unknown"}
    assert set(labels.STATUS) == codes
    assert labels.day_name("2021-2025") == "2021—2025年"
    assert labels.day_name("不明") == "不明"
    assert labels.day_name(None) == ""


# ------------------------------------------------------------------ pictures


def test_charts_escape_and_carry_no_style():
    made = [
        charts.bars([("<b>", 2, "2"), ("乙", 0, "0")], "<i>"),
        charts.lines([("甲", [1, None, 3])], ["2022", "2023", "2024"], "线"),
        charts.radar([("甲", 1.0, "第1"), ("乙", 0.5, "第2"), ("丙", 0.0, "未列入")], "星"),
        charts.progress(10, None, 30, "进度"),
        flow(
            [Column("targets", "目标", [("t", "<x>", "y")]), Column("measures", "措施", [])],
            [],
            {"t": "缺"},
            "链",
        ),
    ]
    for each in made:
        assert each.startswith("<svg") and each.endswith("</svg>")
        assert "<b>" not in each and "<x>" not in each and "style" not in each
    assert "没有找到" in made[-1]


def test_a_gap_breaks_the_line():
    whole = charts.lines([("甲", [1, 2, 3])], ["a", "b", "c"], "线")
    broken = charts.lines([("甲", [1, None, 3])], ["a", "b", "c"], "线")
    assert whole.count("<path") == 1 and broken.count("<path") == 0
    assert broken.count("<circle") == 2


def test_a_page_picture_boxes_the_clause(shared, tmp_path):
    from policykb.pipeline import ingest

    pdf = sorted((shared("corpus") / "typeset").glob("*.pdf"))[0]
    ingest([pdf], tmp_path / "data")
    with TestClient(create_app(tmp_path / "data"), **HERE) as client:
        row = client.get("/api/v1/documents").json()["items"][0]
        base = f"/api/v1/documents/{row['id']}"
        clause = next(
            p for p in client.get(base).json()["provisions"] if p["heading"] and p["page"]
        )
        plain = client.get(f"{base}/pages/{clause['page']}.png")
        boxed = client.get(f"{base}/pages/{clause['page']}.png", params={"eid": clause["eid"]})
        assert plain.content[:8] == boxed.content[:8] == b"\x89PNG\r\n\x1a\n"
        assert plain.content != boxed.content
        assert client.get(f"{base}/pages/999.png").status_code == 404
        assert client.get(f"{base}/pages/1.png", params={"eid": "h9_9"}).status_code == 404
        assert client.get(f"{base}/source").content == pdf.read_bytes()


def test_a_bad_pdf_harms_nobody():
    from policykb.errors import DamagedFile

    with pytest.raises(DamagedFile):
        originals._draw(b"%PDF-1.7 nonsense", 1, ())


def test_the_original_is_never_shown_in_place(client):
    reply = client.get(f"/api/v1/documents/{document_id(client)}/source")
    assert reply.headers["content-disposition"].startswith("attachment")
    assert "小微企业" in reply.text


def test_weak_members_of_a_chain_are_folded_away(client, monkeypatch):
    real = tracing.trace

    def doubtful(*given, **more):
        reply = real(*given, **more)
        for row in reply["measures"]:
            row["confidence"] = 0.19
        reply["target"]["confidence"] = 0.1
        return reply

    monkeypatch.setattr(tracing, "trace", doubtful)
    page = client.get("/trace?q=小微企业上云的目标").text
    chart, _, below = page.partition("</figure>")
    folded = re.findall(r'<details class="weak">.*?</article>', below, re.DOTALL)
    assert folded and all("关联较弱" in each for each in folded)
    weak = [found for each in folded for found in re.findall(r'id="([^"]+)"', each)]
    assert weak and not any(f"#{id_}" in chart for id_ in weak)
    assert "#target-" in chart  # what is traced is always shown


def test_a_digest_says_so_beside_its_title(own):
    said = "（摘编）\n\n关于甲的通知\n\n一、甲\n\n（一）给甲店补贴。\n"
    send(own, content=said)
    send(own, name="全文.txt", content="关于乙的通知\n\n一、乙\n\n（一）给乙店奖励。\n")
    rows = {row["title"]: row for row in own.get("/api/v1/documents").json()["items"]}
    assert [row["digest"] for row in rows.values()].count(True) == 1
    for path in ("/", "/library"):
        assert own.get(path).text.count(">摘编</span>") == 1
    for row in rows.values():
        page = own.get(f"/documents/{row['id']}").text
        assert (">摘编</span></h1>" in page) == row["digest"]


# ------------------------------------------------------------------ support


def test_a_story_is_answered_and_travels_in_the_body(client):
    story = "我在某市开了家二十人的小厂，想上云"
    reply = client.post("/support", data={"q": story})
    assert reply.status_code == 200
    assert story in reply.text and "读自“二十人”" in reply.text
    assert client.get("/support", params={"q": story}).text.count(story) == 0


@pytest.mark.parametrize(
    ("form", "profile"),
    [
        ({}, None),
        ({"profile": '{"text":"甲"}', "q": "乙"}, None),
        ({"profile": '{"text":"甲"}', "f_staff": "30", "was_staff": ""}, {"text": "甲", "staff": "30"}),
        ({"profile": '{"text":"甲","staff":{"value":3}}', "f_staff": "", "was_staff": "3"}, {}),
        ({"profile": '{"text":"甲"}', "asked": "credit", "answer": "是"}, {"text": "甲", "answers": {"credit": True}}),
        ({"profile": '{"text":"甲"}', "asked": "place", "answer": "苏州"}, {"text": "甲", "place": "苏州"}),
        ({"profile": '{"text":"甲"}', "asked": "place", "answer": "不清楚"}, {"text": "甲"}),
    ],
    ids=["初次", "换了话", "改一项", "清一项", "答是", "答话", "不清楚"],
)  # fmt: skip
def test_corrections(form, profile):
    assert corrected(form, form.get("q", "")) == profile


@pytest.mark.parametrize("profile", ["{", "[]", '{"nonsense": 1}'])
def test_a_broken_profile_is_told(client, profile):
    reply = client.post("/support", data={"q": "", "profile": profile})
    assert reply.status_code == 400
    assert 'role="alert"' in reply.text


@pytest.mark.parametrize(
    ("yuan", "said"), [(8e6, "800万"), (2.3e8, "2.3亿"), (900, "900"), ("x", "x")]
)
def test_money(yuan, said):
    assert money(yuan) == said


# ------------------------------------------------------------------ writing


def send(
    client, name="小店.txt", content="一、补贴\n\n（一）给小店补贴3万元。（市商务局负责）\n", **more
):
    return client.post("/library", files={"files": (name, content.encode())}, **more)


def test_upload_twice_then_remove(own):
    assert "已收入 1 份" in send(own).text
    assert "未变 1 份" in send(own).text
    row = own.get("/api/v1/documents").json()["items"][0]
    assert "移出这份文件" in own.get("/library/remove", params={"id": row["id"]}).text
    assert own.post("/library/remove", data={"id": row["id"]}).status_code == 200
    assert own.get("/api/v1/documents").json()["total"] == 0


def test_a_document_is_read_again_from_its_original(own):
    send(own)
    row = own.get("/api/v1/documents").json()["items"][0]
    assert "重读这份文件" in own.get("/library/reread", params={"id": row["id"]}).text
    before = own.get("/health/ready").json()
    page = own.post("/library/reread", data={"id": row["id"]}).text
    assert "已更新 1 份" in page
    after = own.get("/api/v1/documents").json()["items"]
    assert [each["id"] for each in after] == [row["id"]]
    assert after[0]["source"] == row["source"]
    assert own.get("/health/ready").json() != before
    assert own.get(f"/api/v1/documents/{row['id']}/source").status_code == 200
    assert own.post("/library/reread", data={"id": "nope"}).status_code == 404


def test_questions_are_saved_told_of_and_forgotten(own):
    send(own)
    form = {
        "question": "小店补贴",
        "name": "<b>小店</b>",
        "limit": ["region:", "obligation:should", "x:y"],
    }
    page = own.post("/library/questions", data=form).text
    assert "&lt;b&gt;小店" in page and "约束力：要" in page and "还没有新内容" in page
    address = re.search(r'href="(/api/v1/subscriptions/[^"]+/feed)"', page)[1]
    assert own.get(address).headers["content-type"].startswith("application/atom+xml")
    send(
        own,
        name="新.txt",
        content="关于补贴小店的通知\n\n一、补贴\n\n（一）对小店给予补贴5万元。（市商务局负责）\n",
    )
    page = own.get("/library/questions").text
    assert "新内容" in page and "对小店给予补贴" in own.get(f"{address}?format=json").text
    gone = re.search(r'href="(/library/questions/remove\?id=([^"]+))"', page)
    assert "不再有效" in own.get(gone[1]).text
    page = own.post("/library/questions/remove", data={"id": gone[2]}).text
    assert "还没有。" in page
    assert own.get(address).status_code == 404


def test_an_empty_question_is_not_saved(own):
    assert "还没有。" in own.post("/library/questions", data={"question": "  "}).text


def test_two_files_of_one_name_are_two_documents(own):
    send(own, content="关于甲的通知\n\n一、甲\n\n（一）给甲店补贴。\n")
    send(own, content="关于乙的通知\n\n一、乙\n\n（一）给乙店奖励。\n")
    assert own.get("/api/v1/documents").json()["total"] == 2


def test_a_bad_file_is_told_and_can_be_taken_off(own):
    page = send(own, name="坏.pdf", content="%PDF-1.7 x").text
    assert "未能收入 1 份" in page and "没能读出的文件 1 份" in page
    path = re.search(r'name="path" value="([^"]+)"', page)[1]
    assert "没能读出" not in own.post("/library/forget", data={"path": path}).text


def test_upload_tells_of_each_file(own):
    reply = own.post("/library/stream", files={"files": ("小店.txt", "一、补贴小店\n".encode())})
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert [line for line in reply.text.splitlines() if line.startswith("event")] == [
        "event: file",
        "event: done",
    ]


# fmt: off
STRANGERS = [
    ("别的网站", {"origin": "http://evil.example"}),
    ("别的网站，新式", {"sec-fetch-site": "cross-site"}),
    ("换了主机名", {"host": "evil.example"}),
    ("经代理", {"x-forwarded-for": "8.8.8.8"}),
]
# fmt: on


WRITING = [
    ("/library/questions", {"question": "小店"}),
    ("/library/questions/remove", {"id": "x"}),
    ("/library/reread", {"id": "x"}),
]


@pytest.mark.parametrize(("path", "form"), WRITING, ids=[w[0] for w in WRITING])
def test_writing_by_form_follows_the_same_rules(own, path, form):
    from policykb.store.keys import create

    for _, headers in STRANGERS:
        assert own.post(path, data=form, headers=headers).status_code in (401, 403)
    _, key = create(own.app.state.library.data, "试用")
    assert own.post(path, data=form).status_code == 401
    assert own.post(path, data=form | {"key": "pkb_x_y"}).status_code == 401
    assert own.post(path, data=form | {"key": key}).status_code in (200, 404)


def test_saved_questions_are_not_shown_without_the_key(own):
    from policykb.store.keys import create

    own.post("/library/questions", data={"question": "小店要补贴"})
    assert "小店要补贴" in own.get("/library/questions").text
    assert (
        "小店要补贴"
        not in own.get("/library/questions", headers={"x-forwarded-for": "8.8.8.8"}).text
    )
    _, key = create(own.app.state.library.data, "试用")
    assert "小店要补贴" not in own.get("/library/questions").text
    assert "小店要补贴" in own.post("/library/questions", data={"key": key}).text


@pytest.mark.parametrize("headers", [s[1] for s in STRANGERS], ids=[s[0] for s in STRANGERS])
def test_strangers_cannot_write(own, headers):
    assert send(own, headers=headers).status_code in (401, 403)
    assert own.get("/api/v1/documents").json()["total"] == 0


def test_other_machines_cannot_write(library):
    with TestClient(
        create_app(library), client=("10.0.0.9", 1), base_url="http://127.0.0.1"
    ) as far:
        assert send(far).status_code == 401
        assert "只能在运行程序的这台机器上" in far.get("/library").text


def test_with_keys_everybody_needs_one(own):
    from policykb.store.keys import create

    send(own)
    _, key = create(own.app.state.library.data, "试用")
    assert 'type="password"' in own.get("/library").text
    assert send(own).status_code == 401
    assert send(own, data={"key": "pkb_x_y"}).status_code == 401
    assert "未变 1 份" in send(own, data={"key": key}).text


def test_may_write_needs_a_peer():
    assert not may_write(SimpleNamespace(headers={"host": "localhost"}, client=None))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/通知.pdf", "通知.pdf"),
        ("C:\\a\\b.docx", "b.docx"),
        ("\x00..", "未命名"),
        ("长" * 300 + ".txt", "长" * 65 + ".txt"),
        ("<img src=x>.txt", "<img src=x>.txt"),
    ],
)
def test_file_names_stay_in_their_folder(sent, kept):
    assert safe_name(sent) == kept


@pytest.mark.parametrize(
    ("excerpt", "expected"),
    [(None, (4, 24)), ([0, 9], (4, 24)), ([30, 39], (30, 50)), ([95, 99], (95, 100))],
    ids=["没有", "在开头", "在中间", "在末尾"],
)
def test_a_long_text_is_shown_from_where_it_was_found(excerpt, expected):
    assert window({"excerpt": excerpt} if excerpt else {}, "字" * 100, 4, 20) == expected
