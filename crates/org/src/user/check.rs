//! What a person's fields may hold.

use super::UserFields;
use crate::{Refusal, UserId, limits};

/// Checks a userid as a caller writes it.
///
/// # Errors
/// [`Refusal::UserIdInvalid`] when it is empty, too long or holds control characters.
pub(crate) fn userid(text: &str) -> Result<UserId, Refusal> {
    let length = text.chars().count();
    if length == 0
        || length > limits::USERID_CHARS_MAX
        || text.chars().any(char::is_control)
        || text.trim() != text
    {
        return Err(Refusal::UserIdInvalid);
    }
    Ok(UserId::new(text))
}

fn longer(text: Option<&String>, chars_max: usize) -> bool {
    text.is_some_and(|text| text.chars().count() > chars_max)
}

impl UserFields {
    /// Checks everything that needs nobody else.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let texts = self.texts;
        if let Some(name) = &self.name
            && (name.trim().is_empty()
                || name.chars().count() > texts.name_chars_max
                || name.chars().any(char::is_control))
        {
            return Err(Refusal::UserNameInvalid(texts.name_chars_max));
        }
        self.check_lengths()?;
        if let Some(email) = &self.email
            && !email.is_empty()
            && !is_email(email, texts.email_chars_max)
        {
            return Err(Refusal::EmailInvalid(texts.email_chars_max));
        }
        if let Some(edition) = &self.org_email_type
            && !matches!(edition.as_str(), "" | "profession" | "base")
        {
            return Err(Refusal::OrgEmailInvalid);
        }
        if self.hired_date.is_some_and(|date| date < 1) {
            return Err(Refusal::HiredDateInvalid);
        }
        self.check_positions()?;
        self.check_extension()
    }

    fn check_lengths(&self) -> Result<(), Refusal> {
        let texts = self.texts;
        let lengths = [
            (
                &self.telephone,
                limits::TELEPHONE_CHARS_MAX,
                Refusal::TelephoneInvalid,
            ),
            (
                &self.job_number,
                texts.job_number_chars_max,
                Refusal::JobNumberInvalid(texts.job_number_chars_max),
            ),
            (
                &self.title,
                texts.title_chars_max,
                Refusal::TitleInvalid(texts.title_chars_max),
            ),
            (
                &self.work_place,
                texts.work_place_chars_max,
                Refusal::WorkPlaceInvalid(texts.work_place_chars_max),
            ),
            (
                &self.remark,
                texts.remark_chars_max,
                Refusal::RemarkInvalid(texts.remark_chars_max),
            ),
            (
                &self.org_email,
                limits::ORG_EMAIL_CHARS_MAX,
                Refusal::OrgEmailInvalid,
            ),
            (
                &self.extension_i18n,
                limits::EXTENSION_CHARS_MAX,
                Refusal::ExtensionInvalid,
            ),
        ];
        for (text, chars_max, refusal) in lengths {
            if longer(text.as_ref(), chars_max) {
                return Err(refusal);
            }
        }
        Ok(())
    }

    fn check_positions(&self) -> Result<(), Refusal> {
        let texts = self.texts;
        if self
            .department_titles
            .iter()
            .any(|(_, title)| title.chars().count() > texts.title_chars_max)
        {
            return Err(Refusal::TitleInvalid(texts.title_chars_max));
        }
        let Some(positions) = &self.positions else {
            return Ok(());
        };
        for position in positions {
            if longer(position.title.as_ref(), texts.title_chars_max) {
                return Err(Refusal::TitleInvalid(texts.title_chars_max));
            }
            if longer(position.work_place.as_ref(), texts.work_place_chars_max) {
                return Err(Refusal::WorkPlaceInvalid(texts.work_place_chars_max));
            }
        }
        let mains = positions
            .iter()
            .filter(|position| position.is_main == Some(true))
            .count();
        let said = positions.iter().any(|position| position.is_main.is_some());
        if said && mains != 1 {
            return Err(Refusal::MainPositionInvalid);
        }
        Ok(())
    }

    fn check_extension(&self) -> Result<(), Refusal> {
        let Some(extension) = &self.extension else {
            return Ok(());
        };
        if extension_json(extension).chars().count() > limits::EXTENSION_CHARS_MAX {
            return Err(Refusal::ExtensionInvalid);
        }
        Ok(())
    }
}

/// Custom values as the JSON text that goes over the wire.
pub(crate) fn extension_json<'a, T: AsRef<str> + 'a>(
    values: impl IntoIterator<Item = &'a (T, T)>,
) -> String {
    let object: serde_json::Map<String, serde_json::Value> = values
        .into_iter()
        .map(|(name, value)| (name.as_ref().to_owned(), value.as_ref().into()))
        .collect();
    serde_json::Value::Object(object).to_string()
}

/// Whether this is a mail address: one `@`, something before it, a dotted host after it, no blanks.
pub(crate) fn is_email(text: &str, chars_max: usize) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    text.chars().count() <= chars_max
        && !local.is_empty()
        && host.contains('.')
        && !host.contains('@')
        && host.split('.').all(|label| !label.is_empty())
        && !text
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control() || letter == ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_are_told_from_other_texts() {
        for good in ["a@b.cn", "ann.lee+x@mail.example.com"] {
            assert!(is_email(good, 50), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.cn",
            "a@b.cn@c.cn",
            "a b@c.cn",
            "a@.cn",
            "a@b..cn",
        ] {
            assert!(!is_email(bad, 50), "{bad}");
        }
        assert!(!is_email("ann@example.com", 14));
    }

    #[test]
    fn limits_hold_at_their_edge() {
        let named = |chars: usize| UserFields {
            name: Some("名".repeat(chars)),
            ..UserFields::default()
        };
        assert_eq!(named(80).check(), Ok(()));
        assert_eq!(named(81).check(), Err(Refusal::UserNameInvalid(80)));
        assert_eq!(named(0).check(), Err(Refusal::UserNameInvalid(80)));
        assert!(userid(&"u".repeat(64)).is_ok());
        assert_eq!(userid(&"u".repeat(65)), Err(Refusal::UserIdInvalid));
        assert_eq!(userid(""), Err(Refusal::UserIdInvalid));
    }
}
