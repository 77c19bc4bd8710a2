//! Signing in, answered by the engine; what a browser shows again travels in cookies.

use super::Outside;
use endpoint::{BrowserSession, Seen, Sessions, SignIn, SignInAnswer, SignInRefusal, Stage};
use engine::{Entered, Session};
use std::sync::Arc;

impl Outside<'_> {
    /// The session that the browser shows, where the call may use it.
    async fn shown(&self) -> Result<Option<(String, Arc<Session>)>, SignInRefusal> {
        let Some(text) = self.browser.session_text() else {
            return Ok(None);
        };
        let found = self.engine.session(text).await;
        let Some(session) = found.map_err(|_| SignInRefusal::Busy)? else {
            return Ok(None);
        };
        if !self.browser.may_use(text) {
            return Err(SignInRefusal::Foreign);
        }
        Ok(Some((text.to_owned(), session)))
    }

    /// A session as a task sees it; nothing of one that was ended with all others of its person.
    async fn described(
        &self,
        text: &str,
        session: &Session,
    ) -> Result<Option<BrowserSession>, SignInRefusal> {
        let org = self.engine.org(session.org()).await;
        let org = org.map_err(|_| SignInRefusal::Busy)?;
        if !org.may_enter(session.userid(), session.session_mark()) {
            return Ok(None);
        }
        let is_in = session.stage() == Stage::SignedIn;
        Ok(Some(BrowserSession {
            stage: session.stage(),
            csrf: self.engine.csrf(text),
            organizations: self.engine.session_organizations(session).await?,
            seen: is_in.then(|| Seen::new(org, session.userid().clone())),
        }))
    }

    /// Gives the browser a session that has begun.
    async fn entered(&self, entered: Entered) -> Result<BrowserSession, SignInRefusal> {
        let session = self.browser.give_session(&entered);
        let described = self.described(&entered.text, &session).await?;
        described.ok_or(SignInRefusal::NoSession)
    }
}

impl Sessions for Outside<'_> {
    fn session(&self) -> SignInAnswer<'_, Option<BrowserSession>> {
        Box::pin(async move {
            match self.shown().await? {
                Some((text, session)) => self.described(&text, &session).await,
                None => Ok(None),
            }
        })
    }

    fn sign_in(&self, given: SignIn) -> SignInAnswer<'_, BrowserSession> {
        Box::pin(async move {
            if !self.browser.is_ours() {
                return Err(SignInRefusal::Foreign);
            }
            let entered = self.engine.sign_in(given, &self.browser.visit()).await?;
            // Whoever was signed in with this browser no longer is.
            if let Some(before) = self.browser.session_text() {
                self.engine.sign_out(before).await?;
            }
            self.entered(entered).await
        })
    }

    fn sign_out(&self) -> SignInAnswer<'_, ()> {
        Box::pin(async move {
            if let Some((text, _)) = self.shown().await? {
                self.engine.sign_out(&text).await?;
            }
            self.browser.take_session();
            Ok(())
        })
    }
}
