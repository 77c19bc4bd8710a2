"""The official new-generation SDK (`alibabacloud-dingtalk`), pointed at the real binary."""

import re

import pytest
from Tea.exceptions import TeaException
from alibabacloud_dingtalk.contact_1_0.client import Client as ContactClient
from alibabacloud_dingtalk.contact_1_0 import models as contact
from alibabacloud_dingtalk.oauth2_1_0.client import Client as OauthClient
from alibabacloud_dingtalk.oauth2_1_0 import models as oauth
from alibabacloud_tea_openapi import models as openapi
from alibabacloud_tea_util import models as util

from kit.client import Organization
from kit.server import ROOT


def configured(client, org):
    return client(openapi.Config(protocol="http", endpoint=org.server.address, region_id="central"))


def access_token(org, key=None, secret=None):
    request = oauth.GetAccessTokenRequest(app_key=key or org.all.key, app_secret=secret or org.all.secret)
    return configured(OauthClient, org).get_access_token(request).body


def search(org, token, word, offset=0, size=10):
    headers = contact.SearchDepartmentHeaders(x_acs_dingtalk_access_token=token)
    request = contact.SearchDepartmentRequest(query_word=word, offset=offset, size=size)
    return configured(ContactClient, org).search_department_with_options(request, headers, util.RuntimeOptions()).body


def test_get_access_token(plain_org):
    body = access_token(plain_org)
    assert body.access_token == plain_org.all.token
    assert body.expire_in == 7200


def test_get_access_token_with_a_wrong_secret(plain_org):
    with pytest.raises(TeaException) as raised:
        access_token(plain_org, secret="wrong")
    assert raised.value.code == "invalidClientIdOrSecret"
    assert "无效的clientId或者clientSecret" in raised.value.message
    assert raised.value.data["statusCode"] == 400


def test_get_token_of_an_organization(plain_org):
    request = oauth.GetTokenRequest(
        client_id=plain_org.all.key, client_secret=plain_org.all.secret, grant_type="client_credentials"
    )
    body = configured(OauthClient, plain_org).get_token(plain_org.corp_id, request).body
    assert body.access_token == plain_org.all.token
    assert body.expires_in == 7200


def test_search_department_to_the_end(plain_org):
    created = sorted(plain_org.department(f"研发{number}组") for number in range(5))
    token = access_token(plain_org).access_token
    seen, offset = [], 0
    while True:
        body = search(plain_org, token, "yanfa", offset, 2)
        assert body.total_count == 5
        seen += body.list
        offset += 2
        if not body.has_more:
            break
    assert sorted(seen) == created


def test_search_department_with_a_bad_token(plain_org):
    with pytest.raises(TeaException) as raised:
        search(plain_org, "0123456789abcdef0123456789abcdef", "x")
    assert raised.value.code == "InvalidAuthentication"


def test_search_department_without_the_permission(plain_org):
    app = plain_org.app(grant="qyapi_get_member")
    with pytest.raises(TeaException) as raised:
        search(plain_org, app.token, "x")
    assert raised.value.code == "Forbidden.AccessDenied.AccessTokenPermissionDenied"
    assert raised.value.data["accessdenieddetail"] == {"requiredScopes": ["qyapi_addresslist_search"]}


def test_search_department_without_a_word(plain_org):
    with pytest.raises(TeaException) as raised:
        search(plain_org, access_token(plain_org).access_token, None)
    assert raised.value.code == "MissingqueryWord"
    assert raised.value.data["statusCode"] == 400


def test_search_user_to_the_end(plain_org):
    people = [plain_org.user(f"u{number}", name=f"单{number}") for number in range(5)]
    headers = contact.SearchUserHeaders(x_acs_dingtalk_access_token=access_token(plain_org).access_token)
    client, seen, offset = configured(ContactClient, plain_org), [], 0
    while True:
        request = contact.SearchUserRequest(query_word="shan", offset=offset, size=2)
        body = client.search_user_with_options(request, headers, util.RuntimeOptions()).body
        assert body.total_count == 5
        seen += body.list
        offset += 2
        if not body.has_more:
            break
    assert sorted(seen) == people


def test_the_first_call_of_the_readme(plain_org, capsys):
    plain_org.user("ann", name="李安")
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    for printed, real in {
        "127.0.0.1:7070": plain_org.server.address,
        "the printed appKey": plain_org.all.key,
        "the printed appSecret": plain_org.all.secret,
    }.items():
        assert printed in code
        code = code.replace(printed, real)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out == "['ann']\n"


def test_a_path_that_is_not_served_is_an_error_it_can_read(plain_org):
    headers = contact.ListManagementGroupsHeaders(x_acs_dingtalk_access_token=plain_org.all.token)
    request = contact.ListManagementGroupsRequest()
    client = configured(ContactClient, plain_org)
    with pytest.raises(TeaException) as raised:
        client.list_management_groups_with_options(request, headers, util.RuntimeOptions())
    assert raised.value.code == "InvalidAction.NotFound"


def test_lend_and_show_enterprise_accounts(plain_org):
    other = Organization(plain_org.server, plain_org.store, "typed")
    token, client = access_token(plain_org).access_token, configured(ContactClient, plain_org)
    headers = contact.MultiOrgPermissionGrantHeaders(x_acs_dingtalk_access_token=token)
    request = contact.MultiOrgPermissionGrantRequest(join_corp_id=other.corp_id, grant_dept_id_list=[1])
    client.multi_org_permission_grant_with_options(request, headers, util.RuntimeOptions())
    headers = contact.OrgAccountMobileVisibleInOtherOrgHeaders(x_acs_dingtalk_access_token=token)
    request = contact.OrgAccountMobileVisibleInOtherOrgRequest(to_corp_ids=[other.corp_id], opt_user_id="founder")
    shown = client.org_account_mobile_visible_in_other_org_with_options(request, headers, util.RuntimeOptions())
    assert shown.body.result is True


def test_lend_to_nobody(plain_org):
    token, client = access_token(plain_org).access_token, configured(ContactClient, plain_org)
    headers = contact.MultiOrgPermissionGrantHeaders(x_acs_dingtalk_access_token=token)
    request = contact.MultiOrgPermissionGrantRequest(join_corp_id="dingnobody")
    with pytest.raises(TeaException) as raised:
        client.multi_org_permission_grant_with_options(request, headers, util.RuntimeOptions())
    assert raised.value.code == "invalid.param"
