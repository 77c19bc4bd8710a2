"""The command line, with a server running and without one."""

import sqlite3

import pytest

from kit.client import REQUEST_ID, UNION_ID, App, Connection, Organization
from kit.same import Number, Text, assert_same
from kit.server import Server, Store


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data")


def new_organization(store, *more):
    return store.run("org", "new", "Acme", "--admin", "Ann", "--mobile", "13900138000", *more)


def test_an_organization_and_an_app_without_a_server(fresh_store):
    org = new_organization(fresh_store)
    created = {
        "corpId": Text(r"[0-9A-Za-z]+"),
        "adminUserId": Text(r".+"),
        "adminUnionId": UNION_ID,
        "organizationCode": Text(r".+"),
    }
    assert_same(org, created)
    app = fresh_store.run("app", "new", "Sync", "--org", org["corpId"])
    expected = {
        "appKey": Text(r"[0-9A-Za-z]+"),
        "appSecret": Text(r"[0-9A-Za-z_-]{32,}"),
        "agentId": Number(),
        "corpId": org["corpId"],
    }
    assert_same(app, expected)
    server = Server(fresh_store)
    caller = App(Connection(server.url), app)
    assert caller.get("/auth/scopes")["auth_org_scopes"] == {"authed_dept": [1], "authed_user": []}
    assert server.stop() == 0


def test_an_app_has_the_points_it_was_granted_and_no_more(store):
    org = new_organization(store)
    granted = store.run("app", "new", "Sync", "--org", org["corpId"], "--grant", "qyapi_get_member")
    server = Server(store)
    caller = App(Connection(server.url), granted)
    assert caller.ok("/topapi/user/count", only_active=False) == {"count": 1}
    assert caller.call("/topapi/user/listsimple", dept_id=1, cursor=0, size=1)["sub_code"] == "60011"
    server.stop()


