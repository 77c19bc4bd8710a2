//! Decides what becomes of each transaction of a batch. All engines ask here, so that they cannot disagree on when an
//! entry may follow or a claim may be taken; an engine only gathers the ground, holding it still, and writes the plan.

use crate::model::{Appended, Entry, HistoryRow, RecordWrite, Secret, StoreError, Transaction};
use endpoint::{Number, OrgId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Refuses a transaction that no engine could store as it is.
pub(crate) fn check(transaction: &Transaction) -> Result<(), StoreError> {
    let entries = &transaction.entries;
    if entries.is_empty() {
        return Err(StoreError::Failed("a transaction without an entry".into()));
    }
    if !entries.is_sorted_by(|left, right| left.org < right.org) {
        return Err(StoreError::Failed(
            "entries of a transaction out of order".into(),
        ));
    }
    if entries
        .iter()
        .any(|entry| entry.number.0 == 0 || i64::try_from(entry.number.0).is_err())
    {
        return Err(StoreError::Failed(
            "an entry's number is out of range".into(),
        ));
    }
    let indices = (transaction.records.iter().map(|(index, _)| index))
        .chain(transaction.claims.iter().map(|(index, _)| index))
        .chain(transaction.history.iter().map(|(index, _)| index));
    for index in indices {
        if *index >= entries.len() {
            return Err(StoreError::Failed(format!(
                "no entry {index} in the transaction"
            )));
        }
    }
    Ok(())
}

/// The number of a checked entry as a parameter of a statement.
pub(crate) fn number_param(number: Number) -> i64 {
    i64::try_from(number.0).expect("numbers are checked before they come here")
}

/// A number from outside as a parameter. No log is longer than the largest integer of the engines.
pub(crate) fn saturated_param(number: Number) -> i64 {
    i64::try_from(number.0).unwrap_or(i64::MAX)
}

/// The places of a log whose stored ids decide over a transaction: those of its entries, and the one that it follows.
pub(crate) fn places(transaction: &Transaction) -> impl Iterator<Item = (&OrgId, Number)> {
    let entries = transaction.entries.iter();
    let own = entries.map(|entry| (&entry.org, entry.number));
    own.chain(place_before(transaction))
}

fn place_before(transaction: &Transaction) -> Option<(&OrgId, Number)> {
    let first = transaction.entries.first()?;
    transaction.follows?;
    Some((&first.org, Number(first.number.0.checked_sub(1)?)))
}

/// What is stored now, as far as a batch needs it.
#[derive(Debug, Default)]
pub(crate) struct Ground {
    /// Head of each organization named by the batch; the unknown are absent.
    pub heads: HashMap<OrgId, Number>,
    /// Ids of stored entries at the batch's places.
    pub ids: HashMap<(OrgId, Number), u128>,
    /// Organization and holder of each claim named by the batch; the free are absent.
    pub claims: HashMap<(String, String), (OrgId, String)>,
}

impl Ground {
    /// The head, zero for the unknown.
    pub fn head(&self, org: &OrgId) -> Number {
        self.heads.get(org).copied().unwrap_or_default()
    }
}

/// What to answer and what to write.
#[derive(Debug, Default)]
pub(crate) struct Plan<'a> {
    /// For each batch, one for each transaction.
    pub outcomes: Vec<Vec<Appended>>,
    /// The transactions to store, in order.
    pub accepted: Vec<&'a Transaction>,
    /// Heads that move: from, to.
    pub heads: BTreeMap<&'a OrgId, (Number, Number)>,
    /// Claims that change hands; `None` becomes free.
    pub claims: ClaimChanges<'a>,
}

/// By name space and value: the new organization and holder.
type ClaimChanges<'a> = BTreeMap<(&'a str, &'a str), Option<(&'a OrgId, &'a str)>>;

/// Decides over the transactions in order, each on top of the accepted ones before it.
///
/// What a batch holds for an organization behind a refused transaction was made on top of that one, so it is refused
/// too, even where another writer's entry happens to make its number fit.
pub(crate) fn plan<'a>(
    batches: impl IntoIterator<Item = &'a [Transaction]>,
    mut ground: Ground,
) -> Plan<'a> {
    let mut plan = Plan::default();
    for batch in batches {
        let mut broken = BTreeSet::new();
        let mut outcomes = Vec::with_capacity(batch.len());
        for transaction in batch {
            let outcome = plan.decide(transaction, &broken, &mut ground);
            if outcome != Appended::Done {
                broken.extend(transaction.entries.iter().map(|entry| &entry.org));
            }
            outcomes.push(outcome);
        }
        plan.outcomes.push(outcomes);
    }
    plan
}

