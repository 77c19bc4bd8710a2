//! How far the rows of a file are checked that is being sent: `GET /v1.0/orgbook/console/import/checks/{checkId}`.

use super::kept::caller;
use crate::limits::CHECK_ID_CHARS_MAX;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Of which call that sends a file.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// What the caller sent with the file.
    check_id: String,
}

/// How far it is. Both are 0 as long as the file is read.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// Rows that are checked.
    done: u64,
    /// Rows in all.
    all: u64,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/import/checks/{checkId}",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .or_module(Module::ExternalContacts)
    .scoped();
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let (userid, _) = caller(context);
            let noted = context.plan(&key(&userid, &self.check_id)?).await?;
            let noted = noted.and_then(|body| serde_json::from_slice(&body).ok());
            let (done, all) = noted.unwrap_or_default();
            Ok(Response { done, all })
        })
    }
}

/// Where it is kept: what one made up, another does not find.
pub(super) fn key(userid: &str, id: &str) -> Reply<String> {
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if id.is_empty() || id.len() > CHECK_ID_CHARS_MAX || !is_plain {
        let detail = sentence!(
            "checkId has 1 to {CHECK_ID_CHARS_MAX} letters and digits",
            "checkId 为 1 到 {CHECK_ID_CHARS_MAX} 个字母和数字"
        );
        return Err(Fault::invalid("checkId", detail));
    }
    Ok(format!("check.{userid}.{id}"))
}
