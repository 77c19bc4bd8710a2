"""What can be done on each page of the console: it happens, the page shows it, and a refusal is told where it was asked for."""

import re

import pytest
import requests

from conftest import until
from desk import PAGES, at_last, pick, refused, serious, told, undo
from kit.client import mobile_number


def test_an_application_that_somebody_else_decided_is_told_to_be_gone(console, furniture):
    furniture.apply("抢先")
    seen = console("applications")
    page = seen.page
    row = page.locator("li", has_text="抢先")
    row.wait_for()
    waiting = furniture.own("GET", "console/applications?size=200")["applications"]
    (application,) = [one["application"]["id"] for one in waiting if one["application"]["name"] == "抢先"]
    furniture.own("POST", f"console/applications/{application}/reject", {})
    row.get_by_role("button", name="通过").click()
    page.locator(".oc-insp").get_by_role("button", name="通过").click()
    page.locator(".ant-message-notice").first.wait_for()
    # What the click itself leaves fades for long and is over no text; what turns for ever is the sign of a call that was over before it was drawn.
    fades = "each.effect.getComputedTiming().iterations !== Infinity && !each.effect.target.closest('.ant-wave')"
    until(page, f"!document.getAnimations().some((each) => {fades})")
    seen.shot("console-refused")
    assert not serious(page), "what went wrong can be read"
    page.reload()
    row.wait_for(state="detached")


def test_what_somebody_has_is_handed_over_and_whoever_left_comes_back(console, desk):
    org = desk.org
    seen = console(f"members?dept={desk.platform}&person=lin")
    page = seen.page
    page.locator(".oc-insp").get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="交接并离职…").click()
    drawer = page.locator(".oc-insp", has=page.get_by_text("选好接手的人"))
    drawer.wait_for()
    assert "handover=1" in page.url
    # Escape leads back to the person, and the focus to where it was opened.
    page.keyboard.press("Escape")
    drawer.wait_for(state="detached")
    at_last(page, lambda: page.evaluate("document.activeElement.getAttribute('aria-label')") == "更多")
    page.locator(".oc-insp").get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="交接并离职…").click()
    for kind, receiver in (("部门负责人", "周牧野"), ("直接下属", "周牧野")):
        drawer.locator("li", has_text=kind).get_by_role("button", name="交给").click()
        pick(page, receiver)
    seen.shot("console-hand-over")
    assert serious(page) == []
    drawer.get_by_role("button", name="交接并离职").click()
    told(page, "林知夏 已离职")
    assert org.department_of(desk.platform)["dept_manager_userid_list"] == ["zhou"]
    assert org.person("xu")["manager_userid"] == "zhou"

    page.goto("/console/leavers?q=林知夏")
    page.locator(".oc-line-row", has_text="林知夏").click()
    seen.shot("console-leaver")
    page.locator(".oc-insp").get_by_role("button", name="恢复").click()
    told(page, "已恢复 林知夏")
    page.wait_for_url("**/console/members?person=lin")
    page.wait_for_selector(".oc-insp h2:has-text('林知夏')")
    assert org.person("lin")["dept_id_list"] == [desk.platform]


def test_whose_number_somebody_has_meanwhile_does_not_come_back(console, desk):
    org, mobile = desk.org, mobile_number()
    org.user("brief", desk.sales, name="短暂", mobile=mobile)
    org.all.ok("/topapi/v2/user/delete", userid="brief")
    org.user("taker", desk.sales, name="后来", mobile=mobile)
    page = console("leavers?person=brief").page
    page.locator(".oc-insp").get_by_role("button", name="恢复").click()
    page.locator(".ant-message-notice").first.wait_for()
    assert "/console/leavers" in page.url


def test_partners_are_let_in_named_hidden_and_separated(console, desk, furniture):
    org = desk.org
    seen = console(f"partners?partner={furniture.applicant}")
    page = seen.page
    page.locator(".oc-insp").get_by_role("button", name="通过").click()
    told(page, "已通过")
    mount = org.mount(furniture.applicant)
    page.goto(f"/console/partners?partner={furniture.applicant}")
    drawer = page.locator(".oc-insp")
    drawer.get_by_role("button", name=re.compile("^显示名称")).click()
    page.locator(".oc-edit-field").fill("协作伙伴")
    page.keyboard.press("Enter")
    told(page, "已修改")
    drawer.get_by_role("switch", name="对外隐藏").click()
    told(page, "已修改：对外隐藏")
    seen.shot("console-partner")
    assert org.department_of(mount)["name"] == "协作伙伴"
    drawer.get_by_role("button", name="解除合作").click()
    page.locator(".ant-modal-confirm").get_by_role("button", name="解除合作").click()
    page.locator(".oc-rows li", has_text="协作伙伴").wait_for(state="detached")
    assert org.all.call("/topapi/v2/department/get", dept_id=mount)["errcode"] != 0


