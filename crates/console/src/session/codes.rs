//! The fault codes of calls about signing in.

use endpoint::Code;

/// Nobody signs in so.
pub const SIGN_IN_WRONG: &Code = &Code::own(
    (400_101, "signIn.wrong", 401),
    [
        "There is no such sign-in, or the password is wrong",
        "手机号、登录名或密码不对",
    ],
);

/// Too many attempts.
pub const SIGN_IN_TOO_MANY: &Code = &Code::own(
    (400_102, "signIn.tooMany", 429),
    [
        "Too many attempts; wait before the next one",
        "试的次数太多，请稍等再试",
    ],
);

/// The password is right.
pub const SIGN_IN_DISABLED: &Code = &Code::own(
    (400_103, "signIn.disabled", 403),
    ["The account is disabled", "这个账号已停用"],
);

/// Signing in takes processors and memory, of which there is none at the moment.
pub const SIGN_IN_BUSY: &Code = &Code::own(
    (-1, "system.busy", 503),
    ["The system is busy; try again", "系统繁忙，请稍后再试"],
);

/// A call that another site's page may have made.
pub const SESSION_FOREIGN: &Code = &Code::own(
    (400_104, "session.foreign", 403),
    [
        "A call that changes something needs the session's x-orgbook-csrf header and comes from a page of this address",
        "页面开得太久了，请刷新后再试",
    ],
);

/// Nobody is signed in, or the session is not at this step.
pub const SESSION_NONE: &Code = &Code::own(
    (400_105, "session.none", 401),
    [
        "There is no session, or it is not at this step; sign in",
        "登录已过期，请重新登录",
    ],
);

/// No session of the person has this id.
pub const SESSION_UNKNOWN: &Code = &Code::own(
    (400_112, "session.notFound", 404),
    ["There is no such session", "没有这个登录会话"],
);

/// The organization is none of the session's.
pub const SESSION_ORGANIZATION: &Code = &Code::own(
    (400_106, "session.organization", 403),
    [
        "The session does not reach this organization; sign in to it",
        "这次登录进不了那个组织，请用它的账号登录",
    ],
);

/// The second factor does not fit.
pub const SECOND_FACTOR_WRONG: &Code = &Code::own(
    (400_107, "secondFactor.wrong", 401),
    [
        "The code is wrong, or was used before",
        "验证码不对，或已经用过",
    ],
);

/// There is a second factor already, or none.
pub const SECOND_FACTOR_STATE: &Code = &Code::own(
    (400_108, "secondFactor.state", 409),
    [
        "There is a second factor already, or none that could be confirmed or taken away",
        "已有第二重验证，或没有可确认、可取消的",
    ],
);

/// The organization asks its administrators for a second factor, and this one has none.
pub const SECOND_FACTOR_NEEDED: &Code = &Code::own(
    (400_113, "secondFactor.needed", 403),
    [
        "Administrators of this organization need a second factor; set one up at /account, then try again",
        "这个组织的管理员需要第二重验证；请先在 /account 设置，再试一次",
    ],
);

/// The link sets no password.
pub const PASSWORD_LINK: &Code = &Code::own(
    (400_109, "passwordLink.invalid", 410),
    [
        "The link is none, was used, or has ended; ask for another one",
        "链接不存在、已用过或已失效，请再要一个",
    ],
);

/// The password breaks a rule.
pub const PASSWORD_WEAK: &Code = &Code::own(
    (400_110, "password.weak", 400),
    ["The password is too easy to guess", "这个密码太容易猜到"],
);

/// Whoever signs in as an administrator is one.
pub const ADMINISTRATOR: &Code = &Code::own(
    (400_111, "administrator.protected", 403),
    [
        "Only the main administrator may do this to an administrator",
        "对管理员，只有主管理员可以这样做",
    ],
);
