//! Everybody whom a viewer sees on a surface, as one set.

use super::member::Member;
use super::reason::Trace;
use super::seen_cache::{Deciding, Listing, Looks};
use super::setting::Whom;
use super::viewer::{ViewRule, Viewer};
use super::{Selection, Setting, Surface};
use crate::DepartmentId;
use crate::index::row_set::{RowSet, Union};
use crate::org::Org;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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

/// Which departments are hidden from a viewer on a surface.
pub(super) struct Openness<'v, 'a> {
    viewer: &'v Viewer<'a>,
    /// Departments that decide for anybody, and all above them. Below any other everything is as it is there.
    ways: &'a BTreeSet<DepartmentId>,
    /// Departments that the viewer manages, where that decides as well.
    managed: Vec<DepartmentId>,
    /// These, and all above them.
    managed_ways: BTreeSet<DepartmentId>,
    deciding: Deciding,
    /// What was found out of single departments.
    known: BTreeMap<DepartmentId, bool>,
}

/// What decides about a department: what it says itself, and what those above it say.
#[derive(Clone, Copy, Default)]
struct Standing {
    /// A setting of an app, or a rule about a guest, hides it.
    by_settings: bool,
    /// The console hides it.
    by_console: bool,
    /// The viewer manages it.
    managed: bool,
}

/// Up to so many people of a range are looked at one by one, whoever else is hidden. Fewer in tests, which have few people.
const RANGE_ONE_BY_ONE_MAX: u64 = if cfg!(test) { 2 } else { 64 };
/// From which part of everybody on a department is a large one, of which there are few. All are in tests.
const LARGE_PART: u64 = if cfg!(test) { u64::MAX } else { 64 };
/// From which part of everybody on looking at people one by one costs more than putting departments together.
const ONE_BY_ONE_PART: u64 = 64;

impl Standing {
    fn is_open(self) -> bool {
        self.managed || !(self.by_settings || self.by_console)
    }
}

impl Openness<'_, '_> {
    fn is_way(&self, id: DepartmentId) -> bool {
        self.ways.contains(&id) || self.managed_ways.contains(&id)
    }

    /// How a department stands below one that stands so.
    fn below(&self, above: Standing, id: DepartmentId) -> Standing {
        let is_in = |ids: &[DepartmentId]| ids.binary_search(&id).is_ok();
        let deciding = &self.deciding;
        Standing {
            by_settings: above.by_settings || is_in(&deciding.by_settings),
            by_console: is_in(&deciding.by_console)
                || (above.by_console && !is_in(&deciding.letting_in)),
            managed: above.managed || self.managed.contains(&id),
        }
    }

    fn standing(&self, id: DepartmentId) -> Standing {
        let from_root = self.viewer.org.lineage(id).into_iter().rev();
        from_root.fold(Standing::default(), |above, id| self.below(above, id))
    }

    fn is_open(&self, id: DepartmentId) -> bool {
        self.standing(id).is_open()
    }

    /// Those all of whose departments are hidden: step 5 (b).
    fn find_hidden(&mut self) -> RowSet {
        let everybody = self.viewer.org.people.everybody();
        let doubtful = self.doubtful();
        if doubtful.len() < everybody.len() / ONE_BY_ONE_PART {
            self.hidden_among(&doubtful)
        } else {
            doubtful.without(&self.rows(DepartmentId::ROOT))
        }
    }

    /// Everybody in or below a department that is hidden by a setting of its own.
    pub(super) fn doubtful(&self) -> RowSet {
        let mut rows = Union::default();
        for id in self.deciding.hiding() {
            if let Some(node) = self.viewer.org.departments.get(&id) {
                rows.add(&node.subtree);
            }
        }
        rows.finish()
    }

    /// Those of some people all of whose departments are hidden, looked at one by one.
    pub(super) fn hidden_among(&mut self, rows: &RowSet) -> RowSet {
        let people = &self.viewer.org.people;
        let mut hidden = Union::default();
        for row in rows.iter() {
            let mut places = people.get(row).departments();
            if !places.any(|place| self.is_known_open(place.department)) {
                hidden.insert(row);
            }
        }
        hidden.finish()
    }

    fn is_known_open(&mut self, id: DepartmentId) -> bool {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let open = self.is_open(id);
        self.known.insert(id, open);
        open
    }

