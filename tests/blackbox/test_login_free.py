"""Login-free codes and the older forms: getuserinfo of both generations, /sns and /sso."""

import base64
import hashlib
import hmac
import time

import pytest

from kit.client import Organization
from kit.same import Text, assert_same
from kit.sdk import HEADER
from kit.sign_in import CALLBACK, Visitor, proof

V2, V1 = "/topapi/v2/user/getuserinfo", "/user/getuserinfo"
SNS = "/sns/getuserinfo_bycode"


@pytest.fixture
def ann(plain_org):
    plain_org.user("ann", name="安妮", email="ann@example.com")
    return Visitor(plain_org, "ann")


def login_free(person, app):
    status, answer = person.new("GET", "/v1.0/orgbook/login-free-code", params={"clientId": app.key})
    assert status == 200, answer
    return answer["code"]


def test_a_code_tells_who_is_there_once(org):
    org.user("ann")
    ann = Visitor(org, "ann")
    code = login_free(ann, org.all)
    answer = org.all.ok(V2, code=code)
    assert_same(
        answer,
        {
            "userid": "ann",
            "unionid": org.person("ann")["unionid"],
            "name": "ann",
            "device_id": "",
            "sys": False,
            "sys_level": 0,
            "associated_unionid": "",
        },
    )
    assert org.all.call(V2, code=code)["errcode"] == 40078


def test_the_creator_is_the_main_administrator(plain_org):
    code = login_free(Visitor(plain_org, "founder"), plain_org.all)
    answer = plain_org.all.get(V1, code=code)
    assert answer == {
        "errcode": 0,
        "errmsg": "ok",
        "userid": "founder",
        "name": "Founder",
        "deviceId": "",
        "is_sys": True,
        "sys_level": 1,
    }
    assert plain_org.all.get(V1, code=code)["errcode"] == 40078


def test_a_code_is_for_its_app_and_organization(plain_org, ann, servers):
    server = servers("sqlite")
    stranger = Organization(server, server.store, "typed").all
    other = plain_org.app()
    code = login_free(ann, plain_org.all)
    for app in (other, stranger):
        assert app.call(V2, code=code)["errcode"] == 40078
        assert app.get(V1, code=code)["errcode"] == 40078
    assert plain_org.all.ok(V2, code=code)["userid"] == "ann", "nobody else has used it up"
    status, answer = ann.new("GET", "/v1.0/orgbook/login-free-code", params={"clientId": stranger.key})
    assert (status, answer["code"]) == (400, "oauth2.clientUnknown")


def test_a_code_of_the_page_is_none_of_these(plain_org, ann):
    app = plain_org.app("all", "all", "--redirect", CALLBACK)
    assert app.call(V2, code=ann.code(app))["errcode"] == 40078
    assert app.call(V2, code="")["errcode"] == 40035
    assert app.call(V2)["errcode"] == 40035


def signature(secret, text):
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()).decode()


def sns(app, code, timestamp=None, signed=None, key=None):
    timestamp = str(timestamp or time.time_ns() // 1_000_000)
    query = {"accessKey": key or app.key, "timestamp": timestamp, "signature": signed or signature(app.secret, timestamp)}
    return app.connection.legacy("POST", SNS, params=query, json={"tmp_auth_code": code})


def test_a_signed_call_tells_who_signed_in(plain_org, ann):
    app = plain_org.app("all", "all", "--redirect", CALLBACK)
    code = ann.code(app, scope="openid")
    answer = sns(app, code)
    assert_same(
        answer,
        {
            "errcode": 0,
            "errmsg": "ok",
            "user_info": {
                "nick": "安妮",
                "unionid": plain_org.person("ann")["unionid"],
                "openid": Text(r".+iEiE"),
                "main_org_auth_high_level": False,
            },
        },
    )
    assert sns(app, code)["errcode"] == 40078
    # The form of the current page.
    timestamp = time.time_ns() // 1_000_000
    signed = signature(app.secret, f"{timestamp}\n{app.secret}")
    assert sns(app, ann.code(app), timestamp, signed)["errcode"] == 0


def test_a_signed_call_that_does_not_fit_is_refused(plain_org, ann):
    app = plain_org.app("all", "all", "--redirect", CALLBACK)
    other = plain_org.app("all", "all", "--redirect", CALLBACK)
    code, now = ann.code(app), time.time_ns() // 1_000_000
    assert sns(app, code, "now")["errcode"] == 853001
    assert sns(app, code, now - 61_000)["errcode"] == 853002
    assert sns(app, code, now + 61_000)["errcode"] == 853002
    assert sns(app, code, key="dingnobody")["errcode"] == 853003
    assert sns(app, code, signed=signature(other.secret, str(now)), timestamp=now)["errcode"] == 853004
    assert sns(app, code, signed="!")["errcode"] == 853004
    assert sns(other, code)["errcode"] == 40078
    verifier, challenge = proof()
    guarded = ann.code(app, code_challenge=challenge, code_challenge_method="S256")
    assert sns(app, guarded)["errcode"] == 40078
    assert sns(app, code)["errcode"] == 0


def test_an_app_of_the_oldest_kind_gets_a_token_that_opens_nothing_else(plain_org):
    app = plain_org.all
    get = lambda **query: plain_org.connection.legacy("GET", "/sns/gettoken", params=query)  # noqa: E731
    answer = get(appid=app.key, appsecret=app.secret)
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "access_token": Text(r"[0-9a-f]{32}")})
    query = {"access_token": answer["access_token"]}
    refused = plain_org.connection.legacy("POST", "/topapi/user/count", params=query, json={"only_active": False})
    assert refused["sub_code"] == "40014"
    assert get(appid=app.key, appsecret="wrong")["errcode"] == 40096


