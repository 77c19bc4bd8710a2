//! Change one field of people's pages: `PUT /v1.0/orgbook/console/fields/{fieldId}`.

use super::wire::{AudienceGiven, FieldAnswer, Given, refused};
use crate::prelude::*;
use org::Module;

/// What changes; what is left out stays.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    field_id: String,
    /// Empty for what comes with the id.
    label: Option<String>,
    /// Of the organization's own fields. Values stay as they are.
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

/// The field as it is now.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    field: FieldAnswer,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/fields/{fieldId}",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::Visibility)
    .faults(&[FIELD]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let given = Given {
            label: self.label,
            kind: self.kind,
            choices: self.choices,
            shown: self.shown,
            fillable: self.fillable,
            searchable: self.searchable,
            instead: self.instead,
            audience: self.audience,
        };
        let change = (self.field_id.clone(), given.read()?);
        draft.change_fields(vec![change], None).map_err(refused)?;
        let view = draft.view();
        let field = view.fields().get(&self.field_id).ok_or(FIELD)?;
        Ok(Response {
            field: FieldAnswer::of(&view, field),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::person;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn another_type_loses_no_value() {
        let mut acme = place("acme { ann bob }");
        acme.operate(|draft| {
            draft.add_field(Some("size".to_owned()), org::FieldFields::default())?;
            let fields = org::UserFields {
                extension: Some(vec![("size".to_owned(), "large".to_owned())]),
                ..org::UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "size", "type": "number", "label": "Size"})), @r#"{"field":{"id":"size","label":"Size","builtIn":false,"type":"number","shown":true,"fillable":false,"searchable":false,"audience":{"kind":"everybody"}}}"#);
        acme.as_person("bob");
        let page = acme.call(Route::read::<person::Request>(), json!({"userId": "ann"}));
        assert!(
            page.contains(r#"{"id":"size","label":"Size","type":"number","value":"large"}"#),
            "{page}"
        );
    }

    #[test]
    fn a_label_goes_back_to_what_it_was() {
        let mut acme = place("acme { }");
        acme.call(ROUTE, json!({"fieldId": "title", "label": "Rank"}));
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "title", "label": ""})), @r#"{"field":{"id":"title","label":"职位","builtIn":true,"type":"text","shown":true,"fillable":false,"searchable":true,"audience":{"kind":"everybody"}}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "colour", "label": ""})), @r#"404 field.notFound There is no such field: no field "colour""#);
    }

    #[test]
    fn no_two_fields_are_called_the_same() {
        let mut acme = place("acme { }");
        let mut told = |fields: serde_json::Value| acme.call(ROUTE, fields);
        assert_snapshot!(told(json!({"fieldId": "title", "label": "邮箱"})), @r#"400 invalidParameter A parameter is missing or wrong: another field is called "邮箱" already"#);
        assert_snapshot!(told(json!({"fieldId": "title", "label": "EMAIL"})), @r#"400 invalidParameter A parameter is missing or wrong: another field is called "EMAIL" already"#);
        assert!(told(json!({"fieldId": "title", "label": "TITLE"})).contains(r#""label":"TITLE""#));
        assert!(told(json!({"fieldId": "email", "label": "职位"})).contains(r#""label":"职位""#));
        assert_snapshot!(told(json!({"fieldId": "title", "label": ""})), @r#"400 invalidParameter A parameter is missing or wrong: another field is called "职位" already"#);
    }
}
