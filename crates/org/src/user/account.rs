//! An enterprise account: one that an organization makes and keeps for a person, for its whole life.

use super::Mobile;
use crate::{OrgId, UserId};
use serde::{Deserialize, Serialize};

/// Who proves that a person is who he says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// The organization's own identity provider.
    Sso,
    /// This installation, by login id and password.
    BuiltIn,
}

/// What is known of an enterprise account where it works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Fixed when it is made.
    pub kind: AccountKind,
    /// What the person types to sign in; of built-in accounts, at the owner's alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub login_id: String,
    /// At the owner's alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nickname: String,
    /// A number to reach the person by; not unique. In other organizations only when the owner shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Mobile>,
    /// Whether the number counts as verified.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mobile_verified: bool,
    /// Whether sign-in is refused. In other organizations `None` unless the owner shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Where else it works, and under which userid. At the owner's alone, in order of organization.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<(OrgId, UserId)>,
    /// Whose it is, in the organizations that it has joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AccountOwner>,
}

/// The organization that made an account which works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountOwner {
    /// The organization.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// The person there.
    pub userid: UserId,
}

/// What an organization allows another to do with its accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountGrant {
    /// The other organization.
    pub org: OrgId,
    /// Departments whose accounts, with all below, the other may take in; the root is the whole organization. Empty: none.
    #[serde(default, skip_serializing_if = "std::collections::BTreeSet::is_empty")]
    pub departments: std::collections::BTreeSet<crate::DepartmentId>,
    /// Whether the other sees their numbers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shows_mobile: bool,
    /// Whether the other sees if they are disabled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shows_status: bool,
}

/// What a caller gives for an enterprise account; `None` leaves a field as it is, an empty text clears it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `Account`")]
pub struct AccountFields {
    pub login_id: Option<String>,
    /// A hash of a first password that fits the rules.
    pub password_hash: Option<String>,
    pub nickname: Option<String>,
    pub mobile: Option<String>,
    pub mobile_verified: Option<bool>,
    /// Address or media id of a picture; of the person, not of the account.
    pub avatar: Option<String>,
}
