"""POST /v1.0/oauth2/{corpId}/token."""

import pytest

from kit.client import Organization
from kit.gate import new_refused
from kit.same import assert_same


def post(org, corp_id=None, **changed):
    app = org.all
    body = {"client_id": app.key, "client_secret": app.secret, "grant_type": "client_credentials"} | changed
    body = {key: value for key, value in body.items() if value is not None}
    return org.connection.new("POST", f"/v1.0/oauth2/{corp_id or org.corp_id}/token", json=body)


def test_client_credentials_give_the_apps_token(plain_org):
    status, answer = post(plain_org)
    assert status == 200
    assert_same(answer, {"access_token": plain_org.all.token, "expires_in": 7200})


@pytest.mark.parametrize("changed", [{"client_secret": "wrong"}, {"client_id": "dingnobody"}, {"client_id": None}])
def test_wrong_credentials_are_refused(plain_org, changed):
    new_refused(post(plain_org, **changed), 400, "invalid.client")


@pytest.mark.parametrize("grant_type", ["authorization_code", "", None])
def test_only_client_credentials_are_known(plain_org, grant_type):
    new_refused(post(plain_org, grant_type=grant_type), 400, "unsupported.grant.type")


def test_an_app_has_no_token_for_another_organization(plain_org):
    other = Organization(plain_org.server, plain_org.store, "typed")
    new_refused(post(plain_org, corp_id=other.corp_id), 401, "unauthorized.client")


def test_an_unknown_organization_is_refused(plain_org):
    new_refused(post(plain_org, corp_id="dingnobody"), 401, "unauthorized.client")
