//! Reading organizations back.

use super::Home;
use super::fixture::*;
use endpoint::Number;
use store::Transaction;

pub async fn an_unknown_organization_loads_empty<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    assert_eq!(load(&*store, "nobody").await, (Number(0), vec![]));
    assert!(
        store
            .since(&org("nobody"), Number(0), 10)
            .await
            .unwrap()
            .is_empty()
    );
}

pub async fn a_load_has_every_record_in_order<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let count = 10_000;
    let many = (0..count)
        .rev()
        .map(|user| put("user", &format!("{user:06}"), &format!("{user}")));
    let mut transaction = one("acme", 1);
    transaction.records = many.chain([put("department", "1", "{}")]).collect();
    done(&*store, transaction).await;
    done(
        &*store,
        Transaction {
            records: vec![put("user", "0", "{}")],
            ..one("acme2", 1)
        },
    )
    .await;
    let (head, records) = load(&*store, "acme").await;
    assert_eq!((head, records.len()), (Number(1), count + 1));
    assert_eq!(records[0].kind, "department");
    for (user, record) in records[1..].iter().enumerate() {
        assert_eq!((record.kind.as_str(), record.version), ("user", 1));
        assert_eq!(record.key, format!("{user:06}"));
        assert_eq!(record.body, user.to_string().into_bytes());
    }
}

/// Each entry rewrites every record with its own number, so a mixed load would show two numbers.
pub async fn a_load_is_of_one_moment<H: Home>() {
    let home = H::new().await;
    let (store, writing) = (home.store().await, home.store().await);
    let rewrite = |number: u64| {
        let body = number.to_string();
        let records = (0..6000)
            .map(|user| put("user", &user.to_string(), &body))
            .collect();
        Transaction {
            records,
            ..one("acme", number)
        }
    };
    done(&*store, rewrite(1)).await;
    let writer = tokio::spawn(async move {
        for number in 2..=6 {
            done(&*writing, rewrite(number)).await;
        }
    });
    let mut heads = Vec::new();
    while heads.last() != Some(&6) {
        let (head, records) = load(&*store, "acme").await;
        assert_eq!(records.len(), 6000);
        let written = head.0.to_string().into_bytes();
        assert!(
            records.iter().all(|record| record.body == written),
            "a mixed load at {head:?}"
        );
        heads.push(head.0);
    }
    assert!(heads.is_sorted());
    writer.await.unwrap();
}

pub async fn a_load_nobody_reads_harms_nobody<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let mut transaction = one("acme", 1);
    transaction.records = (0..50_000)
        .map(|user| put("user", &user.to_string(), "{}"))
        .collect();
    done(&*store, transaction).await;
    let mut abandoned = Vec::new();
    for _ in 0..3 {
        abandoned.push(store.load(&org("acme")).await.unwrap());
    }
    done(&*store, one("acme", 2)).await;
    assert_eq!(head(&*store, "acme").await, 2);
    drop(abandoned);
    let (head, records) = load(&*store, "acme").await;
    assert_eq!((head, records.len()), (Number(2), 50_000));
}

pub async fn since_gives_pages<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    store
        .append((1..=7).map(|number| one("acme", number)).collect())
        .await
        .unwrap();
    let page = async |after: u64, limit| -> Vec<u64> {
        let entries = store
            .since(&org("acme"), Number(after), limit)
            .await
            .unwrap();
        entries.into_iter().map(|entry| entry.number.0).collect()
    };
    assert_eq!(page(0, 3).await, [1, 2, 3]);
    assert_eq!(page(3, 3).await, [4, 5, 6]);
    assert_eq!(page(6, 3).await, [7]);
    assert!(page(7, 3).await.is_empty());
    assert!(page(u64::MAX, 3).await.is_empty());
    assert!(page(0, 0).await.is_empty());
}

pub async fn heads_leave_the_unknown_out<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    done(&*store, one("acme", 1)).await;
    done(&*store, one("acme", 2)).await;
    done(&*store, one("bolt", 1)).await;
    let mut heads = store
        .heads(&[org("bolt"), org("nobody"), org("acme")])
        .await
        .unwrap();
    heads.sort();
    assert_eq!(heads, [(org("acme"), Number(2)), (org("bolt"), Number(1))]);
    assert!(store.heads(&[]).await.unwrap().is_empty());
}

pub async fn organizations_come_in_pages<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    for name in ["d", "a", "c", "b"] {
        done(&*store, one(name, 1)).await;
    }
    assert_eq!(
        store.organizations(None, 3).await.unwrap(),
        [org("a"), org("b"), org("c")]
    );
    assert_eq!(
        store.organizations(Some(&org("c")), 3).await.unwrap(),
        [org("d")]
    );
    assert!(
        store
            .organizations(Some(&org("d")), 3)
            .await
            .unwrap()
            .is_empty()
    );
}

/// Whatever the locale of a database says about upper case, punctuation and Chinese.
pub async fn keys_sort_by_their_bytes<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let mut keys = vec![
        "b", "A", "a", "B", "_", "张", "一", "a-b", "ab", "é", "z", "Z",
    ];
    let mut transaction = one("acme", 1);
    transaction.records = keys.iter().map(|key| put("user", key, "{}")).collect();
    done(&*store, transaction).await;
    keys.sort_unstable();
    let (_, records) = load(&*store, "acme").await;
    let loaded: Vec<_> = records.iter().map(|record| record.key.as_str()).collect();
    assert_eq!(loaded, keys);
    for name in ["b", "A", "a", "_"] {
        done(&*store, one(name, 1)).await;
    }
    let organizations = store.organizations(None, 10).await.unwrap();
    assert_eq!(organizations, ["A", "_", "a", "acme", "b"].map(org));
}
