//! Change fields of people's pages and their order: `PUT /v1.0/orgbook/console/fields`.

use super::list::Response;
use super::wire::{AudienceGiven, Given, refused};
use crate::limits::ORDERED_FIELDS_MAX;
use crate::prelude::*;
use org::Module;

/// What changes; what is left out stays.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// Fields that change.
    fields: Option<Vec<Changed>>,
    /// Every field's id once, in the order in which pages are to show them.
    order: Option<Vec<String>>,
}

/// What changes of a field.
#[derive(Clone, Deserialize, JsonSchema)]
struct Changed {
    id: String,
    label: Option<String>,
    /// Of the organization's own fields.
    #[serde(rename = "type")]
    kind: Option<String>,
    choices: Option<Vec<String>>,
    shown: Option<bool>,
    fillable: Option<bool>,
    searchable: Option<bool>,
    /// Whether it names whom to contact instead of somebody in Executive mode: of one field, which holds a person.
    instead: Option<bool>,
    audience: Option<AudienceGiven>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Put, "/v1.0/orgbook/console/fields", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .module(Module::Visibility)
        .faults(&[FIELD]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let fields = self.fields.unwrap_or_default();
        if fields.len() > ORDERED_FIELDS_MAX {
            let count = fields.len();
            let detail = sentence!(
                "fields names at most {ORDERED_FIELDS_MAX}, got {count}",
                "最多列出 {ORDERED_FIELDS_MAX} 个字段，现有 {count} 个"
            );
            return Err(Fault::invalid("fields", detail));
        }
        let mut changes = Vec::with_capacity(fields.len());
        for Changed {
            id,
            label,
            kind,
            choices,
            shown,
            fillable,
            searchable,
            instead,
            audience,
        } in fields
        {
            let given = Given {
                label,
                kind,
                choices,
                shown,
                fillable,
                searchable,
                instead,
                audience,
            };
            changes.push((id, given.read()?));
        }
        draft.change_fields(changes, self.order).map_err(refused)?;
        Ok(Response::of(&draft.view()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{add, delete};
    use crate::people::{person, search};
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const ADD: Route = Route::write::<add::Request>();
    const PAGE: Route = Route::read::<person::Request>();
    const SEARCH: Route = Route::read::<search::Request>();

    fn fields(place: &mut Place, viewer: &str, of: &str) -> String {
        place.as_person(viewer);
        let page: serde_json::Value =
            serde_json::from_str(&place.call(PAGE, json!({"userId": of}))).expect("a page");
        let fields = page["fields"].as_array().expect("a list").iter();
        let fields = fields.map(|field| format!("{}={}", field["label"], field["value"]));
        let fields = fields.collect::<Vec<_>>().join(" ");
        place.as_app();
        format!("{fields} withheld {}", page["withheld"])
    }

    fn found(place: &mut Place, viewer: &str, q: &str) -> String {
        place.as_person(viewer);
        let answer = place.call(SEARCH, json!({"q": q}));
        place.as_app();
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("an answer");
        let people = answer["people"].as_array().expect("a list").iter();
        let people = people.map(|person| format!("{} {}", person["userId"], person["matched"]));
        let departments = answer["departments"].as_array().expect("a list").iter();
        let departments = departments.map(|department| department["name"].to_string());
        people.chain(departments).collect::<Vec<_>>().join(" ")
    }

    fn acme() -> Place {
        let mut acme = place(
            "acme { boss rd { head leader=yes ann title=Architect manager=boss job_number=7 email=ann@example.com lab { cid } } hr { hana } }",
        );
        acme.operate(|draft| {
            let fields = org::UserFields {
                extension: Some(vec![
                    ("hobby".to_owned(), "Chess club".to_owned()),
                    ("size".to_owned(), "41".to_owned()),
                ]),
                ..org::UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        acme
    }

    #[test]
    fn order_and_switches_rule_the_page_at_once() {
        let mut acme = acme();
        assert_snapshot!(fields(&mut acme, "cid", "ann"), @r#""手机号"="13800000003" "邮箱"="ann@example.com" "职位"="Architect" "工号"="7" "hobby"="Chess club" "size"="41" withheld []"#);
        acme.call(ADD, json!({"label": "size", "type": "number"}));
        let told = acme.call(ROUTE, json!({
            "fields": [{"id": "mobile", "shown": false}, {"id": "email", "label": "Mail"}],
            "order": ["size", "email", "name", "mobile", "org_email", "ext_number", "department", "title",
                "job_number", "manager", "work_station", "hire_date", "remark"],
        }));
        assert!(told.starts_with(r#"{"fields":[{"id":"size","#), "{told}");
        assert_snapshot!(fields(&mut acme, "cid", "ann"), @r#""size"="41" "Mail"="ann@example.com" "职位"="Architect" "工号"="7" "hobby"="Chess club" withheld []"#);
        assert_snapshot!(fields(&mut acme, "ann", "ann"), @r#""size"="41" "Mail"="ann@example.com" "职位"="Architect" "工号"="7" "hobby"="Chess club" withheld []"#);
        acme.call(
            Route::write::<delete::Request>(),
            json!({"fieldId": "size"}),
        );
        assert_snapshot!(fields(&mut acme, "cid", "ann"), @r#""Mail"="ann@example.com" "职位"="Architect" "工号"="7" "hobby"="Chess club" withheld []"#);
        acme.call(ADD, json!({"id": "size", "label": "Shoe size"}));
        assert_snapshot!(fields(&mut acme, "cid", "ann"), @r#""Mail"="ann@example.com" "职位"="Architect" "工号"="7" "Shoe size"="41" "hobby"="Chess club" withheld []"#);
    }

    #[test]
    fn two_fields_take_each_others_name() {
        let mut acme = acme();
        let swapped =
            json!({"fields": [{"id": "email", "label": "职位"}, {"id": "title", "label": "邮箱"}]});
        let told = acme.call(ROUTE, swapped);
        assert!(told.starts_with(r#"{"fields":["#), "{told}");
        assert_snapshot!(fields(&mut acme, "cid", "ann"), @r#""手机号"="13800000003" "职位"="ann@example.com" "邮箱"="Architect" "工号"="7" "hobby"="Chess club" "size"="41" withheld []"#);
        assert_snapshot!(acme.call(ROUTE, json!({"fields": [{"id": "email", "label": ""}]})), @r#"400 invalidParameter A parameter is missing or wrong: another field is called "邮箱" already"#);
    }

    #[test]
    fn an_audience_decides_who_is_shown_a_field() {
        let mut acme = acme();
        acme.call(
            ADD,
            json!({"label": "size", "audience": {"kind": "managers"}}),
        );
        let hr = json!({"kind": "chosen", "deptIds": [4]});
        acme.call(
            ROUTE,
            json!({"fields": [{"id": "job_number", "audience": hr}]}),
        );
        let seen: Vec<String> = ["ann", "boss", "head", "hana", "cid", "founder"]
            .map(|who| format!("{who}: {}", fields(&mut acme, who, "ann")))
            .to_vec();
        assert_snapshot!(seen.join("\n"), @r#"
        ann: "手机号"="13800000003" "邮箱"="ann@example.com" "职位"="Architect" "工号"="7" "size"="41" "hobby"="Chess club" withheld []
        boss: "手机号"="13800000003" "邮箱"="ann@example.com" "职位"="Architect" "size"="41" "hobby"="Chess club" withheld ["job_number"]
        head: "手机号"="13800000003" "邮箱"="ann@example.com" "职位"="Architect" "size"="41" "hobby"="Chess club" withheld ["job_number"]
        hana: "手机号"="13800000003" "邮箱"="ann@example.com" "职位"="Architect" "工号"="7" "hobby"="Chess club" withheld ["size"]
        cid: "手机号"="13800000003" "邮箱"="ann@example.com" "职位"="Architect" "hobby"="Chess club" withheld ["job_number","size"]
        founder: "手机号"="13800000003" "邮箱"="ann@example.com" "职位"="Architect" "hobby"="Chess club" withheld ["job_number","size"]
        "#);
        for (who, count) in [("hana", 1), ("cid", 0), ("ann", 1)] {
            let found = found(&mut acme, who, "7");
            assert_eq!(found.matches("jobNumber").count(), count, "{who} {found}");
        }
        acme.operate(|draft| {
            draft
                .remove_department(DepartmentId(4))
                .map(drop)
                .or(Ok(()))
        });
        acme.operate(|draft| {
            let fields = org::UserFields {
                departments: Some(vec![DepartmentId(2)]),
                ..org::UserFields::default()
            };
            draft.update_user("hana", fields)?;
            draft.remove_department(DepartmentId(4)).map(drop)
        });
        assert_snapshot!(fields(&mut acme, "hana", "ann"), @r#""手机号"="13800000003" "邮箱"="ann@example.com" "职位"="Architect" "hobby"="Chess club" withheld ["job_number","size"]"#);
    }

    #[test]
    fn people_are_found_by_what_is_searchable() {
        let mut acme = acme();
        assert_snapshot!(found(&mut acme, "cid", "chess"), @"");
        assert_snapshot!(found(&mut acme, "cid", "ann@"), @"");
        acme.call(ADD, json!({"label": "hobby", "searchable": true}));
        acme.call(
            ROUTE,
            json!({"fields": [{"id": "email", "searchable": true}]}),
        );
        assert_snapshot!(found(&mut acme, "cid", "chess"), @r#""ann" {"field":"hobby","value":"Chess club","ranges":[[0,5]]}"#);
        assert_snapshot!(found(&mut acme, "cid", "ANN@"), @r#""ann" {"field":"email","value":"ann@example.com","ranges":[[0,4]]}"#);
        assert_snapshot!(found(&mut acme, "cid", "c"), @r#""cid" {"field":"name","value":"cid","ranges":[[0,1]]} "acme""#);
        acme.operate(|draft| {
            let fields = org::UserFields {
                extension: Some(vec![("hobby".to_owned(), "Go".to_owned())]),
                ..org::UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        assert_snapshot!(found(&mut acme, "cid", "chess"), @"");
        assert_snapshot!(found(&mut acme, "cid", "go"), @r#""ann" {"field":"hobby","value":"Go","ranges":[[0,2]]}"#);
        let off = |id: &str| json!({"id": id, "searchable": false});
        acme.call(
            ROUTE,
            json!({"fields": [off("name"), off("mobile"), off("department"), off("title"),
            off("job_number"), off("email"), off("hobby")]}),
        );
        for q in ["ann", "0004", "rd", "archi", "7", "ann@", "go"] {
            assert_eq!(found(&mut acme, "cid", q), "", "{q}");
        }
    }

    #[test]
    fn a_field_that_is_not_shown_may_be_searched() {
        let mut acme = acme();
        acme.call(ROUTE, json!({"fields": [{"id": "title", "shown": false}]}));
        assert_snapshot!(found(&mut acme, "cid", "archi"), @r#""ann" {"field":"title","value":"Architect","ranges":[[0,5]]}"#);
        assert!(!fields(&mut acme, "cid", "ann").contains("Architect"));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut acme = acme();
        let mut told = |fields: serde_json::Value| acme.call(ROUTE, fields);
        assert_snapshot!(told(json!({"fields": [{"id": "size", "shown": true}]})), @r#"404 field.notFound There is no such field: no field "size""#);
        assert_snapshot!(told(json!({"fields": [{"id": "name", "shown": false}]})), @"400 invalidParameter A parameter is missing or wrong: 姓名 is always shown to everybody");
        assert_snapshot!(told(json!({"fields": [{"id": "name", "audience": {"kind": "managers"}}]})), @"400 invalidParameter A parameter is missing or wrong: 姓名 is always shown to everybody");
        assert_snapshot!(told(json!({"fields": [{"id": "mobile", "fillable": true}]})), @"400 invalidParameter A parameter is missing or wrong: 手机号 is for administrators to fill in");
        assert_snapshot!(told(json!({"fields": [{"id": "manager", "searchable": true}]})), @"400 invalidParameter A parameter is missing or wrong: 直属主管 is not searchable");
        assert_snapshot!(told(json!({"fields": [{"id": "title", "type": "number"}]})), @"400 invalidParameter A parameter is missing or wrong: title is built in and keeps its type");
        assert_snapshot!(told(json!({"fields": [{"id": "title", "type": "colour"}]})), @"400 invalidParameter A parameter is missing or wrong: type is text, link, number, date, singleChoice, multiChoice, person or phone, got colour");
        assert_snapshot!(told(json!({"fields": [{"id": "title", "choices": ["a"]}]})), @"400 invalidParameter A parameter is missing or wrong: choices come with type singleChoice or multiChoice");
        assert_snapshot!(told(json!({"fields": [{"id": "title", "audience": {"kind": "friends"}}]})), @"400 invalidParameter A parameter is missing or wrong: audience.kind is everybody, managers or chosen, got friends");
        assert_snapshot!(told(json!({"fields": [{"id": "title", "audience": {"kind": "chosen", "userIds": ["nobody"]}}]})), @"400 invalidParameter A parameter is missing or wrong: no user nobody");
        assert_snapshot!(told(json!({"order": ["name", "name"]})), @r#"404 field.notFound There is no such field: no field "name""#);
        assert_snapshot!(told(json!({"order": ["name"]})), @r#"400 invalidParameter A parameter is missing or wrong: an order names every field once, this one lacks "mobile""#);
        assert_eq!(told(json!({})), told(json!({"fields": []})));
        assert_snapshot!(acme.changes(), @"");
    }
}
