//! Nobody without a right: every route of the table, with no list of its own.

use super::house::{House, MARK, MOBILE, Reply, Request, knows};
use crate::Settings;
use crate::path::World;
use dingtalk::codes;
use endpoint::{Code, Kind, Route, TokenKind};
use org::Points;
use std::collections::BTreeSet;
use std::num::NonZeroU32;

fn guarded() -> impl Iterator<Item = &'static Route> {
    crate::routes().filter(|route| route.spec.token != TokenKind::None)
}

/// Those of them that an app's token opens.
fn guarded_for_apps() -> impl Iterator<Item = &'static Route> {
    guarded().filter(|route| route.spec.token == TokenKind::App)
}

/// The gateway's refusal in the envelope of the route's world.
fn assert_refused(route: &Route, reply: &Reply, code: &Code, message: &str) {
    let path = route.spec.path;
    match World::of(path) {
        World::Topapi => {
            let sub_code = code.legacy.to_string();
            assert_eq!(reply.body["errcode"], 88, "{path}: {}", reply.text);
            assert_eq!(reply.body["sub_code"], sub_code.as_str(), "{path}");
            assert_eq!(reply.body["sub_msg"], message, "{path}");
            let errmsg = format!("ding talk error[subcode={sub_code},submsg={message}]");
            assert_eq!(reply.body["errmsg"], errmsg.as_str(), "{path}");
        }
        World::Flat => {
            assert_eq!(reply.body["errcode"], code.legacy, "{path}: {}", reply.text);
            assert!(reply.body.get("sub_code").is_none(), "{path}");
        }
        World::New => {
            assert_eq!(reply.status, code.status, "{path}: {}", reply.text);
            assert_eq!(reply.body["code"], code.new, "{path}");
            assert_eq!(reply.body["message"], message, "{path}");
        }
    }
    if World::of(path) != World::New {
        assert_eq!(reply.status, 200, "{path}");
    }
}

/// The same for refusals that are not wrapped.
fn assert_plainly_refused(route: &Route, reply: &Reply, code: &Code) {
    let path = route.spec.path;
    if World::of(path) == World::New {
        assert_eq!(reply.status, code.status, "{path}: {}", reply.text);
        assert_eq!(reply.body["code"], code.new, "{path}");
    } else {
        assert_eq!(reply.body["errcode"], code.legacy, "{path}: {}", reply.text);
    }
}

#[tokio::test]
async fn the_common_input_reaches_every_endpoint() {
    let house = House::new().await;
    let mut shown = 0;
    for route in guarded().filter(|route| matches!(route.kind, Kind::Read(_))) {
        let reply = house.call(route, Some(house.token_for(route))).await;
        assert!(
            reply.is_success(),
            "{} is not tested by the common input, which needs its parameters: {}",
            route.spec.path,
            reply.text
        );
        shown += u32::from(reply.text.contains(MARK));
    }
    assert!(shown > 3, "looks show what others must not see");
    let before = house.entries();
    for route in guarded().filter(|route| matches!(route.kind, Kind::Write(_))) {
        house.call(route, Some(house.token_for(route))).await;
    }
    assert!(
        house.entries() > before,
        "writes change what others must not"
    );
    assert!(!knows(&house, "ann").await);
}

#[tokio::test]
async fn without_a_token() {
    let house = House::new().await;
    let before = house.entries();
    for route in guarded() {
        let code = match World::of(route.spec.path) {
            World::Topapi => codes::TOKEN_BLANK,
            World::Flat => codes::TOKEN_MISSING,
            World::New => codes::TOKEN_HEADER_MISSING,
        };
        let reply = house.call(route, None).await;
        assert_refused(route, &reply, code, code.message);
    }
    assert_eq!(house.entries(), before);
}

#[tokio::test]
async fn with_a_token_of_nobody() {
    let house = House::new().await;
    let before = house.entries();
    let long = "a".repeat(600);
    for token in ["0123456789abcdef", "%00", long.as_str()] {
        for route in guarded() {
            let reply = house.call(route, Some(token)).await;
            let code = codes::TOKEN_INVALID;
            assert_refused(route, &reply, code, code.message);
        }
    }
    assert_eq!(house.entries(), before);
}

