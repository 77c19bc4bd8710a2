"""The New rows of enterprise accounts through the official SDK: their state, names, creators and ids."""

import pytest

from kit.client import Organization, ding_id, mobile_number, refused, succeeded
from kit.sdk import Person, Sdk
from kit.server import Server, Store
from test_two_nodes import Node, seen_after

ME = "/v1.0/contact/users/me"
PARAM, ONLY = (400, "invalid.param", "无效参数"), (400, "exclusive.account.only", "只能操作归属该组织的专属账号")
USER = (400, "user.not.exist", "用户不存在")
EMPLOYEE, LIMIT = (400, "employee.not.exist", "员工不存在"), (400, "exclusive.account.limit", "只能操作归属该组织的专属账号")
NOT_CREATOR = (400, "not.main.administrator", "不是主管理员(创建者)")
STATE_CALLS = ["set_enable", "set_disable", "sign_out", "query_status"]

_names = iter(range(1_000_000))


def name():
    """A DingTalk ID that nobody of this installation has."""
    return f"maple{mobile_number()}{next(_names)}"


@pytest.fixture(params=["sqlite", "postgres"])
def acme(request, servers):
    """An organization with accounts sam and pat, an ordinary ann, and a guest of another organization."""
    server = servers(request.param)
    org = Organization(server, server.store, "typed")
    org.lender = Organization(server, server.store, "typed")
    org.lender.account("guest")
    org.lender.lend(org)
    org.account("sam")
    org.account("pat")
    org.user("ann")
    org.invite(org.lender, "guest")
    return org


@pytest.fixture
def sdk(acme):
    return Sdk(acme, acme.all.token)


def host(owner, *userids):
    """Another organization, in which accounts of the owner work."""
    other = Organization(owner.server, owner.store, "typed")
    owner.lend(other)
    for userid in userids:
        other.invite(owner, userid)
    return other


def may_enter(person):
    status, answer = person.get(ME)
    if status == 200:
        return True
    assert (status, answer["code"]) == (400, "InvalidAuthentication"), answer
    return False


def without_detail(refusal):
    """The detail after the documented message is Orgbook's own."""
    status, code, message = refusal
    return status, code, message.split(": ")[0]


def is_refused(sdk, method, expected, **fields):
    assert without_detail(sdk.refused(method, **fields)) == expected


def test_an_account_in_three_organizations_is_disabled_enabled_and_signed_out(acme, sdk):
    organizations = [acme, host(acme, "sam"), host(acme, "sam")]
    bystander = Person(acme, "pat")
    before = [Person(each, "sam") for each in organizations]
    assert all(map(may_enter, before))
    assert sdk("query_status", user_id="sam").disable is False
    assert sdk("set_disable", user_id="sam", reason="contract ended").result is True
    assert sdk("set_disable", user_id="sam", reason="said again").result is True
    assert sdk("query_status", user_id="sam").disable is True
    assert not any(map(may_enter, before))
    for each in organizations:
        done = each.store.run("user", "token", "--org", each.corp_id, "sam", check=False)
        assert done.returncode == 1 and "disabled" in done.stderr
    assert acme.person("sam")["disable_status"] is True
    assert "disable_status" not in organizations[1].person("sam"), "not shown without a grant"
    assert sdk("set_enable", user_id="sam", permission_code="ignored").result is True
    assert sdk("set_enable", user_id="sam").result is True
    assert not any(map(may_enter, before)), "what has ended stays ended"
    again = [Person(each, "sam") for each in organizations]
    assert all(map(may_enter, again))
    told = {"en_US": "An administrator signed you out.", "zh_CN": "管理员已将您退出"}
    assert sdk("sign_out", user_id="sam", reason="lost phone", reason_i18n_for_employee=told).result is True
    assert not any(map(may_enter, again))
    assert sdk("query_status", user_id="sam").disable is False
    assert all(may_enter(Person(each, "sam")) for each in organizations)
    assert may_enter(bystander)


def test_the_owner_shows_the_state_where_it_grants_that(acme, sdk):
    other = host(acme, "sam")
    to = {"to_corp_ids": [other.corp_id], "opt_user_id": "founder", "fields": ["status"]}
    sdk("set_disable", user_id="sam")
    assert sdk("org_account_mobile_visible_in_other_org", **to).result is True
    assert other.person("sam")["disable_status"] is True
    sdk("set_enable", user_id="sam")
    assert other.person("sam")["disable_status"] is False


