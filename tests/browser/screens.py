"""python tests/browser/screens.py: pictures of every page at three widths, for docs/screens/."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from editions import CITY, write
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from serving import NO_BROWSER, ROOT, chromium, make_library, serving
from test_everywhere import PAGES, goto

WIDTHS = (360, 768, 1440)
TALLEST = 1200  # pixels of a page that are kept
COLOURS = 24
MORE_COLOURS = 96  # where each line of a picture has its own
OUT = ROOT / "docs/screens"


def main() -> None:
    """Writes PAGE-WIDTH.png for each page and width, and one of the first page in the dark."""
    path = chromium()
    if path is None:
        sys.exit(NO_BROWSER)
    OUT.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp())
    with serving(make_library(folder), folder / "log") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in PAGES:
            for width in WIDTHS:
                keep(picture(browser, site, name, width), f"{name}-{width}")
        keep(picture(browser, site, "document", 1440, scheme="dark"), "document-1440-dark")
        over_editions(browser, folder)
        browser.close()


def over_editions(browser: Browser, folder: Path) -> None:
    """A city's page over three invented editions, from its pictures on."""
    from policykb.pipeline import ingest

    ingest(write(folder), folder / "editions")
    with serving(folder / "editions", folder / "log") as site:
        for width in WIDTHS:
            page = browser.new_page(base_url=site, viewport={"width": width, "height": 900})
            page.goto(f"/cities/{CITY}")
            top = page.locator("#ranks").bounding_box()
            image = page.screenshot(full_page=True)
            keep(image, f"editions-{width}", top=int(top["y"]) if top else 0, colours=MORE_COLOURS)
            page.close()


def picture(browser: Browser, site: str, name: str, width: int, *, scheme: str = "light") -> bytes:
    """One page as a PNG."""
    page = browser.new_page(
        base_url=site,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="zh-CN",
    )
    goto(page, site, name)
    page.wait_for_load_state("networkidle")
    image = page.screenshot(full_page=True)
    page.close()
    return image


def keep(image: bytes, name: str, top: int = 0, colours: int = COLOURS) -> None:
    """Writes a picture with few colours, rare ones (a red label, a mark) among them."""
    shown = Image.open(io.BytesIO(image)).convert("RGB")
    shown = shown.crop((0, top, shown.width, min(shown.height, top + TALLEST)))
    few = shown.quantize(colours, method=Image.Quantize.MAXCOVERAGE)
    few.save(OUT / f"{name}.png", "PNG", optimize=True)


if __name__ == "__main__":
    main()