#[tokio::test]
async fn with_a_token_that_has_ended() {
    let house = House::new().await;
    let before = house.entries();
    house.clock.forward(7_199);
    for route in guarded().filter(|route| matches!(route.kind, Kind::Read(_))) {
        let reply = house.call(route, Some(house.token_for(route))).await;
        assert!(reply.is_success(), "{}", reply.text);
    }
    house.clock.forward(2);
    for route in guarded() {
        let reply = house.call(route, Some(house.token_for(route))).await;
        let code = codes::TOKEN_INVALID;
        assert_refused(route, &reply, code, code.message);
    }
    assert_eq!(house.entries(), before);
}

#[tokio::test]
async fn with_a_persons_token() {
    let house = House::new().await;
    let before = house.entries();
    for route in guarded_for_apps() {
        let reply = house.call(route, Some(&house.person)).await;
        let code = codes::TOKEN_INVALID;
        assert_refused(route, &reply, code, code.message);
    }
    assert_eq!(house.entries(), before);
}

#[tokio::test]
async fn with_an_apps_token_where_a_person_asks() {
    let house = House::new().await;
    for route in guarded().filter(|route| route.spec.token == TokenKind::Person) {
        let reply = house.call(route, Some(&house.token)).await;
        let code = match route.spec.permission {
            Some(_) => codes::PERMISSION,
            None => codes::TOKEN_INVALID,
        };
        assert_plainly_refused(route, &reply, code);
    }
}

#[tokio::test]
async fn with_the_token_of_somebody_who_left() {
    let house = House::new().await;
    let left = house
        .engine
        .operate(&house.corp, "test", |draft| draft.remove_user("ann"));
    left.await.expect("ann is a member");
    for route in guarded().filter(|route| route.spec.token == TokenKind::Person) {
        let reply = house.call(route, Some(&house.person)).await;
        assert_plainly_refused(route, &reply, codes::TOKEN_INVALID);
    }
}

#[tokio::test]
async fn with_another_organizations_token() {
    let house = House::new().await;
    for route in guarded() {
        for token in [&house.stranger, &house.strange_person] {
            let reply = house.call(route, Some(token)).await;
            let seen = reply.text.contains(MARK) || reply.text.contains(MOBILE);
            assert!(!seen, "{} shows {}", route.spec.path, reply.text);
        }
    }
    assert!(knows(&house, "ann").await);
    let reads = guarded().filter(|route| matches!(route.kind, Kind::Read(_)));
    for route in reads {
        let reply = house.call(route, Some(house.token_for(route))).await;
        assert!(reply.is_success(), "{}", reply.text);
    }
}

#[tokio::test]
async fn with_a_token_of_an_organization_that_takes_part() {
    let house = House::new().await;
    let before = house.people_and_departments().await;
    // Whoever takes part knows in what.
    let own_trunk = [
        "/topapi/org/union/trunk/get",
        "/v1.0/orgbook/console/partners",
        "/v1.0/orgbook/changes",
        "/v1.0/orgbook/changes/snapshot",
        "/v1.0/orgbook/audit",
    ];
    for route in guarded_for_apps() {
        let reply = house.call(route, Some(&house.branch)).await;
        let seen = reply.text.contains(MARK) || reply.text.contains(MOBILE);
        let path = route.spec.path;
        assert!(
            !seen || own_trunk.contains(&path),
            "{path} shows {}",
            reply.text
        );
        assert_eq!(house.people_and_departments().await, before, "{path} wrote");
    }
}

#[tokio::test]
async fn with_a_disabled_apps_token() {
    let house = House::new().await;
    let key = house.app.key.clone();
    let disabled = house.engine.operate(&house.corp, "test", move |draft| {
        draft.set_app_disabled(key.as_str(), true)
    });
    disabled.await.expect("the app exists");
    let before = house.entries();
    for route in guarded_for_apps() {
        let reply = house.call(route, Some(&house.token)).await;
        assert_plainly_refused(route, &reply, codes::APP_DISABLED);
    }
    assert_eq!(house.entries(), before);
}

#[tokio::test]
async fn without_the_permission_point() {
    let house = House::new().await;
    let all: BTreeSet<String> = (crate::routes())
        .filter_map(|route| route.spec.permission)
        .map(str::to_owned)
        .collect();
    for point in &all {
        let mut others = all.clone();
        others.remove(point);
        let token = house.app_with_points(Points::These(others)).await;
        let before = house.entries();
        let given = point == "qyapi_base";
        let refused = guarded_for_apps()
            .filter(|route| !given && route.spec.permission == Some(point.as_str()));
        for route in refused {
            let reply = house.call(route, Some(&token)).await;
            let told = format!(
                "应用尚未开通所需的权限：[{point}]，请在应用的权限管理中开通, {{requiredScopes=[{point}]}}"
            );
            assert_refused(route, &reply, codes::PERMISSION, &told);
            if World::of(route.spec.path) == World::New {
                let detail = &reply.body["accessdenieddetail"]["requiredScopes"];
                assert_eq!(detail, &serde_json::json!([point]));
            }
        }
        assert_eq!(house.entries(), before);
    }
}

