//! Passwords and their hashes: made on worker threads, a few at a time, with a bounded number that wait.

use crate::model::WriteError;
use crate::{chance, limits};
use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE32_NOPAD;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

/// Argon2id in the form that names its own parameters; `None` when the system has no memory for it.
pub fn hash_password(password: &str) -> Option<String> {
    hash_with(password, &chance::bytes::<16>(), Params::default())
}

/// A password that nobody guesses, to be read and typed by people.
pub fn readable_password() -> String {
    let text = BASE32_NOPAD.encode(&chance::bytes::<10>()).to_lowercase();
    let groups = [&text[..4], &text[4..8], &text[8..12], &text[12..]];
    groups.join("-")
}

fn hash_with(password: &str, salt: &[u8], params: Params) -> Option<String> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password_with_salt(password.as_bytes(), salt);
    hash.ok().map(|hash| hash.to_string())
}

/// What comes before the hash itself: parameters and salt. Texts that have it in common are compared with one run.
fn recipe(hash: &str) -> &str {
    hash.rfind('$').map_or(hash, |end| &hash[..end])
}

/// A password's hash by the parameters and salt of a stored one.
fn hash_like(password: &str, stored: &str) -> Option<String> {
    let stored = PasswordHash::new(stored).ok()?;
    let params = Params::try_from(&stored).ok()?;
    hash_with(password, stored.salt.as_ref()?.as_ref(), params)
}

/// The worker threads on which passwords are hashed.
pub(crate) struct Hashing {
    room: Arc<Semaphore>,
    waiting: AtomicUsize,
    runs: AtomicU64,
}

impl Hashing {
    pub(crate) fn new() -> Self {
        Self {
            room: Arc::new(Semaphore::new(limits::HASHING_MAX)),
            waiting: AtomicUsize::new(0),
            runs: AtomicU64::new(0),
        }
    }

    /// How many hashes were made.
    pub(crate) fn runs(&self) -> u64 {
        self.runs.load(Ordering::Relaxed)
    }

    /// Hashes a password, with chance for its salt or with one that is given.
    pub(crate) async fn hash(
        &self,
        password: String,
        salt: Option<[u8; 16]>,
    ) -> Result<String, WriteError> {
        let salt = salt.unwrap_or_else(chance::bytes);
        let made = self.run(1, move || hash_with(&password, &salt, Params::default()));
        made.await?.ok_or(WriteError::Busy)
    }

    /// Which of these hashes are of the password. There is one run for each salt among them, and one where there are none: so
    /// it takes as long to refuse somebody unknown as to refuse a wrong password.
    pub(crate) async fn fitting(
        &self,
        password: String,
        salt: [u8; 16],
        hashes: Vec<String>,
    ) -> Result<Vec<bool>, WriteError> {
        let mut recipes: Vec<String> = hashes.iter().map(|hash| recipe(hash).to_owned()).collect();
        recipes.sort_unstable();
        recipes.dedup();
        let runs = recipes.len().max(1);
        let compare = move || {
            if recipes.is_empty() {
                hash_with(&password, &salt, Params::default())?;
                return Some(Vec::new());
            }
            let mut fits = vec![false; hashes.len()];
            for like in recipes {
                let of_recipe = |hash: &&String| recipe(hash) == like;
                // What cannot be read fits nothing; the others are still looked at.
                let made = hashes.iter().find(of_recipe);
                let made = made.and_then(|stored| hash_like(&password, stored));
                for (fit, stored) in fits.iter_mut().zip(&hashes) {
                    let made = made.as_deref().unwrap_or_default();
                    *fit |= bool::from(made.as_bytes().ct_eq(stored.as_bytes()));
                }
            }
            Some(fits)
        };
        self.run(runs, compare).await?.ok_or(WriteError::Busy)
    }

    async fn run<T: Send + 'static>(
        &self,
        runs: usize,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, WriteError> {
        /// Counts somebody who waits while this lives, also one who goes away.
        struct Waits<'a>(&'a AtomicUsize);
        impl Drop for Waits<'_> {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::Relaxed);
            }
        }
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waits = Waits(&self.waiting);
        if before >= limits::HASHING_WAITING_MAX {
            return Err(WriteError::Busy);
        }
        let permit = self.room.clone().acquire_owned().await;
        let permit = permit.map_err(|_| WriteError::Busy)?;
        self.runs.fetch_add(runs as u64, Ordering::Relaxed);
        let worked = tokio::task::spawn_blocking(move || {
            let worked = work();
            drop(permit);
            worked
        });
        worked.await.map_err(|_| WriteError::Busy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_salted_and_name_their_parameters() {
        let text = hash_password("a long enough secret").expect("hashed");
        assert!(text.starts_with("$argon2id$v=19$"), "{text}");
        let again = hash_password("a long enough secret").expect("hashed");
        assert_ne!(text, again, "salted");
        let like = hash_like("a long enough secret", &text);
        assert_eq!(like.as_deref(), Some(text.as_str()));
        assert_ne!(hash_like("another secret", &text).expect("hashed"), text);
        assert_eq!(hash_like("x", "no hash"), None);
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hashes_alone() {
        let pool = Hashing::new();
        let salt = [7; 16];
        let one = pool.hash("secret one".to_owned(), Some(salt)).await;
        let two = pool.hash("secret two".to_owned(), Some(salt)).await;
        let three = pool.hash("secret one".to_owned(), None).await;
        let hashes = [one, two, three].map(|hash| hash.expect("hashed"));
        let before = pool.runs();
        let mut stored = hashes.to_vec();
        stored.push("damaged".to_owned());
        let fits = pool.fitting("secret one".to_owned(), salt, stored).await;
        assert_eq!(fits.expect("compared"), [true, false, true, false]);
        assert_eq!(pool.runs() - before, 3, "one for each recipe");
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let pool = Hashing::new();
        let salt = [7; 16];
        let stored = pool.hash("secret".to_owned(), Some(salt)).await;
        let stored = stored.expect("hashed");
        for hashes in [Vec::new(), vec![stored.clone()], vec![stored; 3]] {
            let before = pool.runs();
            let fits = pool.fitting("wrong".to_owned(), salt, hashes).await;
            assert!(fits.expect("compared").iter().all(|fits| !fits));
            assert_eq!(pool.runs() - before, 1);
        }
    }
}
