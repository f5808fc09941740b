"""Pictures over editions: places and figures of a city, each beside its table and its sources."""

import re

import pytest
from editions import CITY, DIMENSIONS, EDITIONS, write
from serving import follow, serving

pytest.importorskip("playwright.sync_api", reason="没有装 playwright")


@pytest.fixture(scope="module")
def editions(browser, tmp_path_factory):
    from policykb.pipeline import ingest

    folder = tmp_path_factory.mktemp("editions")
    report = ingest(write(folder), folder / "data")
    assert not report.failed(), report
    with serving(folder / "data", folder / "log") as address:
        yield address


@pytest.fixture
def city(editions, visit):
    page = visit(editions)
    page.goto("/cities")
    follow(page.get_by_role("link", name=CITY))
    return page


def drawn(figure):
    """The words of a picture."""
    return figure.locator("svg text").all_text_contents()


def test_places_over_editions_are_drawn_and_listed(city):
    figure = city.locator("figure", has=city.get_by_role("img", name=f"{CITY}历次排名"))
    words = drawn(figure)
    assert set(EDITIONS) | {"综合"} <= set(words)
    assert sum(name in words for name in DIMENSIONS) >= 4
    told = city.locator("#ranks tbody tr")
    places = {"第 1", "第 2", "第 3"}
    listed = [row.locator("td.num").inner_text().split("（")[0] for row in told.all()]
    assert set(listed) == places
    assert len(listed) == sum(
        CITY.removesuffix("市") in cities
        for _, _, overall, leaders in EDITIONS.values()
        for cities in (overall, *leaders)
    )
    assert all(
        "年度小店经营环境评估报告》" in cite for cite in told.locator(".all").all_inner_texts()
    )


def test_another_universe_is_not_compared(city):
    figure = city.locator("figure", has=city.get_by_role("img", name=f"{CITY}历次排名"))
    assert figure.locator("svg .cut").count() == 1
    assert "不能直接比" in figure.locator("figcaption").inner_text()
    words = drawn(figure)
    assert words.count("40个参评城市") == 2 and words.count("52个参评城市") == 1
    divider = figure.locator("svg .cut").bounding_box()["x"]
    lines = figure.locator("svg path.line").all()
    ends = [(box["x"], box["x"] + box["width"]) for box in (line.bounding_box() for line in lines)]
    assert ends and not [end for end in ends if end[0] < divider < end[1]]
    newest = city.locator("#ranks tbody tr", has_text="2024年度").first
    assert "与 2022、2023 不可比" in newest.inner_text()
    oldest = city.locator("#ranks tbody tr", has_text="2022年度").first
    assert "与 2024 不可比" in oldest.inner_text() and "2023" not in oldest.inner_text()


def test_the_star_shows_the_latest_edition(city):
    words = drawn(city.locator("figure", has=city.get_by_role("img", name=re.compile("各项排名"))))
    assert [words[words.index(name) + 1] for name in DIMENSIONS] == [
        "第2", "第3", "第1", "第2", "第1",
    ]  # fmt: skip


def test_figures_over_years_are_drawn_and_listed(city):
    figure = city.locator("#figures figure")
    assert {"2022", "2023", "2024"} <= set(drawn(figure))
    assert figure.locator("svg path.line").first.bounding_box()["width"] > 100
    rows = city.locator("#figures tbody tr", has_text="小店总数").all()
    assert [row.locator("td.num").inner_text() for row in rows] == [
        f"{shops}万家" for _, shops, _, _ in EDITIONS.values()
    ]
    assert all(row.locator(".cite").inner_text().startswith("《") for row in rows)


@pytest.mark.parametrize("width", [360, 1440])
def test_no_serious_barrier_in_pictures(editions, visit, barriers, width):
    page = visit(editions, viewport={"width": width, "height": 800}, color_scheme="dark")
    page.goto(f"/cities/{CITY}")
    assert not barriers(page)


def test_a_source_of_a_place_leads_to_its_clause(city):
    follow(city.locator("#ranks tbody th a").first)
    assert "徐州" in city.locator(".node.here").inner_text()
    assert re.search(r"评估报告", city.locator("h1").inner_text())
