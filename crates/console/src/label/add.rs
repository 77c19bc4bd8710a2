//! Add a group of labels: `POST /v1.0/orgbook/console/labelGroups`.

use super::wire::{GroupAnswer, LabelGiven, fields, refused};
use crate::prelude::*;
use org::Module;

/// The group.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    name: String,
    /// 32 bits of alpha, red, green and blue.
    color: Option<i32>,
    labels: Option<Vec<LabelGiven>>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/console/labelGroups", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .module(Module::ExternalContacts)
        .faults(&[LABELS]);
    type Response = GroupAnswer;

    fn write(self, draft: &mut Draft) -> Reply<GroupAnswer> {
        let given = fields(Some(self.name), self.color, self.labels);
        let id = draft.put_label_group(None, given).map_err(refused)?;
        GroupAnswer::of(&draft.view(), id)
    }
}
