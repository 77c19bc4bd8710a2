//! The evaluator against a naive reading of the rules.

mod carried;
mod examples;
mod fixture;
mod impact;
mod linked;
mod naive;
mod settings;

use super::setting::Whom;
use super::{PageMark, SelectionFields, SettingFields, SettingKind, Surface, Viewer};
use crate::{
    AudienceFields, DepartmentFields, DepartmentId, Draft, Eye, FieldFields, Founding, Millis,
    NewDepartment, NewUser, Org, OrgId, RoleId, Seed, UserFields, visibility::Range,
};
use naive::Naive;
use proptest::prelude::*;
use std::collections::BTreeSet;

pub(crate) fn seed() -> Seed {
    Seed {
        now: Millis(1_767_323_045_000),
        entropy: [3; 32],
        person_key: [7; 32],
    }
}

/// A founded organization with nobody else.
pub(crate) fn founded() -> Draft {
    let mut draft = Draft::new(
        &Org::empty(OrgId::new("dingtest"), 1),
        Eye::Operator,
        seed(),
    );
    draft
        .found(Founding {
            name: "Acme".to_owned(),
            admin_name: "Founder".to_owned(),
            admin_mobile: "13000000000".to_owned(),
            admin_userid: Some("founder".to_owned()),
        })
        .expect("the organization fits");
    draft
}

const DEPARTMENTS: usize = 6;
const USERS: usize = 6;
const ROLES: usize = 2;

/// Indexes of what is named; the numbers beyond wrap around.
#[derive(Clone, Debug)]
struct Names {
    users: Vec<usize>,
    departments: Vec<usize>,
    roles: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Drawn {
    kind: u8,
    range: u8,
    objects: Names,
    excluded: Names,
    flags: (bool, bool, bool),
    /// Where a setting of the newer interface acts; one of the plain interface acts in the usual places.
    scenes: Option<[bool; 4]>,
}

#[derive(Clone, Debug)]
struct Console {
    department: usize,
    hide: bool,
    outer: bool,
    only_self: bool,
    permits: (Vec<usize>, Vec<usize>),
    outer_permits: (Vec<usize>, Vec<usize>),
}

#[derive(Clone, Debug)]
struct Case {
    parents: Vec<usize>,
    places: Vec<Vec<usize>>,
    roles: Vec<Vec<usize>>,
    settings: Vec<Drawn>,
    console: Vec<Console>,
    admins: Vec<(usize, Option<Vec<usize>>)>,
    managers: Vec<usize>,
    guests: Vec<DrawnGuest>,
    flags: Vec<u8>,
    nearest_wins: bool,
    /// Who stands above whom.
    above: Vec<usize>,
    /// Whom job numbers and mail addresses are shown to: those above, or these.
    audiences: Vec<Option<Names>>,
}

/// Exceptions from a rule about a guest: other guests, departments.
type Exceptions = (Vec<usize>, Vec<usize>);

#[derive(Clone, Debug)]
struct DrawnGuest {
    department: usize,
    hidden: Option<Exceptions>,
    restricted: Option<Exceptions>,
}

fn guest() -> impl Strategy<Value = DrawnGuest> {
    let rule = || prop::option::of((few(3, 1), few(DEPARTMENTS + 1, 1)));
    (0..DEPARTMENTS, rule(), rule()).prop_map(|(department, hidden, restricted)| DrawnGuest {
        department,
        hidden,
        restricted,
    })
}

fn few(until: usize, count_max: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..until, 0..=count_max)
}

fn names() -> impl Strategy<Value = Names> {
    let (users, departments) = (few(USERS + 1, 2), few(DEPARTMENTS + 1, 2));
    (users, departments, few(ROLES + 1, 1)).prop_map(|(users, departments, roles)| Names {
        users,
        departments,
        roles,
    })
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let flags = (prop::bool::weighted(0.9), any::<bool>(), any::<bool>());
    let scenes = prop::option::of(any::<[bool; 4]>());
    (0_u8..5, 0_u8..3, names(), names(), flags, scenes).prop_map(
        |(kind, range, objects, excluded, flags, scenes)| Drawn {
            kind,
            range,
            objects,
            excluded,
            flags,
            scenes,
        },
    )
}

