//! Fill in my page: `PUT /v1.0/orgbook/me/profile`.

use super::get::Response;
use crate::field::wire;
use crate::limits::PROFILE_VALUES_MAX;
use crate::prelude::*;
use endpoint::china;
use org::Refusal;

/// What changes; what is left out stays.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    fields: Vec<Value>,
}

/// A value.
#[derive(Clone, Deserialize, JsonSchema)]
struct Value {
    id: String,
    /// As `GET me/profile` has it; empty for nothing.
    value: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Put, "/v1.0/orgbook/me/profile", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON, FIELD, PROFILE_TAKEN]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let viewer = draft.view().viewer().ok_or(PERSON)?;
        let userid = viewer.user().userid.to_owned();
        if self.fields.len() > PROFILE_VALUES_MAX {
            let detail = sentence!(
                "fields has at most {PROFILE_VALUES_MAX} values",
                "fields 最多 {PROFILE_VALUES_MAX} 个值"
            );
            return Err(Fault::invalid("fields", detail));
        }
        let values = self.fields.into_iter().map(|given| match &*given.id {
            "hire_date" => Ok((given.id, day(&given.value)?)),
            _ => Ok((given.id, given.value)),
        });
        let values = values.collect::<Reply<Vec<(String, String)>>>()?;
        draft.fill_in(&userid, values).map_err(refused)?;
        let view = draft.view();
        let viewer = view.viewer().ok_or(PERSON)?;
        Ok(Response::of(&view, viewer.user()))
    }
}

/// The first moment of a day, as a number.
fn day(text: &str) -> Reply<String> {
    let wanted = || {
        let detail = sentence!(
            "hire_date is a day such as 2026-01-02",
            "hire_date 是日期，如 2026-01-02"
        );
        Fault::invalid("fields", detail)
    };
    let day = text.parse().map_err(|_| wanted())?;
    let (from, _) = china::bounds(day).ok_or_else(wanted)?;
    Ok(from.0.to_string())
}

