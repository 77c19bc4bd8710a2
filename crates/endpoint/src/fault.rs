//! Why an endpoint answers with an error.

use org::Refusal;
use serde_json::Value;
use std::borrow::Cow;

/// One line of the table of codes: how one mistake is told in each generation.
#[derive(Debug)]
pub struct Code {
    /// `errcode` of the older generation.
    pub legacy: i64,
    /// `code` of the newer generation.
    pub new: &'static str,
    /// HTTP status of the newer generation.
    pub status: u16,
    /// The documented message.
    pub message: &'static str,
}

impl Code {
    /// Whether two are the same line of the table.
    pub fn same(&self, other: &Self) -> bool {
        self.legacy == other.legacy && self.new == other.new
    }
}

/// A further top-level field of an error answer, for example the `userid` that holds a taken number.
pub type Extra = (&'static str, Value);

/// Why a call was not carried out.
#[derive(Debug)]
pub enum Fault {
    /// A line of the table of codes.
    Coded {
        /// The line.
        code: &'static Code,
        /// What exactly is wrong and what is allowed, appended to the documented message.
        detail: Option<Cow<'static, str>>,
        /// Further top-level fields of the answer.
        extra: Vec<Extra>,
    },
    /// The organization said no; the group's table turns this into a code.
    Refused(Refusal),
    /// A parameter is missing or cannot be read; the endpoint's description knows the code.
    Parameter {
        /// The field, by its name on the wire.
        field: String,
        /// Whether it is missing rather than wrong.
        missing: bool,
        /// What is wrong and what is allowed.
        detail: String,
    },
}

impl Fault {
    /// A code with its documented message alone.
    pub fn code(code: &'static Code) -> Self {
        Self::Coded {
            code,
            detail: None,
            extra: Vec::new(),
        }
    }

    /// A code with a sentence on what exactly is wrong and what is allowed.
    pub fn because(code: &'static Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Coded {
            code,
            detail: Some(detail.into()),
            extra: Vec::new(),
        }
    }

    /// A parameter whose value is not allowed; the endpoint's description knows the code.
    pub fn invalid(field: &str, detail: impl Into<String>) -> Self {
        Self::Parameter {
            field: field.to_owned(),
            missing: false,
            detail: detail.into(),
        }
    }

    /// A parameter that is needed here; the endpoint's description knows the code.
    pub fn missing(field: &str) -> Self {
        Self::Parameter {
            field: field.to_owned(),
            missing: true,
            detail: format!("{field} is missing"),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<&'static Code> for Fault {
    fn from(code: &'static Code) -> Self {
        Self::code(code)
    }
}
