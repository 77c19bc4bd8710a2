//! Upload a media file: `POST /media/upload`.

use super::fields::{checked_upload, keep};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::limits;
use translate::Content;

/// A form with a file.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// `image`, `voice`, `video` or `file`.
    #[serde(rename = "type")]
    kind: String,
    /// The file itself. Every part of the form that has a file name is taken for it.
    #[serde(rename = "media")]
    _media: Option<String>,
}

/// Under which it is found.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    #[serde(rename = "type")]
    kind: String,
    media_id: String,
    /// Milliseconds.
    created_at: i64,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/media/upload", ILLEGAL)
        .post()
        .on(&[
            On::Missing("type", MEDIA_TYPE),
            On::Invalid("type", MEDIA_TYPE),
        ])
        .faults(&[MEDIA_MISSING, FILE_SIZE, FILE_QUOTA, BUSY])
        .uploads(limits::FILE_BYTES_MAX)
        .apps_only();
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let (bytes_max, wanted) = match self.kind.as_str() {
                "image" => (limits::IMAGE_BYTES_MAX, Some(Content::Image)),
                "voice" => (limits::VOICE_BYTES_MAX, Some(Content::Voice)),
                "video" => (limits::VIDEO_BYTES_MAX, Some(Content::Video)),
                "file" => (limits::FILE_BYTES_MAX, None),
                _ => {
                    return Err(Fault::invalid(
                        "type",
                        sentence!(
                            "type is one of image, voice, video and file",
                            "type 为 image、voice、video 或 file"
                        ),
                    ));
                }
            };
            let upload = checked_upload(context, bytes_max)?;
            if wanted.is_some_and(|wanted| wanted != Content::of(&upload.head)) {
                return Err(Fault::invalid(
                    "type",
                    sentence!(
                        "the file is no {kind} by its content",
                        "从内容看，文件不是 {kind}",
                        kind = self.kind
                    ),
                ));
            }
            Ok(Response {
                media_id: keep(context, '@').await?,
                kind: self.kind,
                created_at: context.now().0,
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
        acme.upload("people.csv", b"a,b");
        assert_snapshot!(acme.call(ROUTE, json!({"type": "file"})), @r#"{"type":"file","media_id":"@peoplecsv","created_at":1767323047000}"#);
        acme.upload("a.png", b"\x89PNG\r\n\x1a\n");
        assert_snapshot!(acme.call(ROUTE, json!({"type": "image", "media": "a.png"})), @r#"{"type":"image","media_id":"@apng","created_at":1767323048000}"#);
    }

    #[test]
    fn what_is_no_file_of_the_type_is_refused() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"type": "file"})), @"41005 缺少多媒体文件数据: the form holds no file");
        acme.upload("people.csv", b"a,b");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40004 不合法的媒体文件类型: type is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"type": "folder"})), @"40004 不合法的媒体文件类型: type is one of image, voice, video and file");
        assert_snapshot!(acme.call(ROUTE, json!({"type": "image"})), @"40004 不合法的媒体文件类型: the file is no image by its content");
        acme.upload("people.csv", b"");
        assert_snapshot!(acme.call(ROUTE, json!({"type": "file"})), @"40006 不合法的文件大小: a file has 1 to 20971520 bytes, got 0");
        acme.upload("../people.csv", b"a");
        assert_snapshot!(acme.call(ROUTE, json!({"type": "file"})), @r#"40035 不合法的参数: a file's name holds none of / \ : * ? " < > | and control characters, and begins neither with a dot nor with a blank"#);
        acme.upload("a.amr", &[b'#'; limits::VOICE_BYTES_MAX + 1]);
        assert_snapshot!(acme.call(ROUTE, json!({"type": "voice"})), @"40006 不合法的文件大小: a file has 1 to 2097152 bytes, got 2097153");
    }
}
