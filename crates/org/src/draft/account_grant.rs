//! What other organizations may do with the enterprise accounts of this one, and how an account is taken back out of one.

use super::Draft;
use super::department::check_native;
use crate::change::Change;
use crate::sentence;
use crate::user::AccountGrant;
use crate::{DepartmentId, OrgId, Refusal, limits, rules};
use std::collections::BTreeSet;

impl Draft {
    /// Allows another organization to take in the enterprise accounts of departments; the whole organization for `None`.
    /// Replaces what was allowed before.
    ///
    /// # Errors
    /// [`Refusal::OrganizationNotFound`], [`Refusal::DepartmentNotFound`], [`Refusal::DepartmentOutOfScope`],
    /// [`Refusal::DepartmentMirrored`], [`Refusal::OrganizationNeeded`].
    pub fn grant_accounts(
        &mut self,
        to: &OrgId,
        departments: Option<Vec<DepartmentId>>,
    ) -> Result<(), Refusal> {
        self.check_other(to)?;
        let departments = self.granted(departments)?;
        let grant = self.grant_for(to)?;
        self.set_grant(AccountGrant {
            departments,
            ..grant
        });
        Ok(())
    }

    /// Says everything that another organization may do with the enterprise accounts of this one, in one step: which
    /// it may take in, as [`Draft::grant_accounts`] has it, and what it sees of those that work there. Replaces what was
    /// said before.
    ///
    /// # Errors
    /// As [`Draft::grant_accounts`] and [`Draft::show_accounts`].
    pub fn allow_accounts(
        &mut self,
        to: &OrgId,
        departments: Option<Vec<DepartmentId>>,
        [mobile, status]: [bool; 2],
    ) -> Result<(), Refusal> {
        self.check_other(to)?;
        let departments = self.granted(departments)?;
        self.grant_for(to)?;
        self.set_grant(AccountGrant {
            org: to.clone(),
            departments,
            shows_mobile: mobile,
            shows_status: status,
        });
        rules::accounts_shown(self, to)
    }

    /// Takes back everything that another organization may do with the enterprise accounts of this one, also when that
    /// organization is not there any more. Those that work there stay. Tells whether there was something.
    ///
    /// # Errors
    /// [`Refusal::OrganizationNeeded`].
    pub fn revoke_accounts(&mut self, to: &OrgId) -> Result<bool, Refusal> {
        self.ask_for([to])?;
        if !self.org.account_grants.contains_key(to) {
            return Ok(false);
        }
        self.change(Change::AccountGrantRemoved(to.clone()));
        rules::accounts_shown(self, to)?;
        Ok(true)
    }

    /// Takes an enterprise account of this organization out of another one, where the person goes with it. Tells whether it
    /// worked there.
    ///
    /// # Errors
    /// As [`crate::View::own_account`], [`Refusal::OtherAdministrator`], [`Refusal::MainAdminElsewhere`] for who created the
    /// other organization, [`Refusal::OrganizationNeeded`].
    pub fn withdraw_account(&mut self, userid: &str, from: &OrgId) -> Result<bool, Refusal> {
        let (old, mut account) = self.own_account(userid)?;
        let place = account.joined.iter().position(|(org, _)| org == from);
        let Some(place) = place else {
            return Ok(false);
        };
        let (_, there) = account.joined.remove(place);
        if let Some(other) = self.other(from)? {
            other.remove_guest(&there)?;
        }
        self.put_account(&old, account)?;
        Ok(true)
    }

    /// Departments as they are granted; the whole organization for `None`.
    fn granted(
        &self,
        departments: Option<Vec<DepartmentId>>,
    ) -> Result<BTreeSet<DepartmentId>, Refusal> {
        let departments: BTreeSet<DepartmentId> = match departments {
            Some(departments) => departments.into_iter().collect(),
            None => BTreeSet::from([DepartmentId::ROOT]),
        };
        if departments.len() > limits::GRANT_DEPARTMENTS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} departments, got {count}",
                "最多 {max} 个部门，现有 {count} 个",
                max = limits::GRANT_DEPARTMENTS_MAX,
                count = departments.len()
            )));
        }
        for id in &departments {
            check_native(self.view().department(*id)?)?;
        }
        Ok(departments)
    }

    /// Shows other organizations numbers and states of the enterprise accounts that work there. Replaces what was shown.
    ///
    /// # Errors
    /// [`Refusal::OrganizationNotFound`], [`Refusal::OrganizationFull`], [`Refusal::OrganizationNeeded`].
    pub fn show_accounts(
        &mut self,
        to: &[OrgId],
        mobile: bool,
        status: bool,
    ) -> Result<(), Refusal> {
        self.ask_for(to)?;
        for org in to {
            self.check_other(org)?;
            let grant = self.grant_for(org)?;
            self.set_grant(AccountGrant {
                shows_mobile: mobile,
                shows_status: status,
                ..grant
            });
            rules::accounts_shown(self, org)?;
        }
        Ok(())
    }

    fn check_other(&mut self, org: &OrgId) -> Result<(), Refusal> {
        match self.other(org)? {
            Some(_) => Ok(()),
            None => Err(Refusal::OrganizationNotFound(org.clone())),
        }
    }

    fn grant_for(&self, to: &OrgId) -> Result<AccountGrant, Refusal> {
        if let Some(grant) = self.org.account_grants.get(to) {
            return Ok((**grant).clone());
        }
        if self.org.account_grants.len() >= limits::GRANTS_MAX {
            return Err(Refusal::OrganizationFull);
        }
        Ok(AccountGrant {
            org: to.clone(),
            departments: BTreeSet::new(),
            shows_mobile: false,
            shows_status: false,
        })
    }

    fn set_grant(&mut self, grant: AccountGrant) {
        let stored = self.org.account_grants.get(&grant.org);
        let allows_nothing =
            grant.departments.is_empty() && !grant.shows_mobile && !grant.shows_status;
        if allows_nothing {
            // One that allows nothing is none.
            if stored.is_some() {
                self.change(Change::AccountGrantRemoved(grant.org));
            }
        } else if stored.is_none_or(|stored| **stored != grant) {
            self.change(Change::AccountGrantSet(Box::new(grant)));
        }
    }
}
