//! The three rows of this path that concern enterprise accounts.

use super::*;
use org::{AccountKind, NewAccount, OrgId};
use serde_json::Value;
use testkit::Place;

const ROUTE: Route = Route::write::<Request>();
const GET: Route = Route::read::<crate::user::get::Request>();
const LIST: Route = Route::read::<crate::user::list::Request>();
const BY_MOBILE: Route = Route::read::<crate::user::get_by_mobile::Request>();
const UPDATE: Route = Route::write::<crate::user::update::Request>();
const DELETE: Route = Route::write::<crate::user::delete::Request>();
const GRANT: Route = Route::write::<crate::account::authorize_multi_org::Request>();
const SHOW: Route = Route::write::<crate::account::show_in_other_org::Request>();

/// A request with changes; a field given as `null` is left out.
fn with(mut request: Value, changed: Value) -> Value {
    let members = request.as_object_mut().expect("a request is an object");
    members.extend(changed.as_object().expect("an object").clone());
    request
}

fn sso(changed: Value) -> Value {
    let smallest =
        json!({"userid": "sam", "name": "Sam", "dept_id_list": "1", "exclusive_account": true});
    with(smallest, changed)
}

fn built_in(changed: Value) -> Value {
    let smallest = json!({
        "userid": "ann", "name": "Ann", "dept_id_list": "1", "exclusive_account": "true",
        "exclusive_account_type": "dingtalk", "login_id": "ann01", "init_password": "start2026"
    });
    with(smallest, changed)
}

fn refusal(request: Value) -> String {
    let mut acme =
        place("acme { bob mobile=13900000001 telephone=8001 email=bob@example.com rd { cid } }");
    let told = acme.call(ROUTE, request);
    assert_eq!(acme.changes(), "", "a refused call changes nothing");
    told
}

