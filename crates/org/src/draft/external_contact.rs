//! How external contacts come, change and go.

use super::Draft;
use crate::change::Change;
use crate::external_contact::row::ContactRow;
use crate::external_contact::table::ContactKey;
use crate::label::FIRST_GROUPS;
use crate::sentence;
use crate::{
    DepartmentId, ExternalContact, ExternalContactFields, Label, LabelGroup, LabelId, Mobile,
    NewExternalContact, Refusal, UserId, limits,
};

impl Draft {
    /// Adds an external contact.
    ///
    /// # Errors
    /// Whatever is wrong with the given fields.
    pub fn add_external_contact(&mut self, new: NewExternalContact) -> Result<UserId, Refusal> {
        let NewExternalContact {
            state_code,
            mobile,
            fields,
        } = new;
        fields.check()?;
        if fields.name.is_none() {
            return Err(Refusal::UserNameInvalid(
                limits::EXTERNAL_CONTACT_NAME_CHARS_MAX,
            ));
        }
        let mobile = Mobile::parse(&[state_code.trim(), "-", mobile.trim()].concat())?;
        let mut contact = ExternalContact {
            userid: UserId::new(""),
            serial: self.org.external_contacts.next_serial(),
            union_id: String::new(),
            name: String::new(),
            mobile,
            title: String::new(),
            email: String::new(),
            company_name: String::new(),
            address: String::new(),
            remark: String::new(),
            follower: None,
            labels: Vec::new(),
            share_departments: Vec::new(),
            share_users: Vec::new(),
            created_at: self.now(),
            own: Vec::new(),
        };
        self.set_contact_fields(&mut contact, fields)?;
        if contact.labels.is_empty() {
            return Err(Refusal::LabelsInvalid(sentence!(
                "at least one label",
                "至少一个标签"
            )));
        }
        if contact.follower.is_none() {
            return Err(Refusal::FollowerInvalid(String::new()));
        }
        if let Some(taken) = self.org.external_contacts.find_mobile(&contact.mobile) {
            let userid = UserId::new(taken.keys().userid);
            return Err(Refusal::ExternalContactExists(userid));
        }
        if self.org.external_contacts.len() >= limits::EXTERNAL_CONTACTS_MAX {
            return Err(Refusal::ExternalContactsFull);
        }
        contact.userid = self.new_user_id();
        contact.union_id = self.new_contact_union_id(&contact.mobile);
        let userid = contact.userid.clone();
        self.change(Change::ExternalContactAdded(Box::new(contact)));
        Ok(userid)
    }

    /// Changes an external contact; what stays the same makes no change. What is shared with whom the caller does not see
    /// stays shared.
    ///
    /// # Errors
    /// Whatever is wrong with the given fields, or there is no such contact.
    pub fn update_external_contact(
        &mut self,
        userid: &str,
        fields: ExternalContactFields,
    ) -> Result<(), Refusal> {
        let old = self.stored_contact(userid)?;
        fields.check()?;
        let mut contact = old.clone();
        self.set_contact_fields(&mut contact, fields)?;
        if contact != old {
            self.change(Change::ExternalContactUpdated(Box::new(contact)));
        }
        Ok(())
    }

    /// Removes an external contact.
    ///
    /// # Errors
    /// [`Refusal::ExternalContactNotFound`].
    pub fn remove_external_contact(&mut self, userid: &str) -> Result<(), Refusal> {
        let contact = self.stored_contact(userid)?;
        self.change(Change::ExternalContactRemoved(contact.userid));
        Ok(())
    }

    /// Gives a new organization the label groups that every one starts with. A group's id comes before those of its labels.
    pub(super) fn add_first_label_groups(&mut self) {
        let mut info = (*self.org.info).clone();
        let mut next_id = || {
            let id = LabelId(info.next_label_id);
            info.next_label_id += 1;
            id
        };
        let groups = FIRST_GROUPS.map(|(name, color, labels)| LabelGroup {
            id: next_id(),
            name: name.to_owned(),
            color,
            labels: labels
                .iter()
                .map(|name| Label {
                    id: next_id(),
                    name: (*name).to_owned(),
                })
                .collect(),
        });
        self.change(Change::OrganizationSet(Box::new(info)));
        for group in groups {
            self.change(Change::LabelGroupSet(group));
        }
    }

