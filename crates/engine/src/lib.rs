//! Living organizations: load, draft, commit, publish, follow the log of other nodes.

mod accounts;
mod app_tokens;
mod apps;
mod callbacks;
mod cell;
mod chain;
mod chance;
mod changed;
mod codes;
mod entry;
mod files;
mod founding;
mod grants;
mod history;
mod job;
mod joint;
mod lane;
mod lease;
mod limits;
mod links;
mod load;
mod log;
mod log_reader;
mod model;
mod narrow_tokens;
mod password;
mod plans;
mod recent;
mod sealed;
mod sign_in;
mod sign_in_provider;
mod stream_tickets;
mod tasks;
mod tokens;
mod upkeep;
mod verify;

pub use accounts::{Entered, Session, Visit, hash_password, readable_password};
pub use apps::Asker;
pub use callbacks::CallbackSecrets;
pub use codes::{Code, CodePurpose, Taken};
pub use files::{FileHeader, FileWriter};
pub use grants::{Grant, Renewing, UserTokens, own_grant, shared_grant};
pub use lease::Lease;
pub use log_reader::LogReader;
pub use model::{Clock, Holder, Origin, Settings, Stats, Token, Verified, WriteError};
pub use sign_in_provider::PendingSignIn;
pub use stream_tickets::StreamTicket;

use accounts::{Attempts, Hashing, Sessions};
use cell::{Cell, Counters, Live, Published};
use chain::Head;
use changed::Followers;
use endpoint::WriteCall;
use job::{Call, Job, Operation, Run};
use lane::{HandOver, Lane, Message};
use org::{Draft, Eye, Founding, Millis, Org, OrgId, Refusal, Seed, User};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use store::{Secret, Store, StoreError};
use tokens::{Keys, Tokens};
use tokio::sync::{Mutex, Notify, Semaphore, mpsc, oneshot};

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    settings: Settings,
    keys: Keys,
    tokens: Tokens,
    cells: papaya::HashMap<OrgId, Arc<Cell>>,
    /// Held while an organization loads, so that it loads once.
    loading: Mutex<()>,
    /// Writes of several organizations under way.
    joint: Arc<Semaphore>,
    /// Passwords being hashed.
    hashing: Hashing,
    sessions: Sessions,
    attempts: Attempts,
    counters: Arc<Counters>,
    followers: Arc<Followers>,
    beat: AtomicU64,
    stopping: AtomicBool,
    writing: AtomicUsize,
    idle: Notify,
    /// Rung when a task has begun here.
    task_bell: Arc<Notify>,
    /// Who waits for entries.
    waiting: Arc<log_reader::Waiting>,
}

/// All organizations of this installation, as this node knows them. Clones are the same engine.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

/// Counts a write while it is under way.
struct Writing<'a>(&'a Inner);

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if self.0.writing.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.idle.notify_waiters();
        }
    }
}

