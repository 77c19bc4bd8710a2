"""Events pushed by HTTP: registration, what arrives, what becomes of what does not."""

import concurrent.futures
import json
import socket
import sqlite3
import threading
import time

import pytest
import requests

from kit.client import Organization
from kit.own import Admin
from kit.receiver import AES_KEY, TOKEN, Receiver
from kit.server import Server, Store

REGISTER, UPDATE = "/call_back/register_call_back", "/call_back/update_call_back"
GET, DELETE = "/call_back/get_call_back", "/call_back/delete_call_back"
FAILED = "/call_back/get_call_back_failed_result"
ALL = [
    "user_add_org", "user_modify_org", "user_leave_org", "user_active_org", "org_admin_add", "org_admin_remove",
    "org_dept_create", "org_dept_modify", "org_dept_remove", "org_remove", "org_change", "label_user_change",
    "label_conf_add", "label_conf_modify", "label_conf_del",
]  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data", settings={"PUSH_ALLOW_PRIVATE_ADDRESSES": "true"})


@pytest.fixture
def org(store):
    server = Server(store)
    yield Organization(server, store, "typed")
    server.stop()


@pytest.fixture
def receiver(org):
    receiver = Receiver(org.corp_id)
    yield receiver
    receiver.close()


def code(answer):
    return answer["errcode"]


def told(messages):
    """Kind and object of each message."""
    return [(each["EventType"], each.get("userId") or each.get("deptId") or each.get("labelIdList")) for each in messages]


def test_a_callback_is_registered_read_changed_and_deleted(org, receiver):
    assert code(org.all.get(GET)) == code(org.all.get(DELETE)) == code(org.all.call(UPDATE, receiver.registration("org_change"))) == 71007
    wanted = receiver.registration("user_add_org", "org_change", "user_add_org")
    assert code(org.all.call(REGISTER, wanted)) == 0
    assert receiver.messages == [{"EventType": "check_url"}]
    stored = org.all.get(GET)
    assert stored["call_back_tag"] == ["user_add_org", "org_change"]
    assert {name: stored[name] for name in ["token", "aes_key", "url"]} == {name: wanted[name] for name in ["token", "aes_key", "url"]}
    assert code(org.all.call(REGISTER, wanted)) == 71006
    other = Receiver(org.corp_id, token="other1", aes_key="x" * 42 + "A")
    assert code(org.all.call(UPDATE, other.registration("org_change"))) == 0
    assert other.messages == [{"EventType": "check_url"}]
    other.answer = lambda _: (500, "")
    assert code(org.all.call(UPDATE, receiver.registration("org_change", url=other.url))) == 71012
    assert org.all.get(GET)["token"] == "other1", "what failed changes nothing"
    # Another app has its own.
    assert code(org.app().get(GET)) == 71007
    assert code(org.all.get(DELETE)) == 0
    assert code(org.all.get(GET)) == 71007
    other.close()


@pytest.mark.parametrize(
    "changed, expected",
    [
        ({"call_back_tag": []}, 40035),
        ({"call_back_tag": None}, 40035),
        ({"call_back_tag": ["nothing"]}, 71008),
        ({"token": ""}, 40035),
        ({"token": "with space"}, 40035),
        ({"token": "x" * 64}, 40035),
        ({"aes_key": "short"}, 40035),
        ({"aes_key": "=" * 43}, 40035),
        ({"url": None}, 40035),
        ({"url": "nowhere"}, 71011),
        ({"url": "ftp://example.com/"}, 71011),
        ({"url": "http://127.0.0.1:1/"}, 71012),
        ({"url": "http://no-such-host.invalid/"}, 71012),
    ],
    ids=str,
)
def test_what_cannot_be_registered(org, receiver, changed, expected):
    wanted = {key: value for key, value in (receiver.registration("org_change") | changed).items() if value is not None}
    assert code(org.all.call(REGISTER, wanted)) == expected
    assert code(org.all.get(GET)) == 71007


