//! The log of the caller's organization, for a task and for an answer that goes on after it.

use super::{Outside, unwritten};
use crate::caller::Caller;
use dingtalk::codes;
use endpoint::{Answer, Fault, Logged, Mark, Number, Past, ReadsLog, Waited};
use engine::{Engine, LogReader};
use org::{Millis, View};
use std::sync::Arc;
use std::time::Duration;

/// Reads the log with the caller's eyes.
pub(crate) fn reader(engine: &Engine, caller: &Caller) -> LogReader {
    let org = caller.org.info().id.clone();
    LogReader::new(engine.clone(), org, caller.eye.clone(), unwritten)
}

impl Outside<'_> {
    fn log(&self) -> Result<LogReader, Fault> {
        let caller = self.caller.as_ref();
        let caller = caller.ok_or_else(|| Fault::code(codes::UNFORESEEN))?;
        Ok(reader(self.engine, caller))
    }
}

impl ReadsLog for Outside<'_> {
    fn look_at_head<'a>(
        &'a self,
        look: &'a mut (dyn FnMut(&View<'_>, &Mark) + Send),
    ) -> Answer<'a, ()> {
        Box::pin(async move { self.log()?.look_at_head(look).await })
    }

    fn entries(&self, after: Number, limit: u32) -> Answer<'_, Vec<Arc<Logged>>> {
        Box::pin(async move { self.log()?.entries(after, limit).await })
    }

    fn number_before(&self, time: Millis, last: Number) -> Answer<'_, Number> {
        Box::pin(async move { self.log()?.number_before(time, last).await })
    }

    fn told_since(&self) -> Option<Millis> {
        self.log().ok()?.told_since()
    }

    fn wait_for_entry(&self, after: Number, wait: Duration) -> Answer<'_, Waited> {
        Box::pin(async move { self.log()?.wait_for_entry(after, wait).await })
    }

    fn place_to_wait(&self) -> Option<Box<dyn Send + Sync>> {
        self.log().ok()?.place_to_wait()
    }

    fn noted<'a>(&'a self, kind: &'a str, at: Millis, limit: u32) -> Answer<'a, Vec<Past>> {
        Box::pin(async move { self.log()?.noted(kind, at, limit).await })
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
