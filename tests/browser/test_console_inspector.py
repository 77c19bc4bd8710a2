"""What an app asked and was answered, what organizations that take part are set to, and how the organization itself is set."""

import os
import re

import pytest
import requests

from conftest import until
from desk import Desk, told, undo
from kit.receiver import Receiver


@pytest.mark.parametrize("size,theme", [("desktop", "dark"), ("phone", "light")])
def test_a_refused_call_is_read_mended_and_made_again(console, desk, server, size, theme):
    app = desk.org.app("qyapi_base", "all", name="考勤同步")
    seen = console(f"apps?app={app.key}", size=size, theme=theme)
    page = seen.page
    page.get_by_role("button", name="开始记录").click()
    told(page, "正在记录「考勤同步」的请求")
    page.get_by_role("button", name="停止记录").wait_for()
    answer = app.call("/topapi/v2/user/get", userid="zhou")
    assert answer["errcode"] == 88, answer
    row = page.locator(".oc-request-row", has_text="/topapi/v2/user/get").first
    row.wait_for()
    row.locator(".oc-tag-error").wait_for()
    row.click()
    view = page.locator("section.oc-request")
    view.locator("pre", has_text='"zhou"').first.wait_for()
    assert app.token not in page.content() and app.secret not in page.content()
    seen.shot(f"console-request-{size}-{theme}")
    code = view.locator("section[aria-label=重现] pre")
    assert code.inner_text().startswith("curl -X POST '")
    assert '"$TOKEN"' in code.inner_text() and "***" not in code.inner_text()
    view.locator(".ant-segmented-item", has_text="Python").click()
    # What is shown is a program: it makes the same call.
    source = code.inner_text()
    called = {}
    stand_in = type("Requests", (), {"request": staticmethod(lambda *a, **k: called.update(a=a, k=k) or requests.Response())})
    program = compile(source.replace("import requests", ""), "shown", "exec")

    os.environ["TOKEN"] = app.token
    exec(program, {"requests": stand_in, "print": lambda *_: None})
    assert called["a"] == ("POST", f"{server.url}/topapi/v2/user/get")
    again = requests.request(*called["a"], **called["k"])
    assert again.json()["errcode"] == 88

    page.get_by_role("button", name="开通权限").click()
    told(page, "已修改考勤同步的接口权限")
    page.get_by_role("button", name="开通权限").wait_for(state="detached")
    assert requests.request(*called["a"], **called["k"]).json()["errcode"] == 0
    # Newer calls come by themselves, and those that failed can be looked at alone.
    page.locator(".oc-request-row .ob-tag:not(.oc-tag-error):not(.ob-tag-warning)").first.wait_for()
    page.locator(".ant-segmented-item", has_text="失败").click()
    page.locator(".oc-request-row .ob-tag:not(.oc-tag-error):not(.ob-tag-warning)").first.wait_for(state="detached")
    assert page.evaluate("document.documentElement.scrollWidth") <= seen.page.viewport_size["width"]
    page.get_by_role("button", name="停止记录").click()
    told(page, "不再记录「考勤同步」的请求")
    page.get_by_role("button", name="开始记录").wait_for()


def test_how_a_partner_is_set_is_read_back(console, desk, furniture):
    seen = console(f"partners?partner={furniture.guest}")
    page = seen.page
    drawer = page.locator(".oc-insp")
    switch = drawer.get_by_role("switch", name="对外隐藏")
    switch.click()
    told(page, "已修改：对外隐藏")
    drawer.locator("[role=switch][aria-label=对外隐藏][aria-checked=true]").wait_for()
    page.reload()
    drawer.locator("[role=switch][aria-label=对外隐藏][aria-checked=true]").wait_for()
    seen.shot("console-partner-rules")
    switch.click()
    drawer.locator("[role=switch][aria-label=对外隐藏][aria-checked=false]").wait_for()


def test_the_own_application_to_another_organization_is_withdrawn(console, furniture):
    page = console("partners").page
    row = page.locator("li", has_text="本组织参与其中")
    row.get_by_role("button", name="撤回申请").click()
    told(page, "已撤回对")
    row.wait_for(state="detached")
    assert furniture.own("GET", "console/fields")["fields"], "the organization itself stays"


def test_the_organization_is_renamed_and_back(console, desk):
    seen = console("settings")
    page = seen.page
    page.get_by_role("button", name=re.compile("^名称：")).click()
    page.locator(".oc-edit-field").fill("示例集团")
    page.keyboard.press("Enter")
    told(page, "已修改：名称")
    page.get_by_role("button", name=re.compile("名称：.*示例集团")).wait_for()
    seen.shot("console-settings")
    undo(page)
    page.get_by_role("button", name=re.compile("名称：.*示例公司")).wait_for()


