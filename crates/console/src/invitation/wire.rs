//! Invitations and applications as they go over the wire.

use crate::limits::{INVITE_DAYS_USUAL, QR_PIXELS};
use crate::people::fields::number;
use crate::prelude::*;
use endpoint::{Context, Detail, WriteCall};
use org::{Application, Invite, Mobile, OrgId, Refusal, Way, split_code};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use qrcode::render::svg;

/// An invitation.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InviteAnswer {
    /// What the link ends with; also what takes the invitation back.
    pub(crate) code: String,
    /// The link.
    url: String,
    /// The link as a picture to be read by a camera.
    qr_svg: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    dept_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inviter_user_id: Option<String>,
    created_at: i64,
    expires_at: i64,
}

impl InviteAnswer {
    pub(crate) fn of(view: &View<'_>, own_address: &str, invite: &Invite) -> Self {
        let code = view.invite_code(invite);
        let url = link(view, own_address, &code);
        Self {
            qr_svg: qr(&url),
            url,
            code,
            dept_id: invite.department.map(|id| id.0),
            mobile: invite.mobile.as_ref().map(mobile_text),
            inviter_user_id: invite.inviter.as_ref().map(ToString::to_string),
            created_at: invite.created_at.0,
            expires_at: invite.expires_at.0,
        }
    }
}

/// How long an invitation is to be valid.
pub(crate) fn valid_ms(days: Option<i64>) -> i64 {
    days.unwrap_or(INVITE_DAYS_USUAL).saturating_mul(86_400_000)
}

/// The page to which a code leads: the operator's, or our own.
pub(crate) fn link(view: &View<'_>, own_address: &str, code: &str) -> String {
    let code = utf8_percent_encode(code, NON_ALPHANUMERIC).to_string();
    // The one other character of codes that were made here is safe in a path.
    let code = code.replace("%2E", ".");
    match view.organization().joining.address.as_str() {
        "" => format!("{own_address}/join/{code}"),
        page => format!("{page}?code={code}"),
    }
}

/// A text as a picture to be read by a camera; empty for one that is too long for that.
pub(crate) fn qr(text: &str) -> String {
    QrCode::new(text)
        .map(|code| {
            let mut picture = code.render::<svg::Color<'_>>();
            picture.min_dimensions(QR_PIXELS, QR_PIXELS).build()
        })
        .unwrap_or_default()
}

pub(crate) fn mobile_text(mobile: &Mobile) -> String {
    number((&mobile.state_code, &mobile.number))
}

/// Somebody who asks to become a member.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApplicationAnswer {
    id: String,
    name: String,
    mobile: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    greeting: String,
    /// Whether the person was signed in; otherwise nobody has checked name and number.
    verified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    dept_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dept_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inviter_user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inviter_name: Option<String>,
    applied_at: i64,
}

impl ApplicationAnswer {
    pub(crate) fn of(view: &View<'_>, application: &Application) -> Self {
        let department = application
            .department
            .and_then(|id| view.department(id).ok());
        let inviter = application.inviter.as_ref();
        let inviter = inviter.and_then(|id| view.user(id.as_str()).ok());
        Self {
            id: application.id.clone(),
            name: application.name.clone(),
            mobile: mobile_text(&application.mobile),
            greeting: application.greeting.clone(),
            verified: application.applicant.is_some(),
            dept_id: application.department.map(|id| id.0),
            dept_name: department.map(|department| department.name.clone()),
            inviter_user_id: inviter.map(|user| user.userid.to_owned()),
            inviter_name: inviter.map(|user| user.name.to_owned()),
            applied_at: application.applied_at.0,
        }
    }
}

/// Which organization a code leads into, and how.
pub(crate) async fn way(context: &dyn Context, code: &str) -> Reply<(OrgId, Way)> {
    let (org, rest) = match split_code(code) {
        Some((org, rest)) => (Some(OrgId::new(org)), Some(rest)),
        None => (context.organization_by_code(code).await?, None),
    };
    let org = org.ok_or(INVITATION)?;
    let now = context.now();
    let mut found = Err(Refusal::InviteNotFound(code.to_owned()));
    let mut look = |view: &View<'_>| {
        found = match rest {
            Some(rest) => view.way_in(rest, now),
            None => view.way_by_code(),
        };
    };
    context.visit(&org, &mut look).await?;
    Ok((org, found.map_err(refused)?))
}

/// Why an invitation or application was refused.
pub(crate) fn refused(refusal: Refusal) -> Fault {
    match refusal {
        // What the code was is nobody's business.
        Refusal::InviteNotFound(_) => INVITATION.into(),
        Refusal::JoiningClosed => CLOSED.into(),
        Refusal::InvitesForbidden => MAY_NOT_INVITE.into(),
        Refusal::ApplicationNotFound(_) => APPLICATION.into(),
        Refusal::ApplicationsFull => APPLICATIONS_FULL.into(),
        Refusal::DepartmentNotFound(_) | Refusal::DepartmentOutOfScope(_) => DEPARTMENT.into(),
        // The lane brings the other organization and runs it again.
        Refusal::OrganizationNeeded(_) => Fault::Refused(refusal),
        Refusal::MobileInvalid => Fault::invalid("mobile", &refusal),
        Refusal::UserNameInvalid(_) => Fault::invalid("name", &refusal),
        other => Fault::because(PARAMETER, &other),
    }
}

/// A write that a task makes.
pub(crate) struct Writing<F>(pub(crate) F);

impl<F> WriteCall for Writing<F>
where
    F: Fn(&mut Draft) -> Reply<Vec<u8>> + Send,
{
    fn password(&mut self) -> Reply<Option<&mut String>> {
        Ok(None)
    }

    fn write(&self, draft: &mut Draft) -> Reply<Vec<u8>> {
        self.0(draft)
    }
}

/// What a write leaves to its task.
pub(crate) fn encoded(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// The same read back.
pub(crate) fn decoded<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Reply<T> {
    serde_json::from_slice(bytes)
        .map_err(|error| Fault::because(PARAMETER, Detail::for_apps(error.to_string())))
}
