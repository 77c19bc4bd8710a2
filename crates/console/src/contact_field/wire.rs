//! Fields of external contacts as they go over the wire.

use crate::field::wire::told_kind;
use crate::prelude::*;
use org::{ContactField, Refusal};

/// A field.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactFieldAnswer {
    id: String,
    label: String,
    /// Whether every organization has it.
    built_in: bool,
    /// `text`, `link`, `number`, `date`, `singleChoice`, `multiChoice`, `person` or `phone`.
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<String>,
    /// Whether people who see a contact are shown it. Administrators always are.
    shown: bool,
    /// Switches that stay as they are: `shown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixed: Vec<&'static str>,
}

/// What a field of external contacts holds, by name, and its choices.
pub(crate) fn kind_of(field: &ContactField) -> (&'static str, &[String]) {
    match &field.kind {
        Some(kind) => told_kind(kind),
        None if field.id == "mobile" => ("phone", &[]),
        None => ("text", &[]),
    }
}

impl From<&ContactField> for ContactFieldAnswer {
    fn from(field: &ContactField) -> Self {
        let (kind, choices) = kind_of(field);
        let is_fixed = field.built_in().is_some_and(|known| !known.can_hide);
        Self {
            id: field.id.clone(),
            label: field.shown_label().to_owned(),
            built_in: field.kind.is_none(),
            kind,
            choices: choices.to_vec(),
            shown: field.shown,
            fixed: is_fixed.then_some("shown").into_iter().collect(),
        }
    }
}

/// Why a change of fields was refused.
pub(super) fn refused(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::FieldNotFound(_) => Fault::because(FIELD, &refusal),
        other => Fault::because(PARAMETER, &other),
    }
}
