//! Everybody whom a viewer sees on a surface, as one set.

use super::reason::Trace;
use super::viewer::{ViewRule, Viewer};
use super::{Effect, Named, Selection, Surface};
use crate::index::row_set::RowSet;
use crate::org::Org;
use crate::{Department, DepartmentId};
use std::collections::BTreeMap;

/// Whom somebody sees.
#[derive(Clone, Debug)]
pub(crate) enum Seen {
    /// Everybody.
    Everybody,
    /// These.
    Rows(RowSet),
}

impl Seen {
    pub(crate) fn contains(&self, row: u32) -> bool {
        match self {
            Self::Everybody => true,
            Self::Rows(rows) => rows.contains(row),
        }
    }

    /// How many of the rows are seen.
    pub(crate) fn len_within(&self, rows: &RowSet) -> u64 {
        match self {
            Self::Everybody => rows.len(),
            Self::Rows(seen) => rows.len_within(seen),
        }
    }
}

/// The departments that are hidden from a viewer on a surface, with everything below them.
pub(super) struct HiddenDepartments<'v, 'a> {
    viewer: &'v Viewer<'a>,
    surface: Surface,
    known: BTreeMap<DepartmentId, bool>,
}

impl<'v, 'a> HiddenDepartments<'v, 'a> {
    pub(super) fn new(viewer: &'v Viewer<'a>, surface: Surface) -> Self {
        Self {
            viewer,
            surface,
            known: BTreeMap::new(),
        }
    }

    pub(super) fn hides(&mut self, id: DepartmentId) -> bool {
        *self.known.entry(id).or_insert_with(|| {
            let lineage = self.viewer.org.departments_above(id);
            let trace = &mut Trace::default();
            self.viewer.hides_department(&lineage, self.surface, trace)
        })
    }
}

impl<'a> Viewer<'a> {
    /// Everybody who is seen on a surface; what [`Viewer::sees`] says of each.
    pub(crate) fn seen(&self, surface: Surface) -> Seen {
        match self.seen_others(surface) {
            Seen::Everybody => Seen::Everybody,
            Seen::Rows(mut rows) => {
                rows.insert(self.me.row);
                Seen::Rows(rows)
            }
        }
    }

    /// The same, with the viewer himself as if he were somebody else like him.
    pub(super) fn seen_others(&self, surface: Surface) -> Seen {
        let rules = self.rules(surface);
        let mut hidden = self.hidden_by_name(surface);
        hidden.union_with(&self.hidden_by_department(surface));
        if rules.is_empty() && hidden.len() == 0 {
            return Seen::Everybody;
        }
        let mut seen = match rules {
            [] => self.org.people.everybody().clone(),
            [first, others @ ..] => others.iter().fold(self.in_range(first), |rows, rule| {
                rows.within(&self.in_range(rule))
            }),
        };
        seen = seen.without(&hidden);
        for id in self.managed_departments() {
            if let Some(node) = self.org.departments.get(&id) {
                seen.union_with(&node.subtree);
            }
        }
        Seen::Rows(seen)
    }

    fn in_range(&self, rule: &ViewRule<'_>) -> RowSet {
        let users = rule.users.iter();
        let users = users.filter_map(|id| self.org.people.row(id.as_str()));
        let holders = rule.roles.iter().flat_map(|role| self.org.role_rows(*role));
        let mut rows: RowSet = users.chain(holders).collect();
        for id in &rule.departments {
            if let Some(node) = self.org.departments.get(id) {
                rows.union_with(&node.subtree);
            }
        }
        rows
    }

    /// Step 5 (a).
    fn hidden_by_name(&self, surface: Surface) -> RowSet {
        let mut rows = RowSet::default();
        for setting in self.org.settings.all() {
            let objects = &setting.objects;
            if (objects.users.is_empty() && objects.roles.is_empty())
                || !matches!(setting.effect, Effect::Hide { .. })
                || !setting.acts(surface)
                || self.me.matches(self.org, &setting.excluded)
            {
                continue;
            }
            let named = objects
                .named()
                .filter(|named| !matches!(named, Named::Department(_)));
            for named in named {
                rows.union_with(&self.org.rows_of(&named));
            }
        }
        rows
    }

