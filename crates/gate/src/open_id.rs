//! OpenID Connect as ordinary clients speak it: discovery, keys, tokens, who somebody is. And the older doors to the sign-in page.

mod doors;
mod sign_in;
mod token;
mod userinfo;

use crate::Gate;
use crate::answer::{self, Answer};
use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HeaderValue, LOCATION, WWW_AUTHENTICATE,
};
use http::request::Parts;
use http::{Method, StatusCode};
use hyper::body::Body;
use serde_json::{Value, json};
use std::net::IpAddr;

/// Where a browser is sent to an organization's own provider.
pub(crate) const TO_PROVIDER: &str = "/sign-in/provider";

/// What a path of this kind leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Discovery,
    Keys,
    Token,
    Revocation,
    UserInfo,
    OlderDoor,
    ToProvider,
    FromProvider,
}

impl Page {
    pub(crate) fn of(path: &str) -> Option<Self> {
        Some(match path {
            "/.well-known/openid-configuration" | "/.well-known/oauth-authorization-server" => {
                Self::Discovery
            }
            "/oauth2/jwks" => Self::Keys,
            "/oauth2/token" => Self::Token,
            "/oauth2/revoke" => Self::Revocation,
            "/oauth2/userinfo" => Self::UserInfo,
            "/connect/oauth2/sns_authorize" | "/connect/qrconnect" => Self::OlderDoor,
            TO_PROVIDER => Self::ToProvider,
            sign_in::CALLBACK => Self::FromProvider,
            _ => return None,
        })
    }

    fn takes(self, method: &Method) -> bool {
        let is_look = matches!(*method, Method::GET | Method::HEAD);
        match self {
            Self::Discovery
            | Self::Keys
            | Self::OlderDoor
            | Self::ToProvider
            | Self::FromProvider => is_look,
            Self::Token | Self::Revocation => *method == Method::POST,
            Self::UserInfo => is_look || *method == Method::POST,
        }
    }
}

/// Why a client of OAuth 2.0 gets nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    error: &'static str,
    description: &'static str,
}

impl Refusal {
    const fn bad(error: &'static str, description: &'static str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            description,
        }
    }

    const INVALID_CLIENT: Self = Self {
        status: StatusCode::UNAUTHORIZED,
        error: "invalid_client",
        description: "there is no such app, it has another secret, or it is switched off",
    };
    const BUSY: Self = Self {
        status: StatusCode::SERVICE_UNAVAILABLE,
        error: "temporarily_unavailable",
        description: "try again",
    };
}

fn busy(error: impl std::fmt::Display) -> Refusal {
    tracing::warn!(%error, "a client of OpenID Connect was not answered");
    Refusal::BUSY
}

/// JSON for one client, which nobody keeps.
fn told(status: StatusCode, body: &Value) -> Answer {
    let mut answer = answer::page(status, "application/json", body.to_string());
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    answer
}

fn refused(refusal: Refusal) -> Answer {
    let body = json!({
        "error": refusal.error,
        "error_description": refusal.description,
    });
    let mut answer = told(refusal.status, &body);
    if refusal.status == StatusCode::UNAUTHORIZED {
        let scheme = match refusal.error {
            "invalid_client" => "Basic realm=\"orgbook\"",
            _ => "Bearer error=\"invalid_token\"",
        };
        let value = HeaderValue::from_static(scheme);
        answer.headers_mut().insert(WWW_AUTHENTICATE, value);
    }
    answer
}

fn redirected(location: &str) -> Answer {
    let mut answer = answer::page(StatusCode::FOUND, "text/plain", String::new());
    if let Ok(location) = HeaderValue::from_str(location) {
        answer.headers_mut().insert(LOCATION, location);
    }
    answer
}

impl Gate {
    /// Answers a page of this kind.
    pub(crate) async fn open_id<B>(&self, page: Page, head: &Parts, body: B, peer: IpAddr) -> Answer
    where
        B: Body<Data = Bytes> + Unpin + Send,
        B::Error: std::fmt::Display,
    {
        let read = self
            .body(head, body, (false, endpoint::limits::BODY_BYTES_MAX))
            .await;
        if !page.takes(&head.method) {
            let wrong = Refusal::bad("invalid_request", "another method is needed");
            return refused(Refusal {
                status: StatusCode::METHOD_NOT_ALLOWED,
                ..wrong
            });
        }
        let Ok((_, form)) = read else {
            let broken = Refusal::bad("invalid_request", "the body cannot be read");
            return refused(broken);
        };
        let issuer = self.own_address(peer, head);
        let answered = match page {
            Page::Discovery => Ok(sso::discovery(&issuer)),
            Page::Keys => self.open_id_keys.published().await.map_err(busy),
            Page::Token => self.issue_tokens(head, &form, &issuer).await,
            Page::Revocation => self.revoke(head, &form).await,
            Page::UserInfo => self.user_info(head, &form, &issuer).await,
            Page::OlderDoor => return redirected(&doors::page_of(head)),
            Page::ToProvider => return self.send_to_provider(head, peer).await,
            Page::FromProvider => return self.back_from_provider(head, peer).await,
        };
        match answered {
            Ok(body) => told(StatusCode::OK, &body),
            Err(refusal) => refused(refusal),
        }
    }
}
