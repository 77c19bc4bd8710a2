//! Some organizations with their logs, and what a node does to follow them.

use crate::draft::{Founding, GuestPlace, Seed};
use crate::org::Org;
use crate::{
    Change, DepartmentFields, DepartmentId, Draft, Eye, Finished, Followed, Loader, Millis,
    NewDepartment, NewUser, OrgId, Refusal, Share, Telling, Touched, UserFields, UserId,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const ORGANIZATIONS: usize = 4;

pub(super) struct World {
    orgs: BTreeMap<OrgId, Org>,
    logs: BTreeMap<OrgId, Vec<Vec<Change>>>,
    /// Up to which number of the guest's log, of which agreement, a host has followed.
    cursors: BTreeMap<(OrgId, OrgId), (usize, Telling)>,
    count: u64,
}

impl World {
    pub(super) fn new() -> Self {
        let mut world = Self {
            orgs: BTreeMap::new(),
            logs: BTreeMap::new(),
            cursors: BTreeMap::new(),
            count: 0,
        };
        for index in 0..ORGANIZATIONS {
            let id = world.id(index);
            world.orgs.insert(id.clone(), Org::empty(id, 7));
            let founding = Founding {
                name: format!("Organization {index}"),
                admin_name: format!("Admin {index}"),
                admin_mobile: format!("1390000000{index}"),
                admin_userid: Some("admin".to_owned()),
            };
            let founded = world.write(index, |draft| draft.found(founding.clone()).map(drop));
            founded.expect("it is founded");
        }
        world
    }

    /// Organizations with some people and departments, of which one takes part in another, and a third in that.
    pub(super) fn peopled(choices: &[usize]) -> Self {
        let mut world = Self::new();
        for org in 0..ORGANIZATIONS {
            for parent in [0, 1, 2, 1, 4] {
                let (name, parent) = (world.new_name(), world.department(org, parent));
                let added =
                    world.write(org, |draft| draft.add_department(department(&name, parent)));
                added.expect("it fits");
            }
            for place in 0..5 {
                let place = world.department(org, place + 1);
                world.add_user(org, &[place], None).expect("it fits");
            }
            for user in 1..5 {
                let (user, manager) = (world.user(org, user), world.user(org, user + 1));
                let managed =
                    world.write(org, |draft| draft.update_user(&user, managed_by(&manager)));
                managed.expect("it fits");
            }
        }
        for (guest, choice) in [(1, choices[0]), (2, choices[1])] {
            let share = match choice {
                0 => Share::Everybody,
                choice => {
                    let departments = world.departments(guest, &[choice, choice + 1]);
                    let users = [UserId::new(&world.user(guest, choice))].into();
                    Share::of(departments.into_iter().collect(), users).expect("few are named")
                }
            };
            let (host, place) = (world.id(guest - 1), world.place(guest - 1, guest, 0));
            let applied = world.write(guest, |draft| {
                draft.apply_to_host(&host, share.clone(), BTreeSet::new())
            });
            applied.expect("it may ask");
            let approved =
                world.write(guest - 1, |draft| draft.approve_guests(vec![place.clone()]));
            approved.expect("it is let in");
        }
        world
    }

    pub(super) fn id(&self, index: usize) -> OrgId {
        OrgId::new(&format!("ding{index}"))
    }

    pub(super) fn ids(&self) -> Vec<OrgId> {
        self.orgs.keys().cloned().collect()
    }

    pub(super) fn org(&self, id: &OrgId) -> &Org {
        &self.orgs[id]
    }

    pub(super) fn new_name(&mut self) -> String {
        self.count += 1;
        format!("Name {}", self.count)
    }

    /// Runs a write as an engine does: again with every organization that it asks for.
    pub(super) fn write<T>(
        &mut self,
        index: usize,
        run: impl Fn(&mut Draft) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let own = self.id(index);
        self.write_of(&own, run)
    }

    pub(super) fn write_of<T>(
        &mut self,
        own: &OrgId,
        run: impl Fn(&mut Draft) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.count += 1;
        let mut entropy = [0; 32];
        entropy[..8].copy_from_slice(&self.count.to_be_bytes());
        let seed = Seed {
            now: Millis(1_767_323_045_000 + self.count as i64),
            entropy,
            person_key: [7; 32],
        };
        let mut needed: BTreeSet<OrgId> = BTreeSet::new();
        loop {
            let mut draft = Draft::new(&self.orgs[own], Eye::Operator, seed.clone());
            for id in &needed {
                draft.put_other(id.clone(), self.orgs.get(id));
            }
            let result = run(&mut draft);
            if !draft.needed().is_empty() {
                needed.extend(draft.needed().iter().cloned());
                continue;
            }
            let result = result?;
            let mut finished = draft.finish();
            let others = std::mem::take(&mut finished.others);
            for one in others.into_iter().chain([finished]) {
                self.keep(one);
            }
            return Ok(result);
        }
    }

    fn keep(&mut self, finished: Finished) {
        if finished.changes.is_empty() {
            return;
        }
        let id = finished.org.info.id.clone();
        self.logs
            .entry(id.clone())
            .or_default()
            .push(finished.changes);
        self.orgs.insert(id, finished.org);
    }

    pub(super) fn number(&self, id: &OrgId) -> usize {
        self.logs.get(id).map_or(0, Vec::len)
    }

    /// Follows every guest until nothing is left to do.
    pub(super) fn follow(&mut self) {
        for _ in 0..32 {
            let before: Vec<usize> = self.logs.values().map(Vec::len).collect();
            for host in self.ids() {
                let guests: Vec<_> = self.orgs[&host].guests_joined().cloned().collect();
                for guest in guests {
                    self.follow_one(&host, &guest);
                }
            }
            if self.logs.values().map(Vec::len).eq(before) {
                return;
            }
        }
        panic!("following does not end");
    }

    fn follow_one(&mut self, host: &OrgId, guest: &OrgId) {
        let telling = self.orgs[host].telling_of(guest).expect("it takes part");
        let key = (host.clone(), guest.clone());
        let number = self.number(guest);
        let touched = match self.cursors.get(&key) {
            Some((reached, same)) if *same == telling => {
                let mut touched = Touched::default();
                for changes in &self.logs[guest][*reached..] {
                    touched.add(changes);
                }
                touched
            }
            _ => Touched::everything(),
        };
        let value = self.orgs[guest].clone();
        let followed = self.write_of(host, |draft| {
            Ok(draft.follow_guest(&value, number as u64, &touched))
        });
        if followed == Ok(Followed::Whole) {
            self.cursors.insert(key, (number, telling));
        }
    }

    /// Whether the log, and the records, give the value again.
    pub(super) fn is_replayed(&self, id: &OrgId) -> bool {
        let org = &self.orgs[id];
        let mut replayed = Org::empty(id.clone(), 7);
        for change in self.logs[id].iter().flatten() {
            replayed.apply(change);
        }
        let mut loader = Loader::new(id.clone(), 7);
        for key in org.record_keys() {
            let body = org.record_body(&key).expect("it is there");
            let loaded = loader.record(key.kind(), &key.key(), crate::BODY_VERSION, &body);
            loaded.expect("what was written is read");
        }
        let loaded = loader.finish();
        let mirrored = |org: &Org| {
            let rows = org.partners.mirrored_only().iter();
            let ids = rows.map(|row| org.people.userid(row).to_owned());
            ids.collect::<BTreeSet<String>>()
        };
        let records = |org: &Org| {
            let keys = org.record_keys();
            keys.map(|key| (key.clone(), org.record_body(&key)))
                .collect::<BTreeMap<_, _>>()
        };
        [&replayed, &loaded]
            .into_iter()
            .all(|other| records(other) == records(org) && mirrored(other) == mirrored(org))
    }

    /// What the host says wrongly of people and departments of a guest.
    pub(super) fn wrong_facts(&self, host: &OrgId, guest: &OrgId) -> Vec<String> {
        let (host, theirs) = (&self.orgs[host], &self.orgs[guest]);
        let mut wrong = Vec::new();
        for (id, row) in host.partners.users_of(guest) {
            let user = host.people.get(row);
            let source = theirs.people.find(id.as_str()).expect("it takes part");
            if user.union_id != source.union_id {
                wrong.push(format!("{id} is another person"));
            }
            if host.is_native(&user) || user.mirrors().count() > 1 {
                continue;
            }
            let same_mobile = user.mobile == source.mobile || user.mobile.is_none();
            if user.name != source.name || !same_mobile {
                wrong.push(format!("{id} is called {}", user.name));
            }
            let manager = source.manager.map(UserId::new);
            let manager = manager.and_then(|manager| host.partners.user(guest, &manager));
            if user.manager != manager.map(|row| host.people.userid(row)) {
                wrong.push(format!("{id} is managed by {:?}", user.manager));
            }
        }
        for (id, ours) in host.partners.departments_of(guest) {
            if id == DepartmentId::ROOT {
                continue;
            }
            let (own, source) = (
                &host.departments[&ours].department,
                &theirs.departments[&id].department,
            );
            let managers = source.managers.iter();
            let managers = managers.filter_map(|manager| host.partners.user(guest, manager));
            let managers: Vec<_> = managers
                .map(|row| UserId::new(host.people.userid(row)))
                .collect();
            if own.managers != managers {
                wrong.push(format!("{id} is led by {:?}", own.managers));
            }
            if !own.name.starts_with(&source.name) || own.order != source.order {
                wrong.push(format!("{id} is called {}", own.name));
            }
            let mut siblings = host.departments[&own.parent.expect("it hangs")]
                .children
                .iter();
            if siblings
                .any(|other| *other != ours && host.departments[other].department.name == own.name)
            {
                wrong.push(format!("{id} is not the only {}", own.name));
            }
        }
        wrong
    }

    pub(super) fn all_above(&self, id: &OrgId) -> BTreeSet<OrgId> {
        let mut above = BTreeSet::new();
        let mut waiting = vec![id.clone()];
        while let Some(id) = waiting.pop() {
            for host in self.orgs[&id].partners.hosts.values() {
                if host.state == super::super::LinkState::Joined && above.insert(host.org.clone()) {
                    waiting.push(host.org.clone());
                }
            }
        }
        above
    }

    /// How many organizations hang one below the other from one on.
    pub(super) fn levels(&self, id: &OrgId) -> u8 {
        let guests = self.orgs[id].partners.guests.values();
        let joined = guests.filter(|guest| guest.is_joined());
        1 + joined
            .map(|guest| self.levels(&guest.org))
            .max()
            .unwrap_or(0)
    }

    pub(super) fn add_user(
        &mut self,
        org: usize,
        departments: &[DepartmentId],
        same_as: Option<usize>,
    ) -> Result<(), Refusal> {
        self.count += 1;
        let number = same_as.map_or(1_000 + self.count, |number| number as u64);
        let fields = UserFields {
            name: Some(format!("Person {}", self.count)),
            mobile: Some((13_800_000_000 + number).to_string()),
            departments: Some(departments.to_vec()),
            ..UserFields::default()
        };
        let new = NewUser {
            userid: None,
            fields,
            login_email: None,
        };
        self.write(org, |draft| draft.add_user(new.clone()).map(drop))
    }

    pub(super) fn user(&self, org: usize, index: usize) -> String {
        let org = &self.orgs[&self.id(org)];
        let rows: Vec<u32> = org.people.rows().collect();
        org.people.userid(rows[index % rows.len()]).to_owned()
    }

    pub(super) fn department(&self, org: usize, index: usize) -> DepartmentId {
        let departments = &self.orgs[&self.id(org)].departments;
        let ids: Vec<DepartmentId> = departments.keys().copied().collect();
        ids[index % ids.len()]
    }

    pub(super) fn departments(&self, org: usize, indexes: &[usize]) -> Vec<DepartmentId> {
        indexes
            .iter()
            .map(|index| self.department(org, *index))
            .collect()
    }

    pub(super) fn members(&self, org: usize, id: DepartmentId) -> Vec<String> {
        let org = &self.orgs[&self.id(org)];
        let rows = org.departments[&id].members.iter();
        rows.map(|row| org.people.userid(row).to_owned()).collect()
    }

    pub(super) fn place(&mut self, host: usize, guest: usize, parent: usize) -> GuestPlace {
        let alias = (parent % 2 == 1).then(|| self.new_name());
        GuestPlace {
            org: self.id(guest),
            alias,
            parent: self.department(host, parent),
        }
    }

    pub(super) fn mount(&self, host: usize, guest: usize) -> DepartmentId {
        let guests = &self.orgs[&self.id(host)].partners.guests;
        let link = guests.get(&self.id(guest));
        link.and_then(|link| link.mount).unwrap_or(DepartmentId(-5))
    }
}

pub(super) fn person(name: &str) -> UserFields {
    UserFields {
        name: Some(name.to_owned()),
        ..UserFields::default()
    }
}

pub(super) fn place(departments: &[DepartmentId]) -> UserFields {
    UserFields {
        departments: Some(departments.to_vec()),
        ..UserFields::default()
    }
}

pub(super) fn managed_by(manager: &str) -> UserFields {
    UserFields {
        manager: Some(Some(manager.to_owned())),
        ..UserFields::default()
    }
}

pub(super) fn department(name: &str, parent: DepartmentId) -> NewDepartment {
    NewDepartment {
        id: None,
        parent,
        fields: DepartmentFields {
            name: Some(name.to_owned()),
            ..DepartmentFields::default()
        },
    }
}

pub(super) fn below(parent: DepartmentId) -> DepartmentFields {
    DepartmentFields {
        parent: Some(parent),
        ..DepartmentFields::default()
    }
}

pub(super) fn led_by(members: &[String]) -> DepartmentFields {
    DepartmentFields {
        managers: Some(members.to_vec()),
        ..DepartmentFields::default()
    }
}
