"""POST /v1.0/contact/users/sort and GET /v1.0/contact/users/batch/get."""

import pytest
from Tea.exceptions import TeaException
from alibabacloud_dingtalk.contact_1_0 import models as contact
from alibabacloud_dingtalk.contact_1_0.client import Client as ContactClient
from alibabacloud_tea_util import models as util

from kit.gate import new_refused
from test_sdk_new import configured

PATH = "/v1.0/contact/users/sort"
BATCH = "/v1.0/contact/users/batch/get"
PEOPLE = {"u1": "单雄信", "u2": "曾国藩", "u3": "尉迟恭", "u4": "ann", "u5": "Bob", "u6": "山信", "u7": "李安", "u8": "李安"}
SORTED = ["u4", "u5", "u7", "u8", "u6", "u1", "u3", "u2"]


@pytest.fixture
def people(plain_org):
    for userid, name in PEOPLE.items():
        plain_org.user(userid, name=name)
    return plain_org


def sort(org, userids, sort_type=None, app=None):
    headers = contact.SortUserHeaders(x_acs_dingtalk_access_token=(app or org.all).token)
    request = contact.SortUserRequest(user_id_list=userids, sort_type=sort_type)
    return configured(ContactClient, org).sort_user_with_options(request, headers, util.RuntimeOptions()).body.user_id_list


def test_by_pinyin_with_surnames_read_as_surnames(people):
    assert sort(people, sorted(PEOPLE)) == SORTED
    assert sort(people, sorted(PEOPLE), 0) == SORTED
    assert sort(people, sorted(PEOPLE), 1) == SORTED[::-1]


def test_unknown_and_repeated_ids(people):
    assert sort(people, ["u2", "nobody", "u4", "u2"]) == ["u4", "u2"]
    assert people.all.new("POST", PATH, {"userIdList": []}) == (200, {"userIdList": []})


def test_the_scope(people):
    team = people.department("Team")
    people.user("in", team, name="Zoe")
    assert sort(people, ["u1", "in"], app=people.app(scope=[team])) == ["in"]


def test_a_hundred_and_no_more(people):
    assert sort(people, ["u1"] * 99 + ["u2"]) == ["u1", "u2"]
    new_refused(people.all.new("POST", PATH, {"userIdList": ["u1"] * 101}), 500, "listsize.too.long")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"userIdList": None}, "MissinguserIdList"),
        ({"userIdList": "u1,u2"}, "parameter.error"),
        ({"userIdList": [1]}, "parameter.error"),
        ({"sortType": 2}, "parameter.error"),
        ({"sortType": "1"}, "parameter.error"),
    ],
    ids=str,
)
def test_bad_arguments(people, changed, code):
    new_refused(people.all.new("POST", PATH, {"userIdList": ["u1"]} | changed), 400, code)


def batch(org, userids, app=None):
    headers = contact.BatchGetUserHeaders(x_acs_dingtalk_access_token=(app or org.all).token)
    request = contact.BatchGetUserRequest(user_id_list=userids)
    return configured(ContactClient, org).batch_get_user_with_options(request, headers, util.RuntimeOptions()).body


def test_many_people_at_once(people):
    body = batch(people, ["u3", "nobody", "u1", "u3"])
    assert [(each.userid, each.name) for each in body.user_list] == [("u3", "尉迟恭"), ("u1", "单雄信")]
    assert body.user_list[0].mobile == people.person("u3")["mobile"]
    assert body.unauthorized_user_id_list == []


def test_many_people_within_the_scope(people):
    team = people.department("Team")
    people.user("in", team)
    body = batch(people, ["u1", "in"], app=people.app(scope=[team]))
    assert ([each.userid for each in body.user_list], body.unauthorized_user_id_list) == (["in"], ["u1"])


def test_many_people_and_no_more(people):
    assert len(batch(people, ["u1"] * 100).user_list) == 1
    with pytest.raises(TeaException) as raised:
        batch(people, ["u1"] * 101)
    assert raised.value.code == "parameter.error"
    new_refused(people.all.new("GET", BATCH), 400, "MissinguserIdList")
    assert people.all.new("GET", BATCH, userIdList="u1,u2")[0] == 200
