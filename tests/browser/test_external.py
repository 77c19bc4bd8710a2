"""People outside the organization, for those who may see them."""


def test_external_contacts_are_listed_found_and_read(visit, company, axe):
    org = company.org
    org.contact(name="章薇", company_name="明澄律师事务所", title="顾问律师", follower_user_id="zhou", mobile="13700001234")
    org.contact(name="章程", company_name="别家", follower_user_id="cheng", mobile="13700005678")
    for size, row in (("desktop", ".ct-row"), ("phone", ".ph-row")):
        seen = visit(size).as_person(company, "zhou")
        sent = seen.answers()
        page = seen.page
        page.goto("/contacts/external")
        page.click(f"{row}:has-text('章薇')")
        page.wait_for_selector("a[href='tel:13700001234']")
        assert "明澄律师事务所 · 顾问律师" in page.inner_text(f"{row}:has-text('章薇')")
        assert not [each for each in axe(page) if each[0] in ("serious", "critical")]
        seen.shot(f"{size}-external-zh-CN-light")
        page.goto("/contacts/search?q=zhangwei")
        page.wait_for_selector(":text('章薇')")
        seen.shot(f"{size}-search-external-zh-CN-light")
        assert sent and not [body for body in sent if "别家" in body]
