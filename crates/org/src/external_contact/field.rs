//! The fields of external contacts: which there are, in which order, and which of them people are shown.

use super::ExternalContact;
use crate::field::FieldKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A field of external contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactField {
    /// Of a built-in one, its id among [`BUILT_IN_CONTACT_FIELDS`]; of the organization's own, the name under which values are stored.
    pub id: String,
    /// What people read, where it is not what comes with the id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// What it holds; `None` for a built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FieldKind>,
    /// Whether people who see a contact are shown it. Administrators always are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shown: bool,
}

/// A field that the external contacts of every organization have.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInContactField {
    /// Its id.
    pub id: &'static str,
    /// What people read.
    pub label: &'static str,
    /// The same in English.
    pub english: &'static str,
    /// Whether it may be kept from people.
    pub can_hide: bool,
    /// Whether people are shown it in a new organization.
    shown: bool,
}

const fn built_in(
    id: &'static str,
    label: &'static str,
    english: &'static str,
) -> BuiltInContactField {
    BuiltInContactField {
        id,
        label,
        english,
        can_hide: true,
        shown: true,
    }
}

impl BuiltInContactField {
    /// One without which nobody would know who is meant.
    const fn always_shown(mut self) -> Self {
        self.can_hide = false;
        self
    }

    /// One that administrators alone read until they show it.
    const fn kept_back(mut self) -> Self {
        self.shown = false;
        self
    }
}

/// The fields that the external contacts of every organization have, in the order of a new one.
pub const BUILT_IN_CONTACT_FIELDS: [BuiltInContactField; 7] = [
    built_in("name", "姓名", "Name").always_shown(),
    built_in("mobile", "手机号", "Mobile").always_shown(),
    built_in("company_name", "公司", "Company"),
    built_in("title", "职位", "Title"),
    built_in("email", "邮箱", "Email"),
    built_in("address", "地址", "Address"),
    built_in("remark", "备注", "Remark").kept_back(),
];

/// What else stands on a contact and is no field: no field is called like it.
const TAKEN: [&str; 10] = [
    "联系人ID",
    "Contact ID",
    "负责人",
    "Owner",
    "标签",
    "Labels",
    "共享给部门",
    "Shared with departments",
    "共享给成员",
    "Shared with people",
];

impl ContactField {
    /// What comes with the id of a built-in field.
    pub fn built_in(&self) -> Option<&'static BuiltInContactField> {
        if self.kind.is_some() {
            return None;
        }
        let mut known = BUILT_IN_CONTACT_FIELDS.iter();
        known.find(|known| known.id == self.id)
    }

    /// What people read.
    pub fn shown_label(&self) -> &str {
        match self.built_in() {
            _ if !self.label.is_empty() => &self.label,
            Some(built_in) => built_in.label,
            None => &self.id,
        }
    }

    /// Whether a text names the field or would be taken for its name.
    fn is_called(&self, text: &str) -> bool {
        let same = |name: &str| name.to_lowercase() == text.to_lowercase();
        let known = self.built_in();
        same(&self.id)
            || same(self.shown_label())
            || known.is_some_and(|known| same(known.label) || same(known.english))
    }

    fn usual(known: &BuiltInContactField) -> Self {
        Self {
            id: known.id.to_owned(),
            label: String::new(),
            kind: None,
            shown: known.shown,
        }
    }
}

/// What an organization has set of the fields of its external contacts: one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFieldSettings {
    /// In the order in which they are shown.
    pub fields: Vec<ContactField>,
    /// Fields of the organization's own that were deleted. Values that contacts have stay, and nobody is shown them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub removed: BTreeSet<String>,
}

impl ContactFieldSettings {
    /// Those of a new organization.
    fn usual() -> Self {
        let known = BUILT_IN_CONTACT_FIELDS.iter();
        Self {
            fields: known.map(ContactField::usual).collect(),
            removed: BTreeSet::new(),
        }
    }

    /// With the built-in ones that a later version brought, behind the others.
    fn completed(mut self) -> Self {
        for known in &BUILT_IN_CONTACT_FIELDS {
            if self.get(known.id).is_none() {
                self.fields.push(ContactField::usual(known));
            }
        }
        self
    }

