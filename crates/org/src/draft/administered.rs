//! What an administrator who does not administer everything may not change.

use super::Draft;
use crate::user::User;
use crate::{DepartmentId, Refusal, UserId};

impl Draft {
    /// Whether the caller may change somebody at all: sub-administrators change no other administrator, whose rights they
    /// could take that way.
    ///
    /// # Errors
    /// [`Refusal::OtherAdministrator`].
    pub fn check_may_change(&self, userid: &str) -> Result<(), Refusal> {
        let view = self.view();
        let Some(caller) = view.administrator() else {
            return Ok(());
        };
        let is_other = caller.userid.as_str() != userid && view.admin(userid).is_some();
        if is_other && !caller.is_primary() {
            return Err(Refusal::OtherAdministrator(UserId::new(userid)));
        }
        Ok(())
    }

    /// Whether the caller who is an administrator administers a department.
    pub(super) fn check_administered(&self, id: DepartmentId) -> Result<(), Refusal> {
        if self.view().is_cut_from(id) {
            return Err(Refusal::DepartmentOutOfScope(id));
        }
        Ok(())
    }

    /// Whether what somebody has in departments that the caller does not administer stays as it is. Which of the places is
    /// the main one is a matter of the person.
    pub(super) fn check_places_kept(&self, old: &User, user: &User) -> Result<(), Refusal> {
        let view = self.view();
        let mut outside = old.departments.iter();
        let touched = outside.find(|place| {
            let same = |kept: &&crate::user::Membership| {
                kept.department == place.department
                    && (&kept.title, kept.order, &kept.work_place)
                        == (&place.title, place.order, &place.work_place)
            };
            view.is_cut_from(place.department) && !user.departments.iter().any(|kept| same(&kept))
        });
        touched.map_or(Ok(()), |place| {
            Err(Refusal::DepartmentOutOfScope(place.department))
        })
    }

    /// The refusal of a value that somebody has: administrators are not told who, unless they administer the person.
    pub(super) fn taken(
        &self,
        holder: &str,
        what: &'static str,
        told: impl FnOnce(UserId) -> Refusal,
    ) -> Refusal {
        if self.view().is_cut_from_user(holder) {
            return Refusal::TakenOutside(what);
        }
        told(UserId::new(holder))
    }
}
