//! Who has a name already: `GET /v1.0/orgbook/console/namesakes`.

use crate::limits::{NAMESAKES_TOLD_MAX, QUERY_CHARS_MAX};
use crate::prelude::*;
use org::Module;

/// Which name.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// Blanks around it do not count.
    name: String,
}

/// Those whom the caller administers.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// The first five.
    people: Vec<Namesake>,
}

/// Somebody of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Namesake {
    user_id: String,
    name: String,
    /// One of his departments, by which people tell him from others.
    department: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/namesakes", PARAMETER)
        .administrators(Module::Contacts)
        .scoped();
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let name = self.name.trim();
        let length = name.chars().count();
        if length > QUERY_CHARS_MAX {
            let detail = sentence!(
                "name has at most {QUERY_CHARS_MAX} characters, got {length}",
                "姓名最多 {QUERY_CHARS_MAX} 个字符，现有 {length} 个"
            );
            return Err(Fault::invalid("name", detail));
        }
        Ok(Response {
            people: namesakes(view, name),
        })
    }
}

/// Those of a name whom the caller administers, the first of them.
pub(crate) fn namesakes(view: &View<'_>, name: &str) -> Vec<Namesake> {
    if name.is_empty() {
        return Vec::new();
    }
    let found = view.search_users(name, true, 0, NAMESAKES_TOLD_MAX);
    let same = found.hits.into_iter().filter(|user| user.name == name);
    let told = same.map(|user| {
        let mut seen = user
            .departments()
            .filter_map(|place| view.department(place.department).ok());
        Namesake {
            user_id: user.userid.to_owned(),
            name: user.name.to_owned(),
            department: seen.next().map_or(String::new(), |one| one.name.clone()),
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn whoever_has_the_name_is_told_with_a_department() {
        let mut acme = place("acme { rd { ann name=安妮 ben name=安妮 } hr { cid name=安 } }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"name": " 安妮 "})), @r#"{"people":[{"userId":"ann","name":"安妮","department":"rd"},{"userId":"ben","name":"安妮","department":"rd"}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"name": "安"})), @r#"{"people":[{"userId":"cid","name":"安","department":"hr"}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"name": "nobody"})), @r#"{"people":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"name": ""})), @r#"{"people":[]}"#);
        let long = "x".repeat(65);
        assert_snapshot!(acme.call(ROUTE, json!({"name": long})), @"400 invalidParameter A parameter is missing or wrong: name has at most 64 characters, got 65");
    }

    #[test]
    fn a_sub_administrator_is_told_of_his_own_alone() {
        let mut acme = place("acme { rd { ann name=安妮 sub } hr { ben name=安妮 } }");
        acme.operate(|draft| {
            draft.set_sub_admin(
                "sub",
                Some(BTreeSet::from([DepartmentId(2)])),
                BTreeSet::new(),
            )
        });
        acme.as_admin("sub");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "安妮"})), @r#"{"people":[{"userId":"ann","name":"安妮","department":"rd"}]}"#);
    }
}
