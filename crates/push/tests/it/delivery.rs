//! Nodes, stores and receivers that fail: every event comes, and in order.

use super::{acme, app, node, person};
use engine::Engine;
use org::{App, AppKey, Draft, OrgId};
use push::{
    Attempt, Attempting, Consumer, Event, FailedPush, Failure, FailureKind, Handed, Ledger,
    Receivers, failed_kind,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Faults, FaultyStore, MemoryStore, Store};
use tokio::sync::Notify;
use tokio::time::Instant;

/// What a receiver does with one attempt.
type Mood = dyn Fn(&Event, usize) -> Attempt + Send + Sync;

pub(super) fn failed(why: &str) -> Attempt {
    Attempt::Failed(Failure::new(FailureKind::Status, why))
}

/// A receiver that notes what it took.
pub(super) struct Receiver {
    mood: Box<Mood>,
    /// Each attempt, with when it came.
    attempts: Mutex<Vec<(String, Duration)>>,
    taken: Mutex<Vec<String>>,
    began: Instant,
    is_there: AtomicBool,
    pub(super) ledger: Ledger,
}

impl Receiver {
    pub(super) fn new(
        mood: impl Fn(&Event, usize) -> Attempt + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            mood: Box::new(mood),
            attempts: Mutex::default(),
            taken: Mutex::default(),
            began: Instant::now(),
            is_there: AtomicBool::new(true),
            ledger: Ledger::default(),
        })
    }

    pub(super) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    /// What was taken, each once, in the order of first coming.
    pub(super) fn once(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let taken = self.taken().into_iter();
        taken.filter(|one| seen.insert(one.clone())).collect()
    }

    pub(super) fn attempts_of(&self, what: &str) -> Vec<u64> {
        let attempts = self.attempts.lock().unwrap();
        let of = attempts.iter().filter(|(one, _)| one == what);
        of.map(|(_, at)| at.as_secs()).collect()
    }
}

/// The people of an event.
fn people(event: &Event) -> String {
    let ids = event.data["userId"].as_array().unwrap();
    let ids = ids.iter().map(|id| id.as_str().unwrap());
    ids.collect::<Vec<_>>().join("+")
}

impl Receivers for Receiver {
    fn is_there(&self, _: &Consumer) -> bool {
        self.is_there.load(Ordering::SeqCst)
    }

    fn attempt<'a>(
        &'a self,
        _: &'a Consumer,
        _: &'a App,
        event: &'a Event,
        handed: Handed,
    ) -> Attempting<'a> {
        Box::pin(async move {
            drop(handed);
            let what = people(event);
            let at = self.began.elapsed();
            self.attempts.lock().unwrap().push((what.clone(), at));
            let before = self.attempts_of(&what).len();
            // An answer takes a while.
            tokio::time::sleep(Duration::from_millis(3)).await;
            let attempt = (self.mood)(event, before);
            if attempt == Attempt::Done {
                self.taken.lock().unwrap().push(what);
            }
            attempt
        })
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

