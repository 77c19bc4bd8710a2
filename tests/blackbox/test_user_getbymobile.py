"""POST /topapi/v2/user/getbymobile."""

import pytest

from kit.client import Organization, refused

PATH = "/topapi/v2/user/getbymobile"


@pytest.mark.parametrize("mobile", ["13900138000", "+86-13900138000"])
def test_found_in_both_spellings(org, mobile):
    org.user("ann", mobile="13900138000")
    assert org.all.ok(PATH, mobile=mobile) == {"userid": "ann"}


def test_a_number_from_abroad(org):
    org.user("ann", mobile="+1-5551234567")
    assert org.all.ok(PATH, mobile="+1-5551234567") == {"userid": "ann"}


def test_enterprise_accounts_are_listed_when_asked_for(org):
    org.user("ann", mobile="13900138000")
    found = org.all.ok(PATH, mobile="13900138000", support_exclusive_account_search=True)
    assert found == {"userid": "ann", "exclusive_account_userid_list": []}


def test_it_needs_no_right_to_read_numbers(org):
    org.user("ann", mobile="13900138000")
    assert org.app(grant="qyapi_get_member_by_mobile").ok(PATH, mobile="13900138000") == {"userid": "ann"}


def test_unknown_numbers(org):
    org.user("ann", mobile="13900138000")
    refused(org.all.call(PATH, mobile="13900138001"), 60121)
    other = Organization(org.server, org.store, org.form)
    refused(other.all.call(PATH, mobile="13900138000"), 60121)


@pytest.mark.parametrize("mobile", ["abc", "139", "+86-", "1390013800013900138000"])
def test_no_numbers(org, mobile):
    refused(org.all.call(PATH, mobile=mobile), 40104)


def test_a_missing_number(org):
    refused(org.all.call(PATH, {}), 400002)


def test_the_scope(org):
    inside = org.department("Inside")
    org.user("in", inside, mobile="13900138000")
    org.user("out", mobile="13900138001")
    app = org.app(scope=[inside])
    assert app.ok(PATH, mobile="13900138000") == {"userid": "in"}
    refused(app.call(PATH, mobile="13900138001"), 50002)
    refused(app.call(PATH, mobile="13900138002"), 60121)
