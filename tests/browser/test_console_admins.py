"""Management groups: administrators who have one power together."""

import pytest
from desk import at_last, pick, refused, serious, told, undo


def groups(desk):
    return desk.as_founder("GET", "console/management-groups", None)["groups"]


def add(side, heading, text):
    """Chooses somebody or something below a heading of the form."""
    side.locator(f"h3:has-text('{heading}') ~ .oc-several").first.get_by_role("button", name="添加").click()
    pick(side.page, text)
    side.page.keyboard.press("Escape")


def test_a_group_is_made_changed_and_deleted(console, desk):
    seen = console("admins")
    page = seen.page
    page.get_by_role("tab", name="管理组").click()
    page.get_by_role("button", name="新建管理组").first.click()
    side = page.locator(".oc-insp")
    make = side.get_by_role("button", name="建立", exact=True)
    assert make.is_disabled(), "without a name"
    side.get_by_label("名称").fill("华东管理组")
    add(side, "成员", "陈砚秋")
    side.get_by_text("部分部门，含其下级").click()
    assert make.is_disabled(), "without a department"
    add(side, "管理范围", "华东销售部")
    side.get_by_label("角色", exact=True).check()
    seen.shot("console-group-new")
    assert serious(page) == []
    make.click()
    told(page, "已建立管理组「华东管理组」")
    row = page.locator(".oc-rows li", has_text="华东管理组")
    row.wait_for()
    [group] = groups(desk)
    assert [one["memberId"] for one in group["members"]] == ["chen"]
    assert group["modules"] == ["contacts", "roles"]
    assert [one["deptId"] for one in group["scope"]["departments"]] == [desk.sales]
    assert desk.as_person("chen")("console/members")[1]["rowCount"] == 1
    row.get_by_role("button").click()
    side.get_by_role("button", name="移除 陈砚秋").click()
    side.get_by_role("button", name="保存").click()
    told(page, "已修改管理组「华东管理组」")
    at_last(page, lambda: groups(desk)[0]["members"] == [])
    undo(page)
    at_last(page, lambda: [one["memberId"] for one in groups(desk)[0]["members"]] == ["chen"])
    page.get_by_role("tab", name="管理员").click()
    page.locator(".oc-rows li", has_text="陈砚秋").locator(".ob-tag", has_text="华东管理组").wait_for()
    page.get_by_role("tab", name="管理组").click()
    row.get_by_role("button").click()
    side.get_by_role("button", name="删除管理组").click()
    told(page, "已删除管理组「华东管理组」")
    row.wait_for(state="detached")
    at_last(page, lambda: groups(desk) == [])


def test_a_name_that_is_taken_is_told(console, desk):
    scope = {"scopeType": "organization"}
    desk.as_founder("POST", "console/management-groups", {"name": "已有", "scope": scope, "modules": ["audit"]})
    page = console("admins?tab=groups&group=new").page
    side = page.locator(".oc-insp")
    side.get_by_label("名称").fill("已有")
    side.get_by_role("button", name="建立", exact=True).click()
    refused(page, "已有管理组")


def test_a_sub_administrator_makes_groups_of_what_he_has(console, desk):
    power = {"kind": "sub", "deptIds": [desk.platform], "modules": ["contacts", "roles"]}
    desk.as_founder("PUT", "console/admins/zhou", power)
    seen = console("admins", userid="zhou")
    page = seen.page
    page.get_by_role("button", name="新建管理组").first.click()
    side = page.locator(".oc-insp")
    side.get_by_label("名称").fill("平台助理")
    assert side.get_by_text("整个组织").count() == 0, "he does not have it"
    assert side.get_by_label("审计日志").count() == 0, "he does not have it"
    assert page.get_by_role("tab").count() == 0, "he appoints nobody"
    add(side, "成员", "许清和")
    add(side, "管理范围", "平台研发部")
    seen.shot("console-group-secondary")
    side.get_by_role("button", name="建立", exact=True).click()
    told(page, "已建立管理组「平台助理」")
    page.locator(".oc-rows li", has_text="平台助理").wait_for()
    assert desk.as_person("xu")("console/members")[0] == 200
    # What he loses they lose.
    desk.as_founder("PUT", "console/admins/zhou", {**power, "modules": ["roles"]})
    assert desk.as_person("xu")("console/members")[0] == 403


