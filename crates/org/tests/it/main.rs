//! Random changes against a naive model: the rules hold, and replaying the changes gives the same value.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accounts;
mod check;
mod command;
mod contacts;
mod credentials;
mod fields;
mod industry;
mod invites;
mod naive;
mod roles;

use command::{Command, command};
use naive::{Naive, NaiveDepartment, NaiveUser};
use org::{
    Change, ContactsScope, DepartmentFields, DepartmentId, Draft, Eye, Founding, Loader, Millis,
    NewApp, NewDepartment, NewUser, Org, OrgId, Points, Refusal, Seed, StoredRecord, UserFields,
    UserId, View,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

struct World {
    org: Org,
    log: Vec<Change>,
    naive: Naive,
    calls: u64,
}

fn seed(call: u64) -> Seed {
    let mut entropy = [0; 32];
    entropy[..8].copy_from_slice(&call.to_be_bytes());
    Seed {
        now: Millis(1_767_323_045_000 + call as i64),
        entropy,
        person_key: [3; 32],
    }
}

impl World {
    fn new() -> Self {
        let mut draft = Draft::new(&Org::empty(OrgId::new("ding1"), 9), Eye::Operator, seed(0));
        draft
            .found(Founding {
                name: "Acme".into(),
                admin_name: "Founder".into(),
                admin_mobile: "13000000000".into(),
                admin_userid: Some("founder".into()),
            })
            .unwrap();
        let finished = draft.finish();
        let mut naive = Naive::default();
        naive.departments.insert(1, NaiveDepartment::default());
        naive.users.insert(
            "founder".into(),
            NaiveUser {
                departments: [1].into(),
                manager: None,
            },
        );
        Self {
            org: finished.org,
            log: finished.changes,
            naive,
            calls: 0,
        }
    }

    fn department(&self, pick: usize) -> i64 {
        let ids: Vec<i64> = self.naive.departments.keys().copied().collect();
        ids[pick % ids.len()]
    }

    fn user(&self, pick: usize) -> String {
        let ids: Vec<&String> = self.naive.users.keys().collect();
        ids[pick % ids.len()].clone()
    }

    fn write<T>(
        &mut self,
        change: impl FnOnce(&mut Draft) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.calls += 1;
        // Every third value is somebody else's as well while it is changed; the others are changed where they are.
        let shared = self.calls.is_multiple_of(3).then(|| self.org.clone());
        let shown = shared.as_ref().map(records);
        let nothing = Org::empty(OrgId::new("nobody"), 1);
        let own = std::mem::replace(&mut self.org, nothing);
        let before = self.calls.is_multiple_of(5).then(|| records(&own));
        let mut draft = Draft::over(own, Eye::Operator, seed(self.calls));
        let result = match change(&mut draft) {
            Ok(result) => result,
            Err(refusal) => {
                self.org = draft.abandon();
                if let Some(before) = before {
                    assert_eq!(records(&self.org), before);
                }
                return Err(refusal);
            }
        };
        let finished = draft.finish();
        self.org = finished.org;
        assert_eq!(shared.as_ref().map(records), shown);
        self.log.extend(finished.changes);
        assert_eq!(self.org.broken_rules(), [""; 0]);
        Ok(result)
    }

    /// Does something and gives it up: nothing of it may stay.
    fn give_up<T>(&mut self, change: impl FnOnce(&mut Draft) -> Result<T, Refusal>) {
        self.calls += 1;
        let before = records(&self.org);
        let nothing = Org::empty(OrgId::new("nobody"), 1);
        let own = std::mem::replace(&mut self.org, nothing);
        let mut draft = Draft::over(own, Eye::Operator, seed(self.calls));
        change(&mut draft).map(drop).unwrap();
        self.org = draft.abandon();
        assert_eq!(records(&self.org), before);
        assert_eq!(self.org.broken_rules(), [""; 0]);
    }

    fn run(&mut self, command: Command) {
        match command {
            Command::AddDepartment { parent, hide_from } => self.add_department(parent, hide_from),
            Command::MoveDepartment { which, parent } => self.move_department(which, parent),
            Command::RemoveDepartment { which } => self.remove_department(which),
            Command::SetManager { which, user } => self.set_manager(which, user),
            Command::AddUser {
                departments,
                name,
                manager,
            } => {
                self.add_user(&departments, name, manager);
            }
            Command::MoveUser {
                which,
                departments,
                order,
            } => {
                self.move_user(which, &departments, order);
            }
            Command::RenameUser { which, name } => {
                let id = self.user(which);
                let fields = UserFields {
                    name: Some(name),
                    ..UserFields::default()
                };
                self.write(|draft| draft.update_user(&id, fields)).unwrap();
            }
            Command::RemoveUser { which } => self.remove_user(which),
            Command::MakeAdmin { which, department } => {
                let (id, department) = (self.user(which), self.department(department));
                let of = BTreeSet::from([DepartmentId(department)]);
                let result =
                    self.write(|draft| draft.set_sub_admin(&id, Some(of), BTreeSet::new()));
                if id == "founder" {
                    assert_eq!(result, Err(Refusal::MainAdminStays));
                } else {
                    self.naive.admins.insert(id, [department].into());
                }
            }
            Command::AddApp { user, department } => self.add_app(user, department),
            Command::GiveRole { which, role } => self.give_role(which, role),
            Command::TakeRole { which, role } => self.take_role(which, role),
            Command::ScopeRole {
                which,
                role,
                department,
            } => self.scope_role(which, role, department),
            Command::AddContact(contact) => self.add_contact(&contact),
            Command::UpdateContact { which, contact } => self.update_contact(which, &contact),
            Command::RemoveContact { which } => self.remove_contact(which),
            Command::Industry(command) => self.run_industry(command),
            Command::ShowField {
                department,
                users,
                role,
            } => self.show_field(department, &users, role),
            Command::FillIn { which, value } => self.fill_in(which, value),
            Command::Invite {
                inviter,
                department,
            } => self.invite(inviter, department),
            Command::Apply { invite } => self.apply_with(invite),
            Command::Decide { which, how } => self.decide(which, how),
        }
    }

    fn add_department(&mut self, parent: usize, hide_from: usize) {
        let (parent, permitted) = (self.department(parent), self.user(hide_from));
        let fields = DepartmentFields {
            name: Some(format!("d{}", self.calls)),
            hide: Some(true),
            permit_users: Some(vec![permitted.clone()]),
            ..DepartmentFields::default()
        };
        let new = NewDepartment {
            id: None,
            parent: DepartmentId(parent),
            fields,
        };
        let id = self.write(|draft| draft.add_department(new)).unwrap();
        let department = NaiveDepartment {
            parent: Some(parent),
            managers: BTreeSet::new(),
            permits: [permitted].into(),
        };
        self.naive.departments.insert(id.0, department);
    }

    fn move_department(&mut self, which: usize, parent: usize) {
        let (id, parent) = (self.department(which), self.department(parent));
        let fields = DepartmentFields {
            parent: Some(DepartmentId(parent)),
            ..DepartmentFields::default()
        };
        let result = self.write(|draft| draft.update_department(DepartmentId(id), fields));
        if id == 1 {
            assert_eq!(result, Err(Refusal::RootUpdate));
        } else if self.naive.is_below(parent, id) {
            assert_eq!(result, Err(Refusal::DepartmentCycle));
        } else {
            result.unwrap();
            self.naive.departments.get_mut(&id).unwrap().parent = Some(parent);
        }
    }

    fn remove_department(&mut self, which: usize) {
        let id = self.department(which);
        let result = self.write(|draft| draft.remove_department(DepartmentId(id)));
        if id == 1 {
            assert_eq!(result, Err(Refusal::RootDelete));
        } else if !self.naive.subtree(id).is_empty() {
            assert_eq!(result, Err(Refusal::DepartmentHasMembers));
        } else {
            let gone: BTreeSet<i64> = self
                .naive
                .departments
                .keys()
                .copied()
                .filter(|below| self.naive.is_below(*below, id))
                .collect();
            assert_eq!(result.unwrap().len(), gone.len());
            self.naive.departments.retain(|id, _| !gone.contains(id));
            self.naive.forget_invited_into(&gone);
            let scopes = self.naive.scopes.values_mut().map(|scope| &mut scope.1);
            let contacts = self.naive.contacts.iter_mut();
            let shares = contacts.map(|(_, contact)| &mut contact.departments);
            let held = self.naive.held.values_mut().flatten();
            let admins = self.naive.admins.values_mut();
            let shown = self.naive.shown.iter_mut().map(|shown| &mut shown.1);
            for departments in admins.chain(scopes).chain(shares).chain(held).chain(shown) {
                departments.retain(|id| !gone.contains(id));
            }
        }
    }

    fn set_manager(&mut self, which: usize, user: usize) {
        let (id, user) = (self.department(which), self.user(user));
        let fields = DepartmentFields {
            managers: Some(vec![user.clone()]),
            ..DepartmentFields::default()
        };
        let result = self.write(|draft| draft.update_department(DepartmentId(id), fields));
        if id == 1 {
            assert_eq!(result, Err(Refusal::RootUpdate));
        } else if self.naive.users[&user].departments.contains(&id) {
            result.unwrap();
            self.naive.departments.get_mut(&id).unwrap().managers = [user].into();
        } else {
            assert_eq!(result, Err(Refusal::ManagerNotMember(UserId::new(&user))));
        }
    }

    fn add_user(&mut self, departments: &[usize], name: String, manager: Option<usize>) {
        let departments: BTreeSet<i64> = departments
            .iter()
            .map(|pick| self.department(*pick))
            .collect();
        let manager = manager.map(|pick| self.user(pick));
        let fields = UserFields {
            name: Some(name),
            mobile: Some((13_100_000_000 + self.calls).to_string()),
            departments: Some(departments.iter().map(|id| DepartmentId(*id)).collect()),
            manager: manager.clone().map(Some),
            ..UserFields::default()
        };
        let new = NewUser {
            userid: None,
            fields,
            login_email: None,
        };
        if self.calls.is_multiple_of(4) {
            self.give_up(|draft| draft.add_user(new.clone()));
        }
        let user = self.write(|draft| draft.add_user(new));
        let user = user.unwrap();
        self.naive.users.insert(
            user.userid.to_string(),
            NaiveUser {
                departments,
                manager,
            },
        );
    }

    fn add_app(&mut self, user: usize, department: usize) {
        let (user, department) = (self.user(user), self.department(department));
        let new = NewApp {
            name: "app".into(),
            points: Points::All,
            scope: ContactsScope {
                departments: [DepartmentId(department)].into(),
                users: [UserId::new(&user)].into(),
                admins: false,
            },
            redirect_uris: Vec::new(),
            allowed_addresses: Vec::new(),
        };
        let app = self.write(|draft| draft.add_app(new)).unwrap();
        let scope = ([user].into(), [department].into());
        self.naive.scopes.insert(app.key.to_string(), scope);
    }

    fn move_user(&mut self, which: usize, departments: &[usize], order: Option<i64>) {
        let id = self.user(which);
        let departments: BTreeSet<i64> = departments
            .iter()
            .map(|pick| self.department(*pick))
            .collect();
        let fields = UserFields {
            departments: Some(departments.iter().map(|id| DepartmentId(*id)).collect()),
            department_orders: order
                .map(|order| {
                    departments
                        .iter()
                        .map(|id| (DepartmentId(*id), order))
                        .collect()
                })
                .unwrap_or_default(),
            ..UserFields::default()
        };
        self.write(|draft| draft.update_user(&id, fields)).unwrap();
        for (department, naive) in &mut self.naive.departments {
            if !departments.contains(department) {
                naive.managers.remove(&id);
            }
        }
        self.naive.users.get_mut(&id).unwrap().departments = departments;
    }

    fn remove_user(&mut self, which: usize) {
        let id = self.user(which);
        let result = self.write(|draft| draft.remove_user(&id));
        if id == "founder" {
            assert_eq!(result, Err(Refusal::MainAdminStays));
            return;
        }
        result.unwrap();
        self.naive.users.remove(&id);
        self.naive.admins.remove(&id);
        self.naive.held.retain(|(_, holder), _| *holder != id);
        for (users, _) in self.naive.scopes.values_mut() {
            users.remove(&id);
        }
        for user in self.naive.users.values_mut() {
            user.manager = user.manager.take().filter(|manager| *manager != id);
        }
        for department in self.naive.departments.values_mut() {
            department.managers.remove(&id);
            department.permits.remove(&id);
        }
        self.naive.hand_over_contacts(&id);
        self.naive.forget_in_fields(&id);
        self.naive.forget_inviter(&id);
    }
}

fn records(org: &Org) -> BTreeMap<(String, String), Vec<u8>> {
    org.record_keys()
        .map(|key| {
            (
                (key.kind().to_owned(), key.key()),
                org.record_body(&key).unwrap(),
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn changes_keep_the_rules_and_replay_to_the_same_value(
        commands in prop::collection::vec(command(), 1..60)
    ) {
        let mut world = World::new();
        for command in commands {
            world.run(command);
        }
        world.check(&world.org);

        let mut replayed = Org::empty(OrgId::new("ding1"), 9);
        for change in &world.log {
            replayed.apply(change);
        }
        world.check(&replayed);
        prop_assert_eq!(records(&replayed), records(&world.org));

        let mut loader = Loader::new(OrgId::new("ding1"), 9);
        let stored = records(&world.org);
        let stored = stored.iter().map(|((kind, key), body)| StoredRecord {
            kind,
            key,
            version: org::BODY_VERSION,
            body,
        });
        loader.records(&stored.collect::<Vec<_>>()).unwrap();
        let loaded = loader.finish();
        world.check(&loaded);
        let view = View::new(&loaded, &Eye::Operator);
        let original = View::new(&world.org, &Eye::Operator);
        for id in world.naive.departments.keys() {
            let id = DepartmentId(*id);
            prop_assert_eq!(view.member_ids(id).unwrap(), original.member_ids(id).unwrap());
            prop_assert_eq!(view.child_ids(id).unwrap(), original.child_ids(id).unwrap());
        }
    }
}
