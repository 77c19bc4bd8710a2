//! Writes of several organizations: all of it or nothing, whatever fails, without waiting for each other for ever.

use super::{founding, node, verified};
use engine::{Engine, WriteError};
use org::{
    AccountFields, AccountKind, DepartmentId, Eye, Invitation, NewAccount, OrgId, Refusal,
    UserFields, View,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use store::{Faults, FaultyStore, MemoryStore, Store};

fn fields(name: &str) -> UserFields {
    UserFields {
        name: Some(name.into()),
        departments: Some(vec![DepartmentId::ROOT]),
        ..UserFields::default()
    }
}

/// Asks again until the store has an answer.
macro_rules! insist {
    ($call:expr) => {
        loop {
            match $call.await {
                Err(WriteError::Store(_) | WriteError::Busy) => {}
                other => break other,
            }
        }
    };
}

async fn found(engine: &Engine, id: &str) -> OrgId {
    let id = OrgId::new(id);
    // An answer that was lost is an organization that exists.
    let _ = insist!(engine.found(Some(id.clone()), founding(id.as_str())));
    id
}

async fn add_account(engine: &Engine, id: &OrgId, userid: &str) {
    let userid = userid.to_owned();
    let result = insist!(engine.operate(id, "test", {
        let userid = userid.clone();
        move |draft| {
            let new = NewAccount {
                userid: Some(userid.clone()),
                kind: AccountKind::Sso,
                fields: fields("Account"),
            };
            draft.add_account(new).map(drop)
        }
    }));
    assert!(
        result.is_ok() || matches!(result, Err(WriteError::Fault(_))),
        "{result:?}"
    );
}

async fn grant(engine: &Engine, owner: &OrgId, to: &OrgId) -> Result<(), WriteError> {
    let to = to.clone();
    engine
        .operate(owner, "test", move |draft| draft.grant_accounts(&to, None))
        .await
}

async fn invite(
    engine: &Engine,
    host: &OrgId,
    owner: &OrgId,
    owner_userid: &str,
    userid: &str,
) -> Result<(), WriteError> {
    let invitation = Invitation {
        userid: Some(userid.to_owned()),
        fields: fields("Guest"),
        owner: owner.clone(),
        owner_userid: owner_userid.to_owned(),
    };
    engine
        .operate(host, "test", move |draft| {
            draft.invite_account(invitation.clone()).map(drop)
        })
        .await
}

async fn remove(engine: &Engine, id: &OrgId, userid: &str) -> Result<(), WriteError> {
    let userid = userid.to_owned();
    engine
        .operate(id, "test", move |draft| draft.remove_user(&userid))
        .await
}

/// Where the accounts of an organization work, as it says: (organization, userid there, userid here).
async fn joined(engine: &Engine, id: &OrgId) -> BTreeSet<(String, String, String)> {
    let org = engine.org(id).await.unwrap();
    let view = View::new(&org, &Eye::Operator);
    let members = view.member_ids(DepartmentId::ROOT).unwrap();
    members
        .into_iter()
        .filter_map(|userid| {
            view.user(userid)
                .unwrap()
                .account
                .map(|account| (userid, account))
        })
        .flat_map(|(userid, account)| {
            account
                .joined()
                .map(|(org, there)| (org.to_owned(), there.to_owned(), userid.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Whose accounts work in an organization, as it says: (itself, userid here, userid at home).
async fn guests(engine: &Engine, id: &OrgId) -> BTreeSet<(String, String, String)> {
    let org = engine.org(id).await.unwrap();
    let view = View::new(&org, &Eye::Operator);
    let members = view.member_ids(DepartmentId::ROOT).unwrap();
    members
        .into_iter()
        .filter_map(|userid| {
            let owner = view.user(userid).unwrap().account?.owner?;
            Some((id.to_string(), userid.to_owned(), owner.userid.to_owned()))
        })
        .collect()
}

fn refusal(result: Result<(), WriteError>) -> Refusal {
    match result {
        Err(WriteError::Fault(endpoint::Fault::Refused(refusal))) => refusal,
        other => panic!("refused, got {other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn an_account_works_in_two_organizations_until_either_ends_it() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let (home, host) = (found(&engine, "ding1").await, found(&engine, "ding2").await);
    add_account(&engine, &home, "ann").await;
    let not_granted = Refusal::AccountNotGranted {
        userid: "ann".into(),
        org: home.clone(),
    };
    let early = invite(&engine, &host, &home, "ann", "guest").await;
    assert_eq!(refusal(early), not_granted);

    grant(&engine, &home, &host).await.unwrap();
    invite(&engine, &host, &home, "ann", "guest").await.unwrap();
    let expected = BTreeSet::from([("ding2".to_owned(), "guest".to_owned(), "ann".to_owned())]);
    assert_eq!(joined(&engine, &home).await, expected);
    assert_eq!(guests(&engine, &host).await, expected);
    let again = invite(&engine, &host, &home, "ann", "guest2").await;
    assert_eq!(refusal(again), Refusal::AccountIsMember);

    remove(&engine, &host, "guest").await.unwrap();
    assert_eq!(joined(&engine, &home).await, BTreeSet::new());
    invite(&engine, &host, &home, "ann", "guest").await.unwrap();
    remove(&engine, &home, "ann").await.unwrap();
    assert_eq!(guests(&engine, &host).await, BTreeSet::new());
    // Two foundings, an account, a grant; then two entries for each of four writes of both.
    assert_eq!(verified(&engine).await, 12);
}

#[tokio::test(start_paused = true)]
async fn a_guest_in_nobody_s_organization_is_refused() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let home = found(&engine, "ding1").await;
    let nowhere = OrgId::new("ding9");
    let refused = invite(&engine, &home, &nowhere, "ann", "guest").await;
    assert!(matches!(
        refusal(refused),
        Refusal::AccountNotGranted { .. }
    ));
    let own = invite(&engine, &home, &home, "founder", "guest").await;
    assert!(matches!(refusal(own), Refusal::AccountNotGranted { .. }));
    assert_eq!(
        refusal(grant(&engine, &home, &nowhere).await),
        Refusal::OrganizationNotFound(nowhere)
    );
    assert_eq!(
        refusal(grant(&engine, &home, &home).await),
        Refusal::OrganizationNotFound(home.clone())
    );
    assert_eq!(verified(&engine).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_login_id_is_one_person_s_in_its_organization_a_dingtalk_id_in_all() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let (one, other) = (found(&engine, "ding1").await, found(&engine, "ding2").await);
    let add = |id: &OrgId, userid: &'static str, login_id: &'static str| {
        let engine = engine.clone();
        let id = id.clone();
        async move {
            let new = NewAccount {
                userid: Some(userid.to_owned()),
                kind: AccountKind::BuiltIn,
                fields: UserFields {
                    account: AccountFields {
                        login_id: Some(login_id.to_owned()),
                        password_hash: Some("hash".to_owned()),
                        ..AccountFields::default()
                    },
                    ..fields("Account")
                },
            };
            engine
                .operate(&id, "test", move |draft| {
                    draft.add_account(new.clone()).map(drop)
                })
                .await
        }
    };
    add(&one, "ann", "ann01").await.unwrap();
    assert_eq!(
        refusal(add(&one, "bob", "ANN01").await),
        Refusal::LoginIdTaken
    );
    add(&other, "cid", "Ann01").await.unwrap();
    let named = |id: &OrgId, userid: &'static str, dingtalk_id: &'static str| {
        let (engine, id) = (engine.clone(), id.clone());
        async move {
            let set = move |draft: &mut org::Draft| draft.set_dingtalk_id(userid, dingtalk_id);
            engine.operate(&id, "test", set).await
        }
    };
    named(&one, "ann", "maple2024").await.unwrap();
    assert_eq!(
        refusal(named(&other, "cid", "Maple2024").await),
        Refusal::DingTalkIdTaken
    );
    let password = |id: &OrgId, userid: &str| {
        let key = format!("{id}/{userid}");
        let store = store.clone();
        async move {
            let secret = store.secret(store::SecretKind::Password, &key, Millis(i64::MAX - 1));
            secret.await.unwrap().is_some()
        }
    };
    use org::Millis;
    assert!(password(&one, "ann").await);
    remove(&engine, &one, "ann").await.unwrap();
    assert!(
        !password(&one, "ann").await,
        "a password goes with its person"
    );
    add(&one, "dan", "Ann01").await.unwrap();
    named(&other, "cid", "Maple2024").await.unwrap();
    verified(&engine).await;
}

#[tokio::test(start_paused = true)]
async fn an_account_goes_from_a_hundred_organizations_in_one_write() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let owner = found(&engine, "ding0").await;
    add_account(&engine, &owner, "ann").await;
    let mut hosts = Vec::new();
    for number in 1..=100 {
        let host = found(&engine, &format!("ding{number}")).await;
        grant(&engine, &owner, &host).await.unwrap();
        invite(&engine, &host, &owner, "ann", "guest")
            .await
            .unwrap();
        hosts.push(host);
    }
    let runs = Arc::new(AtomicU64::new(0));
    let counted = runs.clone();
    let gone = engine.operate(&owner, "test", move |draft| {
        counted.fetch_add(1, Ordering::Relaxed);
        draft.remove_user("ann")
    });
    gone.await.unwrap();
    assert_eq!(runs.load(Ordering::Relaxed), 2, "all are asked for at once");
    for host in &hosts {
        assert_eq!(guests(&engine, host).await, BTreeSet::new());
    }
    verified(&engine).await;
}

/// Two organizations take in and dismiss each other's accounts, on two nodes, in opposite order.
async fn cross(faults: Faults) {
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let faulty: Arc<dyn Store> = Arc::new(FaultyStore::new(memory.clone(), faults));
    let nodes = [node(&faulty).await, node(&faulty).await];
    let ids = [
        found(&nodes[0], "ding1").await,
        found(&nodes[1], "ding2").await,
    ];
    for (own, other) in [(0, 1), (1, 0)] {
        insist!(grant(&nodes[own], &ids[own], &ids[other])).unwrap();
        for number in 0..8 {
            add_account(&nodes[own], &ids[own], &format!("a{number}")).await;
        }
    }
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..8 {
        for (own, other) in [(0, 1), (1, 0)] {
            let (engine, ids) = (nodes[number % 2].clone(), ids.clone());
            tasks.spawn(async move {
                let (account, guest) = (format!("a{number}"), format!("g{number}"));
                let _ = insist!(invite(&engine, &ids[own], &ids[other], &account, &guest));
                if number % 3 == 0 {
                    let _ = insist!(remove(&engine, &ids[own], &guest));
                } else if number % 3 == 1 {
                    let _ = insist!(remove(&engine, &ids[other], &account));
                }
            });
        }
    }
    let all = async { while tasks.join_next().await.is_some() {} };
    tokio::time::timeout(Duration::from_secs(3_600), all)
        .await
        .unwrap();
    let fresh = node(&memory).await;
    for (own, other) in [(0, 1), (1, 0)] {
        let told = joined(&fresh, &ids[own]).await;
        assert_eq!(told, guests(&fresh, &ids[other]).await);
        assert_eq!(told.len(), 2, "those that nobody ended");
    }
    verified(&fresh).await;
}

#[tokio::test(start_paused = true)]
async fn opposite_writes_of_two_nodes_do_not_wait_for_each_other() {
    cross(Faults::default()).await;
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_leaves_no_half() {
    for seed in 0..15 {
        cross(Faults {
            seed,
            fails_per_mille: 120,
            loses_answer_per_mille: 120,
            repeats_per_mille: 100,
            delay_max: Duration::from_millis(20),
        })
        .await;
    }
}
