//! From stored records and log bodies to a value, and back to bytes.

use crate::change::{BODY_VERSION, Change};
use crate::credential::Credential;
use crate::external_contact::row::ContactRow;
use crate::index::attributes::AttributeIndex;
use crate::industry::Industry;
use crate::org::{Node, Org};
use crate::organization::{Admin, App, Organization, Role, RoleGroup};
use crate::user::{User, UserRow};
use crate::{
    AccountGrant, Department, DepartmentId, ExternalContact, Guest, Host, LabelGroup, OrgId,
    Setting, Translation,
};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why stored bytes could not be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LoadError {
    /// Written by a version of Orgbook that this one does not know.
    #[error(
        "{what} is stored in version {version}, this version of Orgbook reads up to {known}; upgrade Orgbook"
    )]
    Version {
        /// What it is.
        what: String,
        /// Its version.
        version: u16,
        /// The newest that is read.
        known: u16,
    },
    /// Not what was written.
    #[error("{what} cannot be read: {reason}")]
    Body {
        /// What it is.
        what: String,
        /// Why not.
        reason: String,
    },
    /// A kind of record that nothing writes.
    #[error("a record of unknown kind {0} is stored; upgrade Orgbook")]
    Kind(String),
}

/// The changes of one entry as they are stored.
pub fn encode_changes(changes: &[Change]) -> Vec<u8> {
    serde_json::to_vec(changes).expect("changes are plain structs")
}

/// The changes of one stored entry.
///
/// # Errors
/// [`LoadError`] when the version or the bytes are not this version's.
pub fn decode_changes(version: u16, body: &[u8]) -> Result<Vec<Change>, LoadError> {
    parse("an entry", version, body)
}

fn parse<T: DeserializeOwned>(what: &str, version: u16, body: &[u8]) -> Result<T, LoadError> {
    parse_json(what, version, BODY_VERSION, body)
}

pub(crate) fn parse_json<T: DeserializeOwned>(
    what: &str,
    version: u16,
    known: u16,
    body: &[u8],
) -> Result<T, LoadError> {
    if version != known {
        return Err(LoadError::Version {
            what: what.to_owned(),
            version,
            known,
        });
    }
    serde_json::from_slice(body).map_err(|error| LoadError::Body {
        what: what.to_owned(),
        reason: error.to_string(),
    })
}

/// Puts an organization together from its records, in any order, without paying for each person's place in sorted
/// lists.
pub struct Loader {
    org: Org,
    departments: BTreeMap<DepartmentId, Department>,
    external_contacts: Vec<ContactRow>,
}

impl Loader {
    /// Starts with nothing. The seed as in [`Org::empty`].
    pub fn new(id: OrgId, seed: u64) -> Self {
        Self {
            org: Org::empty(id, seed),
            departments: BTreeMap::new(),
            external_contacts: Vec::new(),
        }
    }

