"""A person at the sign-in page, and an app that sends people there."""

import base64
import hashlib
import secrets
from urllib.parse import parse_qs, urlsplit

from kit.sdk import HEADER

CALLBACK = "https://app.example.com/cb"
AUTHORIZATION = "/v1.0/orgbook/oauth2/authorization"


class Visitor:
    """Somebody who is signed in and looks at the page."""

    def __init__(self, org, userid):
        created = org.store.run("user", "token", "--org", org.corp_id, userid)
        self.org, self.userid = org, userid
        self.connection, self.token = org.connection, created["accessToken"]

    def new(self, method, path, **options):
        return self.connection.new(method, path, headers={HEADER: self.token}, **options)

    def asked(self, **query):
        """What the page asks: status and answer."""
        return self.new("GET", AUTHORIZATION, params=query)

    def answers(self, agree=True, **query):
        """What becomes of the answer: status and answer."""
        return self.new("POST", AUTHORIZATION, json={**query, "agree": agree})

    def back(self, app, agree=True, **query):
        """The parameters that the browser brings back to the app."""
        status, answer = self.answers(agree, **request(app, **query))
        assert status == 200, answer
        return returned(answer["redirectUri"])

    def code(self, app, **query):
        return self.back(app, **query)["code"]


def request(app, **query):
    """What an app puts into the address of the page."""
    usual = {
        "client_id": app.key,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid corpid",
        "prompt": "consent",
        "state": "abc",
    }
    return {name: value for name, value in {**usual, **query}.items() if value is not None}


def returned(address, callback=CALLBACK):
    """The parameters of an address that the browser is sent back to, each of which is there once."""
    assert address.startswith(callback), address
    query = parse_qs(urlsplit(address).query, strict_parsing=True)
    assert all(len(values) == 1 for values in query.values()), address
    return {name: values[0] for name, values in query.items()}


def exchange(app, code=None, **fields):
    """DingTalk's own exchange: status and answer."""
    body = {"clientId": app.key, "clientSecret": app.secret, "code": code, **fields}
    return app.connection.new("POST", "/v1.0/oauth2/userAccessToken", json=body)


def profile(app, token, who="me"):
    return app.connection.new("GET", f"/v1.0/contact/users/{who}", headers={HEADER: token})


def standard(app, path="token", auth=None, **form):
    """A call of the standard endpoints with the app's key and secret: status and answer."""
    auth = auth or (app.key, app.secret)
    answer = app.connection.session.post(f"{app.connection.base}/oauth2/{path}", data=form, auth=auth, timeout=60)
    return answer.status_code, app.connection.checked(answer)


def proof():
    """A verifier and its challenge (PKCE)."""
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