    /// The same as [`Openness::rows`]; of large departments it is found out once for viewers who are alike.
    pub(super) fn listed(&self, below: DepartmentId) -> RowSet {
        let org = self.viewer.org;
        let everybody = org.people.everybody();
        let node = org.departments.get(&below);
        if node.is_none_or(|node| node.subtree.len() < everybody.len() / LARGE_PART) {
            return self.rows(below);
        }
        let listing = Listing {
            below,
            deciding: self.deciding.clone(),
            managed: self.managed.clone(),
        };
        let refresh = |rows: &mut RowSet, row| {
            let is_listed = everybody.contains(row) && {
                let mut places = org.people.get(row).departments();
                places.any(|place| {
                    org.lineage(place.department).contains(&below) && self.is_open(place.department)
                })
            };
            match is_listed {
                true => rows.insert(row),
                false => rows.remove(row),
            };
        };
        let kept = &org.seen_people.listed;
        kept.of(listing, |_| self.rows(below), refresh)
    }

    /// Whoever is in an open department of those in and below one. Everybody else of them is hidden by step 5 (b).
    pub(super) fn rows(&self, below: DepartmentId) -> RowSet {
        let departments = &self.viewer.org.departments;
        let mut rows = Union::default();
        let mut waiting = vec![(below, self.standing(below))];
        while let Some((id, standing)) = waiting.pop() {
            let Some(node) = departments.get(&id) else {
                continue;
            };
            let open = standing.is_open();
            if !self.is_way(id) {
                return if open {
                    node.subtree.clone()
                } else {
                    RowSet::default()
                };
            }
            if open {
                node.members.iter().for_each(|row| rows.insert(row));
            }
            for child in &node.children {
                if self.is_way(*child) {
                    waiting.push((*child, self.below(standing, *child)));
                } else if let Some(child) = departments.get(child).filter(|_| open) {
                    rows.add(&child.subtree);
                }
            }
        }
        rows.finish()
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
        let everybody = self.org.people.everybody();
        let find = |looks: &Looks| self.find_seen(surface, looks);
        let refresh = |rows: &mut RowSet, row| {
            let is_there = everybody.contains(row);
            match is_there && self.admits(&Member::of(self.org, row), surface) {
                true => rows.insert(row),
                false => rows.remove(row),
            };
        };
        let kept = &self.org.seen_people.seen;
        let rows = kept.of(self.looks(surface), find, refresh);
        if rows.len() == everybody.len() {
            return Seen::Everybody;
        }
        Seen::Rows(rows)
    }

    /// All that decides whom the viewer sees.
    fn looks(&self, surface: Surface) -> Looks {
        let ranges = self.rules(surface).iter().map(|rule| Selection {
            users: rule.users.to_vec(),
            departments: rule.departments.clone(),
            roles: rule.roles.to_vec(),
        });
        Looks {
            deciding: self.deciding(surface, Whom::People),
            by_name: self.hiding_by_name(surface).map(|one| one.id).collect(),
            ranges: ranges.collect(),
            managed: self.managed_departments(),
        }
    }

    fn find_seen(&self, surface: Surface, looks: &Looks) -> RowSet {
        let mut seen = match self.rules(surface) {
            [] => self.org.people.everybody().clone(),
            [first, others @ ..] => others.iter().fold(self.in_range(first), |rows, rule| {
                rows.within(&self.in_range(rule))
            }),
        };
        if seen.len() <= RANGE_ONE_BY_ONE_MAX {
            let member = |row| Member::of(self.org, row);
            let rows = seen.iter();
            let rows =
                rows.filter(|row| !self.hides(&member(*row), surface, &mut Trace::default()));
            seen = rows.collect();
        } else {
            let hidden = self.hidden_with_departments(surface, &looks.deciding);
            seen = seen.without(&hidden).without(&self.hidden_by_name(surface));
        }
        for id in &looks.managed {
            if let Some(node) = self.org.departments.get(id) {
                seen.union_with(&node.subtree);
            }
        }
        seen
    }

    /// Those all of whose departments are hidden: step 5 (b).
    fn hidden_with_departments(&self, surface: Surface, deciding: &Deciding) -> RowSet {
        let find = |deciding: &Deciding| {
            let deciding = deciding.clone();
            let mut openness = self.openness_of(Whom::People, deciding);
            openness.find_hidden()
        };
        let everybody = self.org.people.everybody();
        let refresh = |rows: &mut RowSet, row| {
            let is_hidden = everybody.contains(row) && {
                let member = Member::of(self.org, row);
                let lineages = member.lineages();
                let trace = &mut Trace::default();
                let mut all = lineages.iter();
                !lineages.is_empty()
                    && all.all(|one| self.hides_department(one, surface, Whom::People, trace))
            };
            match is_hidden {
                true => rows.insert(row),
                false => rows.remove(row),
            };
        };
        let kept = &self.org.seen_people.hidden;
        kept.of(deciding.clone(), find, refresh)
    }

