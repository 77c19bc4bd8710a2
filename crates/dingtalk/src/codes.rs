//! The table of fault codes: older number, newer name, HTTP status, documented message; then what people are told in English and, where the
//! documented message is not that, in Chinese.
//!
//! When several codes fit a mistake, the endpoint's own document decides; [`of`] is the usual choice.

mod refusals;

pub use refusals::of;

use endpoint::Code;

macro_rules! codes {
    (@chinese $message:literal) => { $message };
    (@chinese $message:literal $chinese:literal) => { $chinese };
    ($($(#[$doc:meta])* $name:ident = $legacy:literal, $new:literal, $status:literal, $message:literal, $english:literal $(, $chinese:literal)?;)*) => {
        $($(#[$doc])* pub const $name: &Code = &Code {
            legacy: $legacy,
            new: $new,
            status: $status,
            message: $message,
            people: [$english, codes!(@chinese $message $($chinese)?)],
        };)*

        /// Every line of the table.
        pub const ALL: &[&Code] = &[$($name),*];
    };
}

codes! {
    /// Try again.
    BUSY = -1, "system.busy", 500, "系统繁忙", "The system is busy; try again";
    /// Too much is waiting already: try again.
    OVERLOADED = -1, "system.busy", 429, "系统繁忙", "The system is busy; try again";
    /// Try again, of the calls that follow OAuth 2.0.
    SERVER_ERROR = -1, "server.error", 500, "系统繁忙", "The system is busy; try again";
    /// Unforeseen.
    UNFORESEEN = -1, "unknownError", 500, "系统繁忙", "The system is busy; try again";
    /// Too many calls of one app on one interface.
    APP_RATE = 90018, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", 403, "您的服务器调用钉钉开放平台当前接口的频率过高，请稍后再试", "Too many calls; try again in a moment", "操作太频繁，请稍后再试";

    /// Token unknown or expired.
    TOKEN_INVALID = 40014, "InvalidAuthentication", 400, "不合法的access_token", "Sign in again", "请重新登录";
    /// No token behind the gateway.
    TOKEN_BLANK = 40000, "AuthenticationFailed.MissingParameter", 400, "access_token is blank", "Sign in first", "请先登录";
    /// No token elsewhere.
    TOKEN_MISSING = 41001, "AuthenticationFailed.MissingParameter", 400, "缺少access_token参数", "Sign in first", "请先登录";
    /// No token in the newer generation.
    TOKEN_HEADER_MISSING = 41001, "AuthenticationFailed.MissingParameter", 400, "缺少参数：x-acs-dingtalk-access-token", "Sign in first", "请先登录";
    /// The app lacks the permission point.
    PERMISSION = 60011, "Forbidden.AccessDenied.AccessTokenPermissionDenied", 403, "没有调用该接口的权限", "You may not do this", "你没有这项权限";
    /// The caller's address is not on the app's list.
    ADDRESS = 60020, "Forbidden.AccessDenied.IpNotInWhiteList", 403, "访问ip不在白名单之中", "Calls from this address are not allowed";
    /// The app is switched off.
    APP_DISABLED = 50003, "Forbidden.AccessDenied.AppDisabled", 403, "应用已停用", "The app is switched off";
    /// A path behind the gateway that does not exist.
    METHOD_UNKNOWN = 22, "InvalidAction.NotFound", 404, "不合法ApiName", "There is no such call";
    /// A path elsewhere that does not exist.
    PATH_UNKNOWN = 404, "InvalidAction.NotFound", 404, "请求的URI地址不存在", "There is no such address";
    /// The path wants GET.
    WANTS_GET = 43001, "InvalidMethod", 405, "需要GET请求", "The call wants GET";
    /// The path wants POST.
    WANTS_POST = 43002, "InvalidMethod", 405, "需要POST请求", "The call wants another method";
    /// The body is too large, too deep or not what its content type says.
    BODY_INVALID = 40035, "InvalidBody", 400, "不合法的参数", "A parameter is wrong";
    /// The body is too large.
    BODY_TOO_LARGE = 40035, "BodyTooLarge", 413, "不合法的参数", "A parameter is wrong";

    /// App key or secret wrong, by `appkey`.
    APP_SECRET_WRONG = 40096, "invalidClientIdOrSecret", 400, "不合法的appKey或appSecret", "App key or secret is wrong";
    /// App key or secret wrong, by `corpid`.
    CORP_SECRET_WRONG = 40089, "invalidClientIdOrSecret", 400, "不合法的corpid或corpsecret", "Organization or secret is wrong";
    /// Neither way to name an app was used.
    CREDENTIALS_MISSING = 40035, "invalidParameter", 400, "缺少参数 corpid or appkey", "Neither organization nor app key was given";
    /// Client id or secret wrong, in the newer generation.
    CLIENT_SECRET_WRONG = 40096, "invalidClientIdOrSecret", 400, "无效的clientId或者clientSecret", "Client id or secret is wrong";
    /// Client id or secret wrong.
    CLIENT_INVALID = 40096, "invalid.client", 400, "无效的client_id或者client_secret", "Client id or secret is wrong";
    /// Another grant than client credentials.
    GRANT_UNSUPPORTED = 40035, "unsupported.grant.type", 400, "不支持的grant_type", "This kind of grant is not supported";
    /// The app does not belong to the organization.
    CLIENT_UNAUTHORIZED = 70001, "unauthorized.client", 401, "应用未授权给该企业", "The app does not belong to the organization";

    /// A code of a sign-in is unknown, used, expired, or not the caller's.
    CODE_UNKNOWN = 40078, "invalidCode", 400, "不存在的临时授权码", "There is no such sign-in code";
    /// The same, where it is exchanged for a token.
    AUTH_CODE_UNKNOWN = 40078, "invalidParameter.authCode.notFound", 400, "不合法的临时授权码", "There is no such sign-in code";
    /// A refresh token is unknown, expired, or not the caller's.
    REFRESH_TOKEN_UNKNOWN = 40078, "invalidParameter.refreshToken.notFound", 400, "不合法的refreshToken", "There is no such refresh token";
    /// There is no code.
    CODE_MISSING = 41007, "invalidCode", 400, "缺少code参数", "The code is missing";
    /// The token is not one for the organization's own secret.
    SSO_TOKEN_INVALID = 40014, "invalidToken", 400, "不合法的access_token", "Sign in again", "请重新登录";
    /// The time of a signed call is no number.
    TIMESTAMP_INVALID = 853001, "invalidParameter.timestamp", 400, "timestamp不合法", "The time is no number";
    /// The time of a signed call is too far from now.
    TIMESTAMP_EXPIRED = 853002, "invalidParameter.timestamp.expired", 400, "timestamp已过期", "The time is too far from now";
    /// No app has the key of a signed call.
    ACCESS_KEY_UNKNOWN = 853003, "invalidParameter.accessKey", 400, "accessKey不存在", "No app has this key";
    /// Another secret signed a call.
    SIGNATURE_WRONG = 853004, "invalidParameter.signature", 400, "签名不匹配", "The signature does not fit";

    /// Key or secret of an app that wants a Stream connection are wrong.
    STREAM_AUTH_FAILED = 40096, "authFailed", 401, "鉴权失败", "Key or secret is wrong";
    /// The app has a callback already.
    CALLBACK_EXISTS = 71006, "callback.exists", 400, "回调地址已经存在", "There is a callback already";
    /// The app has no callback.
    CALLBACK_MISSING = 71007, "callback.notExist", 400, "回调地址不存在", "There is no callback";
    /// A kind of event that there is not.
    CALLBACK_TAG_UNKNOWN = 71008, "callback.tagUnknown", 400, "回调call_back_tag必须在指定的call_back_tag列表中", "There is no such kind of event";
    /// What the receiver answered was not the encrypted `success`.
    CALLBACK_ANSWER_WRONG = 71009, "callback.answerWrong", 400, "返回文本非success", "The receiver did not answer success";
    /// The receiver's answer lacks a member.
    CALLBACK_ANSWER_INCOMPLETE = 71010, "callback.answerIncomplete", 400, "POST的JSON数据不包含所需要参数字段或包含的参数格式非法", "The receiver's answer lacks something";
    /// The receiver's address is none.
    CALLBACK_URL_INVALID = 71011, "callback.urlInvalid", 400, "传入的url参数不是合法的url格式", "The receiver's address is none";
    /// The receiver was not reached, too slow, redirected, or did not answer 200.
    CALLBACK_UNREACHABLE = 71012, "callback.unreachable", 400, "url地址访问异常", "The receiver was not reached";
    /// The receiver's address is not allowed.
    CALLBACK_URL_FORBIDDEN = 71013, "callback.urlForbidden", 400, "此域名或IP不能注册或者接收回调事件", "This address may not receive events";
    /// A general bad parameter of the newer `/topapi` calls.
    PARAMETER = 400002, "parameter.error", 400, "无效的参数", "A parameter is wrong";
    /// A general bad parameter of user create and update.
    PARAMETER_WRONG = 400002, "parameter.error", 400, "参数错误", "A parameter is wrong";
    /// A parameter that is needed is not there.
    PARAMETER_EMPTY = 400002, "parameter.error", 400, "参数为空", "A parameter is missing";
    /// A bad or missing parameter of the older calls.
    ILLEGAL = 40035, "invalidParameter", 400, "不合法的参数", "A parameter is wrong";
    /// A needed parameter of the administrator calls is not there.
    BLANK = 40036, "invalidParameter", 400, "参数为空", "A parameter is missing";
    /// `queryWord` is not there.
    MISSING_QUERY_WORD = 40035, "MissingqueryWord", 400, "queryWord is mandatory for this action.", "queryWord is missing", "缺少 queryWord";
    /// `enable` is not there.
    MISSING_ENABLE = 40035, "Missingenable", 400, "enable is mandatory for this action.", "enable is missing", "缺少 enable";
    /// `type` is not there.
    MISSING_TYPE = 40035, "Missingtype", 400, "type is mandatory for this action.", "type is missing", "缺少 type";
    /// `seniorStaffId` is not there.
    MISSING_SENIOR = 40035, "MissingseniorStaffId", 400, "seniorStaffId is mandatory for this action.", "seniorStaffId is missing", "缺少 seniorStaffId";
    /// `open` is not there.
    MISSING_OPEN = 40035, "Missingopen", 400, "open is mandatory for this action.", "open is missing", "缺少 open";
    /// `offset` is not there.
    MISSING_OFFSET = 40035, "Missingoffset", 400, "offset is mandatory for this action.", "offset is missing", "缺少 offset";
    /// `size` is not there.
    MISSING_SIZE = 40035, "Missingsize", 400, "size is mandatory for this action.", "size is missing", "缺少 size";
    /// `userIdList` is not there.
    MISSING_USER_ID_LIST = 40035, "MissinguserIdList", 400, "userIdList is mandatory for this action.", "userIdList is missing", "缺少 userIdList";
    /// `startTime` is not there.
    MISSING_START_TIME = 40035, "MissingstartTime", 400, "startTime is mandatory for this action.", "startTime is missing", "缺少 startTime";
    /// `maxResults` is not there.
    MISSING_MAX_RESULTS = 40035, "MissingmaxResults", 400, "maxResults is mandatory for this action.", "maxResults is missing", "缺少 maxResults";
    /// A list to sort is too long. The status is as documented.
    LIST_TOO_LONG = 40032, "listsize.too.long", 500, "列表长度超过限制", "The list is too long";
    /// A bad parameter of the resignation records.
    LEAVE_PARAMETER = 40035, "invalidParameter.param.invalid", 400, "参数不合法", "A parameter is wrong";
    /// A parameter is there and blank.
    PARAMETER_BLANK = 40035, "invalidParameter.param.empty", 400, "参数为空", "A parameter is missing";
    /// The history cannot be read.
    SYSTEM_ERROR = -1, "system.error", 500, "系统繁忙", "The system is busy; try again";
    /// Likewise, as documented: with three r.
    SYSTEM_ERRROR = -1, "invalid.system.errror", 500, "系统繁忙", "The system is busy; try again";
    /// Likewise, of who an organization is by law.
    AUTHENTICATION_FAILED = -1, "service.system.error", 500, "系统繁忙", "The system is busy; try again";
    /// A parameter of calls about linked organizations is blank, or nothing was sent.
    PARTNER_BLANK = 40035, "parameter.blank", 400, "参数为空", "A parameter is missing";
    /// A parameter of calls about linked organizations is wrong.
    PARTNER_WRONG = 40035, "parameter.error", 400, "参数错误", "A parameter is wrong";
    /// The organization cannot own an upstream-downstream organization.
    PARTNER_OWNER = 40035, "parameter.error", 400, "归属企业不存在", "There is no such owner";
    /// No organization hangs at the department.
    PARTNER_RELATION = 40035, "parameter.error", 400, "参数不合法，请确认关联关系", "No organization hangs at this department";
    /// Not an upstream-downstream organization that the caller's owns.
    PARTNER_NOT_OWNED = 40035, "parameter.error", 400, "所传组织非上下游组织或者上下游组织不归属于所选组织", "It is no upstream-downstream organization of this one";
    /// Too many organizations in one call.
    TOO_MANY_PARTNERS = 40035, "parameter.error", 400, "单次操作不能超过10个", "At most 10 at once";
    /// No organization of this id.
    SYSTEM_PARAMETER = 40035, "invalidParameter.system.param", 400, "系统参数不合法", "There is no such organization";
    /// An organization that the caller has nothing to do with.
    PERMISSION_DENIED = 60011, "permission.denied", 400, "没有权限", "You may not do this";
    /// No such person, of the call that asks what an administrator manages.
    INVALID_USER_ID = 60121, "invalidUserId", 400, "找不到该用户", "There is no such person, or you may not see this person", "没有这位同事，或者你看不到";
    /// No such app, of the same call.
    INVALID_AGENT_ID = 70004, "invalidAgentId", 400, "企业下没有对应该agentid的微应用", "There is no such app";
    /// A bad offset.
    OFFSET = 40068, "invalidParameter.offset", 400, "不合法的偏移量", "The offset is wrong";
    /// A bad page size.
    PAGE_SIZE = 40069, "invalidParameter.size", 400, "不合法的分页大小", "The page size is wrong";
    /// People below a department are not listed with it.
    NOT_RECURSIVE = 40018, "invalidParameter.fetchChild", 400, "不允许以递归方式查询部门用户列表", "People below a department are not listed with it";
    /// An unknown order of a list.
    LIST_ORDER = 40070, "invalidParameter.order", 400, "不合法的排序参数", "There is no such order";

    /// No such person here.
    USER_NOT_FOUND = 60121, "invalidParameter.user.notFound", 404, "找不到该用户", "There is no such person, or you may not see this person", "没有这位同事，或者你看不到";
    /// No person or external contact with this unionId.
    UNION_ID_NOT_FOUND = 60121, "invalidParameter.user.notFound", 404, "未找到对应员工", "There is no such person";
    /// No such person, of profiles.
    PROFILE_NOT_FOUND = 60121, "invalidParameter.user.notFound", 404, "user not found", "There is no such person", "没有这个人";
    /// Not a userid.
    USERID = 33012, "invalidParameter.userId", 400, "无效的USERID", "The userid is wrong";
    /// The person is outside the app's scope.
    USER_SCOPE = 50002, "Forbidden.AccessDenied.UserScope", 403, "请求的员工userid不在授权范围内", "This person is not yours to see or change", "你无权查看或改动这个人";
    /// The userid is taken.
    USERID_TAKEN = 60102, "invalidParameter.userId.exists", 400, "UserID在公司中已存在", "This userid is taken";
    /// The mobile is taken.
    MOBILE_TAKEN = 60104, "invalidParameter.mobile.exists", 400, "手机号码在公司中已存在", "Somebody of the organization has this mobile";
    /// Not a mobile.
    MOBILE = 60103, "invalidParameter.mobile", 400, "手机号码不合法，如果是国际号码，请使用+xx-xxxxxx的格式", "The mobile is wrong; a foreign one is written +xx-xxxxxx";
    /// Looked for something that is no phone number.
    PHONE = 40104, "invalidParameter.mobile", 400, "电话号码无效", "The phone number is wrong";
    /// The mobile of somebody who signed in.
    MOBILE_FIXED = 40022, "invalidParameter.mobile.fixed", 400, "企业中的手机号码和登录钉钉的手机号码不一致，暂时不支持修改用户信息，可以删除后重新添加", "The mobile of somebody who has signed in cannot be changed; delete and add again";
    /// Neither mobile nor mail.
    IDENTITY_MISSING = 60113, "invalidParameter.mobile.missing", 400, "身份认证信息（手机/邮箱）不能同时为空", "A mobile or a mail address is needed";
    /// The enterprise account works here already.
    ACCOUNT_MEMBER = 60107, "invalidParameter.account.exists", 400, "使用该手机登录钉钉的用户已经在企业中", "The account is a member already";
    /// A bad parameter of most calls about enterprise accounts.
    ACCOUNT_PARAMETER = 400002, "invalid.param", 400, "无效参数", "A parameter is wrong";
    /// No such person, of the same calls.
    ACCOUNT_USER = 60121, "user.not.exist", 400, "用户不存在", "There is no such person";
    /// No enterprise account of this organization, of the same calls.
    ACCOUNT_ONLY = 400002, "exclusive.account.only", 400, "只能操作归属该组织的专属账号", "Only enterprise accounts of this organization";
    /// No such person, of the call that names an account.
    EMPLOYEE = 60121, "emp.not.exist", 400, "员工不存在", "There is no such person";
    /// No enterprise account of this organization, of the same call.
    EMPLOYEE_ACCOUNT = 400002, "internalenterpriseaccount.limit", 400, "仅限处理归属本企业的企业账号", "Only enterprise accounts of this organization";
    /// Characters that a DingTalk ID does not have.
    DINGTALK_ID_FORMAT = 400002, "incorrect.format", 400, "钉钉号格式不正确，请重新输入", "The DingTalk ID is wrong; enter another one";
    /// Too short or too long for a DingTalk ID.
    DINGTALK_ID_LENGTH = 400002, "incorrect.length", 400, "钉钉号格式不正确，请重新输入", "The DingTalk ID is wrong; enter another one";
    /// Another account has the DingTalk ID.
    DINGTALK_ID_TAKEN = 400002, "incorrect.reserved", 400, "该钉钉号已被占用，请重新输入", "The DingTalk ID is taken; enter another one";
    /// The DingTalk ID was changed less than a year ago.
    DINGTALK_ID_SET = 400002, "have.been.set", 400, "你已经设置过钉钉号，无法修改", "The DingTalk ID was set already and cannot be changed";
    /// No such person, of the calls about creators.
    CREATOR_EMPLOYEE = 60121, "employee.not.exist", 400, "员工不存在", "There is no such person";
    /// No enterprise account of this organization, of the same calls.
    CREATOR_ACCOUNT = 400002, "exclusive.account.limit", 400, "只能操作归属该组织的专属账号", "Only enterprise accounts of this organization";
    /// Who hands the role over does not have it.
    CREATOR_NOT = 400002, "not.main.administrator", 400, "不是主管理员(创建者)", "Not the main administrator";
    /// Not a dingId after migration.
    MIGRATION_DING_ID = 400002, "invalid.param", 400, "不合法的migrationDingId", "The migrated dingId is wrong";
    /// Not a dingId.
    DING_ID = 400002, "invalid.param", 400, "不合法的dingId", "The dingId is wrong";
    /// Not a unionId after migration.
    MIGRATION_UNION_ID = 400002, "illegal.migration.unionId", 400, "非法的migrationUnionId", "The migrated unionId is wrong";
    /// No unionId.
    UNION_ID_MISSING = 400002, "invalid.param", 400, "入参不能为空", "A parameter is missing";
    /// An empty unionId.
    UNION_ID_EMPTY = 400002, "invalid.unionId", 400, "入参unionId不能为空", "The unionId is missing";
    /// Nobody who was migrated to this id.
    NOT_MIGRATED = 60121, "invalid.userid", 400, "找不到该用户", "There is no such person, or you may not see this person", "没有这位同事，或者你看不到";
    /// A bad parameter of what is shown of enterprise accounts.
    SHOWN_PARAMETER = 400002, "invalid.param", 400, "参数无效", "A parameter is wrong";
    /// A bad name.
    USER_NAME = 60112, "invalidParameter.name", 400, "用户name不合法", "The name is wrong";
    /// Bad custom values.
    EXTENSION = 60122, "invalidParameter.extension", 400, "不合法的extattr", "The custom values are wrong";
    /// The extension number is taken.
    TELEPHONE_TAKEN = 40100, "invalidParameter.telephone.exists", 400, "分机号已经存在", "The extension number is taken";
    /// A bad extension number.
    TELEPHONE = 40063, "invalidParameter.telephone", 400, "不合法的分机号", "The extension number is wrong";
    /// A bad mail address.
    EMAIL = 60105, "invalidParameter.email", 400, "邮箱不合法", "The mail address is wrong";
    /// The mail address is taken.
    EMAIL_TAKEN = 60106, "invalidParameter.email.exists", 400, "邮箱已存在", "The mail address is taken";
    /// A bad job number.
    JOB_NUMBER = 60123, "invalidParameter.jobNumber", 400, "不合法的jobnumber", "The job number is wrong";
    /// A bad title.
    TITLE = 60119, "invalidParameter.title", 400, "不合法的position", "The title is wrong";
    /// A bad place of work.
    WORK_PLACE = 40064, "invalidParameter.workPlace", 400, "不合法的工作地址", "The place of work is wrong";
    /// A bad remark.
    REMARK = 40065, "invalidParameter.remark", 400, "不合法的备注", "The remark is wrong";
    /// An unknown manager of a person.
    MANAGER = 60128, "invalidParameter.manager", 400, "无效的主管id", "There is no such manager";
    /// Too many departments of a person.
    TOO_MANY_DEPARTMENTS = 60110, "invalidParameter.departments", 400, "部门个数超出限制", "Too many departments";
    /// Departments that are no numbers.
    DEPARTMENT_LIST = 40066, "invalidParameter.departments", 400, "不合法的部门列表", "The departments are wrong";
    /// The organization is full.
    ORGANIZATION_FULL = 40020, "invalidParameter.organization.full", 400, "当前团队人数已经达到上限，用电脑登录钉钉企业管理后台，升级成为认证企业", "The organization is full", "组织已满员";
    /// The department is full.
    DEPARTMENT_FULL = 40023, "invalidParameter.department.full", 400, "部门人数达到上限", "The department is full";
    /// Not allowed to do this.
    NOT_ALLOWED = 43007, "Forbidden.AccessDenied.NotAllowed", 403, "需要授权", "You may not do this", "你没有这项权限";
    /// A list of people names somebody unknown.
    USER_LIST = 40031, "invalidParameter.userIds", 400, "不合法的UserID列表", "The list names somebody unknown";
    /// A list of people is empty or too long.
    USER_LIST_LENGTH = 40032, "invalidParameter.userIds.length", 400, "不合法的UserID列表长度", "The list of people is empty or too long";
    /// No app with this id.
    APP_NOT_FOUND = 70004, "invalidParameter.app.notFound", 404, "企业下没有对应该agentid的微应用", "There is no such app";

    /// An unknown kind of restriction.
    RESTRICTION_TYPE = 400002, "typeInvalid", 400, "无效的type", "There is no such kind";
    /// No restriction of that id.
    RESTRICTION_ID = 400002, "idInvalid", 400, "无效的id", "There is no such setting";
    /// A restriction of nobody.
    RESTRICTION_SUBJECTS_EMPTY = 400002, "subjectNodeEmpty", 400, "限制对象不能为空", "A restriction is about somebody";
    /// A restriction of too many.
    RESTRICTION_SUBJECTS_EXCEEDED = 400002, "subjectNodeExceed", 400, "限制对象超过上限", "The restriction is about too many";
    /// Too many who stay visible.
    RESTRICTION_EXCLUDED_EXCEEDED = 400002, "excludeNodeExceed", 400, "白名单超过上限", "Too many stay visible";
    /// A restriction names somebody unknown.
    RESTRICTION_USER = 400002, "userIdInvalid", 400, "无效的userId", "There is no such person";
    /// Too many settings that hide attributes.
    ATTRIBUTE_SETTINGS_FULL = 400002, "ruleNum.exceed.limit", 400, "规则数超过上限", "There are too many rules";
    /// No such person, of Executive mode.
    EXECUTIVE_USER = 400002, "parameter.userNotExists", 500, "员工不存在", "There is no such person";

    /// No such department.
    DEPARTMENT_NOT_FOUND = 60003, "invalidParameter.department.notFound", 404, "部门不存在", "There is no such department, or you may not see it", "没有这个部门，或者你看不到";
    /// The department is outside the app's scope.
    DEPARTMENT_SCOPE = 50004, "Forbidden.AccessDenied.DepartmentScope", 403, "请求的部门id不在授权范围内", "This department is not yours to see or change", "你无权查看或改动这个部门";
    /// Not an id of a department.
    DEPARTMENT_ID = 40009, "invalidParameter.deptId", 400, "不合法的部门id", "There is no such department";
    /// The wanted id is taken.
    DEPARTMENT_ID_TAKEN = 60016, "invalidParameter.deptId.exists", 400, "部门id已经存在", "The department's id is taken";
    /// No such parent.
    PARENT_NOT_FOUND = 60004, "invalidParameter.parent.notFound", 404, "父部门不存在", "There is no such parent department";
    /// Not an id of a parent.
    PARENT_ID = 40010, "invalidParameter.parentId", 400, "不合法的父部门id", "There is no such parent department";
    /// A bad position among siblings.
    ORDER = 40011, "invalidParameter.order", 400, "不合法的排序order", "The order is wrong";
    /// A bad name of a department.
    DEPARTMENT_NAME = 60001, "invalidParameter.name", 400, "不合法的部门名称", "The department's name is wrong";
    /// A name with characters that separate.
    DEPARTMENT_NAME_CHARACTERS = 60009, "invalidParameter.name", 400, "部门名称含有非法字符", "The department's name holds characters that separate";
    /// A sibling has the name.
    DEPARTMENT_NAME_TAKEN = 60008, "invalidParameter.name.exists", 400, "父部门下该部门名称已存在", "A department beside it has this name";
    /// Too deep.
    DEPARTMENT_TOO_DEEP = 60002, "invalidParameter.parentId.depth", 400, "部门层级深度超过限制", "Departments nest too deep";
    /// Below itself.
    DEPARTMENT_CYCLE = 60010, "invalidParameter.parentId.cycle", 400, "部门存在循环关系", "A department cannot be moved below itself";
    /// The root stays as it is.
    ROOT_UPDATE = 60018, "invalidParameter.deptId.root", 400, "不允许更新根部门", "The root department cannot be updated";
    /// The root stays.
    ROOT_DELETE = 60007, "invalidParameter.deptId.root", 400, "不允许删除根部门", "The root department cannot be deleted";
    /// People are in it or below it.
    DEPARTMENT_HAS_MEMBERS = 60005, "invalidParameter.deptId.members", 400, "不允许删除有成员的部门", "People are in the department";
    /// Bad permit lists.
    PERMITS = 60109, "invalidParameter.permits", 400, "不合法的可见id列表", "The permit list is wrong";
    /// The group's owner is not a member.
    GROUP_OWNER = 40093, "invalidParameter.orgDeptOwner", 400, "无效的企业群群主", "The group's owner is not a member";
    /// The group's owner does not exist.
    GROUP_OWNER_NOT_FOUND = 60067, "invalidParameter.orgDeptOwner.notFound", 404, "部门的企业群群主不存在", "There is no such owner of the group";
    /// A name of a role is taken.
    ROLE_NAME_TAKEN = 34021, "invalidParameter.name.exists", 400, "角色名称已存在", "A role of this name exists";
    /// No such role.
    ROLE_NOT_FOUND = 33011, "invalidParameter.roleId", 404, "无效的roleId", "There is no such role";
    /// No such industry department, or no id of one.
    INDUSTRY_DEPARTMENT_ID = 40009, "invalidParameter.deptId", 400, "无效的部门id", "There is no such department";
    /// The same, where somebody is looked for in it.
    INDUSTRY_USER_DEPARTMENT = 40009, "invalidParameter.deptId", 400, "无效的dept_id", "There is no such department";
    /// No such industry department to be told.
    INDUSTRY_DEPARTMENT = 60003, "invalidParameter.deptId.notFound", 404, "未找到此部门", "There is no such department";
    /// Nobody of that id in the industry department.
    INDUSTRY_USER = 33012, "invalidParameter.userId", 400, "无效的userid", "There is no such person";
    /// No such role, of the calls that name it `role_id`.
    ROLE_ID = 33011, "invalidParameter.roleId", 404, "无效的role_id", "There is no such role";
    /// No such role in a list.
    ROLE_IDS = 33011, "invalidParameter.roleId", 404, "无效的roleIds", "There is no such role";
    /// No such person in a list.
    USER_IDS = 33012, "invalidParameter.userId", 400, "无效的userIds", "There is no such person";
    /// No such person in a list of those who lose roles.
    USER_ID = 33012, "invalidParameter.userId", 400, "无效的userId", "There is no such person";
    /// Name or group of a role is not there.
    ROLE_BLANK = 34018, "invalidParameter.role.blank", 400, "角色不能为空", "The role is missing";
    /// The name of a role group is not there.
    ROLE_GROUP_BLANK = 34018, "invalidParameter.role.blank", 400, "角色信息不能为空", "The role group is missing";
    /// The role whose scope is set is not there.
    ROLE_ID_BLANK = 34018, "invalidParameter.role.blank", 400, "role_id不能为空", "The role is missing";
    /// What a role is renamed to is not there.
    ROLE_CHANGE_BLANK = 660000, "invalidParameter.role.blank", 400, "参数为空", "A parameter is missing";
    /// No such role group.
    ROLE_GROUP_NOT_FOUND = 34020, "invalidParameter.groupId", 404, "无效的groupId", "There is no such role group";
    /// A built-in role or group.
    ROLE_BUILT_IN = 23004, "invalidParameter.role.builtIn", 400, "不允许编辑系统标签", "Built-in roles cannot be changed";
    /// No such person, of the call that sets a role's scope.
    ROLE_SCOPE_USER = 40003, "invalidParameter.userId", 400, "无效的userId", "There is no such person";
    /// No such role, of the same call.
    ROLE_SCOPE_ROLE = 60301, "invalidParameter.roleId", 404, "无效的role_id", "There is no such role";
    /// A bad page size of the list of roles.
    ROLE_LIST_SIZE = 40069, "invalidParameter.size", 400, "非法的size", "The page size is wrong";

    /// A bad parameter of the calls that translate files.
    PARAM_INVALID = 400002, "param.invalid", 400, "参数不合法", "A parameter is wrong";
    /// `medias` is not there.
    MISSING_MEDIAS = 40035, "Missingmedias", 400, "medias is mandatory for this action.", "medias is missing", "缺少 medias";
    /// `unionId` is not there.
    MISSING_UNION_ID = 40035, "MissingunionId", 400, "unionId is mandatory for this action.", "unionId is missing", "缺少 unionId";
    /// `jobId` is not there.
    MISSING_JOB_ID = 40035, "MissingjobId", 400, "jobId is mandatory for this action.", "jobId is missing", "缺少 jobId";
    /// A form without a file.
    MEDIA_MISSING = 41005, "invalidParameter.media.missing", 400, "缺少多媒体文件数据", "The file is missing";
    /// An unknown kind of file, or a file of another kind.
    MEDIA_TYPE = 40004, "invalidParameter.media.type", 400, "不合法的媒体文件类型", "This kind of file is not allowed";
    /// An empty file, one that is too large, or one of another size than announced.
    FILE_SIZE = 40006, "invalidParameter.media.size", 400, "不合法的文件大小", "The file is empty or too large";
    /// The organization keeps as many files as it may.
    FILE_QUOTA = 45001, "invalidParameter.media.quota", 400, "文件大小超过限制", "The organization keeps as many files as it may";

    /// No such external contact.
    EXTERNAL_CONTACT = 33012, "invalidParameter.externalContact.notFound", 404, "无效的userId", "There is no such person";
    /// No such external contact to update.
    EXTERNAL_CONTACT_NOT_FOUND = 60121, "invalidParameter.externalContact.notFound", 404, "未找到对应的用户", "There is no such external contact";
    /// An external contact has the mobile.
    EXTERNAL_CONTACT_EXISTS = 22005, "invalidParameter.externalContact.exists", 400, "该外部联系人已经存在", "An external contact has this mobile";
    /// No further external contacts.
    EXTERNAL_CONTACTS_FULL = 60203, "invalidParameter.externalContact.full", 400, "超出外部联系人数量", "There are too many external contacts";
    /// A bad name of an external contact.
    EXTERNAL_NAME = 60112, "invalidParameter.name", 400, "无效的用户名称", "The name is wrong";
    /// A bad mobile of an external contact.
    EXTERNAL_MOBILE = 60103, "invalidParameter.mobile", 400, "无效的电话号码", "The phone number is wrong";
    /// No label, or an unknown one, of a new external contact.
    LABELS = 60204, "invalidParameter.labelIds", 400, "需要外部联系人标签", "A label is needed";
    /// No label, or an unknown one, of a changed external contact.
    LABELS_CHANGED = 60204, "invalidParameter.labelIds", 400, "需要外部联系人的label", "A label is needed";
    /// Who shall follow or see an external contact is unknown.
    FOLLOWER = 40003, "invalidParameter.followerUserId", 400, "无效的userId", "There is no such person";
    /// A bad page size of external contacts.
    EXTERNAL_SIZE = 40069, "invalidParameter.size", 400, "无效的size", "The page size is wrong";
    /// A bad page size of label groups.
    LABEL_GROUPS_SIZE = 41101, "invalidParameter.size", 400, "无效的size", "The page size is wrong";
    /// A bad offset in external contacts or label groups.
    EXTERNAL_OFFSET = 40068, "invalidParameter.offset", 400, "无效的偏移量", "The offset is wrong";
}

/// What every endpoint may answer besides the codes of its own description.
pub const COMMON: &[&Code] = &[
    BUSY,
    UNFORESEEN,
    APP_RATE,
    APP_DISABLED,
    BODY_INVALID,
    BODY_TOO_LARGE,
    // An administrator's rights depend on whom the call is about.
    PERMISSION,
];
