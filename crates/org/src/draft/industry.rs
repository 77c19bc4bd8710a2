//! How industry contacts come, change and go.

use super::Draft;
use crate::change::Change;
use crate::industry::{
    self, Industry, IndustryDepartment, IndustryPlace, IndustryRole, IndustryUser, check_feature,
    checked,
};
use crate::{DepartmentId, Refusal, UserId, limits};
use std::sync::Arc;

/// What is given for the organization as its industry sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `Industry`")]
pub struct IndustryFacts {
    pub kind: String,
    pub region_id: String,
    pub region_location: String,
    pub region_type: String,
}

/// What is given for a department, new or known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `IndustryDepartment`")]
pub struct IndustryDepartmentFields {
    pub id: DepartmentId,
    pub parent: DepartmentId,
    pub name: String,
    pub contact_type: String,
    pub department_type: String,
    pub feature: String,
}

impl Draft {
    fn industry(&self) -> Industry {
        let info = self.org.industry.info.as_ref();
        info.map_or_else(Industry::default, |info| (**info).clone())
    }

    fn next_serial(&mut self) -> u64 {
        let mut info = self.industry();
        let serial = info.next_serial;
        info.next_serial += 1;
        self.change(Change::IndustrySet(Box::new(info)));
        serial
    }

    /// Sets what the organization is to its industry; what stays the same makes no change.
    ///
    /// # Errors
    /// [`Refusal::Invalid`].
    pub fn set_industry(&mut self, facts: IndustryFacts) -> Result<(), Refusal> {
        if !matches!(facts.kind.as_str(), "school" | "village" | "custom") {
            return Err(Refusal::Invalid(
                "the kind is school, village or custom".to_owned(),
            ));
        }
        for text in [&facts.region_id, &facts.region_location, &facts.region_type] {
            if text.chars().count() > limits::INDUSTRY_REGION_CHARS_MAX || text.ends_with('_') {
                return Err(Refusal::Invalid(format!(
                    "a region has at most {} characters and does not end with an underscore",
                    limits::INDUSTRY_REGION_CHARS_MAX
                )));
            }
        }
        let old = self.industry();
        let new = Industry {
            kind: facts.kind,
            region_id: facts.region_id,
            region_location: facts.region_location,
            region_type: facts.region_type,
            ..old.clone()
        };
        if new != old {
            self.change(Change::IndustrySet(Box::new(new)));
        }
        Ok(())
    }

    /// Creates a department of the industry tree, or changes it; what stays the same makes no change.
    ///
    /// # Errors
    /// [`Refusal::DepartmentIdInvalid`], [`Refusal::ParentNotFound`], [`Refusal::DepartmentCycle`],
    /// [`Refusal::DepartmentTooDeep`], [`Refusal::OrganizationFull`], [`Refusal::Invalid`].
    pub fn put_industry_department(
        &mut self,
        fields: IndustryDepartmentFields,
    ) -> Result<(), Refusal> {
        let IndustryDepartmentFields { id, parent, .. } = fields;
        if id <= DepartmentId::ROOT {
            return Err(Refusal::DepartmentIdInvalid);
        }
        let name = checked(
            "a department's name",
            &fields.name,
            limits::INDUSTRY_NAME_CHARS_MAX,
        )?
        .to_owned();
        for text in [&fields.contact_type, &fields.department_type] {
            if text.chars().count() > limits::INDUSTRY_TYPE_CHARS_MAX {
                return Err(Refusal::Invalid(format!(
                    "a type has at most {} characters",
                    limits::INDUSTRY_TYPE_CHARS_MAX
                )));
            }
        }
        check_feature(&fields.feature)?;
        if parent != DepartmentId::ROOT {
            let lineage = self.org.industry.lineage(parent);
            if lineage.is_empty() {
                return Err(Refusal::ParentNotFound(parent));
            }
            if lineage.contains(&id) {
                return Err(Refusal::DepartmentCycle);
            }
            if lineage.len() >= limits::INDUSTRY_DEPTH_MAX {
                return Err(Refusal::DepartmentTooDeep);
            }
        }
        let old = self.org.industry.department(id).cloned();
        let serial = match &old {
            Some(old) => old.serial,
            None if self.org.industry.department_count() >= limits::INDUSTRY_DEPARTMENTS_MAX => {
                return Err(Refusal::OrganizationFull);
            }
            None => self.next_serial(),
        };
        let department = IndustryDepartment {
            id,
            parent,
            name,
            contact_type: fields.contact_type,
            department_type: fields.department_type,
            feature: fields.feature,
            serial,
        };
        if old.as_deref() != Some(&department) {
            self.change(Change::IndustryDepartmentSet(Box::new(department)));
        }
        Ok(())
    }

