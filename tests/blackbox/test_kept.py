"""Starred and recent colleagues follow the person: every device, nobody else, and nobody whom the person may not see."""

import time

import pytest

from kit.client import Organization
from kit.own import OWN, Admin
from kit.sdk import HEADER

KEPT = "me/kept"


@pytest.fixture
def firm(org):
    """An organization in which bob sees ann, and cho once she is not hidden."""
    org.board = org.department("Board")
    org.user("ann", title="Engineer")
    org.user("bob")
    org.user("cho", org.board)
    org.ann, org.bob = Admin(org, "ann"), Admin(org, "bob")
    return org


def change(kind, userid, at=None):
    return {"kind": kind, "userId": userid, **({} if at is None else {"at": at})}


def tell(person, *changes):
    return person.ok("POST", KEPT, {"changes": list(changes)})


def ids(answer):
    return {name: [each["userId"] for each in answer[name]] for name in ("starred", "recent")}


def hide(org, hidden):
    org.all.ok("/topapi/v2/department/update", dept_id=org.board, hide_dept=hidden)


def test_what_one_device_tells_another_hears_and_nobody_else(firm):
    told = tell(firm.bob, change("star", "ann"), change("see", "cho"), change("see", "ann"))
    assert ids(told) == {"starred": ["ann"], "recent": ["ann", "cho"]}
    assert told["starred"][0]["title"] == "Engineer"
    # Another sign-in of the same person.
    assert Admin(firm, "bob").ok("GET", KEPT) == told
    assert firm.ann.ok("GET", KEPT) == {"starred": [], "recent": []}
    told = tell(firm.bob, change("unstar", "ann"), change("forget", "cho"))
    assert ids(told) == {"starred": [], "recent": ["ann"]}


def test_it_is_no_change_of_the_organization(firm):
    before = firm.everything()
    tell(firm.bob, change("star", "ann"))
    assert firm.everything() == before
    entries = Admin(firm, "founder").ok("GET", "audit")["entries"]
    assert not [each for each in entries if "kept" in each["route"]]


def test_a_device_that_was_away_undoes_nothing_newer(firm):
    now = time.time_ns() // 1_000_000
    tell(firm.bob, change("star", "ann", now - 5000), change("unstar", "ann", now - 1000))
    late = tell(firm.bob, change("star", "ann", now - 3000), change("star", "cho", now - 3000))
    assert ids(late)["starred"] == ["cho"]
    # A clock that is ahead wins nothing for the time to come.
    told = tell(firm.bob, change("star", "ann", now + 10**9))
    assert told["starred"][0]["at"] <= time.time_ns() // 1_000_000 + 1000
    assert ids(tell(firm.bob, change("unstar", "ann")))["starred"] == ["cho"]


def test_the_hidden_go_unnamed_and_cannot_be_told_from_the_missing(firm):
    tell(firm.bob, change("star", "cho"), change("see", "cho"))
    hide(firm, True)
    assert firm.bob.ok("GET", KEPT) == {"starred": [], "recent": []}
    for kind in ("star", "see", "unstar", "forget"):
        hidden = firm.bob.call("POST", KEPT, {"changes": [change(kind, "cho")]})
        missing = firm.bob.call("POST", KEPT, {"changes": [change(kind, "nobody")]})
        assert hidden == missing == (200, {"starred": [], "recent": []}), kind
    hide(firm, False)
    assert ids(firm.bob.ok("GET", KEPT)) == {"starred": ["cho"], "recent": ["cho"]}, "what was told of the hidden changed nothing"
    firm.all.ok("/topapi/v2/user/delete", userid="cho")
    assert firm.bob.ok("GET", KEPT) == {"starred": [], "recent": []}


def test_nobody_of_another_organization(firm, servers):
    other = Organization(firm.server, firm.store, "typed")
    other.user("stranger")
    other.user("ann")
    stranger = Admin(other, "ann")
    assert tell(firm.bob, change("star", "stranger")) == {"starred": [], "recent": []}
    tell(firm.ann, change("star", "bob"))
    assert stranger.ok("GET", KEPT) == {"starred": [], "recent": []}, "the same userid elsewhere is somebody else"


def test_lists_have_an_end(firm):
    people = [f"many{number}" for number in range(35)]
    for userid in people:
        firm.user(userid)
    now = time.time_ns() // 1_000_000
    told = tell(firm.bob, *(change("see", userid, now - 1000 + at) for at, userid in enumerate(people)))
    assert ids(told)["recent"] == people[:4:-1]
    status, answer = firm.bob.call("POST", KEPT, {"changes": [change("see", "ann")] * 501})
    assert (status, answer["code"]) == (400, "invalidParameter") and "500" in answer["message"]


def test_whoever_comes_with_the_same_id_begins_anew(firm):
    tell(firm.bob, change("star", "ann"))
    firm.all.ok("/topapi/v2/user/delete", userid="bob")
    firm.user("bob")
    assert Admin(firm, "bob").ok("GET", KEPT) == {"starred": [], "recent": []}


@pytest.mark.parametrize(
    "body",
    [{}, {"changes": {}}, {"changes": [{"kind": "star"}]}, {"changes": [{"userId": "ann"}]}, {"changes": [change("like", "ann")]}],
)
def test_what_cannot_be_read_is_refused_whole(firm, body):
    good = {"changes": [change("star", "ann"), *body["changes"]]} if body.get("changes") else body
    status, answer = firm.bob.call("POST", KEPT, good)
    assert (status, answer["code"]) == (400, "invalidParameter"), answer
    assert firm.bob.ok("GET", KEPT)["starred"] == []


def test_apps_have_no_stars(firm):
    for method in ("GET", "POST"):
        status, answer = firm.all.new(method, OWN + KEPT, *([{"changes": []}] if method == "POST" else []))
        assert status == 400 and answer["code"] == "InvalidAuthentication", answer
        status, answer = firm.connection.new(method, OWN + KEPT, headers={HEADER: "0123456789abcdef" * 2})
        assert status == 400 and answer["code"] == "InvalidAuthentication", answer
