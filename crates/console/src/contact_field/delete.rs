//! Delete a field of external contacts: `DELETE /v1.0/orgbook/console/contactFields/{fieldId}`.

use super::wire::refused;
use crate::prelude::*;
use org::Module;

/// Which. What contacts have in it stays, is shown to nobody, and comes back with a field of the same id.
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
        "/v1.0/orgbook/console/contactFields/{fieldId}",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::ExternalContacts)
    .faults(&[FIELD]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let removed = draft.remove_contact_field(&self.field_id);
        removed.map_err(refused)?;
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::ContactFieldFields;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn only_fields_of_its_own_are_deleted() {
        let mut acme = place("acme { }");
        acme.operate(|draft| {
            draft.add_contact_field(Some("size".to_owned()), ContactFieldFields::default())
        });
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "size"})), @"{}");
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "size"})), @r#"404 field.notFound There is no such field: no field "size""#);
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "remark"})), @"400 invalidParameter A parameter is missing or wrong: remark is built in and stays");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidParameter A parameter is missing or wrong: fieldId is missing");
    }

    #[test]
    fn there_is_an_end_of_deleted_fields() {
        let mut acme = place("acme { }");
        acme.operate(|draft| {
            for number in 0..200 {
                let id = format!("f{number}");
                draft.add_contact_field(Some(id.clone()), ContactFieldFields::default())?;
                draft.remove_contact_field(&id)?;
            }
            draft.add_contact_field(Some("last".to_owned()), ContactFieldFields::default())
        });
        assert_snapshot!(acme.call(ROUTE, json!({"fieldId": "last"})), @"400 invalidParameter A parameter is missing or wrong: at most 200 fields are deleted");
    }
}
