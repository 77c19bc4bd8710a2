//! Get user attribute visibility settings: `GET /v1.0/contact/staffAttributes/visibilitySettings`.

use crate::prelude::*;
use crate::visibility::fields::{departments, page, roles, users};
use endpoint::Method;
use endpoint::china;
use org::{Effect, Setting, SettingKind, UserId};

/// Which page.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// `nextCursor` of the page before; absent, 0 or -1 for the first.
    next_token: Option<i64>,
    /// 1 to 100; 100 when absent.
    max_results: Option<i64>,
}

/// A page of settings, by id.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    has_more: bool,
    /// -1 on the last page.
    next_cursor: i64,
    list: Vec<AttributeSetting>,
}

/// A setting.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AttributeSetting {
    id: i64,
    gmt_create: String,
    gmt_modified: String,
    name: String,
    description: String,
    #[schemars(with = "Vec<String>")]
    object_staff_ids: Vec<UserId>,
    object_dept_ids: Vec<i64>,
    object_tag_ids: Vec<i64>,
    hide_fields: Vec<String>,
    #[schemars(with = "Vec<String>")]
    exclude_staff_ids: Vec<UserId>,
    exclude_dept_ids: Vec<i64>,
    exclude_tag_ids: Vec<i64>,
    active: bool,
}

impl AttributeSetting {
    fn of(setting: &Setting) -> Self {
        let hide_fields = match &setting.effect {
            Effect::HideAttributes(hidden) => hidden.ids.clone(),
            _ => Vec::new(),
        };
        Self {
            id: setting.id.0,
            gmt_create: china::text(setting.created_at),
            gmt_modified: china::text(setting.changed_at),
            name: setting.name.clone(),
            description: setting.description.clone(),
            object_staff_ids: users(&setting.objects),
            object_dept_ids: departments(&setting.objects),
            object_tag_ids: roles(&setting.objects),
            hide_fields,
            exclude_staff_ids: users(&setting.excluded),
            exclude_dept_ids: departments(&setting.excluded),
            exclude_tag_ids: roles(&setting.excluded),
            active: setting.active,
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/staffAttributes/visibilitySettings",
        PARAMETER,
    )
    .serves(&["Get user attribute visibility settings"])
    .needs("Contact.ReachableRule.ReadWrite");
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let kind = SettingKind::HideAttributes;
        let page = page(view, kind, self.next_token, self.max_results)?;
        Ok(Response {
            has_more: page.next.is_some(),
            next_cursor: page.next.unwrap_or(-1),
            list: page
                .settings
                .into_iter()
                .map(AttributeSetting::of)
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::attribute_visibility::put;

    const ROUTE: Route = Route::read::<Request>();
    const PUT: Route = Route::write::<put::Request>();

    #[test]
    fn settings_come_by_id_also_those_that_are_off() {
        let mut acme = place("acme { rd { ann } bob }");
        for active in [true, false, true] {
            let setting = json!({
                "objectStaffIds": ["ann"], "hideFields": ["mobile"], "excludeDeptIds": [2], "active": active,
            });
            acme.call(PUT, setting);
        }
        acme.call(PUT, json!({"id": 10001, "name": "first"}));
        assert_snapshot!(acme.call(ROUTE, json!({"nextToken": -1, "maxResults": 2})), @r#"{"hasMore":true,"nextCursor":10002,"list":[{"id":10001,"gmtCreate":"2026-01-02 11:04:07","gmtModified":"2026-01-02 11:04:10","name":"first","description":"","objectStaffIds":["ann"],"objectDeptIds":[],"objectTagIds":[],"hideFields":["mobile"],"excludeStaffIds":[],"excludeDeptIds":[2],"excludeTagIds":[],"active":true},{"id":10002,"gmtCreate":"2026-01-02 11:04:08","gmtModified":"2026-01-02 11:04:08","name":"","description":"","objectStaffIds":["ann"],"objectDeptIds":[],"objectTagIds":[],"hideFields":["mobile"],"excludeStaffIds":[],"excludeDeptIds":[2],"excludeTagIds":[],"active":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"nextToken": 10002, "maxResults": 1})), @r#"{"hasMore":false,"nextCursor":-1,"list":[{"id":10003,"gmtCreate":"2026-01-02 11:04:09","gmtModified":"2026-01-02 11:04:09","name":"","description":"","objectStaffIds":["ann"],"objectDeptIds":[],"objectTagIds":[],"hideFields":["mobile"],"excludeStaffIds":[],"excludeDeptIds":[2],"excludeTagIds":[],"active":true}]}"#);
    }

    #[test]
    fn pages_have_a_size() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"hasMore":false,"nextCursor":-1,"list":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"maxResults": 101})), @"400 parameter.error 无效的参数: maxResults is 1 to 100, got 101");
        assert_snapshot!(acme.call(ROUTE, json!({"nextToken": "x"})), @r#"400 parameter.error 无效的参数: nextToken: expected a whole number of 64 bits, got the text "x""#);
    }
}
