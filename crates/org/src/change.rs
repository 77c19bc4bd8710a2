//! Everything that can happen to an organization. The log is made of these; state changes nowhere else.

use crate::credential::Credential;
use crate::industry::{Industry, IndustryDepartment, IndustryUser};
use crate::organization::{Admin, App, ManagementGroup, Organization, Role, RoleGroup};
use crate::{
    AccountGrant, AppKey, Application, Blocked, ContactFieldSettings, Department, DepartmentId,
    Executive, ExternalContact, FieldSettings, Guest, Host, Invite, LabelGroup, LabelId,
    ManagementGroupId, Migration, OrgId, Photo, RoleId, Setting, SettingId, SharedData,
    Translation, TranslationId, User, UserId,
};
use serde::{Deserialize, Serialize};

/// The version of the shape in which changes and records are stored.
pub const BODY_VERSION: u16 = 1;

/// One thing that happened. Values are whole new states, so that a reader of the log needs nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The organization was created or its own facts changed.
    OrganizationSet(Box<Organization>),
    /// Somebody joined.
    UserAdded(Box<User>),
    /// Somebody's facts changed.
    UserUpdated(Box<User>),
    /// Somebody left.
    UserRemoved(UserId),
    /// A department was created.
    DepartmentAdded(Box<Department>),
    /// A department's facts changed.
    DepartmentUpdated(Box<Department>),
    /// A department was deleted; those below it were before.
    DepartmentRemoved(DepartmentId),
    /// A role group was created or renamed.
    RoleGroupSet(RoleGroup),
    /// A role group was deleted.
    RoleGroupRemoved(RoleId),
    /// A role was created or renamed.
    RoleSet(Role),
    /// A role was deleted; nobody holds it any more.
    RoleRemoved(RoleId),
    /// Somebody became an administrator, or an administrator's power changed.
    AdminSet(Admin),
    /// Somebody is no longer an administrator.
    AdminRemoved(UserId),
    /// An app was created or changed.
    AppSet(Box<App>),
    /// An app was deleted.
    AppRemoved(AppKey),
    /// A group of labels was created or changed.
    LabelGroupSet(LabelGroup),
    /// An external contact was added.
    ExternalContactAdded(Box<ExternalContact>),
    /// An external contact's facts changed.
    ExternalContactUpdated(Box<ExternalContact>),
    /// An external contact was deleted.
    ExternalContactRemoved(UserId),
    /// Another organization was allowed to take in or see enterprise accounts of this one.
    AccountGrantSet(Box<AccountGrant>),
    /// Another organization is no longer allowed anything.
    AccountGrantRemoved(OrgId),
    /// Another organization asked to take part in this one, or its part in it changed.
    GuestSet(Box<Guest>),
    /// Another organization no longer takes part in this one.
    GuestRemoved(OrgId),
    /// This organization asked to take part in another, or its part there changed.
    HostSet(Box<Host>),
    /// This organization no longer takes part in another.
    HostRemoved(OrgId),
    /// An organization that takes part gave figures.
    SharedDataSet(Box<SharedData>),
    /// Figures are no longer kept.
    SharedDataRemoved(String),
    /// An ordinary person became an enterprise account, with other ids.
    AccountMigrated(Box<Migration>),
    /// How somebody signs in changed.
    CredentialSet(Box<Credential>),
    /// Somebody signs in no more.
    CredentialRemoved(UserId),
    /// What the organization is to its industry changed.
    IndustrySet(Box<Industry>),
    /// A department of the industry tree was created or changed.
    IndustryDepartmentSet(Box<IndustryDepartment>),
    /// A department of the industry tree was deleted.
    IndustryDepartmentRemoved(DepartmentId),
    /// A person of the industry tree was added or changed.
    IndustryUserSet(Box<IndustryUser>),
    /// A person of the industry tree was removed.
    IndustryUserRemoved(UserId),
    /// A setting about who sees whom was made or changed.
    SettingSet(Box<Setting>),
    /// A setting about who sees whom was deleted.
    SettingRemoved(SettingId),
    /// What Executive mode does for somebody was set.
    ExecutiveSet(Box<Executive>),
    /// Nothing is set of somebody's Executive mode any more.
    ExecutiveRemoved(UserId),
    /// An app asked for a translation of files.
    TranslationStarted(Box<Translation>),
    /// A translation ended, well or not: `transfer_contact_id_job_result` of the documents.
    TranslationEnded(Box<Translation>),
    /// The result of a translation has been kept long enough.
    TranslationForgotten(TranslationId),
    /// The fields of people's pages changed.
    FieldsSet(Box<FieldSettings>),
    /// A group of labels was deleted; nobody has one of them any more.
    LabelGroupRemoved(LabelId),
    /// Somebody made a link that leads in.
    InviteSet(Box<Invite>),
    /// A link no longer leads in.
    InviteRemoved(String),
    /// Somebody asks to become a member, or what the application names changed.
    ApplicationSet(Box<Application>),
    /// An application was decided, or another took its place.
    ApplicationRemoved(String),
    /// Applications of a number are not shown any more.
    ApplicantBlocked(Box<Blocked>),
    /// A management group was made or changed; its members follow it.
    ManagementGroupSet(Box<ManagementGroup>),
    /// A management group was deleted; nobody administers by it any more.
    ManagementGroupRemoved(ManagementGroupId),
    /// Somebody has a picture.
    PhotoSet(Box<Photo>),
    /// A picture is kept no longer.
    PhotoRemoved(String),
    /// The fields of external contacts changed.
    ContactFieldsSet(Box<ContactFieldSettings>),
}

