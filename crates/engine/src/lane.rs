//! The writes of one organization, one after another.
//!
//! While a flush is under way the lane drafts on top of the value that is being flushed; the next flush takes all that
//! was drafted meanwhile. Whatever was answered from an unflushed value (a refusal, too) waits for that flush. When
//! another node was first, the lane applies what it missed and runs everything that was not flushed again.

use crate::cell::{Live, Published};
use crate::chain::Head;
use crate::job::Job;
use crate::model::WriteError;
use crate::{entry, limits};
use endpoint::Fault;
use org::{Draft, Org, OrgId, Refusal};
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
    left: Option<(Org, Head, Transaction)>,
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
    /// The newest value, flushed or not.
    tip: Org,
    tip_head: Head,
    flushing: Vec<Drafted>,
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
            tip: (*live.org).clone(),
            tip_head: live.head.clone(),
            flushing: Vec::new(),
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
        let held = Held {
            org: self.tip.clone(),
            head: self.tip_head.clone(),
            release,
        };
        if reply.send(held).is_err() {
            return;
        }
        match released.await {
            Ok(()) => {
                let live = self.published.live();
                self.tip = (*live.org).clone();
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
        let mut draft = Draft::new(&self.tip, job.eye.clone(), job.seed.clone());
        let outcome = job.run.draft(&mut draft);
        if !draft.needed().is_empty() {
            return (self.hand_over)(self.id.clone(), job, draft.needed().clone());
        }
        let left = match &outcome {
            Ok(()) if job.leaves(&draft) => Some(self.leave(&job, draft)),
            _ => None,
        };
        self.waiting.push(Drafted { job, outcome, left });
    }

    /// Turns a draft into what the store takes, and makes it the tip.
    fn leave(&mut self, job: &Job, draft: Draft) -> (Org, Head, Transaction) {
        let finished = draft.finish();
        let mut transaction = Transaction {
            secrets: job.run.secrets(),
            ..Transaction::default()
        };
        let actor = job.origin.actor.clone();
        let put = entry::put(
            &mut transaction,
            &self.id,
            &self.tip_head,
            actor,
            job,
            finished,
        );
        let (org, head) = put;
        self.tip = org.clone();
        self.tip_head = head.clone();
        (org, head, transaction)
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
            .map(|(_, _, transaction)| std::mem::take(transaction))
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
        self.published.counters.flushes(1);
        let store = self.store.clone();
        Some(Box::pin(async move { store.append(transactions).await }))
    }

    async fn flushed(&mut self, result: Result<Vec<Appended>, StoreError>) {
        let drafted = std::mem::take(&mut self.flushing);
        match result {
            Ok(outcomes) => self.settle(drafted, outcomes).await,
            Err(error) => {
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
        let mut durable: Option<Live> = None;
        let mut answers = Vec::with_capacity(drafted.len());
        let mut again: VecDeque<Job> = VecDeque::new();
        let mut entries = 0;
        for Drafted { job, outcome, left } in drafted {
            let Some((org, head, _)) = left else {
                if again.is_empty() {
                    answers.push((job, outcome.map_err(WriteError::Fault)));
                } else {
                    again.push_back(job);
                }
                continue;
            };
            match outcomes.next() {
                Some(Appended::Done) if again.is_empty() => {
                    durable = Some(Live {
                        org: Arc::new(org),
                        head,
                    });
                    entries += 1;
                    answers.push((job, Ok(())));
                }
                Some(Appended::Taken { space, value }) if again.is_empty() => {
                    let taken = Refusal::claim_taken(&space, &value);
                    // What was drafted on top of it rests on something that never was.
                    answers.push((job, Err(WriteError::Fault(Fault::from(taken)))));
                    self.lost = true;
                }
                _ => again.push_back(job),
            }
        }
        if let Some(live) = durable {
            self.past = Some(self.published.publish(live));
            self.published.counters.entries(entries);
        }
        for (job, answer) in answers {
            job.run.answer(answer);
        }
        if self.lost || !again.is_empty() {
            self.lost = true;
            self.rerun(again).await;
        }
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
                self.tip = org;
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
