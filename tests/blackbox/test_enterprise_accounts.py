"""The seven Legacy rows of enterprise accounts, and the two calls by which their owner lends and shows them."""

import pytest

from kit.client import UNION_ID, Organization, mobile_number, refused, result, succeeded
from kit.same import assert_same

CREATE, UPDATE, GET = "/topapi/v2/user/create", "/topapi/v2/user/update", "/topapi/v2/user/get"
LIST, BY_MOBILE, DELETE = "/topapi/v2/user/list", "/topapi/v2/user/getbymobile", "/topapi/v2/user/delete"
GRANT = "/v1.0/contact/orgAccounts/multiOrgPermissions/auth"
SHOW = "/v1.0/contact/orgAccounts/mobiles/visibleInOtherOrg"
EXCLUSIVE = (
    "exclusive_account",
    "exclusive_account_type",
    "login_id",
    "nickname",
    "exclusive_account_corp_id",
    "exclusive_account_corp_name",
    "disable_status",
    "mobile",
    "state_code",
    "active",
)

_logins = iter(range(1_000_000))


def login():
    """A sign-in name that nobody of this installation has."""
    return f"login{next(_logins)}@{mobile_number()}"


def sso(**changed):
    body = {"userid": "sam", "name": "Sam", "dept_id_list": "1", "exclusive_account": True} | changed
    return {key: value for key, value in body.items() if value is not ...}


def built_in(**changed):
    needed = {"exclusive_account_type": "dingtalk", "login_id": login(), "init_password": "start2026"}
    return sso(**({"userid": "ann"} | needed | changed))


def exclusive(person):
    return {key: person[key] for key in EXCLUSIVE if key in person}


def refuse(org, path, code, **fields):
    before = org.everything()
    answer = org.all.call(path, fields)
    # Who asks for a taken userid is told whose it is.
    taken = {"userid": answer["userid"], "unionid": answer["unionid"]} if code == 60102 else {}
    refused(answer, code, **taken)
    assert org.everything() == before


def test_an_sso_account(org):
    created = result(org.all.call(CREATE, sso(exclusive_mobile="+86-13400000000", nickname="S")))
    assert_same(created, {"userid": "sam", "unionId": UNION_ID})
    assert exclusive(org.person("sam")) == {
        "exclusive_account": True,
        "exclusive_account_type": "sso",
        "nickname": "S",
        "exclusive_account_corp_id": org.corp_id,
        "exclusive_account_corp_name": org.name,
        "disable_status": False,
        "mobile": "13400000000",
        "state_code": "86",
        "active": True,
    }
    assert org.person("founder")["exclusive_account"] is False


def test_a_built_in_account(org):
    name = login()
    created = result(org.all.call(CREATE, built_in(login_id=name, send_password_to_user=True)))
    person = org.all.ok(GET, login_id=name.upper(), userid="nobody")
    assert person["userid"] == "ann" and person["unionid"] == created["unionId"]
    assert person["exclusive_account_type"] == "dingtalk" and person["login_id"] == name
    assert "mobile" not in person
    refused(org.all.call(GET, login_id=login()), 33012)


def test_a_login_id_is_unique_within_its_organization(org):
    name = login()
    result(org.all.call(CREATE, built_in(login_id=name)))
    refuse(org, CREATE, 400002, **built_in(userid="bob", login_id=name.upper()))
    other = Organization(org.server, org.store, org.form)
    result(other.all.call(CREATE, built_in(login_id=name)))
    assert other.all.ok(GET, login_id=name)["userid"] == org.all.ok(GET, login_id=name)["userid"] == "ann"
    succeeded(org.all.call(DELETE, userid="ann"))
    refused(org.all.call(GET, login_id=name), 33012)
    assert other.all.ok(GET, login_id=name)["userid"] == "ann"
    result(org.all.call(CREATE, built_in(userid="bob", login_id=name)))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"mobile": "13900000000"}, 400002),
        ({"login_email": "sam@example.org"}, 400002),
        ({"exclusive_account_type": "ldap"}, 400002),
        ({"init_password": "start2026"}, 400002),
        ({"exclusive_mobile": "134"}, 60103),
        ({"exclusive_mobile_verify_status": "yes"}, 400002),
        ({"nickname": "n" * 81}, 400002),
        ({"userid": "founder"}, 60102),
        ({"name": ""}, 60112),
        ({"name": "n" * 81}, 60112),
        ({"dept_id_list": "77"}, 60003),
        ({"dept_id_list": ...}, 400002),
        ({"email": "x"}, 60105),
        ({"manager_userid": "nobody"}, 60128),
    ],
)
def test_what_an_sso_account_may_not_have(org, changed, code):
    refuse(org, CREATE, code, **sso(**changed))


