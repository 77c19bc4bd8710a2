"""The eleven calls of role management."""

import pytest

from kit import contract
from kit.client import Organization, refused, succeeded

ADD, ADD_GROUP, RENAME = "/role/add_role", "/role/add_role_group", "/role/update_role"
GIVE, TAKE = "/topapi/role/addrolesforemps", "/topapi/role/removerolesforemps"
DELETE, SCOPE = "/topapi/role/deleterole", "/topapi/role/scope/update"
GROUP, LIST, GET, MEMBERS = (f"/topapi/role/{name}" for name in ("getrolegroup", "list", "getrole", "simplelist"))


def refuse(org, path, code, **fields):
    """This request is refused with this code, and nothing in the organization changes."""
    before = org.everything()
    refused(org.all.call(path, fields), code)
    assert org.everything() == before


def userids(org, role):
    return [member["userid"] for member in org.members(role)]


def test_a_new_organization_has_the_fixed_roles_and_two_groups(org):
    groups = org.all.ok(LIST)["list"]
    assert [group["name"] for group in groups] == ["默认", "职务", "岗位"]
    assert [role["name"] for role in groups[0]["roles"]] == ["主管理员", "子管理员", "负责人", "主管"]
    assert all(group["roles"] for group in groups)
    ids = [group["groupId"] for group in groups] + [role["id"] for group in groups for role in group["roles"]]
    assert len(set(ids) | set(org.labels())) == len(ids) + len(org.labels()), "one sequence of ids"
    assert userids(org, org.roles()["主管理员"]) == ["founder"]


def test_a_group_and_a_role_from_the_beginning_to_the_end(org):
    answer = org.all.call(ADD_GROUP, name="Production")
    assert set(answer) == {"errcode", "errmsg", "groupId", "request_id"} and answer["errcode"] == 0
    group = answer["groupId"]
    assert org.all.call(GROUP, group_id=group)["role_group"] == {"group_name": "Production", "roles": []}
    answer = org.all.call(ADD, roleName="Buyer", groupId=group)
    assert set(answer) == {"errcode", "errmsg", "roleId", "request_id"} and answer["errcode"] == 0
    role = answer["roleId"]
    assert role > group
    succeeded(org.all.call(RENAME, roleId=role, roleName="Head buyer"))
    assert org.all.call(GET, roleId=role)["role"] == {"name": "Head buyer", "groupId": group}
    told = org.all.call(GROUP, group_id=group)["role_group"]
    assert told == {"group_name": "Production", "roles": [{"role_id": role, "role_name": "Head buyer"}]}
    assert org.all.ok(LIST)["list"][-1] == {
        "groupId": group,
        "name": "Production",
        "roles": [{"id": role, "name": "Head buyer"}],
    }
    succeeded(org.all.call(DELETE, role_id=role))
    refused(org.all.call(GET, roleId=role), 33011)
    assert org.all.call(GROUP, group_id=group)["role_group"]["roles"] == [], "the group stays"


def test_people_get_and_lose_roles(org):
    team = org.department("Team")
    for userid in ("ann", "bob"):
        org.user(userid, team)
    roles = org.roles()
    both = f"{roles['财务']},{roles['销售']}"
    succeeded(org.all.call(GIVE, roleIds=both, userIds="ann,bob"))
    assert userids(org, roles["财务"]) == userids(org, roles["销售"]) == ["ann", "bob"]
    held = [(role["name"], role["group_name"]) for role in org.person("ann")["role_list"]]
    assert held == [("财务", "职务"), ("销售", "岗位")]
    succeeded(org.all.call(SCOPE, userid="ann", role_id=roles["财务"], dept_ids=str(team)))
    assert org.members(roles["财务"])[0]["manageScopes"] == [{"dept_id": team, "name": "Team"}]
    succeeded(org.all.call(GIVE, roleIds=str(roles["财务"]), userIds="ann"))
    assert org.members(roles["财务"])[0]["manageScopes"], "who holds a role keeps its scope"
    succeeded(org.all.call(SCOPE, userid="ann", role_id=roles["财务"]))
    assert org.members(roles["财务"])[0] == {"userid": "ann", "name": "ann", "manageScopes": []}
    refuse(org, DELETE, 400002, role_id=roles["财务"])
    succeeded(org.all.call(TAKE, roleIds=both, userIds="ann,founder"))
    assert userids(org, roles["财务"]) == ["bob"]
    assert org.all.call("/topapi/v2/user/delete", userid="bob")["errcode"] == 0
    assert userids(org, roles["财务"]) == []
    succeeded(org.all.call(DELETE, role_id=roles["财务"]))


