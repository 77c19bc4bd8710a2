//! Add a field of external contacts: `POST /v1.0/orgbook/console/contactFields`.

use super::wire::refused;
use crate::field::wire::given_kind;
use crate::prelude::*;
use org::{ContactFieldFields, Module};

/// The field.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// The name under which values are stored, unlike the label fixed for ever. The label when absent.
    id: Option<String>,
    label: String,
    /// `text` when absent.
    #[serde(rename = "type")]
    kind: Option<String>,
    choices: Option<Vec<String>>,
    /// Whether people who see a contact are shown it; true when absent.
    shown: Option<bool>,
}

/// Its id.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/contactFields",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::ExternalContacts);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let fields = ContactFieldFields {
            label: Some(self.label),
            kind: given_kind(self.kind, self.choices)?,
            shown: self.shown,
        };
        let added = draft.add_contact_field(self.id, fields);
        Ok(Response {
            id: added.map_err(refused)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_field_has_a_name_of_its_own() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"label": "行业"})), @r#"{"id":"行业"}"#);
        assert_snapshot!(acme.changes(), @r#"{"contact_fields_set":{"fields":[{"id":"name","shown":true},{"id":"mobile","shown":true},{"id":"company_name","shown":true},{"id":"title","shown":true},{"id":"email","shown":true},{"id":"address","shown":true},{"id":"remark"},{"id":"行业","kind":"text","shown":true}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": "size", "label": "Size", "type": "singleChoice", "choices": ["S", "L"], "shown": false})), @r#"{"id":"size"}"#);
    }

    #[test]
    fn a_name_that_something_has_is_refused() {
        let mut acme = place("acme { }");
        acme.call(ROUTE, json!({"id": "size", "label": "Size of firm"}));
        let mut told = |field: serde_json::Value| acme.call(ROUTE, field);
        assert_snapshot!(told(json!({"id": "size", "label": "x"})), @r#"400 invalidParameter A parameter is missing or wrong: something of external contacts is called "size" already"#);
        assert_snapshot!(told(json!({"label": "size of FIRM"})), @r#"400 invalidParameter A parameter is missing or wrong: something of external contacts is called "size of FIRM" already"#);
        assert_snapshot!(told(json!({"id": "x", "label": "公司"})), @r#"400 invalidParameter A parameter is missing or wrong: something of external contacts is called "公司" already"#);
        assert_snapshot!(told(json!({"label": "company"})), @r#"400 invalidParameter A parameter is missing or wrong: something of external contacts is called "company" already"#);
        assert_snapshot!(told(json!({"id": "mobile", "label": "x"})), @r#"400 invalidParameter A parameter is missing or wrong: something of external contacts is called "mobile" already"#);
        assert_snapshot!(told(json!({"label": "负责人"})), @r#"400 invalidParameter A parameter is missing or wrong: something of external contacts is called "负责人" already"#);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { }");
        let mut told = |field: serde_json::Value| acme.call(ROUTE, field);
        assert_snapshot!(told(json!({})), @"400 invalidParameter A parameter is missing or wrong: label is missing");
        assert_snapshot!(told(json!({"label": " "})), @"400 invalidParameter A parameter is missing or wrong: the id of a field has 1 to 64 characters, all of them visible and no blanks around them");
        assert_snapshot!(told(json!({"label": "x".repeat(65)})), @"400 invalidParameter A parameter is missing or wrong: the id of a field has 1 to 64 characters, all of them visible and no blanks around them");
        assert_snapshot!(told(json!({"id": "x", "label": "a\nb"})), @"400 invalidParameter A parameter is missing or wrong: a field's label has 1 to 64 characters, all of them visible and no blanks around them");
        assert_snapshot!(told(json!({"label": "x", "type": "colour"})), @"400 invalidParameter A parameter is missing or wrong: type is text, link, number, date, singleChoice, multiChoice, person or phone, got colour");
        assert_snapshot!(told(json!({"label": "x", "type": "singleChoice"})), @"400 invalidParameter A parameter is missing or wrong: a field has 1 to 200 choices");
        assert_snapshot!(told(json!({"label": "x", "choices": ["a"]})), @"400 invalidParameter A parameter is missing or wrong: choices come with type singleChoice or multiChoice");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn there_is_an_end_of_fields() {
        let mut acme = place("acme { }");
        acme.operate(|draft| {
            for number in 0..50 {
                draft
                    .add_contact_field(Some(format!("f{number}")), ContactFieldFields::default())?;
            }
            Ok(())
        });
        assert_snapshot!(acme.call(ROUTE, json!({"label": "one more"})), @"400 invalidParameter A parameter is missing or wrong: external contacts have at most 50 fields of the organization's own");
    }
}
