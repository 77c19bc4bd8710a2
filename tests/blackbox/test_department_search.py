"""POST /v1.0/contact/departments/search."""

import pytest

from kit.client import Organization
from kit.gate import new_refused

PATH = "/v1.0/contact/departments/search"


def search(app, word, offset=0, size=100):
    status, answer = app.new("POST", PATH, {"queryWord": word, "offset": offset, "size": size})
    assert status == 200, answer
    assert set(answer) == {"hasMore", "totalCount", "list"}
    return answer


def hits(app, word):
    answer = search(app, word)
    assert answer["totalCount"] == len(answer["list"])
    assert answer["hasMore"] is False
    return answer["list"]


@pytest.fixture
def departments(plain_org):
    return {name: plain_org.department(name) for name in ("研发中心", "重庆分公司", "Research Lab", "曾氏工作室")}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("研发中心", "研发中心"),
        ("研", "研发中心"),
        ("发中", "研发中心"),
        ("yanfazhongxin", "研发中心"),
        ("yanfa", "研发中心"),
        ("zhongxin", "研发中心"),
        ("yfzx", "研发中心"),
        ("YANFA", "研发中心"),
        ("chongqing", "重庆分公司"),
        ("cqfgs", "重庆分公司"),
        ("zeng", "曾氏工作室"),
        ("research", "Research Lab"),
        ("lab", "Research Lab"),
        ("h L", "Research Lab"),
    ],
)
def test_any_part_of_a_name_and_its_pinyin(plain_org, departments, word, name):
    assert hits(plain_org.all, word) == [departments[name]]


def test_nothing_found(plain_org, departments):
    assert search(plain_org.all, "nothing") == {"hasMore": False, "totalCount": 0, "list": []}


def test_the_root_is_found_by_the_organizations_name(plain_org):
    assert hits(plain_org.all, plain_org.name) == [1]


def test_hidden_departments_are_found(plain_org):
    hidden = plain_org.department("Hidden", hide_dept=True)
    assert hits(plain_org.all, "Hidden") == [hidden]


def test_changes_are_found_at_once(plain_org):
    team = plain_org.department("Before")
    plain_org.all.ok("/topapi/v2/department/update", dept_id=team, name="After")
    assert (hits(plain_org.all, "Before"), hits(plain_org.all, "After")) == ([], [team])
    plain_org.all.ok("/topapi/v2/department/delete", dept_id=team)
    assert hits(plain_org.all, "After") == []


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_paging_to_the_end(plain_org, size):
    created = {plain_org.department(f"Team {number}") for number in range(7)}
    seen, offset = [], 0
    while True:
        answer = search(plain_org.all, "team", offset, size)
        assert answer["totalCount"] == 7
        seen += answer["list"]
        offset += size
        if not answer["hasMore"]:
            break
        assert len(answer["list"]) == size
    assert len(seen) == 7
    assert set(seen) == created
    assert search(plain_org.all, "team", 7, 10) == {"hasMore": False, "totalCount": 7, "list": []}


def test_a_page_holds_at_most_100(plain_org):
    for number in range(101):
        plain_org.department(f"Team {number}")
    answer = search(plain_org.all, "team", 0, 1000)
    assert (len(answer["list"]), answer["hasMore"], answer["totalCount"]) == (100, True, 101)


def test_the_scope(plain_org):
    inside = plain_org.department("Inside team")
    below = plain_org.department("Below team", inside)
    plain_org.department("Outside team")
    assert sorted(hits(plain_org.app(scope=[inside]), "team")) == sorted([inside, below])


def test_another_organization(plain_org, departments):
    other = Organization(plain_org.server, plain_org.store, "typed")
    assert hits(other.all, "yanfa") == []


@pytest.mark.parametrize("missing", ["queryWord", "offset", "size"])
def test_missing_parameters(plain_org, missing):
    body = {"queryWord": "team", "offset": 0, "size": 10}
    for absent in ({}, {missing: None}):
        sent = {key: value for key, value in body.items() if key != missing} | absent
        answer = plain_org.all.new("POST", PATH, sent)
        new_refused(answer, 400, f"Missing{missing}", f"{missing} is mandatory for this action.")


@pytest.mark.parametrize(
    "changed",
    [
        {"offset": -1},
        {"size": -1},
        {"size": 0},
        {"offset": "0"},
        {"size": 2.5},
        {"size": 10**30},
        {"queryWord": 7},
        {"queryWord": ["team"]},
        {"queryWord": ""},
    ],
    ids=str,
)
def test_bad_arguments(plain_org, changed):
    body = {"queryWord": "team", "offset": 0, "size": 10} | changed
    new_refused(plain_org.all.new("POST", PATH, body), 400, "parameter.error")
