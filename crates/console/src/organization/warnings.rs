//! What an administrator should look at, with a few examples of each kind.

use crate::limits::WARNING_SAMPLES_MAX;
use crate::prelude::*;
use org::{Guest, LinkState, Millis, Table, TableCounts, TableFilter};

/// Something to look at.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Warning {
    /// `unmanaged`, `disabled`, `applicationsWaiting`, `invitationsExpired`, `planUnfinished`, `partnersWaiting`, `pushFailing`,
    /// `pushPaused` or `pushBehind`.
    pub(super) kind: &'static str,
    /// How many there are.
    pub(super) count: u64,
    /// The first of them.
    pub(super) samples: Vec<Sample>,
}

/// One of those that a warning is about.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Sample {
    /// `user`, `application`, `invitation`, `plan`, `partner` or `app`.
    pub(super) kind: &'static str,
    pub(super) id: String,
    pub(super) name: String,
}

impl Sample {
    pub(super) fn of(kind: &'static str, id: &str, name: &str) -> Self {
        Self {
            kind,
            id: id.to_owned(),
            name: name.to_owned(),
        }
    }
}

/// A warning, unless there is nothing to warn of.
pub(super) fn warning(kind: &'static str, count: usize, samples: Vec<Sample>) -> Option<Warning> {
    (count > 0).then_some(Warning {
        kind,
        count: count as u64,
        samples,
    })
}

/// What there is to say of people, by what is counted anyway.
pub(super) fn of_people(view: &View<'_>, counts: &TableCounts) -> Vec<Warning> {
    let sampled = |kind, count, filter| {
        let table = Table {
            filter,
            size: WARNING_SAMPLES_MAX,
            ..Table::default()
        };
        let page = view.table(&table).ok();
        let users = page.into_iter().flat_map(|page| page.users);
        let samples = users.map(|user| Sample::of("user", user.userid, user.name));
        Warning {
            kind,
            count,
            samples: samples.collect(),
        }
    };
    let mut warnings = Vec::new();
    // Where nobody names a manager the organization does not work with managers.
    if counts.unmanaged > 0 && counts.unmanaged < counts.all {
        let filter = TableFilter::Unmanaged;
        warnings.push(sampled("unmanaged", counts.unmanaged, filter));
    }
    if counts.disabled > 0 {
        warnings.push(sampled("disabled", counts.disabled, TableFilter::Disabled));
    }
    warnings
}

/// What there is to say of people who ask to come in.
pub(super) fn of_joining(view: &View<'_>, now: Millis) -> impl Iterator<Item = Warning> {
    let waiting = view.applications();
    let samples = waiting.iter().take(WARNING_SAMPLES_MAX);
    let samples = samples.map(|one| Sample::of("application", &one.id, &one.name));
    let waiting = warning("applicationsWaiting", waiting.len(), samples.collect());
    let expired = view.expired_invites(now);
    let samples = expired.iter().take(WARNING_SAMPLES_MAX).map(|invite| {
        let whom = invite.mobile.as_ref().map(ToString::to_string);
        Sample::of("invitation", &invite.code, &whom.unwrap_or_default())
    });
    let expired = warning("invitationsExpired", expired.len(), samples.collect());
    waiting.into_iter().chain(expired)
}

/// What there is to say of organizations that take part.
pub(super) fn of_partners(view: &View<'_>) -> Option<Warning> {
    let waiting: Vec<&Guest> = view.guests(LinkState::Applying).collect();
    let samples = waiting.iter().take(WARNING_SAMPLES_MAX);
    let samples = samples.map(|guest| Sample::of("partner", guest.org.as_str(), &guest.name));
    warning("partnersWaiting", waiting.len(), samples.collect())
}
