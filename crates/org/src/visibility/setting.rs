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

/// Where a setting hides its objects. The plain interface always means the tree, and departments with their people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hiding {
    /// In the tree.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub tree: bool,
    /// In search.
    pub search: bool,
    /// On profile pages.
    pub profile: bool,
    /// Whether a department stands for its people in the tree; otherwise it and those below are left out, and its people are not.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub people_in_tree: bool,
    /// The same in search.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub people_in_search: bool,
}

/// Which attributes a setting hides, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredAttributes", into = "StoredAttributes")]
pub struct HiddenAttributes {
    /// Their ids.
    pub ids: Vec<String>,
    /// Where.
    pub places: AttributePlaces,
}

/// Where attributes are hidden. The plain interface means all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributePlaces {
    /// On profile pages, and in lists of people.
    pub profile: bool,
    /// In search: what is found, and what of it is shown.
    pub search: bool,
    /// Below a name in a chat, which is somebody else's to show.
    pub chat_subtitle: bool,
}

impl AttributePlaces {
    /// All of them.
    pub const EVERYWHERE: Self = Self {
        profile: true,
        search: true,
        chat_subtitle: true,
    };
}

/// Most settings hide attributes everywhere: their record is the list alone.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredAttributes {
    Everywhere(Vec<String>),
    Somewhere {
        ids: Vec<String>,
        places: AttributePlaces,
    },
}

impl From<StoredAttributes> for HiddenAttributes {
    fn from(stored: StoredAttributes) -> Self {
        let (ids, places) = match stored {
            StoredAttributes::Everywhere(ids) => (ids, AttributePlaces::EVERYWHERE),
            StoredAttributes::Somewhere { ids, places } => (ids, places),
        };
        Self { ids, places }
    }
}

impl From<HiddenAttributes> for StoredAttributes {
    fn from(HiddenAttributes { ids, places }: HiddenAttributes) -> Self {
        match places {
            AttributePlaces::EVERYWHERE => Self::Everywhere(ids),
            places => Self::Somewhere { ids, places },
        }
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_yes(flag: &bool) -> bool {
    *flag
}

/// What a hidden department stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whom {
    /// Its people.
    People,
    /// Itself and the departments below.
    Departments,
}

/// What a setting does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Hides the objects from everybody who is not excluded.
    Hide(Hiding),
    /// Restricts what the objects see. The tree is always meant.
    Restrict {
        /// To what.
        range: Range,
        /// Also in search.
        search: bool,
        /// Also on profile pages.
        profile: bool,
    },
    /// Hides attributes of the objects from everybody who is not excluded.
    HideAttributes(HiddenAttributes),
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
            Effect::Hide(_) => SettingKind::Hide,
            Effect::Restrict { .. } => SettingKind::Restrict,
            Effect::HideAttributes(_) => SettingKind::HideAttributes,
        }
    }

    /// Whether it hides people and departments on a surface.
    pub(crate) fn hides(&self, surface: Surface) -> bool {
        let Effect::Hide(hiding) = &self.effect else {
            return false;
        };
        self.active
            && match surface {
                Surface::Tree => hiding.tree,
                Surface::Search => hiding.search,
                Surface::Profile => hiding.profile,
            }
    }

    /// Whether it hides what its departments stand for on a surface.
    pub(crate) fn hides_below(&self, surface: Surface, whom: Whom) -> bool {
        let Effect::Hide(hiding) = &self.effect else {
            return false;
        };
        let means_people = match surface {
            Surface::Tree => hiding.people_in_tree,
            Surface::Search => hiding.people_in_search,
            Surface::Profile => true,
        };
        (means_people || whom == Whom::Departments) && self.hides(surface)
    }

    /// Whether it restricts what its objects see on a surface. The tree is always meant.
    pub(crate) fn restricts(&self, surface: Surface) -> bool {
        let Effect::Restrict {
            search, profile, ..
        } = self.effect
        else {
            return false;
        };
        self.active
            && match surface {
                Surface::Tree => true,
                Surface::Search => search,
                Surface::Profile => profile,
            }
    }

    /// The attributes that it hides on a surface. A list of people shows what their pages show.
    pub(crate) fn attributes_hidden(&self, surface: Surface) -> &[String] {
        let Effect::HideAttributes(HiddenAttributes { ids, places }) = &self.effect else {
            return &[];
        };
        let hides = match surface {
            Surface::Tree | Surface::Profile => places.profile,
            Surface::Search => places.search,
        };
        if self.active && hides { ids } else { &[] }
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
    /// Whether the tree is meant; by a new one it is. A restriction always means it.
    pub tree: Option<bool>,
    /// Whether search is meant too; not by a new one, but by one that hides attributes.
    pub search: Option<bool>,
    /// Whether profile pages are meant too; not by a new one, but by one that hides attributes.
    pub profile: Option<bool>,
    /// Whether a department stands for its people in the tree; of a new one it does.
    pub people_in_tree: Option<bool>,
    /// The same in search.
    pub people_in_search: Option<bool>,
    /// Whether attributes are hidden in chats too; by a new one they are.
    pub chat_subtitle: Option<bool>,
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
