//! Roles that people are given and lose, with the departments they manage in them.

use super::World;
use org::{DepartmentId, Eye, Org, Refusal, RoleId, View};
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
            None => assert_eq!(result, Err(Refusal::RoleNotHeld(org::UserId::new(&id)))),
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
