//! What this node does with events: figures for `/metrics`, the last deliveries of each app, and counts that were not stored yet. All of it is
//! in memory and begins with the node.

use crate::event::Event;
use crate::hours::Hours;
use crate::limits;
use crate::receiver::{Consumer, Failure, FailureKind, Way};
use org::{AppKey, Millis, OrgId};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An event that was taken, or was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// How it went out.
    pub way: Way,
    /// When that was over.
    pub at: Millis,
    /// For example `user_add_org`.
    pub kind: &'static str,
    /// The entry of the log that it tells of.
    pub number: u64,
    /// Its place among the events of that entry.
    pub index: u32,
    /// Whether the receiver took it. If not, it stands on the list of failed pushes.
    pub taken: bool,
    /// How often it was tried.
    pub attempts: u32,
    /// From the first attempt to the end of the last, with the waits between.
    pub took_ms: u64,
    /// Why the last attempt failed that did.
    pub reason: Option<String>,
    /// Whether somebody asked for it to be sent again.
    pub again: bool,
}

/// How far an app is told that this node tells. It outlives a pause of telling, so that a receiver that is down stays paused.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// Events in a row that failed for good.
    failed: AtomicU32,
    /// When the callback was registered at which they failed; another one begins anew.
    registered_at: AtomicI64,
    /// Entries behind the head of the log.
    behind: AtomicU64,
    /// When the oldest entry was written of which something is not taken; 0 for none.
    oldest_at: AtomicI64,
    under_way: AtomicU64,
}

impl Standing {
    pub(crate) fn is_paused(&self) -> bool {
        self.failed.load(Ordering::Relaxed) >= limits::FAILED_IN_A_ROW_MAX
    }

    /// Another event failed for good; tells how many did in a row.
    pub(crate) fn gave_up(&self) -> u32 {
        self.failed.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// An event was taken; tells whether the receiver was paused.
    pub(crate) fn taken(&self) -> bool {
        self.failed.swap(0, Ordering::Relaxed) >= limits::FAILED_IN_A_ROW_MAX
    }

    pub(crate) fn set(&self, behind: u64, oldest_at: Option<Millis>, under_way: usize) {
        self.behind.store(behind, Ordering::Relaxed);
        let oldest_at = oldest_at.map_or(0, |at| at.0);
        self.oldest_at.store(oldest_at, Ordering::Relaxed);
        self.under_way.store(under_way as u64, Ordering::Relaxed);
    }
}

/// An app while this node tells it.
pub(crate) struct Begun {
    ledger: Ledger,
    consumer: Consumer,
    pub(crate) standing: Arc<Standing>,
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.standing.set(0, None, 0);
        if let Some(known) = self.ledger.lock().known.get_mut(&self.consumer) {
            known.is_told = false;
        }
    }
}

#[derive(Default)]
struct Known {
    standing: Arc<Standing>,
    is_told: bool,
    last: VecDeque<Delivery>,
    /// What was counted and is not stored yet.
    unstored: Hours,
    /// When something was noted last, in the order of notes.
    touched: u64,
}

#[derive(Default)]
struct Books {
    known: BTreeMap<Consumer, Known>,
    touches: u64,
    /// Apps whose cursors stood behind when all were looked through.
    behind: BTreeMap<Way, u64>,
    ended: BTreeMap<(Way, bool), u64>,
    failures: BTreeMap<(Way, FailureKind), u64>,
}

impl Books {
    fn known(&mut self, consumer: &Consumer) -> &mut Known {
        self.touches += 1;
        if !self.known.contains_key(consumer) && self.known.len() >= limits::LEDGER_APPS_MAX {
            // Those that are told now are bounded by themselves and stay.
            let idle = self.known.iter().filter(|(_, known)| !known.is_told);
            let oldest = idle.min_by_key(|(_, known)| known.touched);
            let oldest = oldest.map(|(consumer, _)| consumer.clone());
            oldest.and_then(|oldest| self.known.remove(&oldest));
        }
        let known = self.known.entry(consumer.clone()).or_default();
        known.touched = self.touches;
        known
    }
}

