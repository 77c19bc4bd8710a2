//! Two organizations, their apps, and a client that speaks in bytes.

use super::links;
use crate::serve::connection;
use crate::{Gate, Settings};
use endpoint::{Method, Route, TokenKind};
use engine::{Clock, Engine};
use org::{App, ContactsScope, Eye, Founding, Millis, NewApp, OrgId, Points, View};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Faults, FaultyStore, MemoryStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex, split};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Stands in every name of the first organization; whoever reads it has seen somebody.
pub(super) const MARK: &str = "zzmark";
pub(super) const MOBILE: &str = "13900000001";
const HOME: &str = "127.0.0.1";

/// A clock that the test sets.
pub(super) struct SetClock(AtomicI64);

impl SetClock {
    pub(super) fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000, Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Millis {
        Millis(self.0.load(Ordering::Relaxed))
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) text: String,
    pub(super) body: Value,
}

impl Reply {
    /// Every answer, of whatever kind, is a JSON object.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("answers are UTF-8");
        let (head, text) = text.split_once("\r\n\r\n").expect("head and body");
        let status = head[9..12].parse().expect("a status line");
        let text = match head.contains("\r\ntransfer-encoding: chunked") {
            true => joined(text),
            false => text.to_owned(),
        };
        let read = |text: &str| -> Value {
            serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {head}\n\n{text}"))
        };
        let has_lines = head.contains("\r\ncontent-type: application/x-ndjson\r\n");
        let body = match has_lines {
            true => json!({ "lines": text.lines().map(read).collect::<Vec<_>>() }),
            false => read(&text),
        };
        assert!(body.is_object(), "{text}");
        assert!(has_lines || head.contains("\r\ncontent-type: application/json\r\n"));
        Self {
            status,
            head: head.to_owned(),
            text,
            body,
        }
    }

    pub(super) fn is_success(&self) -> bool {
        self.status == 200 && self.body.get("errcode").is_none_or(|code| code == 0)
    }

    /// Whether the system itself failed.
    pub(super) fn is_failure(&self) -> bool {
        // Some documented codes for a caller's mistakes come with the status of a failure.
        let own = ["system.busy", "unknownError", "server.error"];
        let code = self.body["code"].as_str().unwrap_or_default();
        own.contains(&code) || self.body["errcode"] == -1
    }

    /// Status and body, with ids hidden.
    pub(super) fn shown(&self) -> String {
        let mut text = self.text.clone();
        for name in ["request_id", "requestid"] {
            if let Some(id) = self.body[name].as_str() {
                text = text.replace(id, &format!("[{} characters]", id.len()));
            }
        }
        format!("{} {text}", self.status)
    }
}

/// A body that came in chunks.
pub(super) fn joined(mut text: &str) -> String {
    let mut whole = String::new();
    while let Some((length, rest)) = text.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).expect("a length");
        whole.push_str(&rest[..length]);
        text = rest[length..].strip_prefix("\r\n").expect("an end");
    }
    whole
}

/// The first organization and everything in front of it.
pub(super) struct House {
    pub(super) gate: Arc<Gate>,
    pub(super) engine: Engine,
    pub(super) clock: Arc<SetClock>,
    pub(super) corp: OrgId,
    /// A token of an app that may do everything.
    pub(super) token: String,
    pub(super) app: App,
    /// A token of ann.
    pub(super) person: String,
    /// A token of the founder, who administers everything.
    pub(super) admin: String,
    /// A token of the other organization's app.
    pub(super) stranger: String,
    /// Of an app of an organization that takes part in the first.
    pub(super) branch: String,
    /// A token of somebody of the other organization.
    pub(super) strange_person: String,
    /// Parameters that depend on what was made up.
    made_up: Value,
    store: Arc<FaultyStore>,
}

fn founding(name: &str) -> Founding {
    Founding {
        name: name.to_owned(),
        admin_name: name.to_owned(),
        admin_mobile: "13000000000".to_owned(),
        admin_userid: Some("founder".to_owned()),
    }
}

fn new_app(points: Points, scope: ContactsScope) -> NewApp {
    NewApp {
        name: "Test".to_owned(),
        points,
        scope,
        redirect_uris: Vec::new(),
        allowed_addresses: Vec::new(),
    }
}

impl House {
    pub(super) async fn new() -> Self {
        Self::with(Settings::default(), crate::routes().collect()).await
    }

