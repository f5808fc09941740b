"""What must hold of every page: no serious barrier, no sideways scrolling, whole without scripts."""

import pytest
from serving import follow

STORY = "我们在苏州开模具厂，二十来个人，去年营收一千五百万，想买设备"
PAGES = {
    "home": "/",
    "results": "/search?q=中小企业融资支持",
    "passages": "/search?q=中小企业融资支持&tab=passages&region=全国",
    "figures": "/search?q=专精特新企业数量&tab=figures",
    "nothing": "/search?q=红烧肉要炖多久",
    "document": "PDF",
    "departments": "/departments",
    "department": "/departments/财政部",
    "cities": "/cities",
    "city": "/cities/南京市",
    "instruments": "/instruments",
    "instrument": "/instruments/信贷担保",
    "support": "STORY",
    "support-start": "/support",
    "trace": "/trace?q=专精特新小巨人的目标落实得怎样",
    "compare": "PAIR",
    "library": "/library",
    "questions": "/library/questions?q=中小企业融资支持&region=上海市",
    "failure": "/nope",
}
VIEWS = {
    "phone": {"viewport": {"width": 360, "height": 740}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}


def goto(page, site, name):
    """Opens one of the pages."""
    address = PAGES[name]
    if address == "STORY":
        page.goto("/support")
        page.fill("#q", STORY)
        page.fill("#as_of", "2025-06-30")
        follow(page.get_by_role("button", name="找支持"))
        return
    if address in ("PDF", "PAIR"):
        rows = page.request.get(f"{site}/api/v1/documents").json()["items"]
        plans = [row["id"] for row in rows if row["doc_type"] == "plan"]
        pdf = next(row["id"] for row in rows if row["format"] == "pdf")
        address = f"/compare?upper={plans[0]}&lower={plans[1]}"
        if PAGES[name] == "PDF":
            address = f"/documents/{pdf}?eid=h1_1"
    page.goto(address)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_no_serious_barrier_and_no_sideways_scrolling(site, visit, barriers, name, view):
    page = visit(site, allow=("404",), **VIEWS[view])
    goto(page, site, name)
    assert not barriers(page)


@pytest.mark.parametrize("name", ["home", "results", "document", "support", "trace", "compare"])
def test_reflow_at_200_percent(site, visit, name):
    page = visit(site, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    goto(page, site, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", [name for name in PAGES if name != "failure"])
def test_whole_without_scripts(site, visit, name):
    page = visit(site, java_script_enabled=False)
    goto(page, site, name)
    assert page.locator("h1").is_visible()
    assert page.locator("main").inner_text().strip()
    assert not page.locator("button.copy:visible, #drophint:visible").count()


def test_nothing_is_loaded_from_elsewhere(site, visit):
    page = visit(site)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("home", "results", "document", "trace"):
        goto(page, site, name)
        page.wait_for_load_state("networkidle")
    assert asked and all(url.startswith((site, "data:")) for url in asked)


@pytest.mark.parametrize("name", ["results", "document", "trace"])
def test_prints(site, visit, name):
    page = visit(site)
    goto(page, site, name)
    assert page.pdf()[:5] == b"%PDF-"
    page.emulate_media(media="print")
    assert page.locator("header.top").is_hidden()
    if name != "document":
        assert page.locator("#q").input_value() in page.locator(".paper").inner_text()
    for chart in page.locator("svg.chart").all():
        assert chart.evaluate("svg => svg.clientWidth <= svg.parentElement.clientWidth")


def test_examples_of_the_first_page_are_printed(site, visit):
    page = visit(site)
    page.goto("/")
    page.emulate_media(media="print")
    assert page.locator(".columns form").count()
    for button in page.locator(".columns button").all():
        assert button.is_visible()
