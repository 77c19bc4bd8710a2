//! Tables of texts out of spreadsheets, and spreadsheets out of tables of texts. Pure: no I/O, no clock.

pub mod limits;
mod read;
mod repair;
mod write;

pub use read::{ReadError, read};
pub use repair::{is_cut_number, narrow};
pub use write::{Column, WriteError, write};
