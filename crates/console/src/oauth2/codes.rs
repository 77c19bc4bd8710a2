//! The codes of signing in to apps.

use endpoint::Code;

/// No app has this key, or it is switched off.
pub const CLIENT: &Code = &Code::own(
    (70_004, "oauth2.clientUnknown", 400),
    [
        "There is no such app, or it is switched off",
        "没有这个应用，或它已停用",
    ],
);

/// An address that sign-in does not lead back to.
pub const REDIRECT_URI: &Code = &Code::own(
    (400_002, "oauth2.redirectUri", 400),
    [
        "The app has not registered this redirect address",
        "应用没有登记这个回调地址",
    ],
);

/// The app belongs to another organization than the one that is signed in to.
pub const OTHER_ORGANIZATION: &Code = &Code::own(
    (70_001, "oauth2.otherOrganization", 409),
    [
        "The app belongs to another organization",
        "这个应用属于另一个组织",
    ],
);

/// Administrators alone may do this.
pub const NO_ADMINISTRATOR: &Code = &Code::own(
    (60_011, "administrator.required", 403),
    ["Administrators alone may do this", "只有管理员可以这样做"],
);
