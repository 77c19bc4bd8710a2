"""A browser against the real binary: one server and one browser for the whole run, one organization per module."""

import os
import pathlib
import shutil
import tempfile
import time

import pytest
from playwright.sync_api import sync_playwright

from company import Company
from desk import Desk
from furniture import Furniture
from kit.server import BINARY, Server, Store

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "target" / "screenshots"
CHROMIUM = os.environ.get("ORGBOOK_TEST_CHROMIUM", "/usr/bin/chromium")
# Nothing of the browser's own goes over the network.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def pytest_configure():
    if not BINARY.exists():
        pytest.exit(f"{BINARY} is not built: run `make test`, or `cargo build -p orgbook` first", returncode=2)
    if not (ROOT / "web/dist/index.html").exists():
        pytest.exit("the web pages are not built: run `scripts/web` first", returncode=2)


@pytest.fixture(scope="session")
def server():
    folder = tempfile.mkdtemp(prefix="orgbook-browser-")
    # Receivers of events are on this machine.
    running = Server(Store(f"{folder}/data", None, {"PUSH_ALLOW_PRIVATE_ADDRESSES": "true"}))
    yield running
    assert running.stop() == 0, running.log()[-4000:]
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def until(page, expression, seconds=10):
    """Waits until an expression is true; playwright's own way needs `eval`, which our pages forbid."""
    ends = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < ends, f"never true: {expression}\n{page.inner_text('body')[:600]}"
        page.wait_for_timeout(50)


class Visit:
    """One browser window, which fails its test when a page breaks a policy or throws."""

    def __init__(self, browser, server, size, language="zh-CN", theme="light"):
        self.server, self.size = server, size
        self.context = browser.new_context(
            viewport=SIZES[size],
            locale=language,
            color_scheme=theme,
            has_touch=size == "phone",
            is_mobile=size == "phone",
            base_url=server.url,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.context.set_default_timeout(10_000)
        self.problems = []
        self.page = self.context.new_page()
        self.watch(self.page)

    def watch(self, page):
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on(
            "console",
            lambda message: self.problems.append(f"console: {message.text}")
            if message.type in ("error", "warning") and "Failed to load resource" not in message.text
            else None,
        )

    def as_person(self, company, userid):
        """Signed in as this person from here on."""
        self.context.add_cookies(company.cookies(userid))
        return self

    def answers(self):
        """The bodies of all answers of calls from here on."""
        bodies = []

        def note(response):
            if "/v1.0/" in response.url or "/topapi/" in response.url:
                bodies.append(response.text())

        self.page.on("response", note)
        return bodies

    @staticmethod
    def place(name):
        """Where a picture is kept."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        return SCREENSHOTS / f"{name}.png"

    def shot(self, name):
        """Keeps a picture under target/screenshots/."""
        self.page.screenshot(path=self.place(name))

    def close(self):
        self.context.close()
        assert not self.problems, self.problems


@pytest.fixture
def visit(browser, server):
    """Opens windows; checks at the end that none of them complained."""
    visits = []

    def opened(size="desktop", language="zh-CN", theme="light"):
        visits.append(Visit(browser, server, size, language, theme))
        return visits[-1]

    yield opened
    for each in visits:
        each.close()


@pytest.fixture(scope="session")
def company(server):
    return Company(server)


@pytest.fixture(scope="session")
def axe():
    """Scans a page for what keeps people out: impact, rule and place of each finding."""
    source = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text()

    def scan(page):
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(told => told.violations)")
        return [(each["impact"], each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found]

    return scan


@pytest.fixture(scope="module")
def desk(server):
    return Desk(server)


@pytest.fixture(scope="module")
def furniture(desk):
    return Furniture(desk)


@pytest.fixture
def console(visit, desk):
    """Opens a page of the console as an administrator."""

    def opened(path, userid="founder", **window):
        seen = desk.sign_in(visit(**window), userid)
        seen.page.goto(f"/console/{path}")
        return seen

    return opened
