"""A legacy SDK in daily use (`dingtalk-sdk`), pointed at the real binary."""

import pytest
from dingtalk import AppKeyClient, SecretClient
from dingtalk.core.exceptions import DingTalkClientException

from kit.client import mobile_number


@pytest.fixture
def client(plain_org):
    client = AppKeyClient(plain_org.corp_id, plain_org.all.key, plain_org.all.secret)
    client.API_BASE_URL = plain_org.server.url + "/"
    return client


def test_departments_from_first_to_last(client, plain_org):
    team = client.department.create({"name": "研发", "parentid": 1, "createDeptGroup": True})
    below = client.department.create({"name": "Below", "parentid": str(team), "order": "3"})
    assert client.department.list_ids() == [team]
    assert [each["id"] for each in client.department.list(fetch_child=True)] == [team, below]
    assert [each["id"] for each in client.department.list()] == [team]
    assert client.department.get(below)["parentid"] == team
    assert client.department.update({"id": below, "name": "Under"}) == below
    assert client.department.get(below)["name"] == "Under"
    assert client.department.list_parent_depts_by_dept(below) == [below, team, 1]
    client.department.delete(team)
    assert client.department.list_ids() == []


def test_people_from_first_to_last(client, plain_org):
    team = client.department.create({"name": "Team", "parentid": 1})
    number = mobile_number()
    body = {
        "userid": "ann",
        "name": "Ann",
        "mobile": number,
        "department": [1, team],
        "orderInDepts": f"{{1:10, {team}:5}}",
        "isHide": "false",
    }
    assert client.user.create(body) == "ann"
    person = client.user.get("ann")
    assert (person["name"], person["mobile"], person["department"]) == ("Ann", number, [1, team])
    assert client.user.get_userid_by_unionid(person["unionid"])["userid"] == "ann"
    assert client.user.get_dept_member(team) == ["ann"]
    assert client.user.simple_list(team)["userlist"] == [{"userid": "ann", "name": "Ann"}]
    assert client.user.list(team)["userlist"][0]["order"] == 5
    assert client.user.listbypage(team)["hasMore"] is False
    assert client.user.get_org_user_count(True) == 2, "0 on the wire: everybody"
    assert client.department.list_parent_depts("ann") == [[1], [team, 1]]
    client.user.update({"userid": "ann", "name": "Anna"})
    assert client.user.get("ann")["name"] == "Anna"
    client.user.batchdelete(["ann"])
    with pytest.raises(DingTalkClientException) as raised:
        client.user.get("ann")
    assert raised.value.errcode == 60121


def test_admins_and_scopes(client, plain_org):
    assert client.user.get_admin() == [{"userid": "founder", "sys_level": 1}]
    assert client.user.auth_scopes()["auth_org_scopes"] == {"authed_dept": [1], "authed_user": []}
    assert client.user.can_access_microapp(plain_org.all.agent_id, "founder") is True


def test_it_asks_for_a_new_token_when_told_that_its_own_is_bad(client):
    client.cache.access_token.set(value="0123456789abcdef0123456789abcdef", ttl=7200)
    assert client.user.get_org_user_count(True) == 1


def test_the_older_way_to_sign_in(plain_org):
    client = SecretClient(plain_org.corp_id, plain_org.all.secret)
    client.API_BASE_URL = plain_org.server.url + "/"
    assert client.department.list_ids() == []
