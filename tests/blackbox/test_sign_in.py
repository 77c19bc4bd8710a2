"""People sign in with a browser: password, second factor, links; what is stored of it, and when it ends."""

import pathlib
import statistics
import time

import pytest
import requests

from kit.browser import OWN, Browser, authenticator
from kit.client import Organization, mobile_number
from kit.receiver import Receiver
from kit.server import Server, Store
from kit.sign_in import CALLBACK, Visitor, exchange, profile, standard
from test_two_nodes import SEEN_WITHIN_SECONDS, Node, seen_after

PASSWORD, OTHER = "planted-horse-battery-7", "another-planted-staple-8"


def set_password(org, userid, password):
    """As an operator does."""
    arguments = ("user", "password", "--org", org.corp_id, userid, "--stdin")
    assert org.store.run(*arguments, input=password + "\n") == {"userid": userid}


def with_mobile(org, userid):
    org.user(userid, mobile=(mobile := mobile_number()))
    return mobile


@pytest.fixture(params=["sqlite", "postgres"])
def acme(request, servers):
    server = servers(request.param)
    return Organization(server, server.store, "typed")


def test_an_operator_lets_somebody_in(acme):
    mobile = with_mobile(acme, "ann")
    browser = Browser(acme.server.url)
    assert browser.ok("GET", "session") == {"state": "none", "organizations": []}
    assert browser.call("POST", "sign-in", {"login": mobile, "password": PASSWORD})[0] == 401
    set_password(acme, "ann", PASSWORD)
    session = browser.sign_in(mobile, PASSWORD)
    assert (session["state"], session["userId"], session["corpId"]) == ("signedIn", "ann", acme.corp_id)
    assert browser.ok("GET", "me")["userId"] == "ann"
    # Activity is read where it always was.
    assert acme.person("ann")["active"] is True
    browser.ok("DELETE", "session")
    assert not browser.is_in()


def test_an_administrator_makes_a_link(acme):
    mobile = with_mobile(acme, "ann")
    status, made = acme.all.new("POST", OWN + "console/people/ann/password-link", {})
    assert status == 200, made
    assert made["url"].startswith(acme.server.url + "/reset/")
    code = made["url"].rsplit("/", 1)[1]
    browser = Browser(acme.server.url)
    assert browser.call("POST", "sign-in/reset", {"code": code, "password": mobile + "-x"})[1]["code"] == "password.weak"
    assert browser.ok("POST", "sign-in/reset", {"code": code, "password": PASSWORD})["state"] == "signedIn"
    replayed = Browser(acme.server.url).call("POST", "sign-in/reset", {"code": code, "password": OTHER})
    assert (replayed[0], replayed[1]["code"]) == (410, "passwordLink.invalid")
    # Apps make none for administrators.
    status, refused = acme.all.new("POST", OWN + "console/people/founder/password-link", {})
    assert (status, refused["code"]) == (403, "administrator.protected")


def test_another_sites_page_cannot_act(acme):
    mobile = with_mobile(acme, "ann")
    set_password(acme, "ann", PASSWORD)
    browser = Browser(acme.server.url)
    browser.sign_in(mobile, PASSWORD)
    right = browser.csrf
    for csrf, origin in [(None, None), ("0" * 32, None), (right, "https://evil.example"), (right, "null")]:
        headers = {"x-orgbook-csrf": csrf, "origin": origin}
        headers = {name: value for name, value in headers.items() if value}
        answer = browser.http.delete(acme.server.url + OWN + "session", headers=headers, timeout=60)
        assert (answer.status_code, answer.json()["code"]) == (403, "session.foreign")
        assert "access-control-allow-credentials" not in answer.headers
    assert browser.is_in()


def test_a_cookie_opens_one_organization(acme):
    other = Organization(acme.server, acme.store, "typed")
    mobile = with_mobile(acme, "ann")
    other.user("ann", mobile=mobile)
    other.user("theirs")
    set_password(acme, "ann", PASSWORD)
    set_password(other, "ann", OTHER)
    browser = Browser(acme.server.url)
    session = browser.sign_in(mobile, PASSWORD)
    assert [one["corpId"] for one in session["organizations"]] == [acme.corp_id], "the other has another password"
    assert browser.call("GET", "people/theirs")[0] == 404
    refused = browser.call("POST", "session/organization", {"corpId": other.corp_id})
    assert (refused[0], refused[1]["code"]) == (403, "session.organization")
    set_password(other, "ann", PASSWORD)
    both = Browser(acme.server.url)
    assert both.sign_in(mobile, PASSWORD)["state"] == "chooseOrganization"
    assert both.ok("POST", "session/organization", {"corpId": other.corp_id})["corpId"] == other.corp_id
    assert both.ok("GET", "people/theirs")["userId"] == "theirs"
    assert both.ok("POST", "session/organization", {"corpId": acme.corp_id})["corpId"] == acme.corp_id
    assert both.call("GET", "people/theirs")[0] == 404


