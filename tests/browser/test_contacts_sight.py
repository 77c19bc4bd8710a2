"""What somebody is shown, and what reaches the browser: partners, readings, roles, what is hidden, what may be filled in."""

import pytest
from company import Company
from conftest import until

PLANTED = {"name": "潜伏者", "title": "影子顾问", "email": "ghost-7741@example.com", "job_number": "GHOST-7741"}


@pytest.fixture(scope="module")
def firm(server):
    """A company of its own: what is hidden here is in nobody's way elsewhere."""
    return Company(server)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_partner_is_a_root_of_its_own_until_it_is_hidden(visit, server, size):
    firm = Company(server)
    seen = visit(size).as_person(firm, "zhou")
    page = seen.page
    page.goto("/contacts")
    page.wait_for_selector("text=组织架构" if size == "phone" else ".ct-rail .ct-section")
    page.wait_for_load_state("networkidle")
    assert page.locator("text=合作组织").count() == 0
    guest = firm.org.guest()
    mount = firm.org.mount(guest)
    name = firm.org.department_of(mount)["name"]
    page.goto("/contacts")
    row = page.locator(".ct-rail .ct-item" if size == "desktop" else ".ph-block[aria-label=合作组织] a", has_text=name)
    row.wait_for()
    assert row.locator(".ob-tag").inner_text() == "合作"
    seen.shot(f"{size}-partner-home-zh-CN-light")
    row.click()
    page.wait_for_url(f"**/departments/{mount}")
    page.wait_for_selector(f"h1:has-text('{name}')")
    page.click(".ct-list a.ct-row:has-text('Guest admin'), a.ph-row:has-text('Guest admin')")
    page.wait_for_selector(f".ob-tag:has-text('来自{name}')")
    seen.shot(f"{size}-partner-profile-zh-CN-light")
    rule = [{"branchCorpId": guest, "type": 0, "open": True}]
    status, answer = firm.org.all.new("PUT", "/v1.0/contact/cooperateCorps/branchVisibleSettings", rule)
    assert status == 200, answer
    sent = seen.answers()
    page.goto("/contacts")
    page.wait_for_selector("text=组织架构" if size == "phone" else ".ct-rail .ct-section")
    page.wait_for_load_state("networkidle")
    assert page.locator("text=合作").count() == 0
    assert sent and not [body for body in sent if name in body]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_reading_stands_behind_the_name_with_what_was_typed(visit, firm, size):
    seen = visit(size).as_person(firm, "zhou")
    page = seen.page
    page.goto("/contacts/search?q=zhang%20w")
    hit = page.locator("[role=option], .ph-row", has_text="0421").first
    hit.wait_for()
    assert hit.locator(".ct-reading").inner_text() == "zhāng wěi"
    assert hit.locator(".ct-reading mark").all_inner_texts() == ["zhāng", "w"]
    seen.shot(f"{size}-search-reading-zh-CN-light")
    page.goto("/contacts/search?q=0421")
    hit.wait_for()
    assert page.locator(".ct-reading").count() == 0, "a number has no reading"


def test_roles_are_chosen_beside_people_by_the_keyboard(visit, firm, axe):
    org = firm.org
    group = org.all.call("/role/add_role_group", name="职责")["groupId"]
    for name, holder in (("采购员", "zhang1"), ("审计员", "zhang4"), ("空缺", None)):
        role = org.all.call("/role/add_role", groupId=group, roleName=name)["roleId"]
        if holder:
            org.all.ok("/topapi/role/addrolesforemps", roleIds=str(role), userIds=holder)
    seen = visit().as_person(firm, "zhou")
    page = seen.page
    page.goto("/contacts/people/zhou")
    roles = page.evaluate("fetch('/v1.0/orgbook/roles?q=职责').then(answer => answer.json())")["roles"]
    assert [role["name"] for role in roles] == ["采购员", "审计员"], "a role that nobody holds is not there"
    with page.expect_popup() as popup:
        page.evaluate("void window.open('/picker?limit=3&kinds=person,department,role,roleGroup&origin=' + location.origin)")
    window = popup.value
    seen.watch(window)
    window.wait_for_selector(".pk-row")
    window.get_by_role("button", name="角色", exact=True).click()
    window.wait_for_selector(".pk-row:has-text('采购员')")
    window.screenshot(path=seen.place("picker-roles-zh-CN-light"))
    assert not [each for each in axe(window) if each[0] in ("serious", "critical")]
    window.fill(".pk input", "采购")
    until(window, "document.querySelectorAll('.pk-row').length === 2")
    window.focus(".pk-field input")
    chips = window.locator(".pk-chip")
    for _ in range(2):
        window.keyboard.press("ArrowDown")
    window.keyboard.press("Space")
    until(window, "document.querySelectorAll('.pk-chip').length === 1")
    assert chips.inner_text().strip() == "采购员"
    window.fill(".pk input", "")
    window.focus(".pk-field input")
    window.keyboard.press("Backspace")
    until(window, "document.querySelectorAll('.pk-chip').length === 0")


