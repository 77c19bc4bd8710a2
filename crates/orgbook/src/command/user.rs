//! `orgbook user`.

use super::CommandError;
use engine::Engine;
use org::OrgId;
use serde_json::{Value, json};

pub(super) async fn set_password(
    engine: &Engine,
    id: &OrgId,
    userid: &str,
    hash: &str,
) -> Result<Value, CommandError> {
    engine.set_password(id, userid, hash).await?;
    Ok(json!({ "userid": userid }))
}

pub(super) async fn issue_token(
    engine: &Engine,
    id: &OrgId,
    userid: &str,
) -> Result<Value, CommandError> {
    let issued = engine.issue_user_token(id, userid).await?;
    Ok(json!({ "accessToken": issued.token, "expireIn": issued.expires_in }))
}
