//! Guests followed into their hosts: by any node, after any failure, and nothing left when they separate.

use super::{add, founding, node, person, verified};
use engine::{Engine, WriteError};
use org::{DepartmentId, Eye, GuestPlace, Org, OrgId, Share, UserFields, View};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use store::{Faults, FaultyStore, MemoryStore, Store};

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

async fn following(store: &Arc<dyn Store>) -> Engine {
    let engine = node(store).await;
    engine.start_following_guests();
    engine
}

async fn found(engine: &Engine, number: u64) -> OrgId {
    let id = OrgId::new(&format!("ding{number}"));
    let mut founding = founding(id.as_str());
    founding.admin_mobile = (13_000_000_000 + number).to_string();
    // An answer that was lost is an organization that exists.
    let _ = insist!(engine.found(Some(id.clone()), founding.clone()));
    id
}

async fn apply(engine: &Engine, host: &OrgId, guest: &OrgId) -> Result<(), WriteError> {
    let host = host.clone();
    let change = move |draft: &mut org::Draft| {
        draft
            .apply_to_host(&host, Share::Everybody, BTreeSet::new())
            .map(drop)
    };
    engine.operate(guest, "test", change).await
}

async fn approve(engine: &Engine, host: &OrgId, guest: &OrgId) -> Result<(), WriteError> {
    let place = GuestPlace {
        org: guest.clone(),
        alias: None,
        parent: DepartmentId::ROOT,
    };
    let change = move |draft: &mut org::Draft| draft.approve_guests(vec![place.clone()]);
    engine.operate(host, "test", change).await
}

async fn join(engine: &Engine, host: &OrgId, guest: &OrgId) {
    insist!(apply(engine, host, guest)).unwrap();
    // An answer that was lost may have been the agreement.
    let _ = insist!(approve(engine, host, guest));
}

/// Names of the people whom a guest keeps, as a host shows them.
fn shown(host: &Org, guest: &OrgId) -> BTreeSet<String> {
    let view = View::new(host, &Eye::Operator);
    let mut shown = BTreeSet::new();
    let mut departments = vec![DepartmentId::ROOT];
    while let Some(id) = departments.pop() {
        departments.extend(view.child_ids(id).unwrap());
        for userid in view.member_ids(id).unwrap() {
            let user = view.user(userid).unwrap();
            if user.mirrors().any(|mirror| mirror.org == guest.as_str()) {
                shown.insert(user.name.to_owned());
            }
        }
    }
    shown
}

fn names(org: &Org) -> BTreeSet<String> {
    let view = View::new(org, &Eye::Operator);
    let members = view.member_ids(DepartmentId::ROOT).unwrap();
    let names = members
        .iter()
        .map(|id| view.user(id).unwrap().name.to_owned());
    names.collect()
}

/// Waits until a host shows a guest's people as that has them now.
async fn until_same(engine: &Engine, host: &OrgId, guest: &OrgId, patience: Duration) {
    let same = async {
        loop {
            let (shows, has) = (engine.org(host).await, engine.org(guest).await);
            if let (Ok(shows), Ok(has)) = (shows, has)
                && shown(&shows, guest) == names(&has)
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let same = tokio::time::timeout(patience, same).await;
    same.unwrap_or_else(|_| panic!("{host} does not show {guest} as it is"));
}

async fn rename(engine: &Engine, id: &OrgId, userid: &'static str, name: &'static str) {
    let fields = UserFields {
        name: Some(name.to_owned()),
        ..UserFields::default()
    };
    let change = move |draft: &mut org::Draft| draft.update_user(userid, fields.clone());
    engine.operate(id, "test", change).await.unwrap();
}

const SOON: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn what_changes_in_a_guest_appears_in_its_host_and_beyond() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = following(&store).await;
    let ids = [
        found(&engine, 1).await,
        found(&engine, 2).await,
        found(&engine, 3).await,
    ];
    join(&engine, &ids[0], &ids[1]).await;
    join(&engine, &ids[1], &ids[2]).await;
    add(&engine, &ids[2], 7).await.unwrap();
    until_same(&engine, &ids[1], &ids[2], SOON).await;
    rename(&engine, &ids[2], "u7", "Renamed").await;
    until_same(&engine, &ids[1], &ids[2], SOON).await;
    let topmost = async {
        while !shown(&engine.org(&ids[0]).await.unwrap(), &ids[1]).contains("Renamed") {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, topmost).await.unwrap();
    let mount = {
        let host = engine.org(&ids[0]).await.unwrap();
        View::new(&host, &Eye::Operator)
            .joined_guest("ding2")
            .unwrap()
            .mount
            .unwrap()
    };
    let separate = engine.operate(&ids[0], "test", move |draft| draft.separate_guest(mount));
    separate.await.unwrap();
    let host = engine.org(&ids[0]).await.unwrap();
    assert_eq!(shown(&host, &ids[1]), BTreeSet::new());
    assert_eq!(names(&host).len(), 1);
    verified(&engine).await;
}

#[tokio::test(start_paused = true)]
async fn another_node_goes_on_where_one_ended() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let first = following(&store).await;
    let (host, guest) = (found(&first, 1).await, found(&first, 2).await);
    join(&first, &host, &guest).await;
    first.stop().await;
    drop(first);
    // Nobody follows while this is written.
    let alone = node(&store).await;
    add(&alone, &guest, 7).await.unwrap();
    drop(alone);
    let second = following(&store).await;
    let shows = async {
        loop {
            // Whatever the node does, nobody has asked it for the guest.
            let host = second.org(&host).await.unwrap();
            if shown(&host, &guest).contains("Person 7") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, shows).await.unwrap();
    verified(&second).await;
}

#[tokio::test(start_paused = true)]
async fn a_node_that_is_behind_undoes_nothing() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let nodes = [following(&store).await, following(&store).await];
    let (host, guest) = (found(&nodes[0], 1).await, found(&nodes[0], 2).await);
    join(&nodes[0], &host, &guest).await;
    for number in 0..20 {
        add(&nodes[number as usize % 2], &guest, number)
            .await
            .unwrap();
        let id = &nodes[(number as usize + 1) % 2];
        until_same(id, &host, &guest, 3 * SOON).await;
    }
    let before = nodes[0].stats().entries_appended + nodes[1].stats().entries_appended;
    tokio::time::sleep(20 * SOON).await;
    let after = nodes[0].stats().entries_appended + nodes[1].stats().entries_appended;
    assert_eq!(before, after, "nothing is written when nothing changes");
    verified(&nodes[0]).await;
}

#[tokio::test(start_paused = true)]
async fn many_people_come_in_several_writes() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = following(&store).await;
    let (host, guest) = (found(&engine, 1).await, found(&engine, 2).await);
    let people = org::limits::MIRROR_CHANGES_MAX as u64 + 500;
    let all = move |draft: &mut org::Draft| {
        for number in 0..people {
            draft.add_user(person(number))?;
        }
        Ok(())
    };
    engine.operate(&guest, "test", all).await.unwrap();
    join(&engine, &host, &guest).await;
    until_same(&engine, &host, &guest, 60 * SOON).await;
    verified(&engine).await;
}

