//! Add a field of the organization's own: `POST /v1.0/orgbook/console/fields`.

use super::wire::{AudienceGiven, Given, refused};
use crate::prelude::*;
use org::Module;

/// The field.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// The name under which values are stored and go over the wire, unlike the label fixed for ever. The label when absent.
    id: Option<String>,
    label: String,
    /// `text` when absent.
    #[serde(rename = "type")]
    kind: Option<String>,
    choices: Option<Vec<String>>,
    /// True when absent.
    shown: Option<bool>,
    fillable: Option<bool>,
    searchable: Option<bool>,
    /// Whether it names whom to contact instead of somebody in Executive mode: of one field, which holds a person.
    instead: Option<bool>,
    audience: Option<AudienceGiven>,
}

/// Its id.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/console/fields", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .module(Module::Visibility)
        .faults(&[FIELD]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let given = Given {
            label: Some(self.label),
            kind: self.kind,
            choices: self.choices,
            shown: self.shown,
            fillable: self.fillable,
            searchable: self.searchable,
            instead: self.instead,
            audience: self.audience,
        };
        let id = draft.add_field(self.id, given.read()?).map_err(refused)?;
        Ok(Response { id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_field_has_a_name_of_its_own() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"label": "爱好"})), @r#"{"id":"爱好"}"#);
        assert_snapshot!(acme.changes(), @r#"{"fields_set":{"fields":[{"id":"name","shown":true,"searchable":true},{"id":"mobile","shown":true,"searchable":true},{"id":"email","shown":true},{"id":"org_email","shown":true},{"id":"ext_number","shown":true},{"id":"department","shown":true,"searchable":true},{"id":"title","shown":true,"searchable":true},{"id":"job_number","shown":true,"searchable":true},{"id":"manager","shown":true},{"id":"work_station","shown":true},{"id":"hire_date","shown":true},{"id":"remark","shown":true},{"id":"爱好","kind":"text","shown":true}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": "size", "label": "Shoe size", "type": "singleChoice", "choices": ["41", "42"], "fillable": true})), @r#"{"id":"size"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"label": "爱好"})), @r#"400 invalidParameter A parameter is missing or wrong: there is a field "爱好" already"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": "hobby", "label": "爱好"})), @r#"400 invalidParameter A parameter is missing or wrong: another field is called "爱好" already"#);
        assert_snapshot!(acme.call(ROUTE, json!({"label": "职位"})), @r#"400 invalidParameter A parameter is missing or wrong: another field is called "职位" already"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": "title", "label": "Title"})), @r#"400 invalidParameter A parameter is missing or wrong: there is a field "title" already"#);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { }");
        let mut told = |field: serde_json::Value| acme.call(ROUTE, field);
        assert_snapshot!(told(json!({})), @"400 invalidParameter A parameter is missing or wrong: label is missing");
        assert_snapshot!(told(json!({"label": " "})), @"400 invalidParameter A parameter is missing or wrong: the id of a field has 1 to 64 characters, all of them visible and no blanks around them");
        assert_snapshot!(told(json!({"label": "x".repeat(65)})), @"400 invalidParameter A parameter is missing or wrong: the id of a field has 1 to 64 characters, all of them visible and no blanks around them");
        assert_snapshot!(told(json!({"id": "a\nb", "label": "x"})), @"400 invalidParameter A parameter is missing or wrong: the id of a field has 1 to 64 characters, all of them visible and no blanks around them");
        assert_snapshot!(told(json!({"label": "x", "type": "singleChoice"})), @"400 invalidParameter A parameter is missing or wrong: a field has 1 to 200 choices");
        assert_snapshot!(told(json!({"label": "x", "type": "multiChoice", "choices": ["a,b"]})), @"400 invalidParameter A parameter is missing or wrong: a choice among several has no comma");
        assert_snapshot!(told(json!({"label": "x", "type": "multiChoice", "choices": ["a", "a"]})), @r#"400 invalidParameter A parameter is missing or wrong: "a" is among the choices twice"#);
        assert_snapshot!(told(json!({"label": "x", "type": "person", "searchable": true})), @"400 invalidParameter A parameter is missing or wrong: x holds a person and is not searchable");
    }

    #[test]
    fn there_is_an_end_of_fields() {
        let mut acme = place("acme { }");
        acme.operate(|draft| {
            for number in 0..100 {
                let fields = org::FieldFields::default();
                draft.add_field(Some(format!("f{number}")), fields)?;
            }
            Ok(())
        });
        assert_snapshot!(acme.call(ROUTE, json!({"label": "one more"})), @"400 invalidParameter A parameter is missing or wrong: at most 100 fields of its own");
        let searched = |from: usize, until: usize| {
            let ids = from..until;
            let fields = ids.map(|number| json!({"id": format!("f{number}"), "searchable": true}));
            json!({ "fields": fields.collect::<Vec<_>>() })
        };
        let change = Route::write::<crate::field::order::Request>();
        assert!(
            acme.call(change, searched(0, 10))
                .starts_with("{\"fields\"")
        );
        assert_snapshot!(acme.call(change, searched(10, 11)), @"400 invalidParameter A parameter is missing or wrong: at most 10 fields are searchable besides name, mobile, department, title and job number");
    }
}
