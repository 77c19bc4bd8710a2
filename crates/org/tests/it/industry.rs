//! Industry contacts in the random changes.

use crate::World;
use crate::command::Industry;
use org::{
    DepartmentId, IndustryDepartmentFields, IndustryPage, IndustryPlaceFields, Refusal, UserId,
    View,
};
use std::collections::{BTreeMap, BTreeSet};

const CODES: [&str; 3] = ["teacher", "guardian", "student"];

/// The industry tree as lists.
#[derive(Clone, Debug, Default)]
pub struct NaiveIndustry {
    /// Departments with their parents, those below one in the order in which they came there.
    departments: Vec<(i64, i64)>,
    /// Who is in which department with which role, in the order in which they came there.
    members: Vec<(i64, String, usize)>,
}

impl NaiveIndustry {
    fn department(&self, pick: usize) -> i64 {
        let count = self.departments.len() + 1;
        let id = (pick % count).checked_sub(1);
        id.map_or(1, |at| self.departments[at].0)
    }

    fn is_below(&self, id: i64, top: i64) -> bool {
        let parent = self.departments.iter().find(|(known, _)| *known == id);
        id == top || parent.is_some_and(|(_, parent)| self.is_below(*parent, top))
    }

    fn is_empty(&self, id: i64) -> bool {
        self.departments.iter().all(|(_, parent)| *parent != id)
            && self
                .members
                .iter()
                .all(|(department, ..)| *department != id)
    }

    fn person(&self, pick: usize) -> Option<String> {
        let names: BTreeSet<&String> = self.members.iter().map(|(_, name, _)| name).collect();
        names
            .into_iter()
            .nth(pick % self.members.len().max(1))
            .cloned()
    }
}

fn department(id: i64, parent: i64) -> IndustryDepartmentFields {
    IndustryDepartmentFields {
        id: DepartmentId(id),
        parent: DepartmentId(parent),
        name: format!("i{id}"),
        contact_type: "custom".into(),
        department_type: "dept".into(),
        feature: String::new(),
    }
}

fn place(id: i64, role: usize) -> IndustryPlaceFields {
    IndustryPlaceFields {
        department: DepartmentId(id),
        feature: r#"{"a":1}"#.into(),
        roles: vec![CODES[role % CODES.len()].into()],
    }
}

/// Everything, read two at a time.
fn pages<T>(read: impl Fn(u64) -> IndustryPage<T>) -> Vec<T> {
    let mut all = Vec::new();
    let mut from = Some(0);
    while let Some(position) = from {
        let page = read(position);
        all.extend(page.entries);
        from = page.next;
    }
    all
}

impl World {
    pub fn run_industry(&mut self, command: Industry) {
        match command {
            Industry::AddDepartment { parent } => {
                let parent = self.naive.industry.department(parent);
                let id = self.write(|draft| {
                    let id = draft.new_industry_department_id();
                    draft.put_industry_department(department(id.0, parent))?;
                    Ok(id)
                });
                let id = id.unwrap().0;
                self.naive.industry.departments.push((id, parent));
            }
            Industry::MoveDepartment { which, parent } => self.move_industry(which, parent),
            Industry::RemoveDepartment { which } => {
                let id = self.naive.industry.department(which);
                let result = self.write(|draft| draft.remove_industry_department(DepartmentId(id)));
                if id == 1 {
                    assert_eq!(result, Err(Refusal::DepartmentNotFound(DepartmentId(1))));
                } else if self.naive.industry.is_empty(id) {
                    result.unwrap();
                    self.naive
                        .industry
                        .departments
                        .retain(|(known, _)| *known != id);
                } else {
                    assert_eq!(result, Err(Refusal::DepartmentHasMembers));
                }
            }
            Industry::PutUser {
                which,
                departments,
                role,
            } => self.put_industry_user(which, &departments, role),
            Industry::RemoveUser { which } => {
                let Some(name) = self.naive.industry.person(which) else {
                    return;
                };
                self.write(|draft| draft.remove_industry_user(&name))
                    .unwrap();
                let again = self.write(|draft| draft.remove_industry_user(&name));
                assert_eq!(again, Err(Refusal::UserNotFound(name.clone())));
                self.naive
                    .industry
                    .members
                    .retain(|(_, member, _)| *member != name);
            }
        }
    }

    fn move_industry(&mut self, which: usize, parent: usize) {
        let naive = &self.naive.industry;
        let (id, parent) = (naive.department(which), naive.department(parent));
        let below = naive.is_below(parent, id);
        let result = self.write(|draft| draft.put_industry_department(department(id, parent)));
        if id == 1 {
            assert_eq!(result, Err(Refusal::DepartmentIdInvalid));
        } else if below {
            assert_eq!(result, Err(Refusal::DepartmentCycle));
        } else if result.is_ok() {
            let departments = &mut self.naive.industry.departments;
            if !departments.contains(&(id, parent)) {
                departments.retain(|(known, _)| *known != id);
                departments.push((id, parent));
            }
        } else {
            assert!(matches!(result, Err(Refusal::Invalid(_))), "{result:?}");
        }
    }