impl Engine {
    /// Starts on a store.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn start(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        let keys = Keys::open(&*store, clock.now()).await?;
        let inner = Arc::new(Inner {
            tokens: Tokens::new(store.clone(), keys.clone()),
            sessions: Sessions::new(store.clone(), keys.clone()),
            attempts: Attempts::new(store.clone()),
            store,
            clock,
            settings,
            keys,
            cells: papaya::HashMap::new(),
            loading: Mutex::new(()),
            joint: Arc::new(Semaphore::new(limits::JOINT_WRITES_MAX)),
            hashing: Hashing::new(),
            counters: Arc::new(Counters::default()),
            followers: Arc::default(),
            beat: AtomicU64::new(0),
            stopping: AtomicBool::new(false),
            writing: AtomicUsize::new(0),
            idle: Notify::new(),
            task_bell: Arc::new(Notify::new()),
            waiting: Arc::default(),
        });
        upkeep::start(&inner);
        Ok(Self { inner })
    }

    /// The value of an organization if it is in memory: no lock, no wait.
    pub fn loaded(&self, id: &OrgId) -> Option<Arc<Org>> {
        let cells = self.inner.cells.pin();
        let cell = cells.get(id)?;
        cell.touch(self.inner.beat.load(Ordering::Relaxed));
        Some(cell.published.org())
    }

    /// The value of an organization, loaded on first use.
    ///
    /// # Errors
    /// [`WriteError::NoSuchOrganization`], [`WriteError::Store`], [`WriteError::Load`].
    pub async fn org(&self, id: &OrgId) -> Result<Arc<Org>, WriteError> {
        match self.loaded(id) {
            Some(org) => Ok(org),
            None => Ok(self.cell(id).await?.published.org()),
        }
    }

    async fn cell(&self, id: &OrgId) -> Result<Arc<Cell>, WriteError> {
        // Some stores fail on letters that no id has.
        if !id.as_str().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(WriteError::NoSuchOrganization(id.clone()));
        }
        let known = || {
            let cells = self.inner.cells.pin();
            cells.get(id).cloned()
        };
        if let Some(cell) = known() {
            return Ok(cell);
        }
        let _one_at_a_time = self.inner.loading.lock().await;
        if let Some(cell) = known() {
            return Ok(cell);
        }
        let (org, head) = load::load(&*self.inner.store, id, self.inner.keys.table).await?;
        let live = Live {
            org: Arc::new(org),
            head,
        };
        load::prepare_search(live.org.clone());
        let published = Arc::new(Published::new(
            live,
            self.inner.counters.clone(),
            self.inner.followers.clone(),
        ));
        let (lane, inbox) = mpsc::channel(self.inner.settings.lane_waiting_max);
        Lane::start(
            self.inner.store.clone(),
            id.clone(),
            published.clone(),
            inbox,
            self.hand_over(),
        );
        let beat = self.inner.beat.load(Ordering::Relaxed);
        let cell = Arc::new(Cell::new(published, lane, beat));
        self.inner.cells.pin().insert(id.clone(), cell.clone());
        Ok(cell)
    }

    /// What lanes do with a write that needs another organization. A lane does not keep the engine alive.
    fn hand_over(&self) -> HandOver {
        let inner = Arc::downgrade(&self.inner);
        Arc::new(move |id, job, needed| {
            let Some(inner) = inner.upgrade() else {
                return job.run.answer(Err(WriteError::Busy));
            };
            let Ok(permit) = inner.joint.clone().try_acquire_owned() else {
                return job.run.answer(Err(WriteError::Busy));
            };
            let engine = Self { inner };
            tokio::spawn(async move {
                joint::run(engine, id, job, needed).await;
                drop(permit);
            });
        })
    }

    /// Organizations whose apps are told of events and that have changed on this node since the last call. Waits for one; a call
    /// that is given up takes none away.
    pub async fn next_pushed(&self) -> BTreeSet<OrgId> {
        let followers = self.inner.followers.clone();
        loop {
            let changed = followers.pushed.take();
            if !changed.is_empty() {
                return changed;
            }
            followers.pushed.notified().await;
        }
    }

    /// Whether the engine is ending.
    pub fn is_stopping(&self) -> bool {
        self.inner.stopping.load(Ordering::Acquire)
    }

    fn seed(&self) -> Seed {
        Seed {
            now: self.inner.clock.now(),
            entropy: chance::bytes(),
            person_key: self.inner.keys.person,
        }
    }

    fn begin_writing(&self) -> Result<Writing<'_>, WriteError> {
        self.inner.writing.fetch_add(1, Ordering::AcqRel);
        let writing = Writing(&self.inner);
        if self.inner.stopping.load(Ordering::Acquire) {
            return Err(WriteError::Busy);
        }
        Ok(writing)
    }

    async fn run<T>(
        &self,
        id: &OrgId,
        origin: Origin,
        eye: Eye,
        seed: Seed,
        run: Box<dyn Run>,
        answer: oneshot::Receiver<Result<T, WriteError>>,
    ) -> Result<T, WriteError> {
        let job = Job {
            run,
            eye,
            origin,
            seed,
            entry_id: u128::from_be_bytes(chance::bytes()),
        };
        self.hand_in(id, job, answer).await
    }

    async fn hand_in<T>(
        &self,
        id: &OrgId,
        job: Job,
        answer: oneshot::Receiver<Result<T, WriteError>>,
    ) -> Result<T, WriteError> {
        let _writing = self.begin_writing()?;
        let cell = self.cell(id).await?;
        cell.touch(self.inner.beat.load(Ordering::Relaxed));
        cell.lane
            .try_send(Message::Write(job))
            .map_err(|_| WriteError::Busy)?;
        answer.await.unwrap_or(Err(WriteError::Busy))
    }

    /// Runs an endpoint's write. Answers after it is durable.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn write(
        &self,
        id: &OrgId,
        origin: Origin,
        eye: Eye,
        call: Box<dyn WriteCall>,
    ) -> Result<Vec<u8>, WriteError> {
        let (reply, answer) = oneshot::channel();
        let run = Box::new(Call {
            call,
            reply,
            response: Vec::new(),
        });
        self.run(id, origin, eye, self.seed(), run, answer).await
    }

    /// Runs an operator's change; may run more than once, only the last run counts.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn operate<T: Send + 'static>(
        &self,
        id: &OrgId,
        route: &str,
        change: impl Fn(&mut Draft) -> Result<T, Refusal> + Send + Sync + 'static,
    ) -> Result<T, WriteError> {
        self.operate_with_secrets(id, route, self.seed(), change, |_| Vec::new())
            .await
    }

    /// The same with time and chance given, for what must come out the same on every installation.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn operate_seeded<T: Send + 'static>(
        &self,
        id: &OrgId,
        route: &str,
        seed: Seed,
        change: impl Fn(&mut Draft) -> Result<T, Refusal> + Send + Sync + 'static,
    ) -> Result<T, WriteError> {
        self.operate_with_secrets(id, route, seed, change, |_| Vec::new())
            .await
    }

    async fn operate_with_secrets<T: Send + 'static>(
        &self,
        id: &OrgId,
        route: &str,
        seed: Seed,
        change: impl Fn(&mut Draft) -> Result<T, Refusal> + Send + Sync + 'static,
        secrets: fn(&T) -> Vec<Secret>,
    ) -> Result<T, WriteError> {
        let (reply, answer) = oneshot::channel();
        let run = Box::new(Operation {
            change,
            secrets,
            result: None,
            reply,
        });
        let origin = Origin {
            actor: "command".to_owned(),
            route: route.to_owned(),
            from: String::new(),
        };
        self.run(id, origin, Eye::Operator, seed, run, answer).await
    }

    /// As [`Engine::found`] with time and chance given, as [`Engine::operate_seeded`].
    ///
    /// # Errors
    /// See [`WriteError`]; an id that is taken is refused.
    pub async fn found_seeded(
        &self,
        id: Option<OrgId>,
        seed: Seed,
        founding: Founding,
    ) -> Result<(OrgId, User), WriteError> {
        let _writing = self.begin_writing()?;
        let id = id
            .unwrap_or_else(|| OrgId::new(&format!("ding{}", chance::hex(&chance::bytes::<16>()))));
        let empty = Org::empty(id.clone(), self.inner.keys.table);
        let live = Live {
            org: Arc::new(empty),
            head: Head::default(),
        };
        let published = Arc::new(Published::new(
            live,
            self.inner.counters.clone(),
            self.inner.followers.clone(),
        ));
        let (lane, inbox) = mpsc::channel(1);
        Lane::start(
            self.inner.store.clone(),
            id.clone(),
            published,
            inbox,
            self.hand_over(),
        );
        let (reply, answer) = oneshot::channel();
        // Should the id be taken, the lane catches up with what is there and runs this again: founding is refused then.
        let change = move |draft: &mut Draft| draft.found(founding.clone());
        let run = Box::new(Operation {
            change,
            secrets: |_| Vec::new(),
            result: None,
            reply,
        });
        let job = Job {
            run,
            eye: Eye::Operator,
            origin: Origin {
                actor: "command".to_owned(),
                route: "org new".to_owned(),
                from: String::new(),
            },
            seed,
            entry_id: u128::from_be_bytes(chance::bytes()),
        };
        lane.try_send(Message::Write(job))
            .map_err(|_| WriteError::Busy)?;
        let creator = answer.await.unwrap_or(Err(WriteError::Busy))?;
        Ok((id, creator))
    }

    /// What a token opens, if it is known in memory and valid: no lock, no wait.
    pub fn known_token(&self, text: &str) -> Option<Token> {
        self.inner.tokens.known(text, self.inner.clock.now())
    }

    /// What a token opens; asks the store when memory does not know.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn token(&self, text: &str) -> Result<Option<Token>, StoreError> {
        self.inner.tokens.find(text, self.inner.clock.now()).await
    }

    /// By whom somebody's replaced id was replaced, and by which; see [`org::claim_value`]. In order of owner, at most
    /// [`endpoint::limits::MIGRATIONS_MAX`].
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn migrations(
        &self,
        space: &str,
        old: &str,
    ) -> Result<Vec<(OrgId, String)>, StoreError> {
        let from = org::claim_value(old, None);
        let store = &self.inner.store;
        let claims = store.claims(space, &from, endpoint::limits::MIGRATIONS_MAX);
        let claims = claims.await?.into_iter();
        Ok(claims
            .take_while(|(value, _, _)| value.starts_with(&from))
            .map(|(_, owner, new)| (owner, new))
            .collect())
    }

    /// Replays every log and compares it with the stored state. `progress` hears of each organization.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn verify(
        &self,
        progress: &mut (dyn FnMut(&OrgId, u64) + Send),
    ) -> Result<Verified, StoreError> {
        verify::verify(&*self.inner.store, self.inner.keys.table, progress).await
    }

    /// The store, for readiness and backup.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.inner.store
    }

    /// The time now.
    pub fn now(&self) -> Millis {
        self.inner.clock.now()
    }

    /// Figures for `/metrics`.
    pub fn stats(&self) -> Stats {
        let loaded = self.inner.cells.pin().len() as u64;
        Stats {
            password_hashes: self.inner.hashing.runs(),
            ..self.inner.counters.stats(loaded)
        }
    }

    /// Ends: no new writes, what was taken is answered.
    pub async fn stop(&self) {
        self.inner.stopping.store(true, Ordering::Release);
        let _ = tokio::time::timeout(limits::STOP_WAIT, async {
            loop {
                let idle = self.inner.idle.notified();
                if self.inner.writing.load(Ordering::Acquire) == 0 {
                    return;
                }
                idle.await;
            }
        })
        .await;
    }
}
