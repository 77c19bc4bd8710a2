//! What is told of records beside people, departments and roles: contacts, links, the industry tree, settings, translations.

use super::{CORP_ID, CREATED_AT, DEPT_ID, OWNER, UNION_ID, USER_ID, email, mobile};
use crate::log::shape::{Inside, Shape, named, same};

pub(crate) const LABEL: Shape = Shape {
    told: &[named("id", "labelId"), same("name")],
    kept_back: &[],
};

pub(crate) const LABEL_GROUP: Shape = Shape {
    told: &[
        named("id", "groupId"),
        same("name"),
        same("color"),
        same("labels").inside(Inside::Each(&LABEL)),
    ],
    kept_back: &[],
};

pub(crate) const EXTERNAL_CONTACT: Shape = Shape {
    told: &[
        USER_ID,
        UNION_ID,
        same("name"),
        mobile(same("mobile")),
        same("title"),
        email(same("email")),
        named("company_name", "companyName"),
        same("address"),
        same("remark"),
        named("follower", "followerUserId"),
        named("labels", "labelIds"),
        named("share_departments", "shareDeptIds"),
        named("share_users", "shareUserIds"),
        CREATED_AT,
        named("own", "customFields").inside(Inside::Pairs("name", "value")),
    ],
    // A place in the list.
    kept_back: &["serial"],
};

pub(crate) const ACCOUNT_GRANT: Shape = Shape {
    told: &[
        CORP_ID,
        named("departments", "deptIds"),
        named("shows_mobile", "showsMobile"),
        named("shows_status", "showsStatus"),
    ],
    kept_back: &[],
};

pub(crate) const LINK_RULE: Shape = Shape {
    told: &[named("guests", "corpIds"), named("departments", "deptIds")],
    kept_back: &[],
};

pub(crate) const GUEST: Shape = Shape {
    told: &[
        CORP_ID,
        same("name"),
        same("authentication").inside(Inside::Word),
        same("state").inside(Inside::Word),
        same("share").inside(Inside::Camel),
        same("data"),
        same("alias"),
        named("mount", "mountDeptId"),
        same("hidden").inside(Inside::One(&LINK_RULE)),
        same("restricted").inside(Inside::One(&LINK_RULE)),
        same("levels"),
        same("application"),
        named("applied_at", "appliedAt"),
        named("joined_at", "joinedAt"),
    ],
    kept_back: &["revision", "followed", "retold"],
};

pub(crate) const HOST: Shape = Shape {
    told: &[
        CORP_ID,
        same("name"),
        same("owner").inside(Inside::One(&OWNER)),
        same("state").inside(Inside::Word),
    ],
    kept_back: &["revision"],
};

pub(crate) const INDICATOR: Shape = Shape {
    told: &[same("code"), same("name"), same("value")],
    kept_back: &[],
};

pub(crate) const SHARED_DATA: Shape = Shape {
    told: &[
        CORP_ID,
        same("day"),
        same("code"),
        same("indicators").inside(Inside::Each(&INDICATOR)),
    ],
    kept_back: &[],
};

pub(crate) const MIGRATION: Shape = Shape {
    told: &[
        USER_ID,
        named("old_union_id", "oldUnionId"),
        named("new_union_id", "newUnionId"),
        named("old_ding_id", "oldDingId"),
        named("new_ding_id", "newDingId"),
        same("at"),
    ],
    kept_back: &[],
};

pub(crate) const INDUSTRY_ROLE: Shape = Shape {
    told: &[named("id", "roleId"), same("code")],
    kept_back: &[],
};

pub(crate) const INDUSTRY: Shape = Shape {
    told: &[
        same("kind"),
        named("region_id", "regionId"),
        named("region_location", "regionLocation"),
        named("region_type", "regionType"),
        same("roles").inside(Inside::Each(&INDUSTRY_ROLE)),
    ],
    kept_back: &[],
};

pub(crate) const INDUSTRY_DEPARTMENT: Shape = Shape {
    told: &[
        DEPT_ID,
        named("parent", "parentId"),
        same("name"),
        named("contact_type", "contactType"),
        named("department_type", "departmentType"),
        same("feature"),
    ],
    kept_back: &["position"],
};

pub(crate) const INDUSTRY_PLACE: Shape = Shape {
    told: &[
        named("department", "deptId"),
        same("feature"),
        same("roles"),
    ],
    kept_back: &["position"],
};

pub(crate) const INDUSTRY_USER: Shape = Shape {
    told: &[
        USER_ID,
        UNION_ID,
        same("name"),
        named("places", "departments").inside(Inside::Each(&INDUSTRY_PLACE)),
    ],
    kept_back: &[],
};

pub(crate) const SELECTION: Shape = Shape {
    told: &[
        named("u", "userIds"),
        named("d", "deptIds"),
        named("r", "roleIds"),
    ],
    kept_back: &[],
};

pub(crate) const SETTING: Shape = Shape {
    told: &[
        same("id"),
        same("name"),
        same("description"),
        same("active"),
        same("objects").inside(Inside::One(&SELECTION)),
        same("excluded").inside(Inside::One(&SELECTION)),
        same("effect").inside(Inside::Camel),
        CREATED_AT,
        named("changed_at", "changedAt"),
    ],
    kept_back: &[],
};

pub(crate) const EXECUTIVE: Shape = Shape {
    told: &[
        USER_ID,
        same("permitted").inside(Inside::One(&SELECTION)),
        same("scenes"),
    ],
    kept_back: &[],
};

pub(crate) const TRANSLATION_FILE: Shape = Shape {
    told: &[named("media_id", "mediaId"), same("name")],
    kept_back: &[],
};

pub(crate) const TRANSLATION_END: Shape = Shape {
    told: &[same("at"), same("failure")],
    kept_back: &[],
};

pub(crate) const TRANSLATION: Shape = Shape {
    told: &[
        same("id"),
        named("app", "appKey"),
        USER_ID,
        same("files").inside(Inside::Each(&TRANSLATION_FILE)),
        named("result_name", "resultName"),
        named("started_at", "startedAt"),
        same("end").inside(Inside::One(&TRANSLATION_END)),
    ],
    kept_back: &[],
};

pub(crate) const PHOTO: Shape = Shape {
    told: &[named("id", "photoId"), USER_ID, named("set_at", "setAt")],
    // A picture that would fill the log.
    kept_back: &["content"],
};
