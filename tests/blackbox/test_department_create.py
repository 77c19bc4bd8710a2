"""POST /topapi/v2/department/create."""

import pytest

from kit import expect
from kit.client import REQUEST_ID, refused
from kit.same import Number, Text, assert_same

PATH = "/topapi/v2/department/create"


def create(org, **fields):
    return org.all.ok(PATH, {"name": "Team", "parent_id": 1} | fields)["dept_id"]


def refuse(org, code, **changed):
    """This request is refused with this code, and nothing in the organization changes."""
    body = {"name": "Refused", "parent_id": 1} | changed
    before = org.everything()
    refused(org.all.call(PATH, {key: value for key, value in body.items() if value is not ...}), code)
    assert org.everything() == before


def test_the_smallest_request(org):
    answer = org.all.call(PATH, name="Team", parent_id=1)
    team = answer["result"]["dept_id"]
    expected = {"errcode": 0, "errmsg": "ok", "result": {"dept_id": Number(2)}, "request_id": REQUEST_ID}
    assert_same(answer, expected)
    assert_same(org.department_of(team), expect.department(team, "Team"))


def test_every_field(org):
    other = org.department("Other")
    org.user("ann")
    org.user("bob")
    team = create(
        org,
        name="团队",
        parent_id=other,
        hide_dept=True,
        dept_permits=f"{other}",
        user_permits="ann,bob",
        outer_dept=True,
        outer_dept_only_self=True,
        outer_permit_depts=f"{other},1",
        outer_permit_users="bob",
        auto_approve_apply=True,
        order=2**53 + 1,
        source_identifier="HR-7",
        brief="all of us",
        telephone="8001",
        extension='{"floor":"3"}',
    )
    expected = expect.department(
        team,
        "团队",
        other,
        order=2**53 + 1,
        auto_approve_apply=True,
        source_identifier="HR-7",
        brief="all of us",
        telephone="8001",
        extention='{"floor":"3"}',
        hide_dept=True,
        dept_permits=[other],
        user_permits=["ann", "bob"],
        outer_dept=True,
        outer_permit_depts=[other, 1],
        outer_permit_users=["bob"],
        outer_dept_only_self=True,
    )
    assert_same(org.department_of(team), expected)


def test_a_chat_group(org):
    team = create(org, create_dept_group=True)
    group = {"create_dept_group": True, "auto_add_user": True, "dept_group_chat_id": Text("chat[0-9a-f]{32}")}
    assert_same(org.department_of(team), expect.department(team, "Team", **group))


def test_order_0_is_kept(org):
    assert org.department_of(create(org, order=0))["order"] == 0


def test_permits_are_not_told_while_their_switch_is_off(org):
    team = create(org, dept_permits="1", user_permits="founder", outer_permit_depts="1", outer_permit_users="founder")
    assert_same(org.department_of(team), expect.department(team, "Team"))
    org.all.ok("/topapi/v2/department/update", dept_id=team, hide_dept=True)
    told = org.department_of(team)
    assert (told["dept_permits"], told["user_permits"]) == ([1], ["founder"]), "kept all the same"


@pytest.mark.parametrize("permits", ["founder|ann", "founder,ann", ["founder", "ann"], '"founder,ann"'])
def test_spellings_of_a_list_of_people(plain_org, permits):
    plain_org.user("ann")
    team = create(plain_org, hide_dept=True, user_permits=permits)
    assert plain_org.department_of(team)["user_permits"] == ["founder", "ann"]


def test_null_is_absent(plain_org):
    team = create(plain_org, hide_dept=None, dept_permits=None, order=None, brief=None, extension=None)
    assert_same(plain_org.department_of(team), expect.department(team, "Team"))


def test_names_may_repeat_under_another_parent(org):
    first, second = create(org, name="First"), create(org, name="Second")
    create(org, name="Same", parent_id=first)
    create(org, name="Same", parent_id=second)
    create(org, name="same", parent_id=first)
    refuse(org, 60008, name="Same", parent_id=first)


@pytest.mark.parametrize("name", ["", "x" * 65, "部" * 65, None])
def test_bad_names(org, name):
    refuse(org, 40035 if name is None else 60001, name=name)


@pytest.mark.parametrize("name", ["x", "x" * 64, "部" * 64, "a b", "研发(一)"])
def test_good_names(org, name):
    assert org.department_of(create(org, name=name))["name"] == name


@pytest.mark.parametrize("name", ["a-b", "a,b", "a，b"])
def test_forbidden_characters(org, name):
    refuse(org, 60009, name=name)


def test_parents(org):
    refuse(org, 60004, parent_id=77777)
    refuse(org, 40010, parent_id=0)
    refuse(org, 40010, parent_id=-1)
    refuse(org, 40010, parent_id="team")
    refuse(org, 40035, parent_id=...)


def test_a_missing_name(org):
    refuse(org, 40035, name=...)


@pytest.mark.parametrize("order", [-1, "first", 2**70])
def test_bad_orders(org, order):
    refuse(org, 40011, order=order)


def test_50_levels_below_the_root(plain_org):
    parent = 1
    for _ in range(50):
        parent = create(plain_org, parent_id=parent)
    refused(plain_org.all.call(PATH, name="Too deep", parent_id=parent), 60002)


@pytest.mark.parametrize("field", ["user_permits", "outer_permit_users"])
def test_50_people_may_be_permitted(plain_org, field):
    people = [plain_org.user(f"u{number}") for number in range(51)]
    refuse(plain_org, 60109, **{field: ",".join(people)})
    switch = "hide_dept" if field == "user_permits" else "outer_dept"
    team = create(plain_org, **{field: ",".join(people[:50]), switch: True})
    assert plain_org.department_of(team)[field] == people[:50]


@pytest.mark.parametrize("field", ["dept_permits", "outer_permit_depts"])
def test_50_departments_may_be_permitted(plain_org, field):
    departments = [plain_org.department(f"D{number}") for number in range(51)]
    refuse(plain_org, 60109, **{field: ",".join(map(str, departments))})
    switch = "hide_dept" if field == "dept_permits" else "outer_dept"
    team = create(plain_org, **{field: ",".join(map(str, departments[:50])), switch: True})
    assert plain_org.department_of(team)[field] == departments[:50]


def test_permits_must_exist(org):
    refuse(org, 40031, user_permits="founder,nobody")
    refuse(org, 40031, outer_permit_users="nobody")
    refuse(org, 60109, dept_permits="77777")
    refuse(org, 60109, outer_permit_depts="team")


def test_texts_that_are_too_long(plain_org):
    refuse(plain_org, 40035, brief="x" * 256)
    refuse(plain_org, 40035, telephone="x" * 51)
    team = create(plain_org, brief="x" * 255, telephone="x" * 50)
    assert plain_org.department_of(team)["brief"] == "x" * 255


def test_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    app = org.app(scope=[inside])
    before = org.everything()
    refused(app.call(PATH, name="New", parent_id=outside), 50004)
    refused(app.call(PATH, name="New", parent_id=1), 50004)
    refused(app.call(PATH, name="New", parent_id=77777), 60004)
    assert org.everything() == before
    below = app.ok(PATH, name="New", parent_id=inside)["dept_id"]
    assert org.department_of(below)["parent_id"] == inside
