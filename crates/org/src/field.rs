//! The fields of a person's page: which there are, in which order, and what may be done with each.

mod value;

pub use value::link_parts;

use crate::{Selection, SelectionFields};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a field of the organization's own holds. On the wire every one is a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Any text.
    Text,
    /// An address, or an address with a caption as `[caption](address)`.
    Link,
    /// A number with or without a fraction.
    Number,
    /// A day as `2026-01-02`.
    Date,
    /// One of these.
    SingleChoice(Vec<String>),
    /// Some of these, with commas between.
    MultiChoice(Vec<String>),
    /// A person, by userid.
    Person,
    /// A phone number.
    Phone,
}

/// Whom a field is shown to. Everybody is shown his own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Whoever sees the person.
    #[default]
    Everybody,
    /// Those above the person in line, and the managers of the departments that the person is in or below.
    Managers,
    /// These.
    Chosen(Selection),
}

impl Audience {
    fn is_everybody(&self) -> bool {
        *self == Self::Everybody
    }
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Of a built-in one, its id among [`BUILT_IN_FIELDS`]; of the organization's own, the name under which values are stored and
    /// sent.
    pub id: String,
    /// What people read, where it is not what comes with the id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// What it holds; `None` for a built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FieldKind>,
    /// Whether pages show it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shown: bool,
    /// Whether people fill in their own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fillable: bool,
    /// Whether people are found by it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub searchable: bool,
    /// Whether it names whom to contact instead of somebody in Executive mode; of one field that holds a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub instead: bool,
    /// Whom it is shown to.
    #[serde(default, skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

/// A field that every organization has.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInField {
    /// Its id.
    pub id: &'static str,
    /// What people read.
    pub label: &'static str,
    /// The attribute under which settings hide it.
    pub attribute: &'static str,
    /// Whether it may be left off pages, and kept from some.
    pub can_hide: bool,
    /// Whether people may fill in their own.
    pub can_fill: bool,
    /// Whether it may be searched.
    pub can_search: bool,
    /// Whether it is searched in a new organization.
    searched: bool,
}

const fn built_in(id: &'static str, label: &'static str) -> BuiltInField {
    BuiltInField {
        id,
        label,
        attribute: id,
        can_hide: true,
        can_fill: true,
        can_search: true,
        searched: false,
    }
}

impl BuiltInField {
    const fn searched(mut self) -> Self {
        self.searched = true;
        self
    }

    /// One that administrators alone change.
    const fn kept(mut self) -> Self {
        self.can_fill = false;
        self
    }

    /// One without which pages would be nobody's.
    const fn always_shown(mut self) -> Self {
        self.can_hide = false;
        self
    }

    const fn never_searched(mut self) -> Self {
        self.can_search = false;
        self
    }

    const fn hidden_as(mut self, attribute: &'static str) -> Self {
        self.attribute = attribute;
        self
    }
}

/// The fields that every organization has, in the order of a new one.
pub const BUILT_IN_FIELDS: [BuiltInField; 12] = [
    built_in("name", "姓名").always_shown().searched(),
    built_in("mobile", "手机号").kept().searched(),
    built_in("email", "邮箱"),
    built_in("org_email", "企业邮箱").kept().hidden_as("email"),
    built_in("ext_number", "分机号"),
    built_in("department", "部门").kept().searched(),
    built_in("title", "职位").searched(),
    built_in("job_number", "工号").searched(),
    built_in("manager", "直属主管").kept().never_searched(),
    built_in("work_station", "办公地点"),
    built_in("hire_date", "入职时间").never_searched(),
    built_in("remark", "备注"),
];

impl Field {
    /// What comes with the id of a built-in field.
    pub fn built_in(&self) -> Option<&'static BuiltInField> {
        if self.kind.is_some() {
            return None;
        }
        BUILT_IN_FIELDS.iter().find(|known| known.id == self.id)
    }

    /// What people read.
    pub fn shown_label(&self) -> &str {
        match self.built_in() {
            _ if !self.label.is_empty() => &self.label,
            Some(built_in) => built_in.label,
            None => &self.id,
        }
    }

    /// The attribute under which settings hide it.
    pub fn attribute(&self) -> &str {
        self.built_in().map_or(&self.id, |known| known.attribute)
    }

    fn usual(known: &BuiltInField) -> Self {
        Self {
            id: known.id.to_owned(),
            label: String::new(),
            kind: None,
            shown: true,
            fillable: false,
            searchable: known.searched,
            instead: false,
            audience: Audience::Everybody,
        }
    }
}

/// What an organization has set of its fields: one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSettings {
    /// In the order in which pages show them.
    pub fields: Vec<Field>,
    /// Fields of the organization's own that were deleted. Values that people have stay, and pages do not show them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub removed: BTreeSet<String>,
}

