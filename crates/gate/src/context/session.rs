//! Signing in, answered by the engine; what a browser shows again travels in cookies.

use super::Outside;
use crate::caller::Caller;
use endpoint::{
    BrowserSession, ListedSession, NewSecondFactor, Seen, Sessions, SignIn, SignInAnswer,
    SignInRefusal, Stage,
};
use engine::{Entered, Origin, Session, Visit};
use org::{Eye, Millis};
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
            second_factor: match is_in {
                true => self.engine.factor_state(session).await?,
                false => None,
            },
        }))
    }

    /// Whoever was signed in with this browser no longer is.
    async fn leave_before(&self) -> Result<(), SignInRefusal> {
        match self.browser.session_text() {
            Some(before) => self.engine.sign_out(before).await,
            None => Ok(()),
        }
    }

    /// The session without which a call has no sense, and from where it comes.
    async fn needed(&self) -> Result<(Arc<Session>, Visit), SignInRefusal> {
        let (_, session) = self.shown().await?.ok_or(SignInRefusal::NoSession)?;
        Ok((session, self.browser.visit()))
    }

    /// The same, of somebody who is signed in and has not been signed out meanwhile.
    async fn entitled(&self) -> Result<(Arc<Session>, Visit), SignInRefusal> {
        let (session, visit) = self.needed().await?;
        let org = self.engine.org(session.org()).await;
        let org = org.map_err(|_| SignInRefusal::Busy)?;
        let is_in = session.stage() == Stage::SignedIn
            && org.may_enter(session.userid(), session.session_mark());
        match is_in {
            true => Ok((session, visit)),
            false => Err(SignInRefusal::NoSession),
        }
    }

    /// Who decides how somebody else signs in.
    fn deciding(&self) -> Result<(&Caller, Origin), SignInRefusal> {
        let caller = self.caller.as_ref().ok_or(SignInRefusal::NoSession)?;
        let origin = self.origin().map_err(|_| SignInRefusal::NoSession)?;
        Ok((caller, origin))
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
            self.leave_before().await?;
            self.entered(entered).await
        })
    }

    fn show_second_factor<'a>(&'a self, code: &'a str) -> SignInAnswer<'a, BrowserSession> {
        Box::pin(async move {
            let (session, visit) = self.needed().await?;
            let shown = self.engine.show_second_factor(&session, code, &visit);
            self.entered(shown.await?).await
        })
    }

    fn choose_password(&self, password: String) -> SignInAnswer<'_, BrowserSession> {
        Box::pin(async move {
            let (session, visit) = self.needed().await?;
            let chosen = self.engine.choose_password(&session, password, &visit);
            self.entered(chosen.await?).await
        })
    }

    fn choose_organization<'a>(&'a self, id: &'a str) -> SignInAnswer<'a, BrowserSession> {
        Box::pin(async move {
            let (session, visit) = self.needed().await?;
            let chosen = self.engine.choose_organization(&session, id, &visit);
            self.entered(chosen.await?).await
        })
    }

    fn change_password(&self, old: String, new: String) -> SignInAnswer<'_, BrowserSession> {
        Box::pin(async move {
            let (session, visit) = self.entitled().await?;
            let changed = self.engine.change_password(&session, (old, new), &visit);
            self.entered(changed.await?).await
        })
    }

    fn sessions(&self) -> SignInAnswer<'_, Vec<ListedSession>> {
        Box::pin(async move {
            let (session, _) = self.entitled().await?;
            self.engine.sessions_of(&session).await
        })
    }

    fn end_session<'a>(&'a self, id: &'a str) -> SignInAnswer<'a, bool> {
        Box::pin(async move {
            let (session, _) = self.entitled().await?;
            if id == session.id() {
                self.browser.take_session();
            }
            self.engine.end_session_of(&session, id).await
        })
    }

    fn begin_second_factor(&self) -> SignInAnswer<'_, NewSecondFactor> {
        Box::pin(async move {
            let (session, _) = self.entitled().await?;
            self.engine.begin_second_factor(&session).await
        })
    }

    fn confirm_second_factor<'a>(
        &'a self,
        code: &'a str,
    ) -> SignInAnswer<'a, (BrowserSession, Vec<String>)> {
        Box::pin(async move {
            let (session, visit) = self.entitled().await?;
            let confirmed = self.engine.confirm_second_factor(&session, code, &visit);
            let (entered, codes) = confirmed.await?;
            Ok((self.entered(entered).await?, codes))
        })
    }

    fn prove_second_factor<'a>(&'a self, code: Option<&'a str>) -> SignInAnswer<'a, ()> {
        Box::pin(async move {
            let caller = self.caller.as_ref().ok_or(SignInRefusal::NoSession)?;
            match &caller.eye {
                Eye::Admin(id) | Eye::Person(id) => {
                    self.engine.prove_second_factor(&caller.org, id, code).await
                }
                Eye::App(_) | Eye::Operator => Err(SignInRefusal::NoSession),
            }
        })
    }

    fn remove_second_factor<'a>(&'a self, code: &'a str) -> SignInAnswer<'a, ()> {
        Box::pin(async move {
            let (session, visit) = self.entitled().await?;
            let removed = self.engine.remove_second_factor(&session, code, &visit);
            removed.await
        })
    }

    fn reset_second_factor<'a>(&'a self, userid: &'a str) -> SignInAnswer<'a, ()> {
        Box::pin(async move {
            let (caller, origin) = self.deciding()?;
            let (org, eye) = (&caller.org.info().id, caller.eye.clone());
            let reset = self.engine.reset_second_factor(org, userid, eye, origin);
            reset.await
        })
    }

    fn make_password_link<'a>(&'a self, userid: &'a str) -> SignInAnswer<'a, (String, Millis)> {
        Box::pin(async move {
            let (caller, origin) = self.deciding()?;
            let (org, eye) = (&caller.org.info().id, caller.eye.clone());
            let made = self.engine.make_password_link(org, userid, eye, origin);
            let (code, until) = made.await?;
            Ok((format!("{}/reset/{code}", self.address), until))
        })
    }

    fn use_password_link<'a>(
        &'a self,
        code: &'a str,
        password: String,
    ) -> SignInAnswer<'a, BrowserSession> {
        Box::pin(async move {
            if !self.browser.is_ours() {
                return Err(SignInRefusal::Foreign);
            }
            let visit = self.browser.visit();
            let used = self.engine.use_password_link(code, password, &visit);
            let entered = used.await?;
            self.leave_before().await?;
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
