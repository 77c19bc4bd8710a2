//! Where passwords are stored.

use crate::Engine;
use crate::accounts::second_factor;
use crate::model::{Origin, WriteError};
use org::{Millis, OrgId, Password, UserId};
use serde::{Deserialize, Serialize};
use store::{Secret, SecretKind};

/// A person's password as the store keeps it.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredPassword {
    pub(crate) argon2id: String,
    /// Whether somebody else chose it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) first: bool,
}

/// Under which key what a person signs in with is stored.
pub(crate) fn key_of(org: &OrgId, userid: &UserId) -> String {
    format!("{org}/{userid}")
}

/// A password that comes or ends with an entry; with it ends everything that the person signs in with.
pub(crate) fn secrets(org: &OrgId, password: Password, now: Millis) -> Vec<Secret> {
    let secret = |kind, body, expires_at| Secret {
        kind,
        key: key_of(org, &password.userid),
        org: org.clone(),
        body,
        expires_at,
    };
    match &password.hash {
        Some(hash) => {
            let stored = StoredPassword {
                argon2id: hash.clone(),
                first: password.is_first,
            };
            let body = serde_json::to_vec(&stored).expect("it is a plain struct");
            vec![secret(SecretKind::Password, body, None)]
        }
        // What has expired is no longer found, and is swept away.
        None => [SecretKind::Password, second_factor::KIND]
            .map(|kind| secret(kind, b"{}".to_vec(), Some(now)))
            .into(),
    }
}

impl Engine {
    /// Sets a person's password by its hash.
    ///
    /// # Errors
    /// [`WriteError::NoSuchOrganization`], [`WriteError::Store`], the refusal of a person who is not there or signs in
    /// elsewhere.
    pub async fn set_password(
        &self,
        id: &OrgId,
        userid: &str,
        hash: &str,
        origin: Origin,
    ) -> Result<u64, WriteError> {
        let (userid, hash) = (userid.to_owned(), hash.to_owned());
        let change = move |draft: &mut org::Draft| draft.set_password(&userid, &hash);
        self.act(id, origin, org::Eye::Operator, change, |_| Vec::new())
            .await
    }

    /// Hashes a password on a worker thread, a few at a time.
    ///
    /// # Errors
    /// [`WriteError::Busy`] when too many wait already or there is no memory for it.
    pub async fn hash_password(&self, password: String) -> Result<String, WriteError> {
        self.inner.hashing.hash(password, None).await
    }
}
