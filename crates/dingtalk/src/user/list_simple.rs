//! Get basic information of department users: `POST /topapi/user/listsimple`.

use super::paging::{self, Window};
use crate::prelude::*;

/// Which members, and which part of them.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
    /// 0, then the `next_cursor` of the answer before.
    cursor: i64,
    size: i64,
    order_field: Option<String>,
    #[expect(
        dead_code,
        reason = "documented; nobody's access is limited, both values list everybody"
    )]
    contain_access_limit: Option<bool>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    language: Option<String>,
}

/// A member.
#[derive(Serialize, JsonSchema)]
pub struct Member<'a> {
    userid: &'a str,
    name: &'a str,
}

/// A page.
#[derive(Serialize, JsonSchema)]
pub struct Response<'a> {
    has_more: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<u64>,
    list: Vec<Member<'a>>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/user/listsimple", PARAMETER)
        .serves(&["Get basic information of department users"])
        .needs("qyapi_get_department_member")
        .scoped()
        .on(&[
            On::Invalid("cursor", OFFSET),
            On::Invalid("size", PAGE_SIZE),
            On::Invalid("order_field", LIST_ORDER),
        ])
        .faults(&[DEPARTMENT_NOT_FOUND, DEPARTMENT_SCOPE]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let department = paging::department_id("dept_id", self.dept_id)?;
        let window = Window::of_members("cursor", self.cursor, self.size, (view, department))?;
        let order = paging::member_order("order_field", self.order_field.as_deref())?;
        let page = view.members(department, order, window.offset, window.size)?;
        let members = page.users().map(|user| Member {
            userid: user.userid,
            name: user.name,
        });
        Ok(Response {
            has_more: page.next.is_some(),
            next_cursor: page.next,
            list: members.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();
    const UPDATE: Route = Route::write::<super::super::update::Request>();

    fn page(acme: &mut Place, cursor: i64, size: i64) -> String {
        acme.call(ROUTE, json!({"dept_id": 2, "cursor": cursor, "size": size}))
    }

    fn ordered(acme: &mut Place, order: &str) -> Vec<String> {
        let request = json!({"dept_id": 2, "cursor": 0, "size": 100, "order_field": order});
        let page: Value = serde_json::from_str(&acme.call(ROUTE, request)).expect("a page");
        let members = page["list"].as_array().expect("a list").iter();
        let userid = |member: &Value| member["userid"].as_str().expect("a text").to_owned();
        members.map(userid).collect()
    }

    #[test]
    fn direct_members_are_listed_page_by_page() {
        let mut acme = place("acme { rd { c b a name=安 order=1 lab { d } } }");
        assert_snapshot!(page(&mut acme, 0, 2), @r#"{"has_more":true,"next_cursor":2,"list":[{"userid":"a","name":"安"},{"userid":"b","name":"b"}]}"#);
        assert_snapshot!(page(&mut acme, 2, 2), @r#"{"has_more":false,"list":[{"userid":"c","name":"c"}]}"#);
        assert_snapshot!(page(&mut acme, 0, 3), @r#"{"has_more":false,"list":[{"userid":"a","name":"安"},{"userid":"b","name":"b"},{"userid":"c","name":"c"}]}"#);
        assert_snapshot!(page(&mut acme, 3, 2), @r#"{"has_more":false,"list":[]}"#);
        assert_snapshot!(page(&mut acme, 100_000, 100), @r#"{"has_more":false,"list":[]}"#);
        let texts =
            json!({"dept_id": "2", "cursor": "0", "size": "3", "contain_access_limit": "0"});
        assert_eq!(acme.call(ROUTE, texts), page(&mut acme, 0, 3));
    }

    #[test]
    fn the_custom_order_is_largest_first_and_the_unset_last() {
        let mut acme = place(
            "acme { rd { c a b u5 order=5 u6 order=9007199254740995 u7 order=9007199254740994 } }",
        );
        let wanted = ["u6", "u7", "u5", "a", "b", "c"];
        assert_eq!(ordered(&mut acme, "custom"), wanted);
        assert_eq!(ordered(&mut acme, ""), wanted);
    }

    #[test]
    fn orders_of_time_follow_joining_and_changing() {
        let mut acme = place("acme { d rd { } }");
        for userid in ["c", "a", "b"] {
            acme.operate(|draft| {
                draft.add_user(org::NewUser {
                    userid: Some(userid.to_owned()),
                    fields: org::UserFields {
                        name: Some(userid.to_owned()),
                        mobile: Some(format!("1390000000{}", userid.as_bytes()[0] - b'a')),
                        departments: Some(vec![DepartmentId(2)]),
                        ..org::UserFields::default()
                    },
                    login_email: None,
                })
            });
        }
        acme.call(UPDATE, json!({"userid": "d", "dept_id_list": "2"}));
        assert_eq!(ordered(&mut acme, "entry_asc"), ["c", "a", "b", "d"]);
        assert_eq!(ordered(&mut acme, "entry_desc"), ["d", "b", "a", "c"]);
        acme.call(UPDATE, json!({"userid": "c", "dept_id_list": "2,1"}));
        assert_eq!(ordered(&mut acme, "modify_asc"), ["a", "b", "d", "c"]);
        assert_eq!(ordered(&mut acme, "modify_desc"), ["c", "d", "b", "a"]);
        acme.call(
            UPDATE,
            json!({"userid": "a", "title": "not of a department"}),
        );
        assert_eq!(ordered(&mut acme, "modify_desc"), ["c", "d", "b", "a"]);
    }

    #[test]
    fn values_out_of_range_have_codes_of_their_own() {
        let mut acme = place("acme { rd { } }");
        assert_snapshot!(page(&mut acme, 0, 0), @"40069 不合法的分页大小: size is a whole number from 1 to 100, got 0");
        assert_snapshot!(page(&mut acme, 0, 101), @"40069 不合法的分页大小: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(page(&mut acme, 0, 100), @r#"{"has_more":false,"list":[]}"#);
        assert_snapshot!(page(&mut acme, -1, 10), @"40068 不合法的偏移量: cursor is a whole number from 0 to 100000, got -1");
        assert_snapshot!(page(&mut acme, 100_001, 10), @"40068 不合法的偏移量: cursor is a whole number from 0 to 100000, got 100001");
        let huge = json!({"dept_id": 2, "cursor": 0, "size": 1e300});
        assert_snapshot!(acme.call(ROUTE, huge), @"40069 不合法的分页大小: size: expected a whole number of 64 bits, got 1e+300");
        let order = json!({"dept_id": 2, "cursor": 0, "size": 1, "order_field": "name"});
        assert_snapshot!(acme.call(ROUTE, order), @"40070 不合法的排序参数: order_field is one of entry_asc, entry_desc, modify_asc, modify_desc, custom");
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut acme = place("acme { rd { } }");
        assert_snapshot!(acme.call(ROUTE, json!({"cursor": 0, "size": 1})), @"400002 无效的参数: dept_id is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2, "size": 1})), @"400002 无效的参数: cursor is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2, "cursor": 0})), @"400002 无效的参数: size is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "rd", "cursor": 0, "size": 1})), @r#"400002 无效的参数: dept_id: expected a whole number of 64 bits, got the text "rd""#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": -7, "cursor": 0, "size": 1})), @"400002 无效的参数: dept_id is a whole number of at least 1, got -7");
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { lab { ann } } hr { bob } }");
        acme.with_scope(&[2], &["bob"]);
        let request = |id: i64| json!({"dept_id": id, "cursor": 0, "size": 10});
        assert_snapshot!(acme.call(ROUTE, request(3)), @r#"{"has_more":false,"list":[{"userid":"ann","name":"ann"}]}"#);
        assert_snapshot!(acme.call(ROUTE, request(4)), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, request(1)), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, request(77)), @"60003 部门不存在");
    }
}
