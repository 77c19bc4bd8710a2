//! The organization that `serve --demo` shows: about two hundred people on six levels.

mod table;

use super::chance::Chance;
use super::names;
use super::synthetic::app;
use crate::command::CommandError;
use engine::{Engine, Origin, WriteError};
use org::{
    DepartmentFields, DepartmentId, Draft, ExternalContactFields, Founding, NewDepartment,
    NewExternalContact, NewUser, OrgId, Position, Refusal, RoleId, UserFields,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use table::{DEPARTMENTS, LANGUAGES, OUTSIDERS, ROLES, WORK_PLACES};

const NAME: &str = "星河科技 Galaxy Works";
const ORG_ID: &str = "dingdemo00000000000000000000000001";
const CREATOR: &str = "linqing";
const CREATOR_NAME: &str = "林清";
const SEED: u64 = 20_260_101;
const FIRST_DEPARTMENT_ID: i64 = 500_000_100;
const DAY_MS: i64 = 86_400_000;
/// 2015-03-02, a Monday.
const FIRST_HIRED_MS: i64 = 1_425_254_400_000;
const HIRED_DAYS: u64 = 3_900;
/// Mobiles of people outside are counted from here.
const FIRST_OUTSIDER: u64 = 5_000;

/// How to call the demo organization. Kept in the data folder, so that later starts can say it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Demo {
    /// The organization.
    pub corp_id: OrgId,
    /// Its app.
    pub app_key: String,
    /// The app's secret.
    pub app_secret: String,
    /// Somebody to look up, the creator.
    pub userid: String,
    /// By which the creator signs in to the console and the contacts app; absent in notes of before there was a password.
    #[serde(default)]
    pub mobile: String,
    /// With which.
    #[serde(default)]
    pub password: String,
}

/// Makes the organization unless it is there, and an app that may do everything in it.
///
/// # Errors
/// When a write fails.
pub async fn make(engine: &Engine) -> Result<Demo, CommandError> {
    let id = OrgId::new(ORG_ID);
    match engine.org(&id).await {
        Ok(_) => {}
        Err(WriteError::NoSuchOrganization(_)) => {
            let founding = Founding {
                name: NAME.to_owned(),
                admin_name: CREATOR_NAME.to_owned(),
                admin_mobile: mobile(0),
                admin_userid: Some(CREATOR.to_owned()),
            };
            engine.found(Some(id.clone()), founding).await?;
        }
        Err(error) => return Err(error.into()),
    }
    engine.operate(&id, "demo", fill).await?;
    let (app, secret) = engine.create_app(&id, app()).await?;
    let mut demo = Demo {
        corp_id: id,
        app_key: app.key.to_string(),
        app_secret: secret,
        userid: CREATOR.to_owned(),
        mobile: String::new(),
        password: String::new(),
    };
    let_creator_in(engine, &mut demo).await?;
    Ok(demo)
}

/// Gives the creator a password that nobody guesses: the demo may listen where others reach it.
///
/// # Errors
/// When the write fails.
pub async fn let_creator_in(engine: &Engine, demo: &mut Demo) -> Result<(), CommandError> {
    let password = engine::readable_password();
    let hash = engine.hash_password(password.clone()).await?;
    let origin = Origin {
        actor: "command".to_owned(),
        route: "demo".to_owned(),
        from: String::new(),
    };
    let set = engine.set_password(&demo.corp_id, &demo.userid, &hash, origin);
    set.await?;
    demo.mobile = mobile(0);
    demo.password = password;
    Ok(())
}

/// Everything in one write, so that it is there as a whole or not at all.
fn fill(draft: &mut Draft) -> Result<(), Refusal> {
    if draft.view().department(department_id(0)).is_ok() {
        return Ok(());
    }
    for (place, department) in DEPARTMENTS.iter().enumerate() {
        draft.add_department(NewDepartment {
            id: Some(department_id(place)),
            parent: parent(place).map_or(DepartmentId::ROOT, department_id),
            fields: DepartmentFields {
                name: Some(department.name.to_owned()),
                ..DepartmentFields::default()
            },
        })?;
    }
    let people = people();
    for person in &people {
        draft.add_user(person.new.clone())?;
    }
    let creator = UserFields {
        title: Some("CEO".to_owned()),
        email: Some("lin.qing@xinghe.example".to_owned()),
        job_number: Some("XH0001".to_owned()),
        work_place: Some("杭州 余杭".to_owned()),
        departments: Some(vec![DepartmentId::ROOT, department_id(0)]),
        ..UserFields::default()
    };
    draft.update_user(CREATOR, creator)?;
    draft.set_boss(CREATOR, true)?;
    lead(draft, &people)?;
    give_roles(draft, &people)?;
    keep_outsiders(draft, &people)
}

