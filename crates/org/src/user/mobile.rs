//! Phone numbers as DingTalk writes them.

use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A phone number: country code and national number, digits only. Written `86-13900000000` in storage.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile {
    /// Country code, for example `86`.
    pub state_code: String,
    /// National number.
    pub number: String,
}

impl Mobile {
    /// Reads 11 digits of mainland China, `+code-number`, `code-number` or `+86number`.
    ///
    /// # Errors
    /// [`Refusal::MobileInvalid`] when it is none of these.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let (state_code, number) = match text.split_once('-') {
            Some((code, number)) => (code.strip_prefix('+').unwrap_or(code), number),
            None => ("86", text.strip_prefix("+86").unwrap_or(text)),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let code_fits = (1..=4).contains(&state_code.len())
            && digits(state_code)
            && !state_code.starts_with('0');
        let number_fits = match state_code {
            "86" => number.len() == 11 && number.starts_with('1'),
            _ => (4..=14).contains(&number.len()),
        };
        if code_fits && number_fits && digits(number) {
            Ok(Self {
                state_code: state_code.to_owned(),
                number: number.to_owned(),
            })
        } else {
            Err(Refusal::MobileInvalid)
        }
    }
}

impl fmt::Display for Mobile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.state_code, self.number)
    }
}

impl From<Mobile> for String {
    fn from(mobile: Mobile) -> Self {
        mobile.to_string()
    }
}

impl TryFrom<String> for Mobile {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_forms_are_read() {
        for (text, stored) in [
            ("13900000000", "86-13900000000"),
            ("+86-13900000000", "86-13900000000"),
            ("+8613900000000", "86-13900000000"),
            ("+852-51234567", "852-51234567"),
            ("1-2025550123", "1-2025550123"),
        ] {
            assert_eq!(Mobile::parse(text).expect(text).to_string(), stored);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "1390000000",
            "139000000000",
            "23900000000",
            "+86-123",
            "+-123456",
            "+0-12345",
            "+852-12a45",
            "abc",
            "+99999-12345",
        ] {
            assert_eq!(Mobile::parse(text), Err(Refusal::MobileInvalid), "{text}");
        }
    }
}
