//! Every number that bounds what our own calls take, look through and answer.

use std::time::Duration;

// Import, export and plans.

/// Rows that one write carries out, and that are kept together.
pub(crate) const PLAN_SLICE_ROWS: usize = 200;
/// Rows that one call mends.
pub(crate) const MENDED_ROWS_MAX: usize = 200;
/// People of one file.
pub(crate) const EXPORTED_ROWS_MAX: usize = 100_000;
/// Departments that a plan names of those that it makes.
pub(crate) const PLAN_DEPARTMENTS_TOLD_MAX: usize = 200;
/// Characters of what a caller calls a check.
pub(crate) const CHECK_ID_CHARS_MAX: usize = 64;
/// Topmost departments of which it is told what a plan comes to.
pub(crate) const PLAN_EFFECTS_DEPARTMENTS_MAX: usize = 10;
/// Apps of which it is told that they hear of a plan.
pub(crate) const PLAN_EFFECTS_APPS_MAX: usize = 10;
/// Plans of which the list tells, the newest.
pub(crate) const PLANS_LISTED_MAX: usize = 50;
/// People who may always leave by one plan.
pub(crate) const PLAN_REMOVALS_FREE: u64 = 20;
/// Of so many people one more may leave.
pub(crate) const PLAN_REMOVALS_SHARE: u64 = 20;

// The change feed and the audit trail.

/// Entries read at once.
pub(crate) const FOLLOWED_ENTRIES_AT_ONCE: u32 = 200;
/// Entries looked at in one step: a caller who sees little gets a page with nothing on it now and then.
pub(crate) const FOLLOWED_ENTRIES_LOOKED_AT_MAX: usize = 2_000;
/// Changes on a page, unless one entry alone has more.
pub(crate) const FOLLOWED_CHANGES_MAX: usize = 500;
/// Longest wait that a caller may ask for.
pub(crate) const WAIT_SECONDS_MAX: i64 = 60;
/// How often something is sent although nothing happens, so that everybody on the way knows that the connection lives.
pub(crate) const ALIVE_INTERVAL: Duration = Duration::from_secs(10);
/// Bytes that are sent together.
pub(crate) const SNAPSHOT_PIECE_BYTES: usize = 64 * 1024;
/// Entries read at once.
pub(crate) const AUDIT_ENTRIES_AT_ONCE: u64 = 200;
/// Entries that one call looks at: whoever asks for what is rare gets shorter pages.
pub(crate) const AUDIT_ENTRIES_LOOKED_AT_MAX: u64 = 4_000;
/// Clocks of nodes differ by little: so many entries more are looked at around a time.
pub(crate) const AUDIT_CLOCK_ENTRIES: u64 = 200;
/// Files that were handed out at one moment, among which one is looked for.
pub(crate) const EXPORTS_OF_A_MOMENT_MAX: u32 = 20;
/// Bytes of a cursor.
pub(crate) const CURSOR_BYTES_MAX: usize = 100;

// Fields.

/// Fields in one call.
pub(crate) const ORDERED_FIELDS_MAX: usize = 200;

// External contacts.

/// Values of an organization's own fields in one call.
pub(crate) const CONTACT_VALUES_MAX: usize = 200;

// Histories.

/// Rows of one kind that one call looks at; of a time that has more, the newest.
pub(crate) const HISTORY_ROWS_MAX: usize = 2_000;
/// How often a time is halved that has more.
pub(crate) const HISTORY_HALVINGS_MAX: usize = 48;

// A person's own page.

/// Values in one call.
pub(crate) const PROFILE_VALUES_MAX: usize = 200;

// Joining.

/// Characters of a name.
pub(crate) const FOUND_NAME_CHARS_MAX: usize = 128;
/// Days for which an invitation is valid when nobody says.
pub(crate) const INVITE_DAYS_USUAL: i64 = 30;
/// Width and height of a picture of a code, in pixels.
pub(crate) const QR_PIXELS: u32 = 240;
/// Days for which ended applications are told.
pub(crate) const APPLICATIONS_DAYS: i64 = 365;

// The console's tables.

/// Hits of each kind.
pub(crate) const CONSOLE_HITS_MAX: usize = 10;
/// People of one name who are told.
pub(crate) const NAMESAKES_TOLD_MAX: usize = 5;
/// Departments that a row of a person tells.
pub(crate) const ROW_DEPARTMENTS_MAX: usize = 10;
/// Characters of a query.
pub(crate) const QUERY_CHARS_MAX: usize = 64;
/// Rows before a page.
pub(crate) const TABLE_OFFSET_MAX: i64 = 10_000_000;
/// Those who report to somebody, as many as one page tells.
pub(crate) const REPORTS_MAX: usize = 200;

// Enterprise accounts.

/// Departments of a grant that a list names.
pub(crate) const GRANT_DEPARTMENTS_TOLD_MAX: usize = 10;

// Apps.

/// For how long at most: an hour.
pub(crate) const RECORDED_MINUTES_MAX: i64 = 60;
/// For how long when nothing is said.
pub(crate) const RECORDED_MINUTES_USUAL: i64 = 15;
/// Failed pushes that are counted.
pub(crate) const APP_FAILED_COUNTED_MAX: u32 = 200;

// Leavers.

/// Kinds in one call.
pub(crate) const HANDOVER_TASKS_MAX: usize = 10;
/// Days after which nobody is taken back as he was.
pub(crate) const RESTORED_DAYS_MAX: i64 = 3_650;
/// Days that are told when nobody says from when on.
pub(crate) const LEAVERS_DAYS_USUAL: i64 = 365;

// The overview.

/// Examples of one warning.
pub(crate) const WARNING_SAMPLES_MAX: usize = 5;
/// Apps whose way is told; those that are told of events go first.
pub(crate) const OVERVIEW_APPS_MAX: usize = 20;
/// Failed pushes that are counted of each.
pub(crate) const OVERVIEW_FAILED_COUNTED_MAX: u32 = 100;
/// So many entries behind is worth a warning.
pub(crate) const LAG_WARNED_ENTRIES: u64 = 100;

// What everybody sees.

/// Entries on a page when the caller names no size.
pub(crate) const PAGE_SIZE_USUAL: i64 = 50;
/// Entries on a page.
pub(crate) const PAGE_SIZE_MAX: i64 = 200;
/// Entries before a page.
pub(crate) const PAGE_OFFSET_MAX: usize = 10_000_000;
/// Holders of a role who are looked at for one who may be seen.
pub(crate) const ROLE_HOLDERS_LOOKED_AT_MAX: usize = 100;
/// Departments of the industry tree below one that are told.
pub(crate) const INDUSTRY_BRANCHES_MAX: usize = 1_000;
/// Levels of the industry tree that are looked up.
pub(crate) const INDUSTRY_LEVELS_MAX: usize = 100;
/// Roles that are looked at for one page, so that a viewer who sees hardly anybody costs no more than others.
pub(crate) const ROLES_LOOKED_AT_MAX: usize = 500;
