//! People sign in: by password, then organization, second factor and a password of their own, as far as each is needed.

mod attempts;
mod hashing;
mod kept;
mod provider;
pub(crate) mod second_factor;
mod sessions;
mod steps;

pub use hashing::{hash_password, readable_password};
pub use sessions::Session;
pub(crate) use {
    attempts::Attempts,
    hashing::Hashing,
    sessions::{Sessions, follow_ended},
};

use crate::job::Operation;
use crate::model::{Origin, WriteError};
use crate::password::{self, StoredPassword};
use crate::{Engine, chance, limits};
use attempts::Counted;
use endpoint::{Fault, SignIn, SignInRefusal, Stage};
use org::{
    AccountKind, Draft, Eye, Mobile, ORGANIZATION_CODE, Org, OrgId, Refusal, SIGN_IN_MOBILES,
    UserId, UserRef, View, claim_value,
};
use sessions::{Body, Place};
use std::sync::Arc;
use store::{Secret, SecretKind, StoreError};
use tokio::sync::oneshot;

/// From where somebody signs in.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The endpoint's path.
    pub route: String,
    /// The network address.
    pub from: String,
    /// What the browser says of itself.
    pub agent: String,
    /// What the browser was given when somebody signed in with it before.
    pub device: Option<String>,
}

/// A session that has begun, and what the browser shows from now on.
pub struct Entered {
    /// The session's text.
    pub text: String,
    /// The session.
    pub session: Arc<Session>,
    /// By which the browser is known the next time, where somebody signed in with it.
    pub device: Option<String>,
}

/// Somebody who may be meant by what was typed.
struct Candidate {
    org: OrgId,
    userid: UserId,
    password: StoredPassword,
}

impl Candidate {
    fn key(&self) -> String {
        password::key_of(&self.org, &self.userid)
    }
}

fn busy(error: impl std::fmt::Display) -> SignInRefusal {
    tracing::warn!(%error, "nobody can sign in");
    SignInRefusal::Busy
}

fn unwritten(error: WriteError) -> SignInRefusal {
    match error {
        WriteError::Fault(Fault::Refused(refusal)) => SignInRefusal::Refused(refusal),
        error => busy(error),
    }
}

/// Whether the organization signs this person in by password, and not another organization or an identity provider.
fn signs_in_here(user: &UserRef<'_>) -> bool {
    user.account
        .is_none_or(|account| account.owner.is_none() && account.kind == AccountKind::BuiltIn)
}

/// What was typed, as attempts are counted of it, whoever it may be.
fn account_of(given: &SignIn) -> String {
    let login = given.login.trim().to_lowercase();
    let login = Mobile::parse(&login).map_or(login, |mobile| mobile.to_string());
    let code = given.organization_code.as_deref().unwrap_or_default();
    format!("{login}\0{}", code.trim())
}

