//! The fields of people's pages: `GET /v1.0/orgbook/console/fields`.

use super::wire::FieldAnswer;
use crate::prelude::*;

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// Every field, in the order in which pages show them.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    fields: Vec<FieldAnswer>,
}

impl Response {
    pub(super) fn of(view: &View<'_>) -> Self {
        let fields = view.fields().fields.iter();
        Self {
            fields: fields.map(|field| FieldAnswer::of(view, field)).collect(),
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/fields", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .scoped();
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
        let told: serde_json::Value =
            serde_json::from_str(&acme.call(ROUTE, json!({}))).expect("JSON");
        let lines: Vec<String> = (told["fields"].as_array().expect("a list").iter())
            .map(|field| {
                let switch = |name: &'static str| if field[name] == true { name } else { "-" };
                let switches = ["shown", "fillable", "searchable"].map(switch).join(" ");
                let (id, kind) = (field["id"].as_str(), field["type"].as_str());
                format!(
                    "{} {} {switches} {}",
                    id.unwrap_or(""),
                    kind.unwrap_or(""),
                    field["fixed"]
                )
            })
            .collect();
        assert_snapshot!(lines.join("\n"), @r#"
        name text shown - searchable ["shown"]
        mobile phone shown - searchable ["fillable"]
        email text shown - - null
        org_email text shown - - ["fillable"]
        ext_number phone shown - - null
        department text shown - searchable ["fillable"]
        title text shown - searchable null
        job_number text shown - searchable null
        manager person shown - - ["fillable","searchable"]
        work_station text shown - - null
        hire_date date shown - - ["searchable"]
        remark text shown - - null
        "#);
    }
}
