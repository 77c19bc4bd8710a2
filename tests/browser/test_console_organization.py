"""The organization's page: its logo and its first language, seen by whoever is not even signed in; accounts; names in the log."""

import base64

import pytest

from conftest import until
from desk import at_last, refused, serious, told, undo

# One blue dot.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LOGO = "document.querySelector('.oc-org .ob-logo').getAttribute('src').startsWith('data:image/png;base64,')"


def organization(page):
    answer = page.request.get("/v1.0/orgbook/console/organization")
    assert answer.ok, answer.text()
    return answer.json()


def chosen(page, name, type_, content):
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": type_, "buffer": content})


def test_a_logo_is_set_shown_everywhere_and_taken_back(console, visit):
    seen = console("settings")
    page = seen.page
    page.get_by_role("button", name="选择图片…").wait_for()
    chosen(page, "logo.png", "image/png", PNG)
    told(page, "已修改：标志")
    until(page, LOGO)
    logo = organization(page)["logo"]
    assert logo.startswith("data:image/png;base64,") and len(base64.b64decode(logo.split(",")[1])) <= 32 * 1024
    seen.shot("console-organization-logo")
    assert serious(page) == []
    page.goto("/contacts")
    page.wait_for_selector(f'.ob-logo[src="{logo}"]')
    stranger = visit()
    stranger.page.goto(f"/sign-in?organization={organization(page)['code']}")
    stranger.page.wait_for_selector(f'.ac-brand .ob-logo[src="{logo}"]')
    stranger.page.goto("/sign-in?organization=no-such-code")
    stranger.page.wait_for_selector('.ac-brand .ob-logo[src="/icons/orgbook.svg"]')
    page.goto("/console/settings")
    page.get_by_role("button", name="移除", exact=True).click()
    told(page, "已修改：标志")
    at_last(page, lambda: "logo" not in organization(page))
    undo(page)
    at_last(page, lambda: organization(page).get("logo") == logo)


@pytest.mark.parametrize(
    ("name", "type_", "content"),
    [("logo.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("logo.png", "image/png", b"no picture")],
)
def test_what_is_no_picture_is_refused_where_it_is_chosen(console, name, type_, content):
    page = console("settings").page
    page.get_by_role("button", name="选择图片…").wait_for()
    before = organization(page)
    chosen(page, name, type_, content)
    refused(page, "不是能用的图片")
    assert organization(page) == before


def test_the_first_language_is_for_those_whose_browser_asks_for_none_of_ours(console, visit):
    page = console("settings").page
    page.get_by_role("combobox", name="默认语言").click()
    page.locator(".ant-select-item-option", has_text="中文").last.click()
    told(page, "已修改：默认语言")
    at_last(page, lambda: organization(page).get("language") == "zh-CN")
    address = f"/sign-in?organization={organization(page)['code']}"
    for browser, title in (("fr-FR", "登录"), ("en-GB", "Sign in"), ("zh-TW", "登录")):
        stranger = visit(language=browser)
        stranger.page.goto(address)
        stranger.page.wait_for_selector(f"h1:has-text('{title}')")
    stranger = visit(language="fr-FR")
    stranger.page.goto("/sign-in")
    stranger.page.wait_for_selector("h1:has-text('Sign in')")


def test_an_account_tells_where_it_works_and_who_may_take_it_in(console, desk):
    org = desk.org
    org.account("acc", desk.sales, name="罗一账")
    other = type(org)(org.server, org.store, "typed")
    grant = {"joinCorpId": other.corp_id}
    assert org.all.new("POST", "/v1.0/contact/orgAccounts/multiOrgPermissions/auth", grant)[0] == 200
    taken = {"outer_exclusive_corpid": org.corp_id, "outer_exclusive_userid": "acc"}
    other.all.ok("/topapi/v2/user/create", userid="guest7", name="Guest", dept_id_list="1", **taken)
    seen = console("accounts?account=acc")
    drawer = seen.page.get_by_role("dialog")
    drawer.get_by_text("guest7").wait_for()
    drawer.get_by_text("可加入该组织").wait_for()
    assert drawer.get_by_title(other.corp_id).count() == 2
    seen.shot("console-account-elsewhere")
    assert serious(seen.page) == []


def test_the_log_calls_heads_by_their_names(console, desk):
    desk.org.all.ok("/topapi/v2/department/update", dept_id=desk.lab, dept_manager_userid_list="gu")
    seen = console(f"audit?kind=department&object={desk.lab}")
    line = seen.page.locator(".oc-change-line ins", has_text="顾南乔").first
    line.wait_for()
    assert line.get_attribute("title") == "gu"
    seen.shot("console-audit-names")
