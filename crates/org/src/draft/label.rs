//! How labels of external contacts and their groups come, change and go.

use super::Draft;
use crate::change::Change;
use crate::{Label, LabelGroup, LabelId, Refusal, limits};
use crate::{Sentence, sentence};

/// A label as it is given: one that is there by its id, a new one without.
#[derive(Clone, Debug)]
pub struct GivenLabel {
    /// Of a label that is there.
    pub id: Option<LabelId>,
    /// Its name.
    pub name: String,
}

/// What is given of a group; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct LabelGroupFields {
    /// Its name.
    pub name: Option<String>,
    /// 32 bits of alpha, red, green and blue.
    pub color: Option<i32>,
    /// All its labels, in order.
    pub labels: Option<Vec<GivenLabel>>,
}

impl Draft {
    /// Adds a group of labels, or changes one. Labels that are left out go.
    ///
    /// # Errors
    /// [`Refusal::LabelsInvalid`] for a group or label that is not there, for names that are taken or do not fit, for too many, and
    /// for a label that goes while somebody has it.
    pub fn put_label_group(
        &mut self,
        id: Option<LabelId>,
        fields: LabelGroupFields,
    ) -> Result<LabelId, Refusal> {
        let old = match id {
            None => None,
            Some(id) => {
                let group = self.org.label_groups.get(&id);
                let group = group
                    .ok_or_else(|| invalid(sentence!("no label group {id}", "没有标签组 {id}")))?;
                Some((**group).clone())
            }
        };
        if old.is_none() && self.org.label_groups.len() >= limits::LABEL_GROUPS_MAX {
            let max = limits::LABEL_GROUPS_MAX;
            return Err(invalid(sentence!(
                "at most {max} label groups",
                "最多 {max} 个标签组"
            )));
        }
        let mut group = match &old {
            Some(old) => old.clone(),
            None => LabelGroup {
                id: LabelId(self.next_label_id().0),
                name: String::new(),
                color: USUAL_COLOR,
                labels: Vec::new(),
            },
        };
        if let Some(name) = fields.name {
            group.name = checked_name(&name)?;
        }
        group.color = fields.color.unwrap_or(group.color);
        if let Some(labels) = fields.labels {
            group.labels = self.given_labels(&group, labels)?;
        }
        checked_name(&group.name)?;
        let mut others = self.org.label_groups.values();
        if others.any(|other| other.id != group.id && other.name == group.name) {
            let name = &group.name;
            return Err(invalid(sentence!(
                "there is a label group {name:?} already",
                "已有标签组 {name:?}"
            )));
        }
        let id = group.id;
        if old.as_ref() != Some(&group) {
            self.change(Change::LabelGroupSet(group));
        }
        Ok(id)
    }

    fn given_labels(
        &mut self,
        group: &LabelGroup,
        given: Vec<GivenLabel>,
    ) -> Result<Vec<Label>, Refusal> {
        if given.len() > limits::LABELS_OF_GROUP_MAX {
            let max = limits::LABELS_OF_GROUP_MAX;
            return Err(invalid(sentence!(
                "a group has at most {max} labels",
                "一个标签组最多 {max} 个标签"
            )));
        }
        let mut labels: Vec<Label> = Vec::with_capacity(given.len());
        for GivenLabel { id, name } in given {
            let name = checked_name(&name)?;
            let id = match id {
                None => LabelId(self.next_label_id().0),
                Some(id) if group.labels.iter().any(|label| label.id == id) => id,
                Some(id) => {
                    return Err(invalid(sentence!(
                        "the group has no label {id}",
                        "这个标签组没有标签 {id}"
                    )));
                }
            };
            if labels
                .iter()
                .any(|label| label.id == id || label.name == name)
            {
                return Err(invalid(sentence!(
                    "{name:?} is there twice",
                    "{name:?} 出现了两次"
                )));
            }
            labels.push(Label { id, name });
        }
        let kept: Vec<LabelId> = labels.iter().map(|label| label.id).collect();
        let going = group.labels.iter().map(|label| label.id);
        self.check_unused(&going.filter(|id| !kept.contains(id)).collect::<Vec<_>>())?;
        Ok(labels)
    }

    /// Looks at every external contact: it is rare that a label goes.
    fn check_unused(&self, labels: &[LabelId]) -> Result<(), Refusal> {
        if labels.is_empty() {
            return Ok(());
        }
        match self.org.external_contacts.labelled(labels) {
            None => Ok(()),
            Some(userid) => Err(invalid(sentence!(
                "external contact {userid} has a label that would go; give another label first",
                "外部联系人 {userid} 还用着要删除的标签；请先换一个标签"
            ))),
        }
    }

    /// Deletes a group with its labels.
    ///
    /// # Errors
    /// [`Refusal::LabelsInvalid`] for one that is not there, and while somebody has one of its labels.
    pub fn remove_label_group(&mut self, id: LabelId) -> Result<(), Refusal> {
        let group = self.org.label_groups.get(&id);
        let group =
            group.ok_or_else(|| invalid(sentence!("no label group {id}", "没有标签组 {id}")))?;
        let labels: Vec<LabelId> = group.labels.iter().map(|label| label.id).collect();
        self.check_unused(&labels)?;
        self.change(Change::LabelGroupRemoved(id));
        Ok(())
    }
}

/// A calm blue.
const USUAL_COLOR: i32 = -15_220_075;

fn invalid(sentence: Sentence) -> Refusal {
    Refusal::LabelsInvalid(sentence)
}

fn checked_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > limits::LABEL_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(invalid(sentence!(
            "the name of a label or group has 1 to {max} characters",
            "标签或标签组的名称长度为 1 到 {max} 个字符",
            max = limits::LABEL_CHARS_MAX
        )));
    }
    Ok(name.to_owned())
}
