//! How often an app was told in each of the last 24 hours, and how often that failed. Hours are those of the clock whose time is handed in.
//!
//! The node that tells an app counts, and stores what it counted now and then: one row for an app and a way, which is replaced. Whoever
//! is asked adds to the row what it has not stored yet itself.

use crate::ledger::Ledger;
use crate::limits;
use crate::receiver::{Consumer, Way};
use engine::Engine;
use org::{AppKey, Millis, OrgId};
use store::{HistoryRow, StoreError};

const HOUR_MS: i64 = 3_600_000;

/// What went out in one hour. Each attempt counts, so that a receiver that is down is seen in every hour in which it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// When it begins.
    pub from: Millis,
    /// Events that the receiver took.
    pub delivered: u64,
    /// Attempts that failed.
    pub failed: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counted {
    /// Hours since 1970.
    number: i64,
    delivered: u64,
    failed: u64,
}

impl Counted {
    fn is_nothing(self) -> bool {
        (self.delivered, self.failed) == (0, 0)
    }
}

/// Counts of hours, each at its place in a ring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hours([Counted; limits::HOURS]);

/// As they are stored: hours since 1970, delivered, failed.
type Stored = Vec<(i64, u64, u64)>;

impl Hours {
    pub(crate) fn count(&mut self, at: Millis, is_taken: bool) {
        let number = at.0.div_euclid(HOUR_MS);
        self.add(Counted {
            number,
            delivered: u64::from(is_taken),
            failed: u64::from(!is_taken),
        });
    }

    fn add(&mut self, more: Counted) {
        let place = more.number.rem_euclid(limits::HOURS as i64);
        let counted = &mut self.0[usize::try_from(place).unwrap_or_default()];
        if counted.number < more.number {
            *counted = more;
        } else if counted.number == more.number {
            counted.delivered = counted.delivered.saturating_add(more.delivered);
            counted.failed = counted.failed.saturating_add(more.failed);
        }
    }

    /// Adds the counts of others. Of two hours at one place the later stays.
    pub(crate) fn merge(&mut self, others: &Self) {
        let some = others.0.iter().filter(|counted| !counted.is_nothing());
        some.for_each(|counted| self.add(*counted));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|counted| counted.is_nothing())
    }

    /// The hour that is and those before it, the oldest first; nothing is left out.
    fn told(&self, now: Millis) -> Vec<Hour> {
        let last = now.0.div_euclid(HOUR_MS);
        let numbers = last + 1 - limits::HOURS as i64..=last;
        let hours = numbers.map(|number| {
            let counted = self.0.iter().find(|counted| counted.number == number);
            let counted = counted.copied().unwrap_or_default();
            Hour {
                from: Millis(number * HOUR_MS),
                delivered: counted.delivered,
                failed: counted.failed,
            }
        });
        hours.collect()
    }

    fn body(&self) -> Vec<u8> {
        let some = self.0.iter().filter(|counted| !counted.is_nothing());
        let stored: Stored = some
            .map(|one| (one.number, one.delivered, one.failed))
            .collect();
        serde_json::to_vec(&stored).expect("they are plain numbers")
    }

    /// What another version wrote, if ever, counts nothing.
    fn from_body(body: &[u8]) -> Self {
        let stored: Stored = serde_json::from_slice(body).unwrap_or_default();
        let mut hours = Self::default();
        for (number, delivered, failed) in stored {
            hours.add(Counted {
                number,
                delivered,
                failed,
            });
        }
        hours
    }
}

/// The history kind in which an app's hours stand: a row for each way, which is replaced and so stays at one time.
fn kind(app: &AppKey) -> String {
    format!("delivery_hours:{app}")
}

const STORED_AT: Millis = Millis(0);

/// What is stored of an app, by way.
async fn stored(
    engine: &Engine,
    org: &OrgId,
    app: &AppKey,
) -> Result<Vec<(String, Hours)>, StoreError> {
    let from = (STORED_AT, "");
    let until = Millis(STORED_AT.0 + 1);
    let rows = engine
        .store()
        .history(org, &kind(app), from, until, Way::ALL.len() as u32)
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| (row.key, Hours::from_body(&row.body)))
        .collect())
}

/// How often an app was told in each of the last 24 hours, both ways together, the oldest first. What other nodes have counted within the
/// last minute may be missing.
///
/// # Errors
/// When the store does not answer.
pub async fn hours(
    engine: &Engine,
    ledger: &Ledger,
    org: &OrgId,
    app: &AppKey,
) -> Result<Vec<Hour>, StoreError> {
    let mut all = Hours::default();
    for (_, hours) in stored(engine, org, app).await? {
        all.merge(&hours);
    }
    for way in Way::ALL {
        let (org, app) = (org.clone(), app.clone());
        all.merge(&ledger.unstored(&Consumer { way, org, app }));
    }
    Ok(all.told(engine.now()))
}

