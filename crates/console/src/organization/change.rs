//! Call the organization otherwise: `PUT /v1.0/orgbook/console/organization`.

use super::facts::Facts;
use crate::prelude::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use org::{Language, Logo, Module, Refusal};

/// What changes; what is absent stays.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// Also of the topmost department: 1 to 64 characters.
    name: Option<String>,
    /// What people are spoken to whose browser asks for none of our languages: `zh-CN`, `en`, or empty for none in particular.
    language: Option<String>,
    /// The picture beside the name, in base64: PNG, JPEG or WebP of at most 32 KiB; empty for none.
    logo: Option<String>,
}

fn language(name: &str) -> Reply<Option<Language>> {
    match (name, Language::named(name)) {
        ("", _) => Ok(None),
        (_, Some(language)) => Ok(Some(language)),
        (_, None) => {
            let detail = sentence!(
                "language is zh-CN, en or empty, got {name}",
                "语言为 zh-CN、en 或空，收到的是 {name}"
            );
            Err(Fault::invalid("language", detail))
        }
    }
}

fn logo(content: &str) -> Reply<Option<Logo>> {
    if content.is_empty() {
        return Ok(None);
    }
    let bytes = STANDARD.decode(content.as_bytes());
    let bytes = bytes.map_err(|error| {
        Fault::invalid(
            "logo",
            sentence!("logo is in base64: {error}", "logo 是 Base64（{error}）"),
        )
    })?;
    let logo = Logo::new(&bytes);
    logo.map(Some)
        .map_err(|refusal| Fault::invalid("logo", &refusal))
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
                    Refusal::DepartmentNameInvalid => Fault::invalid("name", &refusal),
                    other => Fault::Refused(other),
                })?;
        }
        if let Some(name) = self.language {
            draft.set_language(language(&name)?);
        }
        if let Some(content) = self.logo {
            draft.set_logo(logo(&content)?);
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

    /// A picture as far as its first bytes tell.
    const PNG: &str = "iVBORw0KGgo=";

    #[test]
    fn a_language_and_a_picture_come_and_go() {
        let mut acme = place("acme { rd { ann } }");
        acme.as_admin("founder");
        let told = acme.call(ROUTE, json!({"language": "en", "logo": PNG}));
        assert!(
            told.contains(r#""language":"en","logo":"data:image/png;base64,iVBORw0KGgo=""#),
            "{told}"
        );
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"language":"en"}}
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"language":"en","logo":"data:image/png;base64,iVBORw0KGgo="}}
        "#);
        acme.call(ROUTE, json!({"language": "en", "logo": PNG}));
        assert_eq!(acme.changes(), "", "said again");
        acme.call(ROUTE, json!({"name": "Acme"}));
        assert!(
            acme.call(GET, json!({})).contains("image/png"),
            "what is absent stays"
        );
        acme.changes();
        let told = acme.call(ROUTE, json!({"language": "", "logo": ""}));
        assert!(
            !told.contains("language") && !told.contains("logo"),
            "{told}"
        );
    }

    #[test]
    fn other_languages_and_what_is_no_picture_are_refused() {
        let mut acme = place("acme { rd { ann } }");
        acme.as_admin("founder");
        for body in [
            json!({"language": "fr"}),
            json!({"language": "zh"}),
            json!({"logo": "PHN2Zz48L3N2Zz4="}),
            json!({"logo": "no base64!"}),
            json!({"logo": "A".repeat(64 * 1024)}),
        ] {
            let refused = acme.call(ROUTE, body);
            assert!(refused.starts_with("400 invalidParameter"), "{refused}");
        }
        assert_eq!(acme.changes(), "");
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