def test_guessing_is_slowed_and_the_person_is_not(acme):
    mobile = with_mobile(acme, "ann")
    set_password(acme, "ann", PASSWORD)
    known = Browser(acme.server.url)
    known.sign_in(mobile, PASSWORD)
    guess = {"login": mobile, "password": "wrong-horse-9"}
    codes = [Browser(acme.server.url).call("POST", "sign-in", guess)[1] for _ in range(7)]
    assert [one["code"] for one in codes][:5] == ["signIn.wrong"] * 5
    assert codes[6]["code"] == "signIn.tooMany" and codes[6]["retryAfterSeconds"] >= 1
    assert known.sign_in(mobile, PASSWORD)["state"] == "signedIn"


def plant_in_sign_ins(server, org, store, told):
    """Signs in in every way and gives back whatever nobody else may know; errors land in `told`."""
    mobile = with_mobile(org, "ann")
    set_password(org, "ann", PASSWORD)
    browser = Browser(server.url)
    browser.sign_in(mobile, PASSWORD)
    secrets = [browser.cookie, browser.csrf]
    begun = browser.ok("POST", "second-factor")
    confirm = {"code": authenticator(begun["secret"])}
    recovery = browser.ok("POST", "second-factor/confirm", confirm)["recoveryCodes"]
    secrets += [browser.cookie, browser.csrf]
    assert browser.ok("PUT", "password", {"old": PASSWORD, "new": OTHER})["state"] == "signedIn"
    other = Browser(server.url)
    other.sign_in(mobile, OTHER)
    secrets += [other.cookie, other.csrf]
    assert other.ok("POST", "sign-in/second-factor", {"code": recovery[0]})["state"] == "signedIn"
    secrets += [other.cookie, other.csrf, browser.cookie, browser.csrf]
    _, made = org.all.new("POST", OWN + "console/people/ann/password-link", {})
    link = made["url"].rsplit("/", 1)[1]
    for body in (
        {"login": mobile, "password": "planted-and-wrong-5"},
        {"login": mobile, "password": ["planted-and-wrong-5"]},
        {"login": mobile, "password": OTHER, "organizationCode": {"planted": "planted-and-wrong-5"}},
    ):
        told.append(str(Browser(server.url).call("POST", "sign-in", body)))
    told.append(str(Browser(server.url).call("POST", "sign-in/reset", {"code": link, "password": "short-7"})))
    told.append(str(browser.call("DELETE", "second-factor", code="planted-code-wrong")))
    # Somebody opens the link's page: its address is written down nowhere.
    requests.get(made["url"], timeout=60)
    secrets += [PASSWORD, OTHER, "planted-and-wrong-5", "planted-code-wrong", link]
    secrets += [begun["secret"], begun["secret"].lower()]
    return secrets + [code.replace("-", sign) for code in recovery for sign in ("-", "")]


def plant_in_apps(org, store, told):
    """Lets apps have all that they can have."""
    app = org.app("all", "all", "--redirect", CALLBACK)
    person = Visitor(org, "ann")
    scope = "openid Contact.User.Read"
    code, second = person.code(app, scope=scope), person.code(app, scope=scope)
    tokens = exchange(app, code)[1]
    _, standards = standard(app, grant_type="authorization_code", code=second, redirect_uri=CALLBACK)
    told.append(str(exchange(app, code)))
    told.append(str(exchange(app, tokens["refreshToken"])))
    told.append(str(exchange(app, code, clientSecret="planted-app-secret")))
    told.append(str(standard(app, auth=(app.key, "planted-app-secret"), grant_type="refresh_token", refresh_token=code)))
    told.append(str(profile(app, "planted-user-token")))
    free = person.new("GET", OWN + "login-free-code", params={"clientId": app.key})[1]["code"]
    told.append(str(app.call("/topapi/v2/user/getuserinfo", code="planted-free-code")))
    sso = org.store.run("org", "sso-secret", "--org", org.corp_id)["ssoSecret"]
    provider = ["org", "set-sign-in-provider", "--org", org.corp_id, "--issuer", "https://login.example.com"]
    store.run(*provider, "--client-id", "orgbook", "--secret-stdin", input="planted-provider-secret\n")
    receiver = Receiver(org.corp_id, token="plantedCallbackToken", aes_key="plantedAesKey0123456789planted0123456789pla")
    try:
        registered = app.call("/call_back/register_call_back", receiver.registration("user_modify_org"))
        assert registered["errcode"] == 0, registered
        told.append(str(app.call("/call_back/register_call_back", receiver.registration("user_modify_org"))))
        org.all.ok("/topapi/v2/user/update", userid="ann", title="Clerk")
        receiver.wait(1)
    finally:
        receiver.close()
    secrets = [app.secret, app.token, org.all.secret, org.all.token, person.token, code, second, free, sso]
    secrets += [tokens["accessToken"], tokens["refreshToken"], standards["access_token"], standards["refresh_token"]]
    secrets += ["planted-app-secret", "planted-user-token", "planted-free-code", "planted-provider-secret"]
    return [*secrets, standards["id_token"], "plantedCallbackToken", receiver.aes_key]


