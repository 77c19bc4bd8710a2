//! The writes of one organization, one after another.
//!
//! While a flush is under way the lane drafts on top of the value that is being flushed; the next flush takes all that
//! was drafted meanwhile. Whatever was answered from an unflushed value (a refusal, too) waits for that flush. When
//! another node was first, the lane applies what it missed and runs everything that was not flushed again.
//!
//! Values between two flushes are not kept: what nobody else holds is changed where it is. Where only a part of a flush became
//! durable, its value is made anew from what happened.

use crate::cell::{Live, Published};
use crate::chain::Head;
use crate::job::Job;
use crate::model::WriteError;
use crate::{entry, limits};
use endpoint::Fault;
use org::{Change, Draft, Org, OrgId, Refusal};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use store::{Appended, Store, StoreError, Transaction};
use tokio::sync::{mpsc, oneshot};

/// What reaches a lane.
pub(crate) enum Message {
    Write(Job),
    /// Another node may have written.
    Follow,
    /// A write of several organizations wants this one to stand still.
    Hold(oneshot::Sender<Held>),
}

/// An organization whose lane stands still, with its newest value. Released, the lane goes on from what is published then;
/// dropped without that, it looks at the store first.
pub(crate) struct Held {
    pub(crate) org: Org,
    pub(crate) head: Head,
    release: oneshot::Sender<()>,
}

impl Held {
    pub(crate) fn release(self) {
        // A lane that ended has nothing to go on with.
        let _ = self.release.send(());
    }
}

/// Takes a write that needs other organizations, with those that it needs.
pub(crate) type HandOver = Arc<dyn Fn(OrgId, Job, BTreeSet<OrgId>) + Send + Sync>;

/// A job that ran on the tip.
struct Drafted {
    job: Job,
    outcome: Result<(), Fault>,
    /// What it leaves; `None` when it was refused or changed nothing.
    left: Option<Left>,
}

/// What a job left of itself.
struct Left {
    changes: Vec<Change>,
    /// Where the log stands with it.
    head: Head,
    transaction: Transaction,
}

type Flush = std::pin::Pin<Box<dyn Future<Output = Result<Vec<Appended>, StoreError>> + Send>>;

pub(crate) struct Lane {
    id: OrgId,
    store: Arc<dyn Store>,
    published: Arc<Published>,
    inbox: mpsc::Receiver<Message>,
    hand_over: HandOver,
    /// Who waits for this lane to stand still; nothing is received meanwhile.
    hold: Option<oneshot::Sender<Held>>,
    /// The newest value, flushed or not; away only while something is drafted over it.
    tip: Option<Org>,
    tip_head: Head,
    flushing: Vec<Drafted>,
    /// The value once all that is being flushed is durable.
    flushing_tip: Option<Org>,
    waiting: Vec<Drafted>,
    /// Set when the store's state is not known: nothing may be drafted before it is.
    lost: bool,
    /// What readers saw before the last flush. Letting go of it takes a while, so callers are answered first.
    past: Option<Arc<Live>>,
}

impl Lane {
    pub(crate) fn start(
        store: Arc<dyn Store>,
        id: OrgId,
        published: Arc<Published>,
        inbox: mpsc::Receiver<Message>,
        hand_over: HandOver,
    ) {
        let live = published.live();
        let lane = Self {
            id,
            store,
            published,
            inbox,
            hand_over,
            hold: None,
            tip: Some((*live.org).clone()),
            tip_head: live.head.clone(),
            flushing: Vec::new(),
            flushing_tip: None,
            waiting: Vec::new(),
            lost: false,
            past: None,
        };
        tokio::spawn(lane.run());
    }

