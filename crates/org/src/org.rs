//! The organization as a value, and the only place where it changes.

mod bytes;
mod departments;
mod members;
mod mirrored;

use crate::change::Change;
use crate::credential::Credential;
use crate::department::Mention;
use crate::external_contact::field::ContactFields;
use crate::external_contact::table::ExternalContacts;
use crate::field::Fields;
use crate::index::attributes::{AttributeIndex, Attributes};
use crate::index::member_list::MemberList;
use crate::index::row_set::RowSet;
use crate::index::search::SearchIndex;
use crate::index::texts::TextIndex;
use crate::industry::tree::IndustryTree;
use crate::invite::Invites;
use crate::migration::Migrations;
use crate::organization::{Admin, App, ManagementGroup, Organization};
use crate::partner::table::Partners;
use crate::people::People;
use crate::photo::Photos;
use crate::roles::Roles;
use crate::user::UserRow;
use crate::visibility::seen_cache::SeenCache;
use crate::visibility::table::Settings;
use crate::{
    AccountGrant, AppKey, Department, DepartmentId, LabelGroup, LabelId, ManagementGroupId, OrgId,
    Translation, TranslationId, User, UserId,
};
use imbl::{OrdMap, OrdSet, Vector};
use std::sync::Arc;

/// A department with what follows from everything else.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) department: Arc<Department>,
    /// In order: position, then id.
    pub(crate) children: Vector<DepartmentId>,
    /// Direct members in the department's own order.
    pub(crate) members: MemberList,
    /// Everybody in it or below it.
    pub(crate) subtree: RowSet,
}

/// An organization. Cloning costs a few pointers; clones share what neither has changed.
#[derive(Clone, Debug)]
pub struct Org {
    pub(crate) info: Arc<Organization>,
    pub(crate) people: People,
    pub(crate) departments: OrdMap<DepartmentId, Arc<Node>>,
    pub(crate) mentions: OrdSet<(Mention, DepartmentId)>,
    pub(crate) roles: Roles,
    pub(crate) admins: OrdMap<UserId, Arc<Admin>>,
    pub(crate) management_groups: OrdMap<ManagementGroupId, Arc<ManagementGroup>>,
    pub(crate) apps: OrdMap<AppKey, Arc<App>>,
    pub(crate) label_groups: OrdMap<LabelId, Arc<LabelGroup>>,
    pub(crate) external_contacts: ExternalContacts,
    pub(crate) contact_fields: ContactFields,
    pub(crate) account_grants: OrdMap<OrgId, Arc<AccountGrant>>,
    pub(crate) credentials: OrdMap<UserId, Arc<Credential>>,
    pub(crate) partners: Partners,
    pub(crate) migrations: Migrations,
    pub(crate) industry: IndustryTree,
    pub(crate) settings: Settings,
    pub(crate) translations: OrdMap<TranslationId, Arc<Translation>>,
    pub(crate) search: SearchIndex,
    pub(crate) attributes: AttributeIndex,
    pub(crate) fields: Fields,
    pub(crate) invites: Invites,
    pub(crate) photos: Photos,
    /// By fields that are searchable and have no index of their own.
    pub(crate) texts: TextIndex,
    /// Found out of this value while it was looked at; the next value has its own.
    pub(crate) seen_people: Arc<SeenCache>,
}

impl Org {
    /// Nothing yet. The seed keeps outsiders from choosing keys that collide.
    pub fn empty(id: OrgId, seed: u64) -> Self {
        let info = Organization {
            id,
            name: String::new(),
            code: String::new(),
            created_at: crate::Millis(0),
            main_admin: UserId::new(""),
            next_label_id: 1,
            largest_deleted_department: None,
            next_setting_id: crate::organization::FIRST_SETTING_ID,
            nearest_setting_wins: false,
            authentication: None,
            joining: Default::default(),
            sign_in_provider: None,
            admins_need_second_factor: false,
            audit_days: None,
            language: None,
            logo: None,
            linking: Default::default(),
        };
        Self {
            info: Arc::new(info),
            people: People::new(seed),
            departments: OrdMap::new(),
            mentions: OrdSet::new(),
            roles: Roles::default(),
            admins: OrdMap::new(),
            management_groups: OrdMap::new(),
            apps: OrdMap::new(),
            label_groups: OrdMap::new(),
            external_contacts: ExternalContacts::new(seed),
            contact_fields: ContactFields::default(),
            account_grants: OrdMap::new(),
            credentials: OrdMap::new(),
            partners: Partners::default(),
            migrations: Migrations::default(),
            industry: IndustryTree::default(),
            settings: Settings::default(),
            translations: OrdMap::new(),
            search: SearchIndex::default(),
            attributes: AttributeIndex::default(),
            fields: Fields::default(),
            invites: Invites::default(),
            photos: Photos::default(),
            texts: TextIndex::default(),
            seen_people: Arc::default(),
        }
    }

