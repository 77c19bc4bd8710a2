"""What makes the console quick, and what it must not cost: everything is asked for once, and what is out of sight stays ticked."""

import pytest

from conftest import until
from desk import told

CROWD = 230


@pytest.fixture(scope="module")
def crowd(desk):
    department = desk.org.department("呼叫中心")
    for number in range(CROWD):
        desk.org.user(f"agent{number:03}", department, name=f"坐席{number:03}", title="坐席")
    return department


def asked(page):
    """The addresses of what is read from here on."""
    paths = []
    page.on("request", lambda request: request.method == "GET" and "/v1.0/" in request.url and paths.append(request.url))
    return paths


@pytest.mark.parametrize("query", ["", "?state=leader", "?q=坐席1&direct=1"])
def test_opening_the_members_asks_for_nothing_twice(visit, desk, query):
    """The document asks early for what the page will want; were that spelled in another way, it would be fetched twice."""
    seen = desk.sign_in(visit())
    paths = asked(seen.page)
    seen.page.goto(f"/console/members{query}")
    seen.page.wait_for_selector("h2.oc-dept-name")
    seen.page.wait_for_load_state("networkidle")
    assert len(paths) == len(set(paths)), paths
    assert any("/session" in path for path in paths)
    assert sum("/console/members?" in path for path in paths) == 1, paths
    assert sum("/console/departments/0?" in path for path in paths) == 1, paths
    assert seen.page.evaluate("Object.keys(window.orgbookEarly)") == []


def test_other_pages_are_not_asked_for_people(visit, desk):
    seen = desk.sign_in(visit())
    paths = asked(seen.page)
    seen.page.goto("/console/settings")
    seen.page.wait_for_selector("h1")
    seen.page.wait_for_load_state("networkidle")
    assert not [path for path in paths if "/console/members" in path]


def test_nobody_who_is_not_signed_in_is_shown_anything(visit, desk):
    """What was asked for early is refused like everything else, and leads to the sign-in page."""
    seen = visit()
    bodies = seen.answers()
    seen.page.goto("/console/members")
    seen.page.wait_for_url("**/sign-in?**")
    assert not [body for body in bodies if "林知夏" in body]


def test_what_is_out_of_sight_stays_ticked(visit, desk, crowd):
    """People are fetched page by page; who was ticked on one that is no longer looked at is not forgotten."""
    seen = desk.sign_in(visit())
    page = seen.page
    page.goto(f"/console/members?dept={crowd}&sort=name")
    page.get_by_role("checkbox", name="选择 坐席001").check()
    box = "document.querySelector('.oc-people [role=grid] > .ob-scroll')"
    for number in (150, 215, 40):
        page.evaluate(f"{box}.scrollTop = {number} * 40")
        page.get_by_role("checkbox", name=f"选择 坐席{number:03}").check()
    page.get_by_text("已选 4 人").first.wait_for()
    page.evaluate(f"{box}.scrollTop = {box}.scrollHeight")
    page.wait_for_selector(f'[role="row"] .oc-name-text:has-text("坐席{CROWD - 1}")')
    page.keyboard.press("e")
    page.locator(".oc-batch input").fill("组长")
    page.keyboard.press("Enter")
    told(page, "4 人")
    titles = {number: desk.org.person(f"agent{number:03}")["title"] for number in (1, 40, 150, 215, 41)}
    assert titles == {1: "组长", 40: "组长", 150: "组长", 215: "组长", 41: "坐席"}


def test_a_far_part_of_the_list_is_fetched_where_it_is_looked_at(visit, desk, crowd):
    seen = desk.sign_in(visit())
    page = seen.page
    page.goto(f"/console/members?dept={crowd}&sort=name")
    page.wait_for_selector('[aria-rowindex="2"] .oc-name-text')
    paths = asked(page)
    page.evaluate("document.querySelector('.oc-people [role=grid] > .ob-scroll').scrollTop = 1e6")
    page.wait_for_selector(f'[role="row"] .oc-name-text:has-text("坐席{CROWD - 1}")')
    assert [path for path in paths if "offset=200" in path]
    assert not [path for path in paths if "offset=300" in path]
    until(page, "document.querySelectorAll('.oc-people [role=row]').length < 60")