def test_an_application_of_a_partner_is_rejected(console, desk, furniture):
    org = desk.org
    other = furniture.named_guest("第三方", "apply")
    page = console(f"partners?partner={other}").page
    page.locator(".oc-insp").get_by_role("button", name="拒绝").click()
    told(page, "已拒绝")
    waiting = org.all.call("/topapi/union/cooperate/info/list", status=0)["result"]
    assert other not in [one["union_corp_id"] for one in waiting]


def test_a_partner_space_gets_a_link(console):
    seen = console("partners")
    page = seen.page
    page.get_by_role("button", name="新建合作空间").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("空间名称").fill("华东协作")
    dialog.get_by_role("button", name="创建").click()
    dialog.locator("code").wait_for()
    assert dialog.locator("code").inner_text().startswith("http")
    seen.shot("console-space")


def test_the_industry_is_walked_down_and_up(console, furniture):
    page = console("partners?tab=industry").page
    page.locator(".oc-line-row").first.click()
    page.wait_for_selector("h2.oc-dept-name")
    page.locator("li.oc-card-row").first.wait_for()
    page.get_by_role("button", name="返回上级").click()
    page.wait_for_selector("h2.oc-dept-name", state="detached")


def test_an_account_is_disabled_signed_out_and_given_a_link(console, desk, furniture):
    org = desk.org
    seen = console("accounts?account=kept")
    page = seen.page
    drawer = page.locator(".oc-insp")
    drawer.get_by_role("button", name="停用").click()
    told(page, "已停用")
    drawer.get_by_role("button", name="启用").wait_for()
    assert org.all.new("GET", "/v1.0/contact/orgAccounts/status", userId="kept")[1]["disable"] is True
    drawer.get_by_role("button", name="启用").click()
    told(page, "已启用")
    drawer.get_by_role("button", name="停用").wait_for()
    drawer.get_by_role("button", name="强制退出").click()
    told(page, "已在所有设备退出")
    drawer.get_by_role("button", name="重设密码链接").click()
    drawer.locator("code").wait_for()
    assert "/reset/" in drawer.locator("code").inner_text()
    seen.shot("console-account")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="添加企业账号").first.click()
    page.wait_for_url("**/console/members?add=1")
    page.locator(".oc-insp").get_by_label("姓名").wait_for()


def token(server, key, secret):
    return requests.get(f"{server.url}/gettoken", params={"appkey": key, "appsecret": secret}, timeout=10).json()


