"""Input of the wrong shape: a clear error in the right envelope, and nothing changed."""

import copy
import functools
import json

import pytest

from kit import contract
from kit.client import mobile_number
from kit.samples import GUARDED, LINKED, requests_for

CREATE = "/topapi/v2/user/create"
SEARCH = "/v1.0/contact/departments/search"
TEN_MEGABYTES = 10 * 1024 * 1024

LEGACY = [each for each in GUARDED if contract.endpoints()[each]["generation"] == "legacy"]
REQUIRED = [
    (each, row["name"]) for each in LEGACY for row in contract.endpoints()[each]["body"] if row.get("required") is True
]
WRONG = {
    "an object": {"x": {"y": 1}},
    "a list of lists": [[1], [2]],
    "a huge number": 10**300,
    "a huge text": "9" * 100_000,
}


@pytest.fixture
def scene(plain_org):
    # What linked organizations need is little: no guest has to be there.
    linked = {"cooperate.info_list": {"status": 0}, "cooperate.joined_list": {"status": 0}}
    plain_org.samples = requests_for(plain_org) | dict.fromkeys(LINKED, {}) | linked
    plain_org.before = plain_org.everything()
    yield plain_org
    assert plain_org.everything() == plain_org.before


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(("name", "field"), REQUIRED)
def test_required_fields_of_the_wrong_type(scene, name, field, wrong):
    body = copy.deepcopy(scene.samples[name])
    *above, last = field.split(".")
    functools.reduce(lambda inner, member: inner[member], above, body)[last] = WRONG[wrong]
    answer = scene.all.call(contract.endpoints()[name]["path"], body)
    assert answer["errcode"] in contract.codes(name) - {-1, 88}, answer


RAW = {
    "nothing but a brace": b"{",
    "a list": b"[1,2]",
    "a number": b"7",
    "a text": b'"ann"',
    "bad UTF-8": b"\xff\xfe\xfd",
    "bad UTF-8 in a value": b'{"userid":"\xff\xfe","name":"x"}',
    "half a surrogate": b'{"userid":"\\ud800","name":"x"}',
    "a trailing comma": b'{"userid":"ann",}',
    "two objects": b'{"userid":"founder"}{"userid":"founder"}',
    "deep lists": b'{"userid":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "deep objects": b'{"userid":' * 100_000 + b"1" + b"}" * 100_000,
    "unclosed depth": b"[" * 1_000_000,
    "ten megabytes of blanks": b" " * TEN_MEGABYTES,
    "ten megabytes of text": b'{"userid":"' + b"x" * TEN_MEGABYTES + b'"}',
    "ten megabytes of keys": b"{" + b",".join(b'"%d":1' % key for key in range(900_000)) + b"}",
}


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize("path", [CREATE, "/topapi/v2/department/update", "/topapi/v2/user/get", "/user/create"])
def test_bodies_that_are_no_request(scene, path, raw):
    answer = scene.connection.legacy(
        "POST",
        path,
        params={"access_token": scene.all.token},
        data=RAW[raw],
        headers={"Content-Type": "application/json"},
    )
    assert answer["errcode"] not in (0, -1), answer
    assert answer["errmsg"] not in ("", "ok")


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize("path", [SEARCH, "/v1.0/contact/users/search", "/v1.0/oauth2/accessToken"])
def test_bodies_that_are_no_request_of_the_new_generation(scene, path, raw):
    headers = {"Content-Type": "application/json", "x-acs-dingtalk-access-token": scene.all.token}
    status, answer = scene.connection.new("POST", path, data=RAW[raw], headers=headers)
    assert 400 <= status < 500, (status, answer)
    assert answer["code"]
    assert answer["message"]
    assert answer["requestid"]


FORMS = {
    "bad percent signs": b"userid=%zz&name=%",
    "bad UTF-8": b"userid=%ff%fe&name=x",
    "no pairs": b"&&&&==&",
    "a million pairs": b"&".join(b"k%d=v" % key for key in range(900_000)),
    "deep nesting": b"userid=x&name=x&mobile=13900138000&dept_id_list=1&dept_order_list=" + b"[" * 100_000,
}


@pytest.mark.parametrize("raw", FORMS)
def test_forms_that_are_no_request(scene, raw):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    query = {"access_token": scene.all.token}
    answer = scene.connection.legacy("POST", CREATE, params=query, data=FORMS[raw], headers=headers)
    assert answer["errcode"] not in (0, -1), answer


def test_a_body_of_another_kind(scene):
    query = {"access_token": scene.all.token}
    headers = {"Content-Type": "application/octet-stream"}
    answer = scene.connection.legacy("POST", CREATE, params=query, data=b"\x00\x01\x02", headers=headers)
    assert answer["errcode"] not in (0, -1), answer


def test_an_endless_query(scene):
    answer = scene.connection.session.get(scene.connection.base + "/user/get?userid=" + "x" * 1_000_000, timeout=60)
    assert answer.status_code < 500
    assert scene.all.ok("/topapi/user/count", only_active=False)["count"] > 0, "still serving"


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "\u202eabc",
        "👩‍👩‍👧‍👦",
        "𠮷野",
        "\ufeff",
        "a\nb\tc",
        "'; DROP TABLE log; --",
        "\\u0000",
        "%00",
        "</script>",
    ],
)
def test_strange_texts_are_kept_or_refused(org, text):
    answer = org.all.call(CREATE, userid="ann", name="Ann", mobile=mobile_number(), dept_id_list="1", title=text)
    if answer["errcode"] == 0:
        assert org.person("ann")["title"] == text
        assert org.all.ok("/topapi/v2/user/list", dept_id=1, cursor=0, size=10)["list"]
    else:
        assert answer["errcode"] in contract.codes("user.create") - {-1, 88} | {40033}, answer


def test_the_largest_numbers(plain_org):
    team = plain_org.department("Team", order=2**63 - 1)
    assert plain_org.department_of(team)["order"] == 2**63 - 1
    for beyond in (2**63, 2**64, 10**30):
        answer = plain_org.all.call("/topapi/v2/department/get", dept_id=beyond)
        assert answer["errcode"] in (60003, 40009, 400002), answer
    raw = json.dumps({"dept_id": 1}).replace("1", "1e0")
    answer = plain_org.connection.legacy(
        "POST",
        "/topapi/v2/department/get",
        params={"access_token": plain_org.all.token},
        data=raw,
        headers={"Content-Type": "application/json"},
    )
    assert answer["errcode"] in (0, 400002, 40009), answer