    fn stored_contact(&self, userid: &str) -> Result<ExternalContact, Refusal> {
        let found = self.org.external_contacts.find(ContactKey::UserId, userid);
        found
            .map(ContactRow::unpack)
            .ok_or_else(|| Refusal::ExternalContactNotFound(userid.to_owned()))
    }

    fn set_contact_fields(
        &self,
        contact: &mut ExternalContact,
        fields: ExternalContactFields,
    ) -> Result<(), Refusal> {
        if let Some(name) = &fields.name {
            name.trim().clone_into(&mut contact.name);
        }
        for (field, given) in [
            (&mut contact.title, fields.title),
            (&mut contact.email, fields.email),
            (&mut contact.company_name, fields.company_name),
            (&mut contact.address, fields.address),
            (&mut contact.remark, fields.remark),
        ] {
            if let Some(text) = given {
                *field = text;
            }
        }
        if let Some(labels) = fields.labels {
            contact.labels = self.checked_labels(labels)?;
        }
        if let Some(follower) = &fields.follower {
            contact.follower = Some(self.contact_person(follower)?);
        }
        if let Some(ids) = fields.share_departments {
            let mut kept = contact.share_departments.clone();
            kept.retain(|id| !self.view().sees_department(*id));
            contact.share_departments = self.checked_share_departments(kept, ids)?;
        }
        if let Some(ids) = fields.share_users {
            let mut kept = contact.share_users.clone();
            kept.retain(|id| self.view().user(id.as_str()).is_err());
            contact.share_users = self.checked_share_users(kept, ids)?;
        }
        self.set_own_values(contact, fields.own)
    }

    fn checked_labels(&self, ids: Vec<LabelId>) -> Result<Vec<LabelId>, Refusal> {
        let mut labels: Vec<LabelId> = Vec::with_capacity(ids.len());
        for id in ids {
            if !self.org.has_label(id) {
                return Err(Refusal::LabelsInvalid(sentence!(
                    "no label {id}",
                    "没有标签 {id}"
                )));
            }
            if !labels.contains(&id) {
                labels.push(id);
            }
        }
        if labels.is_empty() {
            return Err(Refusal::LabelsInvalid(sentence!(
                "an external contact has at least one label",
                "外部联系人至少有一个标签"
            )));
        }
        Ok(labels)
    }

    /// Somebody whom the caller sees.
    fn contact_person(&self, userid: &str) -> Result<UserId, Refusal> {
        match self.view().user(userid) {
            Ok(user) => Ok(UserId::new(user.userid)),
            Err(_) => Err(Refusal::FollowerInvalid(userid.to_owned())),
        }
    }

    fn checked_share_departments(
        &self,
        kept: Vec<DepartmentId>,
        ids: Vec<DepartmentId>,
    ) -> Result<Vec<DepartmentId>, Refusal> {
        let mut shares = kept;
        for id in ids {
            if self.view().department(id).is_err() {
                return Err(Refusal::DepartmentNotFound(id));
            }
            if !shares.contains(&id) {
                shares.push(id);
            }
        }
        check_shares(shares.len())?;
        Ok(shares)
    }

    fn checked_share_users(
        &self,
        kept: Vec<UserId>,
        ids: Vec<String>,
    ) -> Result<Vec<UserId>, Refusal> {
        let mut shares = kept;
        for id in ids {
            let id = self.contact_person(&id)?;
            if !shares.contains(&id) {
                shares.push(id);
            }
        }
        check_shares(shares.len())?;
        Ok(shares)
    }

    /// The unionId of whoever has the mobile.
    fn new_contact_union_id(&self, mobile: &Mobile) -> String {
        let contacts = &self.org.external_contacts;
        self.free_union_id(&mobile.to_string(), |union_id| {
            contacts.find(ContactKey::UnionId, union_id).is_none()
        })
    }
}

fn check_shares(length: usize) -> Result<(), Refusal> {
    let length_max = limits::EXTERNAL_CONTACT_SHARES_MAX;
    if length > length_max {
        return Err(Refusal::Invalid(sentence!(
            "an external contact is shared with at most {length_max} people and {length_max} departments, those counted whom the app does not see",
            "外部联系人最多共享给 {length_max} 个人和 {length_max} 个部门，应用看不到的也计算在内"
        )));
    }
    Ok(())
}
