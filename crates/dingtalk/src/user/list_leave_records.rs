//! Query the resignation record list: `GET /v1.0/contact/empLeaveRecords`.

use super::fields::FieldPoints;
use crate::prelude::*;
use endpoint::limits::{
    LEAVE_PAGE_MAX, LEAVE_ROWS_AT_ONCE, LEAVE_ROWS_LOOKED_AT_MAX, LEAVE_WINDOW_DAYS_MAX,
};
use endpoint::{Answer, Context, Method, Millis, Task};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use org::{Language, LeaveReason, Resignation, Sentence};

/// Which time, and which part of its records.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// RFC 3339; UTC where it names no zone. The first moment of the window.
    start_time: String,
    /// Likewise; the first moment after the window. Now when absent.
    end_time: Option<String>,
    /// Absent, empty or `0`, then the `nextToken` of the answer before.
    next_token: Option<String>,
    /// More than 50 gives 50.
    max_results: i64,
}

/// Somebody who left.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    user_id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    leave_time: String,
    /// `oapi`, `delete`, `cancel` or `unknown`.
    leave_reason: &'static str,
}

/// Records in order of time, then userid.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Left out on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    records: Vec<Record>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/empLeaveRecords",
        LEAVE_PARAMETER,
    )
    .serves(&["Query the resignation record list"])
    .needs("Contact.Common.Read")
    .on(&[
        On::Missing("startTime", MISSING_START_TIME),
        On::Missing("maxResults", MISSING_MAX_RESULTS),
    ])
    .faults(&[SYSTEM_ERROR]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if self.max_results < 1 {
                let told = sentence!(
                    "a whole number from 1 to {LEAVE_PAGE_MAX}",
                    " 1 到 {LEAVE_PAGE_MAX} 的整数"
                );
                return Err(invalid("maxResults", &told, &self.max_results.to_string()));
            }
            let page = self.max_results.min(LEAVE_PAGE_MAX).unsigned_abs() as usize;
            let (window, next) = self.window(context.now())?;
            records(context, page, window, next).await
        })
    }
}

/// From the first moment until the one behind the last.
struct Window {
    end: Millis,
    until: Millis,
}

impl Request {
    /// The window, and the place in it at which the page begins.
    fn window(&self, now: Millis) -> Reply<(Window, Place)> {
        let start = moment("startTime", &self.start_time)?;
        let given = self.end_time.as_deref().filter(|text| !text.is_empty());
        let given = given.map(|text| moment("endTime", text)).transpose()?;
        let token = self.next_token.as_deref().unwrap_or_default();
        let cursor = match token {
            "" | "0" => None,
            token => {
                let told = sentence!(
                    "absent, 0 or what the page before has answered",
                    "空、0 或上一页的应答"
                );
                let read = Cursor::read(token).filter(|cursor| {
                    cursor.place.at >= start && cursor.place.at <= given.unwrap_or(cursor.end)
                });
                Some(read.ok_or_else(|| invalid("nextToken", &told, token))?)
            }
        };
        // Pages of a window without an end go on to the end that the first one had.
        let end = given.unwrap_or(cursor.as_ref().map_or(now, |cursor| cursor.end));
        if given.is_some_and(|end| end < start) {
            let told = sentence!("a time at or after startTime", "不早于 startTime 的时间");
            return Err(invalid(
                "endTime",
                &told,
                &self.end_time.clone().unwrap_or_default(),
            ));
        }
        if end.0.saturating_sub(start.0) > LEAVE_WINDOW_DAYS_MAX * 86_400_000 {
            let told = sentence!(
                "at most {LEAVE_WINDOW_DAYS_MAX} days before the end of the window",
                "时间段结束前最多 {LEAVE_WINDOW_DAYS_MAX} 天"
            );
            return Err(invalid("startTime", &told, &self.start_time));
        }
        let until = if given.is_some() {
            end
        } else {
            Millis(end.0 + 1)
        };
        let first = Place {
            at: start,
            key: String::new(),
        };
        let place = cursor.map_or(first, |cursor| cursor.place);
        Ok((Window { end, until }, place))
    }
}

