"""POST /topapi/v2/department/update."""

import pytest

from kit import contract, expect
from kit.client import refused, succeeded
from kit.same import assert_same

PATH = "/topapi/v2/department/update"


@pytest.fixture
def team(org):
    """A department with two members."""
    team = org.department("Team", order=5, brief="us", source_identifier="HR-1")
    org.user("ann", team)
    org.user("bob", team)
    return team


def update(org, team, **fields):
    succeeded(org.all.call(PATH, {"dept_id": team} | fields))


def refuse(org, code, team, **fields):
    before = org.everything()
    refused(org.all.call(PATH, {"dept_id": team} | fields), code)
    assert org.everything() == before


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Crew"},
        {"auto_approve_apply": True},
        {"auto_add_user": True},
        {"group_contain_sub_dept": True},
        {"order": 0},
        {"source_identifier": "HR-2"},
        {"code": "D-7"},
        {"brief": "them"},
        {"telephone": "8001"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_one_field_changes_and_the_rest_stays(org, team, changed):
    before = org.department_of(team)
    update(org, team, **changed)
    assert_same(org.department_of(team), before | changed)


def test_nothing_given_changes_nothing(org, team):
    before = org.everything()
    update(org, team)
    assert org.everything() == before


def test_null_changes_nothing(plain_org):
    team = plain_org.department("Team", order=5, brief="us", hide_dept=True, user_permits="founder")
    before = plain_org.everything()
    fields = {row["name"] for row in contract.endpoints()["department.update"]["body"]}
    update(plain_org, team, **dict.fromkeys(fields - {"dept_id"}))
    assert plain_org.everything() == before


def test_managers(org, team):
    update(org, team, dept_manager_userid_list="ann,bob")
    assert org.department_of(team)["dept_manager_userid_list"] == ["ann", "bob"]
    person = org.person("ann")
    assert_same(person, expect.user("ann", person["unionid"], person["mobile"], [team], leads=[team]))
    update(org, team, dept_manager_userid_list="bob")
    assert org.department_of(team)["dept_manager_userid_list"] == ["bob"]
    assert org.person("ann")["leader_in_dept"] == [{"dept_id": team, "leader": False}]
    update(org, team, force_update_fields="dept_manager_userid_list")
    assert org.department_of(team)["dept_manager_userid_list"] == []
    assert "role_list" not in org.person("bob")


def test_a_manager_who_leaves_manages_no_more(org, team):
    update(org, team, dept_manager_userid_list="ann")
    org.all.ok("/topapi/v2/user/update", userid="ann", dept_id_list=1)
    assert org.department_of(team)["dept_manager_userid_list"] == []


def test_managers_must_be_members(org, team):
    org.user("out")
    refuse(org, 40031, team, dept_manager_userid_list="ann,out")
    refuse(org, 40031, team, dept_manager_userid_list="nobody")


def test_the_owner_of_the_group(org, team):
    update(org, team, org_dept_owner="ann")
    assert org.department_of(team)["org_dept_owner"] == "ann"
    org.user("out")
    refuse(org, 40093, team, org_dept_owner="out")
    refuse(org, 60067, team, org_dept_owner="nobody")


def test_a_move_takes_everything_below_along(org, team):
    target, below = org.department("Target"), org.department("Below", team)
    org.user("cid", below)
    update(org, team, parent_id=target)
    assert org.department_of(team)["parent_id"] == target
    found = org.all.ok("/topapi/v2/department/listparentbydept", dept_id=below)
    assert found == {"parent_id_list": [below, team, target, 1]}
    assert org.department_of(target)["member_count"] == 3
    assert org.department_of(target)["owning_member_count"] == 0


def test_a_circle_is_refused(org, team):
    below = org.department("Below", team)
    refuse(org, 60010, team, parent_id=below)
    refuse(org, 60010, team, parent_id=team)


def test_a_move_is_no_deeper_than_50_levels(plain_org):
    team = plain_org.department("Team")
    plain_org.department("Below", team)
    parent = 1
    for _ in range(49):
        parent = plain_org.department("Level", parent)
    refuse(plain_org, 60002, team, parent_id=parent)


def test_a_move_to_where_the_name_is_taken(org, team):
    target = org.department("Target")
    org.department("Team", target)
    refuse(org, 60008, team, parent_id=target)
    org.department("Crew")
    refuse(org, 60008, team, name="Crew")


def test_its_own_name_is_no_conflict(org, team):
    update(org, team, name="Team", parent_id=1)
    assert org.department_of(team)["name"] == "Team"


def test_visibility(org, team):
    other = org.department("Other")
    update(org, team, hide_dept=True, dept_permits=f"{other}", user_permits="ann")
    before = org.department_of(team)
    assert (before["dept_permits"], before["user_permits"]) == ([other], ["ann"])
    update(org, team, hide_dept=False)
    assert "dept_permits" not in org.department_of(team)
    update(org, team, hide_dept=True)
    assert_same(org.department_of(team), before)
    update(org, team, outer_dept=True, outer_permit_users="bob")
    after = org.department_of(team)
    assert (after["outer_permit_depts"], after["outer_permit_users"]) == ([], ["bob"])
    assert after["outer_dept_only_self"] is False


def test_both_permit_lists_together_hold_50(plain_org):
    team = plain_org.department("Team")
    people = [plain_org.user(f"u{number}") for number in range(26)]
    departments = [str(plain_org.department(f"D{number}")) for number in range(25)]
    refuse(plain_org, 60109, team, user_permits=",".join(people), dept_permits=",".join(departments))
    refuse(plain_org, 60109, team, outer_permit_users=",".join(people), outer_permit_depts=",".join(departments))
    update(plain_org, team, hide_dept=True, user_permits=",".join(people[:25]), dept_permits=",".join(departments))
    assert len(plain_org.department_of(team)["user_permits"]) == 25


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": ""}, 60001),
        ({"name": "x" * 65}, 60001),
        ({"name": "a-b"}, 60009),
        ({"parent_id": 77777}, 60004),
        ({"order": -1}, 40011),
        ({"order": "first"}, 40011),
        ({"user_permits": "nobody"}, 40031),
        ({"dept_permits": "77777"}, 60109),
    ],
    ids=str,
)
def test_bad_values(org, team, fields, code):
    refuse(org, code, team, **fields)


def test_nothing_of_a_refused_call_is_kept(org, team):
    refuse(org, 40093, team, name="Crew", order=9, org_dept_owner="founder")


def test_the_length_of_the_code(plain_org):
    team = plain_org.department("Team")
    update(plain_org, team, code="x" * 30)
    answer = plain_org.all.call(PATH, dept_id=team, code="x" * 31)
    assert answer["errcode"] not in (0, -1), answer
    assert plain_org.department_of(team)["code"] == "x" * 30


def test_the_root_stays_as_it_is(org):
    refuse(org, 60018, 1, name="New")


@pytest.mark.parametrize("department", [0, -1, -7, "team"])
def test_malformed_departments(org, department):
    refuse(org, 40009, department, name="New")


def test_unknown_and_missing_departments(org):
    refuse(org, 60003, 77777, name="New")
    refused(org.all.call(PATH, name="New"), 40009)


def test_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    below = org.department("Below", inside)
    app = org.app(scope=[inside])
    before = org.everything()
    refused(app.call(PATH, dept_id=outside, name="New"), 50004)
    refused(app.call(PATH, dept_id=below, parent_id=outside), 50004)
    refused(app.call(PATH, dept_id=77777, name="New"), 60003)
    assert org.everything() == before
    succeeded(app.call(PATH, dept_id=below, name="New"))
    assert org.department_of(below)["name"] == "New"
