//! Get Contacts hiding settings: `GET /v1.0/contact/contactHideSettings`.

use super::fields::{departments, page, roles, users};
use crate::prelude::*;
use endpoint::Method;
use org::{Effect, Setting, SettingKind, UserId};

/// Which page.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// From the page before; absent, 0 or -1 for the first.
    next_token: Option<i64>,
    /// 1 to 100; 100 when absent.
    max_results: Option<i64>,
}

/// A page of settings, by id.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    has_more: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<i64>,
    list: Vec<HideSetting>,
}

/// A setting.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct HideSetting {
    id: i64,
    name: String,
    description: String,
    #[schemars(with = "Vec<String>")]
    object_staff_ids: Vec<UserId>,
    object_dept_ids: Vec<i64>,
    object_tag_ids: Vec<i64>,
    #[schemars(with = "Vec<String>")]
    exclude_staff_ids: Vec<UserId>,
    exclude_dept_ids: Vec<i64>,
    exclude_tag_ids: Vec<i64>,
    active: bool,
    hide_in_user_profile: bool,
    hide_in_search: bool,
}

impl HideSetting {
    fn of(setting: &Setting) -> Self {
        let (hide_in_search, hide_in_user_profile) = match setting.effect {
            Effect::Hide(hiding) => (hiding.search, hiding.profile),
            _ => (false, false),
        };
        Self {
            id: setting.id.0,
            name: setting.name.clone(),
            description: setting.description.clone(),
            object_staff_ids: users(&setting.objects),
            object_dept_ids: departments(&setting.objects),
            object_tag_ids: roles(&setting.objects),
            exclude_staff_ids: users(&setting.excluded),
            exclude_dept_ids: departments(&setting.excluded),
            exclude_tag_ids: roles(&setting.excluded),
            active: setting.active,
            hide_in_user_profile,
            hide_in_search,
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/contact/contactHideSettings", PARAMETER)
        .serves(&["Get Contacts hiding settings"])
        .needs("Contact.Visibility.ReadWrite");
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let page = page(view, SettingKind::Hide, self.next_token, self.max_results)?;
        Ok(Response {
            has_more: page.next.is_some(),
            next_token: page.next,
            list: page.settings.into_iter().map(HideSetting::of).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{SelectionFields, SettingFields};

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn settings_come_by_id_also_those_that_are_off() {
        let mut acme = place("acme { rd { ann } bob }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"hasMore":false,"list":[]}"#);
        for active in [true, false, true] {
            acme.operate(|draft| {
                let users = |id: &str| SelectionFields {
                    users: Some(vec![id.to_owned()]),
                    ..SelectionFields::default()
                };
                let fields = SettingFields {
                    active: Some(active),
                    objects: users("ann"),
                    excluded: users("bob"),
                    search: Some(active),
                    ..SettingFields::default()
                };
                draft.put_setting(SettingKind::Hide, None, fields.clone())?;
                draft.put_setting(SettingKind::Restrict, None, fields)
            });
        }
        assert_snapshot!(acme.call(ROUTE, json!({"maxResults": 2, "nextToken": -1})), @r#"{"hasMore":true,"nextToken":10003,"list":[{"id":10001,"name":"","description":"","objectStaffIds":["ann"],"objectDeptIds":[],"objectTagIds":[],"excludeStaffIds":["bob"],"excludeDeptIds":[],"excludeTagIds":[],"active":true,"hideInUserProfile":false,"hideInSearch":true},{"id":10003,"name":"","description":"","objectStaffIds":["ann"],"objectDeptIds":[],"objectTagIds":[],"excludeStaffIds":["bob"],"excludeDeptIds":[],"excludeTagIds":[],"active":false,"hideInUserProfile":false,"hideInSearch":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"maxResults": 2, "nextToken": 10003})), @r#"{"hasMore":false,"list":[{"id":10005,"name":"","description":"","objectStaffIds":["ann"],"objectDeptIds":[],"objectTagIds":[],"excludeStaffIds":["bob"],"excludeDeptIds":[],"excludeTagIds":[],"active":true,"hideInUserProfile":false,"hideInSearch":true}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"nextToken": 10005})), @r#"{"hasMore":false,"list":[]}"#);
    }

    #[test]
    fn pages_have_a_size() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"maxResults": 101})), @"400 parameter.error 无效的参数: maxResults is 1 to 100, got 101");
        assert_snapshot!(acme.call(ROUTE, json!({"maxResults": 0})), @"400 parameter.error 无效的参数: maxResults is 1 to 100, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"nextToken": "first"})), @r#"400 parameter.error 无效的参数: nextToken: expected a whole number of 64 bits, got the text "first""#);
    }
}
