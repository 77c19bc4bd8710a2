//! What is recorded of an app's calls, for administrators who look at them.

use super::house::{House, MOBILE, Reply, Request};
use org::Points;
use serde_json::{Value, json};

const HEADER: &str = "x-acs-dingtalk-access-token";

/// Calls our own API as the founder.
async fn own(house: &House, method: &str, path: &str, body: Option<Value>) -> Reply {
    let target = format!("/v1.0/orgbook/console/apps/{path}");
    let mut request = Request::new(method, target).header(HEADER, &house.admin);
    if let Some(body) = body {
        request = request
            .header("content-type", "application/json")
            .body(body.to_string());
    }
    house.send(&request).await
}

async fn record(house: &House, minutes: i64) -> Reply {
    let path = format!("{}/recording", house.app.key);
    own(house, "POST", &path, Some(json!({ "minutes": minutes }))).await
}

async fn recorded(house: &House) -> Value {
    let path = format!("{}/requests", house.app.key);
    own(house, "GET", &path, None).await.body
}

/// The app asks for somebody by number.
async fn ask(house: &House, token: &str) -> Reply {
    let target = format!("/topapi/v2/user/getbymobile?access_token={token}");
    let body = json!({"mobile": MOBILE, "support_exclusive_account_search": true});
    let request = Request::new("POST", target)
        .header("content-type", "application/json")
        .header("user-agent", "sdk/1")
        .header("cookie", "private=yes")
        .body(body.to_string());
    house.send(&request).await
}

#[tokio::test]
async fn nothing_is_recorded_of_an_app_that_nobody_looks_at() {
    let house = House::new().await;
    ask(&house, &house.token).await;
    let told = recorded(&house).await;
    assert_eq!(told["rowCount"], 0);
    assert!(told.get("recordedUntil").is_none(), "{told}");
}

#[tokio::test]
async fn a_call_is_told_with_what_came_and_what_was_answered() {
    let house = House::new().await;
    assert_eq!(record(&house, 15).await.status, 200);
    let reply = ask(&house, &house.token).await;
    let told = recorded(&house).await;
    assert_eq!(told["rowCount"], 1, "{told}");
    let call = &told["requests"][0];
    assert_eq!(call["requestId"], reply.body["request_id"]);
    assert_eq!((&call["code"], &call["status"]), (&json!("0"), &json!(200)));
    let id = call["requestId"].as_str().expect("an id");
    let path = format!("{}/requests/{id}", house.app.key);
    let whole = own(&house, "GET", &path, None).await;
    assert_eq!(whole.body["request"]["path"], "/topapi/v2/user/getbymobile");
    assert_eq!(whole.body["query"], json!({"access_token": "***"}));
    let body = whole.body["body"]["text"].as_str().expect("a body");
    assert_eq!(
        body,
        r#"{"mobile":"***","support_exclusive_account_search":true}"#
    );
    let answer = whole.body["answer"]["text"].as_str().expect("an answer");
    assert!(answer.contains(r#""userid":"ann""#), "{answer}");
    let headers = whole.body["headers"].to_string();
    assert!(
        headers.contains("sdk/1") && !headers.contains("private"),
        "{headers}"
    );
    for secret in [MOBILE, house.token.as_str()] {
        assert!(!whole.text.contains(secret), "{}", whole.text);
    }
    let path = format!("{}/requests/other", house.app.key);
    assert_eq!(
        own(&house, "GET", &path, None).await.body["code"],
        "request.notFound"
    );
}

#[tokio::test]
async fn refused_and_broken_calls_are_told_too() {
    let house = House::new().await;
    record(&house, 15).await;
    let target = "/v1.0/contact/users/search";
    let request = Request::new("POST", target)
        .header(HEADER, &house.token)
        .header("content-type", "application/json")
        .body("{");
    assert_eq!(house.send(&request).await.status, 400);
    let told = recorded(&house).await;
    assert_eq!(told["requests"][0]["status"], 400, "{told}");
    assert_ne!(told["requests"][0]["code"], "", "{told}");
    // Of another app of the organization nothing is told.
    let other = house.app_with_points(Points::All).await;
    ask(&house, &other).await;
    assert_eq!(recorded(&house).await["rowCount"], 1);
}

#[tokio::test]
async fn a_recording_ends_by_itself_and_by_hand() {
    let house = House::new().await;
    record(&house, 1).await;
    ask(&house, &house.token).await;
    house.clock.forward(60);
    ask(&house, &house.token).await;
    assert_eq!(recorded(&house).await["rowCount"], 1);
    record(&house, 60).await;
    let path = format!("{}/recording", house.app.key);
    assert_eq!(own(&house, "DELETE", &path, None).await.status, 200);
    ask(&house, &house.token).await;
    assert_eq!(recorded(&house).await["rowCount"], 1);
    house.clock.forward(3_600);
    assert_eq!(recorded(&house).await["rowCount"], 0, "kept for an hour");
}
