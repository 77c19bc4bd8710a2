//! The real binary, driven as an operator drives it.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and explains itself on standard error"
)]

mod commands;
mod configuration;
mod demo;
mod help;
mod kit;
mod serving;
