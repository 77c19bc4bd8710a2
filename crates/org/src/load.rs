//! From stored records and log bodies to a value, and back to bytes.

use crate::change::{BODY_VERSION, Change};
use crate::credential::Credential;
use crate::external_contact::row::ContactRow;
use crate::index::attributes::AttributeIndex;
use crate::index::search::SearchIndex;
use crate::industry::Industry;
use crate::org::{Node, Org};
use crate::organization::{Admin, App, ManagementGroup, Organization, Role, RoleGroup};
use crate::people::{PackedRows, PeopleBuilder};
use crate::{
    AccountGrant, Department, DepartmentId, ExternalContact, Guest, Host, LabelGroup, OrgId, Photo,
    Setting, Translation,
};
use imbl::OrdMap;
use rayon::prelude::*;
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
    parse_named(|| what.to_owned(), version, known, body)
}

fn parse_named<T: DeserializeOwned>(
    what: impl Fn() -> String,
    version: u16,
    known: u16,
    body: &[u8],
) -> Result<T, LoadError> {
    if version != known {
        return Err(LoadError::Version {
            what: what(),
            version,
            known,
        });
    }
    serde_json::from_slice(body).map_err(|error| LoadError::Body {
        what: what(),
        reason: error.to_string(),
    })
}

/// Records that one thread reads before it takes more.
const RECORDS_READ_TOGETHER: usize = 256;

/// A record as the store holds it.
#[derive(Clone, Copy, Debug)]
pub struct StoredRecord<'a> {
    /// What kind of thing.
    pub kind: &'a str,
    /// Which one.
    pub key: &'a str,
    /// The version in which it was written.
    pub version: u16,
    /// What was written.
    pub body: &'a [u8],
}

/// Puts an organization together from its records, in any order, without paying for each person's place in sorted
/// lists.
pub struct Loader {
    org: Org,
    people: PeopleBuilder,
    departments: BTreeMap<DepartmentId, Department>,
    external_contacts: Vec<ContactRow>,
}

impl Loader {
    /// Starts with nothing. The seed as in [`Org::empty`].
    pub fn new(id: OrgId, seed: u64) -> Self {
        Self {
            org: Org::empty(id, seed),
            people: PeopleBuilder::new(seed),
            departments: BTreeMap::new(),
            external_contacts: Vec::new(),
        }
    }

