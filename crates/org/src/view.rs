//! What a caller may see of an organization.

mod accounts;
mod assets;
mod external_contacts;
mod fields;
mod groups;
mod industry;
mod invites;
mod leaving;
mod management_groups;
mod members;
mod organization;
mod partner;
mod pictures;
mod records;
mod roles;
mod scope;
mod search;
mod table;
mod visibility;

pub use groups::GroupPage;
pub use industry::IndustryPage;
pub use invites::{Way, split_code};
pub use members::{MemberOrder, MemberPage};
pub use roles::{RoleMember, RoleMemberPage};
pub use search::SearchPage;
pub(crate) use search::{department_search, name_search};
pub use table::{Branch, Table, TableCounts, TableFilter, TablePage, TableSort};

use crate::org::Org;
use crate::organization::{Admin, AdminLevel, App, ContactsScope, Organization};
use crate::people::UniqueKey;
use crate::user::UserRef;
use crate::{AppKey, Department, DepartmentId, Factor, Mobile, Refusal, Translation, UserId};
use pictures::ReachedAt;
use scope::Scope;
use std::collections::BTreeSet;

/// Whose eyes look at the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Eye {
    /// The operator's own commands.
    Operator,
    /// An app, within its Contacts scope.
    App(AppKey),
    /// A person, who sees others as the rules of visibility say and nothing else.
    Person(UserId),
    /// An administrator at work, within the departments that he administers and whatever the rules of visibility say.
    Admin(UserId),
}

/// An organization as one caller may see it. There is no way from here to the unrestricted value.
#[derive(Clone, Copy)]
pub struct View<'a> {
    org: &'a Org,
    who: Who<'a>,
    /// `None` sees everything.
    scope: Option<Scope<'a>>,
    /// `None` where nobody said.
    reached_at: Option<ReachedAt<'a>>,
}