impl FieldSettings {
    /// Those of a new organization.
    fn usual() -> Self {
        Self {
            fields: BUILT_IN_FIELDS.iter().map(Field::usual).collect(),
            removed: BTreeSet::new(),
        }
    }

    /// With the built-in ones that a later version brought, behind the others.
    fn completed(mut self) -> Self {
        for known in &BUILT_IN_FIELDS {
            if !self.fields.iter().any(|field| field.id == known.id) {
                self.fields.push(Field::usual(known));
            }
        }
        self
    }

    /// A field by its id.
    pub fn get(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Whether another field than this one is called so, or goes by it: forms and columns of files would not tell them apart.
    pub(crate) fn is_taken(&self, text: &str, by_other_than: &str) -> bool {
        let same = |name: &str| name.to_lowercase() == text.to_lowercase();
        let mut others = self.fields.iter().filter(|field| field.id != by_other_than);
        others.any(|field| same(&field.id) || same(field.shown_label()))
    }

    /// Searchable fields that no index of their own holds.
    pub(crate) fn searched_by_text(&self) -> impl Iterator<Item = &Field> {
        const INDEXED: [&str; 5] = ["name", "mobile", "department", "title", "job_number"];
        let searched = self.fields.iter().filter(|field| field.searchable);
        searched.filter(|field| !INDEXED.contains(&field.id.as_str()))
    }

    /// The field that names whom to contact instead of somebody in Executive mode.
    pub fn instead(&self) -> Option<&Field> {
        self.fields.iter().find(|field| field.instead)
    }

    /// The organization's own fields.
    pub fn own(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.kind.is_some())
    }
}

/// The fields with what follows from them.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    settings: Arc<FieldSettings>,
    /// As it is stored; `None` while nothing was ever set.
    stored: Option<Arc<FieldSettings>>,
    /// Those that are not shown to everybody.
    narrowed: Arc<[Field]>,
    /// Attributes that pages leave out.
    unshown: Arc<BTreeSet<String>>,
}

impl Default for Fields {
    fn default() -> Self {
        Self::new(FieldSettings::usual(), None)
    }
}

impl Fields {
    fn new(settings: FieldSettings, stored: Option<Arc<FieldSettings>>) -> Self {
        let narrowed = settings.fields.iter();
        let narrowed = narrowed.filter(|field| !field.audience.is_everybody());
        let unshown = settings.fields.iter().filter(|field| !field.shown);
        let unshown = unshown.map(|field| field.id.clone());
        let unshown = unshown.chain(settings.removed.iter().cloned());
        Self {
            narrowed: narrowed.cloned().collect(),
            unshown: Arc::new(unshown.collect()),
            settings: Arc::new(settings),
            stored,
        }
    }

    pub(crate) fn set(&mut self, settings: &FieldSettings) {
        let stored = Some(Arc::new(settings.clone()));
        *self = Self::new(settings.clone().completed(), stored);
    }

    pub(crate) fn settings(&self) -> &Arc<FieldSettings> {
        &self.settings
    }

    pub(crate) fn stored(&self) -> Option<&Arc<FieldSettings>> {
        self.stored.as_ref()
    }

    pub(crate) fn narrowed(&self) -> &[Field] {
        &self.narrowed
    }

    pub(crate) fn unshown(&self) -> &BTreeSet<String> {
        &self.unshown
    }

    pub(crate) fn is_searchable(&self, id: &str) -> bool {
        self.settings.get(id).is_some_and(|field| field.searchable)
    }

    /// Searchable fields that no index of their own holds.
    pub(crate) fn searched_by_text(&self) -> impl Iterator<Item = &Field> {
        self.settings.searched_by_text()
    }
}

/// What a caller gives of a field; `None` leaves it as it is, and of a new field has the usual value.
#[derive(Clone, Debug, Default)]
pub struct FieldFields {
    /// What people read; empty is what comes with the id.
    pub label: Option<String>,
    /// What it holds.
    pub kind: Option<FieldKind>,
    /// Whether pages show it; those of a new one do.
    pub shown: Option<bool>,
    /// Whether people fill in their own; not of a new one.
    pub fillable: Option<bool>,
    /// Whether people are found by it; not of a new one.
    pub searchable: Option<bool>,
    /// Whether it names whom to contact instead of somebody in Executive mode; not of a new one.
    pub instead: Option<bool>,
    /// Whom it is shown to.
    pub audience: Option<AudienceFields>,
}

/// Whom a field is to be shown to.
#[derive(Clone, Debug)]
pub enum AudienceFields {
    /// Whoever sees the person.
    Everybody,
    /// Those above the person.
    Managers,
    /// These.
    Chosen(SelectionFields),
}
