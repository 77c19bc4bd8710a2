"""Other people's applications: small web servers on loopback that sign people in with the libraries that such applications use."""

import html
import http.cookies
import http.server
import secrets
import threading
from urllib.parse import parse_qsl, urlsplit

from alibabacloud_dingtalk.contact_1_0 import models as contact
from alibabacloud_dingtalk.contact_1_0.client import Client as ContactClient
from alibabacloud_dingtalk.oauth2_1_0 import models as oauth
from alibabacloud_dingtalk.oauth2_1_0.client import Client as OauthClient
from alibabacloud_tea_openapi import models as openapi
from alibabacloud_tea_util import models as util
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.sync_app import BaseApp, OAuth2Mixin
from authlib.integrations.base_client.sync_openid import OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from Tea.exceptions import TeaException


class ClientApp:
    """Serves `/`, which leads to the sign-in page, and `/back`, to which the browser returns. One kind of client a subclass."""

    def __init__(self):
        self.sessions = {}
        application = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                address = urlsplit(self.path)
                cookie = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
                self.session_id = cookie["client"].value if "client" in cookie else secrets.token_urlsafe(16)
                session = application.sessions.setdefault(self.session_id, {})
                query = dict(parse_qsl(address.query))
                if address.path == "/":
                    self.tell("<a id=sign-in href=/begin>Sign in with Orgbook</a>")
                elif address.path == "/begin":
                    self.send_response(302)
                    self.send_header("Location", application.begin(session))
                    self.remember()
                    self.end_headers()
                elif address.path == "/back":
                    self.tell(application.come_back(session, query))
                else:
                    self.send_error(404)

            def remember(self):
                self.send_header("Set-Cookie", f"client={self.session_id}; Path=/; HttpOnly; SameSite=Lax")

            def tell(self, body):
                content = f"<!doctype html><title>Client</title><link rel=icon href='data:,'>{body}".encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.remember()
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Another name than the installation's, so that cookies do not mix.
        self.url = f"http://localhost:{self.server.server_port}"
        self.callback = f"{self.url}/back"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def of(self, app, base):
        """From now on this is the app with that key and secret, of the installation at that address."""
        self.app, self.base = app, base
        return self

    def come_back(self, session, query):
        try:
            told = self.signed_in(session, query)
        except (AuthlibBaseError, TeaException, LookupError) as error:
            return f"<p id=failed>{html.escape(f'{type(error).__name__}: {error}')}</p>"
        rows = "".join(f"<dt>{html.escape(name)}<dd id={name}>{html.escape(str(told[name]))}" for name in told)
        return f"<dl>{rows}</dl>"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class MiniProgram(ClientApp):
    """The seed's tutorial: a third-party personal mini program, whose server calls with the official SDK."""

    scope = "openid Contact.User.Read Contact.User.mobile"

    def begin(self, session):
        session["state"] = secrets.token_urlsafe(16)
        client = OAuth2Session(self.app.key, scope=self.scope, redirect_uri=self.callback)
        return client.create_authorization_url(f"{self.base}/oauth2/auth", session["state"], prompt="consent")[0]

    @property
    def config(self):
        return openapi.Config(protocol="http", endpoint=self.base.removeprefix("http://"), region_id="central")

    def tokens(self, **given):
        shown = oauth.GetUserTokenRequest(client_id=self.app.key, client_secret=self.app.secret, **given)
        return OauthClient(self.config).get_user_token(shown).body

    def profile(self, token):
        headers = contact.GetUserHeaders(x_acs_dingtalk_access_token=token)
        return ContactClient(self.config).get_user_with_options("me", headers, util.RuntimeOptions()).body

    def signed_in(self, session, query):
        if "error" in query or query["state"] != session.pop("state"):
            raise LookupError(query.get("error", "another state"))
        assert query["authCode"] == query["code"]
        tokens = self.tokens(code=query["authCode"], grant_type="authorization_code")
        self.code, self.got = query["authCode"], tokens
        me = self.profile(tokens.access_token)
        return {"nick": me.nick, "mobile": me.mobile, "unionId": me.union_id, "openId": me.open_id}


class _Web:
    """What Authlib asks of a web framework; state lies in the session here."""

    @staticmethod
    def update_token(token, refresh_token=None, access_token=None):
        pass


class OAuthClient(ClientApp):
    """Authlib's client of OAuth 2.0 with a proof of the code (PKCE)."""

    scope = "openid profile corpid"

    class Client(OAuth2Mixin, OpenIDMixin, BaseApp):
        client_cls = OAuth2Session

    def client(self):
        return self.Client(
            framework=_Web,
            client_id=self.app.key,
            client_secret=self.app.secret,
            authorize_url=f"{self.base}/oauth2/auth",
            access_token_url=f"{self.base}/oauth2/token",
            client_kwargs={"scope": self.scope, "code_challenge_method": "S256"},
        )

    def begin(self, session):
        made = self.client().create_authorization_url(self.callback)
        session[made["state"]] = made
        return made["url"]

    def exchanged(self, session, query):
        if "error" in query:
            raise LookupError(query["error"])
        made = session.pop(query["state"])
        shown = {"redirect_uri": self.callback, "code_verifier": made["code_verifier"]}
        client = self.client()
        return client, made, client.fetch_access_token(code=query["code"], state=query["state"], **shown)

    def signed_in(self, session, query):
        client, _, token = self.exchanged(session, query)
        answer = client.get(f"{self.base}/oauth2/userinfo", token=token)
        answer.raise_for_status()
        return {name: answer.json()[name] for name in ("sub", "name", "corp_id")}


class OpenIdClient(OAuthClient):
    """Authlib's client of OpenID Connect: it finds everything by the installation's address and checks the ID token itself."""

    scope = "openid profile email phone corpid"

    def client(self):
        return self.Client(
            framework=_Web,
            client_id=self.app.key,
            client_secret=self.app.secret,
            server_metadata_url=f"{self.base}/.well-known/openid-configuration",
            client_kwargs={"scope": self.scope, "code_challenge_method": "S256"},
        )

    def signed_in(self, session, query):
        client, made, token = self.exchanged(session, query)
        claims = client.parse_id_token(token, nonce=made["nonce"])
        assert client.userinfo(token=token)["sub"] == claims["sub"]
        return {name: claims[name] for name in ("sub", "name", "email", "phone_number", "preferred_username")}
