//! Older form of deleting several users: `POST /user/batchdelete`.

use crate::prelude::*;
use endpoint::limits::DELETED_USERS_MAX;
use org::Refusal;
use std::collections::BTreeSet;

/// Whom.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    useridlist: CommaList<String>,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/user/batchdelete", ILLEGAL)
        .post()
        .needs("qyapi_manage_addresslist")
        .scoped()
        .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        remove(draft, self.useridlist)
    }
}

/// What deleting may answer besides bad parameters.
pub(super) const FAULTS: &[&endpoint::Code] = &[
    USER_NOT_FOUND,
    USERID,
    USER_SCOPE,
    NOT_ALLOWED,
    USER_LIST,
    USER_LIST_LENGTH,
];

/// Removes all of them, or nobody.
pub(super) fn remove(draft: &mut Draft, userids: CommaList<String>) -> Reply<()> {
    let count = userids.0.len();
    if count == 0 || count > DELETED_USERS_MAX {
        return Err(Fault::because(
            USER_LIST_LENGTH,
            sentence!(
                "useridlist names 1 to {DELETED_USERS_MAX} people, got {count}",
                "useridlist 为 1 到 {DELETED_USERS_MAX} 人，收到的是 {count} 人"
            ),
        ));
    }
    for userid in userids.0.into_iter().collect::<BTreeSet<String>>() {
        draft
            .remove_user(&userid)
            .map_err(|refusal| match refusal {
                Refusal::UserNotFound(_) | Refusal::UserIdInvalid => {
                    Fault::because(USER_LIST, &refusal)
                }
                Refusal::UserOutOfScope(_) => Fault::because(USER_SCOPE, &refusal),
                other => other.into(),
            })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();

    fn delete(acme: &mut Place, list: Value) -> String {
        acme.call(ROUTE, json!({"useridlist": list}))
    }

    #[test]
    fn all_are_gone_at_once() {
        let mut acme = place("acme { ann bob cid }");
        assert_snapshot!(delete(&mut acme, json!(["bob", "ann", "bob"])), @"null");
        assert_snapshot!(acme.changes(), @r#"
        {"user_removed":"ann"}
        {"user_removed":"bob"}
        "#);
        assert_snapshot!(delete(&mut acme, json!("[\"cid\"]")), @"null");
    }

    #[test]
    fn one_bad_id_stops_all() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        assert_snapshot!(delete(&mut acme, json!(["ann", "nobody"])), @"40031 不合法的UserID列表: no user nobody");
        assert_snapshot!(delete(&mut acme, json!(["ann", "u".repeat(65)])), @"40031 不合法的UserID列表: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(delete(&mut acme, json!(["ann", "founder"])), @"43007 需要授权: the main administrator cannot be deleted; hand the role over first");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(delete(&mut acme, json!(["ann", "bob"])), @"50002 请求的员工userid不在授权范围内: user bob is outside the app's Contacts scope");
        assert_eq!(acme.changes(), "");
        assert_snapshot!(delete(&mut acme, json!(["ann"])), @"null");
    }

    #[test]
    fn a_list_names_1_to_20() {
        let people: String = (0..21).map(|number| format!("u{number} ")).collect();
        let userids = |count: usize| (0..count).map(|id| format!("u{id}")).collect::<Vec<_>>();
        let mut acme = place(&format!("acme {{ {people} }}"));
        assert_snapshot!(delete(&mut acme, json!(userids(21))), @"40032 不合法的UserID列表长度: useridlist names 1 to 20 people, got 21");
        assert_snapshot!(delete(&mut acme, json!([])), @"40032 不合法的UserID列表长度: useridlist names 1 to 20 people, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: useridlist is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"useridlist": [{}]})), @"40035 不合法的参数: useridlist[0]: expected a text, got an object");
        assert_eq!(acme.changes(), "");
        assert_snapshot!(delete(&mut acme, json!(userids(20))), @"null");
    }
}
