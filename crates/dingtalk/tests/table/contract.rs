//! The table against `contract/`: what is not there yet stands in `contract/missing.txt`, which may only shrink.

use crate::route;
use endpoint::{Envelope, Generation, Host, Route, Spec, TokenKind, openapi};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What the gate answers before an endpoint runs, by its older number and by its newer name.
const OF_THE_GATE: &[&str] = &[
    "88",
    "-1",
    "40014",
    "41001",
    "60011",
    "60020",
    "90018",
    "system.busy",
    "unknownError",
    "InvalidAuthentication",
    "AuthenticationFailed.MissingParameter",
    "Forbidden.AccessDenied.AccessTokenPermissionDenied",
    "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
];

/// What carries the token or the body, which the gate reads.
const READ_BY_THE_GATE: &[&str] = &[
    "access_token",
    "x-acs-dingtalk-access-token",
    "content-type",
    "request_id",
    "errcode",
    "errmsg",
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../contract")
}

fn files() -> Vec<Value> {
    let entries = std::fs::read_dir(folder()).expect("the contract is here");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the contract can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("the contract is text");
        serde_json::from_str(&text).expect("the contract is JSON")
    };
    paths.iter().map(read).collect()
}

/// Every endpoint that is a call of its own: not a page, not a message on a socket.
pub fn endpoints() -> Vec<Value> {
    let all = files().into_iter().filter_map(|file| match file {
        Value::Object(mut file) => file.remove("endpoints"),
        _ => None,
    });
    all.flat_map(|list| match list {
        Value::Array(list) => list,
        _ => Vec::new(),
    })
    .collect()
}

fn forms() -> Vec<Value> {
    let all = files();
    let forms = all.iter().filter_map(|file| file["forms"].as_array());
    let single = |form: &&Value| !text(form, "path").contains(' ');
    forms.flatten().filter(single).cloned().collect()
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// A field as dotted name, kind and whether it is required.
type Fields = BTreeMap<String, (String, bool)>;

fn kind(schema: &Value) -> String {
    let own = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").cloned(),
        other => Some(other.clone()),
    };
    match own.as_ref().and_then(Value::as_str) {
        Some("array") => format!("array of {}", kind(&schema["items"])),
        Some(kind) => kind.to_owned(),
        None => "anything".to_owned(),
    }
}

fn collect(schema: &Value, prefix: &str, found: &mut Fields) {
    if let Some(members) = schema["properties"].as_object() {
        let required = list(schema, "required");
        for (name, member) in members {
            let dotted = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}.{name}")
            };
            let needed = required.iter().any(|known| known == name);
            found.insert(dotted.clone(), (kind(member), needed));
            collect(member, &dotted, found);
        }
    }
    if schema["items"].is_object() {
        collect(&schema["items"], &format!("{prefix}[]"), found);
    }
    for choice in list(schema, "anyOf") {
        collect(choice, prefix, found);
    }
}

fn response_fields(spec: &Spec, schema: &Value) -> Fields {
    let mut found = Fields::new();
    if spec.envelope == Envelope::Result {
        found.insert("result".to_owned(), (kind(schema), true));
        collect(schema, "result", &mut found);
    } else {
        collect(schema, "", &mut found);
    }
    found
}

/// The contract's kind of a field in the words of JSON Schema.
fn documented_kind(written: &str) -> String {
    let written = written.to_lowercase();
    if let Some(of) = written.strip_prefix("array of ") {
        return format!("array of {}", documented_kind(of));
    }
    let word: String = written
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let word = match word.as_str() {
        "number" | "int" => "integer",
        "map" => "object",
        other => other,
    };
    if written.starts_with(&format!("{word}[]")) || written.starts_with("number[]") {
        return format!("array of {word}");
    }
    word.to_owned()
}

fn same_kind(documented: &str, ours: &str) -> bool {
    let wanted = documented_kind(documented);
    wanted == ours
        || (documented == "number" && ours == "number")
        || (wanted == "array" && ours.starts_with("array of"))
        || (wanted == "object" && documented.contains("JSON text") && ours == "string")
}

