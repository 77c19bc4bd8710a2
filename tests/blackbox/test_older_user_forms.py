"""The older v1 forms of the user calls: flat answers, camelCase names, the same organization behind them."""

import re

import pytest

from kit import expect
from kit.client import REQUEST_ID, UNION_ID, mobile_number
from kit.same import Maybe, Number, Text, Unordered, assert_same

SYSTEM_ROLE = {"id": Number(), "name": "主管", "groupName": "默认", "type": Number()}


def flat(**fields):
    """A whole v1 answer: the payload beside errcode and errmsg."""
    return {"errcode": 0, "errmsg": "ok", "request_id": Maybe(REQUEST_ID)} | fields


def refused(answer, code, **more):
    assert_same(answer, {"errcode": code, "errmsg": Text(".+"), "request_id": Maybe(REQUEST_ID)} | more)


def details(userid, unionid, mobile, departments, **fields):
    """The fields that `get` and `list` share."""
    return {
        "userid": userid,
        "unionid": unionid,
        "name": userid,
        "avatar": "",
        "active": False,
        "isAdmin": False,
        "isBoss": False,
        "isHide": False,
        "isSenior": False,
        "department": departments,
        "position": "",
        "jobnumber": "",
        "tel": Maybe(""),
        "workPlace": Maybe(""),
        "remark": Maybe(""),
        "mobile": mobile,
        "stateCode": "86",
        "email": Maybe(""),
        "orgEmail": Maybe(""),
        "dingId": Maybe(Text(".*")),
    } | fields


def pairs(text):
    """`{1:false,2:true}`, whose keys are not quoted, as a dictionary."""
    assert re.fullmatch(r"\{(\d+:[^,{}]+(,\d+:[^,{}]+)*)?\}", text), text
    return dict(entry.split(":") for entry in text[1:-1].split(",") if entry)


def test_get(plain_org):
    first, second = plain_org.department("First"), plain_org.department("Second")
    plain_org.user(
        "ann",
        first,
        second,
        mobile="13900138000",
        telephone="8001",
        job_number="7",
        title="Engineer",
        email="ann@example.org",
        work_place="Hangzhou",
        remark="likes tea",
        extension='{"hobby":"chess"}',
        hired_date=1_597_573_616_828,
        manager_userid="founder",
        senior_mode=True,
        dept_order_list=[{"dept_id": first, "order": 176393}],
    )
    plain_org.all.ok("/topapi/v2/department/update", dept_id=second, dept_manager_userid_list="ann")
    unionid = plain_org.person("ann")["unionid"]
    answer = plain_org.all.get("/user/get", userid="ann")
    leaders, orders = pairs(answer.pop("isLeaderInDepts")), pairs(answer.pop("orderInDepts"))
    assert leaders == {str(first): "false", str(second): "true"}
    assert orders[str(first)] == "176393"
    expected = details(
        "ann",
        unionid,
        "13900138000",
        [first, second],
        tel="8001",
        jobnumber="7",
        position="Engineer",
        email="ann@example.org",
        workPlace="Hangzhou",
        remark="likes tea",
        extattr={"hobby": "chess"},
        hiredDate=1_597_573_616_828,
        managerUserid="founder",
        managerUserId="founder",
        isSenior=True,
        openId=unionid,
        roles=[SYSTEM_ROLE],
        realAuthed=False,
        exclusiveAccount=False,
        tags={},
    )
    assert_same(answer, flat(**expected))


def test_get_without_points_for_fields(plain_org):
    plain_org.user("ann", email="ann@example.org", work_place="Hangzhou", remark="r")
    answer = plain_org.app(grant="qyapi_get_member").get("/user/get", userid="ann")
    assert not set(answer) & {"mobile", "stateCode", "email", "workPlace", "remark", "extattr", "orgEmail"}


def test_get_refusals(plain_org):
    refused(plain_org.all.get("/user/get", userid="nobody"), 60121)
    assert plain_org.all.get("/user/get")["errcode"] in (40035, 400002)


