//! What holds for the route table as a whole.

mod contract;
mod examples;
mod files;

use endpoint::{Method, Route};
use std::collections::BTreeMap;

/// The documented route of a path.
fn route(method: &str, path: &str) -> Option<&'static Route> {
    dingtalk::routes().find(|route| route.spec.path == path && route.spec.method.as_str() == method)
}

#[test]
fn a_method_and_a_path_lead_to_one_route() {
    let mut seen: BTreeMap<(Method, String), &str> = BTreeMap::new();
    for route in dingtalk::routes() {
        let spec = route.spec;
        for method in std::iter::once(&spec.method).chain(spec.also_methods) {
            // The oldest paths are matched in any case.
            let known = seen.insert((*method, spec.path.to_lowercase()), spec.path);
            assert_eq!(known, None, "{} {}", method.as_str(), spec.path);
        }
    }
    assert!(seen.len() > 40, "the table holds routes");
}

#[test]
fn a_field_with_a_code_of_its_own_is_a_field() {
    use endpoint::On;
    for route in dingtalk::routes() {
        let (request, _) = endpoint::openapi::schemas(route);
        for on in route.spec.fields {
            let (On::Missing(name, _) | On::Invalid(name, _)) = on;
            let known = request["properties"].get(name).is_some();
            assert!(known, "{} has no field {name}", route.spec.path);
        }
    }
}

#[test]
fn the_openapi_document_is_reviewed() {
    let document = endpoint::openapi::document(dingtalk::routes(), "0.0.0");
    let mut ids = BTreeMap::new();
    for (path, item) in document["paths"].as_object().expect("paths are there") {
        for operation in item.as_object().expect("methods are there").values() {
            let known = ids.insert(operation["operationId"].to_string(), path);
            assert_eq!(known, None, "{path} has an operation id of its own");
        }
    }
    insta::assert_json_snapshot!("openapi", document);
}
