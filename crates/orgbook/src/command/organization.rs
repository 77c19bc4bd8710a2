//! `orgbook org`.

use super::CommandError;
use engine::{Engine, Origin};
use org::{Authentication, Eye, Founding, JoiningFields, OrgId, SignInProvider};
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

pub(super) async fn set_authentication(
    engine: &Engine,
    id: &OrgId,
    authentication: Option<Authentication>,
) -> Result<Value, CommandError> {
    let is_authenticated = authentication.is_some();
    let change = move |draft: &mut org::Draft| draft.set_authentication(authentication.clone());
    engine.operate(id, "org set-authentication", change).await?;
    Ok(json!({ "corpId": id, "authenticated": is_authenticated }))
}

pub(super) async fn set_sign_in_provider(
    engine: &Engine,
    id: &OrgId,
    provider: Option<SignInProvider>,
    secret: Option<String>,
) -> Result<Value, CommandError> {
    let issuer = provider.as_ref().map(|provider| provider.issuer.clone());
    let origin = Origin {
        actor: "command".to_owned(),
        route: "org set-sign-in-provider".to_owned(),
        from: String::new(),
    };
    let by = (origin, Eye::Operator);
    engine
        .set_sign_in_provider(id, (provider, secret), by)
        .await?;
    Ok(match issuer {
        Some(issuer) => json!({ "corpId": id, "issuer": issuer }),
        None => json!({ "corpId": id }),
    })
}

pub(super) async fn reset_sso_secret(engine: &Engine, id: &OrgId) -> Result<Value, CommandError> {
    let secret = engine.reset_sso_secret(id).await?;
    Ok(json!({ "corpId": id, "ssoSecret": secret }))
}

pub(super) async fn set_creator(
    engine: &Engine,
    id: &OrgId,
    userid: String,
) -> Result<Value, CommandError> {
    let creator = userid.clone();
    let change = move |draft: &mut org::Draft| draft.hand_over(&userid);
    engine.operate(id, "org set-creator", change).await?;
    Ok(json!({ "corpId": id, "adminUserId": creator }))
}

pub(super) async fn set_invitation(
    engine: &Engine,
    id: &OrgId,
    fields: JoiningFields,
) -> Result<Value, CommandError> {
    let change = move |draft: &mut org::Draft| draft.set_joining(fields.clone());
    let joining = engine.operate(id, "org set-invitation", change).await?;
    Ok(json!({
        "corpId": id,
        "inviteSwitch": joining.invitations,
        "searchNameInvite": joining.by_name,
        "orgApplyCodeInvite": joining.by_code,
        "linkInvite": joining.by_link,
        "audit": !joining.without_approval,
        "membersMayInvite": !joining.admins_alone,
        "membersMayLeave": !joining.nobody_leaves,
        "address": joining.address,
    }))
}
