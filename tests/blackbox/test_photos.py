"""Pictures of people: set by themselves or by administrators, had by whoever was told of the person with the picture."""

import base64

import pytest
import requests
from kit.client import Organization
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


def fetched(org, address):
    """Status, type, length and headers of what an address leads to, without a token. One that has no host is a path here."""
    whole = address if "://" in address else org.connection.base + address
    answer = requests.get(whole, timeout=60)
    return answer.status_code, answer.headers["content-type"], len(answer.content), answer.headers


def test_a_picture_is_set_seen_and_taken_away(acme):
    address = acme.ann.ok("PUT", "me/photo", {"picture": PNG})["avatar"]
    assert address.startswith(f"{OWN}photos/{acme.corp_id}/")
    assert acme.bob.ok("GET", "people/ann")["avatar"] == address
    # Apps are told of it as a whole address, by each call that tells of people.
    whole = acme.all.ok("/topapi/v2/user/get", userid="ann")["avatar"]
    assert whole == acme.connection.base + address
    assert acme.all.call("/user/get", userid="ann")["avatar"] == whole
    listed = acme.all.ok("/topapi/v2/user/list", dept_id=acme.board, cursor=0, size=10)["list"]
    assert [each["avatar"] for each in listed] == [whole]
    status, me = acme.connection.new("GET", "/v1.0/contact/users/me", headers={HEADER: acme.ann.token})
    assert (status, me["avatarUrl"]) == (200, whole)
    status, kind, length, headers = fetched(acme, whole)
    assert (status, kind, length) == (200, "image/png", 108)
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "private, max-age=3600"
    changed = acme.founder.ok("PUT", "console/people/ann/photo", {"picture": JPEG})["avatar"]
    gone = fetched(acme, whole)
    assert changed != address and gone[0] == 404 and gone[3]["cache-control"] == "no-store"
    assert fetched(acme, changed)[:3] == (200, "image/jpeg", 204)
    assert acme.founder.ok("PUT", "console/people/ann/photo", {"picture": ""}) == {"avatar": ""}
    assert "avatar" not in acme.bob.ok("GET", "people/ann") and fetched(acme, changed)[0] == 404
    assert acme.all.ok("/topapi/v2/user/get", userid="ann")["avatar"] == ""


def test_a_picture_is_had_by_its_own_address_alone(acme):
    address = acme.ann.ok("PUT", "me/photo", {"picture": PNG})["avatar"]
    photo = address.rsplit("/", 1)[1]
    assert len(photo) == 24
    other = Organization(acme.server, acme.store, "typed")
    nothing = fetched(acme, f"{OWN}photos/{acme.corp_id}/{'x' * 24}")
    assert nothing[:2] == (404, "application/json")
    for corp_id, photo_id in ((other.corp_id, photo), ("dingnobody", photo), (acme.corp_id, photo[:-1]), (acme.corp_id, "ann")):
        assert fetched(acme, f"{OWN}photos/{corp_id}/{photo_id}")[:3] == nothing[:3], (corp_id, photo_id)
    # Who does not see the person is not told of the picture, nor that there is somebody.
    acme.all.ok("/topapi/v2/department/update", dept_id=acme.board, hide_dept=True)
    assert acme.bob.call("GET", "people/ann")[1]["code"] == acme.bob.call("GET", "people/nobody")[1]["code"] == "person.notFound"
    narrow = acme.app("all", [acme.department("Elsewhere")])
    assert photo not in str(narrow.call("/topapi/v2/user/get", userid="ann"))


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
    assert fetched(acme, address)[0] == 404
    verified = acme.store.run("verify", "--org", acme.corp_id, check=False)
    assert "photo" not in str(verified)
