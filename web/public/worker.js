// The worker of the contacts app: the application without a network, and the people who were seen last. Every answer of the
// server counts more than what is kept: an unknown person is forgotten, and everything is when nobody is signed in any more.

const SHELL = "shell";
const PEOPLE = "people";
const PEOPLE_MAX = 250;
const KEPT_HEADER = "x-orgbook-kept";
const KEPT = [/^\/v1\.0\/orgbook\/people\/[^/]+$/, /^\/v1\.0\/orgbook\/me$/, /^\/v1\.0\/orgbook\/session$/];

async function assets() {
  const answer = await fetch("/offline.json", { cache: "no-store" });
  return (await answer.json()).assets;
}

async function fill() {
  const cache = await caches.open(SHELL);
  const wanted = await assets();
  const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await Promise.all(wanted.filter((path) => !there.has(path)).map((path) => cache.add(path)));
  await Promise.all(["/contacts", "/before.js", "/icons/orgbook.svg"].map((path) => cache.add(path)));
  const kept = new Set([...wanted, "/contacts", "/before.js", "/icons/orgbook.svg"]);
  for (const request of await cache.keys()) {
    if (!kept.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

/** The page from the network, and the one that was kept when there is none. */
async function shell(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) (await caches.open(SHELL)).put("/contacts", answer.clone());
    return answer;
  } catch {
    return (await caches.match("/contacts")) ?? Response.error();
  }
}

async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}

/** What was kept, marked, so that nobody takes it for an answer of now. */
async function kept(request) {
  const found = await caches.match(request, { cacheName: PEOPLE, ignoreVary: true });
  if (!found) return Response.error();
  const headers = new Headers(found.headers);
  headers.set(KEPT_HEADER, "1");
  return new Response(await found.blob(), { status: found.status, headers });
}

/** Whom the session is for; another one may not find what this one kept. */
async function owner(answer) {
  const { state, corpId, userId } = await answer.json();
  return state === "signedIn" ? `${corpId}:${userId}` : "";
}

async function guard(cache, answer) {
  const now = await owner(answer.clone());
  const before = await (await cache.match("/owner"))?.text();
  if (before !== undefined && before !== now) await caches.delete(PEOPLE);
  if (now) await (await caches.open(PEOPLE)).put("/owner", new Response(now));
  return now !== "";
}

async function data(request) {
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return kept(request);
  }
  const cache = await caches.open(PEOPLE);
  const path = new URL(request.url).pathname;
  if (answer.status === 401) await caches.delete(PEOPLE);
  else if (answer.status === 403 || answer.status === 404) await cache.delete(request, { ignoreVary: true });
  else if (answer.ok) {
    const mayKeep = !path.endsWith("/session") || (await guard(cache, answer));
    if (mayKeep) await keep(request, answer.clone());
  }
  return answer;
}

async function keep(request, answer) {
  const cache = await caches.open(PEOPLE);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, answer);
  const people = (await cache.keys()).filter((each) => new URL(each.url).pathname.includes("/people/"));
  for (const oldest of people.slice(0, Math.max(0, people.length - PEOPLE_MAX))) await cache.delete(oldest);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "DELETE" && url.pathname === "/v1.0/orgbook/session") {
    event.respondWith(fetch(request).finally(() => caches.delete(PEOPLE)));
    return;
  }
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(shell(request));
  else if (url.pathname.startsWith("/assets/") || url.pathname === "/before.js" || url.pathname.startsWith("/icons/"))
    event.respondWith(asset(request));
  else if (KEPT.some((pattern) => pattern.test(url.pathname))) event.respondWith(data(request));
});
