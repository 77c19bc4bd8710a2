"""The organization's page: its logo and its first language, seen by whoever is not even signed in; accounts; names in the log."""

import base64
import re

import pytest

from conftest import until
from desk import at_last, pick, refused, serious, told, undo

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
    drawer = seen.page.locator(".oc-insp")
    drawer.get_by_text("guest7").wait_for()
    drawer.get_by_text("可加入该组织").wait_for()
    assert drawer.get_by_title(other.corp_id).count() == 2
    seen.shot("console-account-elsewhere")
    assert serious(seen.page) == []
    # Whoever is taken out is a member there no longer.
    drawer.get_by_role("button", name="撤出").click()
    seen.page.get_by_role("dialog", name="把 罗一账 撤出").get_by_role("button", name="撤出").click()
    told(seen.page, "已把 罗一账 撤出")
    drawer.get_by_text("只在本组织使用").wait_for()
    assert other.all.call("/topapi/v2/user/get", userid="guest7")["errcode"] == 60121


def test_another_organization_is_allowed_something_and_no_longer(console, desk):
    org = desk.org
    org.account("lend", desk.sales, name="罗二账", exclusive_mobile="13800000021")
    other = type(org)(org.server, org.store, "typed")
    seen = console("accounts?account=lend")
    page = seen.page
    page.locator(".oc-insp").get_by_role("button", name="授权其他组织").click()
    drawer = page.locator(".oc-insp", has=page.get_by_text("说明另一个组织可以怎样使用"))
    # The department of the account is proposed.
    drawer.locator(".oc-chip", has_text="华东销售部").wait_for()
    assert drawer.get_by_role("button", name="授权", exact=True).is_disabled(), "nobody is named yet"
    drawer.get_by_role("combobox").fill("dingnobody")
    drawer.get_by_role("button", name="授权", exact=True).click()
    refused(page, "dingnobody")
    drawer.get_by_role("combobox").fill(other.corp_id)
    drawer.get_by_role("switch", name="手机号").click()
    seen.shot("console-grant-new")
    drawer.get_by_role("button", name="授权", exact=True).click()
    told(page, "已授权")
    drawer = page.locator(".oc-insp", has=page.get_by_text("那里的账号"))
    drawer.get_by_role("switch", name="状态").click()
    told(page, "已修改")
    undo(page)
    drawer.locator("[role=switch][aria-label=状态][aria-checked=false]").wait_for()
    taken = {"outer_exclusive_corpid": org.corp_id, "outer_exclusive_userid": "lend", "dept_id_list": "1", "name": "Guest"}
    other.all.ok("/topapi/v2/user/create", userid="guest8", **taken)
    assert other.person("guest8")["mobile"] == "13800000021"
    page.goto("/console/accounts?tab=others")
    page.locator(".oc-line-row", has_text="那里有 1 个账号").click()
    seen.shot("console-grants")
    assert serious(page) == []
    page.locator(".oc-insp").get_by_role("button", name="全部收回").click()
    page.get_by_role("dialog", name=re.compile("^收回")).get_by_role("button", name="全部收回").click()
    told(page, "已收回")
    at_last(page, lambda: not other.person("guest8").get("mobile"))
    undo(page)
    at_last(page, lambda: other.person("guest8").get("mobile") == "13800000021")


def test_an_account_gets_an_id_hands_over_what_it_created_and_is_made_and_unmade(console, desk):
    org = desk.org
    org.account("own1", desk.sales, name="罗三账")
    taken = f"taken.{org.code}"
    built_in = {"exclusive_account_type": "dingtalk", "login_id": taken, "init_password": "start2026"}
    org.account("own2", desk.sales, name="罗四账", **built_in)
    other = type(org)(org.server, org.store, "typed")
    org.lend(other)
    other.invite(org, "own1")
    org.store.run("org", "set-creator", "--org", other.corp_id, "own1")
    seen = console("accounts?account=own1")
    page = seen.page
    drawer = page.locator(".oc-insp")
    drawer.get_by_role("button", name=re.compile("^钉钉号")).click()
    drawer.get_by_label("钉钉号").fill("1wrong")
    page.keyboard.press("Enter")
    refused(page, "钉钉号格式不正确")
    drawer.get_by_role("button", name=re.compile("^钉钉号")).click()
    drawer.get_by_label("钉钉号").fill(f"maple{org.code}"[:20])
    page.keyboard.press("Enter")
    drawer.get_by_text("起可以再改").wait_for()
    drawer.get_by_role("button", name="转让给").click()
    pick(page, "罗四账")
    seen.shot("console-account-hand-over")
    page.get_by_role("dialog", name=re.compile("成为")).get_by_role("button", name="转让").click()
    told(page, "罗四账 现在是")
    owned = org.all.new("GET", "/v1.0/contact/orgAccounts/ownedOrganizations", userId="own2")[1]["orgList"]
    assert [one["corpId"] for one in owned] == [other.corp_id]

    page.goto(f"/console/members?dept={desk.sales}&person=chen")
    page.locator(".oc-insp").get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="转为企业账号…").click()
    dialog = page.get_by_role("dialog", name=re.compile("陈砚秋"))
    dialog.get_by_role("button", name="转为企业账号").click()
    wrong = dialog.locator(".ant-form-item-explain-error").first
    wrong.wait_for()
    dialog.get_by_label("登录名").fill(f"chen.{org.code}")
    dialog.get_by_label("初始密码").fill("12345678")
    # What was wrong takes its lines away with it, and the button moves up.
    wrong.wait_for(state="detached")
    dialog.get_by_role("button", name="转为企业账号").click()
    wrong.wait_for()
    assert wrong.inner_text() == "初始密码为 8 到 128 个字符，不能全是字母，也不能全是数字"
    assert org.person("chen").get("exclusive_account") is not True
    dialog.get_by_label("初始密码").fill("start2026")
    dialog.get_by_label("登录名").fill(taken)
    wrong.wait_for(state="detached")
    dialog.get_by_role("button", name="转为企业账号").click()
    wrong.wait_for()
    assert wrong.inner_text() == "登录名已被使用"
    dialog.get_by_label("登录名").fill(f"chen.{org.code}")
    wrong.wait_for(state="detached")
    seen.shot("console-account-convert")
    dialog.get_by_role("button", name="转为企业账号").click()
    told(page, "陈砚秋 现在是企业账号")
    at_last(page, lambda: org.person("chen").get("exclusive_account") is True)
    page.goto("/console/accounts?account=chen")
    page.locator(".oc-insp").get_by_role("button", name="转为普通账号").click()
    page.get_by_role("dialog", name=re.compile("转为普通账号")).get_by_role("button", name="转为普通账号").click()
    told(page, "普通账号")
    at_last(page, lambda: org.person("chen").get("exclusive_account") is not True)


