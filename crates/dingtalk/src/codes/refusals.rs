//! Which code an organization's refusal usually has.

use super::*;
use endpoint::{Extra, Fault};
use org::Refusal;

/// The usual code of a refusal, with what belongs into the answer. A detail is added where the documented message does
/// not already say it all.
pub fn of(refusal: &Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(_) => Fault::code(USER_NOT_FOUND),
        Refusal::UserOutOfScope(_) => Fault::code(USER_SCOPE),
        Refusal::DepartmentNotFound(_) => Fault::code(DEPARTMENT_NOT_FOUND),
        Refusal::DepartmentOutOfScope(_) => Fault::code(DEPARTMENT_SCOPE),
        Refusal::UserIdTaken { userid, union_id } => taken(
            USERID_TAKEN,
            vec![
                ("userid", userid.as_str().into()),
                ("unionid", union_id.as_str().into()),
            ],
        ),
        Refusal::MobileTaken(userid) => {
            taken(MOBILE_TAKEN, vec![("userid", userid.as_str().into())])
        }
        other => Fault::because(usual(other), other),
    }
}

/// Says whose the value is: clients go on with that person.
fn taken(code: &'static Code, extra: Vec<Extra>) -> Fault {
    Fault::Coded {
        code,
        detail: None,
        extra,
    }
}

