//! The steps after the password, and what people change of how they sign in.

use super::sessions::{Body, Place};
use super::{Entered, Session, Visit, busy, origin_of, unwritten};
use crate::model::WriteError;
use crate::password::{self, StoredPassword};
use crate::{Engine, chance, limits};
use endpoint::{Fault, ListedSession, SignInRefusal, Stage};
use org::{Draft, Eye, Millis, OrgId, Refusal, UserId, View, password_flaw, sentence};
use serde::{Deserialize, Serialize};
use store::{Secret, SecretKind};

use super::attempts::Counted;
use crate::model::Origin;

/// A link that sets a password, as it is stored.
#[derive(Clone, Serialize, Deserialize)]
struct StoredLink {
    userid: UserId,
    /// Tells it from earlier and later links of the person; the organization knows which one counts.
    until: Millis,
}

impl Engine {
    /// The place of a session of somebody who is signed in.
    pub(super) fn signed_in<'s>(&self, session: &'s Session) -> Result<&'s Place, SignInRefusal> {
        match session.stage() {
            Stage::SignedIn => Ok(session.body().place()),
            _ => Err(SignInRefusal::NoSession),
        }
    }

    /// Goes on under a new text, and ends the session under the old one.
    pub(super) async fn replace(
        &self,
        session: &Session,
        body: Body,
        visit: &Visit,
    ) -> Result<Entered, SignInRefusal> {
        let entered = self.proceed(body, visit).await?;
        self.end_session(session).await?;
        Ok(entered)
    }

    /// Chooses one of the organizations where the password was shown, or switches to another of them.
    ///
    /// # Errors
    /// [`SignInRefusal::NoOrganization`] for any other, and for one whose sessions were ended meanwhile.
    pub async fn choose_organization(
        &self,
        session: &Session,
        id: &str,
        visit: &Visit,
    ) -> Result<Entered, SignInRefusal> {
        let mut body = session.body().clone();
        let places = body.places.iter().enumerate();
        let mut meant = places.filter(|(_, place)| place.org.as_str() == id);
        let (at, place) = meant.next().ok_or(SignInRefusal::NoOrganization)?;
        let org = self.org(&place.org).await.map_err(unwritten)?;
        if !org.may_enter(&place.userid, place.mark) {
            return Err(SignInRefusal::NoOrganization);
        }
        // Whoever is signed in has shown what this home asks for, also where it came to ask only afterwards.
        let is_same = place.home == body.place().home;
        body.has_factor = is_same && (body.has_factor || body.stage() == Stage::SignedIn);
        body.at = at;
        // Chosen: what else there is to do is found out.
        body.set_stage(Stage::SignedIn);
        self.replace(session, body, visit).await
    }

    /// Chooses a password in place of one that somebody else chose.
    ///
    /// # Errors
    /// [`SignInRefusal::NoSession`] where none is asked for, [`SignInRefusal::PasswordWeak`].
    pub async fn choose_password(
        &self,
        session: &Session,
        password: String,
        visit: &Visit,
    ) -> Result<Entered, SignInRefusal> {
        if session.stage() != Stage::NewPassword {
            return Err(SignInRefusal::NoSession);
        }
        let place = session.body().place();
        let org = self.org(&place.org).await.map_err(unwritten)?;
        if !org.may_enter(&place.userid, place.mark) {
            return Err(SignInRefusal::NoSession);
        }
        if self.is_password(&place.home, password.clone()).await? {
            let same = sentence!("it is the one that you were given", "这是发给你的初始密码");
            return Err(SignInRefusal::PasswordWeak(same));
        }
        self.set_own_password(session, password, visit).await
    }

    /// Changes the password of a session's person; all other sessions end.
    ///
    /// # Errors
    /// [`SignInRefusal::Wrong`] for another old password, [`SignInRefusal::TooMany`], [`SignInRefusal::PasswordWeak`].
    pub async fn change_password(
        &self,
        session: &Session,
        (old, new): (String, String),
        visit: &Visit,
    ) -> Result<Entered, SignInRefusal> {
        let home = &self.signed_in(session)?.home;
        let counted = [Counted::password(&password::key_of(&home.0, &home.1))];
        let attempts = &self.inner.attempts;
        let begun = attempts.begin(&counted, self.now()).await;
        begun.map_err(busy)?.map_err(SignInRefusal::TooMany)?;
        if !self.is_password(home, old).await? {
            return Err(SignInRefusal::Wrong);
        }
        attempts.succeeded(&counted).await.map_err(busy)?;
        self.set_own_password(session, new, visit).await
    }

    async fn set_own_password(
        &self,
        session: &Session,
        password: String,
        visit: &Visit,
    ) -> Result<Entered, SignInRefusal> {
        let mut body = session.body().clone();
        let home = body.place().home.clone();
        let hash = self.hash_good_password(&home, password).await?;
        let origin = origin_of(body.place(), visit);
        let set = self.set_password(&home.0, home.1.as_str(), &hash, origin);
        set.await.map_err(unwritten)?;
        self.keep_up(&mut body, &home).await?;
        for place in body.places.iter_mut().filter(|place| place.home == home) {
            place.is_first = false;
        }
        // Whoever gets here has shown it, or began it in this session.
        body.has_factor = true;
        self.replace(session, body, visit).await
    }

    /// The person's other sessions have ended; this one goes on with what counts now.
    pub(super) async fn keep_up(
        &self,
        body: &mut Body,
        home: &(OrgId, UserId),
    ) -> Result<(), SignInRefusal> {
        for place in body.places.iter_mut().filter(|place| place.home == *home) {
            let org = self.org(&place.org).await.map_err(unwritten)?;
            place.mark = org.session_mark(&place.userid).unwrap_or(place.mark);
        }
        Ok(())
    }

    /// Sets a password for somebody, as one who may decide that, where it keeps the rules.
    ///
    /// # Errors
    /// [`SignInRefusal::PasswordWeak`], the organization's refusal, [`SignInRefusal::Busy`].
    pub async fn set_good_password(
        &self,
        org: &OrgId,
        userid: &str,
        password: String,
        origin: Origin,
    ) -> Result<(), SignInRefusal> {
        let home = (org.clone(), UserId::new(userid));
        let hash = self.hash_good_password(&home, password).await?;
        let set = self.set_password(org, userid, &hash, origin).await;
        set.map(drop).map_err(unwritten)
    }

    async fn is_password(
        &self,
        (org, userid): &(OrgId, UserId),
        password: String,
    ) -> Result<bool, SignInRefusal> {
        let key = password::key_of(org, userid);
        let stored = self.stored_password(&key).await.map_err(busy)?;
        let hashes = stored.into_iter().map(|stored| stored.argon2id).collect();
        if password.len() > limits::TYPED_BYTES_MAX {
            return Ok(false);
        }
        let fitting = self.inner.hashing.fitting(password, [0; 16], hashes).await;
        Ok(fitting.map_err(busy)?.contains(&true))
    }

    /// Hashes a password that nobody guesses who knows the person. One number's hashes have one salt, wherever it signs in.
    async fn hash_good_password(
        &self,
        (id, userid): &(OrgId, UserId),
        password: String,
    ) -> Result<String, SignInRefusal> {
        let salt = {
            let org = self.org(id).await.map_err(unwritten)?;
            let view = View::new(&org, &Eye::Operator);
            let user = view.user(userid.as_str());
            let user = user.map_err(SignInRefusal::Refused)?;
            if let Some(flaw) = password_flaw(&password, &user) {
                return Err(SignInRefusal::PasswordWeak(flaw));
            }
            let mobile = user.mobile.filter(|_| user.account.is_none());
            mobile.map(|(state_code, number)| self.salt(&format!("{state_code}-{number}")))
        };
        let hash = self.inner.hashing.hash(password, salt).await;
        hash.map_err(busy)
    }

    /// The sessions of a session's person in its organization, the newest first.
    ///
    /// # Errors
    /// [`SignInRefusal::NoSession`], [`SignInRefusal::Busy`].
    pub async fn sessions_of(
        &self,
        session: &Session,
    ) -> Result<Vec<ListedSession>, SignInRefusal> {
        let place = self.signed_in(session)?;
        let found = self.inner.sessions.of(place, self.now()).await;
        let mut found = found.map_err(busy)?;
        found.retain(|one| one.stage() == Stage::SignedIn && one.session_mark() == place.mark);
        let listed = found.iter().rev().map(|one| ListedSession {
            id: one.id().to_owned(),
            is_current: one.key() == session.key(),
            began_at: one.body().began_at,
            used_at: one.used_at(),
            from: one.body().from.clone(),
            agent: one.body().agent.clone(),
        });
        Ok(listed.collect())
    }

    /// Ends one session of a session's person; tells whether it was there.
    ///
    /// # Errors
    /// [`SignInRefusal::NoSession`], [`SignInRefusal::Busy`].
    pub async fn end_session_of(&self, session: &Session, id: &str) -> Result<bool, SignInRefusal> {
        let place = self.signed_in(session)?;
        let found = self.inner.sessions.of(place, self.now()).await;
        let found = found.map_err(busy)?;
        let Some(meant) = found.iter().find(|one| one.id() == id) else {
            return Ok(false);
        };
        self.end_session(meant).await?;
        Ok(true)
    }

    /// Makes a link by which somebody sets a new password once; an earlier one no longer counts. Returns its code and until when
    /// it is good.
    ///
    /// # Errors
    /// The organization's refusal.
    pub async fn make_password_link(
        &self,
        org: &OrgId,
        userid: &str,
        eye: Eye,
        origin: Origin,
    ) -> Result<(String, Millis), SignInRefusal> {
        let code = chance::hex(&chance::bytes::<32>());
        let until = Millis(self.now().0 + limits::PASSWORD_LINK_MS);
        let (key, id, userid) = (chance::digest(&code), org.clone(), userid.to_owned());
        let change = move |draft: &mut Draft| {
            let until = draft.make_password_link(&userid, until)?;
            let link = StoredLink {
                userid: UserId::new(&userid),
                until,
            };
            Ok(Secret {
                kind: SecretKind::Reset,
                key: key.clone(),
                org: id.clone(),
                body: serde_json::to_vec(&link).expect("it is a plain struct"),
                expires_at: Some(until),
            })
        };
        let secrets = |row: &Secret| vec![row.clone()];
        let made = self.act(org, origin, eye, change, secrets).await;
        let row = made.map_err(unwritten)?;
        Ok((code, row.expires_at.unwrap_or(until)))
    }

    /// Sets a password by a link, and signs in as far as a password goes. Of two at one moment one does.
    ///
    /// # Errors
    /// [`SignInRefusal::LinkInvalid`], [`SignInRefusal::PasswordWeak`].
    pub async fn use_password_link(
        &self,
        code: &str,
        password: String,
        visit: &Visit,
    ) -> Result<Entered, SignInRefusal> {
        let key = chance::digest(code);
        let store = &self.inner.store;
        let stored = store.secret(SecretKind::Reset, &key, self.now()).await;
        let stored = stored.map_err(busy)?.ok_or(SignInRefusal::LinkInvalid)?;
        let link: StoredLink = serde_json::from_slice(&stored.body).map_err(busy)?;
        let home = (stored.org, link.userid);
        let counts = {
            let org = self.org(&home.0).await.map_err(unwritten)?;
            let credential = org.credential(home.1.as_str());
            credential.is_some_and(|one| one.link_until == Some(link.until))
        };
        if !counts {
            return Err(SignInRefusal::LinkInvalid);
        }
        let hash = self.hash_good_password(&home, password).await?;
        let origin = Origin {
            actor: format!("user:{}", home.1),
            route: visit.route.clone(),
            from: visit.from.clone(),
        };
        let (userid, until, stored_hash) = (home.1.clone(), link.until, hash.clone());
        let change = move |draft: &mut Draft| {
            draft.set_password_by_link(userid.as_str(), &stored_hash, until)
        };
        let set = self.act(&home.0, origin, Eye::Operator, change, |_| Vec::new());
        match set.await {
            Ok(_) => {}
            Err(WriteError::Fault(Fault::Refused(Refusal::PasswordLinkInvalid))) => {
                return Err(SignInRefusal::LinkInvalid);
            }
            Err(error) => return Err(unwritten(error)),
        }
        let deleted = store.delete_secret(SecretKind::Reset, &key).await;
        deleted.map_err(busy)?;
        let candidate = super::Candidate {
            org: home.0,
            userid: home.1,
            password: StoredPassword {
                argon2id: hash,
                first: false,
            },
        };
        let places = self.places(candidate).await.map_err(unwritten)?;
        if places.is_empty() {
            return Err(SignInRefusal::Disabled);
        }
        let mut body = Body::new(places, self.now(), &visit.from, &visit.agent);
        // The link was of this organization: nothing is left to choose.
        body.set_stage(Stage::SignedIn);
        self.proceed(body, visit).await
    }
}
