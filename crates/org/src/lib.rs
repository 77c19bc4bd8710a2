//! What an organization is: people, departments, roles, rules and changes. Pure.

mod change;
mod credential;
mod department;
mod draft;
mod entry;
mod external_contact;
mod field;
mod id;
mod index;
pub mod industry;
mod invite;
mod label;
pub mod limits;
mod load;
mod migration;
pub mod name;
mod open_id;
mod org;
mod organization;
mod packing;
mod partner;
mod people;
mod photo;
mod refusal;
mod resignation;
mod roles;
mod rules;
mod sentence;
mod translation;
mod user;
mod view;
pub mod visibility;

pub use change::{BODY_VERSION, Change, RecordKey};
pub use credential::{Credential, Factor, SIGN_IN_MOBILES};
pub use department::{Department, DepartmentFields, NewDepartment};
pub use draft::{
    AppChange, Applied, Asset, Assets, CALLBACK_CLAIMS, Claim, Draft, Finished, Followed, Founding,
    GivenLabel, GuestPlace, GuestRule, IndustryDepartmentFields, IndustryFacts,
    IndustryPlaceFields, Invitation, LINK_CLAIMS, LabelGroupFields, LinkRuleKind, NewAccount,
    NewApp, NewApplication, NewInvite, NewOwnedOrganization, NewTranslation, ORGANIZATION_CODE,
    ORGANIZATION_NAMES, Password, Power, RecordBody, Remembered, STREAM_CLAIMS, Seed,
    TRANSLATION_CLAIMS, Touched, check_first_password, name_claim,
};
pub use entry::{
    Background, ENTRY_VERSION, EntryBody, NetChange, decode_entry, decode_entry_changes,
    encode_entry,
};
pub use external_contact::field::{
    BUILT_IN_CONTACT_FIELDS, BuiltInContactField, ContactField, ContactFieldFields,
    ContactFieldSettings,
};
pub use external_contact::{ExternalContact, ExternalContactFields, NewExternalContact};
pub use field::{
    Audience, AudienceFields, BUILT_IN_FIELDS, BuiltInField, Field, FieldFields, FieldKind,
    FieldSettings, link_parts,
};
pub use id::{
    AppKey, DepartmentId, LabelId, ManagementGroupId, Millis, OrgId, RoleId, SettingId,
    TranslationId, UserId,
};
pub use index::fold::fold as folded;
pub use invite::{Applicant, Application, Blocked, Decided, Decision, Invite};
pub use label::{Label, LabelGroup};
pub use load::{LoadError, Loader, StoredRecord, encode_changes};
pub use migration::{
    DING_ID_PREFIX, MIGRATED_DING_IDS, MIGRATED_UNION_IDS, Migration, claim_value, ding_id,
};
pub use open_id::open_id;
pub use org::Org;
pub use organization::{
    Admin, AdminLevel, App, Authentication, AuthenticationLevel, BuiltInRole, Callback,
    ContactsScope, Joining, JoiningFields, Language, Logo, ManagementGroup, Module, Organization,
    Points, Role, RoleGroup, SignInProvider,
};
pub use partner::{
    Guest, Host, Indicator, LinkRule, LinkState, Linking, MirroredDepartment, MirroredUser,
    OwnedOrganization, Owner, Share, SharedData, SharedDataKey, Telling, is_day,
};
pub use photo::Photo;
pub use refusal::Refusal;
pub use resignation::{LeaveReason, Resignation};
pub use sentence::Sentence;
pub use translation::{Translation, TranslationEnd, TranslationFile};
pub use user::{
    Account, AccountFields, AccountGrant, AccountKind, AccountOwner, AccountOwnerRef, AccountRef,
    CreatedOrganization, ExtensionMode, GivenRole, Membership, MembershipRef, MirrorRef, Mobile,
    NewUser, Position, User, UserFields, UserRef, password_flaw,
};
pub use view::{
    Branch, Eye, GroupPage, IndustryPage, MemberOrder, MemberPage, RoleMember, RoleMemberPage,
    SearchPage, Table, TableCounts, TableFilter, TablePage, TableSort, View, Way, split_code,
};
pub use visibility::{
    AttributePlaces, Effect, Executive, HiddenAttributes, Hiding, Range, Scene, Selection,
    SelectionFields, Setting, SettingFields, SettingKind, Surface,
};