#[test]
fn an_sso_account_is_made_and_works_at_once() {
    let mut acme = place("acme { rd { } }");
    let everything = json!({
        "dept_id_list": "2", "exclusive_account_type": "sso", "exclusive_mobile": "+86-13400000000", "nickname": "S",
        "avatarMediaId": "@lADO", "exclusive_mobile_verify_status": "verified", "title": "Guard", "hide_mobile": "true"
    });
    assert_snapshot!(acme.call(ROUTE, sso(everything)), @r#"{"userid":"sam","unionId":"Zpi1f87aEJjDmypZzPlViEiE"}"#);
    assert_snapshot!(acme.changes(), @r#"{"user_added":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Sam","hide_mobile":true,"avatar":"@lADO","title":"Guard","active":true,"departments":[{"d":2,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","nickname":"S","mobile":"86-13400000000","mobile_verified":true,"disabled":false},"created_at":1767323047000}}"#);
    assert_eq!(acme.passwords(), "");
    assert_snapshot!(acme.call(GET, json!({"userid": "sam"})), @r#"{"userid":"sam","unionid":"Zpi1f87aEJjDmypZzPlViEiE","name":"Sam","avatar":"@lADO","state_code":"86","mobile":"13400000000","hide_mobile":true,"telephone":"","job_number":"","title":"Guard","exclusive_account":true,"exclusive_account_type":"sso","nickname":"S","exclusive_account_corp_id":"dingtest","exclusive_account_corp_name":"acme","disable_status":false,"dept_id_list":[2],"dept_order_list":[{"dept_id":2,"order":176000000000000000}],"dept_position_list":[{"dept_id":2,"is_main":true}],"leader_in_dept":[{"dept_id":2,"leader":false}],"active":true,"real_authed":false,"senior":false,"admin":false,"boss":false,"create_time":"2026-01-02T03:04:07.000Z"}"#);
}

#[test]
fn a_built_in_account_signs_in_by_name_and_password() {
    let mut acme = place("acme { }");
    assert_snapshot!(acme.call(ROUTE, built_in(json!({"send_password_to_user": "true"}))), @r#"{"userid":"ann","unionId":"Zpi1f87aEJjDmypZzPlViEiE"}"#);
    assert_snapshot!(acme.changes(), @r#"{"user_added":{"userid":"ann","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Ann","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"built_in","login_id":"ann01","disabled":false},"created_at":1767323047000}}"#);
    assert_snapshot!(acme.passwords(), @"ann: hash of start2026");
    assert_snapshot!(acme.call(GET, json!({"login_id": "ANN01", "userid": "nobody"})), @r#"{"userid":"ann","unionid":"Zpi1f87aEJjDmypZzPlViEiE","name":"Ann","avatar":"","hide_mobile":false,"telephone":"","job_number":"","title":"","exclusive_account":true,"exclusive_account_type":"dingtalk","login_id":"ann01","nickname":"","exclusive_account_corp_id":"dingtest","exclusive_account_corp_name":"acme","disable_status":false,"dept_id_list":[1],"dept_order_list":[{"dept_id":1,"order":176000000000000000}],"dept_position_list":[{"dept_id":1,"is_main":true}],"leader_in_dept":[{"dept_id":1,"leader":false}],"active":true,"real_authed":false,"senior":false,"admin":false,"boss":false,"create_time":"2026-01-02T03:04:07.000Z"}"#);
    assert_snapshot!(acme.call(GET, json!({"login_id": "bob01"})), @"33012 无效的USERID: no account signs in as bob01");
    let other_spelling = built_in(json!({"userid": "eve", "login_id": null, "loginId": "eve01"}));
    assert!(
        acme.call(ROUTE, other_spelling)
            .starts_with(r#"{"userid":"eve""#)
    );
    assert_snapshot!(acme.call(ROUTE, built_in(json!({"userid": "cid", "login_id": "Ann01"}))), @"400002 参数错误: the login id is taken");
    assert_snapshot!(acme.call(DELETE, json!({"userid": "ann"})), @"null");
    assert_snapshot!(acme.passwords(), @"ann: ended");
    assert_snapshot!(acme.call(ROUTE, built_in(json!({"userid": "cid", "login_id": "Ann01"}))), @r#"{"userid":"cid","unionId":"nHLDsu69UeW0a7TM3DBHiEiE"}"#);
}

#[test]
fn what_an_account_may_not_have_is_refused() {
    assert_snapshot!(refusal(sso(json!({"mobile": "13900000000"}))), @"400002 参数错误: an enterprise account has no mobile; leave it out");
    assert_snapshot!(refusal(sso(json!({"login_email": "sam@example.com"}))), @"400002 参数错误: an enterprise account has no login_email; leave it out");
    assert_snapshot!(refusal(sso(json!({"exclusive_account_type": "ldap"}))), @"400002 参数错误: exclusive_account_type is sso or dingtalk, got ldap");
    assert_snapshot!(refusal(sso(json!({"login_id": "sam01"}))), @"400002 参数错误: an SSO account has no login id and no password here");
    assert_snapshot!(refusal(sso(json!({"init_password": "start2026"}))), @"400002 参数错误: an SSO account has no login id and no password here");
    assert_snapshot!(refusal(sso(json!({"exclusive_mobile": "134"}))), @"60103 手机号码不合法，如果是国际号码，请使用+xx-xxxxxx的格式: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
    assert_snapshot!(refusal(sso(json!({"exclusive_mobile_verify_status": "yes"}))), @"400002 参数错误: exclusive_mobile_verify_status is verified or notVerified, got yes");
    assert_snapshot!(refusal(sso(json!({"nickname": "n".repeat(81)}))), @"400002 参数错误: a nickname has at most 80 characters");
    assert_snapshot!(refusal(sso(json!({"avatarMediaId": "n".repeat(513)}))), @"400002 参数错误: an avatar's media id has at most 512 characters");
    assert_snapshot!(refusal(sso(json!({"userid": "bob"}))), @r#"60102 UserID在公司中已存在 {"userid":"bob","unionid":"ye9JGHocsW79n7mELPV4iEiE"}"#);
    assert_snapshot!(refusal(sso(json!({"name": ""}))), @"60112 用户name不合法: a name has 1 to 80 characters, no control characters among them");
    assert_snapshot!(refusal(sso(json!({"dept_id_list": "77"}))), @"60003 部门不存在: no department 77");
    assert_snapshot!(refusal(sso(json!({"telephone": "8001"}))), @"40100 分机号已经存在: the extension number belongs to bob");
    assert_snapshot!(refusal(sso(json!({"email": "bob@example.com"}))), @"60106 邮箱已存在: the mail address belongs to bob");
    assert_snapshot!(refusal(sso(json!({"email": "bob"}))), @"60105 邮箱不合法: not a mail address of at most 50 characters");
    assert_snapshot!(refusal(sso(json!({"manager_userid": "nobody"}))), @"60128 无效的主管id: no other user nobody");
    assert_snapshot!(refusal(sso(json!({"dept_id_list": null}))), @"400002 参数错误: dept_id_list is missing");
}

#[test]
fn a_built_in_account_needs_a_name_and_a_good_password() {
    assert_snapshot!(refusal(built_in(json!({"login_id": null}))), @"400002 参数错误: login_id is missing");
    assert_snapshot!(refusal(built_in(json!({"login_id": ""}))), @"400002 参数错误: login_id is missing");
    assert_snapshot!(refusal(built_in(json!({"login_id": "a b"}))), @"400002 参数错误: a login id has 1 to 64 characters without blanks");
    assert_snapshot!(refusal(built_in(json!({"login_id": "a".repeat(65)}))), @"400002 参数错误: a login id has 1 to 64 characters without blanks");
    assert_snapshot!(refusal(built_in(json!({"init_password": null}))), @"400002 参数错误: init_password is missing");
    for weak in ["", "start26", "startstart", "20262026", &"a1".repeat(65)] {
        let told = refusal(built_in(json!({"init_password": weak})));
        assert!(
            told.starts_with("400002 参数错误: init_password"),
            "{weak}: {told}"
        );
        assert!(
            weak.is_empty() || !told.contains(weak),
            "no password is said aloud"
        );
    }
    let mut acme = place("acme { }");
    let edge = built_in(json!({"login_id": "a".repeat(64), "init_password": "a1".repeat(64)}));
    assert!(acme.call(ROUTE, edge).starts_with(r#"{"userid":"ann""#));
    let edge = built_in(json!({"userid": "eve", "login_id": "e", "init_password": "passwor1"}));
    assert!(acme.call(ROUTE, edge).starts_with(r#"{"userid":"eve""#));
}

#[test]
fn an_account_is_changed_by_its_owner() {
    let mut acme = place("acme { boss bob }");
    acme.call(
        ROUTE,
        built_in(json!({"org_email": "ann@acme.example", "manager_userid": "boss"})),
    );
    acme.call(ROUTE, sso(json!({})));
    let change = json!({
        "userid": "ann", "name": "Ann B", "loginId": "ann02", "init_password": "again2026", "exclusive_mobile": "13400000001",
        "nickname": "B", "avatarMediaId": "@x", "force_update_fields": "manager_userid,org_email"
    });
    assert_snapshot!(acme.call(UPDATE, change), @"null");
    assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Ann B","avatar":"@x","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"built_in","login_id":"ann02","nickname":"B","mobile":"86-13400000001","disabled":false},"created_at":1767323047000}}"#);
    assert_snapshot!(acme.passwords(), @"ann: hash of again2026");
    assert_snapshot!(acme.call(GET, json!({"login_id": "ann01"})), @"33012 无效的USERID: no account signs in as ann01");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "ann", "exclusive_mobile": "", "login_id": "ANN02"})), @"null");
    assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Ann B","avatar":"@x","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"built_in","login_id":"ANN02","nickname":"B","disabled":false},"created_at":1767323047000}}"#);
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "ann", "init_password": "weak"})), @"400002 参数错误: init_password: a first password has 8 to 128 characters, not letters alone and not digits alone");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "ann", "mobile": "13400000001"})), @"400002 参数错误: an enterprise account has no mobile of its own; give exclusive_mobile");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "sam", "loginId": "sam01"})), @"400002 参数错误: an SSO account has no login id and no password here");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "sam", "init_password": "again2026"})), @"400002 参数错误: an SSO account has no login id and no password here");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "bob", "loginId": "bob01"})), @"400002 参数错误: user bob has no enterprise account");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "bob", "init_password": "again2026"})), @"400002 参数错误: user bob has no enterprise account");
    assert_eq!(acme.changes(), "");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "bob", "nickname": "B", "avatarMediaId": "@x", "exclusive_mobile": "13400000001"})), @"null");
    assert_eq!(acme.changes(), "", "ordinary people have none of it");
}

