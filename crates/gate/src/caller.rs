//! Who calls, and whether he may.

use crate::Gate;
use crate::answer::{self, Asked, Told};
use crate::browser::Browser;
use crate::limits;
use crate::path::World;
use crate::recorder::Trace;
use dingtalk::codes;
use endpoint::{Administrators, Delegation, Spec, Stage, TokenKind};
use engine::{Holder, Token, WriteError};
use http::HeaderMap;
use http::request::Parts;
use ipnet::IpNet;
use org::{App, AppKey, Eye, Module, Org, UserId, View, sentence};
use serde_json::{Map, Value, json};
use std::net::IpAddr;
use std::sync::Arc;

/// A caller who may call.
pub(crate) struct Caller {
    pub(crate) org: Arc<Org>,
    pub(crate) eye: Eye,
    /// Through which app a person acts, and how far.
    pub(crate) delegation: Option<Arc<Delegation>>,
}

impl Caller {
    /// The app that calls, when an app does.
    pub(crate) fn app(&self) -> Option<&AppKey> {
        match &self.eye {
            Eye::App(key) => Some(key),
            Eye::Operator | Eye::Person(_) | Eye::Admin(_) => None,
        }
    }

    /// Who it is, for the log of the organization.
    pub(crate) fn actor(&self) -> String {
        match &self.eye {
            Eye::Operator => "command".to_owned(),
            Eye::App(key) => format!("app:{key}"),
            Eye::Person(id) => format!("user:{id}"),
            Eye::Admin(id) => format!("admin:{id}"),
        }
    }
}

/// What a caller shows to be known by.
#[derive(Clone, Copy)]
pub(crate) enum Shown<'r> {
    /// A token.
    Token(&'r str),
    /// A browser, which shows a session.
    Session(&'r Browser<'r>, &'r str),
}

impl<'r> Shown<'r> {
    /// A token, or else what the browser shows.
    pub(crate) fn of(token: Option<&'r str>, browser: &'r Browser<'r>) -> Option<Self> {
        let session = || Some(Self::Session(browser, browser.session_text()?));
        token.map(Self::Token).or_else(session)
    }
}

/// The token of a call: in the query (or form) of the older generation, in a header of the newer.
pub(crate) fn token<'a>(
    world: World,
    headers: &'a HeaderMap,
    parameters: &'a Map<String, Value>,
) -> Option<&'a str> {
    let text = match world {
        World::New => headers
            .get("x-acs-dingtalk-access-token")
            .and_then(|value| value.to_str().ok())
            .filter(|text| !text.trim().is_empty())
            .or_else(|| bearer(headers)),
        _ => parameters.get("access_token").and_then(Value::as_str),
    };
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// `Bearer TOKEN`; the name of the scheme is written in any case.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

fn no_token(asked: Asked) -> Told {
    let code = match asked.world {
        World::Topapi => codes::TOKEN_BLANK,
        World::Flat => codes::TOKEN_MISSING,
        World::New => codes::TOKEN_HEADER_MISSING,
    };
    answer::refused(asked, code, code.message, Vec::new())
}

fn bad_token(asked: Asked) -> Told {
    let code = codes::TOKEN_INVALID;
    answer::refused(asked, code, code.message, Vec::new())
}

/// To somebody who could do this otherwise: what to do first.
fn no_second_factor(asked: Asked) -> Told {
    let code = console::session::codes::SECOND_FACTOR_NEEDED;
    answer::refused(asked, code, code.message, Vec::new())
}

fn busy(asked: Asked) -> Told {
    answer::coded(asked, codes::BUSY, None, Vec::new())
}

impl Gate {
    /// Finds out who calls, and refuses who may not. `trace` hears whose token it was.
    pub(crate) async fn caller(
        &self,
        asked: Asked,
        route: (usize, &Spec),
        shown: Option<Shown<'_>>,
        address: IpAddr,
        trace: &mut Trace,
    ) -> Result<Caller, Told> {
        let (place, spec) = route;
        let token = match shown.ok_or_else(|| no_token(asked))? {
            Shown::Token(text) => self.token(asked, text).await?,
            Shown::Session(browser, text) => self.session(asked, browser, text).await?,
        };
        let org = match self.engine.org(&token.org).await {
            Ok(org) => org,
            Err(WriteError::NoSuchOrganization(_)) => return Err(bad_token(asked)),
            Err(_) => return Err(busy(asked)),
        };
        // An app never has the power of the person for whom it acts, but only what it was granted.
        if let (Holder::Person(id), Some(delegation)) = (&token.holder, &token.delegation) {
            trace.meet(&org, &delegation.app, || self.engine.now());
            let person = (id.clone(), token.session_mark);
            let caller = self.person_through(asked, route, org, person, delegation, address);
            return caller.map_err(|told| *told);
        }
        // What an app's token opens, a person's opens to administrators alone; what a person's opens, no app's.
        match (token.holder, spec.token) {
            (Holder::App(key), TokenKind::App) => {
                trace.meet(&org, &key, || self.engine.now());
                let app = self.app(asked, route, org, key, address);
                app.map_err(|told| *told)
            }
            (Holder::Person(id), TokenKind::Person) => {
                let person = self.person(asked, place, org, (id, token.session_mark));
                person.map_err(|told| *told)
            }
            (Holder::Person(id), TokenKind::App | TokenKind::Administrator) => {
                let lacks = self.engine.lacks_second_factor(&org, &id).await;
                let lacks = lacks.map_err(|_| busy(asked))?;
                let told = self.administrator(asked, route, org, (id, token.session_mark));
                let caller = told.map_err(|told| *told)?;
                match lacks {
                    true => Err(no_second_factor(asked)),
                    false => Ok(caller),
                }
            }
            (Holder::App(_), TokenKind::Person) => Err(match spec.permission {
                Some(point) => no_permission(asked, point),
                None => bad_token(asked),
            }),
            _ => Err(bad_token(asked)),
        }
    }

