//! Reading what clients really send.
//!
//! Clients of the older generation send every scalar as text, nested values as JSON text, lists as comma text, a single
//! object where a list belongs, and `null` or an empty text for what they leave out. [`from_value`] takes all of that
//! into plain derived types. [`from_input`] takes only what is meant, except that `null` is absent, and that what came in
//! the query or the path is text whatever it means.

mod empty;
mod input;
mod read_error;

pub use input::Input;

pub use read_error::ReadError;

use crate::limits::EMPTY_MEMBERS_MAX;
use empty::{may_hold_empty_text, remove};
use read_error::{Step, Trouble};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{
    DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A list that is documented as comma-separated text. Read from comma text (also with `|`, quotes or backslashes), from
/// JSON text and from an array.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct CommaList<T>(pub Vec<T>);

impl<T> JsonSchema for CommaList<T> {
    fn schema_name() -> Cow<'static, str> {
        "CommaSeparatedList".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

/// Reads what a client of the older generation sent.
///
/// # Errors
/// The first member that is missing or cannot be read.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, ReadError> {
    read(value, true)
}

/// Reads a call of the newer generation.
///
/// # Errors
/// The first member that is missing or cannot be read.
pub fn from_input<T: DeserializeOwned>(input: Input) -> Result<T, ReadError> {
    let Input { members, texts } = input;
    if texts.is_empty() {
        read(members, false)
    } else {
        read_with(members, true, |members| {
            T::deserialize(input::Mixed::new(members, &texts))
        })
    }
}

fn read<T: DeserializeOwned>(value: Value, lenient: bool) -> Result<T, ReadError> {
    read_with(value, lenient, |value| {
        T::deserialize(Node { value, lenient })
    })
}

fn read_with<T>(
    mut value: Value,
    may_drop_empty: bool,
    deserialize: impl Fn(Value) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let mut attempts = 0;
    while may_drop_empty && may_hold_empty_text(&value) {
        match deserialize(value.clone()) {
            // Whether an empty text stands for "absent" is known only once its type is known: take it out, read again.
            Err(error) if error.trouble == Trouble::Empty => {
                attempts += 1;
                if attempts > EMPTY_MEMBERS_MAX || !remove(&mut value, &error.path) {
                    return Err(ReadError {
                        trouble: Trouble::Invalid,
                        ..error
                    });
                }
            }
            other => return other,
        }
    }
    deserialize(value)
}

/// JSON text, as it is or with a backslash before each quote.
pub(crate) fn parse_text(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&text.replace("\\\"", "\"")).ok())
}

struct Node {
    value: Value,
    lenient: bool,
}

impl Node {
    fn mismatch(&self, expected: &str) -> ReadError {
        let got = match &self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(flag) => flag.to_string(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => {
                let mut start: String = text.chars().take(32).collect();
                if start.len() < text.len() {
                    start.push('…');
                }
                format!("the text {start:?}")
            }
            Value::Array(_) => "a list".to_owned(),
            Value::Object(_) => "an object".to_owned(),
        };
        ReadError::new(Trouble::Invalid, format!("expected {expected}, got {got}"))
    }

    fn text_of_scalar(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) if self.lenient => Some(text.trim()),
            _ => None,
        }
    }

    fn empty() -> ReadError {
        ReadError::new(Trouble::Empty, "the text is empty")
    }

    fn integer(&self, expected: &str) -> Result<i128, ReadError> {
        if let Some(text) = self.text_of_scalar() {
            if text.is_empty() || text == "null" {
                return Err(Self::empty());
            }
            return text.parse().map_err(|_| self.mismatch(expected));
        }
        let Value::Number(number) = &self.value else {
            return Err(self.mismatch(expected));
        };
        if let Some(whole) = number.as_i64() {
            return Ok(i128::from(whole));
        }
        if let Some(whole) = number.as_u64() {
            return Ok(i128::from(whole));
        }
        match number.as_f64() {
            Some(float) if self.lenient && float.fract() == 0.0 && float.abs() < 9.0e15 =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
                Ok(float as i128)
            }
            _ => Err(self.mismatch(expected)),
        }
    }

    fn narrow<T: TryFrom<i128>>(&self, expected: &str) -> Result<T, ReadError> {
        T::try_from(self.integer(expected)?).map_err(|_| self.mismatch(expected))
    }
}

fn each<'de, V: Visitor<'de>>(
    list: Vec<Value>,
    lenient: bool,
    visitor: V,
) -> Result<V::Value, ReadError> {
    visitor.visit_seq(Elements {
        rest: list.into_iter(),
        index: 0,
        lenient,
    })
}

fn each_member<'de, V: Visitor<'de>>(
    members: serde_json::Map<String, Value>,
    lenient: bool,
    visitor: V,
) -> Result<V::Value, ReadError> {
    visitor.visit_map(Members {
        rest: members.into_iter(),
        next: None,
        lenient,
        texts: None,
    })
}

/// Reads a list out of a text: JSON, or parts between `,` or `|`.
/// `None` for a text that begins like JSON and is none.
fn list_of_text(text: &str) -> Option<Vec<Value>> {
    match parse_text(text) {
        Some(Value::Array(list)) => Some(list),
        Some(object @ Value::Object(_)) => Some(vec![object]),
        None if text.trim_start().starts_with(['[', '{']) => None,
        _ => {
            let parts = text
                .split([',', '|'])
                .map(|part| part.trim_matches([' ', '"', '\'', '\\']))
                .filter(|part| !part.is_empty())
                .map(|part| Value::String(part.to_owned()));
            Some(parts.collect())
        }
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty, $name:literal;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            visitor.$visit(self.narrow::<$type>($name)?)
        })*
    };
}

