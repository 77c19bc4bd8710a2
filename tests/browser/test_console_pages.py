"""Every page of the console: opens without complaint, in both languages and appearances, and hinders nobody."""

import pytest

from desk import PAGES, Desk, serious


@pytest.fixture(scope="module")
def desk(server):
    return Desk(server)


# One window for each pair of language and appearance; pages are gone through in it.
@pytest.mark.parametrize("size,language,theme", [("desktop", "zh-CN", "light"), ("desktop", "en", "dark"), ("phone", "zh-CN", "dark")])
def test_every_page_opens_and_hinders_nobody(visit, desk, size, language, theme):
    seen = desk.sign_in(visit(size, language, theme))
    page, wrong = seen.page, {}
    for name in PAGES:
        page.goto(f"/console/{name}")
        page.wait_for_selector("h1.oc-title")
        page.wait_for_load_state("networkidle")
        seen.shot(f"console-{name}-{size}-{language}-{theme}")
        if found := serious(page):
            wrong[f"{name}: axe"] = found
        if size == "phone" and page.evaluate("document.documentElement.scrollWidth") > 390:
            wrong[f"{name}: wide"] = page.evaluate("document.documentElement.scrollWidth")
        text = page.inner_text("main")
        if "{{" in text:
            wrong[f"{name}: words"] = text
    assert not wrong, wrong


def test_who_administers_nothing_is_told_so_and_who_is_not_signed_in_signs_in(visit, desk):
    seen = desk.sign_in(visit(), "chen")
    seen.page.goto("/console/members")
    seen.page.wait_for_selector("text=你没有管理权限")
    stranger = visit()
    stranger.page.goto("/console/members")
    stranger.page.wait_for_url("**/sign-in?to=**")


def test_letters_can_be_switched_off(visit, desk):
    page = desk.sign_in(visit()).page
    page.goto("/console/settings")
    page.get_by_role("switch", name="单字母快捷键").click()
    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_timeout(300)
    assert page.url.endswith("/console/settings") and page.get_by_role("dialog").count() == 0
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open]")


def test_the_chart_opens_flies_and_is_saved(visit, desk):
    seen = desk.sign_in(visit())
    page = seen.page
    page.goto("/console/chart")
    page.wait_for_selector(".oc-box:has-text('研发中心')")
    page.keyboard.press("/")
    page.keyboard.type("平台")
    page.wait_for_selector(".oc-chart-search .oc-find-row:has-text('平台研发部')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".oc-box[data-selected]:has-text('平台研发部')")
    page.wait_for_selector(".oc-box:has-text('林知夏')")
    seen.shot("console-chart-flown")
    for kind, begin in (("SVG", b"<svg"), ("PNG", b"\x89PNG"), ("PDF", b"%PDF-1.4")):
        page.get_by_role("button", name="导出").click()
        with page.expect_download() as saved:
            page.get_by_role("menuitem", name=kind).click()
        content = open(saved.value.path(), "rb").read()
        assert content.startswith(begin)
        if kind == "SVG":
            assert "平台研发部" in content.decode()
