//! Older form of the people in a department, by page: `GET /user/listbypage`.

use super::user_list::{FAULTS, Response, members};
use super::user_simplelist::Asked;
use crate::prelude::*;

/// Which members, and which part of them.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    department_id: i64,
    offset: i64,
    size: i64,
    order: Option<String>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    lang: Option<String>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/listbypage", ILLEGAL)
        .needs("qyapi_get_department_member")
        .scoped()
        .on(&[On::Invalid("order", LIST_ORDER)])
        .faults(FAULTS);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let asked = Asked {
            department: self.department_id,
            offset: Some(self.offset),
            size: Some(self.size),
            order: self.order,
            fetch_child: None,
        };
        members(view, &asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_page_is_that_of_the_list() {
        let mut acme = place("acme { rd { a b c } }");
        let list = Route::read::<super::super::user_list::Request>();
        for offset in [0, 2, 3] {
            let request = json!({"department_id": "2", "offset": offset.to_string(), "size": "2"});
            assert_eq!(acme.call(ROUTE, request.clone()), acme.call(list, request));
        }
    }

    #[test]
    fn bad_values_name_their_field() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        let mut told = |changed: Value| {
            let mut request = json!({"department_id": 2, "offset": 0, "size": 10});
            let members = request.as_object_mut().expect("an object");
            members.extend(changed.as_object().expect("an object").clone());
            acme.call(ROUTE, request)
        };
        assert_snapshot!(told(json!({"size": null})), @"40035 不合法的参数: size is missing");
        assert_snapshot!(told(json!({"offset": ""})), @"40035 不合法的参数: offset is missing");
        assert_snapshot!(told(json!({"size": 101})), @"40035 不合法的参数: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(told(json!({"order": "name"})), @"40070 不合法的排序参数: order is one of entry_asc, entry_desc, modify_asc, modify_desc, custom");
        assert_snapshot!(told(json!({"department_id": 3})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(told(json!({"department_id": 77})), @"60003 部门不存在");
        assert_snapshot!(told(json!({"size": 100})), @r#"{"hasMore":false,"userlist":[]}"#);
    }
}