def test_an_account_that_joins_while_it_is_disabled_stays_out(acme, sdk):
    sdk("set_disable", user_id="sam")
    other = host(acme, "sam")
    assert other.store.run("user", "token", "--org", other.corp_id, "sam", check=False).returncode == 1


def test_it_holds_after_a_restart(fresh_store):
    server = Server(fresh_store)
    org = Organization(server, fresh_store, "typed")
    org.account("sam")
    org.account("pat")
    out, kept = Person(org, "sam"), Person(org, "pat")
    assert may_enter(out)
    Sdk(org, org.all.token)("sign_out", user_id="sam")
    server.kill()
    server = Server(fresh_store)
    out.connection.base = kept.connection.base = org.connection.base = server.url
    assert not may_enter(out)
    assert may_enter(kept)
    assert server.stop() == 0
    assert fresh_store.run("verify")["differences"] == 0


def test_it_holds_on_every_node(cluster, tmp_path):
    url = cluster.database()
    first = Node(Store(tmp_path / "first", url))
    second = Node(Store(tmp_path / "second", url), first.org)
    first.org.account("sam")
    seen_after(lambda: second.org.all.call("/topapi/v2/user/get", userid="sam")["errcode"] == 0)
    here, there = Person(first.org, "sam"), Person(second.org, "sam")
    assert may_enter(here) and may_enter(there)
    Sdk(first.org, first.org.all.token)("set_disable", user_id="sam")
    assert not may_enter(here)
    assert seen_after(lambda: not may_enter(there)) < 1
    assert [node.server.stop() for node in (first, second)] == [0, 0]


@pytest.mark.parametrize("method", STATE_CALLS)
def test_whose_state_is_not_theirs(acme, sdk, method):
    before = acme.everything()
    is_refused(sdk, method, USER, user_id="nobody")
    is_refused(sdk, method, ONLY, user_id="ann")
    is_refused(sdk, method, ONLY, user_id="guest")
    is_refused(sdk, method, PARAM, user_id="")
    is_refused(sdk, method, PARAM)
    is_refused(sdk, method, PARAM, user_id="x" * 65)
    narrow = Sdk(acme, acme.app(scope=[acme.department("Elsewhere")]).token)
    is_refused(narrow, method, USER, user_id="sam")
    lender = Sdk(acme.lender, acme.lender.all.token)
    is_refused(lender, method, USER, user_id="sam")
    after = acme.everything()
    assert after[1] == before[1]


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "x" * 501},
        {"reason_i18n_for_employee": {"de_DE": "Abgemeldet"}},
        {"reason_i18n_for_employee": {"en_US": "x" * 501}},
        {"reason_i18n_for_employee": {"en_US": 5}},
        {"reason_i18n_for_employee": ["en_US"]},
    ],
)
def test_bad_reasons(acme, sdk, fields):
    person = Person(acme, "sam")
    is_refused(sdk, "sign_out", PARAM, user_id="sam", **fields)
    if "reason" in fields:
        is_refused(sdk, "set_disable", PARAM, user_id="sam", **fields)
    assert may_enter(person)


def test_a_dingtalk_id(acme, sdk):
    other, own = host(acme, "sam"), name()[:20]
    assert sdk("change_ding_talk_id", user_id="sam", ding_talk_id=own).result is True
    assert sdk("get_user_by_ding_talk_id", dingtalk_id=own.upper()).user_id == "sam"
    there = Sdk(other, other.all.token)
    assert there("get_user_by_ding_talk_id", dingtalk_id=own).user_id == "sam"
    set_again = (400, "have.been.set", "你已经设置过钉钉号，无法修改")
    is_refused(sdk, "change_ding_talk_id", set_again, user_id="sam", ding_talk_id="m" + name()[:19])
    taken = (400, "incorrect.reserved", "该钉钉号已被占用，请重新输入")
    is_refused(sdk, "change_ding_talk_id", taken, user_id="pat", ding_talk_id=own.upper())
    lender = Sdk(acme.lender, acme.lender.all.token)
    is_refused(lender, "change_ding_talk_id", taken, user_id="guest", ding_talk_id=own.upper())
    succeeded(acme.all.call("/topapi/v2/user/delete", userid="sam"))
    is_refused(sdk, "get_user_by_ding_talk_id", USER, dingtalk_id=own)
    assert lender("change_ding_talk_id", user_id="guest", ding_talk_id=own).result is True
    assert sdk("get_user_by_ding_talk_id", dingtalk_id=own).user_id == "guest"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1maple", "incorrect.format"),
        ("maple_1", "incorrect.format"),
        ("枫叶枫叶枫叶", "incorrect.format"),
        ("maple", "incorrect.length"),
        ("m" * 21, "incorrect.length"),
        (None, "incorrect.format"),
    ],
)
def test_bad_dingtalk_ids(acme, sdk, text, code):
    expected = (400, code, "钉钉号格式不正确，请重新输入")
    is_refused(sdk, "change_ding_talk_id", expected, user_id="sam", ding_talk_id=text)


