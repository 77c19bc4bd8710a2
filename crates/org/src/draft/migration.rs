//! How an ordinary person becomes an enterprise account and ceases to be one.

use super::{Claim, Draft, keyed_hash, letters};
use crate::Refusal;
use crate::change::Change;
use crate::migration::{MIGRATED_DING_IDS, MIGRATED_UNION_IDS, Migration, claim_value, ding_id};
use crate::user::{Account, AccountFields, AccountKind, User};

impl Draft {
    /// Gives an ordinary person an enterprise account of this organization: userid, places and roles stay, unionId and
    /// dingId are new, sessions end, the number becomes the account's. A built-in account needs a login id and a password.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`], [`Refusal::AccountHeld`], [`Refusal::UserMirrored`], and
    /// whatever is wrong with the login id.
    pub fn make_account(
        &mut self,
        userid: &str,
        kind: AccountKind,
        fields: &AccountFields,
    ) -> Result<(), Refusal> {
        let old = self.view().user(userid)?.to_user();
        self.check_may_change(userid)?;
        if old.account.is_some() {
            return Err(Refusal::AccountHeld(old.userid));
        }
        self.check_kept_here(&old)?;
        // A built-in account's first password comes after it.
        self.end_credential(&old.userid);
        let account = Account {
            mobile: old.mobile.clone(),
            session_mark: self.draw_number(),
            ..Account::new(kind)
        };
        let mut user = User {
            union_id: self.new_account_union_id(),
            mobile: None,
            active: true,
            account: Some(Box::new(account)),
            ..old.clone()
        };
        self.set_account(&mut user, fields)?;
        let migration = Migration {
            userid: old.userid.clone(),
            old_ding_id: ding_id(&old.union_id),
            new_ding_id: ding_id(&user.union_id),
            old_union_id: old.union_id.clone(),
            new_union_id: user.union_id.clone(),
            at: self.now(),
        };
        self.replace_user(&old, user);
        self.claim_migration(&migration);
        self.change(Change::AccountMigrated(Box::new(migration)));
        Ok(())
    }

    /// Makes an enterprise account of this organization an ordinary person again, known by the account's number or else
    /// by the mail address of sign-in.
    ///
    /// # Errors
    /// As [`crate::View::own_account`]; [`Refusal::AccountInUse`] while it is disabled or works elsewhere,
    /// [`Refusal::MobileMissing`], [`Refusal::MobileTaken`].
    pub fn make_ordinary(&mut self, userid: &str) -> Result<(), Refusal> {
        let (old, account) = self.own_account(userid)?;
        if account.barred || !account.joined.is_empty() {
            return Err(Refusal::AccountInUse(old.userid));
        }
        let person = match &account.mobile {
            Some(mobile) => {
                if let Some(taken) = self.org.people.by_mobile(mobile) {
                    return Err(self.taken(taken.userid, "mobile", Refusal::MobileTaken));
                }
                mobile.to_string()
            }
            None if old.login_email.is_empty() => return Err(Refusal::MobileMissing),
            None => old.login_email.clone(),
        };
        self.release_dingtalk_id(&account.dingtalk_id);
        self.end_credential(&old.userid);
        let user = User {
            union_id: self.new_union_id(&person),
            mobile: account.mobile,
            account: None,
            ..old.clone()
        };
        self.replace_user(&old, user);
        Ok(())
    }

    pub(super) fn new_account_union_id(&mut self) -> String {
        let hash = keyed_hash(&self.draw(), &[b"account"]);
        format!("{}iEiE", letters(&hash, 20))
    }

    /// Anybody in the installation who knows an old id finds the new one by it.
    fn claim_migration(&mut self, migration: &Migration) {
        for (space, old, new) in [
            (
                MIGRATED_UNION_IDS,
                &migration.old_union_id,
                &migration.new_union_id,
            ),
            (
                MIGRATED_DING_IDS,
                &migration.old_ding_id,
                &migration.new_ding_id,
            ),
        ] {
            // Whoever was migrated before, and is again, has another new id.
            for holder in [None, Some(new.clone())] {
                self.claims.push(Claim {
                    space,
                    value: claim_value(old, Some(&self.org.info.id)),
                    holder,
                });
            }
        }
    }
}
