"""Whom to contact instead of somebody in Executive mode: what an administrator's field says, as far as the viewer may see it."""

import json

import pytest

from kit.own import Admin


@pytest.fixture
def firm(org):
    """An executive whose field names ann; it has the switch or not."""
    org.board = org.department("Board")
    org.user("ann", title="Assistant")
    org.user("bob")
    org.user("sec", org.board)
    org.founder = Admin(org, "founder")
    org.founder.ok("POST", "console/fields", {"id": "assistant", "label": "Assistant", "type": "person", "instead": True})
    org.user("cho", senior_mode=True, extension=json.dumps({"assistant": "ann"}))
    return org


def page(org, viewer, userid="cho"):
    return Admin(org, viewer).ok("GET", f"people/{userid}")


def test_the_card_of_an_executive_names_somebody(firm):
    told = page(firm, "bob")
    assert (told["protected"], told["instead"]["userId"], told["instead"]["title"]) == (True, "ann", "Assistant")
    assert "assistant" not in [each["id"] for each in told["fields"]], "once is enough"
    assert "mobile" not in told
    # Neither who is meant nor the executive needs to be told.
    for viewer in ("ann", "cho"):
        assert "instead" not in page(firm, viewer)
    firm.all.ok("/topapi/v2/user/update", userid="cho", senior_mode=False)
    told = page(firm, "bob")
    assert "instead" not in told
    assert [each["userId"] for each in told["fields"] if each["id"] == "assistant"] == ["ann"]


def test_nobody_is_named_whom_the_viewer_may_not_see(firm):
    firm.all.ok("/topapi/v2/user/update", userid="cho", extension=json.dumps({"assistant": "sec"}))
    assert page(firm, "bob")["instead"]["userId"] == "sec"
    firm.all.ok("/topapi/v2/department/update", dept_id=firm.board, hide_dept=True)
    hidden = page(firm, "bob")
    assert '"sec"' not in json.dumps(hidden)
    firm.all.ok("/topapi/v2/user/delete", userid="sec")
    gone = page(firm, "bob")
    gone["fields"] = [each for each in gone["fields"] if each["id"] != "assistant"]
    assert hidden == gone


def test_a_field_that_is_kept_from_the_viewer_names_nobody(firm):
    audience = {"kind": "chosen", "userIds": ["ann"]}
    firm.founder.ok("PUT", "console/fields/assistant", {"audience": audience})
    assert "instead" not in page(firm, "bob")
    assert '"ann"' not in json.dumps(page(firm, "bob"))


def test_one_field_that_holds_a_person_has_the_switch(firm):
    def told(path, body, method="POST"):
        status, answer = firm.founder.call(method, f"console/fields{path}", body)
        return status, answer.get("code"), answer.get("message", "")

    status, code, message = told("", {"label": "Deputy", "type": "person", "instead": True})
    assert (status, code) == (400, "invalidParameter") and "there is one already" in message
    status, code, message = told("", {"label": "Hobby", "type": "text", "instead": True})
    assert (status, code) == (400, "invalidParameter") and "holds no person" in message
    assert told("/manager", {"instead": True}, "PUT")[0] == 400
    firm.founder.ok("PUT", "console/fields", {"fields": [{"id": "assistant", "instead": False}]})
    assert told("", {"label": "Deputy", "type": "person", "instead": True})[0] == 200
    fields = firm.founder.ok("GET", "console/fields")["fields"]
    assert [each["id"] for each in fields if each.get("instead")] == ["Deputy"]
    assert "instead" not in page(firm, "bob")
