"""Stories of two people: one comes by a link, another lets him in; on a phone as well as at a desk."""

from desk import pick, serious, told


def apply(visitor, address, name, mobile):
    """Asks to become a member in a browser of one's own."""
    page = visitor.page
    page.goto(address)
    page.get_by_label("姓名").fill(name)
    page.get_by_label("手机号").fill(mobile)
    page.locator("form button[type=submit]").click()
    page.wait_for_selector(".ob-state")


def test_a_link_leads_a_stranger_in(visit, desk):
    """Story 2: a link is made, opened in a second browser, and whoever came by it is approved and present."""
    seen = desk.sign_in(visit())
    page = seen.page
    page.goto("/console/applications?tab=invite")
    # While links lead nowhere the page says so, and opens them.
    note = page.locator(".oc-note-care")
    note.wait_for()
    note.get_by_role("button").click()
    told(page, "已修改：链接与二维码")
    note.wait_for(state="detached")
    page.get_by_role("button", name="邀请进部门").click()
    pick(page, "平台研发部")
    open_ones = lambda: len(desk.as_founder("GET", "console/invitations", None)["invitations"])
    before = open_ones()
    page.get_by_role("button", name="生成邀请").dblclick()
    told(page, "已生成邀请")
    page.get_by_role("button", name="撤回").first.wait_for()
    assert open_ones() == before + 1, "a double click is one wish"
    address = page.locator(".oc-invite code").inner_text()
    seen.shot("story-2-invitation")

    stranger = visit()
    stranger.page.goto(address)
    stranger.page.wait_for_selector("text=平台研发部")
    stranger.shot("story-2-link")
    apply(stranger, address, "贺新来", "13655550001")
    stranger.shot("story-2-applied")

    page.goto("/console/applications")
    row = page.locator("li", has_text="贺新来")
    row.wait_for()
    assert page.locator(".oc-nav-link", has_text="加入申请").locator(".oc-nav-count").inner_text().startswith("1")
    seen.shot("story-2-waiting")
    row.get_by_role("button", name="通过").click()
    # The form is filled in by the invitation and by those who are in the department; what is changed in it counts.
    form = page.get_by_role("complementary", name="让 贺新来 加入")
    form.locator(".oc-chip", has_text="平台研发部").wait_for()
    form.locator(".oc-chip", has_text="林知夏").wait_for()
    assert form.get_by_label("姓名").input_value() == "贺新来"
    form.get_by_role("button", name="工程师", exact=True).click()
    assert form.get_by_label("职务").input_value() == "工程师"
    form.get_by_label("工号").fill("2001")
    seen.shot("story-2-approve")
    assert serious(page) == []
    form.get_by_role("button", name="通过").click()
    told(page, "已通过 贺新来")
    row.wait_for(state="detached")
    page.goto(f"/console/members?dept={desk.platform}&q=贺新来")
    page.wait_for_selector('[role="row"] .oc-name-text:has-text("贺新来")')
    seen.shot("story-2-member")
    userid = desk.org.all.ok("/topapi/v2/user/getbymobile", mobile="13655550001")["userid"]
    member = desk.org.person(userid)
    assert (member["title"], member["job_number"], member["manager_userid"]) == ("工程师", "2001", "lin")

    # An invitation that was taken back leads nowhere.
    page.goto("/console/applications?tab=invite")
    page.get_by_role("button", name="撤回").first.click()
    told(page, "已撤回邀请")
    stranger.page.goto(address)
    stranger.page.wait_for_selector("[role=alert]")
    assert stranger.page.get_by_label("姓名").count() == 0


