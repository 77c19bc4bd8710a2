//! How callbacks are signed and encrypted. Time and chance come from outside.

use aes::Aes256;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;

/// Characters of an AES key as it is registered: 32 bytes in base64 without the final `=`.
pub const AES_KEY_CHARS: usize = 43;

/// Random printable bytes before the message.
pub const RANDOM_BYTES: usize = 16;

/// Messages are filled up to a multiple of so many bytes, which is not the cipher's block.
const PADDED_TO_BYTES: usize = 32;

/// Receivers make keys whose last character holds bits that no byte takes.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What two parties share to talk in secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// Goes into signatures.
    pub token: String,
    /// Encrypts.
    pub aes_key: String,
    /// Who the message is for: the corpId, of a callback that was registered by the API.
    pub owner_key: String,
}

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Lower-case hexadecimal digits.
    pub signature: String,
    /// Base64.
    pub encrypt: String,
}

/// Why something that came cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The key is not one.
    #[error("the AES key is not 43 characters of base64")]
    Key,
    /// Whoever signed has another token.
    #[error("the signature does not match")]
    Signature,
    /// It was not encrypted with this key.
    #[error("it cannot be decrypted")]
    Cipher,
    /// It is for somebody else.
    #[error("the owner key inside is another")]
    Owner,
}

fn key(aes_key: &str) -> Result<[u8; 32], OpenError> {
    if aes_key.len() != AES_KEY_CHARS {
        return Err(OpenError::Key);
    }
    let bytes = BASE64.decode(aes_key).map_err(|_| OpenError::Key)?;
    bytes.try_into().map_err(|_| OpenError::Key)
}

/// Whether a text may be registered as an AES key.
pub fn is_aes_key(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && key(text).is_ok()
}

