//! Search for user IDs: `POST /v1.0/contact/users/search`.

use super::paging::Search;
use crate::prelude::*;
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
    /// 1 finds whole names alone.
    full_match_field: Option<i64>,
}

/// A page of hits, best first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response<'a> {
    has_more: bool,
    total_count: u64,
    list: Vec<&'a str>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/contact/users/search", PARAMETER)
        .serves(&["Search for user IDs"])
        .needs("qyapi_addresslist_search")
        .scoped()
        .on(&[
            On::Missing("queryWord", MISSING_QUERY_WORD),
            On::Missing("offset", MISSING_OFFSET),
            On::Missing("size", MISSING_SIZE),
        ]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let search = Search::checked(&self.query_word, self.offset, self.size)?;
        let full_match = self.is_full_match()?;
        let page = view.search_users(search.query, full_match, search.offset, search.size);
        Ok(Response {
            has_more: search.has_more(&page),
            total_count: page.total,
            list: page.hits.into_iter().map(|user| user.userid).collect(),
        })
    }
}

impl Request {
    fn is_full_match(&self) -> Reply<bool> {
        match self.full_match_field {
            None | Some(0) => Ok(false),
            Some(1) => Ok(true),
            Some(other) => Err(Fault::invalid(
                "fullMatchField",
                sentence!(
                    "fullMatchField is 1 or left out, got {other}",
                    "fullMatchField 为 1 或不填，收到的是 {other}"
                ),
            )),
        }
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
        let acme = "acme { u1 name=Linda u2 name=Ann u3 name=Colin }";
        assert_snapshot!(search(acme, "LIND"), @r#"{"hasMore":false,"totalCount":1,"list":["u1"]}"#);
        assert_snapshot!(search(acme, " ann "), @r#"{"hasMore":false,"totalCount":1,"list":["u2"]}"#);
        assert_snapshot!(search(acme, "u1"), @r#"{"hasMore":false,"totalCount":0,"list":[]}"#);
    }

    #[test]
    fn whole_names_are_found_on_demand() {
        let mut acme = place("acme { u1 name=Ann u2 name=Anna }");
        let mut found = |mode: Value| {
            let request =
                json!({"queryWord": "ann", "offset": 0, "size": 10, "fullMatchField": mode});
            acme.call(ROUTE, request)
        };
        assert_snapshot!(found(json!(1)), @r#"{"hasMore":false,"totalCount":1,"list":["u1"]}"#);
        assert_snapshot!(found(json!(0)), @r#"{"hasMore":false,"totalCount":2,"list":["u1","u2"]}"#);
        assert_snapshot!(found(json!(2)), @"400 parameter.error 无效的参数: fullMatchField is 1 or left out, got 2");
    }

    #[test]
    fn pages_follow_each_other() {
        let mut acme = place("acme { a name=Ann b name=Ann c name=Ann }");
        let mut page = |offset: i64, size: i64| {
            acme.call(
                ROUTE,
                json!({"queryWord": "ann", "offset": offset, "size": size}),
            )
        };
        assert_snapshot!(page(0, 2), @r#"{"hasMore":true,"totalCount":3,"list":["a","b"]}"#);
        assert_snapshot!(page(2, 2), @r#"{"hasMore":false,"totalCount":3,"list":["c"]}"#);
        assert_snapshot!(page(3, 2), @r#"{"hasMore":false,"totalCount":3,"list":[]}"#);
        assert_snapshot!(page(i64::MAX, 1), @r#"{"hasMore":false,"totalCount":3,"list":[]}"#);
    }

    #[test]
    fn a_page_has_at_most_100_hits() {
        let people: String = (0..101)
            .map(|number| format!("u{number} name=Ann "))
            .collect();
        let mut acme = place(&format!("acme {{ {people} }}"));
        let told = acme.call(
            ROUTE,
            json!({"queryWord": "ann", "offset": 0, "size": 1000}),
        );
        let page: Value = serde_json::from_str(&told).expect("a page");
        assert_eq!(page["list"].as_array().map(Vec::len), Some(100));
        assert_eq!(
            (&page["totalCount"], &page["hasMore"]),
            (&json!(101), &json!(true))
        );
    }

    #[test]
    fn the_scope_narrows_it() {
        let mut acme = place("acme { rd { a name=Ann } b name=Ann c name=Ann }");
        acme.with_scope(&[2], &["c"]);
        let told = acme.call(ROUTE, json!({"queryWord": "ann", "offset": 0, "size": 10}));
        assert_snapshot!(told, @r#"{"hasMore":false,"totalCount":2,"list":["a","c"]}"#);
    }

    #[test]
    fn missing_and_bad_arguments_are_told_apart() {
        let mut acme = place("acme { }");
        let mut told = |changed: Value| {
            let mut request = json!({"queryWord": "ann", "offset": 0, "size": 10});
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
        assert_snapshot!(told(json!({"size": 2.5})), @"400 parameter.error 无效的参数: size: expected a whole number of 64 bits, got 2.5");
    }
}
