"""Calls about sessions and a person's own: without a session, with strange bodies, with what is somebody else's."""

import pytest

from kit.browser import OWN, Browser
from kit.client import Organization, mobile_number
from kit.own import Admin, wrong_types
from kit.sdk import HEADER
from test_sign_in import PASSWORD, set_password

# Calls that a session alone opens, each with a body that would be one.
OF_A_SESSION = {
    "POST session/organization": {"corpId": "dingsomething"},
    "POST sign-in/second-factor": {"code": "123456"},
    "POST sign-in/new-password": {"password": "planted-horse-battery-9"},
    "GET sessions": None,
    "DELETE sessions/nobodys": None,
    "PUT password": {"old": PASSWORD, "new": "planted-horse-battery-9"},
    "POST second-factor": {},
    "POST second-factor/confirm": {"code": "123456"},
}
# Calls of a person, by token or session.
OF_A_PERSON = {
    "GET me": None,
    "GET me/profile": None,
    "PUT me/profile": {"fields": []},
    "POST me/invitations": {},
    "DELETE me/invitations/nobodys": None,
    "POST me/applications": {"code": "nobodys"},
    "GET departments/1": None,
    "GET people/founder": None,
    "GET search?q=fo": None,
    "GET external-contacts": None,
}


@pytest.fixture(scope="module")
def acme(servers):
    """An organization in which two have passwords."""
    server = servers("sqlite")
    org = Organization(server, server.store, "typed")
    org.mobiles = {}
    for userid in ("ann", "bob"):
        org.mobiles[userid] = mobile_number()
        org.user(userid, mobile=org.mobiles[userid])
        set_password(org, userid, PASSWORD)
    return org


def signed_in(org, userid):
    browser = Browser(org.server.url)
    browser.sign_in(org.mobiles[userid], PASSWORD)
    return browser


@pytest.mark.parametrize("name", OF_A_SESSION)
def test_without_a_session(acme, name):
    method, path = name.split(" ")
    status, answer = Browser(acme.server.url).call(method, path, OF_A_SESSION[name])
    assert (status, answer["code"]) == (401, "session.none"), answer
    # A token is no session.
    headers = {HEADER: Admin(acme, "founder").token}
    status, answer = acme.connection.new(method, OWN + path, json=OF_A_SESSION[name], headers=headers)
    assert (status, answer["code"]) == (401, "session.none"), answer


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_without_a_person(acme, name):
    method, path = name.split(" ")
    body = OF_A_PERSON[name]
    status, answer = acme.connection.new(method, OWN + path, json=body)
    assert (status, answer["code"]) == (400, "AuthenticationFailed.MissingParameter"), answer
    status, answer = acme.connection.new(method, OWN + path, json=body, headers={HEADER: "0123456789abcdef" * 2})
    assert (status, answer["code"]) == (400, "InvalidAuthentication"), answer
    # An app is nobody.
    status, answer = acme.all.new(method, OWN + path, body)
    assert (status, answer["code"]) == (400, "InvalidAuthentication"), answer


def test_nobody_ends_anothers_session(acme):
    ann, bob = signed_in(acme, "ann"), signed_in(acme, "bob")
    (own,) = [one for one in ann.ok("GET", "sessions")["sessions"] if one["current"]]
    status, answer = bob.call("DELETE", f"sessions/{own['sessionId']}")
    assert (status, answer["code"]) == (404, "session.notFound"), answer
    assert ann.is_in()
    assert own["sessionId"] not in str(bob.ok("GET", "sessions"))
    assert own["sessionId"] != ann.cookie, "the id of a session opens nothing"
    elsewhere = signed_in(acme, "ann")
    elsewhere.ok("DELETE", f"sessions/{own['sessionId']}")
    assert elsewhere.is_in() and not ann.is_in()


@pytest.mark.parametrize("name", [name for name, body in OF_A_SESSION.items() if body])
def test_bodies_of_sessions_that_are_no_request(acme, name):
    method, path = name.split(" ")
    browser = signed_in(acme, "ann")
    for body in [{}, *wrong_types(OF_A_SESSION[name])]:
        status, answer = browser.call(method, path, body)
        assert 400 <= status < 500 and answer["message"], (body, status, answer)
    headers = {"origin": browser.url, "x-orgbook-csrf": browser.csrf, "content-type": "application/json"}
    for raw in (b"{", b"[]", b"\xff"):
        answer = browser.http.request(method, browser.url + OWN + path, data=raw, headers=headers, timeout=60)
        assert 400 <= answer.status_code < 500 and answer.json()["code"], (raw, answer.text)
    assert browser.is_in()


def test_people_of_another_organization_are_not_there(acme):
    other = Organization(acme.server, acme.store, "typed")
    stranger = Admin(other, "founder")
    assert stranger.call("GET", "people/ann")[1]["code"] == "person.notFound"
    assert stranger.ok("GET", "search", q=acme.mobiles["ann"])["people"] == []
    status, answer = stranger.call("POST", "session/organization", {"corpId": acme.corp_id})
    assert (status, answer["code"]) == (401, "session.none"), answer
    status, answer = signed_in(acme, "ann").call("POST", "session/organization", {"corpId": other.corp_id})
    assert status in (403, 404) and other.name not in str(answer), answer
