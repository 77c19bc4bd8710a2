//! Linked organizations say the same of each other; what no longer exists is no exception from a rule.

use crate::change::Change;
use crate::draft::{Draft, level_of, mount_name};
use crate::partner::{Guest, Host, LinkState, Owner};
use crate::{Department, DepartmentId, Org, OrgId, Refusal};

/// After the organization's name or authentication changed.
pub(super) fn organization_changed(draft: &mut Draft) -> Result<(), Refusal> {
    let partners = &draft.org.partners;
    let hosts: Vec<OrgId> = partners.hosts.keys().cloned().collect();
    let guests: Vec<OrgId> = partners.guests.keys().cloned().collect();
    let owned = draft.org.info.linking.owned.iter();
    let owned: Vec<OrgId> = owned.map(|owned| owned.org.clone()).collect();
    draft.ask_for(hosts.iter().chain(&guests).chain(&owned))?;
    let here = draft.org.info.id.clone();
    let name = draft.org.info.name.clone();
    let authentication = level_of(&draft.org);
    for host in &hosts {
        if let Some(other) = draft.other(host)?
            && let Some(link) = other.org.partners.guests.get(&here).cloned()
        {
            let changed = Guest {
                name: name.clone(),
                authentication,
                ..(*link).clone()
            };
            rename_mount(other, &changed);
            set_guest(other, &link, changed);
        }
    }
    for guest in &guests {
        if let Some(other) = draft.other(guest)? {
            set_host(other, &here, |host| host.name.clone_from(&name));
        }
    }
    for owned in &owned {
        owner_renamed(draft, owned, &here, &name)?;
    }
    Ok(())
}

/// An owned organization and its guests tell the owner's name.
fn owner_renamed(
    draft: &mut Draft,
    owned: &OrgId,
    here: &OrgId,
    name: &str,
) -> Result<(), Refusal> {
    let owner = Owner {
        org: here.clone(),
        name: name.to_owned(),
    };
    let Some(other) = draft.other(owned)? else {
        return Ok(());
    };
    other.set_info(|info| info.linking.owner = Some(owner.clone()));
    let guests: Vec<OrgId> = other.org.partners.guests.keys().cloned().collect();
    draft.ask_for(guests.iter().filter(|guest| *guest != here))?;
    for guest in &guests {
        let told = if guest == here {
            Some(&mut *draft)
        } else {
            draft.other(guest)?
        };
        if let Some(told) = told {
            set_host(told, owned, |host| host.owner = Some(owner.clone()));
        }
    }
    Ok(())
}

fn rename_mount(draft: &mut Draft, guest: &Guest) {
    let node = guest
        .mount
        .and_then(|mount| draft.org.departments.get(&mount));
    let (Some(node), None) = (node, &guest.alias) else {
        return;
    };
    let Ok(name) = mount_name(None, &guest.name) else {
        return;
    };
    let changed = Department {
        name,
        ..(*node.department).clone()
    };
    if changed != *node.department {
        draft.change(Change::DepartmentUpdated(Box::new(changed)));
    }
}

fn set_guest(draft: &mut Draft, old: &Guest, changed: Guest) {
    if *old != changed {
        draft.change(Change::GuestSet(Box::new(changed)));
    }
}

fn set_host(draft: &mut Draft, org: &OrgId, change: impl FnOnce(&mut Host)) {
    let Some(host) = draft.org.partners.hosts.get(org).cloned() else {
        return;
    };
    let mut changed = (*host).clone();
    change(&mut changed);
    if changed != *host {
        draft.change(Change::HostSet(Box::new(changed)));
    }
}

/// A department that goes is no exception any more.
pub(super) fn department_goes(draft: &mut Draft, gone: DepartmentId) {
    let links: Vec<_> = draft.org.partners.guests.values().cloned().collect();
    for link in links {
        let mut changed = (*link).clone();
        let rules = [&mut changed.hidden, &mut changed.restricted];
        for rule in rules.into_iter().flatten() {
            rule.departments.retain(|id| *id != gone);
        }
        set_guest(draft, &link, changed);
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    let partners = &org.partners;
    for guest in partners.guests.values() {
        let id = &guest.org;
        let mount = partners.department(id, DepartmentId::ROOT);
        if guest.mount != mount || guest.is_joined() != mount.is_some() {
            broken.push(format!("organization {id} does not hang where it should"));
        }
        for rule in [&guest.hidden, &guest.restricted].into_iter().flatten() {
            let mut guests = rule.guests.iter();
            let mut departments = rule.departments.iter();
            if !guests.all(|other| partners.guests.contains_key(other))
                || !departments.all(|id| org.departments.contains_key(id))
            {
                broken.push(format!(
                    "a rule about {id} has an exception that is not there"
                ));
            }
        }
    }
    for node in org.departments.values() {
        let Some(of) = node.department.mirrors.as_deref() else {
            continue;
        };
        let id = node.department.id;
        let guest = partners.guests.get(&of.org);
        if guest.is_none_or(|guest| guest.state != LinkState::Joined) {
            broken.push(format!("department {id} is of an organization that left"));
        }
        if partners.department(&of.org, of.department) != Some(id) {
            broken.push(format!("department {id} appears twice"));
        }
    }
    for row in org.people.rows() {
        let user = org.people.get(row);
        let userid = user.userid;
        let mut foreign = user.departments().filter_map(|place| {
            let node = org.departments.get(&place.department)?;
            node.department.mirrors.as_deref()
        });
        let told: Vec<_> = user.mirrors().map(|mirror| mirror.org).collect();
        if !foreign.all(|of| told.contains(&of.org.as_str())) {
            broken.push(format!("user {userid} is in a department of others"));
        }
        if !told.is_sorted_by(|one, other| one < other) {
            broken.push(format!("user {userid} appears twice"));
        }
    }
}
