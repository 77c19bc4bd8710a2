"""The five calls of industry contacts, and the command that fills them."""

import pytest

from kit.client import UNION_ID, refused
from kit.same import Number, assert_same

DEPARTMENT, DEPARTMENTS = "/topapi/industry/department/get", "/topapi/industry/department/list"
USER, USERS = "/topapi/industry/user/get", "/topapi/industry/user/list"
ORGANIZATION = "/topapi/industry/organization/get"
SCHOOL = [
    {
        "type": "organization",
        "kind": "school",
        "regionId": "330110",
        "regionLocation": "中国_浙江省_杭州市_余杭区",
        "regionType": "COUNTY",
    },
    {
        "type": "department",
        "id": 3,
        "parentId": 2,
        "name": "Class 1",
        "contactType": "classic",
        "departmentType": "class",
        "features": {"class_level": 1},
    },
    {"type": "department", "id": 2, "parentId": 1, "name": "Campus", "contactType": "classic", "departmentType": "campus"},
    {"type": "user", "id": "zoe", "name": "Zoe", "departments": [3], "roles": ["student"], "features": {"student_no": "7"}},
    {"type": "user", "id": "li", "name": "李", "departments": [3, {"id": 2, "roles": ["guardian"]}], "roles": ["teacher"]},
]


def told(answer):
    """The result of an answer that also says that it is one."""
    assert answer["errcode"] == 0 and answer["success"] is True, answer
    assert set(answer) == {"errcode", "errmsg", "request_id", "result", "success"}
    return answer["result"]


@pytest.fixture
def school(org):
    assert org.industry(*SCHOOL) == {"departments": 2, "users": 2}
    return org


def test_the_organization(school):
    assert told(school.all.call(ORGANIZATION)) == {
        "region_id": "330110",
        "region_location": "中国_浙江省_杭州市_余杭区",
        "region_type": "COUNTY",
    }


def test_without_industry_contacts(org):
    assert told(org.all.call(ORGANIZATION)) == {"region_id": "", "region_location": "", "region_type": ""}
    assert told(org.all.call(DEPARTMENTS, dept_id=1, size=10)) == {"has_more": False, "details": []}
    refused(org.all.call(DEPARTMENT, dept_id=2), 60003)
    refused(org.all.call(DEPARTMENTS, dept_id=2, size=10), 40009)


def test_departments(school):
    class_1 = {"name": "Class 1", "contact_type": "classic", "dept_type": "class", "feature": '{"class_level":1}'}
    campus = {"name": "Campus", "contact_type": "classic", "dept_type": "campus", "feature": "{}"}
    assert told(school.all.call(DEPARTMENT, dept_id=3)) == class_1 | {"super_id": 2}
    page = told(school.all.call(DEPARTMENTS, dept_id=1, size=1000))
    assert page == {"has_more": False, "details": [campus | {"dept_id": 2}]}
    page = told(school.all.call(DEPARTMENTS, dept_id=2, size=1, cursor=0))
    assert page == {"has_more": False, "details": [class_1 | {"dept_id": 3}]}
    assert school.department_of(1)["name"] == school.name, "a tree apart from the ordinary one"


def test_people(school):
    student = {"id": Number(), "name": "学生"}
    zoe = {"unionid": UNION_ID, "name": "Zoe", "feature": '{"student_no":"7"}', "roles": [student]}
    assert_same(told(school.all.call(USER, dept_id=3, userid="zoe")), zoe)
    page = told(school.all.call(USERS, dept_id=3, size=10))
    assert page["has_more"] is False and "next_cursor" not in page
    assert_same(page["details"][0], zoe | {"userid": "zoe"})
    assert [each["userid"] for each in page["details"]] == ["zoe", "li"]
    roles = [told(school.all.call(USER, dept_id=each, userid="li"))["roles"][0]["name"] for each in (3, 2)]
    assert roles == ["老师", "家长"]
    only = told(school.all.call(USERS, dept_id=3, size=10, role="TEACHER"))
    assert [each["userid"] for each in only["details"]] == ["li"]
    assert told(school.all.call(USERS, dept_id=1, size=10))["details"] == []


