//! Engines on stores that fail: nothing acknowledged is lost, nothing is half, all nodes agree.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod groups;
mod joint;
mod links;
mod provider;
mod resignations;
mod tasks;

use engine::{Clock, Engine, Settings, WriteError};
use org::{DepartmentId, Eye, Founding, Millis, NewApp, NewUser, OrgId, Refusal, UserFields, View};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::{Faults, FaultyStore, MemoryStore, Store};

/// A clock that the test moves.
#[derive(Default)]
struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Millis {
        Millis(1_767_323_045_000 + self.0.load(Ordering::SeqCst))
    }
}

async fn node(store: &Arc<dyn Store>) -> Engine {
    node_with(store, Settings::default(), Arc::new(Hand::default())).await
}

async fn node_with(store: &Arc<dyn Store>, settings: Settings, clock: Arc<Hand>) -> Engine {
    Engine::start(store.clone(), clock, settings).await.unwrap()
}

fn founding(name: &str) -> Founding {
    Founding {
        name: name.into(),
        admin_name: "Founder".into(),
        admin_mobile: "13000000000".into(),
        admin_userid: Some("founder".into()),
    }
}

fn person(number: u64) -> NewUser {
    NewUser {
        userid: Some(format!("u{number}")),
        fields: UserFields {
            name: Some(format!("Person {number}")),
            mobile: Some((13_100_000_000 + number).to_string()),
            departments: Some(vec![DepartmentId::ROOT]),
            ..UserFields::default()
        },
        login_email: None,
    }
}

async fn add(engine: &Engine, id: &OrgId, number: u64) -> Result<(), WriteError> {
    engine
        .operate(id, "test", move |draft| {
            draft.add_user(person(number)).map(drop)
        })
        .await
}

