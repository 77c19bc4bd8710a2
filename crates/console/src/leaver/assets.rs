//! What somebody has to hand over: `GET /v1.0/orgbook/console/leavers/{userId}/handover`.

use super::wire::{name, refused};
use crate::prelude::*;
use org::Asset;

/// Whose; a member who is about to leave.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

/// Everything that can be handed over.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    resources: Vec<Counted>,
}

/// How much of one kind.
#[derive(Serialize, JsonSchema)]
struct Counted {
    /// `departments`, `roles`, `reports`, `externalContacts` or `adminRights`.
    resource: &'static str,
    count: usize,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/leavers/{userId}/handover",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .faults(&[PERSON, DEPARTMENT]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let assets = view.assets(&self.user_id).map_err(refused)?;
        let counted = Asset::ALL.into_iter().zip(assets.counts);
        let counted = counted.map(|(asset, count)| Counted {
            resource: name(asset),
            count,
        });
        Ok(Response {
            resources: counted.collect(),
        })
    }
}
