//! Every number that bounds an organization. Those of the wire stand in `endpoint::limits`.

/// Characters of a person's texts. The older calls have limits of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserTexts {
    /// A name.
    pub name_chars_max: usize,
    /// A job number.
    pub job_number_chars_max: usize,
    /// A title, also in one department.
    pub title_chars_max: usize,
    /// A personal mail address.
    pub email_chars_max: usize,
    /// A place of work, also in one department.
    pub work_place_chars_max: usize,
    /// A remark.
    pub remark_chars_max: usize,
}

impl UserTexts {
    /// Of the current calls.
    pub const CURRENT: Self = Self {
        name_chars_max: 80,
        job_number_chars_max: 50,
        title_chars_max: 200,
        email_chars_max: 50,
        work_place_chars_max: 100,
        remark_chars_max: 2_000,
    };
    /// Of the older calls.
    pub const OLDER: Self = Self {
        name_chars_max: 64,
        job_number_chars_max: 64,
        title_chars_max: 64,
        email_chars_max: 64,
        work_place_chars_max: 50,
        remark_chars_max: 1_000,
    };
}

impl Default for UserTexts {
    fn default() -> Self {
        Self::CURRENT
    }
}

/// Characters of a userid.
pub const USERID_CHARS_MAX: usize = 64;
/// Characters of an extension number.
pub const TELEPHONE_CHARS_MAX: usize = 50;
/// Characters of an organization's mail address.
pub const ORG_EMAIL_CHARS_MAX: usize = 100;
/// Characters of a sign-in mail address.
pub const LOGIN_EMAIL_CHARS_MAX: usize = 64;
/// Characters of all custom values of one person as JSON.
pub const EXTENSION_CHARS_MAX: usize = 2_000;
/// Departments of one person at creation.
pub const USER_DEPARTMENTS_MAX: usize = 100;
/// Departments of one person in an update.
pub const USER_DEPARTMENTS_UPDATE_MAX: usize = 300;
/// People directly in one department other than the root.
pub const DEPARTMENT_MEMBERS_MAX: usize = 1_000;
/// People of one organization.
pub const USERS_MAX: usize = 5_000_000;
/// Departments of one organization.
pub const DEPARTMENTS_MAX: usize = 500_000;
/// Characters of a department's name.
pub const DEPARTMENT_NAME_CHARS_MAX: usize = 64;
/// Levels of departments below the root.
pub const DEPARTMENT_DEPTH_MAX: usize = 50;
/// People or departments in one permit list of a department.
pub const DEPARTMENT_PERMITS_MAX: usize = 200;
/// Managers of one department.
pub const DEPARTMENT_MANAGERS_MAX: usize = 999;
/// Characters of a department's code.
pub const DEPARTMENT_CODE_CHARS_MAX: usize = 30;
/// Characters of a department's description.
pub const DEPARTMENT_BRIEF_CHARS_MAX: usize = 255;
/// Characters of a department's telephone number.
pub const DEPARTMENT_TELEPHONE_CHARS_MAX: usize = 50;
/// Characters of a department's key at its source.
pub const SOURCE_IDENTIFIER_CHARS_MAX: usize = 255;
/// Characters of a department's custom values as JSON.
pub const DEPARTMENT_EXTENSION_CHARS_MAX: usize = 2_000;
/// Characters of an organization's, an app's or a role's name.
pub const NAME_CHARS_MAX: usize = 128;
/// Apps of one organization.
pub const APPS_MAX: usize = 2_000;
/// Departments and people named in an app's Contacts scope.
pub const SCOPE_MEMBERS_MAX: usize = 10_000;
/// Addresses an app may be called from.
pub const ALLOWED_ADDRESSES_MAX: usize = 200;
/// Bytes of one text about the organization's own provider.
pub const PROVIDER_TEXT_BYTES_MAX: usize = 500;
/// Sign-in redirect addresses of an app.
pub const REDIRECT_URIS_MAX: usize = 100;
/// Roles of one organization.
pub const ROLES_MAX: usize = 10_000;
/// Role groups of one organization.
pub const ROLE_GROUPS_MAX: usize = 1_000;
/// Departments that one person manages in one role.
pub const ROLE_SCOPE_DEPARTMENTS_MAX: usize = 50;
/// Roles of one person.
pub const USER_ROLES_MAX: usize = 200;
/// Matches that one search ranks; the total is counted beyond it.
pub const SEARCH_RANKED_MAX: usize = 10_000;
/// Queries by name whose hits an organization keeps for the next who asks the same.
pub const SEARCH_REMEMBERED_QUERIES: usize = 4_096;
/// The best hits of each of them that are kept in order.
pub const SEARCH_REMEMBERED_BEST: usize = 64;
/// What they may take together, for each row.
pub const SEARCH_REMEMBERED_BYTES_PER_ROW: usize = 16;
/// Longer queries are not kept.
pub const SEARCH_REMEMBERED_TEXT_BYTES_MAX: usize = 64;
/// In fewer segments of 1,024 rows looking again costs no more than keeping.
pub const SEARCH_REMEMBERED_SEGMENTS_MIN: usize = 8;
/// People found by title, beside those found by name.
pub const SEARCH_BY_TITLE_MAX: usize = 1_000;
/// External contacts that one look through those of a person takes in.
pub const EXTERNAL_CONTACTS_LOOKED_AT_MAX: usize = 10_000;
/// Departments by whose name people are found, beside their own names.
pub const SEARCH_BY_DEPARTMENTS_MAX: usize = 50;
/// Digits of the end of a phone number by which somebody is found, at least.
pub const SEARCH_DIGITS_MIN: usize = 4;
/// External contacts of one organization.
pub const EXTERNAL_CONTACTS_MAX: usize = 1_000_000;
/// Characters of an external contact's name.
pub const EXTERNAL_CONTACT_NAME_CHARS_MAX: usize = 80;
/// Characters of an external contact's title, company or mail address.
pub const EXTERNAL_CONTACT_TEXT_CHARS_MAX: usize = 200;
/// Characters of an external contact's address.
pub const EXTERNAL_CONTACT_ADDRESS_CHARS_MAX: usize = 500;
/// Characters of a remark on an external contact.
pub const EXTERNAL_CONTACT_REMARK_CHARS_MAX: usize = 2_000;
/// Labels of one external contact.
pub const EXTERNAL_CONTACT_LABELS_MAX: usize = 20;
/// Departments, or people, that one external contact is shared with.
pub const EXTERNAL_CONTACT_SHARES_MAX: usize = 20;
/// Fields of external contacts that an organization defines.
pub const EXTERNAL_CONTACT_FIELDS_MAX: usize = 50;
/// Deleted fields of external contacts whose values are still kept.
pub const EXTERNAL_CONTACT_FIELDS_REMOVED_MAX: usize = 200;
/// Characters of what one external contact has in an organization's own fields, ids and values together.
pub const EXTERNAL_CONTACT_OWN_CHARS_MAX: usize = 4_000;
/// Departments of the industry tree.
pub const INDUSTRY_DEPARTMENTS_MAX: usize = 100_000;
/// Levels of the industry tree.
pub const INDUSTRY_DEPTH_MAX: usize = 20;
/// People of the industry tree.
pub const INDUSTRY_USERS_MAX: usize = 1_000_000;
/// Departments of one person of the industry tree.
pub const INDUSTRY_PLACES_MAX: usize = 100;
/// Characters of a name in the industry tree.
pub const INDUSTRY_NAME_CHARS_MAX: usize = 128;
/// Characters of a type of a department of the industry tree.
pub const INDUSTRY_TYPE_CHARS_MAX: usize = 64;
/// Characters of a region's code, location or level.
pub const INDUSTRY_REGION_CHARS_MAX: usize = 256;
/// Characters of the features of a department or person of the industry tree as JSON.
pub const INDUSTRY_FEATURE_CHARS_MAX: usize = 4_000;
/// Characters of a sign-in name.
pub const LOGIN_ID_CHARS_MAX: usize = 64;
/// Characters of a first password, at least.
pub const PASSWORD_CHARS_MIN: usize = 8;
/// Characters of a first password, at most.
pub const PASSWORD_CHARS_MAX: usize = 128;
/// Characters of a nickname.
pub const NICKNAME_CHARS_MAX: usize = 80;
/// Characters of a picture's address or media id.
pub const AVATAR_CHARS_MAX: usize = 512;
/// Characters of why an account is disabled or signed out, and of what the person is told of it in one language.
pub const ACCOUNT_REASON_CHARS_MAX: usize = 500;
/// Characters of a DingTalk ID.
pub const DINGTALK_ID_CHARS: std::ops::RangeInclusive<usize> = 6..=20;
/// How long a DingTalk ID stays before it may be changed again.
pub const DINGTALK_ID_KEPT_MS: i64 = 365 * 86_400_000;
/// Other organizations in which one enterprise account works.
pub const ACCOUNT_ORGANIZATIONS_MAX: usize = 100;
/// Organizations that may take in or see enterprise accounts of one.
pub const GRANTS_MAX: usize = 1_000;
/// Departments and people named in what an organization lets take part in another.
pub const SHARE_NAMED_MAX: usize = 1_000;
/// Upstream-downstream organizations that one organization owns, unless its operator allows more.
pub const OWNED_ORGANIZATIONS_MAX: usize = 3;
/// People of partners in one upstream-downstream organization, unless its operator allows more.
pub const PARTNER_PEOPLE_MAX: u64 = 500;
/// Organizations that take part in one, applications included.
pub const GUESTS_MAX: usize = 300;
/// Upstream-downstream organizations, or trunks, in which one organization takes part, applications included.
pub const HOSTS_MAX: usize = 5;
/// Levels of organizations that hang one below the other.
pub const ORGANIZATION_LEVELS_MAX: u8 = 4;
/// Applications approved, or partners changed, in one call.
pub const PARTNERS_AT_ONCE_MAX: usize = 10;
/// Organizations, or departments, that are exceptions from a rule about a partner.
pub const LINK_RULE_EXCEPTIONS_MAX: usize = 300;
/// Kinds of data that a branch shows its trunk.
pub const SHARED_DATA_MAX: usize = 100;
/// Characters of the code of a kind of data.
pub const DATA_CODE_CHARS_MAX: usize = 64;
/// Figures of one kind and day.
pub const INDICATORS_MAX: usize = 100;
/// Characters of the code, name or value of a figure.
pub const DATA_TEXT_CHARS_MAX: usize = 200;
/// Days whose figures are kept, the last ones.
pub const SHARED_DATA_DAYS: usize = 14;
/// Changes that one write makes to bring the people of a guest up to date; further writes make the rest.
pub const MIRROR_CHANGES_MAX: usize = 20_000;
/// Departments named in one such grant.
pub const GRANT_DEPARTMENTS_MAX: usize = 1_000;
/// Settings about who sees whom, of one kind.
pub const SETTINGS_MAX: usize = 1_000;
/// People, departments and roles together that a setting is about, or that are excluded from it.
pub const SETTING_SELECTION_MAX: usize = 50;
/// Characters of a setting's name.
pub const SETTING_NAME_CHARS_MAX: usize = 128;
/// Characters of a setting's description.
pub const SETTING_DESCRIPTION_CHARS_MAX: usize = 500;
/// Attributes that one setting hides.
pub const SETTING_ATTRIBUTES_MAX: usize = 100;
/// Characters of an attribute's id.
pub const ATTRIBUTE_CHARS_MAX: usize = 64;
/// Kinds of viewers, each seeing other people than the next, among whom an impact is counted.
pub const IMPACT_KINDS_MAX: usize = 20_000;
/// People, departments and roles together that may contact somebody in Executive mode.
pub const EXECUTIVE_PERMITTED_MAX: usize = 200;