def test_pages_hold_while_people_come(plain_org):
    org = plain_org
    people = [{"type": "user", "id": f"u{number}", "name": f"U {number}", "departments": [2]} for number in range(7)]
    org.industry({"type": "department", "id": 2, "name": "Class"}, *people)
    seen, cursor, late = [], 1, 0
    while True:
        page = told(org.all.call(USERS, dept_id=2, size=2, cursor=cursor))
        seen += [each["userid"] for each in page["details"]]
        if not page["has_more"]:
            break
        cursor, late = page["next_cursor"], late + 1
        if late <= 2:
            org.industry({"type": "user", "id": f"late{late}", "name": "Late", "departments": [2]})
    assert seen == [f"u{number}" for number in range(7)] + ["late1", "late2"]


def test_what_is_refused(school):
    call = school.all.call
    for dept_id in (0, -1, "x"):
        refused(call(DEPARTMENT, dept_id=dept_id), 40009)
    refused(call(DEPARTMENT, {}), 40009)
    refused(call(DEPARTMENT, dept_id=77), 60003)
    for path in (DEPARTMENTS, USERS):
        refused(call(path, dept_id=77, size=1), 40009)
        refused(call(path, size=1), 40009)
        refused(call(path, dept_id=2), 40069)
        refused(call(path, dept_id=2, size=0), 40069)
        refused(call(path, dept_id=2, size=1001), 40069)
        refused(call(path, dept_id=2, size=1, cursor=-1), 400002)
        assert told(call(path, dept_id=2, size=1000))["has_more"] is False
    refused(call(USERS, dept_id=3, size=1, role="king"), 400002)
    refused(call(USER, dept_id=77, userid="li"), 40009)
    refused(call(USER, userid="li"), 40009)
    refused(call(USER, dept_id=3), 33012)
    refused(call(USER, dept_id=2, userid="zoe"), 33012)
    refused(call(USER, dept_id=3, userid="founder"), 33012)


def test_importing_again_changes_nothing_and_more_adds(school):
    before = told(school.all.call(USERS, dept_id=3, size=10))
    assert school.industry(*SCHOOL) == {"departments": 2, "users": 2}
    assert told(school.all.call(USERS, dept_id=3, size=10)) == before
    school.industry({"type": "user", "id": "zoe", "name": "Zoë", "departments": [2]})
    names = [each["name"] for each in told(school.all.call(USERS, dept_id=2, size=10))["details"]]
    assert names == ["Zoë", "李"], "who was there keeps the place"
    assert school.store.run("verify")["differences"] == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"type": "department", "id": 5, "parentId": 77, "name": "X"}, "line 2: no parent department 77"),
        ({"type": "department", "id": 1, "name": "X"}, "line 2: "),
        ({"type": "department", "id": 5, "name": ""}, "line 2: a department's name"),
        ({"type": "user", "id": "x", "name": "X", "departments": [77]}, "line 2: no department 77"),
        ({"type": "user", "id": "x", "name": "X", "departments": []}, "line 2: at least one department"),
        ({"type": "user", "id": "x", "name": "X", "departments": [4, 4]}, "line 2: a department is named twice"),
        ({"type": "user", "id": "x", "name": "X", "departments": [4], "roles": ["king"]}, "line 2: no role king"),
        ({"type": "organization", "kind": "zoo"}, "line 2: the kind is"),
        ({"type": "class"}, "line 2: unknown variant"),
        ({"type": "department", "id": 4, "name": "Again"}, "line 2: department 4 stands in line 1"),
    ],
)
def test_one_bad_line_and_nothing_is_stored(plain_org, line, told):
    with pytest.raises(AssertionError, match=told):
        plain_org.industry({"type": "department", "id": 4, "name": "Good"}, line)
    refused(plain_org.all.call(DEPARTMENT, dept_id=4), 60003)
