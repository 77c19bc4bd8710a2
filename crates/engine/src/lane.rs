//! The writes of one organization, one after another.
//!
//! While a flush is under way the lane drafts on top of the value that is being flushed; the next flush takes all that
//! was drafted meanwhile. Where the store takes several flushes at once, the next one is sent behind the last one's
//! newest entry, and is refused with it. Whatever was answered from an unflushed value (a refusal, too) waits for that
//! flush. When another node was first, the lane applies what it missed and runs everything that was not flushed again.
//!
//! Values between two flushes are not kept: what nobody else holds is changed where it is. Where only a part of a flush became
//! durable, its value is made anew from what happened.

use crate::cell::{Live, Published};
use crate::chain::Head;
use crate::job::Job;
use crate::model::WriteError;
use crate::{entry, limits};
use endpoint::Fault;
use futures_util::StreamExt;
use futures_util::stream::FuturesOrdered;
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

/// What is on its way to the store.
struct Flight {
    drafted: Vec<Drafted>,
    /// The id of its newest entry.
    newest: u128,
    /// The value once all of it is durable.
    tip: Option<Org>,
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
    /// In the order in which they were sent.
    flights: VecDeque<Flight>,
    waiting: Vec<Drafted>,
    /// About as many as wrote at once of late.
    crowd: usize,
    /// Set when the store's state is not known: nothing may be drafted before it is.
    lost: bool,
    /// Jobs to run again once the store's state is known.
    again: VecDeque<Job>,
    /// Jobs whose entries are durable behind others that this lane does not know yet.
    landed: Vec<Job>,
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
            flights: VecDeque::new(),
            waiting: Vec::new(),
            crowd: 0,
            lost: false,
            again: VecDeque::new(),
            landed: Vec::new(),
            past: None,
        };
        tokio::spawn(lane.run());
    }

    async fn run(mut self) {
        let mut flushes: FuturesOrdered<Flush> = FuturesOrdered::new();
        let mut follow = false;
        loop {
            let is_lost = self.lost && !flushes.is_empty();
            let room =
                self.hold.is_none() && !is_lost && self.waiting.len() < limits::FLUSH_ENTRIES_MAX;
            tokio::select! {
                biased;
                Some(result) = flushes.next(), if !flushes.is_empty() => self.flushed(result).await,
                message = self.inbox.recv(), if room => match message {
                    Some(Message::Hold(reply)) => self.hold = Some(reply),
                    Some(Message::Write(job)) => {
                        if self.lost {
                            self.catch_up().await;
                        }
                        self.draft(job);
                        self.draft_what_waits();
                    }
                    Some(Message::Follow) => follow = true,
                    None => break,
                },
            }
            if flushes.is_empty() && std::mem::take(&mut follow) && self.waiting.is_empty() {
                self.catch_up().await;
            }
            flushes.extend(self.begin_flush());
            if flushes.is_empty()
                && let Some(reply) = self.hold.take()
            {
                self.stand_still(reply).await;
            }
            if let Some(past) = self.past.take() {
                tokio::task::yield_now().await;
                drop(past);
            }
        }
        while let Some(result) = flushes.next().await {
            self.flushed(result).await;
            flushes.extend(self.begin_flush());
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

    /// How many write at once, as far as it shows now.
    fn writing(&self) -> usize {
        let on_their_way = self.flights.iter().map(|flight| flight.drafted.len());
        on_their_way.sum::<usize>() + self.waiting.len()
    }

    /// Each flush costs the same however little it takes: beside another one it goes only with a fair part of those who
    /// write of late, or else many small ones would hold each other up.
    fn is_worth_a_flush(&self) -> bool {
        self.flights.is_empty()
            || self.flights.len() < self.store.batches_under_way_max()
                && self.waiting.len() >= self.crowd / limits::FLUSHES_OF_A_CROWD
    }

    /// Hands all that was drafted to the store; answers at once what rests on nothing unflushed.
    fn begin_flush(&mut self) -> Option<Flush> {
        self.crowd = self.crowd.max(self.writing());
        if self.waiting.is_empty() || self.lost || !self.is_worth_a_flush() {
            return None;
        }
        let left = |drafted: &mut Drafted| {
            let left = drafted.left.as_mut()?;
            Some(std::mem::take(&mut left.transaction))
        };
        let mut transactions: Vec<Transaction> = self.waiting.iter_mut().filter_map(left).collect();
        let last = transactions.last().and_then(|last| last.entries.last());
        let Some(newest) = last.map(|entry| entry.id) else {
            // Refusals may rest on what is on its way.
            if self.flights.is_empty() {
                for drafted in self.waiting.drain(..) {
                    let answer = drafted.outcome.map_err(WriteError::Fault);
                    drafted.job.run.answer(answer);
                }
            }
            return None;
        };
        if let (Some(first), Some(before)) = (transactions.first_mut(), self.flights.back()) {
            first.follows = Some(before.newest);
        }
        self.flights.push_back(Flight {
            drafted: std::mem::take(&mut self.waiting),
            newest,
            tip: self.tip.clone(),
        });
        self.published.counters.flushes(1);
        let store = self.store.clone();
        Some(Box::pin(async move { store.append(transactions).await }))
    }

    /// What became of the flush that was sent first.
    async fn flushed(&mut self, result: Result<Vec<Appended>, StoreError>) {
        let Some(flight) = self.flights.pop_front() else {
            return;
        };
        self.crowd -= self.crowd.div_ceil(limits::CROWD_OVER);
        match result {
            Ok(outcomes) => self.settle(flight, outcomes),
            Err(error) => {
                tracing::warn!(org = %self.id, %error, "a flush failed");
                for drafted in flight.drafted {
                    let answer = Err(WriteError::Store(error.clone()));
                    drafted.job.run.answer(answer);
                }
                self.lost = true;
            }
        }
        if self.lost && self.flights.is_empty() {
            self.rerun().await;
        }
    }

    /// Publishes and answers what became durable; leaves the rest to be run again.
    fn settle(&mut self, flight: Flight, outcomes: Vec<Appended>) {
        let mut outcomes = outcomes.into_iter();
        let mut durable: Vec<(Vec<Change>, Head)> = Vec::new();
        let mut answers = Vec::with_capacity(flight.drafted.len());
        // Something before may be durable that this lane does not know.
        let was_lost = self.lost;
        // Whether something before rests on what never was; then all behind it does.
        let mut is_broken = was_lost;
        for Drafted { job, outcome, left } in flight.drafted {
            let Some(left) = left else {
                match is_broken {
                    false => answers.push((job, outcome.map_err(WriteError::Fault))),
                    true => self.again.push_back(job),
                }
                continue;
            };
            match outcomes.next() {
                Some(Appended::Done) if was_lost => self.landed.push(job),
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
                    self.again.push_back(job);
                    is_broken = true;
                }
            }
        }
        self.publish(durable, flight.tip.filter(|_| !is_broken));
        for (job, answer) in answers {
            job.run.answer(answer);
        }
        self.lost = is_broken;
    }

    /// Shows what became durable.
    fn publish(&mut self, mut durable: Vec<(Vec<Change>, Head)>, whole: Option<Org>) {
        let entries = durable.len() as u64;
        let Some(head) = durable.last_mut().map(|(_, head)| std::mem::take(head)) else {
            return;
        };
        let org = whole.unwrap_or_else(|| {
            let mut org = (*self.published.live().org).clone();
            let changes = durable.iter().flat_map(|(changes, _)| changes);
            changes.for_each(|change| org.apply(change));
            org
        });
        let org = Arc::new(org);
        self.past = Some(self.published.publish(Live { org, head }));
        self.published.counters.entries(entries);
    }

    /// Finds out where the store stands, then runs again what was refused and everything that waited behind it.
    async fn rerun(&mut self) {
        let mut jobs = std::mem::take(&mut self.again);
        jobs.extend(self.waiting.drain(..).map(|drafted| drafted.job));
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
        for job in self.landed.drain(..) {
            job.run.answer(Ok(()));
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