    /// Facts of the organization itself.
    pub fn info(&self) -> &Organization {
        &self.info
    }

    /// An app of the organization.
    pub fn app(&self, key: &str) -> Option<&App> {
        self.apps.get(key).map(|app| &**app)
    }

    /// Whether a person is in the organization.
    pub fn has_member(&self, id: &UserId) -> bool {
        self.people.row(id.as_str()).is_some()
    }

    /// What a session of a person has to hold to count; none for somebody who is not there or whose account is disabled. Whoever
    /// comes after a person under the same userid has another mark, and so has a person without the account of before.
    pub fn session_mark(&self, id: &UserId) -> Option<u64> {
        let user = self.people.find(id.as_str())?;
        let since = user.created_at.0.cast_unsigned();
        let own = || {
            self.credential(id.as_str())
                .map_or(0, |own| own.session_mark)
        };
        match user.account {
            None => Some(since ^ own()),
            Some(account) if account.barred => None,
            // An odd factor keeps different marks different, and none becomes nothing.
            Some(account) => Some(
                since
                    ^ account
                        .session_mark
                        .wrapping_add(1)
                        .max(1)
                        .wrapping_mul(0x9e37_79b9_7f4a_7c15),
            ),
        }
    }

    /// Whether a person is in the organization with an account that is not disabled, and a session that holds this mark has
    /// not been ended.
    pub fn may_enter(&self, id: &UserId, session_mark: u64) -> bool {
        self.session_mark(id) == Some(session_mark)
    }

    /// A translation of files, of whichever app.
    pub fn translation(&self, id: &str) -> Option<&Translation> {
        self.translations.get(id).map(|translation| &**translation)
    }

    /// People and departments, for progress and metrics.
    pub fn counts(&self) -> (u64, u64) {
        (self.people.len(), self.departments.len() as u64)
    }

    /// Makes one thing happen. Changes come from a draft or from a log that a draft wrote, so they fit.
    pub fn apply(&mut self, change: &Change) {
        let person = match change {
            Change::UserAdded(user) | Change::UserUpdated(user) => Some(&user.userid),
            Change::UserRemoved(id) => Some(id),
            _ => None,
        };
        // Whoever leaves had a row before, whoever comes has one afterwards.
        let row = |org: &Self| org.people.row(person?.as_str());
        let removed = matches!(change, Change::UserRemoved(_));
        let row_before = removed.then(|| row(self)).flatten();
        self.take_place(change);
        match person {
            Some(_) => {
                let seen = self.seen_people.after(|| row_before.or_else(|| row(self)));
                self.seen_people = Arc::new(seen);
            }
            None if change.leaves_who_is_seen() => {}
            None => self.seen_people = Arc::default(),
        }
    }

