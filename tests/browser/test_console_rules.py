"""Visibility, Executive mode, fields and scopes: what administrators set is what people see."""

from desk import open_department, pick, rows, told, undo


def test_departments_hidden_by_switch_and_by_api_are_seen_by_nobody_and_the_rule_is_named(console, desk):
    outsider = desk.as_person("chen")
    assert outsider(f"departments/{desk.lab}")[0] == 200
    seen = console(f"members?dept={desk.lab}")
    page = seen.page
    page.get_by_role("button", name="部门设置").click()
    page.get_by_role("menuitem", name="设置").click()
    page.get_by_role("switch", name="对外隐藏").click()
    told(page, "已修改预研实验室的对外隐藏")
    page.wait_for_selector('[role="treeitem"]:has-text("预研实验室") >> text=对外隐藏')
    rule = {"name": "平台部对外隐藏", "objectDeptIds": [desk.platform], "active": True}
    rule |= {"hideInSearch": True, "hideInUserProfile": True}
    status, made = desk.org.all.new("PUT", "/v1.0/contact/contactHideSettings", rule)
    assert status == 200, made
    for hidden, person in ((desk.lab, "gu"), (desk.platform, "zhou")):
        assert outsider(f"departments/{hidden}")[0] == 404
        assert outsider(f"people/{person}")[0] == 404
    assert outsider("search?q=周牧野")[1]["people"] == []

    page.goto(f"/console/visibility?rule={made['result']}&viewer=chen&target=zhou")
    page.wait_for_selector(".oc-verdict:has-text('看不见')")
    page.wait_for_selector(".ob-why-box:has-text('平台部对外隐藏')")
    page.wait_for_selector(".oc-department-rules:has-text('预研实验室')")
    seen.shot("console-visibility")
    page.goto("/console/visibility?viewer=chen&target=gu")
    page.wait_for_selector(".ob-why-box:has-text('预研实验室')")

    page.get_by_role("switch", name="平台部对外隐藏").click()
    told(page, "已停用「平台部对外隐藏」")
    assert outsider("people/zhou")[0] == 200
    page.get_by_role("switch", name="预研实验室").click()
    told(page, "已停用「预研实验室」")
    assert outsider("people/gu")[0] == 200


def test_a_rule_is_a_sentence_whose_effect_is_counted_before_it_is_saved(console, desk):
    seen = console("visibility?viewer=chen&target=xu")
    page = seen.page
    page.get_by_role("button", name="新建规则").first.click()
    page.get_by_label("规则名称").fill("许清和对外隐藏")
    page.locator(".oc-sentence", has_text="把").get_by_role("button", name="添加").click()
    pick(page, "许清和")
    page.keyboard.press("Escape")
    page.wait_for_selector(".oc-effect:has-text('对看不见')")
    page.wait_for_selector(".oc-verdict:has-text('保存后看不见')")
    assert desk.as_person("chen")("people/xu")[0] == 200, "nothing is saved yet"
    page.keyboard.press("Control+s")
    told(page, "已新建「许清和对外隐藏」")
    assert desk.as_person("chen")("people/xu")[0] == 404
    undo(page)
    page.wait_for_selector("tr:has-text('许清和对外隐藏')", state="detached")
    assert desk.as_person("chen")("people/xu")[0] == 200


def test_executive_mode_hides_the_number_from_everybody(console, visit, desk):
    """Story 5: an outsider is kept off, another executive and whoever is let through are not; nobody sees the number."""
    seen = console(f"members?dept={desk.platform}&person=lin")
    page = seen.page
    page.get_by_role("switch", name="高管模式").click()
    told(page, "已修改林知夏的高管模式")
    person = desk.as_person("zhou")("people/lin")[1]
    assert person["protected"] and "mobile" not in person
    page.goto("/console/visibility?tab=executive&executive=lin")
    page.wait_for_selector("li:has-text('林知夏')")
    scene = page.get_by_role("checkbox", name="单聊与群聊")
    scene.wait_for()
    scene.click()
    told(page, "已修改 林知夏 的高管模式")
    blocked = lambda viewer: set(desk.as_person(viewer)("people/lin")[1]["blocked"])
    assert "CHAT" in blocked("zhou") and "CALL" in blocked("zhou")
    drawer = page.locator(".oc-insp")
    drawer.get_by_role("button", name="添加").click()
    pick(page, "许清和")
    told(page, "已修改 林知夏 的高管模式")
    page.keyboard.press("Escape")
    drawer.locator(".oc-chip", has_text="许清和").wait_for()
    seen.shot("console-executive")
    assert blocked("xu") == set() and "CHAT" in blocked("zhou")
    desk.org.all.ok("/topapi/v2/user/update", userid="gu", senior_mode=True)
    assert blocked("gu") == set(), "executives are among themselves"
    for viewer in ("zhou", "xu", "gu"):
        assert "mobile" not in desk.as_person(viewer)("people/lin")[1], viewer
    desk.org.all.ok("/topapi/v2/user/update", userid="gu", senior_mode=False)
    outsider = desk.sign_in(visit(), "zhou")
    outsider.page.goto("/contacts/people/lin")
    outsider.page.wait_for_selector(".ct-protected")
    assert desk.org.person("lin")["mobile"] not in outsider.page.content()
    outsider.shot("contacts-executive-outsider")
    page.goto(f"/console/members?dept={desk.platform}&person=lin")
    page.get_by_role("switch", name="高管模式").click()
    told(page, "已修改林知夏的高管模式")
    assert "mobile" in desk.as_person("zhou")("people/lin")[1]


