"""People who leave an organization by themselves."""

import pytest
from kit.own import Admin
from test_leave_records import days_ago

LEAVE = "me/leave"


@pytest.fixture
def acme(org):
    org.user("ann")
    org.user("bob")
    org.founder, org.ann = Admin(org, "founder"), Admin(org, "ann")
    return org


def test_whoever_leaves_is_gone_and_stands_among_the_leavers(acme):
    assert acme.ann.ok("GET", "me")["leaving"] == "may"
    acme.ann.ok("POST", LEAVE, {"corpId": acme.corp_id})
    # The token counts no more.
    assert acme.ann.call("GET", "me")[0] == 400
    assert acme.all.call("/topapi/v2/user/get", userid="ann")["errcode"] == 60121
    [leaver] = acme.founder.ok("GET", "console/leavers")["leavers"]
    assert (leaver["userId"], leaver["reason"]) == ("ann", "self")
    records = acme.all.new("GET", "/v1.0/contact/empLeaveRecords", startTime=days_ago(1), maxResults=10)[1]["records"]
    assert [(one["userId"], one["leaveReason"]) for one in records] == [("ann", "leave")]
    [entry] = acme.founder.ok("GET", "audit", object="user:ann")["entries"][:1]
    assert entry["actor"]["id"] == "ann" and "after" not in entry


def test_administrators_hand_over_first(acme):
    acme.founder.ok("PUT", "console/admins/ann", {"kind": "sub", "modules": ["audit"]})
    assert acme.ann.ok("GET", "me")["leaving"] == "administrator"
    status, answer = acme.ann.call("POST", LEAVE, {"corpId": acme.corp_id})
    assert (status, answer["code"]) == (409, "leaving.administrator")
    status, answer = acme.founder.call("POST", LEAVE, {"corpId": acme.corp_id})
    assert (status, answer["code"]) == (409, "leaving.administrator")
    tasks = [{"resource": "adminRights", "receiverUserId": "bob"}]
    acme.founder.ok("POST", "console/leavers/ann/handover", {"tasks": tasks})
    acme.ann.ok("POST", LEAVE, {"corpId": acme.corp_id})


def test_where_it_is_switched_off_nobody_does(acme):
    acme.founder.ok("PUT", "console/invitations/settings", {"membersMayLeave": False})
    assert acme.ann.ok("GET", "me")["leaving"] == "off"
    status, answer = acme.ann.call("POST", LEAVE, {"corpId": acme.corp_id})
    assert (status, answer["code"]) == (403, "leaving.forbidden")
    acme.store.run("org", "set-invitation", "--org", acme.corp_id, "--members-leave", "on")
    status, answer = acme.ann.call("POST", LEAVE, {"corpId": "dingother"})
    assert (status, answer["code"]) == (400, "invalidParameter")
    assert acme.ann.call("POST", LEAVE, {})[0] == 400
    # An app's token is nobody who could leave.
    assert acme.all.new("POST", "/v1.0/orgbook/me/leave", {"corpId": acme.corp_id})[0] in (400, 403)
    acme.ann.ok("POST", LEAVE, {"corpId": acme.corp_id})
