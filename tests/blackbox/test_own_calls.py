"""Every call of our own for administrators: who may make it, what it does with strange ids and bodies."""

import re
import threading

import pytest

from kit.browser import Browser, authenticator
from kit.client import Connection, Organization, mobile_number
from kit.gate import new_refused
from kit.own import MARK, OWN, Admin, file_of, furnished, samples, send, served, wrong_types
from kit.sdk import HEADER

DENIED = "Forbidden.AccessDenied.AccessTokenPermissionDenied"


@pytest.fixture(scope="module")
def shared(servers):
    """One organization for the calls that do not get through: none changes anything."""
    org = furnished(servers("sqlite"))
    org.samples = samples(org)
    before = org.everything()
    yield org
    assert org.everything() == before


def test_every_call_has_a_sample(shared):
    assert set(shared.samples) == served(shared)


def test_every_sample_succeeds(servers):
    org = furnished(servers("sqlite"))
    for name, given in samples(org).items():
        status, answer = send(org.founder, name, given)
        if name.endswith("{requestId}"):
            assert (status, answer["code"]) == (404, "request.notFound"), answer
        else:
            assert status == 200, (name, status, answer)


def test_without_a_token_and_with_an_unknown_one(shared):
    for name, given in shared.samples.items():
        method, path = name.split(" ")
        path = OWN + path.format(**given[0])
        sent = {"params": given[1]} if method == "GET" else {"json": given[1]}
        answer = shared.connection.new(method, path, **sent)
        new_refused(answer, 400, "AuthenticationFailed.MissingParameter")
        answer = shared.connection.new(method, path, headers={HEADER: "0123456789abcdef" * 2}, **sent)
        new_refused(answer, 400, "InvalidAuthentication")


def test_who_administers_nothing_opens_nothing(shared):
    for name, given in shared.samples.items():
        answer = send(shared.bob, name, given)
        assert answer[0] == 400 and answer[1]["code"] == "InvalidAuthentication", (name, answer)


def test_without_the_module(shared):
    modules = shared.founder.ok("GET", "console/admins")["modules"]
    needed = {}
    for lacking in modules:
        others = [module for module in modules if module != lacking]
        shared.founder.ok("PUT", "console/admins/ann", {"kind": "sub", "modules": others})
        for name, given in shared.samples.items():
            # Those that would change something are for the refused alone.
            if not name.startswith("GET") and name in needed:
                continue
            if not name.startswith("GET") and lacking != modules_of(name):
                continue
            status, answer = send(shared.ann, name, given)
            if status == 403 and answer["code"] == DENIED:
                needed.setdefault(name, answer["accessdenieddetail"]["requiredModules"])
                assert needed[name] == [lacking], (name, answer)
    shared.founder.ok("DELETE", "console/admins/ann")
    # The overview and the log are for every administrator, and cut themselves; so are the groups that administrators make of their own power,
    # and departments among which whoever grants something chooses.
    groups = {name for name in shared.samples if "console/management-groups" in name}
    picking = {name for name in shared.samples if "console/picker/" in name}
    assert (len(groups), len(picking)) == (4, 2)
    # Plans and files are for who administers what they are about, which the module of external contacts alone may be.
    plans = {name for name in shared.samples if re.search("console/(plans|import/)", name)} - set(needed)
    assert len(plans) == 9, plans
    assert set(shared.samples) - set(needed) == {"GET console/overview", "GET audit", *groups, *plans, *picking}


