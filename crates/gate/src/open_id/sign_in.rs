//! Sign-in of an organization's SSO enterprise accounts through its own provider: there, and back.

use super::redirected;
use crate::answer::Answer;
use crate::{Gate, input};
use endpoint::SignInRefusal;
use engine::{Engine, PendingSignIn, Visit};
use http::header::{CACHE_CONTROL, HeaderValue, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use org::{OrgId, SignInProvider};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use sso::{Begun, Chance, Provider};
use std::net::IpAddr;

/// Where the browser comes back to.
pub(crate) const CALLBACK: &str = "/sign-in/provider/callback";
/// Binds a sign-in to the browser that began it: nobody is signed in by somebody else's link.
const BROWSER: &str = "orgbook_provider";
/// Where people go who have signed in and wanted nothing else.
const HOME: &str = "/";
const NEXT_BYTES_MAX: usize = 2_000;

/// Why nobody was signed in; told to the page by name.
#[derive(Clone, Copy, Debug)]
enum Failed {
    /// The organization has no provider, or there is no such organization.
    NoProvider,
    /// The provider, or somebody on the way, said no, or what came back does not hold.
    Refused,
    /// The provider knows somebody whom the organization has no account for.
    Unknown,
    /// The provider cannot be reached.
    Unreachable,
    /// The sign-in is too old, was used, or began in another browser.
    Stale,
}

impl Failed {
    fn name(self) -> &'static str {
        match self {
            Self::NoProvider => "provider.none",
            Self::Refused => "provider.refused",
            Self::Unknown => "provider.unknownAccount",
            Self::Unreachable => "provider.unreachable",
            Self::Stale => "provider.stale",
        }
    }
}

fn unreachable(error: impl std::fmt::Display) -> Failed {
    tracing::warn!(%error, "nobody was signed in through a provider");
    Failed::Unreachable
}

fn text<'q>(query: &'q Map<String, Value>, name: &str) -> &'q str {
    query.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A page of this installation: a path of its own, whatever a browser may make of it.
fn own_page(next: &str) -> &str {
    let is_path = next.starts_with('/') && !next.starts_with("//");
    let is_plain = next
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    match is_path && is_plain && next.len() <= NEXT_BYTES_MAX {
        true => next,
        false => HOME,
    }
}

async fn provider_of(engine: &Engine, id: &OrgId) -> Result<Provider, Failed> {
    let org = engine.org(id).await.map_err(unreachable)?;
    let known = org.info().sign_in_provider.as_deref();
    let SignInProvider {
        issuer,
        client_id,
        scope,
        claim,
    } = known.cloned().ok_or(Failed::NoProvider)?;
    let client_secret = engine.provider_secret(id).await.map_err(unreachable)?;
    Ok(Provider {
        issuer,
        client_id,
        client_secret,
        scope,
        claim,
    })
}

impl Gate {
    /// Sends the browser to the provider of the organization that the person named.
    pub(super) async fn send_to_provider(&self, head: &Parts, peer: IpAddr) -> Answer {
        let query = input::parameters(head.uri.query().unwrap_or_default()).unwrap_or_default();
        match self.begin_at_provider(&query, head, peer).await {
            Ok((address, browser)) => {
                let mut answer = redirected(&address);
                self.bind(&mut answer, &browser, 600, (head, peer));
                answer
            }
            Err(failed) => failed_page(failed),
        }
    }

    async fn begin_at_provider(
        &self,
        query: &Map<String, Value>,
        head: &Parts,
        peer: IpAddr,
    ) -> Result<(String, String), Failed> {
        let code = text(query, "organizationCode");
        let found = self.engine.org_by_code(code).await.map_err(unreachable)?;
        let org = found.ok_or(Failed::NoProvider)?;
        let provider = provider_of(&self.engine, &org).await?;
        let draw = || self.engine.draw_text();
        let chance = Chance {
            state: draw(),
            nonce: draw(),
            verifier: draw(),
        };
        let back = format!("{}{CALLBACK}", self.own_address(peer, head));
        let now_ms = self.engine.now().0;
        let begun = self.providers.begin(&provider, &back, chance, now_ms).await;
        let begun = begun.map_err(unreachable)?;
        let browser = draw();
        let pending = PendingSignIn {
            org,
            nonce: begun.nonce,
            verifier: begun.verifier,
            browser: self.engine.digest(&browser),
            next: own_page(text(query, "next")).to_owned(),
        };
        let kept = self.engine.keep_pending_sign_in(&begun.state, &pending);
        kept.await.map_err(unreachable)?;
        Ok((begun.address, browser))
    }

