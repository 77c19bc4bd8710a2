//! Finds the organization's own enterprise accounts by number and by where else they work.

use crate::user::AccountRef;
use crate::{Mobile, OrgId};
use imbl::OrdSet;

/// A number without its text: the country code, then the national number behind a 1 that keeps leading zeros.
type MobileNumber = (u16, u64);

/// Rows of enterprise accounts that were made here.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccountIndex {
    by_mobile: OrdSet<(MobileNumber, u32)>,
    joined: OrdSet<(OrgId, u32)>,
}

fn number_of(state_code: &str, number: &str) -> Option<MobileNumber> {
    Some((state_code.parse().ok()?, format!("1{number}").parse().ok()?))
}

impl AccountIndex {
    pub(crate) fn enter(&mut self, row: u32, account: &AccountRef<'_>) {
        if account.owner.is_some() {
            return;
        }
        if let Some(number) = account
            .mobile
            .and_then(|(code, number)| number_of(code, number))
        {
            self.by_mobile.insert((number, row));
        }
        for (org, _) in account.joined() {
            self.joined.insert((OrgId::new(org), row));
        }
    }

    pub(crate) fn leave(&mut self, row: u32, account: &AccountRef<'_>) {
        if let Some(number) = account
            .mobile
            .and_then(|(code, number)| number_of(code, number))
        {
            self.by_mobile.remove(&(number, row));
        }
        for (org, _) in account.joined() {
            self.joined.remove(&(OrgId::new(org), row));
        }
    }

    /// Accounts with a number.
    pub(crate) fn with_mobile(&self, mobile: &Mobile) -> impl Iterator<Item = u32> + '_ {
        let number = number_of(&mobile.state_code, &mobile.number);
        number
            .into_iter()
            .flat_map(|number| self.by_mobile.range((number, 0)..=(number, u32::MAX)))
            .map(|(_, row)| *row)
    }

    /// Accounts that work in another organization.
    pub(crate) fn working_in<'a>(&'a self, org: &OrgId) -> impl Iterator<Item = u32> + 'a {
        self.joined
            .range((org.clone(), 0)..=(org.clone(), u32::MAX))
            .map(|(_, row)| *row)
    }

    /// Every organization in which one of the accounts works.
    pub(crate) fn organizations(&self) -> Vec<OrgId> {
        let mut found: Vec<OrgId> = Vec::new();
        let mut next = self.joined.get_min();
        while let Some((org, _)) = next {
            found.push(org.clone());
            let beyond = (
                std::ops::Bound::Excluded((org.clone(), u32::MAX)),
                std::ops::Bound::Unbounded,
            );
            next = self.joined.range(beyond).next();
        }
        found
    }
}
