//! Random guests, and what their rules do.

use super::{DrawnGuest, Exceptions, department};
use crate::partner::{Guest, LinkRule, LinkState, MirroredDepartment, MirroredUser, Share};
use crate::{Change, Department, DepartmentId, Draft, Millis, OrgId, User, UserId};

fn id(index: usize) -> OrgId {
    OrgId::new(&format!("dingguest{index}"))
}

/// Makes departments, with all below, those of guests that are nobody's yet, and their people those of the guests.
pub(super) fn hang(draft: &mut Draft, guests: &[DrawnGuest]) {
    let mut hung = Vec::new();
    for (index, guest) in guests.iter().enumerate() {
        let mount = department(guest.department);
        let below = draft.view().descendants(mount).expect("it is there");
        let below: Vec<Department> = below.into_iter().cloned().collect();
        let is_taken = |id: DepartmentId| !draft.org.is_native_department(id);
        if is_taken(mount) || below.iter().any(|department| is_taken(department.id)) {
            continue;
        }
        let mount = draft.org.departments[&mount].department.clone();
        for one in below.iter().chain([&*mount]) {
            let theirs = if one.id == mount.id {
                DepartmentId::ROOT
            } else {
                one.id
            };
            let changed = Department {
                mirrors: Some(Box::new(MirroredDepartment {
                    org: id(index),
                    department: theirs,
                })),
                ..one.clone()
            };
            draft.change(Change::DepartmentUpdated(Box::new(changed)));
        }
        hung.push((index, guest, mount.id));
    }
    let rule = |exceptions: &Option<Exceptions>| {
        let (guests, departments) = exceptions.as_ref()?;
        let is_hung = |index: &&usize| hung.iter().any(|(hung, _, _)| hung == *index);
        Some(LinkRule {
            guests: guests
                .iter()
                .filter(is_hung)
                .map(|index| id(*index))
                .collect(),
            departments: departments.iter().map(|index| department(*index)).collect(),
        })
    };
    for (index, guest, mount) in &hung {
        draft.change(Change::GuestSet(Box::new(Guest {
            org: id(*index),
            name: format!("g{index}"),
            authentication: None,
            state: LinkState::Joined,
            share: Share::Everybody,
            data: Default::default(),
            alias: None,
            mount: Some(*mount),
            hidden: rule(&guest.hidden),
            restricted: rule(&guest.restricted),
            levels: 0,
            retold: 0,
            revision: 1,
            followed: 0,
            application: String::new(),
            applied_at: Millis(0),
            joined_at: None,
        })));
    }
    let rows: Vec<u32> = draft.org.people.rows().collect();
    for row in rows {
        let user = draft.org.people.get(row).to_user();
        let orgs = user.departments.iter().filter_map(|place| {
            let node = &draft.org.departments[&place.department];
            Some(node.department.mirrors.as_ref()?.org.clone())
        });
        let orgs: std::collections::BTreeSet<OrgId> = orgs.collect();
        let mirrors = orgs.into_iter().map(|org| MirroredUser {
            org,
            userid: UserId::new(user.userid.as_str()),
        });
        let changed = User {
            mirrors: mirrors.collect(),
            ..user.clone()
        };
        if changed != user {
            draft.change(Change::UserUpdated(Box::new(changed)));
        }
    }
}
