//! Whom viewers see is carried on from value to value, and is the same as when it is found out anew.

use super::{
    Case, DEPARTMENTS, Draft, Eye, NewUser, Org, RoleId, Surface, USERS, UserFields, Viewer, build,
    case, department, seed, userid,
};
use crate::visibility::rows::Seen;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whom everybody sees on every surface.
fn all_seen(org: &Org) -> Vec<Vec<u32>> {
    let viewers = org.people.rows().map(|row| Viewer::of_row(org, row));
    let seen = viewers.flat_map(|viewer| Surface::ALL.map(|surface| viewer.seen(surface)));
    let rows = |seen: Seen| match seen {
        Seen::Everybody => org.people.rows().collect(),
        Seen::Rows(rows) => rows.iter().collect(),
    };
    seen.map(rows).collect()
}

/// How many everybody finds listed in every department and those below it, and whom.
fn all_pages(org: &Org) -> Vec<(u64, Vec<u64>, Vec<String>)> {
    let viewers = org.people.rows().map(|row| Viewer::of_row(org, row));
    let pages = viewers.flat_map(|viewer| {
        let ids = org.departments.keys();
        let pages = ids.filter_map(move |id| viewer.department_page(*id, None, 100));
        pages.collect::<Vec<_>>()
    });
    let told = pages.map(|page| {
        let counts = page.branches.iter().map(|branch| branch.member_count);
        let members = page.members.iter();
        let members = members.map(|member| member.user.userid.to_owned());
        (page.member_count, counts.collect(), members.collect())
    });
    told.collect()
}

#[derive(Clone, Debug)]
struct Step {
    user: usize,
    places: Vec<usize>,
    what: u8,
    is_looked_at: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let places = prop::collection::vec(0..=DEPARTMENTS, 1..3);
    (0..USERS + 3, places, 0_u8..5, any::<bool>()).prop_map(|(user, places, what, is_looked_at)| {
        Step {
            user,
            places,
            what,
            is_looked_at,
        }
    })
}

/// The people of the case, the founder, and newcomers.
fn somebody(index: usize) -> String {
    match index {
        0..=USERS => userid(index),
        _ => format!("newcomer{index}"),
    }
}

fn changed(org: &Org, step: &Step) -> Org {
    let mut draft = Draft::new(org, Eye::Operator, seed());
    let id = somebody(step.user);
    let places: BTreeSet<_> = step.places.iter().map(|index| department(*index)).collect();
    let fields = UserFields {
        departments: Some(places.into_iter().collect()),
        ..UserFields::default()
    };
    let mut roles = org
        .roles
        .all
        .values()
        .filter(|role| role.built_in.is_none());
    let role: Option<RoleId> = roles.next().map(|role| role.id);
    // What does not fit changes nothing.
    let _ = match step.what {
        0 => draft.remove_user(&id),
        1 => role.map_or(Ok(()), |role| draft.give_roles(&[role], &[id])),
        2 => draft.update_user(&id, fields),
        _ => {
            let fields = UserFields {
                name: Some(id.clone()),
                mobile: Some(format!("1390000000{}", step.user)),
                ..fields
            };
            let new = NewUser {
                userid: Some(id.clone()),
                fields: fields.clone(),
                login_email: None,
            };
            draft.add_user(new).map(drop)
        }
    };
    draft.finish().org
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn what_is_carried_on_is_what_is_found_out_anew(
        case in case(),
        steps in prop::collection::vec(step(), 1..7),
        looked_at_first in any::<bool>(),
    ) {
        let case: Case = case;
        let mut org = build(&case);
        if looked_at_first {
            all_seen(&org);
            all_pages(&org);
        }
        for step in steps {
            org = changed(&org, &step);
            if step.is_looked_at {
                let mut anew = org.clone();
                anew.seen_people = Arc::default();
                prop_assert_eq!(all_pages(&org), all_pages(&anew));
                prop_assert_eq!(all_seen(&org), all_seen(&anew));
            }
        }
        let mut anew = org.clone();
        anew.seen_people = Arc::default();
        prop_assert_eq!(all_pages(&org), all_pages(&anew));
        prop_assert_eq!(all_seen(&org), all_seen(&anew));
        // A range of a few is looked at one by one, a larger one all at once.
        for row in org.people.rows() {
            let viewer = Viewer::of_row(&org, row);
            for surface in Surface::ALL {
                let seen = viewer.seen(surface);
                let one_by_one = org.people.rows().all(|row| seen.contains(row) == viewer.sees_row(row, surface));
                prop_assert!(one_by_one);
            }
        }
    }
}
