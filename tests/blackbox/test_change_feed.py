"""The change feed keeps a copy true, over restarts and restored backups; the audit trail says who did what."""

import csv
import io
import json
import subprocess
import threading
import time

import requests

from kit.client import Organization
from kit.server import BINARY, Server, Store

CHANGES = "/v1.0/orgbook/changes"


class Copy:
    """What one app keeps of an organization."""

    def __init__(self, app):
        self.app, self.objects, self.cursor, self.wholes = app, {}, None, 0

    def read_whole(self):
        lines = snapshot(self.app)
        self.cursor = lines[0]["cursor"]
        self.objects = {key(line): line["state"] for line in lines[1:-1]}
        assert lines[-1] == {"objects": len(self.objects)}
        self.wholes += 1

    def catch_up(self):
        while True:
            query = {"after": self.cursor} if self.cursor else {}
            status, answer = self.app.new("GET", CHANGES, **query)
            if status == 410:
                assert answer["code"] == "changes.gone" and answer["snapshot"] == f"{CHANGES}/snapshot", answer
                self.read_whole()
                continue
            assert status == 200, answer
            for change in answer["changes"]:
                assert (key(change) in self.objects) == (not change["kind"].endswith(".added")), change
                if "state" in change:
                    self.objects[key(change)] = change["state"]
                else:
                    del self.objects[key(change)]
            self.cursor = answer["cursor"]
            if not answer["more"]:
                return

    def check(self):
        self.catch_up()
        assert self.objects == {key(line): line["state"] for line in snapshot(self.app)[1:-1]}


def key(line):
    return line["object"]["kind"], line["object"]["id"]


def get(app, path, timeout=60, stream=False, accept=None, **query):
    headers = {"x-acs-dingtalk-access-token": app.token} | ({"accept": accept} if accept else {})
    base = app.connection.base
    return requests.get(base + path, params=query, headers=headers, timeout=timeout, stream=stream)


def snapshot(app):
    answer = get(app, f"{CHANGES}/snapshot")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson")
    return [json.loads(line) for line in answer.text.splitlines()]


def rename(org, userid, name):
    org.all.ok("/topapi/v2/user/update", userid=userid, name=name)


def test_a_copy_is_true_over_restarts_and_a_restored_backup(fresh_store, tmp_path):
    server = Server(fresh_store)
    org = Organization(server, fresh_store, "typed")
    team = org.department("Team")
    wide, narrow = Copy(org.all), Copy(org.app("all", [team]))
    wide.check(), narrow.check()
    org.user("ann", team), org.user("bob")
    rename(org, "ann", "Ann"), rename(org, "bob", "Bob")
    wide.check(), narrow.check()
    assert ("user", "ann") in narrow.objects and ("user", "bob") not in narrow.objects
    assert narrow.objects.keys() <= {("user", "ann"), ("department", str(team))}
    lab = org.department("Lab")
    org.user("cid", lab)
    server.kill()
    server = Server(fresh_store)
    org.connection.base = server.url
    narrow.check()
    wholes = narrow.wholes
    org.all.ok("/topapi/v2/department/update", dept_id=lab, parent_id=team)
    narrow.check()
    assert narrow.wholes == wholes + 1, "a department crossed the border"
    org.store.run("backup", backup := str(tmp_path / "backup"))
    rename(org, "ann", "Anna")
    wide.check(), narrow.check()
    assert wide.wholes == 0, "whoever sees everything is told everything"
    assert server.stop() == 0
    restored = Store(tmp_path / "restored")
    restored.run("restore", backup)
    server = Server(restored)
    org.connection.base = server.url
    # Tokens are not in backups.
    for app in (org.all, narrow.app):
        app._token = None
    rename(org, "ann", "Annabel"), rename(org, "bob", "Bobby")
    wide.check(), narrow.check()
    assert wide.wholes == 1, "another history"
    assert wide.objects["user", "ann"]["name"] == "Annabel"
    assert restored.run("verify")["differences"] == 0
    assert server.stop() == 0


def test_a_call_waits_for_a_change(plain_org):
    plain_org.user("ann")
    cursor = plain_org.all.new("GET", CHANGES, after="now")[1]["cursor"]
    answers = []

    def wait():
        answers.append(get(plain_org.all, CHANGES, after=cursor, waitSeconds=50).json())

    waiting = threading.Thread(target=wait)
    waiting.start()
    begin = time.monotonic()
    rename(plain_org, "ann", "Ann")
    waiting.join()
    assert time.monotonic() - begin < 20
    (change,) = answers[0]["changes"]
    assert (change["kind"], change["state"]["name"], change["actor"]["kind"]) == ("user.changed", "Ann", "app")