impl Change {
    /// Whether it leaves as it is who sees whom.
    pub(crate) fn leaves_who_is_seen(&self) -> bool {
        matches!(
            self,
            Self::AppSet(_)
                | Self::AppRemoved(_)
                | Self::LabelGroupSet(_)
                | Self::LabelGroupRemoved(_)
                | Self::ExternalContactAdded(_)
                | Self::ExternalContactUpdated(_)
                | Self::ExternalContactRemoved(_)
                | Self::AccountGrantSet(_)
                | Self::AccountGrantRemoved(_)
                | Self::SharedDataSet(_)
                | Self::SharedDataRemoved(_)
                | Self::CredentialSet(_)
                | Self::CredentialRemoved(_)
                | Self::IndustrySet(_)
                | Self::IndustryDepartmentSet(_)
                | Self::IndustryDepartmentRemoved(_)
                | Self::IndustryUserSet(_)
                | Self::IndustryUserRemoved(_)
                | Self::TranslationStarted(_)
                | Self::TranslationEnded(_)
                | Self::TranslationForgotten(_)
                | Self::FieldsSet(_)
                | Self::InviteSet(_)
                | Self::InviteRemoved(_)
                | Self::ApplicationSet(_)
                | Self::ApplicationRemoved(_)
                | Self::ApplicantBlocked(_)
                | Self::ManagementGroupSet(_)
                | Self::ManagementGroupRemoved(_)
                | Self::PhotoSet(_)
                | Self::PhotoRemoved(_)
                | Self::ContactFieldsSet(_)
        )
    }
}

/// Which record holds what a change touched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKey {
    /// The organization itself.
    Organization,
    /// A person.
    User(UserId),
    /// A department.
    Department(DepartmentId),
    /// A role group.
    RoleGroup(RoleId),
    /// A role.
    Role(RoleId),
    /// An administrator.
    Admin(UserId),
    /// An app.
    App(AppKey),
    /// A group of labels.
    LabelGroup(LabelId),
    /// An external contact.
    ExternalContact(UserId),
    /// What another organization may do with enterprise accounts.
    AccountGrant(OrgId),
    /// An organization that takes part in this one.
    Guest(OrgId),
    /// An organization in which this one takes part.
    Host(OrgId),
    /// Figures that an organization taking part gave.
    SharedData(String),
    /// Old and new ids of a person, by the new unionId.
    Migration(String),
    /// How somebody signs in.
    Credential(UserId),
    /// What the organization is to its industry.
    Industry,
    /// A department of the industry tree.
    IndustryDepartment(DepartmentId),
    /// A person of the industry tree.
    IndustryUser(UserId),
    /// A setting about who sees whom.
    Setting(SettingId),
    /// What Executive mode does for somebody.
    Executive(UserId),
    /// A translation of files.
    Translation(TranslationId),
    /// The fields of people's pages.
    Fields,
    /// A link that leads in.
    Invite(String),
    /// Somebody asks to become a member.
    Application(String),
    /// A number whose applications are not shown.
    Blocked(String),
    /// Administrators with one power.
    ManagementGroup(ManagementGroupId),
    /// A picture of somebody, by its id.
    Photo(String),
    /// The fields of external contacts.
    ContactFields,
}

