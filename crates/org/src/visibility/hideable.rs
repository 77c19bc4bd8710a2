//! What the rules that hide people say of an organization, whoever looks: found out once and kept with the value.

use super::Effect;
use super::member::Member;
use super::setting::Setting;
use crate::index::row_set::{RowSet, Union};
use crate::org::Org;
use crate::{Department, DepartmentId, SettingId};
use std::collections::BTreeSet;

impl Org {
    /// Everybody about whom a rule that hides people says something, on whichever surface and to whomever. Nobody else is hidden
    /// from anybody.
    pub(super) fn hideable_people(&self) -> &RowSet {
        let find = || {
            let mut rows = Union::default();
            let hiding = self.settings.all().filter(|setting| is_hiding(setting));
            for setting in hiding {
                self.add_named(setting, &mut rows);
            }
            for id in self.hiding_departments() {
                if let Some(node) = self.departments.get(&id) {
                    rows.add(&node.subtree);
                }
            }
            rows.finish()
        };
        let refresh = |rows: &mut RowSet, row| {
            match self.people.everybody().contains(row) && self.is_hideable(row) {
                true => rows.insert(row),
                false => rows.remove(row),
            };
        };
        self.seen_people.hideable.rows(find, refresh)
    }

    fn is_hideable(&self, row: u32) -> bool {
        let member = Member::of(self, row);
        let mut named = member.named_by(self);
        let mut above = member.lineages().iter().flatten();
        named.any(|setting| is_hiding(setting)) || above.any(|above| self.is_hiding_at(above))
    }

    /// Whether a rule hides what is in a department and below it.
    fn is_hiding_at(&self, department: &Department) -> bool {
        let mut settings = self.settings.of_department(department.id).iter();
        department.hide
            || self.hides_guest_at(department)
            || settings.any(|setting| is_hiding(setting))
    }

    /// The departments that rules hide.
    fn hiding_departments(&self) -> BTreeSet<DepartmentId> {
        let hiding = self.settings.all().filter(|setting| is_hiding(setting));
        let objects = hiding.flat_map(|setting| setting.objects.departments.iter().copied());
        let console = self.settings.hidden_departments();
        objects.chain(console).chain(self.hiding_mounts()).collect()
    }

    /// The departments that rules hide, and all above them. Below any other everything is as it is there.
    pub(super) fn ways_to_hidden(&self) -> &BTreeSet<DepartmentId> {
        self.seen_people.ways.get_or_init(|| {
            let hiding = self.hiding_departments().into_iter();
            hiding.flat_map(|id| self.lineage(id)).collect()
        })
    }

    /// Those whom some settings name, themselves or by role.
    pub(super) fn named_people(&self, ids: Vec<SettingId>) -> RowSet {
        let settings = |ids: &[SettingId]| -> Vec<&Setting> {
            let settings = ids.iter().filter_map(|id| self.settings.get(*id));
            settings.map(|setting| &**setting).collect()
        };
        let find = |ids: &Vec<SettingId>| {
            let mut rows = Union::default();
            for setting in settings(ids) {
                self.add_named(setting, &mut rows);
            }
            rows.finish()
        };
        let wanted = ids.clone();
        let refresh = |rows: &mut RowSet, row| {
            let is_named = self.people.everybody().contains(row) && {
                let member = Member::of(self, row);
                let mut named = member.named_by(self);
                named.any(|setting| wanted.contains(&setting.id))
            };
            match is_named {
                true => rows.insert(row),
                false => rows.remove(row),
            };
        };
        self.seen_people.by_name.of(ids, find, refresh)
    }

    fn add_named(&self, setting: &Setting, rows: &mut Union) {
        let objects = &setting.objects;
        let users = objects.users.iter();
        let users = users.filter_map(|id| self.people.row(id.as_str()));
        let roles = objects.roles.iter();
        let holders = roles.flat_map(|role| self.role_rows(*role));
        users.chain(holders).for_each(|row| rows.insert(row));
    }
}

fn is_hiding(setting: &Setting) -> bool {
    matches!(setting.effect, Effect::Hide(_))
}
