//! Checking again what depends on rows that were mended, and nothing else: the outcome is that of checking every row.
//!
//! A row depends on rows before it that claim what it looks at: the person it is about, a number or address, a name, a
//! manager, a place in a department that fills up. Those that depend on something mended are carried out on a copy, in order, and with
//! them those before them on which they depend in their turn, so that each finds what it would find if all rows were.

mod ties;

use super::about::{About, Columns};
use super::cells;
use super::plan::{Kind, Row};
use super::rehearse::{Line, one};
use super::tree::{Tree, missing};
use crate::prelude::*;
use org::{Draft, Seed};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};
use ties::Ties;

/// Rows of a plan, some of which were mended.
pub(super) struct Mended {
    pub(super) about: About,
    pub(super) titles: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// Those that were mended as they were before, by index.
    pub(super) before: BTreeMap<usize, Row>,
}

/// What came of it.
pub(super) struct Rechecked {
    /// As they were given.
    pub(super) rows: Vec<Row>,
    /// What became of those that were checked, by index.
    pub(super) fresh: BTreeMap<usize, Row>,
    /// Paths of departments that are made.
    pub(super) departments: Vec<String>,
    pub(super) people: u64,
}

/// Checks what depends on what was mended; every row where `every` says so, or where there is hardly room for all of them.
pub(super) fn recheck(view: &View<'_>, seed: Seed, mended: Mended, every: bool) -> Rechecked {
    let Mended {
        about,
        titles,
        rows,
        before,
    } = mended;
    let columns = Columns::of(about, view);
    let keys: Vec<Option<String>> = titles.iter().map(|title| columns.key_of(title)).collect();
    let all = rows.iter().chain(before.values());
    let crowded = ties::crowded(view, all.map(|row| Line::again(about, row, &keys)));
    // What rows of people have to do with each other is known; of others all are checked.
    let every = every || !about.is_people() || !view.has_room_for(rows.len(), crowded.made);
    let tied = |row| Ties::of(view, &Line::again(about, row, &keys), &crowded);
    let mut walk = Walk {
        about,
        tree: Tree::new(view),
        ties: rows.iter().map(tied).collect(),
        before: before
            .iter()
            .map(|(index, row)| (*index, (row, tied(row))))
            .collect(),
        claimed: HashMap::new(),
        rows: &rows,
        keys: &keys,
        needed: BTreeSet::new(),
        met: BTreeSet::new(),
        fresh: BTreeMap::new(),
        moved: HashSet::new(),
    };
    walk.index();
    if every {
        walk.needed.extend(0..rows.len());
    }
    loop {
        let known = walk.needed.len();
        view.rehearse(seed.clone(), |draft| walk.pass(draft));
        if walk.needed.len() == known {
            break;
        }
    }
    let fresh = walk.fresh;
    let now = rows
        .iter()
        .enumerate()
        .map(|(index, row)| fresh.get(&index).unwrap_or(row));
    let departments = missing(view, now);
    Rechecked {
        people: view.user_count(false),
        departments,
        fresh,
        rows,
    }
}

/// On the way through the rows.
struct Walk<'r, 'v> {
    about: About,
    /// The departments that there were before any row.
    tree: Tree<'v>,
    ties: Vec<Ties>,
    /// Rows that were mended as they were, and what they had to do with others then.
    before: BTreeMap<usize, (&'r Row, Ties)>,
    /// Who claims what, in order.
    claimed: HashMap<u64, Vec<usize>>,
    rows: &'r [Row],
    keys: &'r [Option<String>],
    /// Rows that are carried out: those that were mended, that may come out otherwise, and on which these depend.
    needed: BTreeSet<usize>,
    /// People whom rows that were carried out are about.
    met: BTreeSet<String>,
    fresh: BTreeMap<usize, Row>,
    /// What rows claim that came out otherwise than before.
    moved: HashSet<u64>,
}

impl Walk<'_, '_> {
    /// Carries the needed rows out on a copy, in order. A row that turns out to be needed when one behind it has been carried out
    /// already comes too late: it takes its place in the next pass, and the last pass is the one in which none did.
    fn pass(&mut self, draft: &mut Draft) {
        self.met.clear();
        self.fresh.clear();
        self.moved.clear();
        for index in 0..self.rows.len() {
            let is_mended = self.before.contains_key(&index);
            let is_concerned = is_mended || self.ties[index].meets(&self.moved);
            if is_concerned {
                for earlier in self.context(index) {
                    self.check(draft, earlier);
                }
            }
            if is_concerned || self.needed.contains(&index) {
                self.check(draft, index);
            }
        }
    }

    fn index(&mut self) {
        for (index, ties) in self.ties.iter().enumerate() {
            for key in ties.claims() {
                self.claimed.entry(key).or_default().push(index);
            }
        }
    }

    /// Rows before one on which it depends, by others or at once; in order.
    fn context(&self, index: usize) -> BTreeSet<usize> {
        let (mut needed, mut open) = (BTreeSet::new(), BinaryHeap::from([index]));
        let mut known = HashSet::new();
        // From the last to the first: whoever asks for the same later asks for rows that are there already.
        while let Some(at) = open.pop() {
            for key in self.ties[at].all() {
                if !known.insert(key) {
                    continue;
                }
                let claimants = self.claimed.get(&key).into_iter().flatten();
                for earlier in claimants.take_while(|other| **other < at) {
                    if needed.insert(*earlier) {
                        open.push(*earlier);
                    }
                }
            }
        }
        needed
    }

    fn check(&mut self, draft: &mut Draft, index: usize) {
        if self.fresh.contains_key(&index) {
            return;
        }
        self.needed.insert(index);
        let row = &self.rows[index];
        let line = Line::again(self.about, row, self.keys);
        let fresh = one(self.about, &mut self.tree, draft, &line, &mut self.met);
        let ties = &self.ties[index];
        let (was, tied) = match self.before.get(&index) {
            Some((was, tied)) => (*was, tied),
            None => (row, ties),
        };
        if does_the_same(was, &fresh) {
            self.moved.extend(tied.unlike(ties));
        } else {
            self.moved.extend(tied.claims().chain(ties.claims()));
        }
        if becomes(was, "name") != becomes(&fresh, "name") {
            self.moved.extend(tied.subject().chain(ties.subject()));
        }
        self.fresh.insert(index, fresh);
    }
}

/// Whether a row does to others what it did: who comes, goes, or is found in which departments.
fn does_the_same(one: &Row, other: &Row) -> bool {
    let kind = |row: &Row| match row.kind {
        Kind::Changed | Kind::Moved | Kind::Same => Kind::Same,
        other => other,
    };
    kind(one) == kind(other)
        && one.user_id == other.user_id
        && one.errors == other.errors
        && becomes(one, cells::DEPARTMENTS) == becomes(other, cells::DEPARTMENTS)
}

/// What a row makes of a field.
fn becomes<'r>(row: &'r Row, field: &str) -> Option<&'r str> {
    let mut changes = row.changes.iter();
    let found = changes.find(|change| change.field == field);
    found.map(|change| change.to.as_str())
}

#[cfg(test)]
mod tests;