def test_a_deleted_department_leaves_every_scope(org):
    gone, kept = org.department("Gone"), org.department("Kept")
    role = org.roles()["财务"]
    succeeded(org.all.call(GIVE, roleIds=str(role), userIds="founder"))
    succeeded(org.all.call(SCOPE, userid="founder", role_id=role, dept_ids=f"{gone},{kept}"))
    assert org.all.call("/topapi/v2/department/delete", dept_id=gone)["errcode"] == 0
    assert org.members(role)[0]["manageScopes"] == [{"dept_id": kept, "name": "Kept"}]


def test_built_in_roles_follow_from_the_facts(org):
    team = org.department("Team")
    org.user("ann", team)
    heads = org.roles()["主管"]
    assert org.members(heads) == []
    org.all.ok("/topapi/v2/department/update", dept_id=team, dept_manager_userid_list="ann")
    assert org.members(heads) == [
        {"userid": "ann", "name": "ann", "manageScopes": [{"dept_id": team, "name": "Team"}]}
    ]
    refuse(org, GIVE, 23004, roleIds=str(heads), userIds="ann")
    refuse(org, TAKE, 23004, roleIds=str(heads), userIds="ann")
    refuse(org, SCOPE, 23004, userid="ann", role_id=heads)
    refuse(org, RENAME, 23004, roleId=heads, roleName="X")
    refuse(org, DELETE, 23004, role_id=heads)
    refuse(org, ADD, 23004, roleName="X", groupId=org.role_groups()["默认"])


def test_pages_hold_while_roles_are_given(plain_org):
    org = plain_org
    role = org.roles()["财务"]
    for number in range(7):
        org.user(f"u{number}")
        succeeded(org.all.call(GIVE, roleIds=str(role), userIds=f"u{number}"))
    seen, offset = [], 0
    while True:
        page = org.all.ok(MEMBERS, role_id=role, size=2, offset=offset)
        seen += [member["userid"] for member in page["list"]]
        offset += 2
        org.user(f"late{offset}")
        if offset <= 6:
            succeeded(org.all.call(GIVE, roleIds=str(role), userIds=f"late{offset}"))
        if not page["hasMore"]:
            break
    assert seen == [f"u{number}" for number in range(7)] + ["late2", "late4", "late6"]


def test_groups_are_paged(org):
    for number in range(4):
        assert org.all.call(ADD_GROUP, name=f"g{number}")["errcode"] == 0
    whole = org.all.ok(LIST)["list"]
    assert len(whole) == 7
    seen, offset = [], 0
    while True:
        page = org.all.ok(LIST, size=2, offset=offset)
        seen += page["list"]
        offset += 2
        if not page["hasMore"]:
            break
    assert seen == whole
    assert org.all.ok(LIST, size=1)["list"] == whole, "alone the size does not count"


def test_pages_of_groups_hold_while_groups_come(plain_org):
    org = plain_org
    for number in range(4):
        assert org.all.call(ADD_GROUP, name=f"g{number}")["errcode"] == 0
    seen, offset = [], 0
    while True:
        page = org.all.ok(LIST, size=2, offset=offset)
        seen += [group["name"] for group in page["list"]]
        offset += 2
        if offset <= 6:
            assert org.all.call(ADD_GROUP, name=f"late{offset}")["errcode"] == 0
        if not page["hasMore"]:
            break
    assert seen == ["默认", "职务", "岗位", "g0", "g1", "g2", "g3", "late2", "late4", "late6"]


def test_a_narrow_app_pages_through_a_large_role(plain_org):
    org = plain_org
    role, inside = org.roles()["财务"], org.department("Inside")
    names = [f"u{number}" for number in range(40)]
    for number, name in enumerate(names):
        org.user(name, *([inside] if number % 13 == 0 else []))
    for few in range(0, 40, 20):
        succeeded(org.all.call(GIVE, roleIds=str(role), userIds=",".join(names[few : few + 20])))
    late = org.user("a-late-one", inside)
    succeeded(org.all.call(GIVE, roleIds=str(role), userIds=late))
    app, seen = org.app(scope=[inside]), []
    while True:
        page = app.ok(MEMBERS, role_id=role, size=1, offset=len(seen))
        seen += [member["userid"] for member in page["list"]]
        if not page["hasMore"]:
            break
    # Those of one call come by userid, as texts.
    assert seen == ["u0", "u13", "u26", "u39", "a-late-one"]