def test_files_are_for_who_administers_what_they_are_about(shared):
    founder, ann, about = shared.founder, shared.ann, {"about": "externalContacts"}
    label = founder.ok("GET", "console/labelGroups")["groups"][0]
    label = f"{label['name']}/{label['labels'][0]['name']}"
    file = file_of("Name,Mobile,Owner,Labels", f"Outside,{mobile_number()},founder,{label}") | about
    theirs = founder.ok("POST", "console/import", file_of("UserID,Title", "bob,Head"))["planId"]
    founder.ok("PUT", "console/admins/ann", {"kind": "sub", "modules": ["externalContacts"]})
    plan = ann.ok("POST", "console/import", file)["planId"]
    assert [one["planId"] for one in ann.ok("GET", "console/plans")["plans"]] == [plan]
    for verb in ("apply", "undo"):
        assert ann.ok("POST", f"console/plans/{plan}/{verb}")["counts"]["failed"] == 0
    for path in ("console/export", "console/import/template"):
        assert ann.ok("GET", path, **about)["content"]
        status, answer = ann.call("GET", path)
        assert (status, answer["accessdenieddetail"]) == (403, {"requiredModules": ["contacts"]}), answer
    assert ann.call("GET", f"console/plans/{theirs}")[0] == 404
    assert ann.call("POST", f"console/plans/{theirs}/apply")[0] == 404
    founder.ok("PUT", "console/admins/ann", {"kind": "sub", "modules": ["contacts"]})
    assert plan not in [one["planId"] for one in ann.ok("GET", "console/plans")["plans"]]
    assert ann.call("GET", f"console/plans/{plan}")[0] == 404
    assert ann.call("POST", "console/import", file)[0] == 403
    assert ann.call("GET", "console/export", **about)[0] == 403
    founder.ok("DELETE", "console/admins/ann")
    for other in ("people", "departments"):
        founder.ok("GET", "console/export", about=other)
    made = founder.ok("GET", "audit", kind="export.made", size=3)["entries"]
    told = [(one["actor"]["id"], one["object"]["id"]) for one in made]
    assert told == [("founder", "departments"), ("founder", "people"), ("ann", "externalContacts")], "the log names what was handed out"


def modules_of(name):
    """The module that a call needs which changes something."""
    path = name.split(" ")[1].removeprefix("console/")
    if "/account/" in path:
        return "accounts"
    of = {
        "account-grants": "accounts",
        "admins": "organization",
        "audit-settings": "audit",
        "creator": "organization",
        "organization": "organization",
        "sign-in-provider": "organization",
        "sign-in-settings": "organization",
        "apps": "integrations",
        "labelGroups": "externalContacts",
        "contactFields": "externalContacts",
        "externalContacts": "externalContacts",
        "partners": "partners",
        "hosts": "partners",
        "explain": "visibility",
        "fields": "visibility",
        "impact": "visibility",
    }
    return of.get(path.split("/")[0], "contacts")


def test_a_sub_administrator_reaches_nothing_outside_his_departments(shared):
    for name, given in shared.samples.items():
        status, answer = send(shared.outer, name, given)
        assert MARK not in str(answer), (name, answer)
        assert status in (200, 400, 403, 404), (name, status, answer)
        reading = name.startswith("GET") or name in ("POST explain", "POST impact")
        assert status != 200 or reading or name in ("POST console/import",), (name, answer)


def test_another_organizations_ids_are_nobodys(shared, servers):
    other = Organization(servers("sqlite"), servers("sqlite").store, "typed")
    stranger = Admin(other, "founder")
    for name, given in shared.samples.items():
        # Whoever asks made up the id of a check.
        if not given[0] or "{checkId}" in name:
            continue
        status, answer = send(stranger, name, given)
        assert MARK not in str(answer), (name, answer)
        assert status in (400, 404), (name, status, answer)


def test_bodies_that_are_no_request(shared):
    for name, given in shared.samples.items():
        method, path = name.split(" ")
        if method not in ("POST", "PUT"):
            continue
        path = OWN + path.format(**given[0])
        headers = {HEADER: shared.founder.token, "Content-Type": "application/json"}
        for raw in (b"{", b"[]", b'"text"', b"\xff\xfe", b"[" * 1_000):
            status, answer = shared.connection.new(method, path, data=raw, headers=headers)
            assert 400 <= status < 500 and answer["code"] and answer["message"], (name, raw, status, answer)
        for body in wrong_types(given[1] or {}):
            status, answer = shared.connection.new(method, path, json=body, headers=headers)
            assert 400 <= status < 500, (name, body, status, answer)


def test_queries_that_are_no_request(shared):
    strange = {"size": "many", "offset": "-1", "cursor": "x y", "deptId": "one", "lang": "xx", "state": "gone", "rows": "none", "from": "x"}
    for name, given in shared.samples.items():
        if name.startswith("GET"):
            for member, text in strange.items():
                status, answer = send(shared.founder, name, (given[0], {**(given[1] or {}), member: text}))
                assert status < 500, (name, member, status, answer)


