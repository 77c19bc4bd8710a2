//! `orgbook org`.

use super::CommandError;
use engine::Engine;
use org::Founding;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What `org new` is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewOrganization {
    /// Its name.
    pub name: String,
    /// The creator's name.
    pub admin: String,
    /// The creator's mobile.
    pub mobile: String,
    /// The creator's wanted userid.
    pub admin_userid: Option<String>,
}

pub(super) async fn create(engine: &Engine, new: NewOrganization) -> Result<Value, CommandError> {
    let founding = Founding {
        name: new.name,
        admin_name: new.admin,
        admin_mobile: new.mobile,
        admin_userid: new.admin_userid,
    };
    let (id, creator) = engine.found(None, founding).await?;
    let org = engine.org(&id).await?;
    Ok(json!({
        "corpId": id,
        "adminUserId": creator.userid,
        "adminUnionId": creator.union_id,
        "organizationCode": org.info().code,
    }))
}
