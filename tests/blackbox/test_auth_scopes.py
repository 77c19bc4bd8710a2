"""GET /auth/scopes."""

from kit.client import REQUEST_ID
from kit.gate import legacy_token_refused
from kit.same import Maybe, Unordered, assert_same

PATH = "/auth/scopes"
OPEN_FIELDS = [
    "name",
    "userid",
    "department",
    "avatar",
    "position",
    "jobnumber",
    "isAdmin",
    "isLeader",
    "isHide",
    "isBoss",
    "active",
    "deviceId",
    "dingId",
    "orderInDepts",
]
MOBILE_FIELDS = ["mobile", "stateCode"]
EMAIL_FIELDS = ["email", "workPlace", "remark", "extattr", "orgEmail"]
UNGATED_FIELDS = ["tel", "hiredDate"]


def scopes(departments, users=(), fields=None):
    every = OPEN_FIELDS + MOBILE_FIELDS + EMAIL_FIELDS + UNGATED_FIELDS
    return {
        "errcode": 0,
        "errmsg": "ok",
        "auth_org_scopes": {"authed_dept": list(departments), "authed_user": list(users)},
        "auth_user_field": Unordered(every if fields is None else fields),
        "condition_field": [],
        "request_id": Maybe(REQUEST_ID),
    }


def test_everybody_in_scope_is_department_1(plain_org):
    assert_same(plain_org.all.get(PATH), scopes([1]))


def test_departments_are_reported_as_chosen(plain_org):
    research = plain_org.department("Research")
    plain_org.department("Lab", research)
    sales = plain_org.department("Sales")
    assert_same(plain_org.app(scope=[research, sales]).get(PATH), scopes([research, sales]))


def test_a_deleted_department_drops_out(plain_org):
    research, sales = plain_org.department("Research"), plain_org.department("Sales")
    app = plain_org.app(scope=[research, sales])
    plain_org.all.ok("/topapi/v2/department/delete", dept_id=research)
    assert_same(app.get(PATH), scopes([sales]))


def test_fields_follow_the_granted_points(plain_org):
    bare = plain_org.app(grant="qyapi_get_member")
    assert_same(bare.get(PATH), scopes([1], fields=OPEN_FIELDS + UNGATED_FIELDS))
    phones = plain_org.app(grant="qyapi_get_member,fieldMobile")
    assert_same(phones.get(PATH), scopes([1], fields=OPEN_FIELDS + UNGATED_FIELDS + MOBILE_FIELDS))


def test_every_app_may_call_it(plain_org):
    assert plain_org.app(grant="qyapi_liveness_base").get(PATH)["errcode"] == 0


def test_post_works_and_a_form_may_carry_the_token(plain_org):
    app = plain_org.all
    assert_same(app.call(PATH, {}), scopes([1]))
    assert_same(plain_org.connection.legacy("POST", PATH, data={"access_token": app.token}), scopes([1]))


def test_a_token_in_the_body_of_a_get_is_no_token(plain_org):
    answer = plain_org.connection.legacy("GET", PATH, data={"access_token": plain_org.all.token})
    legacy_token_refused(answer, PATH, 41001)


def test_a_token_in_the_header_is_no_token(plain_org):
    headers = {"x-acs-dingtalk-access-token": plain_org.all.token}
    legacy_token_refused(plain_org.connection.legacy("GET", PATH, headers=headers), PATH, 41001)