#[test]
fn accounts_are_found_by_number_and_listed_with_the_others() {
    let mut acme = place("acme { rd { } ops { bob mobile=13400000000 } }");
    for (userid, department) in [("sam", 2), ("amy", 2), ("tom", 3)] {
        let request = sso(json!({
            "userid": userid, "dept_id_list": department, "exclusive_mobile": "13400000000"
        }));
        acme.call(ROUTE, request);
    }
    let both = json!({"mobile": "+86-13400000000", "support_exclusive_account_search": true});
    assert_snapshot!(acme.call(BY_MOBILE, both.clone()), @r#"{"userid":"bob","exclusive_account_userid_list":["amy","sam","tom"]}"#);
    assert_snapshot!(acme.call(BY_MOBILE, json!({"mobile": "13400000000"})), @r#"{"userid":"bob"}"#);
    assert_snapshot!(acme.call(LIST, json!({"dept_id": 2, "cursor": 0, "size": 1})), @r#"{"has_more":true,"next_cursor":1,"list":[{"userid":"amy","unionid":"3km5aGrod77YqgXbb3WliEiE","name":"Sam","avatar":"","state_code":"86","mobile":"13400000000","hide_mobile":false,"telephone":"","job_number":"","title":"","dept_id_list":[2],"dept_order":176000000000000000,"active":true,"admin":false,"boss":false,"leader":false,"exclusive_account":true,"exclusive_account_type":"sso","nickname":"","exclusive_account_corp_id":"dingtest","exclusive_account_corp_name":"acme","disable_status":false}]}"#);
    acme.call(DELETE, json!({"userid": "bob"}));
    assert_snapshot!(acme.call(BY_MOBILE, both.clone()), @r#"{"exclusive_account_userid_list":["amy","sam","tom"]}"#);
    assert_snapshot!(acme.call(BY_MOBILE, json!({"mobile": "13400000000"})), @"60121 找不到该用户");
    acme.with_scope(&[3], &[]);
    assert_snapshot!(acme.call(BY_MOBILE, both.clone()), @r#"{"exclusive_account_userid_list":["tom"]}"#);
    acme.with_scope(&[3], &[]);
    acme.call(DELETE, json!({"userid": "tom"}));
    assert_snapshot!(acme.call(BY_MOBILE, both), @"60121 找不到该用户");
}

/// Beside `acme`, an organization `dingown` with an account `ann` in its department 2.
fn guests() -> Place {
    let mut acme = place("acme { rd { } bob }");
    acme.with_other("dingown", Some("owner { rd { } hr { } zoe }"));
    acme.operate_other("dingown", |draft| {
        draft.add_account(NewAccount {
            userid: Some("ann".to_owned()),
            kind: AccountKind::Sso,
            fields: UserFields {
                name: Some("Ann at home".to_owned()),
                departments: Some(vec![DepartmentId(2)]),
                account: AccountFields {
                    mobile: Some("13400000000".to_owned()),
                    nickname: Some("Annie".to_owned()),
                    ..AccountFields::default()
                },
                ..UserFields::default()
            },
        })
    });
    acme
}

fn invitation(changed: Value) -> Value {
    let smallest = json!({
        "userid": "guest", "name": "Guest", "dept_id_list": "2", "outer_exclusive_corpid": "dingown",
        "outer_exclusive_userid": "ann"
    });
    with(smallest, changed)
}

#[test]
fn another_organizations_account_comes_to_work_here() {
    let mut acme = guests();
    assert_snapshot!(acme.call(ROUTE, invitation(json!({}))), @"400002 参数错误: no enterprise account ann of organization dingown may join; ask that organization to authorize it");
    acme.operate_other("dingown", |draft| {
        draft.grant_accounts(&OrgId::new("dingtest"), Some(vec![DepartmentId(3)]))
    });
    assert_snapshot!(acme.call(ROUTE, invitation(json!({}))), @"400002 参数错误: no enterprise account ann of organization dingown may join; ask that organization to authorize it");
    acme.operate_other("dingown", |draft| {
        draft.grant_accounts(&OrgId::new("dingtest"), Some(vec![DepartmentId(2)]))
    });
    let ignored = json!({"mobile": "13900000009", "nickname": "N", "exclusive_mobile": "13900000008", "title": "Visitor"});
    assert_snapshot!(acme.call(ROUTE, invitation(ignored)), @r#"{"userid":"guest","unionId":"Zpi1f87aEJjDmypZzPlViEiE"}"#);
    assert_snapshot!(acme.changes(), @r#"
    {"user_added":{"userid":"guest","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Guest","title":"Visitor","active":true,"departments":[{"d":2,"j":1767323052000,"c":1767323052000}],"account":{"kind":"sso","owner":{"org":"dingown","name":"owner","userid":"ann"}},"created_at":1767323052000}}
    {"user_updated":{"userid":"ann","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Ann at home","active":true,"departments":[{"d":2,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","nickname":"Annie","mobile":"86-13400000000","disabled":false,"joined":[["dingtest","guest"]]},"created_at":1767323047000}}
    "#);
    assert_snapshot!(acme.call(GET, json!({"userid": "guest"})), @r#"{"userid":"guest","unionid":"Zpi1f87aEJjDmypZzPlViEiE","name":"Guest","avatar":"","hide_mobile":false,"telephone":"","job_number":"","title":"Visitor","exclusive_account":true,"exclusive_account_type":"sso","exclusive_account_corp_id":"dingown","exclusive_account_corp_name":"owner","dept_id_list":[2],"dept_order_list":[{"dept_id":2,"order":176000000000000000}],"dept_position_list":[{"dept_id":2,"is_main":true}],"leader_in_dept":[{"dept_id":2,"leader":false}],"active":true,"real_authed":false,"senior":false,"admin":false,"boss":false,"create_time":"2026-01-02T03:04:12.000Z"}"#);
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"userid": "again"}))), @"60107 使用该手机登录钉钉的用户已经在企业中: the account is a member already");
    let by_mobile = json!({"mobile": "13400000000", "support_exclusive_account_search": true});
    assert_snapshot!(acme.call(BY_MOBILE, by_mobile), @"60121 找不到该用户");

    acme.operate_other("dingown", |draft| {
        draft.show_accounts(&[OrgId::new("dingtest")], true, true)
    });
    assert_snapshot!(acme.call(GET, json!({"userid": "guest"})), @r#"{"userid":"guest","unionid":"Zpi1f87aEJjDmypZzPlViEiE","name":"Guest","avatar":"","state_code":"86","mobile":"13400000000","hide_mobile":false,"telephone":"","job_number":"","title":"Visitor","exclusive_account":true,"exclusive_account_type":"sso","exclusive_account_corp_id":"dingown","exclusive_account_corp_name":"owner","disable_status":false,"dept_id_list":[2],"dept_order_list":[{"dept_id":2,"order":176000000000000000}],"dept_position_list":[{"dept_id":2,"is_main":true}],"leader_in_dept":[{"dept_id":2,"leader":false}],"active":true,"real_authed":false,"senior":false,"admin":false,"boss":false,"create_time":"2026-01-02T03:04:12.000Z"}"#);
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "guest", "title": "Regular"})), @"null");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "guest", "nickname": "N"})), @"400002 参数错误: the account of user guest belongs to another organization, which alone may change it");
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "guest", "exclusive_mobile": "13900000008"})), @"400002 参数错误: the account of user guest belongs to another organization, which alone may change it");
    assert_snapshot!(acme.call(DELETE, json!({"userid": "guest"})), @"null");
    assert_snapshot!(acme.changes(), @r#"
    {"user_removed":"guest"}
    {"user_updated":{"userid":"ann","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Ann at home","active":true,"departments":[{"d":2,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","nickname":"Annie","mobile":"86-13400000000","disabled":false},"created_at":1767323047000}}
    "#);
}

#[test]
fn who_may_not_come_is_not_told_from_who_is_not_there() {
    let mut acme = guests();
    acme.with_other("dingnone", None);
    acme.operate_other("dingown", |draft| {
        draft.grant_accounts(&OrgId::new("dingtest"), None)
    });
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"outer_exclusive_corpid": "dingnone"}))), @"400002 参数错误: no enterprise account ann of organization dingnone may join; ask that organization to authorize it");
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"outer_exclusive_corpid": "dingtest"}))), @"400002 参数错误: no enterprise account ann of organization dingtest may join; ask that organization to authorize it");
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"outer_exclusive_userid": "nobody"}))), @"400002 参数错误: no enterprise account nobody of organization dingown may join; ask that organization to authorize it");
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"outer_exclusive_userid": "zoe"}))), @"400002 参数错误: no enterprise account zoe of organization dingown may join; ask that organization to authorize it");
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"outer_exclusive_userid": null}))), @"400002 参数错误: outer_exclusive_userid is missing");
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"outer_exclusive_corpid": ""}))), @"400002 参数错误: outer_exclusive_corpid is missing");
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"userid": "bob"}))), @r#"60102 UserID在公司中已存在 {"userid":"bob","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE"}"#);
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"dept_id_list": "9"}))), @"60003 部门不存在: no department 9");
    assert_snapshot!(acme.call(ROUTE, invitation(json!({"name": ""}))), @"60112 用户name不合法: a name has 1 to 80 characters, no control characters among them");
    assert_eq!(acme.changes(), "");
}

