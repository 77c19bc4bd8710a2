//! Query, path and body as one tree of values.

use crate::scan::{Excess, scan};
use bytes::Bytes;
use endpoint::limits;
use org::{Sentence, sentence};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use std::convert::Infallible;

/// Why a request could not be read. The sentence goes into the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BadBody {
    /// Larger than so many bytes.
    TooLarge(usize),
    /// Not what its content type says.
    Malformed(String),
}

impl BadBody {
    pub(crate) fn sentence(&self) -> Sentence {
        match self {
            Self::TooLarge(allowed) => sentence!(
                "the body may have at most {allowed} bytes",
                "请求体最多 {allowed} 字节"
            ),
            Self::Malformed(why) => sentence!("{why}", "请求无法读取"),
        }
    }
}

fn malformed(sentence: impl Into<String>) -> BadBody {
    BadBody::Malformed(sentence.into())
}

/// Reads `a=1&b=2`; the last of equal names counts.
pub(crate) fn parameters(text: &str) -> Result<Map<String, Value>, BadBody> {
    let mut members = Map::new();
    for (count, pair) in text.split('&').filter(|pair| !pair.is_empty()).enumerate() {
        if count >= limits::PARAMETERS_MAX {
            return Err(malformed(format!(
                "at most {} parameters",
                limits::PARAMETERS_MAX
            )));
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        members.insert(decoded(name)?, Value::String(decoded(value)?));
    }
    Ok(members)
}

fn decoded(text: &str) -> Result<String, BadBody> {
    let spaced = if text.contains('+') {
        text.replace('+', " ")
    } else {
        text.to_owned()
    };
    if !spaced.contains('%') {
        return Ok(spaced);
    }
    percent_decode_str(&spaced)
        .decode_utf8()
        .map(|text| text.into_owned())
        .map_err(|_| malformed("a parameter is not UTF-8"))
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Urlencoded,
}

/// Clients often say nothing, or the wrong thing: what the body looks like decides where the header does not help.
fn form_of(content_type: &str, body: &str) -> Form {
    let looks_like_json = body.starts_with(['{', '[', '"']);
    if content_type.contains("x-www-form-urlencoded") && !looks_like_json {
        Form::Urlencoded
    } else if content_type.contains("json") || looks_like_json {
        Form::Json
    } else if body.contains('=') {
        Form::Urlencoded
    } else {
        Form::Json
    }
}

/// Reads a body. The form is told because a form may carry a token. A list is the member that has no name.
pub(crate) fn body(
    content_type: &str,
    bytes: &Bytes,
    takes_list: bool,
) -> Result<(Form, Map<String, Value>), BadBody> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| malformed("the body is not UTF-8"))?
        .trim();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.is_empty() || text == "null" {
        return Ok((Form::Json, Map::new()));
    }
    match form_of(content_type, text) {
        Form::Urlencoded => Ok((Form::Urlencoded, parameters(text)?)),
        Form::Json => {
            scan(text.as_bytes()).map_err(|excess| match excess {
                Excess::Depth => malformed(format!(
                    "the body nests deeper than {} levels",
                    limits::BODY_DEPTH_MAX
                )),
                Excess::Values => malformed(format!(
                    "the body holds more than {} values",
                    limits::BODY_VALUES_MAX
                )),
            })?;
            match serde_json::from_str(text) {
                Ok(Value::Object(members)) => Ok((Form::Json, members)),
                Ok(list @ Value::Array(_)) if takes_list => {
                    Ok((Form::Json, Map::from_iter([(String::new(), list)])))
                }
                Ok(_) => Err(malformed("the body is not a JSON object")),
                Err(error) => Err(malformed(format!("the body is not JSON: {error}"))),
            }
        }
    }
}

/// Reads the text fields of a multipart form. A file's content is no parameter and is passed over.
pub(crate) async fn multipart(
    content_type: &str,
    bytes: Bytes,
) -> Result<(Form, Map<String, Value>), BadBody> {
    let broken = |error: multer::Error| malformed(format!("the form cannot be read: {error}"));
    let boundary = multer::parse_boundary(content_type).map_err(broken)?;
    let whole = futures_util::stream::once(async move { Ok::<_, Infallible>(bytes) });
    let mut form = multer::Multipart::new(whole, boundary);
    let mut members = Map::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let Some(name) = field.name().map(str::to_owned) else {
            continue;
        };
        if field.file_name().is_some() {
            continue;
        }
        if members.len() >= limits::PARAMETERS_MAX {
            return Err(malformed(format!(
                "at most {} parameters",
                limits::PARAMETERS_MAX
            )));
        }
        let bytes = field.bytes().await.map_err(broken)?;
        let text =
            std::str::from_utf8(&bytes).map_err(|_| malformed("a parameter is not UTF-8"))?;
        members.insert(name, Value::String(text.to_owned()));
    }
    Ok((Form::Urlencoded, members))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(content_type: &str, text: &str) -> Result<Value, BadBody> {
        body(content_type, &Bytes::from(text.to_owned()), false)
            .map(|(_, members)| Value::Object(members))
    }

    #[test]
    fn bodies_are_read_in_all_their_forms() {
        let expected = Ok(json!({"a": "1 2", "b": "王"}));
        assert_eq!(
            read("application/x-www-form-urlencoded", "a=1+2&b=%E7%8E%8B"),
            expected
        );
        assert_eq!(read("", "a=1%202&b=%E7%8E%8B"), expected);
        assert_eq!(
            read("application/json;charset=UTF-8", r#"{"a":"1 2","b":"王"}"#),
            expected
        );
        assert_eq!(read("text/plain", r#" {"a":"1 2","b":"王"} "#), expected);
        assert_eq!(
            read(
                "application/x-www-form-urlencoded",
                r#"{"a":"1 2","b":"王"}"#
            ),
            expected
        );
        assert_eq!(read("application/json", ""), Ok(json!({})));
        assert_eq!(
            read("application/json", r#"{"a":1,"a":2}"#),
            Ok(json!({"a": 2}))
        );
    }

    #[test]
    fn bad_bodies_say_what_is_wrong() {
        let sentence = |content_type: &str, text: &str| {
            read(content_type, text)
                .map_err(|bad| bad.sentence().to_string())
                .expect_err("the test's own body is bad")
        };
        assert_eq!(
            sentence("application/json", "[1]"),
            "the body is not a JSON object"
        );
        assert_eq!(
            sentence("", "{\"a\":"),
            "the body is not JSON: EOF while parsing a value at line 1 column 5"
        );
        assert_eq!(
            sentence("", &"[".repeat(10_000)),
            "the body nests deeper than 32 levels"
        );
        assert_eq!(sentence("", "a=%FF"), "a parameter is not UTF-8");
        assert_eq!(
            sentence("", "{\"a\":1e999}"),
            "the body is not JSON: number out of range at line 1 column 10"
        );
        let many = "a=1&".repeat(1_001);
        assert_eq!(
            sentence("application/x-www-form-urlencoded", &many),
            "at most 1000 parameters"
        );
        let bytes = Bytes::from_static(b"{\"a\":\"\xff\"}");
        assert_eq!(
            body("", &bytes, false)
                .expect_err("the test's own body is bad")
                .sentence()
                .english(),
            "the body is not UTF-8"
        );
    }
}
