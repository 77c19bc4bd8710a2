//! Plans of changes, kept by the engine.

use super::{Outside, busy};
use crate::limits::PROGRESS_INTERVAL;
use endpoint::{Answer, LongLook, Plans, Progress};
use org::View;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Plans that nobody works on are forgotten when so many are known.
const KNOWN_MAX: usize = 1_000;

/// Whose turn it is to work on a plan, among the calls of this node.
#[derive(Default)]
pub(crate) struct Turns(Mutex<BTreeMap<String, Weak<tokio::sync::Mutex<()>>>>);

impl Turns {
    pub(super) fn of(&self, plan: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = known.get(plan).and_then(Weak::upgrade) {
            return turn;
        }
        if known.len() >= KNOWN_MAX {
            known.retain(|_, turn| turn.strong_count() > 0);
        }
        let turn = Arc::default();
        known.insert(plan.to_owned(), Arc::downgrade(&turn));
        turn
    }
}

impl Plans for Outside<'_> {
    fn look_long(&self, look: LongLook) -> Answer<'_, Vec<u8>> {
        Box::pin(async move {
            let _place = self.slow_looks.acquire().await.map_err(busy)?;
            let caller = self.known()?;
            let (org, eye) = (caller.org.clone(), caller.eye.clone());
            let seed = self.engine.seed_of_rehearsal();
            let looked = move || look(&View::new(&org, &eye), seed);
            tokio::task::spawn_blocking(looked).await.map_err(busy)
        })
    }

    fn look_long_noted<'a>(
        &'a self,
        look: LongLook,
        progress: Arc<Progress>,
        id: &'a str,
    ) -> Answer<'a, Vec<u8>> {
        Box::pin(async move {
            let mut looking = self.look_long(look);
            let mut ticks = tokio::time::interval(PROGRESS_INTERVAL);
            loop {
                tokio::select! {
                    looked = &mut looking => return looked,
                    _ = ticks.tick() => {
                        let noted = serde_json::to_vec(&progress.noted());
                        self.keep_plan(id, noted.unwrap_or_default()).await?;
                    }
                }
            }
        })
    }

    fn alone_with_plan<'a>(
        &'a self,
        id: &'a str,
        work: Answer<'a, Vec<u8>>,
    ) -> Answer<'a, Option<Vec<u8>>> {
        Box::pin(async move {
            let org = &self.known()?.org.info().id;
            let turn = self.turns.of(&format!("{org}/{id}"));
            let _ours = turn.lock().await;
            let done = self.engine.alone_with_plan(org, id, work).await;
            done.map_err(busy)?.transpose()
        })
    }

    fn keep_plan<'a>(&'a self, id: &'a str, body: Vec<u8>) -> Answer<'a, ()> {
        Box::pin(async move {
            let org = &self.known()?.org.info().id;
            self.engine.keep_plan(org, id, body).await.map_err(busy)
        })
    }

    fn plan<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Vec<u8>>> {
        Box::pin(async move {
            let org = &self.known()?.org.info().id;
            self.engine.plan(org, id).await.map_err(busy)
        })
    }
}
