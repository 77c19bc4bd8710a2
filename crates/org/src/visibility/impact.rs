//! What a setting would change: who would see whom no longer, or again.

use super::rows::Seen;
use super::viewer::Viewer;
use super::{Effect, Named, Range, Surface};
use crate::index::row_set::RowSet;
use crate::org::Org;
use crate::{DepartmentId, OrgId, Refusal, RoleId, UserId, limits};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs that an impact tells by name.
const SAMPLE_MAX: usize = 20;

/// How many viewers lose or gain sight of how many people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Pairs of a viewer and somebody seen by him.
    pub pairs: u64,
    /// Viewers in these pairs.
    pub viewers: u64,
    /// People in these pairs.
    pub targets: u64,
}

/// What would change. A pair counts once, on however many surfaces or in however many attributes it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Less is seen.
    pub lose: Difference,
    /// More is seen.
    pub gain: Difference,
    /// Some of the pairs, viewer first; those that lose come first.
    pub sample: Vec<(UserId, UserId)>,
}

/// Viewers who see the same people, themselves aside.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    /// Somebody whom a rule names is like nobody else.
    userid: Option<UserId>,
    /// Of each of their departments: what of it and above it is named by rules.
    lineages: Vec<Vec<DepartmentId>>,
    roles: Vec<RoleId>,
    /// Of somebody who is here through guests alone.
    guests: Vec<OrgId>,
}

/// Viewers by what they see.
type Kinds = BTreeMap<Alike, Vec<u32>>;

/// What the rules of two values name.
#[derive(Default)]
struct Mentioned {
    users: BTreeSet<UserId>,
    departments: BTreeSet<DepartmentId>,
    roles: BTreeSet<RoleId>,
    /// Departments whose people may be let see their own departments alone.
    own_for_departments: BTreeSet<DepartmentId>,
    /// Roles whose holders may be let see their own departments alone.
    own_for_roles: BTreeSet<RoleId>,
}

impl Mentioned {
    fn add(&mut self, org: &Org) {
        self.users.extend(org.admins.keys().cloned());
        for setting in org.settings.all().filter(|setting| setting.active) {
            for named in setting.objects.named().chain(setting.excluded.named()) {
                match named {
                    Named::User(id) => drop(self.users.insert(id)),
                    Named::Department(id) => drop(self.departments.insert(id)),
                    Named::Role(id) => drop(self.roles.insert(id)),
                }
            }
            let range = match setting.effect {
                Effect::Restrict { range, .. } => Some(range),
                _ => None,
            };
            if range == Some(Range::OwnDepartments) {
                // Whoever is named himself is like nobody else anyway.
                self.own_for_departments
                    .extend(&setting.objects.departments);
                self.own_for_roles.extend(&setting.objects.roles);
            }
        }
        self.departments.extend(org.departments_of_link_rules());
        for node in org.departments.values() {
            let department = &node.department;
            if department.hide || department.outer {
                self.departments.insert(department.id);
                self.departments.extend(&department.permit_departments);
                self.users.extend(department.permit_users.iter().cloned());
            }
            if department.outer && department.outer_only_self {
                self.own_for_departments.insert(department.id);
            }
        }
    }

    fn alike(&self, org: &Org, row: u32) -> Alike {
        let user = org.people.get(row);
        let roles: Vec<RoleId> = org
            .roles_held(&user)
            .filter(|role| self.roles.contains(role))
            .collect();
        let mut lineages: Vec<Vec<DepartmentId>> = user
            .departments()
            .map(|place| org.lineage(place.department))
            .collect();
        let sees_own = roles.iter().any(|role| self.own_for_roles.contains(role))
            || (lineages.iter().flatten()).any(|id| self.own_for_departments.contains(id));
        for (lineage, place) in lineages.iter_mut().zip(user.departments()) {
            lineage.retain(|id| {
                self.departments.contains(id) || (sees_own && *id == place.department)
            });
        }
        lineages.sort();
        lineages.dedup();
        Alike {
            userid: self.users.get(user.userid).cloned(),
            lineages,
            roles,
            guests: match org.is_native(&user) {
                true => Vec::new(),
                false => user
                    .mirrors()
                    .map(|mirror| OrgId::new(mirror.org))
                    .collect(),
            },
        }
    }

    /// Those of some people who are alike, put together.
    fn kinds(&self, org: &Org, rows: &RowSet, kinds_max: usize) -> Result<Kinds, Refusal> {
        let mut kinds = Kinds::new();
        for row in rows.iter() {
            kinds.entry(self.alike(org, row)).or_default().push(row);
            if kinds.len() > kinds_max {
                return Err(Refusal::ImpactTooWide(kinds_max));
            }
        }
        Ok(kinds)
    }
}