/// What an endpoint lacks, one line each.
fn gaps_of(endpoint: &Value, route: &Route) -> Vec<String> {
    let spec = route.spec;
    let mut gaps = facts(endpoint, spec);
    let (request, response) = openapi::schemas(route);
    let mut asked = Fields::new();
    collect(&request, "", &mut asked);
    for part in ["query", "body", "path_params"] {
        for field in list(endpoint, part) {
            let needed = field["required"].as_bool();
            gaps.extend(field_gap("request", field, needed, &asked));
        }
    }
    let answered = response_fields(spec, &response);
    let fields = list(endpoint, "response").iter();
    for field in fields.filter(|field| text(field, "name") != "(none)") {
        gaps.extend(field_gap("response", field, None, &answered));
    }
    for error in list(endpoint, "errors") {
        gaps.extend(error_gap(error, spec));
    }
    gaps
}

fn facts(endpoint: &Value, spec: &Spec) -> Vec<String> {
    let generation = match spec.generation {
        Generation::Legacy => "legacy",
        Generation::New => "new",
    };
    let host = match spec.host {
        Host::Oapi => "oapi",
        Host::Api => "api",
    };
    let permission = match spec.permission {
        None => "none",
        Some(point) => point,
    };
    let documented = text(endpoint, "permission");
    let documented = documented.split([' ', ';']).next().unwrap_or_default();
    // Every app has the basic point, and who has no token needs none.
    let everybody = |point: &str| matches!(point, "none" | "qyapi_base");
    let mut gaps = Vec::new();
    if generation != text(endpoint, "generation") {
        gaps.push(format!("generation {generation}"));
    }
    if host != text(endpoint, "host") {
        gaps.push(format!("host {host}"));
    }
    if permission != documented && !(everybody(permission) && everybody(documented)) {
        gaps.push(format!("permission {documented}"));
    }
    let tokenless = !list(endpoint, "query")
        .iter()
        .chain(list(endpoint, "headers"))
        .any(|field| READ_BY_THE_GATE[..2].contains(&text(field, "name")));
    if tokenless != (spec.token == TokenKind::None) {
        gaps.push("token".to_owned());
    }
    let row = text(endpoint, "seed");
    let is_row = !row.is_empty() && !row.starts_with('(');
    if is_row && !spec.serves.contains(&row) {
        gaps.push(format!("row {row}"));
    }
    gaps
}

fn field_gap(side: &str, field: &Value, needed: Option<bool>, ours: &Fields) -> Option<String> {
    let name = match text(field, "name") {
        // A list that is the whole body is the member that has no name.
        "(root)" => "",
        name => name,
    };
    if READ_BY_THE_GATE.contains(&name) {
        return None;
    }
    let Some((kind, required)) = ours.get(name) else {
        return Some(format!("{side} {name}"));
    };
    if !same_kind(text(field, "type"), kind) {
        return Some(format!(
            "{side} {name} as {}",
            documented_kind(text(field, "type"))
        ));
    }
    if needed.is_some_and(|needed| needed != *required) {
        let word = if *required { "optional" } else { "required" };
        return Some(format!("{side} {name} {word}"));
    }
    None
}

/// What a path answers besides what any of its descriptions says, which is most likely misspelt. A member that is
/// described without its parts may have any.
fn extra_fields(documented: &BTreeSet<String>, ours: &Fields) -> Vec<String> {
    let described_in_parts = |parent: &str| {
        let parts = [format!("{parent}."), format!("{parent}[].")];
        documented
            .iter()
            .any(|name| parts.iter().any(|start| name.starts_with(start)))
    };
    let is_extra = |name: &&String| {
        let parent = name
            .rsplit_once('.')
            .map(|(parent, _)| parent.trim_end_matches("[]"));
        *name != "result"
            && !documented.contains(*name)
            && !described_in_parts(name)
            && parent.is_none_or(described_in_parts)
    };
    let extra = ours.keys().filter(is_extra);
    extra
        .map(|name| format!("response without {name}"))
        .collect()
}

