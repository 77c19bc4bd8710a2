//! What a caller may see of an organization.

mod accounts;
mod external_contacts;
mod industry;
mod members;
mod organization;
mod partner;
mod roles;
mod search;
mod visibility;

pub use industry::IndustryPage;
pub use members::{MemberOrder, MemberPage};
pub use roles::{RoleMember, RoleMemberPage};
pub use search::SearchPage;
pub(crate) use search::{department_search, name_search};

use crate::org::Org;
use crate::organization::{Admin, AdminLevel, App, ContactsScope, Organization};
use crate::people::UniqueKey;
use crate::user::UserRef;
use crate::{AppKey, Department, DepartmentId, Mobile, Refusal, Translation, UserId};

/// Whose eyes look at the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Eye {
    /// The operator's own commands.
    Operator,
    /// An app, within its Contacts scope.
    App(AppKey),
    /// A person, who sees others as the rules of visibility say and nothing else.
    Person(UserId),
}

/// An organization as one caller may see it. There is no way from here to the unrestricted value.
#[derive(Clone, Copy)]
pub struct View<'a> {
    org: &'a Org,
    app: Option<&'a App>,
    /// The row of the person who looks.
    person: Option<u32>,
    /// `None` sees everything.
    scope: Option<&'a ContactsScope>,
}

/// A scope in which nothing lies, for an app that is gone, and for people, who look through a [`crate::visibility::Viewer`].
static NOTHING: ContactsScope = ContactsScope {
    departments: std::collections::BTreeSet::new(),
    users: std::collections::BTreeSet::new(),
    admins: false,
};

impl<'a> View<'a> {
    /// Looks at an organization with somebody's eyes.
    pub fn new(org: &'a Org, eye: &Eye) -> Self {
        match eye {
            Eye::Operator => Self {
                org,
                app: None,
                person: None,
                scope: None,
            },
            Eye::Person(id) => Self {
                org,
                app: None,
                person: org.people.row(id.as_str()),
                scope: Some(&NOTHING),
            },
            Eye::App(key) => {
                let app = org.app(key.as_str());
                let scope = app.map_or(&NOTHING, |app| &app.scope);
                Self {
                    org,
                    app,
                    person: None,
                    scope: (!scope.is_everybody()).then_some(scope),
                }
            }
        }
    }

    /// Whose eyes these are.
    fn eye(&self) -> Eye {
        match (self.app, self.person) {
            (Some(app), _) => Eye::App(app.key.clone()),
            (None, Some(row)) => Eye::Person(UserId::new(self.org.people.userid(row))),
            (None, None) => Eye::Operator,
        }
    }

