//! What is kept beside the organizations' values: history, secrets, cursors.

use super::Home;
use super::fixture::*;
use endpoint::{Millis, Number};
use store::{Secret, SecretKind, Store, Transaction};

pub async fn history_is_read_by_range<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let rows = vec![
        row("login", 30, "ann", "3"),
        row("login", 10, "ann", "1"),
        row("login", 20, "bob", "2b"),
        row("login", 20, "ann", "2a"),
        row("other", 20, "ann", "x"),
    ];
    store.note(&org("acme"), rows).await.unwrap();
    store
        .note(&org("bolt"), vec![row("login", 20, "zoe", "z")])
        .await
        .unwrap();
    let range = async |from: (i64, &str), until, limit| -> Vec<String> {
        let from = (Millis(from.0), from.1);
        let rows = store
            .history(&org("acme"), "login", from, Millis(until), limit)
            .await
            .unwrap();
        rows.into_iter()
            .map(|row| String::from_utf8(row.body).unwrap())
            .collect()
    };
    assert_eq!(range((0, ""), 100, 10).await, ["1", "2a", "2b", "3"]);
    assert_eq!(range((10, ""), 30, 10).await, ["1", "2a", "2b"]);
    assert_eq!(range((20, "b"), 100, 10).await, ["2b", "3"]);
    assert_eq!(range((20, "bob"), 100, 1).await, ["2b"]);
    assert!(range((31, ""), 100, 10).await.is_empty());
    assert!(range((20, ""), 20, 10).await.is_empty());
    assert!(range((30, ""), 20, 10).await.is_empty());
}

pub async fn history_of_an_entry_is_stored_with_it<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let rows = vec![
        (0, row("resigned", 5, "ann", "1")),
        (0, row("resigned", 5, "ann", "2")),
    ];
    let batch = vec![
        Transaction {
            history: rows,
            ..one("acme", 1)
        },
        Transaction {
            history: vec![(0, row("resigned", 6, "bob", "3"))],
            ..one("acme", 2)
        },
    ];
    store.append(batch).await.unwrap();
    assert_eq!(
        history(&*store, "acme", "resigned").await,
        ["5 ann 2", "6 bob 3"]
    );
}

pub async fn a_noted_row_is_replaced<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let rows = vec![row("login", 5, "ann", "1"), row("login", 5, "ann", "2")];
    store.note(&org("acme"), rows).await.unwrap();
    assert_eq!(history(&*store, "acme", "login").await, ["5 ann 2"]);
    store
        .note(&org("acme"), vec![row("login", 5, "ann", "3")])
        .await
        .unwrap();
    store.note(&org("acme"), vec![]).await.unwrap();
    assert_eq!(history(&*store, "acme", "login").await, ["5 ann 3"]);
}

async fn found(store: &dyn Store, key: &str, now: i64) -> Option<String> {
    let found = store
        .secret(SecretKind::Token, key, Millis(now))
        .await
        .unwrap();
    found.map(|secret| String::from_utf8(secret.body).unwrap())
}

pub async fn a_secret_lives_until_it_expires<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let token = secret("t", "{}", Some(100));
    store.put_secret(token.clone()).await.unwrap();
    store
        .put_secret(secret("eternal", "{}", None))
        .await
        .unwrap();
    assert_eq!(
        store
            .secret(SecretKind::Token, "t", Millis(99))
            .await
            .unwrap(),
        Some(token)
    );
    assert_eq!(found(&*store, "t", 100).await, None);
    assert_eq!(
        found(&*store, "eternal", i64::MAX).await.as_deref(),
        Some("{}")
    );
    let other_kind = store
        .secret(SecretKind::Password, "t", Millis(0))
        .await
        .unwrap();
    assert_eq!(other_kind, None);
}

pub async fn a_secret_is_replaced_and_deleted<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    store.put_secret(secret("t", "1", Some(100))).await.unwrap();
    store.put_secret(secret("t", "2", None)).await.unwrap();
    assert_eq!(found(&*store, "t", 1000).await.as_deref(), Some("2"));
    store.delete_secret(SecretKind::Token, "t").await.unwrap();
    store.delete_secret(SecretKind::Token, "t").await.unwrap();
    assert_eq!(found(&*store, "t", 0).await, None);
}

pub async fn a_secret_is_created_once<H: Home>() {
    let home = H::new().await;
    let (left, right) = (home.store().await, home.store().await);
    let (first, second) = tokio::join!(
        left.create_secret(secret("t", "left", None)),
        right.create_secret(secret("t", "right", None)),
    );
    let (first, second) = (first.unwrap(), second.unwrap());
    assert!(first ^ second, "{first} and {second}");
    let winner = if first { "left" } else { "right" };
    assert_eq!(found(&*left, "t", 0).await.as_deref(), Some(winner));
}

pub async fn secrets_of_an_entry_are_stored_with_it<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let secrets = vec![
        secret("a", "1", None),
        secret("b", "1", Some(50)),
        secret("a", "2", None),
    ];
    done(
        &*store,
        Transaction {
            secrets,
            ..one("acme", 1)
        },
    )
    .await;
    assert_eq!(found(&*store, "a", 0).await.as_deref(), Some("2"));
    assert_eq!(found(&*store, "b", 49).await.as_deref(), Some("1"));
}

