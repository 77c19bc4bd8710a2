//! The gate from outside: raw bytes in, bytes out, a whole engine behind it.

mod house;
mod permission;
