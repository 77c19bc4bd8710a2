//! Every number that bounds the binary itself.

use std::time::Duration;

/// A command as it reaches a running server.
pub const REQUEST_BYTES_MAX: u64 = 1 << 20;
/// One line of a server's answer.
pub const ANSWER_BYTES_MAX: u64 = 16 << 20;
/// Commands that a server carries out at once; the others wait.
pub const COMMANDS_AT_ONCE: usize = 16;
/// Lines of progress that wait for a slow reader.
pub const LINES_WAITING: usize = 64;
/// How long a server waits for a command after somebody connected.
pub const REQUEST_WAIT: Duration = Duration::from_secs(10);
/// How long a command waits for another one, or a starting server, to leave the data folder or to answer.
pub const FOLDER_WAIT: Duration = Duration::from_secs(10);
/// Between two looks at the folder.
pub const FOLDER_PAUSE: Duration = Duration::from_millis(25);
/// How long commands under way may take once the server ends.
pub const COMMANDS_END_WAIT: Duration = Duration::from_secs(5);
/// The longest path that every system takes for a Unix socket.
pub const SOCKET_PATH_BYTES_MAX: usize = 100;
/// Between two lines of progress on a terminal.
pub const PROGRESS_PAUSE: Duration = Duration::from_millis(100);
/// Between two lines of progress in a file or a pipe.
pub const PROGRESS_PAUSE_PLAIN: Duration = Duration::from_secs(5);
/// Bytes of a file that is imported.
pub const IMPORT_BYTES_MAX: u64 = 512 << 20;
/// Lines stored in one write of an import.
pub const IMPORT_SLICE: usize = 1_000;
/// Bad lines of an import that are told.
pub const IMPORT_ERRORS_TOLD: usize = 20;
/// People or departments in one write of a synthetic organization. Each write copies the parts of the value that it
/// touches once: 5,000 in a write take an eighth less time in all, and hold up every other organization of the node
/// five times as long.
pub const DEMO_SLICE: u64 = 1_000;
/// Writes of a synthetic organization under way at once: one is drafted while the one before it is flushed.
pub const DEMO_WRITES_AT_ONCE: usize = 2;
/// Figures in one file.
pub(crate) const FIGURES_MAX: usize = 20_000;
/// Bytes of such a file.
pub(crate) const FIGURES_BYTES_MAX: u64 = 8 * 1024 * 1024;
