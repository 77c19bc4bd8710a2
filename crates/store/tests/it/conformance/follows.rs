//! Entries that follow one whose answer is still awaited.

use super::Home;
use super::fixture::*;
use endpoint::Number;
use store::{Appended, Store, Transaction};

fn behind(name: &str, head: u64) -> Appended {
    Appended::Behind(org(name), Number(head))
}

fn following(before: &Transaction, transaction: Transaction) -> Transaction {
    Transaction {
        follows: Some(before.entries[0].id),
        ..transaction
    }
}

async fn two_entries(store: &dyn Store) -> Transaction {
    done(store, one("acme", 1)).await;
    let second = one("acme", 2);
    done(store, second.clone()).await;
    second
}

/// Where the two go their own ways, the second may come first; then it is behind, and finds its place afterwards.
pub async fn what_follows_one_on_its_way_is_stored_behind_it<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    two_entries(&*store).await;
    for number in (3..59).step_by(2) {
        let first = Transaction {
            records: vec![put("user", "ann", "first")],
            ..one("acme", number)
        };
        let second = Transaction {
            records: vec![put("user", "ann", &number.to_string())],
            history: vec![(0, row("sign_in", 5, &format!("{number:02}"), "{}"))],
            ..following(&first, one("acme", number + 1))
        };
        let (first, answer) = tokio::join!(
            biased;
            append(&*store, first),
            append(&*store, second.clone()),
        );
        assert_eq!(first, Appended::Done);
        if answer != Appended::Done {
            assert_eq!(answer, behind("acme", number - 1));
            done(&*store, second).await;
        }
        assert_eq!(
            records(&*store, "acme").await,
            [format!("user ann {number}")]
        );
    }
    assert_eq!(head(&*store, "acme").await, 58);
    assert_eq!(history(&*store, "acme", "sign_in").await.len(), 28);
}

pub async fn what_follows_one_that_was_refused_is_behind<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let second = two_entries(&*store).await;
    // The first one lost against the second entry that is stored.
    let lost = one("acme", 2);
    assert_eq!(append(&*store, lost.clone()).await, behind("acme", 2));
    let next = one("acme", 3);
    let after_lost = Transaction {
        records: vec![put("user", "ann", "{}")],
        ..following(&lost, next.clone())
    };
    assert_eq!(append(&*store, after_lost.clone()).await, behind("acme", 2));
    // It may bring whatever makes the engine go another way.
    let with_claim = Transaction {
        claims: vec![claim("x", "ann")],
        ..after_lost.clone()
    };
    assert_eq!(append(&*store, with_claim).await, behind("acme", 2));
    assert_eq!(head(&*store, "acme").await, 2);
    assert!(records(&*store, "acme").await.is_empty());
    assert_eq!(store.claim("login", "x").await.unwrap(), None);
    // Behind the one that is there it fits.
    done(&*store, following(&second, next)).await;
    assert_eq!(head(&*store, "acme").await, 3);
}

pub async fn what_follows_one_that_never_came_is_behind<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    two_entries(&*store).await;
    let missing = one("acme", 3);
    let answer = append(&*store, following(&missing, one("acme", 4))).await;
    assert_eq!(answer, behind("acme", 2));
    let answer = append(&*store, following(&missing, one("acme", 1))).await;
    assert_eq!(answer, behind("acme", 2));
    let answer = append(&*store, following(&missing, one("bolt", 1))).await;
    assert_eq!(answer, behind("bolt", 0));
    assert_eq!(head(&*store, "bolt").await, 0);
}

pub async fn the_same_following_entry_again_is_done<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let second = two_entries(&*store).await;
    let third = following(&second, one("acme", 3));
    done(&*store, third.clone()).await;
    done(&*store, following(&third, one("acme", 4))).await;
    done(&*store, third).await;
    assert_eq!(head(&*store, "acme").await, 4);
}

pub async fn several_organizations_follow_in_the_first_of_them<H: Home>() {
    let home = H::new().await;
    let store = home.store().await;
    let second = two_entries(&*store).await;
    done(&*store, one("bolt", 1)).await;
    let both = Transaction {
        entries: vec![entry("acme", 3), entry("bolt", 2)],
        ..Transaction::default()
    };
    let lost = following(&one("acme", 2), both.clone());
    assert_eq!(append(&*store, lost).await, behind("acme", 2));
    assert_eq!(
        (head(&*store, "acme").await, head(&*store, "bolt").await),
        (2, 1)
    );
    let both = following(&second, both);
    let further = following(&both, one("acme", 4));
    let answers = store.append(vec![both, further]).await.unwrap();
    assert_eq!(answers, [Appended::Done, Appended::Done]);
    assert_eq!(
        (head(&*store, "acme").await, head(&*store, "bolt").await),
        (4, 2)
    );
}
