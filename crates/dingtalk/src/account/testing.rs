//! Organizations with enterprise accounts, for the tests of the group.

use crate::prelude::*;
use org::{AccountKind, Invitation, NewAccount, OrgId, UserFields};
use testkit::Place;

/// A name and a place in the root department.
pub(crate) fn named(name: &str) -> UserFields {
    UserFields {
        name: Some(name.to_owned()),
        departments: Some(vec![DepartmentId::ROOT]),
        ..UserFields::default()
    }
}

fn new_account(userid: &str) -> NewAccount {
    NewAccount {
        userid: Some(userid.to_owned()),
        kind: AccountKind::Sso,
        fields: named(userid),
    }
}

fn invitation(owner: &str, owner_userid: &str, userid: &str) -> Invitation {
    Invitation {
        userid: Some(userid.to_owned()),
        fields: named(userid),
        owner: OrgId::new(owner),
        owner_userid: owner_userid.to_owned(),
    }
}

/// An organization with an ordinary person ann, accounts sam and pat of its own, and guest of the organization `dinglena`.
pub(crate) fn owner() -> Place {
    let mut acme = place("acme { ann }");
    let own = acme.org.info().id.clone();
    for userid in ["sam", "pat"] {
        acme.operate(|draft| draft.add_account(new_account(userid)));
    }
    acme.with_other("dinglena", Some("lena { }"));
    acme.operate_other("dinglena", |draft| {
        draft.add_account(new_account("lent"))?;
        draft.grant_accounts(&own, None)
    });
    acme.operate_beside(|draft| draft.invite_account(invitation("dinglena", "lent", "guest")));
    acme
}

/// Another organization, `dingb0b`, in which sam works under the same userid.
pub(crate) fn with_host(acme: &mut Place) {
    let own = acme.org.info().id.to_string();
    acme.with_other("dingb0b", Some("bob { }"));
    acme.operate_beside(|draft| draft.grant_accounts(&OrgId::new("dingb0b"), None));
    acme.operate_other("dingb0b", |draft| {
        draft.invite_account(invitation(&own, "sam", "sam"))
    });
}

/// The same, and sam is the creator of it.
pub(crate) fn founded_by_sam(acme: &mut Place) {
    with_host(acme);
    acme.operate_other("dingb0b", |draft| draft.hand_over("sam"));
}

/// Makes an ordinary person an account of the organization.
pub(crate) fn migrated(acme: &mut Place, userid: &str) {
    let request = json!({"userId": userid, "transformType": "migrate"});
    let route = Route::write::<super::transform_to_exclusive::Request>();
    assert_eq!(acme.call(route, request), "{}");
}

/// Disables an account that works nowhere else.
pub(crate) fn disabled(acme: &mut Place, userid: &str) {
    acme.operate(|draft| draft.disable_account(userid, "contract ended"));
}
