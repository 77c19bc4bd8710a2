//! A setting of an app about who sees whom. What the console sets stands on departments and is not here.

use super::{Selection, SelectionFields};
use crate::{Millis, SettingId};
use serde::{Deserialize, Serialize};

/// Where people look at people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surface {
    /// Browsing departments, pickers, members of roles.
    Tree,
    /// Searching.
    Search,
    /// Somebody's page.
    Profile,
}

impl Surface {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tree, Self::Search, Self::Profile];
}

/// What somebody whose view is restricted may still see besides himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Range {
    /// Nobody.
    OnlySelf,
    /// The own departments and all below.
    OwnDepartments,
    /// Exactly those excluded from the restriction.
    Excluded,
}

/// What a setting does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Hides the objects from everybody who is not excluded. The tree is always meant.
    Hide {
        /// Also in search.
        search: bool,
        /// Also on profile pages.
        profile: bool,
    },
    /// Restricts what the objects see. The tree is always meant.
    Restrict {
        /// To what.
        range: Range,
        /// Also in search.
        search: bool,
        /// Also on profile pages.
        profile: bool,
    },
    /// Hides attributes of the objects from everybody who is not excluded, everywhere.
    HideAttributes(Vec<String>),
}

/// The kinds of settings, each with an interface of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingKind {
    /// People are hidden.
    Hide,
    /// Viewers are restricted.
    Restrict,
    /// Attributes are hidden.
    HideAttributes,
}

/// A setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Unique among the settings of all kinds.
    pub id: SettingId,
    /// Its name, may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it is for, may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether it is in force.
    pub active: bool,
    /// Whom it is about: who is hidden, who is restricted, whose attributes are hidden.
    pub objects: Selection,
    /// Who is excluded from its effect; of a restriction, who stays visible.
    #[serde(default, skip_serializing_if = "Selection::is_empty")]
    pub excluded: Selection,
    /// What it does.
    pub effect: Effect,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub changed_at: Millis,
}

impl Setting {
    /// Its kind.
    pub fn kind(&self) -> SettingKind {
        match self.effect {
            Effect::Hide { .. } => SettingKind::Hide,
            Effect::Restrict { .. } => SettingKind::Restrict,
            Effect::HideAttributes(_) => SettingKind::HideAttributes,
        }
    }

    /// Whether it is in force on a surface.
    pub fn acts(&self, surface: Surface) -> bool {
        let (search, profile) = match self.effect {
            Effect::Hide { search, profile } => (search, profile),
            Effect::Restrict {
                search, profile, ..
            } => (search, profile),
            Effect::HideAttributes(_) => (true, true),
        };
        self.active
            && match surface {
                Surface::Tree => true,
                Surface::Search => search,
                Surface::Profile => profile,
            }
    }
}

/// What a caller gives to set; `None` leaves a field as it is, and of a new setting has the usual value.
#[derive(Clone, Debug, Default)]
pub struct SettingFields {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is in force; a new one is.
    pub active: Option<bool>,
    /// Whom it is about.
    pub objects: SelectionFields,
    /// Who is excluded.
    pub excluded: SelectionFields,
    /// Whether search is meant too; not by a new one.
    pub search: Option<bool>,
    /// Whether profile pages are meant too; not by a new one.
    pub profile: Option<bool>,
    /// To what a restriction restricts.
    pub range: Option<Range>,
    /// The attributes that are hidden.
    pub attributes: Option<Vec<String>>,
}

/// Attributes that every organization has, by the ids under which they are hidden.
pub const ATTRIBUTES: [&str; 11] = [
    "name",
    "department",
    "email",
    "manager",
    "title",
    "mobile",
    "ext_number",
    "work_station",
    "remark",
    "hire_date",
    "job_number",
];
