"""Who may call: every endpoint without a token, with a wrong one, without the permission, from elsewhere."""

import pytest

from kit import contract
from kit.client import Organization, encoded
from kit.gate import address_refused, legacy_token_refused, new_refused, permission_refused
from kit.samples import GUARDED, OLDER, linked_requests_for, older_requests_for, requests_for

TOKEN_HEADER = "x-acs-dingtalk-access-token"
ALL = [*GUARDED, *OLDER]


@pytest.fixture(scope="module")
def shared(servers):
    """One organization for all these tests: none of the calls gets through, so none changes anything."""
    server = servers("sqlite")
    org = Organization(server, server.store, "typed")
    org.samples = requests_for(org) | linked_requests_for(org) | older_requests_for(org)
    # Somebody who administers nothing: what apps may call, administrators may, too.
    org.someone = org.store.run("user", "token", "--org", org.corp_id, "sample-person")["accessToken"]
    org.before = org.everything()
    yield org
    assert org.everything() == org.before


def endpoint(name):
    """Method, path and permission of an endpoint or an older form."""
    if name in contract.endpoints():
        described = contract.endpoints()[name]
        return described["method"], described["path"], contract.permission(name)
    form = contract.older_forms()[name]
    mapped = form["maps_to"].split(",")[0]
    return form["method"], name, contract.permission(mapped if mapped in contract.endpoints() else name)


def send(org, name, token=None):
    """The sample request of an endpoint with this token: status and answer."""
    method, path, _ = endpoint(name)
    body = org.samples[name]
    if path.startswith("/v1.0/"):
        headers = {TOKEN_HEADER: token} if token else {}
        sent = {"params": body} if method == "GET" else {"json": body}
        members = body if isinstance(body, dict) else {}
        return org.connection.new(method, path.format(**members), headers=headers, **sent)
    query = {"access_token": token} if token else {}
    if method == "GET":
        return 200, org.connection.legacy("GET", path, params=query | body)
    return 200, org.connection.legacy("POST", path, params=query, **encoded(body, "typed"))


def test_every_endpoint_has_a_sample(shared):
    assert set(GUARDED) | set(OLDER) == set(shared.samples)


@pytest.mark.parametrize("name", ALL)
def test_without_a_token(shared, name):
    status, answer = send(shared, name)
    _, path, _ = endpoint(name)
    if path.startswith("/v1.0/"):
        text = f"缺少参数：{TOKEN_HEADER}"
        return new_refused((status, answer), 400, "AuthenticationFailed.MissingParameter", text)
    legacy_token_refused(answer, path, 41001)


@pytest.mark.parametrize("name", ALL)
def test_with_an_unknown_token(shared, name):
    status, answer = send(shared, name, "0123456789abcdef0123456789abcdef")
    _, path, _ = endpoint(name)
    if path.startswith("/v1.0/"):
        return new_refused((status, answer), 400, "InvalidAuthentication", "不合法的access_token")
    legacy_token_refused(answer, path, 40014)


@pytest.mark.parametrize("name", ALL)
def test_with_a_persons_token(shared, name):
    status, answer = send(shared, name, shared.someone)
    _, path, _ = endpoint(name)
    if path.startswith("/v1.0/"):
        return new_refused((status, answer), 400, "InvalidAuthentication", "不合法的access_token")
    legacy_token_refused(answer, path, 40014)


@pytest.fixture(scope="module")
def powerless(shared):
    """An app for each point that has every point but that one."""
    points = sorted({contract.permission(each) for each in GUARDED} | {"fieldMobile", "fieldEmail"})
    apps = {}

    def without(point):
        if point not in apps:
            apps[point] = shared.app(grant=",".join(each for each in points if each != point))
        return apps[point]

    return without


@pytest.mark.parametrize("name", [each for each in ALL if endpoint(each)[2] != "qyapi_base"])
def test_without_the_permission(shared, powerless, name):
    _, path, point = endpoint(name)
    status, answer = send(shared, name, powerless(point).token)
    if path.startswith("/v1.0/"):
        detail = {"requiredScopes": [point]}
        code = "Forbidden.AccessDenied.AccessTokenPermissionDenied"
        return new_refused((status, answer), 403, code, accessdenieddetail=detail)
    permission_refused(answer, path, point)


@pytest.fixture(scope="module")
def elsewhere(shared):
    """An app that may be called from other addresses only."""
    return shared.app("all", "all", "--allow-ip", "10.1.2.0/24,2001:db8::/32")


