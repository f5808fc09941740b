"""Wording by a language model: a local stand-in answers well, and then misbehaves in every way."""

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from policykb.answer.ask import ask
from policykb.answer.bundle import bundle
from policykb.answer.chat import Model
from policykb.answer.supported import Basis, doubt
from policykb.answer.wording import MARK, Sentence, sentences_of, word
from policykb.embed import load
from policykb.search import Searcher
from policykb.settings import Settings
from policykb.store import Store

FACT = {
    "quote": "（二）治理账款拖欠。机关和事业单位应当在货物验收后30日内付款，不得以审计为由拖延支付小微企业货款。",
    "responsibility": "（市工业和信息化局负责）",
    "citation": "《某市若干措施》（某发〔2023〕7号）一、（二）",
    "path": ["一、缓解资金压力"],
    "document": {
        "title": "某市若干措施",
        "doc_number": "某发〔2023〕7号",
        "issuers": ["某市人民政府"],
    },
}
GOAL = FACT | {
    "quote": "到2025年，推动2000家以上小微企业上云，打造10个示范车间，鼓励银行发放信用贷款，增长18%。",
    "responsibility": "",
}
TREND = FACT | {
    "quote": "中小企业营业收入年均增长，每年至少开展一次服务活动，放宽准入条件。"
    "扩大首贷规模，降低小微企业综合融资成本，提高服务质量，年底前完成整改。",
    "responsibility": "",
}

# fmt: off
SUPPORTED = [
    ("照抄", "机关和事业单位应当在货物验收后30日内付款。", FACT),
    ("换了语序", "货物验收后30日内，机关和事业单位应当付款。", FACT),
    ("换了禁令的说法", "机关和事业单位禁止以审计为由拖延支付货款。", FACT),
    ("带责任单位", "付款一事由市工业和信息化局负责治理。", FACT),
    ("数字的另一种写法", "到2025年推动两千家以上小微企业上云。", GOAL),
    ("不少于", "到2025年推动小微企业上云不少于2000家。", GOAL),
    ("同向的词", "小微企业综合融资成本减少，服务质量提升。", TREND),
    ("界限的另一词", "每年开展服务活动不少于一次。", TREND),
    ("期限照旧", "年底之前完成整改。", TREND),
]
DOUBTS = [
    ("改了数字", "机关和事业单位应当在货物验收后60日内付款。", FACT, "number"),
    ("多了金额", "机关和事业单位应当付款，可获补助500万元。", FACT, "number"),
    ("改了单位", "到2025年推动2000个小微企业上云。", GOAL, "number"),
    ("改了界限的方向", "到2025年推动小微企业上云不超过2000家。", GOAL, "number"),
    ("改了年份", "到2030年推动2000家以上小微企业上云。", GOAL, "number"),
    ("汉字年份", "二〇三〇年推动2000家以上小微企业上云。", GOAL, "number"),
    ("改了比例", "到2025年小微企业上云增长28%。", GOAL, "number"),
    ("编了部门", "付款由财政部负责，机关和事业单位应当付款。", FACT, "department"),
    ("编了地方", "苏州市的机关和事业单位应当付款。", FACT, "place"),
    ("编了文件", "依据《小微企业促进法》，机关应当付款。", FACT, "name"),
    ("编了公司", "机关和事业单位应当向华为公司付款。", FACT, "name"),
    ("编了人名", "张伟要求机关和事业单位在验收后付款。", FACT, "name"),
    ("编了英文名", "机关和事业单位应当用 SAP 付款。", FACT, "name"),
    ("编了引号里的名称", "机关和事业单位应当用“快付通”付款。", FACT, "name"),
    ("丢了禁令", "机关和事业单位以审计为由拖延支付小微企业货款。", FACT, "force"),
    ("鼓励说成必须", "银行必须向小微企业发放信用贷款。", GOAL, "force"),
    ("编了免除", "机关和事业单位付款免征审计。", FACT, "force"),
    ("增长说成下降", "中小企业营业收入年均下降。", TREND, "direction"),
    ("降低说成提高", "提高小微企业综合融资成本。", TREND, "direction"),
    ("扩大说成缩减", "缩减首贷规模。", TREND, "direction"),
    ("至少说成至多", "每年至多开展一次服务活动。", TREND, "direction"),
    ("底前说成底后", "年底后完成整改。", TREND, "direction"),
    ("放宽说成收紧", "收紧准入条件。", TREND, "direction"),
    ("鼓励说成要求", "要求银行向小微企业发放信用贷款。", GOAL, "force"),
    ("支持说成限制", "限制银行向小微企业发放信用贷款。", GOAL, "direction"),
    ("无关的话", "希望企业继续努力提高经营管理水平。", FACT, "ungrounded"),
]
# fmt: on


