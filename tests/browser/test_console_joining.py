"""Who waits to come in, who goes by himself, and who belongs to the groups of departments."""

import pytest
from desk import at_last, serious, told
from kit.client import mobile_number
from kit.own import OWN, file_of


@pytest.fixture
def waiting(desk):
    """Somebody who has applied to come into the sales department."""
    desk.as_founder("PUT", "console/invitations/settings", {"inviteSwitch": True, "linkInvite": True})
    code = desk.as_founder("POST", "console/invitations", {"deptId": desk.sales})["invitation"]["code"]
    body = {"name": "候补生", "mobile": mobile_number()}
    path = f"{OWN}invitations/{code}/applications"
    assert desk.org.connection.new("POST", path, json=body)[0] == 200
    return desk


@pytest.mark.parametrize(("size", "theme"), [("desktop", "light"), ("phone", "dark")])
def test_who_has_applied_is_a_filter_of_the_members(console, waiting, size, theme):
    seen = console("members", size=size, theme=theme)
    page = seen.page
    pending = page.locator(".oc-filters .ant-segmented-item", has_text="待审批")
    pending.wait_for()
    assert pending.locator(".oc-count").inner_text() == str(len(waiting.as_person("founder")("console/applications")[1]["applications"]))
    pending.click()
    row = page.locator(".oc-card-row", has_text="候补生").first
    row.wait_for()
    assert "华东销售部" in row.inner_text()
    seen.shot(f"console-pending-{size}-{theme}")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing reaches out of the window"
    page.goto(f"/console/members?state=pending&dept={waiting.rd}")
    page.wait_for_selector("text=没有符合")
    page.goto("/console/members?state=pending")
    page.get_by_role("button", name="处理 候补生 的申请").first.click()
    page.wait_for_url("**/console/applications?application=*")


def test_activated_people_are_counted_and_shown(console, desk):
    page = console("members?state=active").page
    page.wait_for_selector('[role="row"] .oc-name-text')
    assert page.locator(".oc-filters .ant-segmented-item-selected", has_text="已激活").count() == 1


@pytest.mark.parametrize(("size", "theme"), [("desktop", "light"), ("phone", "dark")])
def test_somebody_leaves_by_himself(visit, desk, size, theme):
    who = f"goes{size}"
    desk.org.user(who, desk.sales, name="去意已决")
    seen = desk.sign_in(visit(size=size, theme=theme), who)
    page = seen.page
    page.goto("/contacts/leave")
    go = page.get_by_role("button", name="退出", exact=True)
    go.wait_for()
    assert go.is_disabled(), "the name is not typed yet"
    field = page.get_by_label(f"输入 {desk.org.name} 以确认")
    field.fill("别的公司")
    assert go.is_disabled()
    field.fill(desk.org.name)
    seen.shot(f"contacts-leave-{size}-{theme}")
    assert serious(page) == []
    go.click()
    page.wait_for_url("**/sign-in*")
    assert desk.org.all.call("/topapi/v2/user/get", userid=who)["errcode"] == 60121
    [leaver] = [one for one in desk.as_person("founder")("console/leavers")[1]["leavers"] if one["userId"] == who]
    assert leaver["reason"] == "self"


def test_whoever_may_not_leave_is_told_why(visit, desk):
    seen = desk.sign_in(visit(), "founder")
    page = seen.page
    page.goto("/contacts/leave")
    page.wait_for_selector("text=请先移交管理权限")
    assert page.get_by_role("button", name="退出", exact=True).count() == 0
    page.goto("/console/applications?tab=settings")
    page.get_by_role("switch", name="成员可自行退出").click()
    told(page, "成员可自行退出")
    at_last(page, lambda: desk.as_person("chen")("me")[1]["leaving"] == "off")
    other = desk.sign_in(visit(), "chen")
    other.page.goto("/contacts/leave")
    other.page.wait_for_selector("text=组织关闭了自行退出")
    other.shot("contacts-leave-off")
    page.get_by_role("switch", name="成员可自行退出").click()
    at_last(page, lambda: desk.as_person("chen")("me")[1]["leaving"] == "may")


def test_a_departments_group_tells_who_belongs_to_it(console, desk):
    fields = {"create_dept_group": True, "group_contain_sub_dept": False}
    desk.org.all.ok("/topapi/v2/department/update", dept_id=desk.rd, **fields)
    seen = console(f"members?dept={desk.rd}")
    page = seen.page
    page.get_by_role("button", name="部门设置").first.click()
    page.get_by_role("menuitem", name="设置", exact=True).click()
    group = page.get_by_role("region", name="群成员")
    group.wait_for()
    group.get_by_text("没有人").wait_for()
    page.get_by_role("switch", name="包含下级部门").click()
    group.get_by_text("顾南乔").wait_for()
    group.scroll_into_view_if_needed()
    seen.shot("console-department-group")
    assert serious(page) == []
    told_of = lambda: desk.as_person("founder")(f"console/departments/{desk.rd}/group")[1]
    assert group.locator("li").count() == told_of()["rowCount"] > 1
    # Whoever is in a department that is hidden belongs to it where that is wanted.
    desk.org.all.ok("/topapi/v2/department/update", dept_id=desk.lab, hide_dept=True)
    assert "gu" not in [one["userId"] for one in told_of()["members"]]
    group.get_by_role("switch", name="包含隐藏的部门").click()
    at_last(page, lambda: "gu" in [one["userId"] for one in told_of()["members"]])
    group.get_by_role("switch", name="包含查看受限的部门").click()
    at_last(page, lambda: told_of()["group"]["containOuterDept"])
    seen.shot("console-department-group-switches")
    desk.org.all.ok("/topapi/v2/department/update", dept_id=desk.lab, hide_dept=False)


def test_an_import_gives_new_departments_groups(console, desk):
    body = file_of("姓名,手机号,部门", f"新人,{mobile_number()},带群的新部门")
    plan = desk.as_founder("POST", "console/import", body)["planId"]
    seen = console(f"import?plan={plan}")
    page = seen.page
    box = page.get_by_role("checkbox", name="同时创建部门群")
    box.check()
    at_last(page, lambda: desk.as_person("founder")(f"console/plans/{plan}")[1]["plan"]["createGroups"])
    seen.shot("console-import-groups")
    page.get_by_role("button", name="应用").click()
    found = lambda: desk.as_person("founder")("console/departments?q=带群的新部门")[1]["departments"]
    at_last(page, lambda: len(found()) == 1)
    made = desk.org.all.ok("/topapi/v2/department/get", dept_id=found()[0]["deptId"])
    assert made["create_dept_group"] is True and made["dept_group_chat_id"]
