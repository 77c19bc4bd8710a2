"""Members and departments: add, edit, move, order, remove, and back again; by mouse, by keyboard, on a phone."""

import re

import pytest

from conftest import until
from desk import SCRIPT, at_last, open_department, pick, rows, serious, told, undo
from kit.receiver import Receiver


@pytest.fixture
def members(visit, desk):
    def opened(query="", **window):
        seen = desk.sign_in(visit(**window))
        seen.page.goto(f"/console/members{query}")
        seen.page.wait_for_selector("h2.oc-dept-name")
        return seen

    return opened


@pytest.fixture
def receiver(desk):
    """An application that is told what happens."""
    receiver = Receiver(desk.org.corp_id)
    told = desk.org.app().call("/call_back/register_call_back", receiver.registration("user_add_org", "user_modify_org", "user_leave_org"))
    assert told["errcode"] == 0, told
    yield receiver
    receiver.close()


def test_somebody_is_added_edited_moved_and_removed_with_a_way_back(members, desk, receiver):
    """Story 1: each step is seen in the other pane without a reload, and told to an application."""
    seen = members(f"?dept={desk.platform}")
    page, org = seen.page, desk.org
    page.wait_for_selector('[role="row"] .oc-name-text')
    page.keyboard.press("n")
    form = page.locator(".oc-insp")
    form.get_by_label("姓名").fill("唐念慈")
    page.locator("#mobile").fill("13677770001")
    form.get_by_label("职务").fill("数据工程师")
    form.get_by_label("入职日期").fill("2026-03-01")
    form.get_by_role("button", name="添加", exact=True).last.click()
    told(page, "已添加 唐念慈")
    page.wait_for_selector(".oc-insp h2:has-text('唐念慈')")
    page.wait_for_selector('[role="row"] .oc-name-text:has-text("唐念慈")')
    userid = page.url.split("person=")[1].split("&")[0]
    assert org.person(userid)["dept_id_list"] == [desk.platform]
    assert org.person(userid)["hired_date"] == 1772294400000, "midnight in China"

    page.get_by_role("button", name=re.compile("职务：.*数据工程师")).click()
    page.locator(".oc-edit-field").fill("数据平台组长")
    page.keyboard.press("Enter")
    told(page, "已修改唐念慈的职务")
    page.wait_for_selector('[role="row"]:has-text("唐念慈") .oc-c-title:has-text("数据平台组长")')
    assert org.person(userid)["title"] == "数据平台组长"
    undo(page)
    page.wait_for_selector('[role="row"]:has-text("唐念慈") .oc-c-title:has-text("数据工程师")')

    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="选择 唐念慈").check()
    page.keyboard.press("m")
    pick(page, "华东销售部")
    told(page, "已把 唐念慈 移到「华东销售部」")
    page.wait_for_selector('[role="row"] .oc-name-text:has-text("唐念慈")', state="detached")
    assert org.person(userid)["dept_id_list"] == [desk.sales]
    page.keyboard.press("Control+z")
    page.wait_for_selector('[role="row"] .oc-name-text:has-text("唐念慈")')
    assert org.person(userid)["dept_id_list"] == [desk.platform]

    page.get_by_role("checkbox", name="选择 唐念慈").check()
    page.get_by_role("button", name="移除", exact=True).click()
    told(page, "已移除 唐念慈")
    page.wait_for_selector('[role="row"] .oc-name-text:has-text("唐念慈")', state="detached")
    undo(page)
    page.wait_for_selector('[role="row"] .oc-name-text:has-text("唐念慈")')
    assert org.person(userid)["name"] == "唐念慈"
    seen.shot("console-members")
    # Added; title there and back; moved there and back; removed; made again.
    kinds = [event["EventType"] for event in receiver.wait(7)]
    assert kinds == ["user_add_org", *["user_modify_org"] * 4, "user_leave_org", "user_add_org"]


def test_a_number_that_somebody_has_is_refused_at_its_field(members, desk):
    page = members(f"?dept={desk.platform}&add=1").page
    dialog = page.locator(".oc-insp")
    dialog.get_by_label("姓名").fill("重号")
    page.locator("#mobile").fill(desk.org.person("lin")["mobile"])
    dialog.get_by_role("button", name="添加", exact=True).last.click()
    page.wait_for_selector(".ant-form-item-explain-error")
    assert dialog.get_by_label("姓名").input_value() == "重号", "what was typed stays"
    assert "重号" not in rows(page)


