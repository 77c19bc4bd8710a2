"""POST /v1.0/oauth2/accessToken."""

import pytest

from kit.gate import new_refused
from kit.same import Text, assert_same

PATH = "/v1.0/oauth2/accessToken"
TOKEN = Text(r"[0-9A-Za-z_-]{16,512}")


def post(org, **body):
    return org.connection.new("POST", PATH, json=body)


def test_key_and_secret_give_a_token(plain_org):
    app = plain_org.all
    status, answer = post(plain_org, appKey=app.key, appSecret=app.secret)
    assert status == 200
    assert_same(answer, {"accessToken": TOKEN, "expireIn": 7200})


def test_it_is_the_token_that_gettoken_gives(plain_org):
    app = plain_org.all
    _, answer = post(plain_org, appKey=app.key, appSecret=app.secret)
    assert answer["accessToken"] == app.token


def test_the_token_works_on_legacy_paths(plain_org):
    app = plain_org.all
    _, answer = post(plain_org, appKey=app.key, appSecret=app.secret)
    counted = plain_org.connection.legacy(
        "POST", "/topapi/user/count", params={"access_token": answer["accessToken"]}, json={"only_active": False}
    )
    assert counted["result"] == {"count": 1}


@pytest.mark.parametrize("changed", [{"appSecret": "wrong"}, {"appKey": "dingnobody"}])
def test_wrong_credentials_are_refused(plain_org, changed):
    app = plain_org.all
    answer = post(plain_org, **({"appKey": app.key, "appSecret": app.secret} | changed))
    new_refused(answer, 400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")


@pytest.mark.parametrize("absent", ["appKey", "appSecret"])
def test_missing_credentials_are_refused(plain_org, absent):
    app = plain_org.all
    body = {"appKey": app.key, "appSecret": app.secret}
    del body[absent]
    new_refused(post(plain_org, **body), 400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