@pytest.mark.parametrize(
    ("sentence", "fact"), [c[1:] for c in SUPPORTED], ids=[c[0] for c in SUPPORTED]
)
def test_other_words_for_the_same_are_kept(sentence, fact):
    assert doubt(sentence, Basis.of([fact])) == ""


@pytest.mark.parametrize(
    ("sentence", "fact", "reason"), [c[1:] for c in DOUBTS], ids=[c[0] for c in DOUBTS]
)
def test_what_the_facts_do_not_say_is_dropped(sentence, fact, reason):
    assert doubt(sentence, Basis.of([fact])) == reason


# fmt: off
REPLIES = [
    ("JSON", '{"sentences": [{"text": "甲。", "facts": [1, 2]}]}', [Sentence("甲。", (1, 2))]),
    ("围栏里的 JSON", '```json\n{"sentences": [{"text": "甲。", "facts": [1]}]}\n```', [Sentence("甲。", (1,))]),
    ("一项两句", '{"sentences": [{"text": "甲。乙[2]。", "facts": [1]}]}', [Sentence("甲。", (1,)), Sentence("乙。", (2,))]),
    ("普通文字", "甲[1]。乙。〔1、2〕", [Sentence("甲。", (1,)), Sentence("乙。", (1, 2))]),
    ("没有出处", "甲。", [Sentence("甲。", ())]),
    ("坏的行", '{"sentences": [1, {"text": 5}, {"text": "甲。", "facts": "x"}]}', [Sentence("甲。", ())]),
    ("别的 JSON", '{"a": 1}', []),
    ("数", "42", []),
]
# fmt: on


@pytest.mark.parametrize(
    ("said", "expected"), [c[1:] for c in REPLIES], ids=[c[0] for c in REPLIES]
)
def test_replies_are_read_in_either_form(said, expected):
    assert sentences_of(said) == expected


# ------------------------------------------------------------------ a local stand-in


class StandIn:
    """A server that speaks OpenAI's chat completions as `behave(handler)` tells it."""

    def __init__(self):
        self.asked = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                size = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(size))
                stand_in.asked.append((self.path, dict(self.headers), body))
                with contextlib.suppress(OSError):  # the client may hang up, as it should
                    stand_in.behave(self)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def says(self, content, status=200):
        def behave(handler):
            body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            send(handler, body, status)

        self.behave = behave


def send(handler, body, status=200, **headers):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def stand_in():
    with StandIn() as made:
        yield made


@pytest.fixture(scope="module")
def answer(library):
    found = ask("账款被拖欠怎么办", Searcher(Store.open(library), load()))
    assert found["verdict"] == "answered"
    assert found["measures"][0]["number"] == "（二）"
    return found


def said(*rows):
    return json.dumps({"sentences": [{"text": text, "facts": facts} for text, facts in rows]})


