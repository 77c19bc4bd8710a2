//! The fault codes of our own endpoints.

use endpoint::Code;

/// A parameter is missing or wrong.
pub const PARAMETER: &Code = &Code {
    legacy: 400_002,
    new: "invalidParameter",
    status: 400,
    message: "A parameter is missing or wrong",
};

/// Nobody whom the caller sees has this id.
pub const PERSON: &Code = &Code {
    legacy: 60_121,
    new: "person.notFound",
    status: 404,
    message: "There is no such person, or you may not see this person",
};

/// No department that the caller sees has this id.
pub const DEPARTMENT: &Code = &Code {
    legacy: 60_003,
    new: "department.notFound",
    status: 404,
    message: "There is no such department, or you may not see it",
};

/// No setting of that kind has this id.
pub const SETTING: &Code = &Code {
    legacy: 400_002,
    new: "setting.notFound",
    status: 404,
    message: "There is no such setting",
};

/// Viewers see too differently for an impact to be counted in reasonable time.
pub const IMPACT: &Code = &Code {
    legacy: 400_002,
    new: "impact.tooWide",
    status: 400,
    message: "The impact cannot be counted",
};

/// The creator stays an administrator until he hands the organization over.
pub const CREATOR: &Code = &Code {
    legacy: 400_002,
    new: "creator.stays",
    status: 409,
    message: "The creator is an administrator until he hands the organization over",
};

/// The caller's power does not go so far.
pub const NOT_ALLOWED: &Code = &Code {
    legacy: 60_011,
    new: "Forbidden.AccessDenied.AccessTokenPermissionDenied",
    status: 403,
    message: "Your rights as an administrator do not go so far",
};

/// People's pages have no field of this id, or people do not fill it in.
pub const FIELD: &Code = &Code {
    legacy: 400_002,
    new: "field.notFound",
    status: 404,
    message: "There is no such field",
};

/// Somebody else has the value.
pub const PROFILE_TAKEN: &Code = &Code {
    legacy: 400_002,
    new: "profile.taken",
    status: 400,
    message: "Somebody else has this mail address or extension number",
};

/// A cursor of the change feed that is good no longer.
pub const GONE: &Code = &Code {
    legacy: 400_002,
    new: "changes.gone",
    status: 410,
    message: "What happened since this cursor is not told any more; read the whole again and go on from its cursor",
};

/// Too many wait for changes already.
pub const READERS: &Code = &Code {
    legacy: 400_002,
    new: "changes.tooManyReaders",
    status: 429,
    message: "Too many calls and streams wait for changes already; end some, or call without waiting",
};

/// The caller lost the right while the call waited.
pub const SHUT_OUT: &Code = &Code {
    legacy: 400_002,
    new: "changes.notAllowed",
    status: 403,
    message: "This caller may not read changes any more",
};

/// A link or code leads nowhere.
pub const INVITATION: &Code = &Code {
    legacy: 400_002,
    new: "invitation.notFound",
    status: 404,
    message: "This invitation has ended, or never was",
};

/// The organization takes no members.
pub const CLOSED: &Code = &Code {
    legacy: 400_002,
    new: "joining.closed",
    status: 403,
    message: "The organization takes no members now; ask an administrator of it",
};

/// People may not invite.
pub const MAY_NOT_INVITE: &Code = &Code {
    legacy: 400_002,
    new: "invitation.forbidden",
    status: 403,
    message: "Only administrators invite here",
};

/// No application that waits has this id.
pub const APPLICATION: &Code = &Code {
    legacy: 400_002,
    new: "application.notFound",
    status: 404,
    message: "There is no such application that waits",
};

/// Too many applications wait.
pub const APPLICATIONS_FULL: &Code = &Code {
    legacy: 400_002,
    new: "joining.full",
    status: 429,
    message: "Too many applications wait; ask an administrator of the organization",
};

/// Too many calls from one address.
pub const TOO_MANY: &Code = &Code {
    legacy: 400_002,
    new: "tooManyRequests",
    status: 429,
    message: "Too many calls from your network; try again in a few minutes",
};

/// An enterprise account cannot apply.
pub const ACCOUNT_APPLIES: &Code = &Code {
    legacy: 400_002,
    new: "joining.account",
    status: 400,
    message: "An enterprise account joins other organizations by its owner's authorization alone",
};

/// Labels that cannot be so.
pub const LABELS: &Code = &Code {
    legacy: 400_002,
    new: "label.invalid",
    status: 400,
    message: "The labels cannot be so",
};

/// No organization that is linked in that way.
pub const PARTNER: &Code = &Code {
    legacy: 400_002,
    new: "partner.notFound",
    status: 404,
    message: "No such organization takes part or has asked to",
};

/// No app of the organization has this key.
pub const APP: &Code = &Code {
    legacy: 70_004,
    new: "app.notFound",
    status: 404,
    message: "There is no such app",
};

/// No call of this id is recorded.
pub const REQUEST: &Code = &Code {
    legacy: 400_002,
    new: "request.notFound",
    status: 404,
    message: "No such call is recorded on the node that answers",
};

/// No plan of this id, or it is somebody else's.
pub const PLAN: &Code = &Code {
    legacy: 400_002,
    new: "plan.notFound",
    status: 404,
    message: "There is no such plan, or you may not see it",
};

/// The plan is at another point.
pub const PLAN_STATE: &Code = &Code {
    legacy: 400_002,
    new: "plan.state",
    status: 409,
    message: "The plan is at another point",
};

/// A second administrator has to look first.
pub const PLAN_APPROVAL: &Code = &Code {
    legacy: 400_002,
    new: "plan.needsApproval",
    status: 409,
    message: "So many people would leave that a second administrator of the whole organization has to approve",
};
