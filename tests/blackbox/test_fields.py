"""Fields of people's pages: order, switches, audience, and what people fill in, as people and apps see it at once."""

from kit.sdk import Person

FIELDS = "/v1.0/orgbook/console/fields"


def page(viewer, userid):
    status, answer = viewer.own(f"people/{userid}")
    assert status == 200, answer
    return [(field["label"], field["value"]) for field in answer["fields"]], answer["withheld"]


def found(viewer, q):
    status, answer = viewer.own("search", q=q)
    assert status == 200, answer
    return [(person["userId"], person["matched"]["field"]) for person in answer["people"]]


def changed(org, method, path, body=None):
    status, answer = org.all.new(method, f"{FIELDS}{path}", body)
    assert status == 200, answer
    return answer


def test_the_administrator_rules_the_page(org):
    team = org.department("Team")
    org.user("ann", team, title="Architect", extension='{"hobby": "chess", "size": "41"}')
    org.user("bob")
    bob = Person(org, "bob")
    shown, _ = page(bob, "ann")
    assert shown[-3:] == [("职位", "Architect"), ("hobby", "chess"), ("size", "41")]
    assert changed(org, "POST", "", {"id": "size", "label": "Shoe size", "type": "number"}) == {"id": "size"}
    fields = changed(org, "GET", "")["fields"]
    ids = [field["id"] for field in fields]
    assert ids[:3] == ["name", "mobile", "email"] and ids[-1] == "size"
    body = {"fields": [{"id": "mobile", "shown": False}], "order": ["size", *ids[:-1]]}
    assert [field["id"] for field in changed(org, "PUT", "", body)["fields"]] == body["order"]
    assert page(bob, "ann")[0] == [("Shoe size", "41"), ("职位", "Architect"), ("hobby", "chess")]
    # Apps get what they always got.
    assert org.person("ann")["extension"] == '{"hobby":"chess","size":"41"}'
    changed(org, "DELETE", "/size")
    assert ("Shoe size", "41") not in page(bob, "ann")[0]
    assert org.person("ann")["extension"] == '{"hobby":"chess","size":"41"}'


def test_search_and_audience(org):
    team = org.department("Team")
    org.user("ann", team, title="Architect", email="ann@example.com")
    org.user("bob")
    bob = Person(org, "bob")
    assert found(bob, "archi") == [("ann", "title")]
    assert found(bob, "ann@") == []
    assert len(org.all.new("POST", "/v1.0/contact/users/search", {"queryWord": "ann", "offset": 0, "size": 10})[1]["list"]) == 1
    body = {"fields": [{"id": "title", "searchable": False}, {"id": "email", "searchable": True}, {"id": "name", "searchable": False}]}
    changed(org, "PUT", "", body)
    assert found(bob, "archi") == [] and found(bob, "ann@") == [("ann", "email")]
    assert org.all.new("POST", "/v1.0/contact/users/search", {"queryWord": "ann", "offset": 0, "size": 10})[1]["list"] == []
    audience = {"kind": "chosen", "deptIds": [team]}
    changed(org, "PUT", "/email", {"audience": audience})
    assert found(bob, "ann@") == []
    assert page(bob, "ann")[1] == ["email"]
    status, told = org.all.new("GET", f"/v1.0/orgbook/explain?viewer=bob&target=ann")
    assert status == 200
    assert told["fields"]["email"]["rules"] == [{"id": "field:email", "origin": "console", "kind": "audience", "name": "邮箱"}]


def test_people_fill_in_what_they_may(org):
    org.user("ann", email="ann@example.com")
    ann = Person(org, "ann")
    assert ann.own("me/profile") == (200, {"fields": []})
    changed(org, "POST", "", {"label": "Drink", "type": "singleChoice", "choices": ["tea", "coffee"], "fillable": True})
    changed(org, "PUT", "/email", {"fillable": True})
    status, told = ann.own("me/profile")
    assert [(field["id"], field["value"]) for field in told["fields"]] == [("email", "ann@example.com"), ("Drink", "")]
    body = {"fields": [{"id": "Drink", "value": "tea"}, {"id": "email", "value": "anne@example.com"}]}
    status, told = ann.change("PUT", "me/profile", body)
    assert status == 200, told
    user = org.person("ann")
    assert (user["extension"], user["email"]) == ('{"Drink":"tea"}', "anne@example.com")
    for refused, code in [
        ({"id": "Drink", "value": "wine"}, "invalidParameter"),
        ({"id": "title", "value": "Boss"}, "field.notFound"),
        ({"id": "mobile", "value": "13900000000"}, "field.notFound"),
    ]:
        status, told = ann.change("PUT", "me/profile", {"fields": [refused]})
        assert told["code"] == code, told
    assert org.person("ann") == user
