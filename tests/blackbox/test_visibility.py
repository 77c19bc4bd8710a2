"""Who sees whom: settings through the official SDK, people through our own API, and that nothing of a hidden person shows."""

import json
import re

import pytest
from alibabacloud_dingtalk.contact_1_0 import models
from kit.client import mobile_number
from kit.sdk import HEADER, Person, Sdk

@pytest.fixture
def sdk(plain_org):
    return Sdk(plain_org, plain_org.all.token)


def test_hide_settings_are_made_changed_listed_and_deleted(plain_org, sdk):
    plain_org.user("ann"), plain_org.user("bob")
    made = sdk("update_contact_hide_setting", name="Board", object_staff_ids=["ann"], exclude_staff_ids=["bob"])
    assert made.result == 10001
    same = sdk("update_contact_hide_setting", id=10001, hide_in_search=True, object_dept_ids=[1], active=False)
    assert same.result == 10001
    listed = sdk("list_contact_hide_settings", next_token=0, max_results=100)
    assert (listed.has_more, listed.next_token) == (False, None)
    (setting,) = listed.list
    assert (setting.id, setting.name, setting.active) == (10001, "Board", False)
    assert (setting.object_staff_ids, setting.object_dept_ids, setting.object_tag_ids) == (["ann"], [1], [])
    assert (setting.exclude_staff_ids, setting.exclude_dept_ids, setting.exclude_tag_ids) == (["bob"], [], [])
    raw = plain_org.all.new("GET", "/v1.0/contact/contactHideSettings")[1]["list"][0]
    assert (raw["hideInSearch"], raw["hideInUserProfile"]) == (True, False)
    sdk("delete_contact_hide_setting", "10001")
    assert sdk("list_contact_hide_settings").list == []
    assert sdk.refused("delete_contact_hide_setting", "10001")[:2] == (400, "parameter.error")
    assert sdk.refused("update_contact_hide_setting", object_staff_ids=["nobody"])[:2] == (400, "parameter.error")
    assert sdk.refused("update_contact_hide_setting", name="of nobody")[:2] == (400, "parameter.error")


def pages(sdk, method, cursor, size=2):
    """All pages of a list, with a setting made and one deleted between them."""
    found, token = [], None
    while True:
        page = sdk(method, next_token=token, max_results=size)
        found.append([setting.id for setting in page.list])
        if not page.has_more:
            assert getattr(page, cursor) in (None, -1)
            return found
        token = getattr(page, cursor)
        yield found


@pytest.mark.parametrize(
    "put, listing, cursor, objects",
    [
        ("update_contact_hide_setting", "list_contact_hide_settings", "next_token", "object_staff_ids"),
        ("update_contact_restrict_setting", "list_contact_restrict_setting", "next_token", "subject_user_ids"),
        ("update_emp_attrbute_visibility_setting", "list_emp_attribute_visibility", "next_cursor", "object_staff_ids"),
    ],
)
def test_lists_are_paged_to_the_end_with_writes_between(plain_org, sdk, put, listing, cursor, objects):
    fields = {objects: ["founder"]} | ({"type": "onlySelf"} if "restrict" in put else {})
    first = [sdk(put, **fields).result for _ in range(7)]
    walk, found = pages(sdk, listing, cursor), []
    while True:
        try:
            found = next(walk)
        except StopIteration as end:
            found = end.value
            break
        sdk(put, **fields, name="later")
    assert [len(page) for page in found[:3]] == [2, 2, 2]
    ids = [id for page in found for id in page]
    assert ids == sorted(set(ids)) and ids[:7] == first and len(ids) > 8
    assert sdk.refused(listing, max_results=101)[:2] == (400, "parameter.error")


