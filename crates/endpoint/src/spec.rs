//! The description of an endpoint, a constant from which router, checks, documents and tests are derived.

use crate::fault::{Code, Detail, Fault};
use crate::limits;
use org::Module;

/// Which of DingTalk's two API generations, or our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// Numeric `errcode`, always HTTP 200.
    Legacy,
    /// HTTP statuses, textual `code`.
    New,
}

/// Which of DingTalk's hosts documents the path. Orgbook serves both on one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// `oapi.dingtalk.com`.
    Oapi,
    /// `api.dingtalk.com`.
    Api,
}

/// An HTTP method that some endpoint uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// DELETE.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Which kind of token a call must carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// None: the call itself issues one, or is public.
    None,
    /// An app's token.
    App,
    /// A signed-in person's token.
    Person,
    /// A signed-in administrator's token, and no app's.
    Administrator,
}

/// To which administrators a route is open that an app's token opens, or none but theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Administrators {
    /// To nobody: the call makes sense for an app alone.
    Closed,
    /// To those who administer the whole organization.
    Whole,
    /// To everybody whose modules cover it: what it shows and changes is cut to the departments that are administered.
    Scoped,
    /// To everybody who administers anything, whatever the modules: what it tells is cut by the run.
    Every,
}

/// What the paths of our own calls begin with.
pub const OWN: &str = "/v1.0/orgbook/";

/// What surrounds a successful answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// `errcode`, `errmsg`, the response under `result` (left out for `()`), `request_id`.
    Result,
    /// `errcode`, `errmsg`, the response's own fields at top level, `request_id`.
    Flat,
    /// The response's fields at top level with `errcode` and `errmsg`, and no `request_id`.
    FlatWithoutId,
    /// The response alone.
    Bare,
}

/// A field's own code, where it differs from the endpoint's code for bad parameters.
#[derive(Clone, Copy, Debug)]
pub enum On {
    /// The code of a call that lacks the field, by its name on the wire.
    Missing(&'static str, &'static Code),
    /// The code of a call in which the field cannot be read or has a value that is not allowed.
    Invalid(&'static str, &'static Code),
}

impl On {
    /// The code alone.
    pub const fn code(self) -> &'static Code {
        match self {
            Self::Missing(_, code) | Self::Invalid(_, code) => code,
        }
    }
}

/// All that is known of an endpoint besides its request, its response and its run.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its generation.
    pub generation: Generation,
    /// The documented host.
    pub host: Host,
    /// The documented method.
    pub method: Method,
    /// Further methods that real clients use on the same path.
    pub also_methods: &'static [Method],
    /// The path, with `{placeholders}`.
    pub path: &'static str,
    /// The rows of the description that this path answers; empty for the older forms and our own.
    pub serves: &'static [&'static str],
    /// The kind of token.
    pub token: TokenKind,
    /// To which administrators it is open.
    pub administrators: Administrators,
    /// The module it belongs to, where that is not the one of its permission point.
    pub own_module: Option<Module>,
    /// Another module that opens it as well: the run cuts what it shows and does to what the caller's modules are about.
    pub other_module: Option<Module>,
    /// The permission point an app needs; `None` where every app may call.
    pub permission: Option<&'static str>,
    /// The scopes that open the path to an app that acts for a person; `None` where the person acts alone.
    pub delegated: Option<&'static [&'static str]>,
    /// What surrounds a success.
    pub envelope: Envelope,
    /// The code of a bad or missing parameter that has no code of its own.
    pub bad_parameter: &'static Code,
    /// Fields with codes of their own.
    pub fields: &'static [On],
    /// Further codes that `run` may answer.
    pub faults: &'static [&'static Code],
    /// Whether a look takes so long that it has a thread of its own.
    pub slow: bool,
    /// Most bytes of the file that a call brings as a part of its form; `None` where calls bring no file.
    pub upload_bytes_max: Option<usize>,
    /// Whether the body is a list: the member of the request that has no name.
    pub takes_list: bool,
    /// Most bytes of a body that is no form with a file.
    pub body_bytes_max: usize,
}

