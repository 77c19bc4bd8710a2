//! What calls about apps share.

use crate::prelude::*;
use endpoint::Context;
use org::{App, ContactsScope, Module, Points, Refusal, UserId};
use std::net::IpAddr;

/// An app. Its secret is shown when it is made, and nowhere else.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shown {
    app_key: String,
    agent_id: i64,
    name: String,
    /// Whether every permission point is granted.
    all_points: bool,
    /// The points that are granted, where not all are.
    points: Vec<String>,
    scope: Scope,
    /// Addresses that sign-in may lead back to.
    redirect_uris: Vec<String>,
    /// Networks the app may be called from; none is everywhere.
    allowed_addresses: Vec<String>,
    disabled: bool,
    /// In milliseconds.
    created_at: i64,
    /// In milliseconds, when it got another secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_changed_at: Option<i64>,
    /// In milliseconds, until when its calls are recorded, where it was ever so.
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_until: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    callback: Option<Callback>,
    /// In milliseconds, when it first opened a Stream connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_since: Option<i64>,
    /// Modules that its points belong to and that whoever asks does not have: with any, he changes neither the app nor its secret.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beyond_modules: Vec<&'static str>,
}

/// The part of the contacts that an app sees and changes.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Scope {
    /// Departments, each with all below; the root is everybody.
    #[serde(default)]
    dept_ids: Vec<i64>,
    /// Single people.
    #[serde(default)]
    user_ids: Vec<String>,
    /// Whether every administrator belongs to it.
    #[serde(default)]
    admins: bool,
}

/// Where an app's events are pushed.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Callback {
    url: String,
    kinds: Vec<String>,
    registered_at: i64,
}

impl Shown {
    pub(super) fn of(view: &View<'_>, app: &App) -> Self {
        let caller = view.administrator();
        let beyond = caller.map(|caller| caller.modules_beyond(&app.points));
        let callback = app.callback.as_ref().map(|callback| Callback {
            url: callback.url.clone(),
            kinds: callback.kinds.clone(),
            registered_at: callback.registered_at.0,
        });
        Self {
            app_key: app.key.to_string(),
            agent_id: app.agent_id,
            name: app.name.clone(),
            all_points: app.points == Points::All,
            points: match &app.points {
                Points::All => Vec::new(),
                Points::These(points) => points.iter().cloned().collect(),
            },
            scope: Scope {
                dept_ids: app.scope.departments.iter().map(|id| id.0).collect(),
                user_ids: app.scope.users.iter().map(UserId::to_string).collect(),
                admins: app.scope.admins,
            },
            redirect_uris: app.redirect_uris.clone(),
            allowed_addresses: app.allowed_addresses.clone(),
            disabled: app.disabled,
            created_at: app.created_at.0,
            secret_changed_at: app.secret_changed_at.map(|at| at.0),
            recorded_until: app.recorded_until.map(|at| at.0),
            callback,
            stream_since: app.stream_since.map(|at| at.0),
            beyond_modules: beyond.into_iter().flatten().map(Module::as_str).collect(),
        }
    }

    /// The same outside of a look.
    pub(super) fn seen(context: &dyn Context, app: &App) -> Reply<Self> {
        let mut shown = None;
        context.look(&mut |view| shown = Some(Self::of(view, app)));
        shown.ok_or_else(|| APP.into())
    }
}

impl From<Scope> for ContactsScope {
    fn from(scope: Scope) -> Self {
        Self {
            departments: scope.dept_ids.into_iter().map(DepartmentId).collect(),
            users: scope.user_ids.iter().map(|id| UserId::new(id)).collect(),
            admins: scope.admins,
        }
    }
}

/// The points of a list that is given; every one when it is not.
pub(super) fn points(context: &dyn Context, given: Vec<String>) -> Reply<Points> {
    let known = context.permission_points();
    match given.iter().find(|point| !known.contains(&point.as_str())) {
        Some(unknown) => {
            let detail = sentence!(
                "there is no permission point {unknown}",
                "没有权限点 {unknown}"
            );
            Err(Fault::invalid("points", detail))
        }
        None => Ok(Points::These(given.into_iter().collect())),
    }
}

/// Addresses to which a browser can be sent.
pub(super) fn redirect_uris(given: Vec<String>) -> Reply<Vec<String>> {
    let relative = given.iter().find(|uri| {
        uri.split_once("://")
            .is_none_or(|(scheme, rest)| scheme.is_empty() || rest.is_empty())
    });
    match relative {
        Some(uri) => {
            let detail = sentence!(
                "a redirect address is a whole URI, got {uri}",
                "回调地址是完整的 URI，收到的是 {uri}"
            );
            Err(Fault::invalid("redirectUris", detail))
        }
        None => Ok(given),
    }
}

/// Addresses and networks.
pub(super) fn networks(given: Vec<String>) -> Reply<Vec<String>> {
    match given.iter().find(|text| !is_network(text)) {
        Some(text) => {
            let detail = sentence!(
                "an address or a network such as 10.0.0.0/8, got {text}",
                "填地址或网段，如 10.0.0.0/8，收到的是 {text}"
            );
            Err(Fault::invalid("allowedAddresses", detail))
        }
        None => Ok(given),
    }
}

fn is_network(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= longest))
}

/// How these calls say why not.
pub(super) fn fault(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::AppNotFound(_) => APP.into(),
        Refusal::DepartmentNotFound(_) | Refusal::DepartmentOutOfScope(_) => DEPARTMENT.into(),
        Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) | Refusal::UserIdInvalid => {
            PERSON.into()
        }
        Refusal::BeyondModules(_) => Fault::because(NOT_ALLOWED, &refusal),
        Refusal::Invalid(sentence) => Fault::invalid("name", sentence),
        other => other.into(),
    }
}

/// The same of what comes from the outside.
pub(super) fn outer(error: Fault) -> Fault {
    match error {
        Fault::Refused(refusal) => fault(refusal),
        other => other,
    }
}

/// The codes of [`fault`].
pub(super) const FAULTS: &[&Code] = &[APP, DEPARTMENT, PERSON, NOT_ALLOWED];

/// The same of calls about one recorded call.
pub(super) const APP_REQUEST_FAULTS: &[&Code] = &[APP, REQUEST];

/// An app by its key.
pub(super) fn app(context: &dyn Context, key: &str) -> Reply<App> {
    let mut found = None;
    context.look(&mut |view| found = view.app_by_key(key).ok().cloned());
    found.ok_or_else(|| APP.into())
}
