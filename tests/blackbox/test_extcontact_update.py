"""POST /topapi/extcontact/update."""

import pytest

from kit.client import mobile_number, refused, succeeded
from kit.same import assert_same

PATH = "/topapi/extcontact/update"


@pytest.fixture
def zed(request):
    """An external contact with something in every field."""

    def made(org):
        org.user("ann")
        org.user("bob")
        team = org.department("Team")
        shares = {"share_dept_ids": [team, 1], "share_user_ids": ["bob", "founder"]}
        texts = {"title": "Engineer", "company_name": "Acme", "address": "Street 1", "remark": "met in May"}
        return org.contact(follower_user_id="ann", **shares, **texts)

    return made


def changed_contact(org, userid, **changed):
    """What is needed to update a contact, as it is, with these fields besides or instead."""
    now = org.contact_of(userid)
    kept = {field: now[field] for field in ("name", "follower_user_id", "label_ids")}
    contact = {"user_id": userid} | kept | changed
    return {key: value for key, value in contact.items() if value is not ...}


def update(org, userid, **changed):
    """A change that succeeds; what is told of the contact after it."""
    succeeded(org.all.call(PATH, contact=changed_contact(org, userid, **changed)))
    return org.contact_of(userid)


def refuse(org, userid, code, **changed):
    """A change that is refused with this code, and nothing in the organization changes."""
    contact = changed_contact(org, userid, **changed)
    before = org.everything()
    refused(org.all.call(PATH, contact=contact), code)
    assert org.everything() == before


def test_nothing_but_what_is_needed(org, zed):
    userid = zed(org)
    before = org.contact_of(userid)
    assert_same(update(org, userid), before)


def test_every_field(org, zed):
    userid = zed(org)
    before = org.contact_of(userid)
    changed = {
        "name": "佐伊",
        "follower_user_id": "bob",
        "label_ids": org.labels()[3:9],
        "share_dept_ids": [1],
        "share_user_ids": ["ann"],
        "title": "CFO",
        "company_name": "B",
        "address": "C",
        "remark": "D",
    }
    assert_same(update(org, userid, **changed), before | changed)


def test_empty_values_clear(org, zed):
    userid = zed(org)
    before = org.contact_of(userid)
    empty = {"title": "", "company_name": "", "address": "", "remark": "", "share_dept_ids": [], "share_user_ids": []}
    assert_same(update(org, userid, **empty), before | empty)


def test_null_is_absent(org, zed):
    userid = zed(org)
    before = org.contact_of(userid)
    absent = dict.fromkeys(("title", "company_name", "address", "remark", "share_dept_ids", "share_user_ids"))
    assert_same(update(org, userid, **absent), before)


def test_the_number_stays(org, zed):
    userid = zed(org)
    before = org.contact_of(userid)
    assert_same(update(org, userid, mobile=mobile_number(), state_code="852", email="zed@example.org"), before)


@pytest.mark.parametrize("empty", [None, "", ...], ids=["null", "empty", "absent"])
@pytest.mark.parametrize("field", ["user_id", "name", "follower_user_id"])
def test_what_is_needed(org, zed, field, empty):
    refuse(org, zed(org), 40036, **{field: empty})


@pytest.mark.parametrize("empty", [None, "", [], ...], ids=["null", "empty", "an empty list", "absent"])
def test_labels_are_needed(org, zed, empty):
    refuse(org, zed(org), 60204, label_ids=empty)


@pytest.mark.parametrize("body", [{}, {"contact": None}, {"contact": ""}], ids=str)
def test_the_contact_is_needed(org, body):
    refused(org.all.call(PATH, body), 40036)


def test_bad_values(plain_org, zed):
    userid = zed(plain_org)
    refuse(plain_org, userid, 60112, name=" ")
    refuse(plain_org, userid, 60112, name="x" * 81)
    refuse(plain_org, userid, 60204, label_ids=[1])
    refuse(plain_org, userid, 40003, follower_user_id="nobody")
    refuse(plain_org, userid, 40003, share_user_ids=["nobody"])
    refuse(plain_org, userid, 60003, share_dept_ids=[77777])
    refuse(plain_org, userid, 400002, label_ids=["x"])
    refuse(plain_org, userid, 400002, label_ids=plain_org.labels()[:1] * 21)
    refuse(plain_org, userid, 400002, share_user_ids=["ann"] * 21)
    refuse(plain_org, userid, 400002, share_dept_ids=[1] * 21)
    refuse(plain_org, userid, 400002, remark="x" * 2001)
    told = update(plain_org, userid, name="x" * 80, remark="x" * 2000, label_ids=plain_org.labels()[:1] * 20)
    assert (told["name"], told["remark"]) == ("x" * 80, "x" * 2000)


def test_nobody_else_is_updated(org, zed):
    userid = zed(org)
    other = type(org)(org.server, org.store, org.form)
    refuse(org, userid, 60121, user_id="ann")
    refuse(org, userid, 60121, user_id="nobody")
    refuse(org, userid, 60121, user_id="x" * 64)
    refuse(org, userid, 40003, user_id="x" * 65)
    refused(other.all.call(PATH, contact=other.new_contact(user_id=userid)), 60121)


def test_shares_that_the_app_does_not_see_stay(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    org.user("in", inside)
    org.user("out", outside)
    shares = {"share_dept_ids": [outside, inside], "share_user_ids": ["out", "in"]}
    userid = org.contact(follower_user_id="out", **shares)
    app = org.app(scope=[inside])
    told = app.ok("/topapi/extcontact/get", user_id=userid)
    assert (told["share_dept_ids"], told["share_user_ids"]) == ([inside], ["in"])
    assert "follower_user_id" not in told
    unseen = changed_contact(org, userid, follower_user_id="out")
    refused(app.call(PATH, contact=unseen), 40003)
    contact = changed_contact(org, userid, follower_user_id="in", share_dept_ids=[], share_user_ids=[])
    succeeded(app.call(PATH, contact=contact))
    told = org.contact_of(userid)
    assert (told["share_dept_ids"], told["share_user_ids"]) == ([outside], ["out"])
    assert told["follower_user_id"] == "in"


def test_whoever_goes_is_not_named_any_more(org, zed):
    userid, other = zed(org), org.contact(follower_user_id="bob")
    before = org.contact_of(userid)
    team = before["share_dept_ids"][0]
    succeeded(org.all.call("/topapi/v2/user/delete", userid="ann"))
    succeeded(org.all.call("/topapi/v2/user/delete", userid="bob"))
    succeeded(org.all.call("/topapi/v2/department/delete", dept_id=team))
    left = {"follower_user_id": "founder", "share_dept_ids": [1], "share_user_ids": ["founder"]}
    assert_same(org.contact_of(userid), before | left)
    assert org.contact_of(other)["follower_user_id"] == "founder"
