"""Departments and external contacts by spreadsheet: looked at, partly taken out, applied, taken back; and contacts one by one."""

import pytest

from desk import at_last, serious, told, undo
from kit.client import mobile_number


def chosen(page, name, text):
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("grid", name="计划的行").wait_for()


def names(desk, parent):
    below = desk.org.all.ok("/topapi/v2/department/listsub", dept_id=parent)
    return sorted(one["name"] for one in below)


def test_departments_are_renamed_moved_and_made_by_a_file(console, desk):
    seen = console("import")
    page = seen.page
    page.get_by_text("部门", exact=True).first.click()
    page.get_by_text("新部门排在它下级的前面").wait_for()
    with page.expect_download() as saved:
        page.locator(".oc-card-row", has_text="导出").get_by_role("button", name="下载").click()
    assert saved.value.suggested_filename == "departments.xlsx"
    seen.shot("console-import-departments")
    lines = [
        "部门ID,部门名称,上级部门,部门简介,部门负责人",
        f"{desk.lab},未来实验室,研发中心,预研,gu",
        f"{desk.platform},平台研发部,华东销售部,,",
        ",新组,研发中心/未来实验室,,",
        ",错组,没有的部门,,",
    ]
    chosen(page, "部门.csv", "\n".join(lines) + "\n")
    grid = page.get_by_role("grid", name="计划的行")
    row = grid.locator(".oc-plan-row", has_text="预研实验室")
    assert "改名" in row.inner_text() and "未来实验室" in row.inner_text()
    assert "移动" in grid.locator(".oc-plan-row", has_text="平台研发部").inner_text()
    assert grid.get_by_text("没有部门 没有的部门").count() == 1
    assert page.locator(".oc-tile", has_text="离职").count() == 0
    assert serious(page) == []
    seen.shot("console-plan-departments")
    grid.locator(".oc-plan-row", has_text="平台研发部").get_by_role("checkbox").click()
    page.get_by_text("应用 2 项变更").wait_for()
    before = names(desk, desk.rd)
    page.locator(".oc-apply").get_by_role("button", name="应用").click()
    told(page, "部门.csv")
    at_last(page, lambda: "未来实验室" in names(desk, desk.rd))
    assert names(desk, desk.lab) == ["新组"] and "平台研发部" in names(desk, desk.rd)
    page.get_by_role("button", name="整批撤销").click()
    at_last(page, lambda: names(desk, desk.rd) == before and names(desk, desk.lab) == [])


@pytest.mark.parametrize(("size", "theme"), [("desktop", "dark"), ("phone", "light")])
def test_external_contacts_come_in_bulk(console, desk, size, theme):
    seen = console("import?about=externalContacts", size=size, theme=theme)
    page = seen.page
    page.get_by_text("按联系人ID或手机号认人").wait_for()
    assert serious(page) == []
    seen.shot(f"console-import-contacts-{size}")
    chosen(page, "客户.csv", "姓名,手机号,负责人,标签,公司\n李客户,13611110001,顾南乔,客户,示例客户\n王客户,12,顾南乔,客户,\n")
    grid = page.get_by_role("grid", name="计划的行")
    grid.locator(".oc-plan-row", has_text="李客户").wait_for()
    # Nobody joins or leaves the organization by it.
    page.get_by_text("谁会收到通知").wait_for()
    assert page.get_by_text("保护线").count() == 0
    assert serious(page) == []
    seen.shot(f"console-plan-contacts-{size}")
    listed = lambda: [one["name"] for one in desk.as_founder("GET", "external-contacts", None)["contacts"]]
    page.locator(".oc-apply").get_by_role("button", name="应用").click()
    told(page, "客户.csv")
    assert "李客户" in listed()
    page.get_by_role("button", name="整批撤销").click()
    at_last(page, lambda: "李客户" not in listed())


