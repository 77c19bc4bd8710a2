//! What an endpoint is: its description, its traits, its caller, its faults and its lenient values. Pure.

mod number;

pub use number::Number;
pub use org::{Millis, OrgId};
