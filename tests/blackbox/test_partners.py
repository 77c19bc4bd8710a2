"""Organizations that take part in others: every row through the official SDK, what appears where, who sees whom, two nodes."""

import json
import tempfile
import time

import pytest
from alibabacloud_dingtalk.contact_1_0 import models
from test_two_nodes import Node, seen_after
from test_visibility import Person, Sdk

from kit.client import App, Organization, mobile_number, refused
from kit.own import OWN
from kit.sdk import HEADER
from kit.server import Store

BLANK = (400, "parameter.blank", "参数为空")
SOON_SECONDS = 1.0


class Member:
    """An organization by its id, with an app of its own."""

    def __init__(self, org, corp_id):
        self.org, self.corp_id = org, corp_id
        created = org.store.run("app", "new", "App", "--org", corp_id, "--grant", "all", "--scope", "all")
        self.app = App(org.connection, created)
        self.sdk = Sdk(org, self.app.token)

    def listed(self, path, **fields):
        """The `result` of an older call that lists linked organizations."""
        answer = self.app.call(path, **fields)
        assert (answer["errcode"], answer["errmsg"], answer["success"]) == (0, "ok", True), answer
        return answer["result"]

    def partners(self, status=1):
        return self.listed("/topapi/union/cooperate/info/list", status=status)

    def user(self, userid, *departments, **fields):
        body = {"userid": userid, "name": userid, "mobile": mobile_number(), **fields}
        body["dept_id_list"] = ",".join(str(department) for department in departments or (1,))
        return self.app.ok("/topapi/v2/user/create", body)["userid"]

    def department(self, name, parent=1):
        return self.app.ok("/topapi/v2/department/create", name=name, parent_id=parent)["dept_id"]


def tree(app, department):
    """Names of departments and people in and below a department, nested; nothing of one that went meanwhile."""
    children = app.call("/topapi/v2/department/listsub", dept_id=department)
    page = app.call("/topapi/user/listsimple", dept_id=department, cursor=0, size=100)
    if 60003 in (children["errcode"], page["errcode"]):
        return None
    below = {child["name"]: tree(app, child["dept_id"]) for child in children["result"]}
    return [sorted(person["name"] for person in page["result"]["list"]), below]


def until(check):
    """Asks again until something holds; what follows a guest needs a moment."""
    begin = time.monotonic()
    while not check():
        assert time.monotonic() - begin < 10, "not within 10 s"


@pytest.fixture
def owner(org):
    return Member(org, org.corp_id)


@pytest.fixture
def guest(org):
    made = org.store.run("org", "new", "Parts Ltd", "--admin", "Parts admin", "--mobile", mobile_number())
    return Member(org, made["corpId"])


def apply(org, host, guest, *more):
    done = org.store.run("partner", "apply", "--host", host.corp_id, "--guest", guest.corp_id, *more)
    assert set(done) == {"application"}
    return done["application"]


def approve(host, guest, **place):
    item = models.BatchApproveUnionApplyRequestBody(branch_corp_id=guest.corp_id, **place)
    assert host.sdk("batch_approve_union_apply", body=[item]).result is True
    return next(each["dept_id"] for each in host.partners() if each["union_corp_id"] == guest.corp_id)


def rule(guest, kind, is_open=True, **more):
    return models.UpdateBranchVisibleSettingInCooperateRequestBody(
        branch_corp_id=guest.corp_id, type=kind, open=is_open, **more
    )