fn signature(token: &str, timestamp: &str, nonce: &str, encrypt: &str) -> String {
    let mut parts = [token, timestamp, nonce, encrypt];
    parts.sort_unstable();
    let mut sha = Sha1::new();
    for part in parts {
        sha.update(part.as_bytes());
    }
    let digits = sha.finalize();
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Encrypts a message and signs it.
///
/// # Errors
/// [`OpenError::Key`].
pub fn seal(
    secrets: &Secrets,
    message: &str,
    (timestamp, nonce): (&str, &str),
    random: &[u8; RANDOM_BYTES],
) -> Result<Sealed, OpenError> {
    let key = key(&secrets.aes_key)?;
    let mut text = random.to_vec();
    let length = u32::try_from(message.len()).map_err(|_| OpenError::Cipher)?;
    text.extend_from_slice(&length.to_be_bytes());
    text.extend_from_slice(message.as_bytes());
    text.extend_from_slice(secrets.owner_key.as_bytes());
    let filling = PADDED_TO_BYTES - text.len() % PADDED_TO_BYTES;
    text.resize(text.len() + filling, filling as u8);
    let initial: [u8; 16] = key[..16].try_into().map_err(|_| OpenError::Key)?;
    let cipher = cbc::Encryptor::<Aes256>::new(&key.into(), &initial.into());
    let encrypted = cipher.encrypt_padded_vec::<NoPadding>(&text);
    let encrypt = BASE64.encode(encrypted);
    Ok(Sealed {
        signature: signature(&secrets.token, timestamp, nonce, &encrypt),
        encrypt,
    })
}

/// Checks a signature and decrypts what was signed.
///
/// # Errors
/// See [`OpenError`].
pub fn open(
    secrets: &Secrets,
    sealed: &Sealed,
    (timestamp, nonce): (&str, &str),
) -> Result<String, OpenError> {
    let key = key(&secrets.aes_key)?;
    let expected = signature(&secrets.token, timestamp, nonce, &sealed.encrypt);
    if !bool::from(expected.as_bytes().ct_eq(sealed.signature.as_bytes())) {
        return Err(OpenError::Signature);
    }
    let encrypted = BASE64
        .decode(&sealed.encrypt)
        .map_err(|_| OpenError::Cipher)?;
    let initial: [u8; 16] = key[..16].try_into().map_err(|_| OpenError::Key)?;
    let cipher = cbc::Decryptor::<Aes256>::new(&key.into(), &initial.into());
    let text = cipher
        .decrypt_padded_vec::<NoPadding>(&encrypted)
        .map_err(|_| OpenError::Cipher)?;
    let filling = usize::from(*text.last().ok_or(OpenError::Cipher)?);
    if !(1..=PADDED_TO_BYTES).contains(&filling) || filling > text.len() {
        return Err(OpenError::Cipher);
    }
    let text = &text[..text.len() - filling];
    let (_, text) = text
        .split_at_checked(RANDOM_BYTES)
        .ok_or(OpenError::Cipher)?;
    let (length, text) = text.split_first_chunk().ok_or(OpenError::Cipher)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (message, owner_key) = text.split_at_checked(length).ok_or(OpenError::Cipher)?;
    if owner_key != secrets.owner_key.as_bytes() {
        return Err(OpenError::Owner);
    }
    String::from_utf8(message.to_vec()).map_err(|_| OpenError::Cipher)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn vectors() -> Vec<Value> {
        let contract = include_str!("../../../contract/platform_callbacks_api.json");
        let contract: Value = serde_json::from_str(contract).expect("the contract is JSON");
        contract["crypto_test_vectors"]
            .as_array()
            .expect("a list")
            .clone()
    }

    fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
        vector[name].as_str().expect("a text")
    }

    fn secrets(vector: &Value) -> Secrets {
        Secrets {
            token: text(vector, "token").to_owned(),
            aes_key: text(vector, "aes_key").to_owned(),
            owner_key: text(vector, "owner_key").to_owned(),
        }
    }

    fn sealed(vector: &Value) -> Sealed {
        Sealed {
            signature: text(vector, "signature").to_owned(),
            encrypt: text(vector, "encrypt").to_owned(),
        }
    }

    fn moment(vector: &Value) -> (&str, &str) {
        (text(vector, "timestamp"), text(vector, "nonce"))
    }

    #[test]
    fn every_vector_opens_and_those_with_known_chance_seal() {
        let vectors = vectors();
        assert_eq!(vectors.len(), 6);
        for vector in &vectors {
            let opened = open(&secrets(vector), &sealed(vector), moment(vector));
            assert_eq!(opened.as_deref(), Ok(text(vector, "plaintext")));
            if let Some(random) = vector["random"].as_str() {
                let random = random.as_bytes().try_into().expect("16 bytes");
                let message = text(vector, "plaintext");
                let made = seal(&secrets(vector), message, moment(vector), random);
                assert_eq!(made, Ok(sealed(vector)));
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_not_opened() {
        let vector = &vectors()[2];
        let opened = |change: fn(&mut Secrets, &mut Sealed)| {
            let (mut secrets, mut sealed) = (secrets(vector), sealed(vector));
            change(&mut secrets, &mut sealed);
            open(&secrets, &sealed, moment(vector))
        };
        let resigned = |encrypt: &str| {
            let secrets = secrets(vector);
            let (timestamp, nonce) = moment(vector);
            let sealed = Sealed {
                signature: signature(&secrets.token, timestamp, nonce, encrypt),
                encrypt: encrypt.to_owned(),
            };
            open(&secrets, &sealed, (timestamp, nonce))
        };
        assert_eq!(
            opened(|secrets, _| secrets.aes_key.push('a')),
            Err(OpenError::Key)
        );
        assert_eq!(
            opened(|secrets, _| secrets.aes_key = "!".repeat(43)),
            Err(OpenError::Key)
        );
        assert_eq!(
            opened(|secrets, _| secrets.token.push('a')),
            Err(OpenError::Signature)
        );
        assert_eq!(
            opened(|_, sealed| sealed.signature.push('a')),
            Err(OpenError::Signature)
        );
        assert_eq!(
            opened(|_, sealed| sealed.encrypt.push('a')),
            Err(OpenError::Signature)
        );
        assert_eq!(
            opened(|secrets, _| secrets.owner_key.push('a')),
            Err(OpenError::Owner)
        );
        assert_eq!(
            opened(|secrets, _| secrets.aes_key.replace_range(..1, "Z")),
            Err(OpenError::Cipher)
        );
        for encrypt in ["", "a", "????", "AAAA", &"A".repeat(64), &"A".repeat(43)] {
            assert_eq!(resigned(encrypt), Err(OpenError::Cipher), "{encrypt}");
        }
        assert!(is_aes_key(text(vector, "aes_key")));
        for wrong in [
            "",
            "short",
            &"+".repeat(43),
            &"a".repeat(44),
            &"é".repeat(22),
        ] {
            assert!(!is_aes_key(wrong), "{wrong}");
        }
    }

    #[test]
    fn messages_of_every_length_come_back() {
        let secrets = secrets(&vectors()[2]);
        for length in 0..130 {
            let message = "x".repeat(length);
            let made = seal(&secrets, &message, ("1", "n"), b"0123456789abcdef").expect("a key");
            assert_eq!(open(&secrets, &made, ("1", "n")), Ok(message));
        }
    }
}