def test_whose_dingtalk_id_is_not_theirs(acme, sdk):
    missing = (400, "emp.not.exist", "员工不存在")
    limit = (400, "internalenterpriseaccount.limit", "仅限处理归属本企业的企业账号")
    for userid, expected in {"nobody": missing, "": missing, "ann": limit, "guest": limit}.items():
        is_refused(sdk, "change_ding_talk_id", expected, user_id=userid, ding_talk_id="x")
    is_refused(sdk, "change_ding_talk_id", missing, ding_talk_id=name())
    is_refused(sdk, "get_user_by_ding_talk_id", USER, dingtalk_id="nobody")
    is_refused(sdk, "get_user_by_ding_talk_id", PARAM, dingtalk_id="")
    is_refused(sdk, "get_user_by_ding_talk_id", PARAM)


def owned(sdk, userid):
    return [(each.corp_id, each.corp_name) for each in sdk("list_owned_org_by_staff_id", user_id=userid).org_list]


def set_creator(org, userid):
    return org.store.run("org", "set-creator", "--org", org.corp_id, userid)


def creator(org):
    """Whom an organization names as its main administrator."""
    admins = org.all.ok("/topapi/user/listadmin")
    return [admin["userid"] for admin in admins if admin["sys_level"] == 1]


def test_creators_hand_organizations_over(acme, sdk):
    other = host(acme, "sam")
    assert owned(sdk, "sam") == []
    assert set_creator(other, "sam") == {"corpId": other.corp_id, "adminUserId": "sam"}
    set_creator(acme, "sam")
    assert owned(sdk, "sam") == [(acme.corp_id, acme.name), (other.corp_id, other.name)]
    for effect in (other, acme):
        sdk("change_main_admin", source_user_id="sam", target_user_id="pat", effect_corp_id=effect.corp_id)
        assert creator(effect) == ["pat"]
        assert effect.person("sam")["userid"] == "sam", "stays a member"
    assert other.person("pat")["exclusive_account_corp_id"] == acme.corp_id
    assert other.person("pat")["dept_id_list"] == [1]
    assert owned(sdk, "sam") == []
    assert owned(sdk, "pat") == [(acme.corp_id, acme.name), (other.corp_id, other.name)]
    refused(other.all.call("/topapi/v2/user/delete", userid="pat"), 43007)
    refused(acme.all.call("/topapi/v2/user/delete", userid="pat"), 43007)
    set_creator(other, "founder")
    assert owned(sdk, "pat") == [(acme.corp_id, acme.name)]
    succeeded(other.all.call("/topapi/v2/user/delete", userid="pat"))
    assert acme.store.run("verify")["differences"] == 0


def test_who_hands_nothing_over(acme, sdk):
    other = host(acme, "sam")
    set_creator(other, "sam")
    before = other.everything()
    good = {"source_user_id": "sam", "target_user_id": "pat", "effect_corp_id": other.corp_id}
    for changed, expected in [
        ({"source_user_id": "pat", "target_user_id": "sam"}, NOT_CREATOR),
        ({"effect_corp_id": acme.corp_id}, NOT_CREATOR),
        ({"effect_corp_id": acme.lender.corp_id}, NOT_CREATOR),
        ({"effect_corp_id": "dingnobody"}, PARAM),
        ({"effect_corp_id": ""}, PARAM),
        ({"source_user_id": ""}, PARAM),
        ({"target_user_id": ""}, PARAM),
        ({"target_user_id": "sam"}, PARAM),
        ({"source_user_id": "nobody"}, EMPLOYEE),
        ({"target_user_id": "nobody"}, EMPLOYEE),
        ({"source_user_id": "ann"}, LIMIT),
        ({"target_user_id": "ann"}, LIMIT),
        ({"target_user_id": "guest"}, LIMIT),
    ]:
        is_refused(sdk, "change_main_admin", expected, **(good | changed))
    assert other.everything() == before
    for userid, expected in {"nobody": EMPLOYEE, "ann": LIMIT, "guest": LIMIT, "": PARAM}.items():
        is_refused(sdk, "list_owned_org_by_staff_id", expected, user_id=userid)
    is_refused(sdk, "list_owned_org_by_staff_id", PARAM)