@pytest.mark.parametrize(
    "answer, expected",
    [
        (lambda receiver: (500, "{}"), 71012),
        (lambda receiver: (302, ""), 71012),
        (lambda receiver: (200, "success"), 71009),
        (lambda receiver: (200, json.dumps(receiver.sealed("failure"))), 71009),
        (lambda receiver: (200, json.dumps(receiver.sealed("success") | {"nonce": "other"})), 71009),
        (lambda receiver: (200, json.dumps(receiver.sealed("success") | {"encrypt": None})), 71010),
        (lambda receiver: (200, "{}"), 71010),
    ],
)
def test_a_receiver_has_to_answer_the_first_question(org, receiver, answer, expected):
    receiver.answer = lambda _: answer(receiver)
    assert code(org.all.call(REGISTER, receiver.registration("org_change"))) == expected
    assert code(org.all.get(GET)) == 71007
    receiver.answer = lambda _: None
    assert code(org.all.call(REGISTER, receiver.registration("org_change"))) == 0


def test_a_receiver_that_hangs_does_not_hang_us(org):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        wanted = {"call_back_tag": ["org_change"], "token": "tok123456", "aes_key": AES_KEY, "url": url}
        assert code(org.all.call(REGISTER, wanted)) == 71012


def test_private_addresses_need_to_be_allowed(tmp_path):
    store = Store(tmp_path / "data")
    server = Server(store)
    org = Organization(server, store, "typed")
    receiver = Receiver(org.corp_id)
    port = receiver.url.rsplit(":", 1)[1]
    for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254", "10.0.0.1"]:
        wanted = receiver.registration("org_change", url=f"http://{host}:{port}")
        assert code(org.all.call(REGISTER, wanted)) == 71013, host
    assert receiver.messages == []
    receiver.close()
    server.stop()


def test_everything_that_happens_arrives_in_order(org, receiver):
    team = org.department("Before")
    assert code(org.all.call(REGISTER, receiver.registration(*ALL))) == 0
    lab = org.department("Lab", team)
    org.user("ann", lab), org.user("bob", team)
    org.all.ok("/topapi/v2/user/update", userid="ann", title="Buyer", job_number="7", language="en_US")
    org.all.ok("/topapi/v2/department/update", dept_id=lab, name="Laboratory")
    group = org.all.call("/role/add_role_group", name="Trade")["groupId"]
    role = org.all.call("/role/add_role", roleName="Buyer", groupId=group)["roleId"]
    org.all.ok("/topapi/role/addrolesforemps", roleIds=str(role), userIds="ann,bob")
    org.all.ok("/topapi/role/removerolesforemps", roleIds=str(role), userIds="ann,bob")
    org.all.ok("/topapi/role/deleterole", role_id=role)
    org.all.ok("/topapi/v2/user/delete", userid="ann")
    org.all.ok("/topapi/v2/department/delete", dept_id=lab)
    expected = [
        ("org_dept_create", [lab]),
        ("user_add_org", ["ann"]),
        ("user_add_org", ["bob"]),
        ("user_modify_org", ["ann"]),
        ("org_dept_modify", [lab]),
        ("label_conf_add", [group]),
        ("label_conf_add", [role]),
        ("label_user_change", [role]),
        ("label_user_change", [role]),
        ("label_conf_del", [role]),
        ("user_leave_org", ["ann"]),
        ("org_dept_remove", [lab]),
    ]
    events = receiver.wait(len(expected))
    assert told(events) == expected
    first = events[1]
    assert first["CorpId"] == org.corp_id and first["UserId"] == ["ann"]
    assert first["TimeStamp"] == first["timeStamp"] == str(first["EventTime"])
    difference = events[3]["diffInfo"]
    assert (difference["userid"], difference["curr"]["jobNumber"]) == ("ann", "7")
    assert "jobNumber" not in difference["prev"]
    assert [events[7]["action"], events[8]["action"]] == ["add", "remove"]
    assert events[7]["UserIdList"] == ["ann", "bob"]
    assert len({each["eventId"] for each in events}) == len(events)