/// Who looks, as far as he is there.
#[derive(Clone, Copy)]
enum Who<'a> {
    Operator,
    App(Option<&'a App>),
    /// The row of the person.
    Person(Option<u32>),
    Admin(Option<&'a Admin>),
}

impl<'a> View<'a> {
    /// Looks at an organization with somebody's eyes.
    pub fn new(org: &'a Org, eye: &Eye) -> Self {
        let (who, scope) = match eye {
            Eye::Operator => (Who::Operator, None),
            Eye::Person(id) => {
                let row = org.people.row(id.as_str());
                (Who::Person(row), Some(Scope::NOTHING))
            }
            Eye::App(key) => {
                let app = org.app(key.as_str());
                (Who::App(app), Scope::of_app(app))
            }
            Eye::Admin(id) => {
                let admin = org.admins.get(id).map(|admin| &**admin);
                (Who::Admin(admin), Scope::of_admin(admin))
            }
        };
        Self {
            org,
            who,
            scope,
            reached_at: None,
        }
    }

    /// Whose eyes these are.
    fn eye(&self) -> Eye {
        match self.who {
            Who::Operator => Eye::Operator,
            Who::App(app) => Eye::App(app.map_or_else(|| AppKey::new(""), |app| app.key.clone())),
            Who::Person(row) => {
                let userid = row.map_or("", |row| self.org.people.userid(row));
                Eye::Person(UserId::new(userid))
            }
            Who::Admin(admin) => {
                Eye::Admin(admin.map_or_else(|| UserId::new(""), |admin| admin.userid.clone()))
            }
        }
    }

    /// Facts of the organization itself.
    pub fn organization(&self) -> &'a Organization {
        self.org.info()
    }

    /// The calling app.
    pub fn app(&self) -> Option<&'a App> {
        match self.who {
            Who::App(app) => app,
            _ => None,
        }
    }

    /// The administrator at work, when one looks.
    pub fn administrator(&self) -> Option<&'a Admin> {
        match self.who {
            Who::Admin(admin) => admin,
            _ => None,
        }
    }

    /// Whether an administrator looks who does not administer everything.
    fn is_cut(&self) -> bool {
        matches!(self.who, Who::Admin(_)) && self.scope.is_some()
    }

    /// Whether the caller holds a permission point. Fields are not kept from administrators.
    pub fn holds(&self, point: &str) -> bool {
        match self.who {
            Who::App(app) => app.is_some_and(|app| app.points.hold(point)),
            _ => true,
        }
    }

    /// The calling app's Contacts scope as it was chosen, without what no longer exists.
    pub fn contacts_scope(&self) -> ContactsScope {
        let Some(scope) = self.app().map(|app| &app.scope) else {
            return ContactsScope::everybody();
        };
        if scope.is_everybody() {
            return ContactsScope::everybody();
        }
        let mut users: BTreeSet<UserId> = scope
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

    /// A person, known by what the caller asked for. Administrators do not learn of whom they do not administer.
    fn seen(
        &self,
        user: UserRef<'a>,
        asked: &dyn std::fmt::Display,
    ) -> Result<UserRef<'a>, Refusal> {
        if self.sees_user(&user) {
            Ok(user)
        } else if self.is_cut() {
            Err(Refusal::UserNotFound(asked.to_string()))
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
            Some(user) => self.seen(user, &userid),
            None => Err(Refusal::UserNotFound(userid.to_owned())),
        }
    }

    /// A person, by mobile.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`].
    pub fn user_by_mobile(&self, mobile: &Mobile) -> Result<UserRef<'a>, Refusal> {
        match self.org.people.by_mobile(mobile) {
            Some(user) => self.seen(user, mobile),
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

    /// How many people, all of them or those who have signed in, without those who are here through other organizations alone. For
    /// administrators those whom they administer; else not narrowed.
    pub fn user_count(&self, only_active: bool) -> u64 {
        let people = &self.org.people;
        let counted = if only_active {
            people.active()
        } else {
            people.everybody()
        };
        let cut = self.seen_rows().filter(|_| self.is_cut());
        let cut = cut.map(|rows| counted.within(&rows));
        let counted = cut.as_ref().unwrap_or(counted);
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

    /// The ids directly below one. Narrowed for administrators alone.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn child_ids(&self, id: DepartmentId) -> Result<Vec<DepartmentId>, Refusal> {
        self.check_cut(id)?;
        Ok(self.node(id)?.children.iter().copied().collect())
    }

    /// The department itself, then all above it; the root is last. Narrowed for administrators alone.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn lineage(&self, id: DepartmentId) -> Result<Vec<DepartmentId>, Refusal> {
        self.node(id)?;
        self.check_cut(id)?;
        Ok(self.cut_lineage(id))
    }

    /// Whether an administrator looks who does not administer a department.
    pub(crate) fn is_cut_from(&self, id: DepartmentId) -> bool {
        self.is_cut() && !self.sees_department(id)
    }

    /// Whether an administrator looks who does not administer somebody.
    pub(crate) fn is_cut_from_user(&self, userid: &str) -> bool {
        self.is_cut() && self.user(userid).is_err()
    }

    /// What an administrator does not administer is not there, for what else is not narrowed.
    fn check_cut(&self, id: DepartmentId) -> Result<(), Refusal> {
        if self.is_cut_from(id) {
            return Err(Refusal::DepartmentNotFound(id));
        }
        Ok(())
    }

    /// A lineage, for administrators as far as they administer it.
    fn cut_lineage(&self, id: DepartmentId) -> Vec<DepartmentId> {
        let mut lineage = self.org.lineage(id);
        if self.is_cut() {
            lineage.retain(|id| self.sees_department(*id));
        }
        lineage
    }

    /// The lineage of each of a person's departments. Narrowed for administrators alone.
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
        if self.is_cut() {
            self.seen(user, &userid)?;
        }
        let lineages = user
            .departments()
            .map(|place| self.cut_lineage(place.department));
        Ok(lineages.filter(|lineage| !lineage.is_empty()).collect())
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

    /// Whether it is known here that a person has no second factor, and no identity provider that answers for it. Not narrowed.
    pub fn lacks_second_factor(&self, userid: &UserId) -> bool {
        self.org.factor(userid.as_str()) == Factor::Missing
    }

    /// The main administrator first, then other primary ones, then sub-administrators, each by userid. Not narrowed.
    pub fn admins(&self) -> Vec<&'a Admin> {
        let mut admins: Vec<&Admin> = self.org.admins.values().map(|admin| &**admin).collect();
        let place = |admin: &Admin| match admin.level {
            AdminLevel::Main => 0,
            AdminLevel::Primary => 1,
            AdminLevel::Sub => 2,
        };
        admins.sort_by_key(|admin| (place(admin), admin.userid.clone()));
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
        self.app().is_some_and(asked).then_some(translation)
    }

    /// Every app, by key. Not narrowed.
    pub fn apps(&self) -> impl Iterator<Item = &'a App> + use<'a> {
        self.org.apps.values().map(|app| &**app)
    }

    /// An app by its key. Not narrowed.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`].
    pub fn app_by_key(&self, key: &str) -> Result<&'a App, Refusal> {
        let app = self.org.app(key);
        app.ok_or_else(|| Refusal::AppNotFound(key.to_owned()))
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
