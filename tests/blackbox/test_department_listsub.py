"""POST /topapi/v2/department/listsub."""

import pytest

from kit import expect
from kit.client import refused
from kit.same import assert_same

PATH = "/topapi/v2/department/listsub"


def test_no_departments(org):
    assert org.all.ok(PATH, {}) == []


def test_direct_children_by_order_then_id(org):
    last = org.department("Last", order=9)
    org.department("Below", last)
    first = org.department("First", order=1, create_dept_group=True, source_identifier="HR-1")
    tied = org.department("Tied", order=9, extension='{"floor":"3"}')
    expected = [
        expect.listed_department(first, "First", create_dept_group=True, auto_add_user=True, source_identifier="HR-1"),
        expect.listed_department(last, "Last"),
        expect.listed_department(tied, "Tied", ext='{"floor":"3"}'),
    ]
    assert_same(org.all.ok(PATH, dept_id=1), expected)


@pytest.mark.parametrize("department", [None, 0, ...])
def test_an_absent_department_is_the_root(org, department):
    team = org.department("Team")
    fields = {} if department is ... else {"dept_id": department}
    assert_same(org.all.ok(PATH, fields), [expect.listed_department(team, "Team")])


def test_new_departments_go_last(org):
    created = [org.department(name) for name in ("C", "A", "B")]
    assert [each["dept_id"] for each in org.all.ok(PATH, {})] == created


def test_bad_departments(org):
    refused(org.all.call(PATH, dept_id=77777), 60003)
    refused(org.all.call(PATH, dept_id="team"), 400002)
    refused(org.all.call(PATH, dept_id=-1), 400002)


def test_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    below = org.department("Below", inside)
    app = org.app(scope=[inside])
    assert_same(app.ok(PATH, dept_id=inside), [expect.listed_department(below, "Below", inside)])
    refused(app.call(PATH, dept_id=outside), 50004)
    refused(app.call(PATH, {}), 50004)
