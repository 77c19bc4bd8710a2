//! One attempt at storing any group: lock the heads, decide, write and commit, in two round trips.

use super::Parameters;
use super::columns::{self, Column, column};
use super::retry::Trouble;
use super::rows;
use crate::model::{Appended, Entry, Transaction};
use crate::plan::{self, Ground, Plan, number_param};
use crate::sql::arrays;
use deadpool_postgres::Object;
use endpoint::{Number, OrgId};
use futures_util::future::join_all;
use std::collections::BTreeSet;
use std::pin::Pin;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};

const BEGIN: &str = "begin isolation level read committed";

/// Any error leaves the transaction open or its end unknown.
pub(super) async fn attempt(
    client: &Object,
    batches: &[Vec<Transaction>],
) -> Result<Vec<Vec<Appended>>, Trouble> {
    let (ground, held) = ground(client, batches).await?;
    let plan = plan::plan(batches.iter().map(Vec::as_slice), ground);
    if plan.accepted.is_empty() {
        client.batch_execute("rollback").await?;
    } else {
        write(client, &writes(&plan, &held)).await?;
    }
    Ok(plan.outcomes)
}

type Claims = BTreeSet<(String, String)>;

/// Opens the transaction and gathers what the batches stand on, locked until its end. Also the claims that exist.
async fn ground(
    client: &Object,
    batches: &[Vec<Transaction>],
) -> Result<(Ground, Claims), Trouble> {
    let entries = || {
        batches
            .iter()
            .flatten()
            .flat_map(|transaction| &transaction.entries)
    };
    let orgs: BTreeSet<&str> = entries().map(|entry| entry.org.as_str()).collect();
    let orgs: Vec<&str> = orgs.into_iter().collect();
    let (spaces, values): (Vec<&str>, Vec<&str>) = (batches.iter().flatten())
        .flat_map(|transaction| &transaction.claims)
        .map(|(_, claim)| (claim.space.as_str(), claim.value.as_str()))
        .unzip();
    let heads = client.prepare_cached(arrays::HEADS_LOCKED).await?;
    let claims = client.prepare_cached(arrays::CLAIMS_LOCKED).await?;

    // Sent in this order without waiting in between.
    let head_parameters: Parameters<'_> = &[&orgs];
    let claim_parameters: Parameters<'_> = &[&spaces, &values];
    let (begun, heads, claims) = tokio::join!(
        biased;
        client.batch_execute(BEGIN),
        client.query(&heads, head_parameters),
        async {
            if spaces.is_empty() {
                return Ok(Vec::new());
            }
            client.query(&claims, claim_parameters).await
        },
    );
    begun?;
    let mut ground = Ground::default();
    for row in &heads? {
        ground
            .heads
            .insert(rows::org(row, 0)?, rows::number(row, 1)?);
    }
    let mut held = Claims::new();
    for row in &claims? {
        let key: (String, String) = (rows::get(row, 0)?, rows::get(row, 1)?);
        ground
            .claims
            .insert(key.clone(), (rows::org(row, 2)?, rows::get(row, 3)?));
        held.insert(key);
    }
    let known: Vec<(&OrgId, Number)> = (batches.iter().flatten())
        .flat_map(plan::places)
        .filter(|(org, number)| *number <= ground.head(org))
        .collect();
    if !known.is_empty() {
        for row in &entry_ids(client, &known).await? {
            ground.ids.insert(
                (rows::org(row, 0)?, rows::number(row, 1)?),
                rows::id(row, 2)?,
            );
        }
    }
    Ok((ground, held))
}

async fn entry_ids(client: &Object, known: &[(&OrgId, Number)]) -> Result<Vec<Row>, Trouble> {
    let statement = client.prepare_cached(arrays::ENTRY_IDS).await?;
    let (orgs, numbers): (Vec<&str>, Vec<i64>) = known
        .iter()
        .map(|(org, number)| (org.as_str(), number_param(*number)))
        .unzip();
    Ok(client.query(&statement, &[&orgs, &numbers]).await?)
}

type Write<'a> = (&'static str, Vec<Column<'a>>);

