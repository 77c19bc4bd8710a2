"""What stands on every page of the console: something of each kind, each named so that it would do harm if it were not text."""

from desk import SCRIPT
from kit.client import mobile_number

OWN = "/v1.0/orgbook"


class Furniture:
    """Things of an organization, by the ids that the tests speak of."""

    def __init__(self, desk):
        self.org = desk.org
        self.joining()
        self.people(desk)
        self.outside()
        self.rights(desk)

    def own(self, method, path, body=None):
        """What a call of ours answers, which must be taken."""
        status, answer = self.org.all.new(method, f"{OWN}/{path}", body)
        assert status == 200, answer
        return answer

    def apply(self, name=SCRIPT, code=None, **more):
        """Asks to become a member, as whoever has the link."""
        body = {"name": name, "mobile": mobile_number(), **more}
        path = f"{OWN}/invitations/{code or self.code}/applications"
        status, answer = self.org.connection.new("POST", path, json=body)
        assert (status, answer) == (200, {"state": "waiting"}), answer
        return body["mobile"]

    def joining(self):
        self.own("PUT", "console/invitations/settings", {"inviteSwitch": True, "linkInvite": True, "audit": True})
        self.code = self.own("POST", "console/invitations", {"validDays": 7})["invitation"]["code"]
        self.apply(greeting=SCRIPT)

    def people(self, desk):
        org = self.org
        org.user("gone", desk.sales, name=SCRIPT, title="<b>离职</b>")
        org.all.ok("/topapi/v2/user/delete", userid="gone")
        account = {"exclusive_account_type": "dingtalk", "login_id": "kept4321", "init_password": "Correct-horse-7"}
        org.account("kept", desk.sales, name=SCRIPT, **account)
        self.own("POST", "console/fields", {"id": "motto", "label": SCRIPT, "type": "text"})
        org.user("filled", desk.lab, name="方格子", extension='{"motto": "<img src=x onerror=alert(2)>"}')

    def outside(self):
        org = self.org
        labels = {"name": SCRIPT, "color": -15220075, "labels": [{"name": SCRIPT}]}
        self.group = self.own("POST", "console/labelGroups", labels)
        label = self.group["labels"][0]["id"]
        self.contact = org.contact(name=SCRIPT, company_name=SCRIPT, label_ids=[label])
        self.own("POST", "console/contactFields", {"id": "motto", "label": SCRIPT})
        self.own("PUT", f"console/externalContacts/{self.contact}", {"fields": [{"id": "motto", "value": SCRIPT}]})
        self.guest = self.named_guest(SCRIPT, "join")
        self.applicant = self.named_guest(f"{SCRIPT} 2", "apply")
        self.host = self.other(SCRIPT)
        org.store.run("partner", "apply", "--host", self.host, "--guest", org.corp_id)
        lines = [
            {"type": "organization", "kind": "school", "regionId": "330110", "regionLocation": "中国", "regionType": "COUNTY"},
            {"type": "department", "id": 2, "parentId": 1, "name": SCRIPT, "contactType": "classic", "departmentType": "campus"},
            {"type": "user", "id": "li", "name": SCRIPT, "departments": [2], "roles": ["teacher"]},
        ]
        org.industry(*lines)

    def other(self, name):
        """The id of another organization."""
        return self.org.store.run("org", "new", name, "--admin", "别人", "--mobile", mobile_number())["corpId"]

    def named_guest(self, name, how):
        """The id of an organization that takes part, or asks to."""
        guest = self.other(name)
        self.org.store.run("partner", "apply", "--host", self.org.corp_id, "--guest", guest)
        if how == "join":
            self.org.approve(guest)
        return guest

    def rights(self, desk):
        org = self.org
        self.app = org.app("qyapi_get_member", [desk.sales], name=SCRIPT)
        group = org.all.call("/role/add_role_group", name=SCRIPT)
        made = org.all.call("/role/add_role", roleName=SCRIPT, groupId=group["groupId"])
        self.role = made["roleId"]
        org.all.ok("/topapi/role/addrolesforemps", roleIds=str(self.role), userIds="script")
        rule = {"name": SCRIPT, "objectStaffIds": ["script"], "excludeStaffIds": ["lin"], "active": True}
        status, answer = org.all.new("PUT", "/v1.0/contact/contactHideSettings", rule)
        assert status == 200, answer
        self.rule = answer["result"]
        org.all.ok("/topapi/v2/user/update", userid="gu", senior_mode=True)


# Addresses below /console that show one thing each, besides the pages themselves; filled with ids of the furniture.
PLACES = [
    "applications?tab=invite",
    "applications?tab=settings",
    "applications?state=done",
    "applications?state=blocked",
    "leavers?person=gone",
    "partners?tab=industry",
    "partners?tab=industry&industry=2",
    "partners?partner={guest}",
    "partners?partner={applicant}",
    "external?contact={contact}",
    "external?labels=1",
    "external?fields=1",
    "accounts?account=kept",
    "apps?app={app.key}",
    "apps?app={app.key}&tab=keys",
    "apps?app={app.key}&tab=permissions",
    "apps?app={app.key}&tab=scope",
    "apps?app={app.key}&tab=ip",
    "apps?app={app.key}&tab=redirect",
    "roles?role={role}",
    "admins?person=script",
    "admins?tab=groups",
    "admins?tab=groups&group=new",
    "visibility?rule={rule}&viewer=chen&target=script",
    "visibility?tab=restrict",
    "visibility?tab=fields",
    "visibility?tab=executive&executive=gu",
    "visibility?tab=priority",
    "members?person=script",
    "members?person=script&tab=departments",
    "members?person=script&tab=roles",
    "members?person=script&tab=line",
    "members?person=script&tab=visibility",
    "members?person=script&tab=history",
    "members?person=script&tab=events",
    "members?person=script&tab=api",
    "members?person=filled",
    "members?state=notActivated",
    "audit?object=user:script",
]


def places(furniture):
    """The same with ids in them."""
    return [each.format(**vars(furniture)) for each in PLACES]
