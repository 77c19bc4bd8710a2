//! Why the organization says no.

mod sentences;

use crate::draft::DINGTALK_ID;
use crate::{DepartmentId, ManagementGroupId, OrgId, Sentence, UserId};
use std::fmt;

/// Why a look or a change was refused. Endpoints turn it into the code of their generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such person, or one whose existence the caller may not learn.
    UserNotFound(String),
    /// The person exists outside the app's Contacts scope.
    UserOutOfScope(UserId),
    /// Not a userid.
    UserIdInvalid,
    /// The userid belongs to somebody.
    UserIdTaken {
        /// Who has it.
        userid: UserId,
        /// That person's unionId.
        union_id: String,
    },
    /// Empty or too long.
    UserNameInvalid(usize),
    /// Not a phone number.
    MobileInvalid,
    /// The number belongs to somebody here.
    MobileTaken(UserId),
    /// A value belongs to somebody whom the calling administrator does not administer.
    TakenOutside(&'static str),
    /// Sub-administrators change no other administrator.
    OtherAdministrator(UserId),
    /// Who administers the organization is the primary administrators' matter.
    PrimaryOnly,
    /// An administrator hands out no more than his modules cover.
    BeyondModules(String),
    /// No management group of this id, or one that the caller may not change.
    ManagementGroupNotFound(ManagementGroupId),
    /// What is given of a management group does not fit: which field, and why.
    ManagementGroupInvalid(&'static str, Sentence),
    /// The organization has switched off that people leave by themselves.
    LeavingOff,
    /// Whoever administers hands that over before leaving.
    AdministratorLeaves,
    /// Whose account is the organization's does not leave by himself.
    AccountLeaves,
    /// The creator alone says who comes after him.
    CreatorOnly,
    /// An ordinary person needs a mobile.
    MobileMissing,
    /// Somebody who has signed in keeps the number.
    MobileFixed,
    /// Too long.
    TelephoneInvalid,
    /// The extension number belongs to somebody.
    TelephoneTaken(UserId),
    /// Not a mail address.
    EmailInvalid(usize),
    /// Not a mail address to sign in with.
    LoginEmailInvalid,
    /// The mail address belongs to somebody.
    EmailTaken(UserId),
    /// Not an organization's mail address or edition.
    OrgEmailInvalid,
    /// Too long.
    JobNumberInvalid(usize),
    /// Too long.
    TitleInvalid(usize),
    /// Too long.
    WorkPlaceInvalid(usize),
    /// Too long.
    RemarkInvalid(usize),
    /// Not a JSON object, or too long.
    ExtensionInvalid,
    /// Before 1970.
    HiredDateInvalid,
    /// The manager does not exist, or would manage himself.
    ManagerInvalid(String),
    /// A person is in at least one department.
    DepartmentsMissing,
    /// More departments than one person may have.
    TooManyDepartments(usize),
    /// More people than a department may hold.
    DepartmentFull(DepartmentId),
    /// More people or departments than an organization may hold.
    OrganizationFull,
    /// Several or no main position where one is wanted.
    MainPositionInvalid,
    /// No such department.
    DepartmentNotFound(DepartmentId),
    /// The department exists outside the app's Contacts scope.
    DepartmentOutOfScope(DepartmentId),
    /// Not an id that a department may be given.
    DepartmentIdInvalid,
    /// The wanted id belongs to a department.
    DepartmentIdTaken(DepartmentId),
    /// No such parent.
    ParentNotFound(DepartmentId),
    /// Empty or too long.
    DepartmentNameInvalid,
    /// Holds a character that separates.
    DepartmentNameCharacters,
    /// A sibling has this name.
    DepartmentNameTaken(DepartmentId),
    /// Below itself.
    DepartmentCycle,
    /// Too deep.
    DepartmentTooDeep,
    /// The root stays as it is.
    RootUpdate,
    /// The root stays.
    RootDelete,
    /// People are in it or below it.
    DepartmentHasMembers,
    /// Not a position among siblings.
    OrderInvalid,
    /// Too many permits.
    TooManyPermits,
    /// A department in a permit list does not exist.
    PermitNotFound(DepartmentId),
    /// Somebody in a list of people does not exist.
    UserListInvalid(String),
    /// A manager is not in the department.
    ManagerNotMember(UserId),
    /// More managers than a department may have.
    TooManyManagers,
    /// A manager does not exist.
    DepartmentManagerNotFound(String),
    /// The owner of the group is not in the department.
    GroupOwnerNotMember(UserId),
    /// The owner of the group does not exist.
    GroupOwnerNotFound(String),
    /// Some other value of a department is too long or malformed.
    DepartmentFieldInvalid(Sentence),
    /// The main administrator cannot leave.
    MainAdminStays,
    /// Some other value is not allowed.
    Invalid(Sentence),
    /// Another organization of this installation holds a value that must be unique.
    ClaimTaken(String),
    /// Not a sign-in name.
    LoginIdInvalid,
    /// Somebody of this installation signs in with it.
    LoginIdTaken,
    /// Not good enough.
    PasswordWeak,
    /// The person's password is not this organization's to set.
    PasswordElsewhere(UserId),
    /// A link to set a password counts once, for a while, and until the next one.
    PasswordLinkInvalid,
    /// Whoever may sign in as an administrator is one.
    AdministratorProtected(UserId),
    /// Something that only an enterprise account has.
    AccountOnly(UserId),
    /// What belongs to an account is its owner's to change.
    AccountForeign(UserId),
    /// Sign-in with an account that its owner has disabled.
    AccountDisabled(UserId),
    /// Somebody who shall be given an enterprise account has one.
    AccountHeld(UserId),
    /// An account that is disabled or works elsewhere does not end.
    AccountInUse(UserId),
    /// Somebody cannot hand over what he does not have.
    NotCreator(UserId),
    /// Other characters than a DingTalk ID has.
    DingTalkIdFormat,
    /// Too short or too long for a DingTalk ID.
    DingTalkIdLength,
    /// The DingTalk ID was set less than a year ago.
    DingTalkIdSet,
    /// Another account of the installation has the DingTalk ID.
    DingTalkIdTaken,
    /// A number that identifies a person.
    AccountMobile,
    /// There is no such account, or its owner has not allowed it to join. One answer for all, so that nobody learns what
    /// another organization holds.
    AccountNotGranted {
        /// The person there.
        userid: String,
        /// The organization that was named.
        org: OrgId,
    },
    /// The account works here already.
    AccountIsMember,
    /// The account created another organization.
    MainAdminElsewhere(OrgId),
    /// Another organization keeps the person.
    UserMirrored(OrgId),
    /// Another organization keeps the department.
    DepartmentMirrored(OrgId),
    /// Neither takes part nor has asked to, as the call needs it.
    NotLinked(OrgId),
    /// No organization hangs there.
    NotMount(DepartmentId),
    /// No such organization besides the caller's own.
    OrganizationNotFound(OrgId),
    /// Another organization takes part; whoever runs the draft brings it and tries again.
    OrganizationNeeded(OrgId),
    /// No such setting of its kind.
    SettingNotFound(crate::SettingId),
    /// A setting is about nobody.
    SettingObjectsMissing,
    /// A setting is about too many.
    SettingObjectsExceeded(usize),
    /// Too many are excluded from a setting.
    SettingExcludedExceeded(usize),
    /// More settings of a kind than an organization may have.
    SettingsFull,
    /// Viewers see too differently for an impact to be counted.
    ImpactTooWide(usize),
    /// No such app.
    AppNotFound(String),
    /// The app has a callback already.
    CallbackExists,
    /// The app has no callback.
    CallbackMissing,
    /// No such role.
    RoleNotFound(i64),
    /// No such external contact.
    ExternalContactNotFound(String),
    /// An external contact has the mobile.
    ExternalContactExists(UserId),
    /// More external contacts than an organization may have.
    ExternalContactsFull,
    /// No label, or one that does not exist.
    LabelsInvalid(Sentence),
    /// Who shall follow or see an external contact does not exist, or the caller may not see that person.
    FollowerInvalid(String),
    /// No such role group.
    RoleGroupNotFound(i64),
    /// Empty or too long.
    RoleNameInvalid,
    /// What an organization starts with stays, and follows from other facts.
    RoleBuiltIn(i64),
    /// People still hold it.
    RoleHeld(i64),
    /// The person does not hold the role.
    RoleNotHeld(UserId),
    /// More translations than an organization may have.
    TranslationsFull,
    /// The organization takes no members.
    JoiningClosed,
    /// Only administrators invite.
    InvitesForbidden,
    /// No such invitation, or one that has ended.
    InviteNotFound(String),
    /// No such application that waits.
    ApplicationNotFound(String),
    /// More applications wait than an organization may have.
    ApplicationsFull,
    /// No such field of people's pages.
    FieldNotFound(String),
    /// A role or group of that name exists.
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

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.sentence().english())
    }
}

impl std::error::Error for Refusal {}
