"""POST /topapi/extcontact/create."""

import json

import pytest

from kit import expect
from kit.client import REQUEST_ID, Organization, mobile_number, refused, result
from kit.same import Text, assert_same

PATH = "/topapi/extcontact/create"
USERID = Text(r"[0-9]{18}")


def refuse(org, code, **changed):
    """This contact is refused with this code, and nothing in the organization changes."""
    contact = {key: value for key, value in org.new_contact(**changed).items() if value is not ...}
    before = org.everything()
    refused(org.all.call(PATH, contact=contact), code)
    assert org.everything() == before


def test_the_smallest_request(org):
    contact = org.new_contact()
    answer = org.all.call(PATH, contact=contact)
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "userid": USERID, "request_id": REQUEST_ID})
    expected = expect.contact(answer["userid"], contact["mobile"], contact["label_ids"])
    assert_same(org.contact_of(answer["userid"]), expected)


def test_every_field(org):
    team = org.department("Team")
    org.user("ann")
    org.user("bob")
    fields = {
        "name": "王小明",
        "mobile": "51234567",
        "state_code": "852",
        "follower_user_id": "ann",
        "label_ids": org.labels()[2:7],
        "share_dept_ids": [1, team],
        "share_user_ids": ["bob", "founder"],
        "title": "Engineer",
        "company_name": "Acme",
        "address": "Street 1",
        "remark": "met in May",
    }
    userid = org.contact(**fields)
    expected = expect.contact(userid, **{key: fields[key] for key in ("mobile", "label_ids")}) | fields
    assert_same(org.contact_of(userid), expected)


def test_the_contact_as_text(plain_org):
    contact = plain_org.new_contact(share_user_ids=["founder"])
    answer = plain_org.all.call(PATH, contact=json.dumps(contact))
    result(answer)
    assert plain_org.contact_of(answer["userid"])["share_user_ids"] == ["founder"]


def test_nothing_besides_is_read(org):
    contact = org.new_contact(email="zed@example.org", userid="zed", user_id="zed")
    answer = org.all.call(PATH, contact=contact)
    assert answer["userid"] != "zed"
    expected = expect.contact(answer["userid"], contact["mobile"], contact["label_ids"])
    assert_same(org.contact_of(answer["userid"]), expected)


def test_ids_that_are_named_twice_count_once(org):
    label = org.labels()[0]
    userid = org.contact(label_ids=[label, label], share_user_ids=["founder", "founder"], share_dept_ids=[1, 1])
    told = org.contact_of(userid)
    assert (told["label_ids"], told["share_user_ids"], told["share_dept_ids"]) == ([label], ["founder"], [1])


@pytest.mark.parametrize("empty", [None, "", ...], ids=["null", "empty", "absent"])
@pytest.mark.parametrize("field", ["name", "mobile", "state_code", "follower_user_id"])
def test_what_is_needed(org, field, empty):
    refuse(org, 40036, **{field: empty})


@pytest.mark.parametrize("empty", [None, "", [], ...], ids=["null", "empty", "an empty list", "absent"])
def test_labels_are_needed(org, empty):
    refuse(org, 60204, label_ids=empty)


def test_labels_must_exist(org):
    refuse(org, 60204, label_ids=[*org.labels()[:1], 1])


@pytest.mark.parametrize("body", [{}, {"contact": None}, {"contact": ""}], ids=str)
def test_the_contact_is_needed(org, body):
    refused(org.all.call(PATH, body), 40036)


@pytest.mark.parametrize("contact", ["zed", "{", [[1]]], ids=str)
def test_a_contact_that_is_none(plain_org, contact):
    refused(plain_org.all.call(PATH, contact=contact), 400002)


def test_names(org):
    refuse(org, 60112, name=" ")
    refuse(org, 60112, name="x" * 81)
    refuse(org, 60112, name="a\nb")
    assert org.contact_of(org.contact(name="名" * 80))["name"] == "名" * 80


@pytest.mark.parametrize(
    ("state_code", "mobile"),
    [("86", "1390000000"), ("86", "139000000000"), ("86", "23900000000"), ("852", "123"), ("852", "1" * 15)]
    + [("0", "13900000000"), ("x", "13900000000"), ("86", "+8613900000000"), ("86", "86-13900000000")],
)
def test_bad_numbers(plain_org, state_code, mobile):
    refuse(plain_org, 60103, state_code=state_code, mobile=mobile)


