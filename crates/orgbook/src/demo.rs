//! Made-up organizations: a small believable one to look at, and synthetic ones of any size to measure.

mod chance;
pub mod company;
mod names;
mod plan;
pub mod synthetic;

pub use plan::Plan;

/// An empty organization to be filled.
#[cfg(test)]
fn new_draft() -> org::Draft {
    let empty = org::Org::empty(org::OrgId::new("ding"), 1);
    let seed = org::Seed {
        now: org::Millis(1),
        entropy: [1; 32],
        person_key: [2; 32],
    };
    org::Draft::new(&empty, org::Eye::Operator, seed)
}
