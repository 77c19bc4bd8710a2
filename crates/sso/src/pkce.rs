//! Proof Key for Code Exchange (RFC 7636), by S256 alone: a challenge that is the secret itself proves nothing.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The challenge of a verifier.
pub(crate) fn challenge(verifier: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// The first half of a digest: what an ID token says of the access token that comes with it.
pub(crate) fn half_digest(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(text)[..16])
}

/// Whether a text is the digest of some verifier, by its form.
pub(crate) fn is_challenge(text: &str) -> bool {
    BASE64_URL_SAFE_NO_PAD
        .decode(text)
        .is_ok_and(|digest| digest.len() == 32)
}

/// Whether what is shown fits what a code was issued for. A verifier for a code without a challenge fits nothing: somebody took the
/// challenge away on its way.
pub fn proves(issued: Option<&str>, shown: Option<&str>) -> bool {
    match (issued, shown) {
        (None, None) => true,
        (Some(issued), Some(shown)) => {
            let made = challenge(shown);
            made.as_bytes().ct_eq(issued.as_bytes()).into()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn the_published_pair_fits() {
        assert_eq!(challenge(VERIFIER), CHALLENGE);
        assert!(proves(Some(CHALLENGE), Some(VERIFIER)));
    }

    #[test]
    fn anything_else_does_not() {
        assert!(!proves(Some(CHALLENGE), None));
        assert!(!proves(Some(CHALLENGE), Some(CHALLENGE)));
        assert!(!proves(None, Some(VERIFIER)));
        assert!(proves(None, None));
    }

    #[test]
    fn a_challenge_is_a_digest() {
        assert!(is_challenge(CHALLENGE));
        for text in [
            "",
            "short",
            &format!("{CHALLENGE}="),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM",
        ] {
            assert!(!is_challenge(text), "{text}");
        }
    }
}
