//! Writes that change several organizations at once.
//!
//! A write that asks its draft for another organization comes here. Every lane concerned is held, in order of id so that two
//! such writes cannot wait for each other; the write runs on all the values; one transaction makes it durable in all of them
//! or in none; then the lanes go on. Should the write ask for yet other organizations, all are let go and it begins again
//! with those.

use crate::cell::{Cell, Live};
use crate::chain::Head;
use crate::entry::{self, Put};
use crate::job::Job;
use crate::lane::{Held, Message};
use crate::model::WriteError;
use crate::{Engine, chance, limits};
use endpoint::Fault;
use org::{Draft, ORGANIZATION_CODE, Org, OrgId, Refusal};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Appended, Transaction};
use tokio::sync::oneshot;

/// An organization that stands still. Its cell is kept, or it could be let go and loaded anew meanwhile.
struct Standing {
    cell: Arc<Cell>,
    held: Held,
}

impl Standing {
    /// Shows the value that has become durable and lets the lane go on from it.
    fn publish(self, org: Org, head: Head) {
        self.cell.published.publish(Live {
            org: Arc::new(org),
            head,
        });
        self.cell.published.counters.entries(1);
        self.held.release();
    }
}

/// Organizations that stand still; `None` for an id that is none.
type AllHeld = BTreeMap<OrgId, Option<Standing>>;

/// What came of one attempt.
enum Attempt {
    Answered(Result<(), WriteError>),
    /// The write asked for further organizations.
    Needs(BTreeSet<OrgId>),
    /// Another node was first, or a lane could not be held.
    Again,
}

/// Runs a write of `first` that needs other organizations, and answers it.
pub(crate) async fn run(engine: Engine, first: OrgId, mut job: Job, needed: BTreeSet<OrgId>) {
    let mut wanted = needed;
    wanted.insert(first.clone());
    for _ in 0..limits::JOINT_ATTEMPTS_MAX {
        if wanted.len() > limits::JOINT_ORGANIZATIONS_MAX {
            break;
        }
        let result = match hold(&engine, &wanted).await {
            Ok(held) => once(&engine, &first, &mut job, held).await,
            Err(WriteError::Busy) => {
                tokio::time::sleep(limits::CATCH_UP_PAUSE).await;
                Attempt::Again
            }
            Err(error) => Attempt::Answered(Err(error)),
        };
        match result {
            Attempt::Answered(outcome) => return job.run.answer(outcome),
            Attempt::Needs(more) => wanted.extend(more),
            Attempt::Again => {}
        }
    }
    job.run.answer(Err(WriteError::Busy));
}

/// Takes hold of the lanes of all organizations that exist, in order.
async fn hold(engine: &Engine, wanted: &BTreeSet<OrgId>) -> Result<AllHeld, WriteError> {
    let mut all = AllHeld::new();
    for id in wanted {
        let one = match engine.cell(id).await {
            Ok(cell) => {
                let (reply, answer) = oneshot::channel();
                let sent = cell.lane.send(Message::Hold(reply)).await;
                sent.map_err(|_| WriteError::Busy)?;
                let held = answer.await.map_err(|_| WriteError::Busy)?;
                Some(Standing { cell, held })
            }
            Err(WriteError::NoSuchOrganization(_)) => None,
            Err(error) => return Err(error),
        };
        all.insert(id.clone(), one);
    }
    Ok(all)
}

async fn once(engine: &Engine, first: &OrgId, job: &mut Job, mut all: AllHeld) -> Attempt {
    let Some(Some(own)) = all.get(first) else {
        return Attempt::Answered(Err(WriteError::NoSuchOrganization(first.clone())));
    };
    let mut draft = Draft::new(&own.held.org, job.eye.clone(), job.seed.clone());
    for (id, other) in all.iter().filter(|(id, _)| *id != first) {
        draft.put_other(id.clone(), other.as_ref().map(|other| &other.held.org));
    }
    let outcome = job.run.draft(&mut draft);
    if !draft.needed().is_empty() {
        let_go(all);
        return Attempt::Needs(draft.needed().clone());
    }
    match outcome {
        Err(fault) => {
            let_go(all);
            return Attempt::Answered(Err(WriteError::Fault(fault)));
        }
        Ok(()) if !job.leaves(&draft) => {
            let_go(all);
            return Attempt::Answered(Ok(()));
        }
        Ok(()) => {}
    }
    let (transaction, changed) = finish(first, job, &all, draft);
    let appended = engine.inner.store.append(vec![transaction]).await;
    match appended.as_deref() {
        Ok([Appended::Done]) => {
            for (id, put) in changed {
                if let Some(standing) = all.get_mut(&id).and_then(Option::take) {
                    standing.publish(put.org, put.head);
                }
            }
            let_go(all);
            Attempt::Answered(Ok(()))
        }
        // A new organization drew a code that another has: other chances.
        Ok([Appended::Taken { space, .. }]) if space == ORGANIZATION_CODE => {
            let_go(all);
            job.seed.entropy = chance::bytes();
            Attempt::Again
        }
        Ok([Appended::Taken { space, value }]) => {
            let_go(all);
            let taken = Refusal::claim_taken(space, value);
            Attempt::Answered(Err(WriteError::Fault(Fault::from(taken))))
        }
        // Dropping what is held makes each lane look at the store before it goes on.
        Ok(_) => Attempt::Again,
        Err(error) => Attempt::Answered(Err(WriteError::Store(error.clone()))),
    }
}

/// One entry for each organization that changes, in order of id.
fn finish(
    first: &OrgId,
    job: &Job,
    all: &AllHeld,
    draft: Draft,
) -> (Transaction, BTreeMap<OrgId, Put>) {
    let is_own_unchanged = draft.is_own_unchanged();
    let mut own = draft.finish();
    let mut finished: BTreeMap<OrgId, _> = std::mem::take(&mut own.others)
        .into_iter()
        .map(|other| (other.org.info().id.clone(), other))
        .collect();
    // Where only a secret is new, its entry is the first organization's.
    if !is_own_unchanged || finished.is_empty() {
        finished.insert(first.clone(), own);
    }
    let mut transaction = Transaction {
        secrets: job.run.secrets(),
        ..Transaction::default()
    };
    let mut changed = BTreeMap::new();
    for (id, finished) in finished {
        let actor = if id == *first {
            job.origin.actor.clone()
        } else {
            format!("{} of {first}", job.origin.actor)
        };
        // An organization that was not there begins with this entry.
        let standing = all.get(&id).and_then(Option::as_ref);
        let head = standing.map_or_else(Head::default, |standing| standing.held.head.clone());
        let put = entry::put(&mut transaction, &id, &head, actor, job, finished);
        changed.insert(id, put);
    }
    (transaction, changed)
}

/// Lets lanes go on with what they had.
fn let_go(all: AllHeld) {
    for standing in all.into_values().flatten() {
        standing.held.release();
    }
}
