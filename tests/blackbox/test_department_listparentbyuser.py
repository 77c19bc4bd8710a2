"""POST /topapi/v2/department/listparentbyuser."""

from kit.client import refused

PATH = "/topapi/v2/department/listparentbyuser"


def paths(*lists):
    return {"parent_list": [{"parent_dept_id_list": list(each)} for each in lists]}


def test_one_path_for_each_department(org):
    first = org.department("First")
    second, third = org.department("Second", first), org.department("Third")
    org.user("ann", second, third)
    assert org.all.ok(PATH, userid="ann") == paths([second, first, 1], [third, 1])


def test_somebody_in_the_root(org):
    assert org.all.ok(PATH, userid="founder") == paths([1])


def test_the_scope_does_not_limit_it(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    org.user("out", outside)
    assert org.app(scope=[inside]).ok(PATH, userid="out") == paths([outside, 1])


def test_unknown_and_malformed_userids(org):
    refused(org.all.call(PATH, userid="nobody"), 33012)
    refused(org.all.call(PATH, userid=""), 33012)
    refused(org.all.call(PATH, userid="x" * 65), 33012)
    refused(org.all.call(PATH, {}), 400002)
