//! Events out of the log, pushed by HTTP callback and by Stream.

mod address;
mod callbacks;
mod consume;
mod envelope;
mod event;
mod failed;
mod guard;
mod happening;
mod hours;
mod ledger;
mod limits;
mod outbound;
mod post;
mod pusher;
mod receiver;
pub mod stream;
mod stream_event;

pub use callbacks::Callbacks;
pub use envelope::{
    AES_KEY_CHARS, OpenError, RANDOM_BYTES, Sealed, Secrets, is_aes_key, open, seal,
};
pub use event::{Event, KINDS, events};
pub use failed::{FailedPush, failed_kind};
pub use guard::{check_address, guarded_client};
pub use hours::{Hour, hours, store_all_hours};
pub use ledger::{Delivery, Ledger, WayFigures};
pub use outbound::Outbound;
pub use post::{Moment, PostError, Poster};
pub use pusher::push;
pub use receiver::{Attempt, Attempting, Consumer, Failure, FailureKind, Handed, Receivers, Way};
pub use stream_event::StreamEvent;
