//! What may stand in a field.

use super::{Field, FieldKind};
use crate::index::texts::text_of;
use crate::user::UserRef;
use crate::{Sentence, sentence};

impl Field {
    /// What somebody has in a field that is a text; empty for nothing.
    pub fn text_of<'u>(&self, user: &UserRef<'u>) -> &'u str {
        match self.id.as_str() {
            "name" => user.name,
            "title" => user.title,
            "job_number" => user.job_number,
            id => text_of(user, id),
        }
    }

    /// Whether a value fits what the field holds. An empty one always does.
    pub fn fits(&self, value: &str) -> bool {
        let Some(kind) = &self.kind else { return true };
        value.is_empty() || kind.fits(value)
    }
}

impl FieldKind {
    /// Whether a value fits. That a person is there is looked at elsewhere.
    pub fn fits(&self, value: &str) -> bool {
        match self {
            Self::Text | Self::Person => true,
            Self::Link => is_link(value),
            Self::Number => is_number(value),
            Self::Date => is_day(value),
            Self::SingleChoice(choices) => choices.iter().any(|choice| choice == value),
            Self::MultiChoice(choices) => {
                let mut chosen: Vec<&str> = value.split(',').collect();
                let count = chosen.len();
                chosen.sort_unstable();
                chosen.dedup();
                let is_known = |one: &&str| choices.iter().any(|choice| choice == one);
                chosen.len() == count && chosen.iter().all(is_known)
            }
            Self::Phone => is_phone(value),
        }
    }

    /// What a value has to be, for people.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Text => sentence!("a text", "文字"),
            Self::Link => sentence!(
                "an address that begins with https:// or http://, or [caption](address)",
                "以 https:// 或 http:// 开头的地址，或 [标题](地址)"
            ),
            Self::Number => sentence!("a number such as 12 or -3.5", "数字，如 12 或 -3.5"),
            Self::Date => sentence!("a day such as 2026-01-02", "日期，如 2026-01-02"),
            Self::SingleChoice(choices) => sentence!(
                "one of {choices}",
                "{choices} 之一",
                choices = choices.join(", ")
            ),
            Self::MultiChoice(choices) => sentence!(
                "some of {choices}, each once, with commas between",
                "{choices} 中的若干项，各一次，用逗号隔开",
                choices = choices.join(", ")
            ),
            Self::Person => sentence!("the userid of a person", "一个人的 userid"),
            Self::Phone => sentence!(
                "a phone number of digits, blanks and + - ( )",
                "电话号码，由数字、空格和 + - ( ) 组成"
            ),
        }
    }
}

/// The caption, where there is one, and the address of a link.
pub fn link_parts(value: &str) -> (Option<&str>, &str) {
    let inner = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(')'));
    match inner.and_then(|inner| inner.split_once("](")) {
        Some((caption, address)) => (Some(caption), address),
        None => (None, value),
    }
}

fn is_link(value: &str) -> bool {
    let (_, address) = link_parts(value);
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains(|one: char| one.is_whitespace() || one.is_control())
    })
}

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    all(whole) && all(fraction)
}

fn is_day(value: &str) -> bool {
    const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let parts: Vec<&str> = value.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let number = |text: &str, digits: usize| {
        let fits = text.len() == digits && text.bytes().all(|one| one.is_ascii_digit());
        fits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = MONTHS.get(month.wrapping_sub(1) as usize).copied();
    let days = days.map(|days| if month == 2 && is_leap { 29 } else { days });
    days.is_some_and(|days| (1..=days).contains(&day))
}

fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let fits = |one: char| one.is_ascii_digit() || matches!(one, '+' | '-' | ' ' | '(' | ')');
    (3..=20).contains(&digits) && value.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fit_their_kind() {
        let choices = || vec!["red".to_owned(), "blue".to_owned()];
        let fitting = [
            (FieldKind::Text, "anything"),
            (FieldKind::Link, "https://a.example/x"),
            (FieldKind::Link, "[Ann's page](http://a.example/x)"),
            (FieldKind::Number, "-3.50"),
            (FieldKind::Date, "2024-02-29"),
            (FieldKind::SingleChoice(choices()), "red"),
            (FieldKind::MultiChoice(choices()), "blue,red"),
            (FieldKind::Phone, "+86 (571) 8888-0000"),
        ];
        for (kind, value) in fitting {
            assert!(kind.fits(value), "{kind:?} {value}");
        }
        let unfitting = [
            (FieldKind::Link, "javascript:alert(1)"),
            (FieldKind::Link, "[x](javascript:alert(1))"),
            (FieldKind::Link, "https:///x"),
            (FieldKind::Link, "https://a b"),
            (FieldKind::Number, "1e3"),
            (FieldKind::Number, "."),
            (FieldKind::Number, "1."),
            (FieldKind::Date, "2023-02-29"),
            (FieldKind::Date, "2024-2-9"),
            (FieldKind::Date, "2024-13-01"),
            (FieldKind::Date, "2024-00-01"),
            (FieldKind::SingleChoice(choices()), "green"),
            (FieldKind::SingleChoice(choices()), "red,blue"),
            (FieldKind::MultiChoice(choices()), "red,red"),
            (FieldKind::MultiChoice(choices()), "red, blue"),
            (FieldKind::Phone, "12"),
            (FieldKind::Phone, "call me 123"),
        ];
        for (kind, value) in unfitting {
            assert!(!kind.fits(value), "{kind:?} {value}");
        }
    }

    #[test]
    fn links_fall_apart() {
        assert_eq!(link_parts("[a](b)"), (Some("a"), "b"));
        assert_eq!(link_parts("[a]b"), (None, "[a]b"));
        assert_eq!(link_parts("https://x"), (None, "https://x"));
    }
}
