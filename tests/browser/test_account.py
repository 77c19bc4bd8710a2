"""One's own sign-in with a browser: the second factor and the codes for the day it is lost, first passwords, links, sessions."""

import re

import pytest

from kit.browser import authenticator
from kit.client import Organization, mobile_number
from test_sign_in import sign_in

BOTH = [("desktop", "zh-CN", "light"), ("phone", "en", "dark")]
EACH = pytest.mark.parametrize(("size", "language", "theme"), BOTH)
PASSWORD, OTHER = "planted-horse-27-staple", "another-planted-31-staple"
WORDS = {
    "zh-CN": {
        "begin": "设置第二重验证",
        "confirm": "开启",
        "kept": "我已经存好",
        "change": "修改密码",
        "end": "退出",
        "here": "这里",
        "continue": "继续",
        "set": "设置密码",
        "remove": "关闭",
        "apply": "提交申请",
    },
    "en": {
        "begin": "Set up a second factor",
        "confirm": "Switch it on",
        "kept": "I have kept them",
        "change": "Change password",
        "end": "Sign out",
        "here": "Here",
        "continue": "Continue",
        "set": "Set password",
        "remove": "Switch it off",
        "apply": "Ask to join",
    },
}


@pytest.fixture
def org(server):
    return Organization(server, server.store, "typed")


def person(org, userid="ann", password=PASSWORD):
    """Somebody with a password; the number."""
    if userid != "founder":
        org.user(userid, name="安妮", mobile=(mobile := mobile_number()))
    else:
        mobile = org.person(userid)["mobile"]
    org.store.run("user", "password", "--org", org.corp_id, userid, "--stdin", input=f"{password}\n")
    return mobile


def clean(page, axe):
    found = [each for each in axe(page) if each[0] in ("serious", "critical")]
    assert not found, found
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide} pixels too wide"


def press(page, words, name):
    page.click(f"button:has-text('{words[name]}'), a:has-text('{words[name]}')")


def in_account(page, mobile, password=PASSWORD):
    page.goto("/sign-in?to=/account")
    sign_in(page, mobile, password)
    page.wait_for_selector(".ac-security")


def add_factor(seen, axe, words, name):
    """Sets a second factor up on the page; its secret and the codes for the day it is lost."""
    page = seen.page
    press(page, words, "begin")
    page.wait_for_selector(".ac-code")
    assert page.evaluate("document.querySelector('.ac-code').naturalWidth") > 0
    clean(page, axe)
    seen.shot(f"{name}-begun")
    secret = page.inner_text(".ac-secret").replace(" ", "")
    page.fill("input[autocomplete=one-time-code]", "000000")
    press(page, words, "confirm")
    page.wait_for_selector(".ac-factor .ac-error:not(:empty)")
    page.fill("input[autocomplete=one-time-code]", authenticator(secret))
    press(page, words, "confirm")
    page.wait_for_selector(".ac-codes li")
    clean(page, axe)
    seen.shot(f"{name}-codes")
    return secret, page.locator(".ac-codes li").all_inner_texts()


@EACH
def test_a_second_factor_is_added_and_a_kept_code_signs_in_once(visit, org, axe, size, language, theme):
    mobile, words, name = person(org), WORDS[language], f"{size}-factor-{language}-{theme}"
    seen, other = visit(size, language, theme), visit()
    in_account(other.page, mobile)
    in_account(seen.page, mobile)
    clean(seen.page, axe)
    seen.shot(f"{size}-account-{language}-{theme}")
    _, codes = add_factor(seen, axe, words, name)
    assert len(set(codes)) == 10
    press(seen.page, words, "kept")
    seen.page.wait_for_url("**/contacts**")
    # The other browser was signed in before.
    other.page.goto("/account")
    other.page.wait_for_selector("input[autocomplete=username]")
    for attempt, code in enumerate([codes[4], codes[4].upper(), codes[5]]):
        again = visit(size, language, theme)
        page = again.page
        page.goto("/sign-in?to=/account")
        sign_in(page, mobile, PASSWORD)
        page.wait_for_selector("input[autocomplete=one-time-code]")
        if attempt == 0:
            clean(page, axe)
            again.shot(f"{name}-asked")
        page.fill("input[autocomplete=one-time-code]", code)
        press(page, words, "continue")
        if attempt == 1:
            page.wait_for_selector(".ac-error:not(:empty)")
            continue
        page.wait_for_selector(".ac-security")
    # Taken away again, by whoever has another code.
    press(page, words, "remove")
    page.fill("input[autocomplete=one-time-code]", codes[5])
    press(page, words, "remove")
    page.wait_for_selector(".ac-block .ac-error:not(:empty)")
    page.fill("input[autocomplete=one-time-code]", codes[6])
    press(page, words, "remove")
    page.wait_for_selector(f"button:has-text('{words['begin']}')")


