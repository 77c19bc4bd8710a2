//! Get the list of employees who have not signed in to DingTalk: `POST /topapi/inactive/user/v2/get`.

use super::paging::Window;
use crate::prelude::*;
use endpoint::limits::{ACTIVITY_DAYS_MAX, ACTIVITY_DEPARTMENTS_MAX};
use endpoint::{Answer, Context, Millis, Task, china};
use jiff::ToSpan;
use jiff::civil::Date;
use org::{Language, Sentence};
use std::collections::BTreeSet;

/// Who, on which day, and which part of the list.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Those who signed in that day, or those who did not.
    is_active: bool,
    /// These departments with all below; everybody when absent.
    dept_ids: Option<CommaList<i64>>,
    /// 0, then the `next_cursor` of the answer before.
    offset: i64,
    size: i64,
    /// `yyyyMMdd`.
    query_date: String,
}

impl Request {
    /// Asks for those of the whole organization who did not sign in.
    pub(crate) fn of_the_absent(query_date: String, offset: i64, size: i64) -> Self {
        Self {
            is_active: false,
            dept_ids: None,
            offset,
            size,
            query_date,
        }
    }
}

/// A page, by userid.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    has_more: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<u64>,
    list: Vec<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/topapi/inactive/user/v2/get", PARAMETER)
        .serves(&["Get the list of employees who have not signed in to DingTalk"])
        .needs("qyapi_liveness_base")
        .scoped()
        .on(&[
            On::Invalid("offset", OFFSET),
            On::Invalid("size", PAGE_SIZE),
        ])
        .faults(&[BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let window = Window::checked("offset", self.offset, i64::MAX, self.size)?;
            let departments = departments(self.dept_ids.unwrap_or_default())?;
            let (from, until) = day(&self.query_date, context.now())?;
            let active: BTreeSet<String> = context
                .active_userids(from, until)
                .await?
                .into_iter()
                .collect();
            let wanted = |userid: &str| active.contains(userid) == self.is_active;
            page(context, &departments, &wanted, window)
        })
    }
}

fn departments(ids: CommaList<i64>) -> Reply<Vec<DepartmentId>> {
    let count = ids.0.len();
    if count > ACTIVITY_DEPARTMENTS_MAX {
        return Err(Fault::invalid(
            "dept_ids",
            sentence!(
                "dept_ids names at most {ACTIVITY_DEPARTMENTS_MAX} departments, got {count}",
                "dept_ids 最多 {ACTIVITY_DEPARTMENTS_MAX} 个部门，收到的是 {count} 个"
            ),
        ));
    }
    Ok(ids.0.into_iter().map(DepartmentId).collect())
}

/// The first moment of a day and of the next.
fn day(text: &str, now: Millis) -> Reply<(Millis, Millis)> {
    let bad = |allowed: Sentence| {
        let got: String = text.chars().take(16).collect();
        Fault::invalid("query_date", {
            let [english, chinese] =
                [Language::English, Language::Chinese].map(|language| allowed.told(language));
            Sentence::new(
                format_args!("query_date is {english}, got {got:?}"),
                format_args!("query_date 为{chinese}，收到的是 {got:?}"),
            )
        })
    };
    let near = || sentence!("a date near today", "今天前后的日期");
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = Date::strptime("%Y%m%d", text)
        .ok()
        .filter(|_| digits)
        .ok_or_else(|| bad(sentence!("a date written yyyyMMdd", "写成 yyyyMMdd 的日期")))?;
    let today = china::day_of(now).ok_or_else(|| bad(near()))?;
    let earliest = today.saturating_sub(ACTIVITY_DAYS_MAX.days());
    if date > today || date < earliest {
        return Err(bad(sentence!(
            "a day from {earliest} to {today}",
            " {earliest} 到 {today} 之间的一天"
        )));
    }
    china::bounds(date).ok_or_else(|| bad(near()))
}

