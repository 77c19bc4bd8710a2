"""Measures console and contacts app in a browser with a large organization: first paint, opening the tree, search, scrolling, typing.

Usage: scripts/python tests/browser/measure.py [--users 100000] [--binary target/release/orgbook] [--samples 7] [--json]
Ends with 1 where a figure is above its limit. The load of the machine stands beside the figures: they mean little where it is high.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import measure_contacts

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "Correct-horse-7"
# Milliseconds that are promised: half of all samples are below.
LIMITS = {"first paint": 1000, "people shown": 1000, "tree opened": 100, "search of people": 200, "search of all": 200, "frame": 50} | measure_contacts.LIMITS

# Tells when the first rows of the table stood there, from the beginning of the page on.
WATCH = """
(() => {
  const look = () => {
    if (document.querySelector('[role=row] .oc-name-text')) window.shownAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
# Does something and waits frame by frame until it is seen; the milliseconds in between, to the frame after.
TIMED = """
async ([act, seen, text]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const type = (field, text) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const acts = {
    click: () => document.querySelector(`[data-id="${text}"] .oc-tree-arrow`).click(),
    people: () => type(document.querySelector('.oc-people input[type=search]'), text),
    all: () => type(document.querySelector('dialog[open] input'), text),
  };
  const seens = {
    opened: () => document.querySelector(`[data-id="${text}"]`).ariaExpanded === 'true' &&
      !document.querySelector('.oc-tree .ob-skeleton') &&
      document.querySelectorAll('[role=treeitem]').length > before,
    people: () => document.querySelector('[aria-rowindex="2"] .oc-name-text')?.textContent === text &&
      document.querySelector('[role=grid]').ariaBusy !== 'true',
    all: () => [...document.querySelectorAll('dialog[open] [role=option]')].some((row) => row.textContent.includes(text)),
  };
  const before = document.querySelectorAll('[role=treeitem]').length;
  if (act !== 'click' && seens[seen]()) throw new Error(`seen before it was looked for: ${text}`);
  const began = performance.now();
  acts[act]();
  while (!seens[seen]()) {
    if (performance.now() - began > 20000) throw new Error(`never seen: ${act} ${text}`);
    await frame();
  }
  await frame();
  return performance.now() - began;
}
"""
# Scrolls through people for two seconds; the length of every frame.
SCROLLED = """
async () => {
  const box = document.querySelector('.oc-people [role=grid] > .ob-scroll');
  const frames = [];
  const ends = performance.now() + 2000;
  let last = performance.now();
  while (last < ends) {
    box.scrollTop += 400;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames.slice(1);
}
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=100_000)
    parser.add_argument("--binary", default=str(ROOT / "target/release/orgbook"))
    parser.add_argument("--samples", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


class Measured:
    """Samples of each figure, in milliseconds."""

    def __init__(self):
        self.samples = {}

    def add(self, name, millis):
        self.samples.setdefault(name, []).append(millis)

    def told(self):
        rows = []
        for name, samples in self.samples.items():
            ordered = sorted(samples)
            high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
            limit = LIMITS[name]
            # A frame is judged by its longest twentieth, everything else by its half.
            value = high if name == "frame" else statistics.median(ordered)
            rows.append({"figure": name, "half": round(statistics.median(ordered), 3 if limit < 1 else 1), "p95": round(high, 3 if limit < 1 else 1), "limit": limit, "kept": value <= limit, "samples": len(samples)})
        return rows


def signed_in(context, server, store, corp_id, userid, mobile):
    store.run("user", "password", "--org", corp_id, userid, "--stdin", input=f"{PASSWORD}\n")
    answer = context.request.post(f"{server.url}/v1.0/orgbook/sign-in", data={"login": mobile, "password": PASSWORD})
    assert answer.ok and answer.json()["state"] == "signedIn", answer.text()
    return context.storage_state()


def paint(browser, state, base, samples, measured):
    """First paint and first rows, each time with nothing kept."""
    for _ in range(samples):
        context = browser.new_context(storage_state=state, base_url=base, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto("/console/members")
        page.wait_for_selector('[role="row"] .oc-name-text')
        measured.add("first paint", page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        measured.add("people shown", page.evaluate("window.shownAt"))
        context.close()


def work(browser, state, base, samples, measured):
    """The tree, search and scrolling in one window, as somebody works."""
    context = browser.new_context(storage_state=state, base_url=base, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/console/members")
    page.wait_for_selector('[role="row"] .oc-name-text')
    page.wait_for_load_state("networkidle")
    closed = page.locator('[role="treeitem"][aria-expanded="false"]')
    for _ in range(samples):
        department = closed.first.get_attribute("data-id")
        measured.add("tree opened", page.evaluate(TIMED, ["click", "opened", department]))
    for length in page.evaluate(SCROLLED):
        measured.add("frame", length)
    page.wait_for_selector('[role="row"] .oc-name-text')
    names = list(dict.fromkeys(page.locator('[role="row"] .oc-name-text').all_inner_texts()))[:samples]
    page.evaluate("document.querySelector('.oc-people [role=grid] > .ob-scroll').scrollTop = 0")
    page.wait_for_selector('[aria-rowindex="2"] .oc-name-text')
    page.keyboard.press("/")
    page.wait_for_selector(".oc-people input[type=search]")
    for name in names:
        measured.add("search of people", page.evaluate(TIMED, ["people", "people", name]))
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open] input")
    for name in names:
        measured.add("search of all", page.evaluate(TIMED, ["all", "all", name]))
    context.close()


def main():
    options = arguments()
    os.environ["ORGBOOK_BINARY"] = options.binary
    sys.path[:0] = [str(ROOT / "tests/browser"), str(ROOT / "tests/blackbox")]
    # Only now: the binary to run is read when it is imported.
    from conftest import CHROMIUM, FLAGS
    from kit.client import App, Connection
    from kit.server import Server, Store
    from playwright.sync_api import sync_playwright

    measured = Measured()
    with tempfile.TemporaryDirectory(prefix="orgbook-measure-") as folder:
        store = Store(f"{folder}/data")
        command = [options.binary, "demo", "--users", str(options.users), "--data", store.folder, "--json"]
        demo = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        server = Server(store)
        app = App(Connection(server.url), demo | {"agentId": 0})
        admin = app.ok("/topapi/user/listadmin")[0]["userid"]
        mobile = app.ok("/topapi/v2/user/get", userid=admin)["mobile"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            state = signed_in(browser.new_context(), server, store, demo["corpId"], admin, mobile)
            paint(browser, state, server.url, options.samples, measured)
            work(browser, state, server.url, options.samples, measured)
            other = measure_contacts.somebody_else(browser, state, server.url, admin)
            mobile = app.ok("/topapi/v2/user/get", userid=other)["mobile"]
            state = signed_in(browser.new_context(), server, store, demo["corpId"], other, mobile)
            measure_contacts.paint(browser, state, server.url, options.samples, measured)
            measure_contacts.type_ahead(browser, state, server.url, options.samples, measured)
            browser.close()
        server.stop()
    rows, load = measured.told(), os.getloadavg()[0]
    if options.json:
        print(json.dumps({"users": options.users, "load": round(load, 1), "figures": rows}))
    else:
        print(f"{options.users:,} people; load of the machine {load:.1f} on {os.cpu_count()} processors")
        for row in rows:
            verdict = "" if row["kept"] else "  above its limit"
            print(f"{row['figure']:<28} half {row['half']:>7} ms   p95 {row['p95']:>7} ms   limit {row['limit']} ms{verdict}")
    return 0 if all(row["kept"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
