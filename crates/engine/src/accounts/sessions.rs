//! Sessions of browsers: kept hashed in the store, known in memory for as long as they last.
//!
//! A session's row is written once. When it was used last is a row of its own, so that noting a use cannot bring a session back that
//! another node has ended meanwhile.

use crate::tokens::Keys;
use crate::{Engine, Inner, chance, limits};
use endpoint::Stage;
use org::{Millis, OrgId, UserId};
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Weak};
use store::{Secret, SecretKind, Store, StoreError};
use subtle::ConstantTimeEq;

/// An organization that a session may be in, and as whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) org: OrgId,
    pub(crate) name: String,
    pub(crate) userid: UserId,
    /// See [`org::Org::may_enter`].
    pub(crate) mark: u64,
    /// Whose password and second factor count: another organization's for an enterprise account that works here.
    pub(crate) home: (OrgId, UserId),
    /// Whether somebody else chose the password.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_first: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredStage {
    SignedIn,
    ChooseOrganization,
    SecondFactor,
    NewPassword,
}

/// A session as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Body {
    stage: StoredStage,
    /// Which of the places it is in.
    pub(crate) at: usize,
    /// Where a password was shown.
    pub(crate) places: Vec<Place>,
    /// Whether the second factor of this place was shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) has_factor: bool,
    /// When the password was shown.
    pub(crate) began_at: Millis,
    /// From which network address.
    pub(crate) from: String,
    /// What the browser said of itself.
    pub(crate) agent: String,
}

impl Body {
    pub(crate) fn new(places: Vec<Place>, now: Millis, from: &str, agent: &str) -> Self {
        Self {
            stage: StoredStage::ChooseOrganization,
            at: 0,
            places,
            has_factor: false,
            began_at: now,
            from: from.to_owned(),
            agent: agent.chars().take(limits::AGENT_CHARS_MAX).collect(),
        }
    }

    pub(crate) fn stage(&self) -> Stage {
        match self.stage {
            StoredStage::SignedIn => Stage::SignedIn,
            StoredStage::ChooseOrganization => Stage::ChooseOrganization,
            StoredStage::SecondFactor => Stage::SecondFactor,
            StoredStage::NewPassword => Stage::NewPassword,
        }
    }

    pub(crate) fn set_stage(&mut self, stage: Stage) {
        self.stage = match stage {
            Stage::SignedIn => StoredStage::SignedIn,
            Stage::ChooseOrganization => StoredStage::ChooseOrganization,
            Stage::SecondFactor => StoredStage::SecondFactor,
            Stage::NewPassword => StoredStage::NewPassword,
        };
    }

    /// Where the session is.
    pub(crate) fn place(&self) -> &Place {
        // Nobody makes a session of nowhere, and what is stored is checked when it is read.
        &self.places[self.at]
    }
}

#[derive(Serialize, Deserialize)]
struct Used {
    at: Millis,
}

/// A session that lasts.
#[derive(Debug)]
pub struct Session {
    /// Whose it is and the hash of its text, as the store has it.
    key: String,
    body: Body,
    expires_at: Millis,
    /// About when it was used last; known better here than in the store.
    used_at: AtomicI64,
}

impl Session {
    /// What is still to be done before somebody is signed in.
    pub fn stage(&self) -> Stage {
        self.body.stage()
    }

    /// The organization it is in.
    pub fn org(&self) -> &OrgId {
        &self.body.place().org
    }

    /// As whom it is there.
    pub fn userid(&self) -> &UserId {
        &self.body.place().userid
    }

    /// See [`org::Org::may_enter`].
    pub fn session_mark(&self) -> u64 {
        self.body.place().mark
    }

    /// When it ends at the latest.
    pub fn expires_at(&self) -> Millis {
        self.expires_at
    }

    /// Names it in lists; opens nothing.
    pub fn id(&self) -> &str {
        let digest = self.key.rsplit('/').next().unwrap_or_default();
        &digest[..limits::SESSION_ID_CHARS.min(digest.len())]
    }

    pub(crate) fn body(&self) -> &Body {
        &self.body
    }

    pub(crate) fn used_at(&self) -> Millis {
        Millis(self.used_at.load(Ordering::Relaxed))
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    fn lasts(&self, now: Millis) -> bool {
        now < self.expires_at && now.0 < self.used_at().0 + limits::SESSION_IDLE_MS
    }
}

/// All that concerns sessions of browsers.
pub(crate) struct Sessions {
    store: Arc<dyn Store>,
    keys: Keys,
    known: papaya::HashMap<String, Arc<Session>>,
}

fn used_key(key: &str) -> String {
    format!("used/{key}")
}

/// Under which key a text's session is stored; `None` for what is no session's text.
fn key_of(text: &str) -> Option<String> {
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if text.len() != limits::SESSION_TEXT_CHARS || !is_hex {
        return None;
    }
    let whose = &text[..limits::SESSION_OWNER_CHARS];
    Some(format!("{whose}/{}", chance::digest(text)))
}

impl Sessions {
    pub(crate) fn new(store: Arc<dyn Store>, keys: Keys) -> Self {
        Self {
            store,
            keys,
            known: papaya::HashMap::new(),
        }
    }

