//! Industry contacts: a tree of departments of its own, with its own people, for schools, villages and the like. It shares nothing with
//! the ordinary contacts but the organization.

use crate::Refusal;
use crate::{DepartmentId, RoleId, UserId, limits};
use imbl::{OrdMap, Vector};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the organization is to its industry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Industry {
    /// `school`, `village` or `custom`.
    pub kind: String,
    /// Administrative division code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region_id: String,
    /// Names of the region from the country down, joined with underscores.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region_location: String,
    /// Level of the region.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region_type: String,
    /// Roles that somebody was given so far, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<IndustryRole>,
    /// The next place in order of creation.
    #[serde(default)]
    pub next_serial: u64,
}

/// What somebody is in a department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryRole {
    /// Its id.
    pub id: RoleId,
    /// One of [`ROLES`].
    pub code: String,
}

/// Codes and names of the roles there are.
pub const ROLES: [(&str, &str); 8] = [
    ("teacher", "老师"),
    ("guardian", "家长"),
    ("student", "学生"),
    ("GroupManager", "组长"),
    ("HeadOfHouseHold", "户主"),
    ("HouseAdmin", "户管理员"),
    ("Villager", "村民"),
    ("Leaseholder", "租户"),
];

/// A role by its code, without regard to case.
pub fn role(code: &str) -> Option<(&'static str, &'static str)> {
    let found = ROLES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(code));
    found.copied()
}

/// A department of the industry tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryDepartment {
    /// Larger than 1, which is the root that is not stored.
    pub id: DepartmentId,
    /// Above it.
    pub parent: DepartmentId,
    /// Its name.
    pub name: String,
    /// Which kind of tree it is in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact_type: String,
    /// What it is in that tree.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department_type: String,
    /// A JSON object as text; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feature: String,
    /// Place in order of creation.
    #[serde(default)]
    pub serial: u64,
}

/// What somebody is in one department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryPlace {
    /// The department.
    pub department: DepartmentId,
    /// A JSON object as text; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feature: String,
    /// Role codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
}

/// A person of the industry tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryUser {
    /// Unique in the industry tree.
    pub userid: UserId,
    /// Made from the organization and the userid.
    pub union_id: String,
    /// Name.
    pub name: String,
    /// At least one.
    pub places: Vec<IndustryPlace>,
    /// Place in order of creation.
    #[serde(default)]
    pub serial: u64,
}

/// A department with what lies in it, in order of creation.
#[derive(Clone, Debug, Default)]
struct Node {
    department: Option<Arc<IndustryDepartment>>,
    children: Vector<(u64, DepartmentId)>,
    members: Vector<(u64, UserId)>,
}

/// The whole tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct IndustryTree {
    pub(crate) info: Option<Arc<Industry>>,
    nodes: OrdMap<DepartmentId, Node>,
    pub(crate) users: OrdMap<UserId, Arc<IndustryUser>>,
}

fn put<T: Clone>(list: &mut Vector<(u64, T)>, serial: u64, value: T) {
    if let Err(position) = list.binary_search_by_key(&serial, |(serial, _)| *serial) {
        list.insert(position, (serial, value));
    }
}

fn drop_from<T: Clone>(list: &mut Vector<(u64, T)>, serial: u64) {
    if let Ok(position) = list.binary_search_by_key(&serial, |(serial, _)| *serial) {
        list.remove(position);
    }
}

impl IndustryTree {
    pub(crate) fn department(&self, id: DepartmentId) -> Option<&Arc<IndustryDepartment>> {
        self.nodes.get(&id)?.department.as_ref()
    }

    pub(crate) fn departments(&self) -> impl Iterator<Item = &Arc<IndustryDepartment>> {
        self.nodes
            .values()
            .filter_map(|node| node.department.as_ref())
    }

    pub(crate) fn department_count(&self) -> usize {
        self.nodes.len()
    }

    /// Children from a position on.
    pub(crate) fn children(
        &self,
        id: DepartmentId,
        from: usize,
    ) -> impl Iterator<Item = DepartmentId> + '_ {
        let children = self.nodes.get(&id).map(|node| &node.children);
        children.into_iter().flat_map(move |children| {
            let from = from.min(children.len());
            children
                .focus()
                .narrow(from..)
                .into_iter()
                .map(|(_, id)| *id)
        })
    }

    /// Members from a position on.
    pub(crate) fn members(
        &self,
        id: DepartmentId,
        from: usize,
    ) -> impl Iterator<Item = &Arc<IndustryUser>> + '_ {
        let members = self.nodes.get(&id).map(|node| &node.members);
        members.into_iter().flat_map(move |members| {
            let from = from.min(members.len());
            let users = members.focus().narrow(from..).into_iter();
            users.filter_map(|(_, userid)| self.users.get(userid))
        })
    }

    pub(crate) fn is_empty(&self, id: DepartmentId) -> bool {
        self.nodes
            .get(&id)
            .is_none_or(|node| node.children.is_empty() && node.members.is_empty())
    }

    pub(crate) fn set_department(&mut self, department: &IndustryDepartment) {
        let (id, serial) = (department.id, department.serial);
        let old = self.department(id).cloned();
        if let Some(node) = old.and_then(|old| self.nodes.get_mut(&old.parent)) {
            drop_from(&mut node.children, serial);
        }
        self.nodes.entry(id).or_default().department = Some(Arc::new(department.clone()));
        put(
            &mut self.nodes.entry(department.parent).or_default().children,
            serial,
            id,
        );
    }

    pub(crate) fn remove_department(&mut self, id: DepartmentId) {
        let Some(node) = self.nodes.remove(&id) else {
            return;
        };
        let Some(department) = node.department else {
            return;
        };
        if let Some(parent) = self.nodes.get_mut(&department.parent) {
            drop_from(&mut parent.children, department.serial);
        }
    }

    pub(crate) fn set_user(&mut self, user: &IndustryUser) {
        self.remove_user(&user.userid);
        for place in &user.places {
            let node = self.nodes.entry(place.department).or_default();
            put(&mut node.members, user.serial, user.userid.clone());
        }
        self.users
            .insert(user.userid.clone(), Arc::new(user.clone()));
    }

    pub(crate) fn remove_user(&mut self, id: &UserId) {
        let Some(user) = self.users.remove(id) else {
            return;
        };
        for place in &user.places {
            if let Some(node) = self.nodes.get_mut(&place.department) {
                drop_from(&mut node.members, user.serial);
            }
        }
    }

    /// The department itself, then all above it below the root; stops where it has been.
    pub(crate) fn lineage(&self, id: DepartmentId) -> Vec<DepartmentId> {
        let mut lineage = Vec::new();
        let mut next = Some(id);
        while let Some(department) = next.and_then(|id| self.department(id)) {
            if lineage.contains(&department.id) {
                break;
            }
            lineage.push(department.id);
            next = Some(department.parent);
        }
        lineage
    }
}

/// Refuses a text that is empty or too long.
pub(crate) fn checked<'a>(what: &str, text: &'a str, chars_max: usize) -> Result<&'a str, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 || length > chars_max || text.chars().any(char::is_control) {
        return Err(Refusal::Invalid(format!(
            "{what} has 1 to {chars_max} characters"
        )));
    }
    Ok(text)
}

/// Refuses further values that are too long.
pub(crate) fn check_feature(feature: &str) -> Result<(), Refusal> {
    if feature.chars().count() > limits::INDUSTRY_FEATURE_CHARS_MAX {
        return Err(Refusal::Invalid(format!(
            "features have at most {} characters as JSON",
            limits::INDUSTRY_FEATURE_CHARS_MAX
        )));
    }
    Ok(())
}