/// Bytes of an uploaded file of any kind.
pub const FILE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Bytes of a file uploaded in a single step.
pub const SINGLE_FILE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of an uploaded picture.
pub const IMAGE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Bytes of an uploaded sound.
pub const VOICE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Bytes of an uploaded film.
pub const VIDEO_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Characters of a file's name.
pub const FILE_NAME_CHARS_MAX: usize = 200;
/// Characters of a media id.
pub const MEDIA_ID_CHARS_MAX: usize = 64;
/// Bytes of files and results that an organization keeps at one time.
pub const FILE_STORE_BYTES_MAX: u64 = 1024 * 1024 * 1024;
/// How long an uploaded file is kept.
pub const FILE_KEPT_MS: i64 = 3 * 86_400_000;
/// How long the result of a translation is kept after the task began.
pub const RESULT_KEPT_MS: i64 = 86_400_000;
/// Files of one translation.
pub const TRANSLATION_FILES_MAX: usize = 20;
/// Bytes of all files of one translation together.
pub const TRANSLATION_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Translations of an organization that have not ended.
pub const TRANSLATIONS_RUNNING_MAX: usize = 50;
/// Translations of an organization that are kept, ended ones with them.
pub const TRANSLATIONS_MAX: usize = 2_000;
/// Characters of the id of a translation.
pub const TRANSLATION_ID_CHARS_MAX: usize = 64;
/// How long a translation may wait and run before it has failed, whatever keeps it.
pub const TRANSLATION_TIME_MS: i64 = 3_600_000;
/// Bytes of all results of one translation together.
pub const TRANSLATION_RESULT_BYTES_MAX: usize = 128 * 1024 * 1024;
/// Placeholders in one translated file.
pub const PLACEHOLDERS_MAX: usize = 1_000_000;
/// Bytes of an id in a placeholder.
pub const PLACEHOLDER_ID_BYTES_MAX: usize = 64;
/// Parts of an office file.
pub const OFFICE_PARTS_MAX: usize = 10_000;
/// Levels of elements in a part of an office file.
pub const OFFICE_DEPTH_MAX: usize = 1_000;
/// Pieces of text that one paragraph or cell of an office file is made of.
pub const OFFICE_PIECES_MAX: usize = 100_000;
/// Bytes of one part of an office file when unpacked.
pub const OFFICE_PART_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Bytes of all parts of an office file when unpacked.
pub const OFFICE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Bytes of one translated file.
pub const TRANSLATED_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Bytes of an organization's picture. Every page carries it.
pub const LOGO_BYTES_MAX: usize = 32 * 1024;