@pytest.mark.parametrize("name", ALL)
def test_from_an_address_not_on_the_list(shared, elsewhere, name):
    status, answer = send(shared, name, elsewhere.token)
    _, path, _ = endpoint(name)
    if path.startswith("/v1.0/"):
        return new_refused((status, answer), 403, "Forbidden.AccessDenied.IpNotInWhiteList")
    address_refused(answer, path, elsewhere.key)


def test_from_an_address_on_the_list(plain_org):
    app = plain_org.app("all", "all", "--allow-ip", "10.1.2.0/24,127.0.0.0/8")
    assert app.ok("/topapi/user/count", only_active=False) == {"count": 1}


# What a caller of another organization may learn of this one by naming its ids: nothing.
FOREIGN = {
    "branch.approve": "parameter.error",
    "branch.auth_data": "parameter.error",
    "branch.branch_list": {"success": True, "result": []},
    "branch.separate": "parameter.error",
    "branch.set_visibility": "parameter.error",
    "branch.trunk_list": {"success": True, "result": []},
    "branch.update_attributes": "parameter.error",
    "cooperate.approve": "parameter.error",
    "cooperate.info_list": {"success": True, "result": []},
    "cooperate.invite_info": "parameter.error",
    "cooperate.joined_list": {"success": True, "result": []},
    "cooperate.separate": "parameter.error",
    "cooperate.set_visibility": "parameter.error",
    "cooperate.update_attributes": "parameter.error",
    "contact.contactHideSettings.delete": "parameter.error",
    "contact.contactHideSettings.list": {"hasMore": False, "list": []},
    "contact.contactHideSettings.upsert": "parameter.error",
    "contact.departments.search": {"hasMore": False, "totalCount": 0, "list": []},
    "contact.restrictions.settings.delete": "idInvalid",
    "contact.restrictions.settings.list": {"hasMore": False, "list": []},
    "contact.restrictions.settings.upsert": "userIdInvalid",
    "contact.seniorSettings.get": "parameter.userNotExists",
    "contact.seniorSettings.update": "parameter.userNotExists",
    "contact.staffAttributes.visibilitySettings.delete": "parameter.error",
    "contact.staffAttributes.visibilitySettings.list": {"hasMore": False, "nextCursor": -1, "list": []},
    "contact.staffAttributes.visibilitySettings.upsert": "parameter.error",
    "contact.empLeaveRecords.list": {"records": []},
    "contact.users.batch.get": {"userList": [], "unauthorizedUserIdList": []},
    "contact.users.search": {"hasMore": False, "totalCount": 0, "list": []},
    "contact.users.sort": {"userIdList": []},
    "department.delete": 60003,
    "department.get": 60003,
    "department.listparentbydept": 60003,
    "department.listparentbyuser": 33012,
    "department.update": 60003,
    "enterprise_account.get": 60121,
    "enterprise_account.getbymobile": 60121,
    "enterprise_account.invite": 400002,
    "enterprise_account.update": 60121,
    "extcontact.delete": 33012,
    "extcontact.get": 33012,
    "extcontact.list": {"results": []},
    "extcontact.update": 60121,
    "industry.department.get": 60003,
    "industry.user.get": 40009,
    "industry.user.list": 40009,
    "role.add_role": 34020,
    "role.addrolesforemps": 33011,
    "role.deleterole": 33011,
    "role.getrole": 33011,
    "role.getrolegroup": 400002,
    "role.removerolesforemps": 33011,
    "role.scope.update": 40003,
    "role.simplelist": 33011,
    "role.update_role": 33011,
    "user.get": 60121,
    "user.getbymobile": 60121,
    "user.getbyunionid": 60121,
    "user.update": 60121,
    "user.delete": 60121,
}


@pytest.mark.parametrize("name", FOREIGN)
def test_with_another_organizations_token(shared, servers, name):
    server = servers("sqlite")
    other = Organization(server, server.store, "typed")
    _, answer = send(shared, name, other.all.token)
    if isinstance(FOREIGN[name], dict):
        envelope = {"errcode", "errmsg", "request_id"}
        assert {key: value for key, value in answer.items() if key not in envelope} == FOREIGN[name]
    else:
        assert answer.get("code", answer.get("errcode")) == FOREIGN[name], answer


@pytest.mark.parametrize("name", ALL)
def test_with_everything_right(servers, name, everything_right):
    status, answer = send(everything_right, name, everything_right.all.token)
    assert status == 200
    assert answer.get("errcode", 0) == 0, answer


@pytest.fixture(scope="module")
def everything_right(servers):
    """An organization that the samples may change."""
    server = servers("sqlite")
    org = Organization(server, server.store, "typed")
    org.samples = requests_for(org) | linked_requests_for(org) | older_requests_for(org)
    return org
