//! Query, path and body of a call as one tree, and which of it can only be text.

use super::read_error::ReadError;
use super::{Members, Node};
use serde::de::{Deserializer, Visitor};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a call holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// An object with a member for each parameter.
    pub members: Value,
    /// The members that came in the query or the path: a number or a flag is written there as text.
    pub texts: BTreeSet<String>,
}

impl From<Value> for Input {
    /// What came in a JSON body alone.
    fn from(members: Value) -> Self {
        let texts = BTreeSet::new();
        Self { members, texts }
    }
}

/// Reads the named members of an object leniently, the others strictly.
pub(super) struct Mixed<'t> {
    members: Value,
    texts: &'t BTreeSet<String>,
}

impl<'t> Mixed<'t> {
    pub(super) fn new(members: Value, texts: &'t BTreeSet<String>) -> Self {
        Self { members, texts }
    }
}

impl<'de> Deserializer<'de> for Mixed<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.members {
            Value::Object(members) => visitor.visit_map(Members {
                rest: members.into_iter(),
                next: None,
                lenient: false,
                texts: Some(self.texts),
            }),
            value => Node {
                value,
                lenient: false,
            }
            .deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
