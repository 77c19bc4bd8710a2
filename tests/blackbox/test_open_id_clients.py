"""Real clients sign people in: Authlib for OAuth 2.0 and OpenID Connect, the official SDK for DingTalk's own way."""

import time

import pytest
from alibabacloud_dingtalk.contact_1_0 import models as contact
from alibabacloud_dingtalk.contact_1_0.client import Client as ContactClient
from alibabacloud_dingtalk.oauth2_1_0 import models as oauth
from alibabacloud_dingtalk.oauth2_1_0.client import Client as OauthClient
from alibabacloud_tea_openapi import models as openapi
from alibabacloud_tea_util import models as util
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

from kit.same import Text, assert_same
from kit.sign_in import CALLBACK, Visitor, exchange, profile, proof, request, returned, standard

SCOPE = "openid profile email phone corpid"


@pytest.fixture
def app(plain_org):
    return plain_org.app("all", "all", "--redirect", CALLBACK)


@pytest.fixture
def ann(plain_org):
    plain_org.user("ann", name="安妮", mobile="+852-51234568", email="ann@example.com")
    return Visitor(plain_org, "ann")


def discovered(app):
    """What the installation says of itself."""
    answer = app.connection.session.get(f"{app.connection.base}/.well-known/openid-configuration", timeout=60)
    assert answer.status_code == 200
    return app.connection.checked(answer)


def keys(app):
    session = app.connection.session
    return KeySet.import_key_set(session.get(discovered(app)["jwks_uri"], timeout=60).json())


def client(app, method="client_secret_basic", **more):
    made = OAuth2Session(
        app.key,
        app.secret,
        scope=SCOPE,
        redirect_uri=CALLBACK,
        token_endpoint_auth_method=method,
        code_challenge_method="S256",
        **more,
    )
    made.trust_env = False
    return made


def signed_in(app, person, method="client_secret_basic"):
    """Tokens, as an ordinary client gets them."""
    known, made = discovered(app), client(app, method)
    verifier, _ = proof()
    address, state = made.create_authorization_url(
        known["authorization_endpoint"], nonce="n-0S6_WzA2Mj", code_verifier=verifier
    )
    assert address.startswith(f"{app.connection.base}/oauth2/auth?")
    asked = returned(address, known["authorization_endpoint"])
    status, answer = person.answers(**asked)
    assert status == 200
    back = answer["redirectUri"]
    return made, made.fetch_token(
        known["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier
    )


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_an_ordinary_client_signs_a_person_in(plain_org, app, ann, method):
    known = discovered(app)
    made, token = signed_in(app, ann, method)
    assert token["token_type"] == "Bearer"
    assert token["scope"].split(" ") == ["openid", "corpid", "profile", "email", "phone"]
    decoded = jwt.decode(token["id_token"], keys(app), algorithms=known["id_token_signing_alg_values_supported"])
    rules = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": known["issuer"]},
        aud={"essential": True, "value": app.key},
        nonce={"essential": True, "value": "n-0S6_WzA2Mj"},
        exp={"essential": True},
        iat={"essential": True},
    )
    rules.validate(decoded.claims)
    assert known["issuer"] == app.connection.base
    union_id = plain_org.person("ann")["unionid"]
    said = {
        "sub": union_id,
        "open_id": Text(r".+iEiE"),
        "name": "安妮",
        "nickname": "安妮",
        "corp_id": plain_org.corp_id,
        "preferred_username": "ann",
        "email": "ann@example.com",
        "phone_number": "+85251234568",
    }
    assert_same({name: decoded.claims[name] for name in said}, said)
    assert_same(made.get(known["userinfo_endpoint"]).json(), said)
    # And again without the person.
    first = token["refresh_token"]
    renewed = made.refresh_token(known["token_endpoint"], refresh_token=first)
    assert renewed["refresh_token"] != first
    assert made.get(known["userinfo_endpoint"]).json()["sub"] == union_id


