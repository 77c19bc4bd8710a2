//! How the organization is: `GET /v1.0/orgbook/console/overview`.

use super::warnings::{Sample, Warning, of_joining, of_partners, of_people, warning};
use crate::apps::hours::Hour;
use crate::limits::{
    LAG_WARNED_ENTRIES, OVERVIEW_APPS_MAX, OVERVIEW_FAILED_COUNTED_MAX, WARNING_SAMPLES_MAX,
};
use crate::plans::Summary;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::{App, LinkState, Millis, Module, Table, TableCounts};

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// What the caller's modules and departments cover; the rest is absent.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<People>,
    #[serde(skip_serializing_if = "Option::is_none")]
    departments: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    applications: Option<Applications>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invitations: Option<Invitations>,
    /// The newest plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_plan: Option<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    push: Option<Push>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partners: Option<Partners>,
    /// What to look at.
    warnings: Vec<Warning>,
}

/// People of each state.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct People {
    all: u64,
    active: u64,
    not_activated: u64,
    disabled: u64,
    leaders: u64,
    /// Who names no manager.
    unmanaged: u64,
}

/// Who asks to become a member.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Applications {
    pending: usize,
    /// Since when the first of them waits, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    oldest_at: Option<i64>,
}

/// Links that were given.
#[derive(Serialize, JsonSchema)]
struct Invitations {
    /// Those that lead in.
    open: usize,
    /// Those that ended lately.
    expired: usize,
}

/// Organizations that take part.
#[derive(Serialize, JsonSchema)]
struct Partners {
    joined: usize,
    waiting: usize,
}

/// How apps are told what happens.
#[derive(Serialize, JsonSchema)]
struct Push {
    /// The first 20 that are told of events.
    apps: Vec<Told>,
    /// Those of them that have failed pushes.
    failing: usize,
    /// Those of them that are far behind.
    behind: usize,
}

/// How an app is told.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Told {
    app_key: String,
    name: String,
    /// `callback` or `stream`.
    way: &'static str,
    /// Entries of the log that it has not been told yet.
    lag: u64,
    /// Whether a Stream connection to the node that answers is open.
    connected: bool,
    /// Whether the node that answers has paused telling: several events in a row were not taken, and all wait.
    paused: bool,
    /// Failed pushes on the list, at most 100 counted.
    failed: usize,
    /// The last 24 hours by the clock, the oldest first, the last of them begun; empty for an app that is switched off.
    hours: Vec<Hour>,
}

impl Task for Request {
    const SPEC: Spec =
        Spec::new(Method::Get, "/v1.0/orgbook/console/overview", PARAMETER).every_administrator();
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut response = Response::default();
            let (mut apps, mut sees_plans) = (Vec::new(), false);
            let now = context.now();
            context.look(&mut |view| {
                let covers = |module, whole: bool| {
                    let admin = view.administrator();
                    admin.is_some_and(|own| own.covers(module) && (own.is_whole() || !whole))
                };
                let sees_people = covers(Module::Contacts, false);
                sees_plans = sees_people || covers(Module::ExternalContacts, true);
                if sees_people {
                    look_at_people(view, now, &mut response);
                }
                if covers(Module::Partners, true) {
                    look_at_partners(view, &mut response);
                }
                if covers(Module::Integrations, true) {
                    apps = told_apps(view);
                    response.push = Some(Push {
                        apps: Vec::new(),
                        failing: 0,
                        behind: 0,
                    });
                }
            });
            if sees_plans {
                look_at_plans(context, &mut response).await?;
            }
            look_at_apps(context, apps, &mut response).await?;
            Ok(response)
        })
    }
}

fn look_at_people(view: &View<'_>, now: Millis, response: &mut Response) {
    let nobody = Table::default();
    let counts = view.table(&nobody).map(|page| page.counts);
    let counts = counts.unwrap_or_else(|_| TableCounts::default());
    response.people = Some(People {
        all: counts.all,
        active: counts.active,
        not_activated: counts.all - counts.active,
        disabled: counts.disabled,
        leaders: counts.leaders,
        unmanaged: counts.unmanaged,
    });
    response.departments = Some(view.department_count());
    let waiting = view.applications();
    response.applications = Some(Applications {
        pending: waiting.len(),
        oldest_at: waiting.first().map(|first| first.applied_at.0),
    });
    response.invitations = Some(Invitations {
        open: view.invites(now).len(),
        expired: view.expired_invites(now).len(),
    });
    response.warnings.extend(of_people(view, &counts));
    response.warnings.extend(of_joining(view, now));
}

fn look_at_partners(view: &View<'_>, response: &mut Response) {
    response.partners = Some(Partners {
        joined: view.guests(LinkState::Joined).count(),
        waiting: view.guests(LinkState::Applying).count(),
    });
    response.warnings.extend(of_partners(view));
}

/// The apps that are told of events, the oldest first.
fn told_apps(view: &View<'_>) -> Vec<App> {
    let told = view.apps();
    let told = told.filter(|app| app.callback.is_some() || app.stream_since.is_some());
    let mut told: Vec<App> = told.cloned().collect();
    told.sort_by_key(|app| (app.created_at, app.agent_id));
    told.truncate(OVERVIEW_APPS_MAX);
    told
}

async fn look_at_plans(context: &dyn Context, response: &mut Response) -> Reply<()> {
    let plans = crate::plans::seen(context).await?;
    let unfinished: Vec<&Summary> = plans.iter().filter(|plan| plan.is_unfinished()).collect();
    let samples = unfinished
        .iter()
        .take(WARNING_SAMPLES_MAX)
        .map(|plan| plan.sample());
    let samples = samples.map(|(id, name)| Sample::of("plan", id, name));
    let unfinished = warning("planUnfinished", unfinished.len(), samples.collect());
    response.warnings.extend(unfinished);
    response.last_plan = plans.into_iter().next();
    Ok(())
}

async fn look_at_apps(context: &dyn Context, apps: Vec<App>, response: &mut Response) -> Reply<()> {
    let Some(push) = &mut response.push else {
        return Ok(());
    };
    for app in apps {
        let state = context.push_state(&app).await?;
        let failed = context.failed_pushes(&app, None, OVERVIEW_FAILED_COUNTED_MAX);
        push.apps.push(Told {
            way: state.way,
            lag: state.lag,
            connected: state.is_connected,
            paused: state.is_paused,
            failed: failed.await?.len(),
            hours: Hour::all(state.hours),
            app_key: app.key.to_string(),
            name: app.name,
        });
    }
    let warned = |kind, is_so: fn(&Told) -> bool| {
        let some: Vec<&Told> = push.apps.iter().filter(|told| is_so(told)).collect();
        let samples = some.iter().take(WARNING_SAMPLES_MAX);
        let samples = samples.map(|told| Sample::of("app", &told.app_key, &told.name));
        (some.len(), warning(kind, some.len(), samples.collect()))
    };
    let (failing, of_failing) = warned("pushFailing", |told| told.failed > 0);
    let (_, of_paused) = warned("pushPaused", |told| told.paused);
    let (behind, of_behind) = warned("pushBehind", |told| told.lag >= LAG_WARNED_ENTRIES);
    (push.failing, push.behind) = (failing, behind);
    response
        .warnings
        .extend(of_failing.into_iter().chain(of_paused).chain(of_behind));
    Ok(())
}

#[cfg(test)]
mod tests;
