//! Fields as they go over the wire.

use crate::prelude::*;
use org::{
    Audience, AudienceFields, Field, FieldFields, FieldKind, Refusal, RoleId, SelectionFields,
};

/// A field.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FieldAnswer {
    id: String,
    label: String,
    /// Whether every organization has it.
    built_in: bool,
    /// `text`, `link`, `number`, `date`, `singleChoice`, `multiChoice`, `person` or `phone`.
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<String>,
    shown: bool,
    fillable: bool,
    searchable: bool,
    /// Whether it names whom to contact instead of somebody in Executive mode. Absent is false.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    instead: bool,
    audience: AudienceAnswer,
    /// Switches that stay as they are: `shown` (and the audience with it), `fillable`, `searchable`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixed: Vec<&'static str>,
}

/// Whom a field is shown to.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AudienceAnswer {
    /// `everybody`, `managers` or `chosen`.
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    user_ids: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dept_ids: Vec<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    role_ids: Vec<i64>,
}

impl AudienceAnswer {
    /// Of those who are chosen, whom the caller sees.
    fn of(view: &View<'_>, audience: &Audience) -> Self {
        let mut answer = Self {
            kind: "everybody",
            user_ids: Vec::new(),
            dept_ids: Vec::new(),
            role_ids: Vec::new(),
        };
        match audience {
            Audience::Everybody => {}
            Audience::Managers => answer.kind = "managers",
            Audience::Chosen(chosen) => {
                answer.kind = "chosen";
                let users = chosen.users.iter().map(ToString::to_string);
                answer.user_ids = users.filter(|id| view.user(id).is_ok()).collect();
                let departments = chosen.departments.iter();
                let seen = departments.filter(|id| view.department(**id).is_ok());
                answer.dept_ids = seen.map(|id| id.0).collect();
                answer.role_ids = chosen.roles.iter().map(|id| id.0).collect();
            }
        }
        answer
    }
}

/// What a field holds, by name, and its choices.
pub(crate) fn kind_of(field: &Field) -> (&'static str, &[String]) {
    match &field.kind {
        None => (built_in_kind(&field.id), &[]),
        Some(kind) => told_kind(kind),
    }
}

/// The same of a field of an organization's own.
pub(crate) fn told_kind(kind: &FieldKind) -> (&'static str, &[String]) {
    match kind {
        FieldKind::Text => ("text", &[]),
        FieldKind::Link => ("link", &[]),
        FieldKind::Number => ("number", &[]),
        FieldKind::Date => ("date", &[]),
        FieldKind::SingleChoice(choices) => ("singleChoice", choices),
        FieldKind::MultiChoice(choices) => ("multiChoice", choices),
        FieldKind::Person => ("person", &[]),
        FieldKind::Phone => ("phone", &[]),
    }
}

fn built_in_kind(id: &str) -> &'static str {
    match id {
        "mobile" | "ext_number" => "phone",
        "hire_date" => "date",
        "manager" => "person",
        _ => "text",
    }
}

impl FieldAnswer {
    pub(crate) fn of(view: &View<'_>, field: &Field) -> Self {
        let (kind, choices) = kind_of(field);
        let fixed = field.built_in().map(|known| {
            let switches = [
                (known.can_hide, "shown"),
                (known.can_fill, "fillable"),
                (known.can_search, "searchable"),
            ];
            let fixed = switches.into_iter().filter(|(can, _)| !can);
            fixed.map(|(_, name)| name).collect()
        });
        Self {
            id: field.id.clone(),
            label: field.shown_label().to_owned(),
            built_in: field.kind.is_none(),
            kind,
            choices: choices.to_vec(),
            shown: field.shown,
            fillable: field.fillable,
            searchable: field.searchable,
            instead: field.instead,
            audience: AudienceAnswer::of(view, &field.audience),
            fixed: fixed.unwrap_or_default(),
        }
    }
}

/// Whom a field is to be shown to.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AudienceGiven {
    /// `everybody`, `managers` or `chosen`.
    kind: String,
    user_ids: Option<Vec<String>>,
    dept_ids: Option<Vec<i64>>,
    role_ids: Option<Vec<i64>>,
}

impl AudienceGiven {
    fn read(self) -> Reply<AudienceFields> {
        Ok(match self.kind.as_str() {
            "everybody" => AudienceFields::Everybody,
            "managers" => AudienceFields::Managers,
            "chosen" => AudienceFields::Chosen(SelectionFields {
                users: self.user_ids,
                departments: self
                    .dept_ids
                    .map(|ids| ids.into_iter().map(DepartmentId).collect()),
                roles: self
                    .role_ids
                    .map(|ids| ids.into_iter().map(RoleId).collect()),
            }),
            other => {
                let detail = sentence!(
                    "audience.kind is everybody, managers or chosen, got {other}",
                    "audience.kind 为 everybody、managers 或 chosen，收到的是 {other}"
                );
                return Err(Fault::invalid("audience", detail));
            }
        })
    }
}

/// What is given of a field.
pub(crate) struct Given {
    pub(crate) label: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) choices: Option<Vec<String>>,
    pub(crate) shown: Option<bool>,
    pub(crate) fillable: Option<bool>,
    pub(crate) searchable: Option<bool>,
    pub(crate) instead: Option<bool>,
    pub(crate) audience: Option<AudienceGiven>,
}

impl Given {
    pub(crate) fn read(self) -> Reply<FieldFields> {
        Ok(FieldFields {
            label: self.label,
            kind: given_kind(self.kind, self.choices)?,
            shown: self.shown,
            fillable: self.fillable,
            searchable: self.searchable,
            instead: self.instead,
            audience: self.audience.map(AudienceGiven::read).transpose()?,
        })
    }
}

/// What a field is to hold, by name, with its choices.
pub(crate) fn given_kind(
    kind: Option<String>,
    choices: Option<Vec<String>>,
) -> Reply<Option<FieldKind>> {
    match kind {
        None if choices.is_some() => {
            let detail = sentence!(
                "choices come with type singleChoice or multiChoice",
                "只有单选和多选字段有选项"
            );
            Err(Fault::invalid("choices", detail))
        }
        None => Ok(None),
        Some(kind) => read_kind(&kind, choices.unwrap_or_default()).map(Some),
    }
}

fn read_kind(name: &str, choices: Vec<String>) -> Reply<FieldKind> {
    Ok(match name {
        "text" => FieldKind::Text,
        "link" => FieldKind::Link,
        "number" => FieldKind::Number,
        "date" => FieldKind::Date,
        "singleChoice" => FieldKind::SingleChoice(choices),
        "multiChoice" => FieldKind::MultiChoice(choices),
        "person" => FieldKind::Person,
        "phone" => FieldKind::Phone,
        other => {
            let detail = sentence!(
                "type is text, link, number, date, singleChoice, multiChoice, person or phone, got {other}",
                "类型为 text、link、number、date、singleChoice、multiChoice、person 或 phone，收到的是 {other}"
            );
            return Err(Fault::invalid("type", detail));
        }
    })
}

/// Why a change of fields was refused.
pub(crate) fn refused(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::FieldNotFound(_) => Fault::because(FIELD, &refusal),
        other => Fault::because(PARAMETER, &other),
    }
}
