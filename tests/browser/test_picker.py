"""The people picker in a page of another application, which is on another origin."""

import http.server
import threading

import pytest
from conftest import until

PAGE = """<!doctype html><meta charset="utf-8"><title>Other</title>
<script src="{home}/orgbook-picker.js"></script>
<orgbook-picker limit="{limit}" kinds="{kinds}">Choose</orgbook-picker>
<pre></pre>
<script>
const picker = document.querySelector("orgbook-picker"), told = document.querySelector("pre");
picker.addEventListener("picked", (event) => told.textContent = JSON.stringify(event.detail.chosen));
picker.addEventListener("cancelled", () => told.textContent = "cancelled");
</script>"""


@pytest.fixture
def other(server):
    """Another application: the address of its page for a limit and kinds."""

    class Handler(http.server.BaseHTTPRequestHandler):
        page = ""

        def do_GET(self):
            body = self.page.encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    serving = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=serving.serve_forever, daemon=True).start()

    def address(limit=3, kinds="person,department"):
        Handler.page = PAGE.format(home=server.url, limit=limit, kinds=kinds)
        return f"http://127.0.0.1:{serving.server_port}/"

    yield address
    serving.shutdown()


def last_click(window, text):
    """A click that closes the window that it is in."""
    button = window.get_by_role("button", name=text)
    with window.expect_event("close"):
        button.evaluate("each => setTimeout(() => each.click())")


def opened(seen, address):
    seen.page.goto(address)
    with seen.page.expect_popup() as popup:
        seen.page.click("orgbook-picker")
    window = popup.value
    seen.watch(window)
    window.wait_for_selector(".pk")
    return window


def test_people_are_found_chosen_and_told(visit, company, other, axe):
    seen = visit().as_person(company, "zhou")
    window = opened(seen, other())
    window.wait_for_selector(".pk-row")
    window.fill(".pk input", "zw 财务")
    window.click(".pk-row:has-text('张伟') input")
    window.fill(".pk input", "华东")
    window.click(".pk-row:has-text('华东销售部') input")
    assert not [each for each in axe(window) if each[0] in ("serious", "critical")]
    window.screenshot(path=seen.place("picker-zh-light"))
    last_click(window, "选定（2）")
    until(seen.page, "document.querySelector('pre').textContent !== ''")
    told = seen.page.evaluate("JSON.parse(document.querySelector('pre').textContent)")
    assert [each.get("userId") or each.get("deptId") for each in told] == ["zhang3", company.sales]
    assert [each["name"] for each in told] == ["张伟", "华东销售部"]


def test_the_limit_and_the_kinds_are_kept(visit, company, other):
    seen = visit().as_person(company, "zhou")
    window = opened(seen, other(limit=2, kinds="person"))
    window.fill(".pk input", "zhang")
    until(window, "document.querySelectorAll('.pk-row input').length === 4")
    for at in (0, 1):
        window.click(f".pk-row >> nth={at} >> input")
    assert window.locator(".pk-row input:disabled").count() == 2
    last_click(window, "取消")
    until(seen.page, "document.querySelector('pre').textContent === 'cancelled'")


def test_it_shows_what_its_viewer_may_see(visit, company, other):
    seen = visit().as_person(company, "zhang4")
    window = opened(seen, other())
    window.fill(".pk input", "xu")
    window.wait_for_selector(".ob-state")
    assert window.locator(".pk-row").count() == 0


def test_alone_it_chooses_nothing(visit, company):
    page = visit().as_person(company, "zhou").page
    page.goto("/picker?origin=https://example.com")
    page.wait_for_selector("text=这个窗口由别的应用打开")
    page.goto("/picker?origin=javascript:alert(1)")
    page.wait_for_selector("text=这个窗口由别的应用打开")


def test_a_script_awaits_the_choice_and_a_closed_window_chooses_nothing(visit, company, other):
    seen = visit().as_person(company, "zhou")
    page = seen.page
    page.goto(other(limit=1, kinds="person"))

    def asked():
        with page.expect_popup() as popup:
            page.evaluate("void picker.open().then((chosen) => { told.dataset.awaited = JSON.stringify(chosen) })")
        popup.value.wait_for_selector(".pk")
        return popup.value

    window = asked()
    window.fill(".pk input", "xqh")
    window.click(".pk-row:has-text('许清和') input")
    last_click(window, "选定（1）")
    until(page, "Boolean(told.dataset.awaited)")
    assert page.evaluate("JSON.parse(told.dataset.awaited).map((each) => each.userId)") == ["xu"]
    assert "xu" in page.inner_text("pre"), "whoever listens is told, too"
    asked().close()
    until(page, "told.dataset.awaited === 'null'")
    assert page.inner_text("pre") == "cancelled"