impl<'de> Deserializer<'de> for Node {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(flag),
            Value::Number(number) => {
                if let Some(whole) = number.as_i64() {
                    visitor.visit_i64(whole)
                } else if let Some(whole) = number.as_u64() {
                    visitor.visit_u64(whole)
                } else {
                    visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN))
                }
            }
            Value::String(text) => visitor.visit_string(text),
            Value::Array(list) => each(list, self.lenient, visitor),
            Value::Object(members) => each_member(members, self.lenient, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let text = match &self.value {
            Value::Bool(flag) => return visitor.visit_bool(*flag),
            Value::Number(number) if self.lenient => number.to_string(),
            _ => self
                .text_of_scalar()
                .ok_or_else(|| self.mismatch("true or false"))?
                .to_lowercase(),
        };
        match text.as_str() {
            "true" | "1" => visitor.visit_bool(true),
            "false" | "0" => visitor.visit_bool(false),
            "" | "null" => Err(Self::empty()),
            _ => Err(self.mismatch("true or false")),
        }
    }

    integers! {
        deserialize_i8 visit_i8 i8, "a whole number from -128 to 127";
        deserialize_i16 visit_i16 i16, "a whole number from -32768 to 32767";
        deserialize_i32 visit_i32 i32, "a whole number of 32 bits";
        deserialize_i64 visit_i64 i64, "a whole number of 64 bits";
        deserialize_u8 visit_u8 u8, "a whole number from 0 to 255";
        deserialize_u16 visit_u16 u16, "a whole number from 0 to 65535";
        deserialize_u32 visit_u32 u32, "a whole number from 0 to 4294967295";
        deserialize_u64 visit_u64 u64, "a whole number of 64 bits, not negative";
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if let Some(text) = self.text_of_scalar() {
            if text.is_empty() {
                return Err(Self::empty());
            }
            return visitor.visit_f64(text.parse().map_err(|_| self.mismatch("a number"))?);
        }
        visitor.visit_f64(
            self.value
                .as_f64()
                .ok_or_else(|| self.mismatch("a number"))?,
        )
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::String(text) => visitor.visit_string(text),
            Value::Bool(flag) if self.lenient => visitor.visit_string(flag.to_string()),
            Value::Number(ref number) if self.lenient && !number.is_f64() => {
                visitor.visit_string(number.to_string())
            }
            _ => Err(self.mismatch("a text")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if self.value.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::Array(list) => each(list, self.lenient, visitor),
            Value::String(text) if self.lenient => {
                if text.trim().is_empty() || text.trim() == "null" {
                    return Err(Self::empty());
                }
                match list_of_text(&text) {
                    Some(list) => each(list, true, visitor),
                    None => Err(Self {
                        value: Value::String(text),
                        lenient: true,
                    }
                    .mismatch("a list")),
                }
            }
            Value::Null => Err(self.mismatch("a list")),
            single if self.lenient => each(vec![single], true, visitor),
            value => Err(Self {
                value,
                lenient: false,
            }
            .mismatch("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::Object(members) => each_member(members, self.lenient, visitor),
            Value::String(text) if self.lenient => {
                if text.trim().is_empty() || text.trim() == "null" {
                    return Err(Self::empty());
                }
                match parse_text(&text) {
                    Some(Value::Object(members)) => each_member(members, true, visitor),
                    _ => Err(Self {
                        value: Value::String(text),
                        lenient: true,
                    }
                    .mismatch("an object")),
                }
            }
            value => Err(Self {
                value,
                lenient: self.lenient,
            }
            .mismatch("an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match &self.value {
            Value::String(text) if variants.contains(&text.as_str()) => {
                visitor.visit_enum(text.as_str().into_deserializer())
            }
            Value::String(text) if self.lenient && text.is_empty() => Err(Self::empty()),
            _ => Err(self.mismatch(&format!("one of {}", variants.join(", ")))),
        }
    }

    serde::forward_to_deserialize_any! {
        bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any i128 u128
    }
}

struct Elements {
    rest: std::vec::IntoIter<Value>,
    index: usize,
    lenient: bool,
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let Some(value) = self.rest.next() else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        seed.deserialize(Node {
            value,
            lenient: self.lenient,
        })
        .map(Some)
        .map_err(|error| error.within(Step::Element(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Members<'t> {
    rest: serde_json::map::IntoIter,
    next: Option<(String, Value)>,
    lenient: bool,
    /// Members that are read leniently although the others are not.
    texts: Option<&'t BTreeSet<String>>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let Some((name, value)) = self.rest.by_ref().find(|(_, value)| !value.is_null()) else {
            return Ok(None);
        };
        let key = seed
            .deserialize(name.as_str().into_deserializer())
            .map(Some);
        self.next = Some((name, value));
        key
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, ReadError> {
        let (name, value) = self.next.take().expect("serde asks for a key first");
        seed.deserialize(Node {
            value,
            lenient: self.lenient || self.texts.is_some_and(|texts| texts.contains(&name)),
        })
        .map_err(|error| error.within(Step::Member(name)))
    }
}

#[cfg(test)]
mod tests;
