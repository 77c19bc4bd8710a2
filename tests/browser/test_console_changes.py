"""What was changed is told with before and after: in the history of somebody, in the audit log, on the overview."""

import re

from desk import at_last


def test_a_change_stands_in_history_audit_and_overview(visit, desk):
    seen = desk.sign_in(visit())
    page = seen.page
    desk.org.all.ok("/topapi/v2/user/update", userid="xu", title="身份平台负责人")
    page.goto(f"/console/members?dept={desk.platform}&person=xu&tab=history")
    line = page.locator(".oc-timeline li", has_text="身份平台负责人").first
    line.wait_for()
    assert line.locator("del").inner_text() == "组长"
    assert line.locator("ins").inner_text() == "身份平台负责人"
    seen.shot("console-history")

    page.goto("/console/audit?object=user:xu&kind=user.changed")
    row = page.locator(".oc-audit-row", has_text="身份平台负责人").first
    row.wait_for()
    assert "/topapi/v2/user/update" in row.inner_text()
    row.click()
    page.locator(".oc-insp").get_by_text("身份平台负责人").first.wait_for()
    seen.shot("console-audit-entry")
    page.keyboard.press("Escape")

    page.goto("/console/overview")
    page.wait_for_selector(".oc-big")
    page.wait_for_selector(".oc-trend")
    page.locator(".oc-panel", has_text="最近的变更").get_by_text("身份平台负责人").first.wait_for()
    seen.shot("console-overview")


def test_the_audit_is_saved_and_formulas_in_it_are_not_run(visit, desk):
    desk.org.all.ok("/topapi/v2/user/update", userid="xu", title="=1+1")
    seen = desk.sign_in(visit())
    seen.page.goto("/console/audit?object=user:xu")
    seen.page.wait_for_selector(".oc-audit-row")
    with seen.page.expect_download() as saved:
        seen.page.get_by_role("button", name="导出").click()
    text = open(saved.value.path(), encoding="utf-8-sig").read()
    assert text.splitlines()[0].startswith("number,at,kind,actor")
    assert "/topapi/v2/user/update" in text
    assert not [cell for line in text.splitlines()[1:] for cell in line.split('","') if cell.lstrip('"').startswith("=")]


def test_what_changed_is_called_by_a_word_of_the_language(visit, desk, furniture):
    """Members that the log tells have names in both languages; points in time are told as such."""
    desk.as_founder("POST", f"console/apps/{furniture.app.key}/recording", {"minutes": 5})
    desk.org.all.ok("/topapi/v2/user/update", userid="xu", hide_mobile=True, work_place="杭州", telephone="8-1")
    desk.org.all.ok("/topapi/v2/department/update", dept_id=desk.lab, outer_dept=True, brief="预研")
    desk.as_founder("PUT", "console/organization", {"language": "zh-CN"})
    for language, foreign in (("zh-CN", r"^[\x00-\x7f]+$"), ("en", r"[\u4e00-\u9fff]|^[a-z]+[A-Z]")):
        page = desk.sign_in(visit(language=language)).page
        line = page.locator(".oc-change-line", has_text={"zh-CN": "记录请求至", "en": "Calls recorded until"}[language])

        def listed():
            page.goto("/console/audit")
            page.locator(".oc-audit-row").first.wait_for()
            page.wait_for_load_state("networkidle")
            return line.count() > 0

        at_last(page, listed)
        names = set(page.locator(".oc-change-line > .ob-2").all_inner_texts())
        assert len(names) >= 6, names
        assert [name for name in names if re.search(foreign, name)] == []
        assert re.search(r"\d\d:\d\d$", line.first.locator("ins").inner_text())
