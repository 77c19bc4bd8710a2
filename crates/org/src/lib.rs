//! What an organization is: people, departments, roles, rules and changes. Pure.

mod id;

pub use id::{AppKey, DepartmentId, Millis, OrgId, RoleId, UserId};
