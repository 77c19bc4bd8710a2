//! Why an endpoint answers with an error.

use org::{Language, Refusal, Sentence, sentence};
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
    /// The same for people who meet it in the pages, in English and in Chinese.
    pub people: [&'static str; 2],
}

impl Code {
    /// A code of our own calls: older number, newer name and status; then its message in English and in Chinese.
    pub const fn own(
        (legacy, new, status): (i64, &'static str, u16),
        people: [&'static str; 2],
    ) -> Self {
        Self {
            legacy,
            new,
            status,
            message: people[0],
            people,
        }
    }

    /// What people are told in a language.
    pub fn told(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.people[0],
            Language::Chinese => self.people[1],
        }
    }

    /// Whether two are the same line of the table.
    pub fn same(&self, other: &Self) -> bool {
        self.legacy == other.legacy && self.new == other.new
    }
}

/// What exactly is wrong and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// For those who write apps; people are not told it in another language than English.
    Plain(Cow<'static, str>),
    /// For people, too.
    Told(Sentence),
}

impl Detail {
    /// Of what only programs can come to read: a call that no page makes. Whatever people may read is a [`Sentence`], and there is no way
    /// to tell them anything else.
    pub fn for_apps(text: String) -> Self {
        Self::Plain(Cow::Owned(text))
    }

    /// As apps are told it.
    pub fn english(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Told(sentence) => sentence.english(),
        }
    }
}

impl From<Sentence> for Detail {
    fn from(sentence: Sentence) -> Self {
        Self::Told(sentence)
    }
}

impl From<&Refusal> for Detail {
    fn from(refusal: &Refusal) -> Self {
        Self::Told(refusal.sentence())
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
        detail: Option<Detail>,
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
        detail: Detail,
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
    pub fn because(code: &'static Code, detail: impl Into<Detail>) -> Self {
        Self::Coded {
            code,
            detail: Some(detail.into()),
            extra: Vec::new(),
        }
    }

    /// A parameter whose value is not allowed; the endpoint's description knows the code.
    pub fn invalid(field: &str, detail: impl Into<Detail>) -> Self {
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
            detail: sentence!("{field} is missing", "缺少 {field}").into(),
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
