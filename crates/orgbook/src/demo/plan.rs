//! A synthetic organization as a function of its size and seed: any person and any department can be asked for alone.
//!
//! Departments are a chain of six levels, so that even a small organization is deep, and beside it a tree that is as
//! narrow as six levels allow. People fill departments one after another; the first in each leads it.

use super::chance::Chance;
use super::names;
use org::{
    DepartmentFields, DepartmentId, Millis, NewDepartment, NewUser, OrgId, Position, Seed,
    UserFields,
};

const LEVELS: u32 = 6;
/// What other directories take at least.
const EMAIL_CHARS_MAX: usize = 50;
const PEOPLE_PER_DEPARTMENT: u64 = 20;
/// Mainland mobile numbers from 13000000000 on.
const MOBILES: u64 = 6_900_000_000;
/// Shares no factor with [`MOBILES`], so that no two people get one number.
const MOBILE_STEP: u64 = 2_654_435_761;
const DAY_MS: i64 = 86_400_000;
/// 2010-01-04, a Monday.
const FIRST_HIRED_MS: i64 = 1_262_563_200_000;
const HIRED_DAYS: u64 = 5_600;
/// 2026-01-05: everything is created after everybody was hired.
const CREATED_MS: i64 = 1_767_571_200_000;

/// What the sequences of [`Chance`] are for.
#[derive(Clone, Copy)]
enum Kind {
    Person = 1,
    Organization,
    Write,
    PersonKey,
}

/// Size and seed, and what follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// People, the creator among them.
    pub users: u64,
    seed: u64,
    /// Departments without the root.
    pub departments: u64,
    /// Departments below each one in the tree beside the chain.
    width: u64,
    first_department_id: i64,
}

impl Plan {
    /// Plans an organization.
    pub fn new(users: u64, seed: u64) -> Self {
        // The creator is in the root alone.
        let departments = (users - 1).div_ceil(PEOPLE_PER_DEPARTMENT);
        let tree = departments.saturating_sub(u64::from(LEVELS));
        let width = (2..)
            .find(|width: &u64| (1..=LEVELS).map(|level| width.pow(level)).sum::<u64>() >= tree)
            .expect("a limit on people limits departments");
        let mut chance = Chance::of(seed, Kind::Organization as u64, users);
        Self {
            users,
            seed,
            departments,
            width,
            first_department_id: 100_000_000 + chance.below(800_000_000) as i64,
        }
    }

    /// The id that the organization gets unless somebody has it.
    pub fn org_id(&self) -> OrgId {
        let mut chance = Chance::of(self.seed, Kind::Organization as u64, !self.users);
        OrgId::new(&format!("ding{:016x}{:016x}", chance.next(), chance.next()))
    }

    /// Time and chance of the first write (0) and those after it.
    pub fn seed(&self, write: u64) -> Seed {
        let bytes = |kind: Kind, index: u64| {
            let mut chance = Chance::of(self.seed, kind as u64, index);
            let mut bytes = [0; 32];
            for part in bytes.chunks_exact_mut(8) {
                part.copy_from_slice(&chance.next().to_be_bytes());
            }
            bytes
        };
        Seed {
            now: Millis(CREATED_MS),
            entropy: bytes(Kind::Write, write),
            person_key: bytes(Kind::PersonKey, 0),
        }
    }

    /// What the organization is called.
    pub fn name(&self) -> String {
        format!("合成集团 Synthetic {} / {}", self.users, self.seed)
    }

    /// A department's id, by its place from 0.
    pub fn department_id(&self, place: u64) -> DepartmentId {
        DepartmentId(self.first_department_id + place as i64)
    }

    /// The place of the department above, and the place among its children.
    fn parent(&self, place: u64) -> (Option<u64>, u64) {
        let chain = u64::from(LEVELS);
        match place {
            // The chain hangs beside the tree, so its first link is the last child of the root.
            0 => (None, self.width),
            _ if place < chain => (Some(place - 1), 0),
            _ => {
                let (row, column) = ((place - chain) / self.width, (place - chain) % self.width);
                (row.checked_sub(1).map(|above| chain + above), column)
            }
        }
    }

    /// How many levels below the root a department is.
    fn level(&self, place: u64) -> usize {
        let above = |place: &u64| self.parent(*place).0;
        std::iter::successors(Some(place), above).count()
    }

    /// A department. Those above it come earlier.
    pub fn department(&self, place: u64) -> NewDepartment {
        let (parent, column) = self.parent(place);
        let words = DEPARTMENT_WORDS[self.level(place) - 1];
        let (word, round) = (
            words[(column % words.len() as u64) as usize],
            column / words.len() as u64,
        );
        let name = if round == 0 {
            word.to_owned()
        } else {
            format!("{word} {}", round + 1)
        };
        NewDepartment {
            id: Some(self.department_id(place)),
            parent: parent.map_or(DepartmentId::ROOT, |place| self.department_id(place)),
            fields: DepartmentFields {
                name: Some(name),
                order: Some(column as i64 + 1),
                ..DepartmentFields::default()
            },
        }
    }