    /// What the sessions of one person have in common, so that they are found together.
    pub(crate) fn owner(&self, place: &Place) -> String {
        let parts = ["session", place.org.as_str(), place.userid.as_str()];
        let mut owner = chance::hex(&self.keys.made_of(&parts));
        owner.truncate(limits::SESSION_OWNER_CHARS);
        owner
    }

    /// What calls with this session that change something have to carry.
    pub(crate) fn csrf(&self, text: &str) -> String {
        let mut csrf = chance::hex(&self.keys.made_of(&["csrf", text]));
        csrf.truncate(limits::CSRF_CHARS);
        csrf
    }

    pub(crate) fn known(&self, text: &str, now: Millis) -> Option<Arc<Session>> {
        let key = key_of(text)?;
        let known = self.known.pin();
        known
            .get(&key)
            .filter(|session| session.lasts(now))
            .cloned()
    }

    pub(crate) async fn find(
        &self,
        text: &str,
        now: Millis,
    ) -> Result<Option<Arc<Session>>, StoreError> {
        if let Some(session) = self.known(text, now) {
            return Ok(Some(session));
        }
        let Some(key) = key_of(text) else {
            return Ok(None);
        };
        let stored = self.store.secret(SecretKind::Session, &key, now).await?;
        let Some(session) = self.read(stored, now).await? else {
            self.known.pin().remove(&key);
            return Ok(None);
        };
        let session = Arc::new(session);
        self.remember(&session, now);
        Ok(Some(session))
    }

    async fn read(
        &self,
        stored: Option<Secret>,
        now: Millis,
    ) -> Result<Option<Session>, StoreError> {
        let Some(stored) = stored else {
            return Ok(None);
        };
        let used = used_key(&stored.key);
        let Some(used) = self.store.secret(SecretKind::Session, &used, now).await? else {
            return Ok(None);
        };
        let broken = |error: serde_json::Error| StoreError::Corrupt(format!("a session: {error}"));
        let body: Body = serde_json::from_slice(&stored.body).map_err(broken)?;
        let used: Used = serde_json::from_slice(&used.body).map_err(broken)?;
        if body.at >= body.places.len() {
            return Err(StoreError::Corrupt("a session of nowhere".to_owned()));
        }
        let session = Session {
            key: stored.key,
            body,
            expires_at: stored.expires_at.unwrap_or(now),
            used_at: AtomicI64::new(used.at.0),
        };
        Ok(Some(session).filter(|session| session.lasts(now)))
    }

    fn remember(&self, session: &Arc<Session>, now: Millis) {
        let known = self.known.pin();
        if known.len() >= limits::SESSIONS_KNOWN_MAX {
            known.retain(|_, session| session.lasts(now));
            if known.len() >= limits::SESSIONS_KNOWN_MAX {
                known.clear();
            }
        }
        known.insert(session.key.clone(), session.clone());
    }

    /// Begins a session under a text that nobody has seen.
    pub(crate) async fn begin(
        &self,
        body: Body,
        now: Millis,
    ) -> Result<(String, Arc<Session>), StoreError> {
        let place = body.place();
        let mut text = self.owner(place) + &chance::hex(&chance::bytes::<32>());
        text.truncate(limits::SESSION_TEXT_CHARS);
        let key = key_of(&text).expect("it was made as one");
        let lasts_ms = match body.stage() {
            Stage::SignedIn => limits::SESSION_MS - (now.0 - body.began_at.0),
            _ => limits::PENDING_SESSION_MS,
        };
        let expires_at = Millis(now.0 + lasts_ms);
        let row = Secret {
            kind: SecretKind::Session,
            key: key.clone(),
            org: place.org.clone(),
            body: serde_json::to_vec(&body).expect("it is a plain struct"),
            expires_at: Some(expires_at),
        };
        self.note_use(&key, &place.org, now).await?;
        self.store.put_secret(row).await?;
        let session = Arc::new(Session {
            key,
            body,
            expires_at,
            used_at: AtomicI64::new(now.0),
        });
        self.remember(&session, now);
        Ok((text, session))
    }

    async fn note_use(&self, key: &str, org: &OrgId, now: Millis) -> Result<(), StoreError> {
        let used = Secret {
            kind: SecretKind::Session,
            key: used_key(key),
            org: org.clone(),
            body: serde_json::to_vec(&Used { at: now }).expect("it is a plain struct"),
            expires_at: Some(Millis(now.0 + limits::SESSION_IDLE_MS)),
        };
        self.store.put_secret(used).await
    }