def test_a_form_for_somebody_new_stands_beside_the_list_and_keeps_what_was_typed(members, desk):
    seen = members(f"?dept={desk.platform}")
    page = seen.page
    page.wait_for_selector('[role="row"] .oc-name-text')
    adds = page.get_by_role("button", name="添加成员").first
    adds.click()
    form = page.locator(".oc-insp")
    name = form.get_by_label("姓名")
    name.wait_for()
    assert "add=1" in page.url
    at_last(page, lambda: page.evaluate("document.activeElement.id") == "name")
    table, side = page.locator(".oc-people").bounding_box(), form.bounding_box()
    assert side["x"] >= table["x"] + table["width"] - 1, "beside, not over"
    name.fill("半截")
    form.get_by_label("职务").fill("草稿")
    seen.shot("console-add-member")
    assert serious(page) == []
    # Somebody else is looked at meanwhile: nothing is lost.
    page.locator('[role="row"] .oc-name-text', has_text="周牧野").click()
    page.wait_for_selector(".oc-insp h2:has-text('周牧野')")
    assert "add=1" not in page.url
    page.keyboard.press("n")
    at_last(page, lambda: form.get_by_label("姓名").input_value() == "半截")
    assert form.get_by_label("职务").input_value() == "草稿"
    # Escape leads back to the person who was looked at; what is given up is forgotten.
    page.keyboard.press("Escape")
    page.wait_for_selector(".oc-insp h2:has-text('周牧野')")
    page.keyboard.press("Escape")
    form.wait_for(state="detached")
    adds.click()
    form.get_by_label("姓名").wait_for()
    assert form.get_by_label("姓名").input_value() == "半截"
    form.get_by_role("button", name="取消").click()
    form.wait_for(state="detached")
    at_last(page, lambda: page.evaluate("document.activeElement.hasAttribute('data-adds')"))
    adds.click()
    form.get_by_label("姓名").wait_for()
    assert form.get_by_label("姓名").input_value() == ""


def test_settings_of_a_department_stand_beside_it_and_in_the_address(members, desk):
    seen = members(f"?dept={desk.lab}")
    page = seen.page
    page.get_by_role("button", name="部门设置").click()
    page.get_by_role("menuitem", name="设置").click()
    side = page.locator(".oc-insp")
    side.get_by_role("switch").first.wait_for()
    assert "settings=1" in page.url
    seen.shot("console-department-settings")
    assert serious(page) == []
    page.keyboard.press("Escape")
    side.wait_for(state="detached")
    at_last(page, lambda: page.evaluate("document.activeElement.getAttribute('aria-label')") == "部门设置")
    # Whoever is sent the address sees the same; another department has its own.
    page.goto(f"/console/members?dept={desk.lab}&settings=1")
    page.wait_for_selector(".oc-insp h2:has-text('预研实验室 的设置')")
    page.locator('[role="treeitem"]', has_text="华东销售部").first.click()
    page.wait_for_selector(".oc-insp h2:has-text('华东销售部 的设置')")


def test_names_stay_text_everywhere(members, desk):
    page = members(f"?dept={desk.platform}&person=script").page
    page.wait_for_selector(".oc-insp h2")
    assert page.inner_text(".oc-insp h2") == SCRIPT
    assert SCRIPT in rows(page)
    for tab in ("departments", "line", "visibility", "history", "api"):
        page.goto(f"/console/members?dept={desk.platform}&person=script&tab={tab}")
        page.wait_for_selector(".oc-insp h2")
        page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    page.locator("dialog[open] input").fill("<img")
    page.wait_for_selector(f"[role=option]:has-text('{SCRIPT}')")
    assert page.locator("img[src='x']").count() == 0


def test_namesakes_are_told_apart_and_filters_stand_in_the_address(members, desk):
    seen = members(f"?dept={desk.platform}")
    page = seen.page
    page.wait_for_selector('[role="row"] .oc-name-text')
    twins = page.locator('[role="row"]:has-text("王海宁") .oc-c-name .ob-mono').all_inner_texts()
    assert twins == ["0317", "1288"]
    page.locator(".ant-segmented-item", has_text="负责人").click()
    page.wait_for_url("**state=leader**")
    heads = '[role="grid"][aria-rowcount="2"] .oc-name-text:has-text("林知夏")'
    page.wait_for_selector(heads)
    assert rows(page) == ["林知夏"]
    page.reload()
    page.wait_for_selector(heads)
    assert rows(page) == ["林知夏"]
    page.go_back()
    page.wait_for_selector('[role="row"] .oc-name-text:has-text("周牧野")')


