"""ID translation: uploads, tasks, results; across apps, organizations, restarts and nodes."""

import io
import sqlite3
import time
import zipfile

import pytest
import requests
from Tea.exceptions import TeaException
from alibabacloud_dingtalk.contact_1_0 import models as contact
from alibabacloud_dingtalk.contact_1_0.client import Client as ContactClient
from alibabacloud_tea_openapi import models as openapi
from alibabacloud_tea_util import models as util

from kit.client import Connection, Organization
from kit.gate import new_refused
from kit.server import Server, Store
from test_two_nodes import Node

ENDED_WITHIN_SECONDS = 90
MEGABYTE = 1024 * 1024


def ended(app, job):
    """The answer about a translation that has ended."""
    begin = time.monotonic()
    while True:
        status, answer = app.translation(job)
        assert status == 200, answer
        if answer["status"] != "0":
            return answer
        assert time.monotonic() - begin < ENDED_WITHIN_SECONDS, "the translation does not end"
        time.sleep(0.05)


def person_token(org, userid):
    return org.store.run("user", "token", "--org", org.corp_id, userid)["accessToken"]


def fetch(url, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return requests.get(url, headers=headers, timeout=60)


def translated(org, app, name, content, userid="founder"):
    """A file after its translation for a person."""
    job = app.translate({app.upload(name, content): name}, org.founder_unionid)
    answer = ended(app, job)
    assert answer["status"] == "1", answer
    fetched = fetch(answer["url"], person_token(org, userid))
    assert fetched.status_code == 200, fetched.text
    return fetched.content


def archive(parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return packed.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode() for name in file.namelist()}


WORKBOOK = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": "<workbook/>",
    "xl/sharedStrings.xml": "<sst><si><t>$userName=ann$</t></si>"
    "<si><r><t>$departmentName=1</t></r><r><t>$</t></r></si></sst>",
    "xl/worksheets/sheet1.xml": '<sheetData><c t="inlineStr"><is><t>$userName=nobody$</t></is></c></sheetData>',
}
DOCUMENT = {
    "word/document.xml": "<w:document><w:p><w:r><w:t>To $user</w:t></w:r>"
    "<w:r><w:t>Name=ann$.</w:t></w:r></w:p></w:document>"
}


@pytest.fixture
def ann(org):
    org.user("ann", name="安娜 <A&B>")
    return org


def test_text_and_tables_in_their_encodings(ann):
    for name, text, expected, encoding in (
        ("a.txt", "Hi $userName=ann$, $userName=nobody$", "Hi 安娜 <A&B>, $userName=nobody$", "utf-8"),
        ("a.csv", "姓名,$userName=ann$\r\n", "姓名,安娜 <A&B>\r\n", "gb18030"),
        ("b.txt", "$departmentName=1$ $departmentName=999$", "示例公司 $departmentName=999$", "utf-16"),
    ):
        content = translated(ann, ann.all, name, text.encode(encoding))
        assert content == expected.encode(encoding), name


def test_office_files(ann):
    sheets = parts_of(translated(ann, ann.all, "a.xlsx", archive(WORKBOOK)))
    assert sheets == WORKBOOK | {
        "xl/sharedStrings.xml": "<sst><si><t>安娜 &lt;A&amp;B&gt;</t></si>"
        "<si><r><t>示例公司</t></r><r><t></t></r></si></sst>"
    }
    letter = parts_of(translated(ann, ann.all, "a.docx", archive(DOCUMENT)))
    assert letter == {
        "word/document.xml": "<w:document><w:p><w:r><w:t>To 安娜 &lt;A&amp;B&gt;</w:t></w:r>"
        "<w:r><w:t>.</w:t></w:r></w:p></w:document>"
    }


def test_several_files_are_packed(ann):
    app = ann.all
    medias = {
        app.upload("a.txt", b"$userName=ann$"): "a.txt",
        app.upload("b.csv", b"b,$departmentName=1$"): "b.csv",
        app.upload("c.xlsx", archive(WORKBOOK)): "c.xlsx",
    }
    answer = ended(app, app.translate(medias, ann.founder_unionid, "全部"))
    fetched = fetch(answer["url"], person_token(ann, "founder"))
    assert fetched.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E5%85%A8%E9%83%A8.zip"
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as packed:
        assert sorted(packed.namelist()) == ["a.txt", "b.csv", "c.xlsx"]
        assert packed.read("a.txt").decode() == "安娜 <A&B>"
        assert packed.read("b.csv").decode() == "b,示例公司"


def test_names_outside_the_scope_stay(plain_org):
    inside = plain_org.department("Inside")
    plain_org.user("ann", inside, name="Ann")
    plain_org.user("bob", name="Bob")
    app = plain_org.app("all", [inside])
    text = f"$userName=ann$ $userName=bob$ $departmentName={inside}$ $departmentName=1$".encode()
    assert translated(plain_org, app, "a.txt", text) == b"Ann $userName=bob$ Inside $departmentName=1$"


