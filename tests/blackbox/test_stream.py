"""Events by Stream: the official SDK, and frames by hand."""

import json
import os
import pathlib
import queue
import subprocess
import sys
import threading
import time

import pytest
import websockets.exceptions
from kit.client import Organization
from kit.receiver import Receiver
from kit.server import Server, Store
from websockets.sync.client import connect

OPEN = "/v1.0/gateway/connections/open"
CLIENT = pathlib.Path(__file__).parent / "kit" / "stream_client.py"
EVENTS = [{"type": "EVENT", "topic": "*"}]


class Official:
    """The official SDK in a process of its own."""

    def __init__(self, org, app, mood="well", command=None):
        self.process = subprocess.Popen(
            [*command, app.key, app.secret] if command else [sys.executable, CLIENT, app.key, app.secret, mood],
            env=os.environ | {"DINGTALK_OPENAPI_ENDPOINT": org.server.url},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def next(self, count, seconds=30):
        return [self.lines.get(timeout=seconds) for _ in range(count)]

    def stop(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data", settings={"PUSH_ALLOW_PRIVATE_ADDRESSES": "true"})


@pytest.fixture
def org(store):
    server = Server(store)
    yield Organization(server, store, "typed")
    server.stop()


def opened(org, app, subscriptions=EVENTS, **changed):
    body = {"clientId": app.key, "clientSecret": app.secret, "subscriptions": subscriptions, "ua": "test"} | changed
    return org.connection.new("POST", OPEN, json={key: value for key, value in body.items() if value is not None})


def joined(org, app, subscriptions=EVENTS):
    """A connection by hand."""
    status, answer = opened(org, app, subscriptions)
    assert status == 200, answer
    assert answer["endpoint"] == f"ws://{org.server.address}/connect"
    return connect(f"{answer['endpoint']}?ticket={answer['ticket']}")


def frame(socket, seconds=20):
    return json.loads(socket.recv(timeout=seconds))


def answer(socket, received, code=200, data='{"status":"SUCCESS"}'):
    headers = {"contentType": "application/json", "messageId": received["headers"]["messageId"]}
    socket.send(json.dumps({"code": code, "headers": headers, "message": "OK", "data": data}))


def told(frames):
    return [(each["headers"]["eventType"], json.loads(each["data"]).get("userId")) for each in frames]


def test_the_official_sdk_gets_everything_in_order(org, store):
    # Events are kept from the first connection on.
    joined(org, org.all).close()
    team = org.department("Team")
    org.user("ann", team)
    org.all.ok("/topapi/v2/user/update", userid="ann", title="Buyer", language="en_US")
    org.all.ok("/topapi/v2/user/delete", userid="ann")
    client = Official(org, org.all)
    events = client.next(4)
    assert [each["type"] for each in events] == ["org_dept_create", "user_add_org", "user_modify_org", "user_leave_org"]
    assert events[0]["data"] == {"deptId": [team]}
    assert events[1]["data"]["userId"] == ["ann"] and events[1]["corp"] == org.corp_id
    assert events[1]["data"]["eventId"] == events[1]["id"]
    client.stop()


def test_events_wait_for_a_client_also_over_a_kill(store):
    server = Server(store)
    org = Organization(server, store, "typed")
    joined(org, org.all).close()
    users = [f"u{number}" for number in range(150)]
    for userid in users:
        org.user(userid)
    server.kill()
    server = Server(store)
    org.server, org.connection.base = server, server.url
    with joined(org, org.all) as socket:
        received = []
        while len(received) < len(users):
            received.append(frame(socket))
            answer(socket, received[-1])
    assert told(received) == [("user_add_org", [userid]) for userid in users]
    server.stop()


def test_a_frame_is_as_clients_read_it(org):
    with joined(org, org.all) as socket:
        org.user("ann")
        received = frame(socket)
        headers = received["headers"]
        assert (received["specVersion"], received["type"], headers["topic"]) == ("1.0", "EVENT", "*")
        assert all(isinstance(value, str) for value in headers.values()), headers
        assert (headers["eventType"], headers["eventCorpId"]) == ("user_add_org", org.corp_id)
        assert headers["eventUnifiedAppId"] == headers["appId"] == str(org.all.agent_id)
        assert isinstance(received["data"], str) and json.loads(received["data"])["userId"] == ["ann"]
        # Whatever means nothing is ignored.
        for text in ["garbage", "[]", '{"code":200}', '{"code":200,"headers":{"messageId":"nobody"}}']:
            socket.send(text)
        socket.send(b"binary")
        answer(socket, received)
        answer(socket, received)
        org.user("bob")
        received = frame(socket)
        assert told([received]) == [("user_add_org", ["bob"])]
        answer(socket, received)
        assert socket.ping().wait(5)


def test_what_is_not_taken_comes_again(org):
    with joined(org, org.all) as socket:
        org.user("ann")
        first = frame(socket)
        answer(socket, first, data='{"status":"LATER"}')
        org.user("bob")
        second = frame(socket)
        assert told([second]) == [("user_add_org", ["bob"])], "others do not wait"
        answer(socket, second)
        again = frame(socket)
        assert again["headers"]["eventId"] == first["headers"]["eventId"]
        assert again["headers"]["messageId"] != first["headers"]["messageId"]
        answer(socket, again)


def test_a_connection_that_is_lost_loses_nothing(org):
    with joined(org, org.all) as socket:
        org.user("ann")
        first = frame(socket)
    with joined(org, org.all) as socket:
        again = frame(socket)
        assert again["headers"]["eventId"] == first["headers"]["eventId"]
        answer(socket, again)


def test_connections_share_what_happens(org):
    with joined(org, org.all) as one, joined(org, org.all) as other:
        users = [f"u{number}" for number in range(30)]
        found = queue.Queue()

        def read(socket):
            try:
                while True:
                    received = frame(socket, 10)
                    answer(socket, received)
                    found.put((id(socket), told([received])[0][1][0]))
            except (TimeoutError, websockets.exceptions.ConnectionClosed):
                pass

        for socket in (one, other):
            threading.Thread(target=read, args=(socket,), daemon=True).start()
        for userid in users:
            org.user(userid)
        got = [found.get(timeout=20) for _ in users]
        assert sorted(userid for _, userid in got) == sorted(users), "each once"
        assert len({socket for socket, _ in got}) == 2, "both of them work"


def test_a_callback_goes_before_stream(org):
    with joined(org, org.all) as socket:
        receiver = Receiver(org.corp_id)
        assert org.all.call("/call_back/register_call_back", receiver.registration("user_add_org"))["errcode"] == 0
        org.user("ann")
        assert [each["userId"] for each in receiver.wait(1)] == [["ann"]]
        assert org.all.get("/call_back/delete_call_back")["errcode"] == 0
        org.user("bob")
        received = frame(socket)
        while told([received]) != [("user_add_org", ["bob"])]:
            answer(socket, received)
            received = frame(socket)
        receiver.close()


def test_who_wants_no_events_gets_none(org):
    with joined(org, org.all, [{"type": "CALLBACK", "topic": "/v1.0/card/instances/callback"}]) as socket:
        org.user("ann")
        with pytest.raises(TimeoutError):
            socket.recv(timeout=1)


@pytest.mark.parametrize(
    "changed, status, code",
    [
        ({"clientSecret": "wrong"}, 401, "authFailed"),
        ({"clientId": "nobody"}, 401, "authFailed"),
        ({"clientId": None}, 400, "invalidParameter"),
        ({"clientSecret": None}, 400, "invalidParameter"),
        ({"subscriptions": None}, 400, "invalidParameter"),
        ({"subscriptions": [{"type": "OTHER", "topic": "*"}]}, 400, "invalidParameter"),
        ({"subscriptions": "EVENT"}, 400, "invalidParameter"),
    ],
    ids=str,
)
def test_who_gets_no_ticket(org, changed, status, code):
    got, answer = opened(org, org.all, **changed)
    assert (got, answer["code"]) == (status, code), answer


@pytest.mark.parametrize("ticket", ["", "?ticket=", "?ticket=nothing", "?ticket=" + "x" * 2_000, "?ticket=a%00b"])
def test_bad_tickets(org, ticket):
    with pytest.raises(websockets.exceptions.InvalidStatus) as raised:
        connect(f"ws://{org.server.address}/connect{ticket}")
    assert raised.value.response.status_code == 401


def test_a_ticket_is_good_once(org):
    _, answer = opened(org, org.all)
    address = f"{answer['endpoint']}?ticket={answer['ticket']}"
    connect(address).close()
    with pytest.raises(websockets.exceptions.InvalidStatus) as raised:
        connect(address)
    assert raised.value.response.status_code == 401


def test_what_is_no_web_socket_is_told_so(org):
    _, answer = opened(org, org.all)
    status, body = org.connection.new("GET", f"/connect?ticket={answer['ticket']}")
    assert status == 400, body


def test_clients_are_sent_away_before_the_end(store):
    server = Server(store)
    org = Organization(server, store, "typed")
    with joined(org, org.all) as socket:
        begin = time.monotonic()
        ended = threading.Thread(target=server.stop)
        ended.start()
        received = frame(socket)
        assert (received["type"], received["headers"]["topic"]) == ("SYSTEM", "disconnect")
        with pytest.raises(websockets.exceptions.ConnectionClosed):
            socket.recv(timeout=20)
        ended.join()
        assert time.monotonic() - begin < 9