fn usual(refusal: &Refusal) -> &'static Code {
    match refusal {
        Refusal::UserNotFound(_) => USER_NOT_FOUND,
        Refusal::UserOutOfScope(_) => USER_SCOPE,
        Refusal::UserIdInvalid => USERID,
        Refusal::UserIdTaken { .. } => USERID_TAKEN,
        Refusal::UserNameInvalid(_) => USER_NAME,
        Refusal::MobileInvalid => MOBILE,
        Refusal::MobileTaken(_) => MOBILE_TAKEN,
        Refusal::TakenOutside("mobile") => MOBILE_TAKEN,
        Refusal::TakenOutside("userid") => USERID_TAKEN,
        Refusal::TakenOutside("mail address") => EMAIL_TAKEN,
        Refusal::TakenOutside(_) => TELEPHONE_TAKEN,
        Refusal::OtherAdministrator(_)
        | Refusal::PrimaryOnly
        | Refusal::CreatorOnly
        | Refusal::BeyondModules(_) => PERMISSION,
        Refusal::MobileMissing => IDENTITY_MISSING,
        Refusal::MobileFixed => MOBILE_FIXED,
        Refusal::TelephoneInvalid => TELEPHONE,
        Refusal::TelephoneTaken(_) => TELEPHONE_TAKEN,
        Refusal::EmailInvalid(_) | Refusal::LoginEmailInvalid => EMAIL,
        Refusal::EmailTaken(_) => EMAIL_TAKEN,
        Refusal::JobNumberInvalid(_) => JOB_NUMBER,
        Refusal::TitleInvalid(_) => TITLE,
        Refusal::WorkPlaceInvalid(_) => WORK_PLACE,
        Refusal::RemarkInvalid(_) => REMARK,
        Refusal::ExtensionInvalid => EXTENSION,
        Refusal::OrgEmailInvalid
        | Refusal::HiredDateInvalid
        | Refusal::DepartmentsMissing
        | Refusal::MainPositionInvalid
        | Refusal::Invalid(_)
        | Refusal::ClaimTaken(_)
        | Refusal::LoginIdInvalid
        | Refusal::LoginIdTaken
        | Refusal::PasswordWeak
        | Refusal::PasswordElsewhere(_)
        | Refusal::PasswordLinkInvalid
        | Refusal::AdministratorProtected(_)
        | Refusal::AccountOnly(_)
        | Refusal::AccountForeign(_)
        | Refusal::AccountDisabled(_)
        | Refusal::AccountHeld(_)
        | Refusal::AccountInUse(_)
        | Refusal::NotCreator(_)
        | Refusal::DingTalkIdFormat
        | Refusal::DingTalkIdLength
        | Refusal::DingTalkIdSet
        | Refusal::AccountMobile
        | Refusal::AccountNotGranted { .. }
        | Refusal::OrganizationNotFound(_)
        | Refusal::NotLinked(_)
        | Refusal::NotMount(_)
        | Refusal::SettingNotFound(_)
        | Refusal::ManagementGroupNotFound(_)
        | Refusal::ManagementGroupInvalid(..)
        | Refusal::FieldNotFound(_)
        | Refusal::LeavingOff
        | Refusal::AdministratorLeaves
        | Refusal::AccountLeaves
        | Refusal::JoiningClosed
        | Refusal::InvitesForbidden
        | Refusal::InviteNotFound(_)
        | Refusal::ApplicationNotFound(_)
        | Refusal::ApplicationsFull
        | Refusal::SettingObjectsMissing
        | Refusal::SettingObjectsExceeded(_)
        | Refusal::SettingExcludedExceeded(_)
        | Refusal::SettingsFull
        | Refusal::ImpactTooWide(_) => PARAMETER_WRONG,
        Refusal::UserMirrored(_) => USER_SCOPE,
        Refusal::DepartmentMirrored(_) => DEPARTMENT_SCOPE,
        Refusal::DingTalkIdTaken => DINGTALK_ID_TAKEN,
        Refusal::AccountIsMember => ACCOUNT_MEMBER,
        Refusal::OrganizationNeeded(_) => BUSY,
        Refusal::ManagerInvalid(_) => MANAGER,
        Refusal::TooManyDepartments(_) => TOO_MANY_DEPARTMENTS,
        Refusal::DepartmentFull(_) => DEPARTMENT_FULL,
        Refusal::OrganizationFull => ORGANIZATION_FULL,
        Refusal::DepartmentNotFound(_) => DEPARTMENT_NOT_FOUND,
        Refusal::DepartmentOutOfScope(_) => DEPARTMENT_SCOPE,
        Refusal::DepartmentIdInvalid => DEPARTMENT_ID,
        Refusal::DepartmentIdTaken(_) => DEPARTMENT_ID_TAKEN,
        Refusal::ParentNotFound(_) => PARENT_NOT_FOUND,
        Refusal::DepartmentNameInvalid => DEPARTMENT_NAME,
        Refusal::DepartmentNameCharacters => DEPARTMENT_NAME_CHARACTERS,
        Refusal::DepartmentNameTaken(_) => DEPARTMENT_NAME_TAKEN,
        Refusal::DepartmentCycle => DEPARTMENT_CYCLE,
        Refusal::DepartmentTooDeep => DEPARTMENT_TOO_DEEP,
        Refusal::RootUpdate => ROOT_UPDATE,
        Refusal::RootDelete => ROOT_DELETE,
        Refusal::DepartmentHasMembers => DEPARTMENT_HAS_MEMBERS,
        Refusal::OrderInvalid => ORDER,
        Refusal::TooManyPermits | Refusal::PermitNotFound(_) => PERMITS,
        Refusal::UserListInvalid(_)
        | Refusal::ManagerNotMember(_)
        | Refusal::TooManyManagers
        | Refusal::DepartmentManagerNotFound(_) => USER_LIST,
        Refusal::GroupOwnerNotMember(_) => GROUP_OWNER,
        Refusal::GroupOwnerNotFound(_) => GROUP_OWNER_NOT_FOUND,
        Refusal::DepartmentFieldInvalid(_) => ILLEGAL,
        Refusal::MainAdminStays | Refusal::MainAdminElsewhere(_) => NOT_ALLOWED,
        Refusal::AppNotFound(_) => APP_NOT_FOUND,
        Refusal::CallbackExists => CALLBACK_EXISTS,
        Refusal::CallbackMissing => CALLBACK_MISSING,
        Refusal::RoleNotFound(_) => ROLE_NOT_FOUND,
        Refusal::RoleNameTaken(_) => ROLE_NAME_TAKEN,
        Refusal::RoleGroupNotFound(_) => ROLE_GROUP_NOT_FOUND,
        Refusal::RoleNameInvalid => ROLE_BLANK,
        Refusal::RoleBuiltIn(_) => ROLE_BUILT_IN,
        Refusal::RoleHeld(_) | Refusal::RoleNotHeld(_) => PARAMETER_WRONG,
        Refusal::ExternalContactNotFound(_) => EXTERNAL_CONTACT,
        Refusal::ExternalContactExists(_) => EXTERNAL_CONTACT_EXISTS,
        Refusal::ExternalContactsFull => EXTERNAL_CONTACTS_FULL,
        Refusal::LabelsInvalid(_) => LABELS,
        Refusal::FollowerInvalid(_) => FOLLOWER,
        Refusal::TranslationsFull => BUSY,
    }
}