@EACH
def test_an_administrator_is_led_to_set_one_up(visit, org, axe, size, language, theme):
    mobile, words = person(org, "founder"), WORDS[language]
    seen = visit(size, language, theme)
    page = seen.page
    page.goto("/sign-in")
    sign_in(page, mobile, PASSWORD)
    page.wait_for_url("**/contacts**")
    csrf = seen.context.request.get("/v1.0/orgbook/session").json()["csrf"]
    setting = "/v1.0/orgbook/console/sign-in-settings"
    asked = seen.context.request.put(
        setting, data={"administratorsNeedSecondFactor": True}, headers={"x-orgbook-csrf": csrf}
    )
    assert asked.status == 200, asked.text()
    assert [each["userId"] for each in asked.json()["withoutSecondFactor"]] == ["founder"]
    refused = seen.context.request.get(setting)
    assert (refused.status, refused.json()["code"]) == (403, "secondFactor.needed")
    fresh = visit(size, language, theme)
    page = fresh.page
    page.goto("/sign-in?to=/console/members")
    sign_in(page, mobile, PASSWORD)
    page.wait_for_url("**/account?to=%2Fconsole%2Fmembers")
    page.wait_for_selector(".ac-needed")
    clean(page, axe)
    fresh.shot(f"{size}-factor-needed-{language}-{theme}")
    add_factor(fresh, axe, words, f"{size}-factor-of-admin-{language}-{theme}")
    press(page, words, "kept")
    page.wait_for_url("**/console/members**")
    page.wait_for_selector('[role="treeitem"], h2.oc-dept-name, .oc-page-narrow, main')
    assert fresh.context.request.get(setting).status == 200


@EACH
def test_a_first_password_is_replaced(visit, org, axe, size, language, theme):
    words = WORDS[language]
    account = {"exclusive_account_type": "dingtalk", "login_id": f"sam.{org.code}", "init_password": "start2026"}
    org.account("sam", **account)
    seen = visit(size, language, theme)
    page = seen.page
    page.goto(f"/sign-in?organization={org.code}")
    assert page.input_value("input[autocomplete=organization]") == org.code
    sign_in(page, account["login_id"], "start2026")
    page.wait_for_selector("input[autocomplete=new-password]")
    clean(page, axe)
    seen.shot(f"{size}-first-password-{language}-{theme}")
    for weak in ("start2026", "password2026"):
        page.fill("input[autocomplete=new-password]", weak)
        with page.expect_response("**/sign-in/new-password"):
            press(page, words, "continue")
        page.wait_for_selector(".ac-error:not(:empty)")
        # Until then a press is not taken.
        page.wait_for_selector(".ant-btn-loading", state="detached")
    page.fill("input[autocomplete=new-password]", OTHER)
    press(page, words, "continue")
    page.wait_for_url("**/contacts**")


@EACH
def test_a_link_sets_a_password_once(visit, org, axe, size, language, theme):
    mobile, words = person(org), WORDS[language]
    status, made = org.all.new("POST", "/v1.0/orgbook/console/people/ann/password-link", {})
    assert status == 200, made
    seen = visit(size, language, theme)
    page = seen.page
    page.goto(made["url"])
    page.wait_for_selector("input[autocomplete=new-password]")
    clean(page, axe)
    seen.shot(f"{size}-reset-{language}-{theme}")
    page.fill("input[autocomplete=new-password]", mobile)
    press(page, words, "set")
    page.wait_for_selector(".ac-error:not(:empty)")
    # Which rule it breaks is said, in the language of the page as far as the server speaks it.
    assert re.search(r"digits alone|全是字母或全是数字", page.inner_text(".ac-error")), page.inner_text(".ac-error")
    page.fill("input[autocomplete=new-password]", OTHER)
    press(page, words, "set")
    page.wait_for_selector("[role=status] h1")
    seen.shot(f"{size}-reset-done-{language}-{theme}")
    replayed = visit(size, language, theme).page
    replayed.goto(made["url"])
    replayed.fill("input[autocomplete=new-password]", PASSWORD)
    press(replayed, words, "set")
    replayed.wait_for_selector(".ac-error:not(:empty)")
    in_account(replayed, mobile, OTHER)


