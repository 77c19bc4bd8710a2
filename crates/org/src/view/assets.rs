//! What somebody has to hand over.

use super::View;
use crate::draft::Assets;
use crate::{Refusal, UserId};

impl View<'_> {
    /// How much somebody has to hand over, in the order of [`Asset::ALL`].
    ///
    /// # Errors
    /// The person is unknown or out of the caller's reach.
    pub fn assets(&self, userid: &str) -> Result<Assets, Refusal> {
        let user = self.user(userid)?;
        let org = self.org;
        let leads = user.departments().filter(|place| {
            let node = org.departments.get(&place.department);
            node.is_some_and(|node| {
                let department = &node.department;
                let mut leaders = department.managers.iter().chain(&department.group_owner);
                leaders.any(|id| id.as_str() == userid)
            })
        });
        let row = org.people.row(userid);
        let reports = row.map_or(0, |row| org.people.reports(row).count());
        let contacts = row.map_or(0, |row| {
            let named = org.external_contacts.naming_person(row);
            let is_his = |id: &UserId| id.as_str() == userid;
            named
                .filter(|one| one.follower.as_ref().is_some_and(is_his))
                .count()
        });
        let counts = [
            leads.count(),
            user.given_roles().count(),
            reports,
            contacts,
            usize::from(org.admins.contains_key(userid)),
        ];
        Ok(Assets { counts })
    }
}
