"""From an invitation to a member, through the public calls, the console's and the official SDK."""

from alibabacloud_dingtalk.contact_1_0 import models

from kit.client import Organization, mobile_number, result
from kit.sdk import Person, Sdk
from kit.server import Server, Store

OWN = "/v1.0/orgbook"


def public(org, method, path, body=None, **query):
    return org.connection.new(method, f"{OWN}/{path}", json=body, params=query)


def opened(org, **more):
    body = {"inviteSwitch": True, "linkInvite": True, **more}
    status, answer = org.all.new("PUT", f"{OWN}/console/invitations/settings", body)
    assert status == 200, answer
    return answer


def invited(org, **body):
    status, answer = org.all.new("POST", f"{OWN}/console/invitations", body)
    assert status == 200, answer
    return answer["invitation"]


def pending(org):
    status, answer = org.all.new("GET", f"{OWN}/console/applications")
    assert status == 200, answer
    return [one["application"] for one in answer["applications"]]


def test_settings_drive_what_apps_are_told(org):
    sdk = Sdk(org, org.all.token)
    assert sdk("get_apply_invite_info").invite_switch is False
    opened(org, orgApplyCodeInvite=True, searchNameInvite=True, audit=False)
    told = sdk("get_apply_invite_info").to_map()
    status, settings = org.all.new("GET", f"{OWN}/console/invitations/settings")
    assert status == 200 and settings["inviteQrSvg"].count("<svg") == 1
    assert told == {
        "inviteSwitch": True,
        "searchNameInvite": True,
        "orgApplyCodeInvite": True,
        "linkInvite": True,
        "inviteUrl": settings["inviteUrl"],
        "auditType": 0,
        "empApplyJoinDept": False,
    }
    code = settings["inviteUrl"].rsplit("/join/", 1)[1]
    where = {"organizationName": org.name, "audit": False}
    assert public(org, "GET", f"invitations/{code}") == (200, where)
    assert public(org, "GET", f"invitations/{settings['organizationCode']}") == (200, where)
    assert {"organizationName": org.name, "code": f"{org.corp_id}."} in public(org, "GET", "invitations", name=org.name)[1]["organizations"]
    opened(org, inviteSwitch=False)
    assert public(org, "GET", f"invitations/{code}")[1]["code"] == "joining.closed"
    application = {"name": "Zed", "mobile": mobile_number()}
    assert public(org, "POST", f"invitations/{code}/applications", application)[0] == 403
    assert pending(org) == []


def test_whoever_is_approved_is_a_member(org):
    opened(org)
    team = org.department("Team")
    invitation = invited(org, deptId=team, validDays=1)
    code, mobile = invitation["code"], mobile_number()
    assert public(org, "GET", f"invitations/{code}")[1]["departmentName"] == "Team"
    application = {"name": "张三", "mobile": mobile, "greeting": "Hello"}
    usual = public(org, "POST", f"invitations/{code}/applications", application)
    assert usual == (200, {"state": "waiting"})
    assert public(org, "POST", f"invitations/{code}/applications", application | {"mobile": mobile_number()}) == usual
    (first, second) = pending(org)
    assert (first["name"], first["mobile"], first["deptId"], first["verified"]) == ("张三", mobile, team, False)
    path = f"{OWN}/console/applications/{first['id']}"
    status, member = org.all.new("POST", f"{path}/approve", {"userId": "zhang", "title": "Clerk"})
    assert status == 200 and member["userId"] == "zhang"
    user = org.person("zhang")
    assert (user["name"], user["mobile"], user["dept_id_list"], user["title"]) == ("张三", mobile, [team], "Clerk")
    assert org.all.new("POST", f"{path}/approve", {})[1]["code"] == "application.notFound"
    assert org.all.new("POST", f"{OWN}/console/applications/{second['id']}/block", {}) == (200, {})
    again = application | {"mobile": second["mobile"]}
    assert public(org, "POST", f"invitations/{code}/applications", again) == usual
    assert public(org, "POST", f"invitations/{code}/applications", application) == usual
    assert pending(org) == []
    status, done = org.all.new("GET", f"{OWN}/console/applications?state=done")
    assert [one["state"] for one in done["applications"]] == ["blocked", "approved"]
    assert org.all.new("DELETE", f"{OWN}/console/invitations/{code}") == (200, {})
    assert public(org, "GET", f"invitations/{code}")[1]["code"] == "invitation.notFound"
    # Blocked is blocked for links alone.
    assert org.user("by-hand", mobile=second["mobile"]) == "by-hand"