def test_identity_alone_tells_no_name(app, ann):
    shown = {"grant_type": "authorization_code", "code": ann.code(app, scope="openid"), "redirect_uri": CALLBACK}
    token = standard(app, **shown)[1]
    claims = jwt.decode(token["id_token"], keys(app)).claims
    assert set(claims) == {"sub", "open_id", "iss", "aud", "iat", "exp", "at_hash"}
    assert claims["exp"] > time.time() >= claims["iat"] - 1


def test_keys_are_the_same_for_everybody_and_hold_no_secret(app):
    document = app.connection.session.get(discovered(app)["jwks_uri"], timeout=60).json()
    assert document == app.connection.session.get(discovered(app)["jwks_uri"], timeout=60).json()
    for key in document["keys"]:
        assert_same(
            key,
            {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": Text(r"\w+"), "n": Text(r"[\w-]{300,}"), "e": "AQAB"},
        )


def test_the_token_is_for_those_who_show_everything(plain_org, app, ann):
    other = plain_org.app("all", "all", "--redirect", CALLBACK)
    verifier, challenge = proof()
    code = ann.code(app, code_challenge=challenge, code_challenge_method="S256")
    right = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": verifier,
    }
    for wrong, error in (
        ({"code_verifier": proof()[0]}, "invalid_grant"),
        ({"code_verifier": challenge}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"redirect_uri": "https://evil.example/cb"}, "invalid_grant"),
        ({"redirect_uri": ""}, "invalid_grant"),
        ({"code": "0" * 48}, "invalid_grant"),
        ({"code": ""}, "invalid_request"),
        ({"grant_type": ""}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_id": other.key}, "invalid_client"),
    ):
        status, answer = standard(app, **{**right, **wrong})
        assert answer["error"] == error, wrong
        assert status == (401 if error == "invalid_client" else 400)
    assert standard(other, **right)[1]["error"] == "invalid_grant"
    for auth in ((app.key, "wrong"), ("dingnobody", app.secret), ("", "")):
        status, answer = standard(app, auth=auth, **right)
        assert (status, answer["error"]) == (401, "invalid_client")
    assert standard(app, **right)[0] == 200, "nobody else has used it up"


def test_a_client_hears_of_a_wrong_secret(app, ann):
    made = client(app)
    made.client_secret = "wrong"
    with pytest.raises(OAuthError) as raised:
        made.fetch_token(discovered(app)["token_endpoint"], code=ann.code(app))
    assert raised.value.error == "invalid_client"


