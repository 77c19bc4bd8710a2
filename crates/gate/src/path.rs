//! From method and path to the row of the route table.

use endpoint::{Method, Route};
use percent_encoding::percent_decode_str;
use std::collections::HashMap;

/// Which world a path belongs to, and so in which envelope a mistake is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum World {
    /// Under `/topapi/`: behind the gateway that wraps its refusals.
    Topapi,
    /// The older paths.
    Flat,
    /// Under `/v1.0/`.
    New,
}

impl World {
    pub(crate) fn of(path: &str) -> Self {
        if path.starts_with("/topapi/") {
            Self::Topapi
        } else if path.starts_with("/v1.0/") {
            Self::New
        } else {
            Self::Flat
        }
    }
}

/// A path parameter: its name and its value, as it came and decoded.
pub(crate) type Parameter = (&'static str, String);

/// What a method and a path lead to.
pub(crate) enum Found {
    /// A route, with its place in the table and its path parameters.
    Route(usize, &'static Route, Vec<Parameter>),
    /// The path exists with other methods.
    Methods(Vec<Method>),
    /// There is no such path.
    Nothing,
}

struct Pattern {
    segments: Vec<&'static str>,
    method: Method,
    place: usize,
}

/// The route table, ready for looking up.
pub(crate) struct Table {
    routes: Vec<&'static Route>,
    exact: HashMap<&'static str, Vec<(Method, usize)>>,
    /// The older paths in lower case: clients write them in many ways.
    lower: HashMap<String, Vec<(Method, usize)>>,
    patterns: Vec<Pattern>,
}

impl Table {
    pub(crate) fn new(rows: impl Iterator<Item = &'static Route>) -> Self {
        let mut table = Self {
            routes: rows.collect(),
            exact: HashMap::new(),
            lower: HashMap::new(),
            patterns: Vec::new(),
        };
        for (place, route) in table.routes.iter().enumerate() {
            let spec = route.spec;
            for method in std::iter::once(spec.method).chain(spec.also_methods.iter().copied()) {
                if spec.path.contains('{') {
                    let segments = spec.path.split('/').collect();
                    table.patterns.push(Pattern {
                        segments,
                        method,
                        place,
                    });
                    continue;
                }
                // The documented method of one route wins over the tolerated one of another.
                let own = spec.method == method;
                enter(
                    table.exact.entry(spec.path).or_default(),
                    method,
                    place,
                    own,
                );
                if World::of(spec.path) == World::Flat {
                    let lower = table.lower.entry(spec.path.to_lowercase()).or_default();
                    enter(lower, method, place, own);
                }
            }
        }
        table
    }

    /// Every route, by its place.
    pub(crate) fn routes(&self) -> impl Iterator<Item = &'static Route> {
        self.routes.iter().copied()
    }

    pub(crate) fn find(&self, method: Option<Method>, path: &str) -> Found {
        let by_path = self.exact.get(path).or_else(|| {
            (World::of(path) == World::Flat)
                .then(|| self.lower.get(&path.to_lowercase()))
                .flatten()
        });
        if let Some(methods) = by_path {
            let place = methods.iter().find(|(known, _)| Some(*known) == method);
            return match place {
                Some((_, place)) => Found::Route(*place, self.routes[*place], Vec::new()),
                None => Found::Methods(methods.iter().map(|(method, _)| *method).collect()),
            };
        }
        let mut methods = Vec::new();
        for pattern in &self.patterns {
            let Some(parameters) = matched(&pattern.segments, path) else {
                continue;
            };
            if Some(pattern.method) == method {
                return Found::Route(pattern.place, self.routes[pattern.place], parameters);
            }
            methods.push(pattern.method);
        }
        if methods.is_empty() {
            Found::Nothing
        } else {
            Found::Methods(methods)
        }
    }
}

fn enter(methods: &mut Vec<(Method, usize)>, method: Method, place: usize, own: bool) {
    match methods.iter_mut().find(|(known, _)| *known == method) {
        Some(taken) if own => taken.1 = place,
        Some(_) => {}
        None => methods.push((method, place)),
    }
}

/// A placeholder takes one segment. SDKs put ids into paths without escaping them, others escape: both are read.
fn matched(segments: &[&'static str], path: &str) -> Option<Vec<Parameter>> {
    let given: Vec<&str> = path.split('/').collect();
    if given.len() != segments.len() {
        return None;
    }
    let mut parameters = Vec::new();
    for (segment, value) in segments.iter().zip(given) {
        match segment
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
        {
            Some(name) => {
                let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
                parameters.push((name, value));
            }
            None if *segment == value => {}
            None => return None,
        }
    }
    Some(parameters)
}
