//! External contacts. An app sees all of them, and of the people and departments they name those of its Contacts scope.

use super::View;
use crate::external_contact::table::ContactKey;
use crate::{
    ContactFieldSettings, ExternalContact, FieldKind, LabelGroup, LabelId, Mobile, Org, Refusal,
};

impl<'a> View<'a> {
    /// An external contact, by userid.
    ///
    /// # Errors
    /// [`Refusal::ExternalContactNotFound`].
    pub fn external_contact(&self, userid: &str) -> Result<ExternalContact, Refusal> {
        let contacts = &self.org.external_contacts;
        match contacts.find(ContactKey::UserId, userid) {
            Some(row) => Ok(self.narrowed(row.unpack())),
            None => Err(Refusal::ExternalContactNotFound(userid.to_owned())),
        }
    }

    /// One page of the external contacts, in the order in which they came.
    pub fn external_contacts(&self, offset: usize, size: usize) -> Vec<ExternalContact> {
        let page = self.org.external_contacts.page(offset, size);
        page.into_iter()
            .map(|contact| self.narrowed(contact))
            .collect()
    }

    /// The external contact with a mobile.
    pub fn external_contact_by_mobile(&self, mobile: &Mobile) -> Option<ExternalContact> {
        let row = self.org.external_contacts.find_mobile(mobile)?;
        Some(self.narrowed(row.unpack()))
    }

    /// The userid of the external contact with a unionId.
    pub fn external_contact_by_union_id(&self, union_id: &str) -> Option<&'a str> {
        let contacts = &self.org.external_contacts;
        contacts
            .find(ContactKey::UnionId, union_id)
            .map(|row| row.keys().userid)
    }

    /// The fields of external contacts, in order. Not narrowed.
    pub fn contact_fields(&self) -> &'a ContactFieldSettings {
        self.org.contact_fields.settings()
    }

    /// The groups of labels for external contacts, in the order in which they came.
    pub fn label_groups(&self) -> impl Iterator<Item = &'a LabelGroup> + use<'a> {
        self.org.label_groups.values().map(|group| &**group)
    }

    /// Whether somebody sees an external contact on the surfaces for people: who follows it, those it is shared with,
    /// the members of departments it is shared with and of those below, and administrators.
    pub fn shows_external_contact(&self, viewer: &str, userid: &str) -> bool {
        let contacts = &self.org.external_contacts;
        let Some(contact) = contacts.find(ContactKey::UserId, userid) else {
            return false;
        };
        let Some(viewer) = self.org.people.find(viewer) else {
            return false;
        };
        let contact = contact.unpack();
        let mut named = contact.follower.iter().chain(&contact.share_users);
        let is_shared = |id| contact.share_departments.contains(&id);
        self.org.admins.contains_key(viewer.userid)
            || named.any(|id| id.as_str() == viewer.userid)
            || viewer.departments().any(|place| {
                self.org
                    .lineage(place.department)
                    .into_iter()
                    .any(is_shared)
            })
    }

    /// Without the people and departments that the caller may not see.
    fn narrowed(&self, mut contact: ExternalContact) -> ExternalContact {
        if self.scope.is_some() {
            contact.follower = contact.follower.filter(|id| self.user(id.as_str()).is_ok());
            contact
                .share_users
                .retain(|id| self.user(id.as_str()).is_ok());
            contact
                .share_departments
                .retain(|id| self.sees_department(*id));
            let fields = self.contact_fields();
            contact.own.retain(|(id, value)| {
                let kind = fields.get(id).and_then(|field| field.kind.as_ref());
                let names_somebody = kind == Some(&FieldKind::Person) && self.user_exists(value);
                !names_somebody || self.user(value).is_ok()
            });
        }
        contact
    }
}

impl Org {
    /// How many external contacts there are.
    pub fn external_contact_count(&self) -> u64 {
        self.external_contacts.len() as u64
    }

    pub(crate) fn has_label(&self, id: LabelId) -> bool {
        let mut labels = self.label_groups.values().flat_map(|group| &group.labels);
        labels.any(|label| label.id == id)
    }
}
