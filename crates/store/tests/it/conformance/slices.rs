//! Files in pieces, and the listing of claims.

use super::Home;
use super::fixture::*;
use endpoint::{Millis, OrgId};
use store::{ClaimWrite, Slice, Store, Transaction};

fn slice(of: &str, name: &str, index: u32, body: &[u8], expires_at: i64) -> Slice {
    Slice {
        org: org(of),
        name: name.to_owned(),
        index,
        body: body.to_vec(),
        expires_at: Millis(expires_at),
    }
}

async fn read(store: &dyn Store, of: &str, name: &str, index: u32) -> Option<Vec<u8>> {
    store
        .slice(&org(of), name, index, Millis(100))
        .await
        .unwrap()
}

pub async fn a_slice_lives_until_it_expires<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let body: Vec<u8> = (0..70_000).map(|byte| (byte % 251) as u8).collect();
    store
        .put_slice(slice("acme", "a", 0, &body, 101))
        .await
        .unwrap();
    store
        .put_slice(slice("acme", "a", 1, b"", 100))
        .await
        .unwrap();
    assert_eq!(read(&*store, "acme", "a", 0).await, Some(body));
    assert_eq!(read(&*store, "acme", "a", 1).await, None, "expired");
    assert_eq!(read(&*store, "acme", "a", 2).await, None, "not there");
    assert_eq!(read(&*store, "acme", "b", 0).await, None, "another file");
    assert_eq!(read(&*store, "bolt", "a", 0).await, None, "another's file");
    store
        .put_slice(slice("acme", "a", 1, b"again", 200))
        .await
        .unwrap();
    assert_eq!(read(&*store, "acme", "a", 1).await, Some(b"again".to_vec()));
}

pub async fn slices_are_counted_deleted_and_swept<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    for (of, name, index, expires_at) in [
        ("acme", "a", 0, 300),
        ("acme", "a", 1, 300),
        ("acme", "b", 0, 120),
        ("acme", "c", 0, 110),
        ("bolt", "a", 0, 130),
    ] {
        let piece = slice(of, name, index, b"12345", expires_at);
        store.put_slice(piece).await.unwrap();
    }
    let bytes = async |of: &str| store.slice_bytes(&org(of)).await.unwrap();
    assert_eq!((bytes("acme").await, bytes("bolt").await), (20, 5));
    assert_eq!(bytes("nobody").await, 0);
    store.delete_slices(&org("acme"), "a").await.unwrap();
    store.delete_slices(&org("acme"), "nothing").await.unwrap();
    assert_eq!((bytes("acme").await, bytes("bolt").await), (10, 5));
    assert_eq!(store.sweep_slices(Millis(109), 10).await.unwrap(), 0);
    assert_eq!(store.sweep_slices(Millis(130), 2).await.unwrap(), 2);
    assert_eq!((bytes("acme").await, bytes("bolt").await), (0, 5));
    assert_eq!(store.sweep_slices(Millis(130), 2).await.unwrap(), 1);
    assert_eq!(bytes("bolt").await, 0);
}

pub async fn claims_of_a_space_come_in_pages<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let claim = |space: &str, value: &str| {
        let claim = ClaimWrite {
            space: space.to_owned(),
            value: value.to_owned(),
            holder: Some(format!("holder of {value}")),
        };
        (0, claim)
    };
    let batch = vec![
        Transaction {
            claims: vec![claim("job", "b"), claim("job", "d"), claim("app", "c")],
            ..one("acme", 1)
        },
        Transaction {
            claims: vec![claim("job", "a"), claim("jobs", "x")],
            ..one("bolt", 1)
        },
    ];
    store.append(batch).await.unwrap();
    let page = async |after: &str, limit| store.claims("job", after, limit).await.unwrap();
    let held = |value: &str, of: &str| -> (String, OrgId, String) {
        (value.to_owned(), org(of), format!("holder of {value}"))
    };
    assert_eq!(page("", 2).await, [held("a", "bolt"), held("b", "acme")]);
    assert_eq!(page("b", 2).await, [held("d", "acme")]);
    assert!(page("d", 2).await.is_empty());
    assert!(store.claims("none", "", 2).await.unwrap().is_empty());
}
