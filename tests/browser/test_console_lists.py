"""Lists of the console beside which something opens: keys, addresses, and what stays in sight."""

import pytest

from desk import at_last, serious, told

# Page, what a row is opened by in the address, and whether the furniture has several of it.
LISTS = ["admins", "external", "leavers", "audit", "visibility?tab=executive", "fields", "apps", "partners", "roles", "visibility", "accounts", "accounts?tab=others", "applications"]
# Those that show what is open beside the list.
BESIDE = ["admins", "external", "leavers", "audit", "visibility?tab=executive", "fields", "partners", "accounts", "accounts?tab=others", "applications"]


@pytest.fixture(scope="module")
def lists(desk, furniture):
    """At least two rows in each list."""
    org = desk.org
    org.user("gone2", desk.sales, name="又走了")
    org.all.ok("/topapi/v2/user/delete", userid="gone2")
    label = furniture.group["labels"][0]["id"]
    org.contact(name="第二位", company_name="别家", label_ids=[label])
    org.all.ok("/topapi/v2/user/update", userid="lin", senior_mode=True)
    rule = {"name": "另一条", "objectStaffIds": ["zhou"], "active": False}
    assert org.all.new("PUT", "/v1.0/contact/contactHideSettings", rule)[0] == 200
    org.app("qyapi_get_member", [desk.sales], name="第二个应用")
    desk.as_founder("PUT", "console/admins/chen", {"kind": "primary"})
    furniture.apply("第二位申请人", greeting="我来了")
    org.account("second", desk.sales, name="第二个账号")
    for guest in (furniture.guest, furniture.applicant):
        desk.as_founder("PUT", "console/account-grants", {"corpId": guest, "showsStatus": True})
    return desk


def current(page):
    """The row at which the keys are."""
    marked = page.locator("[data-row][data-current]")
    return marked.get_attribute("data-row") if marked.count() == 1 else None


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_walked_with_the_keys(visit, lists, path):
    page = lists.sign_in(visit()).page
    page.goto(f"/console/{path}")
    page.locator("[data-row]").nth(1).wait_for()
    ids = [row.get_attribute("data-row") for row in page.locator("[data-row]").all()]
    assert current(page) is None
    page.keyboard.press("j")
    at_last(page, lambda: current(page) == ids[0])
    page.keyboard.press("ArrowDown")
    at_last(page, lambda: current(page) == ids[1])
    page.keyboard.press("k")
    at_last(page, lambda: current(page) == ids[0])
    # The end of the list is its end.
    page.keyboard.press("k")
    at_last(page, lambda: current(page) == ids[0])
    assert page.evaluate("document.activeElement.closest('[data-row]').dataset.row") == ids[0]


@pytest.mark.parametrize("path", BESIDE)
def test_what_is_open_stands_beside_its_list_and_in_the_address(visit, lists, path):
    seen = lists.sign_in(visit())
    page = seen.page
    page.goto(f"/console/{path}")
    page.locator("[data-row]").nth(1).wait_for()
    before = page.url
    page.keyboard.press("j")
    at_last(page, lambda: current(page))
    first = current(page)
    page.keyboard.press("Enter")
    side = page.locator(".oc-insp")
    side.wait_for()
    at_last(page, lambda: page.evaluate("document.activeElement === document.querySelector('.oc-insp')"))
    box, row = side.bounding_box(), page.locator("[data-current]").bounding_box()
    assert box["x"] >= row["x"] + row["width"] - 1, "beside, not over"
    opened = page.url
    assert opened != before
    title = side.locator("h2").inner_text()
    # The next one takes its place, and Back closes it.
    page.keyboard.press("j")
    at_last(page, lambda: current(page) not in (None, first) and page.url != opened)
    side.wait_for()
    page.keyboard.press("k")
    at_last(page, lambda: page.url == opened)
    assert serious(page) == []
    page.keyboard.press("Escape")
    side.wait_for(state="detached")
    assert page.url == before
    assert page.evaluate("document.activeElement.closest('[data-row]').dataset.row") == first
    # Whoever is sent the address sees the same.
    page.goto(opened)
    at_last(page, lambda: side.count() == 1 and side.locator("h2").inner_text() == title)


def test_escape_closes_what_lies_on_top_first(visit, lists):
    page = lists.sign_in(visit()).page
    page.goto("/console/admins?person=zhou")
    side = page.locator(".oc-insp")
    side.get_by_role("button", name="添加").first.click()
    page.locator(".pk-over").wait_for()
    page.keyboard.press("Escape")
    page.locator(".pk-over").wait_for(state="hidden")
    assert side.count() == 1
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    assert side.count() == 1
    page.keyboard.press("Escape")
    side.wait_for(state="detached")


def test_the_days_of_the_log_stand_in_the_address(visit, lists):
    page = lists.sign_in(visit()).page
    page.goto("/console/audit?from=2020-01-01&to=2020-01-02")
    page.get_by_text("没有符合条件的记录").wait_for()
    assert page.get_by_label("开始日期").input_value() == "2020-01-01"
    page.get_by_label("结束日期").fill("")
    page.locator(".oc-audit-row").first.wait_for()
    assert "to=" not in page.url and "from=2020-01-01" in page.url


def test_nobody_is_kept_from_a_field_on_a_phone_either(visit, lists):
    seen = lists.sign_in(visit("phone"))
    page = seen.page
    page.goto("/console/fields")
    row = page.locator("[data-row=email]")
    row.get_by_role("button", name="所有人").tap()
    page.locator(".oc-insp").get_by_text("上级").tap()
    told(page, "已修改「邮箱」的可见对象")
    page.locator(".oc-insp").get_by_role("button", name="关闭").tap()
    row.get_by_role("button", name="上级").wait_for()
    seen.shot("console-fields-phone")


# What a finger presses; links within a sentence are as high as its lines.
SMALL = """[...document.querySelectorAll('button, input:not([type=checkbox], [type=radio], [type=file]), [role=tab], [role=combobox], summary')]
    .filter((each) => each.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !each.closest('.ob-sr, [role=switch], .ant-switch') && !each.hidden)
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 0 && box.height > 0 && box.height < 43.5 && !(each.closest('label, .ant-select, .ant-input-affix-wrapper')?.getBoundingClientRect().height >= 43.5))
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.mark.parametrize(
    "path",
    ["overview", "members", "members?person=lin", "roles", "external", "external?contact=new", "leavers", "visibility", "visibility?rule=new", "fields", "admins?person=zhou", "apps", "audit", "settings", "accounts", "accounts?account=second", "accounts?tab=others", "applications", "applications?tab=invite", "applications?tab=settings", "import", "members?add=1", "members?settings=1"],
)
def test_what_is_pressed_on_a_phone_is_as_high_as_a_finger(visit, lists, path):
    page = lists.sign_in(visit("phone")).page
    page.goto(f"/console/{path}")
    page.wait_for_selector("h1.oc-title, .oc-insp h2")
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(".ob-skeleton", state="hidden")
    assert page.evaluate(SMALL) == []