def test_unknown_things(org):
    role = org.roles()["财务"]
    refuse(org, ADD, 34020, roleName="X", groupId=role)
    refuse(org, ADD, 34021, roleName="财务", groupId=org.role_groups()["职务"])
    refuse(org, ADD_GROUP, 34021, name="职务")
    refuse(org, RENAME, 33011, roleId=7, roleName="X")
    refuse(org, RENAME, 34021, roleId=role, roleName="人事")
    refuse(org, GIVE, 33011, roleIds=f"{role},7", userIds="founder")
    refuse(org, GIVE, 33012, roleIds=str(role), userIds="founder,nobody")
    refuse(org, TAKE, 33011, roleIds="7", userIds="founder")
    refuse(org, TAKE, 33012, roleIds=str(role), userIds="nobody")
    refuse(org, DELETE, 33011, role_id=7)
    refuse(org, SCOPE, 40003, userid="nobody", role_id=role)
    refuse(org, SCOPE, 60301, userid="founder", role_id=7)
    refuse(org, SCOPE, 400002, userid="founder", role_id=role)
    refuse(org, GROUP, 400002, group_id=role)
    refuse(org, GET, 33011, roleId=7)
    refuse(org, MEMBERS, 33011, role_id=7)


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        (ADD, {"roleName": "X"}, 34018),
        (ADD, {"groupId": 1}, 34018),
        (ADD_GROUP, {"groupName": "X"}, 34018),
        (RENAME, {"roleName": "X", "groupId": 1}, 660000),
        (RENAME, {"roleId": 1}, 660000),
        (GIVE, {"roleIds": "1"}, 400002),
        (TAKE, {"userIds": "founder"}, 400002),
        (DELETE, {"roleId": 1}, 400002),
        (SCOPE, {"userid": "founder"}, 34018),
        (SCOPE, {"role_id": 1}, 40003),
        (GROUP, {"groupId": 1}, 400002),
        (GET, {"role_id": 1}, 400002),
        (MEMBERS, {"roleId": 1}, 400002),
    ],
)
def test_missing_parameters(org, path, fields, code):
    refuse(org, path, code, **fields)


def test_limits_at_their_edge_and_one_beyond(plain_org):
    org = plain_org
    role, group = org.roles()["财务"], org.role_groups()["职务"]
    for number in range(101):
        org.user(f"u{number}")
    names = [f"u{number}" for number in range(101)]
    refuse(org, GIVE, 400002, roleIds=str(role), userIds=",".join(names[:21]))
    succeeded(org.all.call(GIVE, roleIds=str(role), userIds=",".join(names[:20])))
    refuse(org, GIVE, 400002, roleIds=",".join([str(role)] * 21), userIds="u0")
    refuse(org, TAKE, 400002, roleIds=str(role), userIds=",".join(names))
    succeeded(org.all.call(TAKE, roleIds=str(role), userIds=",".join(names[:100])))
    refuse(org, ADD, 34018, roleName="n" * 129, groupId=group)
    assert org.all.call(ADD, roleName="n" * 128, groupId=group)["errcode"] == 0
    refuse(org, MEMBERS, 40069, role_id=role, size=201, offset=0)
    refuse(org, MEMBERS, 40069, role_id=role, size=0, offset=0)
    refuse(org, MEMBERS, 40068, role_id=role, size=1, offset=-1)
    assert org.all.ok(MEMBERS, role_id=role, size=200, offset=0)["list"] == []
    refuse(org, LIST, 40069, size=201, offset=0)
    refuse(org, LIST, 40068, size=200, offset=-1)
    succeeded(org.all.call(GIVE, roleIds=str(role), userIds="u0"))
    departments = [str(org.department(f"d{number}")) for number in range(51)]
    refuse(org, SCOPE, 400002, userid="u0", role_id=role, dept_ids=",".join(departments))
    succeeded(org.all.call(SCOPE, userid="u0", role_id=role, dept_ids=",".join(departments[:50])))
    refuse(org, SCOPE, 60003, userid="u0", role_id=role, dept_ids="77")


def test_the_scope_hides_members_and_bars_giving(org):
    inside = org.department("Inside")
    org.user("in", inside)
    org.user("out")
    role = org.roles()["财务"]
    succeeded(org.all.call(GIVE, roleIds=str(role), userIds="out,in"))
    app = org.app(scope=[inside])
    page = app.ok(MEMBERS, role_id=role, size=1, offset=0)
    assert page == {"hasMore": False, "list": [{"userid": "in", "name": "in", "manageScopes": []}]}
    refused(app.call(TAKE, roleIds=str(role), userIds="in,out"), 50002)
    succeeded(app.call(TAKE, roleIds=str(role), userIds="in"))
    refused(app.call(GIVE, roleIds=str(role), userIds="out"), 50002)


def test_roles_of_another_organization_are_unknown(org):
    other = Organization(org.server, org.store, org.form)
    refused(org.all.call(GET, roleId=other.roles()["财务"]), 33011)
    assert contract.permission("role.getrole") == "qyapi_get_department_member"
