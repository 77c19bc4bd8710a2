//! How industry contacts come, change and go.

use super::Draft;
use crate::change::Change;
use crate::industry::{
    self, Industry, IndustryDepartment, IndustryPlace, IndustryRole, IndustryUser, check_feature,
    checked,
};
use crate::sentence;
use crate::{DepartmentId, Refusal, UserId, limits};
use std::sync::Arc;

/// Where made-up ids begin, so that small ones stay free for imports, and end.
const MADE_UP_IDS: std::ops::Range<i64> = 100_000_000..1_000_000_000;

/// What is given for the organization as its industry sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `Industry`")]
pub struct IndustryFacts {
    pub kind: String,
    pub region_id: String,
    pub region_location: String,
    pub region_type: String,
}

/// What is given for a person in one department.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `IndustryPlace`")]
pub struct IndustryPlaceFields {
    pub department: DepartmentId,
    pub feature: String,
    pub roles: Vec<String>,
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

    /// Sets what the organization is to its industry; what stays the same makes no change.
    ///
    /// # Errors
    /// [`Refusal::Invalid`].
    pub fn set_industry(&mut self, facts: IndustryFacts) -> Result<(), Refusal> {
        if !matches!(facts.kind.as_str(), "school" | "village" | "custom") {
            return Err(Refusal::Invalid(sentence!(
                "the kind is school, village or custom",
                "类型为 school、village 或 custom"
            )));
        }
        for text in [&facts.region_id, &facts.region_location, &facts.region_type] {
            if text.chars().count() > limits::INDUSTRY_REGION_CHARS_MAX || text.ends_with('_') {
                return Err(Refusal::Invalid(sentence!(
                    "a region has at most {max} characters and does not end with an underscore",
                    "地区最多 {max} 个字符，不以下划线结尾",
                    max = limits::INDUSTRY_REGION_CHARS_MAX
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
    /// [`Refusal::OrganizationFull`], [`Refusal::Invalid`].
    pub fn put_industry_department(
        &mut self,
        fields: IndustryDepartmentFields,
    ) -> Result<(), Refusal> {
        let IndustryDepartmentFields { id, parent, .. } = fields;
        if id <= DepartmentId::ROOT || id.0 == i64::MAX {
            return Err(Refusal::DepartmentIdInvalid);
        }
        let name = checked(
            ["a department's name", "部门名称"],
            &fields.name,
            limits::INDUSTRY_NAME_CHARS_MAX,
        )?
        .to_owned();
        for text in [&fields.contact_type, &fields.department_type] {
            if text.chars().count() > limits::INDUSTRY_TYPE_CHARS_MAX {
                return Err(Refusal::Invalid(sentence!(
                    "a type has at most {max} characters",
                    "类型最多 {max} 个字符",
                    max = limits::INDUSTRY_TYPE_CHARS_MAX
                )));
            }
        }
        check_feature(&fields.feature)?;
        let tree = &self.org.industry;
        let old = tree.department(id).cloned();
        if old.is_none() && tree.department_count() >= limits::INDUSTRY_DEPARTMENTS_MAX {
            return Err(Refusal::OrganizationFull);
        }
        let position = match &old {
            Some(old) if old.parent == parent => old.position,
            _ => {
                self.check_industry_parent(id, parent)?;
                tree.next_child_position(parent)
            }
        };
        let department = IndustryDepartment {
            id,
            parent,
            name,
            contact_type: fields.contact_type,
            department_type: fields.department_type,
            feature: fields.feature,
            position,
        };
        if old.as_deref() != Some(&department) {
            self.change(Change::IndustryDepartmentSet(Box::new(department)));
        }
        Ok(())
    }

    fn check_industry_parent(&self, id: DepartmentId, parent: DepartmentId) -> Result<(), Refusal> {
        let lineage = self.org.industry.lineage(parent);
        if lineage.is_empty() && parent != DepartmentId::ROOT {
            return Err(Refusal::ParentNotFound(parent));
        }
        if lineage.contains(&id) {
            return Err(Refusal::DepartmentCycle);
        }
        let levels_max = limits::INDUSTRY_DEPTH_MAX;
        if lineage.len() + self.org.industry.height(id) > levels_max {
            return Err(Refusal::Invalid(sentence!(
                "departments of the industry tree nest at most {levels_max} levels",
                "行业通讯录的部门最多 {levels_max} 层"
            )));
        }
        Ok(())
    }

    /// An id for a new department of the industry tree.
    pub fn new_industry_department_id(&mut self) -> DepartmentId {
        loop {
            let count = (MADE_UP_IDS.end - MADE_UP_IDS.start) as u64;
            let id = DepartmentId(MADE_UP_IDS.start + (self.draw_number() % count) as i64);
            if self.org.industry.department(id).is_none() {
                return id;
            }
        }
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
        places: Vec<IndustryPlaceFields>,
    ) -> Result<(), Refusal> {
        let userid = crate::user::check::userid(userid)?;
        let name = checked(
            ["a person's name", "姓名"],
            name,
            limits::INDUSTRY_NAME_CHARS_MAX,
        )?
        .to_owned();
        if places.is_empty() {
            return Err(Refusal::DepartmentsMissing);
        }
        if places.len() > limits::INDUSTRY_PLACES_MAX {
            return Err(Refusal::TooManyDepartments(limits::INDUSTRY_PLACES_MAX));
        }
        let old = self.org.industry.users.get(&userid).cloned();
        if old.is_none() && self.org.industry.users.len() >= limits::INDUSTRY_USERS_MAX {
            return Err(Refusal::OrganizationFull);
        }
        let before = old.as_ref().map_or(&[][..], |old| &old.places);
        let mut kept: Vec<IndustryPlace> = Vec::with_capacity(places.len());
        for place in places {
            if kept
                .iter()
                .any(|other| other.department == place.department)
            {
                return Err(Refusal::Invalid(sentence!(
                    "department {id} is named twice",
                    "部门 {id} 出现了两次",
                    id = place.department
                )));
            }
            kept.push(self.industry_place(place, before)?);
        }
        let union_id = match &old {
            Some(old) => old.union_id.clone(),
            None => self.new_union_id(&format!("industry/{}/{userid}", self.org.info.id)),
        };
        let user = IndustryUser {
            userid,
            union_id,
            name,
            places: kept,
        };
        if old.as_deref() != Some(&user) {
            self.change(Change::IndustryUserSet(Box::new(user)));
        }
        Ok(())
    }

    /// A checked place; somebody who is in the department already stays where she stands.
    fn industry_place(
        &mut self,
        place: IndustryPlaceFields,
        before: &[IndustryPlace],
    ) -> Result<IndustryPlace, Refusal> {
        let department = place.department;
        if self.org.industry.department(department).is_none() {
            return Err(Refusal::DepartmentNotFound(department));
        }
        check_feature(&place.feature)?;
        let mut roles: Vec<String> = Vec::with_capacity(place.roles.len());
        for code in &place.roles {
            let code = self.industry_role(code)?;
            if !roles.contains(&code) {
                roles.push(code);
            }
        }
        let known = before.iter().find(|old| old.department == department);
        let position = known.map(|old| old.position);
        Ok(IndustryPlace {
            department,
            feature: place.feature,
            roles,
            position: position
                .unwrap_or_else(|| self.org.industry.next_member_position(department)),
        })
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
            return Err(Refusal::Invalid(sentence!(
                "no role {code}; there are {codes}",
                "没有角色 {code}；可用的有 {codes}"
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