def test_create(org):
    team = org.department("Team")
    number = mobile_number()
    answer = org.all.call(
        "/user/create",
        userid="ann",
        name="Ann",
        mobile=number,
        department=[1, team],
        orderInDepts=f"{{1:10, {team}:2}}",
        positionInDepts=f'{{"{team}":"Deputy"}}',
        position="Engineer",
        tel="8001",
        workPlace="Hangzhou",
        remark="likes tea",
        email="ann@example.org",
        jobnumber="7",
        isHide=True,
        isSenior=False,
        extattr={"hobby": "chess"},
    )
    assert_same(answer, flat(userid="ann", unionId=UNION_ID))
    expected = expect.user(
        "ann",
        answer["unionId"],
        number,
        [1, team],
        name="Ann",
        dept_order_list=[{"dept_id": 1, "order": 10}, {"dept_id": team, "order": 2}],
        hide_mobile=True,
        title="Engineer",
        telephone="8001",
        work_place="Hangzhou",
        remark="likes tea",
        email="ann@example.org",
        job_number="7",
        extension='{"hobby":"chess"}',
    )
    person = org.person("ann")
    titles = {each["dept_id"]: each.get("title", "") for each in person.pop("dept_position_list")}
    assert titles[team] == "Deputy"
    assert_same(person, expected)


@pytest.mark.parametrize("departments", ["[1, {}]", "1,{}", "1|{}"])
def test_create_with_departments_as_text(plain_org, departments):
    team = plain_org.department("Team")
    answer = plain_org.all.call(
        "/user/create", userid="ann", name="Ann", mobile=mobile_number(), department=departments.format(team)
    )
    assert answer["errcode"] == 0, answer
    assert plain_org.person("ann")["dept_id_list"] == [1, team]


def test_create_refusals(org):
    org.user("bob", mobile="13900138000")
    unionid = org.person("bob")["unionid"]
    before = org.everything()

    def create(**changed):
        body = {"userid": "ann", "name": "Ann", "mobile": mobile_number(), "department": [1]} | changed
        return org.all.call("/user/create", body)

    refused(create(userid="bob"), 60102, userid="bob", unionid=Maybe(unionid), unionId=Maybe(unionid))
    refused(create(mobile="13900138000"), 60104, userid="bob", unionid=Maybe(unionid), unionId=Maybe(unionid))
    refused(create(name="x" * 65), 60112)
    refused(create(position="x" * 65), 60119)
    refused(create(workPlace="x" * 51), 40064)
    refused(create(remark="x" * 1001), 40065)
    refused(create(tel="x" * 51), 40063)
    refused(create(jobnumber="x" * 65), 60123)
    refused(create(email="x" * 53 + "@example.org"), 60105)
    refused(create(department=[77777]), 60003)
    assert org.everything() == before


def test_update(org):
    org.user("ann", title="Engineer", telephone="8001")
    before = org.person("ann")
    assert_same(org.all.call("/user/update", userid="ann", name="Anna", jobnumber="8"), flat())
    assert_same(org.person("ann"), before | {"name": "Anna", "job_number": "8"})
    refused(org.all.call("/user/update", userid="nobody", name="x"), 60121)


def test_delete(plain_org):
    plain_org.user("ann")
    assert_same(plain_org.all.get("/user/delete", userid="ann"), flat(errmsg=Text("ok|deleted")))
    refused(plain_org.all.get("/user/delete", userid="ann"), 60121)


def test_delete_of_several(org):
    for userid in ("a", "b", "c", "d"):
        org.user(userid)
    before = org.everything()
    refused(org.all.call("/user/batchdelete", useridlist=["a", "nobody"]), 40031)
    refused(org.all.call("/user/batchdelete", useridlist=[]), 40032)
    refused(org.all.call("/user/batchdelete", useridlist=[f"u{number}" for number in range(21)]), 40032)
    assert org.everything() == before
    assert_same(org.all.call("/user/batchdelete", useridlist=["a", "b"]), flat(errmsg=Text("ok|deleted")))
    assert_same(org.all.call("/user/delete", useridlist=["c"]), flat(errmsg=Text("ok|deleted")))
    assert org.all.ok("/topapi/user/listid", dept_id=1)["userid_list"] == ["d", "founder"]


def test_simplelist(plain_org):
    team = plain_org.department("Team")
    for number in range(5):
        plain_org.user(f"u{number}", team)
    everybody = [{"userid": f"u{number}", "name": f"u{number}"} for number in range(5)]
    get = plain_org.all.get
    assert_same(get("/user/simplelist", department_id=team), flat(hasMore=False, userlist=everybody))
    page = get("/user/simplelist", department_id=team, offset=0, size=2)
    assert_same(page, flat(hasMore=True, userlist=everybody[:2]))
    page = get("/user/simplelist", department_id=team, offset=4, size=2, order="entry_asc")
    assert_same(page, flat(hasMore=False, userlist=everybody[4:]))
    refused(get("/user/simplelist", department_id=77777), 60003)


