//! From an entry of the log to what happened in the words of events, before it is narrowed to what an app may know.

use endpoint::Logged;
use org::{
    Admin, AdminLevel, Change, Department, DepartmentId, Organization, RecordKey, Role, RoleGroup,
    RoleId, User, UserId,
};
use serde_json::{Value, to_value};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody to whom something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Who {
    pub(crate) userid: UserId,
    /// The departments before and after; `None` when the entry does not tell.
    pub(crate) departments: Option<BTreeSet<DepartmentId>>,
}

/// One kind of thing that an entry did.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Happening {
    UsersAdded(Vec<Who>),
    UsersActivated(Vec<Who>),
    UserModified {
        who: Who,
        before: Box<User>,
        after: Box<User>,
    },
    UsersLeft(Vec<Who>),
    AdminsAdded(Vec<Who>),
    AdminsRemoved(Vec<Who>),
    DepartmentsCreated(Vec<DepartmentId>),
    DepartmentsModified(Vec<DepartmentId>),
    DepartmentsRemoved(Vec<DepartmentId>),
    OrganizationChanged,
    LabelsAdded(Vec<RoleId>),
    LabelModified {
        id: RoleId,
        before: Value,
        after: Value,
    },
    LabelsRemoved(Vec<RoleId>),
    /// Every one of the people got, or lost, every one of the labels.
    LabelsOfUsers {
        who: Vec<Who>,
        labels: Vec<RoleId>,
        given: bool,
    },
}

/// What became of a record by an entry as a whole.
enum Net<B, A> {
    Added(A),
    Changed(B, A),
    Removed(B),
}

fn net<B, A>(before: Option<B>, after: Option<A>) -> Option<Net<B, A>> {
    match (before, after) {
        (None, Some(after)) => Some(Net::Added(after)),
        (Some(before), Some(after)) => Some(Net::Changed(before, after)),
        (Some(before), None) => Some(Net::Removed(before)),
        (None, None) => None,
    }
}

/// What happened by an entry, in the order in which it began. `built_in` tells the role of administrators of a level.
pub(crate) fn happenings(
    entry: &Logged,
    built_in: &dyn Fn(AdminLevel) -> Option<RoleId>,
) -> Vec<Happening> {
    let mut found = Found {
        entry,
        happenings: Vec::new(),
        places: BTreeMap::new(),
        labels: Vec::new(),
        gone_labels: BTreeSet::new(),
        gone_users: BTreeSet::new(),
    };
    let mut last: BTreeMap<RecordKey, &Change> = BTreeMap::new();
    let mut order = Vec::new();
    for change in &entry.body.changes {
        let key = change.record();
        if last.insert(key.clone(), change).is_none() {
            order.push(key);
        }
    }
    for (key, change) in &last {
        match (key, change) {
            (_, Change::RoleRemoved(id)) => drop(found.gone_labels.insert(*id)),
            (_, Change::UserRemoved(id)) => drop(found.gone_users.insert(id.clone())),
            _ => {}
        }
    }
    for key in order {
        let change = last[&key];
        match &key {
            RecordKey::User(id) => found.user(id, change),
            RecordKey::Department(id) => found.department(*id, change),
            RecordKey::RoleGroup(id) | RecordKey::Role(id) => found.label(*id, &key, change),
            RecordKey::Admin(id) => found.admin(id, change, built_in),
            RecordKey::Organization => found.organization(change),
            _ => {}
        }
    }
    found.finish()
}

struct Found<'e> {
    entry: &'e Logged,
    happenings: Vec<Happening>,
    /// Where the happening of a kind stands of which there is one.
    places: BTreeMap<&'static str, usize>,
    /// Who got or lost which label.
    labels: Vec<(Who, RoleId, bool)>,
    gone_labels: BTreeSet<RoleId>,
    gone_users: BTreeSet<UserId>,
}

/// Adds to the happening of its kind that is there, or begins one.
macro_rules! together {
    ($found:expr, $kind:ident, $one:expr) => {{
        let one = $one;
        let at = *$found.places.entry(stringify!($kind)).or_insert_with(|| {
            $found.happenings.push(Happening::$kind(Vec::new()));
            $found.happenings.len() - 1
        });
        if let Happening::$kind(list) = &mut $found.happenings[at] {
            list.push(one);
        }
    }};
}

