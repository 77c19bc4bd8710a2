"""Signing in with a browser, as somebody with a password in one organization and in two."""

import urllib.parse

import pytest

def sign_in(page, login, password):
    page.fill("input[autocomplete=username]", login)
    page.fill("input[autocomplete=current-password]", password)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("size", "language", "theme"), [("desktop", "zh-CN", "light"), ("phone", "en", "dark")])
def test_whoever_is_not_signed_in_signs_in_and_arrives_where_he_wanted_to_go(visit, company, axe, size, language, theme):
    password = company.give_password("lin")
    seen = visit(size, language, theme)
    page = seen.page
    page.goto("/contacts/people/xu")
    page.wait_for_selector("input[autocomplete=username]")
    assert "/sign-in?to=%2Fcontacts%2Fpeople%2Fxu" in page.url
    assert not [each for each in axe(page) if each[0] in ("serious", "critical")]
    seen.shot(f"{size}-sign-in-{language}-{theme}")
    sign_in(page, company.mobile("lin"), "wrong password")
    page.wait_for_selector(".ac-error:not(:empty)")
    seen.shot(f"{size}-sign-in-wrong-{language}-{theme}")
    sign_in(page, company.mobile("lin"), password)
    page.wait_for_url("**/contacts/people/xu")
    page.wait_for_selector("text=许清和")
    cookies = {each["name"]: each for each in seen.context.cookies()}
    assert cookies["orgbook_session"]["httpOnly"] and cookies["orgbook_session"]["sameSite"] == "Lax"


def test_an_unknown_number_is_answered_as_a_wrong_password(visit, company):
    company.give_password("lin")
    page = visit().page
    answers = []
    for login in (company.mobile("lin"), "13999999999"):
        page.goto("/sign-in")
        sign_in(page, login, "wrong password")
        page.wait_for_selector(".ac-error:not(:empty)")
        answers.append(page.inner_text(".ac-error"))
    assert answers[0] == answers[1]


ELSEWHERE = [
    "https://example.com/",
    "//example.com/",
    "javascript:alert(1)",
    "/\\example.com",
    "/.//example.com",
    "/x/..//example.com",
    "/\t/example.com",
    "https://[",
    "/sign-in",
]


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_led_elsewhere(visit, company, server, to):
    password = company.give_password("lin")
    page = visit().page
    page.goto(f"/sign-in?to={urllib.parse.quote(to, safe='')}")
    sign_in(page, company.mobile("lin"), password)
    page.wait_for_selector(".ct-rail")
    assert page.url.startswith(f"{server.url}/contacts")


def test_signing_out_forgets_what_was_kept(visit, company):
    password = company.give_password("lin")
    page = visit().page
    page.goto("/sign-in")
    sign_in(page, company.mobile("lin"), password)
    page.wait_for_selector(".ct-rail")
    page.goto("/contacts/people/xu")
    page.wait_for_selector(".ct-name")
    page.keyboard.press("s")
    page.click(".ct-organization")
    page.click("text=退出登录")
    page.wait_for_selector("input[autocomplete=username]")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('ob-kept'))") == []
    page.goto("/contacts/people/xu")
    page.wait_for_selector("input[autocomplete=username]")


def test_two_organizations_one_chosen_then_the_other(visit, company):
    other = company.org.store.run("org", "new", "另一家公司", "--admin", "Emily Carter", "--mobile", company.mobile("emily"))
    password = company.give_password("emily")
    there = ("user", "password", "--org", other["corpId"], other["adminUserId"], "--stdin")
    company.org.store.run(*there, input=f"{password}\n")
    seen = visit()
    page = seen.page
    page.goto("/sign-in")
    sign_in(page, company.mobile("emily"), password)
    page.wait_for_selector(".ac-organizations")
    seen.shot("desktop-choose-zh-CN-light")
    page.click(".ac-organizations button:has-text('示例公司')")
    page.wait_for_selector(".ct-rail")
    page.goto("/contacts/people/xu")
    page.wait_for_selector(".ct-name:has-text('许清和')")
    page.click(".ct-organization")
    page.click(".ant-dropdown :text('另一家公司')")
    page.wait_for_selector(".ct-organization strong:has-text('另一家公司')")
    page.goto("/contacts/people/xu")
    page.wait_for_selector("text=没有这位同事，或者你看不到")
    assert other["corpId"] != company.corp_id
