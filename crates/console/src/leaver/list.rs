//! Who left: `GET /v1.0/orgbook/console/leavers`.

use crate::history;
use crate::limits::LEAVERS_DAYS_USUAL;
use crate::people::{fields::number, paging};
use crate::prelude::*;
use endpoint::{Answer, Context, Millis, Task};
use org::{LeaveReason, Resignation};

/// From when on, and which part.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Milliseconds; a year ago when absent.
    from: Option<i64>,
    /// A part of a name or userid.
    q: Option<String>,
    cursor: Option<String>,
    size: Option<i64>,
}

/// Newest first, at most the newest 2,000.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    leavers: Vec<Leaver>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Somebody who left, as the person was.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Leaver {
    user_id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    job_number: String,
    /// Departments that still exist.
    departments: Vec<Place>,
    left_at: i64,
    /// `app`, `administrator`, `account` where the owner of an enterprise account ended it, or `unknown`.
    reason: &'static str,
    /// Whether somebody has the userid again.
    returned: bool,
    /// Whether the person can be restored.
    restorable: bool,
}

/// A department.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Place {
    dept_id: i64,
    name: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/leavers", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .scoped();
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let offset = paging::offset(self.cursor.as_deref())?;
            let size = paging::size(self.size)?;
            let usual = context.now().0 - LEAVERS_DAYS_USUAL * 86_400_000;
            let from = Millis(self.from.unwrap_or(usual));
            let rows = history::newest(context, Resignation::KIND, from).await?;
            let q = self.q.unwrap_or_default().to_lowercase();
            let mut all = Vec::new();
            context.look(&mut |view| {
                let leavers = rows.iter().filter_map(|row| {
                    let resignation = Resignation::read(&row.body)?;
                    let user = &resignation.user;
                    let texts = [&user.name, user.userid.as_str()];
                    let is_meant = texts.iter().any(|text| text.to_lowercase().contains(&q));
                    (is_meant && view.saw(&resignation)).then(|| leaver(view, row.at, resignation))
                });
                all = leavers.collect();
            });
            let end = offset.saturating_add(size);
            let next_cursor = (all.len() > end).then(|| end.to_string());
            Ok(Response {
                leavers: all.into_iter().skip(offset).take(size).collect(),
                next_cursor,
            })
        })
    }
}

fn leaver(view: &View<'_>, at: Millis, resignation: Resignation) -> Leaver {
    let Resignation { user, reason } = resignation;
    let departments = user.departments.iter();
    let departments = departments.filter_map(|place| view.department(place.department).ok());
    let returned = view.user_exists(user.userid.as_str());
    let mobile = user.mobile.as_ref();
    Leaver {
        user_id: user.userid.to_string(),
        mobile: mobile.map(|mobile| number((&mobile.state_code, &mobile.number))),
        departments: departments
            .map(|department| Place {
                dept_id: department.id.0,
                name: department.name.clone(),
            })
            .collect(),
        left_at: at.0,
        reason: match reason {
            LeaveReason::Oapi => "app",
            LeaveReason::Delete => "administrator",
            LeaveReason::Left => "self",
            LeaveReason::Cancel => "account",
            LeaveReason::Unknown => "unknown",
        },
        returned,
        restorable: !returned && user.account.is_none(),
        name: user.name,
        title: user.title,
        job_number: user.job_number,
    }
}
