//! How departments come, change and go.

use super::{Draft, unknown_in_list};
use crate::change::Change;
use crate::department::{Department, DepartmentFields, NewDepartment, check_texts, checked_name};
use crate::{DepartmentId, Refusal, UserId, limits, rules};

/// Ids that callers choose beyond this are not followed by made-up ones.
const MADE_UP_ID_MAX: i64 = 1_000_000_000_000_000;
/// Made-up ids are larger than this.
const FIRST_MADE_UP_ID: i64 = 100_000_000;

/// Whether a department is kept here and not by an organization that takes part.
pub(super) fn check_native(department: &Department) -> Result<(), Refusal> {
    match &department.mirrors {
        Some(of) => Err(Refusal::DepartmentMirrored(of.org.clone())),
        None => Ok(()),
    }
}

impl Draft {
    /// Creates a department.
    ///
    /// # Errors
    /// Whatever is wrong with the given fields.
    pub fn add_department(&mut self, new: NewDepartment) -> Result<DepartmentId, Refusal> {
        let NewDepartment {
            id,
            parent,
            mut fields,
        } = new;
        check_texts(&fields)?;
        if self.org.departments.len() >= limits::DEPARTMENTS_MAX {
            return Err(Refusal::OrganizationFull);
        }
        let name = checked_name(fields.name.as_deref().unwrap_or_default())?.to_owned();
        self.check_parent(parent)?;
        let id = match id {
            Some(id) => self.free_department_id(id)?,
            None => self.new_department_id(),
        };
        self.check_sibling(parent, id, &name)?;
        if self.org.lineage(parent).len() > limits::DEPARTMENT_DEPTH_MAX {
            return Err(Refusal::DepartmentTooDeep);
        }
        let mut department = Department::named(id, &name, Some(parent), self.now());
        fields.name = None;
        fields.parent = None;
        self.set_department_fields(&mut department, fields)?;
        department.auto_add_user = department.create_group;
        self.change(Change::DepartmentAdded(Box::new(department)));
        Ok(id)
    }

    /// Changes a department; what stays the same makes no change.
    ///
    /// # Errors
    /// Whatever is wrong with the given fields, or the department is unknown or out of the caller's reach.
    pub fn update_department(
        &mut self,
        id: DepartmentId,
        fields: DepartmentFields,
    ) -> Result<(), Refusal> {
        let old = self.view().department(id)?.clone();
        if id == DepartmentId::ROOT {
            return Err(Refusal::RootUpdate);
        }
        check_texts(&fields)?;
        let mut department = old.clone();
        if let Some(name) = &fields.name {
            checked_name(name)?.clone_into(&mut department.name);
        }
        if let Some(parent) = fields.parent.filter(|parent| Some(*parent) != old.parent) {
            if let Some(from) = old.parent {
                self.check_administered(from)?;
            }
            self.check_parent(parent)?;
            self.check_move(id, parent)?;
            department.parent = Some(parent);
        }
        if let Some(parent) = department.parent {
            self.check_sibling(parent, id, &department.name)?;
        }
        let managers = fields.managers.clone();
        let owner = fields.group_owner.clone();
        self.set_department_fields(&mut department, fields)?;
        if let Some(managers) = managers {
            department.managers = self.checked_managers(id, &managers)?;
        }
        if let Some(owner) = owner {
            department.group_owner = self.checked_owner(id, &owner)?;
        }
        self.check_department_kept(&old, &department)?;
        let moves = department.parent != old.parent;
        if department != old {
            self.change(Change::DepartmentUpdated(Box::new(department)));
        }
        if moves {
            rules::department_moved(self);
        }
        Ok(())
    }

    /// Deletes a department with all empty departments below it. Returns the deleted ids, deepest first.
    ///
    /// # Errors
    /// [`Refusal::RootDelete`], [`Refusal::DepartmentHasMembers`], or the department is unknown or out of the
    /// caller's reach.
    pub fn remove_department(&mut self, id: DepartmentId) -> Result<Vec<DepartmentId>, Refusal> {
        self.view().department(id)?;
        if id == DepartmentId::ROOT {
            return Err(Refusal::RootDelete);
        }
        check_native(self.view().department(id)?)?;
        if let Some(parent) = self.view().department(id)?.parent {
            self.check_administered(parent)?;
        }
        if self.view().member_count(id)? > 0 {
            return Err(Refusal::DepartmentHasMembers);
        }
        let mut ids = vec![id];
        ids.extend(self.view().descendants(id)?.iter().map(|below| below.id));
        self.check_departments_kept(&ids)?;
        ids.reverse();
        self.remember_largest(&ids);
        for id in &ids {
            rules::department_goes(self, *id);
            self.change(Change::DepartmentRemoved(*id));
        }
        Ok(ids)
    }

