"""POST /topapi/extcontact/list."""

import pytest

from kit import expect
from kit.client import REQUEST_ID, mobile_number, refused, succeeded
from kit.same import assert_same

PATH = "/topapi/extcontact/list"


def page(org, **fields):
    answer = org.all.call(PATH, fields)
    assert set(answer) == {"errcode", "errmsg", "results", "request_id"}
    return [contact["name"] for contact in answer["results"]]


def contacts(org, numbers):
    return [org.contact(name=f"c{number}") for number in numbers]


def test_no_contacts(org):
    assert_same(org.all.call(PATH), {"errcode": 0, "errmsg": "ok", "results": [], "request_id": REQUEST_ID})


def test_whole_entries(org):
    org.user("ann")
    mobiles, label = [mobile_number(), mobile_number()], org.labels()[0]
    fields = {"follower_user_id": "ann", "share_user_ids": ["founder"], "share_dept_ids": [1], "title": "CFO"}
    first, second = org.contact(mobile=mobiles[0], **fields), org.contact(mobile=mobiles[1])
    expected = [expect.contact(first, mobiles[0], [label], **fields), expect.contact(second, mobiles[1], [label])]
    assert_same(org.all.call(PATH, size=10, offset=0)["results"], expected)
    app = org.app(grant="qyapi_ext_read", scope=[org.department("Inside")])
    for contact in expected:
        del contact["follower_user_id"]
        contact |= {"share_user_ids": [], "share_dept_ids": []}
    assert_same(app.call(PATH, size=10, offset=0)["results"], expected)


def test_pages_while_contacts_come_and_change(org):
    userids = contacts(org, range(10))
    seen = page(org, size=3, offset=0)
    contacts(org, [10])
    seen += page(org, size=3, offset=3)
    changed = org.new_contact(user_id=userids[0], name="first")
    succeeded(org.all.call("/topapi/extcontact/update", contact=changed))
    seen += page(org, size=3, offset=6)
    contacts(org, [11])
    seen += page(org, size=3, offset=9)
    seen += page(org, size=3, offset=12)
    assert seen == [f"c{number}" for number in range(12)]
    assert page(org, size=2, offset=0) == ["first", "c1"]


def test_those_behind_a_deleted_contact_move_up(org):
    userids = contacts(org, range(6))
    for gone in (0, 3, 5):
        succeeded(org.all.call("/topapi/extcontact/delete", user_id=userids[gone]))
    contacts(org, [6])
    assert page(org, size=2, offset=0) == ["c1", "c2"]
    assert page(org, size=2, offset=2) == ["c4", "c6"]
    assert page(org, size=2, offset=4) == []


def test_size_and_offset_count_only_together(plain_org):
    contacts(plain_org, range(22))
    first = [f"c{number}" for number in range(20)]
    for fields in ({}, {"size": 3}, {"offset": 3}, {"size": None, "offset": 3}):
        assert page(plain_org, **fields) == first
    assert page(plain_org, size=100, offset=0) == [f"c{number}" for number in range(22)]
    assert page(plain_org, size=1, offset=21) == ["c21"]
    assert page(plain_org, size=1, offset=2**63 - 1) == []


@pytest.mark.parametrize(
    ("code", "fields"),
    [(40069, {"size": size, "offset": 0}) for size in (0, 101, -1, "x")]
    + [(40068, {"size": 1, "offset": offset}) for offset in (-1, "x")]
    + [(40069, {"size": 101}), (40068, {"offset": -1})],
    ids=str,
)
def test_values_out_of_range(org, code, fields):
    refused(org.all.call(PATH, fields), code)


def test_other_organizations_have_their_own(org):
    org.contact()
    other = type(org)(org.server, org.store, org.form)
    assert page(other, size=10, offset=0) == []
