"""Asking, narrowing, reading: as a person would, with mouse, keyboard, back and forward."""

import hashlib
import re
import time
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from serving import PATIENCE, enter, follow

expect = pytest.importorskip("playwright.sync_api", reason="没有装 playwright").expect

QUESTION = "中小企业数字化转型有哪些支持"
STORY = "我们在苏州开模具厂，二十来个人，想买两台新设备"


def eventually(true):
    """Waits until it holds; the page's own policy forbids Playwright's way of waiting."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def count_in(text):
    return int(re.search(r"\d+", text)[0])


def test_first_page_is_small_and_its_examples_are_answered(site, visit):
    page = visit(site)
    replies = []
    page.on("response", lambda reply: replies.append(reply))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    sizes = [len(reply.body()) for reply in replies]
    assert sum(sizes) <= 60 * 1024, sizes
    assert page.locator(".doors button").count() == 3
    links = page.locator(".columns a")
    addresses = [link.get_attribute("href") for link in links.all()]
    assert len(addresses) >= 4
    for address in addresses:
        page.goto(address)
        assert page.locator(".card").count(), address
        assert not page.locator("main > .notice").count(), address


def test_counts_on_the_first_page_are_those_of_the_lists(site, visit):
    page = visit(site)
    page.goto("/")
    for name, kind in (("措施", "measures"), ("目标", "targets"), ("文件", "documents")):
        shown = page.locator(".tally div", has=page.get_by_text(name, exact=True)).locator("dd")
        total = page.request.get(f"/api/v1/{kind}").json()["total"]
        assert int(shown.inner_text().replace(",", "")) == total


def test_keyboard_alone_from_question_to_clause(site, visit):
    page = visit(site)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type(QUESTION)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    first = page.locator(".card h3 a").first
    for _ in range(60):
        page.keyboard.press("Tab")
        if first.evaluate("link => link === document.activeElement"):
            break
    outline = first.evaluate("link => getComputedStyle(link).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    assert page.locator(".node.here").is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["有脚本", "无脚本"])
@pytest.mark.parametrize("door", ["", "查措施", "追目标"])
def test_a_question_from_the_first_page_has_its_own_address(site, visit, scripts, door):
    page = visit(site, java_script_enabled=scripts)
    page.goto("/")
    page.fill("#q", QUESTION)
    if door:
        page.locator(".doors").get_by_role("button", name=door).click()
    else:
        page.keyboard.press("Enter")
    page.wait_for_url("**/trace?q=**" if door == "追目标" else "**/search?q=**")
    assert page.locator("#q").input_value() == QUESTION
    page.go_back()
    assert page.url == f"{site}/"


@pytest.mark.parametrize("scripts", [True, False], ids=["有脚本", "无脚本"])
@pytest.mark.parametrize("door", ["", "找支持", "查措施"])
def test_a_story_from_the_first_page_stays_out_of_every_address(site, visit, scripts, door):
    page = visit(site, java_script_enabled=scripts)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.fill("#q", STORY)
    if door:
        page.locator(".doors").get_by_role("button", name=door).click()
    else:
        page.keyboard.press("Enter")
    page.wait_for_url("**/ask")
    assert "读自“苏州”" in page.content()
    assert not any("q=" in url or quote("苏州") in url for url in asked)
    page.locator("summary", has_text="读到的情况").click()
    page.get_by_role("button", name="按改过的情况再找").click()
    page.wait_for_url("**/support")
    assert STORY in page.content()


def test_a_story_can_be_asked_as_a_question_by_who_wants_that(site, visit):
    page = visit(site)
    page.goto("/")
    page.fill("#q", STORY)
    enter(page)
    page.get_by_role("button", name="改为查措施").click()
    page.wait_for_url("**/search?q=**")
    assert page.locator("#q").input_value() == STORY


def test_tabs_tell_true_counts_and_the_address_holds_the_state(site, visit):
    page = visit(site)
    page.goto("/search")
    page.fill("#q", QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    tabs = page.locator(".tabs a")
    assert tabs.count() == 5
    for at in range(4):
        follow(page.locator(".tabs a").nth(at))
        told = count_in(page.locator(".tabs a").nth(at).inner_text())
        assert page.locator(".list > li, tbody tr").count() == told
    follow(page.get_by_role("link", name="原文条款").first)
    assert "tab=passages" in page.url
    total = page.request.get("/api/v1/search", params={"q": QUESTION}).json()["total"]
    assert count_in(page.locator(".tabs a[aria-current]").inner_text()) == total
    again = visit(site)
    again.goto(page.url)
    assert again.locator(".card").all_inner_texts() == page.locator(".card").all_inner_texts()


def test_filters_back_and_forward(site, visit):
    page = visit(site)
    page.goto(f"/search?q={QUESTION}&tab=passages")
    everything = count_in(page.locator(".tabs a[aria-current]").inner_text())
    value = page.locator("#filters .facet a").first
    name, told = (each.inner_text() for each in value.locator("span").all())
    assert count_in(told) <= everything
    follow(value)
    assert page.locator(".chip", has_text=name).count() == 1
    # A narrower search may reach passages that were too far down the wider one: told by a +
    narrow = count_in(page.locator(".tabs a[aria-current]").inner_text())
    assert narrow >= count_in(told) if told.endswith("+") else narrow == count_in(told)
    assert narrow <= everything
    narrowed = page.url
    page.go_back()
    assert count_in(page.locator(".tabs a[aria-current]").inner_text()) == everything
    page.go_forward()
    assert page.url == narrowed
    follow(page.get_by_role("link", name=f"取消筛选：{name}"))
    assert count_in(page.locator(".tabs a[aria-current]").inner_text()) == everything


@pytest.mark.parametrize("limit", ["exact=true", "doc_type=measures"], ids=["词组", "一类文件"])
def test_a_count_without_plus_is_what_is_found_behind_it(site, visit, limit):
    page = visit(site)
    page.goto(f"/search?q=中小企业&tab=passages&{limit}")
    links = page.locator("#filters .facet a:not([aria-current])")
    told = [
        (link.get_attribute("href"), link.locator(".count").text_content()) for link in links.all()
    ]
    assert len([count for _, count in told if "+" not in count]) > 5
    for address, count in told:
        page.goto(address)
        behind = count_in(page.locator(".tabs a[aria-current]").inner_text())
        assert behind >= int(count[:-1]) if "+" in count else behind == int(count), address


@pytest.mark.parametrize("heading", ["地区", "部门", "文种", "政策工具", "年份", "有效性"])
def test_every_filter_is_offered_with_counts(site, visit, heading):
    page = visit(site)
    page.goto("/search?q=中小企业")
    facet = page.locator("#filters h3", has_text=heading).locator("xpath=following-sibling::ul[1]")
    counts = [count_in(text) for text in facet.locator(".count").all_inner_texts()]
    assert counts and all(counts)


def test_what_was_understood_can_be_taken_out_and_put_back(site, visit):
    page = visit(site)
    page.goto("/search?q=财政部负责哪些措施")
    chip = page.locator(".chip", has_text="财政部")
    follow(chip.get_by_role("link"))
    assert "drop=" in page.url
    assert page.locator(".chip.off", has_text="财政部").count() == 1
    follow(page.get_by_role("link", name="恢复：财政部"))
    assert page.locator(".chip.off").count() == 0


def test_citation_is_copied_and_clause_opens_in_place(site, visit):
    page = visit(site, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/search?q={QUESTION}&tab=passages")
    card = page.locator(".card").first
    copy = card.locator(".copy")
    copy.click()
    expect(copy).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == card.locator(".all").inner_text()
    page.locator(".card .copy").nth(1).click()
    expect(copy).to_have_text("复制出处")
    opener = card.get_by_role("button", name="就地看整条")
    opener.click()
    card.locator(".clause p").first.wait_for()
    assert card.locator(".open").get_attribute("aria-expanded") == "true"
    card.locator(".open").click()
    assert card.locator(".clause").is_hidden()


def test_marked_words_and_reasons(site, visit):
    page = visit(site)
    page.goto("/search?q=政府采购&tab=passages")
    card = page.locator(".card").first
    assert "采购" in card.locator("mark").first.inner_text()
    assert "字面" in card.locator(".why").inner_text()
    assert card.locator(".cite").inner_text().startswith("《")


def test_nothing_relevant_is_said(site, visit):
    page = visit(site)
    page.goto("/search?q=红烧肉要炖多久")
    assert "没有" in page.locator("[role=status]").inner_text()
    assert page.locator(".tabs a").first.inner_text().endswith("0")


# ------------------------------------------------------------------ documents


@pytest.fixture
def pdf_document(site, visit):
    page = visit(site)
    rows = page.request.get(f"{site}/api/v1/documents").json()["items"]
    return next(row for row in rows if row["format"] == "pdf")


def test_document_outline_marks_and_picture(site, visit, pdf_document):
    page = visit(site)
    page.goto(f"/documents/{pdf_document['id']}")
    assert page.locator("h1").inner_text() == f"{pdf_document['title']} 摘编"
    assert page.locator("meta[name=citation_title]").get_attribute("content")
    link = page.locator(".outline a").nth(4)
    head = link.inner_text()
    link.click()
    page.wait_for_url("**eid=**")
    here = page.locator(".node.here")
    assert head in here.inner_text()
    expect(here).to_be_in_viewport()
    picture = page.locator(".pagepic img")
    picture.scroll_into_view_if_needed()
    eventually(lambda: picture.evaluate("image => image.naturalWidth > 300"))
    assert "框出" in picture.get_attribute("alt")
    marks = page.locator(".margin a:not(.self)")
    assert marks.count() > 5
    assert "依据" in page.locator("details.facts-of").inner_text() or page.locator(".meta").count()


def test_the_picture_follows_the_clause(site, visit, pdf_document):
    page = visit(site, viewport={"width": 1440, "height": 900})
    page.goto(f"/documents/{pdf_document['id']}")
    before = page.locator(".pagepic img").get_attribute("src")
    follow(page.locator("a.self").last)
    after = page.locator(".pagepic img").get_attribute("src")
    assert before != after and "eid=" in after
    assert "eid=" in page.url


def test_jump_by_address(site, visit, pdf_document):
    page = visit(site)
    page.goto(f"/documents/{pdf_document['id']}")
    address = page.locator("#addresses option").nth(5).get_attribute("value")
    page.fill("#eid", address)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**eid={address}**")
    assert page.locator(".node.here").get_attribute("id") == address
    page.fill("#eid", "h9_99")
    enter(page)
    assert "没有这个条款" in page.get_by_role("alert").inner_text()


def test_searching_within_a_document(site, visit, pdf_document):
    page = visit(site)
    page.goto(f"/documents/{pdf_document['id']}")
    page.fill("#within", "融资")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert page.locator(".chip", has_text=pdf_document["title"]).count() == 1
    cited = page.locator(".card .all").all_inner_texts()
    assert cited and all(pdf_document["title"] in each for each in cited)


def test_original_is_downloaded_unchanged(site, visit, pdf_document):
    page = visit(site)
    page.goto(f"/documents/{pdf_document['id']}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=f"下载 {pdf_document['source']}").click()
    assert waiting.value.suggested_filename == pdf_document["source"]
    kept = page.request.get(f"/api/v1/documents/{pdf_document['id']}").json()["sha256"]
    assert hashlib.sha256(waiting.value.path().read_bytes()).hexdigest() == kept


def test_gathered_pages_lead_to_clauses(site, visit):
    page = visit(site)
    for index, within in (("/departments", "tbody th a"), ("/instruments", "tbody th a")):
        page.goto(index)
        link, told = page.locator(within).first, page.locator("tbody tr").first
        last = told.locator("td.num").all_inner_texts()
        follow(link)
        number = last[-1] if index == "/departments" else last[0]
        assert page.locator(".card").count() == int(number)
        follow(page.locator(".card h3 a").first)
        assert page.locator(".node.here").is_visible()
    page.goto("/cities")
    follow(page.locator("main li a").first)
    assert page.locator(".card, tbody tr").count()


@pytest.mark.parametrize("scripts", [True, False], ids=["有脚本", "无脚本"])
@pytest.mark.parametrize("start", ["/search", "/trace", "/search?q=融资&region=上海市"])
def test_a_story_typed_in_any_box_stays_out_of_every_address(site, visit, scripts, start):
    page = visit(site, java_script_enabled=scripts)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(start)
    page.fill("#q", STORY)
    enter(page)
    assert page.url == f"{site}/ask"
    assert "读自“苏州”" in page.content()
    assert not any(quote("苏州") in url for url in asked)


def test_the_box_keeps_the_filters_that_are_chosen(site, visit):
    page = visit(site)
    page.goto("/search?q=融资&region=上海市&region=全国&tab=targets")
    page.fill("#q", "贷款")
    enter(page)
    assert page.locator("#q").input_value() == "贷款"
    address = parse_qs(urlsplit(page.url).query)
    assert (address["q"], address["region"]) == (["贷款"], ["上海市", "全国"])
