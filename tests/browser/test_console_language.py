"""What the server says is in the language of the page, and names that are there already are pointed out."""

from desk import at_last

WRONG = "UserID,姓名,手机号,部门,离职\n,坏行一,1.38E+10,研发中心,\nwang1,,,,也许\n,周牧野,13570009999,研发中心,\n"


def send_file(page, text, name="名单.csv"):
    page.goto("/console/import")
    buffer = ("\ufeff" + text).encode()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": buffer})


def said_of_rows(page):
    # The list is read anew when only those rows are asked for: both are there before and after, and not in between.
    told = []

    def both():
        told[:] = page.locator(".oc-bad-text").all_inner_texts()
        return len(told) == 2

    at_last(page, both)
    return told


def test_errors_of_rows_are_in_the_language_of_the_page(visit, desk):
    seen = desk.sign_in(visit())
    page = seen.page
    send_file(page, WRONG)
    page.locator(".oc-tile", has_text="需处理").click()
    assert said_of_rows(page) == [
        "手机：表格软件把这个号码截成了 1.38E+10；请把这一列设为文本格式",
        "离职：填“是”或“否”，现在是 也许",
    ]
    seen.shot("console-plan-wrong")
    # The same plan reads in the other language, on a phone too.
    for size in ("desktop", "phone"):
        other = desk.sign_in(visit(size, language="en"))
        other.page.goto(page.url)
        english = " ".join(said_of_rows(other.page))
        assert "the spreadsheet has cut this number to 1.38E+10" in english and "yes or no, got 也许" in english
        other.shot(f"console-plan-wrong-en-{size}")


def test_names_that_are_there_are_pointed_out(visit, desk):
    seen = desk.sign_in(visit())
    page = seen.page
    send_file(page, WRONG)
    page.locator(".oc-tile", has_text="新增").click()
    tag = page.locator(".oc-plan-row .ob-tag-warning")
    tag.wait_for()
    assert tag.inner_text().strip() == "已有同名：周牧野 · 平台研发部"
    page.get_by_text("1 位新人与现有的人同名").wait_for()
    seen.shot("console-plan-same-name")
    page.goto("/console/members?add=1")
    name = page.locator("#name")
    name.fill("王海宁")
    note = page.locator(".oc-namesakes")
    note.wait_for()
    assert note.inner_text().count("王海宁 · 平台研发部") == 2
    seen.shot("console-add-same-name")
    name.fill("没有人叫这个")
    note.wait_for(state="detached")


def test_a_refused_command_is_told_in_the_language_of_the_page(visit, desk):
    for language, told in (("zh-CN", "不认识的列：鞋码"), ("en", "unknown columns: 鞋码")):
        seen = desk.sign_in(visit(language=language))
        send_file(seen.page, "姓名,鞋码\n甲,乙\n", "错.csv")
        seen.page.get_by_text(told).wait_for()
        seen.problems.clear()


def test_the_organization_is_handed_over_by_name(visit, desk):
    seen = desk.sign_in(visit())
    page = seen.page
    page.goto("/console/admins?person=lin")
    page.get_by_role("button", name="设为管理员").click()
    page.locator(".oc-line-row", has_text="林知夏").click()
    page.get_by_role("button", name="移交为创建者").click()
    sure = page.locator(".ant-modal")
    hand_over = sure.get_by_role("button", name="移交为创建者")
    typed = sure.get_by_label("输入 林知夏 以确认")
    typed.fill("林知")
    assert hand_over.is_disabled()
    typed.fill("林知夏")
    seen.shot("console-hand-over")
    hand_over.click()
    page.locator(".oc-line-row", has_text="林知夏").locator(".ob-tag", has_text="创建者").wait_for()
