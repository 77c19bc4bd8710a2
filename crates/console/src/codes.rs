//! The fault codes of our own endpoints.

use endpoint::Code;

/// A parameter is missing or wrong.
pub const PARAMETER: &Code = &Code::own(
    (400_002, "invalidParameter", 400),
    ["A parameter is missing or wrong", "参数缺失或不对"],
);

/// Nobody whom the caller sees has this id.
pub const PERSON: &Code = &Code::own(
    (60_121, "person.notFound", 404),
    [
        "There is no such person, or you may not see this person",
        "没有这位同事，或者你看不到",
    ],
);

/// No department that the caller sees has this id.
pub const DEPARTMENT: &Code = &Code::own(
    (60_003, "department.notFound", 404),
    [
        "There is no such department, or you may not see it",
        "没有这个部门，或者你看不到",
    ],
);

/// No setting of that kind has this id.
pub const SETTING: &Code = &Code::own(
    (400_002, "setting.notFound", 404),
    ["There is no such setting", "没有这个设置"],
);

/// Viewers see too differently for an impact to be counted in reasonable time.
pub const IMPACT: &Code = &Code::own(
    (400_002, "impact.tooWide", 400),
    ["The impact cannot be counted", "无法统计影响"],
);

/// The creator stays an administrator until he hands the organization over.
pub const CREATOR: &Code = &Code::own(
    (400_002, "creator.stays", 409),
    [
        "The creator is an administrator until he hands the organization over",
        "创建者在转让组织之前一直是管理员",
    ],
);

/// The organization, or whose account it is, does not let the caller leave by himself.
pub const STAYS: &Code = &Code::own(
    (400_002, "leaving.forbidden", 403),
    [
        "You cannot leave this organization by yourself",
        "你不能自行退出这个组织",
    ],
);

/// Administrators hand over before they leave.
pub const HANDS_OVER: &Code = &Code::own(
    (400_002, "leaving.administrator", 409),
    [
        "Hand over what you administer before you leave",
        "退出前请先移交管理权限",
    ],
);

/// No picture that the caller may see has this id.
pub const PHOTO: &Code = &Code::own(
    (400_002, "photo.notFound", 404),
    [
        "There is no such photo, or no longer",
        "没有这张照片，或者它已被更换",
    ],
);

/// No management group that the caller may change has this id.
pub const MANAGEMENT_GROUP: &Code = &Code::own(
    (400_002, "managementGroup.notFound", 404),
    [
        "There is no such management group, or it is not yours",
        "没有这个管理组，或者它不是你建的",
    ],
);

/// The caller's power does not go so far.
pub const NOT_ALLOWED: &Code = &Code::own(
    (
        60_011,
        "Forbidden.AccessDenied.AccessTokenPermissionDenied",
        403,
    ),
    [
        "Your rights as an administrator do not go so far",
        "你的管理权限不够",
    ],
);

/// No field has this id, or people do not fill it in.
pub const FIELD: &Code = &Code::own(
    (400_002, "field.notFound", 404),
    ["There is no such field", "没有这个字段"],
);

/// Somebody else has the value.
pub const PROFILE_TAKEN: &Code = &Code::own(
    (400_002, "profile.taken", 400),
    [
        "Somebody else has this mail address or extension number",
        "这个邮箱或分机号别人已经在用",
    ],
);

/// A cursor of the change feed that is good no longer.
pub const GONE: &Code = &Code::own(
    (400_002, "changes.gone", 410),
    [
        "What happened since this cursor is not told any more; read the whole again and go on from its cursor",
        "这个游标之后的变化已不再保留；请重新读取全部，再从新的游标继续",
    ],
);

/// Too many wait for changes already.
pub const READERS: &Code = &Code::own(
    (400_002, "changes.tooManyReaders", 429),
    [
        "Too many calls and streams wait for changes already; end some, or call without waiting",
        "等待变化的调用和数据流太多了；请结束一些，或不等待地调用",
    ],
);

/// The caller lost the right while the call waited.
pub const SHUT_OUT: &Code = &Code::own(
    (400_002, "changes.notAllowed", 403),
    [
        "This caller may not read changes any more",
        "这个调用方不能再读取变化",
    ],
);

