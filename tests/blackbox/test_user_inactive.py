"""POST /topapi/inactive/user/v2/get."""

import datetime

import pytest

from kit.client import refused

PATH = "/topapi/inactive/user/v2/get"


def day(back):
    """The date so many days ago where the organization is; negative means ahead."""
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    return (today - datetime.timedelta(days=back)).strftime("%Y%m%d")


def ask(org, **changed):
    body = {"is_active": False, "offset": 0, "size": 100, "query_date": day(1)} | changed
    return {key: value for key, value in body.items() if value is not ...}


def test_nobody_has_signed_in(org):
    org.user("bob")
    org.user("ann")
    assert org.all.ok(PATH, ask(org)) == {"has_more": False, "list": ["ann", "bob", "founder"]}
    assert org.all.ok(PATH, ask(org, is_active=True)) == {"has_more": False, "list": []}


def test_departments_with_what_is_below(org):
    team = org.department("Team")
    below, other = org.department("Below", team), org.department("Other")
    org.user("ann", below)
    org.user("bob", other)
    org.user("cid", team)
    assert org.all.ok(PATH, ask(org, dept_ids=f"{team}"))["list"] == ["ann", "cid"]
    assert org.all.ok(PATH, ask(org, dept_ids=f"{team},{other}"))["list"] == ["ann", "bob", "cid"]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_paging_to_the_end(org, size):
    for userid in ("d", "b", "c", "a"):
        org.user(userid)
    seen, offset = [], 0
    while True:
        answer = org.all.ok(PATH, ask(org, offset=offset, size=size))
        seen += answer["list"]
        if not answer["has_more"]:
            assert set(answer) == {"has_more", "list"}
            break
        assert answer["next_cursor"] == offset + size
        offset = answer["next_cursor"]
    assert seen == ["a", "b", "c", "d", "founder"]


def test_the_scope_filters(org):
    inside = org.department("Inside")
    org.user("in", inside)
    org.user("out")
    assert org.app(scope=[inside]).ok(PATH, ask(org))["list"] == ["in"]


@pytest.mark.parametrize("size", [0, 101, -1])
def test_sizes_out_of_range(org, size):
    refused(org.all.call(PATH, ask(org, size=size)), 40069)


def test_an_offset_out_of_range(org):
    refused(org.all.call(PATH, ask(org, offset=-1)), 40068)


@pytest.mark.parametrize("missing", ["is_active", "offset", "size", "query_date"])
def test_missing_parameters(org, missing):
    refused(org.all.call(PATH, ask(org, **{missing: ...})), 400002)


@pytest.mark.parametrize("date", ["2026-01-05", "20261301", "20260230", "yesterday", "", day(60), day(-2)])
def test_bad_dates(org, date):
    refused(org.all.call(PATH, ask(org, query_date=date)), 400002)
