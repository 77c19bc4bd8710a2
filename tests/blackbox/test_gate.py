"""What holds for every call: paths, methods, bodies, headers, health."""

import json
import re
import socket

import pytest

from kit.client import REQUEST_ID, mobile_number, result
from kit.gate import new_refused
from kit.same import Maybe, Text, assert_same

GET_USER = "/topapi/v2/user/get"


def test_an_unknown_topapi_path(plain_org):
    answer = plain_org.all.call("/topapi/v2/user/notexist", {})
    text = "不合法ApiName，ApiName = dingtalk.oapi.v2.user.notexist"
    expected = {
        "errcode": 22,
        "sub_msg": text,
        "errmsg": f"Invalid method[submsg={text}]",
        "request_id": REQUEST_ID,
    }
    assert_same(answer, expected)


@pytest.mark.parametrize("path", ["/user/notexist", "/nothing", "/topapi"])
def test_any_other_unknown_path(plain_org, path):
    expected = {"errcode": 404, "errmsg": "请求的URI地址不存在", "request_id": Maybe(REQUEST_ID)}
    assert_same(plain_org.all.get(path), expected)


def test_an_unknown_new_path(plain_org):
    new_refused(plain_org.all.new("GET", "/v1.0/contact/nothing"), 404, "InvalidAction.NotFound")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_wrong_method(plain_org, method):
    answer = plain_org.connection.legacy(method, GET_USER, params={"access_token": plain_org.all.token}, json={})
    assert answer["errcode"] in (43001, 43002), answer
    status, answer = plain_org.all.new(method, "/v1.0/contact/departments/search", {})
    assert status in (404, 405)
    assert answer["code"]


def test_the_token_may_travel_in_a_form(plain_org):
    body = {"access_token": plain_org.all.token, "userid": "founder"}
    assert result(plain_org.connection.legacy("POST", GET_USER, data=body))["userid"] == "founder"


def test_a_token_in_the_header_alone_counts_as_none(plain_org):
    headers = {"x-acs-dingtalk-access-token": plain_org.all.token}
    answer = plain_org.connection.legacy("POST", GET_USER, headers=headers, json={"userid": "founder"})
    assert answer["sub_code"] == "40000"


def test_a_token_in_the_query_is_none_in_the_new_generation(plain_org):
    query = {"access_token": plain_org.all.token}
    body = {"queryWord": "x", "offset": 0, "size": 1}
    answer = plain_org.connection.new("POST", "/v1.0/contact/departments/search", params=query, json=body)
    new_refused(answer, 400, "AuthenticationFailed.MissingParameter")


def test_a_bearer_token_works_in_the_new_generation(plain_org):
    headers = {"Authorization": f"Bearer {plain_org.all.token}"}
    body = {"queryWord": "x", "offset": 0, "size": 1}
    status, answer = plain_org.connection.new("POST", "/v1.0/contact/departments/search", json=body, headers=headers)
    assert (status, answer["list"]) == (200, [])


def test_headers_of_the_new_generation(plain_org):
    answer = plain_org.connection.session.post(
        plain_org.connection.base + "/v1.0/contact/departments/search",
        json={"queryWord": "x", "offset": 0, "size": 1},
        headers={"x-acs-dingtalk-access-token": plain_org.all.token},
        timeout=60,
    )
    assert answer.status_code == 200
    assert answer.headers["x-acs-request-id"]
    assert answer.headers["x-acs-trace-id"]


@pytest.mark.parametrize(
    "path", ["/gettoken", GET_USER, "/nothing", "/v1.0/contact/nothing", "/v1.0/orgbook/me", "/v1.0/orgbook/console/session"]
)
def test_answers_are_kept_nowhere(plain_org, path):
    connection = plain_org.connection
    answer = connection.session.get(connection.base + path, params={"access_token": plain_org.all.token}, timeout=60)
    assert answer.headers["cache-control"] == "no-store", path


def test_request_ids_differ(plain_org):
    ids = {plain_org.all.call(GET_USER, userid="founder")["request_id"] for _ in range(50)}
    assert len(ids) == 50


def test_a_chunked_body_without_a_length(plain_org):
    body = json.dumps({"userid": "founder"}).encode()
    answer = plain_org.connection.legacy(
        "POST",
        GET_USER,
        params={"access_token": plain_org.all.token},
        data=iter([body[:5], body[5:]]),
        headers={"Content-Type": "application/json"},
    )
    assert result(answer)["userid"] == "founder"


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_under_other_names(plain_org, content_type):
    headers = {"Content-Type": content_type} if content_type else {}
    query = {"access_token": plain_org.all.token}
    answer = plain_org.connection.legacy("POST", GET_USER, params=query, data=b'{"userid":"founder"}', headers=headers)
    assert result(answer)["userid"] == "founder"


def test_a_multipart_body(plain_org):
    query = {"access_token": plain_org.all.token}
    answer = plain_org.connection.legacy("POST", GET_USER, params=query, files={"userid": (None, "founder")})
    assert result(answer)["userid"] == "founder"


def test_many_requests_on_one_connection_without_waiting(plain_org):
    host, port = plain_org.server.address.split(":")
    body = b'{"userid":"founder"}'
    request = (
        f"POST {GET_USER}?access_token={plain_org.all.token} HTTP/1.1\r\nHost: {host}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(request * 20)
        received = b""
        while received.count(b'"errcode":0') < 20:
            part = connection.recv(65536)
            assert part, received[-500:]
            received += part
    assert received.count(b"HTTP/1.1 200") == 20


def test_health(plain_org):
    for path in ("/healthz", "/readyz"):
        assert plain_org.connection.session.get(plain_org.connection.base + path, timeout=60).status_code == 200


def calls_counted(org, route):
    """How often each outcome of a route was counted so far."""
    text = org.connection.session.get(org.connection.base + "/metrics", timeout=60).text
    assert "# TYPE orgbook_requests counter" in text
    found = re.findall(rf'^orgbook_requests_total{{route="{route}",outcome="(\w+)"}} (\d+)$', text, re.MULTILINE)
    return {outcome: int(count) for outcome, count in found}


def test_metrics_count_calls(plain_org):
    before = calls_counted(plain_org, GET_USER)
    for userid in ("founder", "founder", "nobody"):
        plain_org.all.call(GET_USER, userid=userid)
    after = calls_counted(plain_org, GET_USER)
    assert after == before | {"ok": before["ok"] + 2, "refused": before["refused"] + 1}


def test_logs_hold_no_secrets_and_no_numbers(plain_org):
    mobile = mobile_number()
    plain_org.user("ann", mobile=mobile)
    plain_org.all.call("/topapi/v2/user/getbymobile", mobile=mobile)
    plain_org.all.get("/user/get_by_mobile", mobile=mobile)
    log = plain_org.server.log()
    for secret in (mobile, plain_org.all.secret, plain_org.all.token):
        assert secret not in log


def test_an_error_inside_is_never_shown_as_text(plain_org):
    answer = plain_org.all.call(GET_USER, userid="nobody")
    assert_same(answer["errmsg"], Text(r"[一-鿿]+"))
