"""POST /topapi/v2/department/delete."""

import pytest

from kit.client import refused, succeeded

PATH = "/topapi/v2/department/delete"


def refuse(org, code, **fields):
    before = org.everything()
    refused(org.all.call(PATH, fields), code)
    assert org.everything() == before


def test_an_empty_subtree_goes_at_once(org):
    team = org.department("Team")
    below = org.department("Below", team)
    deeper = org.department("Deeper", below)
    other = org.department("Other", hide_dept=True, dept_permits=f"{below},1")
    succeeded(org.all.call(PATH, dept_id=team))
    for gone in (team, below, deeper):
        refused(org.all.call("/topapi/v2/department/get", dept_id=gone), 60003)
    assert org.all.ok("/topapi/v2/department/listsubid", dept_id=1) == {"dept_id_list": [other]}
    assert org.department_of(other)["dept_permits"] == [1], "dropped from permit lists"


def test_its_name_is_free_at_once(org):
    first = org.department("Team")
    succeeded(org.all.call(PATH, dept_id=first))
    assert org.department("Team") != first, "an id is never given twice"


def test_members_stop_it(org):
    team = org.department("Team")
    deeper = org.department("Deeper", org.department("Below", team))
    org.user("ann", deeper)
    refuse(org, 60005, dept_id=deeper)
    refuse(org, 60005, dept_id=team)
    org.all.ok("/topapi/v2/user/update", userid="ann", dept_id_list="1")
    succeeded(org.all.call(PATH, dept_id=team))


def test_the_root_stays(org):
    refuse(org, 60007, dept_id=1)


def test_unknown_and_deleted_departments(org):
    team = org.department("Team")
    refuse(org, 60003, dept_id=77777)
    succeeded(org.all.call(PATH, dept_id=team))
    refuse(org, 60003, dept_id=team)


@pytest.mark.parametrize(
    "fields", [{}, {"dept_id": "team"}, {"dept_id": 0}, {"dept_id": -1}, {"dept_id": None}], ids=str
)
def test_malformed_departments(org, fields):
    refuse(org, 400002, **fields)


def test_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    below = org.department("Below", inside)
    app = org.app(scope=[inside])
    before = org.everything()
    refused(app.call(PATH, dept_id=outside), 50004)
    refused(app.call(PATH, dept_id=77777), 60003)
    assert org.everything() == before
    succeeded(app.call(PATH, dept_id=below))
