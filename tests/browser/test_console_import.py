"""A file is a plan first: looked at, partly deselected, applied with the good rows, undone as a whole."""

from desk import at_last, serious, told, undo
from kit.browser import authenticator
from kit.own import Admin

BAD = 7


def people_file(count):
    """A file with new people, one who changes, one who moves, one who leaves, and rows that are wrong."""
    lines = ["UserID,姓名,手机号,部门,职位,离职"]
    lines += [f",新人{number:04},1357000{number:04},研发中心/平台研发部,专员," for number in range(count)]
    lines += ["zhou,,,,总架构师,", "wang1,,,研发中心/预研实验室,,", "wang2,,,,,是"]
    lines += [f",坏行{number},1.38E+10,研发中心,," for number in range(BAD)]
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def test_a_plan_is_looked_at_applied_and_undone(visit, desk):
    seen = desk.sign_in(visit())
    page, org = seen.page, desk.org
    page.set_default_timeout(20_000)
    page.goto("/console/import")
    page.locator("input[type=file]").set_input_files({"name": "编制.csv", "mimeType": "text/csv", "buffer": people_file(990)})
    page.wait_for_selector(".oc-tiles")
    numbers = [int(text.replace(",", "")) for text in page.locator(".oc-tile strong").all_inner_texts()]
    assert numbers == [993, 990, 1, 1, 1, BAD]
    # Where people join, move and leave, and what is not concerned.
    where = page.locator(".oc-effects tr", has_text="研发中心")
    at_last(page, lambda: where.locator("td").all_inner_texts() == ["研发中心", "+990", "−1", "1"])
    assert page.locator(".oc-effects tr[data-total] td").all_inner_texts() == ["全组织", "+990", "−1", "1"]
    page.get_by_text("离职 1 人，上限 20 人").wait_for()
    page.get_by_text("其余 6 人保持原样").wait_for()
    page.get_by_text("没有应用订阅事件").wait_for()
    assert page.locator(".oc-steps [aria-current=step]").inner_text() == "计划"
    # The keys go through the rows, and tick them.
    page.keyboard.press("j")
    page.keyboard.press("j")
    line = page.locator(".oc-plan-row[data-current]")
    assert line.get_attribute("data-index") == "1"
    page.keyboard.press("x")
    line.locator(".ant-checkbox-checked").wait_for(state="detached")
    at_last(page, lambda: where.locator("td").nth(1).inner_text() == "+989")
    page.keyboard.press("x")
    line.locator(".ant-checkbox-checked").wait_for()
    page.keyboard.press("Escape")
    seen.shot("console-plan")
    assert serious(page) == []
    page.locator(".oc-tile", has_text="需处理").click()
    page.wait_for_selector(".oc-bad-text")
    assert page.locator(".oc-plan-row[data-index]").count() == BAD
    page.locator(".oc-tile", has_text="离职").click()
    page.locator(".oc-plan-row[data-index]", has_text="离职").get_by_role("checkbox").click()
    page.wait_for_selector(".oc-plan-row[data-index] .ant-checkbox-checked", state="detached")
    page.locator(".oc-tile", has_text="修改").click()
    row = page.locator(".oc-plan-row[data-index]", has_text="总架构师")
    row.wait_for()
    assert row.locator("del").inner_text() == "首席架构师"
    assert org.person("zhou")["title"] == "首席架构师", "nothing is done yet"
    page.get_by_role("button", name="应用", exact=False).last.click()
    told(page, "已应用「编制.csv」")
    assert org.person("zhou")["title"] == "总架构师"
    assert org.person("wang1")["dept_id_list"] == [desk.lab]
    assert org.person("wang2")["name"] == "王海宁", "whoever was deselected stays"
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载问题行").click()
    assert open(saved.value.path(), "rb").read(2) == b"PK"
    undo(page)
    told(page, "已撤销「编制.csv」")
    assert org.person("zhou")["title"] == "首席架构师"
    assert org.person("wang1")["dept_id_list"] == [desk.platform]
    seen.shot("console-plan-undone")
    # A plan that was applied is taken back from the list, too.
    page.goto("/console/import")
    content = {"name": "职务.csv", "mimeType": "text/csv", "buffer": "UserID,职位\nzhou,首席\n".encode()}
    page.locator("input[type=file]").set_input_files(content)
    page.wait_for_selector(".oc-tiles")
    page.keyboard.press("Control+Enter")
    told(page, "已应用「职务.csv」")
    page.get_by_role("button", name="返回").click()
    recent = page.locator(".oc-recent", has_text="职务.csv")
    recent.locator("[data-state=applied]").wait_for()
    seen.shot("console-import-recent")
    recent.get_by_role("button", name="撤销").click()
    told(page, "已撤销「职务.csv」")
    recent.locator("[data-state=undone]").wait_for()
    assert org.person("zhou")["title"] == "首席架构师"


def test_people_are_handed_out_to_whoever_shows_the_second_factor(console, desk):
    org = desk.org
    org.user("sec", desk.lab, name="罗谨慎")
    Admin(org, "founder").ok("PUT", "console/admins/sec", {"kind": "primary"})
    seen = console("import", userid="sec")
    page = seen.page
    row = page.locator(".oc-card-row", has_text="导出")
    with page.expect_download() as saved:
        row.get_by_role("button", name="下载").click()
    assert open(saved.value.path(), "rb").read(2) == b"PK"
    csrf = page.request.get("/v1.0/orgbook/session").json()["csrf"]
    sent = lambda path, **body: page.request.post(
        f"/v1.0/orgbook/{path}", data=body, headers={"x-orgbook-csrf": csrf, "origin": org.server.url}
    ).json()
    secret = sent("second-factor")["secret"]
    kept = sent("second-factor/confirm", code=authenticator(secret))["recoveryCodes"]
    page.goto("/console/import")
    row.get_by_role("button", name="下载").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_role("button", name="下载").is_disabled()
    dialog.get_by_label("第二重验证的验证码").fill("000000")
    page.keyboard.press("Enter")
    dialog.get_by_role("alert").wait_for()
    seen.shot("console-export-code")
    assert serious(page) == []
    dialog.get_by_label("第二重验证的验证码").fill(kept[0])
    with page.expect_download() as saved:
        dialog.get_by_role("button", name="下载").click()
    assert open(saved.value.path(), "rb").read(2) == b"PK"
    dialog.wait_for(state="hidden")
    page.goto("/console/audit?kind=export")
    rows = page.locator(".oc-audit-row", has_text="把成员导出成了文件")
    rows.first.wait_for()
    assert rows.count() == 2
    assert "罗谨慎" in rows.first.inner_text()
    seen.shot("console-audit-exports")
