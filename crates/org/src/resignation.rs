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