    /// Signs in whom the provider has sent back.
    pub(super) async fn back_from_provider(&self, head: &Parts, peer: IpAddr) -> Answer {
        let query = input::parameters(head.uri.query().unwrap_or_default()).unwrap_or_default();
        match self.finish_at_provider(&query, head, peer).await {
            Ok((next, cookie)) => {
                let mut answer = redirected(&next);
                if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                    answer.headers_mut().append(SET_COOKIE, cookie);
                }
                self.bind(&mut answer, "", 0, (head, peer));
                answer
            }
            Err(failed) => failed_page(failed),
        }
    }

    async fn finish_at_provider(
        &self,
        query: &Map<String, Value>,
        head: &Parts,
        peer: IpAddr,
    ) -> Result<(String, String), Failed> {
        let state = text(query, "state");
        let pending = self.engine.take_pending_sign_in(state).await;
        let pending = pending.map_err(unreachable)?.ok_or(Failed::Stale)?;
        let shown = crate::browser::cookie_of(head, BROWSER).unwrap_or_default();
        if self.engine.digest(shown) != pending.browser {
            return Err(Failed::Stale);
        }
        let code = text(query, "code");
        if code.is_empty() {
            return Err(Failed::Refused);
        }
        let provider = provider_of(&self.engine, &pending.org).await?;
        let back = format!("{}{CALLBACK}", self.own_address(peer, head));
        let begun = Begun {
            address: String::new(),
            state: state.to_owned(),
            nonce: pending.nonce,
            verifier: pending.verifier,
        };
        let now_ms = self.engine.now().0;
        let named = self
            .providers
            .finish(&provider, &back, (code, &begun), now_ms)
            .await;
        let name = named.map_err(|error| {
            tracing::warn!(%error, org = %pending.org, "nobody was signed in through a provider");
            Failed::Refused
        })?;
        let visit = Visit {
            route: CALLBACK.to_owned(),
            from: self.address(peer, &head.headers).to_string(),
            agent: head
                .headers
                .get(USER_AGENT)
                .and_then(|agent| agent.to_str().ok())
                .unwrap_or_default()
                .to_owned(),
            device: None,
        };
        let entered = self
            .engine
            .sign_in_by_provider(&pending.org, &name, &visit)
            .await
            .map_err(|refusal| match refusal {
                // The account went or was disabled meanwhile.
                SignInRefusal::Disabled | SignInRefusal::NoSession => Failed::Unknown,
                other => unreachable(format!("{other:?}")),
            })?
            .ok_or(Failed::Unknown)?;
        let cookie = self.session_cookie(&entered, &self.own_address(peer, head));
        Ok((pending.next, cookie))
    }

    fn bind(&self, answer: &mut Answer, value: &str, seconds: u32, (head, peer): (&Parts, IpAddr)) {
        let secure = match self.own_address(peer, head).starts_with("https:") {
            true => "; Secure",
            false => "",
        };
        let cookie = format!(
            "{BROWSER}={value}; Path=/sign-in/provider; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
        );
        let headers = answer.headers_mut();
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(SET_COOKIE, cookie);
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Back to the sign-in page, which has a sentence for it.
fn failed_page(failed: Failed) -> Answer {
    let name = utf8_percent_encode(failed.name(), NON_ALPHANUMERIC);
    let mut answer = redirected(&format!("/sign-in?error={name}"));
    let no_store = HeaderValue::from_static("no-store");
    answer.headers_mut().insert(CACHE_CONTROL, no_store);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away() {
        for next in ["/contacts", "/console/people?q=a%20b", "/"] {
            assert_eq!(own_page(next), next);
        }
        let long = format!("/{}", "a".repeat(3_000));
        for next in [
            "",
            "contacts",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\r\nx: y",
            &long,
        ] {
            assert_eq!(own_page(next), HOME, "{next}");
        }
    }
}