pub async fn expired_secrets_are_swept<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    for (key, expires_at) in [
        ("a", Some(10)),
        ("b", Some(20)),
        ("c", Some(30)),
        ("d", None),
    ] {
        store
            .put_secret(secret(key, "{}", expires_at))
            .await
            .unwrap();
    }
    assert_eq!(store.sweep_secrets(Millis(20), 1).await.unwrap(), 1);
    assert_eq!(store.sweep_secrets(Millis(20), 10).await.unwrap(), 1);
    assert_eq!(store.sweep_secrets(Millis(20), 10).await.unwrap(), 0);
    assert_eq!(found(&*store, "a", 0).await, None);
    assert_eq!(found(&*store, "b", 0).await, None);
    assert!(found(&*store, "c", 0).await.is_some());
    assert!(found(&*store, "d", 0).await.is_some());
}

pub async fn secrets_of_a_kind_come_in_pages<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    for (key, expires_at) in [
        ("a/1", Some(10)),
        ("a/2", Some(30)),
        ("a/3", None),
        ("b/1", Some(30)),
    ] {
        store
            .put_secret(secret(key, key, expires_at))
            .await
            .unwrap();
    }
    let other = Secret {
        kind: SecretKind::Session,
        ..secret("a/4", "{}", None)
    };
    store.put_secret(other.clone()).await.unwrap();
    let listed = async |after: &str, limit: u32, now: i64| {
        let found = store.secrets(SecretKind::Token, after, limit, Millis(now));
        let keys = found.await.unwrap().into_iter().map(|found| found.key);
        keys.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(listed("", 10, 0).await, "a/1 a/2 a/3 b/1");
    assert_eq!(listed("", 2, 0).await, "a/1 a/2");
    assert_eq!(listed("a/2", 10, 0).await, "a/3 b/1");
    assert_eq!(listed("", 10, 10).await, "a/2 a/3 b/1");
    assert_eq!(listed("", 2, 30).await, "a/3");
    assert_eq!(listed("b/1", 10, 0).await, "");
    let sessions = store.secrets(SecretKind::Session, "", 10, Millis(0));
    assert_eq!(sessions.await.unwrap(), [other]);
}

pub async fn a_cursor_never_goes_back<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let acme = org("acme");
    assert_eq!(store.cursor("callback", &acme).await.unwrap(), Number(0));
    store
        .move_cursor("callback", &acme, Number(5))
        .await
        .unwrap();
    store
        .move_cursor("callback", &acme, Number(3))
        .await
        .unwrap();
    assert_eq!(store.cursor("callback", &acme).await.unwrap(), Number(5));
    store
        .move_cursor("callback", &acme, Number(6))
        .await
        .unwrap();
    assert_eq!(store.cursor("callback", &acme).await.unwrap(), Number(6));
    // Nobody's log is that long, but a wrong number must not stop the store.
    store
        .move_cursor("far", &acme, Number(u64::MAX))
        .await
        .unwrap();
    assert!(store.cursor("far", &acme).await.unwrap() > Number(6));
    assert_eq!(store.cursor("stream", &acme).await.unwrap(), Number(0));
    assert_eq!(
        store.cursor("callback", &org("bolt")).await.unwrap(),
        Number(0)
    );
}

pub async fn who_lost_a_lease_changes_nothing_of_its_holder<H: Home>() {
    let home = H::new().await;
    let (left, right) = (home.store().await, home.store().await);
    let (acme, bolt, kind) = (org("acme"), org("bolt"), SecretKind::Lease);
    let lease = |body: &str| Secret {
        kind,
        ..secret("push:a", body, Some(10))
    };
    let moved = async |store: &dyn Store, body: &str, to: u64| {
        let under = ("push:a", body.as_bytes());
        let moved = store.move_cursor_under(under, "a", &acme, Number(to)).await;
        (moved.unwrap(), store.cursor("a", &acme).await.unwrap().0)
    };
    assert_eq!(
        moved(&*left, "left", 3).await,
        (false, 0),
        "nobody holds it"
    );
    assert!(left.create_secret(lease("left")).await.unwrap());
    assert_eq!(moved(&*left, "left", 3).await, (true, 3));
    assert_eq!(moved(&*left, "left", 2).await, (true, 3));
    assert_eq!(moved(&*left, "left", 4).await, (true, 4));
    assert_eq!(moved(&*right, "right", 9).await, (false, 4));
    let renewed = left.renew_secret(kind, "push:a", b"left", Millis(20));
    assert!(renewed.await.unwrap());
    let held = left.secret(kind, "push:a", Millis(19)).await.unwrap();
    assert_eq!(held.unwrap().expires_at, Some(Millis(20)));
    // It lapses, and another takes it.
    assert_eq!(right.sweep_secrets(Millis(20), 10).await.unwrap(), 1);
    assert!(right.create_secret(lease("right")).await.unwrap());
    assert_eq!(moved(&*left, "left", 9).await, (false, 4));
    let renewed = left.renew_secret(kind, "push:a", b"left", Millis(99));
    assert!(!renewed.await.unwrap());
    let deleted = left.delete_secret_with(kind, "push:a", b"left");
    assert!(!deleted.await.unwrap());
    let held = left.secret(kind, "push:a", Millis(0)).await.unwrap();
    assert_eq!(held, Some(lease("right")), "as it was");
    assert_eq!(moved(&*right, "right", 5).await, (true, 5));
    // Another kind, key or organization is another thing.
    let other = left.delete_secret_with(SecretKind::Token, "push:a", b"right");
    assert!(!other.await.unwrap());
    let under = ("push:b", &b"right"[..]);
    let other = left.move_cursor_under(under, "a", &acme, Number(8)).await;
    assert!(!other.unwrap());
    assert_eq!(left.cursor("a", &bolt).await.unwrap(), Number(0));
    let deleted = right.delete_secret_with(kind, "push:a", b"right");
    assert!(deleted.await.unwrap());
    assert_eq!(moved(&*right, "right", 6).await, (false, 5));
}
