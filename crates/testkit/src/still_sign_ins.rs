//! Signing in as a test wants it: codes stand for whom the test says.

use crate::still_context::{ADDRESS, StillContext};
use endpoint::{
    Agreement, Answer, Authorization, AuthorizationOutcome, AuthorizationRefusal,
    AuthorizationRequest, Client, CodeRefusal, Context, Delegation, Exchange, GrantRefusal,
    Identity, InsideCode, Issued, SignIns, SignedRefusal, TokenRefusal, UserTokens,
};
use org::{AdminLevel, Draft, Eye, OrgId, SignInProvider, View};
use std::future::{Future, ready};
use std::pin::Pin;

/// The one address that apps have in tests.
const OWN_ADDRESS: &str = "https://app.example.com/cb";

impl StillContext<'_> {
    fn identity(&self, code: &str) -> Option<Identity> {
        let view = View::new(self.org, &Eye::Operator).reached_at(&|| ADDRESS.to_owned());
        let user = view.user(self.signing_in.codes.get(code)?).ok()?;
        let admin = view.admin(user.userid);
        let info = view.organization();
        Some(Identity {
            user_id: user.userid.to_owned(),
            union_id: user.union_id.to_owned(),
            open_id: org::open_id(user.union_id, None),
            name: user.name.to_owned(),
            avatar: view.avatar(&user).into_owned(),
            email: user.email.to_owned(),
            level: match admin.map(|admin| admin.level) {
                Some(AdminLevel::Main | AdminLevel::Primary) => 1,
                Some(AdminLevel::Sub) => 2,
                None => 0,
            },
            is_admin: admin.is_some(),
            organization: (info.id.clone(), info.name.clone()),
            is_high_level: false,
        })
    }

    /// Of a request whose way back may be used.
    fn hear(&self, request: &AuthorizationRequest) -> Result<String, AuthorizationRefusal> {
        match request.client_id.as_deref() {
            Some("app") => {}
            Some("elsewhere") => {
                let other = OrgId::new("dingother");
                return Err(AuthorizationRefusal::OtherOrganization(other));
            }
            _ => return Err(AuthorizationRefusal::ClientUnknown),
        }
        let uri = request.redirect_uri.as_deref();
        let own = uri.filter(|uri| *uri == OWN_ADDRESS);
        own.map(str::to_owned)
            .ok_or(AuthorizationRefusal::RedirectUri)
    }
}

type Issuing<'a> = Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + 'a>>;

