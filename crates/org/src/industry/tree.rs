//! The tree in memory: what lies in each department at which position, and who has which role there.

use super::{Industry, IndustryDepartment, IndustryPlace, IndustryUser};
use crate::{DepartmentId, UserId};
use imbl::{OrdMap, Vector};
use std::sync::Arc;

/// Things at their positions, which rise. What goes leaves a gap.
type Row<T> = Vector<(u64, T)>;

/// A department with what lies in it.
#[derive(Clone, Debug, Default)]
struct Node {
    /// `None` for the root, and for a department that is not loaded yet while what lies in it is.
    department: Option<Arc<IndustryDepartment>>,
    children: Row<DepartmentId>,
    members: Row<UserId>,
    /// Members by role, so that a page of those with a role costs its size.
    with_role: OrdMap<Arc<str>, Row<UserId>>,
}

/// The whole tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct IndustryTree {
    pub(crate) info: Option<Arc<Industry>>,
    nodes: OrdMap<DepartmentId, Node>,
    pub(crate) users: OrdMap<UserId, Arc<IndustryUser>>,
    bytes: usize,
}

fn put<T: Clone>(row: &mut Row<T>, position: u64, value: T) {
    match row.binary_search_by_key(&position, |(position, _)| *position) {
        Ok(at) => drop(row.set(at, (position, value))),
        Err(at) => row.insert(at, (position, value)),
    }
}

fn drop_from<T: Clone>(row: &mut Row<T>, position: u64) {
    if let Ok(at) = row.binary_search_by_key(&position, |(position, _)| *position) {
        row.remove(at);
    }
}

/// What stands at a position or behind it.
fn behind<T: Clone>(row: &Row<T>, from: u64) -> impl Iterator<Item = &(u64, T)> {
    let found = row.binary_search_by_key(&from, |(position, _)| *position);
    let at = found.unwrap_or_else(|at| at);
    row.focus().narrow(at..).into_iter()
}

fn next_position<T: Clone>(row: Option<&Row<T>>) -> u64 {
    row.and_then(Row::last)
        .map_or(1, |(position, _)| position + 1)
}

fn department_bytes(department: &IndustryDepartment) -> usize {
    const EACH: usize = 500;
    EACH + department.name.len()
        + department.feature.len()
        + department.contact_type.len()
        + department.department_type.len()
}

