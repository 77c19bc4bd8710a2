//! The bytes in which an external contact lives in memory. Nobody else knows them.

use super::ExternalContact;
use crate::packing::{put_number, put_signed, put_text, take_number, take_signed, take_text};
use crate::{DepartmentId, LabelId, Millis, Mobile, UserId};
use std::sync::Arc;

/// An external contact packed, shared between values.
#[derive(Clone, Debug)]
pub(crate) struct ContactRow(Arc<str>);

/// What an external contact is found by.
#[derive(Clone, Copy)]
pub(crate) struct ContactKeys<'a> {
    pub(crate) userid: &'a str,
    pub(crate) union_id: &'a str,
    pub(crate) state_code: &'a str,
    pub(crate) number: &'a str,
}

impl ContactRow {
    pub(crate) fn pack(contact: &ExternalContact) -> Self {
        let mut packed = String::with_capacity(192);
        put_number(&mut packed, contact.serial.into());
        let follower = contact.follower.as_ref().map_or("", UserId::as_str);
        for text in [
            contact.userid.as_str(),
            &contact.union_id,
            &contact.mobile.state_code,
            &contact.mobile.number,
            &contact.name,
            &contact.title,
            &contact.email,
            &contact.company_name,
            &contact.address,
            &contact.remark,
            follower,
        ] {
            put_text(&mut packed, text);
        }
        put_number(&mut packed, contact.labels.len() as u64);
        for label in &contact.labels {
            put_signed(&mut packed, label.0);
        }
        put_number(&mut packed, contact.share_departments.len() as u64);
        for department in &contact.share_departments {
            put_signed(&mut packed, department.0);
        }
        put_number(&mut packed, contact.share_users.len() as u64);
        for user in &contact.share_users {
            put_text(&mut packed, user.as_str());
        }
        put_signed(&mut packed, contact.created_at.0);
        put_number(&mut packed, contact.own.len() as u64);
        for (id, value) in &contact.own {
            put_text(&mut packed, id);
            put_text(&mut packed, value);
        }
        Self(packed.into())
    }

    pub(crate) fn unpack(&self) -> ExternalContact {
        let bytes = &mut &*self.0;
        let serial = take_number(bytes) as u32;
        let userid = UserId::new(take_text(bytes));
        let union_id = take_text(bytes).to_owned();
        let mobile = Mobile {
            state_code: take_text(bytes).to_owned(),
            number: take_text(bytes).to_owned(),
        };
        let [name, title, email, company_name, address, remark] =
            [(); 6].map(|()| take_text(bytes).to_owned());
        let follower = Some(take_text(bytes))
            .filter(|text| !text.is_empty())
            .map(UserId::new);
        let labels = (0..take_number(bytes)).map(|_| LabelId(take_signed(bytes)));
        let labels = labels.collect();
        let departments = (0..take_number(bytes)).map(|_| DepartmentId(take_signed(bytes)));
        let share_departments = departments.collect();
        let users = (0..take_number(bytes)).map(|_| UserId::new(take_text(bytes)));
        let share_users = users.collect();
        let created_at = Millis(take_signed(bytes));
        let own = (0..take_number(bytes)).map(|_| {
            let id = take_text(bytes).to_owned();
            (id, take_text(bytes).to_owned())
        });
        let own = own.collect();
        ExternalContact {
            userid,
            serial,
            union_id,
            name,
            mobile,
            title,
            email,
            company_name,
            address,
            remark,
            follower,
            labels,
            share_departments,
            share_users,
            created_at,
            own,
        }
    }

    pub(crate) fn serial(&self) -> u32 {
        take_number(&mut &*self.0) as u32
    }

    pub(crate) fn keys(&self) -> ContactKeys<'_> {
        let bytes = &mut &*self.0;
        take_number(bytes);
        ContactKeys {
            userid: take_text(bytes),
            union_id: take_text(bytes),
            state_code: take_text(bytes),
            number: take_text(bytes),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        fn contact()(
            texts in prop::collection::vec("\\PC{0,20}", 8),
            serial in any::<u32>(),
            follower in prop::option::of("[a-z]{1,8}"),
            labels in prop::collection::vec(any::<i64>(), 0..4),
            departments in prop::collection::vec(any::<i64>(), 0..4),
            users in prop::collection::vec("[a-z]{1,8}", 0..4),
            created_at in any::<i64>(),
            own in prop::collection::vec(("\\PC{1,9}", "\\PC{1,9}"), 0..4),
        ) -> ExternalContact {
            let mut texts = texts.into_iter();
            let mut next = || texts.next().expect("as many as fields");
            ExternalContact {
                userid: UserId::new(&next()),
                serial,
                union_id: next(),
                name: next(),
                mobile: Mobile { state_code: "86".into(), number: "13900000000".into() },
                title: next(),
                email: next(),
                company_name: next(),
                address: next(),
                remark: next(),
                follower: follower.map(|id| UserId::new(&id)),
                labels: labels.into_iter().map(LabelId).collect(),
                share_departments: departments.into_iter().map(DepartmentId).collect(),
                share_users: users.iter().map(|id| UserId::new(id)).collect(),
                created_at: Millis(created_at),
                own,
            }
        }
    }

    proptest! {
        #[test]
        fn what_was_packed_is_read_back(contact in contact()) {
            let row = ContactRow::pack(&contact);
            prop_assert_eq!(row.serial(), contact.serial);
            let keys = row.keys();
            prop_assert_eq!(keys.userid, contact.userid.as_str());
            prop_assert_eq!(keys.union_id, contact.union_id.as_str());
            prop_assert_eq!((keys.state_code, keys.number), ("86", "13900000000"));
            prop_assert_eq!(row.unpack(), contact);
        }
    }
}
