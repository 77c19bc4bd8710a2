"""Pictures of people in the contacts app and the console."""

import base64

import pytest
from desk import at_last, serious, told, undo

# A picture of one dot that every browser reads.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PICTURE = {"name": "me.png", "mimeType": "image/png", "buffer": DOT}


def avatar(desk, userid):
    return desk.as_person("founder")(f"people/{userid}")[1].get("avatar")


def shown(page, where):
    """Waits until a picture has been read."""
    page.wait_for_function(
        "where => { const image = document.querySelector(where); return image?.complete && image.naturalWidth > 0 }",
        arg=f"{where} .ob-mark img",
    )


@pytest.mark.parametrize(("size", "theme"), [("desktop", "light"), ("phone", "dark")])
def test_a_person_sets_the_own_picture(visit, desk, size, theme):
    who = {"desktop": "xu", "phone": "gu"}[size]
    seen = desk.sign_in(visit(size=size, theme=theme), who)
    page = seen.page
    page.goto("/contacts/edit")
    page.get_by_role("button", name="选择照片").wait_for()
    page.locator("input[type=file]").set_input_files(PICTURE)
    told(page, "同事现在能看到你的照片")
    shown(page, ".ct-photo")
    seen.shot(f"contacts-photo-{size}-{theme}")
    assert serious(page) == []
    assert avatar(desk, who).startswith("/v1.0/orgbook/photos/")
    page.get_by_role("button", name="移除照片").click()
    told(page, "已移除照片")
    at_last(page, lambda: avatar(desk, who) is None)
    page.locator(".ct-photo .ob-mark img").wait_for(state="detached")
    page.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"none"})
    page.locator(".ct-photo [role=alert]", has_text="PNG、JPEG 或 WebP").wait_for()
    assert avatar(desk, who) is None


@pytest.mark.parametrize(("size", "theme"), [("desktop", "dark"), ("phone", "light")])
def test_an_administrator_sets_somebodys_picture(console, desk, size, theme):
    who, name = {"desktop": ("lin", "林知夏"), "phone": ("chen", "陈砚秋")}[size]
    seen = console(f"members?person={who}", size=size, theme=theme)
    page = seen.page
    page.get_by_role("button", name="选择照片").wait_for()
    page.locator(".oc-insp input[type=file]").set_input_files(PICTURE)
    told(page, f"已设置 {name} 的照片")
    shown(page, ".oc-insp")
    seen.shot(f"console-photo-{size}-{theme}")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing reaches out of the window"
    undo(page)
    at_last(page, lambda: avatar(desk, who) is None)


def test_a_picture_that_cannot_be_had_is_letters(console, desk):
    desk.org.account("media", desk.sales, name="媒体号", exclusive_account_type="sso", avatarMediaId="@lADOnothing")
    page = console("members?person=media").page
    page.wait_for_selector(".oc-insp h2")
    page.wait_for_function("() => !document.querySelector('.oc-insp .ob-mark img')")
    assert page.locator(".oc-insp .ob-mark").first.inner_text().strip() != ""
