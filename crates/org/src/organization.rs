//! What an organization holds besides people and departments: its own facts, roles, administrators and apps.

mod appearance;
mod authentication;
mod joining;
mod management_group;
mod module;
mod sign_in_provider;

pub(crate) use appearance::data_address;
pub use appearance::{Language, Logo};
pub(crate) use authentication::check_address;
pub use authentication::{Authentication, AuthenticationLevel};
pub use joining::{Joining, JoiningFields};
pub use management_group::ManagementGroup;
pub use module::Module;
pub use sign_in_provider::SignInProvider;

use crate::org::Org;
use crate::{AppKey, DepartmentId, Linking, ManagementGroupId, Millis, OrgId, RoleId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The organization itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// `corpId` on the wire.
    pub id: OrgId,
    /// Its name; also the root department's.
    pub name: String,
    /// What people type to find it when they sign in.
    pub code: String,
    /// When it was created.
    pub created_at: Millis,
    /// The creator and main administrator.
    pub main_admin: UserId,
    /// The next id for a role, a role group or a label.
    pub next_label_id: i64,
    /// The largest made-up id of a department that was deleted while no department had a larger one: no id is given twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub largest_deleted_department: Option<DepartmentId>,
    /// The next id for a setting about who sees whom.
    #[serde(
        default = "first_setting_id",
        skip_serializing_if = "is_first_setting_id"
    )]
    pub next_setting_id: i64,
    /// Of several settings that reach somebody through departments one below the other: whether the nearest one counts and
    /// not the one nearest the root.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nearest_setting_wins: bool,
    /// Who it is by law, where that was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<Box<Authentication>>,
    /// What signs in its SSO enterprise accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in_provider: Option<Box<SignInProvider>>,
    /// Whether its administrators need a second factor.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub admins_need_second_factor: bool,
    /// For how many days administrators are told what was done; `None` is for as long as the installation tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_days: Option<u32>,
    /// What people are spoken to in whose browser asks for none of our languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The picture beside its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
    /// How people may ask to become members.
    #[serde(default, skip_serializing_if = "Joining::is_unset")]
    pub joining: Joining,
    /// What it is among linked organizations.
    #[serde(default, skip_serializing_if = "Linking::is_unset")]
    pub linking: Box<Linking>,
}

/// The id of an organization's first setting.
pub(crate) const FIRST_SETTING_ID: i64 = 10_001;

fn first_setting_id() -> i64 {
    FIRST_SETTING_ID
}

fn is_first_setting_id(id: &i64) -> bool {
    *id == FIRST_SETTING_ID
}

/// A group of roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleGroup {
    /// Its id.
    pub id: RoleId,
    /// Its name.
    pub name: String,
}

/// What gives a role its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuiltInRole {
    /// The main administrator and the other primary ones.
    MainAdmin,
    /// Sub-administrators.
    SubAdmin,
    /// Responsible persons of the organization.
    Boss,
    /// Managers of departments.
    DepartmentManager,
}

/// A role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// Its group.
    pub group: RoleId,
    /// Its name, unique in the group.
    pub name: String,
    /// Set for the roles whose members follow from other facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub built_in: Option<BuiltInRole>,
}

/// How far an administrator's power goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdminLevel {
    /// The one main administrator.
    Main,
    /// A further primary administrator, who does what the main one does but is not the creator.
    Primary,
    /// A sub-administrator.
    Sub,
}

/// An administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admin {
    /// The person.
    pub userid: UserId,
    /// Main, primary or sub.
    pub level: AdminLevel,
    /// Departments this administrator manages with all below; `None` is the whole organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departments: Option<BTreeSet<DepartmentId>>,
    /// Agent ids of the apps this administrator manages; the main administrator manages all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub apps: BTreeSet<i64>,
    /// What of the console is open to this sub-administrator; `None` is everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modules: Option<BTreeSet<Module>>,
    /// The management group of which the power comes; none for whoever was appointed alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<ManagementGroupId>,
}

impl Admin {
    /// Whether this is the main or another primary administrator, who has no limits.
    pub fn is_primary(&self) -> bool {
        self.level != AdminLevel::Sub
    }

