//! Every number that bounds the engine. What an operator may change stands in [`crate::Settings`].

use std::time::Duration;

/// Writes of one organization in one flush.
pub(crate) const FLUSH_ENTRIES_MAX: usize = 256;
/// A flush goes beside another one with this part of those who write of late, at least.
pub(crate) const FLUSHES_OF_A_CROWD: usize = 3;
/// By this part who wrote of late is forgotten with each flush.
pub(crate) const CROWD_OVER: usize = 8;
/// How often a lane looks where the store stands before it gives up for now.
pub(crate) const CATCH_UP_ATTEMPTS_MAX: usize = 20;
/// Between two such looks.
pub(crate) const CATCH_UP_PAUSE: Duration = Duration::from_millis(100);
/// Entries read at once when following the log.
pub(crate) const FOLLOW_ENTRIES: u32 = 1_000;
/// Organizations asked for their heads at once.
pub(crate) const HEADS_AT_ONCE: usize = 5_000;
/// Organizations listed at once.
pub(crate) const LISTED_AT_ONCE: u32 = 1_000;
/// Tokens kept in memory.
pub(crate) const TOKENS_KNOWN_MAX: usize = 200_000;
/// History rows read at once.
pub(crate) const HISTORY_ROWS: u32 = 5_000;
/// Days a sign-in search may span: people who signed in more than once count once.
pub(crate) const ACTIVE_USERIDS_MAX: usize = 5_000_000;
/// Seconds an app's or a person's token lives.
pub(crate) const TOKEN_SECONDS: u64 = 7_200;
/// How often the memory budget is looked after.
pub(crate) const BUDGET_INTERVAL: Duration = Duration::from_secs(2);
/// Differences that verifying tells one by one.
pub(crate) const DIFFERENCES_TOLD: usize = 100;
/// How long ending waits for lanes.
pub(crate) const STOP_WAIT: Duration = Duration::from_secs(20);
/// Writes of several organizations under way at once.
pub(crate) const JOINT_WRITES_MAX: usize = 256;
/// Organizations that one write changes.
pub(crate) const JOINT_ORGANIZATIONS_MAX: usize = 1_024;
/// Attempts of such a write: one more for each time it asks for further organizations or another node was first.
pub(crate) const JOINT_ATTEMPTS_MAX: usize = 300;
/// Passwords hashed at once: each takes a processor and 19 MiB for some tens of milliseconds.
pub(crate) const HASHING_MAX: usize = 4;
/// Passwords that wait to be hashed.
pub(crate) const HASHING_WAITING_MAX: usize = 256;
/// Bytes of each thing that somebody types to sign in.
pub(crate) const TYPED_BYTES_MAX: usize = 1_024;
/// Organizations in which one number is looked for, or one enterprise account is let in, when somebody signs in.
pub(crate) const SIGN_IN_ORGANIZATIONS_MAX: u32 = 20;
/// Sessions of browsers kept in memory.
pub(crate) const SESSIONS_KNOWN_MAX: usize = 100_000;
/// Characters of a session's text; those of them that tell whose it is; of what changing calls carry; of its name in lists.
pub(crate) const SESSION_TEXT_CHARS: usize = 64;
/// See above.
pub(crate) const SESSION_OWNER_CHARS: usize = 16;
/// See above.
pub(crate) const CSRF_CHARS: usize = 32;
/// See above.
pub(crate) const SESSION_ID_CHARS: usize = 16;
/// How long a session lasts, however often it is used.
pub(crate) const SESSION_MS: i64 = 14 * 86_400_000;
/// How long a session lasts that nobody uses.
pub(crate) const SESSION_IDLE_MS: i64 = 86_400_000;
/// How often the use of a session is noted.
pub(crate) const SESSION_NOTED_MS: i64 = 10 * 60_000;
/// How long somebody may take from the password to being signed in.
pub(crate) const PENDING_SESSION_MS: i64 = 10 * 60_000;
/// Sessions of one person; with one more the oldest ends.
pub(crate) const SESSIONS_MAX: usize = 20;
/// Sessions of one person read at once.
pub(crate) const SESSIONS_LISTED: u32 = 50;
/// Characters kept of what a browser says of itself.
pub(crate) const AGENT_CHARS_MAX: usize = 200;
/// How long it is remembered that something was ended, for nodes that did not hear of it.
pub(crate) const ENDED_KEPT_MS: i64 = 120_000;
/// How often a node looks for what others ended.
pub(crate) const ENDED_INTERVAL: Duration = Duration::from_millis(250);
/// What others ended, read at once.
pub(crate) const ENDED_READ: u32 = 1_000;
/// Things of which failed attempts to sign in are counted in memory; what slows somebody down is stored besides.
pub(crate) const ATTEMPTS_KNOWN_MAX: usize = 50_000;
/// After how long one failed attempt is forgotten.
pub(crate) const ATTEMPT_FORGOTTEN_MS: i64 = 5 * 60_000;
/// Attempts without a wait, and the longest wait in milliseconds: for an account from one address, or with one known browser.
pub(crate) const ATTEMPTS_PAIR: (u32, i64) = (5, 15 * 60_000);
/// The same for one address, which many people may share.
pub(crate) const ATTEMPTS_ADDRESS: (u32, i64) = (50, 5 * 60_000);
/// The same for one account from everywhere. The wait is short: it must not lock the person out who uses a new browser.
pub(crate) const ATTEMPTS_ACCOUNT: (u32, i64) = (50, 30_000);
/// The same for the second factor and the old password of somebody who has shown a password.
pub(crate) const ATTEMPTS_FACTOR: (u32, i64) = (5, 15 * 60_000);
/// Characters of a code that somebody types.
pub(crate) const CODE_CHARS_MAX: usize = 64;
/// Codes for the day an authenticator is lost.
pub(crate) const RECOVERY_CODES: usize = 10;
/// How long it is remembered that a code of an authenticator was used: longer than it is good.
pub(crate) const USED_CODE_KEPT_MS: i64 = 10 * 60_000;
/// How long it is kept what a person keeps who does not come back.
pub(crate) const KEPT_MS: i64 = 400 * 86_400_000;
/// How long a link sets a password.
pub(crate) const PASSWORD_LINK_MS: i64 = 24 * 3_600_000;
/// Bytes of one slice of a file.
pub(crate) const SLICE_BYTES: usize = 256 * 1024;
/// Tasks of one node under way at once: each takes a processor and some hundred megabytes at most.
pub(crate) const TASKS_AT_ONCE: usize = 2;
/// How often tasks are looked for, besides the bell.
pub(crate) const TASK_INTERVAL: Duration = Duration::from_secs(1);
/// Tasks listed at once.
pub(crate) const TASKS_LISTED: u32 = 100;
/// How long a node that does not renew its lease keeps a task from others.
pub(crate) const LEASE_MS: i64 = 10_000;
/// How often a lease is renewed.
pub(crate) const LEASE_RENEWAL: Duration = Duration::from_secs(3);
/// How often files and secrets that have expired are swept.
pub(crate) const SWEEP_INTERVAL: Duration = Duration::from_secs(60);
/// Slices swept at once.
pub(crate) const SLICES_SWEPT: u32 = 100;
/// Secrets swept at once.
pub(crate) const SECRETS_SWEPT: u32 = 1_000;
/// Codes that are drawn for a new organization before it is refused because all of them were taken.
pub(crate) const FOUNDING_ATTEMPTS_MAX: usize = 8;
/// How often linked organizations are looked for that have changed on another node.
pub(crate) const LINKS_INTERVAL: Duration = Duration::from_secs(1);
/// Hosts into which guests are brought at once.
pub(crate) const HOSTS_AT_ONCE: usize = 4;
/// How long a ticket for a Stream connection is good.
pub(crate) const STREAM_TICKET_MS: i64 = 90_000;
/// Entries that are looked at before a time is reached, because the clocks of nodes may differ.
pub(crate) const CLOCK_ENTRIES: u64 = 100;
/// Entries of a guest's log from which on looking at everything costs less than reading them.
pub(crate) const LINK_ENTRIES_MAX: u64 = 10_000;
/// How long a sign-in at an organization's own provider may take.
pub(crate) const PENDING_SIGN_IN_MS: i64 = 10 * 60 * 1_000;
/// How long a code is good.
pub(crate) const CODE_MS: i64 = 5 * 60 * 1_000;
/// How long a person's grant to an app can be renewed after it was renewed last.
pub(crate) const REFRESH_MS: i64 = 30 * 24 * 3_600 * 1_000;
/// How long a token that an app has for a person is believed without asking the store, which knows whether it was ended.
pub(crate) const DELEGATION_BELIEVED_MS: i64 = 1_000;
/// Seconds that a token for an organization's own secret lives.
pub(crate) const SSO_TOKEN_SECONDS: u64 = 3_600;
/// Entries of one organization that are kept read because somebody has just asked for them.
pub(crate) const RECENT_ENTRIES_MAX: usize = 256;
/// Bytes that those have in the log.
pub(crate) const RECENT_BYTES_MAX: usize = 1 << 20;
/// Calls and streams of one node that wait for entries.
pub(crate) const WAITING_MAX: usize = 10_000;
/// Of these by one app or person.
pub(crate) const WAITING_OF_CALLER_MAX: usize = 50;
/// How often a plan is tried that another node works on: longer together than the lease of a node that died lives.
pub(crate) const PLAN_TRIES: u32 = 300;
/// Between two tries.
pub(crate) const PLAN_PAUSE: Duration = Duration::from_millis(50);