/// The statements that carry a plan out, those without rows left out.
fn writes<'a>(plan: &Plan<'a>, held: &Claims) -> Vec<Write<'a>> {
    let mut writes = head_writes(plan);
    let entries: Vec<&Entry> = plan.entries().collect();
    writes.push((arrays::INSERT_ENTRIES, columns::entries_of_orgs(&entries)));
    writes.extend(record_writes(plan));
    writes.extend(claim_writes(plan, held));
    let history = plan.history();
    if !history.is_empty() {
        writes.push((arrays::PUT_HISTORY, columns::history_of_orgs(&history)));
    }
    let secrets = plan.secrets();
    if !secrets.is_empty() {
        writes.push((
            arrays::PUT_SECRETS,
            vec![
                column(&secrets, |secret| secret.kind.as_str()),
                column(&secrets, |secret| secret.key.as_str()),
                column(&secrets, |secret| secret.org.as_str()),
                column(&secrets, |secret| secret.body.as_slice()),
                column(&secrets, |secret| secret.expires_at.map(|at| at.0)),
            ],
        ));
    }
    writes
}

fn head_writes<'a>(plan: &Plan<'a>) -> Vec<Write<'a>> {
    let (new, moved): (Vec<_>, Vec<_>) = plan
        .heads
        .iter()
        .map(|(org, (from, to))| (*org, *from, *to))
        .partition(|row| row.1.0 == 0);
    [(arrays::INSERT_HEADS, new), (arrays::MOVE_HEADS, moved)]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(statement, rows)| {
            let orgs = column(&rows, |(org, ..)| org.as_str());
            (
                statement,
                vec![orgs, column(&rows, |(_, _, to)| number_param(*to))],
            )
        })
        .collect()
}

fn record_writes<'a>(plan: &Plan<'a>) -> Vec<Write<'a>> {
    let (put, gone): (Vec<_>, Vec<_>) = plan
        .records()
        .into_iter()
        .partition(|(_, row)| row.body.is_some());
    let mut writes = Vec::new();
    if !put.is_empty() {
        writes.push((arrays::PUT_RECORDS, columns::records_of_orgs(&put)));
    }
    if !gone.is_empty() {
        writes.push((
            arrays::DELETE_RECORDS,
            vec![
                column(&gone, |(org, _)| org.as_str()),
                column(&gone, |(_, row)| row.kind.as_str()),
                column(&gone, |(_, row)| row.key.as_str()),
            ],
        ));
    }
    writes
}

/// Claims that change hands are removed and made anew. Only what was there when the claims were locked is removed, so
/// a claim that somebody made since then stays, and making it a second time fails.
fn claim_writes<'a>(plan: &Plan<'a>, held: &Claims) -> Vec<Write<'a>> {
    let gone: Vec<_> = (plan.claims.keys().copied())
        .filter(|(space, value)| held.contains(&((*space).to_owned(), (*value).to_owned())))
        .collect();
    let new: Vec<_> = (plan.claims.iter())
        .filter_map(|((space, value), holder)| {
            holder.map(|(org, holder)| (*space, *value, org, holder))
        })
        .collect();
    let mut writes = Vec::new();
    if !gone.is_empty() {
        let columns = vec![
            column(&gone, |claim| claim.0),
            column(&gone, |claim| claim.1),
        ];
        writes.push((arrays::DELETE_CLAIMS, columns));
    }
    if !new.is_empty() {
        writes.push((
            arrays::INSERT_CLAIMS,
            vec![
                column(&new, |claim| claim.0),
                column(&new, |claim| claim.1),
                column(&new, |claim| claim.2.as_str()),
                column(&new, |claim| claim.3),
            ],
        ));
    }
    writes
}

/// Sends every write and the commit without waiting in between. Should a write fail, the engine answers the commit by
/// rolling back, and the write's error is what counts.
async fn write(client: &Object, writes: &[Write<'_>]) -> Result<(), Trouble> {
    let mut prepared: Vec<(Statement, Vec<&(dyn ToSql + Sync)>)> = Vec::with_capacity(writes.len());
    for (statement, columns) in writes {
        let columns = columns.iter().map(|column| &**column as _).collect();
        prepared.push((client.prepare_cached(statement).await?, columns));
    }
    type Sent<'a> = Pin<Box<dyn Future<Output = Result<(), tokio_postgres::Error>> + Send + 'a>>;
    let mut flight: Vec<Sent<'_>> = Vec::with_capacity(writes.len() + 1);
    for (statement, columns) in &prepared {
        flight.push(Box::pin(async {
            client.execute(statement, columns).await.map(drop)
        }));
    }
    flight.push(Box::pin(client.batch_execute("commit")));
    // Polled first in this order, which is the order of sending.
    for answer in join_all(flight).await {
        answer?;
    }
    Ok(())
}