    async fn run(mut self) {
        let mut flush: Option<Flush> = None;
        let mut follow = false;
        loop {
            let room = self.hold.is_none() && self.waiting.len() < limits::FLUSH_ENTRIES_MAX;
            tokio::select! {
                biased;
                result = async { flush.as_mut().expect("guarded").await }, if flush.is_some() => {
                    flush = None;
                    self.flushed(result).await;
                }
                message = self.inbox.recv(), if room => match message {
                    Some(Message::Hold(reply)) => self.hold = Some(reply),
                    Some(Message::Write(job)) => {
                        if self.lost && flush.is_none() {
                            self.catch_up().await;
                        }
                        self.draft(job);
                        self.draft_what_waits();
                    }
                    Some(Message::Follow) => follow = true,
                    None => break,
                },
            }
            if flush.is_none() {
                if std::mem::take(&mut follow) && self.waiting.is_empty() {
                    self.catch_up().await;
                }
                flush = self.begin_flush();
            }
            if flush.is_none()
                && let Some(reply) = self.hold.take()
            {
                self.stand_still(reply).await;
            }
            if let Some(past) = self.past.take() {
                tokio::task::yield_now().await;
                drop(past);
            }
        }
        while let Some(running) = flush.take() {
            let result = running.await;
            self.flushed(result).await;
            flush = self.begin_flush();
        }
    }

    /// Hands the value out and waits until it comes back. Nothing is unflushed here.
    async fn stand_still(&mut self, reply: oneshot::Sender<Held>) {
        if self.lost {
            self.catch_up().await;
        }
        if self.lost {
            return;
        }
        let (release, released) = oneshot::channel();
        let Some(org) = self.tip.clone() else { return };
        let held = Held {
            org,
            head: self.tip_head.clone(),
            release,
        };
        if reply.send(held).is_err() {
            return;
        }
        match released.await {
            Ok(()) => {
                let live = self.published.live();
                self.tip = Some((*live.org).clone());
                self.tip_head = live.head.clone();
            }
            Err(_) => {
                self.lost = true;
                self.catch_up().await;
            }
        }
    }

    fn draft_what_waits(&mut self) {
        while self.hold.is_none() && self.waiting.len() < limits::FLUSH_ENTRIES_MAX {
            match self.inbox.try_recv() {
                Ok(Message::Write(job)) => self.draft(job),
                // A flush that finds the store ahead catches up by itself.
                Ok(Message::Follow) => {}
                Ok(Message::Hold(reply)) => self.hold = Some(reply),
                Err(_) => break,
            }
        }
    }

    fn draft(&mut self, mut job: Job) {
        if self.lost {
            job.run
                .answer(Err(WriteError::Store(StoreError::Unreachable(
                    "the last write's outcome is not known yet".to_owned(),
                ))));
            return;
        }
        let Some(tip) = self.tip.take() else {
            return job.run.answer(Err(WriteError::Busy));
        };
        let mut draft = Draft::over(tip, job.eye.clone(), job.seed.clone());
        let outcome = job.run.draft(&mut draft);
        if !draft.needed().is_empty() {
            let needed = draft.needed().clone();
            self.tip = Some(draft.abandon());
            return (self.hand_over)(self.id.clone(), job, needed);
        }
        let left = if outcome.is_ok() && job.leaves(&draft) {
            Some(self.leave(&job, draft))
        } else {
            self.tip = Some(draft.abandon());
            None
        };
        self.waiting.push(Drafted { job, outcome, left });
    }

    /// Turns a draft into what the store takes, and makes it the tip.
    fn leave(&mut self, job: &Job, draft: Draft) -> Left {
        let finished = draft.finish();
        let mut transaction = Transaction {
            secrets: job.run.secrets(),
            ..Transaction::default()
        };
        let actor = job.origin.actor.clone();
        let head = &self.tip_head;
        let put = entry::put(&mut transaction, &self.id, head, actor, job, finished);
        self.tip = Some(put.org);
        self.tip_head = put.head.clone();
        Left {
            changes: put.changes,
            head: put.head,
            transaction,
        }
    }

    /// Hands all that was drafted to the store; answers at once what rests on nothing unflushed.
    fn begin_flush(&mut self) -> Option<Flush> {
        if self.waiting.is_empty() {
            return None;
        }
        self.flushing = std::mem::take(&mut self.waiting);
        let transactions: Vec<Transaction> = self
            .flushing
            .iter_mut()
            .filter_map(|drafted| drafted.left.as_mut())
            .map(|left| std::mem::take(&mut left.transaction))
            .collect();
        if transactions.is_empty() {
            for drafted in std::mem::take(&mut self.flushing) {
                drafted
                    .job
                    .run
                    .answer(drafted.outcome.map_err(WriteError::Fault));
            }
            return None;
        }
        self.flushing_tip.clone_from(&self.tip);
        self.published.counters.flushes(1);
        let store = self.store.clone();
        Some(Box::pin(async move { store.append(transactions).await }))
    }

