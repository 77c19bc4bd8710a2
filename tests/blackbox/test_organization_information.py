"""Authentication, invitations, index and app management, through the official SDK and by hand."""

import datetime

import pytest
from Tea.exceptions import TeaException
from alibabacloud_dingtalk.contact_1_0 import models as contact
from alibabacloud_dingtalk.contact_1_0.client import Client as ContactClient
from alibabacloud_dingtalk.micro_app_1_0 import models as micro_app
from alibabacloud_dingtalk.micro_app_1_0.client import Client as MicroAppClient
from alibabacloud_tea_util import models as util

from kit.client import Organization
from kit.gate import new_refused
from kit.same import Text, assert_same
from test_sdk_new import configured

AUTHENTICATION = "/v1.0/contact/organizations/authInfos"
INVITATION = "/v1.0/contact/invites/infos"
INDEX = "/v1.0/contact/dingIndexs"
LICENSE = {
    "license_name": "示例有限公司",
    "registration_number": "110000000000000",
    "social_credit_code": "91110000MA00000000",
    "organization_code": "11111111-1",
    "legal_person": "王琳",
    "license_url": "https://dir.example.test/license.png",
}


def command(org, name, check=True, **options):
    given = [text for name, value in options.items() for text in (f"--{name.replace('_', '-')}", value)]
    return org.store.run("org", name, "--org", org.corp_id, *given, check=check)


def got(answer):
    assert answer[0] == 200, answer
    return answer[1]


def test_authentication(org):
    assert got(org.all.new("GET", AUTHENTICATION)) == {"orgName": org.name, "authLevel": 0}
    assert command(org, "set-authentication", level="high", **LICENSE) == {
        "corpId": org.corp_id,
        "authenticated": True,
    }
    headers = contact.GetOrgAuthInfoHeaders(x_acs_dingtalk_access_token=org.all.token)
    request = contact.GetOrgAuthInfoRequest(target_corp_id=org.corp_id)
    client = configured(ContactClient, org)
    body = client.get_org_auth_info_with_options(request, headers, util.RuntimeOptions()).body
    assert body.to_map() == {
        "orgName": org.name,
        "licenseOrgName": "示例有限公司",
        "registrationNum": "110000000000000",
        "unifiedSocialCredit": "91110000MA00000000",
        "organizationCode": "11111111-1",
        "legalPerson": "王琳",
        "licenseUrl": "https://dir.example.test/license.png",
        "authLevel": 1,
    }
    command(org, "set-authentication", level="middle", license_name="Acme Ltd.")
    expected = {"orgName": org.name, "licenseOrgName": "Acme Ltd.", "authLevel": 2}
    assert got(org.all.new("GET", AUTHENTICATION)) == expected
    command(org, "set-authentication", level="none")
    assert got(org.all.new("GET", AUTHENTICATION)) == {"orgName": org.name, "authLevel": 0}


def test_authentication_of_others(plain_org):
    other = Organization(plain_org.server, plain_org.store, "typed")
    command(other, "set-authentication", level="high", **LICENSE)
    answer = plain_org.all.new("GET", AUTHENTICATION, targetCorpId=other.corp_id)
    new_refused(answer, 400, "permission.denied")
    assert LICENSE["license_name"] not in str(answer)
    answer = plain_org.all.new("GET", AUTHENTICATION, targetCorpId="dingnobody")
    new_refused(answer, 400, "invalidParameter.system.param")


@pytest.mark.parametrize(
    "changed",
    [
        {"license_name": "x" * 201},
        {"social_credit_code": "1" * 17},
        {"organization_code": "111111111"},
        {"registration_number": "1" * 33},
        {"license_url": "ftp://x"},
    ],
    ids=str,
)
def test_licenses_that_cannot_be(plain_org, changed):
    done = command(plain_org, "set-authentication", check=False, level="high", **(LICENSE | changed))
    assert (done.returncode, done.stdout) == (1, "")
    assert got(plain_org.all.new("GET", AUTHENTICATION))["authLevel"] == 0


def invitation(org, **query):
    headers = contact.GetApplyInviteInfoHeaders(x_acs_dingtalk_access_token=org.all.token)
    request = contact.GetApplyInviteInfoRequest(**query)
    client = configured(ContactClient, org)
    return client.get_apply_invite_info_with_options(request, headers, util.RuntimeOptions()).body


