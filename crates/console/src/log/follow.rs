//! One step along the log: what a caller is told next.

use super::cursor::{Cursor, From};
use super::sight::{Border, Sight};
use super::told::{Actor, Object, kind};
use crate::limits::{
    FOLLOWED_CHANGES_MAX, FOLLOWED_ENTRIES_AT_ONCE, FOLLOWED_ENTRIES_LOOKED_AT_MAX,
};
use endpoint::{Fault, Logged, Mark, Number, ReadsLog};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// A change of one record.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChangeTold {
    /// The entry that did it. One call is one entry.
    pub number: u64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// `user.added`, `user.changed`, `user.removed` and so on. What comes into or leaves the caller's scope is added or removed.
    pub kind: String,
    /// Who did it.
    pub actor: Actor,
    /// What it is.
    pub object: Object,
    /// Its whole new state; absent when it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Value>,
}

/// What a caller is told in one step.
#[derive(Debug)]
pub struct Page {
    /// In order. An entry is never split.
    pub changes: Vec<ChangeTold>,
    /// Behind the last of them.
    pub cursor: Cursor,
    /// Whether more is there already.
    pub has_more: bool,
}

impl Page {
    /// The number of the entry behind which the page ends.
    pub fn cursor_number(&self) -> Number {
        self.cursor.number()
    }
}

/// What came of a step.
#[derive(Debug)]
pub enum Step {
    /// Something, or nothing yet.
    Page(Page),
    /// The caller has to look at the whole again, and may go on from here.
    Gone(Cursor),
    /// The caller may not call any more.
    ShutOut,
}

/// The changes of an entry as somebody is told of them.
fn changes(entry: &Logged, sight: &Sight) -> Result<Vec<ChangeTold>, Border> {
    let actor = Actor::read(&entry.actor);
    let seen = sight.seen(entry)?.into_iter();
    let seen = seen.filter(|seen| seen.before != seen.after);
    let told = seen.filter_map(|seen| {
        let object = Object::of(&seen.key, seen.after.as_ref().or(seen.before.as_ref())?);
        Some(ChangeTold {
            number: entry.number.0,
            at: entry.at.0,
            kind: kind(&object, seen.before.is_some(), seen.after.is_some()),
            actor: actor.clone(),
            object,
            state: seen.after,
        })
    });
    Ok(told.collect())
}

/// Where a caller stands: behind this entry.
struct Place {
    number: Number,
    cursor: Option<Cursor>,
}

/// Tells what comes after a place. `permission` is the point that the caller must hold.
///
/// # Errors
/// When the log cannot be read.
pub async fn step(
    log: &dyn ReadsLog,
    from: &From,
    permission: Option<&str>,
) -> Result<Step, Fault> {
    let mut known: Option<(Sight, Mark)> = None;
    log.look_at_head(&mut |view, mark| {
        known = Some((Sight::of(view, permission), mark.clone()));
    })
    .await?;
    let Some((sight, head)) = known else {
        return Ok(Step::ShutOut);
    };
    if sight.is_shut_out() {
        return Ok(Step::ShutOut);
    }
    let fingerprint = sight.fingerprint();
    let at_head = Cursor::at(&head, &fingerprint);
    let place = match from {
        From::Now => return Ok(nothing(at_head)),
        From::Start => Place {
            number: Number(0),
            cursor: None,
        },
        From::After(cursor) if !cursor.is_of(&fingerprint) || cursor.number() > head.number => {
            return Ok(Step::Gone(at_head));
        }
        From::After(cursor) if cursor.number() == head.number => {
            return Ok(match cursor.follows(Some(&head.hash)) {
                true => nothing(at_head),
                false => Step::Gone(at_head),
            });
        }
        From::After(cursor) => Place {
            number: cursor.number(),
            cursor: Some(cursor.clone()),
        },
    };
    walk(log, place, &sight, (&head, &fingerprint)).await
}

fn nothing(cursor: Cursor) -> Step {
    Step::Page(Page {
        changes: Vec::new(),
        cursor,
        has_more: false,
    })
}

async fn walk(
    log: &dyn ReadsLog,
    place: Place,
    sight: &Sight,
    (head, fingerprint): (&Mark, &str),
) -> Result<Step, Fault> {
    let gone = || Ok(Step::Gone(Cursor::at(head, fingerprint)));
    let since = log.told_since();
    let mut told = Vec::new();
    let mut reached: Option<Mark> = None;
    let mut looked_at = 0;
    'pages: loop {
        let after = reached.as_ref().map_or(place.number, |mark| mark.number);
        let entries = log.entries(after, FOLLOWED_ENTRIES_AT_ONCE).await?;
        let mut next = after.next();
        for entry in entries.iter().filter(|entry| entry.number <= head.number) {
            let is_first = reached.is_none();
            let is_known = entry.number == next && since.is_none_or(|since| entry.at >= since);
            let follows = || {
                let cursor = place.cursor.as_ref();
                cursor.is_none_or(|cursor| cursor.follows(entry.body.chain.as_deref()))
            };
            if is_first && (!is_known || !follows()) {
                return gone();
            }
            match changes(entry, sight) {
                Ok(changes) => told.extend(changes),
                // What comes before is told first.
                Err(Border) if !is_first => break 'pages,
                Err(Border) => return gone(),
            }
            reached = Some(Mark::behind(entry));
            next = next.next();
            looked_at += 1;
            if told.len() >= FOLLOWED_CHANGES_MAX || looked_at >= FOLLOWED_ENTRIES_LOOKED_AT_MAX {
                break 'pages;
            }
        }
        let is_over = reached
            .as_ref()
            .is_none_or(|mark| mark.number >= head.number);
        if is_over || entries.is_empty() || !told.is_empty() {
            break;
        }
    }
    let Some(reached) = reached else {
        // The log ends before its head: nothing is known of what was between.
        return gone();
    };
    Ok(Step::Page(Page {
        changes: told,
        cursor: Cursor::at(&reached, fingerprint),
        has_more: reached.number < head.number,
    }))
}