def test_executive_mode_is_set_by_whoever_administers_rules_alone(console, desk):
    desk.org.all.ok("/topapi/v2/user/update", userid="gu", senior_mode=True)
    desk.as_founder("PUT", "console/admins/wang1", {"kind": "sub", "modules": ["visibility"]})
    seen = console("visibility?tab=executive", userid="wang1")
    page = seen.page
    refused = []
    page.on("response", lambda answer: answer.status >= 400 and refused.append(answer.url))
    page.locator(".oc-rows").get_by_role("button", name="顾南乔").click()
    side = page.locator(".oc-insp")
    side.get_by_role("checkbox", name="电话会议与办公电话").click()
    told(page, "已修改 顾南乔 的高管模式")
    seen.shot("console-executive-rules-alone")
    page.get_by_role("button", name="添加高管").click()
    pick(page, "许清和")
    side.get_by_text("许清和 的高管模式").wait_for()
    side.get_by_role("switch", name="高管模式").click()
    page.locator(".oc-rows").get_by_role("button", name="许清和").wait_for()
    assert refused == []
    assert desk.org.person("xu")["senior"]
    undo(page)
    page.locator(".oc-rows").get_by_role("button", name="许清和").wait_for(state="detached")
    desk.org.all.ok("/topapi/v2/user/update", userid="gu", senior_mode=False)
    desk.as_founder("DELETE", "console/admins/wang1", None)


def test_fields_that_are_switched_off_are_gone_from_profile_and_search(console, desk):
    seen = console("fields")
    page = seen.page
    fields = lambda: [one["id"] for one in desk.as_person("zhou")("people/xu")[1]["fields"]]
    switch = page.get_by_role("switch", name="工号: 显示")
    switch.wait_for()
    if switch.get_attribute("aria-checked") == "false":
        switch.click()
        told(page, "「工号」显示在资料页")
    assert "job_number" in fields()
    page.wait_for_selector(".oc-preview dt:has-text('工号')")
    page.get_by_role("switch", name="工号: 显示").click()
    told(page, "「工号」不再显示在资料页")
    page.wait_for_selector(".oc-preview dt:has-text('工号')", state="detached")
    assert "job_number" not in fields()
    undo(page)
    page.wait_for_selector(".oc-preview dt:has-text('工号')")
    found = lambda: [one["userId"] for one in desk.as_person("zhou")("search?q=0233")[1]["people"]]
    # A number to call of somebody else may end like it.
    assert "xu" in found()
    page.get_by_role("switch", name="工号: 可搜索").click()
    told(page, "不能再按「工号」搜索")
    assert "xu" not in found()
    undo(page)
    page.wait_for_selector(".ob-undo", state="detached")
    own = lambda: [one["id"] for one in desk.as_person("zhou")("me/profile")[1]["fields"]]
    before = own()
    page.get_by_role("switch", name="职务: 可填写").click()
    page.wait_for_selector(".ob-undo")
    assert ("title" in own()) != ("title" in before), "what people fill in follows"
    undo(page)
    page.wait_for_selector(".ob-undo", state="detached")
    label = lambda: [one["label"] for one in desk.as_person("zhou")("people/xu")[1]["fields"] if one["id"] == "job_number"]
    page.get_by_role("button", name="字段「工号」的名称").click()
    page.keyboard.press("Escape")
    assert label() == ["工号"]
    page.get_by_role("button", name="字段「工号」的名称").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("邮箱")
    page.keyboard.press("Enter")
    page.get_by_text("已有叫").wait_for()
    assert label() == ["工号"], "two fields are not called the same"
    page.get_by_role("button", name="字段「工号」的名称").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("员工编号")
    page.keyboard.press("Enter")
    told(page, "员工编号")
    assert label() == ["员工编号"]
    undo(page)
    page.get_by_role("button", name="字段「工号」的名称").wait_for()
    assert label() == ["工号"]
    page.get_by_role("button", name="工号 上移").click()
    told(page, "已调整「工号」的位置")
    seen.shot("console-fields")


def test_a_sub_admin_reaches_nobody_outside_the_scope(console, desk):
    page = console("admins?person=zhou").page
    page.locator(".oc-insp").get_by_role("button", name="添加").first.click()
    pick(page, "平台研发部")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="设为管理员").click()
    told(page, "周牧野 现在是管理员")

    seen = console("members", userid="zhou")
    page = seen.page
    page.wait_for_selector("h2.oc-dept-name:has-text('平台研发部')")
    page.wait_for_selector('[role="row"] .oc-name-text')
    assert page.locator('[role="treeitem"]').all_inner_texts()[0].startswith("平台研发部")
    assert "陈砚秋" not in rows(page)
    page.goto("/console/members?person=chen")
    page.wait_for_selector(".oc-insp [role=alert]")
    assert "陈砚秋" not in page.content()
    page.goto(f"/console/members?dept={desk.sales}")
    page.wait_for_selector(".oc-people [role=alert]")
    assert "华东销售部" not in page.content() and "陈砚秋" not in page.content()
    ask = lambda path: page.context.request.get(f"/v1.0/orgbook/console/{path}")
    export = ask("export")
    assert export.status == 200 and export.json()["rowCount"] == 6, export.text()
    for path in (f"export?deptId={desk.sales}", "people/chen", f"departments/{desk.sales}", "admins", "apps"):
        assert ask(path).status in (403, 404), path
    page.keyboard.press("Control+k")
    page.locator("dialog[open] input").fill("陈砚秋")
    page.wait_for_selector("dialog[open] >> text=没有找到")
    seen.shot("console-sub-admin")
