//! The codes of signing in to apps.

use endpoint::Code;

/// No app has this key, or it is switched off.
pub const CLIENT: &Code = &Code {
    legacy: 70_004,
    new: "oauth2.clientUnknown",
    status: 400,
    message: "There is no such app, or it is switched off",
};

/// An address that sign-in does not lead back to.
pub const REDIRECT_URI: &Code = &Code {
    legacy: 400_002,
    new: "oauth2.redirectUri",
    status: 400,
    message: "The app has not registered this redirect address",
};

/// The app belongs to another organization than the one that is signed in to.
pub const OTHER_ORGANIZATION: &Code = &Code {
    legacy: 70_001,
    new: "oauth2.otherOrganization",
    status: 409,
    message: "The app belongs to another organization",
};

/// Administrators alone may do this.
pub const NO_ADMINISTRATOR: &Code = &Code {
    legacy: 60_011,
    new: "administrator.required",
    status: 403,
    message: "Administrators alone may do this",
};