def test_calls_are_recorded_while_somebody_looks(plain_org):
    org = plain_org
    founder, app = Admin(org, "founder"), org.all
    path = f"console/apps/{app.key}"
    app.ok("/topapi/v2/user/get", userid="founder")
    assert founder.ok("GET", f"{path}/requests")["rowCount"] == 0
    founder.ok("POST", f"{path}/recording", {"minutes": 5})
    assert founder.ok("GET", path)["app"]["recordedUntil"] > 0
    mobile = org.person("founder")["mobile"]
    org.user("ann", mobile=mobile[:-4] + "0000")
    told = founder.ok("GET", f"{path}/requests")
    assert [call["path"] for call in told["requests"]] == ["/topapi/v2/user/create", "/topapi/v2/user/get"]
    whole = founder.ok("GET", f"{path}/requests/{told['requests'][0]['requestId']}")
    assert '"mobile":"***"' in whole["body"]["text"] and '"userid":"ann"' in whole["body"]["text"]
    assert mobile[:-4] not in str(whole) and app.token not in str(whole)
    founder.ok("DELETE", f"{path}/recording")
    app.ok("/topapi/v2/user/get", userid="founder")
    assert founder.ok("GET", f"{path}/requests")["rowCount"] == 2
    kinds = [entry["kind"] for entry in founder.ok("GET", "audit", kind="app")["entries"]]
    assert kinds.count("app.changed") == 2, kinds


