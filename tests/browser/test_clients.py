"""People sign in to other applications with a browser: from the application's page to ours and back, with real client libraries."""

import pytest
from Tea.exceptions import TeaException

from client_app import MiniProgram, OAuthClient, OpenIdClient
from kit.sdk import HEADER

AGREE = {"zh-CN": "同意并继续", "en": "Agree and continue"}
DECLINE = {"zh-CN": "拒绝", "en": "Decline"}


@pytest.fixture
def client(request, company):
    """A client of the kind that the test names, registered as an app of the organization."""
    made = request.param()
    app = company.org.app("all", "all", "--redirect", made.callback, name=f"{request.param.__name__} 示例")
    yield made.of(app, company.org.server.url)
    made.stop()


def to_consent(page, client, company, userid):
    """From the client's page to the question, by way of the password."""
    page.goto(client.url)
    page.click("#sign-in")
    page.wait_for_selector("input[autocomplete=username]")
    assert page.url.startswith(f"{client.base}/sign-in?to=%2Foauth2%2Fauth")
    page.fill("input[autocomplete=username]", company.mobile(userid))
    page.fill("input[autocomplete=current-password]", company.give_password(userid))
    page.keyboard.press("Enter")
    page.wait_for_selector(f".ac-consent h1:has-text('{type(client).__name__}')")


def told(page, client):
    """What the client shows of the person."""
    page.wait_for_url(f"{client.callback}?**")
    assert page.locator("#failed").count() == 0, page.inner_text("body")
    return {row.get_attribute("id"): row.inner_text() for row in page.locator("dd").all()}


BOTH = [("desktop", "zh-CN"), ("phone", "en")]
EVERY = pytest.mark.parametrize("client", [MiniProgram, OAuthClient, OpenIdClient], indirect=True)


@pytest.mark.parametrize("client", [MiniProgram], indirect=True)
@pytest.mark.parametrize(("size", "language"), BOTH)
def test_the_mini_programs_tutorial(visit, company, client, size, language):
    seen = visit(size, language)
    page = seen.page
    to_consent(page, client, company, "xu")
    seen.shot(f"{size}-consent-mini-program-{language}")
    page.click(f"button:has-text('{AGREE[language]}')")
    shown = told(page, client)
    union_id = company.org.person("xu")["unionid"]
    assert (shown["nick"], shown["mobile"], shown["unionId"]) == ("许清和", company.mobile("xu"), union_id)
    # The code is used up; the token that came of it goes on.
    with pytest.raises(TeaException) as raised:
        client.tokens(code=client.code, grant_type="authorization_code")
    assert raised.value.code == "invalidParameter.authCode.notFound"
    renewed = client.tokens(refresh_token=client.got.refresh_token, grant_type="refresh_token")
    assert renewed.expire_in == 7200
    assert client.profile(renewed.access_token).nick == "许清和"
    connection, headers = company.org.connection, {HEADER: renewed.access_token}
    assert connection.new("GET", "/v1.0/oauth2/authRules/user", headers=headers) == (
        200,
        {
            "result": [
                {"resource": "rpc_auth", "authItems": ["Contact.User.Read"]},
                {"resource": "Contact.User", "authItems": ["mobile"]},
            ]
        },
    )
    # Nobody is signed in by the token of the app itself.
    with pytest.raises(TeaException):
        client.profile(client.app.token)


@pytest.mark.parametrize("client", [MiniProgram], indirect=True)
def test_who_does_not_grant_the_number_does_not_tell_it(visit, company, client):
    client.scope = "openid Contact.User.Read"
    page = visit().page
    to_consent(page, client, company, "xu")
    page.click(f"button:has-text('{AGREE['zh-CN']}')")
    shown = told(page, client)
    assert (shown["nick"], shown["mobile"]) == ("许清和", "None")


@pytest.mark.parametrize("client", [OAuthClient], indirect=True)
@pytest.mark.parametrize(("size", "language"), BOTH)
def test_a_client_of_oauth_signs_a_person_in(visit, company, client, size, language):
    page = visit(size, language).page
    to_consent(page, client, company, "zhou")
    page.click(f"button:has-text('{AGREE[language]}')")
    union_id = company.org.person("zhou")["unionid"]
    assert told(page, client) == {"sub": union_id, "name": "周牧野", "corp_id": company.corp_id}


@pytest.mark.parametrize("client", [OpenIdClient], indirect=True)
@pytest.mark.parametrize(("size", "language"), BOTH)
def test_a_client_of_openid_connect_signs_a_person_in(visit, company, client, size, language):
    page = visit(size, language).page
    to_consent(page, client, company, "xu")
    page.click(f"button:has-text('{AGREE[language]}')")
    shown = told(page, client)
    assert (shown["sub"], shown["name"]) == (company.org.person("xu")["unionid"], "许清和")
    assert (shown["email"], shown["preferred_username"]) == ("qinghe.xu@example.com", "xu")
    assert shown["phone_number"] == f"+86{company.mobile('xu')}"
    # Who is signed in already is only asked whether she agrees.
    page.goto(client.url)
    page.click("#sign-in")
    page.wait_for_selector(".ac-consent h1")
    page.click(f"button:has-text('{AGREE[language]}')")
    assert told(page, client)["sub"] == shown["sub"]


@EVERY
def test_whoever_declines_is_not_signed_in_there(visit, company, client):
    page = visit().page
    to_consent(page, client, company, "zhou")
    page.click(f"button:has-text('{DECLINE['zh-CN']}')")
    page.wait_for_selector("#failed:has-text('access_denied')")


@EVERY
def test_a_code_that_somebody_else_was_given_signs_nobody_in(visit, company, client):
    """The thief brings the own code into another browser: the client knows no such sign-in there."""
    thief, victim = visit(), visit()
    caught = []
    thief.context.route(
        f"{client.callback}**", lambda route: (caught.append(route.request.url), route.fulfill(body="caught"))
    )
    to_consent(thief.page, client, company, "zhou")
    thief.page.click(f"button:has-text('{AGREE['zh-CN']}')")
    thief.page.wait_for_url(f"{client.callback}?**")
    victim.page.goto(caught[0])
    victim.page.wait_for_selector("#failed")


@pytest.mark.parametrize("client", [OpenIdClient], indirect=True)
def test_a_client_with_another_secret_gets_nothing(visit, company, client):
    page = visit().page
    to_consent(page, client, company, "zhou")
    right, client.app.secret = client.app.secret, "wrong"
    page.click(f"button:has-text('{AGREE['zh-CN']}')")
    page.wait_for_selector("#failed:has-text('invalid_client')")
    client.app.secret = right
