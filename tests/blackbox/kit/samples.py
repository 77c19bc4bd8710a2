"""One good request for every served endpoint, for tests that go over all of them."""

from kit import contract
from kit.client import Organization, ding_id, mobile_number

ACCOUNTS = "/v1.0/contact/orgAccount"


def _day():
    from test_user_inactive import day

    return day(1)


def requests_for(org):
    """Endpoint id to parameters that succeed in this organization."""
    team = org.department("Sample team")
    org.user("sample", team, mobile=(mobile := mobile_number()))
    spare = org.department("Sample spare")
    org.user("sample-spare")
    gone = org.contact()
    owner = Organization(org.server, org.store, org.form)
    owner.account("lent")
    owner.lend(org)
    account, built_in = org.account("sample-account"), "sample-built-in"
    sign_in = {"exclusive_account_type": "dingtalk", "init_password": "start2026"}
    org.account(built_in, login_id=f"{built_in}@{org.corp_id}", **sign_in)
    org.account(creator := "sample-creator")
    org.account(named := "sample-named")
    org.all.new("POST", f"{ACCOUNTS}s/dingTalkIds/change", {"userId": named, "dingTalkId": (own := f"named{mobile}")})
    created = Organization(org.server, org.store, org.form)
    org.lend(created)
    created.invite(org, creator)
    org.store.run("org", "set-creator", "--org", created.corp_id, creator)
    org.user("sample-person")
    org.user("sample-migrated")
    migrate = {"userId": "sample-migrated", "transformType": "migrate"}
    assert org.all.new("POST", f"{ACCOUNTS}/transformToExclusiveAccounts", migrate) == (200, {})
    migrated = org.person("sample-migrated")["unionid"]
    roles, groups = org.roles(), org.role_groups()
    pair = {"roleIds": f"{roles['财务']},{roles['人事']}", "userIds": "sample,founder"}
    org.all.ok("/topapi/role/addrolesforemps", pair)
    school = [
        {"type": "department", "id": 2, "name": "Class"},
        {"type": "user", "id": "li", "name": "Li", "departments": [2]},
    ]
    org.industry(*school)
    page = {"dept_id": 1, "cursor": 0, "size": 10}
    media = org.all.upload("sample.txt", b"$userName=sample$")
    job = org.all.translate({media: "sample.txt"}, org.founder_unionid)
    joining = {"inviteSwitch": True, "linkInvite": True}
    assert org.all.new("PUT", "/v1.0/orgbook/console/invitations/settings", joining)[0] == 200
    invited = {"mobile": mobile_number()}
    assert org.all.new("POST", "/v1.0/orgbook/console/invitations", invited)[0] == 200
    hide, restriction, attributes = org.settings("sample")
    # Each form deletes one.
    again, again_attributes = org.settings("sample")[::2]
    kept = org.settings("sample")[0]
    return {
        "auth.scopes": {},
        "callback.failed": {},
        "callback.failedResults": {"beginTime": 1},
        "contact.empAttributes.hides.settings.add": {"objectUserIds": ["sample"], "hideFields": ["title"]},
        "contact.empAttributes.hides.settings.delete": {"settingId": again_attributes},
        "contact.empAttributes.hides.settings.get": {"settingId": attributes},
        "contact.empAttributes.hides.settings.update": {"settingId": attributes, "name": "sample"},
        "contact.organizations.hides.settings.add": {"objectUserIds": ["sample"]},
        "contact.organizations.hides.settings.delete": {"settingId": again},
        "contact.organizations.hides.settings.get": {"settingId": kept},
        "contact.organizations.hides.settings.update": {"settingId": kept, "name": "sample"},
        "contact.contactHideSettings.delete": {"settingId": hide},
        "contact.contactHideSettings.list": {"maxResults": 10},
        "contact.contactHideSettings.upsert": {"objectStaffIds": ["sample"]},
        "contact.depts.settings.priorities.set": {"enable": True},
        "contact.restrictions.settings.delete": {"settingId": restriction},
        "contact.restrictions.settings.list": {"maxResults": 10},
        "contact.restrictions.settings.upsert": {"subjectUserIds": ["sample"], "type": "onlySelf"},
        "contact.seniorSettings.get": {"seniorStaffId": "sample"},
        "contact.seniorSettings.update": {"seniorStaffId": "sample", "open": True},
        "contact.staffAttributes.visibilitySettings.delete": {"settingId": attributes},
        "contact.staffAttributes.visibilitySettings.list": {"maxResults": 10},
        "contact.staffAttributes.visibilitySettings.upsert": {"objectStaffIds": ["sample"], "hideFields": ["title"]},
        "contact.dingIndexs.get": {},
        "contact.departments.search": {"queryWord": "Sample", "offset": 0, "size": 10},
        "contact.files.translate": {"medias": {media: "sample.txt"}, "unionId": org.founder_unionid},
        "contact.files.translateResults.get": {"jobId": job},
        "contact.empLeaveRecords.list": {"startTime": f"{_day()[:4]}-01-01T00:00:00Z", "maxResults": 10},
        "contact.assets.submitHandoverResource": {
            "userId": "sample",
            "tasks": [{"actionType": "abandon", "resourceTypeId": 3}],
        },
        "contact.invites.recall": invited,
        "contact.invites.infos.get": {"inviterUserId": "sample", "deptId": team},
        "contact.organizations.authInfos.get": {"targetCorpId": org.corp_id},
        "contact.users.batch.get": {"userIdList": '["sample"]'},
        "contact.users.search": {"queryWord": "sample", "offset": 0, "size": 10},
        "contact.users.sort": {"userIdList": ["sample"]},
        "department.create": {"name": "Sample new", "parent_id": 1},
        "department.delete": {"dept_id": spare},
        "department.get": {"dept_id": team},
        "department.listparentbydept": {"dept_id": team},
        "department.listparentbyuser": {"userid": "sample"},
        "department.listsub": {"dept_id": 1},
        "department.listsubid": {"dept_id": 1},
        "department.update": {"dept_id": team, "name": "Sample renamed"},
        "enterprise_account.change_dingtalk_id": {"userId": account, "dingTalkId": f"sample{mobile}"},
        "enterprise_account.create_dingtalk": {
            "userid": "new-built-in",
            "name": "New",
            "dept_id_list": "1",
            "exclusive_account": True,
            "login_id": f"new@{org.corp_id}",
            **sign_in,
        },
        "enterprise_account.create_sso": {
            "userid": "new-account",
            "name": "New",
            "dept_id_list": "1",
            "exclusive_account": True,
        },
        "enterprise_account.disable": {"userId": account, "reason": "contract ended"},
        "enterprise_account.enable": {"userId": account},
        "enterprise_account.force_sign_out": {"userId": account},
        "enterprise_account.get": {"userid": account},
        "enterprise_account.get_by_dingtalk_id": {"dingtalkId": own},
        "enterprise_account.getbymobile": {"mobile": mobile, "support_exclusive_account_search": True},
        "enterprise_account.invite": {
            "userid": "guest",
            "name": "Guest",
            "dept_id_list": "1",
            "outer_exclusive_corpid": owner.corp_id,
            "outer_exclusive_userid": "lent",
        },
        "enterprise_account.list": page,
        "enterprise_account.migrated_ding_id": {"dingId": "$:LWCP_v1:$sample"},
        "enterprise_account.migrated_union_id": {"unionId": org.founder_unionid},
        "enterprise_account.multi_org_authorize": {"joinCorpId": owner.corp_id, "grantDeptIdList": [1]},
        "enterprise_account.original_ding_id": {"migrationDingId": ding_id(migrated)},
        "enterprise_account.original_union_id": {"migrationUnionId": migrated},
        "enterprise_account.owned_organizations": {"userId": account},
        "enterprise_account.status": {"userId": account},
        "enterprise_account.transfer_main_admin": {
            "sourceUserId": creator,
            "targetUserId": account,
            "effectCorpId": created.corp_id,
        },
        "enterprise_account.transform_to_exclusive": {"userId": "sample-person", "transformType": "migrate"},
        "enterprise_account.transform_to_normal": {"userId": "sample-migrated"},
        "enterprise_account.update": {"userid": built_in, "nickname": "Changed"},
        "enterprise_account.visible_in_other_org": {"toCorpIds": [owner.corp_id], "optUserId": "founder"},
        "extcontact.create": {"contact": org.new_contact(share_dept_ids=[1], share_user_ids=["sample"])},
        "extcontact.delete": {"user_id": gone},
        "extcontact.get": {"user_id": (known := org.contact())},
        "extcontact.list": {"size": 10, "offset": 0},
        "extcontact.listlabelgroups": {"size": 10, "offset": 0},
        "extcontact.update": {"contact": org.new_contact(user_id=known, title="Changed")},
        "industry.department.get": {"dept_id": 2},
        "industry.department.list": {"dept_id": 1, "size": 10, "cursor": 1},
        "industry.organization.get": {},
        "industry.user.get": {"dept_id": 2, "userid": "li"},
        "industry.user.list": {"dept_id": 2, "size": 10},
        "microApp.apps.users.adminAccess.get": {"agentId": org.all.agent_id, "userId": "founder"},
        "role.add_role": {"roleName": "Sample", "groupId": groups["职务"]},
        "role.add_role_group": {"name": "Sample"},
        "role.addrolesforemps": {"roleIds": f"{roles['销售']}", "userIds": "sample"},
        "role.deleterole": {"role_id": roles["客服"]},
        "role.getrole": {"roleId": roles["财务"]},
        "role.getrolegroup": {"group_id": groups["职务"]},
        "role.list": {"size": 20, "offset": 0},
        "role.removerolesforemps": {"roleIds": str(roles["人事"]), "userIds": "sample"},
        "role.scope.update": {"userid": "sample", "role_id": roles["财务"], "dept_ids": str(team)},
        "role.simplelist": {"role_id": roles["财务"], "size": 20, "offset": 0},
        "role.update_role": {"roleId": roles["行政"], "roleName": "Renamed"},
        "user.can_access_microapp": {"appId": org.all.agent_id, "userId": "founder"},
        "user.count": {"only_active": False},
        "user.create": {"userid": "new", "name": "New", "mobile": mobile_number(), "dept_id_list": "1"},
        "user.delete": {"userid": "sample-spare"},
        "user.get": {"userid": "sample"},
        "user.get_admin_scope": {"userid": "founder"},
        "user.getbymobile": {"mobile": mobile},
        "user.getbyunionid": {"unionid": org.founder_unionid},
        "user.inactive": {"is_active": False, "offset": 0, "size": 10, "query_date": _day()},
        "user.list": page,
        "user.listadmin": {},
        "user.listid": {"dept_id": 1},
        "user.listsimple": page,
        "user.update": {"userid": "sample", "title": "Changed"},
    }


