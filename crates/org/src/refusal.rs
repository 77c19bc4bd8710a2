//! Why the organization says no.

use crate::draft::DINGTALK_ID;
use crate::{DepartmentId, OrgId, UserId};

/// Why a look or a change was refused. Endpoints turn it into the code of their generation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such person, or one whose existence the caller may not learn.
    #[error("no user {0}")]
    UserNotFound(String),
    /// The person exists outside the app's Contacts scope.
    #[error("user {0} is outside the app's Contacts scope")]
    UserOutOfScope(UserId),
    /// Not a userid.
    #[error("a userid has 1 to 64 characters")]
    UserIdInvalid,
    /// The userid belongs to somebody.
    #[error("userid {userid} is taken")]
    UserIdTaken {
        /// Who has it.
        userid: UserId,
        /// That person's unionId.
        union_id: String,
    },
    /// Empty or too long.
    #[error("a name has 1 to {0} characters")]
    UserNameInvalid(usize),
    /// Not a phone number.
    #[error("a mobile is 11 digits, or +code-number outside mainland China")]
    MobileInvalid,
    /// The number belongs to somebody here.
    #[error("the mobile belongs to {0}")]
    MobileTaken(UserId),
    /// A value belongs to somebody whom the calling administrator does not administer.
    #[error("the {0} belongs to somebody else of the organization")]
    TakenOutside(&'static str),
    /// Sub-administrators change no other administrator.
    #[error("{0} is an administrator, whom primary administrators alone change")]
    OtherAdministrator(UserId),
    /// Who administers the organization is the primary administrators' matter.
    #[error("primary administrators alone appoint administrators")]
    PrimaryOnly,
    /// An administrator hands out no more than his modules cover.
    #[error("{0} is beyond the modules of the administrator")]
    BeyondModules(String),
    /// The creator alone says who comes after him.
    #[error("the creator alone hands the organization over")]
    CreatorOnly,
    /// An ordinary person needs a mobile.
    #[error("a mobile is needed")]
    MobileMissing,
    /// Somebody who has signed in keeps the number.
    #[error("the mobile of somebody who has signed in cannot be changed; delete and add again")]
    MobileFixed,
    /// Too long.
    #[error("an extension number has at most 50 characters")]
    TelephoneInvalid,
    /// The extension number belongs to somebody.
    #[error("the extension number belongs to {0}")]
    TelephoneTaken(UserId),
    /// Not a mail address.
    #[error("not a mail address of at most {0} characters")]
    EmailInvalid(usize),
    /// Not a mail address to sign in with.
    #[error("not a mail address of at most 64 characters to sign in with")]
    LoginEmailInvalid,
    /// The mail address belongs to somebody.
    #[error("the mail address belongs to {0}")]
    EmailTaken(UserId),
    /// Not an organization's mail address or edition.
    #[error(
        "an organization's mail address has at most 100 characters, its edition is profession or base"
    )]
    OrgEmailInvalid,
    /// Too long.
    #[error("a job number has at most {0} characters")]
    JobNumberInvalid(usize),
    /// Too long.
    #[error("a title has at most {0} characters")]
    TitleInvalid(usize),
    /// Too long.
    #[error("a place of work has at most {0} characters")]
    WorkPlaceInvalid(usize),
    /// Too long.
    #[error("a remark has at most {0} characters")]
    RemarkInvalid(usize),
    /// Not a JSON object, or too long.
    #[error("custom values are one JSON object of at most 2000 characters")]
    ExtensionInvalid,
    /// Before 1970.
    #[error("a date of joining is a number of milliseconds, at least 1")]
    HiredDateInvalid,
    /// The manager does not exist, or would manage himself.
    #[error("no other user {0}")]
    ManagerInvalid(String),
    /// A person is in at least one department.
    #[error("at least one department is needed")]
    DepartmentsMissing,
    /// More departments than one person may have.
    #[error("a person may be in at most {0} departments")]
    TooManyDepartments(usize),
    /// More people than a department may hold.
    #[error("department {0} is full")]
    DepartmentFull(DepartmentId),
    /// More people or departments than an organization may hold.
    #[error("the organization is full")]
    OrganizationFull,
    /// Several or no main position where one is wanted.
    #[error("exactly one position is the main one")]
    MainPositionInvalid,
    /// No such department.
    #[error("no department {0}")]
    DepartmentNotFound(DepartmentId),
    /// The department exists outside the app's Contacts scope.
    #[error("department {0} is outside the app's Contacts scope")]
    DepartmentOutOfScope(DepartmentId),
    /// Not an id that a department may be given.
    #[error("the id of a new department is above 1 and below 9223372036854775807")]
    DepartmentIdInvalid,
    /// The wanted id belongs to a department.
    #[error("department {0} exists already")]
    DepartmentIdTaken(DepartmentId),
    /// No such parent.
    #[error("no parent department {0}")]
    ParentNotFound(DepartmentId),
    /// Empty or too long.
    #[error("a department's name has 1 to 64 characters")]
    DepartmentNameInvalid,
    /// Holds a character that separates.
    #[error("a department's name holds none of - , ，")]
    DepartmentNameCharacters,
    /// A sibling has this name.
    #[error("department {0} beside it has this name")]
    DepartmentNameTaken(DepartmentId),
    /// Below itself.
    #[error("a department cannot be moved below itself")]
    DepartmentCycle,
    /// Too deep.
    #[error("departments nest at most 50 levels")]
    DepartmentTooDeep,
    /// The root stays as it is.
    #[error("the root department cannot be updated")]
    RootUpdate,
    /// The root stays.
    #[error("the root department cannot be deleted")]
    RootDelete,
    /// People are in it or below it.
    #[error("people are in the department or below it")]
    DepartmentHasMembers,
    /// Not a position among siblings.
    #[error("an order is a whole number, at least 0")]
    OrderInvalid,
    /// Too many permits.
    #[error("a permit list names at most 200 departments or users")]
    TooManyPermits,
    /// A department in a permit list does not exist.
    #[error("no department {0} to permit")]
    PermitNotFound(DepartmentId),
    /// Somebody in a list of people does not exist.
    #[error("no user {0}")]
    UserListInvalid(String),
    /// A manager is not in the department.
    #[error("user {0} is not in the department")]
    ManagerNotMember(UserId),
    /// More managers than a department may have.
    #[error("a department has at most 999 managers")]
    TooManyManagers,
    /// A manager does not exist.
    #[error("no user {0}")]
    DepartmentManagerNotFound(String),
    /// The owner of the group is not in the department.
    #[error("user {0} is not in the department")]
    GroupOwnerNotMember(UserId),
    /// The owner of the group does not exist.
    #[error("no user {0}")]
    GroupOwnerNotFound(String),
    /// Some other value of a department is too long or malformed.
    #[error("{0}")]
    DepartmentFieldInvalid(&'static str),
    /// The main administrator cannot leave.
    #[error("the main administrator cannot be deleted; hand the role over first")]
    MainAdminStays,
    /// Some other value is not allowed.
    #[error("{0}")]
    Invalid(String),
    /// Another organization of this installation holds a value that must be unique.
    #[error("{0} is taken")]
    ClaimTaken(String),
    /// Not a sign-in name.
    #[error("a login id has 1 to 64 characters without blanks")]
    LoginIdInvalid,
    /// Somebody of this installation signs in with it.
    #[error("the login id is taken")]
    LoginIdTaken,
    /// Not good enough.
    #[error("a first password has 8 to 128 characters, not letters alone and not digits alone")]
    PasswordWeak,
    /// The person's password is not this organization's to set.
    #[error(
        "user {0} signs in through another organization or through the organization's identity provider and has no password here"
    )]
    PasswordElsewhere(UserId),
    /// A link to set a password counts once, for a while, and until the next one.
    #[error("the link was used, has ended, or was replaced by another one")]
    PasswordLinkInvalid,
    /// Whoever may sign in as an administrator is one.
    #[error("user {0} is an administrator, whose sign-in only the main administrator may reset")]
    AdministratorProtected(UserId),
    /// Something that only an enterprise account has.
    #[error("user {0} has no enterprise account")]
    AccountOnly(UserId),
    /// What belongs to an account is its owner's to change.
    #[error("the account of user {0} belongs to another organization, which alone may change it")]
    AccountForeign(UserId),
    /// Sign-in with an account that its owner has disabled.
    #[error("the account of user {0} is disabled")]
    AccountDisabled(UserId),
    /// Somebody who shall be given an enterprise account has one.
    #[error("user {0} has an enterprise account already")]
    AccountHeld(UserId),
    /// An account that is disabled or works elsewhere does not end.
    #[error(
        "the account of user {0} is disabled or works in other organizations; enable it and let it leave them first"
    )]
    AccountInUse(UserId),
    /// Somebody cannot hand over what he does not have.
    #[error("user {0} is not the creator of that organization")]
    NotCreator(UserId),
    /// Other characters than a DingTalk ID has.
    #[error("a DingTalk ID begins with a letter and has only letters and digits")]
    DingTalkIdFormat,
    /// Too short or too long for a DingTalk ID.
    #[error("a DingTalk ID has 6 to 20 characters")]
    DingTalkIdLength,
    /// The DingTalk ID was set less than a year ago.
    #[error("a DingTalk ID may be changed once a year")]
    DingTalkIdSet,
    /// Another account of the installation has the DingTalk ID.
    #[error("another account has this DingTalk ID")]
    DingTalkIdTaken,
    /// A number that identifies a person.
    #[error("an enterprise account has no mobile of its own; give exclusive_mobile")]
    AccountMobile,
    /// There is no such account, or its owner has not allowed it to join. One answer for all, so that nobody learns what
    /// another organization holds.
    #[error(
        "no enterprise account {userid} of organization {org} may join; ask that organization to authorize it"
    )]
    AccountNotGranted {
        /// The person there.
        userid: String,
        /// The organization that was named.
        org: OrgId,
    },
    /// The account works here already.
    #[error("the account is a member already")]
    AccountIsMember,
    /// The account created another organization.
    #[error("the account is the main administrator of organization {0}; hand the role over first")]
    MainAdminElsewhere(OrgId),
    /// Another organization keeps the person.
    #[error("organization {0} takes part here and keeps this person; only it may change him")]
    UserMirrored(OrgId),
    /// Another organization keeps the department.
    #[error("organization {0} takes part here and keeps this department; only it may change it")]
    DepartmentMirrored(OrgId),
    /// Neither takes part nor has asked to, as the call needs it.
    #[error("organization {0} is not linked in that way")]
    NotLinked(OrgId),
    /// No organization hangs there.
    #[error("no organization hangs at department {0}")]
    NotMount(DepartmentId),
    /// No such organization besides the caller's own.
    #[error("no other organization {0}")]
    OrganizationNotFound(OrgId),
    /// Another organization takes part; whoever runs the draft brings it and tries again.
    #[error("organization {0} is needed")]
    OrganizationNeeded(OrgId),
    /// No such setting of its kind.
    #[error("no setting {0}")]
    SettingNotFound(crate::SettingId),
    /// A setting is about nobody.
    #[error("a setting is about at least one user, department or role")]
    SettingObjectsMissing,
    /// A setting is about too many.
    #[error(
        "a setting is about at most {max} users, departments and roles together, got {0}",
        max = crate::limits::SETTING_SELECTION_MAX
    )]
    SettingObjectsExceeded(usize),
    /// Too many are excluded from a setting.
    #[error(
        "at most {max} users, departments and roles together are excluded from a setting, got {0}",
        max = crate::limits::SETTING_SELECTION_MAX
    )]
    SettingExcludedExceeded(usize),
    /// More settings of a kind than an organization may have.
    #[error(
        "an organization has at most {} settings of a kind",
        crate::limits::SETTINGS_MAX
    )]
    SettingsFull,
    /// Viewers see too differently for an impact to be counted.
    #[error(
        "more than {0} kinds of viewers see different people; ask with an app whose Contacts scope is narrower"
    )]
    ImpactTooWide(usize),
    /// No such app.
    #[error("no app {0}")]
    AppNotFound(String),
    /// The app has a callback already.
    #[error("the app has a callback already")]
    CallbackExists,
    /// The app has no callback.
    #[error("the app has no callback")]
    CallbackMissing,
    /// No such role.
    #[error("no role {0}")]
    RoleNotFound(i64),
    /// No such external contact.
    #[error("no external contact {0}")]
    ExternalContactNotFound(String),
    /// An external contact has the mobile.
    #[error("external contact {0} has this mobile")]
    ExternalContactExists(UserId),
    /// More external contacts than an organization may have.
    #[error(
        "an organization has at most {} external contacts",
        crate::limits::EXTERNAL_CONTACTS_MAX
    )]
    ExternalContactsFull,
    /// No label, or one that does not exist.
    #[error("{0}")]
    LabelsInvalid(String),
    /// Who shall follow or see an external contact does not exist, or the caller may not see that person.
    #[error("no user {0}")]
    FollowerInvalid(String),
    /// No such role group.
    #[error("no role group {0}")]
    RoleGroupNotFound(i64),
    /// Empty or too long.
    #[error("the name of a role or group has 1 to 128 characters")]
    RoleNameInvalid,
    /// What an organization starts with stays, and follows from other facts.
    #[error("{0} is one of the built-in roles or their group")]
    RoleBuiltIn(i64),
    /// People still hold it.
    #[error("role {0} is still held by somebody; take it from everybody first")]
    RoleHeld(i64),
    /// The person does not hold the role.
    #[error("user {0} does not hold the role")]
    RoleNotHeld(UserId),
    /// More translations than an organization may have.
    #[error(
        "an organization has at most {} translations that have not ended, and {} of the last day; try again later",
        crate::limits::TRANSLATIONS_RUNNING_MAX,
        crate::limits::TRANSLATIONS_MAX
    )]
    TranslationsFull,
    /// The organization takes no members.
    #[error("the organization takes no members now; ask an administrator of it")]
    JoiningClosed,
    /// Only administrators invite.
    #[error("only administrators invite here")]
    InvitesForbidden,
    /// No such invitation, or one that has ended.
    #[error("no invitation {0:?}")]
    InviteNotFound(String),
    /// No such application that waits.
    #[error("no application {0:?}")]
    ApplicationNotFound(String),
    /// More applications wait than an organization may have.
    #[error(
        "at most {} applications wait at once",
        crate::limits::APPLICATIONS_MAX
    )]
    ApplicationsFull,
    /// No such field of people's pages.
    #[error("no field {0:?}")]
    FieldNotFound(String),
    /// A role or group of that name exists.
    #[error("a role named {0} exists")]
    RoleNameTaken(String),
}

impl Refusal {
    /// The refusal of a value that another organization of the installation holds in a name space.
    pub fn claim_taken(space: &str, value: &str) -> Self {
        if space == DINGTALK_ID {
            return Self::DingTalkIdTaken;
        }
        Self::ClaimTaken(format!("{space} {value}"))
    }
}
