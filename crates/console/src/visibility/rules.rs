//! The rules that departments hold themselves, and which setting counts: `GET /v1.0/orgbook/console/rules`. Named settings have
//! lists of their own.

use crate::prelude::*;
use org::{Department, Module, UserId};

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// What the switches of departments say.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Of several settings that reach somebody through departments one below the other: whether the nearest one counts.
    priority: bool,
    /// Departments that are hidden, or whose people see a part of the organization alone, by id.
    departments: Vec<Ruled>,
}

/// A department with a rule of its own.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Ruled {
    dept_id: i64,
    name: String,
    /// Whether people outside do not see it.
    hidden: bool,
    /// Departments whose people see it all the same.
    permit_dept_ids: Vec<i64>,
    /// People who see it all the same.
    permit_user_ids: Vec<String>,
    /// Whether its people see a part of the organization alone.
    limited: bool,
    /// Whether that part is the own department and below, and not themselves alone.
    only_own: bool,
    /// Departments that they see, too.
    outer_dept_ids: Vec<i64>,
    /// People whom they see, too.
    outer_user_ids: Vec<String>,
}

fn users(ids: &[UserId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn departments(ids: &[DepartmentId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}

impl Ruled {
    fn of(department: &Department) -> Self {
        Self {
            dept_id: department.id.0,
            name: department.name.clone(),
            hidden: department.hide,
            permit_dept_ids: departments(&department.permit_departments),
            permit_user_ids: users(&department.permit_users),
            limited: department.outer,
            only_own: department.outer_only_self,
            outer_dept_ids: departments(&department.outer_permit_departments),
            outer_user_ids: users(&department.outer_permit_users),
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/rules", PARAMETER)
        .administrators(Module::Visibility);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        Ok(Response {
            priority: view.organization().nearest_setting_wins,
            departments: view.ruled_departments().map(Ruled::of).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::DepartmentFields;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn departments_with_rules_are_told_until_they_have_none() {
        let mut acme = place("acme { rd { ann } hr { bob } it { cid } }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"priority":false,"departments":[]}"#);
        let hide = |on| DepartmentFields {
            hide: Some(on),
            permit_users: Some(vec!["bob".to_owned()]),
            ..DepartmentFields::default()
        };
        acme.operate(|draft| {
            draft.update_department(DepartmentId(2), hide(true))?;
            let limited = DepartmentFields {
                outer: Some(true),
                outer_only_self: Some(true),
                outer_permit_departments: Some(vec![DepartmentId(2)]),
                ..DepartmentFields::default()
            };
            draft.update_department(DepartmentId(3), limited)?;
            draft.let_nearest_setting_win(true);
            Ok(())
        });
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"priority":true,"departments":[{"deptId":2,"name":"rd","hidden":true,"permitDeptIds":[],"permitUserIds":["bob"],"limited":false,"onlyOwn":false,"outerDeptIds":[],"outerUserIds":[]},{"deptId":3,"name":"hr","hidden":false,"permitDeptIds":[],"permitUserIds":[],"limited":true,"onlyOwn":true,"outerDeptIds":[2],"outerUserIds":[]}]}"#);
        acme.operate(|draft| draft.update_department(DepartmentId(2), hide(false)));
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"priority":true,"departments":[{"deptId":3,"name":"hr","hidden":false,"permitDeptIds":[],"permitUserIds":[],"limited":true,"onlyOwn":true,"outerDeptIds":[2],"outerUserIds":[]}]}"#);
    }
}