def test_nothing_of_the_hidden_reaches_the_browser(visit, firm):
    org = firm.org
    firm.user("ghost", PLANTED["name"], firm.platform, **{key: PLANTED[key] for key in ("title", "email", "job_number")})
    cellar = org.department("地下室", firm.rd)
    firm.user("dweller", "穴居人", cellar, title="看守")
    org.all.ok("/topapi/v2/department/update", dept_id=cellar, hide_dept=True)
    rule = {"objectStaffIds": ["ghost"], "hideInSearch": True, "hideInUserProfile": True}
    status, answer = org.all.new("PUT", "/v1.0/contact/contactHideSettings", rule)
    assert status == 200, answer
    fields = {"objectStaffIds": ["zhang2"], "hideFields": ["jobNumber", "title"]}
    status, answer = org.all.new("POST", "/v1.0/contact/staffAttributes/visibilitySettings", fields)
    assert status == 200, answer
    planted = [*PLANTED.values(), firm.mobile("ghost"), "地下室", "穴居人", "看守", firm.mobile("dweller")]
    planted += [firm.mobile("cheng"), firm.mobile("xu")]
    words = [PLANTED["name"], "qianfu", "qfz", PLANTED["title"], "7741", firm.mobile("ghost")[-4:], "地下", "穴居", "张伟"]
    for size in ("desktop", "phone"):
        seen = visit(size).as_person(firm, "zhou")
        sent = seen.answers()
        page = seen.page
        page.goto("/contacts")
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        places = [f"departments/{each}" for each in (1, firm.rd, firm.platform, cellar)]
        places += [f"people/{each}" for each in ("ghost", "dweller", "cheng", "xu", "chen", "zhang2")]
        places += ["chart", f"chart?at={firm.rd}", f"chart?at={cellar}", "card", "external"]
        places += [f"search?q={word}" for word in words]
        for place in places:
            page.goto(f"/contacts/{place}")
            page.wait_for_load_state("networkidle")
        # An echo of what was typed is no answer: the server never repeats a query.
        assert len(sent) > len(places)
        told = [(word, body[:300]) for body in sent for word in planted if word in body]
        assert not told
        kept = "caches.open('people').then(async kept => (await Promise.all((await kept.keys()).map(one => kept.match(one).then(each => each.text())))).join())"
        text = page.evaluate(kept)
        assert "许清和" in text and not [word for word in planted if word in text]
        assert page.evaluate("people => people.filter(each => JSON.stringify(localStorage).includes(each))", planted) == []


