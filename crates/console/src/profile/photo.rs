//! Somebody's picture: `GET /v1.0/orgbook/photos/{corpId}/{photoId}`.

use crate::prelude::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use endpoint::{Answer, Context, OrgId, Streamed, Streaming, Visit};
use org::Refusal;

/// Which. `avatar` of a person has its address, and nobody guesses it: whoever was told it may have the picture.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The organization that keeps it.
    corp_id: String,
    photo_id: String,
}

/// The types that pictures have.
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

impl Streaming for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/photos/{corpId}/{photoId}",
        PARAMETER,
    )
    .token(TokenKind::None)
    .faults(&[PHOTO, TOO_MANY]);
    type Response = Picture;

    fn stream(self, context: &dyn Context) -> Answer<'_, Streamed> {
        Box::pin(async move {
            if !context.may_visit(Visit::Picture) {
                return Err(TOO_MANY.into());
            }
            let mut found = None;
            let mut look = |view: &View<'_>| {
                let photo = view.photo(&self.photo_id).and_then(|photo| photo.decoded());
                found = photo.and_then(|(kind, bytes)| {
                    let kind = KINDS.into_iter().find(|known| *known == kind)?;
                    Some(Streamed::Picture(kind, bytes))
                });
            };
            context.visit(&OrgId::new(&self.corp_id), &mut look).await?;
            found.ok_or_else(|| PHOTO.into())
        })
    }
}

/// The picture itself: PNG, JPEG or WebP.
#[derive(Serialize, JsonSchema)]
pub struct Picture(String);

/// Where a picture of an id is to be had, for pages of this installation.
pub(super) fn address(view: &View<'_>) -> impl FnOnce(&str) -> String + use<> {
    let org = view.organization().id.clone();
    move |id| format!("/v1.0/orgbook/photos/{org}/{id}")
}

/// The bytes of a picture that is given; none to take one away.
pub(super) fn bytes(content: &str) -> Reply<Option<Vec<u8>>> {
    if content.is_empty() {
        return Ok(None);
    }
    let bytes = STANDARD.decode(content.as_bytes());
    bytes.map(Some).map_err(|error| {
        let why = sentence!(
            "picture is in base64: {error}",
            "picture 是 Base64（{error}）"
        );
        Fault::invalid("picture", why)
    })
}

/// Why a picture was not taken.
pub(super) fn refused(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) => PERSON.into(),
        Refusal::OtherAdministrator(_) => Fault::because(NOT_ALLOWED, &refusal),
        Refusal::Invalid(sentence) => Fault::invalid("picture", sentence),
        Refusal::UserMirrored(_) => Fault::invalid("userId", &refusal),
        other => other.into(),
    }
}
