//! Calls a second of one app on one interface, where the operator counts them.

use crate::limits;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;

/// Counts, or lets everything pass.
pub(crate) struct Rate {
    limiter: Option<DefaultKeyedRateLimiter<(String, usize)>>,
}

impl Rate {
    pub(crate) fn new(calls_per_second_max: Option<NonZeroU32>) -> Self {
        let limiter =
            calls_per_second_max.map(|calls| RateLimiter::keyed(Quota::per_second(calls)));
        Self { limiter }
    }

    /// Whether one more call of this app on this route may pass.
    pub(crate) fn allows(&self, app: &str, route: usize) -> bool {
        let Some(limiter) = &self.limiter else {
            return true;
        };
        if limiter.len() > limits::COUNTED_PAIRS_MAX {
            limiter.retain_recent();
        }
        limiter.check_key(&(app.to_owned(), route)).is_ok()
    }
}
