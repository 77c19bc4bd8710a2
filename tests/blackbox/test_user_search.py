"""POST /v1.0/contact/users/search."""

import pytest

from kit.client import Organization
from kit.gate import new_refused

PATH = "/v1.0/contact/users/search"
PEOPLE = {
    "u1": "单雄信",
    "u2": "曾国藩",
    "u3": "尉迟恭",
    "u4": "Ann Lee",
    "u5": "李安",
    "u6": "李安然",
    "u7": "小李安",
}


def search(app, word, offset=0, size=100, **more):
    status, answer = app.new("POST", PATH, {"queryWord": word, "offset": offset, "size": size} | more)
    assert status == 200, answer
    assert set(answer) == {"hasMore", "totalCount", "list"}
    return answer


def hits(app, word, **more):
    answer = search(app, word, **more)
    assert answer["totalCount"] == len(answer["list"])
    assert answer["hasMore"] is False
    return answer["list"]


@pytest.fixture
def people(plain_org):
    for userid, name in PEOPLE.items():
        plain_org.user(userid, name=name, title="曾", email=f"{userid}@zeng.example", job_number="zeng")
    return plain_org


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("单雄信", ["u1"]),
        ("雄", ["u1"]),
        ("shanxiongxin", ["u1"]),
        ("shanxiong", ["u1"]),
        ("xiongxin", ["u1"]),
        ("sxx", ["u1"]),
        ("SXX", ["u1"]),
        ("zeng", ["u2"]),
        ("zgf", ["u2"]),
        ("yuchi", ["u3"]),
        ("ycg", ["u3"]),
        ("ann lee", ["u4"]),
        ("N L", ["u4"]),
        ("李安", ["u5", "u6", "u7"]),
        ("lian", ["u5", "u6", "u7"]),
        ("nobody", []),
        ("13900138000", []),
        ("zeng.example", []),
    ],
)
def test_any_part_of_a_name_and_its_pinyin(people, word, found):
    assert hits(people.all, word) == found


def test_readings_other_than_the_surnames_are_found_too(people):
    assert hits(people.all, "danxiongxin") == ["u1"]


def test_a_whole_name_only(people):
    assert hits(people.all, "李安", fullMatchField=1) == ["u5"]
    assert hits(people.all, "lian", fullMatchField=1) == []
    assert hits(people.all, "李", fullMatchField=1) == []
    assert hits(people.all, "李安", fullMatchField=0) == ["u5", "u6", "u7"]


def test_changes_are_found_at_once(people):
    people.all.ok("/topapi/v2/user/update", userid="u1", name="秦琼")
    assert hits(people.all, "sxx") == []
    assert hits(people.all, "qinqiong") == ["u1"]
    people.all.ok("/topapi/v2/user/delete", userid="u1")
    assert hits(people.all, "qinqiong") == []


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_paging_to_the_end(plain_org, size):
    for number in range(7):
        plain_org.user(f"u{number}", name=f"王{number}")
    seen, offset = [], 0
    while True:
        answer = search(plain_org.all, "wang", offset, size)
        assert answer["totalCount"] == 7
        seen += answer["list"]
        offset += size
        if not answer["hasMore"]:
            break
        assert len(answer["list"]) == size
    assert seen == [f"u{number}" for number in range(7)]
    assert search(plain_org.all, "wang", 7, 10) == {"hasMore": False, "totalCount": 7, "list": []}


def test_a_page_holds_at_most_100(plain_org):
    for number in range(101):
        plain_org.user(f"u{number}", name="王")
    answer = search(plain_org.all, "wang", 0, 1000)
    assert (len(answer["list"]), answer["hasMore"], answer["totalCount"]) == (100, True, 101)


def test_the_scope(plain_org):
    inside = plain_org.department("Inside")
    below = plain_org.department("Below", inside)
    plain_org.user("in", below, 1, name="王")
    plain_org.user("out", name="王")
    assert hits(plain_org.app(scope=[inside]), "wang") == ["in"]


def test_people_hidden_from_people_are_found(plain_org):
    hidden = plain_org.department("Hidden", hide_dept=True)
    plain_org.user("ann", hidden, name="王", senior_mode=True)
    assert hits(plain_org.all, "wang") == ["ann"]


def test_another_organization(people):
    assert hits(Organization(people.server, people.store, "typed").all, "lian") == []


@pytest.mark.parametrize("missing", ["queryWord", "offset", "size"])
def test_missing_parameters(plain_org, missing):
    body = {"queryWord": "wang", "offset": 0, "size": 10}
    del body[missing]
    answer = plain_org.all.new("POST", PATH, body)
    new_refused(answer, 400, f"Missing{missing}", f"{missing} is mandatory for this action.")


@pytest.mark.parametrize(
    "changed",
    [
        {"offset": -1},
        {"size": 0},
        {"size": "10"},
        {"queryWord": ""},
        {"queryWord": " "},
        {"queryWord": 7},
        {"fullMatchField": 2},
        {"fullMatchField": "1"},
        {"fullMatchField": True},
    ],
    ids=str,
)
def test_bad_arguments(plain_org, changed):
    body = {"queryWord": "wang", "offset": 0, "size": 10} | changed
    new_refused(plain_org.all.new("POST", PATH, body), 400, "parameter.error")
