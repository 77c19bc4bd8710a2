//! How departments come, change and go in the value.

use super::{Node, Org};
use crate::index::row_set::RowSet;
use crate::{Department, DepartmentId};
use imbl::Vector;
use std::cmp::Ordering;
use std::sync::Arc;

impl Org {
    pub(super) fn add_department(&mut self, department: &Department) {
        let node = Node {
            department: Arc::new(department.clone()),
            children: Vector::new(),
            members: Default::default(),
            subtree: RowSet::default(),
        };
        self.departments.insert(department.id, Arc::new(node));
        self.enter_parent(department);
        self.enter_mentions(department);
    }

    pub(super) fn replace_department(&mut self, department: &Department) {
        let Some(node) = self.departments.get(&department.id) else {
            return;
        };
        let (old, subtree) = (node.department.clone(), node.subtree.clone());
        self.leave_mentions(&old);
        let place_changed = (old.parent, old.order) != (department.parent, department.order);
        if place_changed {
            self.leave_parent(&old);
        }
        if let Some(node) = self.departments.get_mut(&department.id) {
            Arc::make_mut(node).department = Arc::new(department.clone());
        }
        if place_changed {
            self.enter_parent(department);
        }
        if old.parent != department.parent {
            self.move_subtree(&old, department, &subtree);
        }
        self.enter_mentions(department);
    }

    pub(super) fn remove_department(&mut self, id: DepartmentId) {
        let Some(node) = self.departments.get(&id) else {
            return;
        };
        let department = node.department.clone();
        self.leave_mentions(&department);
        self.leave_parent(&department);
        self.departments.remove(&id);
    }

    fn child_position(&self, parent: &Node, department: &Department) -> Result<usize, usize> {
        let own = (department.order, department.id);
        parent
            .children
            .binary_search_by(|id| match self.departments.get(id) {
                Some(child) => (child.department.order, child.department.id).cmp(&own),
                None => Ordering::Greater,
            })
    }

    pub(crate) fn enter_parent(&mut self, department: &Department) {
        let Some(parent_id) = department.parent else {
            return;
        };
        let Some(parent) = self.departments.get(&parent_id) else {
            return;
        };
        let position = self
            .child_position(parent, department)
            .unwrap_or_else(|position| position);
        if let Some(parent) = self.departments.get_mut(&parent_id) {
            Arc::make_mut(parent)
                .children
                .insert(position, department.id);
        }
    }

    fn leave_parent(&mut self, department: &Department) {
        let Some(parent_id) = department.parent else {
            return;
        };
        let Some(parent) = self.departments.get(&parent_id) else {
            return;
        };
        let Ok(position) = self.child_position(parent, department) else {
            return;
        };
        if let Some(parent) = self.departments.get_mut(&parent_id) {
            Arc::make_mut(parent).children.remove(position);
        }
    }

    fn enter_mentions(&mut self, department: &Department) {
        for mention in department.mentions() {
            self.mentions.insert((mention, department.id));
        }
        self.roles.enter_department(department);
        self.settings.enter_department(department);
        self.partners.enter_department(department);
    }

    fn leave_mentions(&mut self, department: &Department) {
        for mention in department.mentions() {
            self.mentions.remove(&(mention, department.id));
        }
        self.roles.leave_department(department);
        self.settings.leave_department(department);
        self.partners.leave_department(department);
    }
}