def test_nothing_secret_is_readable(fresh_store, tmp_path):
    """Neither in the store nor in its backup, the log at its most talkative, the figures or an error."""
    fresh_store.settings |= {"ORGBOOK_PUSH_ALLOW_PRIVATE_ADDRESSES": "true", "ORGBOOK_LOG_LEVEL": "trace"}
    server = Server(fresh_store)
    org = Organization(server, fresh_store, "typed")
    told = []
    planted = plant_in_sign_ins(server, org, fresh_store, told) + plant_in_apps(org, fresh_store, told)
    # Invitations are shown again to who made them, and lead no further than to an application: the store may hold them.
    joining = {"inviteSwitch": True, "linkInvite": True}
    assert org.all.new("PUT", OWN + "console/invitations/settings", joining)[0] == 200
    invitation = org.all.new("POST", OWN + "console/invitations", {})[1]["invitation"]["code"]
    requests.get(f"{server.url}/join/{invitation}", timeout=60)
    application = {"name": "Zed", "mobile": "not a number"}
    told.append(requests.post(f"{server.url}{OWN}invitations/{invitation}/applications", json=application, timeout=60).text)
    told.append(requests.get(f"{server.url}{OWN}invitations/{invitation}x", timeout=60).text)
    told.append(requests.get(server.url + "/metrics", timeout=60).text)
    backup = tmp_path / "backup.db"
    fresh_store.run("backup", str(backup))
    assert server.stop() == 0
    assert all(len(secret) >= 6 for secret in planted), planted
    files = [path for path in pathlib.Path(fresh_store.folder).rglob("*") if path.is_file()] + [backup]
    texts = {str(path): path.read_bytes() for path in files} | {"answers": "\n".join(told).encode()}
    for name, text in texts.items():
        found = [secret for secret in planted if secret.encode() in text]
        assert not found, f"{name} holds {found}"
    for name in ("answers", str(fresh_store.folder / "server.log")):
        assert invitation.encode() not in texts[name], name
    # What this looks for would be found: the backup holds what is no secret.
    assert org.corp_id.encode() in texts[str(backup)] and b"planted" not in texts[str(backup)]


@pytest.fixture
def nodes(cluster, tmp_path):
    url = cluster.database()
    first = Node(Store(tmp_path / "first", url))
    second = Node(Store(tmp_path / "second", url), first.org)
    yield first, second
    for node in (first, second):
        assert node.server.stop() == 0, node.server.log()[-4000:]
    verified = first.store.run("verify")
    assert verified["differences"] == 0


def test_sessions_end_on_every_node(nodes):
    first, second = nodes
    mobile = with_mobile(first.org, "ann")
    set_password(first.org, "ann", PASSWORD)

    def signed_in(login, password, code=None):
        here = Browser(first.server.url)
        here.sign_in(login, password, code)
        there = here.on(second.server.url)
        assert here.is_in() and there.is_in()
        return here, there

    times = []

    def ends_soon(end, *sessions):
        end()
        begin = time.monotonic()
        for session in sessions:
            seen_after(lambda session=session: not session.is_in())
        times.append(time.monotonic() - begin)

    # One session of several.
    here, there = signed_in(mobile, PASSWORD)
    kept, kept_there = signed_in(mobile, PASSWORD)
    ends_soon(lambda: here.ok("DELETE", "session"), there)
    assert kept.is_in() and kept_there.is_in()
    # All of them, by a new password.
    ends_soon(lambda: set_password(first.org, "ann", OTHER), kept_there)
    # Whoever leaves.
    here, there = signed_in(mobile, OTHER)
    ends_soon(lambda: second.org.all.ok("/topapi/v2/user/delete", userid="ann"), here, there)
    # An enterprise account that is disabled.
    built_in = {"exclusive_account_type": "dingtalk", "login_id": "sam.built", "init_password": "start2026"}
    first.org.account("sam", **built_in)
    organization = first.org.code
    sam = Browser(first.server.url)
    assert sam.sign_in("sam.built", "start2026", organization)["state"] == "newPassword"
    assert sam.ok("POST", "sign-in/new-password", {"password": PASSWORD})["state"] == "signedIn"
    there = sam.on(second.server.url)
    assert there.is_in()
    disable = {"userId": "sam", "reason": "test"}
    path = "/v1.0/contact/orgAccounts/disable"
    ends_soon(lambda: second.org.all.new("POST", path, disable), sam, there)
    # Half of them: one alone may have met a processor that was busy elsewhere.
    assert statistics.median(times) < SEEN_WITHIN_SECONDS
    refused = Browser(first.server.url).call(
        "POST", "sign-in", {"login": "sam.built", "password": PASSWORD, "organizationCode": organization}
    )
    assert (refused[0], refused[1]["code"]) == (403, "signIn.disabled")