    /// Notes the largest id before it goes, so that it is not made up again.
    pub(super) fn remember_largest(&mut self, going: &[DepartmentId]) {
        let largest = self.largest_department_id();
        if largest.0 > FIRST_MADE_UP_ID && going.contains(&largest) {
            let mut info = (*self.org.info).clone();
            info.largest_deleted_department = Some(largest);
            self.change(Change::OrganizationSet(Box::new(info)));
        }
    }

    /// Renames the organization and with it the root department.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNameInvalid`] when the name is empty or too long, [`Refusal::OrganizationNeeded`] for each
    /// organization that shows the name beside an account.
    pub fn rename_organization(&mut self, name: &str) -> Result<(), Refusal> {
        let length = name.trim().chars().count();
        if length == 0 || length > limits::NAME_CHARS_MAX {
            return Err(Refusal::DepartmentNameInvalid);
        }
        let before = self.claimed_name();
        let mut info = (*self.org.info).clone();
        name.trim().clone_into(&mut info.name);
        self.change(Change::OrganizationSet(Box::new(info)));
        self.claim_name(before);
        if let Some(node) = self.org.departments.get(&DepartmentId::ROOT) {
            let mut root = (*node.department).clone();
            name.trim().clone_into(&mut root.name);
            self.change(Change::DepartmentUpdated(Box::new(root)));
        }
        rules::creators_organization_renamed(self)?;
        let showing = self.org.people.accounts().organizations();
        self.ask_for(&showing)?;
        for org in showing {
            rules::accounts_shown(self, &org)?;
        }
        rules::organization_changed(self)
    }

    pub(super) fn check_parent(&self, parent: DepartmentId) -> Result<(), Refusal> {
        match self.view().department(parent) {
            Ok(department) => check_native(department),
            Err(Refusal::DepartmentNotFound(id)) => Err(Refusal::ParentNotFound(id)),
            Err(refusal) => Err(refusal),
        }
    }

    /// Looks at all siblings, also at those that the caller may not see.
    pub(super) fn check_sibling(
        &self,
        parent: DepartmentId,
        id: DepartmentId,
        name: &str,
    ) -> Result<(), Refusal> {
        let Some(parent) = self.org.departments.get(&parent) else {
            return Err(Refusal::ParentNotFound(parent));
        };
        let taken = parent.children.iter().find(|sibling| {
            let named = self.org.departments.get(*sibling);
            **sibling != id && named.is_some_and(|node| node.department.name == name)
        });
        taken.map_or(Ok(()), |sibling| {
            Err(Refusal::DepartmentNameTaken(*sibling))
        })
    }

    pub(super) fn check_move(&self, id: DepartmentId, parent: DepartmentId) -> Result<(), Refusal> {
        let above = self.org.lineage(parent);
        if above.contains(&id) {
            return Err(Refusal::DepartmentCycle);
        }
        let own_depth = self.org.lineage(id).len();
        let height = self
            .view()
            .descendants(id)?
            .iter()
            .map(|below| self.org.lineage(below.id).len() - own_depth)
            .max()
            .unwrap_or(0);
        // The lineage of the parent counts the root, which is no level.
        if above.len() + height > limits::DEPARTMENT_DEPTH_MAX {
            return Err(Refusal::DepartmentTooDeep);
        }
        Ok(())
    }

    fn free_department_id(&self, id: DepartmentId) -> Result<DepartmentId, Refusal> {
        if id.0 <= 1 || id.0 == i64::MAX {
            return Err(Refusal::DepartmentIdInvalid);
        }
        if self.org.departments.contains_key(&id) {
            return Err(Refusal::DepartmentIdTaken(id));
        }
        Ok(id)
    }

    /// The largest id among those that made-up ones follow.
    fn largest_department_id(&self) -> DepartmentId {
        let followed = ..=DepartmentId(MADE_UP_ID_MAX);
        let largest = self.org.departments.range(followed).next_back();
        largest.map_or(DepartmentId::ROOT, |(id, _)| *id)
    }

    /// A fresh id, larger than those that were made up before: the id is also the position among siblings when none is
    /// given, and new departments go last.
    pub fn new_department_id(&mut self) -> DepartmentId {
        let step = (self.draw_number() % 1_000) as i64 + 1;
        let deleted = self.org.info.largest_deleted_department;
        let largest = deleted.max(Some(self.largest_department_id()));
        let mut id = DepartmentId(largest.map_or(0, |id| id.0).max(FIRST_MADE_UP_ID) + step);
        while self.org.departments.contains_key(&id) {
            id.0 += 1;
        }
        id
    }