/// Stores what was counted of an app since that was stored last. One node at a time does that: the one that tells the app.
///
/// # Errors
/// When the store does not answer; then nothing is lost.
pub(crate) async fn store_hours(
    engine: &Engine,
    ledger: &Ledger,
    consumer: &Consumer,
) -> Result<(), StoreError> {
    let fresh = ledger.take_unstored(consumer);
    if fresh.is_empty() {
        return Ok(());
    }
    let added = add_to_stored(engine, consumer, &fresh).await;
    if added.is_err() {
        ledger.give_back(consumer, &fresh);
    }
    added
}

async fn add_to_stored(
    engine: &Engine,
    consumer: &Consumer,
    fresh: &Hours,
) -> Result<(), StoreError> {
    let Consumer { way, org, app } = consumer;
    let mut all = fresh.clone();
    for (name, hours) in stored(engine, org, app).await? {
        if name == way.name() {
            all.merge(&hours);
        }
    }
    let row = HistoryRow {
        kind: kind(app),
        at: STORED_AT,
        key: way.name().to_owned(),
        body: all.body(),
    };
    engine.store().note(org, vec![row]).await
}

/// Stores what this node has counted and not stored, when it tells nobody any more.
pub async fn store_all_hours(engine: &Engine, ledger: &Ledger) {
    for consumer in ledger.with_unstored() {
        if let Err(error) = store_hours(engine, ledger, &consumer).await {
            let Consumer { org, app, .. } = &consumer;
            tracing::warn!(%org, %app, %error, "the counts of the last minute were not stored");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64, minute: i64) -> Millis {
        Millis(hour * HOUR_MS + minute * 60_000)
    }

    /// Hours in which something was, as numbers from the beginning of what is told.
    fn told(hours: &Hours, now: Millis) -> Vec<(usize, u64, u64)> {
        let told = hours.told(now);
        assert_eq!(told.len(), limits::HOURS);
        assert_eq!(
            told.last().map(|hour| hour.from.0 / HOUR_MS),
            Some(now.0 / HOUR_MS)
        );
        let numbered = told.iter().enumerate();
        let some = numbered.filter(|(_, hour)| (hour.delivered, hour.failed) != (0, 0));
        some.map(|(place, hour)| (place, hour.delivered, hour.failed))
            .collect()
    }

    #[test]
    fn what_was_taken_and_what_failed_stands_in_its_hour() {
        let mut hours = Hours::default();
        assert_eq!(told(&hours, at(500_000, 0)), []);
        hours.count(at(500_000, 0), true);
        hours.count(at(500_000, 59), true);
        hours.count(at(500_000, 59), false);
        hours.count(at(500_001, 0), false);
        assert_eq!(told(&hours, at(500_001, 5)), [(22, 2, 1), (23, 0, 1)]);
    }

    #[test]
    fn hours_without_anything_are_told_as_such() {
        let mut hours = Hours::default();
        hours.count(at(500_000, 0), true);
        hours.count(at(500_007, 30), false);
        assert_eq!(told(&hours, at(500_009, 0)), [(14, 1, 0), (21, 0, 1)]);
        let first = hours.told(at(500_009, 0)).remove(0);
        let nothing = Hour {
            from: at(500_009 - 23, 0),
            delivered: 0,
            failed: 0,
        };
        assert_eq!(first, nothing);
    }

    #[test]
    fn what_is_a_day_old_goes_also_where_nothing_came_after_it() {
        let mut hours = Hours::default();
        hours.count(at(500_000, 0), true);
        assert_eq!(told(&hours, at(500_023, 59)), [(0, 1, 0)]);
        assert_eq!(told(&hours, at(500_024, 0)), []);
        // At the same place of the ring.
        hours.count(at(500_024, 0), false);
        assert_eq!(told(&hours, at(500_024, 1)), [(23, 0, 1)]);
        // A clock that goes back counts nothing of what is gone.
        hours.count(at(500_000, 0), true);
        assert_eq!(told(&hours, at(500_024, 1)), [(23, 0, 1)]);
        assert_eq!(told(&hours, at(499_990, 0)), []);
    }

    #[test]
    fn stored_hours_come_back_and_are_added_to() {
        let mut hours = Hours::default();
        for hour in 500_000..500_030 {
            hours.count(at(hour, 1), hour % 2 == 0);
        }
        let mut back = Hours::from_body(&hours.body());
        assert_eq!(back, hours);
        let mut more = Hours::default();
        more.count(at(500_029, 2), false);
        more.count(at(500_030, 0), true);
        back.merge(&more);
        let all = told(&back, at(500_030, 0));
        assert_eq!(all.len(), limits::HOURS);
        assert_eq!(all.last(), Some(&(23, 1, 0)));
        assert_eq!(all.get(22), Some(&(22, 0, 2)));
        for odd in ["", "{}", "[[1]]", "[[\"a\",1,1]]"] {
            assert!(Hours::from_body(odd.as_bytes()).is_empty(), "{odd}");
        }
        assert!(!back.is_empty());
    }
}