impl Engine {
    /// A change of an organization by somebody who signs in, or who decides how others do.
    pub(crate) async fn act<T: Send + 'static>(
        &self,
        id: &OrgId,
        origin: Origin,
        eye: Eye,
        change: impl Fn(&mut Draft) -> Result<T, Refusal> + Send + Sync + 'static,
        secrets: fn(&T) -> Vec<Secret>,
    ) -> Result<T, WriteError> {
        let (reply, answer) = oneshot::channel();
        let run = Box::new(Operation {
            change,
            secrets,
            result: None,
            reply,
        });
        self.run(id, origin, eye, self.seed(), run, answer).await
    }

    /// Signs somebody in by password, as far as a password goes.
    ///
    /// # Errors
    /// [`SignInRefusal::Wrong`] for whoever it may be, [`SignInRefusal::TooMany`], [`SignInRefusal::Disabled`],
    /// [`SignInRefusal::Busy`].
    pub async fn sign_in(&self, given: SignIn, visit: &Visit) -> Result<Entered, SignInRefusal> {
        let fits = |text: &str| text.len() <= limits::TYPED_BYTES_MAX;
        let code = given.organization_code.as_deref().unwrap_or_default();
        if ![given.login.as_str(), given.password.as_str(), code]
            .into_iter()
            .all(fits)
        {
            return Err(SignInRefusal::Wrong);
        }
        let account = account_of(&given);
        let device = visit.device.as_deref().filter(|device| {
            let known = self.device(&account, device.get(..32).unwrap_or_default());
            known == *device
        });
        let counted = Counted::of_sign_in(&account, &visit.from, device);
        let attempt = self.inner.attempts.begin(&counted, self.now()).await;
        attempt.map_err(busy)?.map_err(SignInRefusal::TooMany)?;
        let candidates = self.candidates(&given).await.map_err(unwritten)?;
        let hashes = candidates.iter().map(|one| one.password.argon2id.clone());
        let salt = self.salt(&account);
        let hashing = &self.inner.hashing;
        let fitting = hashing
            .fitting(given.password, salt, hashes.collect())
            .await;
        let fitting = fitting.map_err(busy)?;
        let fitting = candidates
            .into_iter()
            .zip(fitting)
            .filter(|(_, fits)| *fits);
        let fitting: Vec<Candidate> = fitting.map(|(one, _)| one).collect();
        if fitting.is_empty() {
            return Err(SignInRefusal::Wrong);
        }
        let succeeded = self.inner.attempts.succeeded(&counted).await;
        succeeded.map_err(busy)?;
        let (mut places, mut is_current) = (Vec::new(), false);
        for candidate in fitting {
            let (key, hash) = (candidate.key(), candidate.password.argon2id.clone());
            let found = self.places(candidate).await.map_err(unwritten)?;
            // What sessions have to hold was read after the password: somebody may have set another one in between.
            let stored = self.stored_password(&key).await.map_err(busy)?;
            if stored.is_some_and(|stored| stored.argon2id == hash) {
                is_current = true;
                places.extend(found);
            }
        }
        if places.is_empty() {
            return Err(match is_current {
                true => SignInRefusal::Disabled,
                false => SignInRefusal::Wrong,
            });
        }
        let body = Body::new(places, self.now(), &visit.from, &visit.agent);
        let mut entered = self.proceed(body, visit).await?;
        let nonce = chance::hex(&chance::bytes::<16>());
        entered.device = Some(self.device(&account, &nonce));
        Ok(entered)
    }

    /// By which a browser is known for an account.
    fn device(&self, account: &str, nonce: &str) -> String {
        let made = chance::hex(&self.inner.keys.made_of(&["device", account, nonce]));
        format!("{nonce}{}", &made[..32])
    }

    /// The salt of whoever types this: hashes of one person's passwords in many organizations are compared with one run.
    fn salt(&self, account: &str) -> [u8; 16] {
        let login = account.split('\0').next().unwrap_or_default();
        let made = self.inner.keys.made_of(&["salt", login]);
        let mut salt = [0; 16];
        salt.copy_from_slice(&made[..16]);
        salt
    }

    /// Everybody with a password who may be meant. The store is asked for one password at least, whoever it is.
    async fn candidates(&self, given: &SignIn) -> Result<Vec<Candidate>, WriteError> {
        let code = given.organization_code.as_deref().map(str::trim);
        let mut meant = match code.filter(|code| !code.is_empty()) {
            Some(code) => self.meant_in(code, given.login.trim()).await?,
            None => self.meant_by_mobile(given.login.trim()).await?,
        };
        if meant.is_empty() {
            meant.push((OrgId::new(""), UserId::new("")));
        }
        let mut candidates = Vec::new();
        for (org, userid) in meant {
            let key = password::key_of(&org, &userid);
            if let Some(password) = self.stored_password(&key).await? {
                candidates.push(Candidate {
                    org,
                    userid,
                    password,
                });
            }
        }
        Ok(candidates)
    }

    async fn stored_password(&self, key: &str) -> Result<Option<StoredPassword>, StoreError> {
        let store = &self.inner.store;
        let stored = store.secret(SecretKind::Password, key, self.now()).await?;
        let read = |secret: Secret| serde_json::from_slice(&secret.body);
        let stored = stored.map(read).transpose();
        stored.map_err(|error| StoreError::Corrupt(format!("a password: {error}")))
    }

    /// Who is meant by a login id or a mobile in the organization with this code.
    async fn meant_in(&self, code: &str, login: &str) -> Result<Vec<(OrgId, UserId)>, WriteError> {
        if code.contains('\0') {
            return Ok(Vec::new());
        }
        let Some((id, _)) = self.inner.store.claim(ORGANIZATION_CODE, code).await? else {
            return Ok(Vec::new());
        };
        let org = self.org(&id).await?;
        let view = View::new(&org, &Eye::Operator);
        let by_mobile = || view.user_by_mobile(&Mobile::parse(login)?);
        let user = view.user_by_login_id(login).or_else(|_| by_mobile());
        let user = user.ok().filter(signs_in_here);
        Ok(user
            .map(|user| (id, UserId::new(user.userid)))
            .into_iter()
            .collect())
    }

    /// Who signs in with a mobile, in whichever organization. None of them is loaded for that.
    async fn meant_by_mobile(&self, login: &str) -> Result<Vec<(OrgId, UserId)>, WriteError> {
        let Ok(mobile) = Mobile::parse(login) else {
            return Ok(Vec::new());
        };
        let from = claim_value(&mobile.to_string(), None);
        let store = &self.inner.store;
        let claims = store.claims(SIGN_IN_MOBILES, &from, limits::SIGN_IN_ORGANIZATIONS_MAX);
        let claims = claims.await?.into_iter();
        Ok(claims
            .take_while(|(value, _, _)| value.starts_with(&from))
            .map(|(_, org, holder)| (org, UserId::new(&holder)))
            .collect())
    }

    /// Where somebody whose password was shown may enter: at home, and with an enterprise account wherever it works.
    async fn places(&self, candidate: Candidate) -> Result<Vec<Place>, WriteError> {
        let home = (candidate.org, candidate.userid);
        self.places_of(home, candidate.password.first, signs_in_here)
            .await
    }

    /// Where somebody may enter whom the organization signs in in this way.
    async fn places_of(
        &self,
        (id, userid): (OrgId, UserId),
        is_first: bool,
        signs_in: fn(&UserRef<'_>) -> bool,
    ) -> Result<Vec<Place>, WriteError> {
        let org = match self.org(&id).await {
            Err(WriteError::NoSuchOrganization(_)) => return Ok(Vec::new()),
            org => org?,
        };
        let home = (id.clone(), userid.clone());
        let place = |org: &Org, userid: &UserId| {
            Some(Place {
                org: org.info().id.clone(),
                name: org.info().name.clone(),
                userid: userid.clone(),
                mark: org.session_mark(userid)?,
                home: home.clone(),
                is_first,
            })
        };
        let mut places: Vec<Place> = place(&org, &userid).into_iter().collect();
        let user = View::new(&org, &Eye::Operator).user(userid.as_str()).ok();
        let Some(user) = user.filter(signs_in).filter(|_| !places.is_empty()) else {
            return Ok(Vec::new());
        };
        let joined = user
            .account
            .into_iter()
            .flat_map(|account| account.joined());
        let joined: Vec<(OrgId, UserId)> = joined
            .take(limits::SIGN_IN_ORGANIZATIONS_MAX as usize)
            .map(|(org, userid)| (OrgId::new(org), UserId::new(userid)))
            .collect();
        for (id, userid) in joined {
            match self.org(&id).await {
                Ok(other) => places.extend(place(&other, &userid)),
                Err(WriteError::NoSuchOrganization(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(places)
    }

    /// Goes on to whatever is to be done next, under a new text: nobody who knew the old one comes along.
    async fn proceed(&self, mut body: Body, visit: &Visit) -> Result<Entered, SignInRefusal> {
        let stage = self.next_stage(&body).await.map_err(busy)?;
        body.set_stage(stage);
        if stage == Stage::SignedIn {
            let place = body.place().clone();
            self.enter(&place, visit).await?;
        }
        self.make_room(body.place()).await.map_err(busy)?;
        let begun = self.inner.sessions.begin(body, self.now()).await;
        let (text, session) = begun.map_err(busy)?;
        Ok(Entered {
            text,
            session,
            device: None,
        })
    }

    /// With one session more than a person may have, the oldest end.
    async fn make_room(&self, place: &Place) -> Result<(), StoreError> {
        let (now, sessions) = (self.now(), &self.inner.sessions);
        let had = sessions.of(place, now).await?;
        let beyond = (had.len() + 1).saturating_sub(limits::SESSIONS_MAX);
        for session in had.iter().take(beyond) {
            sessions.end(session.key(), session.org(), now).await?;
        }
        Ok(())
    }

    async fn next_stage(&self, body: &Body) -> Result<Stage, StoreError> {
        if body.stage() == Stage::ChooseOrganization && body.places.len() > 1 {
            return Ok(Stage::ChooseOrganization);
        }
        let place = body.place();
        if !body.has_factor && self.has_second_factor(&place.home).await? {
            return Ok(Stage::SecondFactor);
        }
        Ok(if place.is_first {
            Stage::NewPassword
        } else {
            Stage::SignedIn
        })
    }

    /// Marks somebody as having signed in and notes the day.
    async fn enter(&self, place: &Place, visit: &Visit) -> Result<(), SignInRefusal> {
        let origin = origin_of(place, visit);
        let userid = place.userid.clone();
        let change = move |draft: &mut Draft| draft.sign_in(userid.as_str());
        let entered = self.act(&place.org, origin, Eye::Operator, change, |_| Vec::new());
        match entered.await {
            Ok(mark) if mark == place.mark => {}
            // Between password and here all sessions were ended.
            Ok(_) => return Err(SignInRefusal::NoSession),
            Err(WriteError::Fault(Fault::Refused(Refusal::AccountDisabled(_)))) => {
                return Err(SignInRefusal::Disabled);
            }
            Err(error) => return Err(unwritten(error)),
        }
        let noted = self.note_sign_in(&place.org, &place.userid, self.now());
        noted.await.map_err(busy)
    }

    /// Ends a session by its text.
    ///
    /// # Errors
    /// [`SignInRefusal::Busy`].
    pub async fn sign_out(&self, text: &str) -> Result<(), SignInRefusal> {
        let Some(session) = self.session(text).await.map_err(busy)? else {
            return Ok(());
        };
        self.end_session(&session).await
    }

    pub(crate) async fn end_session(&self, session: &Session) -> Result<(), SignInRefusal> {
        let ended = self
            .inner
            .sessions
            .end(session.key(), session.org(), self.now());
        ended.await.map_err(busy)
    }

    /// Where a session may go: organizations whose sessions were not ended since the password was shown, by id and name.
    ///
    /// # Errors
    /// [`SignInRefusal::Busy`].
    pub async fn session_organizations(
        &self,
        session: &Session,
    ) -> Result<Vec<(OrgId, String)>, SignInRefusal> {
        let mut organizations = Vec::new();
        for place in &session.body().places {
            let org = match self.org(&place.org).await {
                Ok(org) => org,
                Err(WriteError::NoSuchOrganization(_)) => continue,
                Err(error) => return Err(unwritten(error)),
            };
            if org.may_enter(&place.userid, place.mark) {
                organizations.push((place.org.clone(), org.info().name.clone()));
            }
        }
        Ok(organizations)
    }
}

fn origin_of(place: &Place, visit: &Visit) -> Origin {
    Origin {
        actor: format!("user:{}", place.userid),
        route: visit.route.clone(),
        from: visit.from.clone(),
    }
}