def test_a_persons_token_and_password(store):
    org = new_organization(store, "--admin-userid", "ann")
    token = store.run("user", "token", "--org", org["corpId"], "ann")
    assert_same(token, {"accessToken": Text(r"[0-9A-Za-z_-]{16,}"), "expireIn": Number(1, 86400)})
    done = store.run("user", "password", "--org", org["corpId"], "ann", "--stdin", input="a long enough secret")
    assert done == {"userid": "ann"}


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("short 7", "8 to 128"),
        ("qwerty2026", "everybody tries first"),
        ("1234567890", "letters alone or digits alone"),
        ("aaaa1111", "repeats"),
        ("hr-13900138000", "name, number or address"),
    ],
)
@pytest.mark.parametrize("serving", [True, False], ids=["serving", "alone"])
def test_the_command_takes_no_password_that_the_page_refuses(store, serving, password, rule):
    org = new_organization(store, "--admin-userid", "ann")
    server = Server(store) if serving else None
    done = store.run("user", "password", "--org", org["corpId"], "ann", "--stdin", check=False, input=password)
    assert done.returncode == 1 and rule in done.stderr, done.stderr
    assert password not in done.stderr + done.stdout
    if server:
        assert password not in server.log()
        assert server.stop() == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("org", "new", "Acme", "--admin", "Ann", "--mobile", "abc"),
        ("org", "new", "", "--admin", "Ann", "--mobile", "13900138000"),
        ("app", "new", "Sync", "--org", "dingnobody"),
        ("app", "new", "Sync", "--org", "CORP", "--grant", "no_such_point"),
        ("app", "new", "Sync", "--org", "CORP", "--scope", "77777"),
        ("app", "new", "Sync", "--org", "CORP", "--allow-ip", "anywhere"),
        ("user", "token", "--org", "CORP", "nobody"),
        ("user", "password", "--org", "CORP", "nobody", "--stdin"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("serving", [True, False], ids=["serving", "alone"])
def test_what_cannot_be_done_says_why(store, arguments, serving):
    org = new_organization(store)
    server = Server(store) if serving else None
    filled = [org["corpId"] if each == "CORP" else each for each in arguments]
    done = store.run(*filled, check=False, input="a long enough secret")
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert len(done.stderr.strip()) > 10
    assert "panicked" not in done.stderr
    if server:
        assert server.stop() == 0


@pytest.mark.parametrize(
    "arguments", [("org",), ("org", "new"), ("nonsense",), ("serve", "--listen", "nowhere")], ids=" ".join
)
def test_wrong_usage_exits_with_2(store, arguments):
    assert store.run(*arguments, check=False).returncode == 2


def test_verify(fresh_store):
    assert fresh_store.run("verify") == {"organizations": 0, "entries": 0, "differences": 0}
    server = Server(fresh_store)
    org = Organization(server, fresh_store, "typed")
    org.department("Team")
    org.user("ann")
    serving = fresh_store.run("verify")
    assert_same(serving, {"organizations": 1, "entries": Number(3), "differences": 0})
    server.stop()
    assert fresh_store.run("verify") == serving


def test_a_refused_write_leaves_no_entry(store):
    server = Server(store)
    org = Organization(server, store, "typed")
    before = store.run("verify")["entries"]
    assert org.all.call("/topapi/v2/user/delete", userid="nobody")["errcode"] == 60121
    assert store.run("verify")["entries"] == before
    org.user("ann")
    assert store.run("verify")["entries"] == before + 1, "one entry for one write"
    server.stop()


def test_everything_is_there_after_a_graceful_end(fresh_store):
    server = Server(fresh_store)
    org = Organization(server, fresh_store, "typed")
    team = org.department("研发", brief="us", hide_dept=True, user_permits="founder")
    org.user("ann", team, 1, extension='{"hobby":"chess"}', hired_date=1_597_573_616_828)
    org.all.ok("/topapi/v2/department/update", dept_id=team, dept_manager_userid_list="ann")
    before, token = org.everything(), org.all.token
    assert server.stop() == 0
    server = Server(fresh_store)
    org.connection.base = server.url
    assert org.everything() == before
    assert org.all.token == token, "tokens outlive the process"
    server.stop()


def test_a_second_server_on_the_same_folder_is_refused(store):
    server = Server(store)
    done = store.run("serve", "--listen", "127.0.0.1:0", check=False)
    assert done.returncode == 1
    assert len(done.stderr.strip()) > 10
    assert server.stop() == 0


def test_an_unreachable_database_is_named(tmp_path):
    store = Store(tmp_path / "data", "postgres://nobody@127.0.0.1:1/none")
    done = store.run("serve", "--listen", "127.0.0.1:0", check=False)
    assert done.returncode == 1
    assert "127.0.0.1" in done.stderr


def test_a_synthetic_organization_is_the_same_for_the_same_seed(tmp_path):
    def made(folder, seed):
        store = Store(tmp_path / folder)
        made = store.run("demo", "--users", "60", "--seed", seed)
        expected = {
            "corpId": Text(".+"),
            "appKey": Text(".+"),
            "appSecret": Text(".+"),
            "departments": Number(2),
            "users": 60,
        }
        assert_same(made, expected)
        assert store.run("verify")["differences"] == 0
        server = Server(store)
        org = object.__new__(Organization)
        org.connection, org.corp_id = Connection(server.url), made["corpId"]
        org.all = App(org.connection, made | {"agentId": 0})
        departments, people, _, _ = org.everything()
        for person in people.values():
            # These come from the installation's own key and clock.
            del person["unionid"], person["create_time"]
        assert org.all.ok("/topapi/user/count", only_active=False) == {"count": 60}
        assert len(people) == 60
        server.stop()
        return departments, people

    first = made("first", "7")
    assert made("again", "7") == first
    assert made("other", "8") != first


def test_a_backup_taken_while_serving(store, tmp_path):
    server = Server(store)
    org = Organization(server, store, "typed")
    team = org.department("Team")
    org.user("ann", team)
    before = org.everything()
    copy = tmp_path / "copy.orgbook"
    assert_same(store.run("backup", copy), {"bytes": Number(copy.stat().st_size), "entries": Number()})
    org.user("later")
    server.stop()

    restored = Store(tmp_path / "restored")
    assert restored.run("restore", copy)["entries"] > 0
    assert restored.run("verify")["differences"] == 0
    server = Server(restored)
    org.connection.base = server.url
    assert org.everything() == before
    server.stop()
    assert restored.run("restore", copy, check=False).returncode == 1, "only into an empty folder"


def test_settings_are_checked(store):
    (store.folder / "orgbook.toml").write_text("no_such_setting = 1\n")
    done = store.run("config", "check", check=False)
    assert done.returncode == 1
    assert "no_such_setting" in done.stderr + done.stdout
    assert store.run("serve", "--listen", "127.0.0.1:0", check=False).returncode == 1
    (store.folder / "orgbook.toml").write_text("")
    assert store.run("config", "check", check=False).returncode == 0
    assert isinstance(store.run("config", "show"), dict)


def test_a_demo_organization_to_start_with(store):
    server = Server(store, "--demo")
    verified = store.run("verify")
    assert (verified["organizations"], verified["differences"]) == (1, 0)
    server.stop()
    again = Server(store, "--demo")
    assert store.run("verify")["organizations"] == 1, "only on first start"
    again.stop()


def test_requests_under_way_are_answered_at_the_end(store):
    import concurrent.futures

    server = Server(store)
    org = Organization(server, store, "typed")

    def create(number):
        app = App(Connection(server.url), {"appKey": "", "appSecret": "", "agentId": 0, "corpId": ""})
        app._token = org.all.token
        try:
            answer = app.call(
                "/topapi/v2/user/create", userid=f"u{number}", name="x", mobile=f"13{number:09}", dept_id_list="1"
            )
        except OSError:
            return None
        assert answer["errcode"] == 0, answer
        assert_same(answer["request_id"], REQUEST_ID)
        return answer["result"]["userid"]

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        waiting = [pool.submit(create, number) for number in range(400)]
        concurrent.futures.wait(waiting[:20])
        assert server.stop() == 0
        acknowledged = {future.result() for future in waiting} - {None}
    assert len(acknowledged) >= 20
    server = Server(store)
    org.connection.base = server.url
    listed = set(org.all.ok("/topapi/user/listid", dept_id=1)["userid_list"])
    assert acknowledged <= listed
    server.stop()


@pytest.mark.parametrize("column, value", [("actor", "'app:somebody'"), ("at", "at + 1"), ("route", "'/other'")])
def test_verify_finds_an_entry_that_was_changed(tmp_path, column, value):
    store = Store(tmp_path / "data")
    server = Server(store)
    org = Organization(server, store, "typed")
    org.user("ann"), org.user("bob")
    server.stop()
    database = sqlite3.connect(next((tmp_path / "data").glob("*.db")))
    with database:
        place = "(SELECT id << 40 FROM organization WHERE org = ?) | 3"
        changed = database.execute(f"UPDATE entry SET {column} = {value} WHERE place = {place}", [org.corp_id])
    database.close()
    assert changed.rowcount == 1
    done = store.run("verify", check=False)
    assert done.returncode == 1
    assert "entry 4 does not hold the hash of the entry before it" in done.stdout + done.stderr
