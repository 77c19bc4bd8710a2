//! Linked organizations for the tests.

use crate::prelude::*;
use org::{GuestPlace, OrgId, Share};
use std::collections::BTreeSet;
use testkit::Place;

/// A host, and `dingb0b` that has asked to take part with one department and with one person besides.
pub(super) fn applied() -> Place {
    let mut acme = place("acme { ann rd { dev } }");
    acme.with_other("dingnone", None);
    acme.with_other("dingb0b", Some("bob { sales { cid } hr { dan } eve }"));
    let host = acme_id(&acme);
    acme.operate_other("dingb0b", |draft| {
        let departments = BTreeSet::from([DepartmentId(2)]);
        let users = BTreeSet::from(["dan".into()]);
        draft.apply_to_host(&host, Share::of(departments, users)?, BTreeSet::new())
    });
    acme
}

/// The same, taking part.
pub(super) fn joined() -> Place {
    let mut acme = applied();
    acme.operate(|draft| draft.approve_guests(vec![below_root("dingb0b")]));
    acme
}

fn below_root(guest: &str) -> GuestPlace {
    GuestPlace {
        org: OrgId::new(guest),
        alias: None,
        parent: DepartmentId::ROOT,
    }
}

fn acme_id(acme: &Place) -> OrgId {
    OrgId::new(acme.corp_id())
}

/// Where the guest hangs.
pub(super) fn mount(acme: &mut Place) -> i64 {
    let told: serde_json::Value = serde_json::from_str(&branch(acme)).expect("it is told");
    told["result"][0]["dept_id"].as_i64().expect("it hangs")
}

/// A host with ann, in which all of `dingb0b` takes part; where that hangs, and the userid of dan, who is here through it alone.
pub(crate) fn with_mirrored_person() -> (Place, i64, String) {
    let mut acme = place("acme { ann }");
    acme.with_other("dingb0b", Some("bob { cid dan }"));
    let host = acme_id(&acme);
    acme.operate_other("dingb0b", |draft| {
        draft.apply_to_host(&host, Share::Everybody, BTreeSet::new())
    });
    acme.operate(|draft| draft.approve_guests(vec![below_root("dingb0b")]));
    let mount = mount(&mut acme);
    let view = org::View::new(&acme.org, &org::Eye::Operator);
    let ids = view.member_ids(DepartmentId(mount)).expect("it hangs");
    let mut people = ids.into_iter().filter_map(|id| view.user(id).ok());
    let dan = people.find(|user| user.name == "dan").expect("he appears");
    let userid = dan.userid.to_owned();
    (acme, mount, userid)
}

/// What the host tells of its guests.
pub(super) fn branch(acme: &mut Place) -> String {
    acme.call(
        Route::read::<super::list_partners::Request>(),
        json!({"status": 1}),
    )
}
