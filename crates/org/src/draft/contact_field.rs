//! How the fields of external contacts come, change and go, and what is put into them.

use super::Draft;
use super::field::{check_kind, check_name, put_in_order};
use crate::change::Change;
use crate::external_contact::field::{ContactField, ContactFieldFields, ContactFieldSettings};
use crate::field::FieldKind;
use crate::{ExternalContact, Language, Refusal, limits, sentence};

impl Draft {
    /// Adds a field of the organization's own, behind the others. Its id is the name under which values are stored; the label when
    /// absent. Values that contacts have under it count.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a name that is taken or does not fit, for too many, and for whatever is wrong with the rest.
    pub fn add_contact_field(
        &mut self,
        id: Option<String>,
        fields: ContactFieldFields,
    ) -> Result<String, Refusal> {
        let mut settings = self.contact_field_settings();
        let label = fields.label.clone().unwrap_or_default();
        let id = id.filter(|id| !id.is_empty()).unwrap_or(label);
        check_name(
            ["the id of a field", "字段的 id"],
            &id,
            limits::ATTRIBUTE_CHARS_MAX,
        )?;
        if settings.get(&id).is_some() || settings.is_taken(&id, &id) {
            return Err(taken(&id));
        }
        let max = limits::EXTERNAL_CONTACT_FIELDS_MAX;
        if settings.own().count() >= max {
            return Err(Refusal::Invalid(sentence!(
                "external contacts have at most {max} fields of the organization's own",
                "外部联系人最多有 {max} 个自定义字段"
            )));
        }
        let mut field = ContactField {
            id: id.clone(),
            label: String::new(),
            kind: Some(FieldKind::Text),
            shown: true,
        };
        set_field(&mut field, fields)?;
        settings.removed.remove(&id);
        settings.fields.push(field);
        self.store_contact_fields(settings)?;
        Ok(id)
    }

    /// Changes fields, and puts all of them into another order. All of it or nothing.
    ///
    /// # Errors
    /// [`Refusal::FieldNotFound`], [`Refusal::Invalid`] as [`Draft::add_contact_field`] and for an order that does not name each once.
    pub fn change_contact_fields(
        &mut self,
        changes: Vec<(String, ContactFieldFields)>,
        order: Option<Vec<String>>,
    ) -> Result<(), Refusal> {
        let mut settings = self.contact_field_settings();
        for (id, fields) in changes {
            let mut known = settings.fields.iter_mut();
            let field = known.find(|field| field.id == id);
            set_field(field.ok_or(Refusal::FieldNotFound(id))?, fields)?;
        }
        if let Some(order) = order {
            put_in_order(&mut settings.fields, &order, |field| &field.id)?;
        }
        self.store_contact_fields(settings)
    }

