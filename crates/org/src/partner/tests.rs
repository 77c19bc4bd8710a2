//! Linked organizations against a naive reading: what appears of a guest is what it lets take part, whatever happened.

mod examples;
mod world;

use super::Share;
use crate::{DepartmentId, OrgId, Refusal, UserId};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use world::{World, person, place};

/// One thing that happens. Numbers choose among what there is at that time.
#[derive(Clone, Debug)]
enum Step {
    AddUser {
        org: usize,
        departments: Vec<usize>,
        same_as: Option<usize>,
    },
    MoveUser {
        org: usize,
        user: usize,
        departments: Vec<usize>,
    },
    Rename {
        org: usize,
        user: usize,
    },
    RemoveUser {
        org: usize,
        user: usize,
    },
    Manage {
        org: usize,
        user: usize,
        manager: usize,
    },
    AddDepartment {
        org: usize,
        parent: usize,
    },
    MoveDepartment {
        org: usize,
        department: usize,
        parent: usize,
    },
    Lead {
        org: usize,
        department: usize,
    },
    RemoveDepartment {
        org: usize,
        department: usize,
    },
    Apply {
        host: usize,
        guest: usize,
        departments: Vec<usize>,
        users: Vec<usize>,
    },
    Approve {
        host: usize,
        guest: usize,
        parent: usize,
    },
    Move {
        host: usize,
        guest: usize,
        parent: usize,
    },
    Separate {
        host: usize,
        guest: usize,
    },
    Follow,
}

fn step() -> impl Strategy<Value = Step> {
    let any = 0..9_usize;
    let some = prop::collection::vec(0..9_usize, 1..3);
    let none = prop::collection::vec(0..9_usize, 0..3);
    let org = 0..world::ORGANIZATIONS;
    prop_oneof![
        4 => (org.clone(), some.clone(), prop::option::weighted(0.3, any.clone()))
            .prop_map(|(org, departments, same_as)| Step::AddUser { org, departments, same_as }),
        3 => (org.clone(), any.clone(), some)
            .prop_map(|(org, user, departments)| Step::MoveUser { org, user, departments }),
        1 => (org.clone(), any.clone()).prop_map(|(org, user)| Step::Rename { org, user }),
        2 => (org.clone(), any.clone()).prop_map(|(org, user)| Step::RemoveUser { org, user }),
        1 => (org.clone(), any.clone(), any.clone())
            .prop_map(|(org, user, manager)| Step::Manage { org, user, manager }),
        4 => (org.clone(), any.clone()).prop_map(|(org, parent)| Step::AddDepartment { org, parent }),
        4 => (org.clone(), any.clone(), any.clone())
            .prop_map(|(org, department, parent)| Step::MoveDepartment { org, department, parent }),
        1 => (org.clone(), any.clone()).prop_map(|(org, department)| Step::Lead { org, department }),
        2 => (org.clone(), any.clone())
            .prop_map(|(org, department)| Step::RemoveDepartment { org, department }),
        4 => (org.clone(), org.clone(), none.clone(), none)
            .prop_map(|(host, guest, departments, users)| Step::Apply { host, guest, departments, users }),
        4 => (org.clone(), org.clone(), any.clone())
            .prop_map(|(host, guest, parent)| Step::Approve { host, guest, parent }),
        1 => (org.clone(), org.clone(), any)
            .prop_map(|(host, guest, parent)| Step::Move { host, guest, parent }),
        1 => (org.clone(), org).prop_map(|(host, guest)| Step::Separate { host, guest }),
        3 => Just(Step::Follow),
    ]
}

fn take(world: &mut World, step: Step) {
    // A refusal is an outcome like another: nothing may have changed then.
    let _ = match step {
        Step::AddUser {
            org,
            departments,
            same_as,
        } => {
            let departments = world.departments(org, &departments);
            world.add_user(org, &departments, same_as)
        }
        Step::MoveUser {
            org,
            user,
            departments,
        } => {
            let departments = world.departments(org, &departments);
            let user = world.user(org, user);
            world.write(org, |draft| draft.update_user(&user, place(&departments)))
        }
        Step::Rename { org, user } => {
            let (user, name) = (world.user(org, user), world.new_name());
            world.write(org, |draft| draft.update_user(&user, person(&name)))
        }
        Step::RemoveUser { org, user } => {
            let user = world.user(org, user);
            world.write(org, |draft| draft.remove_user(&user))
        }
        Step::Manage { org, user, manager } => {
            let (user, manager) = (world.user(org, user), world.user(org, manager));
            world.write(org, |draft| {
                draft.update_user(&user, world::managed_by(&manager))
            })
        }
        Step::AddDepartment { org, parent } => {
            let (parent, name) = (world.department(org, parent), world.new_name());
            world.write(org, |draft| {
                draft
                    .add_department(world::department(&name, parent))
                    .map(drop)
            })
        }
        Step::MoveDepartment {
            org,
            department,
            parent,
        } => {
            let (id, parent) = (
                world.department(org, department),
                world.department(org, parent),
            );
            world.write(org, |draft| {
                draft.update_department(id, world::below(parent))
            })
        }
        Step::Lead { org, department } => {
            let id = world.department(org, department);
            let members = world.members(org, id);
            world.write(org, |draft| {
                draft.update_department(id, world::led_by(&members))
            })
        }
        Step::RemoveDepartment { org, department } => {
            let id = world.department(org, department);
            world.write(org, |draft| draft.remove_department(id).map(drop))
        }
        Step::Apply {
            host,
            guest,
            departments,
            users,
        } => {
            let departments = world.departments(guest, &departments).into_iter().collect();
            let users = users
                .iter()
                .map(|user| UserId::new(&world.user(guest, *user)))
                .collect();
            let share = Share::of(departments, users).expect("few are named");
            let host = world.id(host);
            world.write(guest, |draft| {
                draft
                    .apply_to_host(&host, share.clone(), BTreeSet::new())
                    .map(drop)
            })
        }
        Step::Approve {
            host,
            guest,
            parent,
        } => {
            let place = world.place(host, guest, parent);
            world.write(host, |draft| draft.approve_guests(vec![place.clone()]))
        }
        Step::Move {
            host,
            guest,
            parent,
        } => {
            let place = world.place(host, guest, parent);
            world.write(host, |draft| draft.move_guests(vec![place.clone()]))
        }
        Step::Separate { host, guest } => {
            let mount = world.mount(host, guest);
            world.write(host, |draft| draft.separate_guest(mount))
        }
        Step::Follow => {
            world.follow();
            Ok(())
        }
    };
}