def test_an_upstream_downstream_organization_from_its_creation_to_the_end(org, owner, guest):
    created = owner.sdk("create_cooperate_org", org_name="Supplier circle", industry_code=7)
    circle = Member(org, created.cooperate_corp_id)
    link = owner.sdk("get_cooperate_org_invite_info", circle.corp_id).invite_url
    assert circle.corp_id in link
    assert owner.sdk("get_cooperate_org_invite_info", circle.corp_id).invite_url == link
    not_owned = "所传组织非上下游组织或者上下游组织不归属于所选组织"
    for other in (circle, guest):
        refusal = other.sdk.refused("get_cooperate_org_invite_info", circle.corp_id)
        assert refusal == (400, "parameter.error", not_owned)

    sales = guest.department("Sales")
    east = guest.department("East", sales)
    guest.user("ann", sales)
    guest.user("bob", east)
    guest.user("cid")
    guest.user("dan")
    first = apply(org, circle, guest, "--departments", str(sales), "--users", "cid")
    assert apply(org, circle, guest, "--departments", str(sales), "--users", "cid") == first
    asked = {"union_type": 2, "dept_ids": [sales], "userids": ["cid"], "dept_name": "Parts Ltd", "auth_level": 0}
    named = {"union_corp_id": guest.corp_id, "union_org_name": "Parts Ltd"}
    assert circle.partners(0) == [named | asked]
    assert circle.partners() == []
    joined = {"corp_id": circle.corp_id, "org_name": "Supplier circle"}
    joined |= {"belong_corp_id": owner.corp_id, "belong_org_name": org.name}
    assert guest.listed("/topapi/union/cooperate/joined/list", status="0") == [joined]
    assert guest.listed("/topapi/union/cooperate/joined/list", status=1) == []

    mount = approve(circle, guest, union_root_name="Parts")
    assert circle.partners() == [named | asked | {"dept_name": "Parts", "dept_id": mount}]
    assert guest.listed("/topapi/union/cooperate/joined/list", status=1) == [joined]
    assert tree(circle.app, mount) == [["cid"], {"Sales": [["ann"], {"East": [["bob"], {}]}]}]
    assert circle.app.ok("/topapi/user/count", only_active=False) == {"count": 1}, "linked people are not counted"
    assert guest.listed("/topapi/org/union/trunk/get") == [], "not a trunk"

    team = circle.department("Dealers")
    place = models.UpdateBranchAttributesInCooperateRequestBody(
        branch_corp_id=guest.corp_id, union_root_name="Parts East", link_dept_id=team
    )
    circle.sdk("update_branch_attributes_in_cooperate", body=[place])
    assert tree(circle.app, team)[1]["Parts East"][0] == ["cid"]

    # The guest's own token reads nothing of the circle.
    refused(guest.app.call("/topapi/v2/department/get", dept_id=mount), 60003)
    assert circle.sdk("separate_branch_org", attach_dept_id=mount).result is True
    assert tree(circle.app, 1) == [["Founder"], {"Dealers": [[], {}]}]
    assert guest.listed("/topapi/union/cooperate/joined/list", status=1) == []
    assert circle.partners() == []


def test_a_branch_follows_its_own_organization(org, owner, guest):
    unit = guest.department("Unit")
    guest.user("ann", unit, title="Engineer", email="ann@parts.example")
    apply(org, owner, guest)
    mount = approve(owner, guest)
    branch = {"union_org_name": "Parts Ltd", "union_corpid": guest.corp_id}
    assert owner.listed("/topapi/org/union/branch/get") == [branch]
    assert guest.listed("/topapi/org/union/trunk/get") == [{"org_name": org.name, "corpid": owner.corp_id}]
    assert tree(owner.app, mount) == [["Parts admin"], {"Unit": [["ann"], {}]}]

    def shows(expected):
        until(lambda: tree(owner.app, mount) == expected)

    guest.user("bob", unit)
    shows([["Parts admin"], {"Unit": [["ann", "bob"], {}]}])
    lab = guest.department("Lab", unit)
    guest.app.ok("/topapi/v2/user/update", userid="ann", dept_id_list=f"{lab}", name="Annie")
    shows([["Parts admin"], {"Unit": [["bob"], {"Lab": [["Annie"], {}]}]}])
    guest.app.ok("/topapi/v2/department/update", dept_id=lab, parent_id=1, name="Laboratory")
    shows([["Parts admin"], {"Unit": [["bob"], {}], "Laboratory": [["Annie"], {}]}])
    guest.app.ok("/topapi/v2/user/delete", userid="bob")
    guest.app.ok("/topapi/v2/department/delete", dept_id=unit)
    shows([["Parts admin"], {"Laboratory": [["Annie"], {}]}])
    records = owner.app.new("GET", "/v1.0/contact/empLeaveRecords", startTime="2026-01-01T00:00:00Z", maxResults=50)
    assert records[1].get("records") == [], "nobody resigned here"


