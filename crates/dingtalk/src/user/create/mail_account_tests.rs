//! People without a mobile, who are known by the mail address with which they sign in.

use super::*;
use serde_json::Value;

const ROUTE: Route = Route::write::<Request>();
const DELETE: Route = Route::write::<super::super::delete::Request>();

/// A good request without a mobile, with changes.
fn with(changed: Value) -> Value {
    let mut request = json!({
        "userid": "ann", "name": "Ann", "login_email": "ann@acme.example", "dept_id_list": "1"
    });
    let members = request.as_object_mut().expect("a request is an object");
    members.extend(changed.as_object().expect("an object").clone());
    request
}

#[test]
fn a_mail_account_needs_no_mobile() {
    let mut acme = place("acme { }");
    assert_snapshot!(acme.call(ROUTE, with(json!({"mobile": null}))), @r#"{"userid":"ann","unionId":"FYsaKgttQkwQsyeFAMU4iEiE"}"#);
    assert_snapshot!(acme.changes(), @r#"{"user_added":{"userid":"ann","union_id":"FYsaKgttQkwQsyeFAMU4iEiE","name":"Ann","login_email":"ann@acme.example","departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"created_at":1767323047000}}"#);
    let bad = with(json!({"userid": "bob", "mobile": "", "login_email": "ann"}));
    assert_snapshot!(acme.call(ROUTE, bad), @"60105 邮箱不合法: not a mail address of at most 64 characters to sign in with");
}

#[test]
fn two_people_cannot_share_one() {
    let mut acme = place("acme { }");
    acme.call(ROUTE, with(json!({})));
    acme.changes();
    let again = with(json!({"userid": "bob"}));
    assert_snapshot!(acme.call(ROUTE, again.clone()), @"60106 邮箱已存在: the mail address belongs to ann");
    assert_snapshot!(acme.call(ROUTE, with(json!({"userid": null}))), @"60106 邮箱已存在: the mail address belongs to ann");
    assert_eq!(acme.changes(), "", "a refused call changes nothing");
    let another = with(json!({"userid": "cid", "login_email": "cid@acme.example"}));
    assert!(acme.call(ROUTE, another).starts_with(r#"{"userid":"cid""#));
    acme.call(DELETE, json!({"userid": "ann"}));
    assert_snapshot!(acme.call(ROUTE, again), @r#"{"userid":"bob","unionId":"FYsaKgttQkwQsyeFAMU4iEiE"}"#);
}

#[test]
fn who_has_a_mobile_is_known_by_it() {
    let mut acme = place("acme { }");
    acme.call(ROUTE, with(json!({})));
    let by_mobile = with(json!({"userid": "bob", "mobile": "13900000009"}));
    assert!(
        acme.call(ROUTE, by_mobile)
            .starts_with(r#"{"userid":"bob""#)
    );
}
