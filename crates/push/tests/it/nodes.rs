//! Two nodes on one store: one of them tells an app at a time, whichever dies or is cut off.

use super::delivery::{Receiver, add, failed, memory, register, start, until};
use super::{acme, node_at};
use engine::Engine;
use org::OrgId;
use push::{Attempt, failed_kind};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::sync::Arc;
use std::time::Duration;
use store::{Faults, FaultyStore, Store};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// A node with a way to the shared store that can be cut.
struct Node {
    way: Arc<FaultyStore>,
    engine: Engine,
    pushing: Option<JoinHandle<()>>,
}

impl Node {
    async fn new(shared: &Arc<dyn Store>, began: Instant) -> Self {
        let way = Arc::new(FaultyStore::new(shared.clone(), Faults::default()));
        let store: Arc<dyn Store> = way.clone();
        Self {
            engine: node_at(&store, began).await,
            way,
            pushing: None,
        }
    }

    fn push_to(&mut self, receiver: &Arc<Receiver>) {
        self.pushing = Some(start(&self.engine, receiver));
    }

    /// Ends at once: nothing is given back.
    fn die(&mut self) {
        if let Some(pushing) = self.pushing.take() {
            pushing.abort();
        }
    }
}

async fn pass(seconds: u64) {
    for _ in 0..seconds {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_node_that_was_cut_off_leaves_the_app_to_the_other() {
    let (shared, began) = (memory(), Instant::now());
    let mut left = Node::new(&shared, began).await;
    let mut right = Node::new(&shared, began).await;
    let id = acme(&left.engine).await;
    let key = register(&left.engine, &id).await;
    let by_left = Receiver::new(|_, _| failed("down"));
    let by_right = Receiver::new(|_, _| Attempt::Done);
    left.push_to(&by_left);
    add(&left.engine, &id, "ann".to_owned()).await;
    until(|| by_left.attempts_of("ann").len() == 1).await;
    right.push_to(&by_right);
    pass(5).await;
    assert_eq!(by_right.taken(), [""; 0], "the left one tells it");
    left.way.set_down(true);
    until(|| by_right.taken() == ["ann"]).await;
    let attempts = by_left.attempts_of("ann").len();
    pass(5).await;
    left.way.set_down(false);
    add(&right.engine, &id, "bob".to_owned()).await;
    pass(200).await;
    assert_eq!(by_right.taken(), ["ann", "bob"]);
    assert_eq!(by_left.attempts_of("ann").len(), attempts);
    assert_eq!(by_left.attempts_of("bob").len(), 0);
    let (from, end) = ((org::Millis(0), ""), org::Millis(i64::MAX));
    let kind = failed_kind(key.as_str());
    let failed = shared.history(&id, &kind, from, end, 10).await.unwrap();
    assert_eq!(failed, [], "nobody gave it up");
    let head = right.engine.loaded_head(&id).unwrap();
    let cursor = shared.cursor(&format!("callback:{key}"), &id).await;
    assert_eq!(cursor.unwrap(), head);
    // Who gives up its lease in order is followed at once.
    right.die();
    pass(60).await;
    add(&left.engine, &id, "cat".to_owned()).await;
    until(|| by_left.attempts_of("cat").len() == 1).await;
}

/// A run in which nodes die, come back and are cut off.
async fn story(seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let (shared, began) = (memory(), Instant::now());
    let mut nodes = [
        Node::new(&shared, began).await,
        Node::new(&shared, began).await,
    ];
    let id: OrgId = acme(&nodes[0].engine).await;
    register(&nodes[0].engine, &id).await;
    let receiver = Receiver::new(move |event, attempts| {
        let sum = event.number as usize + attempts + seed as usize;
        match sum.is_multiple_of(5) && attempts < 3 {
            true => failed("not now"),
            false => Attempt::Done,
        }
    });
    for node in &mut nodes {
        node.push_to(&receiver);
    }
    let count = random.random_range(5..20);
    for number in 0..count {
        // One of them is always whole.
        let (whole, other) = match random.random_bool(0.5) {
            true => (0, 1),
            false => (1, 0),
        };
        nodes[whole].way.set_down(false);
        add(&nodes[whole].engine, &id, format!("u{number}")).await;
        match random.random_range(0..10) {
            0 => nodes[other].way.set_down(true),
            1 => {
                nodes[other].die();
                nodes[other] = Node::new(&shared, began).await;
                nodes[other].push_to(&receiver);
            }
            2 => {
                nodes[whole].die();
                nodes[whole] = Node::new(&shared, began).await;
                nodes[whole].push_to(&receiver);
            }
            3..6 => {
                let wait = random.random_range(0..20_000);
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            _ => {}
        }
    }
    let expected: Vec<String> = (0..count).map(|number| format!("u{number}")).collect();
    for _ in 0..20_000 {
        if receiver.once().len() == expected.len() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(receiver.once(), expected, "seed {seed}");
    for node in &mut nodes {
        node.die();
    }
}

#[tokio::test(start_paused = true)]
async fn no_event_is_lost_whichever_node_dies() {
    for seed in 0..1_000 {
        story(seed).await;
    }
}