def test_what_is_told_of_mirrored_people_and_departments(org, owner, guest):
    unit = guest.department("Unit")
    guest.user("ann", unit, title="Engineer")
    apply(org, owner, guest)
    mount = approve(owner, guest)
    [told] = owner.app.ok("/topapi/v2/department/listsub", dept_id=mount)
    assert told["from_union_org"] is True
    ours = owner.app.ok("/topapi/v2/department/get", dept_id=told["dept_id"])
    assert ours["from_union_org"] is True
    ids = {"corp_id": guest.corp_id, "dept_id": unit, "corpId": guest.corp_id, "deptId": unit}
    assert ours["union_dept_ext"] == ids
    [userid] = owner.app.ok("/topapi/user/listid", dept_id=told["dept_id"])["userid_list"]
    person = owner.app.ok("/topapi/v2/user/get", userid=userid)
    assert person["union_emp_ext"] == {
        "userid": userid,
        "corp_id": owner.corp_id,
        "union_emp_map_list": [{"userid": "ann", "corp_id": guest.corp_id}],
    }
    at_home = guest.app.ok("/topapi/v2/user/get", userid="ann")
    assert (person["unionid"], person["title"]) == (at_home["unionid"], "Engineer")
    assert "union_emp_ext" not in at_home
    founder = owner.app.ok("/topapi/v2/user/get", userid="founder")
    assert "union_emp_ext" not in founder

    before = org.everything()
    refused(owner.app.call("/topapi/v2/user/update", userid=userid, title="Other"), 50002)
    refused(owner.app.call("/topapi/v2/user/delete", userid=userid), 50002)
    refused(owner.app.call("/topapi/v2/department/update", dept_id=told["dept_id"], name="Other"), 50004)
    refused(owner.app.call("/topapi/v2/department/delete", dept_id=told["dept_id"]), 50004)
    refused(owner.app.call("/topapi/v2/department/create", name="Below", parent_id=mount), 50004)
    body = {"name": "New", "mobile": mobile_number(), "dept_id_list": str(mount)}
    refused(owner.app.call("/topapi/v2/user/create", body), 50004)
    assert org.everything() == before
    owner.app.ok("/topapi/v2/department/update", dept_id=told["dept_id"], hide_dept=True)
    role = org.roles()["财务"]
    owner.app.ok("/topapi/role/addrolesforemps", roleIds=str(role), userIds=userid)
    guest.app.ok("/topapi/v2/user/update", userid="ann", title="Lead")
    until(lambda: owner.app.ok("/topapi/v2/user/get", userid=userid)["title"] == "Lead")
    kept = owner.app.ok("/topapi/v2/user/get", userid=userid)
    assert [each["id"] for each in kept["role_list"]] == [role], "what the host gave stays"


def test_one_person_in_both_has_one_record(org, owner, guest):
    mobile = mobile_number()
    guest.user("ann", mobile=mobile)
    apply(org, owner, guest)
    mount = approve(owner, guest)
    people = set(owner.app.ok("/topapi/user/listid", dept_id=mount)["userid_list"])
    found = owner.app.ok("/topapi/v2/user/getbymobile", mobile=mobile)["userid"]
    assert found in people
    assert owner.user("own-ann", mobile=mobile) == "own-ann"
    person = owner.app.ok("/topapi/v2/user/get", userid="own-ann")
    assert person["dept_id_list"] == [1, mount]
    assert owner.app.ok("/topapi/user/count", only_active=False) == {"count": 2}
    refused(owner.app.call("/topapi/v2/user/get", userid=found), 60121)
    owner.app.ok("/topapi/v2/user/delete", userid="own-ann")
    assert owner.app.ok("/topapi/v2/user/get", userid="own-ann")["dept_id_list"] == [mount]
    assert owner.app.ok("/topapi/user/count", only_active=False) == {"count": 1}


def test_an_account_is_made_by_the_organization_that_keeps_the_person(org, owner, guest):
    guest.user("ann")
    apply(org, owner, guest)
    mount = approve(owner, guest)
    ann = guest.app.ok("/topapi/v2/user/get", userid="ann")["unionid"]

    def mirrored(union_id):
        people = owner.app.ok("/topapi/user/listid", dept_id=mount)["userid_list"]
        found = [owner.app.ok("/topapi/v2/user/get", userid=each) for each in people]
        return [each["userid"] for each in found if each["unionid"] == union_id]

    (userid,) = mirrored(ann)
    migrate = {"user_id": userid, "transform_type": "migrate"}
    assert owner.sdk.refused("transform_to_exclusive_account", **migrate)[0] == 400
    done = org.store.run("org", "set-creator", "--org", owner.corp_id, userid, check=False)
    assert done.returncode == 1, done.stdout
    token = org.store.run("user", "token", "--org", owner.corp_id, "founder")["accessToken"]
    body, headers = {"userId": userid}, {HEADER: token}
    status, answer = org.connection.new("PUT", f"{OWN}console/creator", json=body, headers=headers)
    assert (status, answer["code"]) == (400, "invalidParameter") and guest.corp_id in answer["message"], answer
    assert guest.sdk("transform_to_exclusive_account", user_id="ann", transform_type="migrate") is not None
    new = guest.app.ok("/topapi/v2/user/get", userid="ann")["unionid"]
    assert new != ann
    until(lambda: mirrored(new) == [userid])
    assert mirrored(ann) == []


