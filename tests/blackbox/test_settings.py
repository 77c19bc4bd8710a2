"""Settings that change what callers meet: rate limits, TLS, proxies, memory."""

import datetime
import ipaddress
import time

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kit.client import REQUEST_ID, App, Connection, Organization, result
from kit.gate import new_refused
from kit.same import Text, assert_same
from kit.server import Server, Store

COUNT = "/topapi/user/count"


@pytest.fixture
def serve(tmp_path):
    """Starts a server with these settings."""
    running = []

    def start(**settings):
        store = Store(tmp_path / "data", settings=settings)
        running.append(Server(store))
        return running[-1]

    yield start
    for server in running:
        assert server.stop() == 0


def test_a_rate_limit_holds_for_each_app_and_interface(serve):
    server = serve(GATE_CALLS_PER_SECOND_MAX=5)
    org = Organization(server, server.store, "typed")
    other = org.app()
    assert other.token
    answers = [org.all.call(COUNT, only_active=False) for _ in range(60)]
    refused = [answer for answer in answers if answer["errcode"] != 0]
    assert refused
    for answer in refused:
        assert_same(answer, {"errcode": 90018, "errmsg": Text(".+"), "request_id": REQUEST_ID})
    assert org.all.call("/topapi/user/listadmin", {})["errcode"] == 0, "another interface"
    assert other.call(COUNT, only_active=False)["errcode"] == 0, "another app"

    begin = time.monotonic()
    while org.all.call(COUNT, only_active=False)["errcode"] != 0:
        assert time.monotonic() - begin < 10, "still refused"

    answers = [org.all.new("POST", "/v1.0/contact/users/search", search()) for _ in range(60)]
    refused = [answer for answer in answers if answer[0] != 200]
    assert refused
    for answer in refused:
        new_refused(answer, 403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")

    # Tokens, too, for whoever shows the secret; whoever does not uses nothing up.
    app = org.app()
    query = {"appkey": app.key, "appsecret": app.secret}
    wrong = [org.connection.legacy("GET", "/gettoken", params=query | {"appsecret": "x"}) for _ in range(20)]
    assert [answer["errcode"] for answer in wrong] == [40096] * 20
    answers = [org.connection.legacy("GET", "/gettoken", params=query) for _ in range(60)]
    assert answers[0]["errcode"] == 0
    refused = [answer for answer in answers if answer["errcode"] != 0]
    assert refused
    for answer in refused:
        assert_same(answer, {"errcode": 90018, "errmsg": Text(".+")})
    body = {"appKey": app.key, "appSecret": app.secret}
    answers = [org.connection.new("POST", "/v1.0/oauth2/accessToken", json=body) for _ in range(60)]
    refused = [answer for answer in answers if answer[0] != 200]
    assert answers[0][0] == 200 and refused, "another interface"
    for answer in refused:
        new_refused(answer, 403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")


def search():
    return {"queryWord": "x", "offset": 0, "size": 1}


def test_there_is_no_limit_by_default(serve):
    server = serve()
    org = Organization(server, server.store, "typed")
    assert all(org.all.call(COUNT, only_active=False)["errcode"] == 0 for _ in range(200))


def certificate(folder):
    """A key and a certificate for 127.0.0.1 that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(built.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))


def test_tls(tmp_path, serve):
    (tmp_path / "data").mkdir()
    certificate(tmp_path / "data")
    server = serve(TLS_CERTIFICATE="certificate.pem", TLS_KEY="key.pem")
    assert server.url.startswith("https://127.0.0.1:")
    connection = Connection(server.url)
    connection.session.verify = str(tmp_path / "data/certificate.pem")
    created = server.store.run("org", "new", "Acme", "--admin", "Ann", "--mobile", "13900138000")
    app = App(connection, server.store.run("app", "new", "Sync", "--org", created["corpId"]))
    assert app.ok(COUNT, only_active=False) == {"count": 1}
    with pytest.raises(requests.ConnectionError):
        requests.get(server.url.replace("https", "http") + "/healthz", timeout=60)


def test_half_of_tls_is_refused(tmp_path):
    store = Store(tmp_path / "data", settings={"TLS_CERTIFICATE": "certificate.pem"})
    done = store.run("serve", "--listen", "127.0.0.1:0", check=False)
    assert done.returncode == 1
    assert "tls" in done.stderr


@pytest.mark.parametrize(("trusted", "allowed"), [("127.0.0.0/8", True), ("10.0.0.0/8", False)])
def test_a_proxys_word_counts_when_it_is_trusted(serve, trusted, allowed):
    server = serve(GATE_TRUSTED_PROXIES=trusted)
    org = Organization(server, server.store, "typed")
    app = org.app("all", "all", "--allow-ip", "203.0.113.7")
    headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
    query = {"access_token": app.token}
    answer = org.connection.legacy("POST", COUNT, params=query, json={"only_active": False}, headers=headers)
    if allowed:
        assert result(answer) == {"count": 1}
    else:
        assert answer["sub_code"] == "60020"


def test_more_organizations_than_the_memory_budget_holds(serve):
    server = serve(MEMORY_BUDGET_MB=1)
    made = [server.store.run("demo", "--users", "3000", "--seed", str(seed)) for seed in range(4)]
    apps = [App(Connection(server.url), each | {"agentId": 0}) for each in made]
    for turn in range(3):
        for app in apps:
            assert app.ok(COUNT, only_active=False) == {"count": 3000 + turn}
            body = {"userid": f"new{turn}", "name": "New", "mobile": f"1580000000{turn}", "dept_id_list": "1"}
            app.ok("/topapi/v2/user/create", body)
            assert app.ok("/topapi/v2/user/get", userid=f"new{turn}")["name"] == "New"
    assert server.store.run("verify")["differences"] == 0
