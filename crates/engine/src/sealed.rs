//! Secrets that must be read again, such as what signs calls: encrypted under a key of the installation, so that nobody reads them
//! by looking at the store.

use crate::{Engine, chance};
use org::OrgId;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use store::{Secret, SecretKind, StoreError};

const NONCE_BYTES: usize = 12;

/// Seals and opens. Clones are the same key.
#[derive(Clone)]
pub(crate) struct Seal {
    key: LessSafeKey,
}

impl Seal {
    /// Under a key of its own, derived from one of the installation.
    pub(crate) fn new(installation: &[u8; 32]) -> Self {
        let key = chance::keyed(installation, &["seal"]);
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key).expect("the key has 32 bytes");
        Self {
            key: LessSafeKey::new(key),
        }
    }

    /// Encrypts a text. What it is for is bound to it: it opens for nothing else.
    pub(crate) fn seal(&self, purpose: &str, text: &str) -> String {
        let nonce: [u8; NONCE_BYTES] = chance::bytes();
        let mut sealed = text.as_bytes().to_vec();
        self.key
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(purpose.as_bytes()),
                &mut sealed,
            )
            .expect("the text is short");
        [chance::hex(&nonce), chance::hex(&sealed)].concat()
    }

    /// The text again; `None` where it was sealed for something else or changed.
    pub(crate) fn open(&self, purpose: &str, sealed: &str) -> Option<String> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES * 2)?;
        let nonce: [u8; NONCE_BYTES] = chance::from_hex(nonce)?;
        let mut bytes = chance::bytes_of_hex(sealed)?;
        let opened = self.key.open_in_place(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(purpose.as_bytes()),
            &mut bytes,
        );
        String::from_utf8(opened.ok()?.to_vec()).ok()
    }
}

impl Engine {
    /// Encrypts a secret under a key of the installation, for one purpose.
    pub fn seal(&self, purpose: &str, text: &str) -> String {
        self.inner.tokens.seal.seal(purpose, text)
    }

    /// What was sealed for that purpose; `None` for anything else.
    pub fn unseal(&self, purpose: &str, sealed: &str) -> Option<String> {
        self.inner.tokens.seal.open(purpose, sealed)
    }

    /// SHA-256 of a text, as hexadecimal text.
    pub fn digest(&self, text: &str) -> String {
        chance::digest(text)
    }

    /// A sealed secret of the installation, by its name.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn installation_secret(&self, name: &str) -> Result<Option<String>, StoreError> {
        let store = &self.inner.store;
        let found = store
            .secret(SecretKind::Installation, name, self.now())
            .await?;
        found
            .map(|found| {
                String::from_utf8(found.body)
                    .map_err(|_| StoreError::Corrupt(format!("the installation's {name}")))
            })
            .transpose()
    }

    /// Stores a sealed secret of the installation unless there is one of that name.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn create_installation_secret(
        &self,
        name: &str,
        sealed: String,
    ) -> Result<bool, StoreError> {
        let secret = of_installation(name, sealed);
        self.inner.store.create_secret(secret).await
    }

    /// Stores or replaces a sealed secret of the installation.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn put_installation_secret(
        &self,
        name: &str,
        sealed: String,
    ) -> Result<(), StoreError> {
        let secret = of_installation(name, sealed);
        self.inner.store.put_secret(secret).await
    }
}

fn of_installation(name: &str, sealed: String) -> Secret {
    Secret {
        kind: SecretKind::Installation,
        key: name.to_owned(),
        org: OrgId::new(""),
        body: sealed.into_bytes(),
        expires_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_alone() {
        let seal = Seal::new(&[7; 32]);
        let sealed = seal.seal("app", "s3cr3t");
        assert!(!sealed.contains("s3cr3t"));
        assert_ne!(sealed, seal.seal("app", "s3cr3t"), "no two are alike");
        assert_eq!(seal.open("app", &sealed).as_deref(), Some("s3cr3t"));
        assert_eq!(seal.open("provider", &sealed), None);
        assert_eq!(Seal::new(&[8; 32]).open("app", &sealed), None);
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let seal = Seal::new(&[7; 32]);
        let mut sealed = seal.seal("app", "s3cr3t");
        let last = sealed.pop().expect("it is not empty");
        sealed.push(if last == '0' { '1' } else { '0' });
        assert_eq!(seal.open("app", &sealed), None);
        for broken in ["", "00", "zz", &"0".repeat(24), &"é".repeat(40)] {
            assert_eq!(seal.open("app", broken), None, "{broken}");
        }
    }
}
