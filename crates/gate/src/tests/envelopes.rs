//! What answers look like, to the byte.

use super::house::{House, Request};
use super::routes::ROUTES;
use crate::Settings;
use insta::assert_snapshot;

async fn house() -> House {
    House::with(Settings::default(), ROUTES.iter().collect()).await
}

/// The answer of each envelope to a query, one a line.
async fn each(house: &House, query: &str) -> String {
    let token = house.token.as_str();
    let mut shown = Vec::new();
    for path in ["/topapi/test/result", "/test/flat", "/test/bareFlat"] {
        let request = Request::new("GET", format!("{path}?{query}&access_token={token}"));
        shown.push(house.send(&request).await.shown());
    }
    let request = Request::new("PUT", format!("/v1.0/test/x/echo?{query}"))
        .header("x-acs-dingtalk-access-token", token);
    shown.push(house.send(&request).await.shown());
    shown.join("\n")
}

#[tokio::test]
async fn successes() {
    let house = house().await;
    assert_snapshot!(each(&house, "id=x").await, @r#"
    200 {"errcode":0,"errmsg":"ok","result":{"id":"x"},"request_id":"[13 characters]"}
    200 {"errcode":0,"errmsg":"ok","id":"x","request_id":"[13 characters]"}
    200 {"errcode":0,"errmsg":"ok","id":"x"}
    200 {"id":"x"}
    "#);
}

#[tokio::test]
async fn numbers_in_a_query_and_in_a_body() {
    let house = house().await;
    let mut shown = Vec::new();
    let calls = [
        ("?count=7", ""),
        ("?count=", ""),
        ("?count=seven", ""),
        ("", r#"{"count":7}"#),
        ("", r#"{"count":"7"}"#),
        ("?count=7", r#"{"count":"8"}"#),
        ("?count=7", r#"{"count":null}"#),
    ];
    for (query, body) in calls {
        let request = Request::new("PUT", format!("/v1.0/test/x/echo{query}"))
            .header("x-acs-dingtalk-access-token", &house.token)
            .body(body.as_bytes().to_vec());
        shown.push(format!(
            "{query} {body}: {}",
            house.send(&request).await.shown()
        ));
    }
    assert_snapshot!(shown.join("\n"), @r#"
    ?count=7 : 200 {"id":"x","count":7}
    ?count= : 200 {"id":"x"}
    ?count=seven : 400 {"code":"parameter.error","requestid":"[36 characters]","message":"无效的参数: count: expected a whole number of 64 bits, got the text \"seven\""}
     {"count":7}: 200 {"id":"x","count":7}
     {"count":"7"}: 400 {"code":"parameter.error","requestid":"[36 characters]","message":"无效的参数: count: expected a whole number of 64 bits, got the text \"7\""}
    ?count=7 {"count":"8"}: 400 {"code":"parameter.error","requestid":"[36 characters]","message":"无效的参数: count: expected a whole number of 64 bits, got the text \"8\""}
    ?count=7 {"count":null}: 200 {"id":"x","count":7}
    "#);
}

#[tokio::test]
async fn responses_of_nothing() {
    let house = house().await;
    let token = house.token.as_str();
    let mut shown = Vec::new();
    for path in ["/topapi/test/silent", "/test/silent", "/v1.0/test/silent"] {
        let request = Request::new("POST", format!("{path}?access_token={token}"))
            .header("x-acs-dingtalk-access-token", token);
        shown.push(house.send(&request).await.shown());
    }
    let flat = Request::new("GET", format!("/test/flat?access_token={token}"));
    shown.push(house.send(&flat).await.shown());
    assert_snapshot!(shown.join("\n"), @r#"
    200 {"errcode":0,"errmsg":"ok","request_id":"[13 characters]"}
    200 {"errcode":0,"errmsg":"ok","request_id":"[13 characters]"}
    200 {}
    200 {"errcode":0,"errmsg":"ok","request_id":"[13 characters]"}
    "#);
}

#[tokio::test]
async fn faults() {
    let house = house().await;
    assert_snapshot!(each(&house, "fail=code").await, @r#"
    200 {"errcode":60121,"errmsg":"找不到该用户","request_id":"[13 characters]"}
    200 {"errcode":60121,"errmsg":"找不到该用户","request_id":"[13 characters]"}
    200 {"errcode":60121,"errmsg":"找不到该用户"}
    404 {"code":"invalidParameter.user.notFound","requestid":"[36 characters]","message":"找不到该用户"}
    "#);
    assert_snapshot!(each(&house, "fail=detail").await, @r#"
    200 {"errcode":60121,"errmsg":"找不到该用户: nobody is \"x\"","request_id":"[13 characters]"}
    200 {"errcode":60121,"errmsg":"找不到该用户: nobody is \"x\"","request_id":"[13 characters]"}
    200 {"errcode":60121,"errmsg":"找不到该用户: nobody is \"x\""}
    404 {"code":"invalidParameter.user.notFound","requestid":"[36 characters]","message":"找不到该用户: nobody is \"x\""}
    "#);
    assert_snapshot!(each(&house, "fail=extra").await, @r#"
    200 {"errcode":60104,"errmsg":"手机号码在公司中已存在","userid":"ann","request_id":"[13 characters]"}
    200 {"errcode":60104,"errmsg":"手机号码在公司中已存在","userid":"ann","request_id":"[13 characters]"}
    200 {"errcode":60104,"errmsg":"手机号码在公司中已存在","userid":"ann"}
    400 {"code":"invalidParameter.mobile.exists","requestid":"[36 characters]","message":"手机号码在公司中已存在","userid":"ann"}
    "#);
    assert_snapshot!(each(&house, "fail=refused").await, @r#"
    200 {"errcode":60007,"errmsg":"不允许删除根部门: the root department cannot be deleted","request_id":"[13 characters]"}
    200 {"errcode":60007,"errmsg":"不允许删除根部门: the root department cannot be deleted","request_id":"[13 characters]"}
    200 {"errcode":60007,"errmsg":"不允许删除根部门: the root department cannot be deleted"}
    400 {"code":"invalidParameter.deptId.root","requestid":"[36 characters]","message":"不允许删除根部门: the root department cannot be deleted"}
    "#);
    assert_snapshot!(each(&house, "fail=missing").await, @r#"
    200 {"errcode":400002,"errmsg":"无效的参数: id is missing","request_id":"[13 characters]"}
    200 {"errcode":40035,"errmsg":"不合法的参数: id is missing","request_id":"[13 characters]"}
    200 {"errcode":40035,"errmsg":"不合法的参数: id is missing"}
    400 {"code":"Missingid","requestid":"[36 characters]","message":"id is mandatory for this action."}
    "#);
    assert_snapshot!(each(&house, "fail=invalid").await, @r#"
    200 {"errcode":400002,"errmsg":"无效的参数: id has at most 5 characters","request_id":"[13 characters]"}
    200 {"errcode":40035,"errmsg":"不合法的参数: id has at most 5 characters","request_id":"[13 characters]"}
    200 {"errcode":40035,"errmsg":"不合法的参数: id has at most 5 characters"}
    400 {"code":"parameter.error","requestid":"[36 characters]","message":"无效的参数: id has at most 5 characters"}
    "#);
}

#[tokio::test]
async fn defects_are_told_as_such_and_end_nothing() {
    let house = house().await;
    assert_snapshot!(each(&house, "fail=boom").await, @r#"
    200 {"errcode":-1,"errmsg":"系统繁忙","request_id":"[13 characters]"}
    200 {"errcode":-1,"errmsg":"系统繁忙","request_id":"[13 characters]"}
    200 {"errcode":-1,"errmsg":"系统繁忙"}
    500 {"code":"unknownError","requestid":"[36 characters]","message":"系统繁忙"}
    "#);
    let broken = house.send(&Request::new("POST", "/v1.0/test/broken")).await;
    assert_snapshot!(broken.shown(), @r#"500 {"code":"unknownError","requestid":"[36 characters]","message":"系统繁忙"}"#);
    assert_snapshot!(each(&house, "id=x").await, @r#"
    200 {"errcode":0,"errmsg":"ok","result":{"id":"x"},"request_id":"[13 characters]"}
    200 {"errcode":0,"errmsg":"ok","id":"x","request_id":"[13 characters]"}
    200 {"errcode":0,"errmsg":"ok","id":"x"}
    200 {"id":"x"}
    "#);
    assert_eq!(house.gate.metrics.in_flight.get(), 0);
}

/// A code that the description does not declare is a defect of the endpoint, which tests must see.
#[cfg(debug_assertions)]
#[tokio::test]
async fn undeclared_codes_are_defects() {
    let house = house().await;
    assert_snapshot!(each(&house, "fail=undeclared").await, @r#"
    200 {"errcode":-1,"errmsg":"系统繁忙","request_id":"[13 characters]"}
    200 {"errcode":-1,"errmsg":"系统繁忙","request_id":"[13 characters]"}
    200 {"errcode":-1,"errmsg":"系统繁忙"}
    500 {"code":"unknownError","requestid":"[36 characters]","message":"系统繁忙"}
    "#);
}

#[tokio::test]
async fn what_leads_nowhere() {
    let house = house().await;
    let mut shown = Vec::new();
    for (method, target) in [
        ("POST", "/topapi/v2/user/notexist?access_token=x"),
        ("POST", "/topapi/\"quoted\"/%00"),
        ("GET", "/no/such/path"),
        ("GET", "/v1.0/no/such/path"),
        ("GET", "/v1.0/test//x/echo"),
        ("DELETE", "/topapi/test/result"),
        ("PATCH", "/test/flat"),
        ("BREW", "/test/flat"),
        ("POST", "/v1.0/test/x/echo"),
    ] {
        let reply = house.send(&Request::new(method, target)).await;
        shown.push(format!("{method} {target}: {}", reply.shown()));
    }
    assert_snapshot!(shown.join("\n"), @r#"
    POST /topapi/v2/user/notexist?access_token=x: 200 {"errcode":22,"errmsg":"Invalid method[submsg=不合法ApiName，ApiName = dingtalk.oapi.v2.user.notexist]","sub_msg":"不合法ApiName，ApiName = dingtalk.oapi.v2.user.notexist","request_id":"[13 characters]"}
    POST /topapi/"quoted"/%00: 200 {"errcode":22,"errmsg":"Invalid method[submsg=不合法ApiName，ApiName = dingtalk.oapi.\"quoted\".%00]","sub_msg":"不合法ApiName，ApiName = dingtalk.oapi.\"quoted\".%00","request_id":"[13 characters]"}
    GET /no/such/path: 200 {"errcode":404,"errmsg":"请求的URI地址不存在","request_id":"[13 characters]"}
    GET /v1.0/no/such/path: 404 {"code":"InvalidAction.NotFound","requestid":"[36 characters]","message":"请求的URI地址不存在"}
    GET /v1.0/test//x/echo: 404 {"code":"InvalidAction.NotFound","requestid":"[36 characters]","message":"请求的URI地址不存在"}
    DELETE /topapi/test/result: 200 {"errcode":43002,"errmsg":"需要POST请求: use POST or GET","request_id":"[13 characters]"}
    PATCH /test/flat: 200 {"errcode":43001,"errmsg":"需要GET请求: use GET or POST","request_id":"[13 characters]"}
    BREW /test/flat: 200 {"errcode":43001,"errmsg":"需要GET请求: use GET or POST","request_id":"[13 characters]"}
    POST /v1.0/test/x/echo: 405 {"code":"InvalidMethod","requestid":"[36 characters]","message":"需要POST请求: use PUT"}
    "#);
    let reply = house.send(&Request::new("POST", "/v1.0/test/x/echo")).await;
    assert!(reply.head.contains("\r\nallow: PUT\r\n"), "{}", reply.head);
}

#[tokio::test]
async fn older_paths_are_known_in_any_case_and_others_are_not() {
    let house = house().await;
    let token = house.token.as_str();
    for (path, known) in [
        ("/test/bareFlat", true),
        ("/TEST/bareflat", true),
        ("/topapi/test/result", true),
        ("/topapi/test/Result", false),
        ("/Topapi/test/result", false),
    ] {
        let request = Request::new("GET", format!("{path}?access_token={token}"));
        let reply = house.send(&request).await;
        assert_eq!(reply.is_success(), known, "{path}: {}", reply.text);
    }
}

#[tokio::test]
async fn path_parameters_are_read_raw_and_decoded() {
    let house = house().await;
    for (segment, expected) in [
        ("x+y=", "x+y="),
        ("%E7%8E%8B", "王"),
        ("a%2Fb", "a/b"),
        ("100%", "100%"),
        ("%zz", "%zz"),
    ] {
        // A body or a query that names the same cannot change what the path says.
        let request = Request::new("PUT", format!("/v1.0/test/{segment}/echo?id=query"))
            .header("x-acs-dingtalk-access-token", &house.token)
            .body(r#"{"id":"body"}"#);
        assert_eq!(house.send(&request).await.body["id"], expected, "{segment}");
    }
}

#[tokio::test]
async fn the_body_comes_before_the_query() {
    let house = house().await;
    for (body, expected) in [
        (r#"{"id":"body"}"#, "body"),
        (r#"{"id":null}"#, "query"),
        ("{}", "query"),
        ("", "query"),
    ] {
        let target = format!("/topapi/test/result?id=query&access_token={}", house.token);
        let reply = house.send(&Request::new("POST", target).body(body)).await;
        assert_eq!(reply.body["result"]["id"], expected, "{body}");
    }
}

#[tokio::test]
async fn headers_name_the_call() {
    let house = house().await;
    let request = Request::new("PUT", "/v1.0/test/x/echo");
    let reply = house.send(&request).await;
    let id = reply.body["requestid"].as_str().expect("errors have one");
    for line in [
        format!("\r\nx-acs-request-id: {id}"),
        format!("\r\nx-acs-trace-id: {id}"),
        "\r\naccess-control-allow-origin: *".to_owned(),
    ] {
        assert!(reply.head.contains(&line), "{line:?} in {}", reply.head);
    }
    assert!(!reply.head.contains("\r\nserver:"), "{}", reply.head);
}

#[tokio::test]
async fn a_preflight_is_answered() {
    let house = house().await;
    let reply = house
        .send(&Request::new("OPTIONS", "/v1.0/test/x/echo"))
        .await;
    assert_eq!(reply.shown(), "200 {}");
    assert!(
        reply
            .head
            .contains("access-control-allow-methods: GET, POST, PUT, DELETE")
    );
}

#[tokio::test]
async fn pages() {
    let house = house().await;
    for path in ["/healthz", "/readyz"] {
        let reply = house.send(&Request::new("GET", path)).await;
        assert_eq!(reply.shown(), r#"200 {"status":"ok"}"#, "{path}");
    }
    each(&house, "id=x").await;
    each(&house, "fail=code").await;
    house.send(&Request::new("GET", "/nowhere")).await;
    let bytes = house
        .bytes_from("127.0.0.1", &Request::new("GET", "/metrics").bytes())
        .await;
    let text = String::from_utf8(bytes).expect("text");
    for line in [
        r#"orgbook_requests_total{route="/test/flat",outcome="ok"} 1"#,
        r#"orgbook_requests_total{route="/test/flat",outcome="refused"} 1"#,
        r#"orgbook_requests_total{route="/test/flat",outcome="failed"} 0"#,
        r#"orgbook_requests_total{route="unknown",outcome="refused"} 1"#,
        r#"orgbook_request_seconds_count{route="/test/flat"} 2"#,
        "orgbook_requests_in_flight 0",
        "orgbook_connections 1",
        "orgbook_organizations_loaded 3",
        "# EOF",
    ] {
        assert!(text.contains(&format!("\n{line}\n")), "{line} in\n{text}");
    }
    assert!(!text.contains(&house.token), "no secret is a label");
}

#[tokio::test]
async fn a_store_that_is_away_is_told() {
    let house = house().await;
    let known = Request::new("GET", format!("/test/flat?access_token={}", house.token));
    assert!(house.send(&known).await.is_success(), "reads go on");
    house.store_goes_away();
    assert!(house.send(&known).await.is_success(), "reads go on");
    let reply = house.send(&Request::new("GET", "/readyz")).await;
    assert_eq!(reply.status, 503);
    let unknown = Request::new("GET", "/test/flat?access_token=unknown");
    assert_snapshot!(house.send(&unknown).await.shown(), @r#"200 {"errcode":-1,"errmsg":"系统繁忙","request_id":"[13 characters]"}"#);
    let unknown = Request::new("PUT", "/v1.0/test/x/echo").header("authorization", "Bearer x");
    assert_snapshot!(house.send(&unknown).await.shown(), @r#"500 {"code":"system.busy","requestid":"[36 characters]","message":"系统繁忙"}"#);
    let healthy = house.send(&Request::new("GET", "/healthz")).await;
    assert_eq!(healthy.status, 200);
}
