//! What somebody sees of somebody else, with the rules that decided.

use crate::prelude::*;
use org::Surface;
use org::visibility::{ATTRIBUTES, Reason, Verdict};
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
    name: String,
}

impl Rule {
    fn of(reason: &Reason<'_>) -> Self {
        Self {
            id: reason.id(),
            origin: reason.origin(),
            kind: reason.kind(),
            name: reason.name().to_owned(),
        }
    }
}

impl Answer {
    fn of(verdict: &Verdict<'_>) -> Self {
        Self {
            visible: verdict.visible,
            rules: verdict.reasons.iter().map(Rule::of).collect(),
        }
    }
}

impl Explanation {
    /// What one sees of another. Of somebody who is not there, nothing is seen.
    pub fn of(view: &View<'_>, viewer: &str, target: &str) -> Self {
        let not_member = || Answer {
            visible: false,
            rules: vec![Rule::of(&Reason::NotMember)],
        };
        let (Ok(viewer), Ok(user)) = (view.looking_as(viewer), view.user(target)) else {
            let surfaces = Surfaces {
                tree: not_member(),
                search: not_member(),
                profile: not_member(),
            };
            let fields = BTreeMap::new();
            return Self { surfaces, fields };
        };
        let answer = |surface| Answer::of(&viewer.verdict(user.userid, surface));
        let withheld = viewer.withheld(&user, Surface::Profile);
        let custom = user.extension().map(|(name, _)| name.to_owned());
        let mut ids: BTreeSet<String> = ATTRIBUTES.iter().map(|id| (*id).to_owned()).collect();
        ids.extend(custom);
        ids.extend(view.organization().custom_fields.iter().cloned());
        ids.extend(withheld.iter().map(|(id, _)| id.to_owned()));
        let fields = ids.into_iter().map(|id| {
            let reasons = withheld.reasons(&id);
            let answer = Answer {
                visible: reasons.is_empty(),
                rules: reasons.iter().map(Rule::of).collect(),
            };
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
