//! `orgbook user`.

use super::CommandError;
use console::visibility::explanation::Explanation;
use endpoint::SignInRefusal;
use engine::{Engine, Origin};
use org::{Eye, OrgId, View};
use serde_json::{Value, json};

pub(super) async fn set_password(
    engine: &Engine,
    id: &OrgId,
    userid: &str,
    password: String,
) -> Result<Value, CommandError> {
    engine.org(id).await?;
    let origin = Origin {
        actor: "command".to_owned(),
        route: "user password".to_owned(),
        from: String::new(),
    };
    let set = engine.set_good_password(id, userid, password, origin).await;
    set.map_err(|refusal| CommandError(refused(&refusal)))?;
    Ok(json!({ "userid": userid }))
}

fn refused(refusal: &SignInRefusal) -> String {
    match refusal {
        SignInRefusal::PasswordWeak(rule) => {
            format!("the password is too easy to guess: {rule}; nothing was changed")
        }
        SignInRefusal::Refused(refusal) => refusal.to_string(),
        _ => "the store or the memory for hashing is busy; try again".to_owned(),
    }
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
