//! A rule that is not saved, in the shape of its own interface.

use crate::prelude::*;
use org::{
    Language, Org, Range, Refusal, RoleId, SelectionFields, SettingFields, SettingId, SettingKind,
};

/// A setting that hides people, restricts viewers or hides attributes, as its own interface takes it: which one it is follows
/// from the names of its lists. With `id` it changes that setting.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rule {
    id: Option<i64>,
    name: Option<String>,
    description: Option<String>,
    active: Option<bool>,
    object_staff_ids: Option<Vec<String>>,
    object_dept_ids: Option<Vec<i64>>,
    object_tag_ids: Option<Vec<i64>>,
    exclude_staff_ids: Option<Vec<String>>,
    hide_in_user_profile: Option<bool>,
    hide_in_search: Option<bool>,
    /// Of a setting that hides attributes.
    hide_fields: Option<Vec<String>>,
    /// Of a restriction: `onlySelf`, `onlySelfDeptAndChild` or `excludeNode`.
    r#type: Option<String>,
    subject_user_ids: Option<Vec<String>>,
    subject_dept_ids: Option<Vec<i64>>,
    subject_tag_ids: Option<Vec<i64>>,
    exclude_user_ids: Option<Vec<String>>,
    exclude_dept_ids: Option<Vec<i64>>,
    exclude_tag_ids: Option<Vec<i64>>,
    restrict_in_user_profile: Option<bool>,
    restrict_in_search: Option<bool>,
}

fn selection(
    users: Option<Vec<String>>,
    departments: Option<Vec<i64>>,
    roles: Option<Vec<i64>>,
) -> SelectionFields {
    SelectionFields {
        users,
        departments: departments.map(|ids| ids.into_iter().map(DepartmentId).collect()),
        roles: roles.map(|ids| ids.into_iter().map(RoleId).collect()),
    }
}

impl Rule {
    fn kind(&self, view: &View<'_>) -> Reply<SettingKind> {
        let restricts = self.r#type.is_some()
            || self.subject_user_ids.is_some()
            || self.subject_dept_ids.is_some()
            || self.subject_tag_ids.is_some();
        let named = match (restricts, self.hide_fields.is_some()) {
            (true, false) => Some(SettingKind::Restrict),
            (false, true) => Some(SettingKind::HideAttributes),
            (false, false) => None,
            (true, true) => {
                let detail = sentence!(
                    "a rule restricts viewers or hides attributes, not both",
                    "一条规则要么限制查看，要么隐藏字段，不能兼有"
                );
                return Err(Fault::invalid("rule", detail));
            }
        };
        // A change may name nothing that tells the kinds apart; the stored setting does.
        let stored = self.id.and_then(|id| {
            let kinds = [
                SettingKind::Hide,
                SettingKind::Restrict,
                SettingKind::HideAttributes,
            ];
            kinds
                .into_iter()
                .find(|kind| view.setting(*kind, SettingId(id)).is_some())
        });
        Ok(named.or(stored).unwrap_or(SettingKind::Hide))
    }

    fn range(&self) -> Reply<Option<Range>> {
        Ok(match self.r#type.as_deref() {
            None => None,
            Some("onlySelf") => Some(Range::OnlySelf),
            Some("onlySelfDeptAndChild") => Some(Range::OwnDepartments),
            Some("excludeNode") => Some(Range::Excluded),
            Some(other) => {
                let detail = sentence!(
                    "rule.type is onlySelf, onlySelfDeptAndChild or excludeNode, got {other}",
                    "rule.type 为 onlySelf、onlySelfDeptAndChild 或 excludeNode，收到的是 {other}"
                );
                return Err(Fault::invalid("rule", detail));
            }
        })
    }

    /// The organization as it would be with this rule.
    pub(crate) fn suppose(self, view: &View<'_>) -> Reply<Org> {
        let kind = self.kind(view)?;
        let range = self.range()?;
        if kind == SettingKind::Restrict && range.is_none() && self.id.is_none() {
            let detail = sentence!(
                "rule.type is needed for a restriction",
                "限制查看的规则需要 rule.type"
            );
            return Err(Fault::invalid("rule", detail));
        }
        let restricts = kind == SettingKind::Restrict;
        let objects = if restricts {
            selection(
                self.subject_user_ids,
                self.subject_dept_ids,
                self.subject_tag_ids,
            )
        } else {
            selection(
                self.object_staff_ids,
                self.object_dept_ids,
                self.object_tag_ids,
            )
        };
        let excluded_users = if restricts {
            self.exclude_user_ids
        } else {
            self.exclude_staff_ids
        };
        let fields = SettingFields {
            name: self.name,
            description: self.description,
            active: self.active,
            objects,
            excluded: selection(excluded_users, self.exclude_dept_ids, self.exclude_tag_ids),
            search: self.hide_in_search.or(self.restrict_in_search),
            profile: self.hide_in_user_profile.or(self.restrict_in_user_profile),
            range,
            attributes: self.hide_fields,
            ..SettingFields::default()
        };
        let supposed = view.supposing(kind, self.id.map(SettingId), fields);
        let supposed = supposed.map_err(|refusal| match refusal {
            Refusal::SettingNotFound(_) => Fault::because(SETTING, &refusal),
            other => {
                let told = other.sentence();
                let (english, chinese) = (told.english(), told.told(Language::Chinese));
                Fault::invalid("rule", sentence!("rule: {english}", "规则：{chinese}"))
            }
        })?;
        Ok(supposed.0)
    }
}
