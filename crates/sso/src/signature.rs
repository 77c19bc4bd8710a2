//! Signatures of calls of the older kind.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// The bytes of a signature as it comes in a query. A plus sign that was not encoded arrives as a blank.
pub fn signature(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text.replace(' ', "+")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_plus_signs() {
        let text = "HCbG3xNE3vzhO+u7qCUL1jS5hsu2n5r2cFhnTrtyDAE=";
        let bytes = signature(text).expect("it is one");
        assert_eq!(bytes.len(), 32);
        assert_eq!(signature(&text.replace('+', " ")), Some(bytes));
        assert_eq!(signature("no signature!"), None);
    }
}
