//! Industry contacts. The Contacts scope of apps does not narrow them: it is made of ordinary departments and people.

use super::View;
use crate::industry::{self, Industry, IndustryDepartment, IndustryPlace, IndustryUser};
use crate::{DepartmentId, Refusal, RoleId};

/// A page in order of creation.
pub struct IndustryPage<T> {
    /// What is on it.
    pub entries: Vec<T>,
    /// Whether more follow.
    pub has_more: bool,
}

fn page<T>(mut all: impl Iterator<Item = T>, size: usize) -> IndustryPage<T> {
    IndustryPage {
        entries: all.by_ref().take(size).collect(),
        has_more: all.next().is_some(),
    }
}

impl<'a> View<'a> {
    /// What the organization is to its industry.
    pub fn industry(&self) -> Option<&'a Industry> {
        self.org.industry.info.as_deref()
    }

    /// A department of the industry tree.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`], also for the root, which is none.
    pub fn industry_department(&self, id: DepartmentId) -> Result<&'a IndustryDepartment, Refusal> {
        match self.org.industry.department(id) {
            Some(department) => Ok(department),
            None => Err(Refusal::DepartmentNotFound(id)),
        }
    }

    /// The departments directly below one, or below the root.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn industry_children(
        &self,
        id: DepartmentId,
        offset: usize,
        size: usize,
    ) -> Result<IndustryPage<&'a IndustryDepartment>, Refusal> {
        if id != DepartmentId::ROOT {
            self.industry_department(id)?;
        }
        let tree = &self.org.industry;
        let children = tree.children(id, offset);
        let children = children
            .filter_map(|id| tree.department(id))
            .map(|department| &**department);
        Ok(page(children, size))
    }

    /// Who is directly in a department, everybody or those with a role; nobody in the root.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn industry_members(
        &self,
        id: DepartmentId,
        role: Option<&str>,
        offset: usize,
        size: usize,
    ) -> Result<IndustryPage<(&'a IndustryUser, &'a IndustryPlace)>, Refusal> {
        if id != DepartmentId::ROOT {
            self.industry_department(id)?;
        }
        let tree = &self.org.industry;
        // Without a role nobody before the page is looked at.
        let (from, left) = if role.is_none() {
            (offset, 0)
        } else {
            (0, offset)
        };
        let members = tree.members(id, from).filter_map(|user| {
            let place = user.places.iter().find(|place| place.department == id)?;
            Some((&**user, place))
        });
        let with_role = members.filter(|(_, place)| {
            role.is_none_or(|role| place.roles.iter().any(|code| code == role))
        });
        Ok(page(with_role.skip(left), size))
    }

    /// Somebody in a department.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`], [`Refusal::UserNotFound`].
    pub fn industry_user(
        &self,
        id: DepartmentId,
        userid: &str,
    ) -> Result<(&'a IndustryUser, &'a IndustryPlace), Refusal> {
        self.industry_department(id)?;
        let user = self.org.industry.users.get(userid);
        let found = user.and_then(|user| {
            let place = user.places.iter().find(|place| place.department == id)?;
            Some((&**user, place))
        });
        found.ok_or_else(|| Refusal::UserNotFound(userid.to_owned()))
    }

    /// Ids and names of roles by their codes.
    pub fn industry_roles(
        &self,
        codes: &'a [String],
    ) -> impl Iterator<Item = (RoleId, &'static str)> + use<'a> {
        let roles = self.industry().map_or(&[][..], |industry| &industry.roles);
        codes.iter().filter_map(|code| {
            let role = roles.iter().find(|role| role.code == *code)?;
            Some((role.id, industry::role(code)?.1))
        })
    }
}
