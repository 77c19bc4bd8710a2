"""Organizations and apps as a caller has them: legacy calls in three body forms, new-generation calls."""

import hmac
import json
import string
import tempfile

import requests

from kit import contract
from kit.same import Text, assert_same

# How clients in the field send the same request.
FORMS = ("typed", "strings", "form")
REQUEST_ID = Text(r"[0-9a-z]{8,20}")
UNION_ID = Text(r"[0-9A-Za-z]{20,35}")


def as_strings(value):
    """Every scalar as a JSON string, as the official legacy Java client sends it."""
    if isinstance(value, dict):
        return {key: as_strings(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_strings(item) for item in value]
    return as_text(value)


def as_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str) or value is None else str(value)


def encoded(body, form):
    """The keyword arguments that make `requests` send `body` in this form."""
    if form == "typed":
        return {"json": body}
    if form == "strings":
        return {"json": as_strings(body)}
    return {"data": {key: as_text(value) for key, value in body.items() if value is not None}}


class Connection:
    """One keep-alive connection that checks what holds for every answer."""

    def __init__(self, base):
        self.base = base
        self.session = requests.Session()
        self.session.trust_env = False

    def legacy(self, method, path, **options):
        """A legacy call: HTTP 200 always, a compact JSON object always."""
        answer = self.session.request(method, self.base + path, timeout=60, **options)
        assert answer.status_code == 200, f"{method} {path}: HTTP {answer.status_code} {answer.text[:500]}"
        return self.checked(answer)

    def new(self, method, path, **options):
        """A new-generation call: status and object."""
        answer = self.session.request(method, self.base + path, timeout=60, **options)
        return answer.status_code, self.checked(answer)

    @staticmethod
    def checked(answer):
        assert answer.headers["Content-Type"].replace(" ", "").lower() in (
            "application/json",
            "application/json;charset=utf-8",
        ), answer.headers
        value = answer.json()
        assert isinstance(value, dict), answer.text[:500]
        compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        assert len(answer.text) == len(compact), f"not compact JSON: {answer.text[:300]}"
        assert not holds_null(value), f"null in an answer: {answer.text[:500]}"
        return value


def holds_null(value):
    if isinstance(value, dict):
        value = list(value.values())
    return value is None or (isinstance(value, list) and any(map(holds_null, value)))


class App:
    """An internal app with its token."""

    def __init__(self, connection, created, form="typed"):
        self.connection = connection
        self.key, self.secret = created["appKey"], created["appSecret"]
        self.agent_id, self.corp_id = created["agentId"], created["corpId"]
        self.form = form
        self._token = None

    @property
    def token(self):
        if self._token is None:
            query = {"appkey": self.key, "appsecret": self.secret}
            self._token = self.connection.legacy("GET", "/gettoken", params=query)["access_token"]
        return self._token

    def call(self, path, body=None, **fields):
        """POST in this app's body form; the answer as it came."""
        sent = encoded({**(body or {}), **fields}, self.form)
        return self.connection.legacy("POST", path, params={"access_token": self.token}, **sent)

    def get(self, path, **query):
        """GET with query parameters; the answer as it came."""
        sent = {key: as_text(value) for key, value in query.items()}
        return self.connection.legacy("GET", path, params={"access_token": self.token, **sent})

    def ok(self, path, body=None, **fields):
        """The `result` of a call that must succeed."""
        return result(self.call(path, body, **fields))

    def upload(self, name, content, kind="file"):
        """The media id of an uploaded file."""
        query = {"access_token": self.token, "type": kind}
        answer = self.connection.legacy("POST", "/media/upload", params=query, files={"media": (name, content)})
        assert answer["errcode"] == 0, answer
        return answer["media_id"]

    def translate(self, medias, union_id, output=None):
        """The id of a new translation."""
        body = {"medias": medias, "unionId": union_id} | ({"outputFileName": output} if output else {})
        status, answer = self.new("POST", "/v1.0/contact/files/translate", body)
        assert status == 200, answer
        return answer["jobId"]

    def translation(self, job):
        """How far a translation is: status and answer."""
        headers = {"x-acs-dingtalk-access-token": self.token}
        path = "/v1.0/contact/files/translateResults"
        return self.connection.new("GET", path, params={"jobId": job}, headers=headers)

    def new(self, method, path, body=None, **query):
        """A new-generation call with the token in its header."""
        headers = {"x-acs-dingtalk-access-token": self.token}
        sent = {key: as_text(value) for key, value in query.items()}
        return self.connection.new(method, path, json=body, params=sent, headers=headers)


