"""Whom to contact instead of an executive, industry contacts, and the page to which an invitation of partners leads."""

import json

import pytest
from company import Company
from conftest import until
from kit.client import Organization
from kit.own import Admin

SIZES = ["desktop", "phone"]


@pytest.fixture(scope="module")
def firm(server):
    """A company whose executive has an assistant, and which is a school besides."""
    firm = Company(server)
    firm.founder = Admin(firm.org, "founder")
    field = {"id": "assistant", "label": "助理", "type": "person", "instead": True}
    firm.founder.ok("POST", "console/fields", field)
    firm.user("secretary", "顾听澜", firm.office, title="总裁助理")
    firm.org.all.ok("/topapi/v2/user/update", userid="cheng", extension=json.dumps({"assistant": "secretary"}))
    firm.org.industry(
        {"type": "organization", "kind": "school"},
        {"type": "department", "id": 2, "parentId": 1, "name": "溪谷校区", "contactType": "classic", "departmentType": "campus"},
        {"type": "department", "id": 3, "parentId": 2, "name": "一年级一班", "contactType": "classic", "departmentType": "class"},
        {"type": "department", "id": 4, "parentId": 2, "name": "一年级二班", "contactType": "classic", "departmentType": "class"},
        {"type": "user", "id": "lin", "name": "林知夏", "departments": [3], "roles": ["teacher"]},
        {"type": "user", "id": "pupil", "name": "小满", "departments": [3], "roles": ["student"]},
        {"type": "user", "id": "other", "name": "谷雨", "departments": [4], "roles": ["student"]},
    )
    return firm


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("language", "theme"), [("zh-CN", "light"), ("en", "dark")])
def test_a_protected_card_says_why_and_whom_to_contact_instead(visit, firm, axe, size, language, theme):
    seen = visit(size, language, theme).as_person(firm, "zhou")
    page = seen.page
    sent = seen.answers()
    page.goto("/contacts/people/cheng")
    link = page.locator(".ct-instead a", has_text="顾听澜")
    link.wait_for()
    assert ("可以联系" if language == "zh-CN" else "Contact instead") in page.inner_text(".ct-instead")
    assert page.locator(".ct-field, .ph-field", has_text="助理").count() == 0, "told once"
    seen.shot(f"{size}-instead-{language}-{theme}")
    assert not axe(page)
    assert sent and not [body for body in sent if firm.mobile("cheng") in body]
    link.click()
    page.wait_for_url("**/people/secretary")


def test_nobody_is_named_who_may_not_be_seen(visit, firm):
    org = firm.org
    cellar = org.department("密室", firm.office)
    org.all.ok("/topapi/v2/user/update", userid="secretary", dept_id_list=str(cellar))
    org.all.ok("/topapi/v2/department/update", dept_id=cellar, hide_dept=True)
    try:
        seen = visit().as_person(firm, "zhou")
        sent = seen.answers()
        seen.page.goto("/contacts/people/cheng")
        seen.page.wait_for_selector("text=组织保护了这位同事的联系方式")
        seen.page.wait_for_load_state("networkidle")
        assert seen.page.locator(".ct-instead").count() == 0
        assert sent and not [body for body in sent if "顾听澜" in body or '"secretary"' in body]
    finally:
        org.all.ok("/topapi/v2/user/update", userid="secretary", dept_id_list=str(firm.office))


@pytest.mark.parametrize("size", SIZES)
def test_a_teacher_finds_his_class_and_nobody_else_does(visit, firm, axe, size):
    seen = visit(size).as_person(firm, "lin")
    page = seen.page
    sent = seen.answers()
    page.goto("/contacts")
    page.click("a:has-text('行业通讯录')")
    page.click("a:has-text('溪谷校区')")
    page.click("a:has-text('一年级一班')")
    page.wait_for_selector("text=小满")
    assert page.locator(".ct-industry li", has_text="小满").inner_text().split() == ["小满", "小满", "学生"]
    seen.shot(f"{size}-industry-zh-CN-light")
    assert not axe(page)
    page.goto("/contacts/industry/4")
    page.wait_for_selector(".ob-state")
    assert sent and not [body for body in sent if "谷雨" in body or "一年级二班" in body]
    other = visit(size).as_person(firm, "zhou")
    other.page.goto("/contacts")
    other.page.wait_for_selector("text=外部联系人")
    other.page.wait_for_load_state("networkidle")
    assert other.page.locator("text=行业通讯录").count() == 0


@pytest.fixture
def link(firm, server):
    """An invitation of another organization into what it owns: its address and the name."""
    owner = Organization(server, server.store, "typed")
    corp_id = owner.all.new("POST", "/v1.0/contact/cooperateCorps", {"orgName": "溪谷供应链"})[1]["cooperateCorpId"]
    return owner.all.new("GET", f"/v1.0/contact/cooperateCorps/{corp_id}/inviteInfos")[1]["inviteUrl"]


def test_the_invitation_of_partners_asks_to_sign_in_first(visit, firm, link):
    page = visit().page
    page.goto(link)
    page.wait_for_url("**/sign-in?to=*")
    assert "溪谷供应链" not in page.inner_text("body"), "nothing is told before"
    page.fill("input[autocomplete=username]", firm.mobile("zhou"))
    page.fill("input[type=password]", firm.give_password("zhou"))
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('加入溪谷供应链')")
    page.wait_for_selector("text=只有")
    assert page.get_by_role("button", name="申请加入").count() == 0, "somebody who administers nothing cannot ask"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("language", "theme"), [("zh-CN", "light"), ("en", "dark")])
def test_an_administrator_asks_for_a_department(visit, firm, link, axe, size, language, theme):
    firm.founder.ok("PUT", "console/admins/chen", {"kind": "primary"})
    seen = visit(size, language, theme).as_person(firm, "chen")
    page = seen.page
    page.goto(link)
    page.wait_for_selector("h1:has-text('溪谷供应链')")
    page.click(f"text={'我选的部门和人' if language == 'zh-CN' else 'Departments and people I choose'}")
    page.fill(".pk-field input", "平台")
    page.click(".pk-row:has-text('平台研发部') input")
    seen.shot(f"{size}-union-{language}-{theme}")
    assert not axe(page)
    page.click("button[type=submit]")
    page.wait_for_selector(".ob-state:has-text('溪谷供应链')")
    seen.shot(f"{size}-union-sent-{language}-{theme}")
    corp_id = link.split("corpId=")[1].split("&")[0]
    hosts = firm.founder.ok("GET", "console/partners")["hosts"]
    assert [each["state"] for each in hosts if each["corpId"] == corp_id] == ["waiting"]
    page.reload()
    until(page, "Boolean(document.querySelector('.ob-state')) && !document.querySelector('button[type=submit]')")


@pytest.mark.parametrize("place", ["/union/join", "/union/join?corpId=dingnothing&t=nothing", "{link}x"])
def test_a_link_that_leads_nowhere_says_so(visit, firm, link, place):
    page = visit().as_person(firm, "zhou").page
    page.goto(place.replace("{link}", link))
    page.wait_for_selector("text=找发链接给你的人要一个新的")
    assert "溪谷供应链" not in page.inner_text("body")
