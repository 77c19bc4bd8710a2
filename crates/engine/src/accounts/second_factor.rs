//! The second factor: a code that an authenticator makes anew each half minute, or one of the codes for the day it is lost.
//!
//! An authenticator's secret is made from the installation's key and something random that is stored, so that it is stored nowhere itself.

use super::attempts::Counted;
use super::{Entered, Session, Visit, busy, origin_of, unwritten};
use crate::model::{Origin, WriteError};
use crate::{Engine, chance, limits, password};
use data_encoding::BASE32_NOPAD;
use endpoint::{FactorState, NewSecondFactor, SignInRefusal, Stage};
use hmac::{Hmac, KeyInit, Mac};
use org::{Draft, Eye, Factor, Millis, Org, OrgId, UserId, View};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use store::{Secret, SecretKind, StoreError};
use subtle::ConstantTimeEq;

/// Where second factors are stored.
pub(crate) const KIND: SecretKind = SecretKind::SecondFactor;

/// Seconds for which a code holds, as every authenticator expects.
const STEP_SECONDS: i64 = 30;
/// Steps before and after the present one whose codes are taken, because clocks differ.
const STEPS_AROUND: i64 = 1;
const DIGITS: usize = 6;
/// Bytes of an authenticator's secret.
const SECRET_BYTES: usize = 20;
/// Bytes of a code for the day the authenticator is lost.
const RECOVERY_BYTES: usize = 10;
const ISSUER: &str = "Orgbook";

/// Whose second factor.
type Home = (OrgId, UserId);

/// A second factor as it is stored.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    /// From which the secret is made.
    nonce: String,
    /// Hashes of the recovery codes that are left.
    #[serde(default)]
    recovery: Vec<String>,
}

fn key_of((org, userid): &Home) -> String {
    password::key_of(org, userid)
}

fn pending_key(home: &Home) -> String {
    format!("pending/{}", key_of(home))
}

fn secret(home: &Home, key: String, body: Vec<u8>, expires_at: Option<Millis>) -> Secret {
    Secret {
        kind: KIND,
        key,
        org: home.0.clone(),
        body,
        expires_at,
    }
}

fn body(stored: &Stored) -> Vec<u8> {
    serde_json::to_vec(stored).expect("it is a plain struct")
}

/// RFC 6238 with SHA-1, as authenticators read from an address without parameters.
fn code_at(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash[hash.len() - 1] & 15);
    let four: [u8; 4] = hash[offset..offset + 4].try_into().expect("four bytes");
    let number = (u32::from_be_bytes(four) & 0x7fff_ffff) % 10_u32.pow(DIGITS as u32);
    format!("{number:0DIGITS$}")
}

/// The step whose code this is, among those around a moment.
fn step_of(secret: &[u8], code: &str, now: Millis) -> Option<i64> {
    let present = now.0.div_euclid(1_000 * STEP_SECONDS);
    let mut steps = present - STEPS_AROUND..=present + STEPS_AROUND;
    // Every step is compared, so that the time tells nothing.
    let mut found = None;
    for step in steps.by_ref() {
        if bool::from(code_at(secret, step).as_bytes().ct_eq(code.as_bytes())) {
            found = Some(step);
        }
    }
    found
}

/// What somebody typed, as it was shown: blanks, dashes and case are for reading.
fn typed(code: &str) -> String {
    let kept = code.chars().filter(char::is_ascii_alphanumeric);
    kept.take(limits::CODE_CHARS_MAX)
        .collect::<String>()
        .to_lowercase()
}

/// In groups of four, small letters.
fn shown(bytes: &[u8]) -> String {
    let text = BASE32_NOPAD.encode(bytes).to_lowercase();
    let groups: Vec<&str> = (0..text.len())
        .step_by(4)
        .map(|from| &text[from..(from + 4).min(text.len())])
        .collect();
    groups.join("-")
}

impl Engine {
    /// Whether somebody's sign-in takes a second factor.
    pub(crate) async fn has_second_factor(&self, home: &Home) -> Result<bool, StoreError> {
        Ok(self.stored_factor(home).await?.is_some())
    }

    async fn stored_factor(&self, home: &Home) -> Result<Option<Stored>, StoreError> {
        self.factor_under(&key_of(home)).await
    }