fn page(
    context: &dyn Context,
    departments: &[DepartmentId],
    wanted: &dyn Fn(&str) -> bool,
    window: Window,
) -> Reply<Response> {
    let mut result = Err(Fault::code(BUSY));
    let offset = usize::try_from(window.offset).unwrap_or(usize::MAX);
    context.look(&mut |view| {
        result = view
            .userids(departments, wanted, offset, window.size as usize)
            .map_err(|refusal| Fault::invalid("dept_ids", &refusal))
            .map(|(userids, has_more)| Response {
                has_more,
                next_cursor: has_more.then(|| window.offset + userids.len() as u64),
                list: userids.into_iter().map(str::to_owned).collect(),
            });
    });
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();
    /// 2026-01-01 in China; a test's calls are on the day after.
    const YESTERDAY: i64 = 1_767_196_800_000;
    const DAY: i64 = 24 * 60 * 60 * 1_000;

    fn ask(acme: &mut Place, changed: Value) -> String {
        let mut request =
            json!({"is_active": false, "offset": 0, "size": 100, "query_date": "20260101"});
        let members = request.as_object_mut().expect("an object");
        members.extend(changed.as_object().expect("an object").clone());
        acme.call(ROUTE, request)
    }

    #[test]
    fn the_list_flips_with_the_flag() {
        let mut acme = place("acme { cid bob ann }");
        acme.sign_in("bob", Millis(YESTERDAY));
        acme.sign_in("cid", Millis(YESTERDAY + DAY - 1));
        acme.sign_in("ann", Millis(YESTERDAY - 1));
        acme.sign_in("ann", Millis(YESTERDAY + DAY));
        acme.sign_in("gone", Millis(YESTERDAY));
        assert_snapshot!(ask(&mut acme, json!({})), @r#"{"has_more":false,"list":["ann","founder"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"is_active": "true", "size": "100", "offset": "0"})), @r#"{"has_more":false,"list":["bob","cid"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"is_active": true, "query_date": "20260102"})), @r#"{"has_more":false,"list":["ann"]}"#);
    }

    #[test]
    fn pages_follow_each_other() {
        let mut acme = place("acme { d b c a }");
        let mut page = |offset: i64| ask(&mut acme, json!({"offset": offset, "size": 2}));
        assert_snapshot!(page(0), @r#"{"has_more":true,"next_cursor":2,"list":["a","b"]}"#);
        assert_snapshot!(page(2), @r#"{"has_more":true,"next_cursor":4,"list":["c","d"]}"#);
        assert_snapshot!(page(4), @r#"{"has_more":false,"list":["founder"]}"#);
        assert_snapshot!(page(5), @r#"{"has_more":false,"list":[]}"#);
        assert_snapshot!(page(i64::MAX), @r#"{"has_more":false,"list":[]}"#);
    }

    #[test]
    fn departments_come_with_all_below() {
        let mut acme = place("acme { rd { cid lab { ann } } hr { bob } }");
        assert_snapshot!(ask(&mut acme, json!({"dept_ids": "2"})), @r#"{"has_more":false,"list":["ann","cid"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"dept_ids": [2, 4, 3]})), @r#"{"has_more":false,"list":["ann","bob","cid"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"dept_ids": ""})), @r#"{"has_more":false,"list":["ann","bob","cid","founder"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"dept_ids": "2,77"})), @"400002 无效的参数: no department 77");
        assert_snapshot!(ask(&mut acme, json!({"dept_ids": "x"})), @r#"400002 无效的参数: dept_ids[0]: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(ask(&mut acme, json!({"dept_ids": vec![2; 100]})), @r#"{"has_more":false,"list":["ann","cid"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"dept_ids": vec![2; 101]})), @"400002 无效的参数: dept_ids names at most 100 departments, got 101");
    }

    #[test]
    fn the_scope_narrows_it() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(ask(&mut acme, json!({})), @r#"{"has_more":false,"list":["ann"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"dept_ids": "3"})), @r#"{"has_more":false,"list":[]}"#);
    }

    #[test]
    fn pages_have_codes_of_their_own() {
        let mut acme = place("acme { }");
        assert_snapshot!(ask(&mut acme, json!({"size": 0})), @"40069 不合法的分页大小: size is a whole number from 1 to 100, got 0");
        assert_snapshot!(ask(&mut acme, json!({"size": 101})), @"40069 不合法的分页大小: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(ask(&mut acme, json!({"size": "x"})), @r#"40069 不合法的分页大小: size: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(ask(&mut acme, json!({"offset": -1})), @"40068 不合法的偏移量: offset is a whole number of at least 0, got -1");
        assert_snapshot!(ask(&mut acme, json!({"offset": "x"})), @r#"40068 不合法的偏移量: offset: expected a whole number of 64 bits, got the text "x""#);
    }

    #[test]
    fn only_the_last_month_is_known() {
        let mut acme = place("acme { }");
        assert_snapshot!(ask(&mut acme, json!({"query_date": "20260102"})), @r#"{"has_more":false,"list":["founder"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"query_date": "20251202"})), @r#"{"has_more":false,"list":["founder"]}"#);
        assert_snapshot!(ask(&mut acme, json!({"query_date": "20251201"})), @r#"400002 无效的参数: query_date is a day from 2025-12-02 to 2026-01-02, got "20251201""#);
        assert_snapshot!(ask(&mut acme, json!({"query_date": "20260103"})), @r#"400002 无效的参数: query_date is a day from 2025-12-02 to 2026-01-02, got "20260103""#);
        assert_snapshot!(ask(&mut acme, json!({"query_date": "20260230"})), @r#"400002 无效的参数: query_date is a date written yyyyMMdd, got "20260230""#);
        assert_snapshot!(ask(&mut acme, json!({"query_date": "2026-01-01"})), @r#"400002 无效的参数: query_date is a date written yyyyMMdd, got "2026-01-01""#);
        assert_snapshot!(ask(&mut acme, json!({"query_date": "+2026101"})), @r#"400002 无效的参数: query_date is a date written yyyyMMdd, got "+2026101""#);
        assert_snapshot!(ask(&mut acme, json!({"query_date": ""})), @r#"400002 无效的参数: query_date is a date written yyyyMMdd, got """#);
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut acme = place("acme { }");
        assert_snapshot!(ask(&mut acme, json!({"is_active": null})), @"400002 无效的参数: is_active is missing");
        assert_snapshot!(ask(&mut acme, json!({"offset": null})), @"400002 无效的参数: offset is missing");
        assert_snapshot!(ask(&mut acme, json!({"size": ""})), @"400002 无效的参数: size is missing");
        assert_snapshot!(ask(&mut acme, json!({"query_date": null})), @"400002 无效的参数: query_date is missing");
    }
}