class Organization:
    """An organization with one app that may do everything, and shorthands for setting the scene."""

    def __init__(self, server, store, form):
        self.server, self.store, self.form = server, store, form
        self.connection = Connection(server.url)
        Organization.count = getattr(Organization, "count", 0) + 1
        created = store.run(
            "org", "new", "示例公司", "--admin", "Founder", "--mobile", mobile_number(), "--admin-userid", "founder"
        )
        assert_same(
            created,
            {
                "corpId": Text(r"[0-9A-Za-z]+"),
                "adminUserId": "founder",
                "adminUnionId": UNION_ID,
                "organizationCode": Text(r".+"),
            },
        )
        self.corp_id, self.founder_unionid = created["corpId"], created["adminUnionId"]
        self.code = created["organizationCode"]
        self.name = "示例公司"
        self.all = self.app()

    def app(self, grant="all", scope="all", *more, name="App"):
        """A new internal app."""
        scope = scope if isinstance(scope, str) else ",".join(str(department) for department in scope)
        created = self.store.run("app", "new", name, "--org", self.corp_id, "--grant", grant, "--scope", scope, *more)
        return App(self.connection, created, self.form)

    def department(self, name, parent=1, **fields):
        """A new department's id."""
        body = {"name": name, "parent_id": parent, **fields}
        return self.all.ok("/topapi/v2/department/create", body)["dept_id"]

    def user(self, userid, *departments, **fields):
        """A new user's id; in the root department when none is given."""
        body = {
            "userid": userid,
            "name": userid,
            "mobile": fields.pop("mobile", None) or mobile_number(),
            "dept_id_list": ",".join(str(department) for department in departments or (1,)),
            **fields,
        }
        return self.all.ok("/topapi/v2/user/create", body)["userid"]

    def labels(self):
        """The ids of all labels for external contacts."""
        groups = self.all.call("/topapi/extcontact/listlabelgroups")["results"]
        return [label["id"] for group in groups for label in group["labels"]]

    def contact(self, **fields):
        """A new external contact's id; the founder follows it when nobody is named."""
        answer = self.all.call("/topapi/extcontact/create", contact=self.new_contact(**fields))
        result(answer)
        return answer["userid"]

    def new_contact(self, **fields):
        """What is needed for an external contact, with these fields besides or instead."""
        needed = {"name": "Zed", "mobile": mobile_number(), "state_code": "86", "follower_user_id": "founder"}
        return needed | {"label_ids": self.labels()[:1]} | fields

    def contact_of(self, userid):
        """An external contact's details as an app with every right reads them."""
        return self.all.ok("/topapi/extcontact/get", user_id=userid)

    def contacts(self):
        """Every external contact, in order."""
        found = []
        while True:
            page = self.all.call("/topapi/extcontact/list", size=100, offset=len(found))["results"]
            found += page
            if len(page) < 100:
                return found

    def roles(self):
        """The ids of all roles, by name."""
        groups = self.all.ok("/topapi/role/list", size=200, offset=0)["list"]
        return {role["name"]: role["id"] for group in groups for role in group["roles"]}

    def role_groups(self):
        """The ids of all role groups, by name."""
        groups = self.all.ok("/topapi/role/list", size=200, offset=0)["list"]
        return {group["name"]: group["groupId"] for group in groups}

    def members(self, role):
        """Everybody who holds a role, in order."""
        found = []
        while True:
            page = self.all.ok("/topapi/role/simplelist", role_id=role, size=200, offset=len(found))
            found += page["list"]
            if not page["hasMore"]:
                return found

    def account(self, userid, *departments, **fields):
        """A new SSO enterprise account's id; in the root department when none is given."""
        departments = ",".join(str(department) for department in departments or (1,))
        body = {"userid": userid, "name": userid, "dept_id_list": departments, "exclusive_account": True, **fields}
        return self.all.ok("/topapi/v2/user/create", body)["userid"]

    def lend(self, to, *departments):
        """Allows another organization to take in enterprise accounts of departments, or of all."""
        body = {"joinCorpId": to.corp_id} | ({"grantDeptIdList": list(departments)} if departments else {})
        assert self.all.new("POST", "/v1.0/contact/orgAccounts/multiOrgPermissions/auth", body) == (200, {})

    def invite(self, owner, userid):
        """Takes in another organization's enterprise account under the userid that it has there."""
        body = {"userid": userid, "name": userid, "dept_id_list": "1"}
        outer = {"outer_exclusive_corpid": owner.corp_id, "outer_exclusive_userid": userid}
        return self.all.ok("/topapi/v2/user/create", body | outer)["userid"]

    def settings(self, userid):
        """The ids of a new setting of each kind about a user: hiding, restricting, hiding attributes."""
        made = [
            ("PUT", "contactHideSettings", {"objectStaffIds": [userid]}),
            ("PUT", "restrictions/settings", {"subjectUserIds": [userid], "type": "onlySelf"}),
            ("POST", "staffAttributes/visibilitySettings", {"objectStaffIds": [userid], "hideFields": ["title"]}),
        ]
        answers = [self.all.new(method, f"/v1.0/contact/{path}", body) for method, path, body in made]
        assert all(status == 200 for status, _ in answers), answers
        return [answer["result"] for _, answer in answers]

    def guest(self, *more, join=True):
        """The id of a new organization that has asked to take part in this one, or takes part."""
        names = ("org", "new", f"Guest {mobile_number()}", "--admin", "Guest admin", "--mobile", mobile_number())
        guest = self.store.run(*names)["corpId"]
        self.store.run("partner", "apply", "--host", self.corp_id, "--guest", guest, *more)
        if join:
            self.approve(guest)
        return guest

    def approve(self, guest, **place):
        """Lets an organization take part that has asked to; the department at which it hangs."""
        path = "/v1.0/contact/cooperateCorps/unionApplications/approve"
        assert self.all.new("POST", path, [{"branchCorpId": guest, **place}]) == (200, {"result": True})
        return self.mount(guest)

    def mount(self, guest):
        """The department at which an organization hangs."""
        partners = self.all.call("/topapi/union/cooperate/info/list", status=1)["result"]
        return next(each["dept_id"] for each in partners if each["union_corp_id"] == guest)

    def industry(self, *lines):
        """Imports industry contacts; what the command printed."""
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
            file.flush()
            return self.store.run("industry", "import", file.name, "--org", self.corp_id)

    def person(self, userid):
        """A user's details as an app with every right reads them."""
        return self.all.ok("/topapi/v2/user/get", userid=userid)

    def department_of(self, department):
        """A department's details as an app with every right reads them."""
        return self.all.ok("/topapi/v2/department/get", dept_id=department)

    def everything(self):
        """All that can be read, to see that a refused call changed nothing."""
        departments, people = {}, {}
        waiting = [1]
        while waiting:
            department = waiting.pop()
            departments[department] = self.department_of(department)
            waiting += self.all.ok("/topapi/v2/department/listsubid", dept_id=department)["dept_id_list"]
            for userid in self.all.ok("/topapi/user/listid", dept_id=department)["userid_list"]:
                people[userid] = self.person(userid)
        roles = {name: self.members(role) for name, role in self.roles().items()}
        return departments, people, self.contacts(), roles