impl RecordKey {
    /// The kind under which the record is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::User(_) => "user",
            Self::Department(_) => "department",
            Self::RoleGroup(_) => "role_group",
            Self::Role(_) => "role",
            Self::Admin(_) => "admin",
            Self::App(_) => "app",
            Self::LabelGroup(_) => "label_group",
            Self::ExternalContact(_) => "external_contact",
            Self::AccountGrant(_) => "account_grant",
            Self::Guest(_) => "guest",
            Self::Host(_) => "host",
            Self::SharedData(_) => "shared_data",
            Self::Migration(_) => "migration",
            Self::Credential(_) => "credential",
            Self::Industry => "industry",
            Self::IndustryDepartment(_) => "industry_department",
            Self::IndustryUser(_) => "industry_user",
            Self::Setting(_) => "setting",
            Self::Executive(_) => "executive",
            Self::Translation(_) => "translation",
            Self::Fields => "fields",
            Self::Invite(_) => "invite",
            Self::Application(_) => "application",
            Self::Blocked(_) => "blocked",
            Self::ManagementGroup(_) => "management_group",
            Self::Photo(_) => "photo",
            Self::ContactFields => "contact_fields",
        }
    }

    /// The inverse of [`RecordKey::kind`] and [`RecordKey::key`].
    pub fn parse(kind: &str, key: &str) -> Option<Self> {
        let number = || key.parse::<i64>().ok();
        Some(match kind {
            "organization" => Self::Organization,
            "user" => Self::User(UserId::new(key)),
            "department" => Self::Department(DepartmentId(number()?)),
            "role_group" => Self::RoleGroup(RoleId(number()?)),
            "role" => Self::Role(RoleId(number()?)),
            "admin" => Self::Admin(UserId::new(key)),
            "app" => Self::App(AppKey::new(key)),
            "label_group" => Self::LabelGroup(LabelId(number()?)),
            "external_contact" => Self::ExternalContact(UserId::new(key)),
            "account_grant" => Self::AccountGrant(OrgId::new(key)),
            "guest" => Self::Guest(OrgId::new(key)),
            "host" => Self::Host(OrgId::new(key)),
            "shared_data" => Self::SharedData(key.to_owned()),
            "migration" => Self::Migration(key.to_owned()),
            "credential" => Self::Credential(UserId::new(key)),
            "industry" => Self::Industry,
            "industry_department" => Self::IndustryDepartment(DepartmentId(number()?)),
            "industry_user" => Self::IndustryUser(UserId::new(key)),
            "setting" => Self::Setting(SettingId(number()?)),
            "executive" => Self::Executive(UserId::new(key)),
            "translation" => Self::Translation(TranslationId::new(key)),
            "fields" => Self::Fields,
            "contact_fields" => Self::ContactFields,
            "invite" => Self::Invite(key.to_owned()),
            "application" => Self::Application(key.to_owned()),
            "blocked" => Self::Blocked(key.to_owned()),
            "photo" => Self::Photo(key.to_owned()),
            "management_group" => Self::ManagementGroup(ManagementGroupId(number()?)),
            _ => return None,
        })
    }

    /// The key under which the record is stored.
    pub fn key(&self) -> String {
        match self {
            Self::Organization | Self::Industry | Self::Fields | Self::ContactFields => {
                String::new()
            }
            Self::User(id) | Self::Admin(id) | Self::Credential(id) => id.to_string(),
            Self::Department(id) => id.to_string(),
            Self::RoleGroup(id) | Self::Role(id) => id.to_string(),
            Self::App(key) => key.to_string(),
            Self::LabelGroup(id) => id.to_string(),
            Self::ExternalContact(id) => id.to_string(),
            Self::SharedData(key) => key.clone(),
            Self::AccountGrant(org) | Self::Guest(org) | Self::Host(org) => org.to_string(),
            Self::Migration(union_id) => union_id.clone(),
            Self::Invite(key) | Self::Application(key) | Self::Blocked(key) | Self::Photo(key) => {
                key.clone()
            }
            Self::IndustryDepartment(id) => id.to_string(),
            Self::IndustryUser(id) => id.to_string(),
            Self::Setting(id) => id.to_string(),
            Self::Executive(id) => id.to_string(),
            Self::Translation(id) => id.to_string(),
            Self::ManagementGroup(id) => id.to_string(),
        }
    }
}

