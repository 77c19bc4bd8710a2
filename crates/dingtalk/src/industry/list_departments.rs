//! Get the department list: `POST /topapi/industry/department/list`.

use super::fields::{self, Answer};
use crate::prelude::*;
use endpoint::Envelope;

/// Below which department, and which part.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// 1 is the root of the industry tree.
    dept_id: i64,
    size: i64,
    /// 0 and 1 are the beginning, then the `next_cursor` of the answer before.
    cursor: Option<i64>,
}

/// A department.
#[derive(Serialize, JsonSchema)]
pub struct Department {
    dept_id: i64,
    name: String,
    contact_type: String,
    dept_type: String,
    feature: String,
}

/// A page.
#[derive(Serialize, JsonSchema)]
pub struct Page {
    has_more: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<u64>,
    details: Vec<Department>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/industry/department/list", PARAMETER)
        .serves(&["Get the department list"])
        .needs("qyapi_industry_info_read")
        .envelope(Envelope::Flat)
        .on(&[
            On::Missing("dept_id", INDUSTRY_DEPARTMENT_ID),
            On::Invalid("dept_id", INDUSTRY_DEPARTMENT_ID),
            On::Missing("size", EXTERNAL_SIZE),
            On::Invalid("size", EXTERNAL_SIZE),
        ])
        .faults(&[INDUSTRY_DEPARTMENT_ID, EXTERNAL_SIZE]);
    type Response<'a> = Answer<Page>;

    fn read(self, view: &View<'_>) -> Reply<Answer<Page>> {
        let (from, size) = fields::window(self.cursor, self.size)?;
        let page = view
            .industry_children(DepartmentId(self.dept_id), from, size)
            .map_err(fields::unknown(INDUSTRY_DEPARTMENT_ID))?;
        let details: Vec<Department> = page
            .entries
            .iter()
            .map(|department| Department {
                dept_id: department.id.0,
                name: department.name.clone(),
                contact_type: department.contact_type.clone(),
                dept_type: department.department_type.clone(),
                feature: fields::feature(&department.feature),
            })
            .collect();
        Ok(Answer::of(Page {
            has_more: page.next.is_some(),
            next_cursor: page.next,
            details,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::school;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn children_come_in_the_order_of_creation() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1, "size": 10})), @r#"{"success":true,"result":{"has_more":false,"details":[{"dept_id":2,"name":"Campus","contact_type":"classic","dept_type":"campus","feature":"{}"}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "2", "size": "1"})), @r#"{"success":true,"result":{"has_more":true,"next_cursor":2,"details":[{"dept_id":3,"name":"Class 1","contact_type":"classic","dept_type":"class","feature":"{\"class_level\":1}"}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2, "size": 1, "cursor": 2})), @r#"{"success":true,"result":{"has_more":false,"details":[{"dept_id":4,"name":"Class 2","contact_type":"classic","dept_type":"class","feature":"{}"}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 1000, "cursor": 0})), @r#"{"success":true,"result":{"has_more":false,"details":[]}}"#);
        assert_snapshot!(place("acme { rd { } }").call(ROUTE, json!({"dept_id": 1, "size": 10})), @r#"{"success":true,"result":{"has_more":false,"details":[]}}"#);
    }

    #[test]
    fn each_parameter_is_checked() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77, "size": 1})), @"40009 无效的部门id: no department 77");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "x", "size": 1})), @r#"40009 无效的部门id: dept_id: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"size": 1})), @"40009 无效的部门id: dept_id is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @"40069 无效的size: size is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1, "size": 0})), @"40069 无效的size: size is 1 to 1000, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1, "size": 1001})), @"40069 无效的size: size is 1 to 1000, got 1001");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1, "size": 1, "cursor": -1})), @"400002 无效的参数: cursor is 0, 1 or the next_cursor of an answer, got -1");
    }
}
