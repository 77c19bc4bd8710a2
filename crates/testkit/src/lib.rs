//! Organizations from text, and a place to call endpoints in.

mod fixture;
mod place;
mod still_context;
mod still_log;
mod still_sign_ins;

pub use fixture::{org, org_named};
pub use place::{Place, seed};
pub use still_log::StillLog;
