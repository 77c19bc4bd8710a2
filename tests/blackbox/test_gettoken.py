"""GET /gettoken."""

from kit.same import Number, Text, assert_same

TOKEN = Text(r"[0-9A-Za-z_-]{16,512}")


def refused(answer, code, message=None):
    """Refusals here are as flat as the answer: no request_id."""
    assert_same(answer, {"errcode": code, "errmsg": message or Text(".+")})


def get(org, **query):
    return org.connection.legacy("GET", "/gettoken", params=query)


def test_key_and_secret_give_a_token(plain_org):
    app = plain_org.all
    answer = get(plain_org, appkey=app.key, appsecret=app.secret)
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "access_token": TOKEN, "expires_in": 7200})


def test_a_second_call_gives_the_same_token(plain_org):
    app = plain_org.all
    first = get(plain_org, appkey=app.key, appsecret=app.secret)
    second = get(plain_org, appkey=app.key, appsecret=app.secret)
    assert first["access_token"] == second["access_token"]
    assert_same(second["expires_in"], Number(7199, 7200))


def test_two_apps_have_two_tokens(plain_org):
    assert plain_org.all.token != plain_org.app().token


def test_the_older_pair_of_names_works(plain_org):
    app = plain_org.all
    answer = get(plain_org, corpid=app.corp_id, corpsecret=app.secret)
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "access_token": app.token, "expires_in": 7200})


def test_a_wrong_secret_is_refused(plain_org):
    refused(get(plain_org, appkey=plain_org.all.key, appsecret="wrong"), 40096, "不合法的appKey或appSecret")


def test_an_unknown_key_is_refused(plain_org):
    refused(get(plain_org, appkey="dingnobody", appsecret=plain_org.all.secret), 40096, "不合法的appKey或appSecret")


def test_another_apps_secret_is_refused(plain_org):
    other = plain_org.app()
    refused(get(plain_org, appkey=plain_org.all.key, appsecret=other.secret), 40096, "不合法的appKey或appSecret")


def test_a_wrong_older_secret_is_refused(plain_org):
    refused(get(plain_org, corpid=plain_org.corp_id, corpsecret="wrong"), 40089)


def test_nothing_given_names_what_is_missing(plain_org):
    refused(get(plain_org), 40035, "缺少参数 corpid or appkey")


def test_a_form_body_does_not_count(plain_org):
    app = plain_org.all
    body = {"appkey": app.key, "appsecret": app.secret}
    refused(plain_org.connection.legacy("GET", "/gettoken", data=body), 40035, "缺少参数 corpid or appkey")


def test_the_token_works_in_both_generations(plain_org):
    app = plain_org.all
    assert app.ok("/topapi/user/count", only_active=False) == {"count": 1}
    status, found = app.new("POST", "/v1.0/contact/departments/search", {"queryWord": "x", "offset": 0, "size": 1})
    assert (status, found) == (200, {"hasMore": False, "totalCount": 0, "list": []})
