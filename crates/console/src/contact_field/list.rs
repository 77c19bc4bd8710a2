//! The fields of external contacts: `GET /v1.0/orgbook/console/contactFields`.

use super::wire::ContactFieldAnswer;
use crate::prelude::*;

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// Every field, in the order in which they are shown.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    fields: Vec<ContactFieldAnswer>,
}

impl Response {
    pub(super) fn of(view: &View<'_>) -> Self {
        let fields = view.contact_fields().fields.iter();
        Self {
            fields: fields.map(ContactFieldAnswer::from).collect(),
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/contactFields",
        PARAMETER,
    )
    .needs("qyapi_ext_read");
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        Ok(Response::of(view))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_new_organization_has_the_built_in_ones() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"fields":[{"id":"name","label":"姓名","builtIn":true,"type":"text","shown":true,"fixed":["shown"]},{"id":"mobile","label":"手机号","builtIn":true,"type":"phone","shown":true,"fixed":["shown"]},{"id":"company_name","label":"公司","builtIn":true,"type":"text","shown":true},{"id":"title","label":"职位","builtIn":true,"type":"text","shown":true},{"id":"email","label":"邮箱","builtIn":true,"type":"text","shown":true},{"id":"address","label":"地址","builtIn":true,"type":"text","shown":true},{"id":"remark","label":"备注","builtIn":true,"type":"text","shown":false}]}"#);
    }
}
