//! `orgbook partner`: what a guest's main administrator does in the console, and figures for its trunk.

use super::CommandError;
use crate::limits::{FIGURES_BYTES_MAX, FIGURES_MAX};
use engine::Engine;
use org::{DepartmentId, Draft, Indicator, OrgId, Share, SharedData, UserId};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The guest's application to take part, or its new choice of who does.
pub(super) async fn apply(
    engine: &Engine,
    host: &OrgId,
    guest: &OrgId,
    (departments, users): (BTreeSet<DepartmentId>, BTreeSet<UserId>),
    share: BTreeSet<String>,
) -> Result<Value, CommandError> {
    let host = host.clone();
    let change = move |draft: &mut Draft| {
        let who = Share::of(departments.clone(), users.clone())?;
        draft.apply_to_host(&host, who, share.clone())
    };
    let application = engine.operate(guest, "partner apply", change).await?;
    Ok(json!({ "application": application }))
}

/// Other limits than everybody has.
pub(super) async fn set_limits(
    engine: &Engine,
    org: &OrgId,
    owned_max: Option<usize>,
    people_max: Option<u64>,
) -> Result<Value, CommandError> {
    let change = move |draft: &mut Draft| {
        draft.set_linking_limits(owned_max, people_max);
        Ok(())
    };
    engine
        .operate(org, "org set-linking-limits", change)
        .await?;
    Ok(json!({
        "ownedOrganizations": owned_max.unwrap_or(org::limits::OWNED_ORGANIZATIONS_MAX),
        "partnerPeople": people_max.unwrap_or(org::limits::PARTNER_PEOPLE_MAX),
    }))
}

/// One figure of one day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    day: String,
    field: String,
    name: String,
    value: String,
}

/// Gives figures from JSON Lines to the organizations that may see them.
pub(super) async fn data(engine: &Engine, org: &OrgId, path: &Path) -> Result<Value, CommandError> {
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || read(&path)).await;
    let data = match read {
        Ok(data) => data?,
        Err(error) => return Err(CommandError(format!("reading broke off: {error}"))),
    };
    let figures: usize = data.values().map(Vec::len).sum();
    let guest = org.clone();
    let change = move |draft: &mut Draft| {
        let data = data.iter().map(|((day, code), indicators)| SharedData {
            org: guest.clone(),
            day: day.clone(),
            code: code.clone(),
            indicators: indicators.clone(),
        });
        draft.share_data(data.collect())
    };
    let organizations = engine.operate(org, "partner data", change).await?;
    Ok(json!({ "figures": figures, "organizations": organizations }))
}

type ByDay = BTreeMap<(String, String), Vec<Indicator>>;

fn read(path: &Path) -> Result<ByDay, CommandError> {
    let told = |error: std::io::Error| CommandError(format!("{}: {error}", path.display()));
    if std::fs::metadata(path).map_err(told)?.len() > FIGURES_BYTES_MAX {
        return Err(CommandError(format!(
            "a file of figures has at most {FIGURES_BYTES_MAX} bytes"
        )));
    }
    let text = std::fs::read_to_string(path).map_err(told)?;
    let mut data = ByDay::new();
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    for (count, (index, line)) in lines.enumerate() {
        let number = index + 1;
        if count >= FIGURES_MAX {
            return Err(CommandError(format!(
                "a file has at most {FIGURES_MAX} figures"
            )));
        }
        let line: Line = serde_json::from_str(line)
            .map_err(|error| CommandError(format!("line {number}: {error}")))?;
        if !org::is_day(&line.day) {
            let day = line.day;
            return Err(CommandError(format!(
                "line {number}: day is written yyyyMMdd, got {day:?}"
            )));
        }
        data.entry((line.day, line.code))
            .or_default()
            .push(Indicator {
                code: line.field,
                name: line.name,
                value: line.value,
            });
    }
    Ok(data)
}
