//! Import and export: what a file would change is a plan first, which is looked at, applied, and undone.

mod about;
mod act;
pub mod apply;
pub mod approve;
mod cells;
pub mod check;
mod contacts;
mod departments;
pub mod effects;
pub mod errors;
pub mod export;
pub mod get;
pub mod groups;
pub mod import;
mod kept;
pub mod list;
mod made;
pub mod mend;
mod plan;
mod recheck;
mod rehearse;
mod said;
pub mod select;
pub mod template;
#[cfg(test)]
mod tests;
mod titles;
mod tree;
pub mod undo;

use endpoint::Route;
pub(crate) use kept::seen;
pub(crate) use plan::Summary;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<template::Request>(),
    Route::task::<import::Request>(),
    Route::task::<check::Request>(),
    Route::task::<list::Request>(),
    Route::task::<get::Request>(),
    Route::task::<select::Request>(),
    Route::task::<mend::Request>(),
    Route::task::<groups::Request>(),
    Route::task::<approve::Request>(),
    Route::task::<apply::Request>(),
    Route::task::<undo::Request>(),
    Route::task::<errors::Request>(),
    Route::task::<effects::Request>(),
    Route::task::<export::Request>(),
];