def test_bad_lists_are_refused_as_a_whole(org, owner, guest):
    nobody = models.BatchApproveUnionApplyRequestBody(branch_corp_id="dingnobody")
    good = models.BatchApproveUnionApplyRequestBody(branch_corp_id=guest.corp_id)
    apply(org, owner, guest)
    assert owner.sdk.refused("batch_approve_union_apply", body=[]) == BLANK
    assert owner.sdk.refused("batch_approve_union_apply")[:2] in (BLANK[:2], (400, "InvalidBody"))
    too_many = owner.sdk.refused("batch_approve_union_apply", body=[good] * 11)
    assert too_many == (400, "parameter.error", "单次操作不能超过10个")
    assert owner.sdk.refused("batch_approve_union_apply", body=[good, nobody])[:2] == (400, "parameter.error")
    assert owner.partners() == []
    mount = approve(owner, guest)
    relation = owner.sdk.refused("separate_branch_org", attach_dept_id=mount + 1)
    assert relation[:2] == (400, "parameter.error")
    assert relation[2].startswith("参数不合法，请确认关联关系")
    both = [rule(guest, 0), rule(guest, 2)]
    wrong = owner.sdk.refused("update_branch_visible_setting_in_cooperate", body=both)
    assert wrong[:2] == (400, "parameter.error")
    # The list is the body, and nothing but a list.
    for body in ({"branchCorpId": guest.corp_id}, {}, 7, "x"):
        status, answer = owner.app.new("PUT", "/v1.0/contact/cooperateCorps/branchAttributes", body)
        assert (status, answer["code"]) in ((400, "parameter.blank"), (400, "InvalidBody")), answer


def test_limits_and_circles(org, owner, guest):
    for number in range(3):
        owner.sdk("create_cooperate_org", org_name=f"Circle {number}")
    fourth = owner.sdk.refused("create_cooperate_org", org_name="Circle 4")
    assert fourth[:2] == (400, "parameter.error")
    org.store.run("org", "set-linking-limits", "--org", owner.corp_id, "--owned", "4")
    owner.sdk("create_cooperate_org", org_name="Circle 4")

    def new(name):
        made = org.store.run("org", "new", name, "--admin", "Admin", "--mobile", mobile_number())
        return Member(org, made["corpId"])

    chain = [owner, guest, new("Third"), new("Fourth"), new("Fifth")]
    for above, below in list(zip(chain, chain[1:], strict=False))[:3]:
        apply(org, above, below)
        approve(above, below)
    command = ("partner", "apply", "--host", chain[3].corp_id, "--guest", owner.corp_id)
    circle = org.store.run(*command, check=False)
    assert circle.returncode != 0
    assert "takes part in" in circle.stderr
    apply(org, chain[3], chain[4])
    item = models.BatchApproveUnionApplyRequestBody(branch_corp_id=chain[4].corp_id)
    deep = chain[3].sdk.refused("batch_approve_union_apply", body=[item])
    assert deep[:2] == (400, "parameter.error")
    assert "4 levels" in deep[2]
    branch = new("Busy branch")
    for number in range(5):
        apply(org, new(f"Trunk {number}"), branch)
    command = ("partner", "apply", "--host", owner.corp_id, "--guest", branch.corp_id)
    sixth = org.store.run(*command, check=False)
    assert sixth.returncode != 0
    assert "at most 5 trunks" in sixth.stderr


def test_figures_of_a_branch_reach_those_whom_it_lets_see_them(org, owner, guest):
    apply(org, owner, guest, "--share", "GROUP_GRO_ORG_OPEN_ORG")
    approve(owner, guest)
    figure = {"code": "GROUP_GRO_ORG_OPEN_ORG", "day": "20261120", "field": "CRO_ORG_OPEN_EDU_001"}
    figure |= {"name": "Registered classes", "value": "100"}
    secret = figure | {"code": "GROUP_GRO_ORG_OPEN_INDEX"}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(line) + "\n" for line in (figure, secret)))
        file.flush()
        done = org.store.run("partner", "data", file.name, "--org", guest.corp_id)
    assert done == {"figures": 2, "organizations": 1}

    def asked(code, **body):
        query = {"branch_corp_id": guest.corp_id, "code": code, "body": body}
        return [row.to_map() for row in owner.sdk("get_branch_auth_data", **query).result]

    shown = {"fieldCode": figure["field"], "fieldName": figure["name"], "fieldValue": "100"}
    assert asked(figure["code"], statDate="20261120") == [shown]
    assert asked(figure["code"], statDate="20261119") == []
    assert asked(secret["code"], statDate="20261120") == []
    query = {"branch_corp_id": guest.corp_id, "code": figure["code"]}
    assert owner.sdk.refused("get_branch_auth_data", **query)[:2] == (400, "parameter.error")
    path = "/v1.0/contact/branchAuthDatas/search"
    plain = owner.app.new("POST", path, {"statDate": "20261120"}, branchCorpId=guest.corp_id, code=figure["code"])
    assert plain == (200, {"result": [shown]})


