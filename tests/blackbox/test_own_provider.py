"""SSO enterprise accounts sign in through the organization's own OpenID Connect provider: a small one, and another Orgbook."""

import base64
import hmac
import json

import pytest
import requests
from joserfc.jwk import RSAKey

from kit.client import Organization
from kit.provider import Provider
from kit.server import Server, Store
from kit.sign_in import Visitor, returned

START, CALLBACK = "/sign-in/provider", "/sign-in/provider/callback"


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A server that may call loopback."""
    settings = {"PUSH_ALLOW_PRIVATE_ADDRESSES": "true"}
    server = Server(Store(tmp_path_factory.mktemp("own-provider") / "data", settings=settings))
    yield server
    assert server.stop() == 0


@pytest.fixture
def acme(installation):
    org = Organization(installation, installation.store, "typed")
    org.account("ann")
    return org


@pytest.fixture
def provider():
    made = Provider()
    made.claims = {"preferred_username": "ann"}
    yield made
    made.stop()


def trusts(org, issuer, *more, secret=None):
    arguments = ["org", "set-sign-in-provider", "--org", org.corp_id, "--issuer", issuer, "--client-id", "orgbook"]
    if secret:
        return org.store.run(*arguments, *more, "--secret-stdin", input=f"{secret}\n")
    return org.store.run(*arguments, *more)


class Browser:
    """Somebody's browser, which is sent about."""

    def __init__(self, org):
        self.org = org
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path, **query):
        address = path if "://" in path else self.org.server.url + path
        return self.session.get(address, params=query, allow_redirects=False, timeout=60)

    def begins(self, **query):
        """Where the organization sends the browser."""
        answer = self.get(START, organizationCode=self.org.code, **query)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def comes_back(self, state, code="c0de", **more):
        """Where the browser goes in the end."""
        answer = self.get(CALLBACK, state=state, code=code, **more)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def who(self):
        return self.get("/v1.0/orgbook/session").json()


def refused(browser, location, name):
    assert location == f"/sign-in?error=provider%2E{name}"
    assert browser.who()["state"] == "none"


def test_an_account_signs_in_through_the_provider(acme, provider):
    trusts(acme, provider.issuer, secret="s3cr3t")
    browser = Browser(acme)
    address = browser.begins(next="/contacts/people")
    assert address.startswith(f"{provider.issuer}/authorize?tenant=1&")
    state = provider.comes_back(address)
    asked = provider.asked
    assert asked["redirect_uri"] == acme.server.url + CALLBACK
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == ("code", "openid profile", "S256")
    assert browser.comes_back(state) == "/contacts/people"
    who = browser.who()
    assert (who["state"], who["userId"], who["corpId"]) == ("signedIn", "ann", acme.corp_id)
    authorization, form = provider.exchanged[-1]
    assert base64.b64decode(authorization.removeprefix("Basic ")) == b"orgbook:s3cr3t"
    assert form["grant_type"] == "authorization_code" and form["code"] == "c0de"
    assert len(form["code_verifier"]) >= 43
    content = b"".join(path.read_bytes() for path in acme.store.folder.iterdir() if path.is_file())
    assert b"s3cr3t" not in content


def test_a_sign_in_is_good_once_and_in_its_browser(acme, provider):
    trusts(acme, provider.issuer)
    browser, other = Browser(acme), Browser(acme)
    state = provider.comes_back(browser.begins())
    # Somebody else's link signs nobody in as somebody else.
    refused(other, other.comes_back(state), "stale")
    refused(browser, browser.comes_back(state), "stale")
    state = provider.comes_back(browser.begins())
    assert browser.comes_back(state) == "/"
    assert browser.comes_back(state) == "/sign-in?error=provider%2Estale"
    refused(other, other.comes_back("made-up"), "stale")


def test_nobody_is_led_away(acme, provider):
    trusts(acme, provider.issuer)
    browser = Browser(acme)
    for away in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        state = provider.comes_back(browser.begins(next=away))
        assert browser.comes_back(state) == "/"


