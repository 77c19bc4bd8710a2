//! The PostgreSQL store.

use crate::cluster::{self, Database};
use crate::conformance::Home;
use crate::conformance::fixture::*;
use crate::proxy::Proxy;
use endpoint::Number;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Appended, PostgresStore, Store, StoreError, Transaction};
use tokio::task::JoinSet;

struct Postgres(Database);

impl Home for Postgres {
    const SHARED: bool = true;

    fn left_out() -> bool {
        cluster::left_out()
    }

    async fn new() -> Self {
        Self(Database::new().await)
    }

    async fn store(&self) -> Arc<dyn Store> {
        Arc::new(PostgresStore::connect(&self.0.url).await.unwrap())
    }

    async fn reopened(self) -> Self {
        self
    }
}

conformance!(Postgres);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_together_make_one_schema() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    let mut starting = JoinSet::new();
    for _ in 0..6 {
        let url = database.url.clone();
        starting.spawn(async move { PostgresStore::connect(&url).await.unwrap() });
    }
    let nodes = starting.join_all().await;
    done(&nodes[0], one("acme", 1)).await;
    assert_eq!(head(&nodes[5], "acme").await, 1);
}

#[tokio::test]
async fn a_database_of_a_later_program_is_refused() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    drop(PostgresStore::connect(&database.url).await.unwrap());
    let client = cluster::client(&database.url).await;
    client
        .batch_execute("update version set number = 999")
        .await
        .unwrap();
    let Some(StoreError::Corrupt(text)) = PostgresStore::connect(&database.url).await.err() else {
        panic!("a database from the future was opened");
    };
    assert!(
        text.contains("999") && text.contains("run the later program"),
        "{text}"
    );
}

#[tokio::test]
async fn a_database_of_another_encoding_is_refused() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    let name = format!("{}_latin", database.url.rsplit('/').next().unwrap());
    let client = cluster::client(&database.url).await;
    let create = format!(
        "create database {name} encoding 'LATIN1' locale 'C' locale_provider libc template template0"
    );
    client.batch_execute(&create).await.unwrap();
    let opened = PostgresStore::connect(&format!("{}_latin", database.url))
        .await
        .err();
    client
        .batch_execute(&format!("drop database {name}"))
        .await
        .unwrap();
    let Some(StoreError::Failed(text)) = opened else {
        panic!("{opened:?}")
    };
    assert!(text.contains("LATIN1") && text.contains("UTF8"), "{text}");
}

#[tokio::test]
async fn an_operator_reads_people_and_departments_with_plain_columns() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    let store = PostgresStore::connect(&database.url).await.unwrap();
    let mut transaction = one("acme", 1);
    transaction.records = vec![
        put(
            "user",
            "ann",
            r#"{"userid":"ann","name":"安","mobile":"13800000000"}"#,
        ),
        put("department", "7", r#"{"id":7,"name":"R&D","parent":1}"#),
    ];
    done(&store, transaction).await;
    let client = cluster::client(&database.url).await;
    let person = client
        .query_one("select name, mobile, email from people", &[])
        .await
        .unwrap();
    assert_eq!(person.get::<_, String>(0), "安");
    assert_eq!(person.get::<_, String>(1), "13800000000");
    assert_eq!(person.get::<_, Option<String>>(2), None);
    let department = client
        .query_one("select name, parent_id from departments", &[])
        .await
        .unwrap();
    assert_eq!(department.get::<_, String>(0), "R&D");
    assert_eq!(department.get::<_, String>(1), "1");
}

/// The engine has committed, the network has not told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_answer_was_lost_is_recognized() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    let proxy = Proxy::start(database.address()).await;
    let store = PostgresStore::connect(&database.url_through(proxy.port()))
        .await
        .unwrap();
    let mut founding = one("acme", 1);
    founding.claims = vec![claim("x", "ann")];
    founding.records = vec![put("user", "ann", "{}")];
    proxy.swallow_answer_to("commit\0");
    done(&store, founding).await;
    assert_eq!(proxy.swallowed(), 1);
    // A single statement is its own commit.
    proxy.swallow_answer_to(r#"{"entry":2,"#);
    done(&store, one("acme", 2)).await;
    assert_eq!(proxy.swallowed(), 2);
    let entries = store.since(&org("acme"), Number(0), 10).await.unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(records(&store, "acme").await, ["user ann {}"]);
}

/// Connections are cut at any moment; nothing answered is lost and nothing is stored twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_connections_lose_and_double_nothing() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    let store = Arc::new(PostgresStore::connect(&database.url).await.unwrap());
    let (progress, mut progressed) = tokio::sync::watch::channel(0_i64);
    let cuts = Arc::new(AtomicI64::new(0));
    let mut writers = JoinSet::new();
    for name in ["a", "b", "c", "d"] {
        let (store, progress, cuts) = (store.clone(), progress.clone(), cuts.clone());
        writers.spawn(async move {
            let mut ids = Vec::new();
            while cuts.load(Ordering::SeqCst) < CUTS {
                let number = ids.len() as u64 + 1;
                let (first, mut second) = (one(name, number), one(name, number + 1));
                second.follows = Some(first.entries[0].id);
                ids.extend([&first, &second].map(|transaction| transaction.entries[0].id));
                tokio::join!(biased; insist(&store, first), insist(&store, second));
                progress.send_modify(|entries| *entries += 2);
            }
            (name, ids)
        });
    }
    let cutter = cluster::client(&database.url).await;
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()";
    while cuts.load(Ordering::SeqCst) < CUTS {
        // One writer has just been answered, so the others are in the middle of theirs.
        let entries = *progressed.borrow() + 8;
        progressed.wait_for(|done| *done >= entries).await.unwrap();
        let cut = cutter.query_one(cut, &[]).await.unwrap().get::<_, i64>(0);
        cuts.fetch_add(cut, Ordering::SeqCst);
    }
    for (name, ids) in writers.join_all().await {
        let entries = all_entries(&store, name).await;
        assert_eq!(entries, ids, "{name}");
    }
}

