//! Parameters that hold a value of each row, as statements that take arrays want them. What one organization stores names
//! it once; the functions `..._of_orgs` name it in each row.

use crate::model::{Entry, HistoryRow, RecordWrite};
use crate::packing;
use crate::plan::number_param;
use endpoint::OrgId;
use tokio_postgres::types::ToSql;

pub(super) type Column<'a> = Box<dyn ToSql + Sync + Send + 'a>;
/// One parameter that holds a value of each row.
pub(super) fn column<'a, Row, Value>(rows: &[Row], of: impl Fn(&Row) -> Value) -> Column<'a>
where
    Value: ToSql + Sync + Send + 'a,
{
    Box::new(rows.iter().map(of).collect::<Vec<Value>>())
}

/// Those of history rows, behind their organizations.
pub(super) fn history<'a>(rows: &[(&'a OrgId, &'a HistoryRow)]) -> Vec<Column<'a>> {
    vec![
        column(rows, |(_, row)| row.kind.as_str()),
        column(rows, |(_, row)| row.at.0),
        column(rows, |(_, row)| row.key.as_str()),
        column(rows, |(_, row)| row.body.as_slice()),
    ]
}

/// Those of entries, behind their organizations.
pub(super) fn entries<'a>(rows: &[&'a Entry]) -> Vec<Column<'a>> {
    let (packings, bodies): (Vec<i32>, Vec<_>) =
        rows.iter().map(|entry| packing::pack(&entry.body)).unzip();
    vec![
        column(rows, |entry| number_param(entry.number)),
        column(rows, |entry| entry.id.to_be_bytes().to_vec()),
        column(rows, |entry| entry.at.0),
        column(rows, |entry| entry.actor.as_str()),
        column(rows, |entry| entry.route.as_str()),
        column(rows, |entry| i32::from(entry.version)),
        Box::new(packings),
        Box::new(bodies),
    ]
}

/// Those of records that are put, behind their organizations.
pub(super) fn records<'a>(put: &[(&'a OrgId, &'a RecordWrite)]) -> Vec<Column<'a>> {
    vec![
        column(put, |(_, row)| row.kind.as_str()),
        column(put, |(_, row)| row.key.as_str()),
        column(put, |(_, row)| i32::from(row.version)),
        column(put, |(_, row)| row.body.as_deref()),
    ]
}

/// The columns of `arrays::INSERT_ENTRIES`.
pub(super) fn entries_of_orgs<'a>(rows: &[&'a Entry]) -> Vec<Column<'a>> {
    with(column(rows, |entry| entry.org.as_str()), entries(rows))
}

/// The columns of `arrays::PUT_RECORDS`.
pub(super) fn records_of_orgs<'a>(put: &[(&'a OrgId, &'a RecordWrite)]) -> Vec<Column<'a>> {
    with(column(put, |(org, _)| org.as_str()), records(put))
}

/// The columns of `arrays::PUT_HISTORY`.
pub(super) fn history_of_orgs<'a>(rows: &[(&'a OrgId, &'a HistoryRow)]) -> Vec<Column<'a>> {
    with(column(rows, |(org, _)| org.as_str()), history(rows))
}

fn with<'a>(first: Column<'a>, behind: Vec<Column<'a>>) -> Vec<Column<'a>> {
    std::iter::once(first).chain(behind).collect()
}