    fn set_department_fields(
        &mut self,
        department: &mut Department,
        fields: DepartmentFields,
    ) -> Result<(), Refusal> {
        if let Some(order) = fields.order {
            if order < 0 {
                return Err(Refusal::OrderInvalid);
            }
            department.order = order;
        }
        for (field, given) in [
            (&mut department.source_identifier, fields.source_identifier),
            (&mut department.code, fields.code),
            (&mut department.brief, fields.brief),
            (&mut department.telephone, fields.telephone),
            (&mut department.extension, fields.extension),
        ] {
            if let Some(text) = given {
                *field = text;
            }
        }
        for (field, given) in [
            (&mut department.hide, fields.hide),
            (&mut department.outer, fields.outer),
            (&mut department.outer_only_self, fields.outer_only_self),
            (&mut department.auto_add_user, fields.auto_add_user),
            (&mut department.group_contain_sub, fields.group_contain_sub),
            (
                &mut department.group_contain_outer,
                fields.group_contain_outer,
            ),
            (
                &mut department.group_contain_hidden,
                fields.group_contain_hidden,
            ),
            (
                &mut department.auto_approve_apply,
                fields.auto_approve_apply,
            ),
        ] {
            if let Some(flag) = given {
                *field = flag;
            }
        }
        if let Some(wanted) = fields.create_group {
            self.set_group(department, wanted);
        }
        self.set_permits(
            department,
            [fields.permit_departments, fields.outer_permit_departments],
            [fields.permit_users, fields.outer_permit_users],
        )
    }

    fn set_permits(
        &self,
        department: &mut Department,
        departments: [Option<Vec<DepartmentId>>; 2],
        users: [Option<Vec<String>>; 2],
    ) -> Result<(), Refusal> {
        let lists = [
            &mut department.permit_departments,
            &mut department.outer_permit_departments,
        ];
        for (list, given) in lists.into_iter().zip(departments) {
            if let Some(ids) = given {
                *list = self.checked_departments(ids)?;
            }
        }
        let lists = [
            &mut department.permit_users,
            &mut department.outer_permit_users,
        ];
        for (list, given) in lists.into_iter().zip(users) {
            if let Some(ids) = given {
                *list = self.checked_users(&ids)?;
            }
        }
        Ok(())
    }

    fn set_group(&mut self, department: &mut Department, wanted: bool) {
        if wanted && department.group_chat_id.is_empty() {
            let id: String = self.draw()[..16]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            department.group_chat_id = format!("chat{id}");
        }
        if !wanted {
            department.group_chat_id.clear();
            department.group_owner = None;
        }
        department.create_group = wanted;
    }

    fn checked_departments(&self, ids: Vec<DepartmentId>) -> Result<Vec<DepartmentId>, Refusal> {
        if ids.len() > limits::DEPARTMENT_PERMITS_MAX {
            return Err(Refusal::TooManyPermits);
        }
        let mut known: Vec<DepartmentId> = Vec::with_capacity(ids.len());
        for id in ids {
            if !self.org.departments.contains_key(&id) || self.view().is_cut_from(id) {
                return Err(Refusal::PermitNotFound(id));
            }
            if !known.contains(&id) {
                known.push(id);
            }
        }
        Ok(known)
    }

    fn checked_users(&self, ids: &[String]) -> Result<Vec<UserId>, Refusal> {
        if ids.len() > limits::DEPARTMENT_PERMITS_MAX {
            return Err(Refusal::TooManyPermits);
        }
        let mut known: Vec<UserId> = Vec::with_capacity(ids.len());
        for id in ids {
            if self.org.people.row(id).is_none() || self.view().is_cut_from_user(id) {
                return Err(unknown_in_list(id));
            }
            let id = UserId::new(id);
            if !known.contains(&id) {
                known.push(id);
            }
        }
        Ok(known)
    }

    fn checked_managers(
        &self,
        department: DepartmentId,
        ids: &[String],
    ) -> Result<Vec<UserId>, Refusal> {
        if ids.len() > limits::DEPARTMENT_MANAGERS_MAX {
            return Err(Refusal::TooManyManagers);
        }
        let mut managers: Vec<UserId> = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(user) = self.org.people.find(id) else {
                return Err(Refusal::DepartmentManagerNotFound(id.clone()));
            };
            if user.membership(department).is_none() {
                return Err(Refusal::ManagerNotMember(UserId::new(id)));
            }
            let id = UserId::new(id);
            if !managers.contains(&id) {
                managers.push(id);
            }
        }
        Ok(managers)
    }

    fn checked_owner(&self, department: DepartmentId, id: &str) -> Result<Option<UserId>, Refusal> {
        if id.is_empty() {
            return Ok(None);
        }
        let Some(user) = self.org.people.find(id) else {
            return Err(Refusal::GroupOwnerNotFound(id.to_owned()));
        };
        if user.membership(department).is_none() {
            return Err(Refusal::GroupOwnerNotMember(UserId::new(id)));
        }
        Ok(Some(UserId::new(id)))
    }
}
