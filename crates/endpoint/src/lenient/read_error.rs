//! Why a value could not be read, and where.

use crate::fault::Fault;
use org::{Sentence, sentence};
use serde::de;
use std::fmt;

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A required member is not there.
    Missing,
    /// It is there and cannot be read.
    Invalid,
    /// An empty text where something else belongs: counts as absent.
    Empty,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Member(String),
    Element(usize),
}

/// Why a value could not be read.
#[derive(Debug)]
pub struct ReadError {
    pub(super) path: Vec<Step>,
    pub(super) trouble: Trouble,
    pub(super) message: String,
}

impl ReadError {
    pub(super) fn new(trouble: Trouble, message: impl Into<String>) -> Self {
        Self {
            path: Vec::new(),
            trouble,
            message: message.into(),
        }
    }

    pub(super) fn within(mut self, step: Step) -> Self {
        self.path.insert(0, step);
        self
    }

    fn place(&self) -> String {
        let mut place = String::new();
        for step in &self.path {
            match step {
                Step::Member(name) => {
                    if !place.is_empty() {
                        place.push('.');
                    }
                    place.push_str(name);
                }
                Step::Element(index) => {
                    place.push_str(&format!("[{index}]"));
                }
            }
        }
        place
    }

    /// For people who meet it in the pages: where it is wrong, and in English, for those who write apps, how.
    fn sentence(&self) -> Sentence {
        let place = self.place();
        let what = &self.message;
        match (place.as_str(), self.trouble) {
            (place, Trouble::Missing) => sentence!("{place} is missing", "缺少 {place}"),
            ("", _) => sentence!("{what}", "请求里的值不对"),
            (place, _) => sentence!("{place}: {what}", "{place} 的值不对"),
        }
    }

    fn top_field(&self) -> &str {
        match self.path.first() {
            Some(Step::Member(name)) => name,
            _ => "",
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.sentence().english())
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Trouble::Invalid, message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Trouble::Missing, "").within(Step::Member(field.to_owned()))
    }
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        // A member missing deep inside a value makes that value invalid; the call does not lack the parameter.
        let missing = error.trouble == Trouble::Missing && error.path.len() == 1;
        Self::Parameter {
            field: error.top_field().to_owned(),
            missing,
            detail: error.sentence().into(),
        }
    }
}