def test_an_app_is_made_limited_rotated_and_deleted(console, desk, server):
    org = desk.org
    seen = console("apps")
    page = seen.page
    page.get_by_role("button", name="新建应用").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="创建").click()
    dialog.locator(".ant-form-item-explain-error").wait_for()
    dialog.get_by_label("名称").fill("考勤同步")
    dialog.get_by_role("button", name="创建").click()
    page.wait_for_selector("text=保存好密钥")
    key, secret = page.locator(".ant-modal .oc-secret").all_inner_texts()
    seen.shot("console-app-secret")
    assert token(server, key, secret)["errcode"] == 0
    page.get_by_role("button", name="我已保存").click()
    page.wait_for_selector(f"main >> text={key}")
    assert secret not in page.content(), "the secret is shown once"
    page.reload()
    page.wait_for_selector(f"main >> text={key}")
    assert secret not in page.content()

    call = lambda path, **body: requests.post(
        f"{server.url}{path}", params={"access_token": token(server, key, secret)["access_token"]}, json=body, timeout=10
    ).json()
    page.get_by_role("tab", name="接口权限").click()
    page.get_by_role("switch", name="qyapi_get_member", exact=True).click()
    told(page, "已修改考勤同步的接口权限")
    assert call("/topapi/v2/user/get", userid="zhou")["errcode"] == 88
    undo(page)
    page.locator("[role=switch][aria-label=qyapi_get_member][aria-checked=true]").wait_for()
    page.get_by_role("tab", name="通讯录范围").click()
    page.get_by_role("switch", name="全部通讯录").wait_for()
    if page.get_by_role("switch", name="全部通讯录").get_attribute("aria-checked") == "true":
        page.get_by_role("switch", name="全部通讯录").click()
        told(page, "已修改考勤同步的通讯录范围")
    page.locator(".oc-several").get_by_role("button", name="添加").click()
    pick(page, "华东销售部")
    told(page, "已修改考勤同步的通讯录范围")
    page.locator(".oc-chip", has_text="华东销售部").wait_for()
    page.keyboard.press("Escape")
    assert call("/topapi/v2/user/get", userid="chen")["errcode"] == 0
    assert call("/topapi/v2/user/get", userid="zhou")["errcode"] != 0
    seen.shot("console-app-scope")

    page.get_by_role("tab", name="IP 白名单").click()
    for address, taken in (("not-an-address", False), ("10.9.0.0/16", True)):
        page.get_by_role("button", name=re.compile("^添加地址")).click()
        page.locator(".oc-edit-field").fill(address)
        page.keyboard.press("Enter")
        if taken:
            told(page, "已修改考勤同步的IP 白名单")
            page.locator("li", has_text=address).wait_for()
        else:
            refused(page, address)
            assert page.locator("li.oc-card-row").count() == 0
    assert call("/topapi/v2/user/get", userid="chen")["errcode"] == 88
    page.locator("li", has_text="10.9.0.0/16").get_by_role("button").click()
    page.locator("li", has_text="10.9.0.0/16").wait_for(state="detached")
    page.get_by_role("tab", name="登录回跳").click()
    for address, taken in (("/in", False), ("https://app.example.com/back", True)):
        page.get_by_role("button", name=re.compile("^添加地址")).click()
        page.locator(".oc-edit-field").fill(address)
        page.keyboard.press("Enter")
        if taken:
            told(page, "已修改考勤同步的登录回跳")
            page.locator("li", has_text=address).wait_for()
        else:
            refused(page, address)

    page.get_by_role("button", name="轮换密钥").first.click()
    page.locator(".ant-modal-confirm").get_by_role("button", name="轮换密钥").click()
    page.wait_for_selector("text=保存好密钥")
    newer = page.locator(".ant-modal .oc-secret").all_inner_texts()[1]
    assert token(server, key, secret)["errcode"] != 0
    assert token(server, key, newer)["errcode"] == 0
    page.get_by_role("button", name="我已保存").click()
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="删除应用").click()
    page.locator(".ant-modal-confirm").get_by_role("button", name="删除应用").click()
    page.wait_for_url("**/console/apps")
    page.locator(".oc-rows li", has_text="考勤同步").wait_for(state="detached")
    assert token(server, key, newer)["errcode"] != 0
    assert org.all.token


def test_a_field_is_added_shown_in_the_preview_narrowed_and_deleted(console, desk):
    seen = console("fields")
    page = seen.page
    page.get_by_role("button", name="添加字段").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("字段").fill("工位")
    dialog.get_by_role("button", name="添加", exact=True).click()
    told(page, "已添加字段「工位」")
    row = page.locator(".oc-fields tr", has_text="工位")
    row.wait_for()
    shown = page.get_by_role("switch", name="工位: 显示")
    if shown.get_attribute("aria-checked") == "false":
        shown.click()
        told(page, "「工位」显示在资料页")
    page.wait_for_selector(".oc-preview dt:has-text('工位')")
    page.locator(".oc-side-panel .ant-segmented-item", has_text="手机").click()
    page.wait_for_selector(".oc-preview[data-where=phone] dt:has-text('工位')")
    seen.shot("console-field-preview")
    row.get_by_role("button", name="所有人").click()
    page.locator(".oc-insp .ant-segmented-item", has_text="指定").click()
    told(page, "已修改「工位」的可见对象")
    page.keyboard.press("Escape")
    row.get_by_role("button", name="指定").wait_for()
    seen.shot("console-field-audience")
    row.get_by_role("button", name="删除 工位").click()
    told(page, "已删除字段「工位」")
    row.wait_for(state="detached")
    page.wait_for_selector(".oc-preview dt:has-text('工位')", state="detached")
    undo(page)
    row.wait_for()


