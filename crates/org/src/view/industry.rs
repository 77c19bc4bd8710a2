//! Industry contacts. The Contacts scope of apps does not narrow them: it is made of ordinary departments and people.

use super::View;
use crate::industry::{self, Industry, IndustryDepartment, IndustryPlace, IndustryUser};
use crate::{DepartmentId, Refusal, RoleId};

/// A page in order of positions.
pub struct IndustryPage<T> {
    /// What is on it.
    pub entries: Vec<T>,
    /// The position from which the next page goes on; `None` on the last one.
    pub next: Option<u64>,
}

fn page<T>(mut all: impl Iterator<Item = (u64, T)>, size: usize) -> IndustryPage<T> {
    let mut last = 0;
    let taken = all.by_ref().take(size).map(|(position, entry)| {
        last = position;
        entry
    });
    IndustryPage {
        entries: taken.collect(),
        next: all.next().map(|_| last + 1),
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

    /// The departments directly below one, or below the root, from a position on.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn industry_children(
        &self,
        id: DepartmentId,
        from: u64,
        size: usize,
    ) -> Result<IndustryPage<&'a IndustryDepartment>, Refusal> {
        if id != DepartmentId::ROOT {
            self.industry_department(id)?;
        }
        let children = self.org.industry.children(id, from);
        let children = children.map(|(position, department)| (position, &**department));
        Ok(page(children, size))
    }

    /// Who is directly in a department, everybody or those with a role, from a position on; nobody in the root.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn industry_members(
        &self,
        id: DepartmentId,
        role: Option<&str>,
        from: u64,
        size: usize,
    ) -> Result<IndustryPage<(&'a IndustryUser, &'a IndustryPlace)>, Refusal> {
        if id != DepartmentId::ROOT {
            self.industry_department(id)?;
        }
        let members = self.org.industry.members(id, role, from);
        let members = members.map(|(position, user, place)| (position, (&**user, place)));
        Ok(page(members, size))
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

    /// Where somebody is in the industry tree; nowhere for who is not.
    pub fn industry_places(&self, userid: &str) -> &'a [IndustryPlace] {
        let user = self.org.industry.users.get(userid);
        user.map_or(&[], |user| &user.places)
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
