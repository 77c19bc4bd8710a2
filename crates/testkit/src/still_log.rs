//! The log of a test's organization.

use crate::still_context::StillContext;
use endpoint::{Answer, Context, Logged, Mark, Number, Past, ReadsLog, Waited};
use org::{ENTRY_VERSION, Finished, Millis, View, decode_entry, encode_entry};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// What happened, with what the call that reads it says.
#[derive(Default)]
pub struct StillLog {
    entries: Vec<Arc<Logged>>,
    headers: BTreeMap<String, String>,
    told_since: Option<Millis>,
    is_full: bool,
}

impl StillLog {
    pub(crate) fn add(&mut self, actor: &str, route: &str, at: Millis, finished: &Finished) {
        if finished.changes.is_empty() {
            return;
        }
        let Mark { number, hash } = self.head();
        let (changes, background) = (&finished.changes, &finished.background);
        let stored = encode_entry(changes, background, &hash, "192.0.2.1");
        let number = number.next();
        let entry = Logged {
            number,
            id: u128::from(number.0),
            at,
            actor: actor.to_owned(),
            route: route.to_owned(),
            body: decode_entry(ENTRY_VERSION, &stored).expect("it was just written"),
            hash: format!("{:x}{:048}", 0x1234_5678_9abc_def0 + number.0, 0),
        };
        self.entries.push(Arc::new(entry));
    }

    /// Where the log ends.
    pub fn head(&self) -> Mark {
        self.entries
            .last()
            .map(|last| Mark::behind(last))
            .unwrap_or_default()
    }

    /// Says something in the head of every call from now on.
    pub fn header(&mut self, name: &str, value: &str) {
        self.headers.insert(name.to_owned(), value.to_owned());
    }

    /// Tells nothing of before a time.
    pub fn told_since(&mut self, time: Millis) {
        self.told_since = Some(time);
    }

    /// Has no place for anybody who waits.
    pub fn is_full(&mut self) {
        self.is_full = true;
    }

    /// Takes the last entry back, as a restored backup does.
    pub fn forget_last(&mut self) {
        self.entries.pop();
    }

    /// Changes the last entry as another history would have had it.
    ///
    /// # Panics
    /// When there is none.
    pub fn rewrite_last(&mut self) {
        let last = self.entries.last_mut().expect("something has happened");
        Arc::make_mut(last).hash = "f".repeat(64);
    }

    /// Makes an entry one of the older version, which did not tell what was before.
    pub fn make_older(&mut self, number: usize) {
        let body = &mut Arc::make_mut(&mut self.entries[number - 1]).body;
        body.chain = None;
        body.before.clear();
        body.above.clear();
    }
}

impl ReadsLog for StillContext<'_> {
    fn look_at_head<'a>(
        &'a self,
        look: &'a mut (dyn FnMut(&View<'_>, &Mark) + Send),
    ) -> Answer<'a, ()> {
        look(&View::new(self.org, self.eye), &self.log.head());
        Box::pin(std::future::ready(Ok(())))
    }

    fn entries(&self, after: Number, limit: u32) -> Answer<'_, Vec<Arc<Logged>>> {
        let entries = self.log.entries.iter();
        let entries = entries.filter(|entry| entry.number > after);
        let entries = entries.take(limit as usize).cloned().collect();
        Box::pin(std::future::ready(Ok(entries)))
    }

    fn number_before(&self, time: Millis, last: Number) -> Answer<'_, Number> {
        let entries = self.log.entries.iter();
        let before = entries.take_while(|entry| entry.at < time && entry.number <= last);
        let number = before.last().map(|entry| entry.number).unwrap_or_default();
        Box::pin(std::future::ready(Ok(number)))
    }

    fn told_since(&self) -> Option<Millis> {
        self.log.told_since
    }

    fn wait_for_entry(&self, after: Number, _: Duration) -> Answer<'_, Waited> {
        let waited = if self.log.head().number > after {
            Waited::Entry
        } else {
            Waited::TimeIsUp
        };
        Box::pin(std::future::ready(Ok(waited)))
    }

    fn place_to_wait(&self) -> Option<Box<dyn Send + Sync>> {
        (!self.log.is_full).then(|| Box::new(()) as Box<dyn Send + Sync>)
    }

    fn noted<'a>(&'a self, kind: &'a str, at: Millis, limit: u32) -> Answer<'a, Vec<Past>> {
        let until = Millis(at.0.saturating_add(1));
        self.past(kind, (at, ""), until, limit)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.log.headers.get(name).map(String::as_str)
    }
}
