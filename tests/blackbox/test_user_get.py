"""POST /topapi/v2/user/get."""

import pytest

from kit import expect
from kit.client import Organization, refused, result
from kit.same import Maybe, Number, assert_same

PATH = "/topapi/v2/user/get"
FULL = {
    "telephone": "8001",
    "job_number": "7",
    "title": "Engineer",
    "email": "ann@example.org",
    "work_place": "Hangzhou",
    "remark": "likes tea",
    "extension": '{"hobby":"chess"}',
    "hired_date": 1_597_573_616_828,
    "manager_userid": "founder",
}


def test_a_leader_of_one_of_two_departments(org):
    first, second = org.department("First"), org.department("Second")
    org.user("ann", first, second)
    org.all.ok("/topapi/v2/department/update", dept_id=second, dept_manager_userid_list="ann")
    person = org.person("ann")
    expected = expect.user("ann", person["unionid"], person["mobile"], [first, second], leads=[second])
    assert_same(person, expected)


def test_the_creator_is_the_main_admin(org):
    person = org.person("founder")
    assert person["admin"] is True
    assert person["dept_id_list"] == [1]
    assert person["unionid"] == org.founder_unionid
    assert_same(person["role_list"][0], {"id": Number(), "name": "主管理员", "group_name": "默认"})


def test_fields_need_their_points(org):
    org.user("ann", **FULL)
    full = org.person("ann")
    gated_by_email = {"email", "work_place", "remark", "extension"}

    bare = org.app(grant="qyapi_get_member").ok(PATH, userid="ann")
    expected = {key: value for key, value in full.items() if key not in gated_by_email | {"mobile", "state_code"}}
    assert_same(bare, expected)

    phones = org.app(grant="qyapi_get_member,fieldMobile").ok(PATH, userid="ann")
    assert_same(phones, {key: value for key, value in full.items() if key not in gated_by_email})

    mails = org.app(grant="qyapi_get_member,fieldEmail").ok(PATH, userid="ann")
    assert_same(mails, {key: value for key, value in full.items() if key not in ("mobile", "state_code")})


def test_a_hidden_number_is_still_read_by_an_app(org):
    org.user("ann", mobile="13900138000", hide_mobile=True, senior_mode=True)
    person = org.person("ann")
    assert (person["mobile"], person["hide_mobile"], person["senior"]) == ("13900138000", True, True)


def test_roles_are_absent_without_one(org):
    org.user("ann")
    assert "role_list" not in org.person("ann")


@pytest.mark.parametrize("language", ["zh_CN", "en_US"])
def test_a_language_makes_no_difference_here(org, language):
    org.user("ann")
    assert org.all.ok(PATH, userid="ann", language=language) == org.person("ann")


def test_the_query_serves_as_well_as_the_body(plain_org):
    plain_org.user("ann")
    assert result(plain_org.all.get(PATH, userid="ann")) == plain_org.person("ann")


def test_the_body_wins_over_the_query(plain_org):
    plain_org.user("ann")
    plain_org.user("bob")
    query = {"access_token": plain_org.all.token, "userid": "bob"}
    answer = plain_org.connection.legacy("POST", PATH, params=query, json={"userid": "ann"})
    assert result(answer)["userid"] == "ann"


def test_unknown_and_malformed_userids(org):
    refused(org.all.call(PATH, userid="nobody"), 60121)
    refused(org.all.call(PATH, userid="FOUNDER"), 60121)
    refused(org.all.call(PATH, userid=""), 33012)
    refused(org.all.call(PATH, userid="x" * 65), 33012)
    refused(org.all.call(PATH), 400002)
    refused(org.all.call(PATH, userid=None), 400002)


def test_the_scope(org):
    inside = org.department("Inside")
    below, outside = org.department("Below", inside), org.department("Outside")
    org.user("in", below, outside)
    org.user("out", outside)
    app = org.app(scope=[inside])
    assert app.ok(PATH, userid="in")["dept_id_list"] == [below, outside], "every department, in scope or not"
    refused(app.call(PATH, userid="out"), 50002)
    refused(app.call(PATH, userid="nobody"), 60121)


def test_another_organization_does_not_see_them(org):
    org.user("ann")
    other = Organization(org.server, org.store, org.form)
    refused(other.all.call(PATH, userid="ann"), 60121)
    other.user("ann", title="Other")
    assert org.person("ann")["title"] == ""


def test_times_of_creation_are_written_in_full(plain_org):
    plain_org.user("ann")
    person = plain_org.person("ann")
    assert_same({"create_time": person.get("create_time", "")}, {"create_time": Maybe(expect.CREATED_AT)})
