//! `orgbook industry import`.

mod file;

use super::{CommandError, Progress};
use crate::limits::{IMPORT_ERRORS_TOLD, IMPORT_SLICE};
use engine::Engine;
use file::{Import, Item, Line};
use org::{Draft, Eye, Org, OrgId, Refusal, Seed};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

const ROUTE: &str = "industry import";

/// Reads the whole file, tries all of it on a copy of the organization, then stores it in slices. What is there already and is the same
/// makes no change, so an import that was cut off is simply run again.
pub(super) async fn import(
    engine: &Engine,
    id: &OrgId,
    path: &Path,
    progress: &Progress,
) -> Result<Value, CommandError> {
    let org = engine.org(id).await?;
    let now = engine.now();
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        let import = file::read(&path).map_err(CommandError)?;
        try_out(&org, now, &import)?;
        Ok::<Import, CommandError>(import)
    });
    let import: Import = match read.await {
        Ok(import) => import?,
        Err(error) => return Err(CommandError(format!("the import broke off: {error}"))),
    };
    let Import {
        lines,
        departments,
        users,
    } = import;
    let total = lines.len();
    let lines: Arc<[Line]> = lines.into();
    for from in (0..total).step_by(IMPORT_SLICE) {
        let until = (from + IMPORT_SLICE).min(total);
        let slice = lines.clone();
        let store = move |draft: &mut Draft| {
            slice[from..until]
                .iter()
                .try_for_each(|line| put(draft, &line.item))
        };
        engine.operate(id, ROUTE, store).await?;
        progress.tell(format!("{until} of {total} lines are stored"));
    }
    Ok(json!({ "departments": departments, "users": users }))
}

fn put(draft: &mut Draft, item: &Item) -> Result<(), Refusal> {
    match item {
        Item::Organization(facts) => draft.set_industry(facts.clone()),
        Item::Department(fields) => draft.put_industry_department(fields.clone()),
        Item::User {
            userid,
            name,
            places,
        } => draft.put_industry_user(userid, name, places.clone()),
    }
}

/// Finds everything that a draft would refuse, before anything is stored.
fn try_out(org: &Org, now: org::Millis, import: &Import) -> Result<(), CommandError> {
    let seed = Seed {
        now,
        entropy: [0; 32],
        person_key: [0; 32],
    };
    let mut draft = Draft::new(org, Eye::Operator, seed);
    let mut errors = Vec::new();
    for line in &import.lines {
        if let Err(refusal) = put(&mut draft, &line.item) {
            errors.push(format!("line {}: {refusal}", line.number));
        }
        if errors.len() > IMPORT_ERRORS_TOLD {
            break;
        }
    }
    told(errors).map_err(CommandError)
}

/// The first errors, or none.
fn told(mut errors: Vec<String>) -> Result<(), String> {
    if errors.is_empty() {
        return Ok(());
    }
    if errors.len() > IMPORT_ERRORS_TOLD {
        errors.truncate(IMPORT_ERRORS_TOLD);
        errors.push("and more".to_owned());
    }
    errors.push("nothing was stored; mend the file and import it again".to_owned());
    Err(errors.join("\n"))
}
