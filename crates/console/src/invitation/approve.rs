//! Let somebody in: `POST /v1.0/orgbook/console/applications/{id}/approve`.

use super::wire::refused;
use crate::prelude::*;
use org::UserFields;

/// Whom, and as what. What is left out is as it stands in the application.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    id: String,
    /// Made up when absent.
    user_id: Option<String>,
    name: Option<String>,
    /// The department of the application when absent, or the root.
    dept_ids: Option<Vec<i64>>,
    title: Option<String>,
    job_number: Option<String>,
    email: Option<String>,
    work_place: Option<String>,
    manager_user_id: Option<String>,
}

/// The new member.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    user_id: String,
    union_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/applications/{id}/approve",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .scoped()
    .faults(&[APPLICATION, DEPARTMENT]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let departments = self.dept_ids.filter(|ids| !ids.is_empty());
        let fields = UserFields {
            name: self.name,
            departments: departments.map(|ids| ids.into_iter().map(DepartmentId).collect()),
            title: self.title,
            job_number: self.job_number,
            email: self.email,
            work_place: self.work_place,
            manager: self.manager_user_id.map(Some),
            ..UserFields::default()
        };
        let user = draft.approve_application(&self.id, self.user_id, fields);
        let user = user.map_err(refused)?;
        Ok(Response {
            user_id: user.userid.to_string(),
            union_id: user.union_id,
        })
    }
}
