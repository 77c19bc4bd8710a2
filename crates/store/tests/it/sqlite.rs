//! The SQLite store.

use crate::conformance::Home;
use crate::conformance::fixture::*;
use endpoint::Number;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use store::{SqliteStore, Store, StoreError};
use tempfile::TempDir;

struct Sqlite {
    folder: TempDir,
    store: Arc<SqliteStore>,
}

impl Home for Sqlite {
    const SHARED: bool = false;

    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("orgbook.db")).unwrap();
        Self {
            folder,
            store: Arc::new(store),
        }
    }

    async fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }

    async fn reopened(self) -> Self {
        let Self { folder, store } = self;
        drop(store);
        let store = SqliteStore::open(&folder.path().join("orgbook.db")).unwrap();
        Self {
            folder,
            store: Arc::new(store),
        }
    }
}

conformance!(Sqlite);

/// On a runtime of one thread the writer's own thread commits everything; above, callers commit what they can.
#[tokio::test]
async fn the_thread_alone_decides_the_same() {
    use crate::conformance::{append, together};
    append::an_entry_that_does_not_follow_is_behind::<Sqlite>().await;
    append::a_refused_transaction_leaves_nothing::<Sqlite>().await;
    append::what_builds_on_a_refused_transaction_is_behind::<Sqlite>().await;
    together::eight_writers_leave_no_gap::<Sqlite>().await;
}

#[tokio::test]
async fn a_second_process_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orgbook.db");
    let first = SqliteStore::open(&path).unwrap();
    let Err(StoreError::InUse(text)) = SqliteStore::open(&path) else {
        panic!("two stores on one file");
    };
    assert!(
        text.contains(&format!("process {}", std::process::id())),
        "{text}"
    );
    assert!(
        text.contains("stop it first, or name another data folder"),
        "{text}"
    );
    drop(first);
    SqliteStore::open(&path).unwrap();
}

#[tokio::test]
async fn a_missing_folder_is_made_and_the_files_are_private() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/orgbook.db");
    let store = SqliteStore::open(&path).unwrap();
    done(&store, one("acme", 1)).await;
    for name in ["orgbook.db", "orgbook.db-wal", "orgbook.db.lock"] {
        let mode = path
            .with_file_name(name)
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_file_of_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orgbook.db");
    let text = "a letter to somebody, certainly not a database ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    let opened = SqliteStore::open(&path).err();
    assert!(matches!(opened, Some(StoreError::Corrupt(_))), "{opened:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[tokio::test]
async fn a_database_of_a_later_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orgbook.db");
    drop(SqliteStore::open(&path).unwrap());
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute("update version set number = 999", [])
        .unwrap();
    connection.close().unwrap();
    let Some(StoreError::Corrupt(text)) = SqliteStore::open(&path).err() else {
        panic!("a database from the future was opened");
    };
    assert!(
        text.contains("999") && text.contains("run the later program"),
        "{text}"
    );
}

/// What a power cut leaves: the database and its write-ahead log as they were in the middle of things.
#[tokio::test]
async fn what_was_answered_is_in_a_copy_taken_while_running() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orgbook.db");
    let store = SqliteStore::open(&path).unwrap();
    for number in 1..=50 {
        done(&store, one("acme", number)).await;
    }
    let after = folder.path().join("after.db");
    std::fs::copy(&path, &after).unwrap();
    std::fs::copy(
        folder.path().join("orgbook.db-wal"),
        folder.path().join("after.db-wal"),
    )
    .unwrap();
    let recovered = SqliteStore::open(&after).unwrap();
    assert_eq!(
        recovered
            .since(&org("acme"), Number(0), 100)
            .await
            .unwrap()
            .len(),
        50
    );
    done(&recovered, one("acme", 51)).await;
}

#[tokio::test]
async fn an_operator_reads_people_and_departments_with_plain_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orgbook.db");
    let store = SqliteStore::open(&path).unwrap();
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
    let connection = rusqlite::Connection::open(&path).unwrap();
    let person: (String, String, Option<String>) = connection
        .query_row(
            "select name, mobile, email from people where userid = 'ann'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(person, ("安".into(), "13800000000".into(), None));
    let department: (String, i64) = connection
        .query_row(
            "select name, parent_id from departments where department_id = '7'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!(department, ("R&D".into(), 1));
}

/// Enough pages for several checkpoints; the write-ahead log must not grow with what was ever written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_write_ahead_log_stays_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orgbook.db");
    let store = SqliteStore::open(&path).unwrap();
    let body = "x".repeat(512 << 10);
    for number in 1..=300 {
        let mut transaction = one("acme", number);
        transaction.records = vec![put("file", "big", &body)];
        done(&store, transaction).await;
    }
    let log_bytes = std::fs::metadata(folder.path().join("orgbook.db-wal"))
        .unwrap()
        .len();
    assert!(log_bytes < 100 << 20, "{log_bytes} bytes");
}
