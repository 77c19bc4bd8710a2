//! Whatever comes in: an answer in the right envelope, and nothing changed unless it says so.

use super::house::{House, Reply, Request, knows};
use dingtalk::codes;
use endpoint::{Generation, Kind, Method, Route, limits};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

fn with_body() -> impl Iterator<Item = &'static Route> {
    crate::routes().filter(|route| route.spec.method != Method::Get)
}

fn nested(depth: usize, open: &str, close: &str) -> String {
    open.repeat(depth) + &close.repeat(depth)
}

/// Bodies that no endpoint can read, with what they call themselves.
fn unreadable() -> Vec<(&'static str, Vec<u8>)> {
    let json = "application/json";
    let form = "application/x-www-form-urlencoded";
    let many = "a=1&".repeat(limits::PARAMETERS_MAX + 1);
    let wide = format!("[{}1]", "1,".repeat(limits::BODY_VALUES_MAX));
    let hidden = format!(r#"{{"userid":"ann","x":{}}}"#, nested(10_000, "[", "]"));
    vec![
        (json, b"{\"userid\":\"ann\"".to_vec()),
        (json, b"{\"userid\":\"ann".to_vec()),
        (json, b"{\"userid\":\"ann\"}}".to_vec()),
        (json, b"{\"userid\":\"ann\"}{}".to_vec()),
        (json, b"{userid:'ann'}".to_vec()),
        (json, b"{\"userid\":\"\xff\xfe\"}".to_vec()),
        (json, b"{\"userid\":\"\xed\xa0\x80\"}".to_vec()),
        (json, b"{\"userid\":\"\\ud800\"}".to_vec()),
        (json, b"{\"userid\":\"ann\",\"order\":1e999}".to_vec()),
        (json, b"{\"userid\":\"ann\",\"order\":NaN}".to_vec()),
        (json, b"[\"ann\"]".to_vec()),
        (json, b"\"ann\"".to_vec()),
        (json, b"17".to_vec()),
        (json, b"userid=ann".to_vec()),
        (json, b"\0\0\0\0".to_vec()),
        (json, nested(10_000, "[", "]").into_bytes()),
        (json, "[".repeat(10_000).into_bytes()),
        (json, nested(10_000, "{\"a\":", "}").into_bytes()),
        (json, hidden.into_bytes()),
        (json, wide.into_bytes()),
        ("", b"{\"userid\":\"ann\"".to_vec()),
        ("text/html", b"<html>".to_vec()),
        (form, many.into_bytes()),
        (form, b"userid=%FF%FE".to_vec()),
        (form, b"userid=ann&name=\xff".to_vec()),
        ("multipart/form-data", b"--x\r\n".to_vec()),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\ncontent-disp".to_vec(),
        ),
        ("multipart/form-data; boundary=x", b"userid=ann".to_vec()),
    ]
}

