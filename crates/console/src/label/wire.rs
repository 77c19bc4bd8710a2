//! Groups of labels as they go over the wire.

use crate::prelude::*;
use org::{GivenLabel, LabelGroup, LabelGroupFields, LabelId, Refusal};

/// A label.
#[derive(Clone, Deserialize, JsonSchema)]
pub(crate) struct LabelGiven {
    /// Of a label that is there; a new one has none.
    id: Option<i64>,
    name: String,
}

/// What is given of a group.
pub(crate) fn fields(
    name: Option<String>,
    color: Option<i32>,
    labels: Option<Vec<LabelGiven>>,
) -> LabelGroupFields {
    let labels = labels.map(|labels| {
        let labels = labels.into_iter().map(|label| GivenLabel {
            id: label.id.map(LabelId),
            name: label.name,
        });
        labels.collect()
    });
    LabelGroupFields {
        name,
        color,
        labels,
    }
}

/// A group with its labels.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupAnswer {
    group_id: i64,
    name: String,
    color: i32,
    labels: Vec<LabelAnswer>,
}

/// A label.
#[derive(Serialize, JsonSchema)]
struct LabelAnswer {
    id: i64,
    name: String,
}

impl From<&LabelGroup> for GroupAnswer {
    fn from(group: &LabelGroup) -> Self {
        let labels = group.labels.iter().map(|label| LabelAnswer {
            id: label.id.0,
            name: label.name.clone(),
        });
        Self {
            group_id: group.id.0,
            name: group.name.clone(),
            color: group.color,
            labels: labels.collect(),
        }
    }
}

impl GroupAnswer {
    pub(crate) fn of(view: &View<'_>, id: LabelId) -> Reply<Self> {
        let group = view.label_groups().find(|group| group.id == id);
        Ok(group.ok_or(LABELS)?.into())
    }
}

/// Why a group was refused.
pub(crate) fn refused(refusal: Refusal) -> Fault {
    Fault::because(LABELS, &refusal)
}
