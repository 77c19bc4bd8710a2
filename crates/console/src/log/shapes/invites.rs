//! What is told of invitations and applications.

use super::{CORP_ID, CREATED_AT, USER_ID, mobile};
use crate::log::shape::{Inside, Shape, named, same};

pub(crate) const INVITE: Shape = Shape {
    told: &[
        named("department", "deptId"),
        named("inviter", "inviterUserId"),
        mobile(same("mobile")),
        CREATED_AT,
        named("expires_at", "expiresAt"),
    ],
    // Whoever has it may ask to join.
    kept_back: &["code"],
};

pub(crate) const APPLICANT: Shape = Shape {
    told: &[CORP_ID, USER_ID],
    kept_back: &[],
};

pub(crate) const APPLICATION: Shape = Shape {
    told: &[
        same("id"),
        same("name"),
        mobile(same("mobile")),
        same("greeting"),
        same("applicant").inside(Inside::One(&APPLICANT)),
        named("department", "deptId"),
        named("inviter", "inviterUserId"),
        named("applied_at", "appliedAt"),
    ],
    kept_back: &[],
};

pub(crate) const BLOCKED: Shape = Shape {
    told: &[mobile(same("mobile")), same("name"), same("at")],
    kept_back: &[],
};
