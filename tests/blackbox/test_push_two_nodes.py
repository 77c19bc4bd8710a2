"""Two nodes on one PostgreSQL database, and the one that tells apps of events is killed."""

import queue
import threading
import time

import pytest
from kit.receiver import Receiver
from kit.server import Store
from test_push_metrics import metrics
from test_stream import Official, joined
from test_two_nodes import Node

# A node that dies keeps its apps from others until its lease lapses.
TAKEN_OVER_WITHIN_SECONDS = 40
USERS = [f"u{number}" for number in range(40)]


@pytest.fixture
def nodes(cluster, tmp_path):
    url, settings = cluster.database(), {"PUSH_ALLOW_PRIVATE_ADDRESSES": "true"}
    first = Node(Store(tmp_path / "first", url, settings))
    second = Node(Store(tmp_path / "second", url, settings), first.org)
    yield first, second
    stopped = [node.server.stop() for node in (first, second)]
    assert sorted(stopped) == [-9, 0], "one was killed, the other ends in order"
    verified = first.store.run("verify")
    assert (verified["organizations"], verified["differences"]) == (1, 0)


def told_by(nodes, way):
    """The node that tells an app, and the other."""
    told = f'orgbook_push_apps_told{{way="{way}"}}'
    ends = time.monotonic() + 20
    while True:
        telling = [float(metrics(node.org)[told]) == 1 for node in nodes]
        if sorted(telling) == [False, True]:
            return nodes if telling[0] else nodes[::-1]
        assert time.monotonic() < ends, telling


def test_callbacks_go_on_when_the_node_that_sends_them_is_killed(nodes):
    receiver = Receiver(nodes[0].org.corp_id)
    app = nodes[0].org.all
    assert app.call("/call_back/register_call_back", receiver.registration("user_add_org"))["errcode"] == 0
    nodes[0].org.user("before")
    receiver.wait(1)
    telling, other = told_by(nodes, "callback")
    reached, killed = threading.Event(), threading.Event()

    def answer(message):
        # It dies in the midst of it: this one has come and was not answered.
        if message.get("userId") == [USERS[4]] and not killed.is_set():
            reached.set()
            killed.wait(20)

    receiver.answer = answer
    for userid in USERS[:20]:
        other.org.user(userid)
    assert reached.wait(20)
    telling.server.kill()
    killed.set()
    for userid in USERS[20:]:
        other.org.user(userid)
    ends = time.monotonic() + TAKEN_OVER_WITHIN_SECONDS
    while True:
        # The same event may come twice, with the same id.
        came = {message["eventId"]: message["userId"][0] for message in receiver.events()}
        if len(came) == len(USERS) + 1:
            break
        with receiver.arrived:
            assert receiver.arrived.wait(ends - time.monotonic()), came
    assert list(came.values()) == ["before", *USERS], "each of them, in order"
    assert float(metrics(other.org)['orgbook_push_apps_told{way="callback"}']) == 1
    receiver.close()


def test_stream_clients_of_the_other_node_get_what_the_killed_one_owed(nodes):
    joined(nodes[0].org, nodes[0].org.all).close()
    clients = [Official(node.org, node.org.all) for node in nodes]
    for node, client in zip(nodes, clients, strict=True):
        ends = time.monotonic() + 20
        while float(metrics(node.org)["orgbook_stream_connections"]) < 1:
            assert time.monotonic() < ends
    nodes[0].org.user("before")
    telling, other = told_by(nodes, "stream")
    came = {}

    def hear(until, seconds):
        ends = time.monotonic() + seconds
        while until not in came:
            assert time.monotonic() < ends, came.keys()
            for client in clients:
                try:
                    event = client.lines.get(timeout=0.05)
                except queue.Empty:
                    continue
                came[event["data"]["userId"][0]] = event["id"]

    for userid in USERS[:20]:
        other.org.user(userid)
    hear(USERS[3], 20)
    telling.server.kill()
    for userid in USERS[20:]:
        other.org.user(userid)
    for userid in ["before", *USERS]:
        hear(userid, TAKEN_OVER_WITHIN_SECONDS)
    assert len(set(came.values())) == len(came) == len(USERS) + 1, "one event for each"
    for client in clients:
        client.stop()
