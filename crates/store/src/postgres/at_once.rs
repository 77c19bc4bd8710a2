//! One attempt at storing a group in a single statement: one round trip, the commit included.
//!
//! Nearly every group follows what is stored, so this expects it to, and lets the statement store nothing if it does
//! not. What needs more than that (claims, secrets, removals, new organizations) or finds other heads takes the two
//! round trips of `append`.
//!
//! No transaction is ever open on a connection that sends such statements alone, so that several may be on their way on
//! one, each looking for the entry that it follows.

use super::columns::{self, Column, column};
use super::retry::Trouble;
use super::rows;
use crate::model::{Appended, Entry, Transaction};
use crate::plan::{self, Ground, Plan, number_param};
use crate::sql::arrays;
use deadpool_postgres::Object;
use endpoint::{Number, OrgId};
use tokio_postgres::Row;

/// Whether one statement can store this, as long as it follows what is stored.
pub(super) fn suits(batch: &[Transaction]) -> bool {
    batch.iter().all(|transaction| {
        transaction.claims.is_empty()
            && transaction.secrets.is_empty()
            && (transaction.entries.iter()).all(|entry| entry.number > Number(1))
            && (transaction.records.iter()).all(|(_, row)| row.body.is_some())
    })
}

/// `None` when nothing was stored because the group does not fit.
pub(super) async fn attempt(
    client: &Object,
    batches: &[Vec<Transaction>],
) -> Result<Option<Vec<Vec<Appended>>>, Trouble> {
    let (ground, followed) = expected(batches);
    let plan = plan::plan(batches.iter().map(Vec::as_slice), ground);
    let refused = |outcome: &Appended| *outcome != Appended::Done;
    if plan.outcomes.iter().flatten().any(refused) {
        return Ok(None);
    }
    let is_stored = match (plan.heads.len(), followed.as_slice()) {
        (1, followed) => to_one(client, &plan, followed.first().copied()).await?,
        (_, []) => to_several(client, &plan).await?,
        _ => false,
    };
    Ok(is_stored.then_some(plan.outcomes))
}

/// The ground as it is when every first entry of an organization follows, and the ids that the statement has to look for,
/// since the ground takes them for granted.
fn expected(batches: &[Vec<Transaction>]) -> (Ground, Vec<u128>) {
    let (mut ground, mut followed) = (Ground::default(), Vec::new());
    for transaction in batches.iter().flatten() {
        for (place, entry) in transaction.entries.iter().enumerate() {
            let before = Number(entry.number.0 - 1);
            if ground.heads.contains_key(&entry.org) {
                continue;
            }
            ground.heads.insert(entry.org.clone(), before);
            if let Some(follows) = transaction.follows.filter(|_| place == 0) {
                ground.ids.insert((entry.org.clone(), before), follows);
                followed.push(follows);
            }
        }
    }
    (ground, followed)
}

async fn to_one(client: &Object, plan: &Plan<'_>, followed: Option<u128>) -> Result<bool, Trouble> {
    let Some((org, (from, to))) = plan.heads.first_key_value() else {
        return Ok(false);
    };
    let entries: Vec<&Entry> = plan.entries().collect();
    let (records, history) = (plan.records(), plan.history());
    let mut given: Vec<Column<'_>> = vec![
        Box::new(org.as_str()),
        Box::new(number_param(*from)),
        Box::new(number_param(*to)),
        Box::new(followed.map(|id| id.to_be_bytes().to_vec())),
    ];
    given.extend(columns::entries(&entries));
    given.extend(columns::records(&records));
    let statement = match history.is_empty() {
        true => arrays::APPEND_TO_ONE,
        false => arrays::APPEND_TO_ONE_WITH_HISTORY,
    };
    if !history.is_empty() {
        given.extend(columns::history(&history));
    }
    Ok(!query(client, statement, &given).await?.is_empty())
}

async fn to_several(client: &Object, plan: &Plan<'_>) -> Result<bool, Trouble> {
    let heads: Vec<_> = (plan.heads.iter())
        .map(|(org, (from, to))| (*org, *from, *to))
        .collect();
    let entries: Vec<&Entry> = plan.entries().collect();
    let (records, history) = (plan.records(), plan.history());
    let mut given = vec![
        column(&heads, |(org, ..)| org.as_str()),
        column(&heads, |(_, from, _)| number_param(*from)),
        column(&heads, |(.., to)| number_param(*to)),
    ];
    given.extend(columns::entries_of_orgs(&entries));
    given.extend(columns::records_of_orgs(&records));
    let statement = match history.is_empty() {
        true => arrays::APPEND,
        false => arrays::APPEND_WITH_HISTORY,
    };
    if !history.is_empty() {
        given.extend(columns::history_of_orgs(&history));
    }
    let mut fitting = 0;
    for row in &query(client, statement, &given).await? {
        let (org, head): (OrgId, Number) = (rows::org(row, 0)?, rows::number(row, 1)?);
        let expected = plan.heads.get(&org).map(|(from, _)| *from);
        fitting += usize::from(expected == Some(head));
    }
    Ok(fitting == plan.heads.len())
}

async fn query(
    client: &Object,
    statement: &str,
    columns: &[Column<'_>],
) -> Result<Vec<Row>, Trouble> {
    let statement = client.prepare_cached(statement).await?;
    let columns: Vec<_> = columns.iter().map(|column| &**column as _).collect();
    Ok(client.query(&statement, &columns).await?)
}
