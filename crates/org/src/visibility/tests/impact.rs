//! What a setting would change, against counting pair by pair.

use super::naive::Naive;
use super::{Case, build, case};
use crate::visibility::{Difference, Impact, Surface};
use crate::{Org, SettingId, SettingKind, User, UserId};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What one sees of another: surfaces, then attributes that are not withheld of somebody who is seen.
fn sight(naive: &Naive, one: &User, other: &User) -> BTreeSet<String> {
    let surfaces = Surface::ALL
        .iter()
        .filter(|surface| naive.sees(one, other, **surface));
    let mut sight: BTreeSet<String> = surfaces.map(|surface| format!("{surface:?}")).collect();
    if !sight.is_empty() {
        for surface in [Surface::Search, Surface::Profile] {
            let withheld = naive.withheld(one, other, surface);
            let attributes = ["mobile", "title"].map(str::to_owned).into_iter();
            let shown = attributes.filter(|id| !withheld.contains(id));
            sight.extend(shown.map(|id| format!("{id} in {surface:?}")));
        }
    }
    sight
}

/// Whether somebody sees something of the other before and no longer after. An attribute that is gone with the person's last surface
/// is no difference of its own, and the surface is one.
fn loses(before: &BTreeSet<String>, after: &BTreeSet<String>) -> bool {
    before.difference(after).next().is_some()
}

fn counted(pairs: &BTreeSet<(UserId, UserId)>) -> Difference {
    let viewers: BTreeSet<_> = pairs.iter().map(|(viewer, _)| viewer).collect();
    let targets: BTreeSet<_> = pairs.iter().map(|(_, target)| target).collect();
    Difference {
        pairs: pairs.len() as u64,
        viewers: viewers.len() as u64,
        targets: targets.len() as u64,
    }
}

/// Pairs that lose, and pairs that gain.
fn naively(before: &Org, after: &Org) -> [BTreeSet<(UserId, UserId)>; 2] {
    let (before, after) = (Naive::of(before), Naive::of(after));
    let mut changed = [BTreeSet::new(), BTreeSet::new()];
    for one in &before.users {
        for other in before
            .users
            .iter()
            .filter(|other| other.userid != one.userid)
        {
            let (then, now) = (sight(&before, one, other), sight(&after, one, other));
            let pair = || (one.userid.clone(), other.userid.clone());
            if loses(&then, &now) {
                changed[0].insert(pair());
            }
            if loses(&now, &then) {
                changed[1].insert(pair());
            }
        }
    }
    changed
}

/// The organization without its first setting, or with it switched the other way.
fn otherwise(org: &Org, remove: bool) -> Option<Org> {
    let setting = org.settings.all().next()?;
    let mut draft = crate::Draft::new(org, crate::Eye::Operator, super::seed());
    let (kind, id): (SettingKind, SettingId) = (setting.kind(), setting.id);
    if remove {
        draft.remove_setting(kind, id).expect("it is there");
    } else {
        let fields = crate::SettingFields {
            active: Some(!setting.active),
            ..crate::SettingFields::default()
        };
        let put = draft.put_setting(kind, Some(id), fields);
        // One that is about nobody any more cannot be put.
        put.ok()?;
    }
    Some(draft.finish().org)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn an_impact_counts_what_a_naive_reading_counts(case in case(), remove in any::<bool>()) {
        let case: Case = case;
        let before = build(&case);
        let Some(after) = otherwise(&before, remove) else { return Ok(()) };
        let [lost, gained] = naively(&before, &after);
        let impact = Impact::between(&before, &after, None).expect("there are few kinds of viewers");
        prop_assert_eq!(impact.lose, counted(&lost));
        prop_assert_eq!(impact.gain, counted(&gained));
        prop_assert!(impact.sample.iter().all(|pair| lost.contains(pair) || gained.contains(pair)));
    }
}
