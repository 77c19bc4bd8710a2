//! How the fields of people's pages come, change and go, and how people fill in their own.

use super::Draft;
use crate::change::Change;
use crate::field::{Audience, AudienceFields, Field, FieldFields, FieldKind, FieldSettings};
use crate::visibility::Selection;
use crate::{ExtensionMode, Refusal, UserFields, limits};
use crate::{Language, sentence};

impl Draft {
    /// Adds a field of the organization's own, behind the others. Its id is the name under which values are stored; the label when
    /// absent. Values that people have under it count.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a name that is taken or does not fit, for too many, and for whatever is wrong with the rest; those of
    /// an audience that is not there.
    pub fn add_field(
        &mut self,
        id: Option<String>,
        fields: FieldFields,
    ) -> Result<String, Refusal> {
        let mut settings = self.field_settings();
        let label = fields.label.clone().unwrap_or_default();
        let id = id.filter(|id| !id.is_empty()).unwrap_or(label);
        check_name(
            ["the id of a field", "字段的 id"],
            &id,
            limits::ATTRIBUTE_CHARS_MAX,
        )?;
        if settings.get(&id).is_some() {
            return Err(Refusal::Invalid(sentence!(
                "there is a field {id:?} already",
                "已有字段 {id:?}"
            )));
        }
        if settings.own().count() >= limits::OWN_FIELDS_MAX {
            let max = limits::OWN_FIELDS_MAX;
            return Err(Refusal::Invalid(sentence!(
                "at most {max} fields of its own",
                "最多 {max} 个自己的字段"
            )));
        }
        let mut field = Field {
            id: id.clone(),
            label: String::new(),
            kind: Some(FieldKind::Text),
            shown: true,
            fillable: false,
            searchable: false,
            instead: false,
            audience: Audience::Everybody,
        };
        self.set_field(&mut field, fields)?;
        check_free(&settings, &field)?;
        settings.removed.remove(&id);
        settings.fields.push(field);
        self.store_fields(settings)?;
        Ok(id)
    }

    /// Changes fields, and puts all of them into another order. All of it or nothing.
    ///
    /// # Errors
    /// [`Refusal::FieldNotFound`], [`Refusal::Invalid`] as [`Draft::add_field`] and for an order that does not name each once.
    pub fn change_fields(
        &mut self,
        changes: Vec<(String, FieldFields)>,
        order: Option<Vec<String>>,
    ) -> Result<(), Refusal> {
        let mut settings = self.field_settings();
        let mut renamed = Vec::new();
        for (id, fields) in changes {
            let mut known = settings.fields.iter_mut();
            let field = known.find(|field| field.id == id);
            let field = field.ok_or(Refusal::FieldNotFound(id))?;
            let before = field.shown_label().to_owned();
            self.set_field(field, fields)?;
            if field.shown_label() != before {
                renamed.push(field.clone());
            }
        }
        // Together, so that two fields can take each other's name.
        (renamed.iter()).try_for_each(|field| check_free(&settings, field))?;
        if let Some(order) = order {
            put_in_order(&mut settings.fields, &order, |field| &field.id)?;
        }
        self.store_fields(settings)
    }

    /// Deletes a field of the organization's own. What people have in it stays with them and on the wire, and is not shown until
    /// there is such a field again.
    ///
    /// # Errors
    /// [`Refusal::FieldNotFound`], [`Refusal::Invalid`] for a built-in one and for too many.
    pub fn remove_field(&mut self, id: &str) -> Result<(), Refusal> {
        let mut settings = self.field_settings();
        let index = settings.fields.iter().position(|field| field.id == id);
        let index = index.ok_or_else(|| Refusal::FieldNotFound(id.to_owned()))?;
        if settings.fields[index].kind.is_none() {
            return Err(Refusal::Invalid(sentence!(
                "{id} is built in and stays",
                "{id} 是内置字段，不能删除"
            )));
        }
        if settings.removed.len() >= limits::REMOVED_FIELDS_MAX {
            let max = limits::REMOVED_FIELDS_MAX;
            return Err(Refusal::Invalid(sentence!(
                "at most {max} fields are deleted",
                "最多删除 {max} 个字段"
            )));
        }
        settings.fields.remove(index);
        settings.removed.insert(id.to_owned());
        self.store_fields(settings)
    }

    fn field_settings(&self) -> FieldSettings {
        (**self.org.fields.settings()).clone()
    }