fn error_gap(error: &Value, spec: &Spec) -> Option<String> {
    let written = match &error["code"] {
        Value::Number(number) => number.to_string(),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let first = written.split(['/', ' ']).next().unwrap_or_default();
    let answered = spec.codes().any(|code| match spec.generation {
        Generation::Legacy => code.legacy.to_string() == first,
        Generation::New => code.new == first,
    });
    (!answered && !OF_THE_GATE.contains(&first)).then(|| format!("fault {first}"))
}

fn gaps() -> BTreeSet<String> {
    let mut gaps: BTreeSet<String> = gaps_of_forms();
    let mut documented: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for endpoint in endpoints() {
        let id = text(&endpoint, "id");
        let names = list(&endpoint, "response")
            .iter()
            .map(|field| text(field, "name").to_owned());
        documented
            .entry(text(&endpoint, "path").to_owned())
            .or_default()
            .extend(names);
        match route(text(&endpoint, "method"), text(&endpoint, "path")) {
            Some(route) => gaps.extend(
                gaps_of(&endpoint, route)
                    .iter()
                    .map(|gap| format!("{id} {gap}")),
            ),
            None => {
                gaps.insert(format!("{id} route"));
            }
        }
    }
    for route in dingtalk::routes() {
        let spec = route.spec;
        let (_, response) = openapi::schemas(route);
        if let Some(documented) = documented.get(spec.path) {
            let extra = extra_fields(documented, &response_fields(spec, &response));
            gaps.extend(extra.iter().map(|gap| format!("{} {gap}", spec.path)));
        }
    }
    gaps
}

/// Older forms are described in prose; their paths and permissions are compared.
fn gaps_of_forms() -> BTreeSet<String> {
    let mut gaps = BTreeSet::new();
    let permissions: BTreeMap<String, String> = endpoints()
        .iter()
        .map(|endpoint| {
            let point = text(endpoint, "permission").split([' ', ';']).next();
            (
                text(endpoint, "id").to_owned(),
                point.unwrap_or_default().to_owned(),
            )
        })
        .collect();
    for form in forms() {
        let path = text(&form, "path");
        let current = text(&form, "maps_to").split(',').next().unwrap_or_default();
        match route(text(&form, "method"), path) {
            Some(route) => {
                let wanted = permissions.get(current).map(String::as_str);
                if route.spec.permission != wanted {
                    gaps.insert(format!("{path} permission {wanted:?}"));
                }
            }
            None => {
                gaps.insert(format!("{path} route"));
            }
        }
    }
    gaps
}

#[test]
fn what_the_contract_says_is_there_or_known_to_be_missing() {
    let path = folder().join("missing.txt");
    let known = std::fs::read_to_string(&path).expect("the list of what is missing is here");
    let known: BTreeSet<String> = known
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    let gaps = gaps();
    let new: Vec<&String> = gaps.difference(&known).collect();
    let gone: Vec<&String> = known.difference(&gaps).collect();
    assert!(
        new.is_empty(),
        "missing, and not in contract/missing.txt: {new:#?}"
    );
    assert!(
        gone.is_empty(),
        "no longer missing: take out of contract/missing.txt: {gone:#?}"
    );
}

#[test]
fn every_route_is_in_the_contract() {
    let documented: BTreeSet<(String, String)> = endpoints()
        .iter()
        .chain(&forms())
        .map(|endpoint| {
            (
                text(endpoint, "method").to_owned(),
                text(endpoint, "path").to_owned(),
            )
        })
        .collect();
    for route in dingtalk::routes() {
        let (method, path) = (route.spec.method.as_str(), route.spec.path);
        let key = (method.to_owned(), path.to_owned());
        assert!(
            documented.contains(&key),
            "{method} {path} is in no file of contract/"
        );
    }
}

/// The request of an endpoint's example, in one object.
pub fn example(endpoint: &Value) -> Map<String, Value> {
    let Some(example) = endpoint["example_request"].as_object() else {
        return Map::new();
    };
    let parts = ["query", "body"]
        .into_iter()
        .filter_map(|part| example.get(part));
    let inner: Vec<&Map<String, Value>> = parts.filter_map(Value::as_object).collect();
    if inner.is_empty() {
        return example.clone();
    }
    inner
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