    /// A field by its id.
    pub fn get(&self, id: &str) -> Option<&ContactField> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The organization's own fields.
    pub fn own(&self) -> impl Iterator<Item = &ContactField> {
        self.fields.iter().filter(|field| field.kind.is_some())
    }

    /// Whether people are shown a field.
    pub(crate) fn shows(&self, id: &str) -> bool {
        self.get(id).is_some_and(|field| field.shown)
    }

    /// Whether another than this field is called so, or something that is no field.
    pub(crate) fn is_taken(&self, text: &str, by_other_than: &str) -> bool {
        let taken = TAKEN.iter();
        let mut taken = taken.map(|name| name.to_lowercase());
        let mut others = self.fields.iter().filter(|field| field.id != by_other_than);
        taken.any(|name| name == text.to_lowercase()) || others.any(|field| field.is_called(text))
    }
}

/// The fields with what is stored of them.
#[derive(Clone, Debug)]
pub(crate) struct ContactFields {
    settings: Arc<ContactFieldSettings>,
    /// As it is stored; `None` while nothing was ever set.
    stored: Option<Arc<ContactFieldSettings>>,
}

impl Default for ContactFields {
    fn default() -> Self {
        Self {
            settings: Arc::new(ContactFieldSettings::usual()),
            stored: None,
        }
    }
}

impl ContactFields {
    pub(crate) fn set(&mut self, settings: &ContactFieldSettings) {
        self.stored = Some(Arc::new(settings.clone()));
        self.settings = Arc::new(settings.clone().completed());
    }

    pub(crate) fn settings(&self) -> &Arc<ContactFieldSettings> {
        &self.settings
    }

    pub(crate) fn stored(&self) -> Option<&Arc<ContactFieldSettings>> {
        self.stored.as_ref()
    }
}

impl ExternalContact {
    /// What stands in a field; empty for nothing. The number has a form of its own.
    pub fn text_of(&self, field: &ContactField) -> &str {
        match field.id.as_str() {
            _ if field.kind.is_some() => self.own_value(&field.id),
            "name" => &self.name,
            "company_name" => &self.company_name,
            "title" => &self.title,
            "email" => &self.email,
            "address" => &self.address,
            "remark" => &self.remark,
            _ => "",
        }
    }

    /// What stands in a field of the organization's own, by its id; empty for nothing.
    pub fn own_value(&self, id: &str) -> &str {
        let mut own = self.own.iter();
        own.find(|(known, _)| known == id)
            .map_or("", |(_, value)| value)
    }
}

/// What a caller gives of a field; `None` leaves it as it is, and of a new field has the usual value.
#[derive(Clone, Debug, Default)]
pub struct ContactFieldFields {
    /// What people read; empty is what comes with the id.
    pub label: Option<String>,
    /// What it holds; a text when nothing is said of a new one.
    pub kind: Option<FieldKind>,
    /// Whether people are shown it; they are shown a new one.
    pub shown: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_fields_that_a_later_version_brought_come_behind_the_others() {
        let own = ContactField {
            id: "size".to_owned(),
            label: String::new(),
            kind: Some(FieldKind::Number),
            shown: true,
        };
        let name = ContactField::usual(&BUILT_IN_CONTACT_FIELDS[0]);
        let mut fields = ContactFields::default();
        let stored = ContactFieldSettings {
            fields: vec![own, name],
            removed: BTreeSet::new(),
        };
        fields.set(&stored);
        let ids: Vec<&str> = (fields.settings().fields.iter())
            .map(|field| field.id.as_str())
            .collect();
        assert_eq!(
            ids.join(" "),
            "size name mobile company_name title email address remark"
        );
        assert_eq!(fields.stored().map(|stored| &**stored), Some(&stored));
    }

    #[test]
    fn a_name_is_taken_by_whatever_is_called_so() {
        let settings = ContactFieldSettings::usual();
        for text in ["公司", "company", "COMPANY_NAME", "labels", "负责人"] {
            assert!(settings.is_taken(text, "size"), "{text}");
        }
        assert!(!settings.is_taken("公司", "company_name"));
        assert!(!settings.is_taken("Size", "size"));
    }
}
