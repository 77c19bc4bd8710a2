"""The older v1 forms of the department calls."""

import pytest

from kit import expect
from kit.client import REQUEST_ID
from kit.same import Maybe, Number, Text, assert_same


def flat(**fields):
    """A whole v1 answer: the payload beside errcode and errmsg."""
    return {"errcode": 0, "errmsg": "ok", "request_id": Maybe(REQUEST_ID)} | fields


def refused(answer, code):
    assert_same(answer, {"errcode": code, "errmsg": Text(".+"), "request_id": Maybe(REQUEST_ID)})


def listed(dept_id, name, parent=None, **fields):
    entry = {
        "id": dept_id,
        "name": name,
        "createDeptGroup": False,
        "autoAddUser": False,
        "isFromUnionOrg": Maybe(False),
    }
    return entry | ({} if parent is None else {"parentid": parent}) | fields


@pytest.fixture
def tree(plain_org):
    """Two branches, the second sorted before the first, one with a child."""
    last, first = plain_org.department("Last", order=9), plain_org.department("First", order=1)
    return last, first, plain_org.department("Below", last)


def test_list_of_the_whole_tree(plain_org, tree):
    last, first, below = tree
    answer = plain_org.all.get("/department/list")
    by_id = {entry["id"]: entry for entry in answer["department"]}
    assert len(by_id) == len(answer["department"]) == 4
    assert_same(by_id[1], listed(1, plain_org.name))
    assert_same(by_id[below], listed(below, "Below", last))
    assert [entry["id"] for entry in answer["department"] if entry.get("parentid") == 1] == [first, last]


@pytest.mark.parametrize("fetch_child", ["false", "False", ...])
def test_list_of_direct_children(plain_org, tree, fetch_child):
    last, first, _ = tree
    query = {"id": 1} | ({} if fetch_child is ... else {"fetch_child": fetch_child})
    answer = plain_org.all.get("/department/list", **query)
    assert_same(answer, flat(department=[listed(first, "First", 1), listed(last, "Last", 1)]))


@pytest.mark.parametrize("fetch_child", ["true", "True"])
def test_list_of_everything_below(plain_org, tree, fetch_child):
    last, first, below = tree
    answer = plain_org.all.get("/department/list", id=1, fetch_child=fetch_child)
    assert sorted(entry["id"] for entry in answer["department"]) == sorted([last, first, below])
    answer = plain_org.all.get("/department/list", id=last, fetch_child=fetch_child)
    assert_same(answer, flat(department=[listed(below, "Below", last)]))


def test_list_ids(plain_org, tree):
    last, first, below = tree
    assert_same(plain_org.all.get("/department/list_ids", id=1), flat(sub_dept_id_list=[first, last]))
    assert_same(plain_org.all.get("/department/list_ids", id=below), flat(sub_dept_id_list=[]))
    refused(plain_org.all.get("/department/list_ids", id=77777), 60003)


def test_get(plain_org):
    other = plain_org.department("Other")
    team = plain_org.department(
        "Team",
        order=5,
        source_identifier="HR-1",
        hide_dept=True,
        dept_permits=f"{other},1",
        user_permits="founder",
    )
    plain_org.user("ann", team)
    plain_org.user("bob", team)
    plain_org.all.ok("/topapi/v2/department/update", dept_id=team, dept_manager_userid_list="ann,bob")
    answer = plain_org.all.get("/department/get", id=team)
    expected = flat(
        id=team,
        name="Team",
        parentid=1,
        order=5,
        createDeptGroup=False,
        autoAddUser=False,
        autoApproveApply=False,
        deptHiding=True,
        deptPermits=f"{other}|1",
        deptPerimits=f"{other}|1",
        userPermits="founder",
        userPerimits="founder",
        outerDept=False,
        outerPermitDepts="",
        outerPermitUsers="",
        orgDeptOwner=Maybe(""),
        deptManagerUseridList="ann|bob",
        deptGroupChatId=Maybe(""),
        groupContainSubDept=False,
        sourceIdentifier="HR-1",
        isFromUnionOrg=Maybe(False),
        ext=Maybe("{}"),
    )
    assert_same(answer, expected)


def test_get_of_the_root(plain_org):
    answer = plain_org.all.get("/department/get", id=1)
    assert (answer["id"], answer["name"], "parentid" in answer) == (1, plain_org.name, False)
    refused(plain_org.all.get("/department/get", id=77777), 60003)


