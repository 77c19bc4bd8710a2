"""The link that invites partners: where it leads, who may ask to take part by it, and what whoever tries out is told."""

from urllib.parse import parse_qs, urlsplit

import pytest

from kit.client import App, Organization
from kit.own import OWN, Admin

HOSTS = "console/hosts"
WRONG = (404, "invitation.notFound")


class Circle:
    """An organization that invites, the one that partners take part in, and one that is invited."""

    def __init__(self, server):
        self.owner = Organization(server, server.store, "typed")
        self.guest = Organization(server, server.store, "typed")
        self.corp_id = self.owner.all.new("POST", "/v1.0/contact/cooperateCorps", {"orgName": "Circle"})[1]["cooperateCorpId"]
        url = self.owner.all.new("GET", f"/v1.0/contact/cooperateCorps/{self.corp_id}/inviteInfos")[1]["inviteUrl"]
        self.path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        assert query["corpId"] == [self.corp_id]
        self.proof = query["t"][0]
        self.guest.team = self.guest.department("Team")
        self.guest.user("bob", self.guest.team)
        self.founder, self.bob = Admin(self.guest, "founder"), Admin(self.guest, "bob")

    def look(self, person, corp_id=None, proof=None):
        path = f"partner-invitations/{corp_id or self.corp_id}"
        status, answer = person.call("GET", path, t=self.proof if proof is None else proof)
        return answer if status == 200 else (status, answer["code"])

    def apply(self, admin, **body):
        status, answer = admin.call("POST", HOSTS, {"corpId": self.corp_id, "t": self.proof, **body})
        return answer if status == 200 else (status, answer["code"])


@pytest.fixture
def circle(servers):
    return Circle(servers("sqlite"))


def test_the_link_leads_to_a_page_of_ours(circle):
    assert circle.path == "/union/join"
    answer = circle.owner.connection.session.get(circle.owner.connection.base + circle.path, timeout=60)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def test_an_administrator_asks_and_the_other_side_hears(circle):
    told = {"corpId": circle.corp_id, "name": "Circle", "ownerName": circle.owner.name, "state": "none"}
    assert circle.look(circle.founder) == circle.look(circle.bob) == told
    assert circle.apply(circle.founder, deptIds=[circle.guest.team]) == {"state": "waiting"}
    assert circle.look(circle.bob) == told | {"state": "waiting"}
    hosts = circle.founder.ok("GET", "console/partners")["hosts"]
    assert [(each["corpId"], each["state"]) for each in hosts] == [(circle.corp_id, "waiting")]
    # Asked again, who takes part is chosen anew; it stays one request.
    assert circle.apply(circle.founder, userIds=["bob"]) == {"state": "waiting"}
    assert circle.founder.ok("GET", "console/partners")["hosts"] == hosts
    circle.founder.ok("DELETE", f"{HOSTS}/{circle.corp_id}")
    assert circle.look(circle.bob) == told


def test_whoever_takes_part_already_is_told_so(circle):
    assert circle.apply(circle.founder) == {"state": "waiting"}
    store = circle.owner.store
    host = App(circle.owner.connection, store.run("app", "new", "All", "--org", circle.corp_id, "--grant", "all", "--scope", "all"))
    path = "/v1.0/contact/cooperateCorps/unionApplications/approve"
    assert host.new("POST", path, [{"branchCorpId": circle.guest.corp_id}]) == (200, {"result": True})
    # Who takes part is chosen anew at once.
    assert circle.apply(circle.founder, userIds=["bob"]) == {"state": "joined"}
    assert circle.look(circle.bob)["state"] == "joined"
    (mount,) = host.ok("/topapi/v2/department/listsubid", dept_id=1)["dept_id_list"]
    people = lambda: len(host.ok("/topapi/user/listid", dept_id=mount)["userid_list"])
    assert people() == 1
    assert circle.apply(circle.founder, userIds=["bob", "founder"]) == {"state": "joined"}
    assert people() == 2


def test_who_invites_is_told_that_it_is_his(circle):
    owner = Admin(circle.owner, "founder")
    assert circle.look(owner)["state"] == "own"
    assert circle.apply(owner) == (400, "invalidParameter")


def test_who_does_not_administer_partners_may_not_ask(circle):
    assert circle.apply(circle.bob)[0] == 400
    circle.founder.ok("PUT", "console/admins/bob", {"kind": "sub", "modules": ["contacts"]})
    assert circle.apply(circle.bob)[0] == 403
    circle.founder.ok("PUT", "console/admins/bob", {"kind": "sub", "modules": ["partners"]})
    assert circle.apply(circle.bob) == {"state": "waiting"}


def test_whoever_tries_out_is_told_nothing(circle):
    other = Organization(circle.owner.server, circle.owner.store, "typed")
    tries = [
        (circle.corp_id, "x" * 24),
        (circle.corp_id, ""),
        (circle.owner.corp_id, circle.proof),
        (other.corp_id, circle.proof),
        ("dingnothing", circle.proof),
    ]
    for corp_id, proof in tries:
        told = circle.look(circle.founder, corp_id, proof)
        assert told == WRONG or (proof == "" and told[0] == 400), (corp_id, proof, told)
        told = circle.apply(circle.founder, corpId=corp_id, t=proof)
        assert told == WRONG or (proof == "" and told[0] == 400), (corp_id, proof, told)
    assert circle.founder.ok("GET", "console/partners")["hosts"] == []


@pytest.mark.parametrize("more", [{"deptIds": [987654]}, {"userIds": ["nobody"]}, {"deptIds": "all"}])
def test_who_is_not_there_cannot_take_part(circle, more):
    assert circle.apply(circle.founder, **more)[0] == 400
    assert circle.founder.ok("GET", "console/partners")["hosts"] == []


def test_without_a_token(circle):
    path = f"{OWN}partner-invitations/{circle.corp_id}"
    assert circle.guest.connection.new("GET", path, params={"t": circle.proof})[0] == 400
    assert circle.guest.all.new("GET", path, t=circle.proof)[0] == 400, "an app is not somebody"