#[test]
fn the_owner_shows_and_hides_by_its_own_calls() {
    let mut acme = place("acme { }");
    acme.with_other("dinghost", Some("host { }"));
    acme.call(ROUTE, built_in(json!({"exclusive_mobile": "13400000000"})));
    acme.call(GRANT, json!({"joinCorpId": "dinghost"}));
    acme.operate_other("dinghost", |draft| {
        draft.invite_account(Invitation {
            userid: Some("guest".to_owned()),
            fields: UserFields {
                name: Some("Guest".to_owned()),
                departments: Some(vec![DepartmentId(1)]),
                ..UserFields::default()
            },
            owner: OrgId::new("dingtest"),
            owner_userid: "ann".to_owned(),
        })
    });
    assert_snapshot!(acme.call(SHOW, json!({"toCorpIds": ["dinghost"], "optUserId": "founder"})), @r#"{"result":true}"#);
    assert_snapshot!(acme.changes(), @r#"
    {"account_grant_set":{"org":"dinghost","departments":[1],"shows_mobile":true}}
    {"user_updated":{"userid":"guest","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Guest","active":true,"departments":[{"d":1,"j":1767323049000,"c":1767323049000}],"account":{"kind":"built_in","mobile":"86-13400000000","owner":{"org":"dingtest","name":"acme","userid":"ann"}},"created_at":1767323049000}}
    "#);
    assert_snapshot!(acme.call(UPDATE, json!({"userid": "ann", "exclusive_mobile": "13400000009"})), @"null");
    assert_snapshot!(acme.changes(), @r#"
    {"user_updated":{"userid":"ann","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Ann","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"built_in","login_id":"ann01","mobile":"86-13400000009","disabled":false,"joined":[["dinghost","guest"]]},"created_at":1767323047000}}
    {"user_updated":{"userid":"guest","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"Guest","active":true,"departments":[{"d":1,"j":1767323049000,"c":1767323049000}],"account":{"kind":"built_in","mobile":"86-13400000009","owner":{"org":"dingtest","name":"acme","userid":"ann"}},"created_at":1767323049000}}
    "#);
    assert_snapshot!(acme.call(DELETE, json!({"userid": "ann"})), @"null");
    assert_snapshot!(acme.changes(), @r#"
    {"user_removed":"ann"}
    {"user_removed":"guest"}
    "#);
}
