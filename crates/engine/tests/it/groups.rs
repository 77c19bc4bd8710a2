//! Writes that share a flush of which a part is refused by the store.

use super::{acme, add, node, userids, verified};
use endpoint::Number;
use engine::{Engine, WriteError};
use org::{Mobile, OrgId, Refusal, SIGN_IN_MOBILES, claim_value};
use std::sync::Arc;
use std::time::Duration;
use store::{Appended, ClaimWrite, Entry, Store, Transaction};
use tokio::task::JoinHandle;

/// Somebody else holds the number by which a person of the organization would sign in.
async fn take_number(store: &dyn Store, id: &OrgId, number: &str) {
    let mobile = Mobile {
        state_code: "86".into(),
        number: number.into(),
    };
    let claim = ClaimWrite {
        space: SIGN_IN_MOBILES.into(),
        value: claim_value(&mobile.to_string(), Some(id)),
        holder: Some("stranger".into()),
    };
    let entry = Entry {
        org: OrgId::new("zeta"),
        number: Number(1),
        id: 1,
        at: org::Millis(1),
        actor: "test".into(),
        route: "test".into(),
        version: 1,
        body: b"[]".to_vec(),
    };
    let transaction = Transaction {
        entries: vec![entry],
        claims: vec![(0, claim)],
        ..Transaction::default()
    };
    let stored = store.append(vec![transaction]).await.unwrap();
    assert_eq!(stored, [Appended::Done]);
}

/// Begins a write and waits until its lane has taken it.
async fn begin<T, Change>(
    engine: &Engine,
    id: &OrgId,
    change: Change,
) -> JoinHandle<Result<T, WriteError>>
where
    T: Send + 'static,
    Change: Fn(&mut org::Draft) -> Result<T, Refusal> + Send + Sync + 'static,
{
    let (engine, id) = (engine.clone(), id.clone());
    let write = tokio::spawn(async move { engine.operate(&id, "test", change).await });
    tokio::time::sleep(Duration::from_millis(1)).await;
    write
}

#[tokio::test(start_paused = true)]
async fn what_rests_on_a_refused_write_is_run_again_and_what_came_before_stays() {
    let (faulty, engine, id) = acme().await;
    add(&engine, &id, 1).await.unwrap();
    take_number(&*faulty, &id, "13100000001").await;

    let held = faulty.hold();
    let alone = begin(&engine, &id, |draft| {
        draft.add_user(super::person(2)).map(drop)
    })
    .await;
    // These share the next flush.
    let before = begin(&engine, &id, |draft| {
        draft.add_user(super::person(3)).map(drop)
    })
    .await;
    let taken = begin(&engine, &id, |draft| {
        draft.set_boss("u1", true)?;
        draft.set_password("u1", "hash")
    })
    .await;
    let refused_by_it = begin(&engine, &id, |draft| match draft.view().user("u1")?.boss {
        true => Err(Refusal::MainAdminStays),
        false => draft.add_user(super::person(4)).map(drop),
    })
    .await;
    let refused_anyway = begin(&engine, &id, |draft| {
        draft.add_user(super::person(3)).map(drop)
    })
    .await;
    drop(held);

    alone.await.unwrap().unwrap();
    before.await.unwrap().unwrap();
    let taken = taken.await.unwrap();
    assert!(matches!(taken, Err(WriteError::Fault(_))), "{taken:?}");
    refused_by_it.await.unwrap().unwrap();
    let refused = refused_anyway.await.unwrap();
    assert!(matches!(refused, Err(WriteError::Fault(_))), "{refused:?}");
    let people = userids(&engine, &id).await;
    let wanted = ["founder", "u1", "u2", "u3", "u4"].map(str::to_owned);
    assert_eq!(people, wanted.into());
    assert!(engine.org(&id).await.unwrap().credential("u1").is_none());
    let fresh = node(&(faulty as Arc<dyn Store>)).await;
    assert_eq!(userids(&fresh, &id).await, people);
}

#[tokio::test(start_paused = true)]
async fn refusals_in_a_group_leave_the_others_as_they_are() {
    let (faulty, engine, id) = acme().await;
    let held = faulty.hold();
    let mut writes = Vec::new();
    for number in 1..20_u64 {
        // Adds somebody, and for every third one finds a reason against it only then; every fourth changes more as well.
        let write = begin(&engine, &id, move |draft| {
            draft.add_user(super::person(number))?;
            if number.is_multiple_of(4) {
                draft.set_boss("founder", number.is_multiple_of(8))?;
            }
            match number.is_multiple_of(3) {
                true => Err(Refusal::MainAdminStays),
                false => Ok(()),
            }
        });
        writes.push((number, write.await));
    }
    drop(held);
    for (number, write) in writes {
        let outcome = write.await.unwrap();
        assert_eq!(outcome.is_err(), number.is_multiple_of(3), "{number}");
    }
    let wanted = (1..20_u64).filter(|number| !number.is_multiple_of(3));
    let wanted = wanted.map(|number| format!("u{number}"));
    let wanted = wanted.chain(["founder".to_owned()]).collect();
    assert_eq!(userids(&engine, &id).await, wanted);
    verified(&engine).await;
}
