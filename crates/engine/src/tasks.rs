//! Translations that run beside the lanes, on whichever node takes them first.
//!
//! What has not ended is claimed in the store. A node that finds a claim takes a lease on it, which it renews while it
//! works and which ends with the node; then another takes over. Files that are finished stay finished. Two nodes at one
//! task do no harm: only the entry that ends it counts, and there is one.

use crate::job::{Job, Operation};
use crate::lease::Lease;
use crate::model::{Origin, WriteError};
use crate::{Engine, Inner, chance, files, limits};
use org::{
    AppKey, DepartmentId, Eye, Org, OrgId, TRANSLATION_CLAIMS, Translation, TranslationId, View,
};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use store::StoreError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::Instant;
use translate::Format;

/// Why a task stops before its end.
enum Stop {
    /// For good; the sentence is kept.
    Failed(String),
    /// For now.
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<translate::Trouble> for Stop {
    fn from(trouble: translate::Trouble) -> Self {
        Self::Failed(trouble.to_string())
    }
}

impl Engine {
    /// Looks for tasks from now on, until the engine ends.
    pub fn start_tasks(&self) {
        tokio::spawn(look(Arc::downgrade(&self.inner)));
    }

    /// Looks for tasks now: one has begun.
    pub fn ring_for_tasks(&self) {
        self.inner.task_bell.notify_one();
    }
}

async fn look(inner: Weak<Inner>) {
    let places = Arc::new(Semaphore::new(limits::TASKS_AT_ONCE));
    let mut swept_at: Option<Instant> = None;
    while let Some(inner) = inner.upgrade() {
        if inner.stopping.load(Ordering::Acquire) {
            return;
        }
        let bell = inner.task_bell.clone();
        let engine = Engine { inner };
        if swept_at.is_none_or(|at| at.elapsed() >= limits::SWEEP_INTERVAL) {
            swept_at = Some(Instant::now());
            told(sweep(&engine).await, "nothing was swept");
        }
        told(round(&engine, &places).await, "no tasks were looked for");
        drop(engine);
        tokio::select! {
            () = bell.notified() => {}
            () = tokio::time::sleep(limits::TASK_INTERVAL) => {}
        }
    }
}

fn told<E: std::fmt::Display>(result: Result<(), E>, sentence: &'static str) {
    if let Err(error) = result {
        tracing::warn!(%error, "{sentence}");
    }
}

/// Forgets files and secrets that have expired.
async fn sweep(engine: &Engine) -> Result<(), StoreError> {
    let (store, now) = (&engine.inner.store, engine.now());
    while store.sweep_slices(now, limits::SLICES_SWEPT).await? == u64::from(limits::SLICES_SWEPT) {}
    while store.sweep_secrets(now, limits::SECRETS_SWEPT).await? == u64::from(limits::SECRETS_SWEPT)
    {
    }
    Ok(())
}

/// Begins whatever nobody works at, as long as there is room.
async fn round(engine: &Engine, places: &Arc<Semaphore>) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let claims = engine
            .inner
            .store
            .claims(TRANSLATION_CLAIMS, &after, limits::TASKS_LISTED)
            .await?;
        let Some((last, _, _)) = claims.last().cloned() else {
            return Ok(());
        };
        for (id, org, _) in claims {
            let Ok(place) = places.clone().try_acquire_owned() else {
                return Ok(());
            };
            if let Some(lease) = engine.take_lease(&org, &id).await? {
                tokio::spawn(keep_working(engine.clone(), lease, (org, id), place));
            }
        }
        after = last;
    }
}

/// Works and renews the lease meanwhile.
async fn keep_working(
    engine: Engine,
    lease: Lease,
    (org, id): (OrgId, String),
    place: OwnedSemaphorePermit,
) {
    let worked = engine.under_lease(&lease, work(&engine, &org, &id)).await;
    if let Some(worked) = worked {
        told(worked, "a translation stopped for now");
    }
    drop(place);
    engine.ring_when_waiting(&id).await;
}

impl Engine {
    /// Looks for the next task at once, unless this one could not be ended and is the next.
    async fn ring_when_waiting(&self, id: &str) {
        let claim = self.inner.store.claim(TRANSLATION_CLAIMS, id).await;
        if matches!(claim, Ok(None)) {
            self.ring_for_tasks();
        }
    }

    async fn end_translation(
        &self,
        org: &OrgId,
        id: &TranslationId,
        failure: Option<String>,
    ) -> Result<(), WriteError> {
        let (reply, answer) = oneshot::channel();
        let ended = id.clone();
        let run = Box::new(Operation {
            change: move |draft: &mut org::Draft| draft.end_translation(&ended, failure.clone()),
            secrets: |_| Vec::new(),
            result: None,
            reply,
        });
        let job = Job {
            run,
            eye: Eye::Operator,
            origin: Origin {
                actor: "task".to_owned(),
                route: "translation".to_owned(),
                from: String::new(),
            },
            seed: self.seed(),
            entry_id: u128::from_be_bytes(chance::bytes()),
        };
        self.hand_in(org, job, answer).await.map(drop)
    }
}

