"""A browser that signs in: keeps its cookies and carries what the session gives."""

import base64
import hmac
import struct
import time

import requests

OWN = "/v1.0/orgbook/"


def authenticator(secret, steps=0):
    """What an authenticator shows, so many half minutes from now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">q", int(time.time()) // 30 + steps), "sha1")
    offset = digest[19] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class Browser:
    """Calls our own interface as a page does."""

    def __init__(self, url):
        self.url, self.csrf = url, None
        self.http = requests.Session()
        self.http.trust_env = False

    @property
    def cookie(self):
        return self.http.cookies.get("orgbook_session")

    def call(self, method, path, body=None, **query):
        """Status and answer; what the session gives is carried from then on."""
        headers = {"origin": self.url} | ({"x-orgbook-csrf": self.csrf} if self.csrf else {})
        path = path if path.startswith("/") else OWN + path
        answer = self.http.request(method, self.url + path, json=body, params=query, headers=headers, timeout=60)
        value = answer.json()
        self.csrf = value.get("csrf", self.csrf)
        return answer.status_code, value

    def ok(self, method, path, body=None, **query):
        status, value = self.call(method, path, body, **query)
        assert status == 200, (method, path, status, value)
        return value

    def sign_in(self, login, password, code=None):
        given = {"login": login, "password": password} | ({"organizationCode": code} if code else {})
        return self.ok("POST", "sign-in", given)

    def is_in(self):
        status, value = self.call("GET", "me")
        none = ("InvalidAuthentication", "AuthenticationFailed.MissingParameter")
        assert status == 200 or (status == 400 and value["code"] in none), (status, value)
        return status == 200

    def on(self, url):
        """The same browser at another node behind one name."""
        other = Browser(url)
        other.csrf = self.csrf
        other.http.cookies.set("orgbook_session", self.cookie)
        return other