    /// Takes one record.
    ///
    /// # Errors
    /// [`LoadError`] when the record is not this version's.
    pub fn record(
        &mut self,
        kind: &str,
        key: &str,
        version: u16,
        body: &[u8],
    ) -> Result<(), LoadError> {
        let org = &mut self.org;
        match kind {
            "user" => {
                let user: User = parse(&format!("user {key}"), version, body)?;
                let row = org.people.add(&UserRow::pack(&user));
                org.roles.enter_unsorted(row, &user);
            }
            "department" => {
                let department: Department = parse(&format!("department {key}"), version, body)?;
                self.departments.insert(department.id, department);
            }
            "organization" => {
                org.info = Arc::new(parse::<Organization>("the organization", version, body)?);
            }
            "role_group" => {
                let group: RoleGroup = parse(&format!("role group {key}"), version, body)?;
                org.roles.groups.insert(group.id, Arc::new(group));
            }
            "role" => {
                let role: Role = parse(&format!("role {key}"), version, body)?;
                org.roles.set(&role);
            }
            "admin" => {
                let admin: Admin = parse(&format!("administrator {key}"), version, body)?;
                org.admins.insert(admin.userid.clone(), Arc::new(admin));
            }
            "app" => {
                let app: App = parse(&format!("app {key}"), version, body)?;
                org.apps.insert(app.key.clone(), Arc::new(app));
            }
            "label_group" => {
                let group: LabelGroup = parse(&format!("label group {key}"), version, body)?;
                org.label_groups.insert(group.id, Arc::new(group));
            }
            "external_contact" => {
                let what = format!("external contact {key}");
                let contact: ExternalContact = parse(&what, version, body)?;
                self.external_contacts.push(ContactRow::pack(&contact));
            }
            "account_grant" => {
                let grant: AccountGrant = parse(&format!("account grant {key}"), version, body)?;
                org.account_grants
                    .insert(grant.org.clone(), Arc::new(grant));
            }
            "guest" => {
                let guest: Guest = parse(&format!("guest {key}"), version, body)?;
                org.partners
                    .guests
                    .insert(guest.org.clone(), Arc::new(guest));
            }
            "host" => {
                let host: Host = parse(&format!("host {key}"), version, body)?;
                org.partners.hosts.insert(host.org.clone(), Arc::new(host));
            }
            "shared_data" => {
                let data = parse(&format!("figures {key}"), version, body)?;
                org.partners.set_data(&data);
            }
            "migration" => {
                org.migrations
                    .add(parse(&format!("migration {key}"), version, body)?);
            }
            "credential" => {
                let credential: Credential = parse(&format!("credential {key}"), version, body)?;
                org.credentials
                    .insert(credential.userid.clone(), Arc::new(credential));
            }
            "industry" => {
                let info: Industry = parse("the industry", version, body)?;
                org.industry.info = Some(Arc::new(info));
            }
            "industry_department" => {
                let what = format!("industry department {key}");
                org.industry.set_department(&parse(&what, version, body)?);
            }
            "industry_user" => {
                org.industry
                    .set_user(&parse(&format!("industry user {key}"), version, body)?);
            }
            "setting" => {
                let setting: Setting = parse(&format!("setting {key}"), version, body)?;
                org.settings.set(&setting);
            }
            "executive" => {
                let what = format!("the Executive mode of {key}");
                org.settings.set_executive(&parse(&what, version, body)?);
            }
            "translation" => {
                let translation: Translation = parse(&format!("translation {key}"), version, body)?;
                org.translations
                    .insert(translation.id.clone(), Arc::new(translation));
            }
            "fields" => org.fields.set(&parse("the fields", version, body)?),
            other => return Err(LoadError::Kind(other.to_owned())),
        }
        Ok(())
    }

    /// The whole organization.
    pub fn finish(self) -> Org {
        let Self {
            mut org,
            departments,
            external_contacts,
        } = self;
        org.people.link_reports();
        org.roles.sort_members(&org.people);
        org.external_contacts.fill(external_contacts, &org.people);
        let people = &org.people;
        org.search.set_many(people.rows().map(|row| {
            let user = people.get(row);
            (row, user.name, user.pinyin)
        }));
        org.attributes = AttributeIndex::of(&org.people);
        org.texts.follow(&org.fields, &org.people);
        let mut members: BTreeMap<DepartmentId, Vec<u32>> = BTreeMap::new();
        for row in org.people.rows() {
            for place in org.people.get(row).departments() {
                members.entry(place.department).or_default().push(row);
            }
        }
        for department in departments.values() {
            let mut rows = members.remove(&department.id).unwrap_or_default();
            org.sort_members(department.id, &mut rows);
            let node = Node {
                department: Arc::new(department.clone()),
                children: imbl::Vector::new(),
                members: rows.iter().copied().collect(),
                subtree: rows.into_iter().collect(),
            };
            org.departments.insert(department.id, Arc::new(node));
            org.roles.enter_department(department);
            org.settings.enter_department(department);
            org.partners.enter_department(department);
            for mention in department.mentions() {
                org.mentions.insert((mention, department.id));
            }
        }
        for department in departments.values() {
            org.enter_parent(department);
        }
        org.fill_subtrees(DepartmentId::ROOT);
        org.enter_mirrored_users();
        org
    }
}
