"""One good request for every call of our own for administrators, for tests that go over all of them."""

import base64
import itertools

from kit.client import Organization, mobile_number
from kit.sdk import HEADER

OWN = "/v1.0/orgbook/"
# Stands in every name of the organization: whoever reads it has seen somebody.
MARK = "zzmark"
BESIDES = ("explain", "impact", "audit")

_count = itertools.count()


class Admin:
    """Somebody of an organization with a token of his own."""

    def __init__(self, org, userid):
        self.org, self.userid = org, userid
        self.token = org.store.run("user", "token", "--org", org.corp_id, userid)["accessToken"]

    def call(self, method, path, body=None, **query):
        """Status and answer."""
        headers = {HEADER: self.token}
        return self.org.connection.new(method, OWN + path, json=body, params=query, headers=headers)

    def ok(self, method, path, body=None, **query):
        status, answer = self.call(method, path, body, **query)
        assert status == 200, (method, path, status, answer)
        return answer


def served(org):
    """Every call of our own that administrators alone, or apps besides, may make: `METHOD path`."""
    answer = org.connection.session.get(org.connection.base + "/openapi.json", timeout=60).json()
    ours = {path: calls for path, calls in answer["paths"].items() if path.startswith(OWN)}
    own = {path.removeprefix(OWN): calls for path, calls in ours.items()}
    own = {path: calls for path, calls in own.items() if path.startswith(("console/", *BESIDES))}
    return {f"{method.upper()} {path}" for path, calls in own.items() for method in calls}


def file_of(*lines):
    """A file as it is sent."""
    text = "\n".join(lines) + "\n"
    return {"fileName": "people.csv", "content": base64.b64encode(text.encode()).decode()}


def furnished(server):
    """An organization with the founder, another administrator, and one department that somebody else administers."""
    org = Organization(server, server.store, "typed")
    org.team = org.department(f"Team {MARK}")
    org.elsewhere = org.department("Elsewhere")
    for userid in ("ann", "bob", "second"):
        org.user(userid, org.team, name=f"{userid} {MARK}")
    org.user("outer", org.elsewhere)
    org.founder = Admin(org, "founder")
    org.founder.ok("PUT", "console/admins/second", {"kind": "primary"})
    org.founder.ok("PUT", "console/admins/outer", {"kind": "sub", "deptIds": [org.elsewhere]})
    # Whoever has a token counts as somebody who has signed in.
    org.ann, org.bob, org.second, org.outer = (Admin(org, userid) for userid in ("ann", "bob", "second", "outer"))
    return org


def _app(org):
    return org.founder.ok("POST", "console/apps", {"name": f"App {next(_count)} {MARK}"})["app"]["appKey"]


def _plan(admin, *lines):
    lines = lines or ("UserID,Title", f"bob,Title {next(_count)}")
    return admin.ok("POST", "console/import", file_of(*lines))["planId"]


def _application(org):
    link = org.founder.ok("GET", "console/invitations/settings")["inviteUrl"].rsplit("/join/", 1)[1]
    body = {"name": f"Zed {MARK}", "mobile": mobile_number()}
    path = f"{OWN}invitations/{link}/applications"
    assert org.connection.new("POST", path, json=body)[0] == 200
    waiting = org.founder.ok("GET", "console/applications", size=200)["applications"]
    return waiting[-1]["application"]["id"]


def _field(org):
    own = f"own{next(_count)}"
    return org.founder.ok("POST", "console/fields", {"id": own, "label": f"Label of {own}", "type": "text"})["id"]


def _contact_field(org):
    return org.founder.ok("POST", "console/contactFields", {"id": f"own{next(_count)}", "label": f"Own {next(_count)}"})["id"]


def _labels(org):
    return str(org.founder.ok("POST", "console/labelGroups", {"name": f"Group {next(_count)}", "labels": [{"name": "One"}]})["groupId"])


def _managers(org, **given):
    """A management group of people of the one department: how it is given."""
    scope = {"scopeType": "departments", "deptIds": [org.team]}
    return {"name": f"Managers {next(_count)}", "scope": scope, "modules": ["audit"], **given}


def _managed(org):
    return str(org.founder.ok("POST", "console/management-groups", _managers(org))["groupId"])


def _circle(org):
    """An organization that another one owns and invites into: its id, and the proof in the link."""
    owner = Organization(org.server, org.store, "typed")
    circle = owner.all.new("POST", "/v1.0/contact/cooperateCorps", {"orgName": "Circle"})[1]["cooperateCorpId"]
    url = owner.all.new("GET", f"/v1.0/contact/cooperateCorps/{circle}/inviteInfos")[1]["inviteUrl"]
    return circle, url.rsplit("t=", 1)[1]


def _lent(org):
    """An organization that may take in enterprise accounts, and in which one works."""
    other = Organization(org.server, org.store, "typed")
    org.account("lent", org.team, name=f"Lent {MARK}")
    org.lend(other)
    other.invite(org, "lent")
    return other.corp_id