def linked_requests_for(org):
    """Endpoint id to parameters about linked organizations that succeed in this organization."""
    joined, leaving, leaving_too, asking, asking_too = (org.guest(join=number < 3) for number in range(5))
    status, created = org.all.new("POST", "/v1.0/contact/cooperateCorps", {"orgName": "Sample circle"})
    assert status == 200, created
    place = {"unionRootName": "Sample branch", "linkDeptId": -1}
    hide = {"branchCorpId": joined, "type": 0, "open": True}
    applications = {"status": 0}
    return {
        "branch.approve": [{"branchCorpId": asking}],
        "branch.auth_data": {"branchCorpId": joined, "code": "GROUP_GRO_ORG_OPEN_ORG", "statDate": "20261120"},
        "branch.branch_list": {},
        "branch.separate": {"attachDeptId": org.mount(leaving)},
        "branch.set_visibility": [hide],
        "branch.trunk_list": {},
        "branch.update_attributes": [{"branchCorpId": joined, **place}],
        "cooperate.approve": [{"branchCorpId": asking_too}],
        "cooperate.create": {"orgName": "Sample circle"},
        "cooperate.info_list": applications,
        "cooperate.invite_info": {"cooperateCorpId": created["cooperateCorpId"]},
        "cooperate.joined_list": applications,
        "cooperate.separate": {"attachDeptId": org.mount(leaving_too)},
        "cooperate.set_visibility": [hide],
        "cooperate.update_attributes": [{"branchCorpId": joined, **place}],
    }


