//! Take an enterprise account out of another organization: `DELETE /v1.0/orgbook/console/people/{userId}/account/joined/{corpId}`.

use super::wire::refused;
use crate::prelude::*;
use org::{Module, OrgId};

/// Whose account, and where it works no longer. The person leaves that organization.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    corp_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/people/{userId}/account/joined/{corpId}",
        PARAMETER,
    )
    .administrators(Module::Accounts)
    .scoped()
    .faults(&[PERSON, GRANT, NOT_ALLOWED]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let from = OrgId::new(&self.corp_id);
        let worked = draft.withdraw_account(&self.user_id, &from);
        match worked.map_err(refused)? {
            true => Ok(()),
            false => Err(GRANT.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::revoke;
    use super::*;
    use org::{AccountFields, AccountKind, Invitation, UserFields};
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const REVOKE: Route = Route::write::<revoke::Request>();

    /// Ann's account works in `dingb0b`, too, which sees her number and state.
    fn acme() -> Place {
        let mut acme = place("acme { rd { ann mobile=13800000001 bob } }");
        acme.with_other("dingb0b", Some("bob { }"));
        acme.with_other("dingcid", Some("cid { }"));
        let (own, bob) = (acme.corp_id().to_owned(), OrgId::new("dingb0b"));
        acme.operate(|draft| {
            draft.make_account("ann", AccountKind::Sso, &AccountFields::default())
        });
        acme.operate_beside(|draft| draft.allow_accounts(&bob, None, [true, true]));
        acme.operate_other("dingb0b", |draft| {
            draft.invite_account(Invitation {
                userid: Some("guest".to_owned()),
                fields: UserFields {
                    name: Some("Ann".to_owned()),
                    departments: Some(vec![DepartmentId::ROOT]),
                    ..UserFields::default()
                },
                owner: OrgId::new(&own),
                owner_userid: "ann".to_owned(),
            })
        });
        acme.as_admin("founder");
        acme
    }

    fn guest(acme: &Place) -> Option<org::User> {
        let view = View::new(acme.other("dingb0b"), &org::Eye::Operator);
        view.user("guest").ok().map(|user| user.to_user())
    }

    #[test]
    fn what_was_shown_is_shown_no_longer_and_whoever_works_there_stays() {
        let mut acme = acme();
        let shown = guest(&acme)
            .and_then(|user| user.account)
            .expect("an account");
        assert!(shown.mobile.is_some() && shown.disabled.is_some());
        assert_snapshot!(acme.call(REVOKE, json!({"corpId": "dingb0b"})), @"null");
        let shown = guest(&acme)
            .and_then(|user| user.account)
            .expect("an account");
        assert!(shown.mobile.is_none() && shown.disabled.is_none());
        assert_snapshot!(acme.call(REVOKE, json!({"corpId": "dingb0b"})), @"404 grant.notFound This organization may do nothing with the enterprise accounts concerned");
        assert_snapshot!(acme.call(REVOKE, json!({"corpId": "dingnone"})), @"404 grant.notFound This organization may do nothing with the enterprise accounts concerned");
        assert_eq!(acme.org.broken_rules(), [""; 0]);
        assert_eq!(acme.other("dingb0b").broken_rules(), [""; 0]);
    }

    #[test]
    fn whoever_is_taken_out_is_there_no_longer() {
        let mut acme = acme();
        let from_bob = json!({"userId": "ann", "corpId": "dingb0b"});
        assert_snapshot!(acme.call(ROUTE, from_bob.clone()), @"null");
        assert_eq!(guest(&acme), None);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
        assert_eq!(acme.other("dingb0b").broken_rules(), [""; 0]);
        assert_snapshot!(acme.call(ROUTE, from_bob), @"404 grant.notFound This organization may do nothing with the enterprise accounts concerned");
    }

    #[test]
    fn who_is_not_taken_out() {
        let mut acme = acme();
        let mut refused = |user, corp| acme.call(ROUTE, json!({"userId": user, "corpId": corp}));
        assert_snapshot!(refused("ann", "dingcid"), @"404 grant.notFound This organization may do nothing with the enterprise accounts concerned");
        assert_snapshot!(refused("bob", "dingb0b"), @"400 invalidParameter A parameter is missing or wrong: user bob has no enterprise account");
        assert_snapshot!(refused("nobody", "dingb0b"), @"404 person.notFound There is no such person, or you may not see this person");
        acme.operate_other("dingb0b", |draft| draft.hand_over("guest"));
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "corpId": "dingb0b"})), @"400 invalidParameter A parameter is missing or wrong: the account is the main administrator of organization dingb0b; hand the role over first");
        assert!(guest(&acme).is_some());
    }
}
