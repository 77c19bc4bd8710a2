//! Values that travel as JSON text.

use crate::lenient::parse_text;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A value documented as JSON text. Clients also send the value itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JsonText(String);

impl JsonText {
    /// The text as it came; the value itself as its shortest text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was given: the text `null`.
    pub fn is_null(&self) -> bool {
        self.0.trim() == "null"
    }

    /// The object that the text holds. An empty text holds an empty object; `None` when it holds something else.
    pub fn object(&self) -> Option<Map<String, Value>> {
        if self.0.trim().is_empty() {
            return Some(Map::new());
        }
        match parse_text(&self.0) {
            Some(Value::Object(members)) => Some(members),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| match value {
            Value::String(text) => Self(text),
            other => Self(other.to_string()),
        })
    }
}

impl JsonSchema for JsonText {
    fn schema_name() -> Cow<'static, str> {
        "JsonText".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "contentMediaType": "application/json" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lenient;
    use serde_json::json;

    fn read(value: Value) -> JsonText {
        lenient::from_value(value).expect("every value has a text")
    }

    #[test]
    fn an_object_reads_alike_however_it_is_written() {
        for written in [
            json!({"hobby": "chess"}),
            json!(r#"{"hobby": "chess"}"#),
            json!(r#"{\"hobby\":\"chess\"}"#),
        ] {
            let object = read(written.clone()).object();
            assert_eq!(
                object.map(Value::Object),
                Some(json!({"hobby": "chess"})),
                "{written}"
            );
        }
        assert_eq!(read(json!("")).object(), Some(Map::new()));
    }

    #[test]
    fn anything_else_holds_no_object() {
        for written in [
            json!("chess"),
            json!("{"),
            json!([1]),
            json!("[1]"),
            json!(5),
        ] {
            assert_eq!(read(written.clone()).object(), None, "{written}");
        }
    }

    #[test]
    fn the_text_stays_as_it_came() {
        assert_eq!(read(json!(r#"{ "a": 1 }"#)).as_str(), r#"{ "a": 1 }"#);
        assert_eq!(read(json!({"a": 1})).as_str(), r#"{"a":1}"#);
        assert!(read(json!(" null ")).is_null());
        assert!(!read(json!("{}")).is_null());
    }
}
