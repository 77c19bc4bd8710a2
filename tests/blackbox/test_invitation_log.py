"""The log tells of an invitation as an entry of its own; somebody who has not come in yet stands in it as no member."""

import pytest
from kit.client import mobile_number
from kit.own import OWN, Admin


@pytest.fixture
def acme(org):
    org.founder = Admin(org, "founder")
    org.founder.ok("PUT", "console/invitations/settings", {"inviteSwitch": True, "linkInvite": True})
    return org


def told(org, kind):
    """What the log tells of one kind of object, the oldest first."""
    entries = org.founder.ok("GET", "audit", kind=kind, size=200)["entries"]
    return [(entry["kind"], entry["actor"].get("id")) for entry in reversed(entries)]


def members(org):
    """How many entries tell of members."""
    return len(told(org, "user"))


def test_an_invitation_is_an_entry_and_a_member_is_one_when_he_is_let_in(acme):
    before = members(acme)
    mobile = mobile_number()
    invitation = acme.founder.ok("POST", "console/invitations", {"mobile": mobile})["invitation"]
    assert told(acme, "invite") == [("invite.added", "founder")]
    assert members(acme) == before, "nobody has come in"

    body = {"name": "Zed", "mobile": mobile}
    path = f"{OWN}invitations/{invitation['code']}/applications"
    assert acme.connection.new("POST", path, json=body) == (200, {"state": "waiting"})
    [asked] = told(acme, "application")
    assert asked[0] == "application.added"
    assert members(acme) == before, "nobody has come in"

    [waiting] = acme.founder.ok("GET", "console/applications")["applications"]
    joined = acme.founder.ok("POST", f"console/applications/{waiting['application']['id']}/approve", {})["userId"]
    [entry] = acme.founder.ok("GET", "audit", object=f"user:{joined}")["entries"]
    assert (entry["kind"], entry["actor"]["id"]) == ("user.added", "founder")
    assert "before" not in entry and entry["after"]["name"] == "Zed"


def test_taking_one_back_is_an_entry_and_no_member_ever_stands_in_the_log(acme):
    before = members(acme)
    code = acme.founder.ok("POST", "console/invitations", {"mobile": mobile_number()})["invitation"]["code"]
    acme.founder.ok("DELETE", f"console/invitations/{code}")
    assert told(acme, "invite") == [("invite.added", "founder"), ("invite.removed", "founder")]
    assert members(acme) == before


def test_whoever_is_sent_a_link_to_sign_in_is_told_of_as_such(acme):
    acme.user("ann")
    acme.founder.ok("POST", "console/people/ann/password-link", {})
    [entry] = acme.founder.ok("GET", "audit", object="credential:ann")["entries"]
    assert entry["actor"]["id"] == "founder" and entry["after"]["linkUntil"]
    assert "http" not in str(entry), "the link itself opens the account"