@EACH
def test_own_sessions_are_listed_and_ended(visit, org, axe, size, language, theme):
    mobile, words = person(org), WORDS[language]
    seen, other = visit(size, language, theme), visit("phone")
    in_account(other.page, mobile)
    in_account(seen.page, mobile)
    page = seen.page
    page.wait_for_selector(".ac-sessions li >> nth=1")
    assert page.locator(".ac-here").inner_text().strip() == words["here"]
    assert "Chrome" in page.inner_text(".ac-sessions")
    clean(page, axe)
    seen.shot(f"{size}-sessions-{language}-{theme}")
    page.click(f".ac-sessions button:has-text('{words['end']}')")
    page.wait_for_selector(".ac-sessions li >> nth=1", state="detached")
    other.page.goto("/account")
    other.page.wait_for_selector("input[autocomplete=username]")
    page.reload()
    page.wait_for_selector(".ac-here")


@EACH
def test_the_own_password_is_changed_by_whoever_knows_it(visit, org, axe, size, language, theme):
    mobile, words = person(org), WORDS[language]
    seen, other = visit(size, language, theme), visit()
    in_account(other.page, mobile)
    in_account(seen.page, mobile)
    page = seen.page
    press(page, words, "change")
    for old, new in (("wrong-horse-27", OTHER), (PASSWORD, "qwerty2026")):
        page.fill("input[autocomplete=current-password]", old)
        page.fill("input[autocomplete=new-password]", new)
        press(page, words, "change")
        page.wait_for_selector(".ac-block .ac-error:not(:empty)")
    clean(page, axe)
    seen.shot(f"{size}-change-password-{language}-{theme}")
    page.fill("input[autocomplete=new-password]", OTHER)
    press(page, words, "change")
    page.wait_for_selector("input[autocomplete=new-password]", state="detached")
    other.page.goto("/account")
    other.page.wait_for_selector("input[autocomplete=username]")
    in_account(other.page, mobile, OTHER)


@EACH
def test_from_an_invitation_to_a_member(visit, org, axe, size, language, theme):
    words, mobile = WORDS[language], mobile_number()
    own = "/v1.0/orgbook/console"
    assert org.all.new("PUT", f"{own}/invitations/settings", {"inviteSwitch": True, "linkInvite": True})[0] == 200
    team = org.department("研发中心")
    invitation = org.all.new("POST", f"{own}/invitations", {"deptId": team})[1]["invitation"]
    seen = visit(size, language, theme)
    page = seen.page
    page.goto(f"/join/{invitation['code']}x")
    page.wait_for_selector("[role=alert]")
    page.goto(invitation["url"])
    page.wait_for_selector("h1:has-text('研发中心')")
    clean(page, axe)
    seen.shot(f"{size}-join-{language}-{theme}")
    page.fill("input[autocomplete=name]", "张三")
    page.fill("input[autocomplete=tel]", "12")
    press(page, words, "apply")
    page.wait_for_selector("input[autocomplete=tel][aria-invalid=true]:focus")
    clean(page, axe)
    page.fill("input[autocomplete=tel]", mobile)
    press(page, words, "apply")
    page.wait_for_selector(".ob-state")
    seen.shot(f"{size}-applied-{language}-{theme}")
    # Nobody is in before an administrator agrees.
    assert org.all.call("/topapi/v2/user/getbymobile", mobile=mobile)["errcode"] == 60121
    (waiting,) = org.all.new("GET", f"{own}/applications")[1]["applications"]
    path = f"{own}/applications/{waiting['application']['id']}/approve"
    status, member = org.all.new("POST", path, {})
    assert status == 200, member
    org.store.run("user", "password", "--org", org.corp_id, member["userId"], "--stdin", input=f"{PASSWORD}\n")
    in_account(page, mobile)
    page.goto(f"/contacts/people/{member['userId']}")
    page.wait_for_selector("text=张三")