    /// Whether the whole organization is administered.
    pub fn is_whole(&self) -> bool {
        self.is_primary() || self.departments.is_none()
    }

    /// Whether a module is open.
    pub fn covers(&self, module: Module) -> bool {
        let modules = self.modules.as_ref().filter(|_| !self.is_primary());
        modules.is_none_or(|modules| modules.contains(&module))
    }

    /// Whether an app may be given a permission point by this one: what belongs to no module of the route table opens fields of people.
    pub fn may_give(&self, point: &str) -> bool {
        self.covers(Module::of_point(point).unwrap_or(Module::Contacts))
    }

    /// The modules that points belong to and that are not open: with any of them, such an app is not changed.
    pub fn modules_beyond(&self, points: &Points) -> BTreeSet<Module> {
        let needed: BTreeSet<Module> = match points {
            Points::All => Module::ALL.into(),
            Points::These(points) => points
                .iter()
                .map(|point| Module::of_point(point).unwrap_or(Module::Contacts))
                .collect(),
        };
        let beyond = needed.into_iter().filter(|module| !self.covers(*module));
        beyond.collect()
    }

    /// The departments that are administered, each with all below; the root for the whole organization.
    pub fn managed(&self) -> BTreeSet<DepartmentId> {
        match &self.departments {
            Some(departments) if !self.is_primary() => departments.clone(),
            _ => BTreeSet::from([DepartmentId::ROOT]),
        }
    }
}

/// The part of the contacts an app may see and change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsScope {
    /// Departments, each with all below.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub departments: BTreeSet<DepartmentId>,
    /// Single people.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub users: BTreeSet<UserId>,
    /// Whether every administrator belongs to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub admins: bool,
}

impl ContactsScope {
    /// Everybody.
    pub fn everybody() -> Self {
        Self {
            departments: BTreeSet::from([DepartmentId::ROOT]),
            ..Self::default()
        }
    }

    /// Whether nothing narrows it.
    pub fn is_everybody(&self) -> bool {
        self.departments.contains(&DepartmentId::ROOT)
    }
}

/// Which permission points an app holds. Every app holds `qyapi_base` without being given it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Points {
    /// All there are.
    All,
    /// These.
    These(BTreeSet<String>),
}

impl Points {
    /// Whether a point is among them.
    pub fn hold(&self, point: &str) -> bool {
        match self {
            Self::All => true,
            Self::These(points) => point == "qyapi_base" || points.contains(point),
        }
    }
}

/// An internal app of the organization. Its secret is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct App {
    /// `appKey` on the wire.
    pub key: AppKey,
    /// `agentId` on the wire.
    pub agent_id: i64,
    /// Its name.
    pub name: String,
    /// What it may call.
    pub points: Points,
    /// Whom it may see and change.
    pub scope: ContactsScope,
    /// Addresses that sign-in may lead back to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redirect_uris: Vec<String>,
    /// Networks it may be called from, in CIDR form; empty is everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_addresses: Vec<String>,
    /// Whether it is switched off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
    /// When it was created.
    pub created_at: Millis,
    /// Where its events are pushed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback: Option<Box<Callback>>,
    /// When it first opened a Stream connection: events since then are kept for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream_since: Option<Millis>,
    /// When it last got another secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_changed_at: Option<Millis>,
    /// Until when its calls are recorded, for administrators to look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_until: Option<Millis>,
}

impl App {
    /// Whether its calls are recorded at a time.
    pub fn is_recorded(&self, now: impl FnOnce() -> Millis) -> bool {
        self.recorded_until.is_some_and(|until| now() < until)
    }
}

/// Where an app's events are pushed. What signs and encrypts them is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// The receiver's address.
    pub url: String,
    /// The kinds of events that are pushed.
    pub kinds: Vec<String>,
    /// When it was set as it is.
    pub registered_at: Millis,
}

impl Org {
    /// The apps that are told of events one way or the other.
    pub fn pushed_apps(&self) -> impl Iterator<Item = &App> {
        let apps = self.apps.values().map(|app| &**app);
        apps.filter(|app| app.callback.is_some() || app.stream_since.is_some())
    }

    /// Whether any of its apps is told of events.
    pub fn is_pushed(&self) -> bool {
        self.pushed_apps().next().is_some()
    }
}