def test_only_accounts_of_the_organization_are_meant(acme, provider):
    acme.user("employee")
    trusts(acme, provider.issuer)
    for name in ("employee", "founder", "nobody", ""):
        provider.claims = {"preferred_username": name}
        browser = Browser(acme)
        expected = "unknownAccount" if name else "refused"
        refused(browser, browser.comes_back(provider.comes_back(browser.begins())), expected)


def test_a_disabled_account_does_not_sign_in(acme, provider):
    trusts(acme, provider.issuer)
    disable = {"userId": "ann", "reason": "left"}
    assert acme.all.new("POST", "/v1.0/contact/orgAccounts/disable", disable)[0] == 200
    browser = Browser(acme)
    refused(browser, browser.comes_back(provider.comes_back(browser.begins())), "unknownAccount")


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another"},
        {"aud": ["another", "orgbook"]},
        {"exp": 1},
        {"iat": 4_000_000_000},
        {"nonce": "another"},
        {"nonce": None},
    ],
)
def test_a_token_for_something_else_signs_nobody_in(acme, provider, change):
    trusts(acme, provider.issuer)
    provider.change = lambda claims: {
        name: value for name, value in {**claims, **change}.items() if value is not None
    }
    browser = Browser(acme)
    refused(browser, browser.comes_back(provider.comes_back(browser.begins())), "refused")


def test_userinfo_tells_what_the_token_does_not(acme, provider):
    provider.claims, provider.userinfo = {}, {"sub": "1", "preferred_username": "ann"}
    trusts(acme, provider.issuer)
    browser = Browser(acme)
    assert browser.comes_back(provider.comes_back(browser.begins())) == "/"
    assert browser.who()["userId"] == "ann"
    assert provider.bearers == ["Bearer a"]
    # What the token tells counts, and nobody is asked again.
    provider.claims = {"preferred_username": "nobody"}
    browser = Browser(acme)
    refused(browser, browser.comes_back(provider.comes_back(browser.begins())), "unknownAccount")
    assert len(provider.bearers) == 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"sub": "2", "preferred_username": "ann"}, "its userinfo is of somebody else"),
        ({"preferred_username": "ann"}, "its userinfo is of somebody else"),
        ({"sub": "1"}, "the ID token lacks the claim preferred_username"),
        ({"sub": "1", "preferred_username": ["ann"]}, "the ID token lacks the claim preferred_username"),
        (b"eyJhbGciOiJub25lIn0.e30.", "its userinfo is no JSON object"),
        (b"[]", "its userinfo is no JSON object"),
        (b"{" + b" " * 600_000 + b"}", "its answer is too long"),
    ],
)
def test_userinfo_of_somebody_else_signs_nobody_in(acme, provider, told, sentence):
    provider.claims, provider.userinfo = {}, told
    trusts(acme, provider.issuer)
    browser = Browser(acme)
    refused(browser, browser.comes_back(provider.comes_back(browser.begins())), "refused")
    assert sentence in acme.server.log()


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        ((400, {"error": "invalid_grant", "error_description": "s3cr3t"}), "status 400, invalid_grant org="),
        ((403, {"error": "a\nb"}), "status 403 org="),
        ((500, {"error": "x" * 65}), "status 500 org="),
        ((502, b"<html>"), "status 502 org="),
    ],
)
def test_the_log_names_what_the_provider_refused(acme, provider, refusal, sentence):
    provider.refusal = refusal
    trusts(acme, provider.issuer)
    browser = Browser(acme)
    refused(browser, browser.comes_back(provider.comes_back(browser.begins())), "refused")
    log = acme.server.log()
    assert sentence in log, log[-1000:]
    assert "s3cr3t" not in log