    fn put_industry_user(&mut self, which: usize, departments: &[usize], role: usize) {
        let naive = &self.naive.industry;
        let wanted: BTreeSet<i64> = departments
            .iter()
            .map(|pick| naive.department(*pick))
            .collect();
        let name = format!("p{which}");
        let places: Vec<IndustryPlaceFields> = wanted.iter().map(|id| place(*id, role)).collect();
        let result = self.write(|draft| draft.put_industry_user(&name, "Person", places));
        if wanted.contains(&1) {
            assert_eq!(result, Err(Refusal::DepartmentNotFound(DepartmentId(1))));
            return;
        }
        result.unwrap();
        let members = &mut self.naive.industry.members;
        members.retain(|(id, member, _)| *member != name || wanted.contains(id));
        for id in wanted {
            let known = members.iter_mut().find(|(department, member, _)| {
                (*department, member.as_str()) == (id, name.as_str())
            });
            match known {
                Some((_, _, known)) => *known = role,
                None => members.push((id, name.clone(), role)),
            }
        }
    }

    pub fn check_industry(&self, view: &View<'_>) {
        let naive = &self.naive.industry;
        let mut roles: BTreeMap<&str, i64> = BTreeMap::new();
        let ids = naive.departments.iter().map(|(id, _)| *id);
        for id in ids.chain([1]) {
            let known = naive.departments.iter().find(|(known, _)| *known == id);
            let department = view.industry_department(DepartmentId(id));
            assert_eq!(
                department.ok().map(|department| department.parent.0),
                known.map(|(_, parent)| *parent)
            );
            let children = pages(|from| view.industry_children(DepartmentId(id), from, 2).unwrap());
            let children: Vec<i64> = children.iter().map(|child| child.id.0).collect();
            let expected = naive.departments.iter().filter(|(_, parent)| *parent == id);
            assert!(expected.map(|(id, _)| *id).eq(children), "below {id}");
            for role in [None, Some(0), Some(1), Some(2)] {
                let code = role.map(|role: usize| CODES[role]);
                let members = pages(|from| {
                    let id = DepartmentId(id);
                    view.industry_members(id, code, from, 2).unwrap()
                });
                let listed = members.iter().map(|(user, _)| user.userid.as_str());
                let expected = naive.members.iter().filter(|(department, _, its)| {
                    *department == id && role.is_none_or(|role| its % CODES.len() == role)
                });
                assert!(
                    expected.map(|(_, name, _)| name.as_str()).eq(listed),
                    "in {id}"
                );
                for (user, place) in members {
                    let found = view.industry_user(DepartmentId(id), user.userid.as_str());
                    assert_eq!(found, Ok((user, place)));
                    for (code, (role, _)) in
                        place.roles.iter().zip(view.industry_roles(&place.roles))
                    {
                        assert_eq!(*roles.entry(code).or_insert(role.0), role.0);
                    }
                }
            }
        }
        let ids: BTreeSet<i64> = roles.values().copied().collect();
        assert_eq!(ids.len(), roles.len(), "every role has an id of its own");
    }
}

fn class_of(count: usize) -> World {
    let mut world = World::new();
    let class = |id| department(id, 1);
    world
        .write(|draft| {
            draft.put_industry_department(class(2))?;
            draft.put_industry_department(class(3))?;
            (0..count).try_for_each(|number| {
                draft.put_industry_user(&format!("u{number}"), "U", vec![place(2, number)])
            })
        })
        .unwrap();
    world
}

fn page(world: &World, role: Option<&str>, from: u64) -> (Vec<String>, Option<u64>) {
    let view = View::new(&world.org, &org::Eye::Operator);
    let page = view.industry_members(DepartmentId(2), role, from, 2);
    let page = page.unwrap();
    let ids = page.entries.iter().map(|(user, _)| user.userid.to_string());
    (ids.collect(), page.next)
}

#[test]
fn who_stays_is_on_one_page_whoever_comes_and_goes() {
    let mut world = class_of(8);
    assert_eq!(
        page(&world, None, 1),
        (vec!["u0".into(), "u1".into()], Some(3))
    );
    world
        .write(|draft| draft.remove_industry_user("u0"))
        .unwrap();
    let away = |draft: &mut org::Draft| draft.put_industry_user("u3", "U", vec![place(3, 0)]);
    world.write(away).unwrap();
    assert_eq!(
        page(&world, None, 3),
        (vec!["u2".into(), "u4".into()], Some(6))
    );
    let back =
        |draft: &mut org::Draft| draft.put_industry_user("u1", "U", vec![place(2, 0), place(3, 0)]);
    world.write(back).unwrap();
    let new = |draft: &mut org::Draft| draft.put_industry_user("new", "U", vec![place(2, 0)]);
    world.write(new).unwrap();
    assert_eq!(
        page(&world, None, 6),
        (vec!["u5".into(), "u6".into()], Some(8))
    );
    assert_eq!(
        page(&world, None, 8),
        (vec!["u7".into(), "new".into()], None)
    );
    assert_eq!(page(&world, None, u64::MAX), (Vec::new(), None));
}

