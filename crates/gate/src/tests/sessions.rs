//! Signing in with a browser, and what others may try with that.

use super::house::{House, MOBILE, Reply, Request};
use dingtalk::codes;
use engine::Origin;
use serde_json::{Value, json};

pub(super) const PASSWORD: &str = "correct horse 9";

/// A browser: keeps its cookies and says from which page it calls.
#[derive(Default)]
pub(super) struct Browser {
    pub(super) cookies: Vec<(String, String)>,
    pub(super) csrf: String,
    origin: Option<&'static str>,
    /// What it accepts; empty is nothing.
    pub(super) language: &'static str,
}

impl Browser {
    fn at(origin: &'static str) -> Self {
        Self {
            origin: Some(origin),
            ..Self::default()
        }
    }

    pub(super) fn session(&self) -> &str {
        let found = self
            .cookies
            .iter()
            .find(|(name, _)| name == "orgbook_session");
        found.map_or("", |(_, value)| value)
    }

    fn keep(&mut self, reply: &Reply) {
        for line in reply.head.lines() {
            let Some(cookie) = line.strip_prefix("set-cookie: ") else {
                continue;
            };
            assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
            let (name, rest) = cookie.split_once('=').expect("a cookie");
            let value = rest.split(';').next().unwrap_or_default();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        if let Some(csrf) = reply.body["csrf"].as_str() {
            csrf.clone_into(&mut self.csrf);
        }
    }

    pub(super) async fn call_from(
        &mut self,
        house: &House,
        peer: &str,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Reply {
        let pairs = self.cookies.iter();
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let (cookies, csrf) = (pairs.join("; "), self.csrf.clone());
        let target = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/v1.0/orgbook/{path}")
        };
        let mut request = Request::new(method, target);
        for (name, value) in [("cookie", &cookies), ("x-orgbook-csrf", &csrf)] {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        if !self.language.is_empty() {
            request = request.header("accept-language", self.language);
        }
        if let Some(origin) = self.origin {
            request = request.header("origin", origin);
        }
        if method != "GET" {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let reply = house.send_from(peer, &request).await;
        self.keep(&reply);
        reply
    }

    pub(super) async fn call(
        &mut self,
        house: &House,
        method: &str,
        path: &str,
        body: Value,
    ) -> Reply {
        self.call_from(house, "127.0.0.1", method, path, &body)
            .await
    }

    pub(super) async fn sign_in(&mut self, house: &House, password: &str) -> Reply {
        let body = json!({ "login": MOBILE, "password": password });
        self.call(house, "POST", "sign-in", body).await
    }
}

pub(super) async fn house() -> House {
    let house = House::new().await;
    set_password(&house, &house.corp, "ann", PASSWORD).await;
    house
}

pub(super) async fn set_password(house: &House, org: &org::OrgId, userid: &str, password: &str) {
    let origin = Origin {
        actor: "command".to_owned(),
        route: "user password".to_owned(),
        from: String::new(),
    };
    let hash = engine::hash_password(password).expect("hashed");
    let set = house.engine.set_password(org, userid, &hash, origin).await;
    set.expect("somebody who signs in here");
}

pub(super) fn code(reply: &Reply) -> (u16, &str) {
    (
        reply.status,
        reply.body["code"].as_str().unwrap_or_default(),
    )
}

#[tokio::test]
async fn a_password_opens_what_a_persons_token_opens() {
    let house = house().await;
    let mut ann = Browser::at("http://orgbook");
    let before = ann.call(&house, "GET", "session", json!({})).await;
    assert_eq!(before.shown(), r#"200 {"state":"none","organizations":[]}"#);
    let signed_in = ann.sign_in(&house, PASSWORD).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.text);
    assert_eq!(signed_in.body["state"], "signedIn");
    assert_eq!(signed_in.body["userId"], "ann");
    assert_eq!(signed_in.body["corpId"], house.corp.as_str());
    assert_eq!(signed_in.body["admin"]["kind"], "none");
    assert!(signed_in.head.contains("cache-control: no-store"));
    assert_eq!(ann.session().len(), 64);
    let again = ann.call(&house, "GET", "session", json!({})).await;
    assert_eq!(again.body, signed_in.body);
    let me = ann.call(&house, "GET", "me", json!({})).await;
    assert_eq!(me.body["userId"], "ann", "{}", me.text);
    // What only an app may do is closed, as for a person's token.
    let path = "/topapi/v2/user/get?userid=ann";
    let refused = ann.call(&house, "POST", path, json!({})).await;
    let sub_code = codes::TOKEN_INVALID.legacy.to_string();
    assert_eq!(
        refused.body["sub_code"],
        sub_code.as_str(),
        "{}",
        refused.text
    );
}

#[tokio::test]
async fn whoever_signs_out_is_out() {
    let house = house().await;
    let mut ann = Browser::default();
    ann.sign_in(&house, PASSWORD).await;
    let session = ann.session().to_owned();
    let out = ann.call(&house, "DELETE", "session", json!({})).await;
    assert_eq!(out.shown(), "200 {}");
    assert_eq!(ann.session(), "", "the cookie goes");
    ann.cookies.push(("orgbook_session".to_owned(), session));
    let me = ann.call(&house, "GET", "me", json!({})).await;
    assert_eq!(
        code(&me),
        (codes::TOKEN_INVALID.status, codes::TOKEN_INVALID.new)
    );
    let none = ann.call(&house, "GET", "session", json!({})).await;
    assert_eq!(none.body["state"], "none");
    // Once more is no error.
    let again = ann.call(&house, "DELETE", "session", json!({})).await;
    assert_eq!(again.shown(), "200 {}");
}

#[tokio::test]
async fn nobody_and_a_wrong_password_are_told_alike_and_cost_alike() {
    let house = house().await;
    let mut answers = Vec::new();
    let typed = [
        json!({"login": MOBILE, "password": "wrong horse 9"}),
        json!({"login": "13700000000", "password": PASSWORD}),
        json!({"login": "nobody", "password": PASSWORD}),
        json!({"login": "nobody", "password": PASSWORD, "organizationCode": "00000000"}),
        // Somebody without a password.
        json!({"login": "13000000000", "password": PASSWORD}),
    ];
    for body in typed {
        let before = house.engine.stats().password_hashes;
        let reply = Browser::default()
            .call(&house, "POST", "sign-in", body)
            .await;
        assert_eq!(house.engine.stats().password_hashes - before, 1);
        assert!(!reply.head.contains("set-cookie"), "{}", reply.head);
        answers.push(reply.shown());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    let told = "There is no such sign-in, or the password is wrong";
    let told = format!(
        r#"401 {{"code":"signIn.wrong","requestid":"[36 characters]","message":"{told}"}}"#
    );
    assert_eq!(answers[0], told);
}

#[tokio::test]
async fn a_session_that_somebody_planted_is_not_the_one_that_signs_in() {
    let house = house().await;
    let mut ann = Browser::default();
    let planted = "ab".repeat(32);
    ann.cookies
        .push(("orgbook_session".to_owned(), planted.clone()));
    ann.sign_in(&house, PASSWORD).await;
    assert_ne!(ann.session(), planted);
    let first = ann.session().to_owned();
    ann.sign_in(&house, PASSWORD).await;
    assert_ne!(ann.session(), first);
    for old in [planted, first] {
        let mut attacker = Browser::default();
        attacker.cookies.push(("orgbook_session".to_owned(), old));
        let session = attacker.call(&house, "GET", "session", json!({})).await;
        assert_eq!(session.body["state"], "none");
    }
}

#[tokio::test]
async fn another_sites_page_changes_nothing() {
    let house = house().await;
    let mut ann = Browser::default();
    ann.sign_in(&house, PASSWORD).await;
    let right = ann.csrf.clone();
    let other = Browser::default().sign_in(&house, PASSWORD).await;
    let others = other.body["csrf"].as_str().expect("given").to_owned();
    for (csrf, origin) in [
        (String::new(), None),
        ("0".repeat(32), None),
        (others, None),
        (right.clone(), Some("http://evil.example")),
        (right.clone(), Some("http://orgbook.evil.example")),
        (right.clone(), Some("null")),
    ] {
        ann.csrf.clone_from(&csrf);
        ann.origin = origin;
        let refused = ann.call(&house, "DELETE", "session", json!({})).await;
        assert_eq!(
            code(&refused),
            (403, "session.foreign"),
            "{csrf} {origin:?}"
        );
        // In the world of the older generation, whose changes some clients ask for with GET.
        for method in ["GET", "POST"] {
            let path = "/topapi/v2/user/delete?userid=ann";
            let refused = ann.call(&house, method, path, json!({})).await;
            assert_eq!(refused.body["sub_code"], "400104", "{}", refused.text);
        }
        // Some of its oldest are documented with GET, and a browser shows its session where a foreign page leads it to.
        for path in ["/user/delete?userid=bob", "/department/delete?id=2"] {
            let refused = ann.call(&house, "GET", path, json!({})).await;
            assert_eq!(refused.body["errcode"], 400104, "{}", refused.text);
        }
    }
    // Looking is open: what a foreign page sees of it, browsers decide by the answer's headers.
    ann.csrf.clear();
    ann.origin = Some("http://evil.example");
    assert!(ann.call(&house, "GET", "me", json!({})).await.is_success());
    let foreign = ann.sign_in(&house, PASSWORD).await;
    assert_eq!(code(&foreign), (403, "session.foreign"));
    // And from a page of ours it works.
    (ann.csrf, ann.origin) = (right, Some("http://orgbook"));
    let out = ann.call(&house, "DELETE", "session", json!({})).await;
    assert_eq!(out.shown(), "200 {}");
}

#[tokio::test]
async fn a_session_ends_with_its_persons_sessions_and_in_time() {
    let house = house().await;
    let mut ann = Browser::default();
    ann.sign_in(&house, PASSWORD).await;
    house.clock.forward(23 * 3_600);
    assert!(ann.call(&house, "GET", "me", json!({})).await.is_success());
    // Used or not, it does not last for ever.
    for _ in 0..14 {
        house.clock.forward(23 * 3_600);
        ann.call(&house, "GET", "me", json!({})).await;
    }
    assert_eq!(ann.call(&house, "GET", "me", json!({})).await.status, 400);
    ann.sign_in(&house, PASSWORD).await;
    house.clock.forward(24 * 3_600 + 1);
    assert_eq!(ann.call(&house, "GET", "me", json!({})).await.status, 400);
    ann.sign_in(&house, PASSWORD).await;
    set_password(&house, &house.corp, "ann", "another horse 9").await;
    assert_eq!(ann.call(&house, "GET", "me", json!({})).await.status, 400);
    let session = ann.call(&house, "GET", "session", json!({})).await;
    assert_eq!(session.body["state"], "none");
}

#[tokio::test]
async fn guessing_slows_the_guesser_and_not_the_person() {
    let house = house().await;
    let mut known = Browser::default();
    known.sign_in(&house, PASSWORD).await;
    let guess = json!({ "login": MOBILE, "password": "wrong horse 9" });
    let right = json!({ "login": MOBILE, "password": PASSWORD });
    for _ in 0..5 {
        let reply = Browser::default()
            .call(&house, "POST", "sign-in", guess.clone())
            .await;
        assert_eq!(code(&reply), (401, "signIn.wrong"));
    }
    let before = house.engine.stats().password_hashes;
    for body in [&guess, &right] {
        let reply = Browser::default()
            .call(&house, "POST", "sign-in", body.clone())
            .await;
        assert_eq!(code(&reply), (429, "signIn.tooMany"), "{}", reply.text);
        assert_eq!(reply.body["retryAfterSeconds"], 1);
    }
    assert_eq!(
        house.engine.stats().password_hashes,
        before,
        "not looked at"
    );
    // From elsewhere, and with the browser that is known, the person comes in.
    let mut other = Browser::default();
    let reply = other
        .call_from(&house, "10.0.0.9", "POST", "sign-in", &right)
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(known.sign_in(&house, PASSWORD).await.status, 200);
    // A wait doubles with each failure.
    house.clock.forward(2);
    let reply = Browser::default()
        .call(&house, "POST", "sign-in", guess.clone())
        .await;
    assert_eq!(code(&reply), (401, "signIn.wrong"));
    let reply = Browser::default()
        .call(&house, "POST", "sign-in", guess.clone())
        .await;
    assert_eq!(reply.body["retryAfterSeconds"], 2);
}

#[tokio::test]
async fn guessing_from_everywhere_does_not_lock_known_browsers_out() {
    let house = house().await;
    let mut known = Browser::default();
    known.sign_in(&house, PASSWORD).await;
    let guess = json!({ "login": MOBILE, "password": "wrong horse 9" });
    let mut slowed = 0;
    for place in 0..60 {
        let peer = format!("10.1.{place}.1");
        let mut attacker = Browser::default();
        let reply = attacker
            .call_from(&house, &peer, "POST", "sign-in", &guess)
            .await;
        slowed += u32::from(reply.status == 429);
    }
    assert!(slowed >= 9, "{slowed}");
    assert_eq!(known.sign_in(&house, PASSWORD).await.status, 200);
    // Whoever has no known browser waits half a minute at most.
    house.clock.forward(31);
    let mut new = Browser::default();
    let right = json!({ "login": MOBILE, "password": PASSWORD });
    let reply = new
        .call_from(&house, "10.2.0.1", "POST", "sign-in", &right)
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}
