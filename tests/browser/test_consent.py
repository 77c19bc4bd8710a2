"""An application asks who somebody is: the page says what it gets, and the browser goes back with the answer."""

import urllib.parse

import pytest

CALLBACK = "https://app.example.com/back"


@pytest.fixture(scope="module")
def app(company):
    return company.org.app("all", "all", "--redirect", CALLBACK, name="考勤同步")


def address(app, **changed):
    query = {
        "client_id": app.key,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid corpid",
        "state": "abc",
        "prompt": "consent",
    }
    return f"/oauth2/auth?{urllib.parse.urlencode(query | changed)}"


def back(page):
    """What the browser brings to the application, which need not be there."""
    asked = []
    page.context.route(f"{CALLBACK}**", lambda route: (asked.append(route.request.url), route.fulfill(body="there")))
    return asked


@pytest.mark.parametrize(("language", "theme", "agree"), [("zh-CN", "light", "同意并继续"), ("en", "dark", "Agree and continue")])
def test_whoever_agrees_goes_back_with_a_code(visit, company, app, axe, language, theme, agree):
    seen = visit("desktop", language, theme).as_person(company, "zhou")
    page = seen.page
    asked = back(page)
    page.goto(address(app))
    page.wait_for_selector(".ac-consent h1:has-text('考勤同步')")
    assert "app.example.com" in page.inner_text(".ac-consent")
    assert not [each for each in axe(page) if each[0] in ("serious", "critical")]
    seen.shot(f"desktop-consent-{language}-{theme}")
    page.click(f"button:has-text('{agree}')")
    page.wait_for_url(f"{CALLBACK}**")
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(asked[0]).query))
    assert query["state"] == "abc" and query["authCode"] == query["code"]


def test_whoever_declines_goes_back_without(visit, company, app):
    page = visit().as_person(company, "zhou").page
    asked = back(page)
    page.goto(address(app))
    page.click("button:has-text('拒绝')")
    page.wait_for_url(f"{CALLBACK}**")
    assert "error=access_denied" in asked[0]


def test_whoever_is_not_signed_in_signs_in_first(visit, company, app):
    page = visit().page
    page.goto(address(app))
    page.wait_for_selector("input[autocomplete=username]")
    page.fill("input[autocomplete=username]", company.mobile("zhou"))
    page.fill("input[autocomplete=current-password]", company.give_password("zhou"))
    page.keyboard.press("Enter")
    page.wait_for_selector(".ac-consent h1:has-text('考勤同步')")


def test_an_address_that_is_not_registered_is_never_gone_to(visit, company, app):
    page = visit().as_person(company, "zhou").page
    page.goto(address(app, redirect_uri="https://evil.example/"))
    page.wait_for_selector("[role=alert]")
    assert page.locator("button:has-text('同意')").count() == 0
    assert page.url.startswith(company.org.server.url)