/// Told as a mistake of the caller, in the words of the route's generation.
fn assert_told(route: &Route, reply: &Reply) {
    let path = route.spec.path;
    match route.spec.generation {
        Generation::New => {
            assert!((400..500).contains(&reply.status), "{path}: {}", reply.text);
            assert!(reply.body["code"].is_string(), "{path}: {}", reply.text);
            assert!(
                reply.body["requestid"].is_string(),
                "{path}: {}",
                reply.text
            );
        }
        Generation::Legacy => {
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
            let code = route.spec.bad_parameter.legacy;
            assert_eq!(reply.body["errcode"], code, "{path}: {}", reply.text);
        }
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read() {
    let house = House::new().await;
    let before = house.entries();
    // Calls that delete have none that is read.
    for route in with_body().filter(|route| route.spec.method != Method::Delete) {
        for (content_type, body) in unreadable() {
            let mut request = Request::of(route, Some(&house.token), &house.input()).body(body);
            request.headers.retain(|(name, _)| *name != "content-type");
            let request = request.header("content-type", content_type);
            assert_told(route, &house.send(&request).await);
        }
    }
    assert_eq!(house.entries(), before);
    assert!(knows(&house, "ann").await);
}

/// Chunks of one length that add up to at least so many bytes.
fn chunked(request: &Request<'_>, bytes: usize) -> Vec<u8> {
    let whole = String::from_utf8(request.bytes()).expect("the head is text");
    let head = whole.replace("content-length: 0", "transfer-encoding: chunked");
    let chunk = [b"8000\r\n".as_slice(), &[b' '; 0x8000], b"\r\n"].concat();
    let chunks = chunk.repeat(bytes.div_ceil(0x8000));
    [head.as_bytes(), &chunks, b"0\r\n\r\n"].concat()
}

#[tokio::test]
async fn bodies_of_ten_megabytes() {
    let house = House::new().await;
    let before = house.entries();
    let large = 10 * 1024 * 1024;
    for path in [
        "/topapi/v2/user/update",
        "/user/update",
        "/v1.0/contact/users/search",
    ] {
        let route = crate::routes().find(|route| route.spec.path == path);
        let route = route.expect("a documented path");
        let token = house.token.as_str();
        let of = |body: Vec<u8>| Request::of(route, Some(token), &house.input()).body(body);
        let reply = house.send(&of(vec![b' '; large])).await;
        assert_told(route, &reply);
        assert!(
            reply.text.contains("at most 4194304 bytes"),
            "{}",
            reply.text
        );
        let bytes = house
            .bytes_from("127.0.0.1", &chunked(&of(Vec::new()), large))
            .await;
        let reply = Reply::read(&bytes);
        assert_told(route, &reply);
        assert!(
            reply.text.contains("at most 4194304 bytes"),
            "{}",
            reply.text
        );
        if route.spec.generation == Generation::New {
            assert_eq!(reply.status, codes::BODY_TOO_LARGE.status);
        }
    }
    assert_eq!(house.entries(), before);
}

#[tokio::test]
async fn a_client_that_waits_to_be_told_to_go_on_is_told_not_to() {
    let house = House::new().await;
    let target = format!("/topapi/v2/user/update?access_token={}", house.token);
    let head = format!(
        "POST {target} HTTP/1.1\r\nhost: orgbook\r\nexpect: 100-continue\r\n\
         content-length: 10485760\r\nconnection: close\r\n\r\n"
    );
    let bytes = house.bytes_from("127.0.0.1", head.as_bytes()).await;
    let reply = Reply::read(&bytes);
    assert!(
        reply.text.contains("at most 4194304 bytes"),
        "{}",
        reply.text
    );
}

#[tokio::test]
async fn bodies_without_a_length_are_read() {
    let house = House::new().await;
    let target = format!("/topapi/v2/user/get?access_token={}", house.token);
    let request = format!(
        "POST {target} HTTP/1.1\r\nhost: orgbook\r\ntransfer-encoding: chunked\r\n\
         connection: close\r\n\r\n9\r\n{{\"userid\"\r\n7\r\n:\"ann\"}}\r\n0\r\n\r\n"
    );
    let bytes = house.bytes_from("127.0.0.1", request.as_bytes()).await;
    assert_eq!(Reply::read(&bytes).body["result"]["userid"], "ann");
}

#[tokio::test]
async fn targets_that_are_too_long() {
    let house = House::new().await;
    let long = "a".repeat(limits::TARGET_BYTES_MAX);
    for path in ["/topapi/v2/user/get", "/user/get", "/no/such/path"] {
        let request = Request::new("GET", format!("{path}?userid={long}"));
        let reply = house.send(&request).await;
        assert_eq!(reply.body["errcode"], 40035, "{}", reply.text);
    }
    let request = Request::new("GET", format!("/v1.0/contact/users/{long}"));
    assert_eq!(house.send(&request).await.status, 413);
}

/// Values that belong nowhere, or almost.
fn odd() -> Vec<Value> {
    let long = "长".repeat(20_000);
    vec![
        json!(null),
        json!(true),
        json!({}),
        json!([]),
        json!([[[[]]]]),
        json!([null]),
        json!([{}]),
        json!({"a": {"b": [1]}}),
        json!(""),
        json!(" "),
        json!("\u{0}"),
        json!("null"),
        json!("[1,"),
        json!("{\"a\":"),
        json!(nested(2_000, "[", "]")),
        json!("'; drop table users; --"),
        json!("../../etc/passwd"),
        json!("\u{202e}\u{feff}\u{200b}"),
        json!(-1),
        json!(0),
        json!(1.5),
        json!(1e308),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!("99999999999999999999999999"),
        json!("NaN"),
        json!(long),
        json!(vec![1; 2_000]),
        json!(vec!["x"; 2_000]),
    ]
}

/// The names of a route's parameters.
fn parameters(route: &Route) -> Vec<String> {
    let settings = SchemaSettings::draft2020_12();
    let inline = settings.with(|settings| settings.inline_subschemas = true);
    let schemas = (route.schemas)(&mut inline.into_generator());
    let members = schemas.request.get("properties");
    let members = members.and_then(Value::as_object).into_iter().flatten();
    members.map(|(name, _)| name.clone()).collect()
}

#[tokio::test]
async fn values_of_the_wrong_kind() {
    let house = House::new().await;
    for route in with_body() {
        for name in parameters(route) {
            for value in odd() {
                let mut input = house.input();
                input[&name] = value;
                let before = house.entries();
                let reply = house.call_with(route, Some(&house.token), &input).await;
                let shown: String = input[&name].to_string().chars().take(40).collect();
                let what = format!("{} {name}={shown}: {}", route.spec.path, reply.text);
                assert!(!reply.is_failure(), "{what}");
                let wrote = !matches!(route.kind, Kind::Read(_)) && reply.is_success();
                assert!(wrote || house.entries() == before, "{what}");
            }
        }
    }
    let verified = house.engine.verify(&mut |_, _| {}).await;
    let verified = verified.expect("the store answers");
    assert_eq!(verified.differences, Vec::<String>::new());
}

#[tokio::test]
async fn a_packed_body_is_told_what_to_do() {
    let house = House::new().await;
    let count = |encoding| {
        let target = format!("/topapi/user/count?access_token={}", house.token);
        let request = Request::new("POST", target).header("content-type", "application/json");
        let request = request.header("content-encoding", encoding);
        request.body(r#"{"only_active":false}"#)
    };
    let reply = house.send(&count("gzip")).await;
    let told = "the body is encoded as gzip; send it without Content-Encoding";
    assert!(
        !reply.is_success() && reply.text.contains(told),
        "{}",
        reply.text
    );
    for plain in ["identity", "Identity", ""] {
        let reply = house.send(&count(plain)).await;
        assert!(reply.is_success(), "{plain}: {}", reply.text);
    }
}