def test_administrators_are_asked_for_a_second_factor_where_that_is_switched_on(visit, server):
    # An organization of its own: nobody administers it any further.
    page = Desk(server).sign_in(visit()).page
    page.goto("/console/settings")
    switch = page.get_by_role("switch", name="管理员要有第二重验证")
    switch.wait_for()
    page.wait_for_selector(".oc-several:has-text('还没有设置') >> text=Founder")
    # Whoever switches it on is not let in any further before he has one himself.
    switch.click()
    page.wait_for_url("**/account?to=/console")
    page.goto("/console/members")
    page.wait_for_url("**/account?to=/console")


def test_an_own_provider_that_does_not_answer_is_refused(console):
    page = console("settings").page
    place = page.get_by_role("region", name="自有登录服务")
    place.get_by_role("button", name="设置").click()
    place.get_by_role("button", name="保存").click()
    place.locator(".ant-form-item-explain-error").first.wait_for()
    place.get_by_label("服务地址").fill("not an address")
    place.get_by_label("客户端 ID").fill("orgbook")
    place.get_by_role("button", name="保存").click()
    page.locator(".ant-message-notice").first.wait_for()
    assert place.get_by_label("客户端 ID").input_value() == "orgbook", "what was typed stays"


def test_rows_that_are_wrong_are_mended_where_they_stand(console, desk):
    seen = console("import")
    page = seen.page
    lines = "UserID,姓名,手机号,部门,职位\n,顾清,1.38E+10,研发中心/平台研发部,专员\n,顾明,13500010002,,专员\n"
    file = {"name": "补录.csv", "mimeType": "text/csv", "buffer": ("\ufeff" + lines).encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_selector(".oc-tiles")
    page.locator(".oc-tile", has_text="需处理").click()
    row = page.locator(".oc-plan-row[data-index]", has=page.locator("input[value='顾清']"))
    row.wait_for()
    # The list is read anew for the tile: it may be empty for a moment.
    until(page, "document.querySelectorAll('.oc-plan-row[data-index]').length === 2")
    seen.shot("console-mend")
    mobile = row.get_by_label("手机号")
    assert mobile.get_attribute("aria-invalid") == "true"
    # What is still wrong stays, and says so.
    with page.expect_response("**/cells") as answered:
        mobile.fill("135")
        page.keyboard.press("Enter")
    assert answered.value.ok, answered.value.text()
    row.locator(".oc-bad-text", has_text="手机号为 11 位数字").wait_for()
    mobile.fill("13500010001")
    page.keyboard.press("Enter")
    row.wait_for(state="detached")
    page.locator(".oc-plan-row[data-index]").get_by_label("部门").fill("研发中心/预研实验室")
    page.keyboard.press("Enter")
    page.wait_for_selector(".oc-tile:has-text('需处理') strong:has-text('0')")
    page.locator(".oc-tile", has_text="全部变更").click()
    page.get_by_role("button", name="应用", exact=False).last.click()
    told(page, "已应用「补录.csv」")
    assert desk.org.all.ok("/topapi/v2/user/getbymobile", mobile="13500010001")["userid"]
    assert desk.org.all.ok("/topapi/v2/user/getbymobile", mobile="13500010002")["userid"]


def test_what_an_app_was_told_is_listed_and_told_again(console, desk):
    app = desk.org.app("all", "all", name="门禁")
    receiver = Receiver(desk.org.corp_id)
    assert app.call("/call_back/register_call_back", receiver.registration("user_modify_org"))["errcode"] == 0
    desk.org.all.ok("/topapi/v2/user/update", userid="zhou", title="总架构师")
    first = receiver.wait(1)
    seen = console(f"apps?app={app.key}")
    page = seen.page
    row = page.locator(".oc-deliveries tr", has_text="user_modify_org").first
    row.wait_for()
    assert "已送达" in row.inner_text()
    row.get_by_role("button", name="再次发送").click()
    told(page, "user_modify_org 会再次发送")
    page.locator(".oc-deliveries tr", has_text="手动重发").wait_for()
    bars = page.locator(".oc-hours-said").get_by_role("img", name="近 24 小时：送达 1 条，尝试失败 0 次")
    bars.wait_for()
    assert page.locator(".oc-hours-said").inner_text().startswith("100%")
    seen.shot("console-deliveries")
    again = receiver.wait(2)
    assert [event["EventType"] for event in again] == ["user_modify_org"] * 2 and again[0] == first[0]
    receiver.close()
