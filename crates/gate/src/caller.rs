//! Who calls, and whether he may.

use crate::Gate;
use crate::answer::{self, Answer};
use crate::path::World;
use dingtalk::codes;
use endpoint::{Route, Spec, TokenKind};
use engine::{Holder, WriteError};
use http::HeaderMap;
use ipnet::IpNet;
use org::{App, Eye, Org};
use serde_json::{Map, Value, json};
use std::net::IpAddr;
use std::sync::Arc;

/// A caller who may call.
pub(crate) struct Caller {
    pub(crate) org: Arc<Org>,
    pub(crate) eye: Eye,
    /// For the log of changes.
    pub(crate) actor: String,
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
            .or_else(|| {
                let bearer = headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
                bearer.strip_prefix("Bearer ")
            }),
        _ => parameters.get("access_token").and_then(Value::as_str),
    };
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn no_token(world: World, spec: &Spec) -> Answer {
    let code = match world {
        World::Topapi => codes::TOKEN_BLANK,
        World::Flat => codes::TOKEN_MISSING,
        World::New => codes::TOKEN_HEADER_MISSING,
    };
    answer::refused(world, spec, code, code.message, Vec::new())
}

fn bad_token(world: World, spec: &Spec) -> Answer {
    let code = codes::TOKEN_INVALID;
    answer::refused(world, spec, code, code.message, Vec::new())
}

fn busy(world: World, spec: &Spec) -> Answer {
    answer::coded(world, Some(spec), codes::BUSY, None, Vec::new())
}

impl Gate {
    /// Finds out who calls, and refuses who may not.
    pub(crate) async fn caller(
        &self,
        place: usize,
        route: &Route,
        text: Option<&str>,
        address: IpAddr,
    ) -> Result<Caller, Answer> {
        let spec = route.spec;
        let world = World::of(spec.path);
        let Some(text) = text else {
            return Err(no_token(world, spec));
        };
        let token = match self.engine.known_token(text) {
            Some(token) => token,
            None => match self.engine.token(text).await {
                Ok(Some(token)) => token,
                Ok(None) => return Err(bad_token(world, spec)),
                Err(_) => return Err(busy(world, spec)),
            },
        };
        let org = match self.engine.loaded(&token.org) {
            Some(org) => org,
            None => match self.engine.org(&token.org).await {
                Ok(org) => org,
                Err(WriteError::NoSuchOrganization(_)) => return Err(bad_token(world, spec)),
                Err(_) => return Err(busy(world, spec)),
            },
        };
        let Holder::App(key) = token.holder else {
            // A person's token opens nothing that an app's token opens.
            return Err(bad_token(world, spec));
        };
        if spec.token != TokenKind::App {
            return Err(bad_token(world, spec));
        }
        let Some(app) = org.app(key.as_str()) else {
            return Err(bad_token(world, spec));
        };
        check(world, spec, app, address)?;
        if !self.rate.allows(key.as_str(), place) {
            return Err(answer::coded(
                world,
                Some(spec),
                codes::APP_RATE,
                None,
                Vec::new(),
            ));
        }
        let actor = format!("app:{key}");
        Ok(Caller {
            org,
            eye: Eye::App(key),
            actor,
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
        let forwarded = headers
            .get("x-forwarded-for")
            .and_then(|value| value.to_str().ok());
        // The last entry was added by the nearest proxy; each trusted one vouches for the entry before its own.
        for entry in forwarded.unwrap_or_default().rsplit(',') {
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

fn check(world: World, spec: &Spec, app: &App, address: IpAddr) -> Result<(), Answer> {
    if app.disabled {
        return Err(answer::coded(
            world,
            Some(spec),
            codes::APP_DISABLED,
            None,
            Vec::new(),
        ));
    }
    if !allowed_from(app, address) {
        let message = format!(
            "{},request ip={address} appKey({})",
            codes::ADDRESS.message,
            app.key
        );
        return Err(answer::refused(
            world,
            spec,
            codes::ADDRESS,
            &message,
            Vec::new(),
        ));
    }
    match spec.permission {
        Some(point) if !app.points.hold(point) => Err(no_permission(world, spec, point)),
        _ => Ok(()),
    }
}

fn no_permission(world: World, spec: &Spec, point: &str) -> Answer {
    let code = codes::PERMISSION;
    let message = match world {
        World::Flat => format!("{}{{requiredScopes=[{point}]}}", code.message),
        _ => format!(
            "应用尚未开通所需的权限：[{point}]，请在应用的权限管理中开通, {{requiredScopes=[{point}]}}"
        ),
    };
    let extra = vec![("accessdenieddetail", json!({ "requiredScopes": [point] }))];
    answer::refused(world, spec, code, &message, extra)
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
