//! How often an app was told, hour by hour, whoever told it.

use super::delivery::{Receiver, add, failed, memory, register, start, until};
use super::{acme, node, node_at};
use engine::Engine;
use org::{AppKey, OrgId};
use push::{Attempt, Hour, Ledger, hours, store_all_hours};
use std::time::Duration;
use tokio::time::Instant;

async fn pass(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// The last hours, as numbers delivered and failed, the newest first and without those in which nothing was before.
async fn told(engine: &Engine, ledger: &Ledger, id: &OrgId, key: &AppKey) -> Vec<(u64, u64)> {
    let hours = hours(engine, ledger, id, key).await.unwrap();
    assert_eq!(hours.len(), 24);
    let follows = |pair: &[Hour]| pair[1].from.0 - pair[0].from.0 == 3_600_000;
    assert!(hours.windows(2).all(follows));
    assert!((0..3_600_000).contains(&(engine.now().0 - hours[23].from.0)));
    let mut told: Vec<_> = hours
        .iter()
        .map(|one| (one.delivered, one.failed))
        .collect();
    told.reverse();
    while told.last() == Some(&(0, 0)) {
        told.pop();
    }
    told
}

#[tokio::test(start_paused = true)]
async fn each_attempt_counts_in_its_hour_and_for_its_app_alone() {
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    let key = register(&engine, &id).await;
    let receiver = Receiver::new(|event, attempts| match event.data["userId"][0].as_str() {
        Some("bad") => failed("no"),
        Some("slow") if attempts < 2 => failed("not yet"),
        _ => Attempt::Done,
    });
    start(&engine, &receiver);
    let ledger = &receiver.ledger;
    assert_eq!(told(&engine, ledger, &id, &key).await, []);
    for userid in ["one", "bad", "slow"] {
        add(&engine, &id, userid.to_owned()).await;
    }
    until(|| receiver.taken().len() == 2).await;
    assert_eq!(told(&engine, ledger, &id, &key).await, [(2, 4)]);
    pass(3 * 3_600).await;
    add(&engine, &id, "late".to_owned()).await;
    until(|| receiver.taken().len() == 3).await;
    let gap = [(1, 0), (0, 0), (0, 0), (2, 4)];
    assert_eq!(told(&engine, ledger, &id, &key).await, gap);
    let other = AppKey::new("another");
    assert_eq!(told(&engine, ledger, &id, &other).await, []);
    let elsewhere = OrgId::new("ding2");
    assert_eq!(told(&engine, ledger, &elsewhere, &key).await, []);
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_is_down_is_seen_in_every_hour_and_by_everybody() {
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    let key = register(&engine, &id).await;
    let receiver = Receiver::new(|_, _| failed("down"));
    start(&engine, &receiver);
    for number in 0..4 {
        add(&engine, &id, format!("u{number}")).await;
    }
    // As long as it is told, also while it is paused.
    for _ in 0..3 * 3_600 {
        pass(1).await;
    }
    let stranger = Ledger::default();
    let seen = told(&engine, &stranger, &id, &key).await;
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert!(
        seen.iter().all(|(delivered, _)| *delivered == 0),
        "{seen:?}"
    );
    assert!(
        seen[1..].iter().all(|(_, failed)| *failed >= 10),
        "{seen:?}"
    );
    let own = told(&engine, &receiver.ledger, &id, &key).await;
    assert_eq!(own[1..], seen[1..]);
}

#[tokio::test(start_paused = true)]
async fn a_node_goes_on_with_what_another_has_counted() {
    let (store, began) = (memory(), Instant::now());
    let left = node_at(&store, began).await;
    let id = acme(&left).await;
    let key = register(&left, &id).await;
    let by_left = Receiver::new(|_, _| Attempt::Done);
    let pushing = start(&left, &by_left);
    add(&left, &id, "ann".to_owned()).await;
    until(|| by_left.taken() == ["ann"]).await;
    // It ends before it would have stored anything by itself.
    let stranger = Ledger::default();
    assert_eq!(told(&left, &stranger, &id, &key).await, []);
    pushing.abort();
    assert!(pushing.await.is_err());
    store_all_hours(&left, &by_left.ledger).await;
    assert_eq!(told(&left, &stranger, &id, &key).await, [(1, 0)]);
    assert_eq!(
        told(&left, &by_left.ledger, &id, &key).await,
        [(1, 0)],
        "counted once"
    );
    let right = node_at(&store, began).await;
    let by_right = Receiver::new(|_, attempts| match attempts {
        1 => failed("not yet"),
        _ => Attempt::Done,
    });
    start(&right, &by_right);
    add(&left, &id, "bob".to_owned()).await;
    until(|| by_right.taken().last().is_some_and(|last| last == "bob")).await;
    let total = |hours: &[(u64, u64)]| -> (u64, u64) {
        let sum = |of: fn(&(u64, u64)) -> u64| hours.iter().map(of).sum();
        (sum(|one| one.0), sum(|one| one.1))
    };
    let right_told = told(&right, &by_right.ledger, &id, &key).await;
    let of_right = by_right.taken().len() as u64;
    assert_eq!(total(&right_told), (1 + of_right, of_right));
    pass(60).await;
    let left_told = told(&left, &by_left.ledger, &id, &key).await;
    assert_eq!(total(&left_told), (1 + of_right, of_right));
}
