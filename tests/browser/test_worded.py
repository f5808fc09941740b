"""The wording by a language model: asked for by the reader, marked, cited, never waited for."""

import json
import re
import threading

import pytest
from serving import follow, serving
from test_wording import StandIn, send

expect = pytest.importorskip("playwright.sync_api", reason="没有装 playwright").expect
QUESTION = "中小企业融资支持"
MARK = "人工智能生成"
ASK = "请模型改写"


class Obedient(StandIn):
    """Repeats the first sentence of the first two facts and adds an invention, when it may."""

    def __init__(self):
        super().__init__()
        self.may = threading.Event()
        self.may.set()

    def behave(self, handler):
        self.may.wait()
        asked = self.asked[-1][2]["messages"][1]["content"]
        facts = re.findall(r"^\[\d+\] (.+)$", asked, re.MULTILINE)[:2]
        rows = [{"text": self.first(fact), "facts": [at]} for at, fact in enumerate(facts, 1)]
        rows.append({"text": "张伟的华为公司可以得到900万元。", "facts": [1]})
        content = json.dumps({"sentences": rows})
        send(handler, json.dumps({"choices": [{"message": {"content": content}}]}).encode())

    @staticmethod
    def first(fact):
        """The first sentence of a fact, the one after its heading where that ends in a full stop."""
        sentences = [each for each in fact.split("。") if each.strip()]
        return f"{sentences[min(1, len(sentences) - 1)]}。"


@pytest.fixture
def stand_in():
    with Obedient() as made:
        yield made
        made.may.set()  # lets go of whoever still waits


@pytest.fixture
def worded_site(browser, data, tmp_path, stand_in):
    with serving(data, tmp_path / "server.log", model=stand_in.url) as address:
        yield address


def check(wording, page):
    """The mark, two sentences each with a link to its clause, nothing invented."""
    expect(wording.locator(".made")).to_have_text(MARK)
    cited = wording.locator("p", has=page.locator(".cited"))
    assert cited.count() == 2
    assert "华为" not in page.content()
    expect(wording).to_contain_text("1 句不能由原文证实")
    first = cited.first.locator(".cited").first
    assert first.get_attribute("aria-label").startswith("出处 1：《")
    said = cited.first.inner_text().split("〔")[0]
    follow(first)
    assert said in re.sub(r"\s", "", page.locator(".node.here").inner_text())


def test_no_model_no_word_of_it(site, visit):
    page = visit(site)
    page.goto(f"/search?q={QUESTION}")
    assert page.locator(".card").count()
    assert MARK not in page.content()
    page.goto(f"/search/wording?q={QUESTION}")
    assert "没有设置语言模型" in page.get_by_role("status").inner_text()


def test_the_wording_comes_into_the_page_without_holding_it_up(
    worded_site, visit, stand_in, barriers
):
    stand_in.may.clear()
    page = visit(worded_site)
    page.goto(f"/search?q={QUESTION}")
    cards = page.locator(".card").count()
    assert cards and stand_in.asked == []
    page.get_by_role("link", name=ASK).click()
    expect(page.get_by_role("status")).to_contain_text("正在改写")
    assert page.locator(".card").count() == cards
    stand_in.may.set()
    wording = page.locator("#wording")
    expect(wording).to_be_focused()
    assert page.url.startswith(f"{worded_site}/search?") and page.locator(".card").count() == cards
    assert not barriers(page)
    check(wording, page)
    assert len(stand_in.asked) == 1


def test_the_wording_without_scripts_is_a_page_of_its_own(worded_site, visit):
    page = visit(worded_site, java_script_enabled=False)
    page.goto(f"/search?q={QUESTION}&region=全国&tab=targets")
    results = page.url
    follow(page.get_by_role("link", name=ASK))
    assert "region=" in page.url
    follow(page.get_by_role("link", name="回到全部结果"))
    assert page.locator(".chip", has_text="全国").count() == 1
    page.goto(results)
    follow(page.get_by_role("link", name=ASK))
    check(page.locator("#wording"), page)


def test_a_model_that_fails_is_told_and_the_results_stay(worded_site, visit, stand_in):
    stand_in.behave = lambda handler: send(handler, b"{}", 500)
    page = visit(worded_site)
    page.goto(f"/search?q={QUESTION}")
    page.get_by_role("link", name=ASK).click()
    expect(page.locator("#wording").get_by_role("status")).to_contain_text("答 500")
    assert page.locator(".card").count()


def test_where_nothing_was_found_no_wording_is_offered(worded_site, visit, stand_in):
    page = visit(worded_site)
    page.goto("/search?q=红烧肉要炖多久")
    assert not page.get_by_role("link", name=ASK).count()
    page.goto("/search/wording?q=红烧肉要炖多久")
    assert "没有可以改写" in page.get_by_role("status").inner_text()
    assert stand_in.asked == []
