//! What I may fill in of my page: `GET /v1.0/orgbook/me/profile`.

use crate::field::wire::kind_of;
use crate::prelude::*;
use endpoint::china;
use org::UserRef;

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// What administrators let people fill in, in the order of pages.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    fields: Vec<Fillable>,
}

/// A field to fill in.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Fillable {
    id: String,
    label: String,
    /// `text`, `link`, `number`, `date`, `singleChoice`, `multiChoice`, `person` or `phone`.
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<String>,
    /// Empty for nothing. Of a person the userid, of several choices those with commas between.
    value: String,
    /// Whether others are shown it on pages.
    shown: bool,
}

impl Response {
    pub(super) fn of(view: &View<'_>, user: &UserRef<'_>) -> Self {
        let fields = view.fields().fields.iter();
        let fillable = fields.filter(|field| field.fillable).map(|field| {
            let (kind, choices) = kind_of(field);
            let value = match field.id.as_str() {
                "hire_date" if field.kind.is_none() => {
                    let day = user.hired_date.and_then(china::day_of);
                    day.map(|day| day.to_string()).unwrap_or_default()
                }
                _ => field.text_of(user).to_owned(),
            };
            Fillable {
                id: field.id.clone(),
                label: field.shown_label().to_owned(),
                kind,
                choices: choices.to_vec(),
                value,
                shown: field.shown,
            }
        });
        Self {
            fields: fillable.collect(),
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/me/profile", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PERSON)?;
        Ok(Response::of(view, viewer.user()))
    }
}
