"""A browser, the site, and a page that must stay free of errors."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from serving import NO_BROWSER, PATIENCE, chromium, make_library, serving


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        pytest.skip(NO_BROWSER)
    playwright = pytest.importorskip("playwright.sync_api", reason="没有装 playwright")
    playwright.expect.set_options(timeout=1000 * PATIENCE)
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(
            executable_path=path, args=["--no-sandbox"], timeout=1000 * PATIENCE
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    return make_library(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(browser, data, tmp_path_factory):
    with serving(data, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield address


@pytest.fixture
def own_site(browser, tmp_path):
    """A server over an empty library of its own, to be written to."""
    with serving(tmp_path / "data", tmp_path / "server.log") as address:
        yield address


@pytest.fixture
def visit(browser):
    """Opens pages in a fresh context; whatever goes wrong in them fails the test at its end."""
    wrong = []
    with ExitStack() as open_contexts:

        def start(base, *, allow=(), **settings):
            settings = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}} | settings
            context = browser.new_context(base_url=base, **settings)
            open_contexts.callback(context.close)
            context.set_default_timeout(1000 * PATIENCE)
            page = context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
            page.on(
                "console",
                lambda line: (
                    wrong.append(line.text)
                    if line.type in ("error", "warning") and not any(a in line.text for a in allow)
                    else None
                ),
            )
            return page

        yield start
    assert not wrong, wrong


@pytest.fixture(scope="session")
def barriers():
    """Tells what is wrong with a page: serious findings of axe-core, and sideways scrolling."""
    package = pytest.importorskip("axe_playwright_python", reason="没有装 axe-playwright-python")
    axe = Path(package.__file__).with_name("axe.min.js").read_text("utf-8")

    def found(page):
        page.evaluate(axe)
        violations = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        serious = [
            (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
            for each in violations
            if each["impact"] in ("serious", "critical")
        ]
        fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return serious + ([] if fits else ["横向滚动"])

    return found
