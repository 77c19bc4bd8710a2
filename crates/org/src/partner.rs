//! Organizations that take part in another: partners of an upstream-downstream organization, branches of a trunk. Both are one
//! thing here: a guest whose people, or some of them, also appear in a host.

mod data;
pub(crate) mod table;

pub use data::{Indicator, SharedData, SharedDataKey, is_day};
pub use table::Telling;

use crate::sentence;
use crate::{DepartmentId, Millis, OrgId, Refusal, UserId, limits};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How far a guest and a host have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// The guest has asked; `0` on the wire.
    Applying,
    /// The host has agreed; `1` on the wire.
    Joined,
}

/// Which of its people a guest lets take part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// Everybody; `union_type` 1.
    Everybody,
    /// Departments with all below, and single people; `union_type` 2.
    Part {
        /// Departments of the guest.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        departments: BTreeSet<DepartmentId>,
        /// People of the guest.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        users: BTreeSet<UserId>,
    },
}

/// Exceptions from a rule about who sees a guest's people, or whom they see. A rule that is off is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRule {
    /// Other guests of the same host.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<OrgId>,
    /// Departments of the host, with all below.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<DepartmentId>,
}

/// An organization that takes part in this one, or has asked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// How well it is authenticated; 0 on the wire for `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<crate::AuthenticationLevel>,
    /// How far it has come.
    pub state: LinkState,
    /// Which of its people take part.
    pub share: Share,
    /// Codes of the data that it shows.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub data: BTreeSet<String>,
    /// The name under which it hangs here; its own while there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// The department at which it hangs, once it has joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mount: Option<DepartmentId>,
    /// Hides its people from everybody else but the exceptions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<LinkRule>,
    /// Shows its people nobody but themselves and the exceptions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restricted: Option<LinkRule>,
    /// Levels of organizations that hang below it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub levels: u8,
    /// Tells one agreement or choice from the next; host and guest hold the same.
    pub revision: u64,
    /// How often people came to be told of by this guest whom another, or the host itself, told of before: each time all that it
    /// tells has to be looked at again.
    #[serde(default, skip_serializing_if = "is_zero_number")]
    pub retold: u64,
    /// The number in the guest's log that its people here were brought up to when last something changed.
    #[serde(default, skip_serializing_if = "is_zero_number")]
    pub followed: u64,
    /// The application's id.
    pub application: String,
    /// When it asked.
    pub applied_at: Millis,
    /// When the host agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_at: Option<Millis>,
}

/// An organization in which this one takes part, or has asked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// The owner of an upstream-downstream organization; a trunk has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// How far it has come.
    pub state: LinkState,
    /// As [`Guest::revision`].
    pub revision: u64,
}

/// The organization for which an upstream-downstream organization was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub name: String,
}

/// An upstream-downstream organization that this one owns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnedOrganization {
    /// Which.
    pub org: OrgId,
    /// What the link that invites partners ends with.
    pub invitation: String,
}

/// What an organization is among linked ones. Most are nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linking {
    /// Set for an upstream-downstream organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// A picture, by media id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub logo_media_id: String,
    /// Its industry, as the creator gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry_code: Option<i64>,
    /// Upstream-downstream organizations that it owns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owned: Vec<OwnedOrganization>,
    /// How many it may own, where that is not what everybody may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owned_max: Option<usize>,
    /// How many people of partners it takes in, where that is not what everybody may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_max: Option<u64>,
}

impl Linking {
    pub(crate) fn is_unset(&self) -> bool {
        *self == Self::default()
    }
}

/// A department that another organization keeps, as it appears here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MirroredDepartment {
    /// Which organization.
    pub org: OrgId,
    /// The department there; the root for the department at which the organization hangs.
    pub department: DepartmentId,
}

/// A person whom another organization keeps, as he appears here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MirroredUser {
    /// Which organization.
    pub org: OrgId,
    /// The person there.
    pub userid: UserId,
}

impl Share {
    /// Everybody when nothing is named.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for too many.
    pub fn of(
        departments: BTreeSet<DepartmentId>,
        users: BTreeSet<UserId>,
    ) -> Result<Self, Refusal> {
        let named = departments.len() + users.len();
        if named > limits::SHARE_NAMED_MAX {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} departments and people together, got {named}",
                "部门和人合起来最多 {max} 个，现有 {named} 个",
                max = limits::SHARE_NAMED_MAX
            )));
        }
        if named == 0 || departments.contains(&DepartmentId::ROOT) {
            return Ok(Self::Everybody);
        }
        Ok(Self::Part { departments, users })
    }

    /// `union_type` on the wire.
    pub fn union_type(&self) -> i64 {
        match self {
            Self::Everybody => 1,
            Self::Part { .. } => 2,
        }
    }
}

impl Guest {
    /// Whether it has joined.
    pub fn is_joined(&self) -> bool {
        self.state == LinkState::Joined
    }

    /// The name under which it hangs, or would.
    pub fn shown_name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.name)
    }
}

fn is_zero(number: &u8) -> bool {
    *number == 0
}

fn is_zero_number(number: &u64) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests;
