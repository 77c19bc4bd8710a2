"""What an administrator does on a phone, and asking others in: approve, add, move, hide, invite."""

from company import Company
from conftest import until
from desk import PASSWORD, at_last, serious
from kit.client import mobile_number


def opened(page, heading):
    return page.locator("section", has=page.get_by_role("heading", name=heading))


def choose(page, section, row, text):
    section.locator(".ph-pick", has_text=row).click()
    page.fill(".adm-popup .pk input", text)
    page.click(f".adm-popup .pk-row:has-text('{text}') input")
    page.wait_for_selector(".adm-popup", state="detached")


def test_an_administrator_approves_adds_moves_and_hides_on_the_way(visit, server):
    firm = Company(server)
    org = firm.org
    org.store.run("user", "password", "--org", org.corp_id, "founder", "--stdin", input=f"{PASSWORD}\n")
    settings = {"linkInvite": True, "inviteSwitch": True}
    status, answer = org.all.new("PUT", "/v1.0/orgbook/console/invitations/settings", settings)
    assert status == 200, answer
    status, made = org.all.new("POST", "/v1.0/orgbook/console/invitations", {})
    assert status == 200, made
    applicant = {"name": "新同事", "mobile": mobile_number(), "greeting": "你好"}
    path = f"/v1.0/orgbook/invitations/{made['invitation']['code']}/applications"
    status, answer = org.connection.new("POST", path, json=applicant)
    assert status == 200, answer
    seen = visit("phone")
    page = seen.page
    body = {"login": org.person("founder")["mobile"], "password": PASSWORD}
    assert seen.context.request.post("/v1.0/orgbook/sign-in", data=body).json()["state"] == "signedIn"
    page.goto("/contacts")
    page.click("a:has-text('管理')")
    waiting = opened(page, "等待确认的申请")
    waiting.get_by_role("button", name="同意").click()
    page.wait_for_selector(".ob-undo:has-text('新同事已加入')")
    waiting.wait_for(state="detached")
    assert "新同事" in [each["name"] for each in org.all.ok("/topapi/v2/user/list", dept_id=1, cursor=0, size=50)["list"]]
    add = opened(page, "添加成员")
    add.get_by_label("姓名").fill("顾南乔")
    add.get_by_label("手机").fill(firm.mobile("xu"))
    choose(page, add, "部门", "财务部")
    add.get_by_role("button", name="添加").click()
    until(page, "[...document.querySelectorAll('[role=alert]')].some(each => each.textContent !== '')")
    seen.shot("phone-manage-taken-zh-CN-light")
    add.get_by_label("手机").fill(mobile_number())
    add.get_by_role("button", name="添加").click()
    page.wait_for_selector(".ob-undo:has-text('已添加顾南乔')")
    move = opened(page, "移动成员")
    choose(page, move, "成员", "许清和")
    choose(page, move, "部门", "财务部")
    move.get_by_role("button", name="移到").click()
    page.wait_for_selector(".ob-undo:has-text('许清和已移到财务部')")
    assert org.person("xu")["dept_id_list"] == [firm.finance]
    page.click(".ob-undo button")
    until(page, "!document.querySelector('.ob-undo')")
    at_last(page, lambda: sorted(org.person("xu")["dept_id_list"]) == sorted([firm.identity, firm.platform]))
    hide = opened(page, "隐藏部门")
    choose(page, hide, "部门", "总裁办")
    hide.get_by_role("button", name="隐藏", exact=True).click()
    page.wait_for_selector(".ob-undo:has-text('已隐藏总裁办')")
    assert org.department_of(firm.office)["hide_dept"] is True
    seen.shot("phone-manage-zh-CN-light")
    assert not serious(page)
    stranger = visit("phone").as_person(firm, "zhou").page
    stranger.goto(f"/contacts/departments/{firm.office}")
    stranger.wait_for_selector("text=没有这个部门，或者你看不到")
    stranger.goto("/contacts/manage")
    stranger.wait_for_selector("text=你不是管理员")


def test_whoever_may_invite_gets_a_link_and_whoever_may_not_is_told(visit, server):
    firm = Company(server)
    page = visit("phone").as_person(firm, "zhou").page
    page.goto("/contacts/invite")
    settings = {"membersMayInvite": False}
    status, answer = firm.org.all.new("PUT", "/v1.0/orgbook/console/invitations/settings", settings)
    assert status == 200, answer
    page.click("button:has-text('生成邀请链接')")
    page.wait_for_selector("[role=alert]:has-text('没有对你开放邀请')")
    settings = {"inviteSwitch": True, "linkInvite": True, "membersMayInvite": True}
    status, answer = firm.org.all.new("PUT", "/v1.0/orgbook/console/invitations/settings", settings)
    assert status == 200, answer
    page.click("button:has-text('生成邀请链接')")
    page.wait_for_selector("code.ct-link")
    link = page.inner_text("code.ct-link")
    assert "/join/" in link
    visitor = visit("phone").page
    visitor.goto(link)
    visitor.wait_for_selector("text=示例公司")
