"""How an organization shows itself: its picture and its first language, before signing in and after; and where accounts work."""

import base64

import pytest
import requests

from kit.browser import OWN, Browser
from kit.client import Organization, mobile_number
from kit.own import Admin
from test_sign_in import PASSWORD, set_password

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ADDRESS = "data:image/png;base64," + base64.b64encode(PNG).decode()


def text(content):
    return base64.b64encode(content).decode()


@pytest.fixture
def acme(servers):
    server = servers("sqlite")
    org = Organization(server, server.store, "typed")
    org.mobile = mobile_number()
    org.user("ann", mobile=org.mobile)
    org.founder = Admin(org, "founder")
    return org


def before_signing_in(org, code):
    answer = requests.get(f"{org.server.url}{OWN}sign-in/organization", params={"code": code}, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_picture_and_language_are_told_before_and_after_signing_in(acme):
    code = acme.founder.ok("GET", "console/organization")["code"]
    assert before_signing_in(acme, code) == {}
    told = acme.founder.ok("PUT", "console/organization", {"logo": text(PNG), "language": "zh-CN"})
    assert (told["logo"], told["language"]) == (ADDRESS, "zh-CN")
    assert before_signing_in(acme, code) == {"logo": ADDRESS, "language": "zh-CN"}
    set_password(acme, "ann", PASSWORD)
    session = Browser(acme.server.url).sign_in(acme.mobile, PASSWORD)
    assert (session["logo"], session["language"]) == (ADDRESS, "zh-CN")
    acme.founder.ok("PUT", "console/invitations/settings", {"inviteSwitch": True, "linkInvite": True})
    invitation = acme.founder.ok("POST", "console/invitations", {})["invitation"]["code"]
    status, looked = acme.connection.new("GET", f"/v1.0/orgbook/invitations/{invitation}")
    assert status == 200 and (looked["logo"], looked["language"]) == (ADDRESS, "zh-CN")
    # What is not said stays; an empty text takes away.
    acme.founder.ok("PUT", "console/organization", {"name": "Acme again"})
    assert before_signing_in(acme, code) == {"logo": ADDRESS, "language": "zh-CN"}
    acme.founder.ok("PUT", "console/organization", {"logo": "", "language": ""})
    assert before_signing_in(acme, code) == {}


def test_a_code_that_nobody_has_tells_as_little_as_one_that_has_chosen_nothing(acme):
    code = acme.founder.ok("GET", "console/organization")["code"]
    assert before_signing_in(acme, "no-such-code") == before_signing_in(acme, code) == {}


@pytest.mark.parametrize(
    "body",
    [
        {"logo": text(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")},
        {"logo": text(b"GIF89a" + bytes(20))},
        {"logo": text(PNG[:8] + bytes(32 * 1024))},
        {"logo": "not base64"},
        {"language": "fr"},
        {"language": "zh"},
    ],
)
def test_what_is_no_picture_or_no_language_of_ours_is_refused(acme, body):
    (field,) = body
    status, answer = acme.founder.call("PUT", "console/organization", body)
    assert status == 400 and field in answer["message"], answer
    assert field not in acme.founder.ok("GET", "console/organization")


def test_the_log_tells_of_the_language_and_is_not_filled_with_pictures(acme):
    acme.founder.ok("PUT", "console/organization", {"logo": text(PNG), "language": "en"})
    (entry,) = [
        one
        for one in acme.founder.ok("GET", "audit", kind="organization", size=20)["entries"]
        if "language" in (one.get("after") or {})
    ]
    assert entry["after"]["language"] == "en" and "base64" not in str(entry)


def test_where_an_account_works_and_who_may_take_it_in(acme):
    other = Organization(acme.server, acme.store, "typed")
    acme.all.ok(
        "/topapi/v2/user/create",
        userid="sam",
        name="Sam",
        dept_id_list="1",
        exclusive_account=True,
        exclusive_account_type="dingtalk",
        login_id=f"sam{mobile_number()[-6:]}",
        init_password="Planted-horse-9",
    )
    path = "console/people/sam/account"
    told = acme.founder.ok("GET", path)
    account = told.pop("account")
    assert told == {"joined": [], "grants": []}
    assert (account["userId"], account["kind"], account["active"], account["disabled"]) == ("sam", "builtIn", True, False)
    auth = "/v1.0/contact/orgAccounts/multiOrgPermissions/auth"
    assert acme.all.new("POST", auth, {"joinCorpId": other.corp_id})[0] == 200
    (grant,) = acme.founder.ok("GET", path)["grants"]
    # Who has nothing to do with it yet is not told by name.
    assert grant["corpId"] == other.corp_id and "name" not in grant
    assert (grant["mayJoin"], grant["showsMobile"], grant["showsStatus"]) == (True, False, False)
    shown = "/v1.0/contact/orgAccounts/mobiles/visibleInOtherOrg"
    body = {"toCorpIds": [other.corp_id], "optUserId": "founder", "fields": ["mobile"]}
    assert acme.all.new("PUT", shown, body)[0] == 200
    assert acme.founder.ok("GET", path)["grants"][0]["showsMobile"] is True
    taken = {"outer_exclusive_corpid": acme.corp_id, "outer_exclusive_userid": "sam"}
    other.all.ok("/topapi/v2/user/create", userid="guest", name="Guest", dept_id_list="1", **taken)
    (joined,) = acme.founder.ok("GET", path)["joined"]
    assert (joined["corpId"], joined["userId"]) == (other.corp_id, "guest") and joined["name"]
    assert acme.founder.ok("GET", path)["grants"][0]["name"] == joined["name"]
    # An ordinary person has no such account; somebody who is not there is not there.
    ordinary = acme.founder.ok("GET", "console/people/ann/account")
    assert ordinary.pop("account")["kind"] == "normal" and ordinary == {"joined": [], "grants": []}
    status, answer = acme.founder.call("GET", "console/people/nobody/account")
    assert (status, answer["code"]) == (404, "person.notFound")