def migrate(sdk, userid, **fields):
    return sdk("transform_to_exclusive_account", user_id=userid, transform_type="migrate", **fields)


def test_ids_of_before_and_after(acme, sdk):
    number = mobile_number()
    acme.user("bob", mobile=number, title="Lead")
    other = Organization(acme.server, acme.store, "typed")
    other.user("robert", mobile=number)
    there = Sdk(other, other.all.token)
    old = acme.person("bob")["unionid"]
    assert other.person("robert")["unionid"] == old, "one person"
    assert sdk("get_migration_union_id_by_union_id", union_id=old).migration_union_id_list == {}
    token = Person(acme, "bob")
    migrate(sdk, "bob")
    assert not may_enter(token)
    bob = acme.person("bob")
    new = bob["unionid"]
    assert new != old and (bob["title"], bob["exclusive_account"], bob["mobile"]) == ("Lead", True, number)
    migrate(there, "robert")
    second = other.person("robert")["unionid"]
    unions = {acme.corp_id: new, other.corp_id: second}
    dings = {corp_id: ding_id(union_id) for corp_id, union_id in unions.items()}
    for asking in (sdk, there):
        assert asking("get_migration_union_id_by_union_id", union_id=old).migration_union_id_list == unions
        assert asking("get_migration_ding_id_by_ding_id", ding_id=ding_id(old)).migration_ding_id_list == dings
    assert sdk("get_union_id_by_migration_union_id", migration_union_id=new).union_id == old
    assert sdk("get_ding_id_by_migration_ding_id", migration_ding_id=ding_id(new)).ding_id == ding_id(old)
    never = (400, "invalid.userid", "找不到该用户")
    is_refused(sdk, "get_union_id_by_migration_union_id", never, migration_union_id=second)
    is_refused(sdk, "get_ding_id_by_migration_ding_id", never, migration_ding_id=ding_id(second))
    assert sdk("transform_to_normal_account", user_id="bob").success is True
    assert acme.person("bob")["unionid"] == old
    assert sdk("get_union_id_by_migration_union_id", migration_union_id=new).union_id == old, "kept for ever"


@pytest.mark.parametrize("text", ["a b", "a\0b", "枫叶", "x" * 65])
def test_texts_that_are_no_union_id_were_never_migrated(sdk, text):
    assert sdk("get_migration_union_id_by_union_id", union_id=text).migration_union_id_list == {}


def test_a_person_becomes_a_built_in_account(acme, sdk):
    login = f"ann@{acme.corp_id}"
    migrate(sdk, "ann", idp_ding_talk=True, login_id=login, init_password="start2026")
    assert acme.all.ok("/topapi/v2/user/get", login_id=login)["userid"] == "ann"
    assert "start2026" not in acme.server.log()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"user_id": "nobody"}, USER),
        ({"user_id": ""}, PARAM),
        ({"user_id": "sam"}, PARAM),
        ({"user_id": "guest"}, PARAM),
        ({"transform_type": "copy"}, PARAM),
        ({"transform_type": None}, PARAM),
        ({"login_id": "ann"}, PARAM),
        ({"idp_ding_talk": True, "init_password": "start2026"}, PARAM),
        ({"idp_ding_talk": True, "login_id": "ann01"}, PARAM),
        ({"idp_ding_talk": True, "login_id": "ann01", "init_password": "weak"}, PARAM),
    ],
)
def test_who_becomes_no_account(acme, sdk, fields, expected):
    before = acme.everything()
    is_refused(
        sdk, "transform_to_exclusive_account", expected, **({"user_id": "ann", "transform_type": "migrate"} | fields)
    )
    assert acme.everything() == before


def test_who_does_not_become_a_person_again(acme, sdk):
    is_refused(sdk, "transform_to_normal_account", USER, user_id="nobody")
    is_refused(sdk, "transform_to_normal_account", ONLY, user_id="ann")
    is_refused(sdk, "transform_to_normal_account", ONLY, user_id="guest")
    is_refused(sdk, "transform_to_normal_account", PARAM, user_id="sam")
    is_refused(sdk, "transform_to_normal_account", PARAM)