    async fn factor_under(&self, key: &str) -> Result<Option<Stored>, StoreError> {
        let stored = self.inner.store.secret(KIND, key, self.now()).await?;
        let read = |secret: Secret| serde_json::from_slice(&secret.body);
        let stored = stored.map(read).transpose();
        stored.map_err(|error| StoreError::Corrupt(format!("a second factor: {error}")))
    }

    fn factor_secret(&self, (org, userid): &Home, nonce: &str) -> [u8; SECRET_BYTES] {
        let parts = ["totp", org.as_str(), userid.as_str(), nonce];
        let made = self.inner.keys.made_of(&parts);
        let mut secret = [0; SECRET_BYTES];
        secret.copy_from_slice(&made[..SECRET_BYTES]);
        secret
    }

    fn recovery_hash(&self, (org, userid): &Home, code: &str) -> String {
        let parts = ["recovery", org.as_str(), userid.as_str(), code];
        chance::hex(&self.inner.keys.made_of(&parts))
    }

    /// Begins a second factor for the person of a session. It counts once a code of it was shown.
    ///
    /// # Errors
    /// [`SignInRefusal::SecondFactorState`] for somebody who has one.
    pub async fn begin_second_factor(
        &self,
        session: &Session,
    ) -> Result<NewSecondFactor, SignInRefusal> {
        let place = self.signed_in(session)?;
        if self.has_second_factor(&place.home).await.map_err(busy)? {
            return Err(SignInRefusal::SecondFactorState);
        }
        let stored = Stored {
            nonce: chance::hex(&chance::bytes::<16>()),
            recovery: Vec::new(),
        };
        let until = Millis(self.now().0 + limits::PENDING_SESSION_MS);
        let pending = secret(
            &place.home,
            pending_key(&place.home),
            body(&stored),
            Some(until),
        );
        let put = self.inner.store.put_secret(pending).await;
        put.map_err(busy)?;
        let text = BASE32_NOPAD.encode(&self.factor_secret(&place.home, &stored.nonce));
        let org = self.org(&place.home.0).await.map_err(unwritten)?;
        let name = View::new(&org, &Eye::Operator)
            .user(place.home.1.as_str())
            .map_or("", |user| user.name);
        let label = format!("{ISSUER} {}:{name}", org.info().name);
        let label = utf8_percent_encode(&label, NON_ALPHANUMERIC);
        let uri = format!("otpauth://totp/{label}?secret={text}&issuer={ISSUER}");
        let picture = QrCode::new(&uri).map_err(busy)?;
        let picture = picture.render::<svg::Color<'_>>().build();
        Ok(NewSecondFactor {
            secret: text,
            uri,
            picture,
        })
    }

    /// Makes the second factor that was begun count. All other sessions of the person end, this one goes on under a new text. Returns
    /// codes for the day the factor is lost, which are shown once.
    ///
    /// # Errors
    /// [`SignInRefusal::CodeWrong`]; [`SignInRefusal::SecondFactorState`] when none was begun or one is there already.
    pub async fn confirm_second_factor(
        &self,
        session: &Session,
        code: &str,
        visit: &Visit,
    ) -> Result<(Entered, Vec<String>), SignInRefusal> {
        let place = self.signed_in(session)?;
        let home = &place.home;
        let pending = self.factor_under(&pending_key(home)).await.map_err(busy)?;
        let Some(pending) = pending else {
            return Err(SignInRefusal::SecondFactorState);
        };
        if self.has_second_factor(home).await.map_err(busy)? {
            return Err(SignInRefusal::SecondFactorState);
        }
        self.check_factor(home, &pending, code).await?;
        let codes: Vec<[u8; RECOVERY_BYTES]> = (0..limits::RECOVERY_CODES)
            .map(|_| chance::bytes())
            .collect();
        let codes: Vec<String> = codes.iter().map(|code| shown(code)).collect();
        let stored = Stored {
            recovery: codes
                .iter()
                .map(|code| self.recovery_hash(home, &typed(code)))
                .collect(),
            ..pending
        };
        let row = secret(home, key_of(home), body(&stored), None);
        self.set_factor(home, Some(row), origin_of(place, visit))
            .await?;
        let store = &self.inner.store;
        let deleted = store.delete_secret(KIND, &pending_key(home)).await;
        deleted.map_err(busy)?;
        let mut body = session.body().clone();
        self.keep_up(&mut body, home).await?;
        // It was shown a moment ago.
        body.has_factor = true;
        let entered = self.replace(session, body, visit).await?;
        Ok((entered, codes))
    }