    /// A person's userid, by the person's number from 0, the creator.
    pub fn userid(&self, person: u64) -> String {
        format!("u{person:07}")
    }

    /// The place of the department that a person other than the creator mainly belongs to.
    fn home(&self, person: u64) -> u64 {
        (person - 1) / PEOPLE_PER_DEPARTMENT
    }

    /// The person that leads a department.
    pub fn leader(&self, place: u64) -> u64 {
        place * PEOPLE_PER_DEPARTMENT + 1
    }

    /// A mainland number that nobody else has.
    pub fn mobile(&self, person: u64) -> String {
        let step = u128::from(person) * u128::from(MOBILE_STEP);
        let number = (step + u128::from(self.seed)) % u128::from(MOBILES);
        (13_000_000_000 + number as u64).to_string()
    }

    /// A person's name and its Latin form.
    pub fn person_name(&self, person: u64) -> names::Name {
        names::draw(&mut Chance::of(self.seed, Kind::Person as u64, person))
    }

    /// A person other than the creator.
    pub fn person(&self, person: u64) -> NewUser {
        let mut chance = Chance::of(self.seed, Kind::Person as u64, person);
        let name = names::draw(&mut chance);
        let home = self.home(person);
        let leads = self.leader(home) == person;
        let title = if leads {
            chance.pick(LEADER_TITLES)
        } else {
            chance.pick(TITLES)
        };
        let departments = self.departments_of(home, &mut chance);
        let positions = (departments.len() > 1).then(|| {
            let position = |(index, department): (usize, &DepartmentId)| Position {
                department: *department,
                is_main: Some(index == 0),
                title: (index > 0).then(|| (*chance.pick(TITLES)).to_owned()),
                work_place: None,
            };
            departments.iter().enumerate().map(position).collect()
        });
        let fields = UserFields {
            name: Some(name.shown),
            mobile: Some(self.mobile(person)),
            job_number: Some(format!("N{person:07}")),
            title: Some((*title).to_owned()),
            email: Some(email(&name.latin, person)),
            work_place: Some((*chance.pick(WORK_PLACES)).to_owned()),
            extension: Some(vec![
                ("座位".to_owned(), seat(&mut chance)),
                ("职级".to_owned(), format!("P{}", 4 + chance.below(7))),
            ]),
            hired_date: Some(FIRST_HIRED_MS + chance.below(HIRED_DAYS) as i64 * DAY_MS),
            manager: Some(Some(self.userid(self.manager(person, home)))),
            departments: Some(departments),
            positions,
            ..UserFields::default()
        };
        NewUser {
            userid: Some(self.userid(person)),
            fields,
            login_email: None,
        }
    }

    /// The leader of the person's department; for the leader, whoever leads the one above.
    fn manager(&self, person: u64, home: u64) -> u64 {
        match self.leader(home) {
            leader if leader != person => leader,
            _ => self.parent(home).0.map_or(0, |above| self.leader(above)),
        }
    }

    /// One to three departments, home first.
    fn departments_of(&self, home: u64, chance: &mut Chance) -> Vec<DepartmentId> {
        let more = match chance.below(100) {
            0..80 => 0,
            80..95 => 1,
            _ => 2,
        };
        let mut departments = vec![self.department_id(home)];
        for _ in 0..more {
            let other = self.department_id(chance.below(self.departments));
            if !departments.contains(&other) {
                departments.push(other);
            }
        }
        departments
    }

    /// The departments whose leader is among some people.
    pub fn led_by(&self, people: std::ops::Range<u64>) -> std::ops::Range<u64> {
        let place = |person: u64| person.saturating_sub(1).div_ceil(PEOPLE_PER_DEPARTMENT);
        place(people.start)..place(people.end)
    }
}

/// A mail address within [`EMAIL_CHARS_MAX`] that nobody else has.
fn email(latin: &str, person: u64) -> String {
    let latin: String = latin.chars().take(EMAIL_CHARS_MAX - 20).collect();
    format!("{latin}{person}@example.com")
}

fn seat(chance: &mut Chance) -> String {
    let floor = 1 + chance.below(30);
    let row = char::from(b'A' + chance.below(12) as u8);
    format!("{floor}F{row}{:03}", 1 + chance.below(240))
}

