//! What must be true of an organization, compared with a plain model of it.

use super::World;
use org::{DepartmentId, Eye, MemberOrder, Org, UserId, View};
use std::collections::{BTreeMap, BTreeSet};

impl World {
    pub(super) fn check(&self, org: &Org) {
        let view = View::new(org, &Eye::Operator);
        assert_eq!(view.user_count(false), self.naive.users.len() as u64);
        for (id, naive) in &self.naive.users {
            let user = view.user(id).unwrap();
            let departments: BTreeSet<i64> =
                user.departments().map(|place| place.department.0).collect();
            assert_eq!(departments, naive.departments, "departments of {id}");
            assert_eq!(user.manager, naive.manager.as_deref(), "manager of {id}");
        }
        for (id, naive) in &self.naive.departments {
            let id = DepartmentId(*id);
            let department = view.department(id).unwrap();
            assert_eq!(department.parent.map(|parent| parent.0), naive.parent);
            let managers: BTreeSet<String> = department
                .managers
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(managers, naive.managers, "managers of {id}");
            let permits: BTreeSet<String> = department
                .permit_users
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(permits, naive.permits, "permits of {id}");
            assert_eq!(
                view.member_count(id).unwrap(),
                self.naive.subtree(id.0).len() as u64
            );
            self.check_members(&view, id);
        }
        let admins: BTreeMap<String, BTreeSet<i64>> = view
            .admins()
            .iter()
            .filter_map(|admin| Some((admin.userid.to_string(), admin.departments.as_ref()?)))
            .map(|(id, departments)| (id, departments.iter().map(|id| id.0).collect()))
            .collect();
        assert_eq!(admins, self.naive.admins);
        self.check_roles(org);
        self.check_contacts(&view);
        self.check_industry(&view);
        self.check_fields(&view);
        self.check_invites(&view);
        for (key, (users, departments)) in &self.naive.scopes {
            let scope = &org.app(key).unwrap().scope;
            assert!(scope.users.iter().map(UserId::as_str).eq(users));
            assert!(
                scope
                    .departments
                    .iter()
                    .map(|id| id.0)
                    .eq(departments.iter().copied())
            );
        }
    }

    fn check_members(&self, view: &View<'_>, id: DepartmentId) {
        let page = view.members(id, MemberOrder::Custom, 0, 1_000).unwrap();
        let listed: BTreeSet<String> = page.users().map(|user| user.userid.to_owned()).collect();
        let expected: BTreeSet<String> = self
            .naive
            .users
            .iter()
            .filter(|(_, user)| user.departments.contains(&id.0))
            .map(|(id, _)| id.clone())
            .collect();
        assert_eq!(listed, expected, "members of {id}");
        assert_eq!(
            page.users().len(),
            expected.len(),
            "nobody is listed twice in {id}"
        );
        let orders: Vec<Option<i64>> = page
            .users()
            .map(|user| user.membership(id).unwrap().order)
            .collect();
        assert!(
            orders.is_sorted_by(|one, other| one >= other),
            "order of {id}: {orders:?}"
        );
    }
}
