//! Figures that a branch lets its trunk see.

use crate::sentence;
use crate::{OrgId, Refusal, limits};
use serde::{Deserialize, Serialize};

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Its value, as a text.
    pub value: String,
}

/// The figures of one kind, of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedData {
    /// Whose.
    pub org: OrgId,
    /// The day, as `yyyyMMdd`.
    pub day: String,
    /// The kind.
    pub code: String,
    /// The figures.
    pub indicators: Vec<Indicator>,
}

/// Which figures: whose, of which day, of which kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedDataKey {
    /// Whose.
    pub org: OrgId,
    /// The day, as `yyyyMMdd`.
    pub day: String,
    /// The kind.
    pub code: String,
}

impl SharedData {
    /// What finds it.
    pub fn key(&self) -> SharedDataKey {
        SharedDataKey {
            org: self.org.clone(),
            day: self.day.clone(),
            code: self.code.clone(),
        }
    }

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        if !is_day(&self.day) {
            return Err(Refusal::Invalid(sentence!(
                "a day is written yyyyMMdd, got {day:?}",
                "日期写成 yyyyMMdd，收到的是 {day:?}",
                day = self.day
            )));
        }
        let chars_max = limits::DATA_TEXT_CHARS_MAX;
        let texts = self.indicators.iter();
        let mut texts = texts.flat_map(|one| [&one.code, &one.name, &one.value]);
        if self.indicators.len() > limits::INDICATORS_MAX
            || texts.any(|text| text.chars().count() > chars_max)
        {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} figures of a kind and day, each text of at most {chars_max} characters",
                "每种每天最多 {max} 个数值，每段文字最多 {chars_max} 个字符",
                max = limits::INDICATORS_MAX
            )));
        }
        Ok(())
    }
}

impl SharedDataKey {
    /// The inverse of its text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '/');
        Some(Self {
            org: OrgId::new(parts.next()?),
            day: parts.next()?.to_owned(),
            code: parts.next()?.to_owned(),
        })
    }
}

impl std::fmt::Display for SharedDataKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}/{}", self.org, self.day, self.code)
    }
}

/// Whether a text is a day as `yyyyMMdd`.
pub fn is_day(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8)) else {
        return false;
    };
    let days = match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days() {
        for day in ["20261120", "20240229", "20000229", "20261231"] {
            assert!(is_day(day), "{day}");
        }
        for day in [
            "20250229",
            "21000229",
            "20261301",
            "20260431",
            "20260400",
            "2026112",
            "202611200",
            "2026-1-2",
            "+2261120",
            "２0261120",
            "",
        ] {
            assert!(!is_day(day), "{day}");
        }
    }
}
