//! Members of a management group have its power; a secondary group has no power that who made it lacks.

use crate::change::Change;
use crate::draft::Draft;
use crate::organization::ManagementGroup;
use crate::{DepartmentId, ManagementGroupId, Org, UserId};

/// After somebody's power changed or ended: what he gave out of it follows.
pub(super) fn admin_changed(draft: &mut Draft, user: &UserId) {
    let groups = draft.org.management_groups.values();
    let made = groups.filter(|group| group.maker.as_ref() == Some(user));
    let made: Vec<ManagementGroup> = made.map(|group| (**group).clone()).collect();
    let admin = draft.org.admins.get(user).cloned();
    for group in made {
        match &admin {
            None => remove(draft, group.id),
            // Nothing that a primary administrator gives is more than he has.
            Some(admin) if admin.is_primary() => set(
                draft,
                ManagementGroup {
                    maker: None,
                    ..group
                },
            ),
            Some(admin) => {
                let cut = group.within(&draft.org, admin);
                set(draft, cut);
            }
        }
    }
}

/// Whoever takes over somebody's power takes over what he gave out of it.
pub(super) fn maker_succeeded(draft: &mut Draft, giver: &UserId, receiver: &UserId) {
    let groups = draft.org.management_groups.values();
    let made = groups.filter(|group| group.maker.as_ref() == Some(giver));
    let made: Vec<ManagementGroup> = made.map(|group| (**group).clone()).collect();
    for group in made {
        set(
            draft,
            ManagementGroup {
                maker: Some(receiver.clone()),
                ..group
            },
        );
    }
}

/// After a department went below another, where whoever gave it out may administer nothing.
pub(super) fn department_moved(draft: &mut Draft) {
    let makers = draft.org.management_groups.values();
    let makers: Vec<UserId> = makers.filter_map(|group| group.maker.clone()).collect();
    for maker in makers {
        admin_changed(draft, &maker);
    }
}

/// A group left without a department does not come to manage everything.
pub(super) fn department_goes(draft: &mut Draft, gone: DepartmentId) {
    each(draft, |group| {
        let departments = group.departments.as_mut();
        departments.is_some_and(|ids| ids.remove(&gone))
    });
}

pub(super) fn app_goes(draft: &mut Draft, agent_id: i64) {
    each(draft, |group| group.apps.remove(&agent_id));
}

fn each(draft: &mut Draft, change: impl Fn(&mut ManagementGroup) -> bool) {
    let groups: Vec<_> = draft.org.management_groups.values().cloned().collect();
    for group in groups {
        let mut changed = (*group).clone();
        if change(&mut changed) {
            set(draft, changed);
        }
    }
}

/// Stores a group, and gives its members its power.
pub(super) fn set(draft: &mut Draft, group: ManagementGroup) {
    if draft.org.management_groups.get(&group.id).map(|old| &**old) != Some(&group) {
        draft.change(Change::ManagementGroupSet(Box::new(group.clone())));
    }
    for userid in members(&draft.org, group.id) {
        let admin = group.admin(userid.clone());
        if draft.org.admins.get(&userid).map(|old| &**old) != Some(&admin) {
            draft.change(Change::AdminSet(admin));
            admin_changed(draft, &userid);
        }
    }
}

/// Deletes a group; nobody administers by it any more.
pub(super) fn remove(draft: &mut Draft, id: ManagementGroupId) {
    for userid in members(&draft.org, id) {
        draft.no_longer_admin(userid);
    }
    draft.change(Change::ManagementGroupRemoved(id));
}

fn members(org: &Org, id: ManagementGroupId) -> Vec<UserId> {
    let admins = org.admins_of_group(id);
    admins.map(|admin| admin.userid.clone()).collect()
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for admin in org.admins.values() {
        let Some(id) = admin.group else { continue };
        let userid = &admin.userid;
        match org.management_groups.get(&id) {
            None => broken.push(format!(
                "{userid} administers by group {id}, which is not there"
            )),
            Some(group) if group.admin(userid.clone()) != **admin => {
                broken.push(format!("{userid} has another power than group {id}"));
            }
            Some(_) => {}
        }
    }
    for group in org.management_groups.values() {
        let Some(maker) = &group.maker else { continue };
        match org.admins.get(maker) {
            None => broken.push(format!(
                "group {} was made by {maker}, who administers nothing",
                group.id
            )),
            Some(admin) => {
                // A partner's departments move as the partner has them.
                let beyond = group.beyond(org, admin).filter(|field| *field != "deptIds");
                if let Some(field) = beyond {
                    broken.push(format!("group {} has {field} that {maker} lacks", group.id));
                }
            }
        }
    }
}
