//! A sentence as it is kept with a plan: in both languages, so that whoever reads the plan later reads it in his own.

use org::{Language, Sentence};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// In one language: as it is told, and as plans were kept once.
    Plain(String),
    /// In English and in Chinese.
    Both(String, String),
}

impl Said {
    pub(super) fn of(sentence: &Sentence) -> Self {
        let text = |language| sentence.told(language).to_owned();
        Self::Both(text(Language::English), text(Language::Chinese))
    }

    /// In a language, where it is known in both.
    pub(super) fn told(&self, language: Language) -> &str {
        match (self, language) {
            (Self::Plain(text), _) | (Self::Both(text, _), Language::English) => text,
            (Self::Both(_, text), Language::Chinese) => text,
        }
    }
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(text) => text.serialize(serializer),
            Self::Both(english, chinese) => [english, chinese].serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> serde::de::Visitor<'de> for Either {
            type Value = Said;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a text, or one in English and one in Chinese")
            }

            fn visit_str<E>(self, text: &str) -> Result<Said, E> {
                Ok(Said::Plain(text.to_owned()))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut both: A,
            ) -> Result<Said, A::Error> {
                let english: Option<String> = both.next_element()?;
                let chinese: Option<String> = both.next_element()?;
                match (english, chinese) {
                    (Some(english), Some(chinese)) => Ok(Said::Both(english, chinese)),
                    _ => Err(serde::de::Error::invalid_length(2, &self)),
                }
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for Said {
    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::sentence;

    #[test]
    fn it_is_kept_in_both_languages_and_read_as_it_was_kept_once() {
        let said = Said::of(&sentence!("no {who}", "没有 {who}", who = "ann"));
        let kept = serde_json::to_string(&said).expect("texts");
        assert_eq!(kept, r#"["no ann","没有 ann"]"#);
        let read: Said = serde_json::from_str(&kept).expect("as kept");
        assert_eq!(read.told(Language::Chinese), "没有 ann");
        assert_eq!(read.told(Language::English), "no ann");
        let old: Said = serde_json::from_str(r#""no bob""#).expect("an old plan");
        assert_eq!(old.told(Language::Chinese), "no bob");
        assert_eq!(serde_json::to_string(&old).expect("a text"), r#""no bob""#);
        serde_json::from_str::<Said>(r#"["one"]"#).expect_err("one language is none");
        serde_json::from_str::<Said>("7").expect_err("no text");
    }
}