/// Three organizations in a row, changed while the store fails.
async fn follow_through(faults: Faults) {
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let faulty: Arc<dyn Store> = Arc::new(FaultyStore::new(memory.clone(), faults));
    let nodes = [following(&faulty).await, following(&faulty).await];
    let ids = [
        found(&nodes[0], 1).await,
        found(&nodes[1], 2).await,
        found(&nodes[0], 3).await,
    ];
    join(&nodes[0], &ids[0], &ids[1]).await;
    join(&nodes[1], &ids[1], &ids[2]).await;
    for number in 0..12 {
        let _ = insist!(add(&nodes[number as usize % 2], &ids[2], number));
        if number % 3 == 0 {
            let userid = format!("u{number}");
            let remove = |engine: Engine, id: OrgId| {
                let userid = userid.clone();
                async move {
                    let change = move |draft: &mut org::Draft| draft.remove_user(&userid);
                    engine.operate(&id, "test", change).await
                }
            };
            let _ = insist!(remove(nodes[1].clone(), ids[2].clone()));
        }
    }
    until_same(&nodes[0], &ids[1], &ids[2], 600 * SOON).await;
    let chain = async {
        loop {
            let (top, middle) = (nodes[0].org(&ids[0]).await, nodes[0].org(&ids[1]).await);
            if let (Ok(top), Ok(middle)) = (top, middle)
                // All founders have one name.
                && shown(&top, &ids[1]) == shown(&middle, &ids[2])
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(600 * SOON, chain).await.unwrap();
    let fresh = node(&memory).await;
    verified(&fresh).await;
    for id in &ids {
        let org = fresh.org(id).await.unwrap();
        assert_eq!(org.broken_rules(), Vec::<String>::new());
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_only_makes_it_later() {
    follow_through(Faults::default()).await;
    for seed in 0..10 {
        follow_through(Faults {
            seed,
            fails_per_mille: 100,
            loses_answer_per_mille: 100,
            ..Faults::default()
        })
        .await;
    }
}

/// Two organizations that have each asked to take part in the other are approved at once, on two nodes.
async fn approve_each_other(faults: Faults) {
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let faulty: Arc<dyn Store> = Arc::new(FaultyStore::new(memory.clone(), faults));
    let nodes = [following(&faulty).await, following(&faulty).await];
    let ids = [found(&nodes[0], 1).await, found(&nodes[1], 2).await];
    for (host, guest) in [(0, 1), (1, 0)] {
        insist!(apply(&nodes[host], &ids[host], &ids[guest])).unwrap();
    }
    let mut tasks = tokio::task::JoinSet::new();
    for (host, guest) in [(0, 1), (1, 0)] {
        let (engine, ids) = (nodes[host].clone(), ids.clone());
        tasks.spawn(async move {
            let _ = insist!(approve(&engine, &ids[host], &ids[guest]));
        });
    }
    let all = async { while tasks.join_next().await.is_some() {} };
    tokio::time::timeout(600 * SOON, all).await.unwrap();
    let fresh = node(&memory).await;
    let mut joined = 0;
    for (host, guest) in [(0, 1), (1, 0)] {
        let (host, guest) = (&ids[host], &ids[guest]);
        let (above, below) = (
            fresh.org(host).await.unwrap(),
            fresh.org(guest).await.unwrap(),
        );
        let agreed = above.guests_joined().count();
        assert_eq!(agreed, below.hosts_joined().count(), "both say the same");
        assert_eq!(shown(&above, guest).len(), agreed, "all of it or nothing");
        joined += agreed;
    }
    assert_eq!(joined, 1, "one way round, not in a circle");
    verified(&fresh).await;
}

#[tokio::test(start_paused = true)]
async fn a_circle_is_refused_also_when_both_sides_agree_at_once() {
    approve_each_other(Faults::default()).await;
    for seed in 0..15 {
        approve_each_other(Faults {
            seed,
            fails_per_mille: 120,
            loses_answer_per_mille: 120,
            repeats_per_mille: 100,
            delay_max: Duration::from_millis(20),
        })
        .await;
    }
}