/// What of a guest should appear: of each department what is above it, of each person the departments; 1 is where it hangs.
type Appearing = (
    BTreeMap<DepartmentId, DepartmentId>,
    BTreeMap<UserId, BTreeSet<DepartmentId>>,
);

/// By walking up from everything.
fn expected(world: &World, guest: &OrgId, share: &Share) -> Appearing {
    let org = world.org(guest);
    let takes_part = |id: DepartmentId| {
        let mut above = Some(id);
        while let Some(id) = above {
            let is_chosen = match share {
                Share::Everybody => true,
                Share::Part { departments, .. } => departments.contains(&id),
            };
            if is_chosen {
                return true;
            }
            above = org
                .departments
                .get(&id)
                .and_then(|node| node.department.parent);
        }
        false
    };
    let departments = org
        .departments
        .values()
        .filter(|node| node.department.id != DepartmentId::ROOT && takes_part(node.department.id));
    let departments = departments.map(|node| {
        let parent = node.department.parent.filter(|parent| takes_part(*parent));
        (node.department.id, parent.unwrap_or(DepartmentId::ROOT))
    });
    let mut users = BTreeMap::new();
    for row in org.people.rows() {
        let user = org.people.get(row);
        let places = user.departments().map(|place| place.department);
        let mut places: BTreeSet<_> = places.filter(|id| takes_part(*id)).collect();
        let named = match share {
            Share::Everybody => false,
            Share::Part { users, .. } => users.contains(user.userid),
        };
        if places.is_empty() && named {
            places.insert(DepartmentId::ROOT);
        }
        if !places.is_empty() {
            users.insert(UserId::new(user.userid), places);
        }
    }
    (departments.collect(), users)
}

/// By looking at everything in the host.
fn appearing(world: &World, host: &OrgId, guest: &OrgId) -> Appearing {
    let org = world.org(host);
    let theirs = |id: DepartmentId| {
        let of = org.departments.get(&id)?.department.mirrors.clone()?;
        (of.org == *guest).then_some(of.department)
    };
    let departments = org.departments.values().filter_map(|node| {
        let id = theirs(node.department.id)?;
        let parent = theirs(node.department.parent?)?;
        (id != DepartmentId::ROOT).then_some((id, parent))
    });
    let mut users = BTreeMap::new();
    for row in org.people.rows() {
        let user = org.people.get(row);
        let places: BTreeSet<_> = user
            .departments()
            .filter_map(|place| theirs(place.department))
            .collect();
        if let Some(mirror) = user.mirrors().find(|mirror| mirror.org == guest.as_str()) {
            users.insert(UserId::new(mirror.userid), places);
        } else {
            assert!(
                places.is_empty(),
                "{} is in a department of {guest}",
                user.userid
            );
        }
    }
    (departments.collect(), users)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn what_appears_of_a_guest_is_what_takes_part(
        choices in prop::collection::vec(0..9_usize, 2),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut world = World::peopled(&choices);
        for step in steps {
            take(&mut world, step);
        }
        world.follow();
        for host in world.ids() {
            let org = world.org(&host).clone();
            prop_assert_eq!(org.broken_rules(), Vec::<String>::new());
            prop_assert!(world.is_replayed(&host), "the log of {} gives another value", host);
            let mut kept = 0;
            for link in org.partners.guests.values().filter(|link| link.is_joined()) {
                let expected = expected(&world, &link.org, &link.share);
                kept += expected.0.len() + 1;
                prop_assert_eq!(appearing(&world, &host, &link.org), expected);
                prop_assert_eq!(world.wrong_facts(&host, &link.org), Vec::<String>::new());
            }
            let mirrored = org.departments.values().filter(|node| node.department.mirrors.is_some());
            prop_assert_eq!(mirrored.count(), kept);
            let mut above = world.all_above(&host);
            prop_assert!(!above.remove(&host), "{} takes part in itself", host);
            prop_assert!(world.levels(&host) <= crate::limits::ORGANIZATION_LEVELS_MAX);
        }
    }
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
    result.expect_err("it is refused").to_string()
}
