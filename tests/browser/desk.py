"""The console's side of the tests: an organization with a tree, and administrators who sign in with a browser."""

import pathlib
import time

from kit.client import Organization

# Long enough for a busy machine, short enough to fail soon.
WAIT_MILLIS = 12_000
PASSWORD = "Correct-horse-7"
SCRIPT = "<img src=x onerror=alert(1)>"
AXE = pathlib.Path(__file__).resolve().parents[2] / "web/node_modules/axe-core/axe.min.js"
PAGES = [
    "overview",
    "members",
    "chart",
    "roles",
    "external",
    "partners",
    "accounts",
    "leavers",
    "import",
    "applications",
    "visibility",
    "fields",
    "admins",
    "apps",
    "audit",
    "settings",
]


class Desk:
    """An organization of its own for one module of tests."""

    def __init__(self, server):
        self.org = org = Organization(server, server.store, "typed")
        self.rd = org.department("研发中心", order=100)
        self.platform = org.department("平台研发部", self.rd)
        self.lab = org.department("预研实验室", self.rd)
        self.sales = org.department("华东销售部", order=200)
        org.user("lin", self.platform, name="林知夏", title="部门负责人", job_number="0101")
        org.user("zhou", self.platform, name="周牧野", title="首席架构师", job_number="0117")
        org.user("xu", self.platform, name="许清和", title="组长", job_number="0233", manager_userid="lin")
        org.user("wang1", self.platform, name="王海宁", title="工程师", job_number="0317")
        org.user("wang2", self.platform, name="王海宁", title="工程师", job_number="1288")
        org.user("script", self.platform, name=SCRIPT, title="<b>测试</b>")
        org.user("gu", self.lab, name="顾南乔", title="研究员")
        org.user("chen", self.sales, name="陈砚秋", title="大客户经理")
        org.all.ok("/topapi/v2/department/update", dept_id=self.platform, dept_manager_userid_list="lin")

    def sign_in(self, seen, userid="founder"):
        """Signs somebody in, in a window."""
        seen.page.set_default_timeout(WAIT_MILLIS)
        org = self.org
        org.store.run("user", "password", "--org", org.corp_id, userid, "--stdin", input=f"{PASSWORD}\n")
        body = {"login": org.person(userid)["mobile"], "password": PASSWORD}
        answer = seen.context.request.post("/v1.0/orgbook/sign-in", data=body)
        assert answer.status == 200, answer.text()
        assert answer.json()["state"] == "signedIn", answer.text()
        return seen

    def as_person(self, userid):
        """What somebody is answered by the people's API: status and body."""
        token = self.org.store.run("user", "token", "--org", self.org.corp_id, userid)["accessToken"]

        def get(path):
            headers = {"x-acs-dingtalk-access-token": token}
            return self.org.connection.new("GET", f"/v1.0/orgbook/{path}", headers=headers)

        return get

    def as_founder(self, method, path, body):
        """What the creator's call of ours answers, which must be taken."""
        token = self.org.store.run("user", "token", "--org", self.org.corp_id, "founder")["accessToken"]
        headers = {"x-acs-dingtalk-access-token": token}
        status, answer = self.org.connection.new(method, f"/v1.0/orgbook/{path}", json=body, headers=headers)
        assert status == 200, answer
        return answer


def rows(page):
    """Names in the table, in order."""
    return page.locator('[role="row"] .oc-name-text').all_inner_texts()


def open_department(page, name):
    page.locator('[role="treeitem"]', has_text=name).first.click()
    page.wait_for_selector(f"h2.oc-dept-name:has-text('{name}')")


def told(page, text):
    """Waits until the undo bar says it."""
    page.wait_for_selector(f".ob-undo:has-text('{text}')")


def undo(page):
    page.locator(".ob-undo button").click()


def at_last(page, holds, seconds=10):
    """Waits until the server tells what it should: a page may be still before its last call has gone out."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never was so"
        page.wait_for_timeout(50)


def pick(page, text):
    """Chooses what a text finds in an open picker."""
    over = page.locator(".pk-over").last
    over.locator(".pk-field input").fill(text)
    over.locator(".pk-list:not(:has(.pk-stale)) .pk-row:has(input)", has_text=text).first.click()


def serious(page):
    """What axe finds that hinders somebody: rule, and where."""
    # Evaluated, not added: the policy of the page lets no script in.
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(r => r.violations)"
    )
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


def refused(page, text):
    """Waits until the page says why something was not done."""
    page.locator(".ant-message-notice", has_text=text).first.wait_for()
