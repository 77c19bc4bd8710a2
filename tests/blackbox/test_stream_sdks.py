"""A story that touches every endpoint, as the official Stream SDKs for Python and Node.js hear it."""

import queue
import time

import pytest
from kit.client import Organization
from kit.receiver import Receiver
from kit.samples import linked_requests_for, older_requests_for, requests_for
from kit.server import ROOT, Server, Store
from test_callbacks import ALL as KINDS
from test_push_metrics import metrics
from test_rights import ALL as ENDPOINTS
from test_rights import endpoint, send
from test_stream import Official, joined

SILENCE_SECONDS = 60


class Listener:
    """A client and what it has heard, each event once."""

    def __init__(self, client):
        self.client, self.heard = client, {}

    def hear(self, wanted):
        ends = time.monotonic() + SILENCE_SECONDS
        while not wanted <= self.heard.keys():
            assert time.monotonic() < ends, f"{len(wanted - self.heard.keys())} of {len(wanted)} events did not come"
            self.hear_what_came()

    def hear_what_came(self):
        try:
            event = self.client.lines.get(timeout=0.2)
        except queue.Empty:
            return
        self.heard[event["id"]] = event


@pytest.fixture
def org(tmp_path):
    store = Store(tmp_path / "data", settings={"PUSH_ALLOW_PRIVATE_ADDRESSES": "true"})
    server = Server(store)
    yield Organization(server, store, "typed")
    server.stop()


def test_every_event_of_every_write_is_heard_by_both_sdks(org):
    receiver, python, node = Receiver(org.corp_id), org.app(), org.app()
    for app in (python, node):
        # Events are kept from the first connection on.
        joined(org, app).close()
    registered = org.app().call("/call_back/register_call_back", receiver.registration(*KINDS))
    assert registered["errcode"] == 0, registered
    listeners = [Listener(Official(org, python)), Listener(Official(org, node, command=[ROOT / "scripts/stream-sdk"]))]

    org.samples = requests_for(org) | linked_requests_for(org) | older_requests_for(org)
    writes = 0
    for name in ENDPOINTS:
        status, answer = send(org, name, org.all.token)
        assert status == 200 and answer.get("errcode", 0) == 0, (name, answer)
        writes += endpoint(name)[0] != "GET"
    assert writes >= 100
    # Apps have no call for these two.
    org.store.run("org", "set-creator", "--org", org.corp_id, "sample")
    org.store.run("org", "set-authentication", "--org", org.corp_id, "--level", "middle", "--license-name", "Acme Ltd.")
    # The last change is the last event.
    org.user("the-last")
    ends = time.monotonic() + SILENCE_SECONDS
    while not (events := receiver.events()) or "the-last" not in str(events[-1]):
        assert time.monotonic() < ends, len(events)
        time.sleep(0.1)
    behind = 'orgbook_push_entries_behind{way="callback"}'
    while float(metrics(org)[behind]) > 0:
        assert time.monotonic() < ends

    told = {event["eventId"]: event for event in events}
    assert {event["EventType"] for event in events} >= set(KINDS) - {"org_remove"}
    for listener in listeners:
        listener.hear(told.keys())
        assert listener.heard.keys() == told.keys()
        for known, event in listener.heard.items():
            assert (event["type"], event["corp"]) == (told[known]["EventType"], org.corp_id)
            assert event["data"].items() <= told[known].items()
        listener.client.stop()
    receiver.close()
