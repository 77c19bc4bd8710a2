//! Events out of the log, pushed by HTTP callback and by Stream.

mod failed;
mod stream_event;

pub use failed::{FailedPush, failed_kind};
pub use stream_event::StreamEvent;
