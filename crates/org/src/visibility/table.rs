//! All settings of an organization, with what finds those that concern somebody.

use super::selection::Named;
use super::{Executive, Setting, SettingKind};
use crate::{Department, DepartmentId, RoleId, SettingId, UserId};
use imbl::{OrdMap, OrdSet};
use std::sync::Arc;

/// Where somebody is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Object(SettingId),
    Excluded(SettingId),
    Executive(UserId),
}

/// The settings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    all: OrdMap<SettingId, Arc<Setting>>,
    executives: OrdMap<UserId, Arc<Executive>>,
    /// Who is named where.
    places: OrdSet<(Named, Place)>,
    users: OrdMap<UserId, Settled>,
    departments: OrdMap<DepartmentId, Settled>,
    roles: OrdMap<RoleId, Settled>,
    /// Departments that the console hides.
    hidden: OrdSet<DepartmentId>,
    /// Departments whose people see a part of the organization alone.
    limited: OrdSet<DepartmentId>,
}

/// The settings that are about one user, department or role.
type Settled = Arc<[Arc<Setting>]>;

impl Settings {
    pub(crate) fn get(&self, id: SettingId) -> Option<&Arc<Setting>> {
        self.all.get(&id)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Setting>> {
        self.all.values()
    }

    /// Those of a kind with a larger id.
    pub(crate) fn after(
        &self,
        kind: SettingKind,
        id: SettingId,
    ) -> impl Iterator<Item = &Arc<Setting>> {
        let settings = self.all.range(SettingId(id.0.saturating_add(1))..);
        let settings = settings.map(|(_, setting)| setting);
        settings.filter(move |setting| setting.kind() == kind)
    }

    /// The settings that are about a person by name.
    pub(crate) fn of_user(&self, id: &str) -> &[Arc<Setting>] {
        self.users.get(id).map_or(&[], |settings| settings)
    }

    /// The settings that are about a department.
    pub(crate) fn of_department(&self, id: DepartmentId) -> &[Arc<Setting>] {
        self.departments.get(&id).map_or(&[], |settings| settings)
    }

    /// The settings that are about a role.
    pub(crate) fn of_role(&self, id: RoleId) -> &[Arc<Setting>] {
        self.roles.get(&id).map_or(&[], |settings| settings)
    }

    /// Whether any setting is about a role.
    pub(crate) fn are_about_roles(&self) -> bool {
        !self.roles.is_empty()
    }

    /// Departments that the console hides.
    pub(crate) fn hidden_departments(&self) -> impl Iterator<Item = DepartmentId> + '_ {
        self.hidden.iter().copied()
    }

    /// Departments with a rule of their own, by id.
    pub(crate) fn ruled_departments(&self) -> impl Iterator<Item = DepartmentId> + '_ {
        let limited = self.limited.iter().copied();
        let alone = limited.filter(|id| !self.hidden.contains(id));
        let mut ids: Vec<DepartmentId> = self.hidden.iter().copied().chain(alone).collect();
        ids.sort_unstable();
        ids.into_iter()
    }

    pub(crate) fn enter_department(&mut self, department: &Department) {
        if department.hide {
            self.hidden.insert(department.id);
        }
        if department.outer {
            self.limited.insert(department.id);
        }
    }

    pub(crate) fn leave_department(&mut self, department: &Department) {
        self.hidden.remove(&department.id);
        self.limited.remove(&department.id);
    }

    pub(crate) fn executive(&self, id: &str) -> Option<&Arc<Executive>> {
        self.executives.get(id)
    }

    pub(crate) fn executives(&self) -> impl Iterator<Item = &Arc<Executive>> {
        self.executives.values()
    }

    /// Everywhere that somebody is named.
    pub(crate) fn places_of(&self, named: &Named) -> impl Iterator<Item = &Place> {
        let from = (named.clone(), Place::Object(SettingId(i64::MIN)));
        let named = named.clone();
        self.places
            .range(from..)
            .take_while(move |(other, _)| *other == named)
            .map(|(_, place)| place)
    }

    pub(crate) fn set(&mut self, setting: &Setting) {
        self.remove(setting.id);
        for place in places_in(setting) {
            self.places.insert(place);
        }
        let setting = Arc::new(setting.clone());
        for named in setting.objects.named() {
            self.settle(&named, |settings| settings.push(setting.clone()));
        }
        self.all.insert(setting.id, setting);
    }

    pub(crate) fn remove(&mut self, id: SettingId) {
        let Some(old) = self.all.remove(&id) else {
            return;
        };
        for place in places_in(&old) {
            self.places.remove(&place);
        }
        for named in old.objects.named() {
            self.settle(&named, |settings| {
                settings.retain(|setting| setting.id != id);
            });
        }
    }

    /// Changes the settings that are about somebody; they stay in the order of their ids.
    fn settle(&mut self, named: &Named, change: impl FnOnce(&mut Vec<Arc<Setting>>)) {
        let before = match named {
            Named::User(id) => self.users.remove(id),
            Named::Department(id) => self.departments.remove(id),
            Named::Role(id) => self.roles.remove(id),
        };
        let mut settings = before.map_or_else(Vec::new, |settings| settings.to_vec());
        change(&mut settings);
        if settings.is_empty() {
            return;
        }
        settings.sort_by_key(|setting| setting.id);
        let settings: Settled = settings.into();
        match named {
            Named::User(id) => self.users.insert(id.clone(), settings),
            Named::Department(id) => self.departments.insert(*id, settings),
            Named::Role(id) => self.roles.insert(*id, settings),
        };
    }

    pub(crate) fn set_executive(&mut self, executive: &Executive) {
        self.remove_executive(&executive.userid);
        for named in executive.permitted.named() {
            let place = Place::Executive(executive.userid.clone());
            self.places.insert((named, place));
        }
        let id = executive.userid.clone();
        self.executives.insert(id, Arc::new(executive.clone()));
    }

    pub(crate) fn remove_executive(&mut self, id: &UserId) {
        if let Some(old) = self.executives.remove(id) {
            for named in old.permitted.named() {
                self.places.remove(&(named, Place::Executive(id.clone())));
            }
        }
    }
}

fn places_in(setting: &Setting) -> impl Iterator<Item = (Named, Place)> + use<'_> {
    let objects = setting.objects.named();
    let excluded = setting.excluded.named();
    objects
        .map(|named| (named, Place::Object(setting.id)))
        .chain(excluded.map(|named| (named, Place::Excluded(setting.id))))
}