@pytest.mark.parametrize(
    ("method", "fields", "expected"),
    [
        ("get_ding_id_by_migration_ding_id", {}, PARAM),
        ("get_ding_id_by_migration_ding_id", {"migration_ding_id": "x"}, (400, "invalid.param", "不合法的migrationDingId")),
        (
            "get_ding_id_by_migration_ding_id",
            {"migration_ding_id": "$:LWCP_v1:$a+/b=="},
            (400, "invalid.userid", "找不到该用户"),
        ),
        ("get_union_id_by_migration_union_id", {}, PARAM),
        (
            "get_union_id_by_migration_union_id",
            {"migration_union_id": "a b"},
            (400, "illegal.migration.unionId", "非法的migrationUnionId"),
        ),
        ("get_union_id_by_migration_union_id", {"migration_union_id": "x"}, (400, "invalid.userid", "找不到该用户")),
        ("get_migration_ding_id_by_ding_id", {}, PARAM),
        ("get_migration_ding_id_by_ding_id", {"ding_id": "x"}, (400, "invalid.param", "不合法的dingId")),
        ("get_migration_union_id_by_union_id", {}, (400, "invalid.param", "入参不能为空")),
        ("get_migration_union_id_by_union_id", {"union_id": ""}, (400, "invalid.unionId", "入参unionId不能为空")),
    ],
)
def test_bad_looks_at_migrations(sdk, method, fields, expected):
    is_refused(sdk, method, expected, **fields)


def test_who_was_migrated_can_be_migrated_again(acme, sdk):
    number = mobile_number()
    acme.user("bob", mobile=number)
    old, new = acme.person("bob")["unionid"], []
    for _ in range(3):
        migrate(sdk, "bob")
        new.append(acme.person("bob")["unionid"])
        assert sdk("get_migration_union_id_by_union_id", union_id=old).migration_union_id_list == {acme.corp_id: new[-1]}
        as_account = Person(acme, "bob")
        assert sdk("transform_to_normal_account", user_id="bob").success is True
        assert not may_enter(as_account), "sessions of the account end with it"
        assert acme.person("bob")["unionid"] == old
    assert len(set(new)) == 3


@pytest.mark.parametrize("is_account", [True, False])
def test_a_token_does_not_open_for_whoever_comes_after(acme, sdk, is_account):
    make = acme.account if is_account else acme.user
    make("zoe")
    before = Person(acme, "zoe")
    assert may_enter(before)
    succeeded(acme.all.call("/topapi/v2/user/delete", userid="zoe"))
    assert not may_enter(before)
    make("zoe")
    assert not may_enter(before), "it was the other zoe's"
    assert may_enter(Person(acme, "zoe"))


def test_a_session_that_was_ended_stays_ended_without_the_account(acme, sdk):
    number = mobile_number()
    acme.user("bob", mobile=number)
    migrate(sdk, "bob")
    token = Person(acme, "bob")
    assert sdk("sign_out", user_id="bob", reason="lost").result is True
    assert not may_enter(token)
    assert sdk("transform_to_normal_account", user_id="bob").success is True
    assert not may_enter(token)
    assert may_enter(Person(acme, "bob"))


def test_an_account_ends_everywhere_although_its_owner_mirrors_it(acme, sdk):
    """The owner's record of sam is also that of a guest in which sam works."""
    there = host(acme, "sam")
    acme.store.run("partner", "apply", "--host", acme.corp_id, "--guest", there.corp_id)
    acme.approve(there.corp_id)
    token, elsewhere = Person(acme, "sam"), Person(there, "sam")
    assert may_enter(token) and may_enter(elsewhere)
    succeeded(acme.all.call("/topapi/v2/user/delete", userid="sam"))
    assert not may_enter(token) and not may_enter(elsewhere)
    refused(there.all.call("/topapi/v2/user/get", userid="sam"), 60121)


def test_ids_that_no_organization_has(acme, sdk):
    for corp_id in ["a\0b", "a b", "机构"]:
        fields = {"source_user_id": "sam", "target_user_id": "pat", "effect_corp_id": corp_id}
        status, code, _ = sdk.refused("change_main_admin", **fields)
        assert status == 400 and code != "system.error", code
