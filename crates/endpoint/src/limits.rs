//! Every number that bounds what comes over the wire. Those of the organization itself stand in `org::limits`.

/// Bytes of a request body.
pub const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of a body that holds a spreadsheet in Base64: three quarters of it are the file.
pub const SPREADSHEET_BODY_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Bytes of a body that is too large which are still read, so that the client hears the answer.
pub const BODY_DRAINED_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Nesting of a JSON body.
pub const BODY_DEPTH_MAX: usize = 32;
/// Values in one body: members, elements and scalars together.
pub const BODY_VALUES_MAX: usize = 100_000;
/// Bytes that each thread keeps to write answers into: a page of people fits.
pub const KEPT_DRAFT_BYTES_MAX: usize = 64 * 1024;
/// Names whose empty texts may stand for nothing in one body: each costs one more reading of it.
pub const EMPTY_MEMBERS_MAX: usize = 100;
/// Parameters in a query or form.
pub const PARAMETERS_MAX: usize = 1_000;
/// First bytes of an uploaded file by which its kind is told.
pub const UPLOAD_HEAD_BYTES: usize = 512;
/// Bytes of an upload beside the file: other fields and what separates them.
pub const UPLOAD_OVERHEAD_BYTES_MAX: u64 = 64 * 1024;
/// Bytes of a request target, path and query.
pub const TARGET_BYTES_MAX: usize = 16 * 1024;
/// Bytes of all request headers.
pub const HEADER_BYTES_MAX: usize = 64 * 1024;
/// Entries of a list of orders or titles in departments.
pub const DEPARTMENT_ENTRIES_MAX: usize = 100;
/// Entries of a list of positions.
pub const POSITION_ENTRIES_MAX: usize = 999;
/// Entries of a list of custom values.
pub const EXT_ATTRS_MAX: usize = 999;
/// People on one page of a list.
pub const PAGE_SIZE_MAX: i64 = 100;
/// Where the last page of a list may begin.
pub const PAGE_OFFSET_MAX: i64 = 100_000;
/// Departments in a question about sign-in activity.
pub const ACTIVITY_DEPARTMENTS_MAX: usize = 100;
/// Days back that a question about sign-in activity may reach.
pub const ACTIVITY_DAYS_MAX: i64 = 31;
/// Departments or people that a permit list names; in an update, both lists of a pair together.
pub const PERMITS_MAX: usize = 50;
/// People that one call deletes.
pub const DELETED_USERS_MAX: usize = 20;

/// Organizations named in one call that shows them enterprise accounts.
pub const SHOWN_ORGANIZATIONS_MAX: usize = 100;

/// Roles in one bulk call.
pub const ROLES_AT_ONCE: usize = 20;
/// People who are given roles in one call.
pub const ROLE_USERS_GIVEN_MAX: usize = 20;
/// People who lose roles in one call.
pub const ROLE_USERS_TAKEN_MAX: usize = 100;
/// Role groups, or members of a role, on a page when the caller names no size.
pub const ROLE_PAGE_USUAL: usize = 20;
/// Role groups, or members of a role, on a page.
pub const ROLE_PAGE_MAX: usize = 200;

/// Departments or people of the industry tree on a page.
pub const INDUSTRY_PAGE_MAX: usize = 1_000;

/// Resignation records on a page; more gives as many.
pub const LEAVE_PAGE_MAX: i64 = 50;
/// Days that a question about resignation records may span.
pub const LEAVE_WINDOW_DAYS_MAX: i64 = 365;
/// Resignation records read from the store at once.
pub const LEAVE_ROWS_AT_ONCE: u32 = 100;
/// Resignation records that one call looks at: an app that may see few of them gets shorter pages.
pub const LEAVE_ROWS_LOOKED_AT_MAX: usize = 2_000;
/// People that one call sorts.
pub const SORTED_USERS_MAX: usize = 100;
/// People that one call reads.
pub const BATCH_USERS_MAX: usize = 100;
/// Sign-ins that one answer about the index counts: days before them are left out of the month's mean.
pub const INDEX_SIGN_INS_MAX: usize = 200_000;
/// Organizations told that gave one person an enterprise account.
pub const MIGRATIONS_MAX: u32 = 100;
/// Bytes of a dingId that is looked for.
pub const DING_ID_BYTES_MAX: usize = 256;
/// Failed pushes in one answer.
pub const FAILED_PUSHES_MAX: usize = 200;
/// Bytes of a unionId that was given by migration.
pub const UNION_ID_BYTES_MAX: usize = 64;
/// Colleagues whom one person has starred.
pub const STARRED_PEOPLE_MAX: usize = 200;
/// Stars that were taken back, remembered for devices that come late with older ones.
pub const STARS_TAKEN_BACK_MAX: usize = 200;
/// Colleagues told among those whom one person looked at last.
pub const RECENT_PEOPLE_MAX: usize = 30;
/// Changes of what one person keeps in one call.
pub const KEPT_CHANGES_MAX: usize = 500;