/// What this node did and does with events. Clones are the same.
#[derive(Clone, Default)]
pub struct Ledger(Arc<Mutex<Books>>);

/// The figures of one way out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WayFigures {
    /// Events that receivers took.
    pub taken: u64,
    /// Events that were given up.
    pub given_up: u64,
    /// Attempts that failed, by why.
    pub failures: BTreeMap<FailureKind, u64>,
    /// Apps that this node tells.
    pub told: u64,
    /// Of those, apps whose receivers are paused.
    pub paused: u64,
    /// Entries that those apps are behind, together.
    pub entries_behind: u64,
    /// How long the oldest entry waits of which something is not taken.
    pub oldest_ms: u64,
    /// Events that were begun and are not taken.
    pub under_way: u64,
    /// Apps of the whole installation that were behind when this node looked through all of them last.
    pub apps_behind: u64,
}

impl Ledger {
    fn lock(&self) -> MutexGuard<'_, Books> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This node tells an app from now on, until what is returned is dropped.
    pub(crate) fn begin(&self, consumer: &Consumer, registered_at: Option<Millis>) -> Begun {
        let mut books = self.lock();
        let known = books.known(consumer);
        known.is_told = true;
        let standing = known.standing.clone();
        drop(books);
        let registered_at = registered_at.map_or(0, |at| at.0);
        let before = standing
            .registered_at
            .swap(registered_at, Ordering::Relaxed);
        if before != registered_at {
            standing.failed.store(0, Ordering::Relaxed);
        }
        Begun {
            ledger: self.clone(),
            consumer: consumer.clone(),
            standing,
        }
    }

    /// Notes an attempt that failed.
    pub(crate) fn failed(&self, way: Way, failure: &Failure) {
        let mut books = self.lock();
        *books.failures.entry((way, failure.kind)).or_default() += 1;
    }

    /// Notes an event that was taken or given up.
    pub(crate) fn ended(&self, consumer: &Consumer, mut delivered: Delivery) {
        if let Some(reason) = &mut delivered.reason
            && let Some((end, _)) = reason.char_indices().nth(limits::LEDGER_REASON_CHARS)
        {
            reason.truncate(end);
        }
        let mut books = self.lock();
        let outcome = (consumer.way, delivered.taken);
        *books.ended.entry(outcome).or_default() += 1;
        let last = &mut books.known(consumer).last;
        if last.len() >= limits::LEDGER_DELIVERIES_MAX {
            last.pop_back();
        }
        last.push_front(delivered);
    }

    /// Counts an attempt to tell an app.
    pub(crate) fn attempted(&self, consumer: &Consumer, at: Millis, is_taken: bool) {
        let mut books = self.lock();
        books.known(consumer).unstored.count(at, is_taken);
    }

    /// What was counted of an app and is not stored yet.
    pub(crate) fn unstored(&self, consumer: &Consumer) -> Hours {
        let books = self.lock();
        let known = books.known.get(consumer);
        known.map_or_else(Hours::default, |known| known.unstored.clone())
    }

    /// The same, for whoever stores it.
    pub(crate) fn take_unstored(&self, consumer: &Consumer) -> Hours {
        let mut books = self.lock();
        let known = books.known.get_mut(consumer);
        known.map_or_else(Hours::default, |known| std::mem::take(&mut known.unstored))
    }

    /// It was not stored.
    pub(crate) fn give_back(&self, consumer: &Consumer, unstored: &Hours) {
        self.lock().known(consumer).unstored.merge(unstored);
    }

    /// Apps of which something was counted that is not stored yet.
    pub(crate) fn with_unstored(&self) -> Vec<Consumer> {
        let books = self.lock();
        let known = books.known.iter();
        let some = known.filter(|(_, known)| !known.unstored.is_empty());
        some.map(|(consumer, _)| consumer.clone()).collect()
    }

