//! What the history keeps of somebody who left.

use crate::User;
use serde::{Deserialize, Serialize};

/// In which way somebody left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveReason {
    /// Removed by an app.
    Oapi,
    /// Removed by an administrator or the operator.
    Delete,
    /// The person left by himself.
    Left,
    /// The owner of the enterprise account ended it.
    Cancel,
    /// Nobody wrote it down.
    #[default]
    Unknown,
}

/// Somebody who left, as the person was on the last day. A history row of the kind [`Resignation::KIND`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resignation {
    /// The person.
    pub user: User,
    /// In which way the person left.
    #[serde(default)]
    pub reason: LeaveReason,
}

impl Resignation {
    /// The kind of its history rows. Their time is when the person left, their key begins with the userid.
    pub const KIND: &'static str = "resignation";

    /// Reads a history row's body; `None` for what no version has written.
    pub fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }

    /// Whom a history row's key names.
    pub fn userid_of(key: &str) -> &str {
        key.rsplit_once(SEPARATOR).map_or(key, |(userid, _)| userid)
    }

    /// The key of a history row; `mark` keeps two of one person and moment apart.
    pub(crate) fn key(&self, mark: &str) -> String {
        format!("{}{SEPARATOR}{mark}", self.user.userid)
    }
}

/// Comes before whatever a longer userid goes on with, so that rows of one moment are in order of userid.
const SEPARATOR: char = ' ';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_begins_with_the_userid_whatever_it_holds() {
        for userid in ["ann", "ann lee", "王", "a  b"] {
            let key = format!("{userid}{SEPARATOR}x7Fq");
            assert_eq!(Resignation::userid_of(&key), userid);
        }
        assert_eq!(Resignation::userid_of("ann"), "ann");
    }

    #[test]
    fn a_row_without_a_reason_has_none_that_is_known() {
        let body = br#"{"user":{"userid":"ann","union_id":"","name":"Ann","departments":[],"created_at":1}}"#;
        let read = Resignation::read(body).map(|row| (row.user.name, row.reason));
        assert_eq!(read, Some(("Ann".to_owned(), LeaveReason::Unknown)));
        for body in [
            "",
            "{}",
            r#"{"user":{}}"#,
            r#"{"user":null,"reason":"oapi"}"#,
        ] {
            assert_eq!(Resignation::read(body.as_bytes()), None, "{body}");
        }
    }
}
