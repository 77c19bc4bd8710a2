"""POST /topapi/v2/department/listsubid."""

import pytest

from kit.client import refused

PATH = "/topapi/v2/department/listsubid"


def test_direct_children_in_order(org):
    last, first = org.department("Last", order=9), org.department("First", order=1)
    below = org.department("Below", last)
    assert org.all.ok(PATH, dept_id=1) == {"dept_id_list": [first, last]}
    assert org.all.ok(PATH, dept_id=last) == {"dept_id_list": [below]}
    assert org.all.ok(PATH, dept_id=below) == {"dept_id_list": []}


def test_the_scope_does_not_limit_it(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    assert org.app(scope=[inside]).ok(PATH, dept_id=1) == {"dept_id_list": [inside, outside]}


@pytest.mark.parametrize("fields", [{}, {"dept_id": "team"}, {"dept_id": 0}, {"dept_id": -1}], ids=str)
def test_malformed_departments(org, fields):
    refused(org.all.call(PATH, fields), 400002)


def test_an_unknown_department(org):
    refused(org.all.call(PATH, dept_id=77777), 60003)