impl Spec {
    /// A `POST` under `/topapi` or a `GET` elsewhere of the older generation, with an app's token. Paths under
    /// `/topapi` answer under `result`, others at top level.
    pub const fn legacy(path: &'static str, bad_parameter: &'static Code) -> Self {
        let topapi = is_topapi(path);
        Self {
            generation: Generation::Legacy,
            host: Host::Oapi,
            method: if topapi { Method::Post } else { Method::Get },
            also_methods: if topapi {
                &[Method::Get]
            } else {
                &[Method::Post]
            },
            path,
            serves: &[],
            token: TokenKind::App,
            administrators: Administrators::Whole,
            own_module: None,
            other_module: None,
            permission: None,
            delegated: None,
            envelope: if topapi {
                Envelope::Result
            } else {
                Envelope::Flat
            },
            bad_parameter,
            fields: &[],
            faults: &[],
            slow: false,
            upload_bytes_max: None,
            takes_list: false,
            body_bytes_max: limits::BODY_BYTES_MAX,
        }
    }

    /// An endpoint of the newer generation, with an app's token.
    pub const fn new(method: Method, path: &'static str, bad_parameter: &'static Code) -> Self {
        Self {
            generation: Generation::New,
            host: Host::Api,
            method,
            also_methods: &[],
            path,
            serves: &[],
            token: TokenKind::App,
            administrators: Administrators::Whole,
            own_module: None,
            other_module: None,
            permission: None,
            delegated: None,
            envelope: Envelope::Bare,
            bad_parameter,
            fields: &[],
            faults: &[],
            slow: false,
            upload_bytes_max: None,
            takes_list: false,
            body_bytes_max: limits::BODY_BYTES_MAX,
        }
    }

    /// The documented method where it is not the usual one; the usual one stays accepted.
    pub const fn post(mut self) -> Self {
        self.method = Method::Post;
        self.also_methods = &[Method::Get];
        self
    }