def test_whoever_is_signed_in_joins_where_nobody_has_to_agree(plain_org):
    org = plain_org
    opened(org, audit=False)
    other = Organization(org.server, org.store, org.form)
    other.user("eve", mobile=(mobile := mobile_number()))
    eve = Person(other, "eve")
    code = invited(org)["code"]
    status, joined = eve.change("POST", "me/applications", {"code": code})
    assert (status, joined["state"], joined["corpId"]) == (200, "joined", org.corp_id), joined
    user = org.person(joined["userId"])
    assert (user["mobile"], user["unionid"]) == (mobile, other.person("eve")["unionid"])
    assert eve.change("POST", "me/applications", {"code": code})[1]["state"] == "member"
    other.account("lent")
    lent = Person(other, "lent")
    assert lent.change("POST", "me/applications", {"code": code})[1]["code"] == "joining.account"


def test_everybody_invites_where_that_is_allowed(plain_org):
    org = plain_org
    opened(org)
    org.user("ann")
    ann = Person(org, "ann")
    status, made = ann.change("POST", "me/invitations", {})
    assert status == 200 and made["invitation"]["inviterUserId"] == "ann"
    opened(org, membersMayInvite=False)
    assert ann.change("POST", "me/invitations", {})[1]["code"] == "invitation.forbidden"
    # Whoever administers nothing holds no token that would open it.
    assert ann.change("POST", "console/invitations", {})[1]["code"] == "InvalidAuthentication"


def test_an_invited_number_is_recalled_through_the_sdk(plain_org):
    org = plain_org
    opened(org)
    mobile = mobile_number()
    code = invited(org, mobile=mobile)["code"]
    sdk = Sdk(org, org.all.token)
    sdk("recall_team_invite", mobile=mobile, opt_user_id="founder")
    assert public(org, "GET", f"invitations/{code}")[0] == 404
    assert sdk.refused("recall_team_invite", mobile=mobile)[:2] == (400, "parameter.error")


def test_an_address_is_slowed_down(tmp_path):
    server = Server(Store(tmp_path / "data", None))
    org = Organization(server, server.store, "typed")
    opened(org)
    code = invited(org)["code"]
    body = {"name": "Zed", "mobile": "1"}
    told = [public(org, "POST", f"invitations/{code}/applications", body)[0] for _ in range(70)]
    assert told[:60] == [400] * 60
    assert told.count(429) >= 9
    assert server.stop() == 0


def test_what_is_stored_is_what_the_log_says(tmp_path):
    server = Server(Store(tmp_path / "data", None))
    org = Organization(server, server.store, "typed")
    opened(org, searchNameInvite=True)
    org.user("ann", extension='{"hobby": "chess"}')
    field = {"label": "hobby", "searchable": True, "audience": {"kind": "chosen", "userIds": ["ann"]}}
    assert org.all.new("POST", f"{OWN}/console/fields", field)[0] == 200
    code = invited(org)["code"]
    for _ in range(3):
        application = {"name": "Zed", "mobile": mobile_number()}
        assert public(org, "POST", f"invitations/{code}/applications", application)[0] == 200
    first, second, _ = pending(org)
    assert org.all.new("POST", f"{OWN}/console/applications/{first['id']}/block", {})[0] == 200
    assert org.all.new("POST", f"{OWN}/console/applications/{second['id']}/approve", {})[0] == 200
    result(org.all.call("/topapi/v2/user/delete", userid="ann"))
    assert server.stop() == 0
    assert server.store.run("verify")["differences"] == 0


def test_what_somebody_has_is_handed_over_and_the_person_comes_back(org):
    team = org.department("Team")
    org.user("ann", team)
    org.user("bob")
    org.user("cid", manager_userid="ann")
    result(org.all.call("/topapi/v2/department/update", dept_id=team, dept_manager_userid_list="ann"))
    tasks = [
        models.SubmitHandoverResourceRequestTasks(action_type="transfer", receiver_staff_id="bob", resource_type_id=kind)
        for kind in (1, 3)
    ]
    sdk = Sdk(org, org.all.token)
    assert sdk("submit_handover_resource", user_id="ann", tasks=tasks).success is True
    assert org.department_of(team)["dept_manager_userid_list"] == ["bob"]
    assert team in org.person("bob")["dept_id_list"]
    assert org.person("cid")["manager_userid"] == "bob"
    before = org.person("ann")
    body = {"tasks": [{"resource": "roles"}], "leave": True}
    assert org.all.new("POST", f"{OWN}/console/leavers/ann/handover", body) == (200, {})
    status, left = org.all.new("GET", f"{OWN}/console/leavers")
    assert [(one["userId"], one["restorable"]) for one in left["leavers"]] == [("ann", True)]
    status, back = org.all.new("POST", f"{OWN}/console/leavers/ann/restore", {})
    assert status == 200 and back["userId"] == "ann"
    after = org.person("ann")
    assert (after["unionid"], after["mobile"], after["dept_id_list"]) == (before["unionid"], before["mobile"], [team])
    assert org.all.new("POST", f"{OWN}/console/leavers/ann/restore", {})[0] == 400
