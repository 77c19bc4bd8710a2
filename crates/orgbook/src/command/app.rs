//! `orgbook app`.

use super::CommandError;
use crate::config::Network;
use dingtalk::points::ALL;
use engine::Engine;
use org::{ContactsScope, DepartmentId, OrgId, Points};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What `app new` is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewApp {
    /// Its name.
    pub name: String,
    /// The organization.
    pub org: OrgId,
    /// Permission points; `None` is all there are.
    pub grant: Option<Vec<String>>,
    /// Departments it may see and change; `None` is everybody.
    pub scope: Option<Vec<i64>>,
    /// Addresses that sign-in may lead back to.
    pub redirect_uris: Vec<String>,
    /// Networks it may be called from.
    pub allowed_addresses: Vec<String>,
}

pub(super) async fn create(engine: &Engine, new: NewApp) -> Result<Value, CommandError> {
    let points = match new.grant {
        None => Points::All,
        Some(points) => Points::These(known_points(points)?),
    };
    let scope = match new.scope {
        None => ContactsScope::everybody(),
        Some(ids) => ContactsScope {
            departments: ids.into_iter().map(DepartmentId).collect(),
            ..ContactsScope::default()
        },
    };
    let allowed_addresses = new.allowed_addresses.iter().map(|text| {
        text.parse::<Network>()
            .map(|network| network.to_string())
            .map_err(CommandError)
    });
    let app = org::NewApp {
        name: new.name,
        points,
        scope,
        redirect_uris: absolute(new.redirect_uris)?,
        allowed_addresses: allowed_addresses.collect::<Result<_, _>>()?,
    };
    let (app, secret) = engine.create_app(&new.org, app).await?;
    Ok(json!({
        "appKey": app.key,
        "appSecret": secret,
        "agentId": app.agent_id,
        "corpId": new.org,
    }))
}

/// A point that nobody knows is a typing error.
fn known_points(points: Vec<String>) -> Result<BTreeSet<String>, CommandError> {
    match points.iter().find(|point| !ALL.contains(&point.as_str())) {
        Some(unknown) => Err(CommandError(format!(
            "there is no permission point {unknown}; there are {}",
            ALL.join(", ")
        ))),
        None => Ok(points.into_iter().collect()),
    }
}

fn absolute(uris: Vec<String>) -> Result<Vec<String>, CommandError> {
    let relative = uris.iter().find(|uri| !sso::is_address(uri));
    match relative {
        Some(uri) => Err(CommandError(format!(
            "a redirect address is a whole URI without a fragment, such as https://example.com/signed-in, not `{uri}`"
        ))),
        None => Ok(uris),
    }
}
