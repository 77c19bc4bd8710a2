//! An empty file to fill in: `GET /v1.0/orgbook/console/import/template`.

use super::about::{About, Columns};
use crate::prelude::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use endpoint::Detail;
use org::Module;

/// In which language.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// `zh` or `en`; `zh` when absent.
    lang: Option<String>,
    /// For what: `people`, `departments` or `externalContacts`; people when absent.
    about: Option<String>,
}

/// A file.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    pub(super) file_name: String,
    /// The bytes of an `.xlsx` file in Base64.
    pub(super) content: String,
}

impl Response {
    /// A workbook with titles and rows.
    pub(super) fn of(
        file_name: &str,
        titles: &[(String, String, bool)],
        rows: &[Vec<String>],
    ) -> Reply<Self> {
        let columns: Vec<_> = titles
            .iter()
            .map(|(_, title, required)| sheet::Column {
                title,
                required: *required,
            })
            .collect();
        let bytes = sheet::write(&columns, rows);
        let bytes = bytes
            .map_err(|error| Fault::because(PARAMETER, Detail::for_apps(error.to_string())))?;
        Ok(Self {
            file_name: file_name.to_owned(),
            content: STANDARD.encode(bytes),
        })
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/import/template",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .or_module(Module::ExternalContacts)
    .scoped()
    .faults(&[NOT_ALLOWED]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let about = About::named(self.about.as_deref())?;
        about.check_open(view)?;
        let columns = Columns::of(about, view);
        let titles = columns.titles(view, is_english(self.lang.as_deref())?);
        Response::of("template.xlsx", &titles, &[])
    }
}

/// Whether English is wanted.
pub(super) fn is_english(lang: Option<&str>) -> Reply<bool> {
    match lang.unwrap_or("zh") {
        "zh" => Ok(false),
        "en" => Ok(true),
        other => {
            let detail = sentence!(
                "lang is zh or en, got {other}",
                "lang 为 zh 或 en，收到的是 {other}"
            );
            Err(Fault::invalid("lang", detail))
        }
    }
}
