"""A certified OpenID Connect provider in a process of its own, and somebody's browser, which is led through it."""

import html
import json
import re
import subprocess
import threading
from urllib.parse import urljoin

import requests

from kit.server import ROOT, START_TIMEOUT_SECONDS

STEPS_MAX = 20


class CertifiedProvider:
    """Serves until `stop`, and until this process ends at the latest: its standard input is ours."""

    def __init__(self, log, clients, accounts, **settings):
        self.log_file, self.process = log, None
        self.settings = {
            "port": 0,
            "algorithm": "RS256",
            "clients": clients,
            "accounts": accounts,
            "methods": ["client_secret_basic", "none"],
            "idTokenClaims": True,
            "clockSeconds": 0,
            **settings,
        }
        self.start()

    def start(self):
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [ROOT / "scripts/openid-provider", json.dumps(self.settings)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        watchdog = threading.Timer(START_TIMEOUT_SECONDS, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline()
        watchdog.cancel()
        assert line, f"the provider ended before it listened:\n{self.log_file.read_text()[-4000:]}"
        self.issuer = json.loads(line)["issuer"]

    def turns_keys(self):
        """The same provider at the same address, with another key alone."""
        before = self.keys()
        self.stop()
        self.settings["port"] = int(self.issuer.rsplit(":", 1)[1])
        self.start()
        after = self.keys()
        assert before and after and not before & after

    def keys(self):
        """The ids of the keys that it publishes."""
        found = requests.get(self.described()["jwks_uri"], timeout=60).json()
        return {key["kid"] for key in found["keys"]}

    def described(self):
        return requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=60).json()

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


class Browser:
    """Keeps cookies, goes where it is sent, and fills in the provider's forms."""

    def __init__(self, org):
        self.org = org
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, address, **query):
        return self.session.get(address, params=query, allow_redirects=False, timeout=60)

    def begins(self, **query):
        """The provider's address that the organization sends the browser to."""
        answer = self.get(f"{self.org.server.url}/sign-in/provider", organizationCode=self.org.code, **query)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def at_provider(self, address, login, agrees=True):
        """Where the provider sends the browser back to, when somebody logged in there and agreed, or not."""
        answer, seen = self.get(address), []
        for _ in range(STEPS_MAX):
            if answer.is_redirect:
                address = urljoin(answer.url, answer.headers["Location"])
                if address.startswith(self.org.server.url):
                    assert seen == (["login", "consent"] if agrees else ["login"]), seen
                    return address
                answer = self.get(address)
                continue
            assert answer.status_code == 200, answer.text
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text).group(1)
            if prompt == "consent" and not agrees:
                aborts = re.search(r'<a href="([^"]+/abort)"', answer.text).group(1)
                answer = self.get(urljoin(answer.url, html.unescape(aborts)))
                continue
            seen.append(prompt)
            action = html.unescape(re.search(r'<form [^>]*action="([^"]+)"', answer.text).group(1))
            form = {"prompt": prompt} | ({"login": login, "password": "any"} if prompt == "login" else {})
            answer = self.session.post(urljoin(answer.url, action), data=form, allow_redirects=False, timeout=60)
        raise AssertionError(f"the provider sends nobody back: {seen}")

    def forgets_the_provider(self):
        """Nobody is logged in there any more, so that it asks again."""
        self.session.cookies.clear()

    def ends(self, address):
        """Where the organization sends the browser in the end."""
        answer = self.get(address)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def signs_in(self, login, **query):
        return self.ends(self.at_provider(self.begins(**query), login))

    def who(self):
        return self.get(f"{self.org.server.url}/v1.0/orgbook/session").json()
