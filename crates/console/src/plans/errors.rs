//! The rows that are wrong, to be mended: `GET /v1.0/orgbook/console/plans/{planId}/errors`.

use super::plan::{Kind, Outcome, Problem, Row, plan};
use super::template::Response;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Of which plan.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
}

/// What stands above the reasons.
const REASON: &str = "原因 Reason";

/// Why a row was not carried out.
fn reason(row: &Row) -> String {
    let told = |problem: &Problem| match &problem.field {
        Some(field) => format!("{field}: {}", problem.message),
        None => problem.message.clone(),
    };
    let problems = row.errors.iter().map(told);
    let note = Some(row.note.clone()).filter(|note| !note.is_empty());
    problems.chain(note).collect::<Vec<_>>().join("; ")
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/plans/{planId}/errors",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .scoped()
    .faults(&[PLAN]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let plan = plan(context, &self.plan_id).await?;
            let is_bad = |row: &&Row| row.kind == Kind::Wrong || row.outcome == Outcome::Failed;
            let width = plan.titles.len();
            let rows = plan.rows.iter().filter(is_bad).map(|row| {
                let mut cells = row.given.clone();
                cells.resize(width, String::new());
                cells.push(reason(row));
                cells
            });
            let rows: Vec<Vec<String>> = rows.collect();
            let titles = plan.titles.iter().map(String::as_str).chain([REASON]);
            let titles = titles.map(|title| (String::new(), title.to_owned(), false));
            Response::of("errors.xlsx", &titles.collect::<Vec<_>>(), &rows)
        })
    }
}
