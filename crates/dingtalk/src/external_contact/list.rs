//! Get the external contact list: `POST /topapi/extcontact/list`.

use super::fields::{self, Contact};
use crate::prelude::*;
use endpoint::Envelope;

/// Which part of the list.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// 1 to 100, 20 when it or the offset is left out.
    size: Option<i64>,
    /// 0 when it or the size is left out.
    offset: Option<i64>,
}

/// A page. The one with fewer contacts than asked for is the last.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    results: Vec<Contact>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/extcontact/list", EXTERNAL_SIZE)
        .serves(&["Get the external contact list"])
        .needs("qyapi_ext_read")
        .envelope(Envelope::Flat)
        .on(&[On::Invalid("offset", EXTERNAL_OFFSET)]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let (offset, size) = fields::window(self.offset, self.size)?;
        let page = view.external_contacts(offset, size);
        Ok(Response {
            results: page.into_iter().map(Contact::from).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();

    fn add(acme: &mut Place, number: u64) -> String {
        let contact = json!({
            "name": format!("c{number}"), "mobile": (13_600_000_000 + number).to_string(), "state_code": "86",
            "follower_user_id": "ann", "label_ids": [acme.first_label()]
        });
        let told = acme.call(CREATE, json!({"contact": contact}));
        let told: Value = serde_json::from_str(&told).expect("an object");
        told["userid"].as_str().expect("an id").to_owned()
    }

    fn names(acme: &mut Place, request: Value) -> String {
        let told = acme.call(ROUTE, request);
        let told: Value = serde_json::from_str(&told).expect("an object");
        let results = told["results"].as_array().expect("a list");
        let names: Vec<&str> = results
            .iter()
            .filter_map(|one| one["name"].as_str())
            .collect();
        names.join(" ")
    }

    #[test]
    fn contacts_are_told_in_full() {
        let mut acme = place("acme { ann rd id=2 { bob } }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"results":[]}"#);
        add(&mut acme, 1);
        assert_snapshot!(acme.call(ROUTE, json!({"size": 10, "offset": 0})), @r#"{"results":[{"userid":"879014960703533309","name":"c1","mobile":"13600000001","state_code":"86","follower_user_id":"ann","label_ids":[2603132361],"share_dept_ids":[],"share_user_ids":[],"title":"","company_name":"","address":"","remark":"","email":""}]}"#);
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"size": "10", "offset": "0"})), @r#"{"results":[{"userid":"879014960703533309","name":"c1","mobile":"13600000001","state_code":"86","label_ids":[2603132361],"share_dept_ids":[],"share_user_ids":[],"title":"","company_name":"","address":"","remark":"","email":""}]}"#);
    }

    #[test]
    fn pages_follow_each_other_while_contacts_come() {
        let mut acme = place("acme { ann }");
        for number in 0..22 {
            add(&mut acme, number);
        }
        let page = |offset: i64| json!({"size": 7, "offset": offset});
        assert_snapshot!(names(&mut acme, page(0)), @"c0 c1 c2 c3 c4 c5 c6");
        add(&mut acme, 22);
        assert_snapshot!(names(&mut acme, page(7)), @"c7 c8 c9 c10 c11 c12 c13");
        assert_snapshot!(names(&mut acme, page(14)), @"c14 c15 c16 c17 c18 c19 c20");
        assert_snapshot!(names(&mut acme, page(21)), @"c21 c22");
        assert_snapshot!(names(&mut acme, page(28)), @"");
        assert_snapshot!(names(&mut acme, page(i64::MAX)), @"");
        let first = "c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16 c17 c18 c19";
        for one_alone in [json!({}), json!({"size": 3}), json!({"offset": 3})] {
            assert_eq!(names(&mut acme, one_alone), first);
        }
    }

    #[test]
    fn values_out_of_range_name_their_field() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 0, "offset": 0})), @"40069 无效的size: size is a whole number from 1 to 100, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 101, "offset": 0})), @"40069 无效的size: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 101})), @"40069 无效的size: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(acme.call(ROUTE, json!({"size": "x", "offset": 0})), @r#"40069 无效的size: size: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"size": 1, "offset": -1})), @"40068 无效的偏移量: offset is a whole number of at least 0, got -1");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 1, "offset": []})), @"40068 无效的偏移量: offset: expected a whole number of 64 bits, got a list");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 100, "offset": 0})), @r#"{"results":[]}"#);
    }
}
