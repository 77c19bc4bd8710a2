//! The log of one organization for somebody who tells of it, or waits for what is new.

use crate::model::WriteError;
use crate::{Engine, limits};
use endpoint::{Answer, Fault, Logged, Mark, Number, Past, ReadsLog, Waited};
use org::{Eye, Millis, OrgId, View};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Who waits for entries on this node.
pub(crate) struct Waiting {
    callers: Mutex<BTreeMap<String, usize>>,
    /// Set when nobody shall wait any more.
    over: watch::Sender<bool>,
}

impl Default for Waiting {
    fn default() -> Self {
        Self {
            callers: Mutex::default(),
            over: watch::Sender::new(false),
        }
    }
}

/// One who waits; gives the place up when dropped.
struct Place {
    waiting: Arc<Waiting>,
    caller: String,
}

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.callers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(self: &Arc<Self>, caller: String) -> Option<Place> {
        let mut callers = self.lock();
        let all: usize = callers.values().sum();
        let own = callers.get(&caller).copied().unwrap_or_default();
        if all >= limits::WAITING_MAX || own >= limits::WAITING_OF_CALLER_MAX {
            return None;
        }
        callers.insert(caller.clone(), own + 1);
        drop(callers);
        Some(Place {
            waiting: self.clone(),
            caller,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut callers = self.waiting.lock();
        if let Some(count) = callers.get_mut(&self.caller) {
            *count -= 1;
            if *count == 0 {
                callers.remove(&self.caller);
            }
        }
    }
}

impl Engine {
    /// Lets nobody wait for entries any more: the node is about to end.
    pub fn end_waiting(&self) {
        self.inner.waiting.over.send_replace(true);
    }
}

/// Reads the log with somebody's eyes.
#[derive(Clone)]
pub struct LogReader {
    engine: Engine,
    org: OrgId,
    eye: Eye,
    /// Turns what went wrong into what the caller hears.
    faulty: fn(WriteError) -> Fault,
}

impl LogReader {
    /// For one caller. `faulty` is the caller's table of codes.
    pub fn new(engine: Engine, org: OrgId, eye: Eye, faulty: fn(WriteError) -> Fault) -> Self {
        Self {
            engine,
            org,
            eye,
            faulty,
        }
    }

    async fn wait(&self, after: Number, wait: Duration) -> Result<Waited, WriteError> {
        let mut over = self.engine.inner.waiting.over.subscribe();
        let waited = async {
            loop {
                let mut head = self.engine.watch(&self.org).await?;
                // It fails when the organization was let go from memory; looking again loads it.
                if head.wait_for(|head| *head > after).await.is_ok() {
                    return Ok(Waited::Entry);
                }
            }
        };
        tokio::select! {
            biased;
            _ = over.wait_for(|over| *over) => Ok(Waited::Ending),
            waited = waited => waited,
            () = tokio::time::sleep(wait) => Ok(Waited::TimeIsUp),
        }
    }
}

impl ReadsLog for LogReader {
    fn look_at_head<'a>(
        &'a self,
        look: &'a mut (dyn FnMut(&View<'_>, &Mark) + Send),
    ) -> Answer<'a, ()> {
        Box::pin(async move {
            let (org, mark) = self.engine.org_at(&self.org).await.map_err(self.faulty)?;
            look(&View::new(&org, &self.eye), &mark);
            Ok(())
        })
    }

    fn entries(&self, after: Number, limit: u32) -> Answer<'_, Vec<Arc<Logged>>> {
        Box::pin(async move {
            let entries = self.engine.entries(&self.org, after, limit).await;
            entries.map_err(self.faulty)
        })
    }

    fn number_before(&self, time: Millis, last: Number) -> Answer<'_, Number> {
        Box::pin(async move {
            let number = self.engine.number_before(&self.org, time, last).await;
            number.map_err(|error| (self.faulty)(WriteError::Store(error)))
        })
    }

    fn told_since(&self) -> Option<Millis> {
        let kept_ms = self.engine.inner.settings.told_ms?;
        Some(Millis(self.engine.now().0.saturating_sub(kept_ms)))
    }

    fn wait_for_entry(&self, after: Number, wait: Duration) -> Answer<'_, Waited> {
        Box::pin(async move { self.wait(after, wait).await.map_err(self.faulty) })
    }

    fn place_to_wait(&self) -> Option<Box<dyn Send + Sync>> {
        let caller = format!("{} {:?}", self.org, self.eye);
        let place = self.engine.inner.waiting.take(caller)?;
        Some(Box::new(place))
    }

    fn noted<'a>(&'a self, kind: &'a str, at: Millis, limit: u32) -> Answer<'a, Vec<Past>> {
        let until = Millis(at.0.saturating_add(1));
        Box::pin(async move {
            let rows = self.engine.past(&self.org, kind, (at, ""), until, limit);
            let rows = rows.await;
            rows.map_err(|error| (self.faulty)(WriteError::Store(error)))
        })
    }

    fn header(&self, _: &str) -> Option<&str> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_caller_does_not_take_every_place() {
        let waiting = Arc::new(Waiting::default());
        let take = |caller: &str| waiting.take(caller.to_owned());
        let mut places: Vec<Place> = (0..limits::WAITING_OF_CALLER_MAX)
            .map(|_| take("one").expect("there is room"))
            .collect();
        assert!(take("one").is_none());
        assert!(take("other").is_some());
        places.pop();
        let again = take("one");
        assert!(again.is_some());
        assert!(take("one").is_none());
        drop((places, again));
        assert!(waiting.lock().is_empty());
    }

    #[test]
    fn a_node_has_so_many_places() {
        let waiting = Arc::new(Waiting::default());
        let places: Vec<Option<Place>> = (0..=limits::WAITING_MAX)
            .map(|caller| waiting.take(caller.to_string()))
            .collect();
        let taken = places.iter().filter(|place| place.is_some()).count();
        assert_eq!(taken, limits::WAITING_MAX);
    }
}
