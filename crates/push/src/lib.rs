//! Events out of the log, pushed by HTTP callback and by Stream.

mod consume;
mod event;
mod failed;
mod happening;
mod limits;
mod pusher;
mod receiver;
mod stream_event;

pub use event::{Event, KINDS, events};
pub use failed::{FailedPush, failed_kind};
pub use pusher::push;
pub use receiver::{Attempt, Attempting, Consumer, Receivers, Way};
pub use stream_event::StreamEvent;