#[tokio::test]
async fn the_point_alone_is_enough() {
    let house = House::new().await;
    for route in guarded_for_apps().filter(|route| matches!(route.kind, Kind::Read(_))) {
        let points = route.spec.permission.into_iter().map(str::to_owned);
        let token = house.app_with_points(Points::These(points.collect())).await;
        let reply = house.call(route, Some(&token)).await;
        assert!(reply.is_success(), "{}: {}", route.spec.path, reply.text);
    }
}

#[tokio::test]
async fn with_nobody_in_scope() {
    let house = House::new().await;
    let token = house.app_without_scope().await;
    let before = house.people_and_departments().await;
    // The organization's own name is no secret from its apps.
    let own_name = "/v1.0/contact/organizations/authInfos";
    for route in guarded_for_apps() {
        let reply = house.call(route, Some(&token)).await;
        let seen = reply.text.contains(MARK) || reply.text.contains(MOBILE);
        let may_be_seen = route.spec.path == own_name;
        assert!(
            !seen || may_be_seen,
            "{} shows {}",
            route.spec.path,
            reply.text
        );
        let path = route.spec.path;
        assert_eq!(house.people_and_departments().await, before, "{path} wrote");
    }
}

#[tokio::test]
async fn from_an_address_that_is_not_allowed() {
    let house = House::new().await;
    let token = house.app_at(&["10.0.0.0/8", "fd00::/8", "::1"]).await;
    let key = {
        let issued = house.engine.known_token(&token).expect("just issued");
        let engine::Holder::App(key) = issued.holder else {
            panic!("an app's token")
        };
        key
    };
    let before = house.entries();
    for route in guarded_for_apps() {
        let request = Request::of(route, Some(&token), &house.input());
        let reply = house.send_from("192.168.1.7", &request).await;
        let told = format!("访问ip不在白名单之中,request ip=192.168.1.7 appKey({key})");
        assert_refused(route, &reply, codes::ADDRESS, &told);
    }
    assert_eq!(house.entries(), before);
    for route in guarded_for_apps().filter(|route| matches!(route.kind, Kind::Read(_))) {
        let request = Request::of(route, Some(&token), &house.input());
        for allowed in ["10.1.2.3", "::ffff:10.1.2.3", "fd12::1", "::1"] {
            let reply = house.send_from(allowed, &request).await;
            assert!(reply.is_success(), "{}: {}", route.spec.path, reply.text);
        }
    }
}

fn any_read() -> &'static Route {
    guarded_for_apps()
        .find(|route| matches!(route.kind, Kind::Read(_)))
        .expect("the table has a look")
}

#[tokio::test]
async fn a_forwarded_address_is_believed_of_trusted_proxies_alone() {
    let settings = Settings {
        trusted_proxies: vec!["172.16.0.0/12".parse().expect("a network")],
        ..Settings::default()
    };
    let house = House::with(settings, crate::routes().collect()).await;
    let token = house.app_at(&["10.0.0.0/8"]).await;
    let forwarded = |lines: &'static [&'static str]| {
        let mut request = Request::of(any_read(), Some(&token), &house.input());
        for line in lines {
            request = request.header("x-forwarded-for", line);
        }
        request
    };
    for (peer, lines, may) in [
        ("172.16.0.1", &["10.1.2.3"][..], true),
        ("172.16.0.1", &["10.1.2.3, 172.16.0.9"], true),
        ("172.16.0.1", &["10.1.2.3", "172.16.0.9"], true),
        ("172.16.0.1", &["8.8.8.8"], false),
        // The caller wrote the first entry or line himself.
        ("172.16.0.1", &["10.1.2.3, 8.8.8.8"], false),
        ("172.16.0.1", &["10.1.2.3", "8.8.8.8"], false),
        ("172.16.0.1", &["10.1.2.3, nonsense"], false),
        ("172.16.0.1", &[], false),
        ("8.8.8.8", &["10.1.2.3"], false),
    ] {
        let reply = house.send_from(peer, &forwarded(lines)).await;
        assert_eq!(reply.is_success(), may, "{peer} {lines:?}: {}", reply.text);
    }
}

