//! Who the organization is by law, as its operator has written it down.

use crate::{Refusal, limits};
use serde::{Deserialize, Serialize};

/// How well that was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthenticationLevel {
    /// `1` on the wire: the higher one.
    High,
    /// `2` on the wire.
    Middle,
}

/// What the business license says. Absent texts are empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authentication {
    /// How well it was checked.
    pub level: AuthenticationLevel,
    /// The name on the license.
    pub license_name: String,
    /// The license's registration number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub registration_number: String,
    /// Unified social credit code, 18 letters and digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub social_credit_code: String,
    /// Organization code, such as `11111111-1`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organization_code: String,
    /// Legal representative.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub legal_person: String,
    /// Address of a picture of the license.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub license_url: String,
}

impl Authentication {
    /// # Errors
    /// [`Refusal::Invalid`] with the first text that is not what it should be.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let names_max = limits::AUTHENTICATION_NAME_CHARS_MAX;
        if self.license_name.is_empty() {
            return Err(Refusal::Invalid(
                "an authenticated organization has a name on its license".to_owned(),
            ));
        }
        for (text, what) in [
            (&self.license_name, "the name on the license"),
            (&self.legal_person, "the legal representative"),
        ] {
            if text.chars().count() > names_max || text.chars().any(char::is_control) {
                return Err(Refusal::Invalid(format!(
                    "{what} has at most {names_max} characters, all of them visible"
                )));
            }
        }
        self.check_numbers()?;
        check_address(&self.license_url, "the picture of the license")
    }

    fn check_numbers(&self) -> Result<(), Refusal> {
        let alphanumeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let refused = |fits: bool, sentence: &str| {
            if fits {
                Ok(())
            } else {
                Err(Refusal::Invalid(sentence.to_owned()))
            }
        };
        let number = &self.registration_number;
        refused(
            number.len() <= limits::REGISTRATION_NUMBER_CHARS_MAX && alphanumeric(number),
            &format!(
                "a registration number has at most {} letters and digits",
                limits::REGISTRATION_NUMBER_CHARS_MAX
            ),
        )?;
        let code = &self.social_credit_code;
        refused(
            code.is_empty() || (code.len() == 18 && alphanumeric(code)),
            "a unified social credit code has 18 letters and digits",
        )?;
        let parts = self.organization_code.split_once('-');
        refused(
            self.organization_code.is_empty()
                || parts.is_some_and(|(body, check)| {
                    body.len() == 8 && check.len() == 1 && alphanumeric(body) && alphanumeric(check)
                }),
            "an organization code has 8 letters and digits, a hyphen and one more, such as 11111111-1",
        )
    }
}

/// Checks an address that browsers will be sent to; empty is none.
///
/// # Errors
/// [`Refusal::Invalid`].
pub(crate) fn check_address(address: &str, what: &str) -> Result<(), Refusal> {
    let rest = (address.strip_prefix("https://")).or_else(|| address.strip_prefix("http://"));
    let fits = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && address.len() <= limits::ADDRESS_BYTES_MAX
        && address.bytes().all(|byte| byte.is_ascii_graphic());
    if address.is_empty() || fits {
        return Ok(());
    }
    Err(Refusal::Invalid(format!(
        "{what} has an address that begins with https:// or http://, of at most {} letters without blanks",
        limits::ADDRESS_BYTES_MAX
    )))
}