    /// Whether the sign-in of a session's person takes a second factor; nothing where an identity provider signs in.
    ///
    /// # Errors
    /// [`SignInRefusal::Busy`].
    pub async fn factor_state(
        &self,
        session: &Session,
    ) -> Result<Option<FactorState>, SignInRefusal> {
        let place = session.body().place();
        let home = self.org(&place.home.0).await.map_err(unwritten)?;
        let userid = place.home.1.as_str();
        if home.credential(userid).is_some_and(|one| one.second_factor) {
            return Ok(Some(FactorState::On));
        }
        if home.factor(userid) == Factor::Enough {
            return Ok(None);
        }
        let org = self.org(&place.org).await.map_err(unwritten)?;
        Ok(Some(match org.asks_second_factor(&place.userid) {
            true => FactorState::Needed,
            false => FactorState::Off,
        }))
    }

    /// Whether somebody administers an organization without the second factor that it asks for.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn lacks_second_factor(
        &self,
        org: &Org,
        userid: &UserId,
    ) -> Result<bool, WriteError> {
        if !org.asks_second_factor(userid) {
            return Ok(false);
        }
        let factor = match org.factor(userid.as_str()) {
            Factor::Elsewhere(owner, there) => self.org(&owner).await?.factor(there.as_str()),
            here => here,
        };
        Ok(factor != Factor::Enough)
    }

    /// Whether somebody shows his second factor once more, where his sign-in takes one.
    ///
    /// # Errors
    /// [`SignInRefusal::CodeWrong`] also for no code, [`SignInRefusal::TooMany`].
    pub async fn prove_second_factor(
        &self,
        org: &Org,
        userid: &UserId,
        code: Option<&str>,
    ) -> Result<(), SignInRefusal> {
        let home = match org.factor(userid.as_str()) {
            Factor::Elsewhere(owner, there) => (owner, there),
            _ => (org.info().id.clone(), userid.clone()),
        };
        match self.stored_factor(&home).await.map_err(busy)? {
            Some(stored) => {
                let code = code.filter(|code| !code.is_empty());
                let code = code.ok_or(SignInRefusal::CodeWrong)?;
                self.check_any(&home, &stored, code).await
            }
            None => Ok(()),
        }
    }

    /// Takes the second factor of a session's person away, for whoever shows it once more.
    ///
    /// # Errors
    /// [`SignInRefusal::CodeWrong`], [`SignInRefusal::TooMany`], [`SignInRefusal::SecondFactorState`].
    pub async fn remove_second_factor(
        &self,
        session: &Session,
        code: &str,
        visit: &Visit,
    ) -> Result<(), SignInRefusal> {
        let place = self.signed_in(session)?;
        let stored = self.stored_factor(&place.home).await.map_err(busy)?;
        let stored = stored.ok_or(SignInRefusal::SecondFactorState)?;
        self.check_any(&place.home, &stored, code).await?;
        self.set_factor(&place.home, None, origin_of(place, visit))
            .await
    }

    /// Takes somebody's second factor away who has lost it, as one who may decide that.
    ///
    /// # Errors
    /// The organization's refusal.
    pub async fn reset_second_factor(
        &self,
        org: &OrgId,
        userid: &str,
        eye: Eye,
        origin: Origin,
    ) -> Result<(), SignInRefusal> {
        let home = (org.clone(), UserId::new(userid));
        let end = secret(&home, key_of(&home), b"{}".to_vec(), Some(self.now()));
        let userid = userid.to_owned();
        let change = move |draft: &mut Draft| {
            draft.reset_second_factor(&userid)?;
            Ok(vec![end.clone()])
        };
        let reset = self.act(org, origin, eye, change, Vec::clone);
        reset.await.map(drop).map_err(unwritten)
    }

    /// Goes on for whoever shows the second factor after the password.
    ///
    /// # Errors
    /// [`SignInRefusal::CodeWrong`], [`SignInRefusal::TooMany`]; [`SignInRefusal::NoSession`] where it is not asked for.
    pub async fn show_second_factor(
        &self,
        session: &Session,
        code: &str,
        visit: &Visit,
    ) -> Result<Entered, SignInRefusal> {
        let mut body = session.body().clone();
        if body.stage() != Stage::SecondFactor {
            return Err(SignInRefusal::NoSession);
        }
        let home = body.place().home.clone();
        // Somebody may have taken it away meanwhile: then there is nothing to show.
        if let Some(stored) = self.stored_factor(&home).await.map_err(busy)? {
            self.check_any(&home, &stored, code).await?;
        }
        body.has_factor = true;
        self.replace(session, body, visit).await
    }

    /// A code of the authenticator or one for the day it is lost; either is good once.
    async fn check_any(
        &self,
        home: &Home,
        stored: &Stored,
        code: &str,
    ) -> Result<(), SignInRefusal> {
        let code = typed(code);
        if code.len() == DIGITS {
            return self.check_factor(home, stored, &code).await;
        }
        let counted = self.begin_factor(home).await?;
        let hash = self.recovery_hash(home, &code);
        if !stored.recovery.contains(&hash) {
            return Err(SignInRefusal::CodeWrong);
        }
        self.use_up(home, &format!("recovered/{hash}"), None)
            .await?;
        let left = Stored {
            recovery: stored
                .recovery
                .iter()
                .filter(|known| **known != hash)
                .cloned()
                .collect(),
            ..stored.clone()
        };
        let row = secret(home, key_of(home), body(&left), None);
        let put = self.inner.store.put_secret(row).await;
        put.map_err(busy)?;
        let succeeded = self.inner.attempts.succeeded(&counted).await;
        succeeded.map_err(busy)
    }

    async fn check_factor(
        &self,
        home: &Home,
        stored: &Stored,
        code: &str,
    ) -> Result<(), SignInRefusal> {
        let counted = self.begin_factor(home).await?;
        let secret = self.factor_secret(home, &stored.nonce);
        let step = step_of(&secret, &typed(code), self.now());
        let step = step.ok_or(SignInRefusal::CodeWrong)?;
        let kept = Millis(self.now().0 + limits::USED_CODE_KEPT_MS);
        let used = format!("used/{}/{step}", key_of(home));
        self.use_up(home, &used, Some(kept)).await?;
        let succeeded = self.inner.attempts.succeeded(&counted).await;
        succeeded.map_err(busy)
    }

    async fn begin_factor(&self, home: &Home) -> Result<[Counted; 1], SignInRefusal> {
        let counted = [Counted::factor(&key_of(home))];
        let begun = self.inner.attempts.begin(&counted, self.now()).await;
        begun.map_err(busy)?.map_err(SignInRefusal::TooMany)?;
        Ok(counted)
    }

    /// Only the first, on whichever node, uses something.
    async fn use_up(
        &self,
        home: &Home,
        key: &str,
        until: Option<Millis>,
    ) -> Result<(), SignInRefusal> {
        let used = secret(home, key.to_owned(), b"{}".to_vec(), until);
        let is_first = self.inner.store.create_secret(used).await;
        match is_first.map_err(busy)? {
            true => Ok(()),
            false => Err(SignInRefusal::CodeWrong),
        }
    }

    /// Stores a second factor with the entry that tells of it; `None` ends it.
    async fn set_factor(
        &self,
        home: &Home,
        row: Option<Secret>,
        origin: Origin,
    ) -> Result<(), SignInRefusal> {
        let is_on = row.is_some();
        let end = || secret(home, key_of(home), b"{}".to_vec(), Some(self.now()));
        let row = row.unwrap_or_else(end);
        let userid = home.1.clone();
        let change = move |draft: &mut Draft| {
            draft.set_second_factor(userid.as_str(), is_on)?;
            Ok(vec![row.clone()])
        };
        let set = self.act(&home.0, origin, Eye::Operator, change, Vec::clone);
        set.await.map(drop).map_err(unwritten)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits.
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000_i64, "353130"),
        ] {
            assert_eq!(code_at(secret, seconds / STEP_SECONDS), code);
        }
    }

    #[test]
    fn a_code_is_taken_a_step_before_and_after() {
        let secret = b"12345678901234567890";
        let now = Millis(1_000 * (30 * 1_000 + 7));
        let taken: Vec<i64> = (997..=1_003)
            .filter(|step| step_of(secret, &code_at(secret, *step), now) == Some(*step))
            .collect();
        assert_eq!(taken, [999, 1_000, 1_001]);
        assert_eq!(step_of(secret, "", now), None);
        assert_eq!(step_of(secret, "000000", now), None);
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        let code = shown(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(code, "aaaq-eaye-auda-ocaj");
        assert_eq!(typed(&code.to_uppercase()), "aaaqeayeaudaocaj");
        assert_eq!(typed(" 123 456 "), "123456");
    }
}
