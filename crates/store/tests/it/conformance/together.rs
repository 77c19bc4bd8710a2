//! Several writers, several instances, and processes that end.

use super::Home;
use super::fixture::*;
use endpoint::Number;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use store::{Appended, Store, Transaction};
use tokio::task::JoinSet;

/// Appends `count` entries, starting over at the stored head whenever another was first.
async fn write_many(store: Arc<dyn Store>, name: &'static str, count: u64) -> Vec<u128> {
    let mut ids = Vec::new();
    let mut next = head(&*store, name).await + 1;
    while (ids.len() as u64) < count {
        let transaction = one(name, next);
        let id = transaction.entries[0].id;
        match append(&*store, transaction).await {
            Appended::Done => {
                ids.push(id);
                next += 1;
            }
            Appended::Behind(_, head) => next = head.0 + 1,
            taken => panic!("{taken:?}"),
        }
    }
    ids
}

pub async fn eight_writers_leave_no_gap<H: Home>() {
    let home = H::new().await;
    let instances = [home.store().await, home.store().await];
    let mut writers = JoinSet::new();
    for writer in 0..8 {
        writers.spawn(write_many(instances[writer % 2].clone(), "acme", 25));
    }
    let answered: BTreeSet<u128> = writers.join_all().await.into_iter().flatten().collect();
    let entries = instances[0]
        .since(&org("acme"), Number(0), 1000)
        .await
        .unwrap();
    let numbers: Vec<u64> = entries.iter().map(|entry| entry.number.0).collect();
    assert_eq!(numbers, (1..=200).collect::<Vec<u64>>());
    let stored: BTreeSet<u128> = entries.iter().map(|entry| entry.id).collect();
    assert_eq!(stored, answered);
}

pub async fn one_of_many_claimants_wins<H: Home>() {
    let home = H::new().await;
    let instances = [home.store().await, home.store().await];
    let mut claimants = JoinSet::new();
    for claimant in 0..8 {
        let store = instances[claimant % 2].clone();
        claimants.spawn(async move {
            let name = format!("org{claimant}");
            append(
                &*store,
                Transaction {
                    claims: vec![claim("x", "ann")],
                    ..one(&name, 1)
                },
            )
            .await
        });
    }
    let answers = claimants.join_all().await;
    let winners = answers
        .iter()
        .filter(|answer| **answer == Appended::Done)
        .count();
    let losers = answers
        .iter()
        .filter(|answer| **answer == taken("x"))
        .count();
    assert_eq!((winners, losers), (1, 7));
    assert_eq!(instances[0].organizations(None, 10).await.unwrap().len(), 1);
}

/// Pairs of the same three organizations written at once must neither wait for each other for ever nor fail.
pub async fn crossing_pairs_of_organizations_end<H: Home>() {
    let home = H::new().await;
    let instances = [home.store().await, home.store().await];
    let pairs = [("a", "b"), ("b", "c"), ("a", "c"), ("a", "b")];
    let mut writers = JoinSet::new();
    for (index, (left, right)) in pairs.into_iter().enumerate() {
        let store = instances[index % 2].clone();
        writers.spawn(async move {
            let mut stored = 0;
            while stored < 10 {
                let entries = vec![
                    entry(left, head(&*store, left).await + 1),
                    entry(right, head(&*store, right).await + 1),
                ];
                let pair = Transaction {
                    entries,
                    ..Transaction::default()
                };
                stored += u32::from(append(&*store, pair).await == Appended::Done);
            }
        });
    }
    tokio::time::timeout(Duration::from_secs(60), writers.join_all())
        .await
        .unwrap();
    let store = &instances[0];
    let heads = [
        head(&**store, "a").await,
        head(&**store, "b").await,
        head(&**store, "c").await,
    ];
    assert_eq!(heads, [30, 30, 20]);
}

pub async fn the_bell_rings_for_another_writer<H: Home>() {
    let home = H::new().await;
    let (listening, writing) = (home.store().await, home.store().await);
    let bell = listening.bell();
    assert_eq!(bell.is_some(), H::SHARED);
    let Some(mut bell) = bell else { return };
    // The first may be missed while the listener is still on its way; none after one was heard.
    done(&*writing, one("acme", 1)).await;
    tokio::time::timeout(Duration::from_secs(5), bell.changed())
        .await
        .unwrap()
        .unwrap();
    for number in 2..=4 {
        bell.mark_unchanged();
        done(&*writing, one("acme", number)).await;
        tokio::time::timeout(Duration::from_secs(1), bell.changed())
            .await
            .unwrap()
            .unwrap();
    }
}

pub async fn what_was_answered_outlives_the_process<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let mut transaction = one("acme", 1);
    transaction.records = vec![put("user", "ann", "{}")];
    done(&*store, transaction.clone()).await;
    done(&*store, one("acme", 2)).await;
    drop(store);
    let home = home.reopened().await;
    let store = home.store().await;
    assert_eq!(head(&*store, "acme").await, 2);
    assert_eq!(records(&*store, "acme").await, ["user ann {}"]);
    // The retry of a writer that never saw its answer.
    done(&*store, transaction).await;
    done(&*store, one("acme", 3)).await;
}