def test_on_a_phone_applications_are_approved_rejected_and_blocked(visit, desk, furniture):
    """Story 10, the part of whoever administers: by thumb, without anything beyond the edge of the screen."""
    for name in ("来一", "来二", "来三"):
        furniture.apply(name)
    seen = desk.sign_in(visit("phone"))
    page = seen.page
    page.goto("/console/applications")
    first = page.locator("li", has_text="来一")
    first.wait_for()
    seen.shot("story-10-phone-waiting")
    for button in first.get_by_role("button").all():
        box = button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, box
        assert box["height"] >= 44, f"too small for a thumb: {button.inner_text()} {box}"
    first.get_by_role("button", name="通过").tap()
    form = page.get_by_role("complementary", name="让 来一 加入")
    form.get_by_role("button", name="选择部门").tap()
    pick(page, "华东销售部")
    seen.shot("story-10-phone-department")
    form.get_by_label("姓名").fill(" ")
    form.get_by_role("button", name="通过").tap()
    form.locator(".ant-form-item-explain-error").wait_for()
    form.get_by_label("姓名").fill("来一")
    form.get_by_role("button", name="通过").tap()
    told(page, "已通过 来一")
    first.wait_for(state="detached")
    sure = page.get_by_role("dialog")
    page.locator("li", has_text="来二").get_by_role("button", name="屏蔽").tap()
    page.get_by_role("dialog", name="屏蔽「来二」？").wait_for()
    sure.get_by_role("button", name="取消").tap()
    sure.wait_for(state="detached")
    page.locator("li", has_text="来二").get_by_role("button", name="拒绝").tap()
    page.get_by_role("dialog", name="拒绝「来二」的申请？").wait_for()
    seen.shot("story-10-phone-reject")
    sure.get_by_role("button", name="拒绝").tap()
    told(page, "已拒绝 来二")
    page.locator("li", has_text="来三").get_by_role("button", name="屏蔽").tap()
    sure.get_by_role("button", name="屏蔽").tap()
    told(page, "已屏蔽 来三")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".ant-segmented-item", has_text="已处理").tap()
    page.wait_for_selector("li:has-text('来一') >> text=已通过")
    seen.shot("story-10-phone-done")
    page.locator(".ant-segmented-item", has_text="已屏蔽").tap()
    page.wait_for_selector("li:has-text('来三')")
    page.locator("li", has_text="来一").wait_for(state="detached")
    names = [one["name"] for one in desk.org.all.ok("/topapi/v2/user/list", dept_id=desk.sales, cursor=0, size=100)["list"]]
    assert "来一" in names and not {"来二", "来三"} & set(names)


def test_a_form_that_is_closed_lets_nobody_in(visit, desk, furniture):
    furniture.apply("来又走")
    page = desk.sign_in(visit()).page
    page.goto("/console/applications")
    row = page.locator("li", has_text="来又走")
    row.get_by_role("button", name="通过").click()
    form = page.get_by_role("complementary", name="让 来又走 加入")
    form.get_by_label("姓名").wait_for()
    form.get_by_role("button", name="取消").click()
    form.wait_for(state="detached")
    waiting = furniture.own("GET", "console/applications?size=200")["applications"]
    (application,) = [one["application"] for one in waiting if one["application"]["name"] == "来又走"]
    # A userid that somebody has is refused; the form stays as it is.
    row.get_by_role("button", name="通过").click()
    form.get_by_label("UserID").fill("lin")
    form.get_by_role("button", name="通过").click()
    page.locator(".ant-message-notice").first.wait_for()
    assert form.get_by_label("UserID").input_value() == "lin"
    furniture.own("POST", f"console/applications/{application['id']}/reject", {})


def test_several_are_approved_at_once(visit, desk, furniture):
    for number in range(3):
        furniture.apply(f"同来{number}")
    page = desk.sign_in(visit()).page
    page.goto("/console/applications")
    page.locator("li", has_text="同来2").wait_for()
    for number in range(3):
        page.get_by_role("checkbox", name=f"选择 同来{number}").check()
    page.get_by_role("button", name="通过 3 人到…").click()
    pick(page, "预研实验室")
    told(page, "已通过 3 人")
    page.locator("li", has_text="同来2").wait_for(state="detached")
    names = [one["name"] for one in desk.org.all.ok("/topapi/v2/user/list", dept_id=desk.lab, cursor=0, size=100)["list"]]
    assert {"同来0", "同来1", "同来2"} <= set(names)
