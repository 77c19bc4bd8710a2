//! Departments as a viewer browses them.

use super::reason::{Reason, Trace};
use super::rows::{Openness, Seen};
use super::setting::Whom;
use super::viewer::Viewer;
use super::{Setting, Surface};
use crate::index::row_set::{RowSet, Union};
use crate::org::Node;
use crate::user::UserRef;
use crate::{Department, DepartmentId, UserId};

/// A department below another, as a viewer sees it.
#[derive(Clone, Copy, Debug)]
pub struct Branch<'a> {
    /// The department.
    pub department: &'a Department,
    /// People listed in it or below it, each once.
    pub member_count: u64,
}

/// Somebody in a department.
#[derive(Clone)]
pub struct Listed<'a> {
    /// The person.
    pub user: UserRef<'a>,
    /// Whether the person manages the department.
    pub leader: bool,
}

/// A department's page.
pub struct DepartmentPage<'a> {
    /// The department.
    pub department: &'a Department,
    /// The nearest department above that the viewer sees; none above the root.
    pub parent: Option<DepartmentId>,
    /// From the root to the department itself, as far as the viewer sees them.
    pub path: Vec<&'a Department>,
    /// People listed in it or below it, each once.
    pub member_count: u64,
    /// Departments directly below it in the viewer's tree.
    pub branches: Vec<Branch<'a>>,
    /// Its people: managers first, then in the department's order; at the root then those who are in no department that the
    /// viewer sees.
    pub members: Vec<Listed<'a>>,
    /// Where the next page begins, when there is one.
    pub next: Option<PageMark>,
}

/// In which part of a department's people a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Its managers.
    Managers,
    /// Everybody else in it.
    Members,
    /// Those who are in no department that the viewer sees.
    Elsewhere,
}

/// After whom a page of a department's people begins. Somebody who left meanwhile is found again by his place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageMark {
    /// The part.
    pub section: Section,
    /// How many of the part came before, the person included.
    pub index: usize,
    /// The last person of the page before.
    pub userid: UserId,
}

impl<'a> Viewer<'a> {
    /// Whether a department is seen while browsing. The root always is: it stands for the organization.
    pub fn sees_department(&self, id: DepartmentId) -> bool {
        let lineage = self.org.departments_above(id);
        id == DepartmentId::ROOT
            || (!lineage.is_empty() && self.passes_department(&lineage, Surface::Tree))
    }