@pytest.mark.parametrize("password", [..., "start26", "startstart", "20262026", "a1" * 65])
def test_weak_passwords(org, password):
    before = org.everything()
    answer = org.all.call(CREATE, built_in(init_password=password))
    refused(answer, 400002)
    assert password is ... or password not in answer["errmsg"], "no password is said aloud"
    assert org.everything() == before


@pytest.mark.parametrize("name", [..., "a b", "a" * 65])
def test_bad_login_ids(org, name):
    refuse(org, CREATE, 400002, **built_in(login_id=name))


def test_what_somebody_else_has(org):
    org.user("bob", telephone="8001", email="bob@example.org")
    refuse(org, CREATE, 40100, **sso(telephone="8001"))
    refuse(org, CREATE, 60106, **sso(email="bob@example.org"))


def test_an_update_by_the_owner(org):
    org.user("boss")
    result(org.all.call(CREATE, built_in(manager_userid="boss", org_email="ann@example.org")))
    name = login()
    succeeded(
        org.all.call(
            UPDATE,
            userid="ann",
            name="Ann B",
            loginId=name,
            init_password="again2026",
            exclusive_mobile="13400000001",
            nickname="B",
            avatarMediaId="media",
            force_update_fields="manager_userid,org_email",
        )
    )
    person = org.all.ok(GET, login_id=name)
    assert (person["name"], person["nickname"], person["avatar"]) == ("Ann B", "B", "media")
    assert person["mobile"] == "13400000001"
    assert "manager_userid" not in person and "org_email" not in person
    org.account("sam")
    refuse(org, UPDATE, 400002, userid="ann", loginId="a b")
    refuse(org, UPDATE, 400002, userid="ann", init_password="weak")
    refuse(org, UPDATE, 400002, userid="ann", mobile="13400000002")
    refuse(org, UPDATE, 400002, userid="sam", loginId=login())
    refuse(org, UPDATE, 400002, userid="sam", init_password="again2026")
    refuse(org, UPDATE, 400002, userid="boss", loginId=login())
    refuse(org, UPDATE, 60121, userid="nobody", nickname="N")


def test_no_password_is_ever_told(plain_org):
    org = plain_org
    result(org.all.call(CREATE, built_in(init_password="MostSecret2026")))
    assert "MostSecret2026" not in str(org.everything())
    assert "MostSecret2026" not in org.server.log()


def test_numbers_are_not_unique_and_are_found(org):
    number = mobile_number()
    org.user("bob", mobile=number)
    for userid in ("sam", "amy"):
        org.account(userid, exclusive_mobile=f"+86-{number}")
    assert org.all.ok(BY_MOBILE, mobile=number, support_exclusive_account_search=True) == {
        "userid": "bob",
        "exclusive_account_userid_list": ["amy", "sam"],
    }
    assert org.all.ok(BY_MOBILE, mobile=number) == {"userid": "bob"}
    succeeded(org.all.call(DELETE, userid="bob"))
    found = org.all.ok(BY_MOBILE, mobile=number, support_exclusive_account_search=True)
    assert found == {"exclusive_account_userid_list": ["amy", "sam"]}
    refused(org.all.call(BY_MOBILE, mobile=number), 60121)
    refused(org.all.call(BY_MOBILE, mobile="139", support_exclusive_account_search=True), 40104)


def test_accounts_are_listed_with_the_others_over_pages(org):
    team = org.department("Team")
    for number in range(4):
        org.account(f"a{number}", team)
        org.user(f"u{number}", team)
    seen, cursor = {}, 0
    while True:
        page = org.all.ok(LIST, dept_id=team, cursor=cursor, size=2)
        seen |= {each["userid"]: exclusive(each) for each in page["list"]}
        if not page["has_more"]:
            break
        cursor = page["next_cursor"]
    assert len(seen) == 8
    assert seen["a0"] == {
        "exclusive_account": True,
        "exclusive_account_type": "sso",
        "nickname": "",
        "exclusive_account_corp_id": org.corp_id,
        "exclusive_account_corp_name": org.name,
        "disable_status": False,
        "active": True,
    }
    assert seen["u0"]["exclusive_account"] is False and "exclusive_account_type" not in seen["u0"]


def invitation(owner, **changed):
    needed = {"outer_exclusive_corpid": owner.corp_id, "outer_exclusive_userid": "sam"}
    body = {"userid": "guest", "name": "Guest", "dept_id_list": "1"} | needed | changed
    return {key: value for key, value in body.items() if value is not ...}


@pytest.fixture
def owner(org):
    """Another organization, with an account in a department."""
    owner = Organization(org.server, org.store, org.form)
    owner.team = owner.department("Team")
    owner.number = mobile_number()
    owner.account("sam", owner.team, exclusive_mobile=owner.number, nickname="S")
    return owner


