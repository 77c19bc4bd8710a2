"""POST /topapi/user/listadmin."""

import pytest

from kit.client import REQUEST_ID
from kit.same import assert_same

PATH = "/topapi/user/listadmin"
ADMINS = [{"userid": "founder", "sys_level": 1}]


def test_the_main_admin(org):
    org.user("ann")
    assert org.all.ok(PATH, {}) == ADMINS


def test_the_scope_does_not_limit_it(org):
    assert org.app(scope=[org.department("Inside")]).ok(PATH, {}) == ADMINS


@pytest.mark.parametrize("sent", [{}, {"data": b""}, {"json": {}}, {"data": b"{}"}, {"data": {"x": "1"}}], ids=str)
def test_no_body_is_needed(plain_org, sent):
    answer = plain_org.connection.legacy("POST", PATH, params={"access_token": plain_org.all.token}, **sent)
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "result": ADMINS, "request_id": REQUEST_ID})