def test_a_role_is_made_given_scoped_renamed_and_deleted(console, desk):
    org = desk.org
    seen = console("roles")
    page = seen.page
    page.get_by_role("button", name="新建角色组").click()
    page.get_by_role("dialog").get_by_label("名称").fill("合规")
    page.keyboard.press("Enter")
    told(page, "已新建角色组「合规」")
    page.get_by_role("button", name="新建角色", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名称").fill("审计员")
    page.locator("#groupId").click()
    page.locator(".ant-select-item-option", has_text="合规").click()
    dialog.get_by_role("button", name="创建").click()
    told(page, "已新建角色「审计员」")
    page.wait_for_selector("h2.oc-dept-name:has-text('审计员')")
    role = int(page.url.split("role=")[1].split("&")[0])
    page.get_by_role("button", name="添加成员").click()
    pick(page, "许清和")
    told(page, "许清和 已获得角色「审计员」")
    page.keyboard.press("Escape")
    row = page.locator("li.oc-card-row", has_text="许清和")
    row.get_by_role("button", name="管理范围").click()
    row.get_by_role("button", name="添加").click()
    pick(page, "华东销售部")
    told(page, "已修改 许清和 的管理范围")
    page.keyboard.press("Escape")
    page.wait_for_selector("li:has-text('管理范围：华东销售部')")
    assert [one["userid"] for one in org.members(role)] == ["xu"]
    seen.shot("console-role")

    # A name that is taken is refused, and the form stays.
    page.get_by_role("button", name="新建角色组").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名称").fill("合规")
    page.keyboard.press("Enter")
    page.locator(".ant-message-notice").first.wait_for()
    assert dialog.get_by_label("名称").input_value() == "合规"
    dialog.get_by_role("button", name="取消").click()

    row.get_by_role("button", name="收回").click()
    told(page, "已收回 许清和 的角色「审计员」")
    row.wait_for(state="detached")
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="改名").click()
    page.locator(".ant-modal-confirm").get_by_label("名称").fill("审计专员")
    page.locator(".ant-modal-confirm").get_by_role("button", name="保存").click()
    told(page, "已修改审计员的名称")
    page.wait_for_selector("h2.oc-dept-name:has-text('审计专员')")
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="删除角色").click()
    told(page, "已删除角色「审计专员」")
    assert "审计专员" not in org.roles()


def test_an_admin_is_appointed_and_dismissed(console, desk):
    seen = console("admins?person=chen")
    page = seen.page
    drawer = page.locator(".oc-insp")
    drawer.get_by_text("主管理员").click()
    seen.shot("console-admin")
    drawer.get_by_role("button", name="设为管理员").click()
    told(page, "陈砚秋 现在是管理员")
    row = page.locator(".oc-rows li", has_text="陈砚秋")
    row.wait_for()
    assert desk.as_person("chen")("console/admins")[0] == 200
    row.get_by_role("button").click()
    drawer.get_by_role("button", name="取消管理员").click()
    told(page, "陈砚秋 不再是管理员")
    row.wait_for(state="detached")
    assert desk.as_person("chen")("console/admins")[0] != 200


def test_a_rule_without_anybody_cannot_be_saved_and_a_refused_one_says_why(console, desk):
    page = console("visibility").page
    page.get_by_role("button", name="新建规则").first.click()
    save = page.get_by_role("button", name="保存规则")
    save.wait_for()
    assert save.is_disabled()
    page.locator(".oc-sentence", has_text="把").get_by_role("button", name="添加").click()
    pick(page, "顾南乔")
    page.keyboard.press("Escape")
    desk.org.all.ok("/topapi/v2/user/delete", userid="gu")
    save.click()
    page.locator(".ant-message-notice").first.wait_for()
    assert page.get_by_label("规则名称").is_visible(), "what was written stays"


