//! Failed attempts to sign in: they slow down whoever makes them, and nobody else for long.
//!
//! Attempts are counted for each account from each address, for each address, and for each account from everywhere. Browsers that have
//! signed in before are known by a cookie of their own and counted apart: so whoever guesses from many places slows other guessers,
//! and not the person whose browsers are known.

use crate::{chance, limits};
use org::{Millis, OrgId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Secret, SecretKind, Store, StoreError};

/// What attempts are counted of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rule {
    /// Attempts without a wait.
    free: u32,
    /// The longest wait.
    wait_ms_max: i64,
}

/// Something of which attempts are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    key: String,
    rule: Rule,
}

impl Counted {
    fn new(parts: &[&str], rule: Rule) -> Self {
        Self {
            key: chance::digest(&parts.join("\0")),
            rule,
        }
    }

    /// Of somebody's second factor.
    pub(crate) fn factor(person: &str) -> Self {
        Self::new(&["factor", person], limits::ATTEMPTS_FACTOR.into())
    }

    /// Of the old password, when somebody changes it.
    pub(crate) fn password(person: &str) -> Self {
        Self::new(&["password", person], limits::ATTEMPTS_FACTOR.into())
    }

    /// What is counted when somebody signs in from an address, with a browser that is known or not.
    pub(crate) fn of_sign_in(account: &str, from: &str, device: Option<&str>) -> Vec<Self> {
        if let Some(device) = device {
            return vec![Self::new(&["device", device], limits::ATTEMPTS_PAIR.into())];
        }
        let from = network(from);
        vec![
            Self::new(&["pair", account, &from], limits::ATTEMPTS_PAIR.into()),
            Self::new(&["from", &from], limits::ATTEMPTS_ADDRESS.into()),
            Self::new(&["account", account], limits::ATTEMPTS_ACCOUNT.into()),
        ]
    }
}

impl From<(u32, i64)> for Rule {
    fn from((free, wait_ms_max): (u32, i64)) -> Self {
        Self { free, wait_ms_max }
    }
}

/// Addresses that one customer of a network is given count as one.
fn network(from: &str) -> String {
    match from.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
        _ => from.to_owned(),
    }
}

/// How many attempts failed, and when the last did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Failed {
    count: u32,
    last: Millis,
}

impl Failed {
    /// Attempts are forgotten one by one.
    fn at(self, now: Millis) -> Self {
        let forgotten = (now.0 - self.last.0).max(0) / limits::ATTEMPT_FORGOTTEN_MS;
        let forgotten = u32::try_from(forgotten).unwrap_or(u32::MAX);
        Self {
            count: self.count.saturating_sub(forgotten),
            ..self
        }
    }

    /// When there may be another attempt: waits double, beginning with a second.
    fn next_at(self, rule: Rule) -> Millis {
        let Some(beyond) = self.count.checked_sub(rule.free) else {
            return Millis(i64::MIN);
        };
        let wait = 1_000_i64.checked_shl(beyond.min(30)).unwrap_or(i64::MAX);
        Millis(self.last.0 + wait.min(rule.wait_ms_max))
    }
}

/// All failed attempts that still count.
pub(crate) struct Attempts {
    store: Arc<dyn Store>,
    known: Mutex<BTreeMap<String, Failed>>,
}

impl Attempts {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            known: Mutex::new(BTreeMap::new()),
        }
    }

    /// Begins an attempt, which counts as failed until it is told otherwise; or says after how many seconds there may be one.
    pub(crate) async fn begin(
        &self,
        counted: &[Counted],
        now: Millis,
    ) -> Result<Result<(), u64>, StoreError> {
        for one in counted {
            self.learn(one, now).await?;
        }
        let slowed = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let next_at = |one: &Counted| {
                let failed = known.get(&one.key).copied().unwrap_or_default();
                failed.at(now).next_at(one.rule)
            };
            let next_at = counted.iter().map(next_at).max();
            if let Some(next_at) = next_at.filter(|next_at| *next_at > now) {
                return Ok(Err(((next_at.0 - now.0) as u64).div_ceil(1_000)));
            }
            make_room(&mut known, now);
            let mut slowed = Vec::new();
            for one in counted {
                let failed = known.entry(one.key.clone()).or_default();
                *failed = Failed {
                    count: failed.at(now).count.saturating_add(1),
                    last: now,
                };
                if failed.count >= one.rule.free {
                    slowed.push((one.key.clone(), *failed));
                }
            }
            slowed
        };
        for (key, failed) in slowed {
            self.keep(key, failed).await?;
        }
        Ok(Ok(()))
    }

    /// An attempt did not fail. What else is counted for the address stays: it may have been somebody else's.
    pub(crate) async fn succeeded(&self, counted: &[Counted]) -> Result<(), StoreError> {
        let mut kept = Vec::new();
        for (index, one) in counted.iter().enumerate() {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(failed) = known.get_mut(&one.key) else {
                continue;
            };
            let was_slowed = failed.count >= one.rule.free;
            failed.count = if index == 0 {
                0
            } else {
                failed.count.saturating_sub(1)
            };
            if was_slowed {
                kept.push((one.key.clone(), *failed));
            }
        }
        for (key, failed) in kept {
            self.keep(key, failed).await?;
        }
        Ok(())
    }

    /// What slows somebody down outlives this node and counts on others, too.
    async fn keep(&self, key: String, failed: Failed) -> Result<(), StoreError> {
        let lasts = i64::from(failed.count.max(1)) * limits::ATTEMPT_FORGOTTEN_MS;
        let secret = Secret {
            kind: SecretKind::Attempts,
            key,
            org: OrgId::new(""),
            body: serde_json::to_vec(&failed).expect("it is a plain struct"),
            expires_at: Some(Millis(failed.last.0 + lasts)),
        };
        self.store.put_secret(secret).await
    }

    /// Asks the store once for what this node does not know.
    async fn learn(&self, one: &Counted, now: Millis) -> Result<(), StoreError> {
        let is_known = {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.contains_key(&one.key)
        };
        if is_known {
            return Ok(());
        }
        let stored = self.store.secret(SecretKind::Attempts, &one.key, now);
        if let Some(stored) = stored.await? {
            let failed: Failed = serde_json::from_slice(&stored.body)
                .map_err(|error| StoreError::Corrupt(format!("attempts: {error}")))?;
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            make_room(&mut known, now);
            known.entry(one.key.clone()).or_insert(failed);
        }
        Ok(())
    }
}

/// Forgets what no longer counts when there is much; then whatever is stored anyway or counts little.
fn make_room(known: &mut BTreeMap<String, Failed>, now: Millis) {
    if known.len() < limits::ATTEMPTS_KNOWN_MAX {
        return;
    }
    known.retain(|_, failed| failed.at(now).count > 0);
    if known.len() >= limits::ATTEMPTS_KNOWN_MAX {
        known.clear();
    }
}