fn invalid(field: &str, allowed: &Sentence, got: &str) -> Fault {
    let got: String = got.chars().take(64).collect();
    Fault::invalid(field, {
        let [english, chinese] =
            [Language::English, Language::Chinese].map(|language| allowed.told(language));
        Sentence::new(
            format_args!("{field} is {english}, got {got:?}"),
            format_args!("{field} 为{chinese}，收到的是 {got:?}"),
        )
    })
}

fn moment(field: &str, text: &str) -> Reply<Millis> {
    let told = sentence!(
        "a time such as 2026-01-02T03:04:05Z",
        "例如 2026-01-02T03:04:05Z 的时间"
    );
    let with_zone = text.parse::<jiff::Timestamp>();
    let in_utc = || {
        let time = text.parse::<DateTime>()?;
        time.to_zoned(TimeZone::UTC).map(|time| time.timestamp())
    };
    let time = with_zone.or_else(|_| in_utc());
    time.map(|time| Millis(time.as_millisecond()))
        .map_err(|_| invalid(field, &told, text))
}

/// The place of a row in the history. Rows are only added and never moved, so it stays what it is.
struct Place {
    at: Millis,
    key: String,
}

/// What `nextToken` says: the end of the window, and the first row of the page.
struct Cursor {
    end: Millis,
    place: Place,
}

impl Cursor {
    fn text(&self) -> String {
        let key: String = (self.place.key.bytes())
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{}-{}-{key}", self.end.0, self.place.at.0)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut number = || parts.next()?.parse().ok().map(Millis);
        let (end, at) = (number()?, number()?);
        let key = parts.next()?;
        let bytes = key.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let key = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
        let place = Place { at, key };
        let cursor = Self { end, place };
        // Nothing but what was handed out: a key with control characters would be refused by some stores.
        (cursor.text() == text && !cursor.place.key.chars().any(char::is_control)).then_some(cursor)
    }
}

async fn records(
    context: &dyn Context,
    page: usize,
    window: Window,
    mut next: Place,
) -> Reply<Response> {
    let (mut records, mut looked_at) = (Vec::new(), 0);
    loop {
        let from = (next.at, next.key.as_str());
        let rows = context.past(Resignation::KIND, from, window.until, LEAVE_ROWS_AT_ONCE);
        let rows = rows.await.map_err(|_| SYSTEM_ERROR)?;
        let is_last = rows.len() < LEAVE_ROWS_AT_ONCE as usize;
        let count = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            let may_go_on = records.len() < page && looked_at < LEAVE_ROWS_LOOKED_AT_MAX;
            // The last row of a full read begins the next one.
            if !may_go_on || (!is_last && index + 1 == count) {
                next = Place {
                    at: row.at,
                    key: row.key,
                };
                if may_go_on {
                    break;
                }
                let cursor = Cursor {
                    end: window.end,
                    place: next,
                };
                return Ok(Response {
                    next_token: Some(cursor.text()),
                    records,
                });
            }
            looked_at += 1;
            let resignation = Resignation::read(&row.body).ok_or(SYSTEM_ERROR)?;
            records.extend(seen(context, row.at, resignation));
        }
        if is_last {
            return Ok(Response {
                next_token: None,
                records,
            });
        }
    }
}

/// The record of somebody whom the caller saw.
fn seen(context: &dyn Context, at: Millis, resignation: Resignation) -> Option<Record> {
    let mut shows_mobile = None;
    context.look(&mut |view| {
        if view.saw(&resignation) {
            shows_mobile = Some(FieldPoints::of(view).mobile);
        }
    });
    let shows_mobile = shows_mobile?;
    let Resignation { user, reason } = resignation;
    let of_account = user.account.and_then(|account| account.mobile);
    let mobile = user.mobile.or(of_account).filter(|_| shows_mobile);
    let (state_code, mobile) = mobile
        .map(|mobile| (mobile.state_code, mobile.number))
        .unzip();
    Some(Record {
        user_id: user.userid.to_string(),
        name: user.name,
        state_code,
        mobile,
        leave_time: whole_second(at),
        leave_reason: match reason {
            LeaveReason::Oapi => "oapi",
            LeaveReason::Delete => "delete",
            LeaveReason::Left => "leave",
            LeaveReason::Cancel => "cancel",
            LeaveReason::Unknown => "unknown",
        },
    })
}

/// A moment as `2026-01-02T03:04:05Z`.
fn whole_second(time: Millis) -> String {
    jiff::Timestamp::from_millisecond(time.0)
        .map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
