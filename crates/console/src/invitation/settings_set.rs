//! Change how people may join: `PUT /v1.0/orgbook/console/invitations/settings`.

use super::settings::Response;
use super::wire::refused;
use crate::prelude::*;
use org::JoiningFields;

/// What changes; what is left out stays.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    invite_switch: Option<bool>,
    link_invite: Option<bool>,
    org_apply_code_invite: Option<bool>,
    search_name_invite: Option<bool>,
    audit: Option<bool>,
    members_may_invite: Option<bool>,
    members_may_leave: Option<bool>,
    /// Empty for our own page.
    address: Option<String>,
    /// Whether links given so far shall lead nowhere, invitations with them.
    reset_links: Option<bool>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/invitations/settings",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist");
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let fields = JoiningFields {
            invitations: self.invite_switch,
            by_name: self.search_name_invite,
            by_code: self.org_apply_code_invite,
            by_link: self.link_invite,
            without_approval: self.audit.map(|audit| !audit),
            admins_alone: self.members_may_invite.map(|may| !may),
            nobody_leaves: self.members_may_leave.map(|may| !may),
            address: self.address,
            reset_links: self.reset_links.unwrap_or_default(),
        };
        draft.set_joining(fields).map_err(refused)?;
        Ok(Response::of(&draft.view(), None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invitation::settings;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const GET: Route = Route::task::<settings::Request>();

    /// The settings without the picture.
    fn told(acme: &mut Place) -> String {
        let mut told: serde_json::Value =
            serde_json::from_str(&acme.call(GET, json!({}))).expect("settings");
        let members = told.as_object_mut().expect("settings");
        if let Some(picture) = members.remove("inviteQrSvg") {
            let picture = picture.as_str().expect("a picture");
            assert!(picture.contains("<svg") && picture.ends_with("</svg>"));
        }
        told.to_string()
    }

    #[test]
    fn a_new_organization_lets_nobody_in() {
        assert_snapshot!(told(&mut place("acme { }")), @r#"{"inviteSwitch":false,"linkInvite":false,"orgApplyCodeInvite":false,"searchNameInvite":false,"audit":true,"membersMayInvite":true,"membersMayLeave":true,"address":"","organizationCode":"70035051"}"#);
    }

    #[test]
    fn settings_are_told_as_they_are_set() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"inviteSwitch": true, "linkInvite": true, "orgApplyCodeInvite": true, "searchNameInvite": true, "audit": false, "membersMayInvite": false})), @r#"{"inviteSwitch":true,"linkInvite":true,"orgApplyCodeInvite":true,"searchNameInvite":true,"audit":false,"membersMayInvite":false,"membersMayLeave":true,"address":"","organizationCode":"70035051"}"#);
        assert_snapshot!(told(&mut acme), @r#"{"inviteSwitch":true,"linkInvite":true,"orgApplyCodeInvite":true,"searchNameInvite":true,"audit":false,"membersMayInvite":false,"membersMayLeave":true,"address":"","organizationCode":"70035051","inviteUrl":"https://orgbook.example/join/dingtest.Z57FIvWgvPZ2cXlIz39V.1.666f756e646572"}"#);
        acme.call(
            ROUTE,
            json!({"address": "https://hr.example/welcome", "audit": true}),
        );
        assert_snapshot!(told(&mut acme), @r#"{"inviteSwitch":true,"linkInvite":true,"orgApplyCodeInvite":true,"searchNameInvite":true,"audit":true,"membersMayInvite":false,"membersMayLeave":true,"address":"https://hr.example/welcome","organizationCode":"70035051","inviteUrl":"https://hr.example/welcome?code=dingtest.Z57FIvWgvPZ2cXlIz39V.1.666f756e646572"}"#);
        acme.call(ROUTE, json!({"inviteSwitch": false, "address": ""}));
        assert_snapshot!(told(&mut acme), @r#"{"inviteSwitch":false,"linkInvite":true,"orgApplyCodeInvite":true,"searchNameInvite":true,"audit":true,"membersMayInvite":false,"membersMayLeave":true,"address":"","organizationCode":"70035051"}"#);
    }

    #[test]
    fn what_is_no_page_is_refused() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"address": "javascript:alert(1)"})), @"400 invalidParameter A parameter is missing or wrong: the page that links lead to has an address that begins with https:// or http://, of at most 1024 letters without blanks");
        assert_snapshot!(acme.call(ROUTE, json!({"address": "https://hr.example/?a=1"})), @"400 invalidParameter A parameter is missing or wrong: the page that links lead to has no parameters of its own");
        assert_snapshot!(acme.call(ROUTE, json!({"inviteSwitch": "yes"})), @r#"400 invalidParameter A parameter is missing or wrong: inviteSwitch: expected true or false, got the text "yes""#);
    }
}
