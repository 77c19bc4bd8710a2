//! Get the result of an asynchronous translation task: `GET /v1.0/contact/files/translateResults`.

use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task};
use org::limits;

/// Which task.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    job_id: String,
}

/// How far it is.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// `0` runs, `1` is done, `2` has failed.
    status: String,
    /// Where the person for whom it was done fetches the result, signed in; only when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/files/translateResults",
        PARAM_INVALID,
    )
    .serves(&["Get the result of an asynchronous translation task"])
    .needs("qyapi_get_member")
    .apps_only()
    .on(&[On::Missing("jobId", MISSING_JOB_ID)])
    .faults(&[BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if self.job_id.chars().count() > limits::TRANSLATION_ID_CHARS_MAX {
                return Err(Fault::invalid(
                    "jobId",
                    sentence!(
                        "jobId has at most {most} characters",
                        "jobId 最多 {most} 个字符",
                        most = limits::TRANSLATION_ID_CHARS_MAX
                    ),
                ));
            }
            let mut status = None;
            context.look(&mut |view| {
                let found = view.translation(&self.job_id);
                let kept = found.filter(|found| found.kept_until() > context.now());
                status = kept.map(|kept| match &kept.end {
                    None => "0",
                    Some(_) if kept.is_done() => "1",
                    Some(_) => "2",
                });
            });
            let status = status.ok_or_else(|| {
                Fault::invalid(
                    "jobId",
                    sentence!(
                        "no task of this app has the jobId",
                        "本应用没有这个 jobId 的任务"
                    ),
                )
            })?;
            let url = format!("{}/translated/{}", context.address(), self.job_id);
            Ok(Response {
                status: status.to_owned(),
                url: (status == "1").then_some(url),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{ContactsScope, Points, TranslationId};

    const ROUTE: Route = Route::task::<Request>();
    const START: Route = Route::task::<super::super::start::Request>();

    #[test]
    fn a_task_is_told_to_the_app_that_asked_for_it() {
        let mut acme = place("acme { rd { ann } }");
        acme.stored("a1", "people.csv", b"$userName=ann$");
        let union_id = acme.union_id("ann");
        let mut start = || {
            let told = acme.call(
                START,
                json!({"medias": {"@a1": "p.csv"}, "unionId": union_id}),
            );
            let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
            told["jobId"].as_str().expect("an id").to_owned()
        };
        let (good, bad) = (start(), start());
        assert_snapshot!(acme.call(ROUTE, json!({"jobId": good})), @r#"{"status":"0"}"#);
        acme.operate(|draft| draft.end_translation(&TranslationId::new(&good), None));
        acme.operate(|draft| {
            draft.end_translation(&TranslationId::new(&bad), Some("no text".to_owned()))
        });
        let told = acme
            .call(ROUTE, json!({"jobId": good}))
            .replace(&good, "ID");
        assert_snapshot!(told, @r#"{"status":"1","url":"https://orgbook.example/translated/ID"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"jobId": bad})), @r#"{"status":"2"}"#);
        acme.app(Points::All, ContactsScope::everybody());
        assert_snapshot!(acme.call(ROUTE, json!({"jobId": good})), @"400 param.invalid 参数不合法: no task of this app has the jobId");
    }

    #[test]
    fn unknown_and_missing_ids_are_refused() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 MissingjobId jobId is mandatory for this action.");
        assert_snapshot!(acme.call(ROUTE, json!({"jobId": ""})), @"400 param.invalid 参数不合法: no task of this app has the jobId");
        assert_snapshot!(acme.call(ROUTE, json!({"jobId": "tj1"})), @"400 param.invalid 参数不合法: no task of this app has the jobId");
        assert_snapshot!(acme.call(ROUTE, json!({"jobId": "x".repeat(65)})), @"400 param.invalid 参数不合法: jobId has at most 64 characters");
    }
}
