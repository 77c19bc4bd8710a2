"""What `/metrics` tells of callbacks and Stream."""

import json
import re
import time
import urllib.request

import pytest
from kit.client import Organization
from kit.receiver import Receiver
from kit.server import Server, Store
from websockets.sync.client import connect


@pytest.fixture
def org(tmp_path):
    store = Store(tmp_path / "data", settings={"PUSH_ALLOW_PRIVATE_ADDRESSES": "true"})
    server = Server(store)
    yield Organization(server, store, "typed")
    server.stop()


def metrics(org):
    with urllib.request.urlopen(f"{org.server.url}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def until(org, expected):
    """Waits until so many figures are as they should be."""
    ends = time.monotonic() + 20
    while True:
        found = {name: float(value) for name, value in metrics(org).items() if name in expected}
        if found == expected:
            return
        assert time.monotonic() < ends, found


def test_what_callbacks_do_is_counted(org):
    receiver = Receiver(org.corp_id)
    assert org.all.call("/call_back/register_call_back", receiver.registration("user_add_org", "user_leave_org"))["errcode"] == 0
    until(org, {'orgbook_push_events_total{way="callback",outcome="taken"}': 0, 'orgbook_push_apps_paused{way="callback"}': 0})
    org.user("ann")
    org.user("bob")
    receiver.wait(2)
    taken = 'orgbook_push_events_total{way="callback",outcome="taken"}'
    until(org, {taken: 2, 'orgbook_push_entries_behind{way="callback"}': 0, 'orgbook_push_apps_told{way="callback"}': 1})
    receiver.answer = lambda _: (500, "")
    org.all.ok("/topapi/v2/user/delete", userid="ann")
    org.all.ok("/topapi/v2/user/delete", userid="bob")
    until(
        org,
        {
            taken: 2,
            'orgbook_push_events_total{way="callback",outcome="given_up"}': 0,
            'orgbook_push_failed_attempts_total{way="callback",reason="status"}': 1,
            'orgbook_push_failed_attempts_total{way="callback",reason="timeout"}': 0,
            'orgbook_push_entries_behind{way="callback"}': 2,
            'orgbook_push_events_under_way{way="callback"}': 1,
            'orgbook_push_events_total{way="stream",outcome="taken"}': 0,
        },
    )
    oldest = 'orgbook_push_oldest_seconds{way="callback"}'
    before = float(metrics(org)[oldest])
    until_older = time.monotonic() + 20
    while float(metrics(org)[oldest]) <= before:
        assert time.monotonic() < until_older
    receiver.close()


def test_what_stream_does_is_counted(org):
    opened = {"clientId": org.all.key, "clientSecret": org.all.secret, "subscriptions": [{"type": "EVENT", "topic": "*"}], "ua": "test"}
    status, answer = org.connection.new("POST", "/v1.0/gateway/connections/open", json=opened)
    assert status == 200
    connections, unanswered = "orgbook_stream_connections", "orgbook_stream_frames_unanswered"
    with connect(f"{answer['endpoint']}?ticket={answer['ticket']}") as socket:
        org.user("ann")
        received = json.loads(socket.recv(timeout=20))
        until(org, {connections: 1, unanswered: 1, 'orgbook_push_events_under_way{way="stream"}': 1})
        headers = {"contentType": "application/json", "messageId": received["headers"]["messageId"]}
        socket.send(json.dumps({"code": 200, "headers": headers, "message": "OK", "data": '{"status":"SUCCESS"}'}))
        until(org, {connections: 1, unanswered: 0, 'orgbook_push_events_total{way="stream",outcome="taken"}': 1})
    until(org, {connections: 0, unanswered: 0})


def test_no_figure_names_an_app_or_an_organization(org):
    receiver = Receiver(org.corp_id)
    assert org.all.call("/call_back/register_call_back", receiver.registration("user_add_org"))["errcode"] == 0
    org.user("ann")
    receiver.wait(1)
    names = [name for name in metrics(org) if name.startswith(("orgbook_push", "orgbook_stream"))]
    assert len(names) == 36, names
    labels = {label for name in names for label in re.findall(r"(\w+)=", name)}
    assert labels == {"way", "outcome", "reason"}
    assert not any(word in name for name in names for word in (org.corp_id, org.all.key, "ann"))
    receiver.close()