    /// Notes how many apps of the installation were behind.
    pub(crate) fn looked_through(&self, behind: &[Consumer]) {
        let mut counts: BTreeMap<Way, u64> = Way::ALL.into_iter().map(|way| (way, 0)).collect();
        for consumer in behind {
            *counts.entry(consumer.way).or_default() += 1;
        }
        self.lock().behind = counts;
    }

    /// The last deliveries to an app by this node, both ways, the newest first.
    pub fn deliveries(&self, org: &OrgId, app: &AppKey) -> Vec<Delivery> {
        let books = self.lock();
        let both = Way::ALL.into_iter().filter_map(|way| {
            let (org, app) = (org.clone(), app.clone());
            books.known.get(&Consumer { way, org, app })
        });
        let mut found: Vec<Delivery> = both.flat_map(|known| known.last.clone()).collect();
        drop(books);
        // Stable: what ended in the same moment keeps its order.
        found.sort_by_key(|delivered| std::cmp::Reverse(delivered.at));
        found.truncate(limits::LEDGER_DELIVERIES_MAX);
        found
    }

    /// Whether this node waits with an app's events until its receiver answers again.
    pub fn is_paused(&self, consumer: &Consumer) -> bool {
        let books = self.lock();
        let known = books.known.get(consumer);
        known.is_some_and(|known| known.is_told && known.standing.is_paused())
    }

    /// The figures of a way out.
    pub fn figures(&self, way: Way, now: Millis) -> WayFigures {
        let books = self.lock();
        let ended = |taken| books.ended.get(&(way, taken)).copied().unwrap_or_default();
        let failures = books.failures.iter().filter(|((of, _), _)| *of == way);
        let mut figures = WayFigures {
            taken: ended(true),
            given_up: ended(false),
            failures: failures.map(|((_, kind), count)| (*kind, *count)).collect(),
            apps_behind: books.behind.get(&way).copied().unwrap_or_default(),
            ..WayFigures::default()
        };
        let told = books.known.iter();
        for (_, known) in told.filter(|(consumer, known)| consumer.way == way && known.is_told) {
            let standing = &known.standing;
            figures.told += 1;
            figures.paused += u64::from(standing.is_paused());
            figures.entries_behind += standing.behind.load(Ordering::Relaxed);
            figures.under_way += standing.under_way.load(Ordering::Relaxed);
            let oldest_at = standing.oldest_at.load(Ordering::Relaxed);
            if oldest_at > 0 {
                let waits = u64::try_from(now.0 - oldest_at).unwrap_or_default();
                figures.oldest_ms = figures.oldest_ms.max(waits);
            }
        }
        figures
    }
}

