"""Pages: pictures, support, writing."""

import re
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient
from page_samples import HERE

from api import charts, originals
from api.app import create_app
from api.flow import Column, flow
from api.guard import may_write
from api.pages import tracing
from api.pages.shell import window
from api.pages.support import corrected, money
from api.uploads import safe_name


@pytest.fixture
def own(tmp_path):
    with TestClient(create_app(tmp_path / "data"), **HERE) as client:
        yield client


def document_id(client):
    return client.get("/api/v1/documents").json()["items"][0]["id"]


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
    drawn = re.compile(r'<path [^>]*class="line')
    assert len(drawn.findall(whole)) == 1 and not drawn.findall(broken)
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
