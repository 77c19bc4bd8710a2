//! Who asks to become a member: `GET /v1.0/orgbook/console/applications`.

use super::wire::{ApplicationAnswer, mobile_text};
use crate::history;
use crate::limits::APPLICATIONS_DAYS;
use crate::people::paging;
use crate::prelude::*;
use endpoint::{Answer, Context, Millis, Task};
use org::{Decided, Decision};

/// Which applications.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// `pending`, `done` or `blocked`; `pending` when absent.
    state: Option<String>,
    cursor: Option<String>,
    size: Option<i64>,
}

/// Pending ones oldest first, the others newest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    applications: Vec<Listed>,
    /// How many wait.
    pending: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// An application, or a number whose applications are not shown.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Listed {
    /// `pending`, `approved`, `joined` without having been asked for, `rejected` or `blocked`.
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<ApplicationAnswer>,
    /// Of a number that is blocked.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_at: Option<i64>,
    /// Whom the person became.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
}

impl Listed {
    fn new(state: &'static str) -> Self {
        Self {
            state,
            application: None,
            name: None,
            mobile: None,
            decided_at: None,
            user_id: None,
        }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/applications", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .scoped();
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let offset = paging::offset(self.cursor.as_deref())?;
            let size = paging::size(self.size)?;
            let mut pending = 0;
            context.look(&mut |view| pending = view.applications().len());
            let all = match self.state.as_deref() {
                None | Some("" | "pending") => waiting(context),
                Some("blocked") => blocked(context),
                Some("done") => done(context).await?,
                Some(other) => {
                    let detail = sentence!(
                        "state is pending, done or blocked, got {other}",
                        "state 为 pending、done 或 blocked，收到的是 {other}"
                    );
                    return Err(Fault::invalid("state", detail));
                }
            };
            let end = offset.saturating_add(size);
            let next_cursor = (all.len() > end).then(|| end.to_string());
            Ok(Response {
                applications: all.into_iter().skip(offset).take(size).collect(),
                pending,
                next_cursor,
            })
        })
    }
}

fn waiting(context: &dyn Context) -> Vec<Listed> {
    let mut all = Vec::new();
    context.look(&mut |view| {
        let applications = view.applications().into_iter();
        let listed = applications.map(|application| Listed {
            application: Some(ApplicationAnswer::of(view, application)),
            ..Listed::new("pending")
        });
        all = listed.collect();
    });
    all
}

fn blocked(context: &dyn Context) -> Vec<Listed> {
    let mut all = Vec::new();
    context.look(&mut |view| {
        let blocked = view.blocked_applicants().into_iter();
        let listed = blocked.map(|blocked| Listed {
            name: Some(blocked.name.clone()),
            mobile: Some(mobile_text(&blocked.mobile)),
            decided_at: Some(blocked.at.0),
            ..Listed::new("blocked")
        });
        all = listed.collect();
    });
    all
}

async fn done(context: &dyn Context) -> Reply<Vec<Listed>> {
    let from = Millis(context.now().0 - APPLICATIONS_DAYS * 86_400_000);
    let rows = history::newest(context, Decided::KIND, from).await?;
    let mut all = Vec::new();
    context.look(&mut |view| {
        let decided = rows.iter().filter_map(|row| {
            let decided = Decided::read(&row.body)?;
            view.decides(&decided.application).then(|| Listed {
                application: Some(ApplicationAnswer::of(view, &decided.application)),
                decided_at: Some(row.at.0),
                user_id: decided.userid.as_ref().map(ToString::to_string),
                ..Listed::new(match decided.decision {
                    Decision::Approved => "approved",
                    Decision::LetIn => "joined",
                    Decision::Rejected => "rejected",
                    Decision::Blocked => "blocked",
                })
            })
        });
        all = decided.collect();
    });
    Ok(all)
}
