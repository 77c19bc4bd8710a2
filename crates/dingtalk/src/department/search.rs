//! Search for a department ID: `POST /v1.0/contact/departments/search`.

use crate::prelude::*;
use crate::user::paging::Search;
use endpoint::Method;

/// Which names, and which part of the hits.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// A name, its pinyin or its initials, whole or in part.
    query_word: String,
    /// How many hits to skip.
    offset: i64,
    /// More than 100 gives 100.
    size: i64,
}

/// A page of hits, best first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    has_more: bool,
    total_count: u64,
    list: Vec<i64>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/contact/departments/search", PARAMETER)
        .serves(&["Search for a department ID"])
        .needs("qyapi_addresslist_search")
        .scoped()
        .on(&[
            On::Missing("queryWord", MISSING_QUERY_WORD),
            On::Missing("offset", MISSING_OFFSET),
            On::Missing("size", MISSING_SIZE),
        ]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let search = Search::checked(&self.query_word, self.offset, self.size)?;
        let page = view.search_departments(search.query, search.offset, search.size);
        Ok(Response {
            has_more: search.has_more(&page),
            total_count: page.total,
            list: page.hits.iter().map(|id| id.0).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::read::<Request>();

    fn search(text: &str, word: &str) -> String {
        let request = json!({"queryWord": word, "offset": 0, "size": 10});
        place(text).call(ROUTE, request)
    }

    #[test]
    fn names_are_found_by_a_part() {
        let acme = "示例公司 { 研发中心 { lab { } } Research { Labels { } } }";
        assert_snapshot!(search(acme, "研发"), @r#"{"hasMore":false,"totalCount":1,"list":[2]}"#);
        assert_snapshot!(search(acme, " LAB "), @r#"{"hasMore":false,"totalCount":2,"list":[3,5]}"#);
        assert_snapshot!(search(acme, "nothing"), @r#"{"hasMore":false,"totalCount":0,"list":[]}"#);
    }

    #[test]
    fn the_root_is_found_by_the_organizations_name() {
        assert_snapshot!(search("示例公司 { }", "示例"), @r#"{"hasMore":false,"totalCount":1,"list":[1]}"#);
    }

    #[test]
    fn pages_follow_each_other() {
        let mut acme = place("acme { a1 { } a2 { } a3 { } }");
        let mut page = |offset: i64, size: i64| {
            acme.call(
                ROUTE,
                json!({"queryWord": "a", "offset": offset, "size": size}),
            )
        };
        assert_snapshot!(page(0, 2), @r#"{"hasMore":true,"totalCount":4,"list":[1,2]}"#);
        assert_snapshot!(page(2, 2), @r#"{"hasMore":false,"totalCount":4,"list":[3,4]}"#);
        assert_snapshot!(page(4, 2), @r#"{"hasMore":false,"totalCount":4,"list":[]}"#);
        assert_snapshot!(page(i64::MAX, 1), @r#"{"hasMore":false,"totalCount":4,"list":[]}"#);
    }

    #[test]
    fn a_page_has_at_most_100_hits() {
        let departments: String = (0..101)
            .map(|number| format!("team{number} {{ }} "))
            .collect();
        let mut acme = place(&format!("acme {{ {departments} }}"));
        let request = json!({"queryWord": "team", "offset": 0, "size": 1000});
        let page: Value = serde_json::from_str(&acme.call(ROUTE, request)).expect("a page");
        assert_eq!(page["list"].as_array().map(Vec::len), Some(100));
        assert_eq!(
            (&page["totalCount"], &page["hasMore"]),
            (&json!(101), &json!(true))
        );
    }

    #[test]
    fn the_scope_narrows_it() {
        let mut acme = place("acme { team1 { team2 { } } team3 { } }");
        acme.with_scope(&[2], &["founder"]);
        let request = json!({"queryWord": "team", "offset": 0, "size": 10});
        assert_snapshot!(acme.call(ROUTE, request), @r#"{"hasMore":false,"totalCount":2,"list":[2,3]}"#);
    }

    #[test]
    fn missing_and_bad_arguments_are_told_apart() {
        let mut acme = place("acme { }");
        let mut told = |changed: Value| {
            let mut request = json!({"queryWord": "rd", "offset": 0, "size": 10, "dingOrgId": 7});
            let members = request.as_object_mut().expect("an object");
            members.extend(changed.as_object().expect("an object").clone());
            acme.call(ROUTE, request)
        };
        assert_snapshot!(told(json!({"queryWord": null})), @"400 MissingqueryWord queryWord is mandatory for this action.");
        assert_snapshot!(told(json!({"offset": null})), @"400 Missingoffset offset is mandatory for this action.");
        assert_snapshot!(told(json!({"size": null})), @"400 Missingsize size is mandatory for this action.");
        assert_snapshot!(told(json!({"queryWord": " "})), @"400 parameter.error 无效的参数: queryWord is empty");
        assert_snapshot!(told(json!({"queryWord": 7})), @"400 parameter.error 无效的参数: queryWord: expected a text, got 7");
        assert_snapshot!(told(json!({"offset": -1})), @"400 parameter.error 无效的参数: offset is a whole number of at least 0, got -1");
        assert_snapshot!(told(json!({"offset": "0"})), @r#"400 parameter.error 无效的参数: offset: expected a whole number of 64 bits, got the text "0""#);
        assert_snapshot!(told(json!({"size": 0})), @"400 parameter.error 无效的参数: size is a whole number of at least 1, got 0");
        assert_snapshot!(told(json!({"size": -1})), @"400 parameter.error 无效的参数: size is a whole number of at least 1, got -1");
        assert_snapshot!(told(json!({"size": 2.5})), @"400 parameter.error 无效的参数: size: expected a whole number of 64 bits, got 2.5");
        assert_snapshot!(told(json!({})), @r#"{"hasMore":false,"totalCount":0,"list":[]}"#);
    }
}
