//! What it costs to decide who sees whom, with 200 settings, by the size of the organization:
//! `cargo run --release -p org --example visibility_speed 1000 100000 1000000`.

#![expect(clippy::print_stdout, reason = "an example that prints figures")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use org::{
    DepartmentFields, DepartmentId, Draft, Eye, Founding, Millis, NewDepartment, NewUser, Org,
    OrgId, Range, Seed, SelectionFields, SettingFields, SettingKind, Surface, UserFields, View,
};
use std::hint::black_box;
use std::time::Instant;

fn seed(call: u64) -> Seed {
    let mut entropy = [0; 32];
    entropy[..8].copy_from_slice(&call.to_be_bytes());
    Seed {
        now: Millis(1_767_323_045_000),
        entropy,
        person_key: [3; 32],
    }
}

fn userid(number: u64) -> String {
    format!("u{number:07}")
}

fn person(number: u64, departments: &[DepartmentId]) -> NewUser {
    let at = |number: u64| departments[number as usize % departments.len()];
    let mut places = vec![at(number / 20)];
    if number.is_multiple_of(2) && departments.len() > 2 {
        places.push(at(number / 20 + 1));
    }
    NewUser {
        userid: Some(userid(number)),
        fields: UserFields {
            name: Some(format!("王小明{}", number % 97)),
            mobile: Some((13_000_000_000 + number).to_string()),
            title: Some("Engineer".into()),
            departments: Some(places),
            ..UserFields::default()
        },
        login_email: None,
    }
}

fn founded(users: u64) -> (Org, Vec<DepartmentId>) {
    let mut draft = Draft::new(&Org::empty(OrgId::new("ding1"), 9), Eye::Operator, seed(0));
    draft
        .found(Founding {
            name: "Acme".into(),
            admin_name: "Founder".into(),
            admin_mobile: "19900000000".into(),
            admin_userid: Some("founder".into()),
        })
        .expect("it fits");
    let mut departments = vec![DepartmentId::ROOT];
    for number in 0..(users / 20).max(10) {
        let fields = DepartmentFields {
            name: Some(format!("d{number}")),
            ..DepartmentFields::default()
        };
        let new = NewDepartment {
            id: Some(DepartmentId(number as i64 + 2)),
            parent: departments[number as usize / 8],
            fields,
        };
        departments.push(draft.add_department(new).expect("it fits"));
    }
    departments.remove(0);
    (draft.finish().org, departments)
}

/// 100 settings that hide, 60 that restrict, 40 that hide attributes.
fn set(draft: &mut Draft, departments: &[DepartmentId], users: u64) {
    let department = |number: u64| departments[(number as usize * 7_919) % departments.len()];
    let selection = |number: u64| SelectionFields {
        users: Some(
            (0..5)
                .map(|one| userid((number * 31 + one) % users))
                .collect(),
        ),
        departments: Some((0..3).map(|one| department(number * 3 + one)).collect()),
        roles: None,
    };
    for number in 0..200_u64 {
        let kind = match number % 10 {
            0..5 => SettingKind::Hide,
            5..8 => SettingKind::Restrict,
            _ => SettingKind::HideAttributes,
        };
        let fields = SettingFields {
            objects: selection(number),
            excluded: selection(number + 1_000),
            search: Some(true),
            profile: Some(true),
            range: Some([Range::OwnDepartments, Range::Excluded][number as usize % 2]),
            attributes: Some(vec!["mobile".into(), "title".into()]),
            ..SettingFields::default()
        };
        draft.put_setting(kind, None, fields).expect("it fits");
    }
}

fn measure(org: &Org, departments: &[DepartmentId], users: u64) {
    let view = View::new(org, &Eye::Operator);
    let pick = |turn: u64| userid(turn.wrapping_mul(7_919) % users);
    let micros = |began: Instant, turns: u64| began.elapsed().as_secs_f64() * 1e6 / turns as f64;
    const VIEWERS: u64 = 200;
    const TARGETS: u64 = 500;
    let began = Instant::now();
    for turn in 0..VIEWERS * 10 {
        black_box(view.looking_as(&pick(turn)).expect("a member"));
    }
    let viewer_us = micros(began, VIEWERS * 10);
    let targets: Vec<_> = (0..TARGETS)
        .map(|turn| view.user(&pick(turn + 77)).expect("a member"))
        .collect();
    let mut seen = 0_u64;
    let began = Instant::now();
    for turn in 0..VIEWERS {
        let viewer = view.looking_as(&pick(turn)).expect("a member");
        for target in &targets {
            seen += u64::from(viewer.sees(target, Surface::Tree));
        }
    }
    let decision_us = micros(began, VIEWERS * TARGETS);
    let began = Instant::now();
    for turn in 0..VIEWERS {
        let viewer = view.looking_as(&pick(turn)).expect("a member");
        let id = departments[(turn as usize * 7_919) % departments.len()];
        black_box(
            viewer
                .department_page(id, None, 20)
                .map(|page| page.member_count),
        );
    }
    let page_us = micros(began, VIEWERS);
    let began = Instant::now();
    for turn in 0..VIEWERS {
        let viewer = view.looking_as(&pick(turn)).expect("a member");
        black_box(
            viewer
                .search_people(&format!("小明{}", turn % 97), 0, 20)
                .total,
        );
    }
    let search_us = micros(began, VIEWERS);
    let began = Instant::now();
    for turn in 0..VIEWERS {
        let viewer = view.looking_as(&pick(turn)).expect("a member");
        black_box(viewer.search_people("qqq", 0, 20).total);
    }
    let nothing_us = micros(began, VIEWERS);
    println!(
        "{users:>9} people: a viewer {viewer_us:.2} us, a decision {decision_us:.2} us ({seen} seen of {}), a department page {page_us:.0} us, a search {search_us:.0} us, one that finds nobody {nothing_us:.0} us",
        VIEWERS * TARGETS
    );
}

fn main() {
    let sizes = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok());
    for users in sizes {
        let (mut org, departments) = founded(users);
        let mut number = 0;
        while number < users {
            let mut draft = Draft::new(&org, Eye::Operator, seed(number));
            for _ in 0..500.min(users - number) {
                draft
                    .add_user(person(number, &departments))
                    .expect("it fits");
                number += 1;
            }
            org = draft.finish().org;
        }
        let mut draft = Draft::new(&org, Eye::Operator, seed(number));
        set(&mut draft, &departments, users);
        measure(&draft.finish().org, &departments, users);
    }
}
