"""POST /topapi/v2/department/get."""

import pytest

from kit import expect
from kit.client import Organization, refused
from kit.same import assert_same

PATH = "/topapi/v2/department/get"


def test_the_root(org):
    expected = expect.department(1, org.name, None, member_count=1, owning_member_count=1)
    actual = org.department_of(1)
    assert type(actual.pop("order")) is int
    del expected["order"]
    assert_same(actual, expected)


def test_people_are_counted_once_in_the_subtree(org):
    team = org.department("Team")
    below, beside = org.department("Below", team), org.department("Beside", team)
    org.user("ann", team, below)
    org.user("bob", below, beside)
    org.user("cid", beside)
    counts = {each: org.department_of(each) for each in (team, below, beside, 1)}
    told = {each: (value["member_count"], value["owning_member_count"]) for each, value in counts.items()}
    assert told == {team: (3, 1), below: (2, 2), beside: (2, 2), 1: (4, 1)}


def test_unknown_departments(org):
    refused(org.all.call(PATH, dept_id=77777), 60003)
    other = Organization(org.server, org.store, org.form)
    refused(other.all.call(PATH, dept_id=org.department("Team")), 60003)


@pytest.mark.parametrize("department", [-1, -7, 0])
def test_departments_that_are_not_positive(org, department):
    refused(org.all.call(PATH, dept_id=department), 40009)


def test_a_missing_department(org):
    refused(org.all.call(PATH, {}), 400002)


def test_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    below = org.department("Below", inside)
    app = org.app(scope=[inside])
    assert app.ok(PATH, dept_id=below)["name"] == "Below"
    refused(app.call(PATH, dept_id=outside), 50004)
    refused(app.call(PATH, dept_id=1), 50004)
    refused(app.call(PATH, dept_id=77777), 60003)