def test_an_app_is_told_what_it_asked_for_and_may_see(org, receiver):
    team, other = org.department("Team"), org.department("Other")
    app = org.app(scope=[team])
    assert code(app.call(REGISTER, receiver.registration("user_add_org", "user_leave_org"))) == 0
    org.user("out", other), org.user("ann", team)
    org.all.ok("/topapi/v2/user/update", userid="ann", title="Buyer", language="en_US")
    org.all.ok("/topapi/v2/user/delete", userid="out")
    org.all.ok("/topapi/v2/user/delete", userid="ann")
    assert told(receiver.wait(2)) == [("user_add_org", ["ann"]), ("user_leave_org", ["ann"])]


def test_events_outlive_a_kill(store):
    server = Server(store)
    org = Organization(server, store, "typed")
    receiver = Receiver(org.corp_id)
    assert code(org.all.call(REGISTER, receiver.registration("user_add_org"))) == 0
    receiver.answer = lambda _: (500, "")
    users = [f"u{number}" for number in range(20)]
    for userid in users:
        org.user(userid)
    server.kill()
    receiver.answer = lambda _: None
    tried = len(receiver.messages)
    server = Server(store)
    expected = [("user_add_org", [userid]) for userid in users]
    receiver.wait(tried - 1 + len(users))
    assert told(receiver.messages[tried:]) == expected
    server.stop()
    receiver.close()


def test_a_deleted_callback_is_told_nothing_more_and_a_new_one_nothing_of_before(org, receiver):
    assert code(org.all.call(REGISTER, receiver.registration("user_add_org"))) == 0
    org.user("ann")
    receiver.wait(1)
    assert code(org.all.get(DELETE)) == 0
    org.user("bob")
    assert code(org.all.call(REGISTER, receiver.registration("user_add_org"))) == 0
    org.user("cid")
    assert told(receiver.wait(2)) == [("user_add_org", ["ann"]), ("user_add_org", ["cid"])]


def test_an_update_keeps_what_waits(org, receiver):
    assert code(org.all.call(REGISTER, receiver.registration("user_add_org"))) == 0
    receiver.answer = lambda _: (500, "")
    users = ["ann", "bob", "cid"]
    for userid in users:
        org.user(userid)
    receiver.wait(1)
    other = Receiver(org.corp_id)
    assert code(org.all.call(UPDATE, other.registration("user_add_org"))) == 0
    org.user("dan")
    assert told(other.wait(4)) == [("user_add_org", [userid]) for userid in [*users, "dan"]]
    other.close()


def test_of_two_registrations_at_once_one_counts(org, receiver):
    other = Receiver(org.corp_id, token="other1")
    both = threading.Barrier(2)

    def together(_):
        both.wait(2)

    receiver.answer = other.answer = together
    with concurrent.futures.ThreadPoolExecutor() as pool:
        wanted = [each.registration("org_change") for each in (receiver, other)]
        codes = list(pool.map(lambda body: code(org.all.call(REGISTER, body)), wanted))
    assert sorted(codes) == [0, 71006]
    assert org.all.get(GET)["token"] == wanted[codes.index(0)]["token"]
    other.close()


def test_an_update_does_not_bring_back_what_was_deleted(org, receiver):
    assert code(org.all.call(REGISTER, receiver.registration("org_change"))) == 0
    asked, deleted = threading.Event(), threading.Event()

    def hold(_):
        asked.set()
        deleted.wait(2)

    receiver.answer = hold
    with concurrent.futures.ThreadPoolExecutor() as pool:
        update = pool.submit(lambda: code(org.all.call(UPDATE, receiver.registration("user_add_org"))))
        assert asked.wait(10)
        assert code(org.all.get(DELETE)) == 0
        deleted.set()
        assert update.result() == 71007
    assert code(org.all.get(GET)) == 71007