    /// Takes some records; people are read on several threads.
    ///
    /// # Errors
    /// [`LoadError`] when a record is not this version's.
    pub fn records(&mut self, records: &[StoredRecord<'_>]) -> Result<(), LoadError> {
        for same_kind in records.chunk_by(|one, other| one.kind == other.kind) {
            if same_kind[0].kind != "user" {
                for record in same_kind {
                    self.record(record.kind, record.key, record.version, record.body)?;
                }
                continue;
            }
            let parts = same_kind.par_chunks(RECORDS_READ_TOGETHER).map(packed);
            let parts: Result<Vec<PackedRows>, LoadError> = parts.collect();
            parts?.iter().for_each(|part| self.people.append(part));
        }
        Ok(())
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
                let record = StoredRecord {
                    kind,
                    key,
                    version,
                    body,
                };
                self.people.append(&packed(&[record])?);
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
            "photo" => {
                let photo: Photo = parse(&format!("photo {key}"), version, body)?;
                org.photos.set(&photo);
            }
            "management_group" => {
                let what = format!("management group {key}");
                let group: ManagementGroup = parse(&what, version, body)?;
                org.management_groups.insert(group.id, Arc::new(group));
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
            "invite" => {
                let what = format!("invitation {key}");
                org.invites.set(&parse(&what, version, body)?);
            }
            "application" => {
                let what = format!("application {key}");
                org.invites.set_application(&parse(&what, version, body)?);
            }
            "blocked" => {
                let what = format!("blocked number {key}");
                org.invites.block(&parse(&what, version, body)?);
            }
            "fields" => org.fields.set(&parse("the fields", version, body)?),
            "contact_fields" => {
                let settings = parse("the fields of external contacts", version, body)?;
                org.contact_fields.set(&settings);
            }
            other => return Err(LoadError::Kind(other.to_owned())),
        }
        Ok(())
    }

    /// The whole organization.
    pub fn finish(self) -> Org {
        let mut org = self.org;
        org.people = self.people.finish();
        let people = &org.people;
        org.external_contacts.fill(self.external_contacts, people);
        org.search = SearchIndex::of(people.end(), |row| {
            let user = people.get(row);
            Some((user.name, user.pinyin))
        });
        org.attributes = AttributeIndex::of(people);
        org.texts.follow(&org.fields, people);
        let runs = people.by_runs(|run: &mut Run, row| {
            let user = people.get(row);
            let places = user.departments();
            run.places
                .extend(places.map(|place| (place.department, row)));
            let has_role = user.boss || user.roles().next().is_some();
            run.with_role.extend(has_role.then_some(row));
        });
        for &row in runs.iter().flat_map(|run| &run.with_role) {
            org.roles.enter_unsorted(row, &people.get(row).to_user());
        }
        org.roles.sort_members(people);
        let mut places: Vec<(DepartmentId, u32)> =
            runs.iter().flat_map(|run| &run.places).copied().collect();
        drop(runs);
        places.par_sort_unstable();
        org.departments = nodes(&org, self.departments.values(), &places);
        for department in self.departments.values() {
            org.roles.enter_department(department);
            org.settings.enter_department(department);
            org.partners.enter_department(department);
            for mention in department.mentions() {
                org.mentions.insert((mention, department.id));
            }
        }
        org.fill_subtrees(DepartmentId::ROOT);
        org.enter_mirrored_users();
        org
    }
}

impl Org {
    /// Makes what finds people by their names, so that the first search need not wait for it. Takes seconds for a million people;
    /// what was made already is kept, also by the values that come after this one.
    pub fn prepare_search(&self) {
        self.search.prepare();
    }
}

/// What some rows say of departments and roles.
#[derive(Default)]
struct Run {
    places: Vec<(DepartmentId, u32)>,
    with_role: Vec<u32>,
}

fn packed(records: &[StoredRecord<'_>]) -> Result<PackedRows, LoadError> {
    let mut packed = PackedRows::default();
    for record in records {
        let what = || format!("user {}", record.key);
        packed.push(&parse_named(
            what,
            record.version,
            BODY_VERSION,
            record.body,
        )?);
    }
    Ok(packed)
}

/// Departments with their members, which `places` tells in order, and their children, but without those below.
fn nodes<'a>(
    org: &Org,
    departments: impl Iterator<Item = &'a Department> + Clone,
    places: &[(DepartmentId, u32)],
) -> OrdMap<DepartmentId, Arc<Node>> {
    let mut children: BTreeMap<DepartmentId, Vec<(i64, DepartmentId)>> = BTreeMap::new();
    for department in departments.clone() {
        if let Some(parent) = department.parent {
            let children = children.entry(parent).or_default();
            children.push((department.order, department.id));
        }
    }
    children
        .values_mut()
        .for_each(|children| children.sort_unstable());
    let node = |department: &&Department| {
        let id = department.id;
        let from = places.partition_point(|place| place.0 < id);
        let own = places[from..].partition_point(|place| place.0 == id);
        let mut rows: Vec<u32> = places[from..from + own]
            .iter()
            .map(|place| place.1)
            .collect();
        let subtree = rows.iter().copied().collect();
        org.sort_members(id, &mut rows);
        let children = children.get(&id).into_iter().flatten();
        let node = Node {
            department: Arc::new(Department::clone(department)),
            children: children.map(|(_, child)| *child).collect(),
            members: rows.into_iter().collect(),
            subtree,
        };
        (id, Arc::new(node))
    };
    let departments: Vec<&Department> = departments.collect();
    let nodes: Vec<_> = departments.par_iter().map(node).collect();
    nodes.into_iter().collect()
}

#[cfg(test)]
mod tests;