def test_only_the_person_and_administrators_fetch_the_result(plain_org):
    plain_org.user("ann")
    plain_org.user("bob")
    app = plain_org.all
    union_id = plain_org.person("ann")["unionid"]
    answer = ended(app, app.translate({app.upload("a.txt", b"x"): "a.txt"}, union_id))
    url = answer["url"]
    assert url.startswith(plain_org.server.url + "/translated/")
    for userid, status in {"ann": 200, "founder": 200, "bob": 404}.items():
        assert fetch(url, person_token(plain_org, userid)).status_code == status, userid
    assert fetch(url).status_code == 401
    assert fetch(url, app.token).status_code == 401, "the app that asked must not see the names"
    assert fetch(url, "0" * 32).status_code == 401
    assert fetch(f"{url}x", person_token(plain_org, "ann")).status_code == 404
    in_the_address = requests.get(url, params={"access_token": person_token(plain_org, "ann")}, timeout=60)
    assert (in_the_address.status_code, in_the_address.content) == (200, b"x")
    stranger = Organization(plain_org.server, plain_org.store, "typed")
    assert fetch(url, person_token(stranger, "founder")).status_code == 404
    plain_org.all.ok("/topapi/v2/user/delete", userid="ann")


def test_files_and_tasks_of_others_are_unknown(plain_org):
    app = plain_org.all
    media = app.upload("a.txt", b"x")
    job = app.translate({media: "a.txt"}, plain_org.founder_unionid)
    stranger = Organization(plain_org.server, plain_org.store, "typed")
    body = {"medias": {media: "a.txt"}, "unionId": stranger.founder_unionid}
    for other in (stranger.all, plain_org.app()):
        answer = other.new("POST", "/v1.0/contact/files/translate", body)
        new_refused(answer, 400, "param.invalid", f'参数不合法: no file "{media}"')
        new_refused(other.translation(job), 400, "param.invalid", "参数不合法: no task of this app has the jobId")
    unknown = {"medias": {"@0123456789": "a.txt"}, "unionId": plain_org.founder_unionid}
    answer = app.new("POST", "/v1.0/contact/files/translate", unknown)
    new_refused(answer, 400, "param.invalid", '参数不合法: no file "@0123456789"')
    foreign = {"medias": {media: "a.txt"}, "unionId": stranger.founder_unionid}
    answer = app.new("POST", "/v1.0/contact/files/translate", foreign)
    if stranger.founder_unionid != plain_org.founder_unionid:
        new_refused(answer, 400, "param.invalid", "参数不合法: unionId names nobody here")


