"""Signing in to an app by OAuth 2.0 as documented: the page's own calls, POST /v1.0/oauth2/userAccessToken, and what the tokens open."""

import pytest

from kit.browser import Browser, authenticator
from kit.client import Organization, mobile_number
from kit.gate import new_refused
from kit.same import Text, assert_same
from kit.sdk import HEADER
from kit.sign_in import CALLBACK, Visitor, exchange, profile, proof, request, returned, standard

CODE = Text(r"[0-9a-f]{48}")
TOKEN = Text(r"[0-9A-Za-z_-]{16,512}")
SCOPES = "openid corpid Contact.User.Read Contact.User.mobile"


@pytest.fixture
def app(plain_org):
    return plain_org.app("all", "all", "--redirect", f"{CALLBACK},https://app.example.com/other", name="Travel")


@pytest.fixture
def ann(plain_org):
    plain_org.user("ann", name="安妮", mobile="+852-51234567", email="ann@example.com")
    return Visitor(plain_org, "ann")


def test_the_page_hears_what_to_ask(plain_org, app, ann):
    status, answer = ann.asked(**request(app, scope=SCOPES))
    assert status == 200
    assert_same(
        answer,
        {
            "clientId": app.key,
            "appName": "Travel",
            "corpId": plain_org.corp_id,
            "corpName": plain_org.name,
            "organizations": [{"corpId": plain_org.corp_id, "name": plain_org.name}],
            "userName": "安妮",
            "scopes": SCOPES.split(" "),
            "redirectHost": "app.example.com",
        },
    )


def test_the_browser_brings_back_the_code_under_both_names(app, ann):
    assert_same(ann.back(app), {"code": CODE, "authCode": CODE, "state": "abc"})
    back = ann.back(app, state="a b&c=d#é")
    assert back["code"] == back["authCode"]
    assert back["state"] == "a b&c=d#é"
    assert "state" not in ann.back(app, state=None)


def test_a_refusal_comes_back_as_an_error(app, ann):
    assert ann.back(app, agree=False) == {"error": "access_denied", "state": "abc"}


def test_a_code_gives_tokens_that_open_the_profile(plain_org, app, ann):
    code = ann.code(app, scope=SCOPES)
    status, tokens = exchange(app, code, grantType="authorization_code")
    assert status == 200
    expected = {"accessToken": TOKEN, "refreshToken": TOKEN, "expireIn": 7200, "corpId": plain_org.corp_id}
    assert_same(tokens, expected)
    status, me = profile(app, tokens["accessToken"])
    assert status == 200
    assert_same(
        me,
        {
            "nick": "安妮",
            "mobile": "51234567",
            "stateCode": "852",
            "openId": Text(r".+iEiE"),
            "unionId": plain_org.person("ann")["unionid"],
            "email": "ann@example.com",
            "visitor": False,
        },
    )
    # The code is used; what it gave stays.
    new_refused(exchange(app, code), 400, "invalidParameter.authCode.notFound", "不合法的临时授权码")
    assert profile(app, tokens["accessToken"])[0] == 200


def test_corp_id_and_mobile_come_with_their_scopes_alone(app, ann):
    tokens = exchange(app, ann.code(app, scope="openid Contact.User.Read"))[1]
    assert "corpId" not in tokens
    me = profile(app, tokens["accessToken"])[1]
    assert "mobile" not in me and "stateCode" not in me
    assert me["nick"] == "安妮"