fn refused(refusal: Refusal) -> Fault {
    match refusal {
        // Who else has it is nothing to tell.
        Refusal::EmailTaken(_) | Refusal::TelephoneTaken(_) => PROFILE_TAKEN.into(),
        other => wire::refused(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::get;
    use org::{FieldFields, FieldKind};
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const GET: Route = Route::read::<get::Request>();

    fn acme() -> Place {
        let mut acme = place("acme { ann email=ann@example.com bob email=bob@example.com }");
        acme.operate(|draft| {
            let own = |kind| FieldFields {
                kind: Some(kind),
                fillable: Some(true),
                ..FieldFields::default()
            };
            let choices = vec!["tea".to_owned(), "coffee".to_owned()];
            draft.add_field(
                Some("drinks".to_owned()),
                own(FieldKind::MultiChoice(choices)),
            )?;
            draft.add_field(Some("buddy".to_owned()), own(FieldKind::Person))?;
            draft.add_field(Some("page".to_owned()), own(FieldKind::Link))?;
            let fixed = FieldFields {
                fillable: Some(false),
                ..own(FieldKind::Text)
            };
            draft.add_field(Some("grade".to_owned()), fixed)?;
            let on = |id: &str| {
                let fields = FieldFields {
                    fillable: Some(true),
                    ..FieldFields::default()
                };
                (id.to_owned(), fields)
            };
            draft.change_fields(vec![on("email"), on("hire_date"), on("name")], None)?;
            let fields = org::UserFields {
                extension: Some(vec![("grade".to_owned(), "7".to_owned())]),
                ..org::UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        acme.as_person("ann");
        acme
    }

    fn given(values: &[(&str, &str)]) -> serde_json::Value {
        let values = values.iter();
        let values = values.map(|(id, value)| json!({"id": id, "value": value}));
        json!({ "fields": values.collect::<Vec<_>>() })
    }

    #[test]
    fn exactly_the_fillable_fields_are_told_and_taken() {
        let mut acme = acme();
        assert_snapshot!(acme.call(GET, json!({})), @r#"{"fields":[{"id":"name","label":"姓名","type":"text","value":"ann","shown":true},{"id":"email","label":"邮箱","type":"text","value":"ann@example.com","shown":true},{"id":"hire_date","label":"入职时间","type":"date","value":"","shown":true},{"id":"drinks","label":"drinks","type":"multiChoice","choices":["tea","coffee"],"value":"","shown":true},{"id":"buddy","label":"buddy","type":"person","value":"","shown":true},{"id":"page","label":"page","type":"link","value":"","shown":true}]}"#);
        let values = [
            ("drinks", "coffee,tea"),
            ("buddy", "bob"),
            ("page", "[me](https://ann.example)"),
            ("hire_date", "2024-02-29"),
            ("email", "anne@example.com"),
        ];
        let told = acme.call(ROUTE, given(&values));
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","email":"anne@example.com","extension":[["grade","7"],["drinks","coffee,tea"],["buddy","bob"],["page","[me](https://ann.example)"]],"hired_date":1709136000000,"departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}"#);
        assert_eq!(told, acme.call(GET, json!({})));
        assert_snapshot!(told, @r#"{"fields":[{"id":"name","label":"姓名","type":"text","value":"ann","shown":true},{"id":"email","label":"邮箱","type":"text","value":"anne@example.com","shown":true},{"id":"hire_date","label":"入职时间","type":"date","value":"2024-02-29","shown":true},{"id":"drinks","label":"drinks","type":"multiChoice","choices":["tea","coffee"],"value":"coffee,tea","shown":true},{"id":"buddy","label":"buddy","type":"person","value":"bob","shown":true},{"id":"page","label":"page","type":"link","value":"[me](https://ann.example)","shown":true}]}"#);
        acme.call(ROUTE, given(&[("drinks", ""), ("buddy", "")]));
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","email":"anne@example.com","extension":[["grade","7"],["page","[me](https://ann.example)"]],"hired_date":1709136000000,"departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}"#);
    }

    #[test]
    fn what_does_not_fit_changes_nothing() {
        let mut acme = acme();
        let mut told = |id: &str, value: &str| acme.call(ROUTE, given(&[(id, value)]));
        assert_snapshot!(told("grade", "8"), @r#"404 field.notFound There is no such field: no field "grade""#);
        assert_snapshot!(told("mobile", "13900000000"), @r#"404 field.notFound There is no such field: no field "mobile""#);
        assert_snapshot!(told("nothing", "x"), @r#"404 field.notFound There is no such field: no field "nothing""#);
        assert_snapshot!(told("drinks", "wine"), @"400 invalidParameter A parameter is missing or wrong: drinks is some of tea, coffee, each once, with commas between");
        assert_snapshot!(told("buddy", "nobody"), @"400 invalidParameter A parameter is missing or wrong: buddy is the userid of a person");
        assert_snapshot!(told("page", "javascript:alert(1)"), @"400 invalidParameter A parameter is missing or wrong: page is an address that begins with https:// or http://, or [caption](address)");
        assert_snapshot!(told("hire_date", "soon"), @"400 invalidParameter A parameter is missing or wrong: hire_date is a day such as 2026-01-02");
        assert_snapshot!(told("hire_date", ""), @"400 invalidParameter A parameter is missing or wrong: hire_date is a day such as 2026-01-02");
        assert_snapshot!(told("name", " "), @"400 invalidParameter A parameter is missing or wrong: a name has 1 to 80 characters, no control characters among them");
        assert_snapshot!(told("email", "ann"), @"400 invalidParameter A parameter is missing or wrong: not a mail address of at most 50 characters");
        assert_snapshot!(told("email", "bob@example.com"), @"400 profile.taken Somebody else has this mail address or extension number");
        assert_eq!(acme.changes(), "");
        let some = given(&[("page", "https://ann.example"), ("grade", "8")]);
        assert!(acme.call(ROUTE, some).starts_with("404 field.notFound"));
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn nobody_fills_in_for_somebody_who_is_not_there() {
        let mut acme = acme();
        acme.as_person("nobody");
        assert_snapshot!(acme.call(GET, json!({})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, given(&[("page", "")])), @"404 person.notFound There is no such person, or you may not see this person");
    }
}
