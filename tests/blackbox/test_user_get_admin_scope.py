"""POST /topapi/user/get_admin_scope."""

from kit.client import REQUEST_ID, refused
from kit.same import assert_same

PATH = "/topapi/user/get_admin_scope"


def found(departments):
    return {"errcode": 0, "errmsg": "ok", "dept_ids": departments, "request_id": REQUEST_ID}


def test_the_main_admin_has_the_root(org):
    assert_same(org.all.call(PATH, userid="founder"), found([1]))


def test_somebody_else_has_nothing(org):
    org.user("ann")
    assert_same(org.all.call(PATH, userid="ann"), found([]))


def test_get_with_a_query(plain_org):
    assert_same(plain_org.all.get(PATH, userid="founder"), found([1]))


def test_the_scope_does_not_limit_it(org):
    assert_same(org.app(scope=[org.department("Inside")]).call(PATH, userid="founder"), found([1]))


def test_unknown_and_missing_userids(org):
    refused(org.all.call(PATH, userid="nobody"), 60121)
    refused(org.all.call(PATH, {}), 40036)