impl SignIns for StillContext<'_> {
    fn delegation(&self) -> Option<&Delegation> {
        self.signing_in.delegation.as_ref()
    }

    fn presented_token(&self) -> Option<&str> {
        self.signing_in.token.as_deref()
    }

    fn authorization(
        &self,
        request: AuthorizationRequest,
    ) -> Answer<'_, Result<AuthorizationOutcome, AuthorizationRefusal>> {
        let info = View::new(self.org, &Eye::Operator).organization();
        let heard = self.hear(&request).map(|uri| {
            let scope = request.scope.unwrap_or_default();
            if scope.is_empty() {
                return AuthorizationOutcome::Back {
                    error: "invalid_scope",
                    redirect_uri: format!("{uri}?error=invalid_scope"),
                };
            }
            AuthorizationOutcome::Ask(Authorization {
                client_id: "app".to_owned(),
                app_name: "App".to_owned(),
                organization: (info.id.clone(), info.name.clone()),
                user_name: "Ann".to_owned(),
                scopes: scope.split(' ').map(str::to_owned).collect(),
                redirect_host: "app.example.com".to_owned(),
            })
        });
        Box::pin(ready(Ok(heard)))
    }

    fn agree(
        &self,
        request: AuthorizationRequest,
        agreement: Agreement,
    ) -> Answer<'_, Result<String, AuthorizationRefusal>> {
        let heard = self.hear(&request).map(|uri| match agreement.agrees {
            true => format!("{uri}?code=c0de&authCode=c0de"),
            false => format!("{uri}?error=access_denied"),
        });
        Box::pin(ready(Ok(heard)))
    }

    fn exchange(
        &self,
        client: Client,
        exchange: Exchange,
    ) -> Answer<'_, Result<UserTokens, GrantRefusal>> {
        Box::pin(async move {
            let issued = self.issue_app_token(&client.id, &client.secret, None).await;
            match issued {
                Ok(_) => {}
                Err(TokenRefusal::Disabled) => return Ok(Err(GrantRefusal::Disabled)),
                Err(_) => return Ok(Err(GrantRefusal::ClientWrong)),
            }
            let code = match &exchange {
                Exchange::Code { code, .. } => Some(code.as_str()),
                Exchange::RefreshToken(text) => text.strip_prefix("renews "),
            };
            let known = code.filter(|code| self.signing_in.codes.contains_key(*code));
            Ok(known.ok_or(GrantRefusal::NotFound).map(|code| UserTokens {
                access_token: format!("token of {code}"),
                refresh_token: format!("renews {code}"),
                expires_in: 7_200,
                corp_id: None,
            }))
        })
    }

    fn inside_code<'a>(
        &'a self,
        client_id: &'a str,
        purpose: InsideCode,
    ) -> Answer<'a, Result<String, CodeRefusal>> {
        let view = View::new(self.org, &Eye::Operator);
        let administers = match self.eye {
            Eye::Person(id) => view.admin(id.as_str()).is_some(),
            _ => false,
        };
        let code = match (self.org.app(client_id), purpose) {
            (None, _) => Err(CodeRefusal::ClientUnknown),
            (_, InsideCode::Console) if !administers => Err(CodeRefusal::NotAdministrator),
            (Some(_), _) => Ok("c0de".to_owned()),
        };
        Box::pin(ready(Ok(code)))
    }

    fn take_login_free_code<'a>(&'a self, code: &'a str) -> Answer<'a, Option<Identity>> {
        Box::pin(ready(Ok(self.identity(code))))
    }

    fn check_signature<'a>(
        &'a self,
        client_id: &'a str,
        _: &'a str,
        signature: &'a str,
    ) -> Answer<'a, Result<(), SignedRefusal>> {
        let checked = match self.secrets.get(client_id) {
            None => Err(SignedRefusal::ClientUnknown),
            Some(secret) if signature == format!("by {secret}") => Ok(()),
            Some(_) => Err(SignedRefusal::Signature),
        };
        Box::pin(ready(Ok(checked)))
    }

    fn take_page_code<'a>(&'a self, _: &'a str, code: &'a str) -> Answer<'a, Option<Identity>> {
        Box::pin(ready(Ok(self.identity(code))))
    }

    fn issue_sns_token(&self, client: Client) -> Issuing<'_> {
        Box::pin(async move { self.issue_app_token(&client.id, &client.secret, None).await })
    }

    fn issue_sso_token<'a>(&'a self, org: &'a str, secret: &'a str) -> Issuing<'a> {
        let id = &View::new(self.org, &Eye::Operator).organization().id;
        let is_own = id.as_str() == org && self.signing_in.sso_secret.as_deref() == Some(secret);
        let issued = is_own.then(|| Issued {
            token: "sso token".to_owned(),
            expires_in: 3_600,
            org: id.clone(),
        });
        Box::pin(ready(issued.ok_or(TokenRefusal::WrongSecret)))
    }

    fn take_console_code<'a>(
        &'a self,
        token: &'a str,
        code: &'a str,
    ) -> Answer<'a, Option<Option<Identity>>> {
        let taken = (token == "sso token").then(|| self.identity(code));
        Box::pin(ready(Ok(taken)))
    }

    fn set_sign_in_provider(
        &self,
        provider: Option<SignInProvider>,
        _: Option<String>,
    ) -> Answer<'_, ()> {
        let mut draft = Draft::new(self.org, self.eye.clone(), self.seed.clone());
        let set = draft.set_sign_in_provider(provider);
        if set.is_ok() {
            let mut finished = self.finished.lock().expect("one test, one thread");
            *finished = Some(draft.finish());
        }
        Box::pin(ready(set.map_err(Into::into)))
    }

    fn own_provider<'a>(&'a self, code: &'a str) -> Answer<'a, Option<(String, String)>> {
        let info = View::new(self.org, &Eye::Operator).organization();
        let provider = info.sign_in_provider.as_ref();
        let provider = provider.filter(|_| code == info.code);
        let page = |_| ("login.example.com".to_owned(), "/page".to_owned());
        Box::pin(ready(Ok(provider.map(page))))
    }
}
