//! A plan with its rows: `GET /v1.0/orgbook/console/plans/{planId}`.

use super::kept::plan;
use super::plan::{Kind, Plan, Row, Summary};
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
    .or_module(Module::ExternalContacts)
    .scoped()
    .faults(&[PLAN]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let plan = plan(context, &self.plan_id).await?;
            let kind = self.rows.as_deref().map(kind).transpose()?;
            let (offset, size) = (offset(self.offset)?, size(self.size)?);
            let rows = page(context, &plan, kind, (offset, size)).await?;
            let told = rows.into_iter().map(|row| row.told(context.language()));
            Ok(Response {
                plan: plan.summary().told(context.language()),
                row_count: plan.tally().rows(kind),
                rows: told.collect(),
                titles: plan.titles,
            })
        })
    }
}

/// Some rows of a kind, read from the pieces alone in which they are.
async fn page(
    context: &dyn Context,
    plan: &Plan,
    kind: Option<Kind>,
    (mut before, size): (usize, usize),
) -> Reply<Vec<Row>> {
    let mut rows = Vec::new();
    for (number, tally) in plan.pieces.iter().enumerate() {
        let count = tally.rows(kind);
        if before >= count {
            before -= count;
            continue;
        }
        let piece = plan.piece(context, number).await?.into_iter();
        let chosen = piece.filter(|row| kind.is_none_or(|kind| row.kind == kind));
        rows.extend(chosen.skip(before).take(size - rows.len()));
        before = 0;
        if rows.len() == size {
            break;
        }
    }
    Ok(rows)
}

/// A kind by its name.
pub(super) fn kind(name: &str) -> Reply<Kind> {
    serde_json::from_value(name.into()).map_err(|_| {
        let known = "created, changed, moved, left, same, wrong";
        Fault::invalid(
            "rows",
            sentence!(
                "rows are one of {known}, got {name}",
                "rows 为 {known} 之一，收到的是 {name}"
            ),
        )
    })
}