    /// Sessions of one person that last, the oldest first, at most as many as anybody may have and some.
    pub(crate) async fn of(&self, place: &Place, now: Millis) -> Result<Vec<Session>, StoreError> {
        let prefix = format!("{}/", self.owner(place));
        let found = self
            .store
            .secrets(SecretKind::Session, &prefix, limits::SESSIONS_LISTED, now);
        let mut sessions = Vec::new();
        for stored in found.await? {
            if stored.key.starts_with(&prefix) {
                sessions.extend(self.read(Some(stored), now).await?);
            }
        }
        sessions.sort_by_key(|session| (session.body.began_at, session.key.clone()));
        Ok(sessions)
    }

    /// Ends a session, here at once and on other nodes when they look.
    pub(crate) async fn end(&self, key: &str, org: &OrgId, now: Millis) -> Result<(), StoreError> {
        let ended = Secret {
            kind: SecretKind::Ended,
            key: key.to_owned(),
            org: org.clone(),
            body: b"{}".to_vec(),
            expires_at: Some(Millis(now.0 + limits::ENDED_KEPT_MS)),
        };
        self.store.delete_secret(SecretKind::Session, key).await?;
        self.known.pin().remove(key);
        if self.store.bell().is_some() {
            self.store.put_secret(ended).await?;
        }
        let used = used_key(key);
        self.store.delete_secret(SecretKind::Session, &used).await
    }

    /// Forgets what other nodes have ended.
    async fn forget_ended(&self, now: Millis) -> Result<(), StoreError> {
        let mut after = String::new();
        loop {
            let limit = limits::ENDED_READ;
            let ended = self.store.secrets(SecretKind::Ended, &after, limit, now);
            let ended = ended.await?;
            let known = self.known.pin();
            for secret in &ended {
                known.remove(&secret.key);
            }
            match ended.last() {
                Some(last) if ended.len() == limit as usize => after.clone_from(&last.key),
                _ => return Ok(()),
            }
        }
    }
}

/// Looks for what other nodes have ended. A node that cannot look for as long as such notes are kept knows nothing any more.
pub(crate) async fn follow_ended(inner: Weak<Inner>) {
    let mut looked_at = None;
    loop {
        tokio::time::sleep(limits::ENDED_INTERVAL).await;
        let Some(engine) = inner.upgrade() else {
            return;
        };
        let now = engine.clock.now();
        let sessions = &engine.sessions;
        match sessions.forget_ended(now).await {
            Ok(()) => looked_at = Some(now),
            Err(error) => {
                tracing::warn!(%error, "cannot look for sessions that other nodes ended");
                let kept = limits::ENDED_KEPT_MS / 2;
                if looked_at.is_none_or(|at: Millis| now.0 - at.0 > kept) {
                    sessions.known.pin().clear();
                }
            }
        }
    }
}

impl Engine {
    /// A session by the text in a browser's cookie, if it is known in memory: no lock, no wait.
    pub fn known_session(&self, text: &str) -> Option<Arc<Session>> {
        let session = self.inner.sessions.known(text, self.now())?;
        self.note_session_use(&session);
        Some(session)
    }

    /// The same; asks the store when memory does not know.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn session(&self, text: &str) -> Result<Option<Arc<Session>>, StoreError> {
        let session = self.inner.sessions.find(text, self.now()).await?;
        if let Some(session) = &session {
            self.note_session_use(session);
        }
        Ok(session)
    }

    /// What calls with a session that change something have to carry.
    pub fn csrf(&self, text: &str) -> String {
        self.inner.sessions.csrf(text)
    }

    /// Whether a call carries what its session gave.
    pub fn is_csrf(&self, text: &str, shown: &[u8]) -> bool {
        bool::from(self.csrf(text).as_bytes().ct_eq(shown))
    }

    /// Notes now and then that a session is used, beside the call.
    fn note_session_use(&self, session: &Arc<Session>) {
        let (now, noted) = (self.now(), session.used_at());
        if now.0 - noted.0 < limits::SESSION_NOTED_MS {
            return;
        }
        let mine =
            session
                .used_at
                .compare_exchange(noted.0, now.0, Ordering::Relaxed, Ordering::Relaxed);
        if mine.is_err() {
            return;
        }
        let (engine, session) = (self.clone(), session.clone());
        tokio::spawn(async move {
            let noted = engine
                .inner
                .sessions
                .note_use(&session.key, session.org(), now);
            if let Err(error) = noted.await {
                tracing::warn!(%error, "the use of a session was not noted");
            }
            if session.stage() == Stage::SignedIn {
                let noted = engine.note_sign_in(session.org(), session.userid(), now);
                if let Err(error) = noted.await {
                    tracing::warn!(%error, "activity was not noted");
                }
            }
        });
    }
}
