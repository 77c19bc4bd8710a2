"""Every page of the console: opens without complaint, in both languages and appearances, at every width, and hinders nobody."""

import pytest

from desk import PAGES, SCRIPT, serious
from furniture import places

# Widths at which the layout is another one: columns, icons alone, a phone.
WIDTHS = [1440, 1024, 390]


def complaints(page, name, scanned):
    """What is wrong with the page that is open: words, alarms, harm, and, where it is scanned, what hinders somebody."""
    wrong = {}
    text = page.inner_text("body")
    if "{{" in text:
        wrong[f"{name}: words"] = text
    if alarms := page.locator("[role=alert]:visible").all_inner_texts():
        wrong[f"{name}: error"] = alarms
    if page.locator("img[src='x']").count() or page.locator("main b").count():
        wrong[f"{name}: a name is no text"] = text
    if scanned and (found := serious(page)):
        wrong[f"{name}: axe"] = found
    return wrong


def opened(page, name):
    page.goto(f"/console/{name}")
    page.wait_for_selector("h1.oc-title")
    page.wait_for_load_state("networkidle")
    # Where something is still on its way it is seen to be.
    page.wait_for_selector(".ob-skeleton", state="hidden")


# One window for each pair of language and appearance; pages are gone through in it, and each at every width.
@pytest.mark.parametrize("size,language,theme", [("desktop", "zh-CN", "light"), ("desktop", "en", "dark"), ("phone", "zh-CN", "dark"), ("phone", "en", "light")])
def test_every_page_opens_and_hinders_nobody(visit, desk, furniture, size, language, theme):
    seen = desk.sign_in(visit(size, language, theme))
    page, wrong = seen.page, {}
    widths = [390] if size == "phone" else WIDTHS[:2]
    # What pages open beside themselves is looked at once in each theme.
    beside = places(furniture) if language == "zh-CN" else []
    for name in [*PAGES, *beside]:
        opened(page, name)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            seen.shot(f"console-{shot_name(name)}-{width}-{language}-{theme}")
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                wrong[f"{name}: {wide} wide at {width}"] = wide
            # What a page shows beside itself hinders at one width as at another.
            scanned = width == widths[0] or name in PAGES
            wrong |= {f"{what} at {width}": told for what, told in complaints(page, name, scanned).items()}
    assert not wrong, "\n".join(f"{what}: {told}" for what, told in wrong.items())


def shot_name(name):
    """A page's address without ids, as the name of a file."""
    page, _, query = name.partition("?")
    parts = [part for part in query.split("&") if part.startswith(("tab=", "state="))]
    rest = [part.split("=")[0] for part in query.split("&") if part and not part.startswith(("tab=", "state="))]
    return "-".join([page, *[part.split("=")[1] for part in parts], *rest])


def test_what_is_named_like_a_script_is_shown_as_text(visit, desk, furniture):
    """The name itself stands on these pages: that nothing ran there says something only then."""
    page = desk.sign_in(visit()).page
    shown = {
        "applications": ".oc-rows",
        "leavers": ".oc-rows",
        "external": ".oc-rows",
        "partners": ".oc-rows",
        "partners?tab=industry&industry=2": ".oc-rows",
        "accounts": ".oc-rows",
        "roles": ".oc-list-pane",
        f"roles?role={furniture.role}": ".oc-master",
        "apps": ".oc-rows",
        "visibility": ".oc-list",
        "fields": ".oc-fields",
        "audit": "main",
        "overview": "main",
    }
    for name, place in shown.items():
        opened(page, name)
        assert SCRIPT in page.inner_text(place), name
        assert page.locator("img[src='x']").count() == 0, name


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
    # The palette opens after all of them: what they would have done would have been done.
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open]")
    assert page.url.endswith("/console/settings") and page.get_by_role("dialog").count() == 1


def test_the_chart_opens_flies_and_is_saved(visit, desk):
    seen = desk.sign_in(visit())
    page = seen.page
    page.goto("/console/chart")
    page.wait_for_selector(".oc-box:has-text('研发中心')")
    # Three levels are open at first, and the map shows all of them.
    page.wait_for_selector(".oc-box:has-text('预研实验室')")
    assert page.get_by_role("radio", name="3").is_checked()
    boxes, drawn = page.locator(".oc-box").count(), page.locator(".oc-minimap rect").count()
    assert drawn == boxes + 1, "each box, and what is seen"
    stage = lambda: page.locator(".oc-stage").get_attribute("style")
    before = stage()
    map_ = page.locator(".oc-minimap svg").bounding_box()
    page.mouse.click(map_["x"] + map_["width"] - 4, map_["y"] + 4)
    assert stage() != before
    seen.shot("console-chart-map")
    page.keyboard.press("0")
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


def test_the_chart_opens_the_way_to_what_its_address_names(visit, desk):
    org = desk.org
    deep = org.department("身份与权限组", org.department("基础架构组", desk.platform))
    seen = desk.sign_in(visit(language="en-US", theme="dark"))
    page = seen.page
    page.goto(f"/console/chart?at={deep}")
    page.wait_for_selector(".oc-box[data-selected]:has-text('身份与权限组')")
    assert page.locator(".oc-box[data-way]").count() == 5
    seen.shot("console-chart-way-dark")
    # Nobody is there: the chart opens as ever.
    page.goto("/console/chart?at=999999")
    page.wait_for_selector(".oc-box:has-text('研发中心')")
    assert page.locator(".oc-box[data-selected]").count() == 0
