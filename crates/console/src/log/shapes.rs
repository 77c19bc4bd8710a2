//! What is told of each kind of record. A test holds it against all that is stored: who adds a member decides whether it is told.

mod beside;
mod invites;

pub(crate) use beside::*;
#[cfg(test)]
pub(crate) use invites::APPLICANT;
pub(crate) use invites::{APPLICATION, BLOCKED, INVITE};

use super::shape::{Inside, Member, Needs, Shape, named, same};
use org::RecordKey;

const CREATED_AT: Member = named("created_at", "createdAt");
const USER_ID: Member = named("userid", "userId");
const UNION_ID: Member = named("union_id", "unionId");
const DEPT_ID: Member = named("id", "deptId");
const CORP_ID: Member = named("org", "corpId");

const fn mobile(member: Member) -> Member {
    member.needs(Needs::Mobile)
}

const fn email(member: Member) -> Member {
    member.needs(Needs::Email)
}

pub(crate) const MEMBERSHIP: Shape = Shape {
    told: &[
        named("d", "deptId"),
        named("o", "order"),
        named("t", "title"),
        email(named("w", "workPlace")),
        named("m", "main"),
        named("j", "joinedAt"),
    ],
    kept_back: &["c"],
};

pub(crate) const GIVEN_ROLE: Shape = Shape {
    told: &[
        named("r", "roleId"),
        named("g", "givenAt"),
        named("s", "deptIds"),
    ],
    kept_back: &[],
};

pub(crate) const OWNER_OF_ACCOUNT: Shape = Shape {
    told: &[CORP_ID, same("name"), USER_ID],
    kept_back: &[],
};

pub(crate) const CREATED_ORGANIZATION: Shape = Shape {
    told: &[CORP_ID, same("name"), CREATED_AT],
    kept_back: &[],
};

pub(crate) const ACCOUNT: Shape = Shape {
    told: &[
        same("kind").inside(Inside::Word),
        named("login_id", "loginId"),
        same("nickname"),
        mobile(same("mobile")),
        mobile(named("mobile_verified", "mobileVerified")),
        same("disabled"),
        same("reason"),
        same("notices").inside(Inside::Pairs("language", "text")),
        named("dingtalk_id", "dingTalkId"),
        named("dingtalk_id_set_at", "dingTalkIdSetAt"),
        same("created").inside(Inside::Each(&CREATED_ORGANIZATION)),
        same("joined").inside(Inside::Pairs("corpId", "userId")),
        same("owner").inside(Inside::One(&OWNER_OF_ACCOUNT)),
    ],
    kept_back: &["barred", "session_mark"],
};

pub(crate) const MIRRORED_USER: Shape = Shape {
    told: &[CORP_ID, USER_ID],
    kept_back: &[],
};

pub(crate) const USER: Shape = Shape {
    told: &[
        USER_ID,
        UNION_ID,
        same("name"),
        mobile(same("mobile")),
        named("hide_mobile", "hideMobile"),
        same("avatar"),
        same("telephone"),
        named("job_number", "jobNumber"),
        same("title"),
        email(same("email")),
        email(named("org_email", "orgEmail")),
        email(named("org_email_type", "orgEmailType")),
        email(named("login_email", "loginEmail")),
        email(named("work_place", "workPlace")),
        email(same("remark")),
        email(named("extension", "customFields").inside(Inside::Pairs("name", "value"))),
        email(named("extension_i18n", "customFieldsI18n")),
        same("pinyin"),
        named("hired_date", "hiredDate"),
        named("manager", "managerUserId"),
        same("senior"),
        same("active"),
        named("real_authed", "realAuthed"),
        same("boss"),
        same("departments").inside(Inside::Each(&MEMBERSHIP)),
        same("roles").inside(Inside::Each(&GIVEN_ROLE)),
        same("account").inside(Inside::One(&ACCOUNT)),
        same("mirrors").inside(Inside::Each(&MIRRORED_USER)),
        CREATED_AT,
    ],
    kept_back: &[],
};

pub(crate) const MIRRORED_DEPARTMENT: Shape = Shape {
    told: &[CORP_ID, named("department", "deptId")],
    kept_back: &[],
};

pub(crate) const DEPARTMENT: Shape = Shape {
    told: &[
        DEPT_ID,
        same("name"),
        named("parent", "parentId"),
        same("order"),
        named("source_identifier", "sourceIdentifier"),
        same("code"),
        same("brief"),
        same("telephone"),
        same("extension"),
        named("managers", "managerUserIds"),
        same("hide"),
        named("permit_departments", "permitDeptIds"),
        named("permit_users", "permitUserIds"),
        same("outer"),
        named("outer_only_self", "outerOnlySelf"),
        named("outer_permit_departments", "outerPermitDeptIds"),
        named("outer_permit_users", "outerPermitUserIds"),
        named("create_group", "createGroup"),
        named("auto_add_user", "autoAddUser"),
        named("group_chat_id", "groupChatId"),
        named("group_owner", "groupOwnerUserId"),
        named("group_contain_sub", "groupContainSub"),
        named("group_contain_outer", "groupContainOuter"),
        named("group_contain_hidden", "groupContainHidden"),
        named("auto_approve_apply", "autoApproveApply"),
        same("mirrors").inside(Inside::One(&MIRRORED_DEPARTMENT)),
        CREATED_AT,
    ],
    kept_back: &[],
};