/// The last answer of more calls than the rate can allow while they last.
async fn many(house: &House, route: &Route) -> Reply {
    let mut last = house.call(route, Some(&house.token)).await;
    for _ in 0..50 {
        last = house.call(route, Some(&house.token)).await;
    }
    last
}

#[tokio::test]
async fn calls_beyond_the_rate_are_refused_for_that_app_and_interface_alone() {
    let settings = Settings {
        calls_per_second_max: NonZeroU32::new(3),
        ..Settings::default()
    };
    let house = House::with(settings, crate::routes().collect()).await;
    let busy = guarded().find(|route| World::of(route.spec.path) == World::Topapi);
    let busy = busy.expect("the table has one");
    let last = many(&house, busy).await;
    assert_plainly_refused(busy, &last, codes::APP_RATE);
    let new = guarded().find(|route| World::of(route.spec.path) == World::New);
    let new = new.expect("the table has one");
    let reply = house.call(new, Some(&house.token)).await;
    assert!(reply.is_success(), "another interface: {}", reply.text);
    let last = many(&house, new).await;
    assert_plainly_refused(new, &last, codes::APP_RATE);
    let other = house.call(busy, Some(&house.stranger)).await;
    assert_ne!(other.body["errcode"], codes::APP_RATE.legacy, "another app");
}

#[tokio::test]
async fn calls_that_need_no_token_are_not_asked_for_one() {
    let house = House::new().await;
    for route in crate::routes().filter(|route| route.spec.token == TokenKind::None) {
        let reply = house.call_with(route, None, &serde_json::json!({})).await;
        // Whether somebody is signed in, and how to sign in, may be asked by anybody; and whoever is not may sign out.
        let open = ["/v1.0/orgbook/session", "/v1.0/orgbook/sign-in/methods"];
        let is_open = open.contains(&route.spec.path);
        assert_eq!(reply.is_success(), is_open, "{}", reply.text);
        for code in [
            codes::TOKEN_BLANK,
            codes::TOKEN_MISSING,
            codes::TOKEN_INVALID,
        ] {
            assert_ne!(reply.body["errcode"], code.legacy, "{}", reply.text);
            assert_ne!(reply.body["code"], code.new, "{}", reply.text);
        }
    }
}

#[tokio::test]
async fn a_token_is_read_where_its_generation_has_it_and_nowhere_else() {
    let house = House::new().await;
    let token = house.token.as_str();
    let legacy = "/topapi/v2/user/get?userid=ann";
    let bearer = format!("Bearer {token}");
    let (any_case, basic) = (format!("bearer {token}"), format!("Basic {token}"));
    let form = format!("userid=ann&access_token={token}");
    let in_json = format!(r#"{{"userid":"ann","access_token":"{token}"}}"#);
    let urlencoded = "application/x-www-form-urlencoded";
    let search = || {
        let body = r#"{"queryWord":"ann","offset":0,"size":5}"#;
        Request::new("POST", "/v1.0/contact/users/search").body(body)
    };
    for (may, request) in [
        (
            true,
            Request::new("POST", format!("{legacy}&access_token={token}")),
        ),
        (
            true,
            Request::new("GET", format!("{legacy}&access_token={token}")),
        ),
        (
            true,
            Request::new("POST", legacy)
                .header("content-type", urlencoded)
                .body(form),
        ),
        (false, Request::new("POST", legacy).body(in_json)),
        (
            false,
            Request::new("POST", legacy).header("x-acs-dingtalk-access-token", token),
        ),
        (
            false,
            Request::new("POST", legacy).header("authorization", &bearer),
        ),
        (true, search().header("x-acs-dingtalk-access-token", token)),
        (true, search().header("authorization", &bearer)),
        (true, search().header("authorization", &any_case)),
        (false, search().header("authorization", &basic)),
        (false, search().header("authorization", token)),
        (
            true,
            search()
                .header("x-acs-dingtalk-access-token", "")
                .header("authorization", &bearer),
        ),
        (
            false,
            search()
                .header("x-acs-dingtalk-access-token", "another")
                .header("authorization", &bearer),
        ),
        (false, search()),
    ] {
        let reply = house.send(&request).await;
        assert_eq!(
            reply.is_success(),
            may,
            "{}: {}",
            request.target,
            reply.text
        );
    }
    let mut in_query = search();
    in_query.target += &format!("?access_token={token}");
    assert_eq!(house.send(&in_query).await.status, 400);
}