    /// Names the rows of the description that this path answers.
    pub const fn serves(mut self, rows: &'static [&'static str]) -> Self {
        self.serves = rows;
        self
    }

    /// Is a call for administrators alone, of a module of theirs, without a permission point.
    pub const fn administrators(mut self, module: Module) -> Self {
        self.token = TokenKind::Administrator;
        self.own_module = Some(module);
        self
    }

    /// Is a call for administrators alone, of whatever modules and departments: the run cuts what it tells.
    pub const fn every_administrator(mut self) -> Self {
        self.token = TokenKind::Administrator;
        self.administrators = Administrators::Scoped;
        self
    }

    /// Belongs to another module than its permission point.
    pub const fn module(mut self, module: Module) -> Self {
        self.own_module = Some(module);
        self
    }

    /// Is open to administrators who have this module alone, too: the run cuts what it shows and does.
    pub const fn or_module(mut self, module: Module) -> Self {
        self.other_module = Some(module);
        self
    }

    /// Is open to administrators of single departments: all that it shows and changes goes through a view and a draft that
    /// are cut to them.
    pub const fn scoped(mut self) -> Self {
        self.administrators = Administrators::Scoped;
        self
    }

    /// Is open to everybody who administers anything: the run cuts what it tells to modules and departments.
    pub const fn every_module(mut self) -> Self {
        self.administrators = Administrators::Every;
        self
    }

    /// Makes sense for an app alone, and stays closed to administrators.
    pub const fn apps_only(mut self) -> Self {
        self.administrators = Administrators::Closed;
        self
    }

    /// The module that opens it to administrators.
    pub fn module_of_administrators(&self) -> Option<Module> {
        if self.administrators == Administrators::Every {
            return None;
        }
        self.own_module
            .or_else(|| Module::of_point(self.permission?))
    }

    /// Names the permission point.
    pub const fn needs(mut self, point: &'static str) -> Self {
        self.permission = Some(point);
        self
    }

    /// Takes a file of at most so many bytes with each call.
    pub const fn uploads(mut self, bytes_max: usize) -> Self {
        self.upload_bytes_max = Some(bytes_max);
        self.also_methods = &[];
        self
    }

    /// Takes bodies of so many bytes, where that is not what other calls take.
    pub const fn bodies(mut self, bytes_max: usize) -> Self {
        self.body_bytes_max = bytes_max;
        self
    }

    /// Takes a list as the whole body.
    pub const fn list(mut self) -> Self {
        self.takes_list = true;
        self
    }

    /// Sets the kind of token.
    pub const fn token(mut self, kind: TokenKind) -> Self {
        self.token = kind;
        self
    }

    /// Opens the path to apps for which a person has agreed to all of these scopes.
    pub const fn delegated(mut self, scopes: &'static [&'static str]) -> Self {
        self.delegated = Some(scopes);
        self
    }

    /// Sets what surrounds a success.
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = envelope;
        self
    }

    /// Names fields with codes of their own.
    pub const fn on(mut self, fields: &'static [On]) -> Self {
        self.fields = fields;
        self
    }

    /// Says that a look takes long.
    pub const fn slow(mut self) -> Self {
        self.slow = true;
        self
    }

    /// Names the further codes that `run` may answer.
    pub const fn faults(mut self, faults: &'static [&'static Code]) -> Self {
        self.faults = faults;
        self
    }

    /// Whether the path is behind the gateway whose refusals are wrapped in errcode 88.
    pub const fn is_topapi(&self) -> bool {
        is_topapi(self.path)
    }

    /// The code of a field that is missing or wrong.
    pub fn code_of(&self, field: &str, missing: bool) -> &'static Code {
        let own = self.fields.iter().find(|on| match on {
            On::Missing(name, _) => missing && *name == field,
            On::Invalid(name, _) => !missing && *name == field,
        });
        own.map_or(self.bad_parameter, |on| on.code())
    }

    /// The fault of a field that is missing or wrong. What the newer generation says of a missing one that has a
    /// code of its own is complete.
    pub fn parameter_fault(&self, field: &str, missing: bool, detail: Detail) -> Fault {
        let code = self.code_of(field, missing);
        let has_own = self
            .fields
            .iter()
            .any(|on| matches!(on, On::Missing(name, _) if *name == field));
        match self.generation {
            Generation::New if missing && has_own => Fault::code(code),
            _ => Fault::because(code, detail),
        }
    }

    /// Whether it is one of our own calls, whose answers are for people.
    pub fn is_own(&self) -> bool {
        self.path.starts_with(OWN)
    }

    /// Whether an answer of this status may name a parameter that is wrong, as those of our own calls do.
    pub fn may_name_a_field(&self, status: u16) -> bool {
        let mut codes = self.fields.iter().map(|on| on.code());
        let is_so = |code: &Code| code.status == status;
        self.is_own() && (is_so(self.bad_parameter) || codes.any(is_so))
    }

    /// Every code that the endpoint may answer by itself, once.
    pub fn codes(&self) -> impl Iterator<Item = &'static Code> {
        let mut codes: Vec<&'static Code> = Vec::new();
        let fields = self.fields.iter().map(|on| on.code());
        let declared = self.faults.iter().copied();
        for code in std::iter::once(self.bad_parameter)
            .chain(fields)
            .chain(declared)
        {
            if !codes.iter().any(|known| known.same(code)) {
                codes.push(code);
            }
        }
        codes.into_iter()
    }

    /// Whether the endpoint may answer this code by itself.
    pub fn may_answer(&self, code: &Code) -> bool {
        self.codes().any(|declared| declared.same(code))
    }
}

const fn is_topapi(path: &str) -> bool {
    let (path, prefix) = (path.as_bytes(), b"/topapi/");
    if path.len() < prefix.len() {
        return false;
    }
    let mut index = 0;
    while index < prefix.len() {
        if path[index] != prefix[index] {
            return false;
        }
        index += 1;
    }
    true
}
