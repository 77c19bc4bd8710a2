//! The contract's examples, sent as clients of every kind send them.

use crate::contract::{endpoints, example, text};
use crate::route;
use endpoint::Generation;
use serde_json::{Map, Value};
use testkit::Place;

/// An organization in which the examples find what they name.
fn acme(id: &str) -> Place {
    let people = match id {
        "user.create" => "",
        "department.delete" => "u100 mobile=13900000000 also=789",
        _ => "u100 mobile=13900000000 also=789,560935057",
    };
    let text = format!(
        "acme {{ manager1 sub_admin=yes Law id=3 {{ }} Sales id=4 {{ }} Staff id=560935057 {{ }}
        team id=123 {{ crew id=456 {{ unit id=789 {{ }} }} }} Finance id=2 {{ {people} }} }}"
    );
    Place::new(&text, dingtalk::codes::of)
}

/// Every scalar as text, nested too, as one client of the older generation sends it.
fn texts(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(texts).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), texts(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::String(text) => text.clone().into(),
        other => other.to_string().into(),
    }
}

/// As a form carries it: lists and objects are JSON text.
fn form(request: &Map<String, Value>) -> Value {
    let member = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let members = request
        .iter()
        .map(|(name, value)| (name.clone(), member(value).into()));
    members.collect::<Map<_, _>>().into()
}