def test_one_module_alone_is_enough_for_its_page_and_shows_no_other(console, desk):
    desk.as_founder("PUT", "console/admins/wang1", {"kind": "sub", "deptIds": [desk.platform], "modules": ["roles"]})
    page = console("", userid="wang1").page
    page.wait_for_url("**/console/overview")
    assert page.locator(".oc-nav-pages a").all_inner_texts() == ["概览", "角色", "管理员", "审计日志", "设置"]
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.keyboard.press("Control+k")
    page.locator("dialog[open] input").fill("成员")
    page.wait_for_selector("dialog[open] >> text=没有找到")
    assert page.url.endswith("/console/overview"), "no key leads where he may do nothing"
    refused = []
    page.on("response", lambda answer: answer.status == 403 and refused.append(answer.url))
    page.goto("/console/members?add=1")
    page.wait_for_selector(".ob-state:has-text('不在你的管理权限里')")
    page.wait_for_load_state("networkidle")
    assert refused == [], "what he may not read is not asked for"
    assert page.locator("[role=alert], .oc-insp").count() == 0
    # Whom he sees as a colleague he can choose, and names are names.
    page.goto("/console/roles")
    page.get_by_role("button", name="出纳").click()
    page.get_by_role("button", name="添加成员").click()
    pick(page, "许清和")
    told(page, "许清和")
    page.locator(".oc-card-row", has_text="许清和").wait_for()


def test_departments_of_an_apps_scope_are_chosen_without_administering_people(console, desk):
    hidden = desk.org.department("保密室", hide_dept=True)
    app = desk.org.app("qyapi_base", [desk.sales], name="对账")
    desk.as_founder("PUT", "console/admins/wang1", {"kind": "sub", "modules": ["integrations"]})
    page = console(f"apps?app={app.key}&tab=scope", userid="wang1").page
    page.locator(".oc-several").get_by_role("button", name="添加").click()
    pick(page, "保密室")
    page.locator(".oc-several", has_text="保密室").wait_for()
    scope = desk.as_founder("GET", f"console/apps/{app.key}", None)["app"]["scope"]
    assert sorted(scope["deptIds"]) == sorted([desk.sales, hidden])
    assert str(hidden) not in page.locator(".oc-several").inner_text(), "it is called by its name"


def test_an_app_beyond_ones_modules_is_shown_and_says_why_it_stays(console, desk):
    beyond = desk.org.app("qyapi_get_member,qyapi_base", [desk.sales], name="薪资")
    desk.as_founder("PUT", "console/admins/wang1", {"kind": "sub", "modules": ["integrations"]})
    seen = console(f"apps?app={beyond.key}&tab=permissions", userid="wang1")
    page = seen.page
    page.locator(".oc-read-only", has_text="成员与部门").wait_for()
    assert page.get_by_role("switch", name="qyapi_base").is_disabled()
    seen.shot("console-app-read-only")
    assert serious(page) == []
    assert page.get_by_role("button", name="轮换密钥").count() == 0
    for tab in ("凭证", "通讯录范围", "IP 白名单", "登录回跳"):
        page.get_by_role("tab", name=tab).click()
        page.locator(".oc-read-only").wait_for()
        body = page.get_by_role("tabpanel").or_(page.locator(".ob-scroll").last)
        assert body.locator(".oc-edit, .oc-chip-x, .oc-card-row button").count() == 0, tab
        assert body.get_by_role("switch").and_(page.locator(":not([disabled])")).count() == 0, tab
    # One that he makes himself has what he may give, and more he is not offered.
    page.goto("/console/apps")
    page.get_by_role("button", name="新建应用").first.click()
    page.get_by_role("dialog").get_by_label("名称").fill("门禁")
    page.get_by_role("dialog").get_by_role("button", name="创建").click()
    page.get_by_role("button", name="我已保存").click()
    page.get_by_role("tab", name="接口权限").click()
    page.get_by_role("switch", name="qyapi_base").click()
    told(page, "已修改门禁")
    assert page.get_by_role("switch", name="qyapi_get_member", exact=True).is_disabled()
    assert page.locator(".oc-read-only").count() == 0
    desk.as_founder("DELETE", "console/admins/wang1", None)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_groups_look_as_they_should(console, size, theme):
    seen = console("admins?tab=groups", size=size, theme=theme)
    page = seen.page
    page.wait_for_selector(".oc-rows li, .ob-state")
    seen.shot(f"console-groups-{size}-{theme}")
    page.goto("/console/admins?tab=groups&group=new")
    page.wait_for_selector(".oc-insp")
    seen.shot(f"console-group-{size}-{theme}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing reaches out of the window"
    assert serious(page) == []
