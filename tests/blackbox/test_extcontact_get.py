"""POST /topapi/extcontact/get."""

import pytest

from kit import expect
from kit.client import REQUEST_ID, mobile_number, refused
from kit.same import assert_same

PATH = "/topapi/extcontact/get"


def test_a_whole_answer(org):
    mobile, label = mobile_number(), org.labels()[5]
    userid = org.contact(mobile=mobile, label_ids=[label], title="CFO")
    contact = expect.contact(userid, mobile, [label], title="CFO")
    answer = org.all.call(PATH, user_id=userid)
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "result": contact, "request_id": REQUEST_ID})
    bare = org.app(grant="qyapi_ext_read").ok(PATH, user_id=userid)
    assert_same(bare, contact)
    assert_same(org.all.get(PATH, user_id=userid)["result"], contact)


def test_the_scope_narrows_what_is_named(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    org.user("in", inside)
    org.user("out", outside)
    shares = {"share_dept_ids": [outside, inside, 1], "share_user_ids": ["out", "in", "founder"]}
    followed, other = (org.contact(follower_user_id=who, **shares) for who in ("in", "out"))
    app = org.app(scope=[inside])
    seen = {"share_dept_ids": [inside], "share_user_ids": ["in"]}
    assert_same(app.ok(PATH, user_id=followed), org.contact_of(followed) | seen)
    expected = org.contact_of(other) | seen
    del expected["follower_user_id"]
    assert_same(app.ok(PATH, user_id=other), expected)


def test_nobody_else_is_told(org):
    org.user("ann")
    other = type(org)(org.server, org.store, org.form)
    for userid in ("ann", "nobody", other.contact(), "x" * 65):
        refused(org.all.call(PATH, user_id=userid), 33012)
    refused(org.all.call("/topapi/v2/user/get", userid=org.contact()), 60121)


@pytest.mark.parametrize("fields", [{}, {"user_id": None}, {"user_id": ""}], ids=str)
def test_a_missing_id(org, fields):
    refused(org.all.call(PATH, fields), 33012)