    async fn token(&self, asked: Asked, text: &str) -> Result<Token, Told> {
        if text.len() > limits::TOKEN_BYTES_MAX {
            return Err(bad_token(asked));
        }
        if let Some(token) = self.engine.known_token(text) {
            return Ok(token);
        }
        let token = self.engine.token(text).await;
        let token = token.map_err(|_| busy(asked))?;
        token.ok_or_else(|| bad_token(asked))
    }

    /// A session of somebody who is signed in opens what a token of that person opens.
    async fn session(
        &self,
        asked: Asked,
        browser: &Browser<'_>,
        text: &str,
    ) -> Result<Token, Told> {
        let session = match self.engine.known_session(text) {
            Some(session) => Some(session),
            None => {
                let session = self.engine.session(text).await;
                session.map_err(|_| busy(asked))?
            }
        };
        let session = session.filter(|session| session.stage() == Stage::SignedIn);
        let session = session.ok_or_else(|| bad_token(asked))?;
        if !browser.may_use(text) {
            let code = console::session::codes::SESSION_FOREIGN;
            return Err(answer::refused(asked, code, code.message, Vec::new()));
        }
        Ok(Token {
            org: session.org().clone(),
            holder: Holder::Person(session.userid().clone()),
            session_mark: session.session_mark(),
            delegation: None,
            expires_at: session.expires_at(),
        })
    }

    fn person(
        &self,
        asked: Asked,
        place: usize,
        org: Arc<Org>,
        (id, session_mark): (UserId, u64),
    ) -> Result<Caller, Box<Told>> {
        if !org.may_enter(&id, session_mark) {
            return Err(Box::new(bad_token(asked)));
        }
        let bucket = format!("{}/{id}", org.info().id);
        if !self.rate.allows(&bucket, place) {
            let code = codes::APP_RATE;
            return Err(Box::new(answer::coded(asked, code, None, Vec::new())));
        }
        Ok(Caller {
            org,
            eye: Eye::Person(id),
            delegation: None,
        })
    }

    /// A person for whom an app calls: it may do what both may, and what the person agreed to.
    fn person_through(
        &self,
        asked: Asked,
        route: (usize, &Spec),
        org: Arc<Org>,
        (id, session_mark): (UserId, u64),
        delegation: &Arc<Delegation>,
        address: IpAddr,
    ) -> Result<Caller, Box<Told>> {
        let (_, spec) = route;
        let scopes = spec.delegated.ok_or_else(|| Box::new(bad_token(asked)))?;
        if !org.may_enter(&id, session_mark) {
            return Err(Box::new(bad_token(asked)));
        }
        if let Some(missing) = scopes.iter().find(|scope| !delegation.holds(scope)) {
            return Err(Box::new(no_permission(asked, missing)));
        }
        let caller = self.app(asked, route, org, delegation.app.clone(), address)?;
        Ok(Caller {
            eye: Eye::Person(id),
            delegation: Some(delegation.clone()),
            ..caller
        })
    }

    /// Somebody who calls as an administrator. What is not open to administrators at all knows no such token, nor does
    /// anything of a person who is none.
    pub(crate) fn administrator(
        &self,
        asked: Asked,
        (place, spec): (usize, &Spec),
        org: Arc<Org>,
        (id, session_mark): (UserId, u64),
    ) -> Result<Caller, Box<Told>> {
        let Caller { org, .. } = self.person(asked, place, org, (id.clone(), session_mark))?;
        let eye = Eye::Admin(id);
        let view = View::new(&org, &eye);
        let open = spec.administrators != Administrators::Closed;
        let Some(admin) = view.administrator().filter(|_| open) else {
            return Err(Box::new(bad_token(asked)));
        };
        match spec.module_of_administrators() {
            Some(module)
                if !admin.covers(module)
                    && !spec.other_module.is_some_and(|other| admin.covers(other)) =>
            {
                return Err(Box::new(no_module(asked, module)));
            }
            // What is for administrators alone and names no module is for all of them.
            None if spec.token != TokenKind::Administrator
                && spec.administrators != Administrators::Every =>
            {
                return Err(Box::new(bad_token(asked)));
            }
            _ => {}
        }
        if spec.administrators == Administrators::Whole && !admin.is_whole() {
            return Err(Box::new(not_whole(asked)));
        }
        Ok(Caller {
            org,
            eye,
            delegation: None,
        })
    }

