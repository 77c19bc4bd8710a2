//! `orgbook user`.

use super::CommandError;
use engine::Engine;
use org::{Eye, OrgId, View};
use serde_json::{Value, json};
use store::{Secret, SecretKind};

pub(super) async fn set_password(
    engine: &Engine,
    id: &OrgId,
    userid: &str,
    hash: &str,
) -> Result<Value, CommandError> {
    let org = engine.org(id).await?;
    let view = View::new(&org, &Eye::Operator);
    let userid = view
        .user(userid)
        .map_err(|refusal| CommandError(refusal.to_string()))?
        .userid;
    let secret = Secret {
        kind: SecretKind::Password,
        key: format!("{id}/{userid}"),
        org: id.clone(),
        body: json!({ "argon2id": hash }).to_string().into_bytes(),
        expires_at: None,
    };
    engine.store().put_secret(secret).await?;
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
