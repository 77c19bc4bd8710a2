//! Copies and their way back.

use super::Home;
use super::fixture::*;
use endpoint::{Millis, Number};
use std::sync::Arc;
use store::{MemoryStore, SecretKind, Store, StoreError, Transaction};

async fn fill(store: &dyn Store) {
    let long = r#"{"name":"somebody"},"#.repeat(200);
    let mut first = one("acme", 1);
    first.entries[0].body = long.into_bytes();
    first.records = vec![
        put("user", "ann", r#"{"name":"安"}"#),
        put("department", "1", "{}"),
    ];
    first.claims = vec![claim("ann@acme", "ann")];
    first.history = vec![(0, row("joined", 5, "ann", "{}"))];
    first.secrets = vec![secret("t", "{}", Some(70)), secret("u", "{}", None)];
    done(store, first).await;
    done(
        store,
        Transaction {
            records: vec![put("user", "bob", "{}")],
            ..one("acme", 2)
        },
    )
    .await;
    done(store, one("bolt", 1)).await;
    store
        .move_cursor("callback", &org("acme"), Number(2))
        .await
        .unwrap();
}

/// Everything that `fill` stored, as one comparable text.
async fn contents(store: &dyn Store) -> String {
    let (acme, bolt) = (org("acme"), org("bolt"));
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        store.organizations(None, 10).await.unwrap(),
        store.heads(&[acme.clone(), bolt.clone()]).await.unwrap(),
        store.since(&acme, Number(0), 10).await.unwrap(),
        store.since(&bolt, Number(0), 10).await.unwrap(),
        load(store, "acme").await,
        store.claim("login", "ann@acme").await.unwrap(),
        history(store, "acme", "joined").await,
        store
            .secret(SecretKind::Token, "t", Millis(69))
            .await
            .unwrap(),
        store
            .secret(SecretKind::Token, "u", Millis(69))
            .await
            .unwrap(),
        store.cursor("callback", &acme).await.unwrap(),
    )
}

pub async fn a_backup_restores_everything<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    fill(&*store).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    let written = store.backup(&file).await.unwrap();
    assert_eq!(written.entries, 3);
    assert_eq!(written.bytes, std::fs::metadata(&file).unwrap().len());
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "something was left behind"
    );

    let (same, other) = (H::new().await, Arc::new(MemoryStore::new()));
    for restored in [same.store().await, other] {
        let read = restored.restore(&file).await.unwrap();
        assert_eq!(read, written);
        assert_eq!(contents(&*restored).await, contents(&*store).await);
        done(&*restored, one("acme", 3)).await;
    }
}

/// Two organizations always move together, so a copy that shows one ahead is of two moments.
pub async fn a_backup_is_of_one_moment<H: Home>() {
    let home = H::new().await;
    let (store, writing) = (home.store().await, home.store().await);
    let pair = |number| Transaction {
        entries: vec![entry("acme", number), entry("bolt", number)],
        ..Transaction::default()
    };
    done(&*store, pair(1)).await;
    let writer = tokio::spawn(async move {
        for number in 2..=60 {
            done(&*writing, pair(number)).await;
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let mut copies = 0;
    while copies == 0 || !writer.is_finished() {
        let file = folder.path().join(copies.to_string());
        let report = store.backup(&file).await.unwrap();
        let restored = MemoryStore::new();
        restored.restore(&file).await.unwrap();
        let heads = (head(&restored, "acme").await, head(&restored, "bolt").await);
        assert_eq!(heads.0, heads.1);
        assert_eq!(report.entries, heads.0 + heads.1);
        copies += 1;
    }
    writer.await.unwrap();
}

pub async fn an_existing_file_is_not_overwritten<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    std::fs::write(&file, "dear data").unwrap();
    let answer = store.backup(&file).await;
    assert!(matches!(answer, Err(StoreError::Failed(_))), "{answer:?}");
    assert_eq!(std::fs::read(&file).unwrap(), b"dear data");
    let nowhere = store.backup(&folder.path().join("no/such/folder")).await;
    assert!(matches!(nowhere, Err(StoreError::Failed(_))), "{nowhere:?}");
}

pub async fn a_store_in_use_is_not_overwritten<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    fill(&*store).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    store.backup(&file).await.unwrap();
    let before = contents(&*store).await;
    let answer = store.restore(&file).await;
    assert!(matches!(answer, Err(StoreError::Failed(_))), "{answer:?}");
    assert_eq!(contents(&*store).await, before);
}

pub async fn what_is_no_backup_is_refused<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let folder = tempfile::tempdir().unwrap();
    let garbage = folder.path().join("garbage");
    std::fs::write(&garbage, "no database at all, whatever its length may be").unwrap();
    let answer = store.restore(&garbage).await;
    assert!(matches!(answer, Err(StoreError::Corrupt(_))), "{answer:?}");
    let absent = store.restore(&folder.path().join("absent")).await;
    assert!(matches!(absent, Err(StoreError::Failed(_))), "{absent:?}");
    done(&*store, one("acme", 1)).await;
}
