//! What rows have to do with each other.

use crate::people::fields::number;
use crate::plans::cells::{self, DEPARTMENTS, LEADER_OF, USER_ID};
use crate::plans::rehearse::Line;
use crate::plans::tree::Tree;
use crate::prelude::*;
use org::limits::{DEPARTMENT_MANAGERS_MAX, DEPARTMENT_MEMBERS_MAX};
use org::{Mobile, UserRef, folded};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Something that rows share. Kept as a number: two things that get the same one tie rows that need not be tied, no more.
#[derive(Hash)]
enum Key<'t> {
    Person(String),
    /// The person as the one whom a row is about: rows that stand in the file again show what became of the name.
    Subject(String),
    Mobile(String),
    Email(String),
    Telephone(String),
    Name(String),
    /// A department that may get too many members or heads.
    Place(&'t str),
}

/// Bits of a number that tell which kind of key it stands for.
const KIND: u64 = 7;
const MOBILE: u64 = 1;
const SUBJECT: u64 = 6;

impl Key<'_> {
    fn number(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        let kind = match self {
            Self::Person(_) => 0,
            Self::Mobile(_) => MOBILE,
            Self::Email(_) => 2,
            Self::Telephone(_) => 3,
            Self::Name(_) => 4,
            Self::Place(_) => 5,
            Self::Subject(_) => SUBJECT,
        };
        hasher.finish() & !KIND | kind
    }
}

/// What a row claims, so that later rows find it otherwise, and what it looks at besides.
pub(super) struct Ties {
    all: Vec<u64>,
    claims: usize,
}

impl Ties {
    pub(super) fn of(view: &View<'_>, line: &Line<'_>, crowded: &Crowded) -> Self {
        let mut all = Vec::new();
        let mut tie = |key: Key<'_>| all.push(key.number());
        let mobile = line.mobile();
        let subject = line.subject(view);
        if let Some(userid) = line.userid() {
            tie(Key::Person(folded(&userid)));
            tie(Key::Subject(folded(&userid)));
        }
        if let Some(mobile) = mobile {
            tie(Key::Mobile(mobile));
        }
        for (key, of) in [
            ("email", Key::Email as fn(String) -> Key<'static>),
            ("telephone", Key::Telephone),
        ] {
            if let Some(text) = line.cell(key) {
                tie(of(folded(&sheet::narrow(text))));
            }
        }
        if let Some(name) = line.cell("name") {
            tie(Key::Name(folded(name.trim())));
        }
        if let Some(user) = &subject {
            tie(Key::Person(folded(user.userid)));
            tie(Key::Subject(folded(user.userid)));
            tie(Key::Name(folded(user.name)));
            if let Some(mobile) = user.mobile.map(number) {
                tie(Key::Mobile(mobile));
            }
            if !user.email.is_empty() {
                tie(Key::Email(folded(user.email)));
            }
            if !user.telephone.is_empty() {
                tie(Key::Telephone(folded(user.telephone)));
            }
        }
        for place in crowded.places_of(view, line, subject.as_ref()) {
            tie(Key::Place(&place));
        }
        let claims = all.len();
        let mut tie = |key: Key<'_>| all.push(key.number());
        if let Some(manager) = line.cell("manager") {
            // By userid, or by name.
            tie(Key::Person(folded(manager)));
            tie(Key::Name(folded(manager.trim())));
        }
        if let Some(manager) = subject.and_then(|user| user.manager) {
            tie(Key::Person(folded(manager)));
        }
        Self { all, claims }
    }

    pub(super) fn claims(&self) -> impl Iterator<Item = u64> + '_ {
        self.all[..self.claims].iter().copied()
    }

