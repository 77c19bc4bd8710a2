//! Pages of other sites make a browser call us: every route, every method, every kind of body that a form may send.

use super::house::{House, Request};
use super::sessions::{Browser, PASSWORD, set_password};
use super::signing_in::{FOUNDER, post};
use crate::path::World;
use console::session::codes::SESSION_FOREIGN;
use endpoint::{Kind, Method, Route, TokenKind};
use serde_json::{Value, json};

type Body = fn(&Value) -> String;

/// What a form or a plain call sends without asking first, and what a call of our own sends.
const BODIES: &[(&str, Body)] = &[
    ("application/json", Value::to_string),
    ("text/plain", Value::to_string),
    ("application/x-www-form-urlencoded", |_| {
        "userid=ann&dept_id=2&name=Renamed".to_owned()
    }),
    ("multipart/form-data; boundary=x", |_| {
        "--x\r\ncontent-disposition: form-data; name=\"userid\"\r\n\r\nann\r\n--x--\r\n".to_owned()
    }),
];

/// Whether a call of this kind only looks, so that a foreign page that makes it changes nothing.
fn looks(route: &Route, method: &str) -> bool {
    method == "GET"
        && match route.kind {
            Kind::Read(_) => true,
            Kind::Write(_) => false,
            _ => route.spec.method == Method::Get,
        }
}

async fn signed_in(house: &House) -> String {
    set_password(house, &house.corp, "founder", PASSWORD).await;
    let mut founder = Browser::default();
    let given = json!({ "login": FOUNDER, "password": PASSWORD });
    post(&mut founder, house, "sign-in", given).await;
    format!("orgbook_session={}", founder.session())
}

#[tokio::test]
async fn a_foreign_page_changes_nothing_by_whatever_call() {
    let house = House::new().await;
    let cookie = signed_in(&house).await;
    let before = house.entries();
    let input = house.input();
    let mut refused = 0;
    for route in crate::routes() {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            if looks(route, method) {
                continue;
            }
            for (kind, body) in BODIES {
                // Some browsers say nothing of where a form stands.
                for origin in [Some("http://evil.example"), Some("null"), None] {
                    let is_open = route.spec.token == TokenKind::None;
                    if is_open && origin.is_none() {
                        continue;
                    }
                    let of = Request::of(route, None, &input);
                    let mut request = Request::new(method, of.target).header("cookie", &cookie);
                    if let Some(origin) = origin {
                        request = request.header("origin", origin);
                    }
                    if method != "GET" {
                        request = request.header("content-type", kind).body(body(&input));
                    }
                    let reply = house.send(&request).await;
                    let told = match World::of(route.spec.path) {
                        World::New => reply.body["code"] == SESSION_FOREIGN.new,
                        World::Topapi => reply.body["sub_code"] == "400104",
                        World::Flat => reply.body["errcode"] == SESSION_FOREIGN.legacy,
                    };
                    refused += u32::from(told);
                }
                if method == "GET" {
                    break;
                }
            }
        }
    }
    assert_eq!(house.entries(), before, "nothing was written");
    assert!(refused > 1_000, "{refused}");
    let me = Request::new("GET", "/v1.0/orgbook/me").header("cookie", &cookie);
    let me = house.send(&me).await;
    assert!(me.is_success(), "the session is as it was: {}", me.text);
}

#[tokio::test]
async fn nobody_is_signed_in_by_a_foreign_page() {
    let house = House::new().await;
    set_password(&house, &house.corp, "founder", PASSWORD).await;
    let given = json!({ "login": FOUNDER, "password": PASSWORD }).to_string();
    for path in [
        "sign-in",
        "sign-in/reset",
        "sign-in/second-factor",
        "sign-in/new-password",
    ] {
        for kind in [
            "application/json",
            "text/plain",
            "application/x-www-form-urlencoded",
        ] {
            for origin in [
                "http://evil.example",
                "http://orgbook.evil.example",
                "null",
                "orgbook",
            ] {
                let request = Request::new("POST", format!("/v1.0/orgbook/{path}"))
                    .header("origin", origin)
                    .header("content-type", kind)
                    .body(given.clone());
                let reply = house.send(&request).await;
                assert_ne!(reply.status, 200, "{}", reply.text);
                assert!(!reply.head.contains("set-cookie"), "{}", reply.head);
            }
        }
    }
}