def test_identity_alone_opens_no_profile(app, ann):
    tokens = exchange(app, ann.code(app))[1]
    status, answer = profile(app, tokens["accessToken"])
    assert (status, answer["code"]) == (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied")
    assert "Contact.User.Read" in answer["message"]


def test_every_app_knows_a_person_by_an_id_of_its_own(plain_org, app, ann):
    other = plain_org.app("all", "all", "--redirect", CALLBACK)
    ids = set()
    for each in (app, other):
        tokens = exchange(each, ann.code(each, scope=SCOPES))[1]
        ids.add(profile(each, tokens["accessToken"])[1]["openId"])
    assert len(ids) == 2


def test_one_token_for_all_exchanges_while_it_lives(app, ann):
    first = exchange(app, ann.code(app, scope=SCOPES))[1]
    again = exchange(app, ann.code(app, scope=SCOPES))[1]
    assert again["accessToken"] == first["accessToken"]
    # Another agreement is another token.
    less = exchange(app, ann.code(app))[1]
    assert less["accessToken"] != first["accessToken"]
    for _ in range(2):
        status, renewed = exchange(app, refreshToken=first["refreshToken"], grantType="refresh_token")
        assert status == 200
        assert renewed["accessToken"] == first["accessToken"]
        assert renewed["expireIn"] == 7200
    assert profile(app, renewed["accessToken"])[0] == 200


def test_the_grant_type_follows_from_what_is_there(app, ann):
    tokens = exchange(app, ann.code(app))[1]
    status, renewed = exchange(app, None, refreshToken=tokens["refreshToken"])
    assert status == 200 and renewed["corpId"] == app.corp_id
    for body in ({}, {"grantType": "password", "code": "c"}, {"grantType": "refresh_token", "code": "c"}):
        status, answer = exchange(app, **body)
        assert status == 400
        assert answer["code"].startswith("invalidParameter")


def test_the_app_shows_its_secret(app, ann):
    code = ann.code(app)
    for wrong in ({"clientSecret": "wrong"}, {"clientId": "dingnobody"}, {"clientSecret": None}, {"clientId": None}):
        new_refused(exchange(app, code, **wrong), 400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
    assert exchange(app, code)[0] == 200, "nobody else has used it up"


def test_what_belongs_to_another_app_opens_nothing(plain_org, app, ann):
    other = plain_org.app("all", "all", "--redirect", CALLBACK)
    code = ann.code(app)
    new_refused(exchange(other, code), 400, "invalidParameter.authCode.notFound", "不合法的临时授权码")
    status, tokens = exchange(app, code)
    assert status == 200, "a code that another app tried is still good"
    answer = exchange(other, refreshToken=tokens["refreshToken"])
    new_refused(answer, 400, "invalidParameter.refreshToken.notFound", "不合法的refreshToken")
    assert exchange(app, refreshToken=tokens["refreshToken"])[0] == 200
    new_refused(exchange(app, "0" * 48), 400, "invalidParameter.authCode.notFound", "不合法的临时授权码")
    new_refused(exchange(app, tokens["accessToken"]), 400, "invalidParameter.authCode.notFound", "不合法的临时授权码")


@pytest.mark.parametrize(
    "address",
    [
        f"{CALLBACK}/",
        f"{CALLBACK}?x=1",
        f"{CALLBACK}#x",
        "https://app.example.com/CB",
        "https://app.example.com",
        "http://app.example.com/cb",
        "https://app.example.com.evil.example/cb",
        f"{CALLBACK}/../../evil",
        f"{CALLBACK}/%2e%2e/evil",
        f"{CALLBACK}%2F",
        f"{CALLBACK}%00",
        f"{CALLBACK}\\@evil.example",
        f" {CALLBACK}",
        f"{CALLBACK}\r\nLocation: https://evil.example",
        "https%3A%2F%2Fapp.example.com%2Fcb",
        "HTTPS://app.example.com/cb",
        "https://app.example.com:443/cb",
        "https://app.example.com./cb",
        "https://evil.example/?u=https://app.example.com/cb",
        "https://evil.example#https://app.example.com/cb",
        "https://user:pass@app.example.com/cb",
        f"{CALLBACK},https://app.example.com/other",
        "https://app.example.com@evil.example/cb",
        "https://evil.example/cb",
        "//evil.example/cb",
        "javascript:alert(1)",
        "",
        None,
    ],
)
def test_an_address_that_is_not_registered_is_never_gone_to(app, ann, address):
    for answer in (ann.asked(**request(app, redirect_uri=address)), ann.answers(**request(app, redirect_uri=address))):
        status, body = answer
        assert (status, body["code"]) == (400, "oauth2.redirectUri")
        assert "redirectUri" not in body


def test_every_registered_address_is_gone_to(app, ann):
    status, answer = ann.answers(**request(app, redirect_uri="https://app.example.com/other"))
    assert status == 200
    assert returned(answer["redirectUri"], "https://app.example.com/other")["code"]


def test_an_unknown_app_is_never_gone_to(app, ann):
    for client_id in ("dingnobody", "", None, "../" * 9):
        status, answer = ann.answers(**{**request(app), "client_id": client_id})
        assert (status, answer["code"]) == (400, "oauth2.clientUnknown")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "invalid_request"),
        ({"scope": "corpid"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"prompt": "none"}, "interaction_required"),
        ({"code_challenge": "s" * 43}, "invalid_request"),
        ({"code_challenge": "s" * 43, "code_challenge_method": "plain"}, "invalid_request"),
        ({"org_type": "management"}, "access_denied"),
    ],
)
def test_a_wrong_question_goes_back_to_the_app(app, ann, query, error):
    status, answer = ann.asked(**request(app, **query))
    assert status == 200
    assert answer == {"error": error, "redirectUri": f"{CALLBACK}?error={error}&state=abc"}
    assert ann.back(app, **query) == {"error": error, "state": "abc"}


