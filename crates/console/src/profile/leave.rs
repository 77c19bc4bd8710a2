//! Leave the organization by oneself: `POST /v1.0/orgbook/me/leave`.

use crate::prelude::*;
use org::Refusal;

/// Which organization, so that nobody leaves another than he means.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    corp_id: String,
}

/// Nothing. Sessions and tokens of the person for this organization count no more.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/me/leave", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON, STAYS, HANDS_OVER]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let viewer = draft.view().viewer().ok_or(PERSON)?;
        let userid = viewer.user().userid.to_owned();
        let here = draft.view().organization().id.to_string();
        if self.corp_id != here {
            let detail = sentence!(
                "corpId is that of the organization in which you are, {here}",
                "corpId 为你所在的组织 {here}"
            );
            return Err(Fault::invalid("corpId", detail));
        }
        draft.leave(&userid).map_err(refused)?;
        Ok(Response {})
    }
}

fn refused(refusal: Refusal) -> Fault {
    match &refusal {
        Refusal::UserNotFound(_) => PERSON.into(),
        Refusal::AdministratorLeaves => Fault::because(HANDS_OVER, &refusal),
        Refusal::LeavingOff | Refusal::AccountLeaves | Refusal::UserMirrored(_) => {
            Fault::because(STAYS, &refusal)
        }
        _ => refusal.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invitation::settings_set;
    use crate::leaver::list;
    use crate::people::me;

    const ROUTE: Route = Route::write::<Request>();
    const SETTINGS: Route = Route::write::<settings_set::Request>();
    const ME: Route = Route::read::<me::Request>();
    const LEAVERS: Route = Route::task::<list::Request>();

    #[test]
    fn whoever_leaves_stands_among_the_leavers_with_the_reason() {
        let mut acme = place("acme { rd { ann leader=yes bob manager=ann } }");
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingtest"})), @"{}");
        assert_snapshot!(acme.changes(), @r#"
        {"department_updated":{"id":2,"name":"rd","parent":1,"order":2,"created_at":1767323045000}}
        {"user_updated":{"userid":"bob","union_id":"7MascUn4btXtsZURFZqqiEiE","name":"bob","mobile":"86-13800000002","departments":[{"d":2,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        {"user_removed":"ann"}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingtest"})), @"404 person.notFound There is no such person, or you may not see this person");
        acme.as_admin("founder");
        let leavers: serde_json::Value =
            serde_json::from_str(&acme.call(LEAVERS, json!({}))).expect("leavers");
        assert_eq!(leavers["leavers"][0]["userId"], "ann");
        assert_eq!(leavers["leavers"][0]["reason"], "self");
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn administrators_hand_over_first() {
        let mut acme = place("acme { ann sub_admin=yes }");
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingtest"})), @"409 leaving.administrator Hand over what you administer before you leave: an administrator hands over the rights first; then he can leave");
        acme.as_person("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingtest"})), @"409 leaving.administrator Hand over what you administer before you leave: an administrator hands over the rights first; then he can leave");
        acme.operate(|draft| draft.remove_admin("ann"));
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingtest"})), @"{}");
    }

    #[test]
    fn nobody_leaves_where_it_is_switched_off_or_another_organization() {
        let mut acme = place("acme { ann bob }");
        acme.as_admin("founder");
        let told = acme.call(SETTINGS, json!({"membersMayLeave": false}));
        assert!(told.contains(r#""membersMayLeave":false"#), "{told}");
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingtest"})), @"403 leaving.forbidden You cannot leave this organization by yourself: the organization does not let people leave by themselves; ask an administrator");
        acme.as_admin("founder");
        acme.call(SETTINGS, json!({"membersMayLeave": true}));
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingother"})), @"400 invalidParameter A parameter is missing or wrong: corpId is that of the organization in which you are, dingtest");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidParameter A parameter is missing or wrong: corpId is missing");
        acme.as_person("nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingtest"})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn an_account_of_the_organization_is_ended_by_administrators() {
        let mut acme = place("acme { ann }");
        acme.operate(|draft| {
            draft.add_account(org::NewAccount {
                userid: Some("sam".to_owned()),
                kind: org::AccountKind::Sso,
                fields: org::UserFields {
                    name: Some("Sam".to_owned()),
                    departments: Some(vec![DepartmentId::ROOT]),
                    ..org::UserFields::default()
                },
            })
        });
        acme.as_person("sam");
        assert_snapshot!(acme.call(ROUTE, json!({"corpId": "dingtest"})), @"403 leaving.forbidden You cannot leave this organization by yourself: the account belongs to the organization; administrators end it");
        acme.as_admin("founder");
        acme.call(SETTINGS, json!({"membersMayLeave": false}));
        for (userid, state) in [("ann", "off"), ("founder", "off"), ("sam", "account")] {
            acme.as_person(userid);
            let me = acme.call(ME, json!({}));
            assert!(me.contains(&format!(r#""leaving":"{state}""#)), "{me}");
        }
        acme.as_admin("founder");
        acme.call(SETTINGS, json!({"membersMayLeave": true}));
        for (userid, state) in [("ann", "may"), ("founder", "administrator")] {
            acme.as_person(userid);
            let me = acme.call(ME, json!({}));
            assert!(me.contains(&format!(r#""leaving":"{state}""#)), "{me}");
        }
    }
}