pub(crate) const AUTHENTICATION: Shape = Shape {
    told: &[
        same("level").inside(Inside::Word),
        named("license_name", "licenseName"),
        named("registration_number", "registrationNumber"),
        named("social_credit_code", "socialCreditCode"),
        named("organization_code", "organizationCode"),
        named("legal_person", "legalPerson"),
        named("license_url", "licenseUrl"),
    ],
    kept_back: &[],
};

pub(crate) const PROVIDER: Shape = Shape {
    told: &[
        same("issuer"),
        named("client_id", "clientId"),
        same("scope"),
        same("claim"),
    ],
    kept_back: &[],
};

pub(crate) const JOINING: Shape = Shape {
    told: &[
        same("invitations"),
        named("by_name", "byName"),
        named("by_code", "byCode"),
        named("by_link", "byLink"),
        named("without_approval", "withoutApproval"),
        named("admins_alone", "adminsAlone"),
        named("nobody_leaves", "nobodyLeaves"),
        same("address"),
    ],
    // Links are signed with it.
    kept_back: &["link_key"],
};

pub(crate) const OWNER: Shape = Shape {
    told: &[CORP_ID, same("name")],
    kept_back: &[],
};

pub(crate) const OWNED: Shape = Shape {
    told: &[CORP_ID],
    // Whoever has it may ask to join.
    kept_back: &["invitation"],
};

pub(crate) const LINKING: Shape = Shape {
    told: &[
        same("owner").inside(Inside::One(&OWNER)),
        named("logo_media_id", "logoMediaId"),
        named("industry_code", "industryCode"),
        same("owned").inside(Inside::Each(&OWNED)),
        named("owned_max", "ownedMax"),
        named("people_max", "peopleMax"),
    ],
    kept_back: &[],
};

pub(crate) const ORGANIZATION: Shape = Shape {
    told: &[
        named("id", "corpId"),
        same("name"),
        same("code"),
        CREATED_AT,
        named("main_admin", "mainAdminUserId"),
        named("nearest_setting_wins", "nearestSettingWins"),
        same("authentication").inside(Inside::One(&AUTHENTICATION)),
        named("sign_in_provider", "signInProvider").inside(Inside::One(&PROVIDER)),
        named(
            "admins_need_second_factor",
            "administratorsNeedSecondFactor",
        ),
        named("audit_days", "auditDays"),
        same("language"),
        same("joining").inside(Inside::One(&JOINING)),
        same("linking").inside(Inside::One(&LINKING)),
    ],
    // Counters of ours, and a picture that would fill the log.
    kept_back: &[
        "logo",
        "next_label_id",
        "largest_deleted_department",
        "next_setting_id",
    ],
};

pub(crate) const ROLE_GROUP: Shape = Shape {
    told: &[named("id", "groupId"), same("name")],
    kept_back: &[],
};

pub(crate) const ROLE: Shape = Shape {
    told: &[
        named("id", "roleId"),
        named("group", "groupId"),
        same("name"),
        named("built_in", "builtIn").inside(Inside::Word),
    ],
    kept_back: &[],
};

pub(crate) const ADMIN: Shape = Shape {
    told: &[
        USER_ID,
        same("level").inside(Inside::Word),
        named("departments", "deptIds"),
        named("apps", "agentIds"),
        same("modules"),
        named("group", "managementGroupId"),
    ],
    kept_back: &[],
};

pub(crate) const MANAGEMENT_GROUP: Shape = Shape {
    told: &[
        named("id", "managementGroupId"),
        same("name"),
        named("departments", "deptIds"),
        named("apps", "agentIds"),
        same("modules"),
        named("maker", "makerUserId"),
    ],
    kept_back: &[],
};

pub(crate) const FIELD: Shape = Shape {
    told: &[
        same("id"),
        same("label"),
        same("kind").inside(Inside::Camel),
        same("shown"),
        same("fillable"),
        same("searchable"),
        same("instead"),
        same("audience").inside(Inside::Camel),
    ],
    kept_back: &[],
};

pub(crate) const FIELDS: Shape = Shape {
    told: &[same("fields").inside(Inside::Each(&FIELD)), same("removed")],
    kept_back: &[],
};

pub(crate) const CONTACT_FIELD: Shape = Shape {
    told: &[
        same("id"),
        same("label"),
        same("kind").inside(Inside::Camel),
        same("shown"),
    ],
    kept_back: &[],
};

