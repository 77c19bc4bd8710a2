"""One good request for every served endpoint, for tests that go over all of them."""

from kit import contract
from kit.client import mobile_number


def _day():
    from test_user_inactive import day

    return day(1)


def requests_for(org):
    """Endpoint id to parameters that succeed in this organization."""
    team = org.department("Sample team")
    org.user("sample", team, mobile=(mobile := mobile_number()))
    spare = org.department("Sample spare")
    org.user("sample-spare")
    page = {"dept_id": 1, "cursor": 0, "size": 10}
    return {
        "auth.scopes": {},
        "contact.departments.search": {"queryWord": "Sample", "offset": 0, "size": 10},
        "contact.users.search": {"queryWord": "sample", "offset": 0, "size": 10},
        "department.create": {"name": "Sample new", "parent_id": 1},
        "department.delete": {"dept_id": spare},
        "department.get": {"dept_id": team},
        "department.listparentbydept": {"dept_id": team},
        "department.listparentbyuser": {"userid": "sample"},
        "department.listsub": {"dept_id": 1},
        "department.listsubid": {"dept_id": 1},
        "department.update": {"dept_id": team, "name": "Sample renamed"},
        "user.can_access_microapp": {"appId": org.all.agent_id, "userId": "founder"},
        "user.count": {"only_active": False},
        "user.create": {"userid": "new", "name": "New", "mobile": mobile_number(), "dept_id_list": "1"},
        "user.delete": {"userid": "sample-spare"},
        "user.get": {"userid": "sample"},
        "user.get_admin_scope": {"userid": "founder"},
        "user.getbymobile": {"mobile": mobile},
        "user.getbyunionid": {"unionid": org.founder_unionid},
        "user.inactive": {"is_active": False, "offset": 0, "size": 10, "query_date": _day()},
        "user.list": page,
        "user.listadmin": {},
        "user.listid": {"dept_id": 1},
        "user.listsimple": page,
        "user.update": {"userid": "sample", "title": "Changed"},
    }


def older_requests_for(org):
    """v1 path to parameters that succeed in this organization."""
    team = org.department("Older team")
    org.user("older", team, mobile=(mobile := mobile_number()))
    spare = org.department("Older spare")
    org.user("older-spare")
    org.user("older-batch")
    return {
        "/auth/scopes": {},
        "/department/create": {"name": "Older new", "parentid": 1},
        "/department/delete": {"id": spare},
        "/department/get": {"id": team},
        "/department/list": {"id": 1},
        "/department/list_ids": {"id": 1},
        "/department/list_parent_depts": {"userId": "older"},
        "/department/list_parent_depts_by_dept": {"id": team},
        "/department/update": {"id": team, "name": "Older renamed"},
        "/topapi/inactive/user/get": {"query_date": _day(), "offset": 0, "size": 10},
        "/topapi/user/get_admin_scope": {"userid": "founder"},
        "/user/batchdelete": {"useridlist": ["older-batch"]},
        "/user/can_access_microapp": {"appId": org.all.agent_id, "userId": "founder"},
        "/user/create": {"userid": "older-new", "name": "New", "mobile": mobile_number(), "department": [1]},
        "/user/delete": {"userid": "older-spare"},
        "/user/get": {"userid": "older"},
        "/user/getDeptMember": {"deptId": 1},
        "/user/getUseridByUnionid": {"unionid": org.founder_unionid},
        "/user/get_admin": {},
        "/user/get_by_mobile": {"mobile": mobile},
        "/user/get_org_user_count": {"onlyActive": 0},
        "/user/list": {"department_id": 1, "offset": 0, "size": 10},
        "/user/listbypage": {"department_id": 1, "offset": 0, "size": 10},
        "/user/simplelist": {"department_id": 1, "offset": 0, "size": 10},
        "/user/update": {"userid": "older", "position": "Changed"},
    }


# Endpoints that give a token need none, and have no permission to lack.
GUARDED = sorted(each for each in contract.endpoints() if not each.startswith("token."))
OLDER = sorted(contract.older_forms())
