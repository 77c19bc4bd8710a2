//! Roles that people are given and lose, with the departments they manage in them.

use super::{World, seed};
use org::{
    ContactsScope, DepartmentId, Draft, Eye, NewApp, Org, Points, Refusal, RoleId, UserId, View,
    limits,
};
use std::collections::{BTreeMap, BTreeSet};

/// By role and person: the departments; `None` is everybody.
pub type Held = BTreeMap<(i64, String), Option<BTreeSet<i64>>>;

impl World {
    /// One of the roles that an organization starts with and that people can be given.
    fn role(&self, pick: usize) -> RoleId {
        let view = View::new(&self.org, &Eye::Operator);
        let groups = view
            .role_groups(0)
            .flat_map(|group| view.roles_of_group(group.id));
        let roles: Vec<RoleId> = groups
            .filter(|role| role.built_in.is_none())
            .map(|role| role.id)
            .collect();
        roles[pick % roles.len()]
    }

    /// A new role of the second group.
    fn new_role(&mut self, name: &str) -> Result<RoleId, Refusal> {
        let view = View::new(&self.org, &Eye::Operator);
        let group = view.role_groups(1).next().unwrap().id;
        self.write(|draft| draft.add_role(group, name))
    }

    pub fn give_role(&mut self, which: usize, role: usize) {
        let (id, role) = (self.user(which), self.role(role));
        self.write(|draft| draft.give_roles(&[role], std::slice::from_ref(&id)))
            .unwrap();
        self.naive.held.entry((role.0, id)).or_default();
    }

    pub fn take_role(&mut self, which: usize, role: usize) {
        let (id, role) = (self.user(which), self.role(role));
        self.write(|draft| draft.take_roles(&[role], std::slice::from_ref(&id)))
            .unwrap();
        self.naive.held.remove(&(role.0, id));
    }

    pub fn scope_role(&mut self, which: usize, role: usize, department: usize) {
        let (id, role) = (self.user(which), self.role(role));
        let department = self.department(department);
        let result =
            self.write(|draft| draft.set_role_scope(&id, role, &[DepartmentId(department)]));
        match self.naive.held.get_mut(&(role.0, id.clone())) {
            Some(departments) => {
                result.unwrap();
                *departments = Some([department].into());
            }
            None => assert_eq!(result, Err(Refusal::RoleNotHeld(UserId::new(&id)))),
        }
    }

    pub fn check_roles(&self, org: &Org) {
        let view = View::new(org, &Eye::Operator);
        let mut held = Held::new();
        for group in view.role_groups(0) {
            for role in view
                .roles_of_group(group.id)
                .filter(|role| role.built_in.is_none())
            {
                let page = view.role_members(role.id, 0, 1_000).unwrap();
                assert!(!page.has_more);
                for member in &page.members {
                    let mut given = member.user.given_roles();
                    let given = given.find(|given| given.role == role.id).unwrap();
                    let departments = given
                        .departments
                        .map(|ids| ids.iter().map(|id| id.0).collect());
                    held.insert((role.id.0, member.user.userid.to_owned()), departments);
                }
                self.check_pages(&view, role.id);
            }
        }
        assert_eq!(held, self.naive.held);
    }

    /// Pages of two together are the whole, each member once.
    fn check_pages(&self, view: &View<'_>, role: RoleId) {
        let userids = |offset, size| {
            let page = view.role_members(role, offset, size).unwrap();
            let userids: Vec<String> = page
                .members
                .iter()
                .map(|member| member.user.userid.to_owned())
                .collect();
            (userids, page.has_more)
        };
        let (whole, _) = userids(0, 1_000);
        let mut paged = Vec::new();
        loop {
            let (page, has_more) = userids(paged.len(), 2);
            paged.extend(page);
            if !has_more {
                break;
            }
        }
        assert_eq!(paged, whole);
    }
}

fn userids(world: &World, role: RoleId, offset: usize, size: usize) -> Vec<String> {
    let view = View::new(&world.org, &Eye::Operator);
    let page = view.role_members(role, offset, size).unwrap();
    let members = page.members.iter();
    members
        .map(|member| member.user.userid.to_owned())
        .collect()
}

fn world_of(count: usize) -> (World, Vec<String>) {
    let mut world = World::new();
    for _ in 0..count {
        world.add_user(&[0], "Ann".to_owned(), None);
    }
    let mut userids: Vec<String> = world.naive.users.keys().cloned().collect();
    userids.retain(|id| id != "founder");
    (world, userids)
}

#[test]
fn whoever_gets_a_role_later_comes_later_whatever_the_clock_says() {
    let (mut world, people) = world_of(6);
    let role = world.role(0);
    let mut expected = Vec::new();
    // The same moment, an earlier one, a later one; always the last userid first.
    for (userid, call) in people.iter().rev().zip([9, 9, 5, 1, 7, 12]) {
        let page = userids(&world, role, 0, expected.len());
        let mut draft = Draft::new(&world.org, Eye::Operator, seed(call));
        draft
            .give_roles(&[role], std::slice::from_ref(userid))
            .unwrap();
        world.org = draft.finish().org;
        assert_eq!(
            userids(&world, role, 0, expected.len()),
            page,
            "a page that was read stays"
        );
        expected.push(userid.clone());
    }
    assert_eq!(userids(&world, role, 0, 100), expected);
}