/// Bytes of a person's picture: a square of 128 dots. It is held in memory.
pub const PHOTO_BYTES_MAX: usize = 8 * 1024;
/// Pictures of people in an organization.
pub const PHOTOS_MAX: usize = 20_000;
/// Letters of a picture's id.
pub const PHOTO_ID_CHARS: usize = 24;

/// Characters of the name on a business license, or of a legal representative.
pub const AUTHENTICATION_NAME_CHARS_MAX: usize = 200;
/// Letters and digits of a license's registration number.
pub const REGISTRATION_NUMBER_CHARS_MAX: usize = 32;
/// Bytes of an address that the organization sends browsers to.
pub const ADDRESS_BYTES_MAX: usize = 1_024;
/// Letters of what links that lead into the organization are signed with.
pub const LINK_KEY_CHARS: usize = 32;
/// Days for which the log is told at least, where an organization bounds that.
pub const AUDIT_DAYS_MIN: u32 = 30;
/// Days for which it may be bounded.
pub const AUDIT_DAYS_MAX: u32 = 3_650;

/// Rows of a table that is sorted by name.
pub const TABLE_SORTED_ROWS_MAX: u64 = 20_000;
/// Administrators of an organization.
pub const ADMINS_MAX: usize = 1_000;
/// Management groups of an organization.
pub const MANAGEMENT_GROUPS_MAX: usize = 200;
/// Characters of a management group's name.
pub const MANAGEMENT_GROUP_CHARS_MAX: usize = 64;
/// Administrators of one management group.
pub const MANAGEMENT_GROUP_MEMBERS_MAX: usize = 200;
/// Fields of people's pages that an organization defines.
pub const OWN_FIELDS_MAX: usize = 100;
/// Deleted fields whose values are still left off pages.
pub const REMOVED_FIELDS_MAX: usize = 1_000;
/// Characters of a field's label.
pub const FIELD_LABEL_CHARS_MAX: usize = 64;
/// Choices of a field.
pub const FIELD_CHOICES_MAX: usize = 200;
/// Characters of a choice.
pub const FIELD_CHOICE_CHARS_MAX: usize = 64;
/// People, departments and roles together to whom a field is shown.
pub const FIELD_AUDIENCE_MAX: usize = 200;
/// Searchable fields of which every value is kept in order.
pub const SEARCHED_FIELDS_MAX: usize = 10;
/// Enterprise accounts of a table whose login ids are looked at one by one.
pub const LOGIN_IDS_LOOKED_AT_MAX: u64 = 20_000;
/// Characters of a query that looks for the beginning of a value, at least.
pub const SEARCH_TEXT_CHARS_MIN: usize = 2;
/// People found by such a field, beside those found otherwise.
pub const SEARCH_BY_TEXT_MAX: usize = 1_000;
/// People one above the other who are looked at for whether they are above somebody.
pub const REPORTING_LEVELS_MAX: usize = 50;
/// Letters of an invitation's code.
pub const INVITE_CODE_CHARS: usize = 24;
/// How long an invitation may be valid.
pub const INVITE_VALID_MS_MAX: i64 = 365 * 86_400_000;
/// Invitations of an organization that lead in.
pub const INVITES_MAX: usize = 2_000;
/// Those of one person.
pub const INVITES_OF_ONE_MAX: usize = 50;
/// Applications of an organization that wait.
pub const APPLICATIONS_MAX: usize = 1_000;
/// Characters of what somebody who applies says to the administrators.
pub const GREETING_CHARS_MAX: usize = 200;
/// Numbers whose applications are not shown.
pub const BLOCKED_APPLICANTS_MAX: usize = 10_000;
/// Label groups of an organization.
pub const LABEL_GROUPS_MAX: usize = 100;
/// Labels of one group.
pub const LABELS_OF_GROUP_MAX: usize = 100;
/// Characters of the name of a label or label group.
pub const LABEL_CHARS_MAX: usize = 64;