def test_invitations(org):
    closed = {
        "inviteSwitch": False,
        "searchNameInvite": False,
        "orgApplyCodeInvite": False,
        "linkInvite": False,
        "auditType": 1,
        "empApplyJoinDept": False,
    }
    assert got(org.all.new("GET", INVITATION)) == closed
    page = "https://dir.example.test/join"
    command(org, "set-invitation", invitations="on", by_code="on", by_link="on", address=page)
    team = org.department("Team", auto_approve_apply=True)
    org.user("ann", team)
    opened = closed | {"inviteSwitch": True, "orgApplyCodeInvite": True, "linkInvite": True}
    query = rf"\?corpId={org.corp_id}&deptId=1&inviter=founder&sign=[0-9A-Za-z]{{20}}"
    assert_same(got(org.all.new("GET", INVITATION)), opened | {"inviteUrl": Text(page + query)})
    body = invitation(org, inviter_user_id="ann", dept_id=team)
    assert f"deptId={team}&inviter=ann&" in body.invite_url
    assert (body.audit_type, body.emp_apply_join_dept) == (0, True)
    assert invitation(org, inviter_user_id="ann", dept_id=team).invite_url == body.invite_url
    org.store.run("org", "set-invitation", "--org", org.corp_id, "--reset-links")
    assert invitation(org, inviter_user_id="ann", dept_id=team).invite_url != body.invite_url
    command(org, "set-invitation", by_link="off")
    assert "inviteUrl" not in got(org.all.new("GET", INVITATION))


def test_invitations_by_and_to_the_unknown(plain_org):
    new_refused(plain_org.all.new("GET", INVITATION, inviterUserId="nobody"), 400, "parameter.error")
    new_refused(plain_org.all.new("GET", INVITATION, inviterUserId=""), 400, "invalidParameter.param.empty")
    new_refused(plain_org.all.new("GET", INVITATION, deptId=77), 400, "parameter.error")
    new_refused(plain_org.all.new("GET", INVITATION, deptId="team"), 400, "parameter.error")
    with pytest.raises(TeaException) as raised:
        invitation(plain_org, dept_id=77)
    assert raised.value.code == "parameter.error"


def test_a_link_needs_a_page(plain_org):
    assert command(plain_org, "set-invitation", check=False, by_link="on", address="join").returncode == 1
    assert got(plain_org.all.new("GET", INVITATION))["linkInvite"] is False


def test_the_index(org):
    headers = contact.GetLatestDingIndexHeaders(x_acs_dingtalk_access_token=org.all.token)
    client = configured(ContactClient, org)
    body = client.get_latest_ding_index_with_options(headers, util.RuntimeOptions()).body
    zone = datetime.timezone(datetime.timedelta(hours=8))
    yesterday = datetime.datetime.now(zone) - datetime.timedelta(days=1)
    assert body.stat_date == yesterday.strftime("%Y%m%d")
    # The founder has signed in, nobody did yesterday.
    assert (body.idx_total, body.idx_efficiency, body.idx_carbon, body.idx_monthly_avg) == (500, 0, 100, 500)
    org.user("ann")
    found = got(org.all.new("GET", INDEX))
    assert (found["idxTotal"], found["idxCarbon"], found["idxEfficiency"]) == (250, 50, 0)
    org.store.run("user", "token", "--org", org.corp_id, "ann")
    found = got(org.all.new("GET", INDEX))
    # She signed in today, which is no activity of yesterday.
    assert (found["idxTotal"], found["idxCarbon"], found["idxEfficiency"]) == (500, 100, 0)


def may_manage(org, agent_id, userid):
    headers = micro_app.GetMicroAppUserAccessHeaders(x_acs_dingtalk_access_token=org.all.token)
    client = configured(MicroAppClient, org)
    answer = client.get_micro_app_user_access_with_options(agent_id, userid, headers, util.RuntimeOptions())
    return answer.body.result


def test_app_management(plain_org):
    plain_org.user("ann")
    agent_id = plain_org.all.agent_id
    assert may_manage(plain_org, agent_id, "founder") is True
    assert may_manage(plain_org, agent_id, "ann") is False
    for agent, userid, code in (
        (agent_id, "nobody", "invalidUserId"),
        (7, "ann", "invalidAgentId"),
        ("app", "ann", "invalidAgentId"),
    ):
        with pytest.raises(TeaException) as raised:
            may_manage(plain_org, agent, userid)
        assert (raised.value.code, raised.value.data["statusCode"]) == (code, 400)
