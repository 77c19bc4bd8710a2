//! The organization itself, with everything set and with as little as there can be.

use crate::change::Change;
use crate::organization::FIRST_SETTING_ID;
use crate::{
    Authentication, AuthenticationLevel, DepartmentId, Joining, Language, Logo, Millis, OrgId,
    Organization, SignInProvider, UserId,
};

fn authentication() -> Authentication {
    Authentication {
        level: AuthenticationLevel::High,
        license_name: "Acme Ltd.".to_owned(),
        registration_number: "110000000000000".to_owned(),
        social_credit_code: "91110000MA00000000".to_owned(),
        organization_code: "11111111-1".to_owned(),
        legal_person: "Ann".to_owned(),
        license_url: "https://acme.example/license.png".to_owned(),
    }
}

fn joining() -> Joining {
    Joining {
        invitations: true,
        by_name: true,
        by_code: true,
        by_link: true,
        without_approval: true,
        admins_alone: true,
        nobody_leaves: true,
        address: "https://acme.example/join".to_owned(),
        link_key: "key".to_owned(),
    }
}

fn organization() -> Organization {
    Organization {
        id: OrgId::new("dingacme"),
        name: "Acme".to_owned(),
        code: "acme".to_owned(),
        created_at: Millis(1),
        main_admin: UserId::new("founder"),
        next_label_id: 7,
        largest_deleted_department: Some(DepartmentId(100_000_007)),
        next_setting_id: 10_002,
        nearest_setting_wins: true,
        authentication: Some(Box::new(authentication())),
        sign_in_provider: Some(Box::new(sign_in_provider())),
        admins_need_second_factor: true,
        audit_days: Some(90),
        language: Some(Language::English),
        logo: Some(
            Logo::new(&[b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 8]].concat()).expect("a picture"),
        ),
        joining: joining(),
        linking: Box::new(super::partners::linking()),
    }
}

fn sign_in_provider() -> SignInProvider {
    SignInProvider {
        issuer: "https://login.acme.example".to_owned(),
        client_id: "orgbook".to_owned(),
        scope: "openid profile".to_owned(),
        claim: "preferred_username".to_owned(),
    }
}

pub(super) fn changes() -> [Change; 2] {
    [
        Change::OrganizationSet(Box::new(organization())),
        Change::OrganizationSet(Box::new(Organization {
            largest_deleted_department: None,
            next_setting_id: FIRST_SETTING_ID,
            nearest_setting_wins: false,
            authentication: None,
            sign_in_provider: None,
            admins_need_second_factor: false,
            audit_days: None,
            language: None,
            logo: None,
            joining: Joining::default(),
            linking: Box::default(),
            ..organization()
        })),
    ]
}
