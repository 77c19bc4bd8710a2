//! The fault codes of calls about signing in.

use endpoint::Code;

/// Nobody signs in so.
pub const SIGN_IN_WRONG: &Code = &Code {
    legacy: 400_101,
    new: "signIn.wrong",
    status: 401,
    message: "There is no such sign-in, or the password is wrong",
};

/// Too many attempts.
pub const SIGN_IN_TOO_MANY: &Code = &Code {
    legacy: 400_102,
    new: "signIn.tooMany",
    status: 429,
    message: "Too many attempts; wait before the next one",
};

/// The password is right.
pub const SIGN_IN_DISABLED: &Code = &Code {
    legacy: 400_103,
    new: "signIn.disabled",
    status: 403,
    message: "The account is disabled",
};

/// Signing in takes processors and memory, of which there is none at the moment.
pub const SIGN_IN_BUSY: &Code = &Code {
    legacy: -1,
    new: "system.busy",
    status: 503,
    message: "The system is busy; try again",
};

/// A call that another site's page may have made.
pub const SESSION_FOREIGN: &Code = &Code {
    legacy: 400_104,
    new: "session.foreign",
    status: 403,
    message: "A call that changes something needs the session's x-orgbook-csrf header and comes from a page of this address",
};

/// Nobody is signed in, or the session is not at this step.
pub const SESSION_NONE: &Code = &Code {
    legacy: 400_105,
    new: "session.none",
    status: 401,
    message: "There is no session, or it is not at this step; sign in",
};

/// No session of the person has this id.
pub const SESSION_UNKNOWN: &Code = &Code {
    legacy: 400_112,
    new: "session.notFound",
    status: 404,
    message: "There is no such session",
};

/// The organization is none of the session's.
pub const SESSION_ORGANIZATION: &Code = &Code {
    legacy: 400_106,
    new: "session.organization",
    status: 403,
    message: "The session does not reach this organization; sign in to it",
};

/// The second factor does not fit.
pub const SECOND_FACTOR_WRONG: &Code = &Code {
    legacy: 400_107,
    new: "secondFactor.wrong",
    status: 401,
    message: "The code is wrong, or was used before",
};

/// There is a second factor already, or none.
pub const SECOND_FACTOR_STATE: &Code = &Code {
    legacy: 400_108,
    new: "secondFactor.state",
    status: 409,
    message: "There is a second factor already, or none that could be confirmed or taken away",
};

/// The organization asks its administrators for a second factor, and this one has none.
pub const SECOND_FACTOR_NEEDED: &Code = &Code {
    legacy: 400_113,
    new: "secondFactor.needed",
    status: 403,
    message: "Administrators of this organization need a second factor; set one up at /account, then try again",
};

/// The link sets no password.
pub const PASSWORD_LINK: &Code = &Code {
    legacy: 400_109,
    new: "passwordLink.invalid",
    status: 410,
    message: "The link is none, was used, or has ended; ask for another one",
};

/// The password breaks a rule.
pub const PASSWORD_WEAK: &Code = &Code {
    legacy: 400_110,
    new: "password.weak",
    status: 400,
    message: "The password is too easy to guess",
};

/// Whoever signs in as an administrator is one.
pub const ADMINISTRATOR: &Code = &Code {
    legacy: 400_111,
    new: "administrator.protected",
    status: 403,
    message: "Only the main administrator may do this to an administrator",
};
