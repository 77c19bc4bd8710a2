//! Get the latest DingTalk Index of the Organization: `GET /v1.0/contact/dingIndexs`.
//!
//! Nobody has published what the index is made of. This one is made of what a directory knows: `idxEfficiency` is the
//! percentage of members who signed in on the day, `idxCarbon` the percentage of those who ever did, `idxTotal` is five
//! times their sum, so that it lies between 0 and 1000, and `idxMonthlyAvg` is its mean over the month's days so far.

use crate::prelude::*;
use endpoint::limits::INDEX_SIGN_INS_MAX;
use endpoint::{Answer, Context, Method, Task, china};
use jiff::ToSpan;

/// Nothing: the organization is the caller's.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// Figures of yesterday, in the organization's zone.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// `yyyyMMdd`.
    stat_date: String,
    idx_total: f64,
    idx_efficiency: f64,
    idx_carbon: f64,
    idx_monthly_avg: f64,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/contact/dingIndexs", PARAMETER_BLANK)
        .serves(&["Get the latest DingTalk Index of the Organization"])
        .needs("Contact.Common.Read")
        .faults(&[SYSTEM_ERRROR]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut activity = (0, 0);
            context.look(&mut |view| activity = view.activity());
            let (ever, everybody) = activity;
            let today = china::day_of(context.now()).ok_or(SYSTEM_ERRROR)?;
            let yesterday = today.yesterday().map_err(|_| SYSTEM_ERRROR)?;
            let mut active_on_days = Vec::new();
            let mut read = 0;
            let mut day = yesterday;
            // The newest days count where there is too much to read for all.
            while day.month() == yesterday.month() && read < INDEX_SIGN_INS_MAX {
                let (from, until) = china::bounds(day).ok_or(SYSTEM_ERRROR)?;
                let active = context.active_userids(from, until).await;
                let count = active.map_err(|_| SYSTEM_ERRROR)?.len();
                active_on_days.push(percentage(count as u64, everybody));
                read += count;
                day = day.saturating_sub(1.day());
            }
            let carbon = percentage(ever, everybody);
            let total = |efficiency: f64| 5.0 * (efficiency + carbon);
            let days = active_on_days.len().max(1) as f64;
            let efficiency = active_on_days.first().copied().unwrap_or_default();
            Ok(Response {
                stat_date: yesterday.strftime("%Y%m%d").to_string(),
                idx_total: rounded(total(efficiency)),
                idx_efficiency: rounded(efficiency),
                idx_carbon: rounded(carbon),
                idx_monthly_avg: rounded(total(active_on_days.iter().sum::<f64>() / days)),
            })
        })
    }
}

/// How many of all, in percent; those who have left since are not counted beyond all.
fn percentage(count: u64, all: u64) -> f64 {
    100.0 * count.min(all) as f64 / all.max(1) as f64
}

fn rounded(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::Millis;

    const ROUTE: Route = Route::task::<Request>();
    const DAY_MS: i64 = 86_400_000;
    /// Noon of 2026-01-01 in the organization's zone; tests run on 2026-01-02.
    const YESTERDAY: i64 = 1_767_240_000_000;

    #[test]
    fn nobody_was_there() {
        assert_snapshot!(place("acme { ann bob }").call(ROUTE, json!({})), @r#"{"statDate":"20260101","idxTotal":166.67,"idxEfficiency":0.0,"idxCarbon":33.33,"idxMonthlyAvg":166.67}"#);
    }

    #[test]
    fn those_who_signed_in_yesterday_and_ever() {
        let mut acme = place("acme { ann active=yes bob active=yes cid }");
        acme.sign_in("ann", Millis(YESTERDAY));
        acme.sign_in("bob", Millis(YESTERDAY + DAY_MS));
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"statDate":"20260101","idxTotal":500.0,"idxEfficiency":25.0,"idxCarbon":75.0,"idxMonthlyAvg":500.0}"#);
    }

    #[test]
    fn the_month_begins_with_its_first_day() {
        let mut acme = place("acme { ann active=yes }");
        acme.sign_in("ann", Millis(YESTERDAY - DAY_MS));
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"statDate":"20260101","idxTotal":500.0,"idxEfficiency":0.0,"idxCarbon":100.0,"idxMonthlyAvg":500.0}"#);
    }

    #[test]
    fn those_who_left_do_not_count_beyond_everybody() {
        let mut acme = place("acme { }");
        for gone in ["x", "y", "founder"] {
            acme.sign_in(gone, Millis(YESTERDAY));
        }
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"statDate":"20260101","idxTotal":1000.0,"idxEfficiency":100.0,"idxCarbon":100.0,"idxMonthlyAvg":1000.0}"#);
    }
}
