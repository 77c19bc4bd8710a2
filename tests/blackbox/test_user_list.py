"""POST /topapi/v2/user/list."""

import pytest

from kit import expect
from kit.client import refused
from kit.same import assert_same

PATH = "/topapi/v2/user/list"
FULL = {
    "telephone": "8001",
    "job_number": "7",
    "title": "Engineer",
    "email": "ann@example.org",
    "work_place": "Hangzhou",
    "remark": "likes tea",
    "extension": '{"hobby":"chess"}',
    "hired_date": 1_597_573_616_828,
}


def page(org, department, cursor=0, size=100, **more):
    return org.all.ok(PATH, dept_id=department, cursor=cursor, size=size, **more)


def test_an_empty_department(org):
    assert page(org, org.department("Empty")) == {"has_more": False, "list": []}


def test_whole_entries(org):
    team, other = org.department("Team"), org.department("Other")
    org.user("ann", team, other, dept_order_list=[{"dept_id": team, "order": 10}], manager_userid="founder", **FULL)
    org.user("bob", other, team)
    org.all.ok("/topapi/v2/department/update", dept_id=team, dept_manager_userid_list="bob")
    ann, bob = org.person("ann"), org.person("bob")
    assert_same(
        page(org, team),
        {
            "has_more": False,
            "list": [
                expect.listed_user("ann", ann["unionid"], ann["mobile"], [team, other], order=10, **FULL),
                expect.listed_user("bob", bob["unionid"], bob["mobile"], [other, team], leader=True),
            ],
        },
    )
    assert page(org, other)["list"][0]["leader"] is False, "of this department only"


def test_fields_need_their_points(org):
    team = org.department("Team")
    org.user("ann", team, **FULL)
    full = page(org, team)["list"][0]
    gated = {"mobile", "state_code", "email", "work_place", "remark", "extension", "org_email"}
    bare = org.app(grant="qyapi_get_department_member").ok(PATH, dept_id=team, cursor=0, size=1)["list"][0]
    assert_same(bare, {key: value for key, value in full.items() if key not in gated})
    phones = org.app(grant="qyapi_get_department_member,fieldMobile").ok(PATH, dept_id=team, cursor=0, size=1)
    assert phones["list"][0]["mobile"] == full["mobile"]
    assert "email" not in phones["list"][0]


@pytest.mark.parametrize("size", [1, 3, 7, 100])
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


@pytest.mark.parametrize("order", ["entry_asc", "entry_desc", "modify_asc", "modify_desc", "custom"])
def test_orders_are_those_of_the_short_list(org, order):
    team = org.department("Team")
    for userid, name in (("u1", "赵六"), ("u2", "单雄信"), ("u3", "安")):
        org.user(userid, team, name=name)
    short = org.all.ok("/topapi/user/listsimple", dept_id=team, cursor=0, size=10, order_field=order)
    long = page(org, team, order_field=order)
    assert [entry["userid"] for entry in long["list"]] == [entry["userid"] for entry in short["list"]]


@pytest.mark.parametrize(
    "changed",
    [{"size": 0}, {"size": 101}, {"size": -1}, {"cursor": -1}, {"cursor": 100001}, {"order_field": "name"}],
    ids=str,
)
def test_values_out_of_range(org, changed):
    refused(org.all.call(PATH, {"dept_id": 1, "cursor": 0, "size": 10} | changed), 40035)


@pytest.mark.parametrize("missing", ["dept_id", "cursor", "size"])
def test_missing_parameters(org, missing):
    body = {"dept_id": 1, "cursor": 0, "size": 10}
    del body[missing]
    refused(org.all.call(PATH, body), 400002)


def test_an_unknown_department(org):
    refused(org.all.call(PATH, dept_id=77777, cursor=0, size=10), 60003)


def test_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    org.user("ann", inside, outside)
    app = org.app(scope=[inside])
    assert [entry["userid"] for entry in app.ok(PATH, dept_id=inside, cursor=0, size=10)["list"]] == ["ann"]
    refused(app.call(PATH, dept_id=outside, cursor=0, size=10), 50004)
    refused(app.call(PATH, dept_id=77777, cursor=0, size=10), 60003)