    fn in_range(&self, rule: &ViewRule<'_>) -> RowSet {
        let users = rule.users.iter();
        let users = users.filter_map(|id| self.org.people.row(id.as_str()));
        let holders = rule.roles.iter().flat_map(|role| self.org.role_rows(*role));
        let mut rows = Union::default();
        users.chain(holders).for_each(|row| rows.insert(row));
        for id in &rule.departments {
            if let Some(node) = self.org.departments.get(id) {
                rows.add(&node.subtree);
            }
        }
        rows.finish()
    }

    /// Step 5 (a).
    pub(super) fn hidden_by_name(&self, surface: Surface) -> RowSet {
        let settings = self.hiding_by_name(surface).map(|setting| setting.id);
        self.org.named_people(settings.collect())
    }

    /// The settings that hide people by name or role from the viewer.
    fn hiding_by_name(&self, surface: Surface) -> impl Iterator<Item = &'a Arc<Setting>> {
        self.org.settings.all().filter(move |setting| {
            let objects = &setting.objects;
            !(objects.users.is_empty() && objects.roles.is_empty())
                && setting.hides(surface)
                && !self.me.matches(self.org, &setting.excluded)
        })
    }

    /// What is needed to tell hidden departments from open ones, a subtree at a time. As a department one that the viewer manages
    /// is open; whose people he manages is told otherwise.
    pub(super) fn openness(&self, surface: Surface, whom: Whom) -> Openness<'_, 'a> {
        self.openness_of(whom, self.deciding(surface, whom))
    }

    fn openness_of(&self, whom: Whom, deciding: Deciding) -> Openness<'_, 'a> {
        let managed = match whom {
            Whom::Departments => self.managed_departments(),
            Whom::People => Vec::new(),
        };
        let managed_ways = managed.iter().flat_map(|id| self.org.lineage(*id));
        Openness {
            viewer: self,
            ways: self.org.ways_to_hidden(),
            managed_ways: managed_ways.collect(),
            managed,
            deciding,
            known: BTreeMap::new(),
        }
    }

    /// What decides which departments are hidden from the viewer.
    fn deciding(&self, surface: Surface, whom: Whom) -> Deciding {
        let settings = self.org.settings.all().filter(|setting| {
            setting.hides_below(surface, whom)
                && !setting.objects.departments.is_empty()
                && !self.me.matches(self.org, &setting.excluded)
        });
        let mut deciding = Deciding::default();
        let objects = settings.flat_map(|setting| &setting.objects.departments);
        let hiding = objects.filter(|id| !self.me.is_in(&[**id]));
        deciding.by_settings.extend(hiding);
        deciding.by_settings.extend(self.hidden_mounts());
        let nearest_wins = self.org.info.nearest_setting_wins;
        for id in self.org.settings.hidden_departments() {
            let Some(node) = self.org.departments.get(&id) else {
                continue;
            };
            if !self.is_permitted(&node.department) {
                deciding.by_console.push(id);
            } else if nearest_wins {
                deciding.letting_in.push(id);
            }
        }
        deciding.in_order()
    }

    /// Those whose attribute is withheld by settings on a surface; a hidden number is not looked at.
    pub(crate) fn rows_without(&self, attribute: &str, surface: Surface) -> RowSet {
        let mut rows = self.others_without(attribute, surface);
        rows.remove(self.me.row);
        rows
    }

    /// The same, with the viewer himself as if he were somebody else like him.
    pub(super) fn others_without(&self, attribute: &str, surface: Surface) -> RowSet {
        let mut rows = Union::default();
        for setting in self.hiding_attribute(attribute, surface) {
            self.org.add_selected(&setting.objects, &mut rows);
        }
        rows.finish()
    }
}

impl Org {
    /// Adds everybody for whom a selection stands.
    fn add_selected(&self, selection: &Selection, rows: &mut Union) {
        let users = selection.users.iter();
        let users = users.filter_map(|id| self.people.row(id.as_str()));
        let roles = selection.roles.iter();
        let holders = roles.flat_map(|role| self.role_rows(*role));
        users.chain(holders).for_each(|row| rows.insert(row));
        for id in &selection.departments {
            if let Some(node) = self.departments.get(id) {
                rows.add(&node.subtree);
            }
        }
    }
}
