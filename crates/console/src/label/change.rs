//! Change a group of labels: `PUT /v1.0/orgbook/console/labelGroups/{groupId}`.

use super::wire::{GroupAnswer, LabelGiven, fields, refused};
use crate::prelude::*;
use org::{LabelId, Module};

/// What changes; what is left out stays.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    group_id: i64,
    name: Option<String>,
    /// 32 bits of alpha, red, green and blue.
    color: Option<i32>,
    /// All its labels in order: those that are there by their ids. A label that somebody has stays.
    labels: Option<Vec<LabelGiven>>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/labelGroups/{groupId}",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::ExternalContacts)
    .faults(&[LABELS]);
    type Response = GroupAnswer;

    fn write(self, draft: &mut Draft) -> Reply<GroupAnswer> {
        let given = fields(self.name, self.color, self.labels);
        let id = draft.put_label_group(Some(LabelId(self.group_id)), given);
        let id = id.map_err(refused)?;
        GroupAnswer::of(&draft.view(), id)
    }
}
