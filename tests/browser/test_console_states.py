"""What the console shows before its pages, in their place and over them hinders nobody either, and says what to do."""

import re

import pytest

from desk import PAGES, Desk, serious
from kit.client import Organization

READS = re.compile(r"/(v1\.0/orgbook/(?!session)|v1\.0/contact/|topapi/|role/)")
LOOKS = [("zh-CN", "light", "desktop"), ("en", "dark", "phone")]


class Founded(Desk):
    """An organization in which nobody is but the one who made it."""

    def __init__(self, server):
        self.org = Organization(server, server.store, "typed")


@pytest.fixture(scope="module")
def bare(server):
    return Founded(server)


def scanned(page, name, wrong):
    """Notes what hinders somebody, and words that are none."""
    if found := serious(page):
        wrong[f"{name}: axe"] = found
    if "{{" in page.inner_text("body"):
        wrong[f"{name}: words"] = page.inner_text("body")
    width = page.viewport_size["width"]
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        wrong[f"{name}: width"] = wide


@pytest.mark.parametrize("language,theme,size", LOOKS)
def test_what_is_on_its_way_is_seen_as_what_it_will_be(visit, desk, language, theme, size):
    seen = desk.sign_in(visit(size, language, theme))
    page, held, wrong = seen.page, [], {}
    page.route(READS, lambda route: held.append(route))
    for name in PAGES:
        page.goto(f"/console/{name}", wait_until="domcontentloaded")
        page.wait_for_selector("h1.oc-title")
        page.locator(".ob-skeleton").first.wait_for()
        if page.locator(".ant-spin:visible").count():
            wrong[f"{name}: spinner"] = page.url
        scanned(page, name, wrong)
        seen.shot(f"console-state-waiting-{name}-{size}")
    page.unroute_all(behavior="ignoreErrors")
    page.goto("about:blank")
    seen.problems.clear()
    assert not wrong, "\n".join(f"{what}: {told}" for what, told in wrong.items())


@pytest.mark.parametrize("language,theme,size", LOOKS)
def test_where_nothing_is_yet_it_is_said_what_belongs_there(visit, bare, language, theme, size):
    seen = bare.sign_in(visit(size, language, theme))
    page, wrong = seen.page, {}
    empty = ["leavers", "partners", "accounts", "applications", "visibility", "visibility?tab=executive", "external", "members?q=zzz", "audit?from=2001-01-01&to=2001-01-02"]
    for name in [*PAGES, *empty]:
        page.goto(f"/console/{name}")
        page.wait_for_selector("h1.oc-title")
        page.wait_for_load_state("networkidle")
        page.wait_for_selector(".ob-skeleton", state="hidden")
        if name in empty and not page.locator(".ob-state strong:visible").count():
            wrong[f"{name}: says nothing"] = page.inner_text("main")
        scanned(page, name, wrong)
        seen.shot(f"console-state-empty-{name.replace('?', '-')}-{size}")
    assert not wrong, "\n".join(f"{what}: {told}" for what, told in wrong.items())


@pytest.mark.parametrize("language,theme,size", LOOKS)
def test_what_failed_hinders_nobody(visit, desk, language, theme, size):
    seen = desk.sign_in(visit(size, language, theme))
    page, wrong = seen.page, {}
    answer = {"code": "Forbidden", "requestid": "abcdef", "message": "no"}
    page.route(READS, lambda route: route.fulfill(status=403, json=answer))
    for name in PAGES:
        page.goto(f"/console/{name}")
        page.locator("main [role=alert]").first.get_by_role("button").first.wait_for()
        scanned(page, name, wrong)
    page.unroute_all(behavior="ignoreErrors")
    assert not wrong, "\n".join(f"{what}: {told}" for what, told in wrong.items())


LIES_OVER = "[aria-modal=true]:visible, dialog[open], .ant-popover:visible, [role=menu]:visible, .oc-insp"


def press(name, within="main"):
    return lambda page: page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def stay(_page):
    """The address opens it."""


# What lies over a page, or beside it: the address, what opens it, and whether a phone has it.
OVER = {
    "palette": ("members", lambda page: page.keyboard.press("Control+k"), False),
    "keys": ("members", lambda page: page.keyboard.press("?"), False),
    "add-member": ("members?add=1", stay, True),
    "department-settings": ("members?settings=1", stay, True),
    "hand-over": ("members?person=script&handover=1", stay, True),
    "new-department": ("members", press("新建部门"), False),
    "department": ("members", press("部门设置"), True),
    "columns": ("members", press("显示哪些列"), False),
    "views": ("members", press("视图"), True),
    "new-role": ("roles", press("新建角色"), True),
    "new-role-group": ("roles", press("新建角色组"), True),
    "new-field": ("fields", press("添加字段"), True),
    "new-app": ("apps", press("新建应用"), True),
    "new-space": ("partners", press("新建合作空间"), True),
    "new-contact": ("external?contact=new", stay, True),
    "labels": ("external?labels=1", stay, True),
    "menu": ("members", press("菜单"), None),
}


@pytest.mark.parametrize("size,theme", [("desktop", "dark"), ("phone", "light")])
def test_what_lies_over_a_page_hinders_nobody(visit, desk, furniture, size, theme):
    seen = desk.sign_in(visit(size, theme=theme))
    page, wrong = seen.page, {}
    # What is on its way is scanned in the colours of the way.
    page.emulate_media(reduced_motion="reduce")
    for name, (path, opens, on_phones) in OVER.items():
        if size == ("desktop" if on_phones is None else "phone") and not on_phones:
            continue
        page.goto(f"/console/{path}")
        page.wait_for_selector("h1.oc-title")
        page.wait_for_load_state("networkidle")
        opens(page)
        page.locator(LIES_OVER).last.wait_for()
        scanned(page, name, wrong)
        seen.shot(f"console-state-over-{name}-{size}")
    assert not wrong, "\n".join(f"{what}: {told}" for what, told in wrong.items())
