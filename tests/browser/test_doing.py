"""Finding support, tracing, comparing, adding and removing files."""

import re
from pathlib import Path

import pytest
from serving import HOSTILE, HOSTILE_NAME, follow

expect = pytest.importorskip("playwright.sync_api", reason="没有装 playwright").expect
STORY = "我们在苏州开模具厂，二十来个人，去年营收一千五百万，成立五年，想买两台新设备，也想贷款"
REFUSED = "Failed to load resource"  # what the console says of a reply with an error status


def tell(page, story=STORY):
    page.goto("/support")
    page.fill("#q", story)
    follow(page.get_by_role("button", name="找支持"))
    page.locator("#f_place").wait_for(state="attached")


def test_support_judges_conditions_and_asks(site, visit):
    page = visit(site)
    tell(page)
    assert page.url == f"{site}/support"
    assert page.locator("#f_place").input_value() == "江苏省苏州市"
    assert "读自“苏州”" in page.content()
    page.locator("#as_of").evaluate("field => { field.closest('details').open = true }")
    page.fill("#as_of", "2025-06-30")
    follow(page.get_by_role("button", name="按改过的情况再找"))
    assert page.locator("#as_of").input_value() == "2025-06-30"
    states = set(page.locator(".conditions .state").all_inner_texts())
    assert {"✓ 符合", "? 还不清楚"} <= states
    asked = page.locator("#asked").inner_text()
    field = page.locator(".next input[name=asked]").get_attribute("value")
    answer = page.locator(".next input[type=radio]").first
    if answer.count():
        answer.check()
    else:
        page.locator(".next [name=answer]").fill("苏州市" if field == "place" else "300")
    follow(page.get_by_role("button", name="回答"))
    now = page.locator("#asked")
    assert not now.count() or now.inner_text() != asked
    assert page.url == f"{site}/support"


def test_a_corrected_profile_changes_the_verdicts(site, visit):
    page = visit(site)
    tell(page)
    page.locator("#f_place").evaluate("field => { field.closest('details').open = true }")
    page.fill("#as_of", "2025-06-30")
    page.fill("#f_place", "湖南省长沙市")
    follow(page.get_by_role("button", name="按改过的情况再找"))
    assert page.locator("#f_place").input_value() == "湖南省长沙市"
    page.locator("#does_not_fit + details summary").first.click()
    expect(page.locator(".cond.unmet", has_text="注册地").first).to_be_visible()


def test_support_says_when_there_is_none(site, visit):
    page = visit(site)
    tell(page, "我在拉萨开了一家面馆，想学潜水")
    assert "没有找到" in page.locator("[role=status]").inner_text()


def test_support_prints_as_a_sheet(site, visit):
    page = visit(site)
    tell(page)
    assert page.get_by_role("button", name="打印这一页").is_visible()
    assert page.pdf()[:5] == b"%PDF-"
    page.emulate_media(media="print")
    assert page.locator("header.top").is_hidden()
    assert page.locator("form").first.is_hidden()
    assert page.locator(".onpaper p").is_visible()


def test_trace_shows_the_same_in_picture_and_list(site, visit):
    page = visit(site)
    page.goto("/")
    page.fill("#q", "专精特新小巨人的目标落实得怎样")
    follow(page.get_by_role("button", name="追目标"))
    expect(page).to_have_url(re.compile(r"/trace\?q="))
    boxes = page.locator("svg.chart a")
    assert boxes.count() > 3
    for address in {box.get_attribute("href") for box in boxes.all()}:
        assert page.locator(address).count() == 1, address
    assert page.locator("#gaps + ul li").count()
    assert page.locator("svg .gap").count()
    weak = page.locator("details.weak").first
    assert weak.locator("summary").first.inner_text().startswith("关联较弱")
    assert weak.locator(".card").first.is_hidden()
    assert (
        page.locator(f"svg a[href='#{weak.locator('.card').first.get_attribute('id')}']").count()
        == 0
    )
    card = page.locator(".card details", has_text="为什么列在这里").first
    card.locator("summary").click()
    expect(card).to_contain_text(re.compile("原文写明|同一指标|同一主题"))
    boxes.first.click()
    expect(page).to_have_url(re.compile("#"))


def test_a_target_is_traced_from_its_card(site, visit):
    page = visit(site)
    page.goto("/search?q=专精特新企业数量目标&tab=targets")
    follow(page.get_by_role("link", name="追这个目标").first)
    assert "追的是" in page.locator("main").inner_text()


def test_compare_two_documents(site, visit):
    page = visit(site)
    page.goto("/compare")
    rows = page.request.get("/api/v1/documents").json()["items"]
    national = next(r for r in rows if r["level"] == "national" and r["doc_type"] == "plan")
    local = next(r for r in rows if r["level"] == "provincial" and r["doc_type"] == "plan")
    page.select_option("#upper", national["id"])
    page.select_option("#lower", local["id"])
    follow(page.get_by_role("button", name="对照"))
    tabs = page.locator(".tabs a").all_inner_texts()
    totals = [int(text.split()[-1]) for text in tabs]
    assert totals[0] == sum(totals[1:]) > 5
    follow(page.get_by_role("link", name=re.compile("重申")))
    first = page.locator("tbody tr").first
    assert all(first.locator("td").nth(at).locator("a").count() for at in (1, 2))


# ------------------------------------------------------------------ files


@pytest.fixture
def real_file(shared):
    return sorted((shared("documents") / "html").glob("*.html"))[0]


