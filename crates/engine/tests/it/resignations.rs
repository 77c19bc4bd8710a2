//! Who leaves stands in the history, and verifying sees who does not.

use super::{add, founding, node};
use org::{Change, Millis, Org, OrgId, Resignation, UserId, encode_changes};
use std::sync::Arc;
use store::{Entry, MemoryStore, RecordWrite, Store, Transaction};

async fn rows(store: &Arc<dyn Store>, id: &OrgId) -> Vec<String> {
    let all = (Millis(i64::MIN), "");
    let rows = store.history(id, Resignation::KIND, all, Millis(i64::MAX), 100);
    let rows = rows.await.unwrap().into_iter();
    rows.map(|row| Resignation::userid_of(&row.key).to_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn one_person_may_leave_twice_in_one_moment() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let (id, _) = engine.found(None, founding("Acme")).await.unwrap();
    for _ in 0..2 {
        add(&engine, &id, 1).await.unwrap();
        let change = |draft: &mut org::Draft| draft.remove_user("u1");
        engine.operate(&id, "test", change).await.unwrap();
    }
    assert_eq!(rows(&store, &id).await, ["u1", "u1"]);
    let verified = engine.verify(&mut |_, _| {}).await.unwrap();
    assert_eq!(verified.differences, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn verifying_misses_a_record_that_is_not_there() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let (id, _) = engine.found(None, founding("Acme")).await.unwrap();
    add(&engine, &id, 1).await.unwrap();
    // A writer that forgets the history.
    let changes = [Change::UserRemoved(UserId::new("u1"))];
    let mut value: Org = (*engine.org(&id).await.unwrap()).clone();
    value.apply(&changes[0]);
    let head = store.heads(std::slice::from_ref(&id)).await.unwrap()[0].1;
    let key = changes[0].record();
    let record = RecordWrite {
        kind: key.kind().to_owned(),
        key: key.key(),
        version: org::BODY_VERSION,
        body: value.record_body(&key),
    };
    let entry = Entry {
        org: id.clone(),
        number: head.next(),
        id: 7,
        at: Millis(1_767_323_045_000),
        actor: "test".to_owned(),
        route: "test".to_owned(),
        version: org::BODY_VERSION,
        body: encode_changes(&changes),
    };
    let transaction = Transaction {
        entries: vec![entry],
        records: vec![(0, record)],
        ..Transaction::default()
    };
    store.append(vec![transaction]).await.unwrap();
    let verified = engine.verify(&mut |_, _| {}).await.unwrap();
    let foreign = format!("{id}: entry 3 has lost its hash: it was changed");
    let told = format!("{id}: u1 left by the log, and the history does not have it");
    assert_eq!(verified.differences, [foreign, told]);
}