impl Impact {
    /// Compares two values that differ in settings alone, among the people of a set.
    ///
    /// # Errors
    /// [`Refusal::ImpactTooWide`] when viewers see too differently: each kind of them takes time of its own.
    pub(crate) fn between(
        before: &Org,
        after: &Org,
        among: Option<&RowSet>,
    ) -> Result<Self, Refusal> {
        let mut mentioned = Mentioned::default();
        mentioned.add(before);
        mentioned.add(after);
        let viewers = among.unwrap_or(before.people.everybody());
        let kinds = mentioned.kinds(before, viewers, limits::IMPACT_KINDS_MAX)?;
        let mut sums = [Sum::default(), Sum::default()];
        for rows in kinds.into_values() {
            let viewer = |org| Viewer::of_row(org, rows[0]);
            let (lost, gained) = changed(&viewer(before), &viewer(after));
            for (sum, targets) in sums.iter_mut().zip([lost, gained]) {
                let targets = match among {
                    Some(among) => targets.within(among),
                    None => targets,
                };
                sum.add(&rows, &targets);
            }
        }
        let userid = |row: &u32| UserId::new(before.people.userid(*row));
        let sample = sums.iter().flat_map(|sum| &sum.sample).take(SAMPLE_MAX);
        Ok(Self {
            sample: sample
                .map(|(one, other)| (userid(one), userid(other)))
                .collect(),
            lose: sums[0].difference(),
            gain: sums[1].difference(),
        })
    }
}

/// Whom a kind of viewers would see less or more of.
fn changed(before: &Viewer<'_>, after: &Viewer<'_>) -> (RowSet, RowSet) {
    let (mut lost, mut gained) = (RowSet::default(), RowSet::default());
    let mut seen_before = RowSet::default();
    let mut seen_after = RowSet::default();
    let everybody = before.org.people.everybody();
    let rows = |seen: &Seen| match seen {
        Seen::Everybody => everybody.clone(),
        Seen::Rows(rows) => rows.clone(),
    };
    for surface in Surface::ALL {
        let (one, other) = (before.seen_others(surface), after.seen_others(surface));
        if let (Seen::Everybody, Seen::Everybody) = (&one, &other) {
            seen_before = everybody.clone();
            seen_after = everybody.clone();
            continue;
        }
        let (one, other) = (rows(&one), rows(&other));
        lost.union_with(&one.without(&other));
        gained.union_with(&other.without(&one));
        seen_before.union_with(&one);
        seen_after.union_with(&other);
    }
    for (attribute, surface) in hidden_attributes(before.org).union(&hidden_attributes(after.org)) {
        let withheld = |viewer: &Viewer<'_>| viewer.others_without(attribute, *surface);
        let (one, other) = (withheld(before), withheld(after));
        lost.union_with(&open(after, attribute, &other.without(&one)).within(&seen_before));
        gained.union_with(&open(after, attribute, &one.without(&other)).within(&seen_after));
    }
    (lost, gained)
}

/// Of those whose attribute is hidden or shown by settings, those of whom nothing else hides it.
fn open(viewer: &Viewer<'_>, attribute: &str, rows: &RowSet) -> RowSet {
    if attribute != "mobile" {
        return rows.clone();
    }
    let people = &viewer.org.people;
    let shows = |row: &u32| {
        let user = people.get(*row);
        !user.hide_mobile && !user.senior
    };
    rows.iter().filter(shows).collect()
}

/// What settings hide, and where. The tree shows what profiles show.
fn hidden_attributes(org: &Org) -> BTreeSet<(&str, Surface)> {
    let surfaces = [Surface::Search, Surface::Profile];
    let hidden = surfaces.iter().flat_map(|surface| {
        let settings = org.settings.all();
        let ids = settings.flat_map(|setting| setting.attributes_hidden(*surface));
        ids.map(|id| (id.as_str(), *surface))
    });
    hidden.collect()
}

#[derive(Default)]
struct Sum {
    pairs: u64,
    viewers: u64,
    targets: RowSet,
    sample: Vec<(u32, u32)>,
}

impl Sum {
    /// Adds viewers who are alike. Nobody loses sight of himself.
    fn add(&mut self, viewers: &[u32], targets: &RowSet) {
        if targets.len() == 0 {
            return;
        }
        let (count, own) = (viewers.len() as u64, {
            let own = viewers.iter().filter(|row| targets.contains(**row));
            own.count() as u64
        });
        self.pairs += count * targets.len() - own;
        self.viewers += if targets.len() > 1 {
            count
        } else {
            count - own
        };
        if count > 1 {
            self.targets.union_with(targets);
        } else {
            self.targets
                .union_with(&targets.without(&viewers.iter().copied().collect()));
        }
        for viewer in viewers.iter().take(SAMPLE_MAX) {
            let others = targets.iter().filter(|target| target != viewer);
            let left = SAMPLE_MAX - self.sample.len();
            // One of each viewer first tells more than all of the first one.
            self.sample
                .extend(others.take(left.min(2)).map(|target| (*viewer, target)));
        }
    }

    fn difference(&self) -> Difference {
        Difference {
            pairs: self.pairs,
            viewers: self.viewers,
            targets: self.targets.len(),
        }
    }
}