def test_who_sees_a_guests_people_and_whom_they_see(org, owner, guest):
    guest.user("guest-person")
    team = owner.department("Team")
    owner.user("insider", team)
    owner.user("outsider")
    apply(org, owner, guest)
    mount = approve(owner, guest)
    [userid] = [
        each["userid"]
        for each in owner.app.ok("/topapi/user/listsimple", dept_id=mount, cursor=0, size=10)["list"]
        if each["name"] == "guest-person"
    ]
    people = {name: Person(org, name) for name in ("insider", "outsider", userid)}

    def found(viewer, name):
        status, page = people[viewer].own("search", q=name)
        assert status == 200, page
        return name in [each["name"] for each in page["people"]]

    assert found("insider", "guest-person")
    assert found(userid, "outsider")
    owner.sdk("update_branch_visible_setting_in_cooperate", body=[rule(guest, 0, visible_dept_ids=[team])])
    assert found("insider", "guest-person")
    assert not found("outsider", "guest-person")
    assert people["outsider"].own(f"people/{userid}")[0] == 404
    explained = org.store.run("explain", "--org", org.corp_id, "--viewer", "outsider", "--target", userid)
    assert f"partner:hide:{guest.corp_id}" in json.dumps(explained)
    owner.sdk("update_branch_visible_setting_in_cooperate", body=[rule(guest, 0, False), rule(guest, 1)])
    assert found("outsider", "guest-person")
    assert not found(userid, "outsider")
    owner.sdk("update_branch_visible_setting_in_cooperate", body=[rule(guest, 1, False)])
    assert found(userid, "outsider")


def test_three_organizations_on_two_nodes(cluster, tmp_path):
    url = cluster.database()
    first = Node(Store(tmp_path / "first", url))
    second = Node(Store(tmp_path / "second", url), first.org)
    trunk = first.org
    middle = Organization(second.server, second.store, "typed")
    leaf = Organization(second.server, second.store, "typed")
    before = trunk.everything(), middle.everything()
    unit = leaf.department("Unit")
    leaf.user("ann", unit)
    for host, below in ((trunk, middle), (middle, leaf)):
        second.store.run("partner", "apply", "--host", host.corp_id, "--guest", below.corp_id)
        seen_after(lambda host=host: host.all.call("/topapi/union/cooperate/info/list", status=0)["result"] != [])
        host.approve(below.corp_id)
    until(lambda: "ann" in json.dumps(tree(trunk.all, 1)))
    worst = 0.0
    for number in range(10):
        leaf.user(f"leaf-{number}", unit)
        worst = max(worst, seen_after(lambda: f"leaf-{number}" in json.dumps(tree(trunk.all, 1))))
        leaf.all.ok("/topapi/v2/user/update", userid=f"leaf-{number}", name=f"Renamed {number}")
        worst = max(worst, seen_after(lambda: f"Renamed {number}" in json.dumps(tree(trunk.all, 1))))
    assert worst < SOON_SECONDS
    print(f"\nfrom a leaf on one node to the trunk on the other, through the middle, after at most {worst * 1000:.0f} ms")
    # A node that dies leaves its work to the other.
    second.server.kill()
    third = Node(Store(tmp_path / "third", url), first.org)
    late = Organization.__new__(Organization)
    late.__dict__.update(leaf.__dict__)
    late.all = third.through(leaf.all)
    late.user("late", unit)
    until(lambda: "late" in json.dumps(tree(trunk.all, 1)))
    middle.all = third.through(middle.all)
    for host, below in ((trunk, middle), (middle, leaf)):
        separate = {"attachDeptId": host.mount(below.corp_id)}
        assert host.all.new("POST", "/v1.0/contact/cooperateCorps/separate", separate) == (200, {"result": True})
    assert (trunk.everything(), middle.everything()) == before, "no trace"
    for node in (first, third):
        assert node.server.stop() == 0, node.server.log()[-4000:]
    verified = first.store.run("verify")
    assert (verified["organizations"], verified["differences"]) == (3, 0)