impl Delivery {
    pub(crate) fn of(way: Way, event: &Event, at: Millis) -> Self {
        Self {
            way,
            at,
            kind: event.kind,
            number: event.number,
            index: event.index,
            taken: true,
            attempts: 1,
            took_ms: 0,
            reason: None,
            again: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consumer(app: &str) -> Consumer {
        Consumer {
            way: Way::Callback,
            org: OrgId::new("ding1"),
            app: AppKey::new(app),
        }
    }

    fn delivered(number: u64, taken: bool) -> Delivery {
        Delivery {
            way: Way::Callback,
            at: Millis(number as i64),
            kind: "user_add_org",
            number,
            index: 0,
            taken,
            attempts: 1,
            took_ms: 1,
            reason: (!taken).then(|| "é".repeat(1_000)),
            again: false,
        }
    }

    #[test]
    fn the_last_deliveries_of_an_app_are_kept_and_no_others() {
        let ledger = Ledger::default();
        let (ding1, app) = (OrgId::new("ding1"), AppKey::new("a"));
        assert_eq!(ledger.deliveries(&ding1, &app), []);
        for number in 0..120 {
            ledger.ended(&consumer("a"), delivered(number, true));
        }
        ledger.ended(&consumer("b"), delivered(500, false));
        let numbers = |app: &str| -> Vec<u64> {
            let found = ledger.deliveries(&ding1, &AppKey::new(app));
            found.into_iter().map(|one| one.number).collect()
        };
        assert_eq!(numbers("a"), (70..120).rev().collect::<Vec<_>>());
        assert_eq!(numbers("b"), [500]);
        let other = ledger.deliveries(&OrgId::new("ding2"), &app);
        assert_eq!(other, [], "of another organization");
        let failed = ledger.deliveries(&ding1, &AppKey::new("b")).remove(0);
        let reason = failed.reason.expect("it failed");
        assert_eq!(reason.chars().count(), limits::LEDGER_REASON_CHARS);
    }

    #[test]
    fn so_many_apps_are_known_and_those_that_are_told_stay() {
        let ledger = Ledger::default();
        let _told = ledger.begin(&consumer("told"), None);
        for number in 0..limits::LEDGER_APPS_MAX + 10 {
            ledger.ended(&consumer(&format!("a{number}")), delivered(1, true));
        }
        assert_eq!(ledger.lock().known.len(), limits::LEDGER_APPS_MAX);
        let figures = ledger.figures(Way::Callback, Millis(0));
        assert_eq!(figures.told, 1);
        let ding1 = OrgId::new("ding1");
        assert_eq!(ledger.deliveries(&ding1, &AppKey::new("a0")), []);
        let newest = AppKey::new(&format!("a{}", limits::LEDGER_APPS_MAX + 9));
        assert_eq!(ledger.deliveries(&ding1, &newest).len(), 1);
    }

    #[test]
    fn a_receiver_stays_paused_until_it_answers_or_registers_again() {
        let ledger = Ledger::default();
        let to = consumer("a");
        let telling = ledger.begin(&to, Some(Millis(7)));
        for number in 1..=limits::FAILED_IN_A_ROW_MAX {
            assert!(!ledger.is_paused(&to), "{number}");
            assert_eq!(telling.standing.gave_up(), number);
        }
        assert!(ledger.is_paused(&to));
        drop(telling);
        assert!(!ledger.is_paused(&to), "this node does not tell it");
        let telling = ledger.begin(&to, Some(Millis(7)));
        assert!(ledger.is_paused(&to));
        assert!(telling.standing.taken());
        assert!(!ledger.is_paused(&to));
        for _ in 0..limits::FAILED_IN_A_ROW_MAX {
            telling.standing.gave_up();
        }
        drop(telling);
        let _anew = ledger.begin(&to, Some(Millis(8)));
        assert!(!ledger.is_paused(&to));
    }

    #[test]
    fn figures_are_of_one_way_and_of_what_is_told_now() {
        let ledger = Ledger::default();
        let telling = ledger.begin(&consumer("a"), None);
        telling.standing.set(12, Some(Millis(1_000)), 1);
        let later = ledger.begin(&consumer("b"), None);
        later.standing.set(3, Some(Millis(4_000)), 2);
        let failure = Failure::new(FailureKind::Status, "it answered with status 500");
        ledger.failed(Way::Callback, &failure);
        ledger.failed(Way::Callback, &failure);
        ledger.ended(&consumer("a"), delivered(1, false));
        ledger.ended(&consumer("a"), delivered(2, true));
        ledger.looked_through(&[consumer("a"), consumer("c")]);
        let figures = ledger.figures(Way::Callback, Millis(5_000));
        let expected = WayFigures {
            taken: 1,
            given_up: 1,
            failures: [(FailureKind::Status, 2)].into(),
            told: 2,
            paused: 0,
            entries_behind: 15,
            oldest_ms: 4_000,
            under_way: 3,
            apps_behind: 2,
        };
        assert_eq!(figures, expected);
        assert_eq!(
            ledger.figures(Way::Stream, Millis(5_000)),
            WayFigures::default()
        );
        drop((telling, later));
        let figures = ledger.figures(Way::Callback, Millis(5_000));
        assert_eq!(
            (figures.told, figures.entries_behind, figures.oldest_ms),
            (0, 0, 0)
        );
        assert_eq!(figures.taken, 1);
    }
}
