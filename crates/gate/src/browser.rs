//! What a browser shows and is given: cookies, and whether a call comes from a page of our own.

use crate::Gate;
use crate::limits;
use endpoint::{Kind, Method, Route};
use engine::{Entered, Session, Visit};
use http::header::{CACHE_CONTROL, COOKIE, HeaderValue, ORIGIN, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Holds the text of a session.
const SESSION: &str = "orgbook_session";
/// Holds by what a browser is known in which somebody has signed in.
const DEVICE: &str = "orgbook_device";
/// Carries what the session gave, in calls that change something.
const CSRF: &str = "x-orgbook-csrf";

/// What a browser shows under a name.
pub(crate) fn cookie_of<'h>(head: &'h Parts, name: &str) -> Option<&'h str> {
    let lines = head.headers.get_all(COOKIE).iter();
    let texts = lines.filter_map(|line| line.to_str().ok());
    texts
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty() && value.len() <= limits::COOKIE_BYTES_MAX)
}

/// What a browser is given, for the installation under this address.
fn cookie(own: &str, (name, value): (&str, &str), seconds: i64) -> String {
    let secure = match own.starts_with("https:") {
        true => "; Secure",
        false => "",
    };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

impl Gate {
    /// What a browser is given that has come back from an organization's provider.
    pub(crate) fn session_cookie(&self, entered: &Entered, own: &str) -> String {
        let left_ms = entered.session.expires_at().0 - self.engine.now().0;
        cookie(own, (SESSION, &entered.text), left_ms / 1_000)
    }
}

/// The browser behind a call, if one is. Looking costs nothing until something is asked.
pub(crate) struct Browser<'r> {
    gate: &'r Gate,
    head: &'r Parts,
    peer: IpAddr,
    route: &'static Route,
    given: Mutex<Vec<String>>,
}

impl<'r> Browser<'r> {
    pub(crate) fn new(
        gate: &'r Gate,
        head: &'r Parts,
        peer: IpAddr,
        route: &'static Route,
    ) -> Self {
        Self {
            gate,
            head,
            peer,
            route,
            given: Mutex::new(Vec::new()),
        }
    }

    fn cookie(&self, name: &str) -> Option<&'r str> {
        cookie_of(self.head, name)
    }

    /// The text of the session that the browser shows.
    pub(crate) fn session_text(&self) -> Option<&'r str> {
        self.cookie(SESSION)
    }

    /// Whether the call comes from a page of this installation, as far as the browser says.
    pub(crate) fn is_ours(&self) -> bool {
        let Some(origin) = self.head.headers.get(ORIGIN) else {
            return true;
        };
        let own = self.gate.own_address(self.peer, self.head);
        let host_of = |address: &str| Some(address.split_once("://")?.1.to_ascii_lowercase());
        let origin = origin.to_str().ok().and_then(host_of);
        origin.is_some() && origin == host_of(&own)
    }

    /// Whether the call may use the session that the browser shows: it only looks, or a page made it that was given what
    /// belongs to the session. A browser shows its cookies whoever makes it call.
    pub(crate) fn may_use(&self, text: &str) -> bool {
        if self.only_looks() {
            return true;
        }
        let shown = self.head.headers.get(CSRF);
        let shown = shown.map(HeaderValue::as_bytes).unwrap_or_default();
        self.is_ours() && self.gate.engine.is_csrf(text, shown)
    }

    /// The older generation takes calls that change something as GET, too, and documents some of them so.
    fn only_looks(&self) -> bool {
        let looks = matches!(self.head.method, http::Method::GET | http::Method::HEAD);
        looks
            && match self.route.kind {
                Kind::Read(_) => true,
                Kind::Write(_) => false,
                _ => self.route.spec.method == Method::Get,
            }
    }

    /// From where somebody signs in.
    pub(crate) fn visit(&self) -> Visit {
        let headers = &self.head.headers;
        let agent = headers.get(USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok());
        Visit {
            route: self.route.spec.path.to_owned(),
            from: self.gate.address(self.peer, headers).to_string(),
            agent: agent.unwrap_or_default().to_owned(),
            device: self.cookie(DEVICE).map(str::to_owned),
        }
    }

    fn give(&self, name: &str, value: &str, seconds: i64) {
        let own = self.gate.own_address(self.peer, self.head);
        let cookie = cookie(&own, (name, value), seconds);
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.push(cookie);
    }

    /// Gives the browser a session to show from now on.
    pub(crate) fn give_session(&self, entered: &Entered) -> Arc<Session> {
        let session = &entered.session;
        let left_ms = session.expires_at().0 - self.gate.engine.now().0;
        self.give(SESSION, &entered.text, left_ms / 1_000);
        if let Some(device) = &entered.device {
            self.give(DEVICE, device, limits::DEVICE_SECONDS);
        }
        session.clone()
    }

    /// Takes the session away from the browser.
    pub(crate) fn take_session(&self) {
        self.give(SESSION, "", 0);
    }

    /// Puts what the browser is given into the answer.
    pub(crate) fn put_into(&self, answer: &mut crate::answer::Answer) {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let headers = answer.headers_mut();
        for cookie in given.iter() {
            if let Ok(cookie) = HeaderValue::from_str(cookie) {
                headers.append(SET_COOKIE, cookie);
                headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            }
        }
    }
}
