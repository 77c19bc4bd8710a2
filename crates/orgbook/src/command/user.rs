//! `orgbook user`.

use super::CommandError;
use console::visibility::explanation::Explanation;
use engine::{Engine, Origin};
use org::{Eye, OrgId, View};
use serde_json::{Value, json};

pub(super) async fn set_password(
    engine: &Engine,
    id: &OrgId,
    userid: &str,
    hash: &str,
) -> Result<Value, CommandError> {
    let origin = Origin {
        actor: "command".to_owned(),
        route: "user password".to_owned(),
        from: String::new(),
    };
    engine.set_password(id, userid, hash, origin).await?;
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

pub(super) async fn explain(
    engine: &Engine,
    id: &OrgId,
    viewer: &str,
    target: &str,
) -> Result<Value, CommandError> {
    let org = engine.org(id).await?;
    let view = View::new(&org, &Eye::Operator);
    let explanation = Explanation::of(&view, viewer, target);
    serde_json::to_value(&explanation).map_err(|error| CommandError(error.to_string()))
}
