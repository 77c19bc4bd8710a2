"""The log: sign-ins by themselves, what an administrator did himself, and for how long it is told."""

import pytest

from desk import at_last, serious, told, undo

SETTINGS = "/v1.0/orgbook/console/audit-settings"


def test_sign_ins_are_chosen_and_stand_by_themselves(console, desk):
    seen = console("audit")
    page = seen.page
    page.locator(".oc-audit-row").first.wait_for()
    assert page.locator(".oc-audit-row", has_text="登录了").count() == 0
    page.get_by_role("combobox", name="类型").click()
    page.locator(".ant-select-item", has_text="登录").filter(has_not_text="凭据").first.click()
    row = page.locator(".oc-audit-row", has_text="登录了").first
    row.wait_for()
    assert "/v1.0/orgbook/sign-in" in row.inner_text()
    assert "kind=signIn" in page.url
    row.click()
    page.locator(".oc-insp").get_by_text("登录时间").wait_for()
    seen.shot("console-audit-sign-ins")
    page.goto("/console/audit?kind=credential")
    page.locator(".oc-audit-row", has_text="登录凭据").first.wait_for()
    assert page.locator(".oc-audit-row", has_text="登录时间").count() == 0


def test_without_the_module_the_log_is_what_one_did_oneself(console, desk):
    desk.as_founder("PUT", "console/admins/chen", {"kind": "sub", "modules": ["contacts"]})
    desk.org.all.ok("/topapi/v2/user/update", userid="xu", title="别人改的")
    seen = console("audit?kind=user.changed&object=user:xu", "chen")
    page = seen.page
    page.get_by_text("你只能看到自己做过的").wait_for()
    assert page.get_by_role("button", name="保留时间").count() == 0
    page.goto(f"/console/members?dept={desk.platform}&person=xu&tab=history")
    page.get_by_text("还没有关于此人的记录").wait_for()
    page.goto("/console/audit?kind=signIn")
    page.locator(".oc-audit-row", has_text="陈砚秋").first.wait_for()
    assert page.locator(".oc-audit-row", has_text="Founder").count() == 0
    page.goto("/console/overview")
    page.get_by_role("heading", name="你最近做的").wait_for()
    assert page.locator(".oc-trend").count() == 0
    seen.shot("console-audit-own")
    answer = page.request.get(SETTINGS)
    assert answer.status == 403, answer.text()


@pytest.mark.parametrize(("size", "theme", "language"), [("desktop", "light", "zh-CN"), ("desktop", "dark", "en"), ("phone", "dark", "zh-CN")])
def test_how_long_the_log_is_told_is_set_and_taken_back(console, desk, size, theme, language):
    desk.as_founder("PUT", "console/audit-settings", {"days": 0})
    seen = console("audit", size=size, theme=theme, language=language)
    page = seen.page
    said = {"zh-CN": ("保留时间", "日志可查多久", "180 天", "日志可查"), "en": ("Retention", "The log is told for", "180 days", "Log told")}[language]
    page.get_by_role("button", name=said[0]).click()
    choice = page.get_by_role("combobox", name=said[1])
    choice.wait_for()
    assert serious(page) == []
    choice.click()
    page.locator(".ant-select-item", has_text=said[2]).click()
    told(page, said[3])
    stored = lambda: page.request.get(SETTINGS).json().get("days")
    at_last(page, lambda: stored() == 180)
    seen.shot(f"console-audit-keep-{size}-{theme}")
    undo(page)
    at_last(page, lambda: stored() is None)
