"""Pages: the first page's box, addresses, text."""

import re
from urllib.parse import quote

import pytest
from markupsafe import Markup
from page_samples import address

from api.pages import labels
from api.pages.asking import is_story
from api.pages.shell import body_start, marked, visible
from policykb.types import Filters

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
