//! Departments by their paths, as they are before a file is carried out.

use super::cells::{DEPARTMENTS, LEADER_OF};
use super::plan::{Kind, Row};
use org::{DepartmentId, View};
use std::collections::{BTreeSet, HashMap};

/// Finds departments by path and remembers what stands below each that was looked at.
pub(super) struct Tree<'v> {
    view: View<'v>,
    /// Where paths begin: the root, which a path need not name, or what the caller administers.
    top: Vec<DepartmentId>,
    below: HashMap<DepartmentId, HashMap<&'v str, DepartmentId>>,
}

impl<'v> Tree<'v> {
    pub(super) fn new(view: &View<'v>) -> Self {
        Self {
            view: *view,
            top: view.top_departments(),
            below: HashMap::new(),
        }
    }

    fn is_whole(&self) -> bool {
        self.top == [DepartmentId::ROOT]
    }

    /// The parts of a path; the root's own name is left out.
    pub(super) fn parts<'t>(&self, path: &'t str) -> Vec<&'t str> {
        let mut parts = path.split('/').peekable();
        if self.is_whole() {
            let root = self.view.department(DepartmentId::ROOT);
            parts.next_if(|first| root.is_ok_and(|root| root.name == *first));
        }
        parts.collect()
    }

    /// The department of a path's parts.
    pub(super) fn find(&mut self, parts: &[&str]) -> Option<DepartmentId> {
        let mut parts = parts.iter();
        let mut at = if self.is_whole() {
            DepartmentId::ROOT
        } else {
            let first = parts.next()?;
            let view = self.view;
            let named = |id: &DepartmentId| view.department(*id).is_ok_and(|it| it.name == **first);
            self.top.iter().copied().find(named)?
        };
        for name in parts {
            at = *self.below(at).get(name)?;
        }
        Some(at)
    }

    fn below(&mut self, id: DepartmentId) -> &HashMap<&'v str, DepartmentId> {
        let view = self.view;
        self.below.entry(id).or_insert_with(|| {
            let mut names = HashMap::new();
            for child in view.children(id).into_iter().flatten() {
                names.entry(child.name.as_str()).or_insert(child.id);
            }
            names
        })
    }
}

/// Paths of departments that rows name and that are not there yet, with those above them.
pub(super) fn missing<'r>(view: &View<'_>, rows: impl Iterator<Item = &'r Row>) -> Vec<String> {
    let wanted = rows.filter(|row| !matches!(row.kind, Kind::Wrong | Kind::Left));
    let wanted = wanted.flat_map(|row| &row.changes);
    let wanted = wanted.filter(|change| matches!(change.field.as_str(), DEPARTMENTS | LEADER_OF));
    let paths = wanted.flat_map(|change| change.to.split(';'));
    let paths: BTreeSet<&str> = paths.filter(|path| !path.is_empty()).collect();
    let mut tree = Tree::new(view);
    let mut missing = BTreeSet::new();
    for path in paths {
        let parts = tree.parts(path);
        for end in (1..=parts.len()).rev() {
            // What is above one that is there, is there.
            if tree.find(&parts[..end]).is_some() {
                break;
            }
            missing.insert(parts[..end].join("/"));
        }
    }
    missing.into_iter().collect()
}