def test_secrets_are_readable_in_no_table(store):
    server = Server(store)
    org = Organization(server, store, "typed")
    receiver = Receiver(org.corp_id)
    assert code(org.all.call(REGISTER, receiver.registration("user_add_org"))) == 0
    org.user("ann")
    receiver.wait(1)
    failed = org.all.get(FAILED)
    assert (failed["errcode"], failed["has_more"], failed["failed_list"]) == (0, False, [])
    assert org.all.new("GET", "/v1.0/event/callbacks/failedResults") == (200, {"failedList": [], "hasMore": False})
    server.stop()
    receiver.close()
    log = (store.folder / "server.log").read_text()
    assert AES_KEY not in log and TOKEN not in log
    database = sqlite3.connect(next(store.folder.glob("*.db")))
    held = database.execute("SELECT count(*) FROM secret WHERE key = ? AND CAST(body AS TEXT) LIKE '%sealed%'", (org.all.key,))
    assert held.fetchone() == (2,), "what is the app's own, and its callback's"
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    holding = set()
    for table in tables:
        for row in database.execute(f'SELECT * FROM "{table}"'):
            cells = [cell if isinstance(cell, bytes) else str(cell).encode() for cell in row]
            if any(AES_KEY.encode() in cell or TOKEN.encode() in cell for cell in cells):
                holding.add(table)
    assert holding == set()
    # Rows from before they were sealed are read as they are.
    clear = json.dumps({"token": TOKEN, "aes_key": AES_KEY}).encode()
    changed = database.execute(
        "UPDATE secret SET body = ? WHERE key = ? AND CAST(body AS TEXT) LIKE '{\"sealed\"%'", (clear, org.all.key)
    )
    assert changed.rowcount == 1
    database.commit()
    database.close()
    server = Server(store)
    query = {"access_token": org.all.token}
    told = requests.get(server.url + GET, params=query, timeout=60).json()
    assert (told["errcode"], told["token"], told["aes_key"]) == (0, TOKEN, AES_KEY), told
    assert server.stop() == 0


def test_administrators_see_what_was_taken_and_send_it_again(org, receiver):
    founder, path = Admin(org, "founder"), f"console/apps/{org.all.key}"
    assert code(org.all.call(REGISTER, receiver.registration("user_add_org"))) == 0
    assert founder.ok("GET", f"{path}/deliveries")["deliveries"] == []
    org.user("ann")
    receiver.wait(1)
    # It is noted once the answer has come back.
    ends = time.monotonic() + 20
    while not (told := founder.ok("GET", f"{path}/deliveries")["deliveries"]):
        assert time.monotonic() < ends
    (taken,) = told
    assert (taken["kind"], taken["way"], taken["taken"], taken["attempts"], taken["again"]) == ("user_add_org", "callback", True, 1, False)
    again = {"number": taken["number"], "index": taken["index"]}
    assert founder.ok("POST", f"{path}/pushes", again) == {"taken": True}
    receiver.answer = lambda _: (500, "")
    refused = founder.ok("POST", f"{path}/pushes", again)
    assert refused["taken"] is False and "500" in refused["reason"]
    told = founder.ok("GET", f"{path}/deliveries")["deliveries"]
    assert [(each["taken"], each["again"]) for each in told] == [(False, True), (True, True), (True, False)]
    push = founder.ok("GET", path)["push"]
    assert push["paused"] is False
    # What was sent again by hand is not counted.
    hours = push["hours"]
    assert len(hours) == 24 and [hour["from"] % 3_600_000 for hour in hours] == [0] * 24
    assert (sum(hour["delivered"] for hour in hours), sum(hour["failed"] for hour in hours)) == (1, 0)
    assert founder.ok("GET", "console/overview")["push"]["apps"][0]["hours"] == hours
    # Another app was told nothing, and another organization's administrators find no such app.
    assert founder.ok("GET", f"console/apps/{org.app().key}/deliveries")["deliveries"] == []
    other = Organization(org.server, org.store, "typed")
    assert Admin(other, "founder").call("GET", f"{path}/deliveries")[1]["code"] == "app.notFound"
    # The counts are stored when the server ends.
    assert org.server.stop() == 0
    server = Server(org.store)
    org.connection.base = server.url
    kept = {hour["from"]: hour for hour in founder.ok("GET", path)["push"]["hours"]}
    assert server.stop() == 0
    assert [hour for hour in kept.values() if hour["delivered"]] == [hour for hour in hours if hour["delivered"]]
