//! What each refusal says, in both languages side by side.

use super::Refusal;
use crate::{Sentence, limits, sentence};

impl Refusal {
    /// What is said of it. In English it is what apps are told.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::UserNotFound(userid) => sentence!("no user {userid}", "没有用户 {userid}"),
            Self::UserOutOfScope(userid) => sentence!(
                "user {userid} is outside the app's Contacts scope",
                "用户 {userid} 不在应用的通讯录授权范围内"
            ),
            Self::UserIdInvalid => sentence!(
                "a userid has 1 to 64 characters, no blanks around them and no control characters",
                "userid 长度为 1 到 64 个字符，前后没有空白，不含控制字符"
            ),
            Self::UserIdTaken { userid, .. } => {
                sentence!("userid {userid} is taken", "userid {userid} 已被使用")
            }
            Self::UserNameInvalid(max) => sentence!(
                "a name has 1 to {max} characters, no control characters among them",
                "姓名长度为 1 到 {max} 个字符，不含控制字符"
            ),
            Self::MobileInvalid => sentence!(
                "a mobile is 11 digits beginning with 1, or +code-number outside mainland China",
                "手机号为 11 位数字，以 1 开头；中国大陆以外的号码写成 +区号-号码"
            ),
            Self::MobileTaken(userid) => {
                sentence!("the mobile belongs to {userid}", "手机号已属于 {userid}")
            }
            Self::TakenOutside(what) => taken_outside(what),
            Self::OtherAdministrator(userid) => sentence!(
                "{userid} is an administrator, whom primary administrators alone change",
                "{userid} 是管理员，只有主管理员可以改动"
            ),
            Self::PrimaryOnly => sentence!(
                "primary administrators alone appoint administrators",
                "只有主管理员可以任命管理员"
            ),
            Self::BeyondModules(point) => sentence!(
                "{point} is beyond the modules of the administrator",
                "{point} 超出了这位管理员的权限模块"
            ),
            Self::ManagementGroupNotFound(id) => {
                sentence!("no management group {id}", "没有管理组 {id}")
            }
            Self::LeavingOff => sentence!(
                "the organization does not let people leave by themselves; ask an administrator",
                "组织不允许成员自行退出；请联系管理员"
            ),
            Self::AdministratorLeaves => sentence!(
                "an administrator hands over the rights first; then he can leave",
                "管理员需要先移交管理权限，才能退出"
            ),
            Self::AccountLeaves => sentence!(
                "the account belongs to the organization; administrators end it",
                "账号属于组织，由管理员停用或移除"
            ),
            Self::CreatorOnly => sentence!(
                "the creator alone hands the organization over",
                "只有创建者本人可以转让组织"
            ),
            Self::MobileMissing => sentence!("a mobile is needed", "需要手机号"),
            Self::MobileFixed => sentence!(
                "the mobile of somebody who has signed in cannot be changed; delete and add again",
                "已登录过的人不能改手机号；请删除后重新添加"
            ),
            Self::TelephoneInvalid => sentence!(
                "an extension number has at most 50 characters",
                "分机号最多 50 个字符"
            ),
            Self::TelephoneTaken(userid) => sentence!(
                "the extension number belongs to {userid}",
                "分机号已属于 {userid}"
            ),
            Self::EmailInvalid(max) => sentence!(
                "not a mail address of at most {max} characters",
                "邮箱格式不对，最多 {max} 个字符"
            ),
            Self::LoginEmailInvalid => sentence!(
                "not a mail address of at most 64 characters to sign in with",
                "登录邮箱格式不对，最多 64 个字符"
            ),
            Self::EmailTaken(userid) => sentence!(
                "the mail address belongs to {userid}",
                "邮箱已属于 {userid}"
            ),
            Self::OrgEmailInvalid => sentence!(
                "an organization's mail address (org_email) has at most 100 characters, its edition (org_email_type) is profession or base",
                "企业邮箱（org_email）最多 100 个字符，版本（org_email_type）为 profession 或 base"
            ),
            Self::JobNumberInvalid(max) => sentence!(
                "a job number has at most {max} characters",
                "工号最多 {max} 个字符"
            ),
            Self::TitleInvalid(max) => sentence!(
                "a title has at most {max} characters",
                "职位最多 {max} 个字符"
            ),
            Self::WorkPlaceInvalid(max) => sentence!(
                "a place of work has at most {max} characters",
                "办公地点最多 {max} 个字符"
            ),
            Self::RemarkInvalid(max) => sentence!(
                "a remark has at most {max} characters",
                "备注最多 {max} 个字符"
            ),
            Self::ExtensionInvalid => sentence!(
                "custom values are one JSON object of at most 2000 characters, and so are their translations",
                "自定义字段的值合起来是一个 JSON 对象，最多 2000 个字符；翻译也是"
            ),
            Self::HiredDateInvalid => sentence!(
                "a date of joining is a number of milliseconds, at least 1",
                "入职时间是毫秒数，至少为 1"
            ),
            Self::ManagerInvalid(userid) => {
                sentence!("no other user {userid}", "没有另一位用户 {userid}")
            }
            Self::DepartmentsMissing => {
                sentence!("at least one department is needed", "至少需要一个部门")
            }
            Self::TooManyDepartments(max) => sentence!(
                "a person may be in at most {max} departments",
                "一个人最多在 {max} 个部门"
            ),
            Self::DepartmentFull(id) => sentence!("department {id} is full", "部门 {id} 已满员"),
            Self::OrganizationFull => sentence!("the organization is full", "组织已满员"),
            Self::MainPositionInvalid => {
                sentence!("exactly one position is the main one", "主职位有且只有一个")
            }
            Self::DepartmentNotFound(id) => sentence!("no department {id}", "没有部门 {id}"),
            Self::DepartmentOutOfScope(id) => sentence!(
                "department {id} is outside the app's Contacts scope",
                "部门 {id} 不在应用的通讯录授权范围内"
            ),
            Self::DepartmentIdInvalid => sentence!(
                "the id of a new department is above 1 and below 9223372036854775807",
                "新部门的 id 大于 1，小于 9223372036854775807"
            ),
            Self::DepartmentIdTaken(id) => {
                sentence!("department {id} exists already", "部门 {id} 已存在")
            }
            Self::ParentNotFound(id) => sentence!("no parent department {id}", "没有上级部门 {id}"),
            Self::DepartmentNameInvalid => sentence!(
                "a department's name has 1 to 64 characters",
                "部门名称长度为 1 到 64 个字符"
            ),
            Self::DepartmentNameCharacters => sentence!(
                "a department's name holds none of - , ， and no control characters",
                "部门名称不能含有 - , ， 和控制字符"
            ),
            Self::DepartmentNameTaken(id) => sentence!(
                "department {id} beside it has this name",
                "同级部门 {id} 已用这个名称"
            ),
            Self::DepartmentCycle => sentence!(
                "a department cannot be moved below itself",
                "部门不能移到自己下面"
            ),
            Self::DepartmentTooDeep => {
                sentence!("departments nest at most 50 levels", "部门最多 50 层")
            }
            Self::RootUpdate => {
                sentence!("the root department cannot be updated", "根部门不能修改")
            }
            Self::RootDelete => {
                sentence!("the root department cannot be deleted", "根部门不能删除")
            }
            Self::DepartmentHasMembers => sentence!(
                "people are in the department or below it",
                "部门或其下级部门里还有人"
            ),
            Self::OrderInvalid => sentence!(
                "an order is a whole number, at least 0",
                "排序是不小于 0 的整数"
            ),
            Self::TooManyPermits => sentence!(
                "a permit list names at most 200 departments or users",
                "可见名单最多 200 个部门或用户"
            ),
            Self::PermitNotFound(id) => {
                sentence!("no department {id} to permit", "可见名单里没有部门 {id}")
            }
            Self::UserListInvalid(userid) => sentence!("no user {userid}", "没有用户 {userid}"),
            Self::ManagerNotMember(userid) => sentence!(
                "user {userid} is not in the department",
                "用户 {userid} 不在这个部门"
            ),
            Self::TooManyManagers => sentence!(
                "a department has at most 999 managers",
                "一个部门最多 999 位主管"
            ),
            Self::DepartmentManagerNotFound(userid) => {
                sentence!("no user {userid}", "没有用户 {userid}")
            }
            Self::GroupOwnerNotMember(userid) => sentence!(
                "user {userid} is not in the department",
                "用户 {userid} 不在这个部门"
            ),
            Self::GroupOwnerNotFound(userid) => sentence!("no user {userid}", "没有用户 {userid}"),
            Self::MainAdminStays => sentence!(
                "the main administrator cannot be deleted; hand the role over first",
                "主管理员不能删除；请先转让"
            ),
            Self::ClaimTaken(value) => sentence!("{value} is taken", "{value} 已被使用"),
            Self::LoginIdInvalid => sentence!(
                "a login id has 1 to 64 characters without blanks",
                "登录名长度为 1 到 64 个字符，不含空白"
            ),
            Self::LoginIdTaken => sentence!("the login id is taken", "登录名已被使用"),
            Self::PasswordWeak => sentence!(
                "a first password has 8 to 128 characters, not letters alone and not digits alone",
                "初始密码为 8 到 128 个字符，不能全是字母，也不能全是数字"
            ),
            Self::PasswordElsewhere(userid) => sentence!(
                "user {userid} signs in through another organization or through the organization's identity provider and has no password here",
                "用户 {userid} 通过别的组织或组织的身份提供方登录，在这里没有密码"
            ),
            Self::PasswordLinkInvalid => sentence!(
                "the link was used, has ended, or was replaced by another one",
                "链接已用过、已失效，或已被新的链接取代"
            ),
            Self::AdministratorProtected(userid) => sentence!(
                "user {userid} is an administrator, whose sign-in only the main administrator may reset",
                "用户 {userid} 是管理员，其登录方式只有主管理员可以重置"
            ),
            Self::AccountOnly(userid) => sentence!(
                "user {userid} has no enterprise account",
                "用户 {userid} 没有企业账号"
            ),
            Self::AccountForeign(userid) => sentence!(
                "the account of user {userid} belongs to another organization, which alone may change it",
                "用户 {userid} 的账号归属另一个组织，只有那个组织可以改动"
            ),
            Self::AccountDisabled(userid) => sentence!(
                "the account of user {userid} is disabled",
                "用户 {userid} 的账号已停用"
            ),
            Self::AccountHeld(userid) => sentence!(
                "user {userid} has an enterprise account already",
                "用户 {userid} 已有企业账号"
            ),
            Self::AccountInUse(userid) => sentence!(
                "the account of user {userid} is disabled or works in other organizations; enable it and let it leave them first",
                "用户 {userid} 的账号已停用，或还在别的组织使用；请先启用，并让它退出那些组织"
            ),
            Self::NotCreator(userid) => sentence!(
                "user {userid} is not the creator of that organization",
                "用户 {userid} 不是那个组织的创建者"
            ),
            Self::DingTalkIdFormat => sentence!(
                "a DingTalk ID begins with a letter and has only letters and digits",
                "钉钉号以字母开头，只含字母和数字"
            ),
            Self::DingTalkIdLength => sentence!(
                "a DingTalk ID has 6 to 20 characters",
                "钉钉号长度为 6 到 20 个字符"
            ),
            Self::DingTalkIdSet => sentence!(
                "a DingTalk ID may be changed once a year",
                "钉钉号一年只能改一次"
            ),
            Self::DingTalkIdTaken => sentence!(
                "another account has this DingTalk ID",
                "这个钉钉号已属于别的账号"
            ),
            Self::AccountMobile => sentence!(
                "an enterprise account has no mobile of its own; give exclusive_mobile",
                "企业账号没有自己的手机号；请用 exclusive_mobile"
            ),
            Self::AccountNotGranted { userid, org } => sentence!(
                "no enterprise account {userid} of organization {org} may join; ask that organization to authorize it",
                "组织 {org} 没有可以加入的企业账号 {userid}；请那个组织先授权"
            ),
            Self::AccountIsMember => {
                sentence!("the account is a member already", "这个账号已是成员")
            }
            Self::MainAdminElsewhere(org) => sentence!(
                "the account is the main administrator of organization {org}; hand the role over first",
                "这个账号是组织 {org} 的主管理员；请先转让"
            ),
            Self::UserMirrored(org) => sentence!(
                "organization {org} takes part here and keeps this person; only it may change him",
                "这个人由参与进来的组织 {org} 管理，只有它可以改动"
            ),
            Self::DepartmentMirrored(org) => sentence!(
                "organization {org} takes part here and keeps this department; only it may change it",
                "这个部门由参与进来的组织 {org} 管理，只有它可以改动"
            ),
            Self::NotLinked(org) => sentence!(
                "organization {org} is not linked in that way",
                "组织 {org} 没有这样的关联"
            ),
            Self::NotMount(id) => sentence!(
                "no organization hangs at department {id}",
                "部门 {id} 没有挂载组织"
            ),
            Self::OrganizationNotFound(org) => {
                sentence!("no other organization {org}", "没有另一个组织 {org}")
            }
            Self::OrganizationNeeded(org) => {
                sentence!("organization {org} is needed", "需要组织 {org}")
            }
            Self::SettingNotFound(id) => sentence!("no setting {id}", "没有设置 {id}"),
            Self::SettingObjectsMissing => sentence!(
                "a setting is about at least one user, department or role",
                "设置至少涉及一个用户、部门或角色"
            ),
            Self::SettingObjectsExceeded(count) => sentence!(
                "a setting is about at most {max} users, departments and roles together, got {count}",
                "设置最多涉及 {max} 个用户、部门和角色，现有 {count} 个",
                max = limits::SETTING_SELECTION_MAX
            ),
            Self::SettingExcludedExceeded(count) => sentence!(
                "at most {max} users, departments and roles together are excluded from a setting, got {count}",
                "设置最多排除 {max} 个用户、部门和角色，现有 {count} 个",
                max = limits::SETTING_SELECTION_MAX
            ),
            Self::SettingsFull => sentence!(
                "an organization has at most {max} settings of a kind",
                "每种设置最多 {max} 个",
                max = limits::SETTINGS_MAX
            ),
            Self::ImpactTooWide(max) => sentence!(
                "more than {max} kinds of viewers see different people; ask with an app whose Contacts scope is narrower",
                "看到的人各不相同的情形超过 {max} 种；请用通讯录授权范围更小的应用来查"
            ),
            Self::AppNotFound(id) => sentence!("no app {id}", "没有应用 {id}"),
            Self::CallbackExists => sentence!("the app has a callback already", "应用已有回调地址"),
            Self::CallbackMissing => sentence!("the app has no callback", "应用没有回调地址"),
            Self::RoleNotFound(id) => sentence!("no role {id}", "没有角色 {id}"),
            Self::ExternalContactNotFound(userid) => {
                sentence!("no external contact {userid}", "没有外部联系人 {userid}")
            }
            Self::ExternalContactExists(userid) => sentence!(
                "external contact {userid} has this mobile",
                "外部联系人 {userid} 已用这个手机号"
            ),
            Self::ExternalContactsFull => sentence!(
                "an organization has at most {max} external contacts",
                "一个组织最多 {max} 位外部联系人",
                max = limits::EXTERNAL_CONTACTS_MAX
            ),
            Self::FollowerInvalid(userid) => sentence!("no user {userid}", "没有用户 {userid}"),
            Self::RoleGroupNotFound(id) => sentence!("no role group {id}", "没有角色组 {id}"),
            Self::RoleNameInvalid => sentence!(
                "the name of a role or group has 1 to 128 characters, no control characters among them",
                "角色或角色组的名称长度为 1 到 128 个字符，不含控制字符"
            ),
            Self::RoleBuiltIn(id) => sentence!(
                "{id} is one of the built-in roles or their group",
                "{id} 是内置角色或内置角色组"
            ),
            Self::RoleHeld(id) => sentence!(
                "role {id} is still held by somebody; take it from everybody first",
                "还有人拥有角色 {id}；请先从所有人身上移除"
            ),
            Self::RoleNotHeld(userid) => sentence!(
                "user {userid} does not hold the role",
                "用户 {userid} 没有这个角色"
            ),
            Self::TranslationsFull => sentence!(
                "an organization has at most {running} translations that have not ended, and {all} of the last day; try again later",
                "一个组织最多有 {running} 个未结束的翻译，一天内最多 {all} 个；请稍后再试",
                running = limits::TRANSLATIONS_RUNNING_MAX,
                all = limits::TRANSLATIONS_MAX
            ),
            Self::JoiningClosed => sentence!(
                "the organization takes no members now; ask an administrator of it",
                "组织现在不接受新成员；请联系管理员"
            ),
            Self::InvitesForbidden => {
                sentence!("only administrators invite here", "这里只有管理员可以邀请")
            }
            Self::InviteNotFound(code) => sentence!("no invitation {code:?}", "没有邀请 {code:?}"),
            Self::ApplicationNotFound(id) => {
                sentence!("no application {id:?}", "没有待处理的申请 {id:?}")
            }
            Self::ApplicationsFull => sentence!(
                "at most {max} applications wait at once",
                "最多同时有 {max} 份待处理的申请",
                max = limits::APPLICATIONS_MAX
            ),
            Self::FieldNotFound(id) => sentence!("no field {id:?}", "没有字段 {id:?}"),
            Self::RoleNameTaken(name) => {
                sentence!("a role named {name} exists", "已有名为 {name} 的角色")
            }
            Self::DepartmentFieldInvalid(sentence)
            | Self::Invalid(sentence)
            | Self::ManagementGroupInvalid(_, sentence)
            | Self::LabelsInvalid(sentence) => sentence.clone(),
        }
    }
}

fn taken_outside(what: &str) -> Sentence {
    let chinese = match what {
        "mobile" => "手机号",
        "userid" => "userid",
        "mail address" => "邮箱",
        _ => "分机号",
    };
    Sentence::new(
        format_args!("the {what} belongs to somebody else of the organization"),
        format_args!("{chinese}已属于组织里的另一个人"),
    )
}
