"""POST /topapi/user/count."""

import pytest

from kit.client import refused

PATH = "/topapi/user/count"


def test_people_are_counted_once(org):
    first, second = org.department("First"), org.department("Second")
    org.user("ann", first, second)
    org.user("bob", second)
    assert org.all.ok(PATH, only_active=False) == {"count": 3}
    org.all.ok("/topapi/v2/user/delete", userid="bob")
    assert org.all.ok(PATH, only_active=False) == {"count": 2}


def test_people_who_never_signed_in_are_not_active(org):
    before = org.all.ok(PATH, only_active=True)["count"]
    org.user("ann")
    assert org.all.ok(PATH, only_active=True) == {"count": before}
    assert before <= 1


def test_the_scope_does_not_limit_it(org):
    inside = org.department("Inside")
    org.user("ann", inside)
    assert org.app(scope=[inside]).ok(PATH, only_active=False) == {"count": 2}


def test_a_missing_flag(org):
    refused(org.all.call(PATH, {}), 400002)


@pytest.mark.parametrize("flag", ["maybe", "2", [1], {"a": 1}])
def test_a_flag_that_is_no_boolean(org, flag):
    refused(org.all.call(PATH, only_active=flag), 40035)
