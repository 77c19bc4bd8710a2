"""Management groups: administrators who have one power together, and those that sub-administrators make."""

import pytest
from kit.own import Admin


@pytest.fixture
def acme(org):
    org.rd = org.department("R&D")
    org.lab = org.department("Lab", org.rd)
    org.hr = org.department("HR")
    org.user("ann", org.rd)
    org.user("bob", org.lab)
    org.user("eve", org.hr)
    org.founder = Admin(org, "founder")
    org.ann, org.bob = Admin(org, "ann"), Admin(org, "bob")
    return org


def given(name, members, departments, modules=("contacts",)):
    return {
        "name": name,
        "members": [{"memberId": member, "memberType": "user"} for member in members],
        "scope": {"scopeType": "departments", "deptIds": departments},
        "modules": list(modules),
    }


def refused(answer):
    status, body = answer
    assert status in (400, 403, 404), answer
    return status, body["code"]


def test_members_administer_what_the_group_says_and_no_longer_when_it_is_gone(acme):
    assert acme.ann.call("GET", "console/members")[0] == 400
    group = acme.founder.ok("POST", "console/management-groups", given("R&D", ["ann"], [acme.rd]))
    assert [member["memberId"] for member in group["members"]] == ["ann"]
    seen = acme.ann.ok("GET", "console/members", size=200)["members"]
    assert {member["userId"] for member in seen} == {"ann", "bob"}
    assert acme.ann.call("GET", "console/rules")[0] == 403
    [listed] = [one for one in acme.founder.ok("GET", "console/admins")["admins"] if one["userId"] == "ann"]
    assert listed["group"] == {"groupId": group["groupId"], "name": "R&D"}
    # DingTalk's own call of administrators tells of them, too.
    admins = acme.all.ok("/topapi/user/listadmin")
    assert {"userid": "ann", "sys_level": 2} in admins
    acme.founder.ok("DELETE", f"console/management-groups/{group['groupId']}")
    assert acme.ann.call("GET", "console/members")[0] == 400


def test_a_secondary_group_is_never_more_than_its_maker(acme):
    acme.founder.ok("PUT", "console/admins/ann", {"kind": "sub", "deptIds": [acme.rd], "modules": ["contacts", "roles"]})
    path = "console/management-groups"
    assert refused(acme.ann.call("POST", path, given("HR", [], [acme.hr]))) == (404, "department.notFound")
    assert refused(acme.ann.call("POST", path, given("Audit", [], [acme.lab], ["audit"]))) == (400, "invalidParameter")
    assert refused(acme.ann.call("POST", path, given("Eve", ["eve"], [acme.lab]))) == (404, "person.notFound")
    made = acme.ann.ok("POST", path, given("Lab", ["bob"], [acme.lab], ["contacts", "roles"]))
    assert made["maker"]["userId"] == "ann"
    assert {one["userId"] for one in acme.bob.ok("GET", "console/members")["members"]} == {"bob"}
    # Whoever is one by a secondary group makes none.
    assert refused(acme.bob.call("POST", path, given("Below", [], [acme.lab])))[0] == 403
    acme.founder.ok("PUT", "console/admins/ann", {"kind": "sub", "deptIds": [acme.rd], "modules": ["roles"]})
    assert acme.bob.call("GET", "console/members")[0] == 403
    acme.founder.ok("DELETE", "console/admins/ann")
    assert acme.founder.ok("GET", path)["groups"] == []
    assert acme.bob.call("GET", "console/overview")[0] == 400


def test_the_log_tells_of_the_group_and_of_its_members(acme):
    group = acme.founder.ok("POST", "console/management-groups", given("R&D", ["ann"], [acme.rd]))["groupId"]
    entries = acme.founder.ok("GET", "audit", object=f"managementGroup:{group}")["entries"]
    assert [entry["after"]["name"] for entry in entries] == ["R&D"]
    [entry] = acme.founder.ok("GET", "audit", object="admin:ann")["entries"]
    assert entry["after"]["managementGroupId"] == group
