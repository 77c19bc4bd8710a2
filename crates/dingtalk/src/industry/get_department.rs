//! Get department details: `POST /topapi/industry/department/get`.

use super::fields::{self, Answer};
use crate::prelude::*;
use endpoint::Envelope;

/// Which one.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
}

/// The department; its own id is not among it.
#[derive(Serialize, JsonSchema)]
pub struct Department {
    name: String,
    super_id: i64,
    contact_type: String,
    dept_type: String,
    feature: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/industry/department/get", INDUSTRY_DEPARTMENT_ID)
        .serves(&["Get department details"])
        .needs("qyapi_industry_info_read")
        .envelope(Envelope::Flat)
        .faults(&[INDUSTRY_DEPARTMENT]);
    type Response<'a> = Answer<Department>;

    fn read(self, view: &View<'_>) -> Reply<Answer<Department>> {
        if self.dept_id < 1 {
            return Err(Fault::invalid(
                "dept_id",
                sentence!(
                    "dept_id is at least 1, got {got}",
                    "dept_id 不小于 1，收到的是 {got}",
                    got = self.dept_id
                ),
            ));
        }
        let department = view
            .industry_department(DepartmentId(self.dept_id))
            .map_err(fields::unknown(INDUSTRY_DEPARTMENT))?;
        Ok(Answer::of(Department {
            name: department.name.clone(),
            super_id: department.parent.0,
            contact_type: department.contact_type.clone(),
            dept_type: department.department_type.clone(),
            feature: fields::feature(&department.feature),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::school;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_department_is_told() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "3"})), @r#"{"success":true,"result":{"name":"Class 1","super_id":2,"contact_type":"classic","dept_type":"class","feature":"{\"class_level\":1}"}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @r#"{"success":true,"result":{"name":"Campus","super_id":1,"contact_type":"classic","dept_type":"campus","feature":"{}"}}"#);
    }

    #[test]
    fn the_department_must_be_there() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77})), @"60003 未找到此部门: no department 77");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @"60003 未找到此部门: no department 1");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 0})), @"40009 无效的部门id: dept_id is at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "x"})), @r#"40009 无效的部门id: dept_id: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40009 无效的部门id: dept_id is missing");
        assert_snapshot!(place("acme { rd id=2 { } }").call(ROUTE, json!({"dept_id": 2})), @"60003 未找到此部门: no department 2");
    }
}