#[test]
fn a_role_is_paged_in_the_same_positions() {
    let mut world = class_of(9);
    assert_eq!(
        page(&world, Some("teacher"), 0),
        (vec!["u0".into(), "u3".into()], Some(5))
    );
    let other = |draft: &mut org::Draft| draft.put_industry_user("u0", "U", vec![place(2, 1)]);
    world.write(other).unwrap();
    assert_eq!(page(&world, Some("teacher"), 5), (vec!["u6".into()], None));
    assert_eq!(
        page(&world, Some("guardian"), 1),
        (vec!["u0".into(), "u1".into()], Some(3))
    );
    assert_eq!(page(&world, Some("Villager"), 1), (Vec::new(), None));
}

#[test]
fn what_a_draft_refuses() {
    let mut world = class_of(0);
    let mut put = |name: &str, places: Vec<IndustryPlaceFields>| {
        let result = world.write(|draft| draft.put_industry_user(name, name, places));
        result.unwrap_err().to_string()
    };
    let featured = |feature: String| {
        let place = place(2, 0);
        vec![IndustryPlaceFields { feature, ..place }]
    };
    assert_eq!(
        put("a", featured("[]".into())),
        "features are a JSON object"
    );
    assert_eq!(put("a", featured("{".into())), "features are a JSON object");
    let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(4_000));
    assert_eq!(
        put("a", featured(long)),
        "features have at most 4000 characters as JSON"
    );
    assert_eq!(
        put("a", vec![place(2, 0), place(2, 1)]),
        "department 2 is named twice"
    );
    assert_eq!(put("a", vec![place(4, 0)]), "no department 4");
    assert_eq!(
        put("", vec![place(2, 0)]),
        Refusal::UserIdInvalid.to_string()
    );
    let many = (2..103).map(|id| place(id, 0)).collect();
    assert_eq!(put("a", many), Refusal::TooManyDepartments(100).to_string());

    let mut put = |fields| world.write(|draft| draft.put_industry_department(fields));
    let refused = Err(Refusal::DepartmentIdInvalid);
    for id in [i64::MIN, 0, 1, i64::MAX] {
        assert_eq!(put(department(id, 1)), refused);
    }
    assert_eq!(
        put(department(5, 4)),
        Err(Refusal::ParentNotFound(DepartmentId(4)))
    );
    assert_eq!(put(department(2, 2)), Err(Refusal::DepartmentCycle));
    let name = |length| IndustryDepartmentFields {
        name: "x".repeat(length),
        ..department(2, 1)
    };
    assert_eq!(put(name(128)), Ok(()));
    assert!(put(name(129)).is_err() && put(name(0)).is_err());
}

#[test]
fn the_tree_has_at_most_twenty_levels_also_after_a_move() {
    let mut world = class_of(0);
    let mut put =
        |id, parent| world.write(|draft| draft.put_industry_department(department(id, parent)));
    put(101, 1).unwrap();
    for id in 102..121 {
        put(id, id - 1).unwrap();
    }
    let refused = put(121, 120).unwrap_err().to_string();
    assert_eq!(
        refused,
        "departments of the industry tree nest at most 20 levels"
    );
    assert!(
        put(101, 2).is_err(),
        "twenty levels below another are too many"
    );
    put(3, 2).unwrap();
    put(2, 118).unwrap();
    assert!(put(2, 119).is_err(), "with what is below it");
}

#[test]
fn somebody_with_a_role_twice_has_it_once() {
    let mut world = class_of(0);
    let twice = IndustryPlaceFields {
        roles: vec!["Student".into(), "STUDENT".into(), "teacher".into()],
        ..place(2, 0)
    };
    world
        .write(|draft| draft.put_industry_user("a", "A", vec![twice]))
        .unwrap();
    let view = View::new(&world.org, &org::Eye::Operator);
    let (user, place) = view.industry_user(DepartmentId(2), "a").unwrap();
    assert_eq!(user.userid, UserId::new("a"));
    assert_eq!(place.roles, ["student", "teacher"]);
}

#[test]
fn memory_is_counted_and_given_back() {
    let empty = World::new().org.bytes();
    let mut world = class_of(100);
    assert!(world.org.bytes() > empty + 100 * 250);
    world
        .write(|draft| {
            (0..100).try_for_each(|number| draft.remove_industry_user(&format!("u{number}")))?;
            draft.remove_industry_department(DepartmentId(2))?;
            draft.remove_industry_department(DepartmentId(3))
        })
        .unwrap();
    assert_eq!(world.org.bytes(), empty);
}