fn lead(draft: &mut Draft, people: &[Person]) -> Result<(), Refusal> {
    let mut leaders: BTreeMap<usize, Vec<String>> = BTreeMap::from([(0, vec![CREATOR.to_owned()])]);
    for person in people.iter().filter(|person| person.leads) {
        leaders
            .entry(person.home)
            .or_default()
            .push(person.userid.clone());
    }
    for (place, managers) in leaders {
        let fields = DepartmentFields {
            managers: Some(managers),
            ..DepartmentFields::default()
        };
        draft.update_department(department_id(place), fields)?;
    }
    Ok(())
}

/// Roles over departments, and an administrator of everything who is not the creator.
fn give_roles(draft: &mut Draft, people: &[Person]) -> Result<(), Refusal> {
    for (group, roles) in ROLES {
        let group = draft.add_role_group(group)?;
        for (role, department, count) in *roles {
            let role: RoleId = draft.add_role(group, role)?;
            let holders = people
                .iter()
                .filter(|person| department.is_none_or(|name| is_within(person.home, name)));
            // Spread over those who could hold it instead of the first in the list.
            for person in holders.step_by(3).take(*count) {
                draft.give_roles(&[role], std::slice::from_ref(&person.userid))?;
            }
        }
    }
    let personnel = people
        .iter()
        .find(|person| person.leads && is_within(person.home, "人力资源部"));
    match personnel {
        Some(person) => draft.set_sub_admin(&person.userid, None, BTreeSet::new()),
        None => Ok(()),
    }
}

/// External contacts, each with the leader of a department.
fn keep_outsiders(draft: &mut Draft, people: &[Person]) -> Result<(), Refusal> {
    for (number, outsider) in (FIRST_OUTSIDER..).zip(OUTSIDERS) {
        let labels = draft.view().label_groups();
        let labels = labels
            .flat_map(|group| &group.labels)
            .filter(|label| outsider.labels.contains(&label.name.as_str()))
            .map(|label| label.id)
            .collect();
        let keeper = people
            .iter()
            .find(|person| person.leads && is_within(person.home, outsider.kept_by));
        let follower = keeper.map_or(CREATOR, |person| &person.userid);
        let fields = ExternalContactFields {
            name: Some(outsider.name.to_owned()),
            title: Some(outsider.title.to_owned()),
            company_name: Some(outsider.company.to_owned()),
            email: Some(outsider.email.to_owned()),
            follower: Some(follower.to_owned()),
            labels: Some(labels),
            share_departments: keeper.map(|person| vec![department_id(person.home)]),
            ..ExternalContactFields::default()
        };
        draft.add_external_contact(NewExternalContact {
            state_code: "86".to_owned(),
            mobile: mobile(number),
            fields,
        })?;
    }
    Ok(())
}

struct Person {
    userid: String,
    home: usize,
    leads: bool,
    new: NewUser,
}

fn people() -> Vec<Person> {
    let mut taken = BTreeSet::from([CREATOR.to_owned()]);
    let mut leaders: Vec<String> = Vec::new();
    let mut people = Vec::new();
    for (home, department) in DEPARTMENTS.iter().enumerate() {
        let above = parent(home)
            .map_or(CREATOR, |place| &leaders[place])
            .to_owned();
        for member in 0..department.people {
            let number = people.len() as u64 + 1;
            let mut chance = Chance::of(SEED, 0, number);
            let name = names::draw(&mut chance);
            let userid = free_userid(&name.latin, &mut taken);
            let leads = member == 0;
            let manager = if leads {
                above.clone()
            } else {
                leaders[home].clone()
            };
            if leads {
                leaders.push(userid.clone());
            }
            let fields = UserFields {
                name: Some(name.shown),
                manager: Some(Some(manager)),
                ..fields(home, leads, number, &name.latin, &mut chance)
            };
            let new = NewUser {
                userid: Some(userid.clone()),
                fields,
                login_email: None,
            };
            people.push(Person {
                userid,
                home,
                leads,
                new,
            });
        }
    }
    people
}

