//! Frames of a Stream connection: text of JSON, all values in `headers` texts. Source: `contract/platform_stream.json`, `frames`.

use crate::StreamEvent;
use crate::limits::FRAME_BYTES;
use serde::Deserialize;
use serde_json::{Value, json};

/// The frame of an event. `app_id` is the app's stable id, `sent_at_ms` milliseconds since 1970. None when it would be longer than
/// [`FRAME_BYTES`].
pub(crate) fn event(
    event: &StreamEvent,
    app_id: &str,
    connection_id: &str,
    message_id: &str,
    sent_at_ms: i64,
) -> Option<String> {
    let frame = json!({
        "specVersion": "1.0",
        "type": "EVENT",
        "headers": {
            "topic": "*",
            "messageId": message_id,
            "contentType": "application/json",
            "time": sent_at_ms.to_string(),
            "appId": app_id,
            "connectionId": connection_id,
            "eventId": event.id,
            "eventType": event.kind,
            "eventBornTime": event.born_at_ms.to_string(),
            "eventCorpId": event.corp_id,
            "eventUnifiedAppId": app_id,
        },
        "data": event.data,
    })
    .to_string();
    (frame.len() <= FRAME_BYTES).then_some(frame)
}

/// A frame of the connection itself.
pub(crate) fn system(topic: &str, message_id: &str, sent_at_ms: i64, data: &Value) -> String {
    json!({
        "specVersion": "1.0",
        "type": "SYSTEM",
        "headers": {
            "topic": topic,
            "messageId": message_id,
            "contentType": "application/json",
            "time": sent_at_ms.to_string(),
        },
        "data": data.to_string(),
    })
    .to_string()
}

/// What a client answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The frame that it answers.
    pub(crate) message_id: String,
    /// Whether the event counts as delivered: code 200, and the data tells no status LATER.
    pub(crate) delivered: bool,
    /// What a ping sent, when the data holds it.
    pub(crate) opaque: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    code: i64,
    headers: WireHeaders,
    #[serde(default)]
    data: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireHeaders {
    message_id: String,
}

/// Reads a client's frame. None for whatever is no answer.
pub(crate) fn answer(text: &str) -> Option<Answer> {
    let wire: Wire = serde_json::from_str(text).ok()?;
    let data = wire
        .data
        .as_str()
        .and_then(|data| serde_json::from_str::<Value>(data).ok())
        .unwrap_or_default();
    Some(Answer {
        message_id: wire.headers.message_id,
        delivered: wire.code == 200 && data["status"] != "LATER",
        opaque: data["opaque"].as_str().map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(data: &str) -> StreamEvent {
        StreamEvent {
            id: "e-1".into(),
            kind: "user_add_org",
            born_at_ms: 1_700_000_000_000,
            corp_id: "dingcorp0001".into(),
            data: data.into(),
        }
    }

    #[test]
    fn an_event_is_told_in_texts() {
        let frame = event(
            &joined("{\"userId\":[\"u1\"]}"),
            "b2c1",
            "c-1",
            "m-1",
            1_700_000_000_123,
        )
        .expect("test data");
        let frame: Value = serde_json::from_str(&frame).expect("test data");
        let headers = frame["headers"].as_object().expect("test data");
        assert!(headers.values().all(Value::is_string), "{headers:?}");
        assert_eq!(headers["eventBornTime"], "1700000000000");
        assert_eq!(headers["time"], "1700000000123");
        assert_eq!(frame["data"], "{\"userId\":[\"u1\"]}");
    }

    #[test]
    fn too_long_a_frame_is_none() {
        assert_eq!(
            event(&joined(&"x".repeat(FRAME_BYTES)), "b2c1", "c-1", "m-1", 0),
            None
        );
    }

    #[test]
    fn answers_deliver_by_code_and_status() {
        let delivered = |code: i64, data: &str| {
            answer(
                &json!({"code": code, "headers": {"messageId": "m-1"}, "data": data}).to_string(),
            )
            .expect("test data")
            .delivered
        };
        assert!(delivered(200, r#"{"status":"SUCCESS"}"#));
        assert!(delivered(200, r#"{"userId":["u1"]}"#));
        assert!(delivered(200, "no JSON"));
        assert!(!delivered(200, r#"{"status": "LATER"}"#));
        assert!(!delivered(500, r#"{"status":"SUCCESS"}"#));
        assert!(!delivered(404, "{}"));
    }

    #[test]
    fn the_opaque_value_is_read_whatever_the_spacing() {
        let text = r#"{"code":200,"headers":{"messageId":"m-2"},"message":"OK","data":"{\"opaque\" : \"o1\"}"}"#;
        assert_eq!(
            answer(text).expect("test data").opaque.as_deref(),
            Some("o1")
        );
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for text in [
            "",
            "garbage",
            "[]",
            "{}",
            r#"{"code":"200","headers":{"messageId":"m"}}"#,
            r#"{"code":200,"headers":{"messageId":1}}"#,
        ] {
            assert_eq!(answer(text), None, "{text}");
        }
    }
}
