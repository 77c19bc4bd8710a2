//! An app that changes while much waits for it.

use super::delivery::{Receiver, failed, memory, register, start, until};
use super::{acme, node, person};
use org::{Draft, UserFields};
use push::Attempt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::Instant;

/// More events than are held ready at once.
const MANY: usize = 1_300;

#[tokio::test(start_paused = true)]
async fn a_new_address_takes_effect_at_once_however_much_waits() {
    let store = memory();
    let engine = node(&store).await;
    let id = acme(&engine).await;
    let key = register(&engine, &id).await;
    let address = |url: &'static str| {
        let key = key.clone();
        move |draft: &mut Draft| {
            let kinds = ["user_modify_org".to_owned()];
            draft.set_callback(key.as_str(), url, &kinds, false)
        }
    };
    let old = address("https://example.com/old");
    engine.operate(&id, "test", old).await.unwrap();
    let is_moved = Arc::new(AtomicBool::new(false));
    let receiver = Receiver::new({
        let is_moved = is_moved.clone();
        move |_, _| match is_moved.load(Ordering::SeqCst) {
            true => Attempt::Done,
            false => failed("nobody is at the old address"),
        }
    });
    start(&engine, &receiver);
    let many = |draft: &mut Draft| {
        (0..MANY).try_for_each(|number| person(draft, &format!("u{number}"), &[1]))
    };
    engine.operate(&id, "test", many).await.unwrap();
    let titled = |draft: &mut Draft| {
        (0..MANY).try_for_each(|number| {
            let fields = UserFields {
                title: Some("Buyer".to_owned()),
                ..UserFields::default()
            };
            draft.update_user(&format!("u{number}"), fields)
        })
    };
    engine.operate(&id, "test", titled).await.unwrap();
    // Long enough that the receiver is paused for as long as ever.
    for _ in 0..3_600 {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let paused = receiver.ledger.figures(push::Way::Callback, engine.now());
    assert_eq!(paused.paused, 1);
    is_moved.store(true, Ordering::SeqCst);
    let moved_at = Instant::now();
    let new = address("https://example.com/new");
    engine.operate(&id, "test", new).await.unwrap();
    until(|| !receiver.taken().is_empty()).await;
    assert!(moved_at.elapsed() < Duration::from_secs(5));
    // The entry was not done: it is told as a whole once more, with what was given up of it.
    until(|| receiver.once().len() == MANY).await;
}
