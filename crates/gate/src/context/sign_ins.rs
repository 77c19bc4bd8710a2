//! People who sign in to apps, answered by the engine and the rules of `sso`.

use super::{Outside, busy, unwritten};
use crate::caller::Caller;
use crate::open_id;
use dingtalk::codes;
use endpoint::{
    Agreement, Answer, Authorization, AuthorizationOutcome, AuthorizationRefusal,
    AuthorizationRequest, Client, CodeRefusal, Delegation, Exchange, Fault, GrantRefusal, Identity,
    InsideCode, Issued, SignIns, SignedRefusal, TokenRefusal, UserTokens,
};
use engine::{Code, CodePurpose, Renewing, Taken};
use org::{AdminLevel, App, AppKey, AuthenticationLevel, Eye, Org, SignInProvider, UserId, View};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use store::StoreError;

/// A request from its own organization, for an app that may ask, with a way back.
struct Heard<'r> {
    app: Arc<Org>,
    key: AppKey,
    trusted: sso::Trusted<'r>,
    asked: Result<sso::Asked, &'static str>,
}

impl Heard<'_> {
    fn app(&self) -> Option<&App> {
        self.app.app(self.key.as_str())
    }
}

fn unreachable(error: &StoreError) -> Fault {
    busy(error)
}

impl Outside<'_> {
    /// The calling person, who acts alone.
    fn person(&self) -> Result<(&Caller, &UserId), Fault> {
        let caller = self.known()?;
        match (&caller.eye, &caller.delegation) {
            (Eye::Person(id), None) => Ok((caller, id)),
            _ => Err(Fault::code(codes::UNFORESEEN)),
        }
    }

    /// The organization of an app that may be signed in to; `None` where there is no such app, or it is switched off.
    async fn org_of(&self, client_id: &str) -> Result<Option<Arc<Org>>, Fault> {
        let found = self.engine.org_of_app(client_id).await;
        let Some(id) = found.map_err(|error| unreachable(&error))? else {
            return Ok(None);
        };
        let org = self.engine.org(&id).await.map_err(busy)?;
        let may = org.app(client_id).is_some_and(|app| !app.disabled);
        Ok(may.then_some(org))
    }

    /// Checks a request as far as that goes without its person.
    async fn hear<'r>(
        &self,
        request: &'r AuthorizationRequest,
    ) -> Result<Result<Heard<'r>, AuthorizationRefusal>, Fault> {
        let (caller, id) = self.person()?;
        let client_id = request.client_id.as_deref().unwrap_or_default();
        let Some(org) = self.org_of(client_id).await? else {
            return Ok(Err(AuthorizationRefusal::ClientUnknown));
        };
        let Some(app) = org.app(client_id) else {
            return Ok(Err(AuthorizationRefusal::ClientUnknown));
        };
        let Some(trusted) = sso::trusted(app, request) else {
            return Ok(Err(AuthorizationRefusal::RedirectUri));
        };
        let org_id = &org.info().id;
        if *org_id != caller.org.info().id {
            let other = AuthorizationRefusal::OtherOrganization(org_id.clone());
            return Ok(Err(other));
        }
        let view = View::new(&org, &Eye::Operator);
        let wants_admin = request.org_type.as_deref() == Some("management");
        let asked = match wants_admin && view.admin(id.as_str()).is_none() {
            true => Err("access_denied"),
            false => sso::asked(app, request),
        };
        let key = app.key.clone();
        Ok(Ok(Heard {
            app: org,
            key,
            trusted,
            asked,
        }))
    }

    /// Whether a person may open an app's own console.
    async fn administers(&self, org: &Org, id: &UserId) -> Result<Result<(), CodeRefusal>, Fault> {
        let view = View::new(org, &Eye::Operator);
        if view.admin(id.as_str()).is_none() {
            return Ok(Err(CodeRefusal::NotAdministrator));
        }
        let lacks = self.engine.lacks_second_factor(org, id).await;
        Ok(match lacks.map_err(busy)? {
            true => Err(CodeRefusal::FactorMissing),
            false => Ok(()),
        })
    }

    /// A code for the calling person.
    async fn issue_code(
        &self,
        code: impl FnOnce(&Caller, &UserId, u64) -> Code,
    ) -> Result<String, Fault> {
        let (caller, id) = self.person()?;
        let mark = caller.org.session_mark(id);
        let mark = mark.ok_or_else(|| Fault::code(codes::TOKEN_INVALID))?;
        let org = &caller.org.info().id;
        let noted = self.engine.note_sign_in(org, id, self.engine.now()).await;
        noted.map_err(|error| unreachable(&error))?;
        let issued = self.engine.issue_code(&code(caller, id, mark)).await;
        issued.map_err(|error| unreachable(&error))
    }

    /// Takes a code that stands for who somebody is.
    async fn take(
        &self,
        text: &str,
        is_meant: impl Fn(&Code) -> bool,
    ) -> Result<Option<Identity>, Fault> {
        let stored = self.engine.code(text).await;
        let Some(code) = stored.map_err(|error| unreachable(&error))? else {
            return Ok(None);
        };
        if !is_meant(&code) {
            return Ok(None);
        }
        let org = self.engine.org(&code.org).await.map_err(busy)?;
        if !org.may_enter(&code.person, code.session_mark) {
            return Ok(None);
        }
        let taken = self.engine.take_code(text, &code, "").await;
        match taken.map_err(|error| unreachable(&error))? {
            Taken::First => Ok(identity(&org, &code, &self.address)),
            Taken::Again(_) => Ok(None),
        }
    }

    async fn exchange_code(
        &self,
        client: &Client,
        text: &str,
        verifier: Option<&str>,
    ) -> Result<Option<engine::UserTokens>, Fault> {
        let stored = self.engine.code(text).await;
        let Some(code) = stored.map_err(|error| unreachable(&error))? else {
            return Ok(None);
        };
        let is_meant = code.purpose == CodePurpose::Authorization && code.app.as_str() == client.id;
        if !is_meant || !sso::proves(code.challenge.as_deref(), verifier) {
            return Ok(None);
        }
        let org = self.engine.org(&code.org).await.map_err(busy)?;
        if !org.may_enter(&code.person, code.session_mark) {
            return Ok(None);
        }
        let grant = engine::shared_grant(&code);
        let taken = self.engine.take_code(text, &code, &grant).await;
        match taken.map_err(|error| unreachable(&error))? {
            Taken::First => {
                let begun = self.engine.begin_grant(&code, &grant).await;
                begun.map(Some).map_err(|error| unreachable(&error))
            }
            // DingTalk's clients go on with what they have when they show a code twice.
            Taken::Again(_) => Ok(None),
        }
    }
}