def sso_secret(org):
    return org.store.run("org", "sso-secret", "--org", org.corp_id)["ssoSecret"]


def console_code(person, app):
    return person.new("GET", "/v1.0/orgbook/console-code", params={"clientId": app.key})


def test_an_apps_console_hears_who_administers(plain_org):
    connection, secret = plain_org.connection, sso_secret(plain_org)
    founder = Visitor(plain_org, "founder")
    code = console_code(founder, plain_org.all)[1]["code"]
    status, token = connection.new(
        "POST", "/v1.0/oauth2/ssoAccessToken", json={"corpid": plain_org.corp_id, "ssoSecret": secret}
    )
    assert (status, token["expireIn"]) == (200, 3600)
    headers = {HEADER: token["accessToken"]}
    status, answer = connection.new("GET", "/v1.0/oauth2/ssoUserInfo", params={"code": code}, headers=headers)
    assert status == 200
    assert answer == {
        "corpId": plain_org.corp_id,
        "corpName": plain_org.name,
        "userId": "founder",
        "userName": "Founder",
        "email": "",
        "avatar": "",
        "isAdmin": True,
    }
    status, answer = connection.new("GET", "/v1.0/oauth2/ssoUserInfo", params={"code": code}, headers=headers)
    assert (status, answer["code"]) == (400, "invalidCode")


def test_the_older_form_tells_the_same(plain_org):
    connection, secret = plain_org.connection, sso_secret(plain_org)
    query = {"corpid": plain_org.corp_id, "corpsecret": secret}
    token = connection.legacy("GET", "/sso/gettoken", params=query)["access_token"]
    code = console_code(Visitor(plain_org, "founder"), plain_org.all)[1]["code"]
    look = lambda **query: connection.legacy("GET", "/sso/getuserinfo", params=query)  # noqa: E731
    assert look(access_token="wrong", code=code)["errcode"] == 40014
    assert look(access_token=plain_org.all.token, code=code)["errcode"] == 40014
    assert look(access_token=token)["errcode"] == 41007
    assert look(access_token=token, code="wrong")["errcode"] == 40078
    assert look(access_token=token, code=code) == {
        "errcode": 0,
        "errmsg": "ok",
        "is_sys": True,
        "corp_info": {"corpid": plain_org.corp_id, "corp_name": plain_org.name},
        "user_info": {"userid": "founder", "name": "Founder", "avatar": "", "email": ""},
    }


def test_the_organizations_own_secret_is_another(plain_org, ann, servers):
    connection, secret = plain_org.connection, sso_secret(plain_org)
    get = lambda corp, secret: connection.legacy("GET", "/sso/gettoken", params={"corpid": corp, "corpsecret": secret})  # noqa: E731
    assert get(plain_org.corp_id, plain_org.all.secret)["errcode"] == 40089
    assert get("dingother", secret)["errcode"] == 40089
    assert get(plain_org.corp_id, secret)["errcode"] == 0
    newer = sso_secret(plain_org)
    assert get(plain_org.corp_id, secret)["errcode"] == 40089
    token = get(plain_org.corp_id, newer)["access_token"]
    status, answer = console_code(ann, plain_org.all)
    assert (status, answer["code"]) == (403, "administrator.required")
    # Another organization's code.
    server = servers("sqlite")
    elsewhere = Organization(server, server.store, "typed")
    code = console_code(Visitor(elsewhere, "founder"), elsewhere.all)[1]["code"]
    answer = connection.legacy("GET", "/sso/getuserinfo", params={"access_token": token, "code": code})
    assert answer["errcode"] == 40078