def test_userinfo_wants_a_token_for_a_person(plain_org, app, ann):
    known = discovered(app)
    session = app.connection.session
    for token in (None, "wrong", app.token, ann.token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = session.get(known["userinfo_endpoint"], headers=headers, timeout=60)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["error"] == "invalid_token"


def test_an_app_gives_back_what_it_was_granted(plain_org, app, ann):
    other = plain_org.app("all", "all", "--redirect", CALLBACK)
    known = discovered(app)
    made, token = signed_in(app, ann)
    for shown in ("refresh_token", "access_token"):
        # Another app ends nothing and is not told whether there was anything.
        assert standard(other, "revoke", token=token[shown]) == (200, {})
    assert made.get(known["userinfo_endpoint"]).status_code == 200
    assert standard(app, "revoke", token=token["refresh_token"]) == (200, {})
    assert standard(app, "revoke", token=token["refresh_token"]) == (200, {})
    assert made.get(known["userinfo_endpoint"]).status_code == 401
    assert standard(app, grant_type="refresh_token", refresh_token=token["refresh_token"])[0] == 400


@pytest.mark.parametrize("hint", [None, "access_token", "refresh_token", "something"])
def test_an_app_gives_back_a_token_alone(app, ann, hint):
    known = discovered(app)
    made, token = signed_in(app, ann)
    given = {"token": token["access_token"]} | ({"token_type_hint": hint} if hint else {})
    assert standard(app, "revoke", **given) == (200, {})
    assert standard(app, "revoke", **given) == (200, {})
    assert made.get(known["userinfo_endpoint"]).status_code == 401
    # What renews it gives another one, and the one that was given back stays ended.
    made.refresh_token(known["token_endpoint"], refresh_token=token["refresh_token"])
    assert made.token["access_token"] != token["access_token"]
    assert made.get(known["userinfo_endpoint"]).status_code == 200
    made.token = {**made.token, "access_token": token["access_token"]}
    assert made.get(known["userinfo_endpoint"]).status_code == 401


def test_a_token_of_dingtalks_own_exchange_is_given_back(app, ann):
    scope = "openid Contact.User.Read"
    tokens = exchange(app, ann.code(app, scope=scope))[1]
    assert standard(app, "revoke", token=tokens["accessToken"]) == (200, {})
    assert profile(app, tokens["accessToken"])[1]["code"] == "InvalidAuthentication"
    renewed = exchange(app, refreshToken=tokens["refreshToken"])[1]
    assert renewed["accessToken"] != tokens["accessToken"]
    assert profile(app, renewed["accessToken"])[0] == 200


def test_what_is_none_of_the_apps_tokens_for_people_goes_on(plain_org, app, ann):
    other = plain_org.app("all", "all", "--redirect", CALLBACK)
    theirs = exchange(other, ann.code(other, scope="openid Contact.User.Read"))[1]
    for token in (app.token, other.token, ann.token, theirs["accessToken"], theirs["refreshToken"], "0" * 32, "é"):
        assert standard(app, "revoke", token=token) == (200, {})
    assert profile(other, theirs["accessToken"])[0] == 200
    assert exchange(other, refreshToken=theirs["refreshToken"])[0] == 200
    assert ann.asked(**request(app))[0] == 200
    assert app.ok("/topapi/v2/user/get", userid="ann")
    # Who shows no secret, or no token, is told so.
    status, answer = standard(app, "revoke", auth=(app.key, "wrong"), token=app.token)
    assert (status, answer["error"]) == (401, "invalid_client")
    status, answer = standard(app, "revoke")
    assert (status, answer["error"]) == (400, "invalid_request")


def test_the_official_sdk_signs_a_person_in(plain_org, app, ann):
    config = openapi.Config(protocol="http", endpoint=plain_org.server.address, region_id="central")
    code = ann.code(app, scope="openid Contact.User.Read Contact.User.mobile")
    sdk = OauthClient(config)
    token = sdk.get_user_token(
        oauth.GetUserTokenRequest(
            client_id=app.key, client_secret=app.secret, code=code, grant_type="authorization_code"
        )
    ).body
    assert token.expire_in == 7200
    headers = contact.GetUserHeaders(x_acs_dingtalk_access_token=token.access_token)
    me = ContactClient(config).get_user_with_options("me", headers, util.RuntimeOptions()).body
    assert (me.nick, me.mobile, me.state_code, me.email) == ("安妮", "51234568", "852", "ann@example.com")
    assert me.union_id == plain_org.person("ann")["unionid"]
    renewed = sdk.get_user_token(
        oauth.GetUserTokenRequest(
            client_id=app.key,
            client_secret=app.secret,
            refresh_token=token.refresh_token,
            grant_type="refresh_token",
        )
    ).body
    assert renewed.access_token == token.access_token


def test_the_document_names_what_is_there(app):
    known = discovered(app)
    session = app.connection.session
    other = session.get(f"{app.connection.base}/.well-known/oauth-authorization-server", timeout=60)
    assert other.json() == known
    for method, path in (("GET", "token"), ("GET", "revoke"), ("POST", "jwks"), ("DELETE", "userinfo")):
        answer = session.request(method, f"{app.connection.base}/oauth2/{path}", timeout=60)
        assert answer.status_code == 405
        assert answer.json()["error"] == "invalid_request"


def test_a_page_without_a_person_asks_nobody(app):
    status, answer = app.connection.new("GET", "/v1.0/orgbook/oauth2/authorization", params=request(app))
    assert status in (400, 401), answer
    assert "redirectUri" not in answer
