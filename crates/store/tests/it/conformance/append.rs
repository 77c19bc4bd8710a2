//! When an entry is stored, and what goes with it.

use super::Home;
use super::fixture::*;
use endpoint::Number;
use store::{Appended, StoreError, Transaction};

pub async fn an_entry_comes_back_as_it_was<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let transaction = one("acme", 1);
    done(&*store, transaction.clone()).await;
    let entries = store.since(&org("acme"), Number(0), 10).await.unwrap();
    assert_eq!(entries, transaction.entries);
}

pub async fn the_first_entry_makes_the_organization<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    assert!(store.organizations(None, 10).await.unwrap().is_empty());
    done(&*store, one("acme", 1)).await;
    assert_eq!(store.organizations(None, 10).await.unwrap(), [org("acme")]);
    assert_eq!(head(&*store, "acme").await, 1);
}

pub async fn an_entry_that_does_not_follow_is_behind<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    done(&*store, one("acme", 1)).await;
    done(&*store, one("acme", 2)).await;
    let answer = append(&*store, one("acme", 2)).await;
    assert_eq!(answer, Appended::Behind(org("acme"), Number(2)));
    let answer = append(&*store, one("acme", 1)).await;
    assert_eq!(answer, Appended::Behind(org("acme"), Number(2)));
    assert_eq!(head(&*store, "acme").await, 2);
}

pub async fn a_gap_is_behind_too<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    assert_eq!(
        append(&*store, one("acme", 2)).await,
        Appended::Behind(org("acme"), Number(0))
    );
    assert!(
        store
            .since(&org("acme"), Number(0), 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(store.organizations(None, 10).await.unwrap().is_empty());
}

pub async fn the_same_entry_again_is_done<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let mut first = one("acme", 1);
    first.records = vec![put("user", "ann", "{}")];
    done(&*store, first.clone()).await;
    let mut second = one("acme", 2);
    second.records = vec![remove("user", "ann")];
    done(&*store, second).await;
    // A late retry must not bring its records back either.
    done(&*store, first).await;
    assert_eq!(head(&*store, "acme").await, 2);
    assert!(records(&*store, "acme").await.is_empty());
}

pub async fn the_same_entry_twice_in_a_batch_is_stored_once<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let transaction = one("acme", 1);
    let answers = store
        .append(vec![transaction.clone(), transaction.clone()])
        .await
        .unwrap();
    assert_eq!(answers, [Appended::Done, Appended::Done]);
    let entries = store.since(&org("acme"), Number(0), 10).await.unwrap();
    assert_eq!(entries, transaction.entries);
}

pub async fn a_held_claim_is_taken<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let with = |name: &str, number, holder: &str| {
        let claims = vec![claim("ann@acme", holder)];
        Transaction {
            claims,
            ..one(name, number)
        }
    };
    done(&*store, with("acme", 1, "ann")).await;
    assert_eq!(
        append(&*store, with("bolt", 1, "ann")).await,
        taken("ann@acme")
    );
    assert_eq!(
        append(&*store, with("acme", 2, "bob")).await,
        taken("ann@acme")
    );
    // The holder may say so again.
    done(&*store, with("acme", 2, "ann")).await;
    let holder = store.claim("login", "ann@acme").await.unwrap();
    assert_eq!(holder, Some((org("acme"), "ann".into())));
    assert_eq!(store.claim("email", "ann@acme").await.unwrap(), None);
}

pub async fn a_claim_given_up_is_free<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    done(
        &*store,
        Transaction {
            claims: vec![claim("x", "ann")],
            ..one("acme", 1)
        },
    )
    .await;
    // Passed on inside one transaction, then freed, then taken by another organization in the same batch.
    let pass_on = vec![give_up("x"), claim("x", "bob")];
    done(
        &*store,
        Transaction {
            claims: pass_on,
            ..one("acme", 2)
        },
    )
    .await;
    assert_eq!(
        store.claim("login", "x").await.unwrap(),
        Some((org("acme"), "bob".into()))
    );
    let batch = vec![
        Transaction {
            claims: vec![give_up("x")],
            ..one("acme", 3)
        },
        Transaction {
            claims: vec![claim("x", "cat")],
            ..one("bolt", 1)
        },
    ];
    assert_eq!(
        store.append(batch).await.unwrap(),
        [Appended::Done, Appended::Done]
    );
    assert_eq!(
        store.claim("login", "x").await.unwrap(),
        Some((org("bolt"), "cat".into()))
    );
}

pub async fn another_organization_cannot_give_a_claim_up<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    done(
        &*store,
        Transaction {
            claims: vec![claim("x", "ann")],
            ..one("acme", 1)
        },
    )
    .await;
    done(
        &*store,
        Transaction {
            claims: vec![give_up("x")],
            ..one("bolt", 1)
        },
    )
    .await;
    assert_eq!(
        store.claim("login", "x").await.unwrap(),
        Some((org("acme"), "ann".into()))
    );
}

pub async fn a_refused_transaction_leaves_nothing<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    done(
        &*store,
        Transaction {
            claims: vec![claim("x", "ann")],
            ..one("acme", 1)
        },
    )
    .await;
    let refused = Transaction {
        records: vec![put("user", "bob", "{}")],
        claims: vec![claim("y", "bob"), claim("x", "bob")],
        history: vec![(0, row("joined", 5, "bob", "{}"))],
        secrets: vec![secret("s", "{}", None)],
        ..one("bolt", 1)
    };
    let answers = store.append(vec![refused, one("acme", 2)]).await.unwrap();
    assert_eq!(answers, [taken("x"), Appended::Done]);
    assert_eq!(head(&*store, "bolt").await, 0);
    assert!(records(&*store, "bolt").await.is_empty());
    assert!(history(&*store, "bolt", "joined").await.is_empty());
    assert_eq!(store.claim("login", "y").await.unwrap(), None);
    let kept = secret("s", "{}", None);
    assert_eq!(
        store
            .secret(kept.kind, "s", endpoint::Millis(0))
            .await
            .unwrap(),
        None
    );
}