    /// Deletes a field of the organization's own. What contacts have in it stays, and nobody is shown it until there is such a field
    /// again.
    ///
    /// # Errors
    /// [`Refusal::FieldNotFound`], [`Refusal::Invalid`] for a built-in one and for too many.
    pub fn remove_contact_field(&mut self, id: &str) -> Result<(), Refusal> {
        let mut settings = self.contact_field_settings();
        let index = settings.fields.iter().position(|field| field.id == id);
        let index = index.ok_or_else(|| Refusal::FieldNotFound(id.to_owned()))?;
        if settings.fields[index].kind.is_none() {
            return Err(Refusal::Invalid(sentence!(
                "{id} is built in and stays",
                "{id} 是内置字段，不能删除"
            )));
        }
        let max = limits::EXTERNAL_CONTACT_FIELDS_REMOVED_MAX;
        if settings.removed.len() >= max {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} fields are deleted",
                "最多删除 {max} 个字段"
            )));
        }
        settings.fields.remove(index);
        settings.removed.insert(id.to_owned());
        self.store_contact_fields(settings)
    }

    fn contact_field_settings(&self) -> ContactFieldSettings {
        (**self.org.contact_fields.settings()).clone()
    }

    fn store_contact_fields(&mut self, settings: ContactFieldSettings) -> Result<(), Refusal> {
        for field in &settings.fields {
            if settings.is_taken(field.shown_label(), &field.id) {
                return Err(taken(field.shown_label()));
            }
        }
        if settings != **self.org.contact_fields.settings() {
            self.change(Change::ContactFieldsSet(Box::new(settings)));
        }
        Ok(())
    }

    /// Puts values into fields of the organization's own. One that stays as it is need not fit: its field may have had another type.
    pub(super) fn set_own_values(
        &self,
        contact: &mut ExternalContact,
        values: Vec<(String, String)>,
    ) -> Result<(), Refusal> {
        for (id, value) in values {
            let field = self.org.contact_fields.settings().get(&id);
            let field = field.filter(|field| field.kind.is_some());
            let field = field.ok_or_else(|| Refusal::FieldNotFound(id.clone()))?;
            // Whoever guesses a person whom he may not see is not told that he guessed right.
            let is_hidden = field.kind == Some(FieldKind::Person)
                && self.view().user_exists(&value)
                && self.view().user(&value).is_err();
            if contact.own_value(&id) == value && !is_hidden {
                continue;
            }
            self.check_own_value(field, &value)?;
            let known = contact.own.iter().position(|(known, _)| *known == id);
            match (known, value.is_empty()) {
                (Some(place), true) => drop(contact.own.remove(place)),
                (Some(place), false) => contact.own[place].1 = value,
                (None, true) => {}
                (None, false) => contact.own.push((id, value)),
            }
        }
        let lengths = contact.own.iter();
        let lengths = lengths.map(|(id, value)| id.chars().count() + value.chars().count());
        let (length, max) = (
            lengths.sum::<usize>(),
            limits::EXTERNAL_CONTACT_OWN_CHARS_MAX,
        );
        if length > max {
            return Err(Refusal::Invalid(sentence!(
                "own fields of an external contact have at most {max} characters together, those of deleted fields counted, got {length}",
                "外部联系人的自定义字段合计最多 {max} 个字符（含已删除的字段），现有 {length} 个"
            )));
        }
        Ok(())
    }

    fn check_own_value(&self, field: &ContactField, value: &str) -> Result<(), Refusal> {
        let Some(kind) = field.kind.as_ref().filter(|_| !value.is_empty()) else {
            return Ok(());
        };
        let is_known = *kind != FieldKind::Person || self.view().user(value).is_ok();
        if is_known && kind.fits(value) {
            return Ok(());
        }
        let (label, wanted) = (field.shown_label(), kind.sentence());
        let (english, chinese) = (wanted.english(), wanted.told(Language::Chinese));
        Err(Refusal::Invalid(sentence!(
            "{label} is {english}",
            "{label}应为{chinese}"
        )))
    }
}

fn taken(name: &str) -> Refusal {
    Refusal::Invalid(sentence!(
        "something of external contacts is called {name:?} already",
        "外部联系人已经有叫 {name:?} 的内容"
    ))
}

fn set_field(field: &mut ContactField, fields: ContactFieldFields) -> Result<(), Refusal> {
    if let Some(label) = fields.label {
        if !label.is_empty() {
            check_name(
                ["a field's label", "字段名称"],
                &label,
                limits::FIELD_LABEL_CHARS_MAX,
            )?;
        }
        field.label = label;
        let usual = field.built_in().map_or(&*field.id, |known| known.label);
        if field.label == usual {
            field.label.clear();
        }
    }
    if let Some(kind) = fields.kind {
        if field.kind.is_none() {
            let id = &field.id;
            return Err(Refusal::Invalid(sentence!(
                "{id} is built in and keeps its type",
                "{id} 是内置字段，类型不能改"
            )));
        }
        check_kind(&kind)?;
        field.kind = Some(kind);
    }
    field.shown = fields.shown.unwrap_or(field.shown);
    let may_hide = field.built_in().is_none_or(|known| known.can_hide);
    if !field.shown && !may_hide {
        let label = field.shown_label();
        return Err(Refusal::Invalid(sentence!(
            "{label} is always shown",
            "{label}始终展示"
        )));
    }
    Ok(())
}