def test_another_organizations_account_joins(org, owner):
    refuse(org, CREATE, 400002, **invitation(owner))
    owner.lend(org, owner.department("Elsewhere"))
    refuse(org, CREATE, 400002, **invitation(owner))
    owner.lend(org, owner.team)
    created = result(org.all.call(CREATE, invitation(owner, mobile=mobile_number(), nickname="ignored", title="Visitor")))
    assert created == {"userid": "guest", "unionId": owner.person("sam")["unionid"]}
    assert exclusive(org.person("guest")) == {
        "exclusive_account": True,
        "exclusive_account_type": "sso",
        "exclusive_account_corp_id": owner.corp_id,
        "exclusive_account_corp_name": owner.name,
        "active": True,
    }
    assert org.person("guest")["title"] == "Visitor"
    refuse(org, CREATE, 60107, **invitation(owner, userid="again"))
    refuse(org, UPDATE, 400002, userid="guest", nickname="N")
    refuse(org, UPDATE, 400002, userid="guest", exclusive_mobile=mobile_number())
    succeeded(org.all.call(UPDATE, userid="guest", title="Regular"))
    refused(org.all.call(BY_MOBILE, mobile=owner.number, support_exclusive_account_search=True), 60121)


def test_the_owner_shows_number_and_state(org, owner):
    owner.lend(org)
    result(org.all.call(CREATE, invitation(owner)))
    body = {"toCorpIds": [org.corp_id], "optUserId": "founder", "fields": ["mobile", "status"]}
    assert owner.all.new("PUT", SHOW, body) == (200, {"result": True})
    shown = exclusive(org.person("guest"))
    assert (shown["mobile"], shown["disable_status"]) == (owner.number, False)
    changed = mobile_number()
    succeeded(owner.all.call(UPDATE, userid="sam", exclusive_mobile=changed))
    assert org.person("guest")["mobile"] == changed
    assert owner.all.new("PUT", SHOW, body | {"fields": ["status"]}) == (200, {"result": True})
    assert "mobile" not in org.person("guest")


def test_either_side_ends_it(org, owner):
    owner.lend(org)
    result(org.all.call(CREATE, invitation(owner)))
    succeeded(org.all.call(DELETE, userid="guest"))
    result(org.all.call(CREATE, invitation(owner)))
    succeeded(owner.all.call(DELETE, userid="sam"))
    refused(org.all.call(GET, userid="guest"), 60121)


def test_who_may_not_join(org, owner):
    owner.lend(org)
    owner.user("ordinary")
    refuse(org, CREATE, 400002, **invitation(owner, outer_exclusive_corpid="dingnobody"))
    refuse(org, CREATE, 400002, **invitation(org))
    refuse(org, CREATE, 400002, **invitation(owner, outer_exclusive_userid="nobody"))
    refuse(org, CREATE, 400002, **invitation(owner, outer_exclusive_userid="ordinary"))
    refuse(org, CREATE, 400002, **invitation(owner, outer_exclusive_userid=...))
    refuse(org, CREATE, 400002, **invitation(owner, outer_exclusive_corpid=...))
    refuse(org, CREATE, 60102, **invitation(owner, userid="founder"))
    refuse(org, CREATE, 60112, **invitation(owner, name=""))
    refuse(org, CREATE, 60003, **invitation(owner, dept_id_list="77"))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"joinCorpId": "dingnobody"},
        {"joinCorpId": 7},
        {"joinCorpId": "OTHER", "grantDeptIdList": [77]},
        {"joinCorpId": "OTHER", "grantDeptIdList": "1"},
    ],
)
def test_bad_grants(org, owner, body):
    sent = {key: owner.corp_id if value == "OTHER" else value for key, value in body.items()}
    status, answer = org.all.new("POST", GRANT, sent)
    assert (status, answer["code"]) == (400, "invalid.param"), answer
    status, answer = org.all.new("POST", GRANT, {"joinCorpId": org.corp_id})
    assert (status, answer["code"]) == (400, "invalid.param"), answer


@pytest.mark.parametrize(
    "changed",
    [
        {"toCorpIds": []},
        {"toCorpIds": ["dingnobody"]},
        {"optUserId": "nobody"},
        {"fields": ["email"]},
        {"toCorpIds": [f"ding{number}" for number in range(101)]},
    ],
)
def test_bad_shows(org, owner, changed):
    body = {"toCorpIds": [owner.corp_id], "optUserId": "founder"} | changed
    status, answer = org.all.new("PUT", SHOW, body)
    assert (status, answer["code"]) == (400, "invalid.param"), answer


def test_the_scope(org):
    inside = org.department("Inside")
    org.account("in", inside, exclusive_mobile=(number := mobile_number()))
    org.account("out", exclusive_mobile=number)
    app = org.app(scope=[inside])
    found = app.ok(BY_MOBILE, mobile=number, support_exclusive_account_search=True)
    assert found == {"exclusive_account_userid_list": ["in"]}
    refused(app.call(GET, userid="out"), 50002)
    refused(app.call(CREATE, sso(dept_id_list="1")), 50004)
    result(app.call(CREATE, sso(dept_id_list=str(inside))))
