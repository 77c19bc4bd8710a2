//! Take somebody back who left: `POST /v1.0/orgbook/console/leavers/{userId}/restore`.

use super::wire::refused;
use crate::history;
use crate::invitation::wire::{Writing, decoded, encoded};
use crate::limits::RESTORED_DAYS_MAX;
use crate::prelude::*;
use endpoint::{Answer, Context, Millis, Task};
use org::Resignation;

/// Whom. The same userid, and unionId unless somebody has it, in the departments that still exist.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    /// When the person left, as `GET console/leavers` tells; the last time when absent.
    left_at: Option<i64>,
}

/// The member.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    user_id: String,
    union_id: String,
    dept_ids: Vec<i64>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/leavers/{userId}/restore",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .faults(&[PERSON, DEPARTMENT]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let resignation = self.found(context).await?;
            let mut seen = false;
            context.look(&mut |view| seen = view.saw(&resignation));
            if !seen {
                return Err(PERSON.into());
            }
            let write = Writing(move |draft: &mut Draft| {
                let user = draft.restore_user(&resignation).map_err(refused)?;
                let departments = user.departments.iter().map(|place| place.department.0);
                let departments: Vec<i64> = departments.collect();
                Ok(encoded(&(user.userid, user.union_id, departments)))
            });
            let written = context.write(Box::new(write)).await?;
            let (user_id, union_id, dept_ids) = decoded(&written)?;
            Ok(Response {
                user_id,
                union_id,
                dept_ids,
            })
        })
    }
}

impl Request {
    async fn found(&self, context: &dyn Context) -> Reply<Resignation> {
        let rows = match self.left_at {
            Some(at) => {
                let from = (Millis(at), self.user_id.as_str());
                let until = Millis(at.saturating_add(1));
                context.past(Resignation::KIND, from, until, 1).await?
            }
            None => {
                let from = Millis(context.now().0 - RESTORED_DAYS_MAX * 86_400_000);
                history::newest(context, Resignation::KIND, from).await?
            }
        };
        let is_it = |key: &str| Resignation::userid_of(key) == self.user_id;
        let mut found = rows.iter().filter(|row| is_it(&row.key));
        let row = found.next().ok_or(PERSON)?;
        Resignation::read(&row.body).ok_or_else(|| PERSON.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaver::list;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();
    const LIST: Route = Route::task::<list::Request>();

    fn acme() -> Place {
        let mut acme = place(
            "acme { rd { ann title=Head job_number=7 email=ann@example.com manager=founder } lab { bob } }",
        );
        let role = acme.role("财务");
        acme.operate(|draft| {
            let fields = org::UserFields {
                departments: Some(vec![DepartmentId(2), DepartmentId(3)]),
                department_orders: vec![(DepartmentId(2), 5)],
                ..org::UserFields::default()
            };
            draft.update_user("ann", fields)?;
            draft.give_roles(&[org::RoleId(role)], &["ann".to_owned()])
        });
        acme
    }

    #[test]
    fn somebody_comes_back_as_he_was() {
        let mut acme = acme();
        let before = acme.union_id("ann");
        acme.operate(|draft| draft.remove_user("ann"));
        acme.operate(|draft| draft.remove_user("bob"));
        assert_snapshot!(acme.call(LIST, json!({})), @r#"{"leavers":[{"userId":"bob","name":"bob","mobile":"13800000002","departments":[{"deptId":3,"name":"lab"}],"leftAt":1767323049000,"reason":"administrator","returned":false,"restorable":true},{"userId":"ann","name":"ann","mobile":"13800000001","title":"Head","jobNumber":"7","departments":[{"deptId":2,"name":"rd"},{"deptId":3,"name":"lab"}],"leftAt":1767323048000,"reason":"administrator","returned":false,"restorable":true}]}"#);
        assert_snapshot!(acme.call(LIST, json!({"q": "AN", "size": 1})), @r#"{"leavers":[{"userId":"ann","name":"ann","mobile":"13800000001","title":"Head","jobNumber":"7","departments":[{"deptId":2,"name":"rd"},{"deptId":3,"name":"lab"}],"leftAt":1767323048000,"reason":"administrator","returned":false,"restorable":true}]}"#);
        acme.operate(|draft| draft.remove_department(DepartmentId(3)).map(drop));
        let told = acme.call(ROUTE, json!({"userId": "ann"}));
        assert_snapshot!(told, @r#"{"userId":"ann","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","deptIds":[2]}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_added":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","job_number":"7","title":"Head","email":"ann@example.com","manager":"founder","departments":[{"d":2,"o":5,"j":1767323053000,"c":1767323053000}],"roles":[{"r":2603132353,"g":1767323047000}],"created_at":1767323053000}}"#);
        assert_eq!(acme.union_id("ann"), before);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 invalidParameter A parameter is missing or wrong: userid ann is taken");
        let told = acme.call(LIST, json!({"q": "ann"}));
        assert!(
            told.contains(r#""returned":true,"restorable":false"#),
            "{told}"
        );
        // Whose departments are gone comes back to the root.
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @r#"{"userId":"bob","unionId":"7MascUn4btXtsZURFZqqiEiE","deptIds":[1]}"#);
    }

    #[test]
    fn what_others_have_meanwhile_is_theirs() {
        let mut acme = acme();
        acme.operate(|draft| draft.remove_user("ann"));
        let taking = |fields| move |draft: &mut Draft| draft.update_user("bob", fields);
        acme.operate(taking(org::UserFields {
            email: Some("ann@example.com".to_owned()),
            ..org::UserFields::default()
        }));
        acme.call(ROUTE, json!({"userId": "ann"}));
        let changes = acme.changes();
        assert!(!changes.contains("ann@example.com"), "{changes}");
        acme.operate(|draft| draft.remove_user("ann"));
        acme.operate(taking(org::UserFields {
            mobile: Some("13800000001".to_owned()),
            ..org::UserFields::default()
        }));
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 invalidParameter A parameter is missing or wrong: the mobile belongs to bob");
    }

    #[test]
    fn nobody_comes_back_who_did_not_leave_or_was_not_seen() {
        let mut acme = acme();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob", "leftAt": 7})), @"404 person.notFound There is no such person, or you may not see this person");
        acme.operate(|draft| draft.remove_user("bob"));
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(LIST, json!({})), @r#"{"leavers":[]}"#);
    }
}