    fn store_fields(&mut self, settings: FieldSettings) -> Result<(), Refusal> {
        if settings.searched_by_text().count() > limits::SEARCHED_FIELDS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} fields are searchable besides name, mobile, department, title and job number",
                "除姓名、手机号、部门、职位和工号外，最多 {max} 个字段可搜索",
                max = limits::SEARCHED_FIELDS_MAX
            )));
        }
        if settings.fields.iter().filter(|field| field.instead).count() > 1 {
            return Err(Refusal::Invalid(sentence!(
                "one field tells whom to contact instead, and there is one already",
                "只有一个字段说明改联系谁，现在已有一个"
            )));
        }
        if settings != **self.org.fields.settings() {
            self.change(Change::FieldsSet(Box::new(settings)));
        }
        Ok(())
    }

    fn set_field(&self, field: &mut Field, fields: FieldFields) -> Result<(), Refusal> {
        if let Some(label) = fields.label {
            if !label.is_empty() {
                check_name(
                    ["a field's label", "字段名称"],
                    &label,
                    limits::FIELD_LABEL_CHARS_MAX,
                )?;
            }
            field.label = label;
            if field.shown_label() == field.id && field.kind.is_some() {
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
        for (stored, given) in [
            (&mut field.shown, fields.shown),
            (&mut field.fillable, fields.fillable),
            (&mut field.searchable, fields.searchable),
            (&mut field.instead, fields.instead),
        ] {
            *stored = given.unwrap_or(*stored);
        }
        if let Some(audience) = fields.audience {
            field.audience = self.checked_audience(audience)?;
        }
        check_switches(field)
    }

    fn checked_audience(&self, given: AudienceFields) -> Result<Audience, Refusal> {
        Ok(match given {
            AudienceFields::Everybody => Audience::Everybody,
            AudienceFields::Managers => Audience::Managers,
            AudienceFields::Chosen(chosen) => {
                let mut selection = Selection::default();
                let count = chosen.len_over(&selection);
                if count > limits::FIELD_AUDIENCE_MAX {
                    return Err(Refusal::Invalid(sentence!(
                        "a field is shown to at most {max} users, departments and roles together, got {count}",
                        "一个字段最多展示给 {max} 个用户、部门和角色，现有 {count} 个",
                        max = limits::FIELD_AUDIENCE_MAX
                    )));
                }
                self.select(&mut selection, chosen)?;
                Audience::Chosen(selection)
            }
        })
    }

    /// Lets somebody fill in fields of the own page, by id. An empty value clears.
    ///
    /// # Errors
    /// [`Refusal::FieldNotFound`] for a field that people do not fill in, [`Refusal::Invalid`] for a value that does not fit it, and
    /// whatever is wrong with a value of a built-in one.
    pub fn fill_in(&mut self, userid: &str, values: Vec<(String, String)>) -> Result<(), Refusal> {
        let Some(user) = self.org.people.find(userid) else {
            return Err(Refusal::UserNotFound(userid.to_owned()));
        };
        let old = user.to_user();
        let mut fields = UserFields {
            extension_mode: ExtensionMode::Merge,
            ..UserFields::default()
        };
        let mut own = Vec::new();
        for (id, value) in values {
            let field = self.org.fields.settings().get(&id);
            let field = field.filter(|field| field.fillable);
            let field = field.ok_or_else(|| Refusal::FieldNotFound(id.clone()))?;
            match &field.kind {
                None => set_built_in(&mut fields, &id, value)?,
                Some(kind) => {
                    let is_person = *kind == FieldKind::Person && !value.is_empty();
                    let is_known = !is_person || self.org.people.row(&value).is_some();
                    if !field.fits(&value) || !is_known {
                        let (label, wanted) = (field.shown_label(), kind.sentence());
                        let (english, chinese) = (wanted.english(), wanted.told(Language::Chinese));
                        return Err(Refusal::Invalid(sentence!(
                            "{label} is {english}",
                            "{label}应为{chinese}"
                        )));
                    }
                    own.push((id, value));
                }
            }
        }
        fields.extension = (!own.is_empty()).then_some(own);
        self.change_user(old, &fields)
    }
}

/// Puts fields, of whatever sort, into an order that names each once.
pub(super) fn put_in_order<F>(
    fields: &mut Vec<F>,
    order: &[String],
    id_of: fn(&F) -> &str,
) -> Result<(), Refusal> {
    let mut ordered = Vec::with_capacity(fields.len());
    for id in order {
        let index = fields.iter().position(|field| id_of(field) == id);
        let index = index.ok_or_else(|| Refusal::FieldNotFound(id.clone()))?;
        ordered.push(fields.remove(index));
    }
    if let Some(left) = fields.first() {
        return Err(Refusal::Invalid(sentence!(
            "an order names every field once, this one lacks {id:?}",
            "排序要列出每个字段各一次，现在缺少 {id:?}",
            id = id_of(left)
        )));
    }
    *fields = ordered;
    Ok(())
}

/// Refuses a name that another field has.
fn check_free(settings: &FieldSettings, field: &Field) -> Result<(), Refusal> {
    let label = field.shown_label();
    if settings.is_taken(label, &field.id) {
        return Err(Refusal::Invalid(sentence!(
            "another field is called {label:?} already",
            "已有叫 {label:?} 的字段"
        )));
    }
    Ok(())
}

/// Puts what somebody fills in where the calls of administrators have it.
fn set_built_in(fields: &mut UserFields, id: &str, value: String) -> Result<(), Refusal> {
    let field = match id {
        "name" => &mut fields.name,
        "email" => &mut fields.email,
        "ext_number" => &mut fields.telephone,
        "title" => &mut fields.title,
        "job_number" => &mut fields.job_number,
        "work_station" => &mut fields.work_place,
        "remark" => &mut fields.remark,
        "hire_date" => {
            let date = value.parse::<i64>().ok().filter(|_| !value.is_empty());
            fields.hired_date = Some(date.ok_or(Refusal::HiredDateInvalid)?);
            return Ok(());
        }
        _ => return Err(Refusal::FieldNotFound(id.to_owned())),
    };
    *field = Some(value);
    Ok(())
}

pub(super) fn check_name(
    [english, chinese]: [&str; 2],
    text: &str,
    chars_max: usize,
) -> Result<(), Refusal> {
    let fits = !text.trim().is_empty()
        && text.trim() == text
        && text.chars().count() <= chars_max
        && !text.chars().any(char::is_control);
    if fits {
        return Ok(());
    }
    Err(Refusal::Invalid(sentence!(
        "{english} has 1 to {chars_max} characters, all of them visible and no blanks around them",
        "{chinese}长度为 1 到 {chars_max} 个可见字符，首尾没有空白"
    )))
}

pub(super) fn check_kind(kind: &FieldKind) -> Result<(), Refusal> {
    let (choices, has_commas) = match kind {
        FieldKind::SingleChoice(choices) => (choices, false),
        FieldKind::MultiChoice(choices) => (choices, true),
        _ => return Ok(()),
    };
    if choices.is_empty() || choices.len() > limits::FIELD_CHOICES_MAX {
        let max = limits::FIELD_CHOICES_MAX;
        return Err(Refusal::Invalid(sentence!(
            "a field has 1 to {max} choices",
            "一个字段有 1 到 {max} 个选项"
        )));
    }
    for (index, choice) in choices.iter().enumerate() {
        check_name(["a choice", "选项"], choice, limits::FIELD_CHOICE_CHARS_MAX)?;
        if has_commas && choice.contains(',') {
            return Err(Refusal::Invalid(sentence!(
                "a choice among several has no comma",
                "多选的选项里不能有逗号"
            )));
        }
        if choices[..index].contains(choice) {
            return Err(Refusal::Invalid(sentence!(
                "{choice:?} is among the choices twice",
                "选项里 {choice:?} 出现了两次"
            )));
        }
    }
    Ok(())
}

/// Whether what is switched on or off of a field can be.
fn check_switches(field: &Field) -> Result<(), Refusal> {
    let refused = |english: &str, chinese: &str| {
        let label = field.shown_label();
        Err(Refusal::Invalid(sentence!(
            "{label} {english}",
            "{label}{chinese}"
        )))
    };
    if field.kind == Some(FieldKind::Person) && field.searchable {
        return refused("holds a person and is not searchable", "填的是人，不能搜索");
    }
    if field.instead && field.kind != Some(FieldKind::Person) {
        return refused(
            "holds no person, so it does not tell whom to contact instead",
            "填的不是人，不能说明改联系谁",
        );
    }
    let Some(known) = field.built_in() else {
        return Ok(());
    };
    if !known.can_hide && (!field.shown || field.audience != Audience::Everybody) {
        return refused("is always shown to everybody", "始终对所有人展示");
    }
    if !known.can_fill && field.fillable {
        return refused("is for administrators to fill in", "由管理员填写");
    }
    if !known.can_search && field.searchable {
        return refused("is not searchable", "不能搜索");
    }
    Ok(())
}