@pytest.mark.parametrize("path", ["/user/list", "/user/listbypage"])
def test_list(plain_org, path):
    team = plain_org.department("Team")
    plain_org.user("ann", team, dept_order_list=[{"dept_id": team, "order": 9}])
    plain_org.user("bob", team)
    plain_org.all.ok("/topapi/v2/department/update", dept_id=team, dept_manager_userid_list="bob")
    people = [plain_org.person(userid) for userid in ("ann", "bob")]
    entries = [
        details(each["userid"], each["unionid"], each["mobile"], [team], order=order, isLeader=leader)
        for each, order, leader in zip(people, (9, expect.UNSET_ORDER), (False, True), strict=True)
    ]
    answer = plain_org.all.get(path, department_id=team, offset=0, size=100)
    assert_same(answer, flat(hasMore=False, userlist=entries))
    answer = plain_org.all.get(path, department_id=team, offset=0, size=1)
    assert_same(answer, flat(hasMore=True, userlist=entries[:1]))
    assert plain_org.all.get(path, department_id=team, offset=0, size=101)["errcode"] != 0


def test_members_of_a_department(plain_org):
    team, inside = plain_org.department("Team"), plain_org.department("Inside")
    plain_org.user("ann", team)
    app = plain_org.app(scope=[inside])
    assert_same(app.get("/user/getDeptMember", deptId=team), flat(userIds=["ann"]))
    refused(app.get("/user/getDeptMember", deptId=77777), 60003)


def test_count(plain_org):
    plain_org.user("ann")
    assert_same(plain_org.all.get("/user/get_org_user_count", onlyActive=0), flat(count=2))
    active = plain_org.all.ok("/topapi/user/count", only_active=True)["count"]
    assert_same(plain_org.all.get("/user/get_org_user_count", onlyActive=1), flat(count=active))


def test_by_mobile(plain_org):
    plain_org.user("ann", mobile="13900138000")
    assert_same(plain_org.all.get("/user/get_by_mobile", mobile="13900138000"), flat(userid="ann"))
    refused(plain_org.all.get("/user/get_by_mobile", mobile="13900138001"), 60121)


@pytest.mark.parametrize("path", ["/user/getUseridByUnionid", "/user/getuseridbyunionid"])
def test_by_unionid_in_any_case(plain_org, path):
    answer = plain_org.all.get(path, unionid=plain_org.founder_unionid)
    assert_same(answer, flat(userid="founder", contactType=0))
    refused(plain_org.all.get(path, unionid="nobody"), 60121)


def test_admins(plain_org):
    admins = [{"userid": "founder", "sys_level": 1}]
    assert_same(plain_org.all.get("/user/get_admin"), flat(admin_list=admins, adminList=admins))


def test_inactive(plain_org):
    from test_user_inactive import day

    plain_org.user("ann")
    answer = plain_org.all.call("/topapi/inactive/user/get", query_date=day(1), offset=0, size=10)
    expected = {"has_more": False, "list": ["ann", "founder"]}
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "result": expected, "request_id": REQUEST_ID})
    answer = plain_org.all.call("/topapi/inactive/user/get", query_date=day(1), offset=0, size=1)
    assert answer["result"]["list"] == ["ann"]
    assert answer["result"]["has_more"] is True


def test_the_scope(plain_org):
    inside, outside = plain_org.department("Inside"), plain_org.department("Outside")
    plain_org.user("out", outside, mobile="13900138000")
    app = plain_org.app(scope=[inside])
    before = plain_org.everything()
    refused(app.get("/user/get", userid="out"), 50002)
    refused(app.get("/user/delete", userid="out"), 50002)
    refused(app.call("/user/update", userid="out", name="x"), 50002)
    refused(app.call("/user/batchdelete", useridlist=["out"]), 50002)
    refused(app.get("/user/list", department_id=outside), 50004)
    refused(app.get("/user/simplelist", department_id=outside), 50004)
    refused(app.get("/user/get_by_mobile", mobile="13900138000"), 50002)
    answer = app.call("/user/create", userid="x", name="x", mobile=mobile_number(), department=[outside])
    refused(answer, 50004)
    assert plain_org.everything() == before


def test_post_serves_where_get_does(org):
    org.user("ann")
    answer = org.all.call("/user/get", userid="ann")
    assert_same(answer, org.all.get("/user/get", userid="ann") | {"request_id": Maybe(REQUEST_ID)})
    assert_same(org.all.call("/user/getDeptMember", deptId=1), flat(userIds=Unordered(["ann", "founder"])))