def test_numbers_of_other_countries(org):
    for code, mobile in (("852", "1234"), ("1", "2" * 14), ("+44", "7700900123")):
        told = org.contact_of(org.contact(state_code=code, mobile=mobile))
        assert (told["state_code"], told["mobile"]) == (code.removeprefix("+"), mobile)


def test_a_number_belongs_to_one_contact(org):
    mobile = mobile_number()
    first = org.contact(mobile=mobile)
    refuse(org, 22005, mobile=mobile, name="Another")
    assert org.contact(mobile=mobile, state_code="852") != first, "another country, another number"
    other = type(org)(org.server, org.store, org.form)
    other.contact(mobile=mobile)
    org.user("ann", mobile=(own := mobile_number()))
    org.contact(mobile=own)


def test_people_and_departments_must_exist(org):
    refuse(org, 40003, follower_user_id="nobody")
    refuse(org, 40003, follower_user_id=org.contact())
    refuse(org, 40003, share_user_ids=["founder", "nobody"])
    refuse(org, 60003, share_dept_ids=[1, 77777])


@pytest.mark.parametrize(
    ("field", "length"), [("title", 200), ("company_name", 200), ("address", 500), ("remark", 2000)]
)
def test_texts_at_their_limit(plain_org, field, length):
    refuse(plain_org, 400002, **{field: "字" * (length + 1)})
    assert plain_org.contact_of(plain_org.contact(**{field: "字" * length}))[field] == "字" * length


def test_20_people_departments_and_labels(plain_org):
    people = [plain_org.user(f"u{number}") for number in range(21)]
    teams = [plain_org.department(f"D{number}") for number in range(21)]
    labels = plain_org.labels()
    labels += labels[: 21 - len(labels)]
    refuse(plain_org, 400002, share_user_ids=people)
    refuse(plain_org, 400002, share_dept_ids=teams)
    refuse(plain_org, 400002, label_ids=labels + labels[:2])
    told = plain_org.contact_of(plain_org.contact(share_user_ids=people[:20], share_dept_ids=teams[:20]))
    assert (told["share_user_ids"], told["share_dept_ids"]) == (people[:20], teams[:20])


@pytest.mark.parametrize(
    "changed",
    [{"label_ids": ["x"]}, {"label_ids": [[1]]}, {"share_dept_ids": "x"}, {"title": {"x": 1}}, {"name": ["x"]}],
    ids=str,
)
def test_values_that_cannot_be_read(plain_org, changed):
    refuse(plain_org, 400002, **changed)


def test_ids_are_never_those_of_people(org):
    userid = org.contact()
    body = {"userid": userid, "name": "Ann", "mobile": mobile_number(), "dept_id_list": "1"}
    answer = org.all.call("/topapi/v2/user/create", body)
    assert answer["errcode"] == 60102, answer
    assert answer["userid"] == userid


def test_the_unionid_leads_to_the_contact_until_an_employee_has_it(org):
    mobile = mobile_number()
    org.user("ann", mobile=mobile)
    unionid = org.person("ann")["unionid"]
    org.all.ok("/topapi/v2/user/delete", userid="ann")
    userid = org.contact(mobile=mobile)
    told = org.all.ok("/topapi/user/getbyunionid", unionid=unionid)
    assert told == {"contact_type": 1, "userid": userid}
    org.user("bob", mobile=mobile)
    assert org.all.ok("/topapi/user/getbyunionid", unionid=unionid) == {"contact_type": 0, "userid": "bob"}


def test_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    org.user("in", inside)
    org.user("out", outside)
    app = org.app(scope=[inside])
    before = org.everything()
    for code, changed in (
        (40003, {"follower_user_id": "out"}),
        (40003, {"follower_user_id": "in", "share_user_ids": ["out"]}),
        (60003, {"follower_user_id": "in", "share_dept_ids": [outside]}),
    ):
        refused(app.call(PATH, contact=org.new_contact(**changed)), code)
    assert org.everything() == before
    seen = {"follower_user_id": "in", "share_user_ids": ["in"], "share_dept_ids": [inside]}
    userid = app.call(PATH, contact=org.new_contact(**seen))["userid"]
    assert org.contact_of(userid).items() >= seen.items()


def test_an_employee_elsewhere_has_the_union_id_of_a_contact_with_the_same_mobile(org):
    mobile = mobile_number()
    userid = org.contact(mobile=mobile)
    other = Organization(org.server, org.store, org.form)
    other.user("ann", mobile=mobile)
    found = org.all.ok("/topapi/user/getbyunionid", unionid=other.person("ann")["unionid"])
    assert found == {"userid": userid, "contact_type": 1}
