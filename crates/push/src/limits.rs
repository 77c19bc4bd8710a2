//! Every number that bounds pushing.

use std::time::Duration;

/// People or departments that one event tells of.
pub(crate) const EVENT_OBJECTS_MAX: usize = 200;
/// Entries of a log read at once.
pub(crate) const ENTRIES_AT_ONCE: u32 = 200;
/// Events that wait behind those under way to an app.
pub(crate) const EVENTS_READY_MAX: usize = 1_000;
/// Events under way to the connections of one app.
pub(crate) const STREAM_WINDOW: usize = 64;
/// The documented retries of a callback.
pub(crate) const CALLBACK_WAITS: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(30)];
/// The retries of an event by Stream: as often as that every day, then it has failed.
pub(crate) const STREAM_WAITS: [Duration; 27] = {
    let mut waits = [Duration::from_secs(3_600); 27];
    waits[0] = Duration::from_secs(10);
    waits[1] = Duration::from_secs(30);
    waits[2] = Duration::from_secs(60);
    waits[3] = Duration::from_secs(300);
    waits
};
/// Events in a row that fail for good before a receiver is paused: from then on none fails, all wait.
pub(crate) const FAILED_IN_A_ROW_MAX: u32 = 3;
/// How long a paused receiver is left alone at first; twice as long each time.
pub(crate) const PAUSE_MIN: Duration = Duration::from_secs(30);
/// How long at most.
pub(crate) const PAUSE_MAX: Duration = Duration::from_secs(300);
/// By how much of itself a wait varies.
pub(crate) const JITTER: f64 = 0.1;
/// How long an app of which nothing happens is watched before its lease is given up.
pub(crate) const IDLE: Duration = Duration::from_secs(20);
/// How often apps are looked for that have fallen behind, besides the bell.
pub(crate) const LOOK_INTERVAL: Duration = Duration::from_secs(1);
/// How often all of them are looked through although nothing rang.
pub(crate) const LOOK_AT_ALL_INTERVAL: Duration = Duration::from_secs(10);
/// How long an app that is not told, though it is behind, is left alone.
pub(crate) const NOT_TOLD_INTERVAL: Duration = Duration::from_secs(60);
/// Apps whose secrets are kept in memory.
pub(crate) const SECRETS_KNOWN_MAX: usize = 10_000;
/// Deliveries of an app that are remembered.
pub(crate) const LEDGER_DELIVERIES_MAX: usize = 50;
/// Apps of which something is remembered, besides those that are told at this moment.
pub(crate) const LEDGER_APPS_MAX: usize = 2_000;
/// Characters of a reason that are remembered.
pub(crate) const LEDGER_REASON_CHARS: usize = 200;
/// Hours of which it is remembered how often an app was told.
pub(crate) const HOURS: usize = 24;
/// How often that is stored at most while an app is told.
pub(crate) const HOURS_STORED_INTERVAL: Duration = Duration::from_secs(60);
/// Claims listed at once.
pub(crate) const CLAIMS_AT_ONCE: u32 = 1_000;
/// How far a cursor may stand behind before it is stored although more is under way.
pub(crate) const CURSOR_ENTRIES: u64 = 64;
/// How long after a fault of the store it is asked again.
pub(crate) const STORE_PAUSE: Duration = Duration::from_secs(1);
/// How long a receiver has for connecting, reading and answering together.
pub(crate) const ANSWER_DEADLINE: Duration = Duration::from_millis(2_500);
/// Bytes of a receiver's answer.
pub(crate) const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// Connections to one receiver that are kept while nothing is sent.
pub(crate) const IDLE_CONNECTIONS_MAX: usize = 2;
/// Bytes of a frame on a Stream connection, either way: clients have buffers of this size.
pub(crate) const FRAME_BYTES: usize = 256 * 1024;
/// Bytes that a Stream connection reads at once.
pub(crate) const STREAM_BUFFER_BYTES: usize = 4 * 1024;
/// Stream connections of one node.
pub(crate) const STREAM_CONNECTIONS_MAX: usize = 20_000;
/// Stream connections of one app on one node.
pub(crate) const STREAM_CONNECTIONS_OF_APP_MAX: usize = 100;
/// How long a client may take to read a frame.
pub(crate) const STREAM_WRITE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a client may take to answer an event.
pub(crate) const STREAM_ANSWER_TIMEOUT: Duration = Duration::from_secs(60);
/// How often answers that are late are looked for.
pub(crate) const STREAM_CHECK_INTERVAL: Duration = Duration::from_secs(5);
/// How often a client is asked whether it is there.
pub(crate) const STREAM_PING_INTERVAL: Duration = Duration::from_secs(30);
/// Questions that may go without an answer.
pub(crate) const STREAM_PINGS_UNANSWERED_MAX: u32 = 2;
/// How long a connection waits for answers when the node ends.
pub(crate) const STREAM_END_TIMEOUT: Duration = Duration::from_secs(10);