fn user_bytes(user: &IndustryUser) -> usize {
    const EACH: usize = 250;
    const PLACE: usize = 150;
    let places = user.places.iter();
    EACH + user.name.len()
        + places
            .map(|place| PLACE + place.feature.len() + 64 * place.roles.len())
            .sum::<usize>()
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
        self.nodes.len() - usize::from(self.nodes.contains_key(&DepartmentId::ROOT))
    }

    /// About how much memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Children from a position on, with their positions.
    pub(crate) fn children(
        &self,
        id: DepartmentId,
        from: u64,
    ) -> impl Iterator<Item = (u64, &Arc<IndustryDepartment>)> {
        let children = self.nodes.get(&id).map(|node| &node.children);
        let children = children.into_iter().flat_map(move |row| behind(row, from));
        children.filter_map(|(position, id)| Some((*position, self.department(*id)?)))
    }

    /// Members from a position on, everybody or those with a role, with their positions.
    pub(crate) fn members(
        &self,
        id: DepartmentId,
        role: Option<&str>,
        from: u64,
    ) -> impl Iterator<Item = (u64, &Arc<IndustryUser>, &IndustryPlace)> {
        let row = self.nodes.get(&id).and_then(|node| match role {
            None => Some(&node.members),
            Some(role) => node.with_role.get(role),
        });
        let row = row.into_iter().flat_map(move |row| behind(row, from));
        row.filter_map(move |(position, userid)| {
            let user = self.users.get(userid)?;
            let place = user.places.iter().find(|place| place.department == id)?;
            Some((*position, user, place))
        })
    }

    /// The position of whatever is put below a department next.
    pub(crate) fn next_child_position(&self, id: DepartmentId) -> u64 {
        next_position(self.nodes.get(&id).map(|node| &node.children))
    }

    /// The position of whoever is put into a department next.
    pub(crate) fn next_member_position(&self, id: DepartmentId) -> u64 {
        next_position(self.nodes.get(&id).map(|node| &node.members))
    }

    pub(crate) fn is_empty(&self, id: DepartmentId) -> bool {
        self.nodes
            .get(&id)
            .is_none_or(|node| node.children.is_empty() && node.members.is_empty())
    }

    pub(crate) fn set_department(&mut self, department: &IndustryDepartment) {
        let id = department.id;
        if let Some(old) = self.department(id).cloned() {
            self.bytes -= department_bytes(&old);
            if let Some(node) = self.nodes.get_mut(&old.parent) {
                drop_from(&mut node.children, old.position);
            }
        }
        self.bytes += department_bytes(department);
        self.nodes.entry(id).or_default().department = Some(Arc::new(department.clone()));
        let parent = self.nodes.entry(department.parent).or_default();
        put(&mut parent.children, department.position, id);
    }

    pub(crate) fn remove_department(&mut self, id: DepartmentId) {
        let node = self.nodes.remove(&id);
        let Some(department) = node.and_then(|node| node.department) else {
            return;
        };
        self.bytes -= department_bytes(&department);
        if let Some(parent) = self.nodes.get_mut(&department.parent) {
            drop_from(&mut parent.children, department.position);
        }
    }

    pub(crate) fn set_user(&mut self, user: &IndustryUser) {
        self.remove_user(&user.userid);
        let id = &user.userid;
        for place in &user.places {
            let node = self.nodes.entry(place.department).or_default();
            put(&mut node.members, place.position, id.clone());
            for code in &place.roles {
                let row = match node.with_role.get_mut(code.as_str()) {
                    Some(row) => row,
                    None => node.with_role.entry(code.as_str().into()).or_default(),
                };
                put(row, place.position, id.clone());
            }
        }
        self.bytes += user_bytes(user);
        self.users.insert(id.clone(), Arc::new(user.clone()));
    }

    pub(crate) fn remove_user(&mut self, id: &UserId) {
        let Some(user) = self.users.remove(id) else {
            return;
        };
        self.bytes -= user_bytes(&user);
        for place in &user.places {
            let Some(node) = self.nodes.get_mut(&place.department) else {
                continue;
            };
            drop_from(&mut node.members, place.position);
            for code in &place.roles {
                if let Some(row) = node.with_role.get_mut(code.as_str()) {
                    drop_from(row, place.position);
                }
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

    /// Levels from a department down, itself counted, whether it is there or not.
    pub(crate) fn height(&self, id: DepartmentId) -> usize {
        let mut levels = 1;
        let mut level = vec![id];
        loop {
            let nodes = level.iter().filter_map(|id| self.nodes.get(id));
            level = nodes
                .flat_map(|node| node.children.iter().map(|(_, id)| *id))
                .collect();
            if level.is_empty() {
                return levels;
            }
            levels += 1;
        }
    }

    /// Whether the tree leads from where things stand to the things and back.
    pub(crate) fn is_consistent(&self) -> bool {
        let stands = |(id, node): (&DepartmentId, &Node)| {
            let children = node.children.iter().all(|(position, child)| {
                let child = self.department(*child);
                child.is_some_and(|child| child.parent == *id && child.position == *position)
            });
            let stands = |(position, userid): &(u64, UserId), role: Option<&str>| {
                let places = self.users.get(userid).map(|user| &user.places);
                places.into_iter().flatten().any(|place| {
                    (place.department, place.position) == (*id, *position)
                        && role.is_none_or(|role| place.roles.iter().any(|code| code == role))
                })
            };
            children
                && node.members.iter().all(|member| stands(member, None))
                && node.with_role.iter().all(|(role, row)| {
                    let mut row = row.iter();
                    row.all(|member| stands(member, Some(role)))
                })
        };
        let rows = |count: fn(&Node) -> usize| self.nodes.values().map(count).sum::<usize>();
        let places = || self.users.values().flat_map(|user| &user.places);
        self.nodes.iter().all(stands)
            && rows(|node| node.children.len()) == self.departments().count()
            && rows(|node| node.members.len()) == places().count()
            && rows(|node| node.with_role.values().map(Vector::len).sum())
                == places().map(|place| place.roles.len()).sum::<usize>()
    }
}