def test_restrictions_have_a_code_for_each_mistake(plain_org, sdk):
    plain_org.user("ann")
    department = plain_org.department("R&D")
    put = "update_contact_restrict_setting"
    made = sdk(put, subject_dept_ids=[department], type="excludeNode", exclude_user_ids=["ann"], restrict_in_search=True)
    (setting,) = sdk("list_contact_restrict_setting").list
    assert (setting.id, setting.type, setting.subject_dept_ids) == (made.result, "excludeNode", [department])
    assert (setting.restrict_in_search, setting.restrict_in_user_profile, setting.active) == (True, False, True)
    many = list(range(1, 52))
    for code, fields in {
        "Missingtype": {"subject_user_ids": ["ann"]},
        "typeInvalid": {"subject_user_ids": ["ann"], "type": "all"},
        "idInvalid": {"id": 9, "type": "onlySelf"},
        "subjectNodeEmpty": {"type": "onlySelf"},
        "subjectNodeExceed": {"type": "onlySelf", "subject_dept_ids": many},
        "excludeNodeExceed": {"type": "onlySelf", "subject_user_ids": ["ann"], "exclude_dept_ids": many},
        "userIdInvalid": {"type": "onlySelf", "subject_user_ids": ["bob"]},
        "parameter.error": {"type": "onlySelf", "subject_tag_ids": [9]},
    }.items():
        assert sdk.refused(put, **fields)[:2] == (400, code), fields
    assert sdk("delete_contact_restrict_setting", str(made.result)).result is True
    assert sdk.refused("delete_contact_restrict_setting", str(made.result))[:2] == (400, "idInvalid")


