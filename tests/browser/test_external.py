"""People outside the organization, for those who may see them."""


def test_external_contacts_are_listed_found_and_read(visit, company, axe):
    org = company.org
    wei = org.contact(name="章薇", company_name="明澄律师事务所", title="顾问律师", follower_user_id="zhou", mobile="13700001234")
    for field in ({"id": "site", "label": "网站", "type": "link"}, {"id": "terms", "label": "结算方式", "shown": False}):
        assert org.all.new("POST", "/v1.0/orgbook/console/contactFields", field)[0] == 200
    values = [{"id": "site", "value": "https://mingcheng.example/"}, {"id": "terms", "value": "月结三十天"}]
    assert org.all.new("PUT", f"/v1.0/orgbook/console/externalContacts/{wei}", {"remark": "介绍人姓吴", "fields": values})[0] == 200
    org.contact(name="章程", company_name="别家", follower_user_id="cheng", mobile="13700005678")
    for size, row in (("desktop", ".ct-row"), ("phone", ".ph-row")):
        seen = visit(size).as_person(company, "zhou")
        sent = seen.answers()
        page = seen.page
        page.goto("/contacts/external")
        page.click(f"{row}:has-text('章薇')")
        page.wait_for_selector("a[href='tel:13700001234']")
        page.wait_for_selector("dt:has-text('网站') + dd a[href='https://mingcheng.example/']")
        assert "明澄律师事务所 · 顾问律师" in page.inner_text(f"{row}:has-text('章薇')")
        assert not [each for each in axe(page) if each[0] in ("serious", "critical")]
        seen.shot(f"{size}-external-zh-CN-light")
        page.goto("/contacts/search?q=zhangwei")
        page.wait_for_selector(":text('章薇')")
        seen.shot(f"{size}-search-external-zh-CN-light")
        # Nor is what administrators keep for themselves.
        assert sent and not [body for body in sent if any(word in body for word in ("别家", "月结三十天", "介绍人姓吴"))]
