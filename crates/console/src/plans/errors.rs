//! The rows that are wrong, to be mended: `GET /v1.0/orgbook/console/plans/{planId}/errors`.

use super::about::About;
use super::kept::plan;
use super::plan::{Kind, Outcome, Problem, Row};
use super::template::Response;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::{Language, Module};

/// Of which plan.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
}

/// What stands above the reasons.
const REASON: &str = "原因 Reason";

/// Why a row was not carried out.
fn reason(about: About, row: &Row, language: Language) -> String {
    let (is_chinese, between) = match language {
        Language::English => (false, [": ", "; "]),
        Language::Chinese => (true, ["：", "；"]),
    };
    let told = |problem: &Problem| {
        let why = problem.message.told(language);
        match &problem.field {
            Some(field) => [about.titled(field, is_chinese), why].join(between[0]),
            None => why.to_owned(),
        }
    };
    let problems = row.errors.iter().map(told);
    let note = row.note.as_ref();
    let note = note.map(|note| note.told(language).to_owned());
    problems.chain(note).collect::<Vec<_>>().join(between[1])
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/plans/{planId}/errors",
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
            let is_bad = |row: &&Row| row.kind == Kind::Wrong || row.outcome == Outcome::Failed;
            let width = plan.titles.len();
            let mut rows = Vec::new();
            for (number, _) in plan
                .pieces
                .iter()
                .enumerate()
                .filter(|(_, tally)| tally.is_bad())
            {
                let piece = plan.piece(context, number).await?;
                rows.extend(piece.iter().filter(is_bad).map(|row| {
                    let mut cells = row.given.clone();
                    cells.resize(width, String::new());
                    cells.push(reason(plan.about, row, context.language()));
                    cells
                }));
            }
            let titles = plan.titles.iter().map(String::as_str).chain([REASON]);
            let titles = titles.map(|title| (String::new(), title.to_owned(), false));
            Response::of("errors.xlsx", &titles.collect::<Vec<_>>(), &rows)
        })
    }
}