def test_attributes_are_hidden_from_all_but_some(plain_org, sdk):
    plain_org.user("ann", title="Head"), plain_org.user("bob"), plain_org.user("cid")
    put = "update_emp_attrbute_visibility_setting"
    made = sdk(put, object_staff_ids=["ann"], hide_fields=["title", "mobile"], exclude_staff_ids=["cid"])
    (setting,) = sdk("list_emp_attribute_visibility", next_token=-1, max_results=10).list
    assert (setting.id, setting.hide_fields) == (made.result, ["title", "mobile"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", setting.gmt_create)
    seen = {who: Person(plain_org, who).own("people/ann")[1] for who in ("bob", "cid", "ann")}
    assert {who: "title" in page for who, page in seen.items()} == {"bob": False, "cid": True, "ann": True}
    assert seen["bob"]["withheld"] == ["mobile", "title"]
    # An app sees by its own permissions.
    assert plain_org.person("ann")["title"] == "Head"
    assert sdk.refused(put, object_staff_ids=["ann"], hide_fields=["x" * 65])[:2] == (400, "parameter.error")
    sdk("delete_emp_attribute_visibility", str(made.result))
    assert Person(plain_org, "bob").own("people/ann")[1]["title"] == "Head"


def test_executive_mode(plain_org, sdk):
    plain_org.user("ann"), plain_org.user("bob")
    sdk("update_senior_setting", senior_staff_id="ann", open=True, permit_staff_ids=["bob"], protect_scenes=["CHAT"])
    settings = sdk("list_senior_settings", senior_staff_id="ann")
    assert (settings.senior_staff_id, settings.protect_scenes) == ("ann", ["CHAT"])
    assert [(each.id, each.type, each.name) for each in settings.senior_white_list] == [("bob", 1, "bob")]
    assert plain_org.person("ann")["senior"] is True
    page = Person(plain_org, "bob").own("people/ann")[1]
    assert (page["protected"], page["blocked"], "mobile" in page) == (True, [], False)
    assert Person(plain_org, "founder").own("people/ann")[1]["blocked"] == ["CHAT"]
    assert sdk.refused("list_senior_settings", senior_staff_id="cid")[:2] == (500, "parameter.userNotExists")
    scenes = sdk.refused("update_senior_setting", senior_staff_id="ann", open=True, protect_scenes=["FAX"])
    assert scenes[:2] == (400, "parameter.error")
    sdk("update_senior_setting", senior_staff_id="ann", open=False)
    assert sdk("list_senior_settings", senior_staff_id="ann").protect_scenes == []
    assert plain_org.person("ann")["senior"] is False


def test_a_sub_departments_setting_wins_on_demand(plain_org, sdk):
    above = plain_org.department("Above", outer_dept=True, outer_dept_only_self=False)
    below = plain_org.department("Below", above, outer_dept=True, outer_dept_only_self=True)
    plain_org.user("ann", below), plain_org.user("bob", below)
    seen = lambda: Person(plain_org, "ann").own("people/bob")[0]
    assert seen() == 404
    assert sdk("update_dept_settng_tail_first", enable=True)
    assert seen() == 200
    form = plain_org.connection.new(
        "POST", "/v1.0/contact/depts/settings/priorities", data={"enable": "false"}, headers={HEADER: plain_org.all.token}
    )
    assert form == (200, {"result": True})
    assert seen() == 404


def test_a_profile_by_union_id(plain_org):
    plain_org.user("ann", email="ann@example.com"), plain_org.user("bob")
    ann, bob = (Sdk(plain_org, Person(plain_org, who).token) for who in ("ann", "bob"))
    mine = ann("get_user", "me")
    assert (mine.nick, mine.email, mine.state_code, mine.visitor) == ("ann", "ann@example.com", "86", False)
    assert bob("get_user", mine.union_id).open_id == mine.open_id != bob("get_user", "me").open_id
    assert bob.refused("get_user", "nobody") == (404, "invalidParameter.user.notFound", "user not found")
    Sdk(plain_org, plain_org.all.token)(
        "update_contact_hide_setting", object_staff_ids=["ann"], hide_in_user_profile=True
    )
    assert bob.refused("get_user", mine.union_id) == bob.refused("get_user", "nobody")
    app = plain_org.all.new("GET", "/v1.0/contact/users/me")
    assert (app[0], app[1]["code"]) == (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied")


def test_people_find_and_open_each_other(plain_org):
    team = plain_org.department("研发部")
    plain_org.user("zhang", team, name="张三丰", title="架构师"), plain_org.user("bob")
    bob = Person(plain_org, "bob")
    assert bob.own("me")[1]["admin"] == {"kind": "none", "modules": [], "deptIds": []}
    root = bob.own("departments/1")[1]
    assert (root["memberCount"], root["departments"]) == (3, [{"deptId": team, "name": "研发部", "memberCount": 1}])
    (found,) = bob.own("search", q="zsf")[1]["people"]
    readings = [{"text": text, "typed": [0, 1]} for text in ("zhāng", "sān", "fēng")]
    matched = {"field": "name", "value": "张三丰", "ranges": [[0, 3]], "readings": readings}
    assert (found["userId"], found["matched"]) == ("zhang", matched)
    page = bob.own("people/zhang")[1]
    assert [each["path"][-1]["name"] for each in page["departments"]] == ["研发部"]
    assert {"id": "title", "label": "职位", "type": "text", "value": "架构师"} in page["fields"]
    for path in ("departments/9", "people/nobody"):
        assert bob.own(path)[0] == 404
    assert bob.own("search", q="")[0] == 400
    assert bob.own("departments/1", size=201)[0] == 400


def test_a_departments_people_are_paged_with_writes_between(plain_org):
    team = plain_org.department("Team")
    for number in range(9):
        plain_org.user(f"u{number}", team)
    reader, cursor, found = Person(plain_org, "u0"), None, []
    while True:
        query = {"size": 2} | ({"cursor": cursor} if cursor else {})
        page = reader.own(f"departments/{team}", **query)[1]
        found += [person["userId"] for person in page["members"]]
        cursor = page.get("nextCursor")
        if not cursor:
            break
        # Whoever was listed last leaves, and somebody comes before everybody.
        if found[-1] != "u0":
            plain_org.all.ok("/topapi/v2/user/delete", userid=found[-1])
        plain_org.user(f"a{len(found)}", team)
    assert [each for each in found if each.startswith("u")] == [f"u{number}" for number in range(9)]
    assert len(found) == len(set(found))


def test_rules_are_explained_and_their_impact_is_told(plain_org, sdk):
    team = plain_org.department("Team", hide_dept=True)
    plain_org.user("ann", team), plain_org.user("bob")
    explain = lambda viewer, target: plain_org.all.new(
        "GET", f"/v1.0/orgbook/explain?viewer={viewer}&target={target}"
    )[1]
    told = explain("bob", "ann")
    rule = {"id": f"console:hide:{team}", "origin": "console", "kind": "hide", "name": "Team"}
    assert told["surfaces"]["tree"] == {"visible": False, "rules": [rule]}
    command = plain_org.store.run("explain", "--org", plain_org.corp_id, "--viewer", "bob", "--target", "ann")
    assert command == told
    assert explain("bob", "nobody")["surfaces"]["search"]["rules"][0]["id"] == "not_member"
    post = lambda path, body: plain_org.all.new("POST", f"/v1.0/orgbook/{path}", body)
    rule = {"objectStaffIds": ["bob"], "hideInSearch": True}
    supposed = post("explain", {"viewer": "ann", "target": "bob", "rule": rule})[1]
    assert supposed["now"]["surfaces"]["search"]["visible"] is True
    assert supposed["then"]["surfaces"]["search"]["visible"] is False
    impact = post("impact", {"rule": rule})[1]
    assert impact["lose"] == {"pairs": 1, "viewers": 1, "targets": 1}
    assert impact["sample"] == [{"viewer": "ann", "target": "bob"}]
    assert sdk("list_contact_hide_settings").list == []
    assert post("impact", {"rule": {"objectStaffIds": ["nobody"]}})[0] == 400
    narrow = plain_org.app(grant="qyapi_get_member")
    assert narrow.new("POST", "/v1.0/orgbook/impact", {"rule": rule})[0] == 403


SECRET = "Zyxwv"


def test_nothing_of_a_hidden_person_shows_on_any_surface(plain_org, sdk):
    """Walks every route that a person's token opens, of which the OpenAPI document tells."""
    team, closed = plain_org.department("Team"), plain_org.department(f"{SECRET} unit")
    mobile = mobile_number()
    plain_org.user("hidden-one", team, name=f"{SECRET} One", mobile=mobile, title=f"{SECRET} title", job_number=f"{SECRET}7")
    plain_org.user("hidden-two", closed, name=f"{SECRET} Two")
    plain_org.user("boss", team, manager_userid="hidden-one")
    plain_org.user("report", team)
    plain_org.all.ok("/topapi/v2/user/update", userid="hidden-one", manager_userid="boss")
    plain_org.all.ok("/topapi/v2/department/update", dept_id=team, dept_manager_userid_list="hidden-one")
    union_id = plain_org.person("hidden-one")["unionid"]
    sdk(
        "update_contact_hide_setting",
        object_staff_ids=["hidden-one"],
        object_dept_ids=[closed],
        hide_in_search=True,
        hide_in_user_profile=True,
    )
    viewer = Person(plain_org, "report")
    document = plain_org.connection.new("GET", "/openapi.json")[1]
    opened = {path for path in document["paths"] if path.startswith(("/v1.0/orgbook/", "/v1.0/contact/users/{"))}
    walked = set()
    values = {
        "deptId": ["1", str(team), str(closed)],
        "userId": ["hidden-one", "hidden-two", "boss", "report"],
        "unionId": [union_id, "me"],
    }
    queries = [{"q": word} for word in (SECRET, SECRET[:2], mobile, mobile[-4:], f"{SECRET}7", "title", "unit", "hidden")]
    texts = []
    for path in opened:
        if "get" not in document["paths"][path]:
            continue
        names = re.findall(r"\{(\w+)\}", path)
        for value in values.get(names[0], ["1"]) if names else [None]:
            for query in queries if path.endswith("/search") else [{}]:
                status, answer = viewer.get(path.format(**dict.fromkeys(names, "1") | {names[0]: value}) if names else path, **query)
                if status != 400 or "token" not in answer["message"]:
                    walked.add(path)
                    texts.append((path, value, query, json.dumps(answer, ensure_ascii=False)))
    assert len(walked) >= 5, walked
    for path, value, query, text in texts:
        for secret in (SECRET, mobile, union_id, "hidden-"):
            assert secret not in text, (path, value, query, text)
    same = {json.dumps(viewer.own(f"people/{who}")[1]["message"]) for who in ("hidden-one", "hidden-two", "nobody")}
    assert len(same) == 1
    assert viewer.own(f"departments/{team}")[1]["memberCount"] == 2


def test_hide_settings_act_scene_by_scene(plain_org, sdk):
    team = plain_org.department("Team")
    plain_org.user("ann", team), plain_org.user("bob")
    scene = models.AddContactHideBySceneSettingRequestNodeListSceneConfig(active=True, dept_object_include_emp=False)
    made = sdk("add_contact_hide_by_scene_setting", object_dept_ids=[team], node_list_scene_config=scene).setting_id
    bob = Person(plain_org, "bob")
    # The department is gone from the tree, its people are not: they stand at the root.
    root = bob.own("departments/1")[1]
    assert root["departments"] == [] and "ann" in [each["userId"] for each in root["members"]]
    assert bob.own(f"departments/{team}")[0] == 404
    assert [hit["userId"] for hit in bob.own("search", q="ann")[1]["people"]] == ["ann"]
    search = models.UpdateContactHideBySceneSettingRequestSearchSceneConfig(active=True)
    profile = models.UpdateContactHideBySceneSettingRequestProfileSceneConfig(active=True)
    changes = {"search_scene_config": search, "profile_scene_config": profile}
    assert sdk("update_contact_hide_by_scene_setting", str(made), **changes).success is True
    assert bob.own("search", q="ann")[1]["people"] == []
    assert bob.own("people/ann")[0] == 404
    read = sdk("get_contact_hide_by_scene_setting", str(made))
    assert (read.id, read.object_dept_ids, read.name) == (made, [team], "")
    assert (read.node_list_scene_config.active, read.node_list_scene_config.dept_object_include_emp) == (True, False)
    assert (read.search_scene_config.active, read.search_scene_config.dept_object_include_emp) == (True, True)
    assert read.profile_scene_config.active is True
    (plain,) = plain_org.all.new("GET", "/v1.0/contact/contactHideSettings")[1]["list"]
    assert (plain["id"], plain["hideInSearch"], plain["hideInUserProfile"]) == (made, True, True)
    assert sdk("delete_contact_hide_by_scene_setting", str(made)).success is True
    assert bob.own("people/ann")[0] == 200
    for method in ["get", "update", "delete"]:
        assert sdk.refused(f"{method}_contact_hide_by_scene_setting", str(made))[:2] == (400, "parameter.error")


def test_attributes_are_hidden_scene_by_scene(plain_org, sdk):
    plain_org.user("ann", title="Architect"), plain_org.user("bob")
    off = models.AddEmpAttributeHideBySceneSettingRequestProfileSceneConfig(active=False)
    fields = {"object_user_ids": ["ann"], "hide_fields": ["title"], "profile_scene_config": off}
    made = sdk("add_emp_attribute_hide_by_scene_setting", **fields).setting_id
    bob = Person(plain_org, "bob")
    assert bob.own("people/ann")[1]["title"] == "Architect"
    assert bob.own("search", q="Architect")[1]["people"] == []
    (found,) = bob.own("search", q="ann")[1]["people"]
    assert "title" not in found
    on = models.UpdateEmpAttributeHideBySceneSettingRequestProfileSceneConfig(active=True)
    nowhere = models.UpdateEmpAttributeHideBySceneSettingRequestSearchSceneConfig(active=False)
    changes = {"profile_scene_config": on, "search_scene_config": nowhere}
    assert sdk("update_emp_attribute_hide_by_scene_setting", str(made), **changes).success is True
    assert "title" not in bob.own("people/ann")[1]
    assert [hit["userId"] for hit in bob.own("search", q="Architect")[1]["people"]] == ["ann"]
    read = sdk("get_emp_attribute_hide_by_scene_setting", str(made))
    assert (read.id, read.object_user_ids, read.hide_fields) == (made, ["ann"], ["title"])
    scenes = (read.profile_scene_config, read.search_scene_config, read.chat_subtitle_config)
    assert [scene.active for scene in scenes] == [True, False, True]
    assert sdk("delete_emp_attribute_hide_by_scene_setting", str(made)).success is True
    assert bob.own("people/ann")[1]["title"] == "Architect"
    for method in ["get", "update", "delete"]:
        assert sdk.refused(f"{method}_emp_attribute_hide_by_scene_setting", str(made))[:2] == (400, "parameter.error")
