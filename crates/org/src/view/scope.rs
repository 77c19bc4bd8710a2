//! Which part of the contacts a caller sees.

use crate::organization::{Admin, App};
use crate::{DepartmentId, UserId};
use std::collections::BTreeSet;

/// The part of the contacts that is seen.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) departments: &'a BTreeSet<DepartmentId>,
    pub(super) users: &'a BTreeSet<UserId>,
    pub(super) admins: bool,
}

static NO_DEPARTMENTS: BTreeSet<DepartmentId> = BTreeSet::new();
static NO_USERS: BTreeSet<UserId> = BTreeSet::new();

impl<'a> Scope<'a> {
    /// A scope in which nothing lies, for who is gone, and for people, who look through a [`crate::visibility::Viewer`].
    pub(super) const NOTHING: Scope<'static> = Scope {
        departments: &NO_DEPARTMENTS,
        users: &NO_USERS,
        admins: false,
    };

    pub(super) fn of_app(app: Option<&'a App>) -> Option<Self> {
        let Some(app) = app else {
            return Some(Self::NOTHING);
        };
        let scope = Self {
            departments: &app.scope.departments,
            users: &app.scope.users,
            admins: app.scope.admins,
        };
        (!app.scope.is_everybody()).then_some(scope)
    }

    pub(super) fn of_admin(admin: Option<&'a Admin>) -> Option<Self> {
        let Some(admin) = admin else {
            return Some(Self::NOTHING);
        };
        let departments = admin.departments.as_ref().filter(|_| !admin.is_whole())?;
        let scope = Self {
            departments,
            ..Self::NOTHING
        };
        (!departments.contains(&DepartmentId::ROOT)).then_some(scope)
    }
}