fn console() -> impl Strategy<Value = Console> {
    let lists = || (few(DEPARTMENTS + 1, 1), few(USERS + 1, 1));
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (0..DEPARTMENTS, flags, lists(), lists()).prop_map(
        |(department, (hide, outer, only_self), permits, outer_permits)| Console {
            department,
            hide,
            outer,
            only_self,
            permits,
            outer_permits,
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    let parents = prop::collection::vec(0..DEPARTMENTS, DEPARTMENTS);
    let places = prop::collection::vec(prop::collection::vec(0..=DEPARTMENTS, 1..3), USERS);
    let roles = prop::collection::vec(few(ROLES, 1), USERS);
    let scope = prop::option::of(prop::collection::vec(0..DEPARTMENTS, 1..2));
    let admins = prop::collection::vec((0..USERS, scope), 0..2);
    (
        (parents, places, roles),
        prop::collection::vec(drawn(), 0..4),
        (
            prop::collection::vec(console(), 0..3),
            prop::collection::vec(guest(), 0..3),
        ),
        (admins, few(USERS, 2), prop::collection::vec(0_u8..8, USERS)),
        (
            any::<bool>(),
            prop::collection::vec(0..USERS + 2, USERS),
            prop::collection::vec(prop::option::of(names()), 0..=2),
        ),
    )
        .prop_map(
            |(
                (parents, places, roles),
                settings,
                (console, guests),
                (admins, managers, flags),
                (nearest_wins, above, audiences),
            )| {
                Case {
                    parents,
                    places,
                    roles,
                    settings,
                    console,
                    admins,
                    managers,
                    guests,
                    flags,
                    nearest_wins,
                    above,
                    audiences,
                }
            },
        )
}

/// Department 0 is the root's first child and has id 2; the one after the last is the root.
fn department(index: usize) -> DepartmentId {
    let id = if index < DEPARTMENTS { index + 2 } else { 1 };
    DepartmentId(id as i64)
}

/// The one after the last is the founder.
fn userid(index: usize) -> String {
    if index >= USERS {
        "founder".to_owned()
    } else {
        format!("u{index}")
    }
}

fn selection(names: &Names, roles: &[RoleId]) -> SelectionFields {
    SelectionFields {
        users: Some(names.users.iter().map(|index| userid(*index)).collect()),
        departments: Some(
            names
                .departments
                .iter()
                .map(|index| department(*index))
                .collect(),
        ),
        roles: Some(names.roles.iter().map(|index| roles[*index]).collect()),
    }
}

fn people(draft: &mut Draft, case: &Case, roles: &[RoleId]) {
    for (index, places) in case.places.iter().enumerate() {
        let places: BTreeSet<DepartmentId> =
            places.iter().map(|index| department(*index)).collect();
        let fields = UserFields {
            name: Some(userid(index)),
            mobile: Some(format!("1380000000{index}")),
            departments: Some(places.into_iter().collect()),
            hide_mobile: Some(case.flags[index] & 1 != 0),
            senior: Some(case.flags[index] & 6 == 6),
            ..UserFields::default()
        };
        let new = NewUser {
            userid: Some(userid(index)),
            fields,
            login_email: None,
        };
        draft.add_user(new).expect("the person fits");
        for role in &case.roles[index] {
            draft
                .give_roles(&[roles[*role]], &[userid(index)])
                .expect("the role fits");
        }
    }
}

fn build(case: &Case) -> Org {
    let mut draft = founded();
    for (index, parent) in case.parents.iter().enumerate() {
        let parent = if *parent < index {
            department(*parent)
        } else {
            DepartmentId::ROOT
        };
        let fields = DepartmentFields {
            name: Some(format!("d{index}")),
            ..DepartmentFields::default()
        };
        let new = NewDepartment {
            id: Some(department(index)),
            parent,
            fields,
        };
        draft.add_department(new).expect("the department fits");
    }
    let group = draft.add_role_group("group").expect("the group fits");
    let mut roles: Vec<RoleId> = (0..ROLES)
        .map(|index| {
            draft
                .add_role(group, &format!("r{index}"))
                .expect("the role fits")
        })
        .collect();
    people(&mut draft, case, &roles);
    // Whoever manages a department holds this one without being given it.
    let managers = draft
        .org
        .roles
        .all
        .values()
        .find(|role| role.built_in == Some(crate::BuiltInRole::DepartmentManager));
    roles.push(managers.expect("an organization starts with it").id);
    for index in &case.managers {
        let place = department(case.places[*index][0]);
        if place != DepartmentId::ROOT {
            let managers = Some(vec![userid(*index)]);
            let fields = DepartmentFields {
                managers,
                ..DepartmentFields::default()
            };
            draft
                .update_department(place, fields)
                .expect("members manage");
        }
    }
    linked::hang(&mut draft, &case.guests);
    for console in &case.console {
        let list =
            |indexes: &[usize]| Some(indexes.iter().map(|index| department(*index)).collect());
        let users = |indexes: &[usize]| Some(indexes.iter().map(|index| userid(*index)).collect());
        let fields = DepartmentFields {
            hide: Some(console.hide),
            permit_departments: list(&console.permits.0),
            permit_users: users(&console.permits.1),
            outer: Some(console.outer),
            outer_only_self: Some(console.only_self),
            outer_permit_departments: list(&console.outer_permits.0),
            outer_permit_users: users(&console.outer_permits.1),
            ..DepartmentFields::default()
        };
        draft
            .update_department(department(console.department), fields)
            .expect("permits fit");
    }
    for (index, scope) in &case.admins {
        let scope = scope
            .as_ref()
            .map(|scope| scope.iter().map(|index| department(*index)).collect());
        draft
            .set_sub_admin(&userid(*index), scope, Default::default())
            .expect("a person");
    }
    for drawn in &case.settings {
        let kind = match drawn.kind {
            0 | 1 => SettingKind::Hide,
            2 | 3 => SettingKind::Restrict,
            _ => SettingKind::HideAttributes,
        };
        let range = [Range::OnlySelf, Range::OwnDepartments, Range::Excluded][drawn.range as usize];
        let fields = SettingFields {
            active: Some(drawn.flags.0),
            objects: selection(&drawn.objects, &roles),
            excluded: selection(&drawn.excluded, &roles),
            search: Some(drawn.flags.1),
            profile: Some(drawn.flags.2),
            range: Some(range),
            attributes: Some(vec!["mobile".to_owned(), "title".to_owned()]),
            tree: drawn.scenes.map(|scenes| scenes[0]),
            people_in_tree: drawn.scenes.map(|scenes| scenes[1]),
            people_in_search: drawn.scenes.map(|scenes| scenes[2]),
            chat_subtitle: drawn.scenes.map(|scenes| scenes[3]),
            ..SettingFields::default()
        };
        // About nobody: refused.
        let _ = draft.put_setting(kind, None, fields);
    }
    draft.let_nearest_setting_win(case.nearest_wins);
    narrow(&mut draft, case, &roles);
    let org = draft.finish().org;
    assert_eq!(org.broken_rules(), [""; 0]);
    org
}

/// Puts people above others, and shows two fields to some alone.
fn narrow(draft: &mut Draft, case: &Case, roles: &[RoleId]) {
    for (index, above) in case.above.iter().enumerate() {
        if *above <= USERS && *above != index {
            let manager = Some(Some(userid(*above)));
            let fields = UserFields {
                manager,
                ..UserFields::default()
            };
            // Somebody whom a guest keeps stays as he is.
            let _ = draft.update_user(&userid(index), fields);
        }
    }
    let ids = ["job_number", "email"];
    for (id, names) in ids.iter().zip(&case.audiences) {
        let audience = match names {
            Some(names) => AudienceFields::Chosen(selection(names, roles)),
            None => AudienceFields::Managers,
        };
        let fields = FieldFields {
            audience: Some(audience),
            ..FieldFields::default()
        };
        let changed = draft.change_fields(vec![((*id).to_owned(), fields)], None);
        changed.expect("the field fits");
    }
}

/// All pages of a department, one person a page.
fn listed(viewer: &Viewer<'_>, id: DepartmentId) -> Vec<String> {
    let mut listed = Vec::new();
    let mut after: Option<PageMark> = None;
    while let Some(page) = viewer.department_page(id, after.as_ref(), 1) {
        listed.extend(
            page.members
                .iter()
                .map(|member| member.user.userid.to_owned()),
        );
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    listed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]
    #[test]
    fn the_evaluator_equals_a_naive_reading(case in case()) {
        let org = build(&case);
        let naive = Naive::of(&org);
        for one in &naive.users {
            let viewer = Viewer::new(&org, one.userid.as_str()).expect("a member");
            for surface in Surface::ALL {
                let seen = viewer.seen(surface);
                let mut openness = viewer.openness(surface, Whom::People);
                let one_by_one = openness.hidden_among(&openness.doubtful());
                let together = openness.doubtful().without(&openness.rows(DepartmentId::ROOT));
                prop_assert!(one_by_one.iter().eq(together.iter()));
                for other in &naive.users {
                    let expected = naive.sees(one, other, surface);
                    let row = org.people.row(other.userid.as_str()).expect("a member");
                    let what = format!("{} sees {} on {surface:?}", one.userid, other.userid);
                    prop_assert_eq!(viewer.sees_row(row, surface), expected, "{}", what);
                    prop_assert_eq!(seen.contains(row), expected, "as a set: {}", what);
                    let verdict = viewer.verdict(other.userid.as_str(), surface);
                    prop_assert_eq!(verdict.visible, expected, "explained: {}", what);
                    prop_assert!(expected || !verdict.reasons.is_empty(), "no reason: {}", what);
                }
            }
            for other in &naive.users {
                let row = org.people.row(other.userid.as_str()).expect("a member");
                for surface in Surface::ALL {
                    let withheld = viewer.withheld(&org.people.get(row), surface);
                    let withheld: Vec<&str> = withheld.iter().map(|(id, _)| id).collect();
                    let expected = naive.withheld(one, other, surface);
                    let has_title = !expected.contains(&"title".to_owned());
                    prop_assert_eq!(withheld, expected);
                    prop_assert_eq!(viewer.rows_without("title", surface).contains(row), !has_title);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn departments_are_browsed_as_a_naive_reading_says(case in case()) {
        let org = build(&case);
        let naive = Naive::of(&org);
        for one in &naive.users {
            let viewer = Viewer::new(&org, one.userid.as_str()).expect("a member");
            for department in &naive.departments {
                let id = department.id;
                prop_assert_eq!(viewer.finds_department(id), naive.finds(id, one));
                let Some(page) = viewer.department_page(id, None, 100) else {
                    prop_assert!(!naive.shows(id, one), "{} does not see {}", one.userid, id);
                    continue;
                };
                prop_assert!(naive.shows(id, one), "{} sees {}", one.userid, id);
                prop_assert_eq!(page.parent, naive.parent(id, one));
                let branches: BTreeSet<DepartmentId> =
                    page.branches.iter().map(|branch| branch.department.id).collect();
                let expected: BTreeSet<DepartmentId> = naive
                    .departments
                    .iter()
                    .map(|other| other.id)
                    .filter(|other| naive.shows(*other, one) && naive.parent(*other, one) == Some(id))
                    .collect();
                prop_assert_eq!(branches.len(), page.branches.len());
                prop_assert_eq!(branches, expected, "{} below {}", one.userid, id);
                let count = naive.count(id, one);
                prop_assert_eq!(page.member_count, count as u64, "{} counts {}", one.userid, id);
                let members: Vec<String> =
                    page.members.iter().map(|member| member.user.userid.to_owned()).collect();
                prop_assert_eq!(&listed(&viewer, id), &members);
                let members: BTreeSet<String> = members.into_iter().collect();
                let expected: BTreeSet<String> = naive
                    .users
                    .iter()
                    .filter(|user| naive.listed_under(user, one).contains(&id))
                    .map(|user| user.userid.to_string())
                    .collect();
                prop_assert_eq!(members.len(), page.members.len());
                prop_assert_eq!(members, expected, "{} lists {}", one.userid, id);
            }
        }
    }
}
