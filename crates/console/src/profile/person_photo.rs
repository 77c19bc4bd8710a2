//! Set somebody's picture: `PUT /v1.0/orgbook/console/people/{userId}/photo`.

use super::photo::{address, bytes, refused};
use crate::prelude::*;
use org::Module;

/// Whose, and which.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    /// In base64: PNG, JPEG or WebP of at most 8 KiB; empty for none.
    picture: String,
}

/// Where it is to be had from now on.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Empty where there is none.
    avatar: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/people/{userId}/photo",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .scoped()
    .faults(&[PERSON, NOT_ALLOWED]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let picture = bytes(&self.picture)?;
        let address = address(&draft.view());
        let set = draft.set_photo(&self.user_id, picture.as_deref(), address);
        set.map_err(refused)?;
        let user = draft.view().user(&self.user_id).map_err(refused)?;
        Ok(Response {
            avatar: user.avatar.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();
    const CHANGES: Route = Route::streaming::<crate::log::snapshot::Request>();
    const PNG: &str = "iVBORw0KGgo=";

    #[test]
    fn administrators_set_pictures_of_those_whom_they_administer() {
        let mut acme = place("acme { rd { ann } hr { cid } bob }");
        acme.as_admin("founder");
        let told = acme.call(ROUTE, json!({"userId": "ann", "picture": PNG}));
        assert!(
            told.starts_with(r#"{"avatar":"/v1.0/orgbook/photos/dingtest/"#),
            "{told}"
        );
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "picture": ""})), @r#"{"avatar":""}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody", "picture": PNG})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "picture": "PHN2Zz4="})), @"400 invalidParameter A parameter is missing or wrong: a photo is a picture of the type PNG, JPEG or WebP");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 invalidParameter A parameter is missing or wrong: picture is missing");
        acme.operate(|draft| {
            let power = org::Power {
                departments: Some([DepartmentId(2)].into()),
                ..org::Power::default()
            };
            draft.set_admin("bob", power)?;
            draft.set_admin("ann", org::Power::default())
        });
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "cid", "picture": PNG})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "picture": PNG})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: ann is an administrator, whom primary administrators alone change");
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn who_follows_the_organization_is_told_of_it_without_the_picture() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        acme.call(ROUTE, json!({"userId": "ann", "picture": PNG}));
        let stored = acme.changes();
        assert!(stored.contains("photo_set") && stored.contains(PNG));
        acme.as_admin("founder");
        let told = acme.call(CHANGES, json!({}));
        assert!(told.contains(r#""kind":"photo""#), "{told}");
        assert!(!told.contains(PNG), "{told}");
    }
}
