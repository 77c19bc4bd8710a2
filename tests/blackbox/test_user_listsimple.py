"""POST /topapi/user/listsimple."""

import pytest

from kit.client import refused
from kit.same import assert_same

PATH = "/topapi/user/listsimple"


def page(org, department, cursor=0, size=100, **more):
    return org.all.ok(PATH, dept_id=department, cursor=cursor, size=size, **more)


def names(org, department, **more):
    return [entry["userid"] for entry in page(org, department, **more)["list"]]


def test_an_empty_department(org):
    assert page(org, org.department("Empty")) == {"has_more": False, "list": []}


def test_direct_members_only(org):
    team = org.department("Team")
    below = org.department("Below", team)
    org.user("ann", team, name="安")
    org.user("bob", below)
    assert_same(page(org, team), {"has_more": False, "list": [{"userid": "ann", "name": "安"}]})


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_paging_to_the_end(org, size):
    team = org.department("Team")
    for number in range(7):
        org.user(f"u{number}", team)
    seen, cursor = [], 0
    while True:
        answer = page(org, team, cursor, size)
        seen += [entry["userid"] for entry in answer["list"]]
        if not answer["has_more"]:
            assert set(answer) == {"has_more", "list"}
            break
        assert len(answer["list"]) == size
        assert answer["next_cursor"] == cursor + size
        cursor = answer["next_cursor"]
    assert seen == [f"u{number}" for number in range(7)]


def test_past_the_end(org):
    assert page(org, 1, cursor=100000) == {"has_more": False, "list": []}


def test_custom_order_is_largest_first_then_pinyin(org):
    team = org.department("Team")
    for userid, name in (("u1", "赵六"), ("u2", "单雄信"), ("u3", "曾国藩"), ("u4", "安")):
        org.user(userid, team, name=name)
    for userid, order in (("u5", 5), ("u6", 2**53 + 3), ("u7", 2**53 + 2)):
        org.user(userid, team, name="吴", dept_order_list=[{"dept_id": team, "order": order}])
    # Set orders first; then by pinyin: an, shan, zeng, zhao.
    expected = ["u6", "u7", "u5", "u4", "u2", "u3", "u1"]
    assert names(org, team) == expected
    assert names(org, team, order_field="custom") == expected


def test_equal_names_are_ordered_by_userid(org):
    team = org.department("Team")
    for userid in ("c", "a", "b"):
        org.user(userid, team, name="王伟")
    assert names(org, team) == ["a", "b", "c"]


def test_order_of_entry(org):
    team = org.department("Team")
    for userid in ("c", "a", "b"):
        org.user(userid, team)
    org.user("d")
    org.all.ok("/topapi/v2/user/update", userid="d", dept_id_list=team)
    entered = names(org, team, order_field="entry_asc")
    assert entered == ["c", "a", "b", "d"]
    assert names(org, team, order_field="entry_desc") == entered[::-1]


def test_order_of_change(org):
    team, other = org.department("Team"), org.department("Other")
    for userid in ("c", "a", "b"):
        org.user(userid, team)
    org.all.ok("/topapi/v2/user/update", userid="c", dept_id_list=f"{team},{other}")
    assert names(org, team, order_field="modify_asc") == ["a", "b", "c"]
    assert names(org, team, order_field="modify_desc") == ["c", "b", "a"]


@pytest.mark.parametrize("limited", [True, False])
def test_people_of_limited_access_make_no_difference(org, limited):
    org.user("ann", org.department("Team"))
    assert names(org, 1, contain_access_limit=limited) == ["founder"]


@pytest.mark.parametrize("size", [0, 101, -1, 2**40])
def test_sizes_out_of_range(org, size):
    refused(org.all.call(PATH, dept_id=1, cursor=0, size=size), 40069)


@pytest.mark.parametrize("cursor", [-1, 100001])
def test_cursors_out_of_range(org, cursor):
    refused(org.all.call(PATH, dept_id=1, cursor=cursor, size=10), 40068)


def test_an_unknown_order(org):
    refused(org.all.call(PATH, dept_id=1, cursor=0, size=10, order_field="name"), 40070)


@pytest.mark.parametrize("missing", ["dept_id", "cursor", "size"])
def test_missing_parameters(org, missing):
    body = {"dept_id": 1, "cursor": 0, "size": 10}
    del body[missing]
    refused(org.all.call(PATH, body), 400002)


def test_departments(org):
    refused(org.all.call(PATH, dept_id=77777, cursor=0, size=10), 60003)
    refused(org.all.call(PATH, dept_id="team", cursor=0, size=10), 400002)


def test_the_scope(org):
    inside = org.department("Inside")
    below, outside = org.department("Below", inside), org.department("Outside")
    org.user("ann", below)
    app = org.app(scope=[inside])
    found = app.ok(PATH, dept_id=below, cursor=0, size=10)
    assert [entry["userid"] for entry in found["list"]] == ["ann"]
    refused(app.call(PATH, dept_id=outside, cursor=0, size=10), 50004)
    refused(app.call(PATH, dept_id=1, cursor=0, size=10), 50004)
    refused(app.call(PATH, dept_id=77777, cursor=0, size=10), 60003)