def test_create(org):
    org.user("ann")
    other = org.department("Other")
    answer = org.all.call(
        "/department/create",
        name="Team",
        parentid=1,
        order=7,
        createDeptGroup=True,
        deptHiding=True,
        deptPermits=f"{other}|1",
        userPermits="ann|founder",
        sourceIdentifier="HR-1",
    )
    assert_same(answer, flat(id=Number(2)))
    group = {"create_dept_group": True, "auto_add_user": True, "dept_group_chat_id": Text("chat[0-9a-f]{32}")}
    expected = expect.department(
        answer["id"],
        "Team",
        order=7,
        hide_dept=True,
        dept_permits=[other, 1],
        user_permits=["ann", "founder"],
        source_identifier="HR-1",
        **group,
    )
    assert_same(org.department_of(answer["id"]), expected)


def test_create_with_an_id_of_ones_own(org):
    answer = org.all.call("/department/create", name="Team", parentid="1", id=4711)
    assert_same(answer, flat(id=4711))
    refused(org.all.call("/department/create", name="Crew", parentid=1, id=4711), 60016)
    assert org.department_of(4711)["name"] == "Team"


@pytest.mark.parametrize(
    "misspelt", [("deptPerimits", "dept_permits", "1", [1]), ("userPerimits", "user_permits", "founder", ["founder"])]
)
def test_create_with_the_old_misspelt_names(plain_org, misspelt):
    old, new, sent, kept = misspelt
    answer = plain_org.all.call("/department/create", {"name": "Team", "parentid": 1, "deptHiding": True, old: sent})
    assert plain_org.department_of(answer["id"])[new] == kept


def test_update(org):
    team = org.department("Team", order=5)
    before = org.department_of(team)
    assert_same(org.all.call("/department/update", id=team, name="Crew", order="6"), flat(id=team))
    assert_same(org.department_of(team), before | {"name": "Crew", "order": 6})
    org.user("ann", team)
    assert_same(org.all.call("/department/update", id=team, deptManagerUseridList="ann"), flat(id=team))
    assert org.department_of(team)["dept_manager_userid_list"] == ["ann"]
    refused(org.all.call("/department/update", id=77777, name="x"), 60003)
    refused(org.all.call("/department/update", id=1, name="x"), 60018)


def test_delete(plain_org):
    team = plain_org.department("Team")
    assert_same(plain_org.all.get("/department/delete", id=team), flat(errmsg=Text("ok|deleted")))
    refused(plain_org.all.get("/department/delete", id=team), 60003)
    refused(plain_org.all.get("/department/delete", id=1), 60007)


def test_parents_of_a_department(plain_org, tree):
    last, _, below = tree
    path = "/department/list_parent_depts_by_dept"
    assert_same(plain_org.all.get(path, id=below), flat(parentIds=[below, last, 1]))
    refused(plain_org.all.get(path), 40035)
    refused(plain_org.all.get(path, id=77777), 60003)


def test_parents_of_a_user(plain_org, tree):
    last, first, below = tree
    plain_org.user("ann", below, first)
    path = "/department/list_parent_depts"
    assert_same(plain_org.all.get(path, userId="ann"), flat(department=[[below, last, 1], [first, 1]]))
    refused(plain_org.all.get(path), 40035)
    assert plain_org.all.get(path, userId="nobody")["errcode"] in (33012, 60121)


def test_the_scope(plain_org):
    inside, outside = plain_org.department("Inside"), plain_org.department("Outside")
    below = plain_org.department("Below", inside)
    app = plain_org.app(scope=[inside])
    before = plain_org.everything()
    refused(app.get("/department/get", id=outside), 50004)
    refused(app.get("/department/delete", id=outside), 50004)
    refused(app.call("/department/update", id=outside, name="x"), 50004)
    refused(app.call("/department/create", parentid=outside, name="x"), 50004)
    refused(app.get("/department/list", id=outside), 50004)
    assert_same(app.get("/department/list", id=inside), flat(department=[listed(below, "Below", inside)]))
    assert_same(app.get("/department/list_ids", id=1), flat(sub_dept_id_list=[inside, outside]))
    assert plain_org.everything() == before
