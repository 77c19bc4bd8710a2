//! Make a plan of a file: `POST /v1.0/orgbook/console/import`.

use super::plan::{Plan, State, Summary, caller};
use super::rehearse::{Rehearsed, rehearse};
use crate::prelude::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use endpoint::{Answer, Context, LongLook, Task};
use org::Module;

/// A file.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Ends in `.xlsx` or `.csv`.
    file_name: String,
    /// Its bytes in Base64.
    content: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/console/import", PARAMETER)
        .administrators(Module::Contacts)
        .scoped()
        .bodies(endpoint::limits::SPREADSHEET_BODY_BYTES_MAX);
    type Response = Summary;

    fn run(self, context: &dyn Context) -> Answer<'_, Summary> {
        Box::pin(async move {
            let bytes = STANDARD.decode(self.content.as_bytes());
            let bytes = bytes.map_err(|error| Fault::invalid("content", error.to_string()))?;
            let table = sheet::read(&self.file_name, &bytes);
            let table = table.map_err(|error| Fault::invalid("content", error.to_string()))?;
            let titles = table.first().cloned().unwrap_or_default();
            let look: LongLook = Box::new(move |view, seed| {
                let rehearsed = rehearse(view, seed, &table);
                serde_json::to_vec(&rehearsed).expect("rows are plain")
            });
            let rehearsed = context.look_long(look).await?;
            let rehearsed: Rehearsed = serde_json::from_slice(&rehearsed)
                .map_err(|error| Fault::because(PARAMETER, error.to_string()))?;
            check_columns(&rehearsed)?;
            let plan = Plan {
                id: rehearsed.id,
                file_name: self.file_name,
                created_by: caller(context).0,
                created_at: rehearsed.at,
                state: State::Ready,
                people: rehearsed.people,
                approved_by: None,
                done: 0,
                departments: rehearsed.departments,
                titles,
                rows: rehearsed.rows,
            };
            plan.keep(context).await?;
            Ok(plan.summary())
        })
    }
}

fn check_columns(rehearsed: &Rehearsed) -> Reply<()> {
    let wrong = if !rehearsed.unknown.is_empty() {
        format!("unknown columns: {}", rehearsed.unknown.join(", "))
    } else if !rehearsed.twice.is_empty() {
        format!("columns that stand twice: {}", rehearsed.twice.join(", "))
    } else if rehearsed.rows.is_empty() {
        "the file has no rows".to_owned()
    } else {
        return Ok(());
    };
    Err(Fault::invalid("content", wrong))
}
