//! Sort Contacts user IDs: `POST /v1.0/contact/users/sort`.

use crate::prelude::*;
use endpoint::Method;
use endpoint::limits::SORTED_USERS_MAX;

/// Whom, and in which direction.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id_list: Vec<String>,
    /// 0 ascending, 1 descending.
    sort_type: Option<i64>,
}

/// The known and visible ones of them, each once.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    user_id_list: Vec<String>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/contact/users/sort", PARAMETER)
        .serves(&["Sort Contacts user IDs"])
        .needs("qyapi_get_member")
        .scoped()
        .on(&[On::Missing("userIdList", MISSING_USER_ID_LIST)])
        .faults(&[LIST_TOO_LONG]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let count = self.user_id_list.len();
        if count > SORTED_USERS_MAX {
            return Err(Fault::because(
                LIST_TOO_LONG,
                sentence!(
                    "userIdList names at most {SORTED_USERS_MAX} people, got {count}",
                    "userIdList 最多 {SORTED_USERS_MAX} 人，收到的是 {count} 人"
                ),
            ));
        }
        let mut sorted = view.sorted_users(self.user_id_list.iter().map(String::as_str));
        match self.sort_type {
            None | Some(0) => {}
            Some(1) => sorted.reverse(),
            Some(other) => {
                return Err(Fault::invalid(
                    "sortType",
                    sentence!(
                        "sortType is 0 or 1, got {other}",
                        "sortType 为 0 或 1，收到的是 {other}"
                    ),
                ));
            }
        }
        Ok(Response {
            user_id_list: sorted.into_iter().map(str::to_owned).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::read::<Request>();
    const ACME: &str = "acme { u1 name=单雄信 u2 name=曾国藩 u3 name=尉迟恭 u4 name=ann u5 name=Bob u6 name=重庆 u7 name=山信
        u8 name=李安 u9 name=李安 }";

    fn sorted(changed: Value) -> String {
        let everybody = ["u9", "u8", "u7", "u6", "u5", "u4", "u3", "u2", "u1"];
        let mut request = json!({"userIdList": everybody});
        let members = request.as_object_mut().expect("an object");
        members.extend(changed.as_object().expect("an object").clone());
        place(ACME).call(ROUTE, request)
    }

    #[test]
    fn surnames_are_read_as_surnames_and_latin_names_stand_among_the_others() {
        assert_snapshot!(sorted(json!({})), @r#"{"userIdList":["u4","u5","u8","u9","u7","u1","u3","u2","u6"]}"#);
        assert_snapshot!(sorted(json!({"sortType": 0})), @r#"{"userIdList":["u4","u5","u8","u9","u7","u1","u3","u2","u6"]}"#);
        assert_snapshot!(sorted(json!({"sortType": 1})), @r#"{"userIdList":["u6","u2","u3","u1","u7","u9","u8","u5","u4"]}"#);
    }

    #[test]
    fn unknown_people_are_dropped_and_others_kept_once() {
        let ids = json!(["u2", "nobody", "u4", "u2", "", " ", "u4"]);
        assert_snapshot!(sorted(json!({"userIdList": ids})), @r#"{"userIdList":["u4","u2"]}"#);
        assert_snapshot!(sorted(json!({"userIdList": []})), @r#"{"userIdList":[]}"#);
    }

    #[test]
    fn the_scope_narrows_it() {
        let mut acme = place("acme { rd { ann } bob cid }");
        acme.with_scope(&[2], &["cid"]);
        let request = json!({"userIdList": ["cid", "bob", "ann"]});
        assert_snapshot!(acme.call(ROUTE, request), @r#"{"userIdList":["ann","cid"]}"#);
    }

    #[test]
    fn a_hundred_and_no_more() {
        let ids = |count: usize| json!({"userIdList": vec!["u1"; count]});
        assert_snapshot!(sorted(ids(100)), @r#"{"userIdList":["u1"]}"#);
        assert_snapshot!(sorted(ids(101)), @"500 listsize.too.long 列表长度超过限制: userIdList names at most 100 people, got 101");
    }

    #[test]
    fn missing_and_bad_arguments_are_told_apart() {
        assert_snapshot!(sorted(json!({"userIdList": null})), @"400 MissinguserIdList userIdList is mandatory for this action.");
        assert_snapshot!(sorted(json!({"userIdList": "u1,u2"})), @r#"400 parameter.error 无效的参数: userIdList: expected a list, got the text "u1,u2""#);
        assert_snapshot!(sorted(json!({"userIdList": [1]})), @"400 parameter.error 无效的参数: userIdList[0]: expected a text, got 1");
        assert_snapshot!(sorted(json!({"sortType": 2})), @"400 parameter.error 无效的参数: sortType is 0 or 1, got 2");
        assert_snapshot!(sorted(json!({"sortType": "0"})), @r#"400 parameter.error 无效的参数: sortType: expected a whole number of 64 bits, got the text "0""#);
    }
}
