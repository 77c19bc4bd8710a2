//! Sentences for people, in both languages of the pages.

use crate::Language;
use std::borrow::Cow;
use std::fmt;

/// A sentence in both languages. Made by [`crate::sentence!`], so that neither is forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    english: Cow<'static, str>,
    chinese: Cow<'static, str>,
}

impl Sentence {
    /// Of what the two say.
    pub fn new(english: fmt::Arguments<'_>, chinese: fmt::Arguments<'_>) -> Self {
        let text = |told: fmt::Arguments<'_>| match told.as_str() {
            Some(fixed) => Cow::Borrowed(fixed),
            None => Cow::Owned(told.to_string()),
        };
        Self {
            english: text(english),
            chinese: text(chinese),
        }
    }

    /// Of two texts that were kept.
    pub fn kept(english: String, chinese: String) -> Self {
        Self {
            english: Cow::Owned(english),
            chinese: Cow::Owned(chinese),
        }
    }

    /// The same, told of a parameter.
    #[must_use]
    pub fn of(&self, parameter: &str) -> Self {
        let (english, chinese) = (&self.english, &self.chinese);
        Self::new(
            format_args!("{parameter}: {english}"),
            format_args!("{parameter}：{chinese}"),
        )
    }

    /// In English, as apps are told it.
    pub fn english(&self) -> &str {
        &self.english
    }

    /// In a language.
    pub fn told(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.english)
    }
}

/// A sentence of two formats, English and Chinese, with the same arguments.
#[macro_export]
macro_rules! sentence {
    ($english:literal, $chinese:literal $(, $name:ident = $argument:expr)* $(,)?) => {
        $crate::Sentence::new(
            format_args!($english $(, $name = $argument)*),
            format_args!($chinese $(, $name = $argument)*),
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_arguments() {
        let who = "ann";
        let told = sentence!(
            "no {who}, {count} in all",
            "没有 {who}，共 {count}",
            count = 3
        );
        assert_eq!(told.to_string(), "no ann, 3 in all");
        assert_eq!(told.told(Language::English), "no ann, 3 in all");
        assert_eq!(told.told(Language::Chinese), "没有 ann，共 3");
        assert_eq!(Language::default(), Language::English);
        let told = told.of("userId");
        assert_eq!(told.english(), "userId: no ann, 3 in all");
        assert_eq!(told.told(Language::Chinese), "userId：没有 ann，共 3");
    }
}