def test_the_keyboard_walks_lists_trees_and_tabs(members, desk):
    page = members(f"?dept={desk.platform}").page
    page.wait_for_selector('[role="row"] .oc-name-text')
    names = rows(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(f".oc-insp h2:has-text('{names[1]}')")
    page.keyboard.press("k")
    page.wait_for_selector(f".oc-insp h2:has-text('{names[0]}')")
    page.keyboard.press("]")
    page.wait_for_url("**tab=departments**")
    page.keyboard.press("Escape")
    page.wait_for_selector(".oc-insp", state="detached")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.keyboard.type("华东")
    page.wait_for_selector(".oc-find-row:has-text('华东销售部')")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2.oc-dept-name:has-text('华东销售部')")
    tree = page.locator('[role="treeitem"][aria-selected="true"]')
    tree.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    # Left closes a department, and goes to the one above where it is closed.
    until(page, "document.activeElement.getAttribute('aria-level') === '2'")
    page.keyboard.press("Control+k")
    page.locator("dialog[open] input").fill("zhoumuye")
    page.wait_for_selector("[role=option]:has-text('周牧野')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".oc-insp h2:has-text('周牧野')")


def test_departments_are_made_moved_ordered_and_deleted(members, desk):
    page = members().page
    page.get_by_role("button", name="新建部门").click()
    page.get_by_role("dialog").get_by_label("名称").fill("质量部")
    page.keyboard.press("Enter")
    told(page, "已创建「质量部」")
    page.wait_for_selector("h2.oc-dept-name:has-text('质量部')")
    made = int(page.url.split("dept=")[1].split("&")[0])
    row = page.locator(f'[data-id="{made}"]')
    # The dialog gives the focus back when it is gone.
    page.get_by_role("dialog").wait_for(state="hidden")
    row.focus()
    page.keyboard.press("Alt+ArrowUp")
    told(page, "已调整「质量部」的位置")
    order = desk.org.all.ok("/topapi/v2/department/listsubid", dept_id=1)["dept_id_list"]
    assert order.index(made) == len(order) - 2
    page.get_by_role("button", name="部门设置").click()
    page.get_by_role("menuitem", name="移动到…").click()
    pick(page, "研发中心")
    told(page, "已把「质量部」移到「研发中心」")
    assert desk.org.department_of(made)["parent_id"] == desk.rd
    undo(page)
    page.wait_for_function("document.querySelector('.ob-undo') === null")
    at_last(page, lambda: desk.org.department_of(made)["parent_id"] == 1)
    page.get_by_role("button", name="部门设置").click()
    page.get_by_role("menuitem", name="删除").click()
    told(page, "已删除「质量部」")
    page.wait_for_selector(f'[data-id="{made}"]', state="detached")


def test_a_number_of_19_digits_names_a_department_as_any_other_does(members, desk):
    org, large, beside = desk.org, 1234567890123456789, 1234567890123456788
    for number, name in ((beside, "旧系统同步部"), (large, "人事同步部")):
        made = org.all.call("/department/create", name=name, parentid=1, id=number)
        assert made["errcode"] == 0, made
    page = members().page
    open_department(page, "人事同步部")
    assert f"dept={large}" in page.url
    page.get_by_role("button", name="部门设置").click()
    page.get_by_role("menuitem", name="设置").click()
    side = page.locator(".oc-insp")
    side.get_by_text(str(large), exact=True).wait_for()
    side.get_by_role("button", name=re.compile("^名称")).click()
    side.get_by_label("名称").fill("共享服务部")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2.oc-dept-name:has-text('共享服务部')")
    assert [org.department_of(number)["name"] for number in (beside, large)] == ["旧系统同步部", "共享服务部"]
    # It is also where another one goes, on the way of those below it, and what the address of the app names.
    page.goto(f"/console/members?dept={desk.lab}")
    page.get_by_role("button", name="部门设置").click()
    page.get_by_role("menuitem", name="移动到…").click()
    pick(page, "共享服务部")
    told(page, "共享服务部")
    assert org.department_of(desk.lab)["parent_id"] == large
    page.goto("/contacts/departments/1")
    page.locator(".ct-list").get_by_text("共享服务部").click()
    page.wait_for_selector(".ct-list h1:has-text('共享服务部')")
    assert page.url.endswith(f"/departments/{large}")
    page.locator(".ct-list").get_by_text("预研实验室").click()
    page.wait_for_selector(".ct-list h1:has-text('预研实验室')")
    page.click(".ct-path a:has-text('共享服务部')")
    page.wait_for_selector(".ct-list h1:has-text('共享服务部')")
    org.all.ok("/topapi/v2/department/update", dept_id=desk.lab, parent_id=desk.rd)


def test_a_head_is_appointed_in_the_inspector(members, desk):
    page = members(f"?dept={desk.platform}&person=xu&tab=departments").page
    switch = page.get_by_role("switch", name="部门负责人")
    switch.wait_for()
    switch.click()
    told(page, "许清和 现在是「平台研发部」的负责人")
    assert set(desk.org.department_of(desk.platform)["dept_manager_userid_list"]) == {"lin", "xu"}
    undo(page)
    page.wait_for_selector('[role="row"]:has-text("许清和") .ob-tag', state="detached")
    assert desk.org.department_of(desk.platform)["dept_manager_userid_list"] == ["lin"]


@pytest.mark.parametrize("theme,language", [("light", "zh-CN"), ("dark", "en")])
def test_on_a_phone_tables_are_lists_and_the_person_is_a_page(members, desk, theme, language):
    seen = members(f"?dept={desk.rd}", size="phone", theme=theme, language=language)
    page = seen.page
    page.wait_for_selector('[role="row"] .oc-name-text')
    seen.shot(f"console-members-phone-{theme}")
    page.locator(".oc-branch", has_text="平台研发部").click()
    page.wait_for_selector("h2.oc-dept-name:has-text('平台研发部')")
    page.locator('[role="row"] .oc-row-open', has_text="周牧野").click()
    page.wait_for_selector(".oc-insp h2:has-text('周牧野')")
    box = page.locator(".oc-insp").bounding_box()
    assert box["width"] == 390 and box["x"] == 0
    seen.shot(f"console-person-phone-{theme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.go_back()
    page.wait_for_selector(".oc-insp", state="detached")


@pytest.mark.parametrize("typed", ["cyq", "chenyanqiu", "chen yan", "陈", "大客户", "0102", "tail"])
def test_people_are_found_however_they_are_looked_for(members, desk, typed):
    """Story 8: pinyin, initials, part of a name, a number, a title, the end of a mobile number."""
    desk.org.all.ok("/topapi/v2/user/update", userid="chen", job_number="0102")
    if typed == "tail":
        typed = desk.org.person("chen")["mobile"][-4:]
    page = members().page
    page.keyboard.press("Control+k")
    page.locator("dialog[open] input").fill(typed)
    page.wait_for_selector("[role=option]:has-text('陈砚秋')")


def test_columns_are_chosen_and_views_kept_for_oneself(members, desk):
    seen = members(f"?dept={desk.platform}")
    page = seen.page
    page.wait_for_selector('[role="row"] .oc-name-text')
    assert page.locator(".oc-row-head .oc-c-email").count() == 0
    page.get_by_role("button", name="显示哪些列").click()
    page.get_by_role("checkbox", name="邮箱").check()
    page.get_by_role("checkbox", name="手机").uncheck()
    page.wait_for_selector(".oc-row-head .oc-c-email")
    page.wait_for_selector(".oc-row-head .oc-c-mobile", state="detached")
    seen.shot("console-columns")
    page.keyboard.press("Escape")
    page.locator(".ant-segmented-item", has_text="负责人").click()
    page.wait_for_selector('[role="grid"][aria-rowcount="2"]')
    page.get_by_role("button", name="视图").click()
    page.get_by_label("给当前筛选起个名字").fill("平台的负责人")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="平台的负责人", exact=True).wait_for()
    seen.shot("console-views")
    # Another person at the same browser has neither.
    other = desk.sign_in(seen, "founder")
    page.goto("/console/members")
    page.wait_for_selector(".oc-row-head .oc-c-email")
    page.get_by_role("button", name="视图").click()
    page.get_by_role("button", name="平台的负责人", exact=True).click()
    page.wait_for_url(f"**dept={desk.platform}**state=leader**")
    page.wait_for_selector('[role="grid"][aria-rowcount="2"] .oc-name-text:has-text("林知夏")')
    keys = [key for key in page.evaluate("Object.keys(localStorage)") if "views" in key or "columns" in key]
    assert keys and all(desk.org.corp_id in key and key.endswith(":founder") for key in keys)
    page.get_by_role("button", name="视图").click()
    page.get_by_role("button", name="移除 平台的负责人").click()
    page.get_by_role("button", name="平台的负责人", exact=True).wait_for(state="detached")
    assert other is seen


def drag(page, what, to, at):
    """Drags a department to the top, the middle or the bottom of another one's row."""
    box = to.bounding_box()
    height = {"before": 2, "into": box["height"] / 2, "after": box["height"] - 2}[at]
    what.drag_to(to, target_position={"x": 60, "y": height})


def test_a_department_that_is_dragged_elsewhere_is_asked_about_and_moves(members, desk):
    org = desk.org
    moved = org.department("流动部", order=900)
    org.user("flow", moved, name="流动人")
    seen = members(f"?dept={desk.platform}")
    page = seen.page
    row = lambda department: page.locator(f'[role="treeitem"][data-id="{department}"]')
    row(moved).wait_for()
    drag(page, row(moved), row(desk.sales), "into")
    question = page.locator(".ant-modal-confirm")
    question.wait_for()
    assert "华东销售部" in question.inner_text() and "1 人" in question.inner_text()
    seen.shot("console-move-asked")
    question.get_by_role("button", name="不要").click()
    question.wait_for(state="detached")
    assert org.department_of(moved)["parent_id"] == 1, "nothing moves before it is agreed to"
    drag(page, row(moved), row(desk.sales), "into")
    question.get_by_role("button", name="执行").click()
    told(page, "已把「流动部」移到「华东销售部」")
    assert org.department_of(moved)["parent_id"] == desk.sales
    undo(page)
    page.wait_for_selector(f'[role="treeitem"][aria-level="2"][data-id="{moved}"]')
    assert org.department_of(moved)["parent_id"] == 1
    # Among its neighbours it goes at once.
    drag(page, row(moved), row(desk.rd), "before")
    told(page, "已调整「流动部」的位置")
    assert question.count() == 0
    # Nothing goes into itself or below.
    drag(page, row(desk.rd), row(desk.platform), "into")
    assert question.count() == 0 and org.department_of(desk.rd)["parent_id"] == 1
    # The keyboard does the same: into the one above, and out again.
    row(moved).focus()
    page.keyboard.press("Alt+ArrowDown")
    # The same was told of the drag before: only the order shows that the key has been followed.
    order = "[...document.querySelectorAll('[role=treeitem][aria-level=\"2\"]')].map((row) => Number(row.dataset.id))"
    until(page, f"{order}.indexOf({moved}) > {order}.indexOf({desk.rd})")
    page.wait_for_load_state("networkidle")
    row(moved).focus()
    page.keyboard.press("Alt+ArrowRight")
    question.get_by_role("button", name="执行").click()
    told(page, "已把「流动部」移到「研发中心」")
    assert org.department_of(moved)["parent_id"] == desk.rd


def test_what_is_ticked_is_changed_together(members, desk):
    org = desk.org
    for name in ("组员甲", "组员乙"):
        org.user(name, desk.lab, name=name)
    org.all.ok("/topapi/role/addrolesforemps", roleIds=str(org.roles()["财务"]), userIds="组员甲")
    seen = members(f"?dept={desk.lab}")
    page = seen.page
    for name in ("组员甲", "组员乙"):
        page.get_by_role("checkbox", name=f"选择 {name}").check()
    seen.shot("console-batch")
    page.get_by_role("button", name="设上级").click()
    pick(page, "周牧野")
    told(page, "已把 2 人的直属上级设为 周牧野")
    assert [org.person(one)["manager_userid"] for one in ("组员甲", "组员乙")] == ["zhou", "zhou"]
    undo(page)
    page.wait_for_selector(".ob-undo", state="detached")
    at_last(page, lambda: not org.person("组员甲").get("manager_userid"))
    page.wait_for_load_state("networkidle")
    for name in ("组员甲", "组员乙"):
        page.get_by_role("checkbox", name=f"选择 {name}").check()
    page.get_by_role("button", name="加角色").click()
    pick(page, "财务")
    told(page, "已给 1 人加上角色「财务」")
    holders = lambda: {one["userid"] for one in org.members(org.roles()["财务"])}
    assert holders() == {"组员甲", "组员乙"}
    undo(page)
    # Who had it before keeps it.
    at_last(page, lambda: holders() == {"组员甲"})
