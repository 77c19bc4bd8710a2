//! How people may join: `GET /v1.0/orgbook/console/invitations/settings`.

use super::wire::{link, qr};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The switches that `GET /v1.0/contact/invites/infos` tells, and what goes with them.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Whether the organization takes members.
    invite_switch: bool,
    /// Whether people join by link.
    link_invite: bool,
    /// Whether people apply with the organization's code.
    org_apply_code_invite: bool,
    /// Whether people find the organization by its name.
    search_name_invite: bool,
    /// Whether administrators have to agree to whoever comes, but for departments that let people in by themselves.
    audit: bool,
    /// Whether everybody may invite.
    members_may_invite: bool,
    /// Whether people leave the organization by themselves.
    members_may_leave: bool,
    /// The page that links lead to; empty for our own.
    address: String,
    /// What people type who apply with the organization's code.
    organization_code: String,
    /// The link of the main administrator, which leads in until links are reset; absent while there are no links, and in the answer
    /// to a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    invite_url: Option<String>,
    /// The link as a picture to be read by a camera.
    #[serde(skip_serializing_if = "Option::is_none")]
    invite_qr_svg: Option<String>,
}

impl Response {
    pub(super) fn of(view: &View<'_>, own_address: Option<&str>) -> Self {
        let info = view.organization();
        let joining = &info.joining;
        let own_address = own_address.filter(|_| joining.invitations && joining.by_link);
        let invite_url = own_address.map(|own_address| {
            let code = view.standing_code(info.main_admin.as_str(), DepartmentId::ROOT);
            link(view, own_address, &code)
        });
        Self {
            invite_switch: joining.invitations,
            link_invite: joining.by_link,
            org_apply_code_invite: joining.by_code,
            search_name_invite: joining.by_name,
            audit: !joining.without_approval,
            members_may_invite: !joining.admins_alone,
            members_may_leave: !joining.nobody_leaves,
            address: joining.address.clone(),
            organization_code: info.code.clone(),
            invite_qr_svg: invite_url.as_deref().map(qr),
            invite_url,
        }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/invitations/settings",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .faults(&[CLOSED]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut response = None;
            let own = context.address();
            context.look(&mut |view| response = Some(Response::of(view, Some(own))));
            response.ok_or_else(|| CLOSED.into())
        })
    }
}
