//! Upload a file in a single step: `POST /file/upload/single`.

use super::fields::{checked_upload, keep};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::limits;

/// A form with a file.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// The app itself.
    agent_id: i64,
    /// How many bytes the file has.
    file_size: i64,
    /// The file itself. Every part of the form that has a file name is taken for it.
    #[serde(rename = "media")]
    _media: Option<String>,
}

/// Under which it is found.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    media_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/file/upload/single", ILLEGAL)
        .post()
        .on(&[On::Invalid("file_size", FILE_SIZE)])
        .faults(&[MEDIA_MISSING, FILE_SIZE, FILE_QUOTA, APP_NOT_FOUND, BUSY])
        .uploads(limits::SINGLE_FILE_BYTES_MAX)
        .apps_only();
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut is_own = false;
            context.look(&mut |view| {
                is_own = view.app().is_some_and(|app| app.agent_id == self.agent_id);
            });
            if !is_own {
                return Err(Fault::code(APP_NOT_FOUND));
            }
            let upload = checked_upload(context, limits::SINGLE_FILE_BYTES_MAX)?;
            if i64::try_from(upload.bytes).ok() != Some(self.file_size) {
                return Err(Fault::invalid(
                    "file_size",
                    sentence!(
                        "file_size is {said}, the file has {has}",
                        "file_size 为 {said}，文件有 {has}",
                        said = self.file_size,
                        has = upload.bytes
                    ),
                ));
            }
            Ok(Response {
                media_id: keep(context, '#').await?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn a_file_is_kept() {
        let mut acme = place("acme { }");
        let agent_id = acme.agent_id();
        acme.upload("people.csv", b"a,b");
        assert_snapshot!(acme.call(ROUTE, json!({"agent_id": agent_id, "file_size": 3})), @r##"{"media_id":"#peoplecsv"}"##);
    }

    #[test]
    fn a_wrong_size_or_app_is_refused() {
        let mut acme = place("acme { }");
        let agent_id = acme.agent_id();
        assert_snapshot!(acme.call(ROUTE, json!({"agent_id": agent_id, "file_size": 3})), @"41005 缺少多媒体文件数据: the form holds no file");
        acme.upload("people.csv", b"a,b");
        assert_snapshot!(acme.call(ROUTE, json!({"agent_id": agent_id, "file_size": 4})), @"40006 不合法的文件大小: file_size is 4, the file has 3");
        assert_snapshot!(acme.call(ROUTE, json!({"agent_id": 7, "file_size": 3})), @"70004 企业下没有对应该agentid的微应用");
        assert_snapshot!(acme.call(ROUTE, json!({"file_size": 3})), @"40035 不合法的参数: agent_id is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"agent_id": agent_id, "file_size": "many"})), @r#"40006 不合法的文件大小: file_size: expected a whole number of 64 bits, got the text "many""#);
        acme.upload("people.csv", &vec![b'a'; limits::SINGLE_FILE_BYTES_MAX + 1]);
        assert_snapshot!(acme.call(ROUTE, json!({"agent_id": agent_id, "file_size": 8388609})), @"40006 不合法的文件大小: a file has 1 to 8388608 bytes, got 8388609");
    }
}