def samples(org):
    """`METHOD path` to path and query or body, each of which succeeds for the founder; the last one makes another the creator."""
    org.founder.ok("PUT", "console/invitations/settings", {"inviteSwitch": True, "linkInvite": True})
    org.user("gone", org.team)
    org.user("spare", org.team)
    org.all.ok("/topapi/v2/user/delete", userid="gone")
    host = Organization(org.server, org.store, "typed")
    org.store.run("partner", "apply", "--host", host.corp_id, "--guest", org.corp_id)
    asking = org.guest(join=False)
    circle, proof = _circle(org)
    app, plan = _app(org), _plan(org.founder)
    applied = _plan(org.founder)
    org.founder.ok("POST", f"console/plans/{applied}/apply")
    code = org.founder.ok("POST", "console/invitations", {"deptId": org.team})["invitation"]["code"]
    provider = {"issuer": "http://127.0.0.1:9", "clientId": "orgbook", "clientSecret": "s", "scope": "openid", "claim": "sub"}
    rule = {"rule": {"objectStaffIds": ["ann"]}}
    field, group = _field(org), _labels(org)
    contact_field, contact = _contact_field(org), {"contactId": org.contact(name=MARK, company_name=MARK)}
    new_contact = {"name": "New", "mobile": mobile_number(), "followerUserId": "founder", "labelIds": org.labels()[:1]}
    lent = _lent(org)
    made = {
        "GET console/admins": ({}, None),
        "PUT console/admins/{userId}": ({"userId": "bob"}, {"kind": "sub", "modules": ["audit"]}),
        "DELETE console/admins/{userId}": ({"userId": "bob"}, None),
        "GET console/management-groups": ({}, None),
        "POST console/management-groups": ({}, _managers(org)),
        "PUT console/management-groups/{groupId}": ({"groupId": _managed(org)}, _managers(org)),
        "DELETE console/management-groups/{groupId}": ({"groupId": _managed(org)}, None),
        "GET console/apps": ({}, None),
        "POST console/apps": ({}, {"name": "New"}),
        "GET console/apps/{appKey}": ({"appKey": app}, None),
        "PUT console/apps/{appKey}": ({"appKey": app}, {"name": "Renamed"}),
        "POST console/apps/{appKey}/secret": ({"appKey": app}, {}),
        "GET console/apps/{appKey}/failed-pushes": ({"appKey": app}, None),
        "GET console/apps/{appKey}/deliveries": ({"appKey": app}, None),
        "POST console/apps/{appKey}/pushes": ({"appKey": app}, {"number": 1, "index": 0}),
        "POST console/apps/{appKey}/recording": ({"appKey": app}, {"minutes": 1}),
        "DELETE console/apps/{appKey}/recording": ({"appKey": app}, None),
        "GET console/apps/{appKey}/requests": ({"appKey": app}, None),
        "DELETE console/apps/{appKey}": ({"appKey": _app(org)}, None),
        "GET console/departments/{deptId}": ({"deptId": org.team}, None),
        "GET console/departments/{deptId}/group": ({"deptId": org.team}, None),
        "GET console/departments": ({}, {"q": "Team"}),
        "GET console/picker/departments/{deptId}": ({"deptId": org.team}, None),
        "GET console/picker/departments": ({}, {"q": "Team"}),
        "GET console/members": ({}, {"deptId": org.team}),
        "GET console/people/{userId}": ({"userId": "ann"}, None),
        "PUT console/people/{userId}/photo": ({"userId": "bob"}, {"picture": "iVBORw0KGgo="}),
        "GET console/people/{userId}/account": ({"userId": "ann"}, None),
        "DELETE console/people/{userId}/account/joined/{corpId}": ({"userId": "lent", "corpId": lent}, None),
        "GET console/accounts": ({}, {"state": "none", "q": "ann"}),
        "GET console/account-grants": ({}, None),
        "PUT console/account-grants": ({}, {"corpId": lent, "deptIds": [org.team], "showsMobile": True}),
        "GET console/account-grants/{corpId}": ({"corpId": lent}, None),
        "DELETE console/account-grants/{corpId}": ({"corpId": lent}, None),
        "GET console/search": ({}, {"q": "ann"}),
        "GET console/overview": ({}, None),
        "GET console/organization": ({}, None),
        "PUT console/organization": ({}, {"name": f"Renamed {MARK}"}),
        "PUT console/sign-in-provider": ({}, provider),
        "GET console/sign-in-provider": ({}, None),
        "DELETE console/sign-in-provider": ({}, None),
        "GET console/sign-in-settings": ({}, None),
        "PUT console/sign-in-settings": ({}, {"administratorsNeedSecondFactor": False}),
        "POST console/people/{userId}/password-link": ({"userId": "ann"}, {}),
        "DELETE console/people/{userId}/second-factor": ({"userId": "ann"}, None),
        "GET console/import/template": ({}, {"lang": "en", "about": "departments"}),
        "POST console/import": ({}, file_of("UserID,Title", "ann,Head")),
        "GET console/import/checks/{checkId}": ({"checkId": "one"}, None),
        "GET console/namesakes": ({}, {"name": "Ann"}),
        "GET console/plans": ({}, None),
        "GET console/plans/{planId}": ({"planId": plan}, None),
        "PUT console/plans/{planId}/rows": ({"planId": plan}, {"indexes": [0], "selected": False}),
        "PUT console/plans/{planId}/groups": ({"planId": plan}, {"createGroups": True}),
        "PUT console/plans/{planId}/cells": ({"planId": plan}, {"rows": [{"index": 0, "cells": {"title": "Mended"}}]}),
        "GET console/plans/{planId}/errors": ({"planId": plan}, None),
        "GET console/plans/{planId}/effects": ({"planId": plan}, None),
        "POST console/plans/{planId}/approve": ({"planId": _plan(org.second)}, {}),
        "POST console/plans/{planId}/apply": ({"planId": _plan(org.founder)}, {}),
        "POST console/plans/{planId}/undo": ({"planId": applied}, {}),
        "GET console/export": ({}, {"deptId": org.team}),
        "GET console/rules": ({}, None),
        "GET console/executives": ({}, {"size": 1}),
        "GET console/fields": ({}, None),
        "PUT console/fields": ({}, {"fields": [{"id": "title", "searchable": True}]}),
        "POST console/fields": ({}, {"id": "sample", "label": "Sample", "type": "text"}),
        "PUT console/fields/{fieldId}": ({"fieldId": field}, {"label": "Other"}),
        "DELETE console/fields/{fieldId}": ({"fieldId": _field(org)}, None),
        "GET console/invitations/settings": ({}, None),
        "PUT console/invitations/settings": ({}, {"inviteSwitch": True}),
        "POST console/invitations": ({}, {"deptId": org.team}),
        "GET console/invitations": ({}, None),
        "DELETE console/invitations/{code}": ({"code": code}, None),
        "GET console/applications": ({}, None),
        "POST console/applications/{id}/approve": ({"id": _application(org)}, {}),
        "POST console/applications/{id}/reject": ({"id": _application(org)}, {}),
        "POST console/applications/{id}/block": ({"id": _application(org)}, {}),
        "GET console/contactFields": ({}, None),
        "POST console/contactFields": ({}, {"label": "Sample", "type": "singleChoice", "choices": ["One"]}),
        "PUT console/contactFields": ({}, {"fields": [{"id": contact_field, "shown": False}]}),
        "DELETE console/contactFields/{fieldId}": ({"fieldId": _contact_field(org)}, None),
        "POST console/externalContacts": ({}, {**new_contact, "fields": [{"id": contact_field, "value": "One"}]}),
        "GET console/externalContacts/{contactId}": (contact, None),
        "PUT console/externalContacts/{contactId}": (contact, {"title": "CFO", "fields": [{"id": contact_field, "value": "Two"}]}),
        "GET console/labelGroups": ({}, None),
        "POST console/labelGroups": ({}, {"name": "Sample", "labels": [{"name": "One"}]}),
        "PUT console/labelGroups/{groupId}": ({"groupId": group}, {"name": "Other", "labels": [{"name": "Two"}]}),
        "DELETE console/labelGroups/{groupId}": ({"groupId": _labels(org)}, None),
        "GET console/leavers": ({}, None),
        "GET console/leavers/{userId}/handover": ({"userId": "spare"}, None),
        "POST console/leavers/{userId}/handover": ({"userId": "spare"}, {"tasks": [], "leave": True}),
        "POST console/leavers/{userId}/restore": ({"userId": "gone"}, {}),
        "GET console/partners": ({}, None),
        "POST console/partners/{corpId}/reject": ({"corpId": asking}, {}),
        "POST console/hosts": ({}, {"corpId": circle, "t": proof}),
        "DELETE console/hosts/{corpId}": ({"corpId": host.corp_id}, None),
        "GET explain": ({}, {"viewer": "bob", "target": "ann"}),
        "POST explain": ({}, {"viewer": "bob", "target": "ann", **rule}),
        "POST impact": ({}, rule),
        "GET audit": ({}, None),
        "GET console/audit-settings": ({}, None),
        "PUT console/audit-settings": ({}, {"days": 365}),
        # Nothing is recorded of this id.
        "GET console/apps/{appKey}/requests/{requestId}": ({"appKey": app, "requestId": "none"}, None),
        "PUT console/creator": ({}, {"userId": "second"}),
    }
    return made


def send(admin, name, given):
    """Calls by name: status and answer."""
    method, path = name.split(" ")
    path_parts, rest = given
    path = path.format(**path_parts)
    if method == "GET":
        return admin.call(method, path, **(rest or {}))
    return admin.call(method, path, rest)


def wrong_types(body):
    """The same body with each of its members as something that it is not."""
    for name in body:
        yield {**body, name: {"no": ["such", "thing"]}}
