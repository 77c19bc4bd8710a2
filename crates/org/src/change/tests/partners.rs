//! Changes about linked organizations, full and small.

use crate::{
    AuthenticationLevel, Change, DepartmentId, Guest, Host, Indicator, LinkRule, LinkState,
    Linking, Millis, MirroredDepartment, MirroredUser, OrgId, OwnedOrganization, Owner, Share,
    SharedData, UserId,
};

fn owner() -> Owner {
    Owner {
        org: OrgId::new("dingowner"),
        name: "Owner".to_owned(),
    }
}

pub(super) fn linking() -> Linking {
    Linking {
        owner: Some(owner()),
        logo_media_id: "@logo".to_owned(),
        industry_code: Some(7),
        owned: vec![OwnedOrganization {
            org: OrgId::new("dingowned"),
            invitation: "abc".to_owned(),
        }],
        owned_max: Some(9),
        people_max: Some(900),
    }
}

pub(super) fn mirrored_department() -> MirroredDepartment {
    MirroredDepartment {
        org: OrgId::new("dingguest"),
        department: DepartmentId(5),
    }
}

pub(super) fn mirrored_user() -> MirroredUser {
    MirroredUser {
        org: OrgId::new("dingguest"),
        userid: UserId::new("theirs"),
    }
}

pub(super) fn changes() -> [Change; 8] {
    let full = Guest {
        org: OrgId::new("dingguest"),
        name: "Guest".to_owned(),
        authentication: Some(AuthenticationLevel::Middle),
        state: LinkState::Joined,
        share: Share::Part {
            departments: [DepartmentId(5)].into(),
            users: [UserId::new("theirs")].into(),
        },
        data: ["GROUP_GRO_ORG_OPEN_ORG".to_owned()].into(),
        alias: Some("East".to_owned()),
        mount: Some(DepartmentId(2)),
        hidden: Some(LinkRule {
            guests: vec![OrgId::new("dingthird")],
            departments: vec![DepartmentId(3)],
        }),
        restricted: Some(LinkRule::default()),
        levels: 2,
        revision: 11,
        followed: 12,
        retold: 2,
        application: "a1".to_owned(),
        applied_at: Millis(1),
        joined_at: Some(Millis(2)),
    };
    let small = Guest {
        authentication: None,
        state: LinkState::Applying,
        share: Share::Everybody,
        data: Default::default(),
        alias: None,
        mount: None,
        hidden: None,
        restricted: None,
        levels: 0,
        retold: 0,
        followed: 0,
        joined_at: None,
        ..full.clone()
    };
    let data = SharedData {
        org: OrgId::new("dingguest"),
        day: "20261120".to_owned(),
        code: "GROUP_GRO_ORG_OPEN_ORG".to_owned(),
        indicators: vec![Indicator {
            code: "CRO_ORG_OPEN_EDU_001".to_owned(),
            name: "Classes".to_owned(),
            value: "100".to_owned(),
        }],
    };
    let host = Host {
        org: OrgId::new("dinghost"),
        name: "Host".to_owned(),
        owner: Some(owner()),
        state: LinkState::Joined,
        revision: 11,
    };
    let trunk = Host {
        owner: None,
        state: LinkState::Applying,
        ..host.clone()
    };
    [
        Change::GuestSet(Box::new(full)),
        Change::GuestSet(Box::new(small)),
        Change::GuestRemoved(OrgId::new("dingguest")),
        Change::HostSet(Box::new(host)),
        Change::HostSet(Box::new(trunk)),
        Change::HostRemoved(OrgId::new("dinghost")),
        Change::SharedDataSet(Box::new(data.clone())),
        Change::SharedDataRemoved(data.key().to_string()),
    ]
}
