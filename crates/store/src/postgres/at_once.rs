//! One attempt at storing a group in a single statement: one round trip, the commit included.
//!
//! Nearly every group follows what is stored, so this expects it to, and lets the statement store nothing if it does
//! not. What needs more than that (claims, secrets, removals, new organizations) or finds other heads takes the two
//! round trips of `append`.

use super::append::{Column, column, entry_columns, history_columns, record_columns};
use super::retry::Trouble;
use super::rows;
use crate::model::{Appended, Transaction};
use crate::plan::{self, Ground, Plan, number_param};
use crate::sql::arrays;
use deadpool_postgres::Object;
use endpoint::{Number, OrgId};

/// `None` when nothing was stored because the group does not fit.
pub(super) async fn attempt(
    client: &Object,
    batches: &[Vec<Transaction>],
) -> Result<Option<Vec<Vec<Appended>>>, Trouble> {
    let plan = plan::plan(batches.iter().map(Vec::as_slice), expected(batches));
    let Some((statement, columns)) = write(&plan) else {
        return Ok(None);
    };
    let statement = client.prepare_cached(statement).await?;
    let columns: Vec<_> = columns.iter().map(|column| &**column as _).collect();
    let found = client.query(&statement, &columns).await?;
    let mut fitting = 0;
    for row in &found {
        let (org, head): (OrgId, Number) = (rows::org(row, 0)?, rows::number(row, 1)?);
        let expected = plan.heads.get(&org).map(|(from, _)| *from);
        fitting += usize::from(expected == Some(head));
    }
    Ok((fitting == plan.heads.len()).then_some(plan.outcomes))
}

/// The ground as it is when every first entry of an organization follows.
fn expected(batches: &[Vec<Transaction>]) -> Ground {
    let mut ground = Ground::default();
    for entry in batches
        .iter()
        .flatten()
        .flat_map(|transaction| &transaction.entries)
    {
        let before = Number(entry.number.0 - 1);
        ground.heads.entry(entry.org.clone()).or_insert(before);
    }
    ground
}

/// The statement that carries the plan out, if one can.
fn write<'a>(plan: &Plan<'a>) -> Option<(&'static str, Vec<Column<'a>>)> {
    let refused = |outcome: &Appended| *outcome != Appended::Done;
    let (records, history) = (plan.records(), plan.history());
    if plan.outcomes.iter().flatten().any(refused)
        || plan
            .accepted
            .iter()
            .any(|transaction| !transaction.claims.is_empty())
        || plan
            .accepted
            .iter()
            .any(|transaction| !transaction.secrets.is_empty())
        || records.iter().any(|(_, row)| row.body.is_none())
        || plan.heads.values().any(|(from, _)| from.0 == 0)
    {
        return None;
    }
    let heads: Vec<_> = plan
        .heads
        .iter()
        .map(|(org, (from, to))| (*org, *from, *to))
        .collect();
    let mut columns = vec![
        column(&heads, |(org, ..)| org.as_str()),
        column(&heads, |(_, from, _)| number_param(*from)),
        column(&heads, |(.., to)| number_param(*to)),
    ];
    columns.extend(entry_columns(plan));
    columns.extend(record_columns(&records));
    if history.is_empty() {
        return Some((arrays::APPEND, columns));
    }
    columns.extend(history_columns(&history));
    Some((arrays::APPEND_WITH_HISTORY, columns))
}