/// Who a code stands for.
fn identity(org: &Org, code: &Code, own_address: &str) -> Option<Identity> {
    let address = || own_address.to_owned();
    let view = View::new(org, &Eye::Operator).reached_at(&address);
    let user = view.user(code.person.as_str()).ok()?;
    let admin = view.admin(user.userid);
    let info = org.info();
    let authentication = info.authentication.as_deref();
    Some(Identity {
        user_id: user.userid.to_owned(),
        union_id: user.union_id.to_owned(),
        open_id: org::open_id(user.union_id, Some(&code.app)),
        name: user.name.to_owned(),
        avatar: view.avatar(&user).into_owned(),
        email: user.email.to_owned(),
        level: match admin.map(|admin| admin.level) {
            Some(AdminLevel::Main | AdminLevel::Primary) => 1,
            Some(AdminLevel::Sub) => 2,
            None if user.boss => 100,
            None => 0,
        },
        is_admin: admin.is_some(),
        organization: (info.id.clone(), info.name.clone()),
        is_high_level: authentication.is_some_and(|known| known.level == AuthenticationLevel::High),
    })
}

impl SignIns for Outside<'_> {
    fn delegation(&self) -> Option<&Delegation> {
        self.caller.as_ref()?.delegation.as_deref()
    }

    fn presented_token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    fn authorization(
        &self,
        request: AuthorizationRequest,
    ) -> Answer<'_, Result<AuthorizationOutcome, AuthorizationRefusal>> {
        Box::pin(async move {
            let heard = match self.hear(&request).await? {
                Ok(heard) => heard,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let asked = match &heard.asked {
                Ok(asked) => asked,
                Err(error) => {
                    return Ok(Ok(AuthorizationOutcome::Back {
                        error,
                        redirect_uri: heard.trusted.refused(error),
                    }));
                }
            };
            let Some(app) = heard.app() else {
                return Ok(Err(AuthorizationRefusal::ClientUnknown));
            };
            let (caller, id) = self.person()?;
            let view = View::new(&caller.org, &Eye::Operator);
            let user = view.user(id.as_str())?;
            let info = caller.org.info();
            Ok(Ok(AuthorizationOutcome::Ask(Authorization {
                client_id: app.key.to_string(),
                app_name: app.name.clone(),
                organization: (info.id.clone(), info.name.clone()),
                user_name: user.name.to_owned(),
                scopes: asked.scopes.clone(),
                redirect_host: heard.trusted.shown(),
            })))
        })
    }

    fn agree(
        &self,
        request: AuthorizationRequest,
        agreement: Agreement,
    ) -> Answer<'_, Result<String, AuthorizationRefusal>> {
        Box::pin(async move {
            let heard = match self.hear(&request).await? {
                Ok(heard) => heard,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let asked = match &heard.asked {
                Ok(asked) => asked,
                Err(error) => return Ok(Ok(heard.trusted.refused(error))),
            };
            let picked = agreement.corp_id.as_deref();
            let own = heard.app.info().id.as_str();
            if !agreement.agrees || picked.is_some_and(|picked| picked != own) {
                return Ok(Ok(heard.trusted.refused("access_denied")));
            }
            let code = self
                .issue_code(|caller, id, session_mark| Code {
                    purpose: CodePurpose::Authorization,
                    org: caller.org.info().id.clone(),
                    app: heard.key.clone(),
                    person: id.clone(),
                    session_mark,
                    at: self.engine.now(),
                    redirect_uri: Some(heard.trusted.redirect_uri.to_owned()),
                    scopes: asked.scopes.clone(),
                    challenge: asked.challenge.clone(),
                    nonce: asked.nonce.clone(),
                })
                .await?;
            let (uri, state) = (heard.trusted.redirect_uri, heard.trusted.state);
            Ok(Ok(sso::back(uri, &code, state)))
        })
    }

    fn exchange(
        &self,
        client: Client,
        exchange: Exchange,
    ) -> Answer<'_, Result<UserTokens, GrantRefusal>> {
        Box::pin(async move {
            match self.engine.client(&client.id, &client.secret).await {
                Ok(_) => {}
                Err(TokenRefusal::Busy) => return Err(Fault::code(codes::BUSY)),
                Err(TokenRefusal::Disabled) => return Ok(Err(GrantRefusal::Disabled)),
                Err(_) => return Ok(Err(GrantRefusal::ClientWrong)),
            }
            let tokens = match exchange {
                Exchange::Code { code, verifier } => {
                    self.exchange_code(&client, &code, verifier.as_deref())
                        .await?
                }
                Exchange::RefreshToken(text) => {
                    let renewed = self.engine.renew_grant(&text, &client.id, Renewing::Keeps);
                    renewed.await.map_err(|error| unreachable(&error))?
                }
            };
            Ok(tokens.ok_or(GrantRefusal::NotFound).map(|tokens| {
                let hands_over = tokens.grant.scopes.iter().any(|scope| scope == "corpid");
                UserTokens {
                    access_token: tokens.access_token,
                    refresh_token: tokens.refresh_token,
                    expires_in: tokens.expires_in,
                    corp_id: hands_over.then_some(tokens.org),
                }
            }))
        })
    }

    fn inside_code<'a>(
        &'a self,
        client_id: &'a str,
        purpose: InsideCode,
    ) -> Answer<'a, Result<String, CodeRefusal>> {
        Box::pin(async move {
            let (caller, id) = self.person()?;
            let Some(app) = caller.org.app(client_id).filter(|app| !app.disabled) else {
                return Ok(Err(CodeRefusal::ClientUnknown));
            };
            let purpose = match purpose {
                InsideCode::LoginFree => CodePurpose::LoginFree,
                InsideCode::Console => match self.administers(&caller.org, id).await? {
                    Ok(()) => CodePurpose::Console,
                    Err(refusal) => return Ok(Err(refusal)),
                },
            };
            let code = self
                .issue_code(|caller, id, session_mark| Code {
                    purpose,
                    org: caller.org.info().id.clone(),
                    app: app.key.clone(),
                    person: id.clone(),
                    session_mark,
                    at: self.engine.now(),
                    redirect_uri: None,
                    scopes: Vec::new(),
                    challenge: None,
                    nonce: None,
                })
                .await?;
            Ok(Ok(code))
        })
    }

    fn take_login_free_code<'a>(&'a self, code: &'a str) -> Answer<'a, Option<Identity>> {
        Box::pin(async move {
            let (org, key) = self.calling_app()?;
            self.take(code, |code| {
                code.purpose == CodePurpose::LoginFree && code.app == key && code.org == org
            })
            .await
        })
    }

    fn check_signature<'a>(
        &'a self,
        client_id: &'a str,
        timestamp: &'a str,
        signature: &'a str,
    ) -> Answer<'a, Result<(), SignedRefusal>> {
        Box::pin(async move {
            let Some(signature) = sso::signature(signature) else {
                return Ok(Err(SignedRefusal::Signature));
            };
            if self.org_of(client_id).await?.is_none() {
                return Ok(Err(SignedRefusal::ClientUnknown));
            }
            // Two forms are published.
            let forms = |secret: &str| vec![timestamp.to_owned(), format!("{timestamp}\n{secret}")];
            let signed = self
                .engine
                .is_signed_by_app(client_id, &forms, &signature)
                .await;
            Ok(match signed.map_err(|error| unreachable(&error))? {
                Some(true) => Ok(()),
                Some(false) => Err(SignedRefusal::Signature),
                None => Err(SignedRefusal::ClientUnknown),
            })
        })
    }

    fn take_page_code<'a>(
        &'a self,
        client_id: &'a str,
        code: &'a str,
    ) -> Answer<'a, Option<Identity>> {
        Box::pin(async move {
            self.take(code, |code| {
                code.purpose == CodePurpose::Authorization
                    && code.app.as_str() == client_id
                    // Who wants a proof does not get it here.
                    && code.challenge.is_none()
            })
            .await
        })
    }

    fn issue_sns_token(
        &self,
        client: Client,
    ) -> Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + '_>> {
        Box::pin(async move {
            self.engine
                .issue_sns_token(&client.id, &client.secret)
                .await
        })
    }

    fn issue_sso_token<'a>(
        &'a self,
        org: &'a str,
        secret: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + 'a>> {
        Box::pin(self.engine.issue_sso_token(org, secret))
    }

    fn take_console_code<'a>(
        &'a self,
        token: &'a str,
        code: &'a str,
    ) -> Answer<'a, Option<Option<Identity>>> {
        Box::pin(async move {
            let org = self.engine.sso_token(token).await;
            let Some(org) = org.map_err(|error| unreachable(&error))? else {
                return Ok(None);
            };
            let taken = self.take(code, |code| {
                code.purpose == CodePurpose::Console && code.org == org
            });
            taken.await.map(Some)
        })
    }

    fn set_sign_in_provider(
        &self,
        provider: Option<SignInProvider>,
        secret: Option<String>,
    ) -> Answer<'_, ()> {
        Box::pin(async move {
            let caller = self.known()?;
            let by = (self.origin()?, caller.eye.clone());
            let org = &caller.org.info().id;
            let set = self
                .engine
                .set_sign_in_provider(org, (provider, secret), by);
            set.await.map_err(unwritten)
        })
    }

    fn own_provider<'a>(&'a self, code: &'a str) -> Answer<'a, Option<(String, String)>> {
        Box::pin(async move {
            let found = self.engine.org_by_code(code).await;
            let Some(id) = found.map_err(|error| unreachable(&error))? else {
                return Ok(None);
            };
            let org = self.engine.org(&id).await.map_err(busy)?;
            let provider = org.info().sign_in_provider.as_deref();
            Ok(provider.map(|provider| {
                let code = utf8_percent_encode(code, NON_ALPHANUMERIC);
                let page = format!("{}?organizationCode={code}", open_id::TO_PROVIDER);
                (sso::shown(&provider.issuer), page)
            }))
        })
    }
}
