//! Hashes of passwords, made off the lanes.

use crate::Engine;
use crate::chance;
use crate::model::WriteError;
use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use endpoint::Fault;
use org::{Eye, Millis, OrgId, Password, UserId, View};
use serde_json::{Value, json};
use store::{Secret, SecretKind};

/// Argon2id in the form that names its own parameters; `None` when the system has no memory for it.
pub fn hash_password(password: &str) -> Option<String> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default());
    let salt: [u8; 16] = chance::bytes();
    let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt);
    hash.ok().map(|hash| hash.to_string())
}

/// A person's password as the store keeps it.
fn stored(org: &OrgId, userid: &UserId, body: Value, expires_at: Option<Millis>) -> Secret {
    Secret {
        kind: SecretKind::Password,
        key: format!("{org}/{userid}"),
        org: org.clone(),
        body: body.to_string().into_bytes(),
        expires_at,
    }
}

/// A password that comes or ends with an entry.
pub(crate) fn secret(org: &OrgId, password: Password, now: Millis) -> Secret {
    let (body, expires_at) = match password.hash {
        Some(hash) => (json!({ "argon2id": hash, "first": true }), None),
        // What has expired is no longer found, and is swept away.
        None => (json!({}), Some(now)),
    };
    stored(org, &password.userid, body, expires_at)
}

impl Engine {
    /// Sets a person's password.
    ///
    /// # Errors
    /// [`WriteError::NoSuchOrganization`], [`WriteError::Store`], the refusal of a person who is not there.
    pub async fn set_password(
        &self,
        id: &OrgId,
        userid: &str,
        hash: &str,
    ) -> Result<(), WriteError> {
        let org = self.org(id).await?;
        let user = View::new(&org, &Eye::Operator).user(userid);
        let userid = UserId::new(user.map_err(Fault::from)?.userid);
        let secret = stored(id, &userid, json!({ "argon2id": hash }), None);
        Ok(self.inner.store.put_secret(secret).await?)
    }

    /// The same on a worker thread, a few at a time.
    ///
    /// # Errors
    /// [`WriteError::Busy`] when too many wait already or there is no memory for it.
    pub async fn hash_password(&self, password: String) -> Result<String, WriteError> {
        let permit = self.inner.hashing.clone().acquire_owned().await;
        let permit = permit.map_err(|_| WriteError::Busy)?;
        let hash = tokio::task::spawn_blocking(move || {
            let hash = hash_password(&password);
            drop(permit);
            hash
        });
        hash.await.ok().flatten().ok_or(WriteError::Busy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::PasswordVerifier;
    use argon2::password_hash::phc::PasswordHash;

    #[test]
    fn a_hash_fits_its_password_alone() {
        let text = hash_password("a long enough secret").expect("hashed");
        assert!(text.starts_with("$argon2id$v=19$"), "{text}");
        let stored = PasswordHash::new(&text).expect("well formed");
        let fits = |password: &str| {
            Argon2::default()
                .verify_password(password.as_bytes(), &stored)
                .is_ok()
        };
        assert!(fits("a long enough secret"));
        assert!(!fits("another secret"));
        let again = hash_password("a long enough secret").expect("hashed");
        assert_ne!(text, again, "salted");
    }
}
