"""SSO enterprise accounts sign in through a certified OpenID Connect provider: npm's `oidc-provider`."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from kit.certified_provider import Browser, CertifiedProvider
from kit.client import Organization
from kit.server import Server, Store

CALLBACK = "/sign-in/provider/callback"
# Every kind of character that has to be encoded on its way into a header or a form.
SECRET = "s3cr3t: +%/&=?~'\"$" + "-" * 16
ACCOUNTS = {
    "ann": {"preferred_username": "ann", "email": "bob", "email_verified": False},
    "bob": {"preferred_username": "bob", "email": "bob", "email_verified": True},
    "eve": {"preferred_username": "nobody-here"},
    "emma": {"preferred_username": "employee"},
    "unnamed": {},
}
METHODS = ("client_secret_basic", "client_secret_post")
KEYS_TURN_SECONDS = 60


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A server that may call loopback."""
    settings = {"PUSH_ALLOW_PRIVATE_ADDRESSES": "true"}
    server = Server(Store(tmp_path_factory.mktemp("real-provider") / "data", settings=settings))
    yield server
    assert server.stop() == 0


@pytest.fixture
def acme(installation):
    org = Organization(installation, installation.store, "typed")
    org.account("ann")
    org.account("bob")
    return org


@pytest.fixture
def provides(acme, tmp_path):
    """Starts the provider."""
    started = []

    def start(method="none", **settings):
        client = {"redirect_uris": [acme.server.url + CALLBACK], "token_endpoint_auth_method": method}
        clients = [{**client, "client_id": "orgbook"} | ({} if method == "none" else {"client_secret": SECRET})]
        started.append(CertifiedProvider(tmp_path / "provider.log", clients, ACCOUNTS, **settings))
        return started[-1]

    yield start
    for provider in started:
        provider.stop()


def trusts(org, provider, *more, secret=None):
    arguments = ["org", "set-sign-in-provider", "--org", org.corp_id, "--issuer", provider.issuer]
    arguments += ["--client-id", "orgbook", *more]
    if secret is None:
        return org.store.run(*arguments)
    return org.store.run(*arguments, "--secret-stdin", input=f"{secret}\n")


def signed_in(browser, location, userid, next="/"):
    assert location == next, browser.org.server.log()[-2000:]
    who = browser.who()
    assert (who["state"], who["userId"], who["corpId"]) == ("signedIn", userid, browser.org.corp_id)


def refused(browser, location, name, sentence=None):
    """Nobody has a session; the page has a name for why, the log a sentence."""
    assert location == f"/sign-in?error=provider%2E{name}"
    assert browser.who()["state"] == "none"
    log = browser.org.server.log()
    told = [line for line in log.splitlines() if browser.org.corp_id in line and "nobody was signed in" in line]
    assert sentence is None or sentence in told[-1], log[-2000:]
    assert SECRET not in log


def test_a_public_client_signs_the_right_person_in(acme, provides):
    provider = provides()
    trusts(acme, provider)
    browser, other = Browser(acme), Browser(acme)
    address = browser.begins(next="/contacts/people")
    assert address.startswith(f"{provider.described()['authorization_endpoint']}?")
    signed_in(browser, browser.ends(browser.at_provider(address, "ann")), "ann", "/contacts/people")
    signed_in(other, other.signs_in("bob"), "bob")
    assert browser.who()["userId"] == "ann"


@pytest.mark.parametrize("method", METHODS)
def test_a_confidential_client_shows_its_secret_as_discovery_says(acme, provides, method):
    provider = provides(method, methods=[method])
    assert provider.described()["token_endpoint_auth_methods_supported"] == [method]
    trusts(acme, provider, secret=SECRET)
    browser = Browser(acme)
    signed_in(browser, browser.signs_in("ann"), "ann")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("wrong", [SECRET[:-1] + "+", None], ids=["another", "none"])
def test_a_wrong_secret_signs_nobody_in(acme, provides, method, wrong):
    provider = provides(method, methods=[method])
    trusts(acme, provider, secret=wrong)
    browser = Browser(acme)
    told = "the provider does not answer as it should: status 401, invalid_client"
    refused(browser, browser.signs_in("ann"), "refused", told)
    # Once the secret is right, the same browser gets in.
    trusts(acme, provider, secret=SECRET)
    browser.forgets_the_provider()
    signed_in(browser, browser.signs_in("ann"), "ann")


@pytest.mark.parametrize("algorithm", ["PS256", "ES256", "ES384", "EdDSA"])
def test_id_tokens_may_be_signed_in_several_ways(acme, provides, algorithm):
    provider = provides(algorithm=algorithm)
    trusts(acme, provider)
    browser = Browser(acme)
    signed_in(browser, browser.signs_in("ann"), "ann")


