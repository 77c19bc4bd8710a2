//! Who the organization is by law, as its operator has written it down.

use crate::{Refusal, limits};
use crate::{Sentence, sentence};
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
            return Err(Refusal::Invalid(sentence!(
                "an authenticated organization has a name on its license",
                "已认证的组织要有执照上的名称"
            )));
        }
        for (text, english, chinese) in [
            (
                &self.license_name,
                "the name on the license",
                "执照上的名称",
            ),
            (&self.legal_person, "the legal representative", "法定代表人"),
        ] {
            if text.chars().count() > names_max || text.chars().any(char::is_control) {
                return Err(Refusal::Invalid(sentence!(
                    "{english} has at most {names_max} characters, all of them visible",
                    "{chinese}最多 {names_max} 个可见字符"
                )));
            }
        }
        self.check_numbers()?;
        check_address(
            &self.license_url,
            ["the picture of the license", "执照图片"],
        )
    }

    fn check_numbers(&self) -> Result<(), Refusal> {
        let alphanumeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let refused = |fits: bool, sentence: Sentence| {
            if fits {
                Ok(())
            } else {
                Err(Refusal::Invalid(sentence))
            }
        };
        let number = &self.registration_number;
        refused(
            number.len() <= limits::REGISTRATION_NUMBER_CHARS_MAX && alphanumeric(number),
            sentence!(
                "a registration number has at most {max} letters and digits",
                "注册号最多 {max} 个字母和数字",
                max = limits::REGISTRATION_NUMBER_CHARS_MAX
            ),
        )?;
        let code = &self.social_credit_code;
        refused(
            code.is_empty() || (code.len() == 18 && alphanumeric(code)),
            sentence!(
                "a unified social credit code has 18 letters and digits",
                "统一社会信用代码为 18 位字母和数字"
            ),
        )?;
        let parts = self.organization_code.split_once('-');
        refused(
            self.organization_code.is_empty()
                || parts.is_some_and(|(body, check)| {
                    body.len() == 8 && check.len() == 1 && alphanumeric(body) && alphanumeric(check)
                }),
            sentence!(
                "an organization code has 8 letters and digits, a hyphen and one more, such as 11111111-1",
                "组织机构代码为 8 位字母和数字、连字符和一位校验码，如 11111111-1"
            ),
        )
    }
}

/// Checks an address that browsers will be sent to; empty is none.
///
/// # Errors
/// [`Refusal::Invalid`].
pub(crate) fn check_address(address: &str, [english, chinese]: [&str; 2]) -> Result<(), Refusal> {
    let rest = (address.strip_prefix("https://")).or_else(|| address.strip_prefix("http://"));
    let fits = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && address.len() <= limits::ADDRESS_BYTES_MAX
        && address.bytes().all(|byte| byte.is_ascii_graphic());
    if address.is_empty() || fits {
        return Ok(());
    }
    Err(Refusal::Invalid(sentence!(
        "{english} has an address that begins with https:// or http://, of at most {max} letters without blanks",
        "{chinese}的地址以 https:// 或 http:// 开头，最多 {max} 个字符，不含空白",
        max = limits::ADDRESS_BYTES_MAX
    )))
}
