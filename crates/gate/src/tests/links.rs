//! Linked organizations for the common input.

use engine::Engine;
use org::{DepartmentId, Founding, GuestPlace, NewOwnedOrganization, OrgId, Share};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A branch of the organization and an upstream-downstream organization that it owns, as parameters. Gives the branch.
pub(super) async fn furnish(engine: &Engine, corp: &OrgId, input: &mut Value) -> OrgId {
    let founding = Founding {
        name: "Branch".to_owned(),
        admin_name: "Admin".to_owned(),
        admin_mobile: "13900000003".to_owned(),
        admin_userid: None,
    };
    let (branch, _) = engine.found(None, founding).await.expect("new");
    let host = corp.clone();
    let applied = engine.operate(&branch, "test", move |draft| {
        draft.apply_to_host(&host, Share::Everybody, BTreeSet::new())
    });
    applied.await.expect("it may ask");
    let place = GuestPlace {
        org: branch.clone(),
        alias: None,
        parent: DepartmentId::ROOT,
    };
    let approved = engine.operate(corp, "test", move |draft| {
        draft.approve_guests(vec![place.clone()])
    });
    approved.await.expect("it has asked");
    let owned = engine.operate(corp, "test", |draft| {
        draft.create_owned_organization(NewOwnedOrganization {
            name: "Circle".to_owned(),
            logo_media_id: None,
            industry_code: None,
        })
    });
    let owned = owned.await.expect("it may own one");
    let more = json!({
        "cooperateCorpId": owned.as_str(), "branchCorpId": branch.as_str(), "code": "GROUP_GRO_ORG_OPEN_ORG",
        "statDate": "20260102", "status": 0, "orgName": "Another circle", "type": 0,
    });
    let more = more.as_object().expect("parameters").clone();
    input.as_object_mut().expect("parameters").extend(more);
    branch
}
