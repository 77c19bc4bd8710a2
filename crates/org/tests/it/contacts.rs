//! External contacts in the random changes.

use crate::World;
use crate::command::Contact;
use crate::naive::{Naive, NaiveContact};
use org::{
    DepartmentId, ExternalContactFields, LabelId, Mobile, NewExternalContact, Refusal, View,
};

impl Naive {
    /// The founder takes over what somebody who left followed.
    pub fn hand_over_contacts(&mut self, id: &str) {
        for (_, contact) in &mut self.contacts {
            contact.users.remove(id);
            if contact.follower == id {
                contact.follower = "founder".into();
            }
        }
    }
}

impl World {
    fn contact(&self, contact: &Contact, mobile: &str) -> (NaiveContact, ExternalContactFields) {
        let naive = NaiveContact {
            mobile: mobile.into(),
            follower: self.user(contact.follower),
            users: contact.users.iter().map(|pick| self.user(*pick)).collect(),
            departments: contact
                .departments
                .iter()
                .map(|pick| self.department(*pick))
                .collect(),
        };
        let labels = View::new(&self.org, &org::Eye::Operator)
            .label_groups()
            .map(|group| group.labels[0].id)
            .collect();
        let fields = ExternalContactFields {
            name: Some(format!("c{}", self.calls)),
            follower: Some(naive.follower.clone()),
            labels: Some(labels),
            share_departments: Some(
                naive
                    .departments
                    .iter()
                    .map(|id| DepartmentId(*id))
                    .collect(),
            ),
            share_users: Some(naive.users.iter().cloned().collect()),
            ..ExternalContactFields::default()
        };
        (naive, fields)
    }

    pub fn add_contact(&mut self, contact: &Contact) {
        let mobile = (13_200_000_000 + self.calls).to_string();
        let (naive, fields) = self.contact(contact, &mobile);
        let new = NewExternalContact {
            state_code: "86".into(),
            mobile,
            fields,
        };
        let userid = self
            .write(|draft| draft.add_external_contact(new.clone()))
            .unwrap();
        let again = self.write(|draft| draft.add_external_contact(new));
        assert_eq!(again, Err(Refusal::ExternalContactExists(userid.clone())));
        self.naive.contacts.push((userid.to_string(), naive));
    }

    pub fn update_contact(&mut self, which: usize, contact: &Contact) {
        let count = self.naive.contacts.len();
        if count == 0 {
            return;
        }
        let (id, old) = self.naive.contacts[which % count].clone();
        let (naive, fields) = self.contact(contact, &old.mobile);
        self.write(|draft| draft.update_external_contact(&id, fields.clone()))
            .unwrap();
        let unknown = ExternalContactFields {
            labels: Some(vec![LabelId(1)]),
            ..fields
        };
        let refused = self.write(|draft| draft.update_external_contact(&id, unknown));
        assert!(matches!(refused, Err(Refusal::LabelsInvalid(_))));
        self.naive.contacts[which % count].1 = naive;
    }

    pub fn remove_contact(&mut self, which: usize) {
        let count = self.naive.contacts.len();
        if count == 0 {
            return;
        }
        let (id, _) = self.naive.contacts.remove(which % count);
        self.write(|draft| draft.remove_external_contact(&id))
            .unwrap();
        let again = self.write(|draft| draft.remove_external_contact(&id));
        assert_eq!(again, Err(Refusal::ExternalContactNotFound(id)));
    }

    pub fn check_contacts(&self, view: &View<'_>) {
        let pages = (0..=self.naive.contacts.len()).step_by(3);
        let listed = pages.flat_map(|offset| view.external_contacts(offset, 3));
        let listed: Vec<(String, NaiveContact)> = listed
            .map(|contact| {
                let userid = contact.userid.to_string();
                assert_eq!(view.external_contact(&userid).as_ref(), Ok(&contact));
                assert_eq!(
                    view.external_contact_by_union_id(&contact.union_id),
                    Some(userid.as_str())
                );
                let departments = contact.share_departments.iter().map(|id| id.0).collect();
                let naive = NaiveContact {
                    mobile: contact.mobile.number,
                    follower: contact.follower.unwrap().to_string(),
                    users: contact
                        .share_users
                        .iter()
                        .map(ToString::to_string)
                        .collect(),
                    departments,
                };
                (userid, naive)
            })
            .collect();
        assert_eq!(listed, self.naive.contacts);
        for (contact, naive) in &self.naive.contacts {
            for (userid, user) in &self.naive.users {
                let shared = |id: &i64| {
                    let places = user.departments.iter();
                    places.clone().any(|place| self.naive.is_below(*place, *id))
                };
                let sees = userid == "founder"
                    || self.naive.admins.contains_key(userid)
                    || naive.follower == *userid
                    || naive.users.contains(userid)
                    || naive.departments.iter().any(shared);
                assert_eq!(
                    view.shows_external_contact(userid, contact),
                    sees,
                    "{userid} and {contact}"
                );
            }
            assert!(!view.shows_external_contact("nobody", contact));
        }
        assert!(!view.shows_external_contact("founder", "nobody"));
    }
}

#[test]
fn a_mobile_is_free_again_and_the_order_stays() {
    let mut world = World::new();
    let contact = Contact {
        follower: 0,
        users: Vec::new(),
        departments: Vec::new(),
    };
    for _ in 0..300 {
        world.add_contact(&contact);
    }
    for which in [299, 0, 100] {
        world.remove_contact(which);
    }
    let (_, fields) = world.contact(&contact, "");
    let again = NewExternalContact {
        state_code: "86".into(),
        mobile: "13200000000".into(),
        fields,
    };
    let userid = world
        .write(|draft| draft.add_external_contact(again))
        .unwrap();
    let view = View::new(&world.org, &org::Eye::Operator);
    let last = view.external_contacts(297, 10);
    assert_eq!(last.len(), 1);
    assert_eq!(last[0].userid, userid);
    assert_eq!(last[0].mobile, Mobile::parse("13200000000").unwrap());
}