def test_a_forged_token_signs_nobody_in(acme, provider):
    trusts(acme, provider.issuer)
    browser = Browser(acme)

    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    def forged(header, end):
        state = provider.comes_back(browser.begins())
        _, body, signature = provider.id_token().split(".")
        provider.token = f"{part(header)}.{body}.{signature if end else ''}"
        location = browser.comes_back(state)
        provider.token = None
        return location

    refused(browser, forged({"alg": "none"}, False), "refused")
    refused(browser, forged({"alg": "HS256", "kid": "first"}, True), "refused")
    refused(browser, forged({"alg": "RS256", "kid": "first", "x": 1}, True), "refused")
    # The public key, which everybody has, as if it were a shared secret.
    state = provider.comes_back(browser.begins())
    body = provider.id_token().split(".")[1]
    text = f"{part({'alg': 'HS256', 'kid': 'first'})}.{body}"
    for key in (provider.keys[0].as_pem(private=False), json.dumps(provider.keys[0].as_dict(private=False)).encode()):
        signature = base64.urlsafe_b64encode(hmac.digest(key, text.encode(), "sha256")).rstrip(b"=").decode()
        provider.token = f"{text}.{signature}"
        refused(browser, browser.comes_back(state), "refused")
        state = provider.comes_back(browser.begins())
    provider.token = None
    # A key of somebody else under the same name.
    provider.signs = RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})
    refused(browser, browser.comes_back(provider.comes_back(browser.begins())), "refused")
    provider.signs = provider.keys[0]
    assert browser.comes_back(provider.comes_back(browser.begins())) == "/"


def test_the_provider_says_no(acme, provider):
    trusts(acme, provider.issuer)
    browser = Browser(acme)
    state = provider.comes_back(browser.begins())
    refused(browser, browser.comes_back(state, code="", error="access_denied"), "refused")


def test_an_organization_without_a_provider_sends_nobody_away(acme, provider):
    browser = Browser(acme)
    for query in ({"organizationCode": acme.code}, {"organizationCode": "nobody"}, {}):
        answer = browser.get(START, **query)
        assert answer.headers["Location"] == "/sign-in?error=provider%2Enone"
    trusts(acme, provider.issuer)
    assert browser.begins().startswith(provider.issuer)
    acme.store.run("org", "remove-sign-in-provider", "--org", acme.corp_id)
    assert browser.get(START, organizationCode=acme.code).headers["Location"] == "/sign-in?error=provider%2Enone"


def test_the_page_hears_where_to_send_people(acme, provider):
    browser = Browser(acme)
    methods = "/v1.0/orgbook/sign-in/methods"
    assert browser.get(methods, organizationCode=acme.code).json() == {}
    trusts(acme, provider.issuer)
    told = browser.get(methods, organizationCode=acme.code).json()["provider"]
    assert told["name"] == provider.issuer.removeprefix("http://")
    assert browser.get(told["url"]).headers["Location"].startswith(provider.issuer)
    assert browser.get(methods, organizationCode="nobody").json() == {}
    assert browser.get(methods).json() == {}


def test_loopback_is_called_only_where_that_is_allowed(plain_org, provider):
    trusts(plain_org, provider.issuer)
    answer = Browser(plain_org).get(START, organizationCode=plain_org.code)
    assert answer.headers["Location"] == "/sign-in?error=provider%2Eunreachable"
    assert not provider.exchanged


def test_what_is_no_provider_is_refused(acme):
    done = acme.store.run(
        "org", "set-sign-in-provider", "--org", acme.corp_id, "--issuer", "login", "--client-id", "x", check=False
    )
    assert done.returncode == 1
    assert "whole address" in done.stderr


def test_another_orgbook_is_a_provider(acme, plain_org):
    plain_org.user("ann")
    created = plain_org.app("all", "all", "--redirect", acme.server.url + CALLBACK)
    arguments = ["org", "set-sign-in-provider", "--org", acme.corp_id, "--issuer", plain_org.server.url]
    arguments += ["--client-id", created.key, "--scope", "openid corpid", "--secret-stdin"]
    acme.store.run(*arguments, input=f"{created.secret}\n")
    browser = Browser(acme)
    address = browser.begins(next="/contacts")
    page = f"{plain_org.server.url}/oauth2/auth"
    status, answer = Visitor(plain_org, "ann").answers(**returned(address, page))
    assert status == 200, answer
    back = browser.get(answer["redirectUri"])
    assert (back.status_code, back.headers["Location"]) == (302, "/contacts")
    assert browser.who()["userId"] == "ann"