BROKEN = {
    "no workbook inside": ("a.xlsx", archive({"word/document.xml": "<w:p/>"})),
    "half an archive": ("a.xlsx", archive(WORKBOOK)[:-30]),
    "entities": ("a.docx", archive({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><w:p><w:t>$&b;</w:t></w:p>'})),
    "a bomb": ("a.docx", archive({"word/document.xml": " " * (65 * MEGABYTE)})),
    "no text": ("a.txt", b"\xff\xff\xff"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_files_that_cannot_be_translated_fail(plain_org, broken):
    name, content = BROKEN[broken]
    app = plain_org.all
    job = app.translate({app.upload(name, content): name}, plain_org.founder_unionid)
    assert ended(app, job) == {"status": "2"}
    token = person_token(plain_org, "founder")
    assert fetch(f"{plain_org.server.url}/translated/{job}", token).status_code == 404


class Uploads:
    """Plain multipart uploads, and how they are refused."""

    def __init__(self, org):
        self.org = org

    def media(self, kind="file", token=None, **options):
        query = {"access_token": token or self.org.all.token, "type": kind}
        return self.org.connection.legacy("POST", "/media/upload", params=query, **options)

    def single(self, **query):
        files = {"media": ("a.csv", b"a,b")}
        query = {"access_token": self.org.all.token, "agent_id": self.org.all.agent_id, "file_size": 3} | query
        return self.org.connection.legacy("POST", "/file/upload/single", params=query, files=files)


def test_uploads_by_both_calls(ann):
    uploads = Uploads(ann)
    answer = uploads.media(files={"media": ("a.csv", b"$userName=ann$")})
    assert (answer["errcode"], answer["type"]) == (0, "file")
    assert answer["media_id"].startswith("@")
    assert abs(answer["created_at"] - time.time() * 1000) < 60_000
    single = uploads.single()
    assert single["errcode"] == 0 and single["media_id"].startswith("#")
    medias = {answer["media_id"]: "a.csv", single["media_id"]: "b.csv"}
    assert ended(ann.all, ann.all.translate(medias, ann.founder_unionid, "both"))["status"] == "1"
    large = bytes(range(1, 256)) * (8 * MEGABYTE // 255)
    assert uploads.media(files={"other": ("large.bin", large)})["errcode"] == 0
    sent = {"params": {"access_token": ann.all.token}, "data": {"type": "file"}, "files": {"media": ("a", b"a")}}
    in_form = ann.connection.legacy("POST", "/media/upload", **sent)
    assert in_form["errcode"] == 0


def test_uploads_that_are_refused(plain_org):
    uploads = Uploads(plain_org)
    assert uploads.media(data={"media": "a"})["errcode"] == 40035
    assert uploads.media(json={"media": "a"})["errcode"] == 40035
    assert uploads.media(files={"media": (None, b"a")})["errcode"] == 41005
    assert uploads.media(files={"media": ("a.csv", b"")})["errcode"] == 40006
    assert uploads.media(files={"media": ("a.csv", b"a")}, kind="image")["errcode"] == 40004
    assert uploads.media(files={"media": ("a.csv", b"a")}, kind="folder")["errcode"] == 40004
    assert uploads.media(files={"media": ("a", b"x" * (20 * MEGABYTE + 1))})["errcode"] == 40006
    assert uploads.media(files={"media": ("a", b"x" * (32 * MEGABYTE))})["errcode"] == 40006
    assert uploads.media(files={"media": ("a", b"x")}, token="0" * 32)["errcode"] == 40014
    assert uploads.single(file_size=4)["errcode"] == 40006
    assert uploads.single(agent_id=1)["errcode"] == 70004
    cut = {"Content-Type": "multipart/form-data; boundary=x"}
    half = b'--x\r\nContent-Disposition: form-data; name="media"; filename="a"\r\n\r\nabc'
    assert uploads.media(data=half, headers=cut)["errcode"] == 40035
    endless = b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + b"y" * MEGABYTE
    assert uploads.media(data=endless, headers=cut)["errcode"] == 40035
    assert plain_org.all.upload("a.csv", b"a").startswith("@"), "none of it did harm"


def sdk(org, call, request, headers):
    client = ContactClient(openapi.Config(protocol="http", endpoint=org.server.address, region_id="central"))
    headers.x_acs_dingtalk_access_token = org.all.token
    return getattr(client, call)(request, headers, util.RuntimeOptions()).body


def test_with_the_official_sdk(ann):
    media = ann.all.upload("a.csv", b"$userName=ann$")
    request = contact.TranslateFileRequest(medias={media: "a.csv"}, union_id=ann.founder_unionid)
    job = sdk(ann, "translate_file_with_options", request, contact.TranslateFileHeaders()).job_id
    answer = ended(ann.all, job)
    asked = contact.GetTranslateFileJobResultRequest(job_id=job)
    headers = contact.GetTranslateFileJobResultHeaders()
    body = sdk(ann, "get_translate_file_job_result_with_options", asked, headers)
    assert (body.status, body.url) == ("1", answer["url"])
    with pytest.raises(TeaException) as raised:
        asked = contact.GetTranslateFileJobResultRequest(job_id="tjnone")
        sdk(ann, "get_translate_file_job_result_with_options", asked, headers)
    assert raised.value.code == "param.invalid"


def jobs_of(app, union_id, count):
    """Translations of large files, several of which run or wait for seconds."""
    text = "\n".join(f"{number},$userName=founder$" for number in range(60_000)).encode()
    medias = [app.upload(f"{number}.csv", text) for number in range(4)]
    jobs = []
    for _ in range(count):
        jobs.append(app.translate({media: f"{place}.csv" for place, media in enumerate(medias)}, union_id, "all"))
    return jobs


def whole(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.testzip() is None and all(
            packed.read(name).count(b"Founder\n") == 59_999 for name in packed.namelist()
        )


def test_tasks_go_on_after_a_kill(fresh_store):
    server = Server(fresh_store)
    org = Organization(server, fresh_store, "typed")
    jobs = jobs_of(org.all, org.founder_unionid, 4)
    server.kill()
    server = Server(fresh_store)
    org.server, org.connection = server, Connection(server.url)
    org.all.connection = org.connection
    token = person_token(org, "founder")
    for job in jobs:
        answer = ended(org.all, job)
        assert answer["status"] == "1"
        fetched = fetch(answer["url"], token)
        assert fetched.status_code == 200 and whole(fetched.content)
    assert server.stop() == 0, server.log()[-4000:]
    assert fresh_store.run("verify")["differences"] == 0
    ended_once(fresh_store, len(jobs))


def ended_once(store, count):
    """Each task has exactly one entry that ends it."""
    files = list(store.folder.glob("*.db"))
    if files:
        with sqlite3.connect(files[0]) as database:
            query = "select count(*), count(distinct body) from log where route = 'translation'"
            assert database.execute(query).fetchone() == (count, count)


def test_another_node_takes_over(cluster, tmp_path):
    url = cluster.database()
    first = Node(Store(tmp_path / "first", url))
    second = Node(Store(tmp_path / "second", url), first.org)
    jobs = jobs_of(first.org.all, first.org.founder_unionid, 4)
    first.server.kill()
    token = person_token(second.org, "founder")
    for job in jobs:
        answer = ended(second.org.all, job)
        assert answer["status"] == "1"
        assert whole(fetch(answer["url"], token).content)
    assert second.server.stop() == 0, second.server.log()[-4000:]
    assert second.store.run("verify")["differences"] == 0