/// A link or code leads nowhere.
pub const INVITATION: &Code = &Code::own(
    (400_002, "invitation.notFound", 404),
    [
        "This invitation has ended, or never was",
        "邀请已失效，或从未有过",
    ],
);

/// The organization takes no members.
pub const CLOSED: &Code = &Code::own(
    (400_002, "joining.closed", 403),
    [
        "The organization takes no members now; ask an administrator of it",
        "组织现在不接受新成员；请联系管理员",
    ],
);

/// People may not invite.
pub const MAY_NOT_INVITE: &Code = &Code::own(
    (400_002, "invitation.forbidden", 403),
    ["Only administrators invite here", "这里只有管理员可以邀请"],
);

/// No application that waits has this id.
pub const APPLICATION: &Code = &Code::own(
    (400_002, "application.notFound", 404),
    [
        "There is no such application that waits",
        "没有这份待处理的申请",
    ],
);

/// Too many applications wait.
pub const APPLICATIONS_FULL: &Code = &Code::own(
    (400_002, "joining.full", 429),
    [
        "Too many applications wait; ask an administrator of the organization",
        "待处理的申请太多了；请联系组织的管理员",
    ],
);

/// Too many calls from one address.
pub const TOO_MANY: &Code = &Code::own(
    (400_002, "tooManyRequests", 429),
    [
        "Too many calls from your network; try again in a few minutes",
        "你的网络调用太频繁；请过几分钟再试",
    ],
);

/// An enterprise account cannot apply.
pub const ACCOUNT_APPLIES: &Code = &Code::own(
    (400_002, "joining.account", 400),
    [
        "An enterprise account joins other organizations by its owner's authorization alone",
        "企业账号只能由其归属组织授权后加入别的组织",
    ],
);

/// Labels that cannot be so.
pub const LABELS: &Code = &Code::own(
    (400_002, "label.invalid", 400),
    ["The labels cannot be so", "标签不能这样"],
);

/// No external contact has this id.
pub const CONTACT: &Code = &Code::own(
    (400_002, "externalContact.notFound", 404),
    ["There is no such external contact", "没有这位外部联系人"],
);

/// An external contact has the number.
pub const CONTACT_EXISTS: &Code = &Code::own(
    (400_002, "externalContact.exists", 409),
    [
        "An external contact has this number already",
        "已有外部联系人使用这个手机号",
    ],
);

/// No organization that is linked in that way.
pub const PARTNER: &Code = &Code::own(
    (400_002, "partner.notFound", 404),
    [
        "No such organization takes part or has asked to",
        "没有这样参与或申请的组织",
    ],
);

/// No organization that may do something with enterprise accounts, or in which the account works.
pub const GRANT: &Code = &Code::own(
    (400_002, "grant.notFound", 404),
    [
        "This organization may do nothing with the enterprise accounts concerned",
        "这个组织对相关企业账号没有任何权限",
    ],
);

/// No app of the organization has this key.
pub const APP: &Code = &Code::own(
    (70_004, "app.notFound", 404),
    ["There is no such app", "没有这个应用"],
);

/// No call of this id is recorded.
pub const REQUEST: &Code = &Code::own(
    (400_002, "request.notFound", 404),
    [
        "No such call is recorded on the node that answers",
        "应答的节点没有记录这次调用",
    ],
);

/// No plan of this id, or it is somebody else's.
pub const PLAN: &Code = &Code::own(
    (400_002, "plan.notFound", 404),
    [
        "There is no such plan, or you may not see it",
        "没有这份计划，或者你看不到",
    ],
);

/// The plan is at another point.
pub const PLAN_STATE: &Code = &Code::own(
    (400_002, "plan.state", 409),
    ["The plan is at another point", "计划已处于另一个阶段"],
);

/// A second administrator has to look first.
pub const PLAN_APPROVAL: &Code = &Code::own(
    (400_002, "plan.needsApproval", 409),
    [
        "So many people would leave that a second administrator of the whole organization has to approve",
        "离职的人太多，需要另一位管理整个组织的管理员批准",
    ],
);