    pub(super) async fn with(settings: Settings, routes: Vec<&'static Route>) -> Self {
        let clock = Arc::new(SetClock(AtomicI64::new(1_767_323_045_000)));
        let memory = Arc::new(MemoryStore::new());
        let store = Arc::new(FaultyStore::new(memory, Faults::default()));
        let engine = Engine::start(store.clone(), clock.clone(), engine::Settings::default())
            .await
            .expect("a store in memory answers");
        let name = format!("Acme {MARK}");
        let (corp, _) = (engine.found(None, founding(&name)).await).expect("new");
        let (other, _) = (engine.found(None, founding("Other")).await).expect("new");
        let mut made_up = (engine
            .operate(&corp, "test", super::furnishing::furnish)
            .await)
            .expect("it fits");
        let branch = links::furnish(&engine, &corp, &mut made_up).await;
        let everything = || new_app(Points::All, ContactsScope::everybody());
        let (app, secret) = (engine.create_app(&corp, everything()).await).expect("it fits");
        let token = token(&engine, &app, &secret).await;
        let made = engine.create_app(&other, everything()).await;
        let (their_app, their_secret) = made.expect("it fits");
        let stranger = self::token(&engine, &their_app, &their_secret).await;
        let made = engine.create_app(&branch, everything()).await;
        let (branch_app, branch_secret) = made.expect("it fits");
        let branch = self::token(&engine, &branch_app, &branch_secret).await;
        let person = user_token(&engine, &corp, "ann").await;
        let admin = user_token(&engine, &corp, "founder").await;
        let strange_person = user_token(&engine, &other, "founder").await;
        let gate = Gate::with_routes(
            engine.clone(),
            outbound(&engine),
            settings,
            routes.into_iter(),
        );
        Self {
            gate: Arc::new(gate),
            engine,
            clock,
            corp,
            token,
            app,
            person,
            admin,
            stranger,
            branch,
            strange_person,
            made_up,
            store,
        }
    }

    /// The token that opens a route.
    pub(super) fn token_for(&self, route: &Route) -> &str {
        match route.spec.token {
            TokenKind::Person => &self.person,
            TokenKind::Administrator => &self.admin,
            _ => &self.token,
        }
    }

    /// A token of somebody of the first organization.
    pub(super) async fn token_of(&self, userid: &str) -> String {
        user_token(&self.engine, &self.corp, userid).await
    }

    /// From now on the store cannot be reached.
    pub(super) fn store_goes_away(&self) {
        self.store.set_down(true);
    }

    /// The token of a further app of the first organization.
    pub(super) async fn app(&self, new: NewApp) -> String {
        let made = self.engine.create_app(&self.corp, new).await;
        let (app, secret) = made.expect("it fits");
        token(&self.engine, &app, &secret).await
    }

    pub(super) async fn app_with_points(&self, points: Points) -> String {
        self.app(new_app(points, ContactsScope::everybody())).await
    }

    pub(super) async fn app_without_scope(&self) -> String {
        self.app(new_app(Points::All, ContactsScope::default()))
            .await
    }

    pub(super) async fn app_at(&self, networks: &[&str]) -> String {
        let mut new = new_app(Points::All, ContactsScope::everybody());
        new.allowed_addresses = networks.iter().map(|text| (*text).to_owned()).collect();
        self.app(new).await
    }

    /// A connection, the client's end first. It lives until either end goes.
    pub(super) fn connect(
        &self,
        peer: &str,
    ) -> (DuplexStream, watch::Sender<bool>, JoinHandle<()>) {
        let (ours, theirs) = duplex(64 * 1024);
        let (end, ending) = watch::channel(false);
        let peer: IpAddr = peer.parse().expect("the test's own address");
        let served = tokio::spawn(connection(self.gate.clone(), theirs, peer, ending));
        (ours, end, served)
    }

    /// Sends bytes over a connection of their own; everything that comes back.
    pub(super) async fn bytes_from(&self, peer: &str, request: &[u8]) -> Vec<u8> {
        let (stream, _end, served) = self.connect(peer);
        let (mut input, mut output) = split(stream);
        let send = async {
            // A server may stop listening to what it refuses.
            let _ = output.write_all(request).await;
            output
        };
        let mut reply = Vec::new();
        let receive = input.read_to_end(&mut reply);
        let (_, received) = tokio::join!(send, receive);
        received.expect("the connection ends in order");
        served.await.expect("a connection does not panic");
        reply
    }

    pub(super) async fn send(&self, request: &Request<'_>) -> Reply {
        self.send_from(HOME, request).await
    }

    pub(super) async fn send_from(&self, peer: &str, request: &Request<'_>) -> Reply {
        Reply::read(&self.bytes_from(peer, &request.bytes()).await)
    }

    /// Calls a route with what every route understands.
    pub(super) async fn call(&self, route: &Route, token: Option<&str>) -> Reply {
        self.call_with(route, token, &self.input()).await
    }

    pub(super) async fn call_with(
        &self,
        route: &Route,
        token: Option<&str>,
        input: &Value,
    ) -> Reply {
        self.send(&Request::of(route, token, input)).await
    }