    async fn flushed(&mut self, result: Result<Vec<Appended>, StoreError>) {
        let drafted = std::mem::take(&mut self.flushing);
        match result {
            Ok(outcomes) => self.settle(drafted, outcomes).await,
            Err(error) => {
                self.flushing_tip = None;
                tracing::warn!(org = %self.id, %error, "a flush failed");
                for drafted in drafted {
                    drafted
                        .job
                        .run
                        .answer(Err(WriteError::Store(error.clone())));
                }
                self.lost = true;
                self.rerun(VecDeque::new()).await;
            }
        }
    }

    /// Publishes and answers what became durable; runs the rest again.
    async fn settle(&mut self, drafted: Vec<Drafted>, outcomes: Vec<Appended>) {
        let mut outcomes = outcomes.into_iter();
        let mut durable: Vec<(Vec<Change>, Head)> = Vec::new();
        let mut answers = Vec::with_capacity(drafted.len());
        let mut again: VecDeque<Job> = VecDeque::new();
        // Whether something before rests on what never was; then all behind it does.
        let mut is_broken = false;
        for Drafted { job, outcome, left } in drafted {
            let Some(left) = left else {
                match is_broken {
                    false => answers.push((job, outcome.map_err(WriteError::Fault))),
                    true => again.push_back(job),
                }
                continue;
            };
            match outcomes.next() {
                Some(Appended::Done) if !is_broken => {
                    durable.push((left.changes, left.head));
                    answers.push((job, Ok(())));
                }
                Some(Appended::Taken { space, value }) if !is_broken => {
                    let taken = Refusal::claim_taken(&space, &value);
                    answers.push((job, Err(WriteError::Fault(Fault::from(taken)))));
                    is_broken = true;
                }
                _ => {
                    again.push_back(job);
                    is_broken = true;
                }
            }
        }
        self.publish(durable, is_broken);
        for (job, answer) in answers {
            job.run.answer(answer);
        }
        if is_broken {
            self.lost = true;
            self.rerun(again).await;
        }
    }

    /// Shows what became durable.
    fn publish(&mut self, mut durable: Vec<(Vec<Change>, Head)>, is_broken: bool) {
        let whole = self.flushing_tip.take();
        let entries = durable.len() as u64;
        let Some(head) = durable.last_mut().map(|(_, head)| std::mem::take(head)) else {
            return;
        };
        let org = whole.filter(|_| !is_broken).unwrap_or_else(|| {
            let mut org = (*self.published.live().org).clone();
            let changes = durable.iter().flat_map(|(changes, _)| changes);
            changes.for_each(|change| org.apply(change));
            org
        });
        let org = Arc::new(org);
        self.past = Some(self.published.publish(Live { org, head }));
        self.published.counters.entries(entries);
    }

    /// Finds out where the store stands, then runs jobs and everything that waited behind them again.
    async fn rerun(&mut self, mut jobs: VecDeque<Job>) {
        jobs.extend(
            std::mem::take(&mut self.waiting)
                .into_iter()
                .map(|drafted| drafted.job),
        );
        self.published.counters.reruns(jobs.len() as u64);
        for attempt in 0..limits::CATCH_UP_ATTEMPTS_MAX {
            if attempt > 0 {
                tokio::time::sleep(limits::CATCH_UP_PAUSE).await;
            }
            self.catch_up().await;
            if !self.lost {
                break;
            }
        }
        for job in jobs {
            self.draft(job);
        }
    }

    /// Applies what the store has and this lane does not. Nothing is unflushed here.
    async fn catch_up(&mut self) {
        let live = self.published.live();
        let mut org = (*live.org).clone();
        match crate::load::follow(&*self.store, &self.id, &mut org, live.head.clone()).await {
            Ok(head) => {
                if head != live.head {
                    self.published.publish(Live {
                        org: Arc::new(org.clone()),
                        head: head.clone(),
                    });
                }
                self.tip = Some(org);
                self.tip_head = head;
                self.lost = false;
            }
            Err(error) => {
                tracing::warn!(org = %self.id, %error, "cannot catch up with the store");
                self.lost = true;
            }
        }
    }
}
