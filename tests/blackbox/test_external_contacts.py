"""The six calls of external contacts."""

import pytest

from kit import expect
from kit.client import Organization, mobile_number, refused, result, succeeded
from kit.same import assert_same

CREATE, UPDATE, DELETE, GET, LIST, LABELS = (
    f"/topapi/extcontact/{verb}" for verb in ("create", "update", "delete", "get", "list", "listlabelgroups")
)


def refuse(org, path, code, **fields):
    """This request is refused with this code, and nothing in the organization changes."""
    before = org.everything()
    refused(org.all.call(path, fields), code)
    assert org.everything() == before


def names(org, **window):
    return [contact["name"] for contact in org.all.call(LIST, window)["results"]]


def test_the_smallest_contact(org):
    mobile, labels = mobile_number(), org.labels()
    answer = org.all.call(CREATE, contact=org.new_contact(mobile=mobile))
    assert set(answer) == {"errcode", "errmsg", "userid", "request_id"} and answer["errcode"] == 0
    assert_same(org.contact_of(answer["userid"]), expect.contact(answer["userid"], mobile, labels[:1]))


def test_every_field_as_it_was_given_and_changed(org):
    team = org.department("Team")
    org.user("ann", team)
    mobile, labels = mobile_number(), org.labels()
    full = {
        "title": "CFO",
        "company_name": "Example",
        "address": "Street 1",
        "remark": "met in May",
        "share_dept_ids": [team],
        "share_user_ids": ["ann"],
        "label_ids": labels[:3],
        "follower_user_id": "ann",
    }
    userid = org.contact(mobile=mobile, **full)
    assert_same(org.contact_of(userid), expect.contact(userid, mobile, full["label_ids"]) | full)
    changed = {"user_id": userid, "name": "Zoe", "follower_user_id": "founder", "label_ids": labels[1:2]}
    succeeded(org.all.call(UPDATE, contact=changed | {"title": "CEO", "share_user_ids": [], "mobile": "13900000000"}))
    told = {"name": "Zoe", "follower_user_id": "founder", "title": "CEO", "share_user_ids": []}
    expected = expect.contact(userid, mobile, labels[1:2]) | full | told | {"label_ids": labels[1:2]}
    assert_same(org.contact_of(userid), expected)
    assert org.contacts() == [org.contact_of(userid)]


def test_a_contact_from_abroad_and_one_number_once(org):
    org.contact(mobile="51234567", state_code="852")
    refuse(org, CREATE, 22005, contact=org.new_contact(mobile="51234567", state_code="852"))
    org.contact(mobile="51234567", state_code="65")
    employee = mobile_number()
    org.user("ann", mobile=employee)
    org.contact(mobile=employee)


def test_a_deleted_contact_is_gone(org):
    userid = org.contact()
    succeeded(org.all.call(DELETE, user_id=userid))
    for path in (GET, DELETE):
        refuse(org, path, 33012, user_id=userid)
        refuse(org, path, 33012, user_id="founder")
    assert org.contacts() == []


def test_union_ids_tell_contacts_from_employees(org):
    mobile = mobile_number()
    userid = org.contact(mobile=mobile)
    other = Organization(org.server, org.store, org.form)
    other.user("ann", mobile=mobile)
    found = org.all.ok("/topapi/user/getbyunionid", unionid=other.person("ann")["unionid"])
    assert found == {"userid": userid, "contact_type": 1}


def test_pages_hold_while_contacts_come_and_change(plain_org):
    org = plain_org
    ids = [org.contact(name=f"c{number}") for number in range(7)]
    seen, offset = [], 0
    while True:
        page = names(org, size=2, offset=offset)
        seen += page
        if len(page) < 2:
            break
        offset += 2
        changed = {"user_id": ids[0], "name": f"first{offset}", "follower_user_id": "founder"}
        succeeded(org.all.call(UPDATE, contact=changed | {"label_ids": org.labels()[:1]}))
        if offset <= 4:
            org.contact(name=f"late{offset}")
    assert seen == [f"c{number}" for number in range(7)] + ["late2", "late4"]


def test_a_page_has_twenty_when_nothing_is_said(plain_org):
    org = plain_org
    for number in range(101):
        org.contact(name=f"c{number}")
    assert len(names(org)) == len(names(org, size=100)) == len(names(org, offset=1)) == 20
    assert len(names(org, size=100, offset=0)) == 100
    assert names(org, size=100, offset=100) == ["c100"]
    assert names(org, size=100, offset=101) == []


