//! Older form of the names in a department: `GET /user/simplelist`.

use crate::prelude::*;
use crate::user::paging::{self, Window};
use org::MemberPage;

/// Which members. Without `offset` and `size`, all of them.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    department_id: i64,
    offset: Option<i64>,
    size: Option<i64>,
    order: Option<String>,
    /// People below the department were never listed here.
    fetch_child: Option<bool>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    lang: Option<String>,
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
    #[serde(rename = "hasMore")]
    has_more: bool,
    userlist: Vec<Member<'a>>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/simplelist", ILLEGAL)
        .needs("qyapi_get_department_member")
        .scoped()
        .on(&[
            On::Invalid("offset", OFFSET),
            On::Invalid("size", PAGE_SIZE),
            On::Invalid("order", LIST_ORDER),
        ])
        .faults(&[DEPARTMENT_NOT_FOUND, DEPARTMENT_SCOPE, NOT_RECURSIVE]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let asked = Asked {
            department: self.department_id,
            offset: self.offset,
            size: self.size,
            order: self.order,
            fetch_child: self.fetch_child,
        };
        let page = asked.page(view)?;
        let members = page.users().map(|user| Member {
            userid: user.userid,
            name: user.name,
        });
        Ok(Response {
            has_more: page.next.is_some(),
            userlist: members.collect(),
        })
    }
}

/// What the older lists of members take alike.
pub(super) struct Asked {
    pub(super) department: i64,
    pub(super) offset: Option<i64>,
    pub(super) size: Option<i64>,
    pub(super) order: Option<String>,
    pub(super) fetch_child: Option<bool>,
}

impl Asked {
    /// The page that is asked for. `offset` and `size` work together alone; without one of them it is everybody.
    pub(super) fn page<'a>(&self, view: &View<'a>) -> Reply<MemberPage<'a>> {
        if self.fetch_child == Some(true) {
            return Err(Fault::because(
                NOT_RECURSIVE,
                sentence!(
                    "fetch_child is false or left out; ask for each department",
                    "fetch_child 为 false 或不填；请逐个部门查询"
                ),
            ));
        }
        let department = paging::department_id("department_id", self.department)?;
        let window = match (self.offset, self.size) {
            (Some(offset), Some(size)) => {
                Window::of_members("offset", offset, size, (view, department))?
            }
            _ => Window {
                offset: 0,
                size: u64::MAX,
            },
        };
        let order = paging::member_order("order", self.order.as_deref())?;
        Ok(view.members(department, order, window.offset, window.size)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn pages_follow_each_other() {
        let mut acme = place("acme { rd { a b c d e } }");
        let mut page = |offset: i64, size: i64| {
            acme.call(
                ROUTE,
                json!({"department_id": "2", "offset": offset, "size": size}),
            )
        };
        assert_snapshot!(page(0, 2), @r#"{"hasMore":true,"userlist":[{"userid":"a","name":"a"},{"userid":"b","name":"b"}]}"#);
        assert_snapshot!(page(4, 2), @r#"{"hasMore":false,"userlist":[{"userid":"e","name":"e"}]}"#);
        assert_snapshot!(page(5, 100), @r#"{"hasMore":false,"userlist":[]}"#);
    }

    #[test]
    fn without_a_page_everybody_is_listed() {
        let people: String = (0..150).map(|number| format!("u{number} ")).collect();
        let mut acme = place(&format!("acme {{ rd {{ {people} }} }}"));
        for request in [
            json!({"department_id": 2}),
            json!({"department_id": 2, "size": 10}),
            json!({"department_id": 2, "offset": 10, "size": "", "lang": "en_US", "fetch_child": "false"}),
        ] {
            let told = acme.call(ROUTE, request.clone());
            assert_eq!(told.matches("userid").count(), 150, "{request}");
            assert!(told.starts_with(r#"{"hasMore":false"#), "{told}");
        }
    }

    #[test]
    fn an_order_is_followed() {
        let mut acme = place("acme { rd { c a b order=1 } }");
        let mut listed =
            |order: &str| acme.call(ROUTE, json!({"department_id": 2, "order": order}));
        assert_snapshot!(listed("custom"), @r#"{"hasMore":false,"userlist":[{"userid":"b","name":"b"},{"userid":"a","name":"a"},{"userid":"c","name":"c"}]}"#);
        assert_snapshot!(listed("entry_desc"), @r#"{"hasMore":false,"userlist":[{"userid":"a","name":"a"},{"userid":"b","name":"b"},{"userid":"c","name":"c"}]}"#);
        assert_snapshot!(listed("name"), @"40070 不合法的排序参数: order is one of entry_asc, entry_desc, modify_asc, modify_desc, custom");
    }

    #[test]
    fn values_out_of_range_name_their_field() {
        let mut acme = place("acme { }");
        let mut told = |changed: serde_json::Value| {
            let mut request = json!({"department_id": 1, "offset": 0, "size": 10});
            let members = request.as_object_mut().expect("an object");
            members.extend(changed.as_object().expect("an object").clone());
            acme.call(ROUTE, request)
        };
        assert_snapshot!(told(json!({"size": 0})), @"40069 不合法的分页大小: size is a whole number from 1 to 100, got 0");
        assert_snapshot!(told(json!({"size": 101})), @"40069 不合法的分页大小: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(told(json!({"offset": -1})), @"40068 不合法的偏移量: offset is a whole number from 0 to 100000, got -1");
        assert_snapshot!(told(json!({"department_id": 0})), @"40035 不合法的参数: department_id is a whole number of at least 1, got 0");
        assert_snapshot!(told(json!({"department_id": "rd"})), @r#"40035 不合法的参数: department_id: expected a whole number of 64 bits, got the text "rd""#);
        assert_snapshot!(told(json!({"department_id": null})), @"40035 不合法的参数: department_id is missing");
        assert_snapshot!(told(json!({"fetch_child": true})), @"40018 不允许以递归方式查询部门用户列表: fetch_child is false or left out; ask for each department");
        assert!(told(json!({"size": 100})).starts_with(r#"{"hasMore":false"#));
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        acme.with_scope(&[2], &["bob"]);
        assert_snapshot!(acme.call(ROUTE, json!({"department_id": 2})), @r#"{"hasMore":false,"userlist":[{"userid":"ann","name":"ann"}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"department_id": 3})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"department_id": 77})), @"60003 部门不存在");
    }
}
