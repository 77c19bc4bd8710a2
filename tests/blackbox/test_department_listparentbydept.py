"""POST /topapi/v2/department/listparentbydept."""

import pytest

from kit.client import refused

PATH = "/topapi/v2/department/listparentbydept"


def test_itself_first_and_the_root_last(org):
    first = org.department("First")
    second = org.department("Second", first)
    third = org.department("Third", second)
    assert org.all.ok(PATH, dept_id=third) == {"parent_id_list": [third, second, first, 1]}
    assert org.all.ok(PATH, dept_id=1) == {"parent_id_list": [1]}


def test_the_scope_does_not_limit_it(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    assert org.app(scope=[inside]).ok(PATH, dept_id=outside) == {"parent_id_list": [outside, 1]}


@pytest.mark.parametrize("fields", [{}, {"dept_id": "team"}, {"dept_id": 0}, {"dept_id": -1}], ids=str)
def test_malformed_departments(org, fields):
    refused(org.all.call(PATH, fields), 400002)


def test_an_unknown_department(org):
    refused(org.all.call(PATH, dept_id=77777), 60003)
