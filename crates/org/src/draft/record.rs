//! The records in which an organization is stored.

use crate::change::RecordKey;
use crate::external_contact::table::ContactKey;
use crate::org::Org;
use crate::{SharedDataKey, UserId};

impl Org {
    /// Every record there is.
    pub fn record_keys(&self) -> impl Iterator<Item = RecordKey> + '_ {
        let people = self
            .people
            .rows()
            .map(|row| RecordKey::User(UserId::new(self.people.userid(row))));
        let contacts = self
            .external_contacts
            .keys()
            .map(|keys| RecordKey::ExternalContact(UserId::new(keys.userid)));
        std::iter::once(RecordKey::Organization)
            .chain(people)
            .chain(self.departments.keys().map(|id| RecordKey::Department(*id)))
            .chain(self.roles.groups.keys().map(|id| RecordKey::RoleGroup(*id)))
            .chain(self.roles.all.keys().map(|id| RecordKey::Role(*id)))
            .chain(self.admins.keys().map(|id| RecordKey::Admin(id.clone())))
            .chain((self.management_groups.keys().copied()).map(RecordKey::ManagementGroup))
            .chain(self.apps.keys().map(|key| RecordKey::App(key.clone())))
            .chain(
                self.label_groups
                    .keys()
                    .map(|id| RecordKey::LabelGroup(*id)),
            )
            .chain(contacts)
            .chain(
                self.account_grants
                    .keys()
                    .map(|org| RecordKey::AccountGrant(org.clone())),
            )
            .chain(
                self.partners
                    .guests
                    .keys()
                    .map(|org| RecordKey::Guest(org.clone())),
            )
            .chain(
                self.partners
                    .hosts
                    .keys()
                    .map(|org| RecordKey::Host(org.clone())),
            )
            .chain(
                self.partners
                    .data
                    .keys()
                    .map(|key| RecordKey::SharedData(key.to_string())),
            )
            .chain(self.industry.info.iter().map(|_| RecordKey::Industry))
            .chain(
                self.industry
                    .departments()
                    .map(|department| RecordKey::IndustryDepartment(department.id)),
            )
            .chain(
                self.industry
                    .users
                    .keys()
                    .map(|id| RecordKey::IndustryUser(id.clone())),
            )
            .chain(
                self.settings
                    .all()
                    .map(|setting| RecordKey::Setting(setting.id)),
            )
            .chain(
                self.settings
                    .executives()
                    .map(|executive| RecordKey::Executive(executive.userid.clone())),
            )
            .chain(
                self.translations
                    .keys()
                    .map(|id| RecordKey::Translation(id.clone())),
            )
            .chain(
                self.credentials
                    .keys()
                    .map(|id| RecordKey::Credential(id.clone())),
            )
            .chain(
                self.migrations
                    .keys()
                    .map(|id| RecordKey::Migration(id.clone())),
            )
            .chain(self.fields.stored().map(|_| RecordKey::Fields))
            .chain((self.contact_fields.stored()).map(|_| RecordKey::ContactFields))
            .chain(self.invites.all.keys().cloned().map(RecordKey::Invite))
            .chain((self.invites.applications.keys().cloned()).map(RecordKey::Application))
            .chain((self.invites.blocked.keys().cloned()).map(RecordKey::Blocked))
            .chain(
                self.photos
                    .all()
                    .map(|photo| RecordKey::Photo(photo.id.clone())),
            )
    }

    /// A record's present state as it is stored; `None` when it is gone.
    pub fn record_body(&self, key: &RecordKey) -> Option<Vec<u8>> {
        fn body(value: &impl serde::Serialize) -> Vec<u8> {
            serde_json::to_vec(value).expect("records are plain structs")
        }
        match key {
            RecordKey::Organization => Some(body(&*self.info)),
            RecordKey::User(id) => self
                .people
                .find(id.as_str())
                .map(|user| body(&user.to_user())),
            RecordKey::Department(id) => {
                self.departments.get(id).map(|node| body(&*node.department))
            }
            RecordKey::RoleGroup(id) => self.roles.groups.get(id).map(|group| body(&**group)),
            RecordKey::Role(id) => self.roles.all.get(id).map(|role| body(&**role)),
            RecordKey::Admin(id) => self.admins.get(id).map(|admin| body(&**admin)),
            RecordKey::Photo(id) => self.photos.get(id).map(body),
            RecordKey::ManagementGroup(id) => {
                self.management_groups.get(id).map(|group| body(&**group))
            }
            RecordKey::App(key) => self.apps.get(key).map(|app| body(&**app)),
            RecordKey::LabelGroup(id) => self.label_groups.get(id).map(|group| body(&**group)),
            RecordKey::ExternalContact(id) => self
                .external_contacts
                .find(ContactKey::UserId, id.as_str())
                .map(|row| body(&row.unpack())),
            RecordKey::Industry => self.industry.info.as_ref().map(|info| body(&**info)),
            RecordKey::IndustryDepartment(id) => self
                .industry
                .department(*id)
                .map(|department| body(&**department)),
            RecordKey::IndustryUser(id) => self.industry.users.get(id).map(|user| body(&**user)),
            RecordKey::Setting(id) => self.settings.get(*id).map(|setting| body(&**setting)),
            RecordKey::Executive(id) => {
                let executive = self.settings.executive(id.as_str());
                executive.map(|executive| body(&**executive))
            }
            RecordKey::Translation(id) => self.translations.get(id).map(|one| body(&**one)),
            RecordKey::Guest(org) => self.partners.guests.get(org).map(|guest| body(&**guest)),
            RecordKey::Host(org) => self.partners.hosts.get(org).map(|host| body(&**host)),
            RecordKey::SharedData(key) => {
                let key = SharedDataKey::parse(key)?;
                self.partners.data.get(&key).map(|data| body(&**data))
            }
            RecordKey::Credential(id) => self.credentials.get(id).map(|one| body(&**one)),
            RecordKey::Migration(id) => self.migrations.by_union_id(id).map(body),
            RecordKey::Invite(code) => self.invites.all.get(code).map(|one| body(&**one)),
            RecordKey::Application(id) => {
                let application = self.invites.applications.get(id);
                application.map(|one| body(&**one))
            }
            RecordKey::Blocked(mobile) => self.invites.blocked.get(mobile).map(|one| body(&**one)),
            RecordKey::Fields => self.fields.stored().map(|stored| body(&**stored)),
            RecordKey::ContactFields => {
                let stored = self.contact_fields.stored();
                stored.map(|stored| body(&**stored))
            }
            RecordKey::AccountGrant(org) => {
                self.account_grants.get(org).map(|grant| body(&**grant))
            }
        }
    }
}
