//! Whom I keep: `GET /v1.0/orgbook/me/kept`.

use super::marks::{Mark, Marks};
use crate::people::fields::Person;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Surface;
use org::visibility::Viewer;

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// People who may be seen. Whoever may not be any more is not there, and is there again once he may be.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// The last one starred first; at most 200.
    starred: Vec<Kept>,
    /// The last one looked at first; at most 30.
    recent: Vec<Kept>,
}

/// Somebody, and since when.
#[derive(Serialize, JsonSchema)]
struct Kept {
    #[serde(flatten)]
    person: Person,
    /// When he was starred or looked at, in milliseconds.
    at: i64,
}

impl Response {
    pub(super) fn of(view: &View<'_>, viewer: &Viewer<'_>, marks: &Marks) -> Self {
        let shown = |mark: &Mark| {
            let user = viewer.person(&mark.userid, Surface::Profile)?;
            Some(Kept {
                person: Person::of(view, viewer, &user, None, Surface::Profile),
                at: mark.at.0,
            })
        };
        Self {
            starred: marks.starred.iter().filter_map(shown).collect(),
            recent: marks.recent.iter().filter_map(shown).collect(),
        }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/me/kept", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let body = context.kept().await?;
            let mut response = None;
            context.look(&mut |view| {
                response = view.viewer().map(|viewer| {
                    let marks = Marks::read(body.as_deref(), viewer.user().created_at);
                    Response::of(view, &viewer, &marks)
                });
            });
            Ok(response.ok_or(PERSON)?)
        })
    }
}
