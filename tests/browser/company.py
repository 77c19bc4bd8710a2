"""An organization that looks like one: departments, heads, namesakes, an executive, a restricted viewer, fields that are withheld."""

import requests

from kit.client import Organization, mobile_number

BEHIND = "超长部门名称用来检查省略号是否正确显示而不会把数字挤到外面去的一个部门"


class Company:
    """The organization, by the userids that the tests speak of."""

    def __init__(self, server):
        self.org = org = Organization(server, server.store, "typed")
        self.corp_id, self.mobiles = org.corp_id, {}
        self.passwords, self.sessions = {}, {}
        self.departments()
        self.people()
        self.rules()

    def departments(self):
        org = self.org
        self.rd = org.department("研发中心", order=1)
        self.platform = org.department("平台研发部", self.rd, brief="平台、身份与数据底座")
        self.identity = org.department("身份与权限组", self.platform)
        for name in ("基础架构组", "数据平台组", "质量工程组", BEHIND):
            org.department(name, self.platform)
        self.sales = org.department("华东销售部", order=2)
        self.finance = org.department("财务部", order=3)
        self.office = org.department("总裁办", order=4)

    def people(self):
        user = self.user
        user("cheng", "程若谷", self.office, title="总裁", email="office@example.com")
        user("chen", "陈砚秋", self.rd, title="首席技术官", manager_userid="cheng")
        user("lin", "林知夏", self.platform, title="部门负责人", manager_userid="chen", job_number="0101")
        user("zhou", "周牧野", self.platform, self.identity, title="首席架构师", manager_userid="lin", job_number="0102")
        user(
            "xu",
            "许清和",
            self.identity,
            self.platform,
            title="身份与权限组组长",
            manager_userid="lin",
            job_number="0233",
            telephone="8-7731",
            email="qinghe.xu@example.com",
            work_place="杭州 · 溪谷园区 B 座 7 层",
        )
        user("wang1", "王海宁", self.platform, title="工程师", job_number="0317")
        user("wang2", "王海宁", self.platform, title="工程师", job_number="1288")
        user("ayg", "阿依古丽·买买提江·吐尔逊", self.platform, title="前端工程师")
        user("script", "<img src=x onerror=alert(1)>", self.platform, title="<b>测试</b>")
        user("zhang1", "张伟", self.platform, title="高级工程师", job_number="0421", manager_userid="xu")
        user("zhang2", "张伟", self.sales, title="大客户经理", job_number="0877")
        user("zhang3", "张伟", self.finance, title="会计", job_number="1530")
        user("zhang4", "张文静", self.finance, title="招聘主管", job_number="0290")
        user("emily", "Emily Carter", self.platform, title="Technical writer", manager_userid="xu")
        for number in range(60):
            user(f"many{number}", f"成员{number:02}", self.sales, title="销售")
        for department, head in ((self.platform, "lin"), (self.rd, "chen"), (self.office, "cheng")):
            self.org.all.ok("/topapi/v2/department/update", dept_id=department, dept_manager_userid_list=head)

    def user(self, userid, name, *departments, **fields):
        self.mobiles[userid] = mobile_number()
        self.org.user(userid, *departments, name=name, mobile=self.mobiles[userid], **fields)

    def mobile(self, userid):
        return self.mobiles[userid]

    def rules(self):
        org = self.org
        org.all.ok("/topapi/v2/user/update", userid="cheng", senior_mode=True)
        org.all.ok("/topapi/v2/user/update", userid="xu", hide_mobile=True)
        # 张文静 sees nobody but herself.
        rule = {"subjectUserIds": ["zhang4"], "type": "onlySelf"}
        rule |= {"restrictInSearch": True, "restrictInUserProfile": True}
        status, answer = org.all.new("PUT", "/v1.0/contact/restrictions/settings", rule)
        assert status == 200, answer

    def give_password(self, userid):
        """The password with which this person signs in."""
        if userid not in self.passwords:
            command = ("user", "password", "--org", self.corp_id, userid, "--stdin")
            self.passwords[userid] = "Correct-horse-7"
            self.org.store.run(*command, input=f"{self.passwords[userid]}\n")
        return self.passwords[userid]

    def cookies(self, userid):
        """The cookie of a session of this person, for a browser."""
        if userid not in self.sessions:
            body = {"login": self.mobiles[userid], "password": self.give_password(userid)}
            answer = requests.post(f"{self.org.server.url}/v1.0/orgbook/sign-in", json=body, timeout=30)
            assert answer.ok and answer.json()["state"] == "signedIn", answer.text
            self.sessions[userid] = answer.cookies["orgbook_session"]
        cookie = {"name": "orgbook_session", "value": self.sessions[userid], "url": self.org.server.url}
        return [cookie | {"httpOnly": True, "sameSite": "Lax"}]
