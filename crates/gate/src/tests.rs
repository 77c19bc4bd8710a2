//! The gate from outside: raw bytes in, bytes out, a whole engine behind it.

mod administrators;
mod connections;
mod envelopes;
mod factor_needed;
mod feed;
mod files;
mod foreign;
mod furnishing;
mod house;
mod languages;
mod links;
mod malformed;
mod permission;
mod recording;
mod routes;
mod second_factor;
mod sessions;
mod signing_in;

pub(crate) use house::outbound;