    /// A department that is seen while browsing.
    pub fn department(&self, id: DepartmentId) -> Option<&'a Department> {
        let node = self.org.departments.get(&id)?;
        self.sees_department(id).then_some(&*node.department)
    }

    /// Whether a department is found.
    pub fn finds_department(&self, id: DepartmentId) -> bool {
        let lineage = self.org.departments_above(id);
        !lineage.is_empty()
            && self.sees_department(id)
            && self.passes_department(&lineage, Surface::Search)
    }

    /// From the root to a department, as far as the viewer sees them.
    pub fn path(&self, id: DepartmentId) -> Vec<&'a Department> {
        let lineage = self.org.departments_above(id);
        let mut path: Vec<&Department> = (0..lineage.len())
            .filter(|at| {
                lineage[*at].id == DepartmentId::ROOT
                    || self.passes_department(&lineage[*at..], Surface::Tree)
            })
            .map(|at| lineage[at])
            .collect();
        path.reverse();
        path
    }

    /// One page of a department; `None` when there is none that the viewer sees.
    pub fn department_page(
        &self,
        id: DepartmentId,
        after: Option<&PageMark>,
        size: usize,
    ) -> Option<DepartmentPage<'a>> {
        let node = self.org.departments.get(&id)?;
        if !self.sees_department(id) {
            return None;
        }
        let unseen = self.unseen_by_name();
        let openness = self.openness(Surface::Tree, Whom::Departments);
        let path = self.path(id);
        let branches = self.branches(id);
        // Where people may be seen without their departments, the root also lists those who are in no department that is seen.
        let lists_all = id == DepartmentId::ROOT && self.lists_elsewhere();
        let all = lists_all.then(|| self.seen(Surface::Tree));
        let (members, next) = self.page_members(node, &branches, all.as_ref(), after, size);
        let member_count = match &all {
            Some(seen) => seen.len_within(self.org.people.everybody()),
            None => self.count(id, &openness, &unseen),
        };
        let branches = branches.into_iter().map(|department| Branch {
            department,
            member_count: self.count(department.id, &openness, &unseen),
        });
        Some(DepartmentPage {
            department: &node.department,
            parent: path.iter().rev().nth(1).map(|above| above.id),
            member_count,
            branches: branches.collect(),
            path,
            members,
            next,
        })
    }

    /// Those whom a setting hides by name or role although they are in a department that may be seen.
    fn unseen_by_name(&self) -> RowSet {
        let mut unseen = self.hidden_by_name(Surface::Tree);
        for id in self.managed_departments() {
            if let Some(node) = self.org.departments.get(&id) {
                unseen = unseen.without(&node.subtree);
            }
        }
        unseen.remove(self.me.row);
        unseen
    }

    /// People listed in a department that is seen, or below it. Whoever is in a department that is seen is seen as well,
    /// unless hidden by name: the department is neither hidden nor out of range.
    fn count(&self, id: DepartmentId, openness: &Openness<'_, 'a>, unseen_by_name: &RowSet) -> u64 {
        let open = openness.listed(id);
        open.len() - open.len_within(unseen_by_name)
    }

    /// Whether the viewer may see people none of whose departments he sees: his view is restricted, or a department is left out
    /// without its people.
    fn lists_elsewhere(&self) -> bool {
        let leaves_out = |setting: &Setting| {
            setting.hides_below(Surface::Tree, Whom::Departments)
                && !setting.hides_below(Surface::Tree, Whom::People)
                && !setting.objects.departments.is_empty()
        };
        !self.rules(Surface::Tree).is_empty()
            || self.org.settings.all().any(|setting| leaves_out(setting))
    }

    /// The departments directly below one in the viewer's tree.
    pub(super) fn branches(&self, id: DepartmentId) -> Vec<&'a Department> {
        let mut found = Vec::new();
        if let Some(node) = self.org.departments.get(&id) {
            for child in &node.children {
                self.collect(*child, &mut found);
            }
        }
        found
    }

    /// Adds a department, or those below it that the viewer sees although he does not see it.
    fn collect(&self, id: DepartmentId, found: &mut Vec<&'a Department>) {
        let lineage = self.org.departments_above(id);
        if self.passes_department(&lineage, Surface::Tree) {
            found.push(lineage[0]);
            return;
        }
        let mut candidates: Vec<Vec<&Department>> = self
            .reappearing(&lineage)
            .into_iter()
            .map(|id| self.org.departments_above(id))
            .filter(|below| below.iter().skip(1).any(|above| above.id == id))
            .collect();
        candidates.sort_by_key(|below| (below[0].order, below[0].id));
        candidates.dedup_by_key(|below| below[0].id);
        let ids: Vec<DepartmentId> = candidates.iter().map(|below| below[0].id).collect();
        for below in candidates {
            let between = below.iter().skip(1).take_while(|above| above.id != id);
            if !between.into_iter().any(|above| ids.contains(&above.id)) {
                self.collect(below[0].id, found);
            }
        }
    }

    /// Where the viewer may see again, below a department that he does not see.
    fn reappearing(&self, lineage: &[&'a Department]) -> Vec<DepartmentId> {
        let mut ids = self.managed_departments();
        let mut trace = Trace::whole();
        if self.hides_department(lineage, Surface::Tree, Whom::Departments, &mut trace) {
            let by_console = |reason: &Reason<'_>| matches!(reason, Reason::ConsoleHides(_));
            if self.org.info.nearest_setting_wins && trace.refusing.iter().all(by_console) {
                ids.extend(self.org.settings.hidden_departments());
            }
            return ids;
        }
        let missed = self.rules(Surface::Tree).iter().find(|rule| {
            let mut above = lineage.iter();
            !above.any(|above| rule.departments.contains(&above.id))
        });
        ids.extend(missed.into_iter().flat_map(|rule| &rule.departments));
        ids
    }

    fn page_members(
        &self,
        node: &'a Node,
        branches: &[&Department],
        all: Option<&Seen>,
        after: Option<&PageMark>,
        size: usize,
    ) -> (Vec<Listed<'a>>, Option<PageMark>) {
        let id = node.department.id;
        let root = [&*node.department];
        let lists_own = id != DepartmentId::ROOT || self.passes_department(&root, Surface::Tree);
        let managers = if lists_own {
            self.managers(node)
        } else {
            Vec::new()
        };
        let begins = |section, len| self.begin(node, &managers, after, section, len);
        let mut rows: Vec<(Section, usize, u32)> = Vec::with_capacity(size + 1);
        let mut take = |section, index, row| {
            if self.sees_row(row, Surface::Tree) {
                rows.push((section, index, row));
            }
            rows.len() > size
        };
        let from = begins(Section::Managers, managers.len());
        let full = (managers.iter().enumerate().skip(from))
            .any(|(index, row)| take(Section::Managers, index, *row));
        let len = if lists_own { node.members.len() } else { 0 };
        let from = begins(Section::Members, len);
        let members = node.members.iter_from(from).take(len.saturating_sub(from));
        let full = full
            || members.enumerate().any(|(index, row)| {
                !managers.contains(&row) && take(Section::Members, from + index, row)
            });
        if let Some(seen) = all.filter(|_| !full) {
            let elsewhere = self.elsewhere(node, branches, lists_own, seen);
            let mark = after.filter(|mark| mark.section == Section::Elsewhere);
            let from = mark.map_or(0, |mark| {
                let userid = |row: &u32| self.org.people.userid(*row);
                elsewhere.partition_point(|row| userid(row) <= mark.userid.as_str())
            });
            let _ = (elsewhere.iter().enumerate().skip(from))
                .any(|(index, row)| take(Section::Elsewhere, index, *row));
        }
        let has_more = rows.len() > size;
        rows.truncate(size);
        let next = rows
            .last()
            .filter(|_| has_more)
            .map(|(section, index, row)| PageMark {
                section: *section,
                index: index + 1,
                userid: UserId::new(self.org.people.userid(*row)),
            });
        let listed = rows.into_iter().map(|(section, _, row)| Listed {
            user: self.org.people.get(row),
            leader: section == Section::Managers,
        });
        (listed.collect(), next)
    }

    /// The managers of a department in the order of its members.
    fn managers(&self, node: &Node) -> Vec<u32> {
        let ids = node.department.managers.iter();
        let rows = ids.filter_map(|id| self.org.people.row(id.as_str()));
        let mut placed: Vec<(usize, u32)> = rows
            .filter_map(|row| Some((self.place(node, row)?, row)))
            .collect();
        placed.sort_unstable();
        placed.into_iter().map(|(_, row)| row).collect()
    }

    /// Where somebody stands among the members of a department.
    fn place(&self, node: &Node, row: u32) -> Option<usize> {
        let position = self.org.position(node, row, node.department.id);
        (node.members.get(position) == Some(row)).then_some(position)
    }

    /// From which place of a section on a page begins.
    fn begin(
        &self,
        node: &Node,
        managers: &[u32],
        after: Option<&PageMark>,
        section: Section,
        len: usize,
    ) -> usize {
        let Some(mark) = after else { return 0 };
        if section != mark.section {
            return if section < mark.section { len } else { 0 };
        }
        let row = self.org.people.row(mark.userid.as_str());
        let place = row.and_then(|row| match section {
            Section::Managers => managers.iter().position(|other| *other == row),
            _ => self.place(node, row),
        });
        place.map_or(mark.index, |place| place + 1).min(len)
    }

    /// Those whom the viewer sees and who are in no department that he sees, by userid.
    fn elsewhere(
        &self,
        root: &Node,
        branches: &[&Department],
        lists_own: bool,
        seen: &Seen,
    ) -> Vec<u32> {
        let openness = self.openness(Surface::Tree, Whom::Departments);
        let mut listed = Union::default();
        for branch in branches {
            listed.add(&openness.listed(branch.id));
        }
        if lists_own {
            root.members.iter().for_each(|row| listed.insert(row));
        }
        let seen = match seen {
            Seen::Everybody => self.org.people.everybody(),
            Seen::Rows(rows) => rows,
        };
        let mut rows: Vec<u32> = seen.without(&listed.finish()).iter().collect();
        rows.sort_unstable_by_key(|row| self.org.people.userid(*row));
        rows
    }
}
