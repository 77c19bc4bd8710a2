"""An OpenID Connect provider of somebody else's making, on loopback: it says what the test wants, also what is not true."""

import http.server
import json
import threading
import time
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey


class Provider:
    """Serves until `stop`. `claims` is who signs in; `change` may change what is about to be signed."""

    def __init__(self):
        self.keys = [RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})]
        self.signs = self.keys[0]
        self.claims, self.change, self.token = {}, lambda claims: claims, None
        # What userinfo tells; nothing of it is described while there is nothing. `refusal` is a status and a body instead of tokens.
        self.userinfo, self.refusal = None, None
        self.asked, self.exchanged, self.bearers = {}, [], []
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/.well-known/openid-configuration":
                    self.tell(provider.description())
                elif self.path == "/keys":
                    self.tell({"keys": [key.as_dict(private=False) for key in provider.keys]})
                elif self.path == "/userinfo":
                    provider.bearers.append(self.headers.get("Authorization"))
                    self.tell(provider.userinfo)
                else:
                    self.send_error(404)

            def do_POST(self):
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                provider.exchanged.append((self.headers.get("Authorization"), {name: form[name][0] for name in form}))
                if provider.refusal:
                    status, body = provider.refusal
                    self.tell(body, status)
                else:
                    self.tell({"access_token": "a", "token_type": "Bearer", "id_token": provider.id_token()})

            def tell(self, body, status=200):
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def description(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **({} if self.userinfo is None else {"userinfo_endpoint": f"{self.issuer}/userinfo"}),
        }

    def comes_back(self, address):
        """Remembers what was asked and gives the state; the code is always the same."""
        query = parse_qs(urlsplit(address).query)
        self.asked = {name: query[name][0] for name in query}
        return self.asked["state"]

    def id_token(self):
        if self.token:
            return self.token
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.asked["client_id"],
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            **self.claims,
        }
        header = {"alg": self.signs.alg, "kid": self.signs.kid}
        return jwt.encode(header, self.change(claims), self.signs, algorithms=["RS256", "ES256"])

    def turns_keys(self):
        """Signs with a new key of another kind from now on, published with the old one."""
        self.signs = ECKey.generate_key("P-256", {"kid": "second", "use": "sig", "alg": "ES256"})
        self.keys.append(self.signs)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
