//! A plan with its rows: `GET /v1.0/orgbook/console/plans/{planId}`.

use super::plan::{Kind, Row, Summary, plan};
use crate::directory::fields::offset;
use crate::people::paging::size;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which plan, and which rows.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
    /// `created`, `changed`, `moved`, `left`, `same` or `wrong`; every row when absent.
    rows: Option<String>,
    /// Rows before the page; 0 when absent.
    offset: Option<i64>,
    /// Rows of the page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// The plan.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    plan: Summary,
    /// What stands above the columns of the file; `given` of a row that is wrong has a cell for each.
    titles: Vec<String>,
    rows: Vec<Row>,
    /// Rows of the chosen kind.
    row_count: usize,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/plans/{planId}",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .scoped()
    .faults(&[PLAN]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let plan = plan(context, &self.plan_id).await?;
            let kind = self.rows.as_deref().map(kind).transpose()?;
            let (offset, size) = (offset(self.offset)?, size(self.size)?);
            let summary = plan.summary();
            let chosen = plan.rows.into_iter();
            let chosen = chosen.filter(|row| kind.is_none_or(|kind| row.kind == kind));
            let rows: Vec<Row> = chosen.collect();
            Ok(Response {
                plan: summary,
                titles: plan.titles,
                row_count: rows.len(),
                rows: rows.into_iter().skip(offset).take(size).collect(),
            })
        })
    }
}

/// A kind by its name.
pub(super) fn kind(name: &str) -> Reply<Kind> {
    serde_json::from_value(name.into()).map_err(|_| {
        let known = "created, changed, moved, left, same, wrong";
        Fault::invalid("rows", format!("rows are one of {known}, got {name}"))
    })
}