_next_mobile = iter(range(13_900_000_000, 14_000_000_000))


def mobile_number():
    """A mainland number nobody has yet."""
    return str(next(_next_mobile))


def ding_id(union_id):
    """The dingId of somebody with this unionId."""
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits
    digest = hmac.digest(b"ding_id", union_id.encode() + b"\0", "sha256")
    return "$:LWCP_v1:$" + "".join(alphabet[byte % 62] for byte in digest[:24])


def result(answer):
    """The `result` of a legacy answer that must be a success."""
    assert answer["errcode"] == 0, answer
    assert answer["errmsg"] == "ok", answer
    assert_same(answer.get("request_id"), REQUEST_ID)
    return answer.get("result")


def succeeded(answer):
    """A success without a result: nothing but the envelope."""
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "request_id": REQUEST_ID})


def refused(answer, code, **more):
    """A flat business refusal: this code, one of its texts (details may follow), nothing else but `more`."""
    allowed = contract.texts(code)
    assert allowed, f"the contract has no text for {code}"
    assert_same(answer, {"errcode": code, "errmsg": answer.get("errmsg"), "request_id": REQUEST_ID, **more})
    assert answer["errmsg"].startswith((*allowed, "缺少参数")), answer


def gateway_refused(answer, sub_code, sub_msg):
    """A refusal of the gateway on a /topapi path, wrapped in 88."""
    expected = Text(sub_msg) if sub_msg.startswith(".*") else sub_msg
    assert_same(
        answer,
        {
            "errcode": 88,
            "sub_code": sub_code,
            "sub_msg": expected,
            "errmsg": f"ding talk error[subcode={sub_code},submsg={answer.get('sub_msg')}]",
            "request_id": REQUEST_ID,
        },
    )
