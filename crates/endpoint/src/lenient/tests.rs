#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking; the lint's own exception ends at the file's border"
)]

use super::*;
use crate::Fault;
use crate::JsonText;
use serde_json::json;

#[derive(Debug, PartialEq, Deserialize)]
struct Place {
    dept_id: i64,
    order: Option<i64>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Call {
    name: String,
    dept_id_list: CommaList<i64>,
    hide: Option<bool>,
    order: Option<i64>,
    places: Option<Vec<Place>>,
    extension: Option<JsonText>,
    title: Option<String>,
}

fn typed() -> Call {
    Call {
        name: "Ann".into(),
        dept_id_list: CommaList(vec![2, 3]),
        hide: Some(true),
        order: Some(176_000_000_000_000_000),
        places: Some(vec![Place {
            dept_id: 2,
            order: Some(10),
        }]),
        extension: Some(from_value(json!({"hobby": "chess"})).unwrap()),
        title: Some("7".into()),
    }
}

#[test]
fn typed_and_all_strings_forms_read_alike() {
    let forms = [
        json!({"name": "Ann", "dept_id_list": [2, 3], "hide": true, "order": 176_000_000_000_000_000_i64,
            "places": [{"dept_id": 2, "order": 10}], "extension": {"hobby": "chess"}, "title": 7}),
        json!({"name": "Ann", "dept_id_list": "2,3", "hide": "true", "order": "176000000000000000",
            "places": r#"[{"dept_id":"2","order":"10"}]"#, "extension": r#"{"hobby":"chess"}"#, "title": "7"}),
        json!({"name": "Ann", "dept_id_list": r#"\"2,3\""#, "hide": 1, "order": "176000000000000000",
            "places": r#"[{\"dept_id\":2,\"order\":10}]"#, "extension": r#"{"hobby":"chess"}"#, "title": "7"}),
        json!({"name": "Ann", "dept_id_list": "2|3", "hide": "1", "order": "176000000000000000",
            "places": {"dept_id": "2", "order": 10}, "extension": r#"{"hobby":"chess"}"#, "title": "7"}),
    ];
    for form in forms {
        assert_eq!(from_value::<Call>(form.clone()).unwrap(), typed(), "{form}");
    }
}

#[test]
fn null_and_empty_are_absent() {
    let call: Call = from_value(
        json!({"name": "", "dept_id_list": "1", "hide": null, "order": "",
        "places": "null", "extension": "", "title": ""}),
    )
    .unwrap();
    let nothing = Call {
        name: String::new(),
        dept_id_list: CommaList(vec![1]),
        hide: None,
        order: None,
        places: None,
        extension: Some(JsonText::default()),
        title: Some(String::new()),
    };
    assert_eq!(call, nothing);
    let nested: Call = from_value(json!({"name": "a", "dept_id_list": "1",
        "places": r#"[{"dept_id":"2","order":""}]"#}))
    .unwrap();
    assert_eq!(
        nested.places,
        Some(vec![Place {
            dept_id: 2,
            order: None
        }])
    );
}

fn trouble(value: Value) -> String {
    match Fault::from(from_value::<Call>(value).unwrap_err()) {
        Fault::Parameter {
            field,
            missing,
            detail,
        } => format!("{field} missing={missing}: {}", detail.english()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn trouble_names_the_field_and_what_is_allowed() {
    assert_eq!(
        trouble(json!({"dept_id_list": "1"})),
        "name missing=true: name is missing"
    );
    assert_eq!(
        trouble(json!({"name": "a", "dept_id_list": ""})),
        "dept_id_list missing=true: dept_id_list is missing"
    );
    assert_eq!(
        trouble(json!({"name": "a", "dept_id_list": "1,x"})),
        "dept_id_list missing=false: dept_id_list[1]: expected a whole number of 64 bits, got the text \"x\""
    );
    assert_eq!(
        trouble(json!({"name": "a", "dept_id_list": "1", "hide": "yes"})),
        "hide missing=false: hide: expected true or false, got the text \"yes\""
    );
    assert_eq!(
        trouble(json!({"name": "a", "dept_id_list": "1", "order": "99999999999999999999999"})),
        "order missing=false: order: expected a whole number of 64 bits, got the text \"99999999999999999999999\""
    );
    assert_eq!(
        trouble(json!({"name": "a", "dept_id_list": "1", "places": [{"order": 1}]})),
        "places missing=false: places[0].dept_id is missing"
    );
}

#[test]
fn a_text_is_no_list_no_object_and_no_fraction() {
    for value in [json!({"x": {"y": 1}}), json!([["a"]]), json!(1e300)] {
        let call = json!({"name": value, "dept_id_list": "1"});
        let told = trouble(call);
        assert!(
            told.starts_with("name missing=false: name: expected a text, got "),
            "{told}"
        );
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Page {
    size: i64,
    offset: Option<i64>,
    whole: Option<bool>,
    names: Option<Vec<String>>,
}

fn page(members: Value, texts: &[&str]) -> Result<Page, String> {
    let texts = texts.iter().map(|name| (*name).to_owned()).collect();
    from_input(Input { members, texts }).map_err(|error| error.to_string())
}

#[test]
fn strict_reading_takes_no_text_for_a_number() {
    let read = page(json!({"size": 1, "offset": null}), &[]).unwrap();
    assert_eq!((read.size, read.offset), (1, None));
    assert_eq!(
        page(json!({"size": "1"}), &[]).unwrap_err(),
        "size: expected a whole number of 64 bits, got the text \"1\""
    );
}

#[test]
fn what_comes_in_a_query_is_text_whatever_it_means() {
    let sent = json!({"size": "1", "offset": "", "whole": "true", "names": ["a", "b"]});
    let read = Page {
        size: 1,
        offset: None,
        whole: Some(true),
        names: Some(vec!["a".into(), "b".into()]),
    };
    assert_eq!(page(sent, &["size", "offset", "whole"]).unwrap(), read);
    let list = json!({"size": "1", "names": r#"["a","b"]"#});
    assert_eq!(page(list, &["size", "names"]).unwrap().names, read.names);
}

#[test]
fn a_query_does_not_loosen_the_body_beside_it() {
    let refused = |members: Value, texts: &[&str]| page(members, texts).unwrap_err();
    assert_eq!(
        refused(json!({"size": "1", "offset": "2"}), &["size"]),
        "offset: expected a whole number of 64 bits, got the text \"2\""
    );
    assert_eq!(
        refused(json!({"size": "1", "offset": ""}), &["size"]),
        "offset: expected a whole number of 64 bits, got the text \"\""
    );
    assert_eq!(
        refused(json!({"size": "one"}), &["size"]),
        "size: expected a whole number of 64 bits, got the text \"one\""
    );
    assert_eq!(refused(json!({"size": ""}), &["size"]), "size is missing");
}

#[test]
fn empty_members_of_a_long_list_are_absent_in_one_go() {
    let count = crate::limits::EMPTY_MEMBERS_MAX + 1;
    let mut places = vec![json!({"dept_id": 1, "order": ""}); count];
    places.push(json!({"dept_id": 2, "order": "5"}));
    places.push(json!({"dept_id": 3, "order": " null "}));
    for places in [json!(places), json!(json!(places).to_string())] {
        let call = json!({"name": "Ann", "dept_id_list": "1", "hide": "", "places": places});
        let call: Call = from_value(call).unwrap();
        let orders: Vec<_> = (call.places.unwrap().into_iter())
            .map(|place| place.order)
            .collect();
        assert_eq!(orders[..count], vec![None; count]);
        assert_eq!(orders[count..], [Some(5), None]);
    }
}

#[test]
fn empty_members_without_end_are_invalid() {
    let count = crate::limits::EMPTY_MEMBERS_MAX + 1;
    let numbers: serde_json::Map<_, _> = (0..count).map(|at| (at.to_string(), json!(""))).collect();
    let read = from_value::<std::collections::BTreeMap<String, i64>>(json!(numbers));
    assert!(matches!(
        read,
        Err(ReadError {
            trouble: Trouble::Invalid,
            ..
        })
    ));
}
