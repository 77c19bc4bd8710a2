//! Stream connections of this node.

mod connection;
mod frame;
mod hub;

pub use connection::{accept_key, serve};
pub use hub::{Delivered, Hub, Place};