/// Sends until it is stored.
async fn insist(store: &PostgresStore, transaction: Transaction) {
    loop {
        match store.append(vec![transaction.clone()]).await.as_deref() {
            Ok([Appended::Done]) => return,
            // What it follows is tried again, too.
            Ok([Appended::Behind(..)]) => assert!(transaction.follows.is_some()),
            Ok(answers) => panic!("{answers:?}"),
            Err(_) => {}
        }
    }
}

/// Connections that are cut at least.
const CUTS: i64 = 40;

async fn all_entries(store: &PostgresStore, name: &str) -> Vec<u128> {
    let mut ids = Vec::new();
    loop {
        let after = Number(ids.len() as u64);
        let entries = store.since(&org(name), after, 1000).await.unwrap();
        if entries.is_empty() {
            return ids;
        }
        ids.extend(entries.iter().map(|entry| entry.id));
    }
}

/// A caller goes away while his transaction is open: nobody else's write lands in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_who_goes_away_leaves_no_open_transaction() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    let store = Arc::new(PostgresStore::connect(&database.url).await.unwrap());
    done(&*store, one("acme", 1)).await;
    let locker = cluster::client(&database.url).await;
    locker
        .batch_execute("begin; select number from head for update")
        .await
        .unwrap();
    let mut abandoned = one("acme", 2);
    abandoned.claims = vec![claim("x", "ann")];
    let caller = tokio::spawn({
        let store = store.clone();
        async move { store.append(vec![abandoned]).await }
    });
    let watcher = cluster::client(&database.url).await;
    let waits = "select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'";
    while watcher
        .query_one(waits, &[])
        .await
        .unwrap()
        .get::<_, i64>(0)
        == 0
    {
        tokio::task::yield_now().await;
    }
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    locker.batch_execute("rollback").await.unwrap();
    done(&*store, one("acme", 2)).await;
    let other = PostgresStore::connect(&database.url).await.unwrap();
    let entries = other.since(&org("acme"), Number(0), 10).await.unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(other.claim("x", "ann").await.unwrap(), None);
}

/// What the engine refuses fails alone, though it shared a transaction with others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_the_engine_refuses_fails_alone() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    let store = Arc::new(PostgresStore::connect(&database.url).await.unwrap());
    let mut calls = JoinSet::new();
    for call in 0..40 {
        let store = store.clone();
        calls.spawn(async move {
            let mut transaction = one(&format!("org{call}"), 1);
            if call % 10 == 0 {
                // PostgreSQL's texts hold no zero byte.
                transaction.entries[0].actor = "zero \0 byte".into();
            }
            (call % 10 == 0, store.append(vec![transaction]).await)
        });
    }
    for (refused, answer) in calls.join_all().await {
        match answer {
            Err(StoreError::Failed(_)) => assert!(refused),
            Ok(answers) => assert!(!refused && answers == [Appended::Done], "{answers:?}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(store.organizations(None, 100).await.unwrap().len(), 36);
}

/// Claims passed around by two nodes always have one holder, who knows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_passed_around_by_two_nodes_has_one_holder() {
    if cluster::left_out() {
        return;
    }
    let database = Database::new().await;
    let mut nodes = JoinSet::new();
    for name in ["a", "b"] {
        let store = PostgresStore::connect(&database.url).await.unwrap();
        nodes.spawn(async move {
            let (mut taken_by_other, mut number) = (0, 1);
            while number <= 60 {
                let claims = vec![claim("x", name)];
                match append(
                    &store,
                    Transaction {
                        claims,
                        ..one(name, number)
                    },
                )
                .await
                {
                    Appended::Done => {
                        let holder = store.claim("login", "x").await.unwrap();
                        assert_eq!(holder, Some((org(name), name.into())));
                        let claims = vec![give_up("x")];
                        done(
                            &store,
                            Transaction {
                                claims,
                                ..one(name, number + 1)
                            },
                        )
                        .await;
                        number += 2;
                    }
                    answer => {
                        assert_eq!(answer, taken("x"));
                        taken_by_other += 1;
                    }
                }
            }
            taken_by_other
        });
    }
    let collisions: BTreeSet<i32> = nodes.join_all().await.into_iter().collect();
    let store = PostgresStore::connect(&database.url).await.unwrap();
    assert_eq!(
        store.claim("login", "x").await.unwrap(),
        None,
        "{collisions:?}"
    );
    assert_eq!((head(&store, "a").await, head(&store, "b").await), (60, 60));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable() {
    let opened = PostgresStore::connect("postgres://orgbook@127.0.0.1:1/orgbook")
        .await
        .err();
    assert!(
        matches!(opened, Some(StoreError::Unreachable(_))),
        "{opened:?}"
    );
}
