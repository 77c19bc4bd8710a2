//! Settings about who sees whom, and looking with somebody else's eyes.

use super::View;
use crate::draft::{Draft, Seed};
use crate::visibility::{Impact, Reason, Viewer};
use crate::{Executive, Millis, Org, Refusal, Setting, SettingFields, SettingId, SettingKind};

impl<'a> View<'a> {
    /// A setting of a kind.
    pub fn setting(&self, kind: SettingKind, id: SettingId) -> Option<&'a Setting> {
        let setting = self.org.settings.get(id)?;
        (setting.kind() == kind).then_some(&**setting)
    }

    /// The settings of a kind with larger ids, by id.
    pub fn settings_after(
        &self,
        kind: SettingKind,
        id: SettingId,
    ) -> impl Iterator<Item = &'a Setting> + use<'a> {
        self.org.settings.after(kind, id).map(|setting| &**setting)
    }

    /// Departments that are hidden, or whose people see a part of the organization alone, by id, as far as the caller sees them.
    pub fn ruled_departments(&self) -> impl Iterator<Item = &'a crate::Department> + '_ {
        let ids = self.org.settings.ruled_departments();
        ids.filter_map(|id| self.department(id).ok())
    }

    /// What is set of somebody's Executive mode.
    pub fn executive(&self, userid: &str) -> Option<&'a Executive> {
        self.org
            .settings
            .executive(userid)
            .map(|executive| &**executive)
    }

    /// The person who looks, when a person does.
    pub fn viewer(&self) -> Option<Viewer<'a>> {
        match self.who {
            super::Who::Person(row) => row.map(|row| Viewer::of_row(self.org, row)),
            _ => None,
        }
    }

    /// Somebody of the organization who looks at the others.
    ///
    /// # Errors
    /// As [`View::user`].
    pub fn looking_as(&self, userid: &str) -> Result<Viewer<'a>, Refusal> {
        Viewer::new(self.org, self.user(userid)?.userid)
    }

    /// The name of a rule; empty where it is that of a department which the caller does not see.
    pub fn rule_name<'r>(&self, rule: &'r Reason<'_>) -> &'r str {
        match rule.department() {
            Some(id) if !self.sees_department(id) => "",
            _ => rule.name(),
        }
    }

    /// What would change of who sees whom, among the people whom the caller sees, were the organization as supposed.
    ///
    /// # Errors
    /// [`Refusal::ImpactTooWide`].
    pub fn impact(&self, supposed: &Org) -> Result<Impact, Refusal> {
        Impact::between(self.org, supposed, self.seen_rows().as_ref())
    }

    /// The same caller's view of the organization as supposed.
    pub fn of<'b>(&self, supposed: &'b Org) -> View<'b> {
        View::new(supposed, &self.eye())
    }

    /// The organization as it would be with a setting made or changed.
    ///
    /// # Errors
    /// As [`Draft::put_setting`].
    pub fn supposing(
        &self,
        kind: SettingKind,
        id: Option<SettingId>,
        fields: SettingFields,
    ) -> Result<(Org, SettingId), Refusal> {
        let seed = Seed {
            now: Millis(0),
            entropy: [0; 32],
            person_key: [0; 32],
        };
        let mut draft = Draft::new(self.org, self.eye(), seed);
        let id = draft.put_setting(kind, id, fields)?;
        Ok((draft.finish().org, id))
    }
}
