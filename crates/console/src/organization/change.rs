//! Call the organization otherwise: `PUT /v1.0/orgbook/console/organization`.

use super::facts::Facts;
use crate::prelude::*;
use org::{Module, Refusal};

/// What changes; what is absent stays.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// Also of the topmost department: 1 to 64 characters.
    name: Option<String>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Put, "/v1.0/orgbook/console/organization", PARAMETER)
        .administrators(Module::Organization);
    type Response = Facts;

    fn write(self, draft: &mut Draft) -> Reply<Facts> {
        let is_new = |name: &String| name.trim() != draft.view().organization().name;
        if let Some(name) = self.name.filter(is_new) {
            draft
                .rename_organization(&name)
                .map_err(|refusal| match refusal {
                    Refusal::DepartmentNameInvalid => Fault::invalid("name", refusal.to_string()),
                    other => Fault::Refused(other),
                })?;
        }
        Ok(Facts::of(&draft.view()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organization::get;

    const ROUTE: Route = Route::write::<Request>();
    const GET: Route = Route::read::<get::Request>();

    #[test]
    fn the_name_changes_and_with_it_the_topmost_department() {
        let mut acme = place("acme { rd { ann } }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(GET, json!({})), @r#"{"corpId":"dingtest","name":"acme","code":"70035051","createdAt":1767323045000,"creator":{"userId":"founder","name":"Founder"},"people":2,"departments":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"name": " Acme Ltd "})), @r#"{"corpId":"dingtest","name":"Acme Ltd","code":"70035051","createdAt":1767323045000,"creator":{"userId":"founder","name":"Founder"},"people":2,"departments":2}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"Acme Ltd","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383}}
        {"department_updated":{"id":1,"name":"Acme Ltd","order":1,"created_at":1767323045000}}
        "#);
        acme.call(ROUTE, json!({"name": "Acme Ltd"}));
        assert_eq!(acme.changes(), "", "said again");
        acme.call(ROUTE, json!({}));
        assert_eq!(acme.changes(), "", "nothing is said");
    }

    #[test]
    fn a_name_that_cannot_be_is_refused() {
        let mut acme = place("acme { rd { ann } }");
        acme.as_admin("founder");
        for name in [" ".to_owned(), "x".repeat(1_000)] {
            let refused = acme.call(ROUTE, json!({"name": name}));
            assert!(refused.starts_with("400 invalidParameter"), "{refused}");
        }
        assert_eq!(acme.changes(), "");
    }
}
