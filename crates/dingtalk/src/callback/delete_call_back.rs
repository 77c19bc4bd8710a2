//! Delete the callback: `GET /call_back/delete_call_back`.

use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Nothing: the caller's own.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// Nothing besides success.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/call_back/delete_call_back", ILLEGAL)
        .needs("qyapi_base")
        .apps_only()
        .faults(&[CALLBACK_MISSING, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            match context.remove_callback().await? {
                true => Ok(Response {}),
                false => Err(Fault::code(CALLBACK_MISSING)),
            }
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
