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
