//! Every stored member is told or kept back.

use super::*;
use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use std::collections::BTreeSet;

/// Hears which members a stored record has, and reads none.
struct Members(Option<&'static [&'static str]>);

impl<'de> Deserializer<'de> for &mut Members {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("nothing to read"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        members: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0 = Some(members);
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

fn holds<T: for<'de> serde::Deserialize<'de>>(shape: &Shape) {
    let mut members = Members(None);
    assert!(T::deserialize(&mut members).is_err());
    let stored: BTreeSet<&str> = members.0.expect("a struct").iter().copied().collect();
    let told = shape.told.iter().map(|member| member.stored);
    let decided: Vec<&str> = told.chain(shape.kept_back.iter().copied()).collect();
    let once: BTreeSet<&str> = decided.iter().copied().collect();
    assert_eq!(once.len(), decided.len(), "a member is decided on twice");
    assert_eq!(once, stored, "{}", std::any::type_name::<T>());
}

#[test]
fn whoever_adds_a_member_decides_whether_it_is_told() {
    holds::<org::Organization>(&ORGANIZATION);
    holds::<org::Authentication>(&AUTHENTICATION);
    holds::<org::SignInProvider>(&PROVIDER);
    holds::<org::Joining>(&JOINING);
    holds::<org::Invite>(&INVITE);
    holds::<org::Application>(&APPLICATION);
    holds::<org::Applicant>(&APPLICANT);
    holds::<org::Blocked>(&BLOCKED);
    holds::<org::Linking>(&LINKING);
    holds::<org::Owner>(&OWNER);
    holds::<org::OwnedOrganization>(&OWNED);
    holds::<org::User>(&USER);
    holds::<org::Membership>(&MEMBERSHIP);
    holds::<org::GivenRole>(&GIVEN_ROLE);
    holds::<org::Account>(&ACCOUNT);
    holds::<org::AccountOwner>(&OWNER_OF_ACCOUNT);
    holds::<org::CreatedOrganization>(&CREATED_ORGANIZATION);
    holds::<org::MirroredUser>(&MIRRORED_USER);
    holds::<org::Department>(&DEPARTMENT);
    holds::<org::MirroredDepartment>(&MIRRORED_DEPARTMENT);
    holds::<org::RoleGroup>(&ROLE_GROUP);
    holds::<org::Role>(&ROLE);
    holds::<org::Admin>(&ADMIN);
    holds::<org::ManagementGroup>(&MANAGEMENT_GROUP);
    holds::<org::Photo>(&PHOTO);
    holds::<org::FieldSettings>(&FIELDS);
    holds::<org::Field>(&FIELD);
    holds::<org::ContactFieldSettings>(&CONTACT_FIELDS);
    holds::<org::ContactField>(&CONTACT_FIELD);
    holds::<org::Credential>(&CREDENTIAL);
    holds::<org::App>(&APP);
    holds::<org::ContactsScope>(&SCOPE);
    holds::<org::Callback>(&CALLBACK);
    holds::<org::LabelGroup>(&LABEL_GROUP);
    holds::<org::Label>(&LABEL);
    holds::<org::ExternalContact>(&EXTERNAL_CONTACT);
    holds::<org::AccountGrant>(&ACCOUNT_GRANT);
    holds::<org::Guest>(&GUEST);
    holds::<org::LinkRule>(&LINK_RULE);
    holds::<org::Host>(&HOST);
    holds::<org::SharedData>(&SHARED_DATA);
    holds::<org::Indicator>(&INDICATOR);
    holds::<org::Migration>(&MIGRATION);
    holds::<org::industry::Industry>(&INDUSTRY);
    holds::<org::industry::IndustryRole>(&INDUSTRY_ROLE);
    holds::<org::industry::IndustryDepartment>(&INDUSTRY_DEPARTMENT);
    holds::<org::industry::IndustryUser>(&INDUSTRY_USER);
    holds::<org::industry::IndustryPlace>(&INDUSTRY_PLACE);
    holds::<org::Setting>(&SETTING);
    holds::<org::Selection>(&SELECTION);
    holds::<org::Executive>(&EXECUTIVE);
    holds::<org::Translation>(&TRANSLATION);
    holds::<org::TranslationFile>(&TRANSLATION_FILE);
    holds::<org::TranslationEnd>(&TRANSLATION_END);
}

#[test]
fn every_point_is_known() {
    let app = || RecordKey::App("x".into());
    assert_eq!(point_of(&app()), None);
    let contact = RecordKey::ExternalContact("x".into());
    assert!(point_of(&contact).is_some_and(|point| POINTS.contains(&point)));
    for point in POINTS {
        assert!(!point.is_empty());
    }
}
