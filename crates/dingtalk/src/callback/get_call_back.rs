//! Query the callback: `GET /call_back/get_call_back`.

use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Nothing: the caller's own.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// What is pushed where, secrets included: they are the caller's own.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    call_back_tag: Vec<String>,
    token: String,
    aes_key: String,
    url: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/call_back/get_call_back", ILLEGAL)
        .needs("qyapi_base")
        .apps_only()
        .faults(&[CALLBACK_MISSING, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let registered = context.callback().await?;
            let registered = registered.ok_or_else(|| Fault::code(CALLBACK_MISSING))?;
            Ok(Response {
                call_back_tag: registered.kinds,
                token: registered.token,
                aes_key: registered.aes_key,
                url: registered.url,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_none_is_told_so() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(Route::task::<Request>(), json!({})), @"71007 回调地址不存在");
    }
}
