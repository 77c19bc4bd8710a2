//! Somebody's picture: `GET /v1.0/orgbook/photos/{photoId}`.

use crate::prelude::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use endpoint::{Answer, Context, Streamed, Streaming};
use org::Refusal;

/// Which; pages of people have its address as `avatar`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    photo_id: String,
}

/// The types that pictures have.
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

impl Streaming for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/photos/{photoId}", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PHOTO]);
    type Response = Picture;

    fn stream(self, context: &dyn Context) -> Answer<'_, Streamed> {
        let mut found = None;
        context.look(&mut |view| {
            let photo = view.photo(&self.photo_id).and_then(|photo| photo.decoded());
            found = photo.and_then(|(kind, bytes)| {
                let kind = KINDS.into_iter().find(|known| *known == kind)?;
                Some(Streamed::Picture(kind, bytes))
            });
        });
        Box::pin(std::future::ready(found.ok_or_else(|| PHOTO.into())))
    }
}

/// The picture itself: PNG, JPEG or WebP.
#[derive(Serialize, JsonSchema)]
pub struct Picture(String);

/// Where a picture of an id is to be had.
pub(super) fn address(id: &str) -> String {
    format!("/v1.0/orgbook/photos/{id}")
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
