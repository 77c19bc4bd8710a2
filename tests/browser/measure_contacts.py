"""What `measure.py` measures of the contacts app: first paint, jumping, and hits while somebody types."""

# Milliseconds that are promised, half of all samples below; jumping is no time but a share of the window.
LIMITS = {"contacts: first paint": 1000, "contacts: people shown": 1500, "contacts: jumping": 0.1, "contacts: hits of a key": 100, "contacts: hits of one letter": 200}

# Adds up how far things jump, and tells when the first people stood there.
WATCH = """
(() => {
  window.jumped = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.jumped += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    if (document.querySelector('.ct-list .ct-row .ob-person-1')) window.shownAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
# One more letter in the field; the milliseconds until the hits for exactly that text stand there, to the frame after.
KEY = """
async (text) => {
  const frame = () => new Promise(requestAnimationFrame);
  const field = document.querySelector('.ct-search-field input');
  const list = document.querySelector('#ct-hits');
  const began = performance.now();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  do {
    await frame();
    if (performance.now() - began > 20000) throw new Error(`never found: ${text}`);
  } while (list.ariaBusy === 'true');
  await frame();
  if (!list.querySelector('[role=option]')) throw new Error(`nobody found: ${text}`);
  return performance.now() - began;
}
"""


def somebody_else(browser, state, base, admin):
    """The userid of somebody who administers nothing."""
    context = browser.new_context(storage_state=state)
    answer = context.request.get(f"{base}/v1.0/orgbook/search", params={"q": "王", "size": 5}).json()
    context.close()
    return next(person["userId"] for person in answer["people"] if person["userId"] != admin)


def paint(browser, state, base, samples, measured):
    """First paint, first people and jumping, each time with nothing kept."""
    for _ in range(samples):
        context = browser.new_context(storage_state=state, base_url=base, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto("/contacts")
        page.wait_for_selector(".ct-list .ct-row .ob-person-1")
        page.wait_for_load_state("networkidle")
        measured.add("contacts: first paint", page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        measured.add("contacts: people shown", page.evaluate("window.shownAt"))
        measured.add("contacts: jumping", page.evaluate("window.jumped"))
        context.close()


def texts_of(context, base, samples):
    """What is typed: names of people and how they are read, as far as somebody is found by them."""
    found = []
    for surname in ("张", "王", "李", "刘", "陈", "杨", "赵"):
        answer = context.request.get(f"{base}/v1.0/orgbook/search", params={"q": surname, "size": 3}).json()
        found += [person["name"] for person in answer["people"]]
    return list(dict.fromkeys(found))[:samples]


def type_ahead(browser, state, base, samples, measured):
    """Key by key in one window, as somebody types."""
    context = browser.new_context(storage_state=state, base_url=base, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/contacts/search")
    page.wait_for_selector(".ct-search-field input")
    page.wait_for_load_state("networkidle")
    words = texts_of(context, base, samples) + ["zhangwei", "wangf", "lina", "liuyang"]
    assert len(words) > 4, "the organization has nobody of these names"
    for word in words:
        for length in range(1, len(word) + 1):
            millis = page.evaluate(KEY, word[:length])
            measured.add("contacts: hits of one letter" if length == 1 else "contacts: hits of a key", millis)
        # Somebody looks at what was found before typing anew.
        page.wait_for_timeout(300)
    context.close()
