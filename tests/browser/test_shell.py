"""The shell: every address answers it, guarded, compressed, and cached by what is in it."""

import re

import pytest
import requests

PAGES = ["/contacts", "/contacts/people/ann", "/console/members", "/sign-in", "/oauth2/auth?client_id=x", "/join/abc", "/reset/abc"]


@pytest.mark.parametrize("path", PAGES)
def test_deep_links_answer_the_shell(server, path):
    answer = requests.get(server.url + path, timeout=10)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.findall(r"<script(?![^>]*\ssrc=)", answer.text), "an inline script"
    assert not re.findall(r"(?:src|href)=\"https?:", answer.text), "something from elsewhere"


def test_what_has_not_changed_is_not_sent_again(server):
    first = requests.get(f"{server.url}/contacts", timeout=10)
    again = requests.get(f"{server.url}/contacts", headers={"if-none-match": first.headers["etag"]}, timeout=10)
    assert (again.status_code, again.content) == (304, b"")
    other = requests.get(f"{server.url}/contacts", headers={"if-none-match": '"other"'}, timeout=10)
    assert other.status_code == 200


def test_assets_are_compressed_and_kept_forever(server):
    shell = requests.get(f"{server.url}/contacts", timeout=10).text
    script = re.search(r'src="(/assets/[^"]+\.js)"', shell)[1]
    sizes = {}
    for offered, expected in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)]:
        answer = requests.get(server.url + script, headers={"accept-encoding": offered}, stream=True, timeout=10)
        assert answer.headers.get("content-encoding") == expected
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["vary"] == "accept-encoding"
        sizes[offered] = len(answer.raw.read(decode_content=False))
    assert sizes["br, gzip"] < sizes["gzip"] < sizes["identity"]


@pytest.mark.parametrize("path", ["/index.html", "/assets/", "/assets/none.js", "/.made-from", "/contacts.js", "/Contacts"])
def test_nothing_else_is_served(server, path):
    answer = requests.get(server.url + path, timeout=10)
    assert answer.status_code == 404 or answer.json()["errcode"] != 0
    assert "content-security-policy" not in answer.headers
