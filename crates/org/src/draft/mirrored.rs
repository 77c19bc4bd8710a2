//! People and departments that organizations taking part keep: what may be done to them here.

use super::Draft;
use crate::change::Change;
use crate::org::Org;
use crate::people::UniqueKey;
use crate::user::{Membership, User, UserFields};
use crate::{Department, DepartmentId, Mobile, OrgId, Refusal, UserId, rules};

impl Org {
    fn keeper(&self, place: &Membership) -> Option<&OrgId> {
        let node = self.departments.get(&place.department)?;
        Some(&node.department.mirrors.as_deref()?.org)
    }
}

impl Draft {
    /// Whether this organization may change the facts of a person: only of one whom it has given a place.
    pub(super) fn check_kept_here(&self, user: &User) -> Result<(), Refusal> {
        let known = self.org.people.find(user.userid.as_str());
        known.map_or(Ok(()), |user| self.org.check_native(&user))
    }

    /// The places that guests gave somebody, which stay whatever the organization does with its own.
    pub(super) fn mirrored_places(&self, user: &User) -> Vec<Membership> {
        let places = user.departments.iter();
        let mirrored = places.filter(|place| self.org.keeper(place).is_some());
        mirrored.cloned().collect()
    }

    /// Whether a changed department is still what its keeper made it, but for who sees it and whom its members see.
    pub(super) fn check_department_kept(
        &self,
        old: &Department,
        changed: &Department,
    ) -> Result<(), Refusal> {
        let Some(of) = &old.mirrors else {
            return Ok(());
        };
        let rest = Department {
            hide: old.hide,
            permit_departments: old.permit_departments.clone(),
            permit_users: old.permit_users.clone(),
            outer: old.outer,
            outer_only_self: old.outer_only_self,
            outer_permit_departments: old.outer_permit_departments.clone(),
            outer_permit_users: old.outer_permit_users.clone(),
            ..changed.clone()
        };
        if rest == *old {
            Ok(())
        } else {
            Err(Refusal::DepartmentMirrored(of.org.clone()))
        }
    }

    /// Whether departments that are about to go are all kept here.
    pub(super) fn check_departments_kept(&self, ids: &[DepartmentId]) -> Result<(), Refusal> {
        for node in ids.iter().filter_map(|id| self.org.departments.get(id)) {
            super::department::check_native(&node.department)?;
        }
        Ok(())
    }

    /// Takes out somebody who is here through guests alone and now gets a place of the organization's own: one person has one
    /// record.
    pub(super) fn step_aside(&mut self, fields: &UserFields, userid: Option<&str>) -> Option<User> {
        let mobile = Mobile::parse(fields.mobile.as_deref()?).ok()?;
        let user = self.org.people.by_mobile(&mobile)?;
        if self.org.is_native(&user) {
            return None;
        }
        let user = user.to_user();
        if userid.is_some_and(|userid| !userid.is_empty() && userid != user.userid.as_str()) {
            rules::user_goes(self, &user);
        }
        self.change(Change::UserRemoved(user.userid.clone()));
        Some(user)
    }

    /// The same for somebody who is known by unionId and gets another userid.
    pub(super) fn guest_stands_aside(&mut self, union_id: &str) -> Option<User> {
        let user = self.org.people.by_key(UniqueKey::UnionId, union_id)?;
        if self.org.is_native(&user) {
            return None;
        }
        let user = user.to_user();
        rules::user_goes(self, &user);
        self.change(Change::UserRemoved(user.userid.clone()));
        Some(user)
    }

    /// Puts what guests gave somebody to the record that the organization made.
    pub(super) fn come_together(&mut self, aside: User, user: User) -> User {
        let mut whole = user;
        whole.mirrors = aside.mirrors;
        whole.roles = aside.roles;
        whole.active |= aside.active;
        let places = aside.departments.into_iter();
        let places = places.filter(|place| self.org.keeper(place).is_some());
        whole.departments.extend(places);
        self.change(Change::UserUpdated(Box::new(whole.clone())));
        whole
    }

    /// Ends the places that the organization gave somebody who is here through guests as well.
    pub(super) fn leave_own_places(&mut self, old: &User) {
        let user = User {
            departments: self.mirrored_places(old),
            remark: String::new(),
            extension: Vec::new(),
            extension_i18n: String::new(),
            hired_date: None,
            manager: None::<UserId>,
            boss: false,
            ..old.clone()
        };
        self.replace_user_told(old, user);
    }
}