def test_the_log_calls_heads_by_their_names(console, desk):
    desk.org.all.ok("/topapi/v2/department/update", dept_id=desk.lab, dept_manager_userid_list="gu")
    seen = console(f"audit?kind=department&object={desk.lab}")
    line = seen.page.locator(".oc-change-line ins", has_text="顾南乔").first
    line.wait_for()
    assert line.get_attribute("title") == "gu"
    seen.shot("console-audit-names")


def test_whoever_administers_accounts_alone_lists_them_and_makes_new_ones(console, desk):
    org = desk.org
    built_in = {"exclusive_account_type": "dingtalk", "login_id": f"alone.{org.code}", "init_password": "start2026"}
    org.account("alone", desk.sales, name="罗五账", **built_in)
    org.user("plain", desk.sales, name="罗六平")
    desk.as_founder("PUT", "console/admins/gu", {"kind": "sub", "modules": ["accounts"]})
    seen = console("accounts", userid="gu")
    page = seen.page
    bodies = []
    page.on("response", lambda answer: bodies.append(answer.url) if answer.status == 403 else None)
    row = page.locator("[data-row=alone]")
    row.wait_for()
    assert page.locator("[data-row=plain]").count() == 0
    # What belongs to people's facts is not offered.
    assert page.get_by_role("button", name="添加企业账号").count() == 0
    row.get_by_role("button").click()
    side = page.locator(".oc-insp")
    side.get_by_text(f"alone.{org.code}").wait_for()
    for other in ("重设密码链接", "成员资料"):
        assert side.get_by_role("button", name=other).count() == 0
    side.get_by_role("button", name="停用").click()
    told(page, "已停用")
    side.get_by_role("button", name="启用").wait_for()
    seen.shot("console-accounts-alone")
    assert serious(page) == []
    page.get_by_text("已停用 1").click()
    page.wait_for_url("**state=disabled**")
    at_last(page, lambda: page.locator("[data-row]").count() == 1)
    assert page.locator("[data-row]").get_attribute("data-row") == "alone"
    page.get_by_role("button", name="转换已有成员").click()
    # Whoever has an account is not offered one.
    over = page.locator(".pk-over").last
    over.locator(".pk-field input").fill("罗五账")
    over.get_by_text("没有找到").wait_for()
    pick(page, "罗六平")
    dialog = page.get_by_role("dialog", name=re.compile("罗六平"))
    dialog.get_by_text("企业账号（SSO）").click()
    dialog.get_by_role("button", name="转为企业账号").click()
    told(page, "罗六平 现在是企业账号")
    side.get_by_text("企业账号（SSO）").first.wait_for()
    assert org.person("plain").get("exclusive_account") is True
    page.goto("/console/accounts?account=chen")
    side.get_by_text("此人没有企业账号").wait_for()
    assert side.get_by_role("button", name="停用").count() == 0
    page.goto("/console/accounts?account=nobody-here")
    side.get_by_text("没有这位同事").wait_for()
    # The list of people stays closed.
    assert bodies == []
    page.goto("/console/members")
    page.get_by_text("这个页面不在你的管理权限里").wait_for()
    # The page knows without asking; the server says so, too.
    assert bodies == []
    for path in ("console/members", "console/departments"):
        assert page.request.get(f"/v1.0/orgbook/{path}").status == 403
    desk.as_founder("DELETE", "console/admins/gu", None)


@pytest.mark.parametrize("language,theme,size", [("zh-CN", "dark", "desktop"), ("en-US", "light", "desktop"), ("en-US", "dark", "phone"), ("zh-CN", "light", "phone")])
def test_the_accounts_page_in_both_languages_and_themes(console, desk, language, theme, size):
    org = desk.org
    name = f"look{language[:2]}{theme}{size}"
    org.account(name, desk.sales, name="罗看账", title="外包工程师", exclusive_account_type="dingtalk", login_id=f"{name}.{org.code}", init_password="start2026")
    seen = console("accounts", language=language, theme=theme, size=size)
    page = seen.page
    page.locator(f"[data-row={name}]").wait_for()
    seen.shot(f"console-accounts-{size}-{language}-{theme}")
    assert serious(page) == []
    page.locator(f"[data-row={name}] button").click()
    page.locator(".oc-insp").get_by_text(f"{name}.{org.code}").wait_for()
    seen.shot(f"console-accounts-side-{size}-{language}-{theme}")
    assert serious(page) == []