    /// What rows about the same person have in common: one is told by an id or by a number.
    pub(super) fn subject(&self) -> impl Iterator<Item = u64> + '_ {
        self.claims()
            .filter(|key| matches!(key & KIND, MOBILE | SUBJECT))
    }

    /// What the two claim of kinds of which they do not claim the same: whoever takes another number lets the old one go.
    pub(super) fn unlike(&self, other: &Self) -> Vec<u64> {
        let [own, others]: [HashSet<u64>; 2] = [self.claims().collect(), other.claims().collect()];
        let differing = own.symmetric_difference(&others);
        let kinds: HashSet<u64> = differing.map(|key| key & KIND).collect();
        let all = own.union(&others).copied();
        all.filter(|key| kinds.contains(&(key & KIND))).collect()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = u64> + '_ {
        self.all.iter().copied()
    }

    pub(super) fn meets(&self, keys: &HashSet<u64>) -> bool {
        self.all.iter().any(|key| keys.contains(key))
    }
}

impl Line<'_> {
    /// What stands in a column; nothing where it is empty.
    fn cell(&self, key: &str) -> Option<&str> {
        let mut cells = self.cells.iter();
        let found = cells.find(|(column, text)| *column == Some(key) && !text.is_empty());
        found.map(|(_, text)| *text)
    }

    fn userid(&self) -> Option<String> {
        self.cell(USER_ID).map(sheet::narrow)
    }

    fn mobile(&self) -> Option<String> {
        let text = self.cell("mobile")?;
        let mobile = Mobile::parse(&sheet::narrow(text)).ok()?;
        Some(number((&mobile.state_code, &mobile.number)))
    }

    /// Whom the row is about, of those who are there before any row.
    fn subject<'v>(&self, view: &View<'v>) -> Option<UserRef<'v>> {
        if let Some(userid) = self.userid() {
            return view.user(&userid).ok();
        }
        let mobile = Mobile::parse(&self.mobile()?).ok()?;
        view.user_by_mobile(&mobile).ok()
    }

    /// Paths in a column of paths.
    fn paths(&self, key: &str) -> Vec<String> {
        let text = self.cell(key).map(cells::paths).unwrap_or_default();
        let paths = text.split(';').filter(|path| !path.is_empty());
        paths.map(str::to_owned).collect()
    }
}

/// What rows want of departments.
#[derive(Default)]
pub(super) struct Crowded {
    /// Those that may get more members or heads than they hold: there it counts who comes before whom.
    places: HashSet<String>,
    /// How many departments may be made.
    pub(super) made: usize,
}

impl Crowded {
    /// Those that a row changes, or might.
    fn places_of(
        &self,
        view: &View<'_>,
        line: &Line<'_>,
        subject: Option<&UserRef<'_>>,
    ) -> Vec<String> {
        if self.places.is_empty() {
            return Vec::new();
        }
        let tree = Tree::new(view);
        let wanted = [DEPARTMENTS, LEADER_OF].map(|key| line.paths(key));
        let own = subject.into_iter().flat_map(|user| user.departments());
        let own = own.filter_map(|place| cells::path_of(view, place.department));
        let all = wanted.into_iter().flatten().chain(own);
        let all = all.map(|path| tree.parts(&path).join("/"));
        all.filter(|path| self.places.contains(path)).collect()
    }
}

/// Counts as if everybody came and nobody left.
pub(super) fn crowded<'l>(view: &View<'_>, lines: impl Iterator<Item = Line<'l>>) -> Crowded {
    let mut tree = Tree::new(view);
    let mut coming: HashMap<String, [usize; 2]> = HashMap::new();
    for line in lines {
        for (at, key) in [DEPARTMENTS, LEADER_OF].into_iter().enumerate() {
            for path in line.paths(key) {
                let path = tree.parts(&path).join("/");
                coming.entry(path).or_default()[at] += 1;
            }
        }
    }
    let mut crowded = Crowded::default();
    for (path, [members, heads]) in coming {
        if path.is_empty() {
            // The root takes everybody.
            continue;
        }
        let parts: Vec<&str> = path.split('/').collect();
        let found = tree.find(&parts);
        let branch = found.and_then(|id| view.branch(id).ok());
        crowded.made += if found.is_some() { 0 } else { parts.len() };
        let there = branch.map_or([0, 0], |branch| {
            [branch.direct_member_count, branch.department.managers.len()]
        });
        let has_many = there[0] + members > DEPARTMENT_MEMBERS_MAX;
        if has_many || there[1] + heads > DEPARTMENT_MANAGERS_MAX {
            crowded.places.insert(path);
        }
    }
    crowded
}