    /// Facts of the organization itself.
    pub fn organization(&self) -> &'a Organization {
        self.org.info()
    }

    /// The calling app.
    pub fn app(&self) -> Option<&'a App> {
        self.app
    }

    /// Whether the caller holds a permission point.
    pub fn holds(&self, point: &str) -> bool {
        self.app.is_none_or(|app| app.points.hold(point))
    }

    /// The calling app's Contacts scope as it was chosen, without what no longer exists.
    pub fn contacts_scope(&self) -> ContactsScope {
        let Some(scope) = self.app.map(|app| &app.scope) else {
            return ContactsScope::everybody();
        };
        if scope.is_everybody() {
            return ContactsScope::everybody();
        }
        let mut users: std::collections::BTreeSet<UserId> = scope
            .users
            .iter()
            .filter(|id| self.org.people.row(id.as_str()).is_some())
            .cloned()
            .collect();
        if scope.admins {
            users.extend(self.org.admins.keys().cloned());
        }
        let departments = scope
            .departments
            .iter()
            .filter(|id| self.org.departments.contains_key(*id))
            .copied()
            .collect();
        ContactsScope {
            departments,
            users,
            admins: false,
        }
    }

    pub(crate) fn sees_department(&self, id: DepartmentId) -> bool {
        let Some(scope) = self.scope else { return true };
        let mut next = Some(id);
        while let Some(id) = next {
            if scope.departments.contains(&id) {
                return true;
            }
            next = self
                .org
                .departments
                .get(&id)
                .and_then(|node| node.department.parent);
        }
        false
    }

    pub(crate) fn sees_user(&self, user: &UserRef<'_>) -> bool {
        let Some(scope) = self.scope else { return true };
        scope.users.contains(user.userid)
            || (scope.admins && self.org.admins.contains_key(user.userid))
            || user
                .departments()
                .any(|place| self.sees_department(place.department))
    }

    fn seen(&self, user: UserRef<'a>) -> Result<UserRef<'a>, Refusal> {
        if self.sees_user(&user) {
            Ok(user)
        } else {
            Err(Refusal::UserOutOfScope(UserId::new(user.userid)))
        }
    }

    /// A person, by userid.
    ///
    /// # Errors
    /// [`Refusal::UserIdInvalid`], [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`].
    pub fn user(&self, userid: &str) -> Result<UserRef<'a>, Refusal> {
        crate::user::check::userid(userid)?;
        match self.org.people.find(userid) {
            Some(user) => self.seen(user),
            None => Err(Refusal::UserNotFound(userid.to_owned())),
        }
    }

    /// A person, by mobile.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`].
    pub fn user_by_mobile(&self, mobile: &Mobile) -> Result<UserRef<'a>, Refusal> {
        match self.org.people.by_mobile(mobile) {
            Some(user) => self.seen(user),
            None => Err(Refusal::UserNotFound(mobile.to_string())),
        }
    }

    /// The userid of a unionId. Not narrowed: sign-in clients ask this before anything else.
    pub fn userid_by_union_id(&self, union_id: &str) -> Option<&'a str> {
        self.org
            .people
            .by_key(UniqueKey::UnionId, union_id)
            .map(|user| user.userid)
    }

    /// How many people, all of them or those who have signed in, without those who are here through other organizations alone. Not
    /// narrowed.
    pub fn user_count(&self, only_active: bool) -> u64 {
        let people = &self.org.people;
        let counted = if only_active {
            people.active()
        } else {
            people.everybody()
        };
        counted.len() - counted.len_within(self.org.partners.mirrored_only())
    }

    /// A department.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`], [`Refusal::DepartmentOutOfScope`].
    pub fn department(&self, id: DepartmentId) -> Result<&'a Department, Refusal> {
        let department = &self.node(id)?.department;
        if self.sees_department(id) {
            Ok(department)
        } else {
            Err(Refusal::DepartmentOutOfScope(id))
        }
    }

    fn node(&self, id: DepartmentId) -> Result<&'a crate::org::Node, Refusal> {
        self.org
            .departments
            .get(&id)
            .map(|node| &**node)
            .ok_or(Refusal::DepartmentNotFound(id))
    }

    /// The departments directly below one, by position, then id.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn children(
        &self,
        id: DepartmentId,
    ) -> Result<impl Iterator<Item = &'a Department> + use<'a>, Refusal> {
        self.department(id)?;
        let org = self.org;
        Ok(self
            .node(id)?
            .children
            .iter()
            .filter_map(move |id| org.departments.get(id))
            .map(|node| &*node.department))
    }

    /// Every department below one: each before those below it, siblings in their order.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn descendants(&self, id: DepartmentId) -> Result<Vec<&'a Department>, Refusal> {
        self.department(id)?;
        let mut found = Vec::new();
        let mut waiting: Vec<DepartmentId> =
            self.node(id)?.children.iter().rev().copied().collect();
        while let Some(id) = waiting.pop() {
            let node = self.node(id)?;
            found.push(&*node.department);
            waiting.extend(node.children.iter().rev());
        }
        Ok(found)
    }

    /// The ids directly below one. Not narrowed.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn child_ids(&self, id: DepartmentId) -> Result<Vec<DepartmentId>, Refusal> {
        Ok(self.node(id)?.children.iter().copied().collect())
    }

    /// The department itself, then all above it; the root is last. Not narrowed.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn lineage(&self, id: DepartmentId) -> Result<Vec<DepartmentId>, Refusal> {
        self.node(id)?;
        Ok(self.org.lineage(id))
    }

    /// The lineage of each of a person's departments. Not narrowed.
    ///
    /// # Errors
    /// [`Refusal::UserIdInvalid`], [`Refusal::UserNotFound`].
    pub fn lineages_of_user(&self, userid: &str) -> Result<Vec<Vec<DepartmentId>>, Refusal> {
        crate::user::check::userid(userid)?;
        let user = self
            .org
            .people
            .find(userid)
            .ok_or_else(|| Refusal::UserNotFound(userid.to_owned()))?;
        Ok(user
            .departments()
            .map(|place| self.org.lineage(place.department))
            .collect())
    }

    /// People in a department and below it, each once.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn member_count(&self, id: DepartmentId) -> Result<u64, Refusal> {
        self.department(id)?;
        Ok(self.node(id)?.subtree.len())
    }

    /// Direct members of a department.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn direct_member_count(&self, id: DepartmentId) -> Result<u64, Refusal> {
        self.department(id)?;
        Ok(self.node(id)?.members.len() as u64)
    }

    /// Whether a person manages a department.
    pub fn manages(&self, userid: &str, department: DepartmentId) -> bool {
        self.org.manages(userid, department)
    }

    /// The main administrator first, then the others by userid. Not narrowed.
    pub fn admins(&self) -> Vec<&'a Admin> {
        let mut admins: Vec<&Admin> = self.org.admins.values().map(|admin| &**admin).collect();
        admins.sort_by_key(|admin| (admin.level != AdminLevel::Main, admin.userid.clone()));
        admins
    }

    /// An administrator. Not narrowed.
    pub fn admin(&self, userid: &str) -> Option<&'a Admin> {
        self.org.admins.get(userid).map(|admin| &**admin)
    }

    /// Whether a person exists at all, for the calls that the scope does not narrow.
    pub fn user_exists(&self, userid: &str) -> bool {
        self.org.people.row(userid).is_some()
    }

    /// A translation that the calling app asked for.
    pub fn translation(&self, id: &str) -> Option<&'a Translation> {
        let translation = self.org.translation(id)?;
        let asked = |app: &App| app.key == translation.app;
        self.app.is_some_and(asked).then_some(translation)
    }

    /// An app by its agent id. Not narrowed.
    pub fn app_by_agent_id(&self, agent_id: i64) -> Option<&'a App> {
        self.org
            .apps
            .values()
            .map(|app| &**app)
            .find(|app| app.agent_id == agent_id)
    }
}
