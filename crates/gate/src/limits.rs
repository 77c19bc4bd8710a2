//! Numbers that bound the gate and that no operator needs to change. Those of requests stand in `endpoint::limits`.

use std::num::NonZeroU32;
use std::time::Duration;

/// How long `/readyz` waits for the store.
pub(crate) const READY_TIMEOUT: Duration = Duration::from_secs(2);
/// Pairs of app and interface whose calls are counted before idle ones are forgotten.
pub(crate) const COUNTED_PAIRS_MAX: usize = 100_000;
/// How long a TLS handshake may take.
pub(crate) const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
/// Pause after the operating system refused to accept a connection.
pub(crate) const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Looks that take long, under way at once; others wait.
pub(crate) const SLOW_LOOKS_MAX: usize = 2;
/// Calls of one HTTP/2 connection under way at once.
pub(crate) const STREAMS_MAX: u32 = 250;
/// Bytes of a token; documented ones have at most 512.
pub(crate) const TOKEN_BYTES_MAX: usize = 512;
/// Files being received at once: each takes about a megabyte.
pub(crate) const UPLOADS_MAX: usize = 32;
/// How often an end looks whether Stream connections are gone.
pub(crate) const STREAM_END_PAUSE: Duration = Duration::from_millis(20);
/// Bytes of a cookie that is looked at.
pub(crate) const COOKIE_BYTES_MAX: usize = 256;
/// How long a browser is known in which somebody signed in.
pub(crate) const DEVICE_SECONDS: i64 = 180 * 86_400;
/// Bytes of the name of a host.
pub(crate) const HOST_BYTES_MAX: usize = 255;
/// Answers under way at once that tell of a whole organization: each has a thread, and keeps the value that it tells of.
pub(crate) const WHOLE_LOOKS_MAX: usize = 8;
/// Pieces of such an answer that wait for a slow reader.
pub(crate) const PIECES_WAITING: usize = 4;
/// How long a stream of events goes on before the caller has to show again who he is.
pub(crate) const EVENTS_LIFE: Duration = Duration::from_secs(600);
/// Applications that one address may leave at once, and after how long another.
pub(crate) const APPLICATIONS_AT_ONCE: NonZeroU32 = NonZeroU32::new(60).expect("it is not zero");
pub(crate) const APPLICATION_PERIOD: Duration = Duration::from_secs(10);
/// Looks where links lead that one address may make at once, and after how long another.
pub(crate) const LOOKS_AT_ONCE: NonZeroU32 = NonZeroU32::new(120).expect("it is not zero");
pub(crate) const LOOK_PERIOD: Duration = Duration::from_secs(1);
/// Pictures of people that one address may fetch at once, and after how long another: an app that fetches those of everybody is not kept waiting.
pub(crate) const PICTURES_AT_ONCE: NonZeroU32 = NonZeroU32::new(2_000).expect("it is not zero");
pub(crate) const PICTURE_PERIOD: Duration = Duration::from_millis(5);
/// Addresses whose visits are counted before idle ones are forgotten.
pub(crate) const VISITORS_COUNTED_MAX: usize = 100_000;
/// Calls that are kept of one app that is recorded.
pub(crate) const RECORDED_CALLS_MAX: usize = 200;
/// Bytes of all recorded calls of this node together.
pub(crate) const RECORDED_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Bytes that are kept of a body and of an answer.
pub(crate) const RECORDED_TEXT_BYTES_MAX: usize = 8 * 1024;
/// Bytes of an answer that is looked into at all.
pub(crate) const RECORDED_ANSWER_BYTES_MAX: usize = 1024 * 1024;
/// How long recorded calls are kept, in milliseconds.
pub(crate) const RECORDED_KEPT_MS: i64 = 3_600_000;
/// How often it is kept how far a look is that somebody waits for.
pub(crate) const PROGRESS_INTERVAL: Duration = Duration::from_millis(400);