async fn userids(engine: &Engine, id: &OrgId) -> BTreeSet<String> {
    let org = engine.org(id).await.unwrap();
    let view = View::new(&org, &Eye::Operator);
    view.member_ids(DepartmentId::ROOT)
        .unwrap()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

async fn verified(engine: &Engine) -> u64 {
    let verified = engine.verify(&mut |_, _| {}).await.unwrap();
    assert_eq!(verified.differences, Vec::<String>::new());
    verified.entries
}

fn is_refused(result: Result<(), WriteError>, wanted: &Refusal) -> bool {
    matches!(result, Err(WriteError::Fault(endpoint::Fault::Refused(refusal))) if refusal == *wanted)
}

/// An organization on a store that misbehaves when it is told to.
async fn acme() -> (Arc<FaultyStore>, Engine, OrgId) {
    let faulty = Arc::new(FaultyStore::new(
        Arc::new(MemoryStore::new()),
        Faults::default(),
    ));
    let engine = node(&(faulty.clone() as Arc<dyn Store>)).await;
    let (id, _) = engine.found(None, founding("Acme")).await.unwrap();
    (faulty, engine, id)
}

#[tokio::test(start_paused = true)]
async fn a_write_is_shown_when_it_is_durable_and_not_before() {
    let (faulty, engine, id) = acme().await;
    engine.org(&id).await.unwrap();

    let held = faulty.hold();
    let first = tokio::spawn({
        let (engine, id) = (engine.clone(), id.clone());
        async move { add(&engine, &id, 1).await }
    });
    let second = tokio::spawn({
        let (engine, id) = (engine.clone(), id.clone());
        // Refused because of an unflushed value: the answer waits for that flush, too.
        async move { add(&engine, &id, 1).await }
    });
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(
        userids(&engine, &id).await,
        BTreeSet::from(["founder".to_owned()])
    );
    assert!(!first.is_finished() && !second.is_finished());
    drop(held);
    first.await.unwrap().unwrap();
    let refused = second.await.unwrap();
    assert!(matches!(
        refused,
        Err(WriteError::Fault(endpoint::Fault::Refused(
            Refusal::UserIdTaken { .. }
        )))
    ));
    assert!(userids(&engine, &id).await.contains("u1"));
    assert_eq!(verified(&engine).await, 2);
}

#[tokio::test(start_paused = true)]
async fn a_flush_that_fails_leaves_nothing_and_the_next_works() {
    let (faulty, engine, id) = acme().await;
    faulty.fail_next(1);
    assert!(matches!(
        add(&engine, &id, 1).await,
        Err(WriteError::Store(_))
    ));
    assert!(!userids(&engine, &id).await.contains("u1"));
    add(&engine, &id, 1).await.unwrap();
    assert_eq!(verified(&engine).await, 2);
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_found_out_by_the_next_write() {
    let (faulty, engine, id) = acme().await;
    faulty.lose_next(1);
    assert!(matches!(
        add(&engine, &id, 1).await,
        Err(WriteError::Store(_))
    ));
    // It was stored: the engine says so once it has looked.
    let userid = org::UserId::new("u1");
    let union_id = {
        let org = engine.org(&id).await.unwrap();
        View::new(&org, &Eye::Operator)
            .user("u1")
            .unwrap()
            .union_id
            .to_owned()
    };
    assert!(is_refused(
        add(&engine, &id, 1).await,
        &Refusal::UserIdTaken { userid, union_id }
    ));
    assert_eq!(verified(&engine).await, 2);
}

/// Somebody and then five others are added while the door is shut, so that a second flush waits behind the first; then it
/// opens.
async fn six_behind_a_door(
    spoil: impl Fn(&FaultyStore),
) -> (Vec<Result<(), WriteError>>, BTreeSet<String>, u64) {
    let (faulty, engine, id) = acme().await;
    engine.org(&id).await.unwrap();
    let held = faulty.hold();
    spoil(&faulty);
    let mut writers = Vec::new();
    for number in 1..=6 {
        let (engine, id) = (engine.clone(), id.clone());
        writers.push(tokio::spawn(async move { add(&engine, &id, number).await }));
        if number == 1 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(held);
    let mut results = Vec::new();
    for writer in writers {
        results.push(writer.await.unwrap());
    }
    let entries = verified(&engine).await;
    (results, userids(&engine, &id).await, entries)
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_behind_a_flush_that_failed_is_run_again() {
    let (results, people, entries) = six_behind_a_door(|faulty| faulty.fail_next(1)).await;
    assert!(matches!(results[0], Err(WriteError::Store(_))));
    assert!(results[1..].iter().all(Result::is_ok), "{results:?}");
    assert!(!people.contains("u1") && people.contains("u2") && people.contains("u6"));
    assert_eq!(entries, 1 + 5);
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_behind_a_flush_whose_answer_was_lost_is_stored_once() {
    let (results, people, entries) = six_behind_a_door(|faulty| faulty.lose_next(1)).await;
    assert!(matches!(results[0], Err(WriteError::Store(_))));
    assert!(results[1..].iter().all(Result::is_ok), "{results:?}");
    assert!((1..=6).all(|number| people.contains(&format!("u{number}"))));
    assert_eq!(entries, 1 + 6);
}

async fn write_from_two_nodes(faults: Faults) {
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let faulty: Arc<dyn Store> = Arc::new(FaultyStore::new(memory.clone(), faults));
    let (one, other) = (node(&faulty).await, node(&faulty).await);
    let id = loop {
        if let Ok((id, _)) = one.found(None, founding("Acme")).await {
            break id;
        }
    };
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..60 {
        let engine = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        let id = id.clone();
        tasks.spawn(async move { (number, add(&engine, &id, number).await) });
    }
    let mut acknowledged = BTreeSet::new();
    while let Some(task) = tasks.join_next().await {
        let (number, result) = task.unwrap();
        match result {
            Ok(()) => {
                acknowledged.insert(format!("u{number}"));
            }
            Err(WriteError::Store(_) | WriteError::Busy) => {}
            Err(error) => panic!("{error}"),
        }
    }
    let fresh = node(&memory).await;
    let stored = userids(&fresh, &id).await;
    assert!(
        acknowledged.is_subset(&stored),
        "lost: {:?}",
        acknowledged.difference(&stored)
    );
    let verified = fresh.verify(&mut |_, _| {}).await.unwrap();
    assert_eq!(verified.differences, Vec::<String>::new());
    // One entry for each person, the founder's with the founding; a founding whose answer was lost stands, too.
    let entries = verified.entries - (verified.organizations - 1);
    assert_eq!(entries, stored.len() as u64);
    // Both nodes get there without another write.
    for engine in [&one, &other] {
        for _ in 0..200 {
            if userids(engine, &id).await == stored {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(userids(engine, &id).await, stored);
    }
}

#[tokio::test(start_paused = true)]
async fn two_nodes_write_to_one_organization() {
    write_from_two_nodes(Faults::default()).await;
}

#[tokio::test(start_paused = true)]
async fn two_nodes_write_through_a_store_that_fails() {
    for seed in 0..25 {
        write_from_two_nodes(Faults {
            seed,
            fails_per_mille: 150,
            loses_answer_per_mille: 150,
            repeats_per_mille: 100,
            delay_max: Duration::from_millis(20),
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_taken_id_founds_nothing() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let id = OrgId::new("dingone");
    engine
        .found(Some(id.clone()), founding("One"))
        .await
        .unwrap();
    let again = engine.found(Some(id.clone()), founding("Two")).await;
    assert!(matches!(again, Err(WriteError::Fault(_))), "{again:?}");
    assert_eq!(engine.org(&id).await.unwrap().info().name, "One");
    let unknown = engine.org(&OrgId::new("dingtwo")).await;
    assert!(matches!(unknown, Err(WriteError::NoSuchOrganization(_))));
    assert_eq!(verified(&engine).await, 1);
}

#[tokio::test(start_paused = true)]
async fn cold_organizations_are_let_go_and_come_back() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let settings = Settings {
        memory_budget_bytes: 20_000,
        ..Settings::default()
    };
    let engine = node_with(&store, settings, Arc::new(Hand::default())).await;
    let mut ids = Vec::new();
    for number in 0..10 {
        let (id, _) = engine
            .found(None, founding(&format!("Org {number}")))
            .await
            .unwrap();
        add(&engine, &id, number).await.unwrap();
        ids.push(id);
    }
    assert_eq!(engine.stats().organizations_loaded, 10);
    tokio::time::sleep(Duration::from_secs(30)).await;
    let stats = engine.stats();
    assert!(
        stats.organizations_loaded < 10 && stats.evictions > 0,
        "{stats:?}"
    );
    for (number, id) in ids.iter().enumerate() {
        assert!(userids(&engine, id).await.contains(&format!("u{number}")));
        add(&engine, id, 100).await.unwrap();
    }
    verified(&engine).await;
}

#[tokio::test(start_paused = true)]
async fn tokens_are_renewed_shared_by_nodes_and_end() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let clock = Arc::new(Hand::default());
    let one = node_with(&store, Settings::default(), clock.clone()).await;
    let other = node_with(&store, Settings::default(), clock.clone()).await;
    let (id, _) = one.found(None, founding("Acme")).await.unwrap();
    let new = NewApp {
        name: "App".into(),
        points: org::Points::All,
        scope: org::ContactsScope::everybody(),
        redirect_uris: Vec::new(),
        allowed_addresses: Vec::new(),
    };
    let (app, secret) = one.create_app(&id, new).await.unwrap();
    let key = app.key.as_str();
    let first = one.issue_app_token(key, &secret, None).await.unwrap();
    assert_eq!(first.expires_in, 7_200);
    assert_eq!(
        other
            .issue_app_token(key, &secret, None)
            .await
            .unwrap()
            .token,
        first.token
    );
    assert_eq!(
        other
            .issue_app_token_by_secret(&id, &secret)
            .await
            .unwrap()
            .token,
        first.token
    );

    clock.0.fetch_add(7_000_000, Ordering::SeqCst);
    let renewed = other.issue_app_token(key, &secret, None).await.unwrap();
    assert_eq!(
        renewed.token, first.token,
        "a valid token stays and lives on"
    );
    clock.0.fetch_add(7_000_000, Ordering::SeqCst);
    assert!(
        one.token(&first.token).await.unwrap().is_some(),
        "renewed on the other node"
    );

    clock.0.fetch_add(7_200_001, Ordering::SeqCst);
    assert_eq!(one.token(&first.token).await.unwrap(), None);
    let next = one.issue_app_token(key, &secret, None).await.unwrap();
    assert_ne!(next.token, first.token);

    use endpoint::TokenRefusal;
    let wrong = one.issue_app_token(key, "wrong", None).await;
    assert_eq!(wrong, Err(TokenRefusal::WrongSecret));
    let wrong = one.issue_app_token("secret:x", &secret, None).await;
    assert_eq!(wrong, Err(TokenRefusal::WrongSecret));
    let elsewhere = one.issue_app_token(key, &secret, Some("dingother")).await;
    assert_eq!(elsewhere, Err(TokenRefusal::NotInstalled));
    let wrong = one.issue_app_token_by_secret(&id, "wrong").await;
    assert_eq!(wrong, Err(TokenRefusal::WrongSecret));
    let change = {
        let key = app.key.clone();
        move |draft: &mut org::Draft| draft.set_app_disabled(key.as_str(), true)
    };
    one.operate(&id, "test", change).await.unwrap();
    let disabled = one.issue_app_token(key, &secret, None).await;
    assert_eq!(disabled, Err(TokenRefusal::Disabled));
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_activates_and_is_remembered_once_a_day() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let clock = Arc::new(Hand::default());
    let engine = node_with(&store, Settings::default(), clock.clone()).await;
    let (id, _) = engine.found(None, founding("Acme")).await.unwrap();
    add(&engine, &id, 1).await.unwrap();
    let issued = engine.issue_user_token(&id, "u1").await.unwrap();
    engine.issue_user_token(&id, "u1").await.unwrap();
    let org = engine.org(&id).await.unwrap();
    assert!(View::new(&org, &Eye::Operator).user("u1").unwrap().active);
    let token = engine.token(&issued.token).await.unwrap().unwrap();
    assert_eq!(token.holder, engine::Holder::Person(org::UserId::new("u1")));
    let now = engine.now();
    let day = 86_400_000;
    let around = engine
        .active_userids(&id, Millis(now.0 - day), Millis(now.0 + 1))
        .await
        .unwrap();
    assert_eq!(around, ["u1"]);
    let later = engine
        .active_userids(&id, Millis(now.0 + 1), Millis(now.0 + day))
        .await
        .unwrap();
    assert_eq!(later, Vec::<String>::new());
    assert!(engine.issue_user_token(&id, "nobody").await.is_err());
}

#[tokio::test(start_paused = true)]
async fn ending_takes_no_new_writes() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let (id, _) = engine.found(None, founding("Acme")).await.unwrap();
    add(&engine, &id, 1).await.unwrap();
    engine.stop().await;
    assert!(matches!(add(&engine, &id, 2).await, Err(WriteError::Busy)));
    assert!(userids(&engine, &id).await.contains("u1"), "reads go on");
}
