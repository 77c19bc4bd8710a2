//! A place to call endpoints in: an organization, an app that calls, a clock that stands.

mod callers;
mod outside;
mod roles;
mod sign_in;

pub(crate) use sign_in::SigningIn;

use crate::still_context::{ADDRESS, finish};
use crate::still_log::StillLog;
use endpoint::{Code, Fault, Generation, Input, Kind, Past, Route, StoredFile, Upload, limits};
use org::{
    Change, Claim, ContactsScope, Draft, Eye, Millis, NewApp, Org, OrgId, Password, Points,
    Refusal, Remembered, Seed, View,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// A seed for the nth call: time stands at 2026-01-02T03:04:05Z plus n seconds.
pub fn seed(call: u8) -> Seed {
    Seed {
        now: Millis(1_767_323_045_000 + i64::from(call) * 1_000),
        entropy: [call; 32],
        person_key: [7; 32],
    }
}

/// An organization and an app that calls endpoints on it.
pub struct Place {
    /// The organization as it is now.
    pub org: Org,
    eye: Eye,
    first_app: Eye,
    calls: u8,
    later_ms: i64,
    others: BTreeMap<OrgId, Option<Org>>,
    changes: Vec<Change>,
    passwords: Vec<Password>,
    claims: BTreeMap<(String, String), (OrgId, String)>,
    sign_ins: Vec<(Millis, String)>,
    history: Vec<(&'static str, Past)>,
    secrets: BTreeMap<String, String>,
    upload: Option<Upload>,
    files: BTreeMap<String, StoredFile>,
    signing_in: SigningIn,
    log: StillLog,
    plans: Mutex<BTreeMap<String, Vec<u8>>>,
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    of: fn(&Refusal) -> Fault,
}

impl Place {
    /// An organization as [`crate::org`] describes it, and an app that may do everything. `of` is the table of codes.
    ///
    /// # Panics
    /// When the text is not well formed.
    pub fn new(text: &str, of: fn(&Refusal) -> Fault) -> Self {
        let mut place = Self {
            org: crate::org(text),
            eye: Eye::Operator,
            first_app: Eye::Operator,
            calls: 0,
            later_ms: 0,
            others: BTreeMap::new(),
            changes: Vec::new(),
            passwords: Vec::new(),
            claims: BTreeMap::new(),
            sign_ins: Vec::new(),
            history: Vec::new(),
            secrets: BTreeMap::new(),
            upload: None,
            files: BTreeMap::new(),
            signing_in: SigningIn::default(),
            log: StillLog::default(),
            plans: Mutex::default(),
            kept: Mutex::default(),
            of,
        };
        place.app(Points::All, ContactsScope::everybody());
        place.first_app = place.eye.clone();
        place
    }

    fn seed(&self) -> Seed {
        let mut seed = seed(self.calls);
        seed.now.0 += self.later_ms;
        seed
    }

    /// Lets time pass before the next call.
    pub fn later(&mut self, ms: i64) {
        self.later_ms += ms;
    }

    /// Puts another organization beside this one, as [`crate::org`] describes it; none of that id for `None`.
    ///
    /// # Panics
    /// When the text is not well formed.
    pub fn with_other(&mut self, id: &str, text: Option<&str>) {
        let id = OrgId::new(id);
        let other = text.map(|text| crate::org_named(&id, text));
        self.others.insert(id, other);
    }

    /// The organization's id.
    pub fn corp_id(&self) -> &str {
        self.org.info().id.as_str()
    }

    /// Another organization as it is now.
    ///
    /// # Panics
    /// When there is none.
    pub fn other(&self, id: &str) -> &Org {
        self.others[id].as_ref().expect("the test has it")
    }

    /// Changes another organization as its operator; this one is at hand.
    ///
    /// # Panics
    /// When the change is refused.
    pub fn operate_other<T>(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut Draft) -> Result<T, Refusal>,
    ) -> T {
        self.calls += 1;
        let mut draft = Draft::new(self.other(id), Eye::Operator, self.seed());
        draft.put_other(self.org.info().id.clone(), Some(&self.org));
        let result = change(&mut draft).expect("the test's change fits");
        let finished = draft.finish();
        for other in finished.others {
            self.org = other.org;
        }
        self.others.insert(OrgId::new(id), Some(finished.org));
        result
    }

    /// Changes the organization as its operator, with the others at hand.
    ///
    /// # Panics
    /// When the change is refused.
    pub fn operate_beside<T>(
        &mut self,
        change: impl FnOnce(&mut Draft) -> Result<T, Refusal>,
    ) -> T {
        self.calls += 1;
        let mut draft = Draft::new(&self.org, Eye::Operator, self.seed());
        for (id, other) in &self.others {
            draft.put_other(id.clone(), other.as_ref());
        }
        let result = change(&mut draft).expect("the test's change fits");
        let finished = draft.finish();
        self.org = finished.org;
        for other in finished.others {
            self.others
                .insert(other.org.info().id.clone(), Some(other.org));
        }
        result
    }

    /// Passwords that the last call stored or ended, one line each.
    pub fn passwords(&self) -> String {
        let lines = self.passwords.iter().map(|password| match &password.hash {
            Some(hash) => format!("{}: {hash}", password.userid),
            None => format!("{}: ended", password.userid),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Calls from now on as another app.
    ///
    /// # Panics
    /// When the scope names what does not exist.
    pub fn app(&mut self, points: Points, scope: ContactsScope) {
        self.calls += 1;
        let mut draft = Draft::new(&self.org, Eye::Operator, seed(200 + self.calls));
        let app = draft
            .add_app(NewApp {
                name: "Test".to_owned(),
                points,
                scope,
                redirect_uris: Vec::new(),
                allowed_addresses: Vec::new(),
            })
            .expect("the test's app fits");
        let finished = draft.finish();
        self.log
            .add("command", "app new", seed(self.calls).now, &finished);
        self.org = finished.org;
        self.eye = Eye::App(app.key);
    }

    /// Calls from now on as the app that was there first, which may do everything.
    pub fn as_app(&mut self) {
        self.eye = self.first_app.clone();
    }

    /// Calls from now on as an app with these permission points alone.
    pub fn with_points(&mut self, points: &[&str]) {
        let points = points.iter().map(|point| (*point).to_owned()).collect();
        self.app(Points::These(points), ContactsScope::everybody());
    }

    /// Calls from now on as an app with this Contacts scope.
    pub fn with_scope(&mut self, departments: &[i64], users: &[&str]) {
        let scope = ContactsScope {
            departments: departments
                .iter()
                .map(|id| org::DepartmentId(*id))
                .collect(),
            users: users
                .iter()
                .map(|id| org::UserId::new(id))
                .collect::<BTreeSet<_>>(),
            admins: false,
        };
        self.app(Points::All, scope);
    }

    /// Gives the app that calls a secret, and tells its key.
    ///
    /// # Panics
    /// When no app calls.
    pub fn with_secret(&mut self, secret: &str) -> String {
        let Eye::App(key) = &self.eye else {
            panic!("an app has a secret")
        };
        self.secrets.insert(key.to_string(), secret.to_owned());
        key.to_string()
    }

    /// Notes that somebody was active at a time.
    pub fn sign_in(&mut self, userid: &str, at: Millis) {
        self.sign_ins.push((at, userid.to_owned()));
    }

    /// Sends a file along with every call from now on.
    pub fn upload(&mut self, name: &str, content: &[u8]) {
        self.upload = Some(Upload {
            name: name.to_owned(),
            bytes: content.len() as u64,
            head: content[..content.len().min(limits::UPLOAD_HEAD_BYTES)].to_vec(),
        });
    }

    /// A file that the calling app has uploaded.
    pub fn stored(&mut self, id: &str, name: &str, content: &[u8]) {
        let file = StoredFile {
            name: name.to_owned(),
            bytes: content.len() as u64,
            head: content[..content.len().min(limits::UPLOAD_HEAD_BYTES)].to_vec(),
        };
        self.files.insert(id.to_owned(), file);
    }

    /// The unionId of a person.
    ///
    /// # Panics
    /// When there is no such person.
    pub fn union_id(&self, userid: &str) -> String {
        let user = View::new(&self.org, &Eye::Operator).user(userid);
        user.expect("the organization has it").union_id.to_owned()
    }

    /// The agent id of the app that calls.
    ///
    /// # Panics
    /// When no app calls.
    pub fn agent_id(&self) -> i64 {
        let app = View::new(&self.org, &self.eye).app();
        app.expect("an app calls").agent_id
    }

    /// Changes the organization as its operator.
    ///
    /// # Panics
    /// When the change is refused.
    pub fn operate<T>(&mut self, change: impl FnOnce(&mut Draft) -> Result<T, Refusal>) -> T {
        self.calls += 1;
        let mut draft = Draft::new(&self.org, Eye::Operator, self.seed());
        for (id, other) in &self.others {
            draft.put_other(id.clone(), other.as_ref());
        }
        let result = change(&mut draft).expect("the test's change fits");
        let finished = draft.finish();
        self.log
            .add("command", "operate", self.seed().now, &finished);
        for other in finished.others {
            let id = other.org.info().id.clone();
            self.others.insert(id, Some(other.org));
        }
        self.claim(&finished.claims);
        self.org = finished.org;
        self.remember(finished.history);
        result
    }

    /// The first label of the first label group.
    ///
    /// # Panics
    /// When the organization has no label.
    pub fn first_label(&self) -> i64 {
        let mut groups = View::new(&self.org, &Eye::Operator).label_groups();
        let group = groups.next().expect("an organization starts with groups");
        group.labels[0].id.0
    }

    /// Keeps what the present call leaves to the history.
    fn remember(&mut self, rows: Vec<Remembered>) {
        let at = self.seed().now;
        let rows = rows.into_iter().map(|row| {
            let Remembered { kind, key, body } = row;
            (kind, Past { at, key, body })
        });
        self.history.extend(rows);
    }

    /// Calls an endpoint. A success is its response as JSON; a fault is `number message: detail {extra}`, in
    /// the newer generation `status code message: detail {extra}`.
    ///
    /// # Panics
    /// When the endpoint answers a code that its description does not declare.
    pub fn call(&mut self, route: Route, input: Value) -> String {
        self.changes.clear();
        self.passwords.clear();
        self.calls += 1;
        let input = Input::from(input);
        let reply: Result<Vec<u8>, Fault> = match route.kind {
            Kind::Read(run) => {
                let view = View::new(&self.org, &self.eye).reached_at(&|| ADDRESS.to_owned());
                run(input, &view)
            }
            Kind::Write(decode) => decode(input).and_then(|mut call| {
                if let Some(password) = call.password()? {
                    *password = format!("hash of {password}");
                }
                let (draft, reply) = loop {
                    let mut draft = Draft::new(&self.org, self.eye.clone(), self.seed());
                    for (id, other) in &self.others {
                        draft.put_other(id.clone(), other.as_ref());
                    }
                    let reply = call.write(&mut draft);
                    if draft.needed().is_empty() {
                        break (draft, reply?);
                    }
                    // Those that the test does not name are not there.
                    let absent = draft.needed().iter().map(|needed| (needed.clone(), None));
                    self.others.extend(absent);
                };
                let finished = draft.finish();
                let actor = match &self.eye {
                    Eye::App(key) => format!("app:{key}"),
                    Eye::Person(id) => format!("user:{id}"),
                    Eye::Admin(id) => format!("admin:{id}"),
                    Eye::Operator => "command".to_owned(),
                };
                let now = self.seed().now;
                self.log.add(&actor, route.spec.path, now, &finished);
                self.claim(&finished.claims);
                self.org = finished.org;
                self.remember(finished.history);
                self.changes = finished.changes;
                self.passwords = finished.passwords;
                for other in finished.others {
                    let id = other.org.info().id.clone();
                    self.others.insert(id, Some(other.org));
                    self.changes.extend(other.changes);
                }
                Ok(reply)
            }),
            Kind::Task(run) => self.outside(|context| finish(run(input, context))),
            Kind::Streaming(run) => {
                let streamed = self.outside(|context| finish(run(input, context)));
                streamed.map(|streamed| self.streamed(streamed))
            }
        };
        match reply {
            Ok(bytes) => String::from_utf8(bytes).expect("JSON is text"),
            Err(fault) => self.fault(route, fault),
        }
    }

    /// Puts the new value of an organization, this one or another, in place of the old.
    fn keep(&mut self, org: Org) {
        let id = org.info().id.clone();
        if id == self.org.info().id {
            self.org = org;
        } else {
            self.others.insert(id, Some(org));
        }
    }

    /// Keeps what the present call claims over the installation.
    fn claim(&mut self, claims: &[Claim]) {
        let own = self.org.info().id.clone();
        for claim in claims {
            let place = (claim.space.to_owned(), claim.value.clone());
            match &claim.holder {
                Some(holder) => {
                    self.claims.insert(place, (own.clone(), holder.clone()));
                }
                None => {
                    self.claims.remove(&place);
                }
            }
        }
    }

    /// Claims something in the name of another organization.
    pub fn claim_for_other(&mut self, id: &str, space: &str, value: &str, holder: &str) {
        let place = (space.to_owned(), value.to_owned());
        self.claims
            .insert(place, (OrgId::new(id), holder.to_owned()));
    }

    fn fault(&self, route: Route, fault: Fault) -> String {
        let fault = match fault {
            Fault::Refused(refusal) => (self.of)(&refusal),
            Fault::Parameter {
                field,
                missing,
                detail,
            } => route.spec.parameter_fault(&field, missing, detail),
            coded => coded,
        };
        let Fault::Coded {
            code,
            detail,
            extra,
        } = fault
        else {
            panic!("the table of codes leads to a code")
        };
        assert_declared(route, code);
        let detail = detail
            .map(|detail| format!(": {}", detail.english()))
            .unwrap_or_default();
        let extra: serde_json::Map<String, Value> = extra
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let extra = if extra.is_empty() {
            String::new()
        } else {
            format!(" {}", Value::Object(extra))
        };
        match route.spec.generation {
            Generation::Legacy => format!("{} {}{detail}{extra}", code.legacy, code.message),
            Generation::New => {
                let Code {
                    status,
                    new,
                    message,
                    ..
                } = code;
                format!("{status} {new} {message}{detail}{extra}")
            }
        }
    }

    /// What the last call changed, one JSON line for each change.
    pub fn changes(&self) -> String {
        let lines: Vec<String> = self
            .changes
            .iter()
            .map(|change| serde_json::to_string(change).expect("changes are plain structs"))
            .collect();
        lines.join("\n")
    }
}

fn assert_declared(route: Route, code: &Code) {
    assert!(
        route.spec.may_answer(code),
        "{} answers {} {}, which its description does not declare",
        route.spec.path,
        code.legacy,
        code.message
    );
}