    /// Step 5 (b): those all of whose departments are hidden.
    fn hidden_by_department(&self, surface: Surface) -> RowSet {
        let (hiding, letting_in) = self.deciding_departments(surface);
        let subtree = |department: &&Department| {
            let node = self.org.departments.get(&department.id);
            node.map(|node| node.subtree.clone()).unwrap_or_default()
        };
        let mut hidden = RowSet::default();
        for rows in hiding.iter().map(subtree) {
            hidden.union_with(&rows);
        }
        if hidden.len() == 0 {
            return hidden;
        }
        // Somebody in several departments may be in an open one besides; and below a hidden one may lie an open one.
        let mut doubtful = self.org.people.several().clone();
        for rows in letting_in.iter().map(subtree) {
            doubtful.union_with(&rows);
        }
        let mut departments = HiddenDepartments::new(self, surface);
        let open = hidden.within(&doubtful);
        let open: RowSet = open
            .iter()
            .filter(|row| {
                let user = self.org.people.get(*row);
                let mut places = user.departments();
                places.any(|place| !departments.hides(place.department))
            })
            .collect();
        hidden.without(&open)
    }

    /// Departments that are hidden from the viewer by a setting of their own, and those that let him in although a department above
    /// them does not.
    pub(super) fn deciding_departments(
        &self,
        surface: Surface,
    ) -> (Vec<&'a Department>, Vec<&'a Department>) {
        let settings = self.org.settings.all().filter(|setting| {
            matches!(setting.effect, Effect::Hide { .. })
                && setting.acts(surface)
                && !setting.objects.departments.is_empty()
                && !self.me.matches(self.org, &setting.excluded)
        });
        let find = |id: DepartmentId| {
            let node = self.org.departments.get(&id);
            node.map(|node| &*node.department)
        };
        let mut hiding: Vec<&Department> = settings
            .flat_map(|setting| &setting.objects.departments)
            .filter(|id| !self.me.is_in(&[**id]))
            .filter_map(|id| find(*id))
            .collect();
        let mut letting_in = Vec::new();
        let nearest_wins = self.org.info.nearest_setting_wins;
        for department in self.org.settings.hidden_departments().filter_map(find) {
            if !self.is_permitted(department) {
                hiding.push(department);
            } else if nearest_wins {
                letting_in.push(department);
            }
        }
        (hiding, letting_in)
    }

    /// Those whose attribute is withheld by settings; a hidden number is not looked at.
    pub(crate) fn rows_without(&self, attribute: &str) -> RowSet {
        let mut rows = self.others_without(attribute);
        rows.remove(self.me.row);
        rows
    }

    /// The same, with the viewer himself as if he were somebody else like him.
    pub(super) fn others_without(&self, attribute: &str) -> RowSet {
        let mut rows = RowSet::default();
        for setting in self.hiding_attribute(attribute) {
            rows.union_with(&self.org.selected_rows(&setting.objects));
        }
        rows
    }
}

impl Org {
    /// Everybody for whom a name stands.
    pub(crate) fn rows_of(&self, named: &Named) -> RowSet {
        match named {
            Named::User(id) => self.people.row(id.as_str()).into_iter().collect(),
            Named::Department(id) => {
                let node = self.departments.get(id);
                node.map(|node| node.subtree.clone()).unwrap_or_default()
            }
            Named::Role(id) => self.role_rows(*id).into_iter().collect(),
        }
    }

    /// Everybody for whom a selection stands.
    pub(crate) fn selected_rows(&self, selection: &Selection) -> RowSet {
        let mut rows = RowSet::default();
        for named in selection.named() {
            rows.union_with(&self.rows_of(&named));
        }
        rows
    }
}
