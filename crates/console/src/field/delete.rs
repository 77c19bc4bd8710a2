//! Delete a field of the organization's own: `DELETE /v1.0/orgbook/console/fields/{fieldId}`.

use super::wire::refused;
use crate::prelude::*;
use org::Module;

/// Which. What people have in it stays with them and on the wire, and comes back with a field of the same id.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    field_id: String,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/fields/{fieldId}",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::Visibility)
    .faults(&[FIELD]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        draft.remove_field(&self.field_id).map_err(refused)?;
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn only_fields_of_its_own_are_deleted() {
        let mut acme = place("acme { }");
        acme.operate(|draft| draft.add_field(Some("size".to_owned()), org::FieldFields::default()));
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "size"})), @"{}");
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "size"})), @r#"404 field.notFound There is no such field: no field "size""#);
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "title"})), @"400 invalidParameter A parameter is missing or wrong: title is built in and stays");
    }
}
