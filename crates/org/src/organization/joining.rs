//! How people who are not members yet may ask to become some, and whether members leave by themselves.

use serde::{Deserialize, Serialize};

/// Which ways lead in. A new organization has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Joining {
    /// Whether invitations are on.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub invitations: bool,
    /// Whether people may find the organization by its name and apply.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_name: bool,
    /// Whether people may apply with the organization's code.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_code: bool,
    /// Whether people may join by a link.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_link: bool,
    /// Whether nobody has to agree to whoever comes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_approval: bool,
    /// Whether administrators alone invite.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub admins_alone: bool,
    /// Whether nobody leaves by himself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nobody_leaves: bool,
    /// Where links lead, without their parameters; our own page while it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// What links are signed with; another one makes earlier links worthless. Empty until there can be links.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub link_key: String,
}

impl Joining {
    /// Whether nothing was ever set.
    pub(crate) fn is_unset(&self) -> bool {
        *self == Self::default()
    }
}

/// What an operator gives to set; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of `Joining`")]
pub struct JoiningFields {
    pub invitations: Option<bool>,
    pub by_name: Option<bool>,
    pub by_code: Option<bool>,
    pub by_link: Option<bool>,
    #[serde(default)]
    pub without_approval: Option<bool>,
    #[serde(default)]
    pub admins_alone: Option<bool>,
    #[serde(default)]
    pub nobody_leaves: Option<bool>,
    pub address: Option<String>,
    /// Whether links given so far shall lead nowhere.
    #[serde(default)]
    pub reset_links: bool,
}