#[test]
fn a_person_holds_so_many_roles() {
    let (mut world, people) = world_of(2);
    let roles: Vec<RoleId> = (0..=limits::USER_ROLES_MAX)
        .map(|number| world.new_role(&format!("r{number}")).unwrap())
        .collect();
    let (last, all) = roles.split_last().unwrap();
    world
        .write(|draft| draft.give_roles(all, &people[..1]))
        .unwrap();
    world
        .write(|draft| draft.give_roles(&all[..20], &people[..1]))
        .unwrap();
    let refused = world.write(|draft| draft.give_roles(&[*last], &people));
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    assert!(userids(&world, *last, 0, 100).is_empty(), "nobody got it");
    world
        .write(|draft| draft.take_roles(&all[..1], &people[..1]))
        .unwrap();
    world
        .write(|draft| draft.give_roles(&[*last], &people))
        .unwrap();
    assert_eq!(userids(&world, *last, 0, 100), people);
}

#[test]
fn an_organization_has_so_many_groups_and_roles() {
    let mut world = World::new();
    let (groups, roles) = {
        let view = View::new(&world.org, &Eye::Operator);
        let of_group = |group: &org::RoleGroup| view.roles_of_group(group.id).count();
        (
            view.role_groups(0).count(),
            view.role_groups(0).map(of_group).sum::<usize>(),
        )
    };
    let first = world.role(0);
    let mut draft = Draft::new(&world.org, Eye::Operator, seed(1));
    for number in groups..limits::ROLE_GROUPS_MAX {
        draft.add_role_group(&format!("g{number}")).unwrap();
    }
    assert_eq!(
        draft.add_role_group("beyond"),
        Err(Refusal::OrganizationFull)
    );
    // Names are checked within a group, so many small groups are filled.
    world.org = draft.finish().org;
    let view = View::new(&world.org, &Eye::Operator);
    let others: Vec<RoleId> = view.role_groups(groups).map(|group| group.id).collect();
    let mut draft = Draft::new(&world.org, Eye::Operator, seed(2));
    for number in roles..limits::ROLES_MAX {
        let group = others[number % others.len()];
        draft.add_role(group, &format!("r{number}")).unwrap();
    }
    assert_eq!(
        draft.add_role(others[0], "beyond"),
        Err(Refusal::OrganizationFull)
    );
    draft.remove_role(first).unwrap();
    assert!(draft.add_role(others[0], "beyond").is_ok(), "one went");
}

/// Everybody in pages of three as an app of this scope sees them.
fn paged(world: &mut World, role: RoleId, scope: ContactsScope) -> (Vec<String>, Vec<String>) {
    let new = NewApp {
        name: "narrow".into(),
        points: Points::All,
        scope,
        redirect_uris: Vec::new(),
        allowed_addresses: Vec::new(),
    };
    let app = world.write(|draft| draft.add_app(new)).unwrap();
    let everybody = userids(world, role, 0, 1_000);
    let eye = Eye::App(app.key);
    let view = View::new(&world.org, &eye);
    let seen = everybody.into_iter().filter(|id| view.user(id).is_ok());
    let mut found = Vec::new();
    loop {
        let page = view.role_members(role, found.len(), 3).unwrap();
        let members = page.members.iter();
        found.extend(members.map(|member| member.user.userid.to_owned()));
        if !page.has_more {
            return (found, seen.collect());
        }
    }
}

#[test]
fn a_narrow_app_pages_through_those_whom_it_sees() {
    let (mut world, people) = world_of(60);
    world.add_department(0, 0);
    world.add_department(1, 0);
    let ids: Vec<i64> = world.naive.departments.keys().copied().collect();
    let top = |id: &i64| world.naive.departments[id].parent == Some(1);
    let upper = ids.iter().position(|id| *id != 1 && top(id)).unwrap();
    let lower = ids.iter().position(|id| *id != 1 && !top(id)).unwrap();
    let pick = |userid: &String| {
        world
            .naive
            .users
            .keys()
            .position(|id| id == userid)
            .unwrap()
    };
    let moves = [(7, [upper, lower]), (3, [lower, lower]), (50, [upper, 0])];
    let moves = moves.map(|(person, places)| (pick(&people[person]), places));
    for (which, places) in moves {
        world.move_user(which, &places, None);
    }
    let (role, admin) = (world.role(0), people[11].clone());
    world
        .write(|draft| draft.set_sub_admin(&admin, None, BTreeSet::new()))
        .unwrap();
    for userid in people.iter().rev().filter(|userid| **userid != people[20]) {
        world
            .write(|draft| draft.give_roles(&[role], std::slice::from_ref(userid)))
            .unwrap();
    }
    let users = |picks: &[usize]| {
        picks
            .iter()
            .map(|pick| UserId::new(&people[*pick]))
            .collect()
    };
    let narrow = |departments: &[usize], picks: &[usize], admins| ContactsScope {
        departments: departments
            .iter()
            .map(|pick| DepartmentId(ids[*pick]))
            .collect(),
        users: users(picks),
        admins,
    };
    for (scope, count) in [
        (narrow(&[], &[], false), 0),
        (narrow(&[lower], &[], false), 2),
        (narrow(&[upper], &[7, 20, 41], false), 4),
        (narrow(&[upper, lower], &[], true), 4),
        (narrow(&[], &[20], false), 0),
        (narrow(&[upper], &(0..30).collect::<Vec<_>>(), true), 30),
    ] {
        let (found, seen) = paged(&mut world, role, scope.clone());
        assert_eq!(found, seen, "{scope:?}");
        assert_eq!(found.len(), count, "{scope:?}");
    }
}
