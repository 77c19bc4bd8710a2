//! Every number of this room.

use std::time::Duration;

/// A log body longer than this is stored compressed.
pub(crate) const PACKED_BODY_BYTES_MIN: usize = 1024;
/// No body is longer when unpacked, so that a damaged length cannot ask for all memory.
pub(crate) const BODY_BYTES_MAX: usize = 256 << 20;

/// Records in one chunk of a load.
pub(crate) const LOAD_CHUNK_RECORDS: usize = 4096;
/// Chunks of a load that may wait for the reader.
pub(crate) const LOAD_CHUNKS_WAITING: usize = 4;
/// Loads under way at once; the others wait.
pub(crate) const LOADS_AT_ONCE: usize = 4;

/// Writes that may wait for the writer before callers are held back.
pub(crate) const WRITES_WAITING: usize = 1024;
/// Calls that share one commit at most.
pub(crate) const CALLS_PER_COMMIT: usize = 512;
/// A commit takes no further call once its bodies are this long together.
pub(crate) const BYTES_PER_COMMIT: usize = 4 << 20;
/// A call of at most this many transactions may be committed by its caller, without the writer's thread.
pub(crate) const TRANSACTIONS_IN_PLACE_MAX: usize = 4;
/// The same for the length of its bodies.
pub(crate) const BYTES_IN_PLACE_MAX: usize = 64 << 10;
/// Callers commit by themselves only while commits usually take no longer.
pub(crate) const COMMIT_IN_PLACE_MAX: Duration = Duration::from_millis(1);
/// Over how many commits that is averaged. One slow commit counts as four times the above: alone it changes nothing,
/// two in a row send the next ones to the writer's thread.
pub(crate) const USUAL_OVER: u32 = 8;

/// Short reads of the SQLite engine at once.
pub(crate) const SQLITE_READS_AT_ONCE: usize = 8;
/// How long a SQLite connection waits for another one, such as the checkpoint's.
pub(crate) const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Pages of the write-ahead log after which the background checkpoint runs.
pub(crate) const SQLITE_CHECKPOINT_PAGES: u64 = 2_000;
/// Pages of the write-ahead log after which the writer itself finishes the checkpoint, so that the file starts anew.
pub(crate) const SQLITE_WAL_PAGES_MAX: u64 = 3_000;
/// Page cache of the writing connection.
pub(crate) const SQLITE_WRITER_CACHE_KIB: i64 = 64 << 10;
/// The page size of the database.
pub(crate) const SQLITE_PAGE_BYTES: usize = 4096;

/// Rows in one step of copying a backup.
pub(crate) const ARCHIVE_CHUNK_ROWS: usize = 1000;

/// Connections of one node to PostgreSQL, the bell's own not counted.
pub(crate) const POSTGRES_CONNECTIONS: usize = 16;
/// Lines on which appends go to PostgreSQL, each with at most one connection. An organization always takes the same.
pub(crate) const POSTGRES_LINES: usize = 8;
/// Groups of appends that are on their way on one line at once.
pub(crate) const POSTGRES_GROUPS_PER_LINE: usize = 2;
/// How long to wait for a connection, new or pooled.
pub(crate) const POSTGRES_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a connection may stay silent before it is probed, and unacknowledged before it is given up.
pub(crate) const POSTGRES_SILENCE_MAX: Duration = Duration::from_secs(10);
/// How often a write is tried when it collides with another one or loses its connection.
pub(crate) const POSTGRES_ATTEMPTS_MAX: u32 = 12;
/// The pause before the second attempt; it doubles from attempt to attempt.
pub(crate) const POSTGRES_PAUSE_MIN: Duration = Duration::from_millis(2);
/// The pause between attempts doubles no further.
pub(crate) const POSTGRES_PAUSE_MAX: Duration = Duration::from_millis(200);
/// Other nodes are told of new entries at most this often.
pub(crate) const BELL_PAUSE: Duration = Duration::from_millis(5);
/// How long to wait before the bell's connection is tried again.
pub(crate) const BELL_RECONNECT_PAUSE: Duration = Duration::from_millis(500);