def test_who_leaves_is_followed_by_the_main_administrator(org):
    team = org.department("Team")
    org.user("ann", team)
    org.user("bob")
    userid = org.contact(follower_user_id="ann", share_user_ids=["bob", "ann"], share_dept_ids=[team])
    assert org.all.call("/topapi/v2/user/delete", userid="ann")["errcode"] == 0
    told = org.contact_of(userid)
    assert (told["follower_user_id"], told["share_user_ids"]) == ("founder", ["bob"])
    assert org.all.call("/topapi/v2/department/delete", dept_id=team)["errcode"] == 0
    assert org.contact_of(userid)["share_dept_ids"] == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": None}, 40036),
        ({"mobile": None}, 40036),
        ({"state_code": None}, 40036),
        ({"follower_user_id": None}, 40036),
        ({"label_ids": []}, 60204),
        ({"label_ids": [7]}, 60204),
        ({"name": "n" * 81}, 60112),
        ({"mobile": "139"}, 60103),
        ({"follower_user_id": "nobody"}, 40003),
        ({"share_user_ids": ["nobody"]}, 40003),
        ({"share_dept_ids": [77]}, 60003),
        ({"title": "t" * 201}, 400002),
        ({"company_name": "t" * 201}, 400002),
        ({"address": "t" * 501}, 400002),
        ({"remark": "t" * 2001}, 400002),
        ({"share_dept_ids": [1] * 21}, 400002),
        ({"share_user_ids": ["founder"] * 21}, 400002),
    ],
)
def test_what_create_refuses(org, changed, code):
    contact = org.new_contact() | changed
    contact = {key: value for key, value in contact.items() if value is not None}
    refuse(org, CREATE, code, contact=contact)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"user_id": None}, 40036),
        ({"name": None}, 40036),
        ({"follower_user_id": None}, 40036),
        ({"label_ids": []}, 60204),
        ({"user_id": "u" * 65}, 40003),
        ({"user_id": "founder"}, 60121),
        ({"user_id": "nobody"}, 60121),
        ({"name": "n" * 81}, 60112),
        ({"follower_user_id": "nobody"}, 40003),
        ({"share_dept_ids": [77]}, 60003),
        ({"remark": "t" * 2001}, 400002),
    ],
)
def test_what_update_refuses(org, changed, code):
    userid = org.contact()
    contact = {"user_id": userid, "name": "Zoe", "follower_user_id": "founder", "label_ids": org.labels()[:1]} | changed
    contact = {key: value for key, value in contact.items() if value is not None}
    refuse(org, UPDATE, code, contact=contact)


def test_limits_at_their_edge(org):
    labels = org.labels()
    assert len(labels) == 19
    edge = {"name": "n" * 80, "title": "t" * 200, "address": "a" * 500, "remark": "r" * 2000, "label_ids": labels}
    org.contact(**edge, share_dept_ids=[1] * 20, share_user_ids=["founder"] * 20)
    refuse(org, CREATE, 400002, contact=org.new_contact(label_ids=labels + labels[:2]))


def test_windows_out_of_range(org):
    refuse(org, LIST, 40069, size=0, offset=0)
    refuse(org, LIST, 40069, size=101, offset=0)
    refuse(org, LIST, 40068, size=1, offset=-1)
    refuse(org, LABELS, 41101, size=0, offset=0)
    refuse(org, LABELS, 41101, size=101, offset=0)
    refuse(org, LABELS, 40068, size=1, offset=-1)


def test_label_groups(org):
    groups = org.all.call(LABELS)["results"]
    assert [(group["name"], group["color"], len(group["labels"])) for group in groups] == [
        ("类型", -15220075, 6),
        ("级别", -11687445, 3),
        ("状态", -543394, 5),
        ("人事招聘状态", -543394, 5),
    ]
    paged = [org.all.call(LABELS, size=1, offset=offset)["results"][0] for offset in range(4)]
    assert paged == groups
    assert org.all.call(LABELS, size=1, offset=4)["results"] == []


def test_an_app_sees_contacts_without_people_outside_its_scope(org):
    inside = org.department("Inside")
    org.user("in", inside)
    org.user("out")
    userid = org.contact(follower_user_id="out", share_user_ids=["in", "out"], share_dept_ids=[1, inside])
    app = org.app(scope=[inside])
    told = app.ok(GET, user_id=userid)
    assert "follower_user_id" not in told
    assert (told["share_user_ids"], told["share_dept_ids"]) == (["in"], [inside])
    refused(app.call(CREATE, contact=org.new_contact(follower_user_id="out")), 40003)
    result(app.call(CREATE, contact=org.new_contact(follower_user_id="in")))