impl<'a> Plan<'a> {
    fn decide(
        &mut self,
        transaction: &'a Transaction,
        broken: &BTreeSet<&OrgId>,
        ground: &mut Ground,
    ) -> Appended {
        let stored =
            |entry: &Entry| ground.ids.get(&(entry.org.clone(), entry.number)) == Some(&entry.id);
        if transaction.entries.iter().all(stored) {
            return Appended::Done;
        }
        for entry in &transaction.entries {
            let head = ground.head(&entry.org);
            if head.next() != entry.number || broken.contains(&entry.org) {
                return Appended::Behind(entry.org.clone(), head);
            }
        }
        if let Some((org, before)) = place_before(transaction)
            && ground.ids.get(&(org.clone(), before)).copied() != transaction.follows
        {
            return Appended::Behind(org.clone(), ground.head(org));
        }
        let claims = match self.claims_after(transaction, ground) {
            Ok(claims) => claims,
            Err(taken) => return taken,
        };
        self.claims.extend(claims);
        for entry in &transaction.entries {
            let before = ground.head(&entry.org);
            self.heads.entry(&entry.org).or_insert((before, before)).1 = entry.number;
            ground.heads.insert(entry.org.clone(), entry.number);
            ground
                .ids
                .insert((entry.org.clone(), entry.number), entry.id);
        }
        self.accepted.push(transaction);
        Appended::Done
    }

    fn claims_after(
        &self,
        transaction: &'a Transaction,
        ground: &Ground,
    ) -> Result<ClaimChanges<'a>, Appended> {
        let mut changes = ClaimChanges::new();
        for (index, claim) in &transaction.claims {
            let org = &transaction.entries[*index].org;
            let key = (claim.space.as_str(), claim.value.as_str());
            let holder = match changes.get(&key).or_else(|| self.claims.get(&key)) {
                Some(changed) => *changed,
                None => (ground
                    .claims
                    .get(&(claim.space.clone(), claim.value.clone())))
                .map(|(org, holder)| (org, holder.as_str())),
            };
            match (&claim.holder, holder) {
                (Some(wanted), Some(held)) if held != (org, wanted.as_str()) => {
                    return Err(Appended::Taken {
                        space: claim.space.clone(),
                        value: claim.value.clone(),
                    });
                }
                (Some(wanted), None) => {
                    changes.insert(key, Some((org, wanted)));
                }
                (None, Some((holding, _))) if holding == org => {
                    changes.insert(key, None);
                }
                _ => {}
            }
        }
        Ok(changes)
    }

    /// Entries to store.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        self.accepted
            .iter()
            .flat_map(|transaction| &transaction.entries)
    }

    /// Records to store in ascending order, each once: the last write of a batch counts.
    pub fn records(&self) -> Vec<(&'a OrgId, &'a RecordWrite)> {
        let rows = self.accepted.iter().flat_map(|transaction| {
            (transaction.records.iter()).map(|(index, row)| (&transaction.entries[*index].org, row))
        });
        last_of_each(rows, |(org, row)| {
            (*org, row.kind.as_str(), row.key.as_str())
        })
    }

    /// History rows to store in ascending order, each once.
    pub fn history(&self) -> Vec<(&'a OrgId, &'a HistoryRow)> {
        let rows = self.accepted.iter().flat_map(|transaction| {
            (transaction.history.iter()).map(|(index, row)| (&transaction.entries[*index].org, row))
        });
        last_of_each(rows, |(org, row)| {
            (*org, row.kind.as_str(), row.at, row.key.as_str())
        })
    }

    /// Secrets to store in ascending order, each once.
    pub fn secrets(&self) -> Vec<&'a Secret> {
        let rows = self
            .accepted
            .iter()
            .flat_map(|transaction| &transaction.secrets);
        last_of_each(rows, |secret| (secret.kind.as_str(), secret.key.as_str()))
    }
}

/// Sorts by key and keeps the last of equal ones.
pub(crate) fn last_of_each<Row: Copy, Key: Ord>(
    rows: impl Iterator<Item = Row>,
    key: impl Fn(&Row) -> Key,
) -> Vec<Row> {
    let mut rows: Vec<Row> = rows.collect();
    rows.sort_by_key(|row| key(row));
    // `dedup_by` drops the later of two equal rows, so its content moves into the earlier.
    rows.dedup_by(|later, earlier| {
        let equal = key(later) == key(earlier);
        if equal {
            *earlier = *later;
        }
        equal
    });
    rows
}

/// The length of a transaction's bodies.
pub(crate) fn bytes(transaction: &Transaction) -> usize {
    let entries: usize = transaction
        .entries
        .iter()
        .map(|entry| entry.body.len())
        .sum();
    let records: usize = transaction
        .records
        .iter()
        .filter_map(|(_, row)| row.body.as_ref())
        .map(Vec::len)
        .sum();
    let history: usize = transaction
        .history
        .iter()
        .map(|(_, row)| row.body.len())
        .sum();
    entries + records + history
}