def test_what_is_supported_is_shown_with_its_citation_and_mark(stand_in, answer):
    stand_in.says(said(("机关和事业单位应当在货物验收后30日内付款。", [1])))
    found = word(answer, Model(stand_in.url, "m", "secret"))["wording"]
    assert (found["state"], found["mark"], found["model"]) == ("worded", "人工智能生成", "m")
    assert found["text"] == "【人工智能生成】机关和事业单位应当在货物验收后30日内付款。〔1〕"
    cited = found["sentences"][0]["citations"]
    assert [each["citation"] for each in cited] == [answer["measures"][0]["citation"]]
    path, headers, body = stand_in.asked[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert answer["measures"][0]["quote"] in body["messages"][1]["content"]


def test_inventions_are_dropped_and_never_shown(stand_in, answer):
    stand_in.says(said(
        ("机关和事业单位应当在货物验收后3日内付款。", [1]),
        ("华为公司的张伟可以帮助付款。", [1]),
        ("财政部负责付款。", [1]),
        ("机关和事业单位应当付款。", []),
        ("机关和事业单位应当付款。", [99]),
        ("机关和事业单位应当在货物验收后付款。", [1]),
    ))  # fmt: skip
    reply = word(answer, Model(stand_in.url))
    found = reply["wording"]
    assert [row["text"] for row in found["sentences"]] == ["机关和事业单位应当在货物验收后付款。"]
    assert found["dropped"][0] == "number"
    assert found["dropped"][3:] == ["no_citation", "no_citation"]
    assert "华为" not in json.dumps(reply, ensure_ascii=False)
    assert {k: v for k, v in reply.items() if k != "wording"} == answer


GOOD = said(("机关和事业单位应当在货物验收后30日内付款。", [1]))


def drip(handler):
    """A good reply to whoever waits for all of it: each blank comes in time, their sum does not."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)
    handler.wfile.write(json.dumps({"choices": [{"message": {"content": GOOD}}]}).encode())


# fmt: off
FAULTS = [
    ("不是 JSON", lambda h: send(h, b"<html>gateway</html>")),
    ("别的 JSON", lambda h: send(h, b'{"choices": []}')),
    ("空话", lambda h: send(h, b'{"choices": [{"message": {"content": ""}}]}')),
    ("内容是数", lambda h: send(h, b'{"choices": [{"message": {"content": 5}}]}')),
    ("500", lambda h: send(h, b"{}", 500)),
    ("401", lambda h: send(h, b"{}", 401)),
    ("转到别处", lambda h: send(h, b"", 307, Location="http://127.0.0.1:9/")),
    ("半途断开", lambda h: h.connection.close()),
    ("不是 HTTP", lambda h: h.wfile.write(b"\x00\x01\x02\n\n")),
    ("二进制", lambda h: send(h, bytes(range(256)) * 10)),
    ("太长", lambda h: send(h, b" " * (3 << 20))),
    ("不答", lambda h: time.sleep(2)),
    ("滴答", drip),
]
# fmt: on


@pytest.mark.parametrize("behave", [c[1] for c in FAULTS], ids=[c[0] for c in FAULTS])
def test_a_server_that_fails_costs_nothing_but_the_wording(stand_in, answer, behave):
    stand_in.behave = behave
    reply = word(answer, Model(stand_in.url, seconds=0.6))
    assert reply["wording"]["state"] == "unavailable"
    assert reply["wording"]["message"]
    assert (reply["wording"]["text"], reply["wording"]["sentences"]) == ("", [])
    assert {k: v for k, v in reply.items() if k != "wording"} == answer
    assert len(stand_in.asked) <= 1  # nothing is sent on to another address


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "file:///etc/passwd", "ftp://x", "nonsense"])
def test_addresses_that_cannot_be_asked(answer, url):
    assert word(answer, Model(url, seconds=1))["wording"]["state"] == "unavailable"


def test_rubbish_leaves_nothing(stand_in, answer):
    stand_in.says("好的！作为人工智能，我认为企业应该多多努力，前途光明。[1]")
    found = word(answer, Model(stand_in.url))["wording"]
    assert (found["state"], found["text"]) == ("nothing_supported", "")


def test_nothing_is_asked_where_there_is_no_answer(stand_in, library):
    empty = ask("怎么做红烧肉", Searcher(Store.open(library), load()))
    assert word(empty, Model(stand_in.url))["wording"]["state"] == "no_facts"
    assert stand_in.asked == []


def test_off_by_default(library, monkeypatch):
    monkeypatch.delenv("POLICYKB_LLM_URL", raising=False)
    assert Settings().language_model() is None
    with TestClient(create_app(library)) as client:
        q = {"q": "账款被拖欠怎么办"}
        assert "wording" not in client.get("/api/v1/answer", params=q).json()
        asked = client.get("/api/v1/answer", params=q | {"wording": True}).json()
        assert (asked["wording"]["state"], asked["wording"]["text"]) == ("off", "")
        assert asked["measures"]


def test_over_http_in_bundles_and_on_the_command_line(
    stand_in, library, monkeypatch, capsys, tmp_path
):
    from policykb import cli

    stand_in.says(said(("机关和事业单位应当在货物验收后30日内付款。", [1])))
    monkeypatch.setenv("POLICYKB_LLM_URL", stand_in.url)
    q = "账款被拖欠怎么办"
    with TestClient(create_app(library)) as client:
        reply = client.get("/api/v1/answer", params={"q": q, "wording": True}).json()
    assert reply["wording"]["text"].startswith(f"【{MARK}】")
    made = bundle(reply, Store.open(library))
    assert made["answer"]["wording"]["mark"] == MARK
    args = ["policykb", "--data", str(library), "answer", q, "--wording"]
    monkeypatch.setattr("sys.argv", args)
    with pytest.raises(SystemExit):
        cli.main()
    assert f"【{MARK}】" in capsys.readouterr().out


def test_the_key_is_not_printed(monkeypatch):
    monkeypatch.setenv("POLICYKB_LLM_KEY", "topsecret")
    assert "topsecret" not in repr(Settings())