pub async fn two_organizations_move_together_or_not_at_all<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let pair = |left, right| {
        let mut of_the_second = put("user", "guest", "{}");
        of_the_second.0 = 1;
        Transaction {
            entries: vec![entry("acme", left), entry("bolt", right)],
            records: vec![put("user", "host", "{}"), of_the_second],
            ..Transaction::default()
        }
    };
    assert_eq!(
        append(&*store, pair(1, 2)).await,
        Appended::Behind(org("bolt"), Number(0))
    );
    assert_eq!(head(&*store, "acme").await, 0);
    assert!(records(&*store, "acme").await.is_empty());
    let stored = pair(1, 1);
    done(&*store, stored.clone()).await;
    done(&*store, stored).await;
    assert_eq!(
        (head(&*store, "acme").await, head(&*store, "bolt").await),
        (1, 1)
    );
    assert_eq!(records(&*store, "acme").await, ["user host {}"]);
    assert_eq!(records(&*store, "bolt").await, ["user guest {}"]);
}

pub async fn transactions_of_a_batch_build_on_each_other<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let batch: Vec<_> = (1..=100).map(|number| one("acme", number)).collect();
    let answers = store.append(batch.clone()).await.unwrap();
    assert_eq!(answers, vec![Appended::Done; 100]);
    let entries = store.since(&org("acme"), Number(0), 1000).await.unwrap();
    let sent: Vec<_> = batch
        .into_iter()
        .flat_map(|transaction| transaction.entries)
        .collect();
    assert_eq!(entries, sent);
}

pub async fn what_builds_on_a_refused_transaction_is_behind<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    done(
        &*store,
        Transaction {
            claims: vec![claim("x", "ann")],
            ..one("acme", 1)
        },
    )
    .await;
    let batch = vec![
        one("bolt", 1),
        Transaction {
            claims: vec![claim("x", "bob")],
            ..one("bolt", 2)
        },
        one("bolt", 3),
        one("acme", 2),
    ];
    let behind = Appended::Behind(org("bolt"), Number(1));
    assert_eq!(
        store.append(batch).await.unwrap(),
        [Appended::Done, taken("x"), behind, Appended::Done]
    );
    assert_eq!(head(&*store, "bolt").await, 1);
}

/// Another node's entry 2 makes the number 3 fit, yet what was sent as 3 was made on top of another 2.
pub async fn what_builds_on_an_entry_that_lost_is_behind_though_its_number_fits<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    done(&*store, one("acme", 1)).await;
    done(&*store, one("acme", 2)).await;
    let batch = vec![one("acme", 2), one("acme", 3), one("bolt", 1)];
    let behind = Appended::Behind(org("acme"), Number(2));
    assert_eq!(
        store.append(batch).await.unwrap(),
        [behind.clone(), behind, Appended::Done]
    );
    assert_eq!(head(&*store, "acme").await, 2);
    // The next call stands on its own.
    done(&*store, one("acme", 3)).await;
}

pub async fn the_last_record_of_a_batch_wins<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let first = vec![
        put("user", "ann", "1"),
        put("user", "bob", "1"),
        put("user", "ann", "2"),
        put("user", "eve", "1"),
        put("department", "1", "1"),
    ];
    let second = vec![
        remove("user", "bob"),
        remove("user", "eve"),
        put("user", "eve", "3"),
    ];
    let batch = vec![
        Transaction {
            records: first,
            ..one("acme", 1)
        },
        Transaction {
            records: second,
            ..one("acme", 2)
        },
    ];
    store.append(batch).await.unwrap();
    assert_eq!(
        records(&*store, "acme").await,
        ["department 1 1", "user ann 2", "user eve 3"]
    );
}

pub async fn a_malformed_transaction_is_an_error<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let twice = Transaction {
        entries: vec![entry("b", 1), entry("b", 2)],
        ..one("b", 1)
    };
    let descending = Transaction {
        entries: vec![entry("b", 1), entry("a", 1)],
        ..one("b", 1)
    };
    let mut beyond = one("b", 1);
    beyond.records = vec![put("user", "ann", "{}")];
    beyond.records[0].0 = 1;
    for malformed in [
        Transaction::default(),
        twice,
        descending,
        beyond,
        one("b", 0),
    ] {
        let answer = store.append(vec![one("a", 1), malformed]).await;
        assert!(matches!(answer, Err(StoreError::Failed(_))), "{answer:?}");
    }
    assert!(store.organizations(None, 10).await.unwrap().is_empty());
}

pub async fn a_large_body_comes_back<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let body = r#"{"userid":"somebody","name":"某人","department":[1]},"#.repeat(40_000);
    let mut transaction = one("acme", 1);
    transaction.entries[0].body = body.clone().into_bytes();
    transaction.records = vec![put("file", "big", &body)];
    done(&*store, transaction.clone()).await;
    let entries = store.since(&org("acme"), Number(0), 10).await.unwrap();
    assert_eq!(entries, transaction.entries);
    let (_, records) = load(&*store, "acme").await;
    assert_eq!(records[0].body, body.into_bytes());
}