@pytest.mark.parametrize("algorithm", ["HS256", "ES512", "Ed25519"])
def test_other_signatures_are_refused_in_clear_words(acme, provides, algorithm):
    provider = provides("client_secret_basic", algorithm=algorithm)
    trusts(acme, provider, secret=SECRET)
    browser = Browser(acme)
    told = "the ID token does not hold: it is signed in a way that proves nothing"
    refused(browser, browser.signs_in("ann"), "refused", told)


def test_the_provider_turns_its_keys(acme, provides):
    provider = provides()
    trusts(acme, provider)
    browser = Browser(acme)
    signed_in(browser, browser.signs_in("ann"), "ann")
    provider.turns_keys()
    ends = time.monotonic() + KEYS_TURN_SECONDS
    # Keys are read again once in a while only, since anybody can make up a key's name.
    browser = Browser(acme)
    while (location := browser.signs_in("bob")) != "/":
        refused(browser, location, "refused", "no published key has signed it")
        assert time.monotonic() < ends, acme.server.log()[-2000:]
        time.sleep(0.5)
        browser = Browser(acme)
    signed_in(browser, location, "bob")
    # From now on the new key is known.
    browser = Browser(acme)
    signed_in(browser, browser.signs_in("ann"), "ann")


def test_people_without_an_account_are_not_signed_in(acme, provides):
    acme.user("employee")
    provider = provides()
    trusts(acme, provider)
    for login in ("eve", "emma"):
        browser = Browser(acme)
        refused(browser, browser.signs_in(login, next="/contacts"), "unknownAccount")
    browser = Browser(acme)
    told = "the ID token lacks the claim preferred_username"
    refused(browser, browser.signs_in("unnamed"), "refused", told)


def test_another_claim_may_name_the_person(acme, provides):
    provider = provides()
    trusts(acme, provider, "--scope", "openid email", "--claim", "email")
    browser = Browser(acme)
    signed_in(browser, browser.signs_in("bob"), "bob")
    # The provider says that nobody checked this address.
    browser = Browser(acme)
    refused(browser, browser.signs_in("ann"), "refused", "the ID token lacks the claim email")
    # What was not asked for is not told.
    trusts(acme, provider, "--scope", "openid", "--claim", "email")
    browser = Browser(acme)
    refused(browser, browser.signs_in("bob"), "refused", "the ID token lacks the claim email")


def test_what_the_id_token_does_not_tell_userinfo_tells(acme, provides):
    provider = provides(idTokenClaims=False)
    trusts(acme, provider)
    browser = Browser(acme)
    signed_in(browser, browser.signs_in("ann"), "ann")
    browser = Browser(acme)
    refused(browser, browser.signs_in("unnamed"), "refused", "the ID token lacks the claim preferred_username")
    trusts(acme, provider, "--scope", "openid email", "--claim", "email")
    browser = Browser(acme)
    signed_in(browser, browser.signs_in("bob"), "bob")
    # Nobody checked this address, says userinfo.
    browser = Browser(acme)
    refused(browser, browser.signs_in("ann"), "refused", "the ID token lacks the claim email")
    trusts(acme, provider, "--scope", "openid", "--claim", "sub")
    browser = Browser(acme)
    signed_in(browser, browser.signs_in("ann"), "ann")


@pytest.mark.parametrize(("seconds", "holds"), [(100, True), (-100, True), (200, False), (-200, False)])
def test_the_providers_clock_may_differ_a_little(acme, provides, seconds, holds):
    provider = provides(clockSeconds=seconds)
    trusts(acme, provider)
    browser = Browser(acme)
    location = browser.signs_in("ann")
    if holds:
        signed_in(browser, location, "ann")
    else:
        refused(browser, location, "refused", "the ID token does not hold: it does not count now")


def test_a_code_is_good_for_its_own_sign_in_alone(acme, provides):
    provider = provides()
    trusts(acme, provider)
    theirs, ours = Browser(acme), Browser(acme)
    theirs_back = theirs.at_provider(theirs.begins(), "bob")
    ours_back = ours.at_provider(ours.begins(), "ann")

    def given(address, name):
        return parse_qs(urlsplit(address).query)[name][0]

    mixed = f"{acme.server.url}{CALLBACK}?code={given(theirs_back, 'code')}&state={given(ours_back, 'state')}"
    refused(ours, ours.ends(mixed), "refused", "the provider does not answer as it should: status 400")
    # What came back to another browser is nothing here.
    refused(ours, ours.ends(theirs_back), "stale")


def test_somebody_who_does_not_agree_is_not_signed_in(acme, provides):
    provider = provides()
    trusts(acme, provider)
    browser = Browser(acme)
    back = browser.at_provider(browser.begins(), "ann", agrees=False)
    assert "error=access_denied" in back
    refused(browser, browser.ends(back), "refused")


def test_a_provider_that_is_gone_is_unreachable(acme, provides):
    provider = provides()
    provider.stop()
    trusts(acme, provider)
    browser = Browser(acme)
    assert browser.begins() == "/sign-in?error=provider%2Eunreachable"
    assert browser.who()["state"] == "none"