    /// Deletes an empty department of the industry tree.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`], [`Refusal::DepartmentHasMembers`] for one with people or departments in it.
    pub fn remove_industry_department(&mut self, id: DepartmentId) -> Result<(), Refusal> {
        if self.org.industry.department(id).is_none() {
            return Err(Refusal::DepartmentNotFound(id));
        }
        if !self.org.industry.is_empty(id) {
            return Err(Refusal::DepartmentHasMembers);
        }
        self.change(Change::IndustryDepartmentRemoved(id));
        Ok(())
    }

    /// Adds a person to the industry tree, or changes one; what stays the same makes no change.
    ///
    /// # Errors
    /// [`Refusal::UserIdInvalid`], [`Refusal::DepartmentNotFound`], [`Refusal::DepartmentsMissing`],
    /// [`Refusal::TooManyDepartments`], [`Refusal::OrganizationFull`], [`Refusal::Invalid`].
    pub fn put_industry_user(
        &mut self,
        userid: &str,
        name: &str,
        mut places: Vec<IndustryPlace>,
    ) -> Result<(), Refusal> {
        let userid = crate::user::check::userid(userid)?;
        let name = checked("a person's name", name, limits::INDUSTRY_NAME_CHARS_MAX)?.to_owned();
        if places.is_empty() {
            return Err(Refusal::DepartmentsMissing);
        }
        if places.len() > limits::INDUSTRY_PLACES_MAX {
            return Err(Refusal::TooManyDepartments(limits::INDUSTRY_PLACES_MAX));
        }
        for place in &mut places {
            if self.org.industry.department(place.department).is_none() {
                return Err(Refusal::DepartmentNotFound(place.department));
            }
            check_feature(&place.feature)?;
            for code in &mut place.roles {
                *code = self.industry_role(code)?;
            }
        }
        let departments: Vec<DepartmentId> = places.iter().map(|place| place.department).collect();
        if (1..departments.len()).any(|at| departments[..at].contains(&departments[at])) {
            return Err(Refusal::Invalid("a department is named twice".to_owned()));
        }
        let old = self.org.industry.users.get(&userid).cloned();
        let (serial, union_id) = match &old {
            Some(old) => (old.serial, old.union_id.clone()),
            None if self.org.industry.users.len() >= limits::INDUSTRY_USERS_MAX => {
                return Err(Refusal::OrganizationFull);
            }
            None => {
                let person = format!("industry/{}/{userid}", self.org.info.id);
                (self.next_serial(), self.new_union_id(&person))
            }
        };
        let user = IndustryUser {
            userid,
            union_id,
            name,
            places,
            serial,
        };
        if old.as_deref() != Some(&user) {
            self.change(Change::IndustryUserSet(Box::new(user)));
        }
        Ok(())
    }

    /// Removes a person from the industry tree.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`].
    pub fn remove_industry_user(&mut self, userid: &str) -> Result<(), Refusal> {
        let userid = UserId::new(userid);
        if !self.org.industry.users.contains_key(&userid) {
            return Err(Refusal::UserNotFound(userid.to_string()));
        }
        self.change(Change::IndustryUserRemoved(userid));
        Ok(())
    }

    /// The known spelling of a role's code; a role that is used for the first time gets its id.
    fn industry_role(&mut self, code: &str) -> Result<String, Refusal> {
        let Some((code, _)) = industry::role(code) else {
            let codes = industry::ROLES.map(|(code, _)| code).join(", ");
            return Err(Refusal::Invalid(format!(
                "no role {code}; there are {codes}"
            )));
        };
        let is_known = |info: &Arc<Industry>| info.roles.iter().any(|role| role.code == code);
        if !self.org.industry.info.as_ref().is_some_and(is_known) {
            let id = self.next_label_id();
            let mut info = self.industry();
            info.roles.push(IndustryRole {
                id,
                code: code.to_owned(),
            });
            self.change(Change::IndustrySet(Box::new(info)));
        }
        Ok(code.to_owned())
    }
}