def test_an_app_asks_for_what_it_was_granted(plain_org, ann):
    app = plain_org.app("Contact.User.Read,snsapi_base", "all", "--redirect", CALLBACK)
    assert ann.back(app, scope="openid Contact.User.mobile")["error"] == "invalid_scope"
    tokens = exchange(app, ann.code(app, scope="openid Contact.User.Read"))[1]
    assert "mobile" not in profile(app, tokens["accessToken"])[1]


def test_a_person_of_another_organization_is_told_so(app, servers):
    server = servers("sqlite")
    elsewhere = Organization(server, server.store, "typed")
    status, answer = Visitor(elsewhere, "founder").answers(**request(app))
    assert (status, answer["code"], answer["corpId"]) == (409, "oauth2.otherOrganization", app.corp_id)


def test_only_the_organization_of_the_app_can_be_picked(app, ann):
    assert ann.back(app, corpId=app.corp_id)["code"]
    assert ann.back(app, corpId="dingother") == {"error": "access_denied", "state": "abc"}


def test_an_administrator_can_be_asked_for(plain_org, app):
    founder = Visitor(plain_org, "founder")
    assert founder.back(app, org_type="management")["code"]


def test_who_wants_a_proof_gets_tokens_for_it_alone(app, ann):
    verifier, challenge = proof()
    asked = {"code_challenge": challenge, "code_challenge_method": "S256"}
    code = ann.code(app, **asked)
    for wrong in ({}, {"codeVerifier": proof()[0]}, {"codeVerifier": challenge}):
        new_refused(exchange(app, code, **wrong), 400, "invalidParameter.authCode.notFound", "不合法的临时授权码")
    assert exchange(app, code, codeVerifier=verifier)[0] == 200
    # Somebody took the challenge away on its way.
    code = ann.code(app)
    new_refused(
        exchange(app, code, codeVerifier=verifier), 400, "invalidParameter.authCode.notFound", "不合法的临时授权码"
    )


def test_the_token_tells_what_was_granted(app, ann):
    tokens = exchange(app, ann.code(app, scope=SCOPES))[1]
    headers = {HEADER: tokens["accessToken"]}
    status, rules = app.connection.new("GET", "/v1.0/oauth2/authRules/user", headers=headers)
    assert status == 200
    assert rules == {
        "result": [
            {"resource": "rpc_auth", "authItems": ["Contact.User.Read"]},
            {"resource": "Contact.User", "authItems": ["mobile"]},
        ]
    }


def test_tokens_of_one_kind_open_nothing_of_another(plain_org, app, ann):
    user = exchange(app, ann.code(app, scope=SCOPES))[1]["accessToken"]
    status, answer = profile(app, app.token)
    assert status in (400, 403), answer
    refused = app.connection.legacy(
        "POST", "/topapi/v2/user/get", params={"access_token": user}, json={"userid": "ann"}
    )
    assert (refused["errcode"], refused["sub_code"]) == (88, "40014")
    status, answer = app.connection.new(
        "POST", "/v1.0/contact/users/search", json={"queryWord": "a", "offset": 0, "size": 1}, headers={HEADER: user}
    )
    assert (status, answer["code"]) == (400, "InvalidAuthentication")


def test_an_app_cannot_agree_in_the_name_of_its_people(app, ann):
    tokens = exchange(app, ann.code(app, scope=SCOPES))[1]
    thief = Visitor.__new__(Visitor)
    thief.connection, thief.token = app.connection, tokens["accessToken"]
    for status, answer in (
        thief.asked(**request(app)),
        thief.answers(**request(app, scope=SCOPES)),
        thief.new("GET", "/v1.0/orgbook/login-free-code", params={"clientId": app.key}),
    ):
        assert (status, answer["code"]) == (400, "InvalidAuthentication")


def test_our_own_looks_need_what_they_show(app, ann):
    everything = exchange(app, ann.code(app, scope=SCOPES))[1]["accessToken"]
    some = exchange(app, ann.code(app, scope="openid Contact.User.Read"))[1]["accessToken"]
    own = "/v1.0/orgbook/people/founder"
    assert app.connection.new("GET", own, headers={HEADER: everything})[0] == 200
    assert app.connection.new("GET", own, headers={HEADER: some})[0] == 403
    assert app.connection.new("GET", "/v1.0/orgbook/me", headers={HEADER: some})[0] == 200


def test_disabling_signing_out_and_leaving_end_everything_at_once(plain_org, app):
    accounts = "/v1.0/contact/orgAccounts"
    for userid, end in (
        ("out", lambda: plain_org.all.new("POST", f"{accounts}/signOut", {"userId": "out"})),
        ("off", lambda: plain_org.all.new("POST", f"{accounts}/disable", {"userId": "off", "reason": "left"})),
        ("gone", lambda: (200, plain_org.all.ok("/topapi/v2/user/delete", {"userid": "gone"}))),
    ):
        plain_org.account(userid)
        person = Visitor(plain_org, userid)
        tokens = exchange(app, person.code(app, scope=SCOPES))[1]
        code = person.code(app, scope=SCOPES)
        assert profile(app, tokens["accessToken"])[0] == 200
        status, answer = end()
        assert status == 200, answer
        assert profile(app, tokens["accessToken"])[1]["code"] == "InvalidAuthentication", userid
        assert exchange(app, refreshToken=tokens["refreshToken"])[0] == 400, userid
        assert exchange(app, code)[0] == 400, userid