impl Change {
    /// The record that this change touches.
    pub fn record(&self) -> RecordKey {
        match self {
            Self::OrganizationSet(_) => RecordKey::Organization,
            Self::UserAdded(user) | Self::UserUpdated(user) => RecordKey::User(user.userid.clone()),
            Self::UserRemoved(id) => RecordKey::User(id.clone()),
            Self::DepartmentAdded(department) | Self::DepartmentUpdated(department) => {
                RecordKey::Department(department.id)
            }
            Self::DepartmentRemoved(id) => RecordKey::Department(*id),
            Self::RoleGroupSet(group) => RecordKey::RoleGroup(group.id),
            Self::RoleGroupRemoved(id) => RecordKey::RoleGroup(*id),
            Self::RoleSet(role) => RecordKey::Role(role.id),
            Self::RoleRemoved(id) => RecordKey::Role(*id),
            Self::AdminSet(admin) => RecordKey::Admin(admin.userid.clone()),
            Self::AdminRemoved(id) => RecordKey::Admin(id.clone()),
            Self::AppSet(app) => RecordKey::App(app.key.clone()),
            Self::AppRemoved(key) => RecordKey::App(key.clone()),
            Self::LabelGroupSet(group) => RecordKey::LabelGroup(group.id),
            Self::ExternalContactAdded(contact) | Self::ExternalContactUpdated(contact) => {
                RecordKey::ExternalContact(contact.userid.clone())
            }
            Self::ExternalContactRemoved(id) => RecordKey::ExternalContact(id.clone()),
            Self::AccountGrantSet(grant) => RecordKey::AccountGrant(grant.org.clone()),
            Self::AccountGrantRemoved(org) => RecordKey::AccountGrant(org.clone()),
            Self::GuestSet(guest) => RecordKey::Guest(guest.org.clone()),
            Self::GuestRemoved(org) => RecordKey::Guest(org.clone()),
            Self::HostSet(host) => RecordKey::Host(host.org.clone()),
            Self::HostRemoved(org) => RecordKey::Host(org.clone()),
            Self::SharedDataSet(data) => RecordKey::SharedData(data.key().to_string()),
            Self::SharedDataRemoved(key) => RecordKey::SharedData(key.clone()),
            Self::AccountMigrated(migration) => {
                RecordKey::Migration(migration.new_union_id.clone())
            }
            Self::CredentialSet(credential) => RecordKey::Credential(credential.userid.clone()),
            Self::CredentialRemoved(id) => RecordKey::Credential(id.clone()),
            Self::IndustrySet(_) => RecordKey::Industry,
            Self::IndustryDepartmentSet(department) => RecordKey::IndustryDepartment(department.id),
            Self::IndustryDepartmentRemoved(id) => RecordKey::IndustryDepartment(*id),
            Self::IndustryUserSet(user) => RecordKey::IndustryUser(user.userid.clone()),
            Self::IndustryUserRemoved(id) => RecordKey::IndustryUser(id.clone()),
            Self::SettingSet(setting) => RecordKey::Setting(setting.id),
            Self::SettingRemoved(id) => RecordKey::Setting(*id),
            Self::ExecutiveSet(executive) => RecordKey::Executive(executive.userid.clone()),
            Self::ExecutiveRemoved(id) => RecordKey::Executive(id.clone()),
            Self::TranslationStarted(translation) | Self::TranslationEnded(translation) => {
                RecordKey::Translation(translation.id.clone())
            }
            Self::TranslationForgotten(id) => RecordKey::Translation(id.clone()),
            Self::FieldsSet(_) => RecordKey::Fields,
            Self::LabelGroupRemoved(id) => RecordKey::LabelGroup(*id),
            Self::InviteSet(invite) => RecordKey::Invite(invite.code.clone()),
            Self::InviteRemoved(code) => RecordKey::Invite(code.clone()),
            Self::ApplicationSet(application) => RecordKey::Application(application.id.clone()),
            Self::ApplicationRemoved(id) => RecordKey::Application(id.clone()),
            Self::ApplicantBlocked(blocked) => RecordKey::Blocked(blocked.mobile.to_string()),
            Self::ManagementGroupSet(group) => RecordKey::ManagementGroup(group.id),
            Self::ManagementGroupRemoved(id) => RecordKey::ManagementGroup(*id),
            Self::PhotoSet(photo) => RecordKey::Photo(photo.id.clone()),
            Self::PhotoRemoved(id) => RecordKey::Photo(id.clone()),
            Self::ContactFieldsSet(_) => RecordKey::ContactFields,
        }
    }
}

#[cfg(test)]
mod tests;