/// Words for the departments of each level, from the one below the root on.
const DEPARTMENT_WORDS: [&[&str]; LEVELS as usize] = [
    &[
        "研发中心",
        "产品中心",
        "销售中心",
        "Operations",
        "市场中心",
        "财务中心",
        "人力资源中心",
        "Legal",
    ],
    &[
        "北京分部",
        "上海分部",
        "深圳分部",
        "杭州分部",
        "Singapore",
        "成都分部",
        "Berlin",
        "武汉分部",
    ],
    &[
        "平台部",
        "应用部",
        "数据部",
        "安全部",
        "客户部",
        "质量部",
        "Innovation",
        "交付部",
    ],
    &[
        "一组",
        "二组",
        "三组",
        "四组",
        "Team Five",
        "六组",
        "七组",
        "Team Eight",
    ],
    &[
        "华东小队",
        "华南小队",
        "华北小队",
        "Night Shift",
        "西南小队",
        "西北小队",
    ],
    &["甲班", "乙班", "丙班", "丁班", "Crew", "戊班"],
];

const LEADER_TITLES: &[&str] = &["经理", "高级经理", "总监", "Team Lead", "Director"];

const TITLES: &[&str] = &[
    "工程师",
    "高级工程师",
    "产品经理",
    "设计师",
    "测试工程师",
    "销售代表",
    "客户经理",
    "会计",
    "人事专员",
    "运维工程师",
    "Engineer",
    "Analyst",
    "Designer",
    "数据分析师",
    "采购专员",
    "法务",
];

const WORK_PLACES: &[&str] = &[
    "北京 望京",
    "上海 张江",
    "深圳 南山",
    "杭州 余杭",
    "成都 高新区",
    "武汉 光谷",
    "Singapore",
    "Berlin",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_plan_is_fixed_for_ever() {
        let plan = Plan::new(300, 7);
        let department = plan.department(7);
        assert_eq!(
            plan.org_id().as_str(),
            "ding7fca33044e5bf202fdca4206bdc94ab1"
        );
        assert_eq!(department.id, Some(DepartmentId(763_062_127)));
        assert_eq!(department.fields.name.as_deref(), Some("产品中心"));
        let told = |number| {
            let NewUser { userid, fields, .. } = plan.person(number);
            let texts = [
                userid,
                fields.name,
                fields.mobile,
                fields.email,
                fields.manager.flatten(),
            ];
            texts.map(Option::unwrap_or_default).join(" ")
        };
        assert_eq!(
            told(1),
            "u0000001 Priya Bianchi 15654435768 priya.bianchi1@example.com u0000000"
        );
        assert_eq!(
            told(299),
            "u0000299 吴娟 13176292546 juan.wu299@example.com u0000281"
        );
    }

    #[test]
    fn sizes_make_departments_of_twenty_on_six_levels() {
        for (users, departments, levels) in [
            (1, 0, None),
            (21, 1, Some(1)),
            (22, 2, Some(2)),
            (300, 15, Some(6)),
            (1_000_000, 50_000, Some(6)),
        ] {
            let plan = Plan::new(users, 1);
            assert_eq!(plan.departments, departments, "{users}");
            let deepest = (0..plan.departments).map(|place| plan.level(place)).max();
            assert_eq!(deepest, levels, "{users}");
        }
    }

    #[test]
    fn siblings_have_different_names_and_parents_come_first() {
        let plan = Plan::new(100_000, 1);
        let mut names = BTreeSet::new();
        for place in 0..plan.departments {
            let department = plan.department(place);
            assert!(plan.parent(place).0.is_none_or(|above| above < place));
            assert!(
                names.insert((department.parent, department.fields.name)),
                "{place}"
            );
        }
    }

    #[test]
    fn mobiles_and_addresses_are_distinct() {
        let plan = Plan::new(50_000, u64::MAX);
        let mobiles: BTreeSet<String> = (0..plan.users).map(|person| plan.mobile(person)).collect();
        assert_eq!(mobiles.len() as u64, plan.users);
        assert!(
            mobiles
                .iter()
                .all(|mobile| mobile.len() == 11 && mobile.starts_with('1'))
        );
        for person in 1..plan.users {
            let address = plan.person(person).fields.email.expect("everybody has one");
            assert!(address.len() <= EMAIL_CHARS_MAX, "{address}");
        }
    }

    #[test]
    fn the_step_through_mobiles_meets_all() {
        let (mut left, mut right) = (MOBILES, MOBILE_STEP);
        while right != 0 {
            (left, right) = (right, left % right);
        }
        assert_eq!(left, 1);
    }

    #[test]
    fn managers_come_first_and_departments_are_led_once() {
        let plan = Plan::new(2_345, 3);
        for person in 1..plan.users {
            assert!(plan.manager(person, plan.home(person)) < person, "{person}");
        }
        let slices = [1..1_000, 1_000..2_000, 2_000..2_345];
        let led: Vec<u64> = slices
            .into_iter()
            .flat_map(|slice| plan.led_by(slice))
            .collect();
        assert_eq!(led, (0..plan.departments).collect::<Vec<u64>>());
    }
}