impl Found<'_> {
    fn before<T: serde::de::DeserializeOwned>(&self, key: &RecordKey) -> Option<T> {
        let record = self.entry.body.before.get(key)?;
        serde_json::from_value(record.clone()).ok()
    }

    fn user(&mut self, id: &UserId, change: &Change) {
        let before: Option<User> = self.before(&RecordKey::User(id.clone()));
        let after = match change {
            Change::UserAdded(user) | Change::UserUpdated(user) => Some(user),
            _ => None,
        };
        let users = before.iter().chain(after.map(|user| &**user));
        let places = users.flat_map(|user| user.departments.iter());
        let who = Who {
            userid: id.clone(),
            departments: Some(places.map(|place| place.department).collect()),
        };
        match net(before, after) {
            Some(Net::Added(after)) => {
                if after.active {
                    together!(self, UsersAdded, who.clone());
                    together!(self, UsersActivated, who);
                } else {
                    together!(self, UsersAdded, who);
                }
            }
            Some(Net::Changed(before, after)) => self.changed(who, before, after),
            Some(Net::Removed(_)) => together!(self, UsersLeft, who),
            None => {}
        }
    }

    fn changed(&mut self, who: Who, before: User, after: &User) {
        if after.active && !before.active {
            together!(self, UsersActivated, who.clone());
        }
        let labels =
            |user: &User| -> BTreeSet<RoleId> { user.roles.iter().map(|one| one.role).collect() };
        let (had, has) = (labels(&before), labels(after));
        for label in has.difference(&had) {
            self.labels.push((who.clone(), *label, true));
        }
        for label in had.difference(&has) {
            if !self.gone_labels.contains(label) {
                self.labels.push((who.clone(), *label, false));
            }
        }
        if organization_data(&before) != organization_data(after) {
            self.happenings.push(Happening::UserModified {
                who,
                before: Box::new(before),
                after: Box::new(after.clone()),
            });
        }
    }

    fn department(&mut self, id: DepartmentId, change: &Change) {
        let before: Option<Department> = self.before(&RecordKey::Department(id));
        let after = match change {
            Change::DepartmentAdded(department) | Change::DepartmentUpdated(department) => {
                Some(department)
            }
            _ => None,
        };
        match net(before, after) {
            Some(Net::Added(_)) => together!(self, DepartmentsCreated, id),
            Some(Net::Changed(before, after)) if before != **after => {
                together!(self, DepartmentsModified, id);
            }
            Some(Net::Removed(_)) => together!(self, DepartmentsRemoved, id),
            Some(Net::Changed(..)) | None => {}
        }
    }

    fn label(&mut self, id: RoleId, key: &RecordKey, change: &Change) {
        let after = match change {
            Change::RoleSet(role) => Some(role_text(role)),
            Change::RoleGroupSet(group) => Some(group_text(group)),
            _ => None,
        };
        let before = match key {
            RecordKey::Role(_) => self.before::<Role>(key).map(|role| role_text(&role)),
            _ => self
                .before::<RoleGroup>(key)
                .map(|group| group_text(&group)),
        };
        match net(before, after) {
            Some(Net::Added(_)) => together!(self, LabelsAdded, id),
            Some(Net::Changed(before, after)) if before != after => {
                let modified = Happening::LabelModified { id, before, after };
                self.happenings.push(modified);
            }
            Some(Net::Removed(_)) => together!(self, LabelsRemoved, id),
            Some(Net::Changed(..)) | None => {}
        }
    }

    fn admin(
        &mut self,
        id: &UserId,
        change: &Change,
        built_in: &dyn Fn(AdminLevel) -> Option<RoleId>,
    ) {
        let before: Option<Admin> = self.before(&RecordKey::Admin(id.clone()));
        let after = match change {
            Change::AdminSet(admin) => Some(admin),
            _ => None,
        };
        let who = Who {
            userid: id.clone(),
            departments: None,
        };
        let (had, has) = (
            before.map(|admin| admin.level),
            after.map(|admin| admin.level),
        );
        match (had, has) {
            (None, Some(_)) => together!(self, AdminsAdded, who.clone()),
            (Some(_), None) if !self.gone_users.contains(id) => {
                together!(self, AdminsRemoved, who.clone());
            }
            _ => {}
        }
        if had != has && !self.gone_users.contains(id) {
            let gone = had.and_then(built_in);
            self.labels
                .extend(gone.map(|label| (who.clone(), label, false)));
            let new = has.and_then(built_in);
            self.labels.extend(new.map(|label| (who, label, true)));
        }
    }

    fn organization(&mut self, change: &Change) {
        let (before, Change::OrganizationSet(after)) = (
            self.before::<Organization>(&RecordKey::Organization),
            change,
        ) else {
            return;
        };
        let data = |info: &Organization| (info.name.clone(), info.authentication.clone());
        if before.is_some_and(|before| data(&before) != data(after)) {
            self.happenings.push(Happening::OrganizationChanged);
        }
    }

    /// Puts together whoever got or lost the same labels.
    fn finish(self) -> Vec<Happening> {
        let Self {
            mut happenings,
            labels,
            ..
        } = self;
        for given in [true, false] {
            let mut of_users: BTreeMap<&UserId, (&Who, Vec<RoleId>)> = BTreeMap::new();
            for (who, label, _) in labels.iter().filter(|(_, _, is)| *is == given) {
                let of_user = of_users.entry(&who.userid);
                of_user.or_insert((who, Vec::new())).1.push(*label);
            }
            let mut alike: BTreeMap<Vec<RoleId>, Vec<Who>> = BTreeMap::new();
            for (who, labels) in of_users.into_values() {
                alike.entry(labels).or_default().push(who.clone());
            }
            let together = alike.into_iter();
            happenings.extend(together.map(|(labels, who)| Happening::LabelsOfUsers {
                who,
                labels,
                given,
            }));
        }
        happenings
    }
}

/// What the organization knows of somebody, without what the person sets, what roles say, and what keeps sessions.
fn organization_data(user: &User) -> Value {
    let mut data = to_value(user).expect("people are plain structs");
    if let Some(data) = data.as_object_mut() {
        for member in ["avatar", "roles", "active", "real_authed"] {
            data.remove(member);
        }
        if let Some(account) = data.get_mut("account").and_then(Value::as_object_mut) {
            for member in ["nickname", "avatar", "session_mark"] {
                account.remove(member);
            }
        }
        let places = data.get_mut("departments").and_then(Value::as_array_mut);
        for place in places.into_iter().flatten() {
            if let Some(place) = place.as_object_mut() {
                place.remove("c");
            }
        }
    }
    data
}

/// A role in the full form of `label_conf_modify`.
fn role_text(role: &Role) -> Value {
    label_text(role.id, &role.name, 1, role.group.0)
}

/// A group of roles likewise.
fn group_text(group: &RoleGroup) -> Value {
    label_text(group.id, &group.name, 0, -1)
}

fn label_text(id: RoleId, name: &str, level: i64, parent: i64) -> Value {
    serde_json::json!({
        "deleted": false, "color": 0, "hidden": false, "level": level, "scope": 1, "name": name,
        "id": id.0, "parentId": parent, "extraInfo": {},
    })
}
