"""Files dropped on the library page by a real drag: the browser itself opens them."""

import re

import pytest
from serving import follow

expect = pytest.importorskip("playwright.sync_api", reason="没有装 playwright").expect


def drag(page, paths, spot, kinds=("dragEnter", "dragOver", "drop"), text=""):
    """Drags files (or a text) from outside over a spot of the page, as the pointer would."""
    browser = page.context.new_cdp_session(page)
    items = [{"mimeType": "text/plain", "data": text}] if text else []
    data = {"items": items, "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in kinds:
        browser.send("Input.dispatchDragEvent", {"type": kind, **spot, "data": data})
    browser.detach()


def spot_in(element):
    """The middle of an element."""
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


@pytest.fixture
def files(shared):
    """A real file of each kind that is taken in, the smallest."""

    def smallest(kind):
        found = sorted(
            (shared("documents") / kind).glob(f"*.{kind}"), key=lambda p: p.stat().st_size
        )
        return found[0]

    return smallest


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_a_dropped_file_is_taken_in(own_site, visit, files, kind):
    page = visit(own_site)
    page.goto("/library")
    drag(page, [files(kind)], spot_in(page.locator("#upload")))
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("已收入 1 份")
    expect(outcome).to_be_focused()
    assert page.url == f"{own_site}/library"
    follow(outcome.get_by_role("link", name=re.compile("更新")))
    row = page.locator("tbody tr")
    assert row.count() == 1 and files(kind).name in row.inner_text()
    kept = page.request.get("/api/v1/documents").json()["items"][0]["id"]
    sent = page.request.get(f"/api/v1/documents/{kept}/source").body()
    assert sent == files(kind).read_bytes()


def test_several_files_are_told_of_one_by_one(own_site, visit, files, tmp_path):
    broken = tmp_path / "坏 文件.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    page = visit(own_site)
    page.goto("/library")
    drag(page, [files("html"), broken, files("docx")], spot_in(page.locator("#upload")))
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("已收入 2 份")
    expect(outcome).to_contain_text("坏 文件.pdf")
    assert page.locator("#progress").is_hidden() and not page.locator("#upload.over").count()


def test_the_place_to_drop_shows_itself(own_site, visit, files):
    page = visit(own_site)
    page.goto("/library")
    form = page.locator("#upload")
    drag(page, [files("html")], spot_in(form), kinds=("dragEnter", "dragOver"))
    expect(form).to_have_class(re.compile(r"\bover\b"))
    page.dispatch_event("body", "dragleave")  # DevTools tell of no leaving
    expect(form).not_to_have_class(re.compile(r"\bover\b"))


def test_a_file_dropped_beside_the_form_does_not_lead_away(own_site, visit, files):
    page = visit(own_site)
    page.goto("/library")
    drag(page, [files("html")], spot_in(page.locator("h1")))
    expect(page.locator("#outcome")).to_contain_text("已收入 1 份")
    assert page.url == f"{own_site}/library" and len(page.context.pages) == 1


def test_what_is_no_file_is_let_lie(own_site, visit):
    page = visit(own_site)
    page.goto("/library")
    drag(page, [], spot_in(page.locator("#upload")), text="拖来的一段话")
    expect(page.locator("#progress")).to_be_hidden()
    assert page.locator("#outcome").inner_text() == ""
    assert page.url == f"{own_site}/library"
