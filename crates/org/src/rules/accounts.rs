//! Enterprise accounts and the organizations they work in say the same of each other. A number or state that the owner shows is
//! shown as it is; an account that goes at home goes everywhere.

use crate::change::Change;
use crate::draft::Draft;
use crate::user::{Account, AccountGrant};
use crate::{DepartmentId, Org, OrgId, Refusal, User, UserId};

pub(super) fn user_goes(draft: &mut Draft, user: &User) -> Result<(), Refusal> {
    let Some(account) = &user.account else {
        return Ok(());
    };
    if account.owner.is_none() {
        draft.release_dingtalk_id(&account.dingtalk_id);
    }
    let owner = account.owner.iter().map(|owner| &owner.org);
    draft.ask_for(account.joined.iter().map(|(org, _)| org).chain(owner))?;
    for (org, userid) in &account.joined {
        if let Some(other) = draft.other(org)? {
            other.remove_guest(userid)?;
        }
    }
    let Some(owner) = &account.owner else {
        return Ok(());
    };
    let here = draft.org.info.id.clone();
    if let Some(other) = draft.other(&owner.org)? {
        account_left(other, &owner.userid, &here);
    }
    Ok(())
}

/// An account no longer works in an organization.
fn account_left(owner: &mut Draft, userid: &UserId, from: &OrgId) {
    let Some(user) = owner.org.people.find(userid.as_str()) else {
        return;
    };
    let mut user = user.to_user();
    if let Some(account) = &mut user.account {
        account.joined.retain(|(org, _)| org != from);
    }
    owner.change(Change::UserUpdated(Box::new(user)));
}

/// After an account's own facts changed.
pub(super) fn account_changed(draft: &mut Draft, user: &User) -> Result<(), Refusal> {
    let Some(account) = &user.account else {
        return Ok(());
    };
    draft.ask_for(account.joined.iter().map(|(org, _)| org))?;
    for (org, guest) in &account.joined {
        let grant = draft.org.account_grants.get(org).cloned();
        let shown = draft
            .org
            .shown_to_others(&user.userid, account, grant.as_deref());
        if let Some(other) = draft.other(org)? {
            set_guest(other, guest, shown, &user.avatar);
        }
    }
    Ok(())
}

/// After what another organization sees changed.
pub(super) fn shown(draft: &mut Draft, org: &OrgId) -> Result<(), Refusal> {
    let rows: Vec<u32> = draft.org.people.accounts().working_in(org).collect();
    for row in rows {
        let user = draft.org.people.get(row).to_user();
        let Some(account) = &user.account else {
            continue;
        };
        let place = account.joined.iter().find(|(known, _)| known == org);
        let grant = draft.org.account_grants.get(org).cloned();
        let shown = draft
            .org
            .shown_to_others(&user.userid, account, grant.as_deref());
        if let (Some((_, guest)), Some(other)) = (place, draft.other(org)?) {
            set_guest(other, guest, shown, &user.avatar);
        }
    }
    Ok(())
}

fn set_guest(other: &mut Draft, guest: &UserId, shown: Account, avatar: &str) {
    let Some(user) = other.org.people.find(guest.as_str()) else {
        return;
    };
    let user = user.to_user();
    let changed = User {
        account: Some(Box::new(shown)),
        avatar: avatar.to_owned(),
        ..user.clone()
    };
    if changed != user {
        other.change(Change::UserUpdated(Box::new(changed)));
    }
}

/// The owner of the creator's account says under which name.
pub(super) fn renamed(draft: &mut Draft) -> Result<(), Refusal> {
    let creator = draft.org.people.find(draft.org.info.main_admin.as_str());
    let account = creator.and_then(|user| user.account);
    let Some(owner) = account.and_then(|account| account.to_account().owner) else {
        return Ok(());
    };
    let created = draft.as_created();
    if let Some(other) = draft.other(&owner.org)? {
        other.set_created(&owner.userid, &created.org, Some(&created));
    }
    Ok(())
}

/// A grant that allows nothing any more goes with its last department.
pub(super) fn department_goes(draft: &mut Draft, gone: DepartmentId) {
    let grants: Vec<_> = draft.org.account_grants.values().cloned().collect();
    for grant in grants {
        let mut changed: AccountGrant = (*grant).clone();
        if !changed.departments.remove(&gone) {
            continue;
        }
        let is_empty = changed.departments.is_empty();
        draft.change(
            if is_empty && !changed.shows_mobile && !changed.shows_status {
                Change::AccountGrantRemoved(changed.org)
            } else {
                Change::AccountGrantSet(Box::new(changed))
            },
        );
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for row in org.people.rows() {
        let user = org.people.get(row);
        let Some(account) = user.account else {
            continue;
        };
        let userid = user.userid;
        let has_owners_facts = account.joined().next().is_some()
            || account.created().next().is_some()
            || account.notices().next().is_some()
            || !account.login_id.is_empty()
            || !account.reason.is_empty();
        if account.owner.is_some() && has_owners_facts {
            broken.push(format!(
                "account {userid} is another's and has what only an owner has"
            ));
        }
        if account.owner.is_none() && account.disabled != Some(account.barred) {
            broken.push(format!("account {userid} shows another state than it has"));
        }
        let works_in = |org: &OrgId| account.joined().any(|(known, _)| known == org.as_str());
        if account.created().any(|created| !works_in(&created.org)) {
            broken.push(format!(
                "account {userid} created an organization in which it does not work"
            ));
        }
        if !account
            .created()
            .is_sorted_by(|one, other| one.org < other.org)
        {
            broken.push(format!("account {userid} created an organization twice"));
        }
        if !account.joined().is_sorted_by(|one, other| one.0 < other.0) {
            broken.push(format!("account {userid} works twice in one organization"));
        }
    }
    for grant in org.account_grants.values() {
        for id in &grant.departments {
            if !org.departments.contains_key(id) {
                let to = &grant.org;
                broken.push(format!(
                    "accounts of department {id}, which is not there, may join {to}"
                ));
            }
        }
    }
}
