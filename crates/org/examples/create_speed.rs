//! What one more person costs, by the size of the organization: `cargo run --release -p org --example create_speed`.

#![expect(clippy::print_stdout, reason = "an example that prints figures")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use org::{
    DepartmentFields, DepartmentId, Draft, Eye, Founding, Millis, NewDepartment, NewUser, Org,
    OrgId, Seed, UserFields, View, encode_changes,
};
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

fn person(number: u64, departments: &[DepartmentId]) -> NewUser {
    let names = [
        "王小明",
        "李雪梅",
        "张伟",
        "Anna Lee",
        "陈思远",
        "刘洋",
        "欧阳震华",
        "Tom Smith",
    ];
    let department = departments[(number as usize / 20) % departments.len()];
    NewUser {
        userid: Some(format!(
            "{:018}",
            number.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 1_000_000_000_000_000_000
        )),
        fields: UserFields {
            name: Some(format!(
                "{}{}",
                names[number as usize % names.len()],
                number % 97
            )),
            mobile: Some((13_000_000_000 + number).to_string()),
            title: Some("Engineer".into()),
            email: Some(format!("person{number}@example.com")),
            job_number: Some(format!("A{number:07}")),
            work_place: Some("Hangzhou".into()),
            departments: Some(vec![department]),
            ..UserFields::default()
        },
        login_email: None,
    }
}

fn main() {
    let sizes: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok())
        .collect();
    let largest = sizes.iter().copied().max().unwrap_or(100_000);
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
    for number in 0..(largest / 20).max(10) {
        let fields = DepartmentFields {
            name: Some(format!("d{number}")),
            ..DepartmentFields::default()
        };
        let parent = departments[number as usize / 10];
        let id = draft
            .add_department(NewDepartment {
                id: Some(DepartmentId(number as i64 + 2)),
                parent,
                fields,
            })
            .expect("it fits");
        departments.push(id);
    }
    departments.remove(0);
    let mut org = draft.finish().org;
    let mut number = 0;
    for size in sizes {
        let began = Instant::now();
        let from = number;
        while number < size {
            let mut draft = Draft::new(&org, Eye::Operator, seed(number));
            for _ in 0..500 {
                draft
                    .add_user(person(number, &departments))
                    .expect("it fits");
                number += 1;
            }
            org = draft.finish().org;
        }
        let bulk = began.elapsed().as_secs_f64() * 1e6 / (number - from) as f64;
        let began = Instant::now();
        const SINGLE: u64 = 2_000;
        let mut published = org.clone();
        for _ in 0..SINGLE {
            let mut draft = Draft::new(&published, Eye::Operator, seed(number));
            draft
                .add_user(person(number, &departments))
                .expect("it fits");
            let finished = draft.finish();
            let body = encode_changes(&finished.changes);
            assert!(!body.is_empty());
            published = finished.org;
            number += 1;
        }
        org = published;
        let single = began.elapsed().as_secs_f64() * 1e6 / SINGLE as f64;
        let view = View::new(&org, &Eye::Operator);
        let began = Instant::now();
        let mut found = 0;
        for turn in 0..100_000_u64 {
            let of = turn.wrapping_mul(7_919) % number;
            let id = person(of, &departments).userid.expect("given");
            found += usize::from(view.user(&id).is_ok());
        }
        let read = began.elapsed().as_secs_f64() * 1e6 / 100_000.0;
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let resident = status
            .lines()
            .find(|line| line.starts_with("VmRSS"))
            .unwrap_or_default();
        println!(
            "{size:>9} people: bulk {bulk:.1} us, single {single:.1} us, read {read:.2} us (with making the id), found {found}, {resident}"
        );
    }
}
