"""The five calls of industry contacts, and the command that fills them."""

import pytest

from kit.client import UNION_ID, Organization, refused
from kit.own import Admin
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


def pages(app, path, between, **body):
    """What all pages list, with writes between them; each page but the last is full."""
    seen, cursor = [], 1
    while True:
        page = told(app.call(path, cursor=cursor, size=2, **body))
        seen += page["details"]
        if not page["has_more"]:
            return seen
        assert len(page["details"]) == 2
        cursor = page["next_cursor"]
        between(len(seen) // 2)


def person(userid, *departments, **more):
    return {"type": "user", "id": userid, "name": userid, "departments": list(departments), **more}


def class_of(number, parent=1):
    return {"type": "department", "id": number, "parentId": parent, "name": f"Class {number}"}


@pytest.mark.parametrize("role", [None, "student"])
def test_pages_of_people_hold_while_people_come_and_go(org, role):
    each = {"roles": [role]} if role else {}
    people = [person(f"u{number}", 2, **each) for number in range(8)]
    org.industry(class_of(2), class_of(3), person("first", 2, roles=["teacher"]), *people)
    org.industry(person("first", 3))

    def between(page):
        if page == 1:
            org.industry(person("u0", 3, **each), person("u4", 3, **each), person("late", 2, **each))
        if page == 2:
            org.industry(person("u1", 2, 3, **each), person("teacher", 2, roles=["teacher"]))

    body = {"dept_id": 2} | ({"role": role} if role else {})
    seen = [each["userid"] for each in pages(org.all, USERS, between, **body)]
    assert seen == ["u0", "u1", "u2", "u3", "u5", "u6", "u7", "late"] + ([] if role else ["teacher"])


def test_pages_of_departments_hold_while_departments_come_and_go(org):
    org.industry(*(class_of(number) for number in range(2, 10)))

    def between(page):
        if page == 1:
            org.industry(class_of(2, parent=9), class_of(6, parent=9), class_of(10))

    seen = [each["dept_id"] for each in pages(org.all, DEPARTMENTS, between, dept_id=1)]
    assert seen == [2, 3, 4, 5, 7, 8, 9, 10]
    seen = [each["dept_id"] for each in pages(org.all, DEPARTMENTS, lambda _: None, dept_id=9)]
    assert seen == [2, 6]


def test_a_cursor_counts_what_was_returned(plain_org):
    org = plain_org
    org.industry(class_of(2), *(person(f"u{number}", 2) for number in range(5)))
    cursors = [told(org.all.call(USERS, dept_id=2, size=2, cursor=each))["next_cursor"] for each in (0, 1, 2, 3)]
    assert cursors == [3, 3, 4, 5]
    assert told(org.all.call(USERS, dept_id=2, size=2)) == told(org.all.call(USERS, dept_id=2, size=2, cursor=1))
    for cursor in (6, 2**63 - 1):
        assert told(org.all.call(USERS, dept_id=2, size=2, cursor=cursor)) == {"has_more": False, "details": []}


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
    assert names == ["李", "Zoë"], "who was there keeps the place"
    assert school.store.run("verify")["differences"] == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"type": "department", "id": 5, "parentId": 77, "name": "X"}, "line 2: no parent department 77"),
        ({"type": "department", "id": 1, "name": "X"}, "line 2: "),
        ({"type": "department", "id": 5, "name": ""}, "line 2: a department's name"),
        ({"type": "user", "id": "x", "name": "X", "departments": [77]}, "line 2: no department 77"),
        ({"type": "user", "id": "x", "name": "X", "departments": []}, "line 2: at least one department"),
        ({"type": "user", "id": "x", "name": "X", "departments": [4, 4]}, "line 2: department 4 is named twice"),
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


def seen(school, userid, dept_id=1, **query):
    return Admin(school, userid).call("GET", f"industry/{dept_id}", **query)


def test_people_see_where_they_are_and_administrators_all(school):
    school.user("li")
    school.user("bob")
    status, root = seen(school, "founder")
    assert (status, root["kind"], [each["deptId"] for each in root["departments"]]) == (200, "school", [2])
    _, class_1 = seen(school, "founder", 3)
    assert [(each["name"], each["roles"]) for each in class_1["members"]] == [("Zoe", ["学生"]), ("李", ["老师"])]
    assert [each["name"] for each in class_1["path"]] == ["Campus", "Class 1"]
    # Li is in the campus and in what is below it.
    assert [each["deptId"] for each in seen(school, "li")[1]["departments"]] == [2]
    assert seen(school, "li", 3)[1] == class_1
    page = seen(school, "li", 3, size=1)[1]
    assert [each["name"] for each in page["members"]] == ["Zoe"]
    assert [each["name"] for each in seen(school, "li", 3, size=1, cursor=page["nextCursor"])[1]["members"]] == ["李"]


def test_everybody_else_cannot_tell_whether_there_is_one(school, servers):
    other = Organization(school.server, school.store, "typed")
    for org in (school, other):
        org.user("bob")
    for dept_id in (1, 2, 3, 77, -1):
        told = [(status, answer | {"requestid": ""}) for status, answer in (seen(org, "bob", dept_id) for org in (school, other))]
        assert told[0] == told[1], dept_id
    assert seen(school, "bob", 3)[1]["code"] == "department.notFound"
    # An administrator of something else, or of one department, is nobody here.
    school.user("outer", school.department("Elsewhere"))
    Admin(school, "founder").ok("PUT", "console/admins/outer", {"kind": "sub", "modules": ["contacts"]})
    assert seen(school, "outer", 3)[1]["code"] == "department.notFound"
    Admin(school, "founder").ok("PUT", "console/admins/outer", {"kind": "sub", "modules": ["industry"]})
    assert seen(school, "outer", 3)[0] == 200


@pytest.mark.parametrize("query", [{"size": 0}, {"size": 201}, {"cursor": "x"}])
def test_a_page_of_people_has_limits(school, query):
    status, answer = seen(school, "founder", 3, **query)
    assert (status, answer["code"]) == (400, "invalidParameter")
    assert seen(school, "founder", "x")[0] == 400
