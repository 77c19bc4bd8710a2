"""Pictures of people: set by themselves or by administrators, seen by whoever sees the person."""

import base64

import pytest
from kit.own import OWN, Admin
from kit.sdk import HEADER

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(100)).decode()
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(200)).decode()


@pytest.fixture
def acme(org):
    org.board = org.department("Board")
    org.user("ann", org.board)
    org.user("bob")
    org.founder, org.ann, org.bob = Admin(org, "founder"), Admin(org, "ann"), Admin(org, "bob")
    return org


def fetched(person, address):
    """Status, type and length of what an address leads to."""
    session, base = person.org.connection.session, person.org.connection.base
    answer = session.get(base + address, headers={HEADER: person.token}, timeout=60)
    return answer.status_code, answer.headers["content-type"], len(answer.content), answer.headers


def test_a_picture_is_set_seen_and_taken_away(acme):
    address = acme.ann.ok("PUT", "me/photo", {"picture": PNG})["avatar"]
    assert address.startswith(OWN + "photos/")
    assert acme.bob.ok("GET", "people/ann")["avatar"] == address
    status, kind, length, headers = fetched(acme.bob, address)
    assert (status, kind, length) == (200, "image/png", 108)
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
    # DingTalk's own call tells of the same.
    assert acme.all.ok("/topapi/v2/user/get", userid="ann")["avatar"] == address
    changed = acme.founder.ok("PUT", "console/people/ann/photo", {"picture": JPEG})["avatar"]
    assert changed != address and fetched(acme.bob, address)[0] == 404
    assert fetched(acme.ann, changed)[:3] == (200, "image/jpeg", 204)
    assert acme.founder.ok("PUT", "console/people/ann/photo", {"picture": ""}) == {"avatar": ""}
    assert "avatar" not in acme.bob.ok("GET", "people/ann") and fetched(acme.bob, changed)[0] == 404


def test_nobody_sees_a_picture_of_whom_he_does_not_see(acme):
    address = acme.ann.ok("PUT", "me/photo", {"picture": PNG})["avatar"]
    acme.all.ok("/topapi/v2/department/update", dept_id=acme.board, hide_dept=True)
    hidden = fetched(acme.bob, address)
    assert hidden[:2] == fetched(acme.bob, OWN + "photos/" + "x" * 24)[:2] and hidden[0] == 404
    assert fetched(acme.founder, address)[0] == 200
    connection = acme.connection
    assert connection.session.get(connection.base + address, timeout=60).status_code == 400, "without a token"
    assert fetched(acme.bob, address)[0] == 404


def test_what_is_no_picture_is_refused(acme):
    script = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>").decode()
    large = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(9_000)).decode()
    for picture in (script, large, "no base64!", 7, None):
        for person, path in ((acme.ann, "me/photo"), (acme.founder, "console/people/ann/photo")):
            status, answer = person.call("PUT", path, {"picture": picture})
            assert (status, answer["code"]) == (400, "invalidParameter"), picture
    assert acme.bob.call("PUT", "console/people/ann/photo", {"picture": PNG})[0] in (400, 403)
    assert "avatar" not in acme.bob.ok("GET", "people/ann")


def test_it_goes_with_the_person_and_the_log_has_no_picture(acme):
    address = acme.ann.ok("PUT", "me/photo", {"picture": PNG})["avatar"]
    entries = acme.founder.ok("GET", "audit", kind="photo")["entries"]
    assert [entry["kind"] for entry in entries] == ["photo.added"]
    assert PNG[:40] not in str(entries) and entries[0]["after"]["userId"] == "ann"
    acme.all.ok("/topapi/v2/user/delete", userid="ann")
    assert fetched(acme.bob, address)[0] == 404
    verified = acme.store.run("verify", "--org", acme.corp_id, check=False)
    assert "photo" not in str(verified)