def test_contacts_outside_are_added_labelled_changed_and_removed(console, desk):
    org = desk.org
    seen = console("external")
    page = seen.page
    page.get_by_role("button", name="标签", exact=True).click()
    drawer = page.locator(".oc-insp")
    drawer.get_by_label("新的标签组").fill("地区")
    drawer.get_by_role("button", name="新建").click()
    told(page, "已新建标签组「地区」")
    drawer.get_by_label("给「地区」加一个标签").fill("华东")
    page.keyboard.press("Enter")
    told(page, "已修改标签组「地区」")
    drawer.locator(".oc-chip", has_text="华东").wait_for()
    seen.shot("console-labels")
    page.keyboard.press("Escape")
    drawer.wait_for(state="detached")

    # Fields of its own: the type decides what may stand in one.
    page.get_by_role("button", name="字段", exact=True).click()
    drawer.get_by_role("button", name="添加字段").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("#label").fill("合作年数")
    dialog.locator("#type").click()
    page.get_by_title("数字", exact=True).click()
    dialog.get_by_role("button", name="添加").click()
    told(page, "已添加字段「合作年数」")
    dialog.wait_for(state="hidden")
    drawer.get_by_role("switch", name="合作年数: 对员工展示").wait_for()
    seen.shot("console-contact-fields")
    page.keyboard.press("Escape")
    drawer.wait_for(state="detached")

    page.get_by_role("button", name="添加外部联系人").first.click()
    drawer = page.locator(".oc-insp")
    mobile = mobile_number()
    drawer.get_by_label("姓名").fill("章薇")
    page.locator("#mobile").fill(mobile)
    page.locator("#label_ids").click()
    page.keyboard.type("华东")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    drawer.get_by_label("公司").fill("明澄律师事务所")
    drawer.get_by_label("合作年数").fill("很久")
    drawer.get_by_role("button", name="保存").click()
    drawer.locator(".ant-form-item-explain-error").wait_for()
    drawer.get_by_label("合作年数").fill("3")
    drawer.get_by_role("button", name="保存").click()
    told(page, "已添加 章薇")
    row = page.locator(".oc-rows li", has_text="章薇")
    row.locator(".oc-label", has_text="华东").wait_for()
    seen.shot("console-external-added")

    row.get_by_role("button").click()
    assert drawer.get_by_label("合作年数").input_value() == "3"
    drawer.get_by_label("职务").fill("顾问律师")
    drawer.get_by_role("button", name="保存").click()
    told(page, "已修改 章薇")
    page.locator(".oc-rows li", has_text="明澄律师事务所 · 顾问律师").wait_for()

    # The number that somebody has is refused; what was typed stays.
    page.get_by_role("button", name="添加外部联系人").first.click()
    drawer.get_by_label("姓名").fill("章重")
    page.locator("#mobile").fill(mobile)
    page.locator("#label_ids").click()
    page.keyboard.type("华东")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    drawer.get_by_role("button", name="保存").click()
    page.locator(".ant-message-notice").first.wait_for()
    assert drawer.get_by_label("姓名").input_value() == "章重"
    drawer.get_by_role("button", name="取消").click()

    # A label that somebody has stays, and why is told.
    page.goto("/console/external?labels=1")
    drawer = page.locator(".oc-insp")
    drawer.locator(".oc-chip", has_text="华东").get_by_role("button").click()
    page.locator(".ant-message-notice").first.wait_for()
    drawer.locator(".oc-chip", has_text="华东").wait_for()
    page.keyboard.press("Escape")

    page.locator(".oc-rows li", has_text="章薇").get_by_role("button").click()
    page.locator(".oc-insp").get_by_role("button", name="移除", exact=True).click()
    told(page, "已移除 章薇")
    page.locator(".oc-rows li", has_text="章薇").wait_for(state="detached")
    undo(page)
    page.locator(".oc-rows li", has_text="章薇").wait_for()
    assert mobile in [one["mobile"] for one in org.contacts()]