def test_upload_read_and_remove(own_site, visit, real_file, tmp_path):
    page = visit(own_site)
    page.goto("/")
    assert "还没有文件" in page.locator("main").inner_text()
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    page.goto("/library")
    page.set_input_files("#files", [real_file, broken])
    page.get_by_role("button", name="收入").click()
    outcome = page.locator("#outcome")
    outcome.get_by_text("已收入 1 份").wait_for()
    assert "未能收入 1 份" in outcome.inner_text()
    follow(page.get_by_role("link", name="更新下面的清单"))
    first = page.locator("main section").first
    assert "没能读出" in first.inner_text() and "坏.pdf" in first.inner_text()
    follow(page.get_by_role("button", name="不再列出 坏.pdf"))
    assert "没能读出" not in page.locator("main").inner_text()
    follow(page.locator("tbody th a").first)
    assert page.locator(".node").count()
    page.goto("/library")
    follow(page.get_by_role("button", name=re.compile("^重读：")))
    expect(page.locator("[role=status]").first).to_contain_text("已更新 1 份")
    follow(page.get_by_role("link", name=re.compile("^移出：")))
    follow(page.get_by_role("button", name="移出"))
    assert "还没有文件" in page.locator("main").inner_text()


def test_upload_without_scripts_and_hostile_text(own_site, visit, tmp_path):
    page = visit(own_site, java_script_enabled=False)
    hostile = tmp_path / HOSTILE_NAME
    hostile.write_text(HOSTILE, "utf-8")
    page.goto("/library")
    page.set_input_files("#files", hostile)
    follow(page.get_by_role("button", name="收入"))
    outcome = page.locator("[role=status]").first
    assert "已收入 1 份" in outcome.inner_text()
    assert HOSTILE_NAME in outcome.inner_text()


@pytest.mark.parametrize(
    "address", ["/", "/library", "/search?q=小店照明", "/departments/市商务局", "DOC"]
)
def test_hostile_text_is_shown_as_text(site, visit, address):
    page = visit(site)
    rows = page.request.get(f"{site}/api/v1/documents").json()["items"]
    hostile = next(row for row in rows if "<script>" in row["title"])
    page.goto(f"/documents/{hostile['id']}?eid=h1_1" if address == "DOC" else address)
    page.mouse.move(400, 400)
    shown = page.locator("body").inner_text()
    assert "<script>" in shown or "<b onmouseover" in shown
    assert page.locator("main script, main img[src=x], [onmouseover], [onerror]").count() == 0
    assert "\u202e" not in page.content()
    if address == "DOC":
        assert "⟨U+202E⟩" in shown and "{{ 7*7 }}" in shown


def test_a_strangers_page_cannot_write(site, visit):
    page = visit(site, allow=(REFUSED,))
    page.goto("/library")
    reply = page.request.post(
        "/library/remove", form={"id": "x"}, headers={"Origin": "http://evil.example"}
    )
    assert reply.status == 403


def test_a_question_is_watched_and_forgotten(own_site, visit, tmp_path):
    page = visit(own_site, java_script_enabled=False)

    def upload(name, title):
        path = tmp_path / name
        path.write_text(
            f"{title}\n\n一、补贴\n\n（一）{title[2:6]}给予补贴。（市商务局负责）\n", "utf-8"
        )
        page.goto("/library")
        page.set_input_files("#files", path)
        follow(page.get_by_role("button", name="收入"))
        expect(page.get_by_text("已收入 1 份")).to_be_visible()

    upload("甲.txt", "关于小店照明的通知")
    page.goto("/search?q=小店补贴&obligation=should")
    follow(page.get_by_role("link", name="关注这个问题"))
    assert page.get_by_label("问题").input_value() == "小店补贴"
    follow(page.get_by_role("button", name="关注"))
    saved = page.locator(".saved > li")
    assert saved.count() == 1 and "还没有新内容" in saved.inner_text()
    assert "约束力：要" in saved.inner_text()
    upload("乙.txt", "关于小店招牌的通知")
    follow(page.get_by_role("link", name=re.compile("存下问题")))
    assert "新内容" in saved.inner_text() and "小店招牌" in saved.inner_text()
    feed = saved.get_by_role("link", name="订阅（Atom）").get_attribute("href")
    assert "小店招牌" in page.request.get(f"{own_site}{feed}").text()
    follow(saved.get_by_role("link", name=re.compile("^取消关注：")))
    follow(page.get_by_role("button", name="取消关注"))
    assert not saved.count()


# ------------------------------------------------------------------ states


def test_failures_are_told_in_plain_chinese(site, visit):
    page = visit(site, allow=(REFUSED,))
    for address in (
        "/nope",
        "/documents/nope",
        "/departments/没有这个局",
        "/search?q=企业&from=昨天",
    ):
        reply = page.goto(address)
        assert 400 <= reply.status < 500
        assert page.get_by_role("alert").inner_text().endswith("。")


def test_a_damaged_store_is_told(browser, data, visit, tmp_path):
    import shutil

    from serving import serving

    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    for part in Path(copy, "generations").rglob("*"):
        if part.is_file():
            part.write_bytes(b"x")
    with serving(copy, tmp_path / "log") as address:
        page = visit(address, allow=(REFUSED,))
        reply = page.goto("/")
        assert reply.status == 503
        assert "rebuild" in page.get_by_role("alert").inner_text()