def test_a_new_password_and_a_second_factor_end_what_apps_were_given(plain_org, app):
    """Whoever knew the old password may have let an application in."""
    plain_org.user("eve", mobile=(mobile := mobile_number()))
    password, other = "planted horse 61 staple", "another horse 62 staple"
    command = ("user", "password", "--org", plain_org.corp_id, "eve", "--stdin")
    assert plain_org.store.run(*command, input=f"{password}\n")
    browser = Browser(plain_org.server.url)
    browser.sign_in(mobile, password)

    def by_factor():
        secret = browser.ok("POST", "second-factor")["secret"]
        told = browser.ok("POST", "second-factor/confirm", {"code": authenticator(secret)})
        assert told["state"] == "signedIn" and len(told["recoveryCodes"]) == 10

    for end in (lambda: browser.ok("PUT", "password", {"old": password, "new": other}), by_factor):
        person = Visitor(plain_org, "eve")
        tokens = exchange(app, person.code(app, scope=SCOPES))[1]
        left = person.code(app, scope=SCOPES)
        second = Browser(plain_org.server.url)
        second.http.cookies.set("orgbook_session", browser.cookie)
        assert profile(app, tokens["accessToken"])[0] == 200
        before = browser.cookie
        end()
        assert browser.is_in() and browser.cookie != before
        assert not second.is_in()
        assert profile(app, tokens["accessToken"])[1]["code"] == "InvalidAuthentication"
        assert exchange(app, refreshToken=tokens["refreshToken"])[0] == 400
        assert exchange(app, left)[0] == 400
        assert person.asked(**request(app))[1]["code"] == "InvalidAuthentication"


def test_codes_and_tokens_are_not_readable_in_the_store(plain_org, app, ann):
    code = ann.code(app, scope=SCOPES)
    tokens = exchange(app, code)[1]
    content = b"".join(path.read_bytes() for path in plain_org.store.folder.iterdir() if path.is_file())
    for secret in (code, tokens["accessToken"], tokens["refreshToken"], app.secret):
        assert secret.encode() not in content


@pytest.mark.parametrize("path", ["/connect/oauth2/sns_authorize", "/connect/qrconnect"])
def test_the_older_doors_lead_to_the_page(app, ann, path):
    query = {
        "appid": app.key,
        "redirect_uri": CALLBACK,
        "state": "a&b",
        "scope": "snsapi_login",
        "response_type": "code",
    }
    answer = app.connection.session.get(app.connection.base + path, params=query, allow_redirects=False, timeout=60)
    assert answer.status_code == 302
    page, _, _ = answer.headers["Location"].partition("?")
    assert page == "/oauth2/auth"
    asked = returned(answer.headers["Location"], "/oauth2/auth")
    status, answer = ann.answers(**asked)
    assert status == 200
    assert returned(answer["redirectUri"])["state"] == "a&b"


def test_a_code_shown_twice_by_the_standard_way_ends_what_it_gave(app, ann):
    code = ann.code(app, scope=SCOPES)
    shown = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    status, tokens = standard(app, **shown)
    assert status == 200
    assert profile(app, tokens["access_token"])[0] == 200
    status, answer = standard(app, **shown)
    assert (status, answer["error"]) == (400, "invalid_grant")
    assert profile(app, tokens["access_token"])[1]["code"] == "InvalidAuthentication"
    assert standard(app, grant_type="refresh_token", refresh_token=tokens["refresh_token"])[0] == 400


def test_a_refresh_token_is_good_once_by_the_standard_way(app, ann):
    shown = {"grant_type": "authorization_code", "code": ann.code(app, scope=SCOPES), "redirect_uri": CALLBACK}
    first = standard(app, **shown)[1]
    status, second = standard(app, grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert status == 200
    assert second["refresh_token"] != first["refresh_token"]
    status, third = standard(app, grant_type="refresh_token", refresh_token=second["refresh_token"])
    assert status == 200
    # A thief shows one that was used: nobody keeps anything.
    status, answer = standard(app, grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert (status, answer["error"]) == (400, "invalid_grant")
    assert standard(app, grant_type="refresh_token", refresh_token=third["refresh_token"])[0] == 400
    assert profile(app, third["access_token"])[1]["code"] == "InvalidAuthentication"