    /// The parameters of all routes at once: unknown ones are ignored.
    pub(super) fn input(&self) -> Value {
        let mut input = json!({
            "userid": "ann", "mobile": MOBILE,
            "dept_id": 2, "id": 2, "department_id": 2, "departmentId": 2, "deptId": 2,
            "cursor": 0, "offset": 0, "size": 10, "name": "Renamed", "queryWord": MARK,
            "query_date": "20260102", "is_active": true, "only_active": false, "onlyActive": 0,
            "dept_id_list": "2", "department": "[2]", "parent_id": 1, "parentid": 1,
            "appId": self.app.agent_id, "userIds": "ann", "roleName": "Renamed",
            "seniorStaffId": "ann", "open": true, "objectStaffIds": ["ann"], "q": MARK, "viewer": "founder",
            "target": "ann", "rule": {"objectStaffIds": ["ann"]},
            "agentId": self.app.agent_id, "userIdList": ["ann"], "inviterUserId": "ann",
            "startTime": "2026-01-01T00:00:00Z", "maxResults": 10,
        });
        let made_up = self.made_up.as_object().expect("parameters").clone();
        input.as_object_mut().expect("parameters").extend(made_up);
        input
    }

    /// Everybody and every department as they are stored.
    pub(super) async fn people_and_departments(&self) -> Vec<Vec<u8>> {
        let org = self.engine.org(&self.corp).await.expect("it is loaded");
        let contacts = org
            .record_keys()
            .filter(|key| matches!(key.kind(), "user" | "department"));
        contacts.filter_map(|key| org.record_body(&key)).collect()
    }

    pub(super) fn entries(&self) -> u64 {
        self.engine.stats().entries_appended
    }
}

/// Callbacks to anywhere.
pub(crate) fn outbound(engine: &Engine) -> push::Outbound {
    let poster = push::Poster::new(true);
    push::Outbound::new(engine.clone(), poster)
}

async fn user_token(engine: &Engine, corp: &OrgId, userid: &str) -> String {
    let issued = engine.issue_user_token(corp, userid).await;
    issued.expect("a member").token
}

async fn token(engine: &Engine, app: &App, secret: &str) -> String {
    let issued = engine.issue_app_token(app.key.as_str(), secret, None).await;
    issued.expect("the app's own secret").token
}

/// A request on its way in.
pub(super) struct Request<'a> {
    pub(super) method: &'a str,
    pub(super) target: String,
    pub(super) headers: Vec<(&'a str, &'a str)>,
    pub(super) body: Vec<u8>,
}

impl<'a> Request<'a> {
    pub(super) fn new(method: &'a str, target: impl Into<String>) -> Self {
        Self {
            method,
            target: target.into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub(super) fn header(mut self, name: &'a str, value: &'a str) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The documented way to call a route.
    pub(super) fn of(route: &Route, token: Option<&'a str>, input: &Value) -> Self {
        let spec = route.spec;
        let mut members = input.as_object().expect("parameters are an object").clone();
        // One name, two kinds of settings.
        let setting = match spec.path {
            _ if spec.method != Method::Get => None,
            path if path.contains("/empAttributes/") => members.get("attributeSettingId"),
            _ => members.get("hideSettingId"),
        };
        if let Some(id) = setting.cloned() {
            members.insert("settingId".to_owned(), id);
        }
        let path = filled(spec.path, &members);
        let mut query = String::new();
        if spec.method == Method::Get {
            for (name, value) in &members {
                let value = value.as_str().map_or(value.to_string(), str::to_owned);
                query += &format!("&{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC));
            }
        }
        let is_new = spec.path.starts_with("/v1.0/");
        if let Some(token) = token.filter(|_| !is_new) {
            query += &format!("&access_token={token}");
        }
        let target = format!("{path}?{}", query.trim_start_matches('&'));
        let mut request = Self::new(spec.method.as_str(), target);
        if let Some(token) = token.filter(|_| is_new) {
            request = request.header("x-acs-dingtalk-access-token", token);
        }
        if spec.method != Method::Get {
            let body = if spec.takes_list {
                json!([input])
            } else {
                input.clone()
            };
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        request
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: orgbook\r\n",
            self.method, self.target
        );
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!(
            "content-length: {}\r\nconnection: close\r\n\r\n",
            self.body.len()
        );
        [head.as_bytes(), &self.body].concat()
    }
}

fn filled(path: &str, members: &Map<String, Value>) -> String {
    let segment = |segment: &str| {
        let Some(name) = segment.strip_prefix('{') else {
            return segment.to_owned();
        };
        let value = match members.get(name.trim_end_matches('}')) {
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => "x".to_owned(),
        };
        // Longer ones have a test of their own.
        let value: String = value.chars().take(500).collect();
        utf8_percent_encode(&value, NON_ALPHANUMERIC).to_string()
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// Whether somebody can be found in an organization, told by its operator's view.
pub(super) async fn knows(house: &House, userid: &str) -> bool {
    let org = house.engine.org(&house.corp).await.expect("it is loaded");
    View::new(&org, &Eye::Operator).user(userid).is_ok()
}
