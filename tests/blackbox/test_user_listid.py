"""POST /topapi/user/listid."""

from kit.client import refused

PATH = "/topapi/user/listid"


def test_direct_members_in_custom_order(org):
    team = org.department("Team")
    below = org.department("Below", team)
    org.user("last", team, name="赵")
    org.user("middle", team, name="安")
    org.user("first", team, name="赵", dept_order_list=[{"dept_id": team, "order": 1}])
    org.user("elsewhere", below)
    assert org.all.ok(PATH, dept_id=team) == {"userid_list": ["first", "middle", "last"]}


def test_more_than_a_page(org):
    team = org.department("Team")
    people = [f"u{number:03}" for number in range(120)]
    for userid in people:
        org.user(userid, team)
    assert org.all.ok(PATH, dept_id=team) == {"userid_list": people}


def test_an_empty_department(org):
    assert org.all.ok(PATH, dept_id=org.department("Empty")) == {"userid_list": []}


def test_the_scope_does_not_limit_it(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    org.user("out", outside)
    assert org.app(scope=[inside]).ok(PATH, dept_id=outside) == {"userid_list": ["out"]}


def test_bad_departments(org):
    refused(org.all.call(PATH, dept_id=77777), 60003)
    refused(org.all.call(PATH), 400002)
    refused(org.all.call(PATH, dept_id="team"), 400002)
    refused(org.all.call(PATH, dept_id=0), 400002)
    refused(org.all.call(PATH, dept_id=-1), 400002)
