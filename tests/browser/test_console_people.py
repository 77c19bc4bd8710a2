"""What an administrator fills in of people, and how they get in for the first time."""

import json
import re
import urllib.parse

import requests

from desk import at_last, pick, refused, serious, told, undo
from kit.client import mobile_number
from kit.own import Admin

FIELDS = [
    ("工位号", "number", None),
    ("班次", "singleChoice", ["早班", "晚班"]),
    ("语言", "multiChoice", ["中文", "英文", "日文"]),
    ("导师", "person", None),
    ("主页", "link", None),
]


def own_fields(org):
    """The organization's own fields, made where they are not there: ids by label."""
    admin = Admin(org, "founder")
    there = {field["label"]: field["id"] for field in admin.ok("GET", "console/fields")["fields"]}
    for label, type_, choices in FIELDS:
        if label not in there:
            body = {"label": label, "type": type_} | ({"choices": choices} if choices else {})
            there[label] = admin.ok("POST", "console/fields", body)["id"]
    return there


def values(org, userid):
    return json.loads(org.person(userid).get("extension") or "{}")


def choose(page, where, label, *options):
    where.get_by_role("combobox", name=label).click()
    for option in options:
        page.locator(".ant-select-dropdown:visible .ant-select-item-option", has_text=option).click()
        where.locator(".ant-select", has_text=option).wait_for()
    if len(options) > 1:
        # What takes several stays open for the next one.
        where.locator("h2").first.click()


def test_own_fields_are_filled_in_as_their_types_want_it(console, desk):
    org, ids = desk.org, own_fields(desk.org)
    seen = console(f"members?dept={desk.lab}&person=gu")
    page = seen.page
    panel = page.locator(".oc-insp")
    number = panel.get_by_role("button", name=re.compile("^工位号"))
    number.click()
    panel.get_by_label("工位号").fill("forty-two")
    page.keyboard.press("Enter")
    refused(page, "工位号要填数字")
    number.click()
    panel.get_by_label("工位号").fill("42")
    page.keyboard.press("Enter")
    told(page, "工位号")
    at_last(page, lambda: values(org, "gu") == {ids["工位号"]: "42"})
    choose(page, panel, "班次", "晚班")
    at_last(page, lambda: values(org, "gu").get(ids["班次"]) == "晚班")
    panel.get_by_role("button", name="导师").click()
    pick(page, "周牧野")
    panel.locator(".oc-chip", has_text="周牧野").wait_for()
    at_last(page, lambda: values(org, "gu").get(ids["导师"]) == "zhou")
    seen.shot("console-own-fields")
    assert serious(page) == []
    undo(page)
    at_last(page, lambda: ids["导师"] not in values(org, "gu"))
    assert values(org, "gu") == {ids["工位号"]: "42", ids["班次"]: "晚班"}


def test_own_fields_are_in_the_form_of_somebody_new(console, desk):
    org, ids = desk.org, own_fields(desk.org)
    seen = console(f"members?dept={desk.lab}&add=1")
    page = seen.page
    form = page.locator(".oc-insp")
    form.get_by_label("姓名").fill("新来的")
    form.get_by_label("手机", exact=True).fill(mobile_number())
    form.get_by_label("userid").fill("newbie")
    form.get_by_label("主页").fill("javascript:alert(1)")
    form.get_by_role("button", name="添加", exact=True).last.click()
    form.locator(".ant-form-item-explain-error", has_text="网址").wait_for()
    assert org.all.call("/topapi/v2/user/get", userid="newbie")["errcode"] == 60121
    form.get_by_label("主页").fill("https://example.com/n")
    choose(page, form, "语言", "中文", "日文")
    seen.shot("console-own-fields-new")
    form.get_by_role("button", name="添加", exact=True).last.click()
    told(page, "新来的")
    assert values(org, "newbie") == {ids["语言"]: "中文,日文", ids["主页"]: "https://example.com/n"}


def test_whoever_never_signed_in_gets_a_link_that_works_once(console, desk, server):
    seen = console(f"members?dept={desk.platform}&person=wang1")
    page = seen.page
    page.locator(".oc-insp").get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="登录或设置密码的链接…").click()
    link = page.get_by_role("dialog").locator("code")
    link.wait_for()
    seen.shot("console-link")
    code = urllib.parse.urlparse(link.inner_text()).path.rsplit("/", 1)[1]
    reset = lambda: requests.post(
        f"{server.url}/v1.0/orgbook/sign-in/reset", json={"code": code, "password": "Correct-horse-7"}, timeout=30
    )
    first = reset()
    assert (first.status_code, first.json()["state"]) == (200, "signedIn"), first.text
    assert reset().status_code == 410
    assert desk.org.person("wang1")["active"] is True


def test_links_of_several_are_saved_as_a_file_and_who_gets_none_is_named(console, desk):
    org = desk.org
    # Enterprise accounts work at once: nobody has to let them in.
    org.account("sso1", desk.lab, name="罗单点")
    org.user("brief", desk.lab, name="罗短暂")
    seen = console(f"members?dept={desk.lab}")
    page = seen.page
    for name in ("顾南乔", "罗单点", "罗短暂"):
        page.get_by_role("checkbox", name=f"选择 {name}").check()
    org.all.ok("/topapi/v2/user/delete", userid="brief")
    page.get_by_role("toolbar").get_by_role("button", name="登录链接").click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as saved:
        dialog.get_by_role("button", name="把 1 个链接存为文件").click()
    lines = open(saved.value.path(), encoding="utf-8-sig").read().splitlines()
    assert len(lines) == 2 and "顾南乔" in lines[1] and "/reset/" in lines[1], lines
    dialog.locator("li", has_text="罗短暂").wait_for()
    seen.shot("console-links")
    assert serious(page) == []


def test_the_mail_address_of_the_organization_is_filled_in(console, desk):
    seen = console(f"members?dept={desk.sales}&person=chen")
    page = seen.page
    panel = page.locator(".oc-insp")
    panel.get_by_role("button", name=re.compile("^企业邮箱")).click()
    panel.get_by_label("企业邮箱").fill("yanqiu.chen@corp.example.com")
    page.keyboard.press("Enter")
    told(page, "企业邮箱")
    at_last(page, lambda: desk.org.person("chen").get("org_email") == "yanqiu.chen@corp.example.com")


def test_a_group_of_a_department_has_an_owner_of_it(console, desk):
    org = desk.org
    org.all.ok("/topapi/v2/department/update", dept_id=desk.lab, create_dept_group=True)
    org.user("late", desk.lab, name="罗晚来")
    owner = lambda: org.department_of(desk.lab).get("org_dept_owner")
    page = console(f"members?dept={desk.lab}").page
    page.get_by_role("button", name="部门设置").click()
    page.get_by_role("menuitem", name="设置").click()
    row = page.locator(".oc-insp").locator(".oc-several", has_text="群主")
    for name, userid in (("顾南乔", "gu"), ("罗晚来", "late")):
        row.locator("button.oc-touch").click()
        pick(page, name)
        told(page, "群主")
        at_last(page, lambda: owner() == userid)
        row.locator(".oc-chip", has_text=name).wait_for()
    assert row.locator(".oc-chip").count() == 1
    row.get_by_role("button", name="换人").click()
    pick(page, "陈砚秋")
    refused(page, "chen")
    assert owner() == "late"