async fn work(engine: &Engine, org_id: &OrgId, id: &str) -> Result<(), WriteError> {
    let org = engine.org(org_id).await?;
    // Behind the log this node may not have seen it yet, or not seen its end.
    let Some(translation) = org.translation(id).filter(|found| found.end.is_none()) else {
        return Ok(());
    };
    let translation = translation.clone();
    let waited_ms = engine.now().0 - translation.started_at.0;
    let outcome = if waited_ms > org::limits::TRANSLATION_TIME_MS {
        Err(Stop::Failed("it took too long".to_owned()))
    } else {
        translate_all(engine, org_id, &translation).await
    };
    let failure = match outcome {
        Ok(()) => None,
        Err(Stop::Failed(sentence)) => {
            tracing::info!(org = %org_id, id, sentence, "a translation failed");
            Some(sentence)
        }
        Err(Stop::Store(error)) => return Err(error.into()),
    };
    engine
        .end_translation(org_id, &translation.id, failure)
        .await
}

/// The stored name of one of several translated files.
fn part_name(translation: &Translation, index: usize) -> String {
    format!("part/{}/{index}", translation.id)
}

async fn translate_all(
    engine: &Engine,
    org: &OrgId,
    translation: &Translation,
) -> Result<(), Stop> {
    let result = files::of_result(translation.id.as_str());
    if engine.file_header(org, &result).await?.is_some() {
        return Ok(());
    }
    if let [file] = &translation.files[..] {
        let bytes = translate_one(engine, org, translation, &file.media_id, &file.name).await?;
        return Ok(keep(engine, org, translation, result, &bytes).await?);
    }
    let mut parts = Vec::with_capacity(translation.files.len());
    let mut bytes_left = org::limits::TRANSLATION_RESULT_BYTES_MAX;
    for (index, file) in translation.files.iter().enumerate() {
        let name = part_name(translation, index);
        let bytes = match engine.file_header(org, &name).await? {
            Some(header) => engine.whole_file(org, &header).await?,
            None => {
                let bytes =
                    translate_one(engine, org, translation, &file.media_id, &file.name).await?;
                keep(engine, org, translation, name, &bytes).await?;
                bytes
            }
        };
        bytes_left = bytes_left.checked_sub(bytes.len()).ok_or_else(|| {
            Stop::Failed(format!(
                "the translated files have more than {} bytes together",
                org::limits::TRANSLATION_RESULT_BYTES_MAX
            ))
        })?;
        parts.push((file.name.clone(), bytes));
    }
    let packed = on_a_worker(move || translate::pack(&parts)).await?;
    keep(engine, org, translation, result, &packed).await?;
    for index in 0..translation.files.len() {
        let name = part_name(translation, index);
        if let Some(header) = engine.file_header(org, &name).await? {
            engine.forget_file(org, &name, &header).await?;
        }
    }
    Ok(())
}

async fn keep(
    engine: &Engine,
    org: &OrgId,
    translation: &Translation,
    name: String,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let mut writer = engine.file_writer(org, name, translation.kept_until());
    writer.write(bytes).await?;
    writer
        .finish(&translation.result_name, &translation.app)
        .await
}

async fn translate_one(
    engine: &Engine,
    org: &OrgId,
    translation: &Translation,
    media_id: &str,
    name: &str,
) -> Result<Vec<u8>, Stop> {
    let format = Format::of_name(name)
        .ok_or_else(|| Stop::Failed(format!("{name} is of no format that can be translated")))?;
    let file = engine
        .whole_upload(org, media_id)
        .await?
        .ok_or_else(|| Stop::Failed(format!("{name} is not kept any more")))?;
    let seen = engine
        .org(org)
        .await
        .map_err(|error| Stop::Store(StoreError::Unreachable(error.to_string())))?;
    let names = Names::new(seen, translation.app.clone());
    on_a_worker(move || translate::translate(format, &file, &names))
        .await
        .map_err(|stop| match stop {
            Stop::Failed(sentence) => Stop::Failed(format!("{name}: {sentence}")),
            other => other,
        })
}

async fn on_a_worker(
    work: impl FnOnce() -> Result<Vec<u8>, translate::Trouble> + Send + 'static,
) -> Result<Vec<u8>, Stop> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(error) => {
            tracing::error!(%error, "a translation broke off");
            Err(Stop::Failed("it broke off".to_owned()))
        }
    }
}

/// The names that an app may learn of.
struct Names {
    org: Arc<Org>,
    eye: Eye,
}

impl Names {
    fn new(org: Arc<Org>, app: AppKey) -> Self {
        Self {
            org,
            eye: Eye::App(app),
        }
    }
}

impl translate::Names for Names {
    fn user(&self, userid: &str) -> Option<String> {
        let user = View::new(&self.org, &self.eye).user(userid).ok()?;
        Some(user.name.to_owned())
    }

    fn department(&self, id: i64) -> Option<String> {
        let view = View::new(&self.org, &self.eye);
        let department = view.department(DepartmentId(id)).ok()?;
        Some(department.name.clone())
    }
}
