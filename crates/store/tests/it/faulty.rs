//! The store that misbehaves on purpose.

use crate::conformance::fixture::*;
use endpoint::Number;
use std::sync::Arc;
use std::time::Duration;
use store::{Appended, Faults, FaultyStore, MemoryStore, Store, StoreError};

fn faulty(faults: Faults) -> (Arc<MemoryStore>, FaultyStore) {
    let inner = Arc::new(MemoryStore::new());
    (inner.clone(), FaultyStore::new(inner, faults))
}

#[tokio::test]
async fn a_failing_append_stores_nothing() {
    let (inner, store) = faulty(Faults::default());
    store.fail_next(1);
    let answer = store.append(vec![one("acme", 1)]).await;
    assert!(
        matches!(answer, Err(StoreError::Unreachable(_))),
        "{answer:?}"
    );
    assert_eq!(head(&*inner, "acme").await, 0);
    done(&store, one("acme", 1)).await;
}

#[tokio::test]
async fn a_lost_answer_is_recognized_on_retry() {
    let (inner, store) = faulty(Faults::default());
    store.lose_next(1);
    let transaction = one("acme", 1);
    assert!(store.append(vec![transaction.clone()]).await.is_err());
    assert_eq!(head(&*inner, "acme").await, 1);
    done(&store, transaction).await;
    // Somebody else's entry at that number is not taken for the lost one.
    assert_eq!(
        append(&store, one("acme", 1)).await,
        Appended::Behind(org("acme"), Number(1))
    );
}

#[tokio::test]
async fn a_store_that_is_down_answers_nothing() {
    let (_, store) = faulty(Faults::default());
    done(&store, one("acme", 1)).await;
    store.set_down(true);
    assert!(store.append(vec![one("acme", 2)]).await.is_err());
    assert!(store.load(&org("acme")).await.is_err());
    assert!(store.ping().await.is_err());
    store.set_down(false);
    store.ping().await.unwrap();
    done(&store, one("acme", 2)).await;
}

#[tokio::test]
async fn a_held_append_waits_for_the_guard() {
    let (inner, store) = faulty(Faults::default());
    let store = Arc::new(store);
    let held = store.hold();
    let second = store.hold();
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { done(&*store, one("acme", 1)).await }
    });
    drop(held);
    tokio::task::yield_now().await;
    assert_eq!(head(&*inner, "acme").await, 0);
    drop(second);
    waiting.await.unwrap();
    assert_eq!(head(&*inner, "acme").await, 1);
}

/// What became of a hundred appends: `.` stored and answered, `!` stored without answer, `x` not stored.
async fn fates(seed: u64) -> String {
    let faults = Faults {
        seed,
        fails_per_mille: 200,
        loses_answer_per_mille: 200,
        repeats_per_mille: 200,
        delay_max: Duration::from_millis(50),
    };
    let (inner, store) = faulty(faults);
    let mut fates = String::new();
    for _ in 0..100 {
        let before = head(&*inner, "acme").await;
        let answer = store.append(vec![one("acme", before + 1)]).await;
        let after = head(&*inner, "acme").await;
        fates.push(match (answer, after - before) {
            (Ok(answers), 1) if answers == [Appended::Done] => '.',
            (Err(_), 1) => '!',
            (Err(_), 0) => 'x',
            other => panic!("{other:?}"),
        });
    }
    fates
}

#[tokio::test(start_paused = true)]
async fn the_same_seed_gives_the_same_faults() {
    let first = fates(7).await;
    assert_eq!(first, fates(7).await);
    assert_ne!(first, fates(8).await);
    for fate in ['.', '!', 'x'] {
        assert!(first.contains(fate), "{first}");
    }
}
