"""A document too long for one page: told in parts, every clause found by its address."""

import re

import pytest
from serving import enter, follow, serving

expect = pytest.importorskip("playwright.sync_api", reason="没有装 playwright").expect
CHAPTERS, ARTICLES = 9, 40
HAN = "零一二三四五六七八九"
LAST = f"chp_{CHAPTERS}__art_{CHAPTERS * ARTICLES}"


def han(number):
    """A number below a thousand as articles are numbered."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{HAN[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else HAN[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (HAN[ones] if ones else "")


def long_text():
    """An invented regulation of nine chapters and 360 articles."""
    lines = ["某市街边小店条例", ""]
    for chapter in range(1, CHAPTERS + 1):
        lines += [f"第{HAN[chapter]}章　第{HAN[chapter]}类小店", ""]
        for at in range((chapter - 1) * ARTICLES + 1, chapter * ARTICLES + 1):
            lines += [
                f"第{han(at)}条　门牌{at}号的小店应当在门口写明店名、店主和开门的时辰，"
                + "每逢赶集的日子照常开门，遇到刮风下雨可以晚开半个时辰，"
                + f"但要提前在门上挂出第{at}号木牌，写明几时开门，让远道来的客人不白跑一趟。"
                + "街上的人对小店有话要说的，写在店门旁边的本子上，店主三天之内作答。",
                "",
            ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def long_site(browser, tmp_path_factory):
    from policykb.pipeline import ingest

    folder = tmp_path_factory.mktemp("long")
    source = folder / "某市街边小店条例.txt"
    source.write_text(long_text(), "utf-8")
    report = ingest([source], folder / "data")
    assert not report.failed(), report
    with serving(folder / "data", folder / "log") as address:
        yield address


@pytest.fixture
def address(long_site, visit):
    return (
        f"/documents/{visit(long_site).request.get('/api/v1/documents').json()['items'][0]['id']}"
    )


def clauses(page):
    return page.locator(".node").evaluate_all("nodes => nodes.map(node => node.id)")


def test_the_first_page_is_a_part_and_the_parts_make_the_whole(long_site, visit, address):
    page = visit(long_site, java_script_enabled=False)
    first = len(page.goto(address).body())
    seen = clauses(page)
    count = int(page.locator(".parts span").first.inner_text().split("/")[1].split()[0])
    for _ in range(count - 1):
        follow(page.locator(".parts a[rel=next]").last)
        seen += clauses(page)
    assert not page.locator(".parts a[rel=next]").count()
    follow(page.locator(".parts a[rel=prev]").first)
    assert page.locator(".parts a[rel=next]").count()
    page.goto(address)
    follow(page.get_by_role("link", name="全文放在一页").first)
    assert clauses(page) == seen and len(set(seen)) == CHAPTERS * (ARTICLES + 1)
    assert not page.locator(".parts").count()
    assert first < len(page.content().encode()) / 2


@pytest.mark.parametrize("scripts", [True, False], ids=["有脚本", "无脚本"])
def test_the_outline_leads_into_another_part(long_site, visit, address, scripts):
    page = visit(long_site, java_script_enabled=scripts)
    page.goto(address)
    link = page.locator(".outline a").last
    head = link.inner_text()
    assert not page.locator(".node", has_text=head).count()
    follow(link)
    here = page.locator(".node.here")
    assert head in here.inner_text()
    expect(here).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False], ids=["有脚本", "无脚本"])
def test_a_link_to_a_clause_leads_to_the_part_that_holds_it(long_site, visit, address, scripts):
    page = visit(long_site, java_script_enabled=scripts)
    page.goto(f"/search?q=门牌{CHAPTERS * ARTICLES}号的小店应当写明什么&tab=passages")
    follow(page.locator(".card h3 a").first)
    assert page.locator(".node.here").get_attribute("id") == LAST
    expect(page.locator(".node.here")).to_be_in_viewport()
    page.goto(address)
    page.fill("#eid", LAST)
    enter(page)
    assert page.locator(".node.here").get_attribute("id") == LAST
    page.fill("#eid", "chp_99")
    enter(page)
    assert "没有这个条款" in page.get_by_role("alert").inner_text()


def test_a_bare_anchor_of_another_part_is_found_too(long_site, visit, address):
    page = visit(long_site)
    page.goto(f"{address}#{LAST}")
    expect(page).to_have_url(re.compile(rf"\?eid={LAST}#"))
    expect(page.locator(".node.here")).to_be_in_viewport()
    page.goto(f"{address}#chp_99")
    expect(page.get_by_role("alert")).to_contain_text("没有这个条款")


def test_in_the_whole_text_links_stay_in_it(long_site, visit, address):
    page = visit(long_site)
    page.goto(f"{address}?whole=true")
    follow(page.locator(".outline a").last)
    assert len(clauses(page)) == CHAPTERS * (ARTICLES + 1)
    expect(page.locator(".node.here")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1440])
def test_no_serious_barrier_in_a_part(long_site, visit, barriers, address, width):
    page = visit(long_site, viewport={"width": width, "height": 800})
    page.goto(f"{address}?part=2")
    assert not barriers(page)


def test_a_short_document_is_one_page(site, visit):
    page = visit(site)
    for row in page.request.get("/api/v1/documents").json()["items"]:
        page.goto(f"/documents/{row['id']}")
        assert page.locator(".node").count() and not page.locator(".parts").count()