    fn app(
        &self,
        asked: Asked,
        route: (usize, &Spec),
        org: Arc<Org>,
        key: AppKey,
        address: IpAddr,
    ) -> Result<Caller, Box<Told>> {
        let (place, spec) = route;
        let granted = org
            .app(key.as_str())
            .ok_or_else(|| Box::new(bad_token(asked)))?;
        if let Some(refusal) = refusal(asked, spec, granted, address) {
            return Err(Box::new(refusal));
        }
        if !self.rate.allows(key.as_str(), place) {
            let code = codes::APP_RATE;
            return Err(Box::new(answer::coded(asked, code, None, Vec::new())));
        }
        Ok(Caller {
            org,
            eye: Eye::App(key),
            delegation: None,
        })
    }

    /// Where a call comes from: the peer, or what a trusted proxy says of it.
    pub(crate) fn address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let trusted = |address: IpAddr| {
            self.settings
                .trusted_proxies
                .iter()
                .any(|network| network.contains(&address))
        };
        let mut address = peer.to_canonical();
        if self.settings.trusted_proxies.is_empty() {
            return address;
        }
        // Each proxy adds the address it was called from behind what it was told, in the same line or in a line of its
        // own. So the last entry is the nearest proxy's, and each trusted one vouches for the entry before its own.
        let lines: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .map(|line| line.to_str().unwrap_or_default())
            .collect();
        for entry in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !trusted(address) {
                break;
            }
            let Ok(before) = entry.trim().parse::<IpAddr>() else {
                break;
            };
            address = before.to_canonical();
        }
        address
    }
}

impl Gate {
    /// The address under which a caller reached this installation: what a trusted proxy says, or the request itself.
    pub(crate) fn own_address(&self, peer: IpAddr, head: &Parts) -> String {
        let trusted = self
            .settings
            .trusted_proxies
            .iter()
            .any(|network| network.contains(&peer.to_canonical()));
        let told = |name: &str| {
            let value = head.headers.get(name)?.to_str().ok()?;
            Some(value.split(',').next()?.trim())
        };
        let by_proxy = |name: &str| told(name).filter(|_| trusted);
        let scheme = match by_proxy("x-forwarded-proto") {
            Some("https") => "https",
            Some("http") => "http",
            _ if self.settings.is_encrypted => "https",
            _ => "http",
        };
        let authority = || head.uri.authority().map(|authority| authority.as_str());
        let host = by_proxy("x-forwarded-host")
            .or_else(|| told("host"))
            .or_else(authority)
            .filter(|host| is_host(host))
            .unwrap_or("localhost");
        format!("{scheme}://{host}")
    }
}

/// Whether a text is a host with or without a port, as far as an address may carry it.
fn is_host(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    !text.is_empty() && text.len() <= limits::HOST_BYTES_MAX && text.bytes().all(fits)
}

/// Why this app may not make this call from this address.
fn refusal(asked: Asked, spec: &Spec, app: &App, address: IpAddr) -> Option<Told> {
    if app.disabled {
        return Some(answer::coded(asked, codes::APP_DISABLED, None, Vec::new()));
    }
    if !allowed_from(app, address) {
        let code = codes::ADDRESS;
        let message = format!("{},request ip={address} appKey({})", code.message, app.key);
        return Some(answer::refused(asked, code, &message, Vec::new()));
    }
    let point = spec.permission.filter(|point| !app.points.hold(point))?;
    Some(no_permission(asked, point))
}

fn no_permission(asked: Asked, point: &str) -> Told {
    let code = codes::PERMISSION;
    let message = match asked.world {
        World::Flat => format!("{}{{requiredScopes=[{point}]}}", code.message),
        _ => format!(
            "应用尚未开通所需的权限：[{point}]，请在应用的权限管理中开通, {{requiredScopes=[{point}]}}"
        ),
    };
    let extra = vec![("accessdenieddetail", json!({ "requiredScopes": [point] }))];
    answer::refused(asked, code, &message, extra)
}

fn no_module(asked: Asked, module: Module) -> Told {
    let why = sentence!(
        "this needs an administrator with the module {name}",
        "这需要有 {name} 模块权限的管理员",
        name = module.as_str()
    );
    let extra = vec![(
        "accessdenieddetail",
        json!({ "requiredModules": [module.as_str()] }),
    )];
    answer::refused_because(asked, codes::PERMISSION, &why, extra)
}

fn not_whole(asked: Asked) -> Told {
    let why = sentence!(
        "this needs an administrator of the whole organization",
        "这需要管理整个组织的管理员"
    );
    answer::refused_because(asked, codes::PERMISSION, &why, Vec::new())
}

/// Whether the app may be called from an address. What cannot be read as a network allows nobody.
fn allowed_from(app: &App, address: IpAddr) -> bool {
    app.allowed_addresses.is_empty()
        || app.allowed_addresses.iter().any(|text| {
            let network = text
                .parse::<IpNet>()
                .or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
            network.is_ok_and(|network| network.contains(&address))
        })
}