def test_exactly_what_is_opened_may_be_filled_in_and_errors_stand_at_the_field(visit, firm):
    org = firm.org
    fields = [{"id": "page", "label": "主页", "type": "link"}, {"id": "buddy", "label": "搭档", "type": "person"}]
    for field in fields:
        status, answer = org.all.new("POST", "/v1.0/orgbook/console/fields", {**field, "fillable": True, "shown": True})
        assert status == 200, answer
    for size in ("desktop", "phone"):
        seen = visit(size).as_person(firm, "zhou")
        page = seen.page
        page.goto("/contacts/edit")
        page.wait_for_selector(".ct-form-field")
        told = page.evaluate("fetch('/v1.0/orgbook/me/profile').then(answer => answer.json())")["fields"]
        assert page.locator(".ct-form-field").count() == len(told)
        box = page.get_by_label("主页")
        box.fill("javascript:alert(1)")
        page.click("button[type=submit]")
        page.wait_for_selector(".ct-form-field:has-text('主页') [role=alert]:has-text('https://')")
        assert box.get_attribute("aria-invalid") == "true"
        seen.shot(f"{size}-edit-wrong-zh-CN-light")
        box.fill(f"https://zhou.example/{size}")
        assert page.locator(".ct-form-field [role=alert]").count() == 0
        page.get_by_role("button", name="搭档").click()
        page.fill(".pk input", "xqh")
        page.click(".pk-row:has-text('许清和') input")
        page.get_by_role("button", name="搭档: 许清和").wait_for()
        page.click("button[type=submit]")
        page.wait_for_selector(".ob-undo:has-text('已保存')")
        page.goto("/contacts/people/zhou")
        page.wait_for_selector(f"a[href='https://zhou.example/{size}']")
        page.goto("/contacts/edit")
        page.wait_for_selector(".ct-form-field")
        page.get_by_role("button", name="清空").click()
        page.click("button[type=submit]")
        page.wait_for_selector(".ob-undo:has-text('已保存')")
    refused = page.evaluate(
        """async () => {
            const session = await (await fetch('/v1.0/orgbook/session')).json();
            const tried = [];
            for (const id of ['title', 'job_number', 'mobile', 'nothing']) {
                const answer = await fetch('/v1.0/orgbook/me/profile', {
                    method: 'PUT',
                    headers: {'content-type': 'application/json', 'x-orgbook-csrf': session.csrf},
                    body: JSON.stringify({fields: [{id, value: '总裁'}]}),
                });
                tried.push([id, answer.status]);
            }
            return tried;
        }"""
    )
    assert refused == [[each, 404] for each in ("title", "job_number", "mobile", "nothing")]


def test_revocation_reaches_a_star_and_its_cache_as_soon_as_the_network_is_back(visit, server):
    firm = Company(server)
    seen = visit("desktop").as_person(firm, "zhou")
    page = seen.page
    page.goto("/contacts")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    page.goto("/contacts/people/ayg")
    page.wait_for_selector(".ct-name:has-text('阿依古丽')")
    page.keyboard.press("s")
    page.wait_for_selector(".ob-undo")
    page.goto("/contacts/starred")
    page.wait_for_selector(".ct-list .ct-row:has-text('阿依古丽')")
    seen.context.set_offline(True)
    page.wait_for_selector("text=没有网络")
    rule = {"objectStaffIds": ["ayg"], "hideInSearch": True, "hideInUserProfile": True}
    status, answer = firm.org.all.new("PUT", "/v1.0/contact/contactHideSettings", rule)
    assert status == 200, answer
    assert page.locator(".ct-list .ct-row:has-text('阿依古丽')").count() == 1, "nobody has told this device yet"
    seen.context.set_offline(False)
    page.wait_for_selector("text=还没有星标的同事")
    until(page, "!JSON.stringify(localStorage).includes('阿依古丽')")
    urls = "caches.open('people').then(each => each.keys()).then(all => all.map(one => one.url))"
    assert not [url for url in page.evaluate(urls) if url.endswith("/ayg")]


def test_somebody_of_two_organizations_changes_on_a_phone(visit, server):
    firm = Company(server)
    names = ("org", "new", "第二家公司", "--admin", "周牧野", "--mobile", firm.mobile("zhou"))
    other = firm.org.store.run(*names)
    password = firm.give_password("zhou")
    there = ("user", "password", "--org", other["corpId"], other["adminUserId"], "--stdin")
    firm.org.store.run(*there, input=f"{password}\n")
    seen = visit("phone")
    page = seen.page
    body = {"login": firm.mobile("zhou"), "password": password}
    answer = seen.context.request.post("/v1.0/orgbook/sign-in", data=body).json()
    assert answer["state"] == "chooseOrganization"
    headers = {"x-orgbook-csrf": answer["csrf"]}
    chosen = seen.context.request.post("/v1.0/orgbook/session/organization", data={"corpId": firm.corp_id}, headers=headers)
    assert chosen.json()["state"] == "signedIn"
    page.goto("/contacts/people/xu")
    page.wait_for_selector(".ph-who h1:has-text('许清和')")
    page.goto("/contacts/me")
    page.click("button:has-text('第二家公司')")
    page.wait_for_selector(".ph-organization strong:has-text('第二家公司')")
    assert page.locator("text=许清和").count() == 0, "whom one saw elsewhere stays elsewhere"
    page.goto("/contacts/people/xu")
    page.wait_for_selector("text=没有这位同事，或者你看不到")
    page.goto("/contacts/me")
    page.wait_for_selector("[aria-pressed=true]:has-text('第二家公司')")