pub(super) async fn add(engine: &Engine, id: &OrgId, userid: String) {
    let change = move |draft: &mut Draft| person(draft, &userid, &[1]);
    // A store that fails for a moment is asked again; a write that was made all the same is refused then.
    for _ in 0..50 {
        match engine.operate(id, "test", change.clone()).await {
            Ok(()) | Err(engine::WriteError::Fault(_)) => return,
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    panic!("the store never came back");
}

pub(super) async fn register(engine: &Engine, id: &OrgId) -> AppKey {
    let key = app(engine, id, &[1]).await.key;
    let head = engine.loaded_head(id).unwrap();
    let name = format!("callback:{key}");
    engine.store().move_cursor(&name, id, head).await.unwrap();
    let registered = key.clone();
    let change = move |draft: &mut Draft| {
        let kinds = ["user_add_org".to_owned()];
        draft.set_callback(registered.as_str(), "https://example.com/", &kinds, true)
    };
    engine.operate(id, "test", change).await.unwrap();
    key
}

pub(super) fn start(engine: &Engine, receiver: &Arc<Receiver>) -> tokio::task::JoinHandle<()> {
    let receivers: Arc<dyn Receivers> = receiver.clone();
    tokio::spawn(push::push(
        engine.clone(),
        receivers,
        Arc::new(Notify::new()),
        receiver.ledger.clone(),
    ))
}

pub(super) fn memory() -> Arc<dyn Store> {
    Arc::new(MemoryStore::new())
}

/// Waits in virtual time until something is so.
pub(super) async fn until(what: impl Fn() -> bool) {
    for _ in 0..100_000 {
        if what() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it never was so");
}

#[tokio::test(start_paused = true)]
async fn events_come_at_once_in_order_and_only_those_that_are_wanted() {
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    add(&engine, &id, "before".to_owned()).await;
    let key = register(&engine, &id).await;
    let receiver = Receiver::new(|_, _| Attempt::Done);
    start(&engine, &receiver);
    for number in 0..20 {
        add(&engine, &id, format!("u{number}")).await;
    }
    engine
        .operate(&id, "test", |draft| draft.remove_user("u3"))
        .await
        .unwrap();
    until(|| receiver.taken().len() == 20).await;
    let expected: Vec<String> = (0..20).map(|number| format!("u{number}")).collect();
    assert_eq!(receiver.taken(), expected);
    assert!(receiver.began.elapsed() < Duration::from_secs(1));
    // All of it is done, also what was not wanted.
    let name = format!("callback:{key}");
    let head = engine.loaded_head(&id).unwrap();
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(store.cursor(&name, &id).await.unwrap(), head);
    // After a long silence the first event comes as soon.
    add(&engine, &id, "late".to_owned()).await;
    let asked_at = Instant::now();
    until(|| receiver.taken().len() == 21).await;
    assert!(asked_at.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn what_fails_is_tried_twice_again_and_then_stands_on_the_list() {
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    let key = register(&engine, &id).await;
    let receiver = Receiver::new(|event, attempts| match people(event).as_str() {
        "bad" => failed("no"),
        "slow" if attempts < 3 => failed("not yet"),
        _ => Attempt::Done,
    });
    start(&engine, &receiver);
    for userid in ["one", "bad", "slow", "two"] {
        add(&engine, &id, userid.to_owned()).await;
    }
    until(|| receiver.taken().len() == 3).await;
    assert_eq!(receiver.taken(), ["one", "slow", "two"]);
    assert_eq!(receiver.attempts_of("bad"), [0, 10, 40]);
    assert_eq!(receiver.attempts_of("slow"), [40, 50, 80]);
    let kind = failed_kind(key.as_str());
    let (from, until) = ((org::Millis(0), ""), org::Millis(i64::MAX));
    let failed = store.history(&id, &kind, from, until, 10).await.unwrap();
    let failed: FailedPush = serde_json::from_slice(&failed[0].body).unwrap();
    assert_eq!(failed.kind, "user_add_org");
    assert_eq!(failed.data["userId"], serde_json::json!(["bad"]));
    // The node remembers how each went, the newest first.
    let last = receiver.ledger.deliveries(&id, &key);
    let told: Vec<_> = (last.iter())
        .map(|one| {
            (
                one.taken,
                one.attempts,
                one.took_ms / 1_000,
                one.reason.as_deref(),
            )
        })
        .collect();
    let expected = [
        (true, 1, 0, None),
        (true, 3, 40, Some("not yet")),
        (false, 3, 40, Some("no")),
        (true, 1, 0, None),
    ];
    assert_eq!(told, expected);
    assert!(
        last.iter()
            .all(|one| one.kind == "user_add_org" && one.number > 0)
    );
    let figures = receiver.ledger.figures(push::Way::Callback, engine.now());
    assert_eq!((figures.taken, figures.given_up), (3, 1));
    assert_eq!(figures.failures, [(FailureKind::Status, 5)].into());
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_fails_for_long_is_paused_and_gets_everything_when_it_is_back() {
    const EVENTS: u64 = 10_000;
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    let key = register(&engine, &id).await;
    let is_back = Arc::new(AtomicBool::new(false));
    let receiver = Receiver::new({
        let is_back = is_back.clone();
        move |_, _| match is_back.load(Ordering::SeqCst) {
            true => Attempt::Done,
            false => failed("down"),
        }
    });
    start(&engine, &receiver);
    for number in 0..EVENTS {
        add(&engine, &id, format!("u{number}")).await;
    }
    for _ in 0..3_600 {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    // Three were given up; the next waits, tried now and then.
    assert_eq!(receiver.attempts_of("u2").len(), 3);
    assert!((10..20).contains(&receiver.attempts_of("u3").len()));
    assert_eq!(receiver.attempts_of("u4").len(), 0);
    let figures = receiver.ledger.figures(push::Way::Callback, engine.now());
    assert_eq!((figures.told, figures.paused), (1, 1));
    assert!(figures.oldest_ms > 3_000_000, "{figures:?}");
    assert_eq!(figures.entries_behind, EVENTS - 3);
    // Whatever else changes in the app: its receiver is as it was.
    let attempts = receiver.attempts_of("u3").len();
    let named = key.clone();
    let change = move |draft: &mut Draft| draft.set_app_disabled(named.as_str(), true);
    engine.operate(&id, "test", change).await.unwrap();
    let named = key.clone();
    let change = move |draft: &mut Draft| draft.set_app_disabled(named.as_str(), false);
    engine.operate(&id, "test", change).await.unwrap();
    for _ in 0..3_600 {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!(receiver.attempts_of("u3").len() > attempts);
    assert_eq!(
        receiver.attempts_of("u4").len(),
        0,
        "none more was given up"
    );
    is_back.store(true, Ordering::SeqCst);
    until(|| receiver.taken().len() as u64 == EVENTS - 3).await;
    let expected: Vec<String> = (3..EVENTS).map(|number| format!("u{number}")).collect();
    assert_eq!(receiver.taken(), expected);
    let (from, until) = ((org::Millis(0), ""), org::Millis(i64::MAX));
    let kind = failed_kind(key.as_str());
    let failed = store.history(&id, &kind, from, until, 10).await.unwrap();
    assert_eq!(failed.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn one_bad_receiver_does_not_delay_another() {
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    let bad = register(&engine, &id).await;
    let good = register(&engine, &id).await;
    struct Two(AppKey, Arc<Receiver>, Arc<Receiver>);
    impl Receivers for Two {
        fn is_there(&self, _: &Consumer) -> bool {
            true
        }
        fn attempt<'a>(
            &'a self,
            to: &'a Consumer,
            app: &'a App,
            event: &'a Event,
            handed: Handed,
        ) -> Attempting<'a> {
            let receiver = if to.app == self.0 { &self.1 } else { &self.2 };
            receiver.attempt(to, app, event, handed)
        }
        fn chance(&self) -> f64 {
            0.5
        }
    }
    let failing = Receiver::new(|_, _| failed("down"));
    let working = Receiver::new(|_, _| Attempt::Done);
    let two: Arc<dyn Receivers> = Arc::new(Two(bad, failing.clone(), working.clone()));
    tokio::spawn(push::push(
        engine.clone(),
        two,
        Arc::new(Notify::new()),
        Ledger::default(),
    ));
    for number in 0..50 {
        add(&engine, &id, format!("u{number}")).await;
    }
    until(|| working.taken().len() == 50).await;
    assert!(working.began.elapsed() < Duration::from_secs(2));
    assert_ne!(good, AppKey::new(""));
    assert_eq!(failing.taken(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_callback_that_is_changed_or_ended_takes_effect_at_once() {
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    let key = register(&engine, &id).await;
    let receiver = Receiver::new(|_, attempts| match attempts {
        1 => failed("the old address is dead"),
        _ => Attempt::Done,
    });
    start(&engine, &receiver);
    add(&engine, &id, "ann".to_owned()).await;
    until(|| receiver.attempts_of("ann").len() == 1).await;
    let changed = key.clone();
    let change = move |draft: &mut Draft| {
        let kinds = ["user_add_org".to_owned()];
        draft.set_callback(changed.as_str(), "https://example.com/new", &kinds, false)
    };
    engine.operate(&id, "test", change).await.unwrap();
    until(|| receiver.taken() == ["ann"]).await;
    assert!(
        receiver.began.elapsed() < Duration::from_secs(5),
        "it did not wait for the retry"
    );
    let ended = key.clone();
    let change = move |draft: &mut Draft| draft.remove_callback(ended.as_str());
    engine.operate(&id, "test", change).await.unwrap();
    add(&engine, &id, "bob".to_owned()).await;
    for _ in 0..60 {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(receiver.taken(), ["ann"]);
}

#[tokio::test(start_paused = true)]
async fn an_app_that_is_switched_off_costs_nothing_and_is_told_when_it_is_back() {
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    let key = register(&engine, &id).await;
    let switch = |disabled: bool| {
        let key = key.clone();
        move |draft: &mut Draft| draft.set_app_disabled(key.as_str(), disabled)
    };
    engine.operate(&id, "test", switch(true)).await.unwrap();
    let receiver = Receiver::new(|_, _| Attempt::Done);
    start(&engine, &receiver);
    add(&engine, &id, "ann".to_owned()).await;
    // Virtual time goes on only while nobody is busy.
    let looked = tokio::time::timeout(Duration::from_secs(3_600), std::future::pending::<()>());
    assert!(looked.await.is_err());
    assert_eq!(receiver.taken(), [""; 0]);
    engine.operate(&id, "test", switch(false)).await.unwrap();
    until(|| receiver.taken() == ["ann"]).await;
}

/// A run with nodes that die, a store that fails, and a receiver that fails now and then.
async fn story(seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let faults = Faults {
        seed,
        fails_per_mille: 60,
        loses_answer_per_mille: 60,
        ..Faults::default()
    };
    let sound = memory();
    let id = {
        let engine = node(&sound).await;
        let id = acme(&engine).await;
        register(&engine, &id).await;
        id
    };
    let store: Arc<dyn Store> = Arc::new(FaultyStore::new(sound, faults));
    let mut engine = node(&store).await;
    let receiver = Receiver::new(move |event, attempts| {
        let sum: usize = people(event).bytes().map(usize::from).sum();
        match (sum + attempts + seed as usize).is_multiple_of(4) && attempts < 3 {
            true => failed("not now"),
            false => Attempt::Done,
        }
    });
    let mut pushing = start(&engine, &receiver);
    let count = random.random_range(5..25);
    for number in 0..count {
        add(&engine, &id, format!("u{number}")).await;
        if random.random_bool(0.3) {
            let wait = random.random_range(0..20_000);
            tokio::time::sleep(Duration::from_millis(wait)).await;
        }
        if random.random_bool(0.15) {
            // The node dies, whatever it was doing; another goes on.
            pushing.abort();
            engine = node(&store).await;
            pushing = start(&engine, &receiver);
        }
    }
    let expected: Vec<String> = (0..count).map(|number| format!("u{number}")).collect();
    for _ in 0..20_000 {
        if receiver.once().len() == expected.len() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(receiver.once(), expected, "seed {seed}");
    pushing.abort();
}

#[tokio::test(start_paused = true)]
async fn no_event_is_lost_whatever_fails() {
    for seed in 0..1_000 {
        story(seed).await;
    }
}