pub(crate) const CONTACT_FIELDS: Shape = Shape {
    told: &[
        same("fields").inside(Inside::Each(&CONTACT_FIELD)),
        same("removed"),
    ],
    kept_back: &[],
};

pub(crate) const CREDENTIAL: Shape = Shape {
    told: &[
        USER_ID,
        named("password_set_at", "passwordSetAt"),
        named("link_until", "linkUntil"),
        named("second_factor", "secondFactor"),
        named("signed_in_at", "signedInAt"),
    ],
    kept_back: &["session_mark"],
};

pub(crate) const SCOPE: Shape = Shape {
    told: &[
        named("departments", "deptIds"),
        named("users", "userIds"),
        same("admins"),
    ],
    kept_back: &[],
};

pub(crate) const CALLBACK: Shape = Shape {
    told: &[same("kinds"), named("registered_at", "registeredAt")],
    // Addresses of receivers often hold what proves a caller.
    kept_back: &["url"],
};

pub(crate) const APP: Shape = Shape {
    told: &[
        named("key", "appKey"),
        named("agent_id", "agentId"),
        same("name"),
        same("points").inside(Inside::Camel),
        same("scope").inside(Inside::One(&SCOPE)),
        named("redirect_uris", "redirectUris"),
        named("allowed_addresses", "allowedAddresses"),
        same("disabled"),
        CREATED_AT,
        same("callback").inside(Inside::One(&CALLBACK)),
        named("stream_since", "streamSince"),
        named("secret_changed_at", "secretChangedAt"),
        named("recorded_until", "recordedUntil"),
    ],
    kept_back: &[],
};

/// How a record is told.
pub(crate) fn shape_of(key: &RecordKey) -> &'static Shape {
    match key {
        RecordKey::Organization => &ORGANIZATION,
        RecordKey::User(_) => &USER,
        RecordKey::Department(_) => &DEPARTMENT,
        RecordKey::RoleGroup(_) => &ROLE_GROUP,
        RecordKey::Role(_) => &ROLE,
        RecordKey::Admin(_) => &ADMIN,
        RecordKey::ManagementGroup(_) => &MANAGEMENT_GROUP,
        RecordKey::Photo(_) => &PHOTO,
        RecordKey::App(_) => &APP,
        RecordKey::LabelGroup(_) => &LABEL_GROUP,
        RecordKey::ExternalContact(_) => &EXTERNAL_CONTACT,
        RecordKey::AccountGrant(_) => &ACCOUNT_GRANT,
        RecordKey::Guest(_) => &GUEST,
        RecordKey::Host(_) => &HOST,
        RecordKey::SharedData(_) => &SHARED_DATA,
        RecordKey::Migration(_) => &MIGRATION,
        RecordKey::Industry => &INDUSTRY,
        RecordKey::Credential(_) => &CREDENTIAL,
        RecordKey::Fields => &FIELDS,
        RecordKey::ContactFields => &CONTACT_FIELDS,
        RecordKey::Invite(_) => &INVITE,
        RecordKey::Application(_) => &APPLICATION,
        RecordKey::Blocked(_) => &BLOCKED,
        RecordKey::IndustryDepartment(_) => &INDUSTRY_DEPARTMENT,
        RecordKey::IndustryUser(_) => &INDUSTRY_USER,
        RecordKey::Setting(_) => &SETTING,
        RecordKey::Executive(_) => &EXECUTIVE,
        RecordKey::Translation(_) => &TRANSLATION,
    }
}

/// What an app needs besides, where the kind has calls of its own.
pub(crate) fn point_of(key: &RecordKey) -> Option<&'static str> {
    match key {
        RecordKey::ExternalContact(_) | RecordKey::LabelGroup(_) | RecordKey::ContactFields => {
            Some("qyapi_ext_read")
        }
        RecordKey::Industry | RecordKey::IndustryDepartment(_) | RecordKey::IndustryUser(_) => {
            Some("qyapi_industry_info_read")
        }
        RecordKey::Guest(_) | RecordKey::Host(_) => Some("qyapi_related_org_read"),
        RecordKey::SharedData(_) => Some("Contact.UnionBranchData.Read"),
        RecordKey::Migration(_) => Some("Contact.OrgAccountMigration.Read"),
        RecordKey::AccountGrant(_) => Some("Contact.OrgAccount.VisiblityInOtherOrg"),
        RecordKey::Invite(_) | RecordKey::Application(_) | RecordKey::Blocked(_) => {
            Some("qyapi_manage_addresslist")
        }
        _ => None,
    }
}

/// Every point that [`point_of`] names.
pub(crate) const POINTS: [&str; 7] = [
    "qyapi_manage_addresslist",
    "qyapi_ext_read",
    "qyapi_industry_info_read",
    "qyapi_related_org_read",
    "Contact.UnionBranchData.Read",
    "Contact.OrgAccountMigration.Read",
    "Contact.OrgAccount.VisiblityInOtherOrg",
];

#[cfg(test)]
mod tests;