def test_changes_come_as_events_and_go_on_after_the_last_one(plain_org):
    plain_org.user("ann")
    cursor = plain_org.all.new("GET", CHANGES, after="now")[1]["cursor"]
    with get(plain_org.all, CHANGES, stream=True, accept="text/event-stream", after=cursor) as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        lines = stream.iter_lines(chunk_size=1, decode_unicode=True)
        assert next(lines) == ": changes"
        rename(plain_org, "ann", "Ann")
        event = dict(line.split(": ", 1) for line in (next(line for line in lines if line), next(lines), next(lines)))
    assert event["event"] == "change" and json.loads(event["data"])["state"]["name"] == "Ann"
    assert plain_org.all.new("GET", CHANGES, after=event["id"])[1]["changes"] == []


def test_only_whoever_may_reads(plain_org):
    nobody = plain_org.app("qyapi_get_member")
    for path in (CHANGES, f"{CHANGES}/snapshot", "/v1.0/orgbook/audit"):
        assert nobody.new("GET", path)[0] == 403
    other = Organization(plain_org.server, plain_org.store, "typed")
    cursor = other.all.new("GET", CHANGES, after="now")[1]["cursor"]
    assert plain_org.all.new("GET", CHANGES, after=cursor)[0] == 410
    for bad in ({"after": "x"}, {"waitSeconds": 61}, {"waitSeconds": "soon"}):
        assert plain_org.all.new("GET", CHANGES, **bad)[0] == 400


def test_the_audit_trail_says_who_did_what(plain_org):
    plain_org.user("ann", title="Clerk")
    plain_org.all.ok("/topapi/v2/user/update", userid="ann", title="=Architect()")
    for _ in range(2):
        plain_org.store.run("user", "token", "--org", plain_org.corp_id, "ann")
    rows = plain_org.all.new("GET", "/v1.0/orgbook/audit", object="user:ann")[1]["entries"]
    assert [(row["kind"], row["actor"]["kind"], row["route"]) for row in rows] == [
        ("user.changed", "command", "user token"),
        ("user.changed", "command", "user token"),
        ("user.changed", "app", "/topapi/v2/user/update"),
        ("user.added", "app", "/topapi/v2/user/create"),
    ]
    assert (rows[2]["before"], rows[2]["after"]) == ({"title": "Clerk"}, {"title": "=Architect()"})
    assert rows[2]["from"] == "127.0.0.1" and rows[2]["actor"]["name"] == "App"
    assert rows[0]["before"] == rows[0]["after"] == {}

    def run(*more):
        return plain_org.store.run("audit", "--org", plain_org.corp_id, *more, check=False)

    told = run("--object", "ann", "--limit", "3").stdout.splitlines()
    assert [json.loads(line) for line in told] == rows[:3]
    done = subprocess.run(
        [BINARY, "audit", "--org", plain_org.corp_id, "--csv", "--object", "ann", "--data", plain_org.store.folder],
        env=plain_org.store.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["number"] for row in table] == [str(row["number"]) for row in rows]
    assert json.loads(table[2]["after"]) == {"title": "=Architect()"}
    assert run("--from", "2100-01-01").stdout == ""
    assert run("--from", "yesterday").returncode == 2


def test_watch_shows_what_happens(plain_org):
    plain_org.user("ann")
    watching = subprocess.Popen(
        [BINARY, "watch", "--org", plain_org.corp_id, "--from-start", "--json", "--data", plain_org.store.folder],
        env=plain_org.store.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        while json.loads(watching.stdout.readline())["object"] != {"kind": "user", "id": "ann", "name": "ann"}:
            pass
        rename(plain_org, "ann", "Ann")
        assert json.loads(watching.stdout.readline())["state"]["name"] == "Ann"
    finally:
        watching.kill()
        watching.wait()


def test_what_is_told_of_the_past_has_a_length(tmp_path):
    store = Store(tmp_path / "data", settings={"AUDIT_RETENTION_DAYS": 1})
    server = Server(store)
    org = Organization(server, store, "typed")
    org.user("ann")
    assert org.all.new("GET", "/v1.0/orgbook/audit", object="ann")[1]["entries"]
    assert json.loads(store.run("config", "show", check=False).stdout)["audit.retention_days"]["value"] == 1
    assert server.stop() == 0
    nothing = store.run("watch", "--org", org.corp_id, check=False)
    assert nothing.returncode == 1 and "orgbook serve" in nothing.stderr
