//! How often an app was told in one hour, as calls about apps and the overview tell it.

use crate::prelude::*;
use endpoint::DeliveryHour;

/// One hour. What administrators had sent again is not counted.
#[derive(Serialize, JsonSchema)]
pub struct Hour {
    /// When it begins, in milliseconds.
    from: i64,
    /// Events that the receiver took.
    delivered: u64,
    /// Attempts that failed, of whichever event.
    failed: u64,
}

impl Hour {
    pub(crate) fn all(told: Vec<DeliveryHour>) -> Vec<Self> {
        let told = told.into_iter();
        told.map(|hour| Self {
            from: hour.from.0,
            delivered: hour.delivered,
            failed: hour.failed,
        })
        .collect()
    }
}