def test_two_who_work_on_a_plan_at_once_overwrite_nothing(org):
    """Each takes out every other row, one by one, both at the same time."""
    rows = 24
    for number in range(rows):
        org.user(f"u{number}")
    founder = Admin(org, "founder")
    lines = ["UserID,Title", *(f"u{number},Clerk" for number in range(rows))]
    plan = founder.ok("POST", "console/import", file_of(*lines))["planId"]
    failures = []

    def take_out(first):
        admin = founder_beside(org)
        for index in range(first, rows, 2):
            body = {"indexes": [index], "selected": False}
            status, answer = admin.call("PUT", f"console/plans/{plan}/rows", body)
            if status != 200:
                failures.append(answer)

    both = [threading.Thread(target=take_out, args=(first,)) for first in (0, 1)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert failures == []
    assert founder.ok("GET", f"console/plans/{plan}")["plan"]["selected"] == 0


def founder_beside(org):
    """The founder over a connection of his own."""
    beside = Admin.__new__(Admin)
    beside.org = type("Beside", (), {"connection": Connection(org.server.url)})()
    beside.token = org.store.run("user", "token", "--org", org.corp_id, "founder")["accessToken"]
    return beside


def test_a_file_that_is_too_large_is_told_so(shared):
    big = {"fileName": "people.csv", "content": "QUFB" * (7 * 1024 * 1024 // 4)}
    status, answer = shared.founder.call("POST", "console/import", big)
    assert status == 400 and "A" not in answer["code"], answer
    big["content"] *= 3
    status, answer = shared.founder.call("POST", "console/import", big)
    assert status in (400, 413) and "16777216" in answer["message"], answer


def test_the_creator_alone_hands_the_organization_over(shared):
    shared.founder.ok("PUT", "console/admins/ann", {"kind": "sub", "modules": ["organization", "contacts"]})
    for userid in ("ann", "bob"):
        status, answer = shared.ann.call("PUT", "console/creator", {"userId": userid})
        assert (status, answer["code"]) == (403, DENIED), answer
    shared.founder.ok("DELETE", "console/admins/ann")
    status, answer = shared.founder.call("PUT", "console/creator", {"userId": "nobody"})
    assert (status, answer["code"]) == (404, "person.notFound"), answer
    assert shared.founder.ok("GET", "console/organization")["creator"]["userId"] == "founder"


def test_what_is_said_is_in_the_language_that_is_asked_for(shared):
    said = {}
    for language in ("zh-CN", "en", None):
        headers = {HEADER: shared.founder.token} | ({"accept-language": language} if language else {})
        body = {"userId": "nobody"}
        said[language] = shared.connection.new("PUT", f"{OWN}console/creator", json=body, headers=headers)[1]["message"]
    assert said["zh-CN"] == "没有这位同事，或者你看不到"
    assert said["en"] == said[None] == "There is no such person, or you may not see this person"


def test_what_others_may_do_with_accounts_is_said_seen_and_taken_back(org, servers):
    admin, other = Admin(org, "founder"), Organization(org.server, org.store, "typed")
    team = org.department("Team")
    org.account("in", team, exclusive_mobile="13800000007")
    org.account("out")
    grants = "console/account-grants"
    assert admin.ok("GET", grants) == {"grants": [], "rowCount": 0, "linked": []}
    admin.ok("PUT", grants, {"corpId": other.corp_id, "deptIds": [team], "showsMobile": True})
    told = admin.ok("GET", f"{grants}/{other.corp_id}")["grant"]
    assert told["departments"] == [{"deptId": team, "name": "Team"}] and told["showsMobile"] and not told["showsStatus"]
    # Whoever has no more than an organization's id does not learn its name by granting it something.
    assert "name" not in told and "name" not in admin.ok("GET", grants)["grants"][0]
    taken = {"outer_exclusive_corpid": org.corp_id, "dept_id_list": "1", "name": "Guest"}
    refused = other.all.call("/topapi/v2/user/create", userid="out", outer_exclusive_userid="out", **taken)
    unknown = other.all.call("/topapi/v2/user/create", userid="none", outer_exclusive_userid="none", **taken)
    assert refused["errcode"] == unknown["errcode"] != 0, (refused, unknown)
    assert refused["errmsg"].replace("out", "") == unknown["errmsg"].replace("none", "")
    other.all.ok("/topapi/v2/user/create", userid="in", outer_exclusive_userid="in", **taken)
    assert other.person("in")["mobile"] == "13800000007"
    told = admin.ok("GET", f"{grants}/{other.corp_id}")["grant"]
    assert told["working"] == 1 and told["name"], told
    admin.ok("DELETE", f"{grants}/{other.corp_id}")
    assert not other.person("in").get("mobile"), "what is revoked is shown no longer"
    status, answer = admin.call("DELETE", f"{grants}/{other.corp_id}")
    assert (status, answer["code"]) == (404, "grant.notFound"), answer
    joined = f"console/people/in/account/joined/{other.corp_id}"
    admin.ok("DELETE", joined)
    assert other.all.call("/topapi/v2/user/get", userid="in")["errcode"] == 60121
    assert admin.ok("GET", "console/people/in/account")["joined"] == []
    status, answer = admin.call("DELETE", joined)
    assert (status, answer["code"]) == (404, "grant.notFound"), answer


def test_who_administers_departments_alone_grants_nothing(shared):
    body = {"corpId": shared.corp_id, "everybody": True}
    for method, path, sent in (("PUT", "", body), ("GET", "", None), ("DELETE", "/dingnone", None)):
        status, answer = shared.outer.call(method, f"console/account-grants{path}", sent)
        assert status == 403 and answer["code"] == DENIED, answer


def test_handing_people_out_asks_for_the_second_factor_of_whoever_has_one(org):
    org.store.run("user", "password", "--org", org.corp_id, "founder", "--stdin", input="Correct-horse-7\n")
    browser = Browser(org.server.url)
    browser.sign_in(org.person("founder")["mobile"], "Correct-horse-7")
    assert browser.ok("GET", "console/export")["rowCount"] == 1
    begun = browser.ok("POST", "second-factor")
    confirm = {"code": authenticator(begun["secret"])}
    kept = browser.ok("POST", "second-factor/confirm", confirm)["recoveryCodes"]
    by_token = Admin(org, "founder")
    for call in (browser.call, by_token.call):
        for query in ({}, {"code": ""}, {"code": "000000"}, {"code": "x" * 200}):
            status, answer = call("GET", "console/export", **query)
            assert (status, answer["code"]) == (401, "secondFactor.wrong"), (query, answer)
    assert browser.ok("GET", "console/export", code=kept[0])["rowCount"] == 1
    assert browser.call("GET", "console/export", code=kept[0])[0] == 401, "a kept code counts once"
    assert by_token.ok("GET", "console/export", code=kept[1])["rowCount"] == 1


def test_the_log_tells_what_one_did_oneself_or_all(org):
    team = org.department("Team")
    org.user("ann", team)
    org.user("bob", team)
    founder = Admin(org, "founder")
    founder.ok("PUT", "console/admins/ann", {"kind": "sub", "modules": ["contacts"]})
    ann = Admin(org, "ann")
    ann.ok("PUT", "console/invitations/settings", {"inviteSwitch": True})
    actors = lambda admin, **query: {one["actor"].get("id") for one in admin.ok("GET", "audit", **query)["entries"]}
    assert actors(ann) == {"ann"}
    assert actors(ann, actor="founder") == actors(ann, object="user:bob") == set()
    assert {"ann", "founder", org.all.key} <= actors(founder)
    for path in ("changes", "changes/snapshot", "console/audit-settings"):
        status, answer = ann.call("GET", path)
        assert (status, answer["accessdenieddetail"]["requiredModules"]) == (403, ["audit"]), (path, answer)
    founder.ok("PUT", "console/admins/ann", {"kind": "sub", "modules": ["audit"]})
    assert {"ann", "founder"} <= actors(ann)
    signed = [one for one in founder.ok("GET", "audit", kind="signIn")["entries"] if one["object"]["id"] == "ann"]
    assert [(one["kind"], one["route"]) for one in signed] == [("signIn.made", "user token")], signed
    assert org.all.new("GET", f"{OWN}audit", kind="signIn")[1]["entries"] == [], "no app is told"


def test_an_organization_bounds_how_long_its_log_is_told(org):
    founder = Admin(org, "founder")
    assert founder.ok("GET", "console/audit-settings") == {}
    for days in (1, 29, 3651, -1, "x", None):
        assert founder.call("PUT", "console/audit-settings", {"days": days})[0] == 400, days
    founder.ok("PUT", "console/audit-settings", {"days": 30})
    assert founder.ok("GET", "console/audit-settings") == {"days": 30}
    told = founder.ok("GET", "audit", kind="organization", size=1)["entries"][0]
    assert (told["before"], told["after"]) == ({}, {"auditDays": 30})
    founder.ok("PUT", "console/audit-settings", {"days": 0})
    assert founder.ok("GET", "console/audit-settings") == {}


def test_the_log_tells_who_handed_people_out(org):
    team = org.department("Team")
    org.user("ann", team)
    admin = Admin(org, "founder")
    exports = lambda caller, **query: caller(kind="export", **query)["entries"]
    assert exports(lambda **query: admin.ok("GET", "audit", **query)) == []
    admin.ok("GET", "console/export", deptId=team)
    admin.ok("GET", "console/export")
    told = exports(lambda **query: admin.ok("GET", "audit", **query))
    assert [(one["kind"], one["actor"]["id"], one["object"]["kind"]) for one in told] == [("export.made", "founder", "export")] * 2
    assert told[0]["number"] > told[1]["number"] and "before" not in told[0]
    first = admin.ok("GET", "audit", kind="export", size=1)
    second = admin.ok("GET", "audit", kind="export", size=1, cursor=first["nextCursor"])
    assert first["entries"] + second["entries"] == told
    assert len(admin.ok("GET", "audit", kind="export.made", actor="founder")["entries"]) == 2
    for nothing in ({"actor": "ann"}, {"object": "user:ann"}, {"to": told[1]["at"] - 1}):
        assert admin.ok("GET", "audit", **{"kind": "export", **nothing})["entries"] == []
    assert [one["kind"] for one in admin.ok("GET", "audit")["entries"]][:2] == ["export.made"] * 2
    # Whoever sees a part of the people is told of people and departments alone.
    for app, count in ((org.all, 2), (org.app("all", [team]), 0)):
        status, answer = app.new("GET", f"{OWN}audit", kind="export")
        assert (status, len(answer["entries"])) == (200, count), answer