    fn take_place(&mut self, change: &Change) {
        match change {
            Change::OrganizationSet(info) => self.info = Arc::new((**info).clone()),
            Change::UserAdded(user) => self.add_user(user),
            Change::UserUpdated(user) => self.replace_user(user),
            Change::UserRemoved(id) => self.remove_user(id),
            Change::DepartmentAdded(department) => self.add_department(department),
            Change::DepartmentUpdated(department) => self.replace_department(department),
            Change::DepartmentRemoved(id) => self.remove_department(*id),
            Change::RoleGroupSet(group) => {
                self.roles.groups.insert(group.id, Arc::new(group.clone()));
            }
            Change::RoleGroupRemoved(id) => {
                self.roles.groups.remove(id);
            }
            Change::RoleSet(role) => self.roles.set(role),
            Change::RoleRemoved(id) => self.roles.remove(*id),
            Change::AdminSet(admin) => {
                self.admins
                    .insert(admin.userid.clone(), Arc::new(admin.clone()));
            }
            Change::AdminRemoved(id) => {
                self.admins.remove(id);
            }
            Change::ManagementGroupSet(group) => {
                self.management_groups
                    .insert(group.id, Arc::new((**group).clone()));
            }
            Change::ManagementGroupRemoved(id) => {
                self.management_groups.remove(id);
            }
            Change::AppSet(app) => {
                self.apps.insert(app.key.clone(), Arc::new((**app).clone()));
            }
            Change::AppRemoved(key) => {
                self.apps.remove(key);
            }
            Change::LabelGroupSet(group) => {
                self.label_groups.insert(group.id, Arc::new(group.clone()));
            }
            Change::ExternalContactAdded(contact) | Change::ExternalContactUpdated(contact) => {
                self.external_contacts.set(contact, &self.people);
            }
            Change::ExternalContactRemoved(id) => {
                self.external_contacts.remove(id.as_str(), &self.people);
            }
            Change::AccountGrantSet(grant) => {
                self.account_grants
                    .insert(grant.org.clone(), Arc::new((**grant).clone()));
            }
            Change::AccountGrantRemoved(org) => {
                self.account_grants.remove(org);
            }
            Change::GuestSet(guest) => self.partners.set_guest(guest),
            Change::GuestRemoved(org) => self.partners.remove_guest(org),
            Change::HostSet(host) => self.partners.set_host(host),
            Change::HostRemoved(org) => self.partners.remove_host(org),
            Change::SharedDataSet(data) => self.partners.set_data(data),
            Change::SharedDataRemoved(key) => self.partners.remove_data(key),
            Change::AccountMigrated(migration) => self.migrations.add((**migration).clone()),
            Change::CredentialSet(credential) => {
                let id = credential.userid.clone();
                self.credentials
                    .insert(id, Arc::new((**credential).clone()));
            }
            Change::CredentialRemoved(id) => {
                self.credentials.remove(id);
            }
            Change::IndustrySet(info) => self.industry.info = Some(Arc::new((**info).clone())),
            Change::IndustryDepartmentSet(department) => self.industry.set_department(department),
            Change::IndustryDepartmentRemoved(id) => self.industry.remove_department(*id),
            Change::IndustryUserSet(user) => self.industry.set_user(user),
            Change::IndustryUserRemoved(id) => self.industry.remove_user(id),
            Change::SettingSet(setting) => self.settings.set(setting),
            Change::SettingRemoved(id) => self.settings.remove(*id),
            Change::ExecutiveSet(executive) => self.settings.set_executive(executive),
            Change::ExecutiveRemoved(id) => self.settings.remove_executive(id),
            Change::TranslationStarted(translation) | Change::TranslationEnded(translation) => {
                let id = translation.id.clone();
                self.translations
                    .insert(id, Arc::new((**translation).clone()));
            }
            Change::TranslationForgotten(id) => {
                self.translations.remove(id);
            }
            Change::FieldsSet(settings) => {
                self.fields.set(settings);
                self.texts.follow(&self.fields, &self.people);
            }
            Change::ContactFieldsSet(settings) => self.contact_fields.set(settings),
            Change::LabelGroupRemoved(id) => {
                self.label_groups.remove(id);
            }
            Change::InviteSet(invite) => self.invites.set(invite),
            Change::InviteRemoved(code) => {
                self.invites.all.remove(code);
            }
            Change::ApplicationSet(application) => self.invites.set_application(application),
            Change::ApplicationRemoved(id) => self.invites.remove_application(id),
            Change::ApplicantBlocked(blocked) => self.invites.block(blocked),
            Change::PhotoSet(photo) => self.photos.set(photo),
            Change::PhotoRemoved(id) => self.photos.remove(id),
        }
    }

    fn add_user(&mut self, user: &User) {
        let row = self.people.add(&UserRow::pack(user));
        self.enter_user(row, user, &[]);
        self.set_attributes(row, &Attributes::default());
        self.texts.enter(row, &self.people.get(row));
    }

    fn replace_user(&mut self, user: &User) {
        let Some(row) = self.people.row(user.userid.as_str()) else {
            return;
        };
        let old = self.people.get(row).to_user();
        let kept = self.kept_places(&old, user);
        self.leave_user(row, &old, &kept);
        let attributes = Attributes::of(&self.people.get(row));
        self.texts.leave(row, &self.people.get(row));
        self.people.replace(row, &UserRow::pack(user));
        self.enter_user(row, user, &kept);
        self.set_attributes(row, &attributes);
        self.texts.enter(row, &self.people.get(row));
    }

    /// Finds somebody by what the row holds now, and no longer by what it held.
    fn set_attributes(&mut self, row: u32, old: &Attributes) {
        let new = Attributes::of(&self.people.get(row));
        self.attributes.set(row, old, &new);
    }

    /// Departments in which the person's place among the members stays as it is.
    fn kept_places(&self, old: &User, new: &User) -> Vec<DepartmentId> {
        if old.name != new.name || old.pinyin != new.pinyin {
            return Vec::new();
        }
        let same_place = |id: DepartmentId, order: Option<i64>| {
            old.departments
                .iter()
                .any(|place| place.department == id && place.order == order)
        };
        new.departments
            .iter()
            .filter(|place| same_place(place.department, place.order))
            .map(|place| place.department)
            .collect()
    }

