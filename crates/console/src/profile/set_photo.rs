//! Set my picture: `PUT /v1.0/orgbook/me/photo`.

use super::photo::{address, bytes, refused};
use crate::prelude::*;

/// The picture.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
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
    const SPEC: Spec = Spec::new(Method::Put, "/v1.0/orgbook/me/photo", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let viewer = draft.view().viewer().ok_or(PERSON)?;
        let userid = viewer.user().userid.to_owned();
        let picture = bytes(&self.picture)?;
        let address = address(&draft.view());
        let set = draft.set_own_photo(&userid, picture.as_deref(), address);
        set.map_err(refused)?;
        let view = draft.view();
        let viewer = view.viewer().ok_or(PERSON)?;
        Ok(Response {
            avatar: viewer.user().avatar.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::person;
    use crate::profile::photo;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const PHOTO_ROUTE: Route = Route::streaming::<photo::Request>();
    const PERSON_ROUTE: Route = Route::read::<person::Request>();
    /// A picture as far as its first bytes tell.
    const PNG: &str = "iVBORw0KGgo=";
    const JPEG: &str = "/9j/4AAQSkZJRg==";

    /// Sets a picture, and tells its id.
    fn set(acme: &mut Place, picture: &str) -> String {
        let answer = acme.call(ROUTE, json!({ "picture": picture }));
        let answer: serde_json::Value = serde_json::from_str(&answer).expect(&answer);
        let avatar = answer["avatar"].as_str().expect("an address");
        avatar.rsplit('/').next().expect("an id").to_owned()
    }

    #[test]
    fn a_picture_comes_changes_and_goes() {
        let mut acme = place("acme { ann bob }");
        acme.as_person("ann");
        let first = set(&mut acme, PNG);
        assert_snapshot!(acme.changes(), @r#"
        {"photo_set":{"id":"P7gdSX51qsWtf7ofEcVqV2zS","userid":"ann","content":"data:image/png;base64,iVBORw0KGgo=","set_at":1767323047000}}
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","avatar":"/v1.0/orgbook/photos/dingtest/P7gdSX51qsWtf7ofEcVqV2zS","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        "#);
        let again = set(&mut acme, PNG);
        assert_eq!(
            (again, acme.changes()),
            (first.clone(), String::new()),
            "said again"
        );
        acme.as_person("bob");
        assert_snapshot!(acme.call(PHOTO_ROUTE, json!({"corpId": "dingtest", "photoId": first})), @"image/png of 8 bytes");
        assert!(
            acme.call(PERSON_ROUTE, json!({"userId": "ann"}))
                .contains(&first)
        );
        acme.as_person("ann");
        let second = set(&mut acme, JPEG);
        assert_snapshot!(acme.call(PHOTO_ROUTE, json!({"corpId": "dingtest", "photoId": first})), @"404 photo.notFound There is no such photo, or no longer");
        assert_snapshot!(acme.call(PHOTO_ROUTE, json!({"corpId": "dingtest", "photoId": second})), @"image/jpeg of 10 bytes");
        assert_snapshot!(acme.call(ROUTE, json!({"picture": ""})), @r#"{"avatar":""}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"photo_removed":"IZVswRP1WfXwl3ZfBHSeVM1H"}
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        "#);
        assert_snapshot!(acme.call(PHOTO_ROUTE, json!({"corpId": "dingtest", "photoId": second})), @"404 photo.notFound There is no such photo, or no longer");
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn it_goes_with_the_person() {
        let mut acme = place("acme { ann bob }");
        acme.as_person("ann");
        let id = set(&mut acme, PNG);
        acme.operate(|draft| draft.remove_user("ann"));
        acme.as_person("bob");
        assert!(
            acme.call(PHOTO_ROUTE, json!({"corpId": "dingtest", "photoId": id}))
                .starts_with("404 photo.notFound")
        );
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn whoever_does_not_see_the_person_is_told_of_no_picture() {
        let mut acme = place("acme { board { ann } bob }");
        acme.as_person("ann");
        let id = set(&mut acme, PNG);
        acme.operate(|draft| {
            let fields = org::DepartmentFields {
                hide: Some(true),
                ..org::DepartmentFields::default()
            };
            draft.update_department(DepartmentId(2), fields)
        });
        acme.as_person("bob");
        let hidden = acme.call(PERSON_ROUTE, json!({"userId": "ann"}));
        assert_eq!(hidden, acme.call(PERSON_ROUTE, json!({"userId": "nobody"})));
        // Whoever was told of it before has it as long as it is there.
        assert_snapshot!(acme.call(PHOTO_ROUTE, json!({"corpId": "dingtest", "photoId": id})), @"image/png of 8 bytes");
    }

    #[test]
    fn a_picture_is_had_by_its_own_address_alone() {
        let mut acme = place("acme { ann }");
        acme.with_other("dingguest", Some("guest { gil }"));
        acme.as_person("ann");
        let id = set(&mut acme, PNG);
        for (corp_id, photo_id) in [
            ("dingguest", id.as_str()),
            ("dingnobody", &id),
            ("", &id),
            ("dingtest", "never"),
            ("dingtest", ""),
            ("dingtest", &id[1..]),
            ("dingtest", &id.to_lowercase()),
            ("dingtest", "ann"),
        ] {
            let input = json!({"corpId": corp_id, "photoId": photo_id});
            assert_eq!(
                acme.call(PHOTO_ROUTE, input),
                "404 photo.notFound There is no such photo, or no longer",
                "{corp_id}/{photo_id}"
            );
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let mut acme = place("acme { ann }");
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"picture": "PHN2Zz48L3N2Zz4="})), @"400 invalidParameter A parameter is missing or wrong: a photo is a picture of the type PNG, JPEG or WebP");
        assert_snapshot!(acme.call(ROUTE, json!({"picture": "no base64!"})), @"400 invalidParameter A parameter is missing or wrong: picture is in base64: Invalid symbol 32, offset 2.");
        assert_snapshot!(acme.call(ROUTE, json!({"picture": "A".repeat(16 * 1024)})), @"400 invalidParameter A parameter is missing or wrong: a photo has at most 8192 bytes, got 12288");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidParameter A parameter is missing or wrong: picture is missing");
        acme.as_person("nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"picture": PNG})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_eq!(acme.changes(), "");
    }
}