#[test]
fn each_example_gives_the_same_answer_however_it_is_sent() {
    let mut answers = Vec::new();
    for endpoint in endpoints() {
        let (method, path) = (text(&endpoint, "method"), text(&endpoint, "path"));
        let Some(route) = route(method, path) else {
            continue;
        };
        let id = text(&endpoint, "id");
        let mut request = example(&endpoint);
        if path.contains("{corpId}") {
            request.insert("corpId".to_owned(), "dingtest".into());
        }
        let send = |request: Value| {
            let mut acme = acme(id);
            let answer = acme.call(*route, request);
            (answer, acme.changes())
        };
        let typed = Value::Object(request.clone());
        let answer = send(typed.clone());
        if route.spec.generation == Generation::Legacy {
            assert_eq!(
                send(texts(&typed)),
                answer,
                "{id} with texts for everything"
            );
            assert_eq!(send(form(&request)), answer, "{id} as a form");
        }
        let start: String = answer.0.chars().take(72).collect();
        answers.push(format!("{id}: {start}"));
    }
    answers.sort();
    insta::assert_snapshot!(answers.join("\n"), @r##"
    auth.scopes: {"auth_org_scopes":{"authed_dept":[1],"authed_user":[]},"auth_user_field
    branch.approve: 400 parameter.blank 参数为空
    branch.auth_data: 400 parameter.error 参数错误: dingbr01 is no branch of this organization
    branch.branch_list: {"success":true,"result":[]}
    branch.separate: 400 parameter.error 参数不合法，请确认关联关系: no organization hangs at department 3
    branch.set_visibility: 400 parameter.blank 参数为空
    branch.trunk_list: {"success":true,"result":[]}
    branch.update_attributes: 400 parameter.blank 参数为空
    callback.delete: 71007 回调地址不存在
    callback.failed: {"has_more":false,"failed_list":[]}
    callback.failedResults: {"failedList":[],"hasMore":false}
    callback.get: 71007 回调地址不存在
    callback.register: {}
    callback.update: {}
    contact.assets.submitHandoverResource: 400 parameter.error 无效的参数: no user u1001
    contact.contactHideSettings.delete: 400 parameter.error 无效的参数: settingId is missing
    contact.contactHideSettings.list: {"hasMore":false,"list":[]}
    contact.contactHideSettings.upsert: 400 parameter.error 无效的参数: no department 12345
    contact.departments.search: {"hasMore":false,"totalCount":1,"list":[2]}
    contact.depts.settings.priorities.set: {"result":true}
    contact.dingIndexs.get: {"statDate":"20260101","idxTotal":166.67,"idxEfficiency":0.0,"idxCarbon"
    contact.empAttributes.hides.settings.add: 400 parameter.error 无效的参数: no department 12345
    contact.empAttributes.hides.settings.delete: 400 parameter.error 无效的参数: settingId is missing
    contact.empAttributes.hides.settings.get: 400 parameter.error 无效的参数: settingId is missing
    contact.empAttributes.hides.settings.update: 400 parameter.error 无效的参数: settingId is missing
    contact.empLeaveRecords.list: {"records":[]}
    contact.files.translate: 400 param.invalid 参数不合法: no file "#mid001"
    contact.files.translateResults.get: 400 param.invalid 参数不合法: no task of this app has the jobId
    contact.invites.infos.get: 400 parameter.error 无效的参数: no user u1001
    contact.invites.recall: 400 parameter.error 无效的参数: no user u1001
    contact.organizations.authInfos.get: 400 invalidParameter.system.param 系统参数不合法: targetCorpId names no organiz
    contact.organizations.hides.settings.add: 400 parameter.error 无效的参数: no department 12345
    contact.organizations.hides.settings.delete: 400 parameter.error 无效的参数: settingId is missing
    contact.organizations.hides.settings.get: 400 parameter.error 无效的参数: settingId is missing
    contact.organizations.hides.settings.update: 400 parameter.error 无效的参数: settingId is missing
    contact.restrictions.settings.delete: 400 idInvalid 无效的id: settingId is missing
    contact.restrictions.settings.list: {"hasMore":false,"list":[]}
    contact.restrictions.settings.upsert: 400 parameter.error 无效的参数: no department 10000
    contact.seniorSettings.get: 500 parameter.userNotExists 员工不存在
    contact.seniorSettings.update: 500 parameter.userNotExists 员工不存在
    contact.staffAttributes.visibilitySettings.delete: 400 parameter.error 无效的参数: settingId is missing
    contact.staffAttributes.visibilitySettings.list: {"hasMore":false,"nextCursor":-1,"list":[]}
    contact.staffAttributes.visibilitySettings.upsert: 400 parameter.error 无效的参数: no department 111
    contact.user.get: 400 parameter.error 无效的参数: unionId is missing
    contact.users.batch.get: {"userList":[],"unauthorizedUserIdList":[]}
    contact.users.me: 400 parameter.error 无效的参数: unionId is missing
    contact.users.search: {"hasMore":false,"totalCount":0,"list":[]}
    contact.users.sort: {"userIdList":[]}
    cooperate.approve: 400 parameter.blank 参数为空
    cooperate.create: {"cooperateCorpId":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9"}
    cooperate.info_list: {"success":true,"result":[]}
    cooperate.invite_info: 400 parameter.error 参数错误: cooperateCorpId is missing
    cooperate.joined_list: {"success":true,"result":[]}
    cooperate.separate: 400 parameter.error 参数不合法，请确认关联关系: no organization hangs at department 3
    cooperate.set_visibility: 400 parameter.blank 参数为空
    cooperate.update_attributes: 400 parameter.blank 参数为空
    department.create: {"dept_id":560935321}
    department.delete: null
    department.get: {"dept_id":560935057,"name":"Staff","parent_id":1,"create_dept_group":fa
    department.listparentbydept: {"parent_id_list":[789,456,123,1]}
    department.listparentbyuser: {"parent_list":[{"parent_dept_id_list":[2,1]},{"parent_dept_id_list":[78
    department.listsub: [{"dept_id":2,"name":"Finance","parent_id":1,"create_dept_group":false,"
    department.listsubid: {"dept_id_list":[2,3,4,123,560935057]}
    department.update: null
    enterprise_account.change_dingtalk_id: 400 emp.not.exist 员工不存在
    enterprise_account.create_dingtalk: {"userid":"500286904204129263","unionId":"EC2xOyXNiJFoWHVIkAFoiEiE"}
    enterprise_account.create_sso: {"userid":"500286904204129263","unionId":"EC2xOyXNiJFoWHVIkAFoiEiE"}
    enterprise_account.disable: 400 user.not.exist 用户不存在
    enterprise_account.enable: 400 user.not.exist 用户不存在
    enterprise_account.force_sign_out: 400 user.not.exist 用户不存在
    enterprise_account.get: 60121 找不到该用户
    enterprise_account.get_by_dingtalk_id: 400 user.not.exist 用户不存在
    enterprise_account.getbymobile: 60121 找不到该用户
    enterprise_account.invite: 400002 参数错误: no enterprise account user01 of organization ding12345 may 
    enterprise_account.list: 60003 部门不存在
    enterprise_account.migrated_ding_id: {"migrationDingIdList":{}}
    enterprise_account.migrated_union_id: {"migrationUnionIdList":{}}
    enterprise_account.multi_org_authorize: 400 invalid.param 无效参数: joinCorpId: no other organization dingb0b
    enterprise_account.original_ding_id: 400 invalid.userid 找不到该用户
    enterprise_account.original_union_id: 400 invalid.userid 找不到该用户
    enterprise_account.owned_organizations: 400 employee.not.exist 员工不存在
    enterprise_account.status: 400 user.not.exist 用户不存在
    enterprise_account.transfer_main_admin: 400 employee.not.exist 员工不存在
    enterprise_account.transform_to_exclusive: 400 user.not.exist 用户不存在
    enterprise_account.transform_to_normal: 400 user.not.exist 用户不存在
    enterprise_account.update: 60121 找不到该用户
    enterprise_account.visible_in_other_org: 400 invalid.param 参数无效: optUserId: no user u1001
    extcontact.create: 60204 需要外部联系人标签: no label 1561077317
    extcontact.delete: 33012 无效的userId: no external contact 0125000251487
    extcontact.get: 33012 无效的userId: no external contact 011250026469774889
    extcontact.list: {"results":[]}
    extcontact.listlabelgroups: {"results":[{"name":"类型","color":-15220075,"labels":[{"id":2603132361,"n
    extcontact.update: 60121 未找到对应的用户: no external contact 011250026469774889
    file.upload_single: 40035 不合法的参数: agent_id is missing
    industry.department.get: 60003 未找到此部门: no department 4240019
    industry.department.list: {"success":true,"result":{"has_more":false,"details":[]}}
    industry.organization.get: {"success":true,"result":{"region_id":"","region_location":"","region_ty
    industry.user.get: 40009 无效的dept_id: no department 4240019
    industry.user.list: 40009 无效的部门id: no department 4240018
    login.getuserinfo_v1: 40078 不存在的临时授权码
    login.getuserinfo_v2: 40078 不存在的临时授权码
    login.sns_getuserinfo_bycode: 853002 timestamp已过期
    login.ssoUserInfo: 400 invalidToken 不合法的access_token
    login.sso_getuserinfo: 40014 不合法的access_token
    media.upload: 40004 不合法的媒体文件类型: type is missing
    microApp.apps.users.adminAccess.get: 400 invalidAgentId 企业下没有对应该agentid的微应用: agentId is missing
    role.add_role: 34020 无效的groupId: no role group 1507113595
    role.add_role_group: {"groupId":2603132383}
    role.addrolesforemps: 33011 无效的roleIds: no role 1507113584
    role.deleterole: 33011 无效的role_id: no role 1581321999
    role.getrole: 33011 无效的roleId: no role 1581321999
    role.getrolegroup: 400002 无效的参数: group_id: no role group 1507113577
    role.list: {"hasMore":false,"list":[{"groupId":2603132347,"name":"默认","roles":[{"id
    role.removerolesforemps: 33011 无效的roleIds: no role 1507113578
    role.scope.update: 40003 无效的userId: no user EMP123
    role.simplelist: 33011 无效的roleId: no role 1203141
    role.update_role: 33011 无效的roleId: no role 1560985325
    stream.open: 401 authFailed 鉴权失败
    token.accessToken: 400 invalidClientIdOrSecret 无效的clientId或者clientSecret
    token.authRules_user: {"result":[]}
    token.corp_token: 400 invalid.client 无效的client_id或者client_secret
    token.gettoken: 40096 不合法的appKey或appSecret
    token.sns_gettoken: 40096 不合法的appKey或appSecret
    token.ssoAccessToken: 400 invalidClientIdOrSecret 无效的clientId或者clientSecret
    token.sso_gettoken: 40089 不合法的corpid或corpsecret
    token.userAccessToken: 400 invalidClientIdOrSecret 无效的clientId或者clientSecret
    user.can_access_microapp: 70004 企业下没有对应该agentid的微应用: no app with appId 2000121
    user.count: {"count":3}
    user.create: {"userid":"u100","unionId":"qEwGeLOmjnjJkKNA0HR8iEiE"}
    user.delete: null
    user.get: {"userid":"u100","unionid":"qEwGeLOmjnjJkKNA0HR8iEiE","name":"u100","ava
    user.get_admin_scope: {"dept_ids":[1]}
    user.getbymobile: {"userid":"u100"}
    user.getbyunionid: 60121 未找到对应员工
    user.inactive: 400002 无效的参数: query_date is a day from 2025-12-02 to 2026-01-02, got "20
    user.list: {"has_more":false,"list":[{"userid":"u100","unionid":"qEwGeLOmjnjJkKNA0H
    user.listadmin: [{"userid":"founder","sys_level":1},{"userid":"manager1","sys_level":2}]
    user.listid: {"userid_list":["u100"]}
    user.listsimple: {"has_more":false,"list":[{"userid":"u100","name":"u100"}]}
    user.update: null
    "##);
}
