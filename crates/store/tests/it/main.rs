//! One conformance suite for all engines, and what is particular to each.
#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

#[macro_use]
mod conformance;

mod cluster;
mod faulty;
mod memory;
mod postgres;
mod proxy;
mod sqlite;
