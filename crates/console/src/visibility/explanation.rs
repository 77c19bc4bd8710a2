//! What somebody sees of somebody else, with the rules that decided.

use crate::prelude::*;
use org::Surface;
use org::visibility::{ATTRIBUTES, Reason};
use std::collections::{BTreeMap, BTreeSet};

/// Surface by surface, and field by field.
#[derive(Serialize, JsonSchema)]
pub struct Explanation {
    surfaces: Surfaces,
    /// By the field's id.
    fields: BTreeMap<String, Answer>,
}

#[derive(Serialize, JsonSchema)]
struct Surfaces {
    tree: Answer,
    search: Answer,
    profile: Answer,
}

#[derive(Serialize, JsonSchema)]
struct Answer {
    visible: bool,
    /// The rules that refuse; of what is visible, those that would refuse it to others.
    rules: Vec<Rule>,
}

#[derive(Serialize, JsonSchema)]
struct Rule {
    id: String,
    /// `console`, `api` or `builtin`.
    origin: &'static str,
    /// `hide`, `restrict`, `attribute`, `hide_mobile`, `executive`, `self`, `admin` or `not_member`.
    kind: &'static str,
    /// May be empty, as where it would name a department outside the app's Contacts scope.
    name: String,
}

impl Rule {
    fn of(view: &View<'_>, reason: &Reason<'_>) -> Self {
        Self {
            id: reason.id(),
            origin: reason.origin(),
            kind: reason.kind(),
            name: view.rule_name(reason).to_owned(),
        }
    }
}

impl Answer {
    fn of(view: &View<'_>, visible: bool, reasons: &[Reason<'_>]) -> Self {
        Self {
            visible,
            rules: reasons
                .iter()
                .map(|reason| Rule::of(view, reason))
                .collect(),
        }
    }
}

impl Explanation {
    /// What one sees of another. Of somebody who is not there, nothing is seen.
    pub fn of(view: &View<'_>, viewer: &str, target: &str) -> Self {
        let not_member = || Answer::of(view, false, &[Reason::NotMember]);
        let (Ok(viewer), Ok(user)) = (view.looking_as(viewer), view.user(target)) else {
            let surfaces = Surfaces {
                tree: not_member(),
                search: not_member(),
                profile: not_member(),
            };
            let fields = BTreeMap::new();
            return Self { surfaces, fields };
        };
        let answer = |surface| {
            let verdict = viewer.verdict(user.userid, surface);
            Answer::of(view, verdict.visible, &verdict.reasons)
        };
        let withheld = viewer.withheld(&user, Surface::Profile);
        let custom = user.extension().map(|(name, _)| name.to_owned());
        let mut ids: BTreeSet<String> = ATTRIBUTES.iter().map(|id| (*id).to_owned()).collect();
        ids.extend(custom);
        ids.extend(view.fields().own().map(|field| field.id.clone()));
        ids.extend(withheld.iter().map(|(id, _)| id.to_owned()));
        let fields = ids.into_iter().map(|id| {
            let reasons = withheld.reasons(&id);
            let answer = Answer::of(view, reasons.is_empty(), reasons);
            (id, answer)
        });
        Self {
            surfaces: Surfaces {
                tree: answer(Surface::Tree),
                search: answer(Surface::Search),
                profile: answer(Surface::Profile),
            },
            fields: fields.collect(),
        }
    }
}
