//! What every endpoint file needs.

pub(crate) use crate::codes::*;
#[cfg(test)]
pub(crate) use crate::testing::place;
#[cfg(test)]
pub(crate) use endpoint::Route;
pub(crate) use endpoint::{Code, CommaList, Fault, On, Read, Reply, Spec, Write};
#[cfg(test)]
pub(crate) use insta::assert_snapshot;
pub(crate) use org::{DepartmentId, Draft, View, sentence};
pub(crate) use schemars::JsonSchema;
pub(crate) use serde::{Deserialize, Serialize};
#[cfg(test)]
pub(crate) use serde_json::json;
