"""POST /topapi/v2/user/delete."""

from kit.client import mobile_number, refused, succeeded

PATH = "/topapi/v2/user/delete"


def test_the_user_is_gone_everywhere(org):
    team = org.department("Team")
    org.user("ann", team, telephone="8001", email="ann@example.org")
    org.user("bob", team, manager_userid="ann")
    org.all.ok("/topapi/v2/department/update", dept_id=team, dept_manager_userid_list="ann,bob")
    unionid = org.person("ann")["unionid"]
    mobile = org.person("ann")["mobile"]

    succeeded(org.all.call(PATH, userid="ann"))

    refused(org.all.call("/topapi/v2/user/get", userid="ann"), 60121)
    refused(org.all.call("/topapi/v2/user/getbymobile", mobile=mobile), 60121)
    refused(org.all.call("/topapi/user/getbyunionid", unionid=unionid), 60121)
    assert org.all.ok("/topapi/user/listid", dept_id=team) == {"userid_list": ["bob"]}
    assert org.all.ok("/topapi/user/count", only_active=False) == {"count": 2}
    assert org.department_of(team)["dept_manager_userid_list"] == ["bob"]
    assert org.department_of(team)["member_count"] == 1
    assert "manager_userid" not in org.person("bob")


def test_what_the_user_held_is_free_at_once(org):
    mobile = mobile_number()
    org.user("ann", mobile=mobile, telephone="8001", email="ann@example.org", title="Engineer")
    unionid = org.person("ann")["unionid"]
    succeeded(org.all.call(PATH, userid="ann"))
    org.user("ann", mobile=mobile, telephone="8001", email="ann@example.org")
    assert org.person("ann")["title"] == ""
    assert org.person("ann")["unionid"] == unionid, "the same person, known by the mobile"


def test_unknown_and_deleted_users(org):
    refused(org.all.call(PATH, userid="ann"), 60121)
    org.user("ann")
    succeeded(org.all.call(PATH, userid="ann"))
    refused(org.all.call(PATH, userid="ann"), 60121)


def test_malformed_userids(org):
    refused(org.all.call(PATH, userid=""), 33012)
    refused(org.all.call(PATH, userid="x" * 65), 33012)
    refused(org.all.call(PATH), 400002)


def test_the_main_admin_stays(org):
    before = org.everything()
    refused(org.all.call(PATH, userid="founder"), 43007)
    assert org.everything() == before


def test_the_scope(org):
    inside = org.department("Inside")
    org.user("in", inside)
    org.user("out")
    app = org.app(scope=[inside])
    refused(app.call(PATH, userid="out"), 50002)
    assert org.person("out")["userid"] == "out"
    succeeded(app.call(PATH, userid="in"))
    refused(org.all.call("/topapi/v2/user/get", userid="in"), 60121)
