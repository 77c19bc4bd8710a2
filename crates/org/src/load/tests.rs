use super::*;
use crate::people::UniqueKey;
use crate::{Membership, Millis, Mobile, User, UserId};

/// More than one page, one part of records and one segment of names hold.
const PEOPLE: u32 = 3_000;
const DEPARTMENTS: i64 = 7;

fn department(id: i64) -> Department {
    let body = serde_json::json!({
        "id": id,
        "name": format!("d{id}"),
        "parent": (id > 1).then_some(id / 2),
        "order": 10 - id,
        "created_at": 0,
    });
    serde_json::from_value(body).expect("it is a department")
}

fn person(number: u32) -> User {
    let homes = [number % 7 + 1, number % 3 + 1];
    let homes = &homes[..1 + usize::from(homes[0] != homes[1])];
    let name = ["王伟", "Ann", "单三", "王小明"][number as usize % 4];
    let body = serde_json::json!({
        "userid": format!("u{number}"),
        "union_id": format!("union{number}"),
        "name": name,
        "departments": [],
        "created_at": 5,
    });
    let mut user: User = serde_json::from_value(body).expect("it is a person");
    user.mobile = (!number.is_multiple_of(5)).then(|| Mobile {
        state_code: "86".to_owned(),
        number: (13_000_000_000 + u64::from(number)).to_string(),
    });
    user.active = number.is_multiple_of(3);
    user.title = format!("Title{}", number % 11);
    user.manager = (!number.is_multiple_of(4)).then(|| UserId::new(&format!("u{}", number / 20)));
    user.departments = homes
        .iter()
        .map(|home| Membership {
            department: DepartmentId(i64::from(*home)),
            order: number.is_multiple_of(100).then_some(i64::from(number)),
            joined_at: Millis(5),
            ..Membership::default()
        })
        .collect();
    user
}

/// What is known of somebody beside the record, and what the person is found by.
fn around(org: &Org, number: u32) -> (Vec<String>, Vec<bool>) {
    let user = person(number);
    let row = org.people.row(user.userid.as_str()).expect("a member");
    let reports = org.people.reports(row);
    let mut reports: Vec<String> = reports
        .map(|row| org.people.userid(row).to_owned())
        .collect();
    reports.sort_unstable();
    let mobile = user.mobile.as_ref();
    let number = mobile.map_or("", |mobile| mobile.number.as_str());
    let by_union = org.people.by_key(UniqueKey::UnionId, &user.union_id);
    let found = vec![
        by_union.is_some_and(|found| found.userid == user.userid.as_str()),
        mobile
            .and_then(|mobile| org.people.by_mobile(mobile))
            .map(|found| found.userid)
            == mobile.map(|_| user.userid.as_str()),
        org.people.active().contains(row) == user.active,
        number.is_empty() || org.attributes.by_mobile(number).any(|found| found == row),
        org.attributes
            .by_title(&user.title.to_lowercase())
            .contains(row),
    ];
    (reports, found)
}

#[test]
fn many_records_at_once_give_what_changes_one_by_one_give() {
    let mut changed = Org::empty(OrgId::new("ding1"), 9);
    let mut bodies: Vec<(&str, String, Vec<u8>)> = Vec::new();
    for id in 1..=DEPARTMENTS {
        let department = department(id);
        bodies.push((
            "department",
            id.to_string(),
            serde_json::to_vec(&department).expect("JSON"),
        ));
        changed.apply(&Change::DepartmentAdded(Box::new(department)));
    }
    for number in 0..PEOPLE {
        let user = person(number);
        bodies.push((
            "user",
            user.userid.to_string(),
            serde_json::to_vec(&user).expect("JSON"),
        ));
        changed.apply(&Change::UserAdded(Box::new(user)));
    }
    let records = bodies.iter().map(|(kind, key, body)| StoredRecord {
        kind,
        key,
        version: BODY_VERSION,
        body,
    });
    let mut loader = Loader::new(OrgId::new("ding1"), 9);
    loader
        .records(&records.collect::<Vec<_>>())
        .expect("they are of this version");
    let loaded = loader.finish();

    assert_eq!(loaded.counts(), changed.counts());
    for id in (1..=DEPARTMENTS).map(DepartmentId) {
        let (one, other) = (&loaded.departments[&id], &changed.departments[&id]);
        assert_eq!(one.children, other.children, "{id:?}");
        let userids = |org: &Org, node: &Node| -> Vec<String> {
            node.members
                .iter()
                .map(|row| org.people.userid(row).to_owned())
                .collect()
        };
        assert_eq!(userids(&loaded, one), userids(&changed, other), "{id:?}");
        assert_eq!(one.subtree.len(), other.subtree.len(), "{id:?}");
    }
    for number in 0..PEOPLE {
        let (reports, found) = around(&loaded, number);
        assert_eq!(found, [true; 5], "u{number}");
        // Whoever came before his manager is linked when all are there.
        let expected: Vec<u32> = (0..PEOPLE)
            .filter(|one| one % 4 > 0 && one / 20 == number)
            .collect();
        assert_eq!(reports.len(), expected.len(), "u{number}");
    }
    let view = |org: &Org, query: &str| {
        let found = crate::View::new(org, &crate::Eye::Operator).search_users(query, false, 3, 30);
        let ids: Vec<String> = found
            .hits
            .iter()
            .map(|user| user.userid.to_owned())
            .collect();
        (found.total, ids)
    };
    for query in ["王", "wx", "shansan", "an"] {
        assert_eq!(view(&loaded, query), view(&changed, query), "{query}");
    }
}

#[test]
fn a_record_that_cannot_be_read_is_named() {
    let mut loader = Loader::new(OrgId::new("ding1"), 9);
    let record = |version, body| StoredRecord {
        kind: "user",
        key: "ann",
        version,
        body,
    };
    let broken = loader.records(&[record(BODY_VERSION, b"{")]);
    assert!(matches!(broken, Err(LoadError::Body { what, .. }) if what == "user ann"));
    let newer = loader.records(&[record(BODY_VERSION + 1, b"{}")]);
    assert!(matches!(newer, Err(LoadError::Version { what, .. }) if what == "user ann"));
    assert_eq!(loader.finish().counts(), (0, 0));
}