READS = re.compile(r"/(v1\.0/orgbook/(?!session)|v1\.0/contact/|topapi/|role/)")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_gets_no_answer_says_so_and_asks_again(visit, desk, name):
    seen = desk.sign_in(visit())
    page = seen.page
    refusal = '{"code": "Forbidden", "message": "no", "requestid": "abcdef"}'
    page.route(READS, lambda route: route.fulfill(status=403, content_type="application/json", body=refusal))
    page.goto(f"/console/{name}")
    alarm = page.locator("main [role=alert]").first
    alarm.wait_for()
    seen.shot(f"console-error-{name}")
    page.unroute(READS)
    alarms = page.locator("main [role=alert]")
    while before := alarms.count():
        alarms.first.get_by_role("button", name="再试一次").click()
        until(page, f"document.querySelectorAll('main [role=alert]').length < {before}")


def test_recent_changes_are_undone_from_the_overview_but_never_over_later_ones(console, desk):
    org = desk.org
    org.user("back", desk.sales, name="罗复原", title="专员", job_number="77")
    org.user("away", desk.sales, name="罗离岗")
    org.all.ok("/topapi/v2/user/update", userid="back", title="主任", job_number="78")
    org.all.ok("/topapi/v2/user/delete", userid="away")
    seen = console("overview")
    page = seen.page
    changed = page.get_by_role("button", name="撤销: 罗复原")
    changed.wait_for()
    seen.shot("console-overview-undo")
    assert serious(page) == []
    # Somebody who was added is not taken away again from here.
    assert changed.count() == 1
    changed.click()
    told(page, "已撤销对 罗复原 的修改")
    person = org.person("back")
    assert (person["title"], person["job_number"]) == ("专员", "77")
    page.get_by_role("button", name="撤销: 罗离岗").click()
    told(page, "已恢复 罗离岗")
    assert org.person("away")["name"] == "罗离岗"
    # The first of the two entries is no longer how it is: what came later stays.
    changed.nth(1).wait_for()
    changed.last.click()
    refused(page, "后来又改过")
    assert org.person("back")["title"] == "专员"


def test_a_departments_move_is_undone_from_the_overview_where_there_is_a_way_back(console, desk):
    org = desk.org
    move = "/topapi/v2/department/update"
    here, there = org.department("原处"), org.department("别处")
    moved = {name: org.department(name, here) for name in ("移回组", "重名组", "成环组", "失所组")}
    lost = org.department("旧址")
    moved["失所组"] = org.department("失所组乙", lost)
    for dept in moved.values():
        org.all.ok(move, dept_id=dept, parent_id=there)
    org.department("重名组", here)
    org.all.ok("/topapi/v2/department/delete", dept_id=lost)
    seen = console("overview")
    page = seen.page

    def undo_of(name):
        page.get_by_role("button", name=f"撤销: {name}", exact=True).first.click()

    undo_of("移回组")
    told(page, "已撤销对 移回组 的修改")
    assert org.all.ok("/topapi/v2/department/get", dept_id=moved["移回组"])["parent_id"] == here
    undo_of("重名组")
    refused(page, "「原处」下面已有另一个「重名组」，没有移回。")
    undo_of("失所组乙")
    refused(page, "「失所组乙」原来的上级部门已不存在，没有移回。")
    org.all.ok(move, dept_id=here, parent_id=moved["成环组"])
    undo_of("成环组")
    refused(page, "「成环组」原来的上级「原处」现在在它下面，没有移回。")
    assert org.all.ok("/topapi/v2/department/get", dept_id=moved["成环组"])["parent_id"] == there
    # The move by which it came under the other is undone, and then there is a way.
    page.reload()
    undo_of("原处")
    told(page, "已撤销对 原处 的修改")
    undo_of("成环组")
    told(page, "已撤销对 成环组 的修改")
    assert org.all.ok("/topapi/v2/department/get", dept_id=moved["成环组"])["parent_id"] == here
    org.all.ok(move, dept_id=moved["移回组"], parent_id=there)


def test_whoever_may_not_change_people_is_offered_no_undo(console, desk):
    desk.org.all.ok("/topapi/v2/user/update", userid="wang1", title="研究主任")
    desk.as_founder("PUT", "console/admins/chen", {"kind": "sub", "modules": ["audit"]})
    page = console("overview", userid="chen").page
    page.locator("#oc-recent").wait_for()
    page.get_by_text("研究主任").first.wait_for()
    assert page.get_by_role("button", name="撤销").count() == 0
    desk.as_founder("DELETE", "console/admins/chen", None)
