"""Stars and recent colleagues follow the person from device to device, also those without a network for a while."""

import pytest
from company import Company
from conftest import until

STARS = ".ct-list .ct-row .ob-person-1 > .ob-ell"


@pytest.fixture(scope="module")
def firm(server):
    """A company of its own: what is starred elsewhere is not here."""
    return Company(server)


def star(page, userid):
    page.goto(f"/contacts/people/{userid}")
    page.wait_for_selector(".ct-name, .ph-who h1")
    page.click("[aria-label=星标]")
    page.wait_for_selector(".ob-undo")


def told(page):
    """What the server keeps of whoever is signed in on this page."""
    kept = page.evaluate("fetch('/v1.0/orgbook/me/kept').then(answer => answer.json())")
    return {name: [each["userId"] for each in kept[name]] for name in ("starred", "recent")}


def until_told(page, name, userids):
    until(
        page,
        f"fetch('/v1.0/orgbook/me/kept').then(answer => answer.json())"
        f".then(kept => kept.{name}.map(each => each.userId).join() === '{','.join(userids)}')",
    )


def test_a_star_put_on_one_device_is_on_the_other_and_goes_there_too(visit, firm):
    desk = visit().as_person(firm, "zhou").page
    star(desk, "xu")
    until_told(desk, "starred", ["xu"])
    phone = visit("phone").as_person(firm, "zhou")
    phone.page.goto("/contacts")
    phone.page.wait_for_selector(".ph-stars :text('许清和')")
    phone.shot("phone-starred-elsewhere-zh-CN-light")
    phone.page.goto("/contacts/people/xu")
    phone.page.click("[aria-label=取消星标]")
    until_told(desk, "starred", [])
    desk.goto("/contacts/starred")
    desk.wait_for_selector("text=出现在这里，你的每台设备上都有")
    until(desk, f"document.querySelectorAll('{STARS}').length === 0")
    other = visit().as_person(firm, "lin").page
    other.goto("/contacts")
    assert told(other) == {"starred": [], "recent": []}, "nobody else has it"


def test_what_happened_without_a_network_is_told_when_it_is_back(visit, firm):
    seen = visit("phone").as_person(firm, "emily")
    page = seen.page
    page.goto("/contacts")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    for userid in ("zhang1", "wang1"):
        page.goto(f"/contacts/people/{userid}")
        page.wait_for_selector(".ph-who h1")
    until_told(page, "recent", ["wang1", "zhang1"])
    seen.context.set_offline(True)
    page.goto("/contacts")
    page.wait_for_selector("text=没有网络")
    star(page, "zhang1")
    page.goto("/contacts")
    page.wait_for_selector(".ph-stars :text('张伟')")
    # Another device, which has a network, goes on meanwhile.
    desk = visit().as_person(firm, "emily").page
    star(desk, "lin")
    until_told(desk, "starred", ["lin"])
    seen.context.set_offline(False)
    until_told(desk, "starred", ["lin", "zhang1"])
    page.wait_for_selector(".ph-stars :text('林知夏')")
    assert page.locator(".ph-stars li").count() == 2


def test_what_this_browser_kept_before_comes_along_once(visit, firm):
    page = visit().as_person(firm, "chen").page
    page.goto("/contacts")
    page.wait_for_selector(".ct-rail")
    before = {"starred": [{"userId": "lin", "name": "林知夏"}, {"userId": "xu", "name": "许清和"}], "recent": []}
    page.evaluate("([key, kept]) => localStorage.setItem(key, JSON.stringify(kept))", [f"ob-kept:{firm.corp_id}:chen", before])
    page.goto("/contacts/starred")
    until_told(page, "starred", ["lin", "xu"])
    page.click(".ct-row:has-text('许清和')")
    page.wait_for_selector(".ct-name")
    page.keyboard.press("s")
    until_told(page, "starred", ["lin"])
    page.reload()
    page.wait_for_selector(".ct-list .ct-row:has-text('林知夏')")
    assert told(page)["starred"] == ["lin"]


def test_whoever_is_hidden_goes_unnamed_from_every_device(visit, firm):
    org = firm.org
    cellar = org.department("密室", firm.rd)
    firm.user("secret", "暂见者", cellar, title="顾问")
    seen = visit().as_person(firm, "zhou")
    page = seen.page
    star(page, "secret")
    until(page, "fetch('/v1.0/orgbook/me/kept').then(answer => answer.text()).then(text => text.includes('暂见者'))")
    org.all.ok("/topapi/v2/department/update", dept_id=cellar, hide_dept=True)
    page.goto("/contacts/starred")
    until(page, "!document.body.textContent.includes('暂见者')")
    until(page, "!JSON.stringify(localStorage).includes('暂见者')")
    phone = visit("phone").as_person(firm, "zhou")
    sent = phone.answers()
    phone.page.goto("/contacts/recent")
    phone.page.wait_for_load_state("networkidle")
    assert sent and not [body for body in sent if "暂见者" in body or '"secret"' in body]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_recent_are_cleared_everywhere_and_come_back(visit, firm, size, axe):
    seen = visit(size).as_person(firm, "wang2")
    page = seen.page
    page.goto("/contacts/people/lin")
    page.wait_for_selector(".ct-name, .ph-who h1")
    until_told(page, "recent", ["lin"])
    page.goto("/contacts/recent")
    row = ".ct-list .ct-row" if size == "desktop" else ".ph-row"
    page.wait_for_selector(f"{row}:has-text('林知夏')")
    assert not axe(page)
    seen.shot(f"{size}-recent-zh-CN-light")
    page.click("text=清空")
    until_told(page, "recent", [])
    assert page.locator(row, has_text="林知夏").count() == 0
    page.click(".ob-undo button")
    until_told(page, "recent", ["lin"])
    page.wait_for_selector(f"{row}:has-text('林知夏')")