    fn remove_user(&mut self, id: &UserId) {
        let Some(row) = self.people.row(id.as_str()) else {
            return;
        };
        let old = self.people.get(row).to_user();
        self.leave_user(row, &old, &[]);
        let attributes = Attributes::of(&self.people.get(row));
        self.attributes
            .set(row, &attributes, &Attributes::default());
        self.texts.leave(row, &self.people.get(row));
        self.search.set(row, None);
        self.people.remove(row);
    }

    fn enter_user(&mut self, row: u32, user: &User, kept: &[DepartmentId]) {
        for place in &user.departments {
            if kept.contains(&place.department) {
                continue;
            }
            let Some(node) = self.departments.get(&place.department) else {
                continue;
            };
            let position = self.position(node, row, place.department);
            for id in self.lineage(place.department) {
                if let Some(node) = self.departments.get_mut(&id) {
                    Arc::make_mut(node).subtree.insert(row);
                }
            }
            if let Some(node) = self.departments.get_mut(&place.department) {
                Arc::make_mut(node).members.insert(position, row);
            }
        }
        self.roles.enter_user(row, user, &self.people);
        self.enter_mirrored_user(row);
        self.search.set(row, Some((&user.name, &user.pinyin)));
    }

    /// Takes somebody out of every index but the names. The row still holds the old value.
    fn leave_user(&mut self, row: u32, old: &User, kept: &[DepartmentId]) {
        for place in &old.departments {
            if kept.contains(&place.department) {
                continue;
            }
            if let Some(node) = self.departments.get(&place.department) {
                let position = self.position(node, row, place.department);
                if let Some(node) = self.departments.get_mut(&place.department) {
                    let members = &mut Arc::make_mut(node).members;
                    debug_assert_eq!(members.get(position), Some(row));
                    if members.get(position) == Some(row) {
                        members.remove(position);
                    }
                }
            }
        }
        let stays: Vec<DepartmentId> = kept.iter().flat_map(|id| self.lineage(*id)).collect();
        for place in &old.departments {
            for id in self.lineage(place.department) {
                if stays.contains(&id) {
                    continue;
                }
                if let Some(node) = self.departments.get_mut(&id) {
                    Arc::make_mut(node).subtree.remove(row);
                }
            }
        }
        self.roles.leave_user(row, old, &self.people);
        self.partners.leave_user(row, &self.people.get(row));
    }

    /// The department itself, then everything above it up to the root.
    pub(crate) fn lineage(&self, id: DepartmentId) -> Vec<DepartmentId> {
        let mut lineage = Vec::with_capacity(8);
        let mut next = Some(id);
        while let Some(node) = next.and_then(|id| self.departments.get(&id)) {
            lineage.push(node.department.id);
            next = node.department.parent;
        }
        lineage
    }

    /// Takes the people of a moved department from the departments above it before to those above it now.
    fn move_subtree(&mut self, old: &Department, new: &Department, subtree: &RowSet) {
        let above = |org: &Self, parent: Option<DepartmentId>| {
            parent.map(|id| org.lineage(id)).unwrap_or_default()
        };
        let (before, after) = (above(self, old.parent), above(self, new.parent));
        for id in before.iter().filter(|id| !after.contains(id)) {
            self.recompute_subtree(*id);
        }
        for id in after.iter().filter(|id| !before.contains(id)) {
            if let Some(node) = self.departments.get_mut(id) {
                Arc::make_mut(node).subtree.union_with(subtree);
            }
        }
    }

    /// From its members and its children's people; the lineage calls this from below upwards.
    fn recompute_subtree(&mut self, id: DepartmentId) {
        let Some(node) = self.departments.get(&id) else {
            return;
        };
        let mut subtree: RowSet = node.members.iter().collect();
        for child in &node.children {
            if let Some(child) = self.departments.get(child) {
                subtree.union_with(&child.subtree);
            }
        }
        if let Some(node) = self.departments.get_mut(&id) {
            Arc::make_mut(node).subtree = subtree;
        }
    }

    /// Adds the people of everything below to each department, from below upwards.
    pub(crate) fn fill_subtrees(&mut self, root: DepartmentId) {
        let mut order = vec![root];
        let mut next = 0;
        while let Some(node) = order.get(next).and_then(|id| self.departments.get(id)) {
            order.extend(node.children.iter().copied());
            next += 1;
        }
        for id in order.into_iter().rev() {
            if self
                .departments
                .get(&id)
                .is_some_and(|node| !node.children.is_empty())
            {
                self.recompute_subtree(id);
            }
        }
    }
}