def older_requests_for(org):
    """v1 path to parameters that succeed in this organization."""
    team = org.department("Older team")
    org.user("older", team, mobile=(mobile := mobile_number()))
    spare = org.department("Older spare")
    org.user("older-spare")
    org.user("older-batch")
    return {
        "/auth/scopes": {},
        "/department/create": {"name": "Older new", "parentid": 1},
        "/department/delete": {"id": spare},
        "/department/get": {"id": team},
        "/department/list": {"id": 1},
        "/department/list_ids": {"id": 1},
        "/department/list_parent_depts": {"userId": "older"},
        "/department/list_parent_depts_by_dept": {"id": team},
        "/department/update": {"id": team, "name": "Older renamed"},
        "/topapi/inactive/user/get": {"query_date": _day(), "offset": 0, "size": 10},
        "/topapi/user/get_admin_scope": {"userid": "founder"},
        "/user/batchdelete": {"useridlist": ["older-batch"]},
        "/user/can_access_microapp": {"appId": org.all.agent_id, "userId": "founder"},
        "/user/create": {"userid": "older-new", "name": "New", "mobile": mobile_number(), "department": [1]},
        "/user/delete": {"userid": "older-spare"},
        "/user/get": {"userid": "older"},
        "/user/getDeptMember": {"deptId": 1},
        "/user/getUseridByUnionid": {"unionid": org.founder_unionid},
        "/user/get_admin": {},
        "/user/get_by_mobile": {"mobile": mobile},
        "/user/get_org_user_count": {"onlyActive": 0},
        "/user/list": {"department_id": 1, "offset": 0, "size": 10},
        "/user/listbypage": {"department_id": 1, "offset": 0, "size": 10},
        "/user/simplelist": {"department_id": 1, "offset": 0, "size": 10},
        "/user/update": {"userid": "older", "position": "Changed"},
    }


# Endpoints that are about linked organizations.
LINKED = sorted(each for each in contract.endpoints() if each.startswith(("branch.", "cooperate.")))

# Endpoints that give a token need none, and have no permission to lack.
GUARDED = sorted(each for each in contract.endpoints() if not each.startswith("token."))
OLDER = sorted(contract.older_forms())