fn fields(home: usize, leads: bool, number: u64, latin: &str, chance: &mut Chance) -> UserFields {
    let department = &DEPARTMENTS[home];
    let title = if leads {
        department.leader
    } else {
        chance.pick(department.titles)
    };
    let mut departments = vec![department_id(home)];
    // Leaders sit in the circle above; some others help out elsewhere.
    if leads && let Some(above) = parent(home) {
        departments.push(department_id(above));
    } else if chance.percent(15) {
        let other = department_id(chance.below(DEPARTMENTS.len() as u64) as usize);
        if !departments.contains(&other) {
            departments.push(other);
        }
    }
    let positions = departments.iter().enumerate().map(|(index, id)| Position {
        department: *id,
        is_main: Some(index == 0),
        title: (index > 0 && !leads).then(|| "项目成员".to_owned()),
        work_place: None,
    });
    UserFields {
        mobile: Some(mobile(number)),
        telephone: leads.then(|| format!("0571-8800-{number:04}")),
        job_number: Some(format!("XH{:04}", number + 1)),
        title: Some(title.to_owned()),
        email: Some(format!("{latin}{number}@xinghe.example")),
        work_place: Some((*chance.pick(WORK_PLACES)).to_owned()),
        extension: Some(vec![
            (
                "工位".to_owned(),
                format!("{}F-{:03}", 2 + chance.below(9), 1 + chance.below(180)),
            ),
            ("Languages".to_owned(), (*chance.pick(LANGUAGES)).to_owned()),
        ]),
        hired_date: Some(FIRST_HIRED_MS + chance.below(HIRED_DAYS) as i64 * DAY_MS),
        positions: Some(positions.collect()),
        departments: Some(departments),
        ..UserFields::default()
    }
}

/// The Latin name as one word, with a number where somebody has it.
fn free_userid(latin: &str, taken: &mut BTreeSet<String>) -> String {
    // Chinese order: family name first.
    let word = match latin.split_once('.') {
        Some((given, family)) => format!("{family}{given}"),
        None => latin.to_owned(),
    };
    let mut userid = word.clone();
    let mut round = 1;
    while !taken.insert(userid.clone()) {
        round += 1;
        userid = format!("{word}{round}");
    }
    userid
}

fn mobile(number: u64) -> String {
    // No operator gives out numbers of this block.
    (19_900_000_000 + 137 * number).to_string()
}

fn department_id(place: usize) -> DepartmentId {
    DepartmentId(FIRST_DEPARTMENT_ID + place as i64)
}

/// The place of the department above: the nearest before it that is one level higher.
fn parent(place: usize) -> Option<usize> {
    let level = DEPARTMENTS[place].level;
    (0..place)
        .rev()
        .find(|above| DEPARTMENTS[*above].level < level)
}

fn is_within(place: usize, name: &str) -> bool {
    std::iter::successors(Some(place), |place| parent(*place))
        .any(|place| DEPARTMENTS[place].name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::new_draft;

    #[test]
    fn it_has_about_two_hundred_people_on_six_levels() {
        assert!(
            (190..=210).contains(&(people().len() + 1)),
            "{}",
            people().len() + 1
        );
        assert_eq!(
            DEPARTMENTS.iter().map(|department| department.level).max(),
            Some(6)
        );
        for place in 1..DEPARTMENTS.len() {
            assert!(
                DEPARTMENTS[place].level <= DEPARTMENTS[place - 1].level + 1,
                "{place}"
            );
        }
    }

    #[test]
    fn names_of_both_kinds_and_several_departments_are_common() {
        let people = people();
        let latin = people
            .iter()
            .filter(|person| person.new.fields.name.as_deref().is_some_and(str::is_ascii));
        assert!(latin.count() > 30);
        let several = people.iter().filter(|person| {
            person
                .new
                .fields
                .departments
                .as_ref()
                .is_some_and(|list| list.len() > 1)
        });
        assert!(several.count() > 40);
    }

    #[test]
    fn the_organization_takes_it_once() {
        let mut draft = new_draft();
        let founding = Founding {
            name: NAME.to_owned(),
            admin_name: CREATOR_NAME.to_owned(),
            admin_mobile: mobile(0),
            admin_userid: Some(CREATOR.to_owned()),
        };
        draft.found(founding).expect("founded");
        fill(&mut draft).expect("every rule is kept");
        let once = draft.view().user_count(false);
        assert_eq!(once, people().len() as u64 + 1);
        assert_eq!(draft.view().admins().len(), 2);
        let outsiders = draft.view().external_contacts(0, 10);
        assert_eq!(outsiders.len(), OUTSIDERS.len());
        for (told, outsider) in outsiders.iter().zip(OUTSIDERS) {
            assert_eq!(told.labels.len(), outsider.labels.len(), "{}", told.name);
            assert_eq!(told.share_departments.len(), 1, "{}", told.name);
        }
        fill(&mut draft).expect("a second time is no error");
        assert_eq!(draft.view().user_count(false), once);
    }

    #[test]
    fn roles_are_of_departments_that_exist() {
        for (_, roles) in ROLES {
            for (role, department, _) in *roles {
                let exists = department.is_none_or(|name| {
                    DEPARTMENTS.iter().any(|department| department.name == name)
                });
                assert!(exists, "{role}");
            }
        }
    }
}
