//! Asynchronously translate Contacts IDs: `POST /v1.0/contact/files/translate`.

use crate::file::{check_name, id_of_media};
use crate::prelude::*;
use endpoint::{Answer, Context, Method, StoredFile, Task, WriteCall};
use org::{NewTranslation, Refusal, TranslationFile, limits};
use std::collections::BTreeMap;
use translate::{Content, Format};

/// Files with placeholders.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// File names by media id.
    medias: BTreeMap<String, String>,
    /// The name of the packed result, without extension; needed for more than one file.
    output_file_name: Option<String>,
    /// The person for whom it is done.
    union_id: String,
}

/// What to ask for later.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    job_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/contact/files/translate", PARAM_INVALID)
        .serves(&["Asynchronously translate Contacts IDs"])
        .needs("qyapi_get_member")
        .apps_only()
        .on(&[
            On::Missing("medias", MISSING_MEDIAS),
            On::Missing("unionId", MISSING_UNION_ID),
        ])
        .faults(&[BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let result_name = result_name(&self)?;
            let mut files = Vec::with_capacity(self.medias.len());
            let mut bytes = 0;
            for (media_id, name) in self.medias {
                let id = stored_id(context, &media_id, &name, &mut bytes).await?;
                files.push(TranslationFile { media_id: id, name });
            }
            let start = Start(NewTranslation {
                union_id: self.union_id,
                files,
                result_name,
            });
            let id = context.write(Box::new(start)).await?;
            let job_id = String::from_utf8(id).map_err(|_| Fault::code(BUSY))?;
            Ok(Response { job_id })
        })
    }
}

/// What the result is called; says what is wrong with the names.
fn result_name(request: &Request) -> Reply<String> {
    let count = request.medias.len();
    if count == 0 || count > limits::TRANSLATION_FILES_MAX {
        return Err(Fault::invalid(
            "medias",
            sentence!(
                "medias names 1 to {most} files, got {count}",
                "medias 为 1 到 {most} 个文件，收到的是 {count} 个",
                most = limits::TRANSLATION_FILES_MAX
            ),
        ));
    }
    for name in request.medias.values() {
        check_name(name).map_err(|sentence| Fault::invalid("medias", sentence))?;
    }
    if let (1, Some(name)) = (count, request.medias.values().next()) {
        return Ok(name.clone());
    }
    let name = request
        .output_file_name
        .as_deref()
        .filter(|name| !name.is_empty())
        .ok_or_else(|| {
            let sentence = sentence!(
                "outputFileName is needed for more than one file",
                "多个文件需要 outputFileName"
            );
            Fault::invalid("outputFileName", sentence)
        })?;
    check_name(name).map_err(|sentence| Fault::invalid("outputFileName", sentence))?;
    Ok(format!("{name}.zip"))
}

/// The id of a file that can be translated, and its bytes on top of the others'. Files of others are unknown.
async fn stored_id(
    context: &dyn Context,
    media_id: &str,
    name: &str,
    bytes: &mut u64,
) -> Reply<String> {
    let format = Format::of_name(name).ok_or_else(|| {
        let sentence = sentence!(
            "a file's name ends in .xlsx, .docx, .csv or .txt; save .xls as .xlsx",
            "文件名以 .xlsx、.docx、.csv 或 .txt 结尾；.xls 请另存为 .xlsx"
        );
        Fault::invalid("medias", sentence)
    })?;
    let unknown = || {
        Fault::invalid(
            "medias",
            sentence!("no file {media_id:.64?}", "没有文件 {media_id:.64?}"),
        )
    };
    let id = id_of_media(media_id).ok_or_else(unknown)?;
    let StoredFile {
        bytes: own, head, ..
    } = context.file(id).await?.ok_or_else(unknown)?;
    if !format.fits(Content::of(&head)) {
        return Err(Fault::invalid(
            "medias",
            sentence!(
                "the content of {name} is not what its name says",
                "{name} 的内容与文件名不符"
            ),
        ));
    }
    *bytes += own;
    if *bytes > limits::TRANSLATION_BYTES_MAX {
        return Err(Fault::invalid(
            "medias",
            sentence!(
                "the files of one translation have at most {most} bytes together",
                "一次转译的文件合计最多 {most} 字节",
                most = limits::TRANSLATION_BYTES_MAX
            ),
        ));
    }
    Ok(id.to_owned())
}

/// The one entry that a translation begins with.
struct Start(NewTranslation);

impl WriteCall for Start {
    fn password(&mut self) -> Reply<Option<&mut String>> {
        Ok(None)
    }

    fn write(&self, draft: &mut Draft) -> Reply<Vec<u8>> {
        match draft.start_translation(self.0.clone()) {
            Ok(id) => Ok(id.as_str().as_bytes().to_vec()),
            Err(Refusal::UserNotFound(_)) => Err(Fault::invalid(
                "unionId",
                sentence!("unionId names nobody here", "unionId 在这里没有对应的人"),
            )),
            Err(full @ Refusal::TranslationsFull) => Err(Fault::because(BUSY, &full)),
            Err(refusal) => Err(refusal.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();

    fn with_files() -> Place {
        let mut acme = place("acme { rd { ann } }");
        acme.stored("a1", "people.csv", b"$userName=ann$");
        acme.stored("a2", "people.xlsx", b"PK\x03\x04");
        acme
    }

    #[test]
    fn one_file_keeps_its_name_and_several_are_packed() {
        let mut acme = with_files();
        let union_id = acme.union_id("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"medias": {"@a1": "people.csv"}, "unionId": union_id})), @r#"{"jobId":"tjP7gdSX51qsWtf7ofEcVqV2zS"}"#);
        assert_snapshot!(acme.changes(), @r#"{"translation_started":{"id":"tjP7gdSX51qsWtf7ofEcVqV2zS","app":"dingotb7zlsbzycvdopy","userid":"ann","files":[{"media_id":"a1","name":"people.csv"}],"result_name":"people.csv","started_at":1767323047000}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"medias": {"@a1": "p.csv", "#a2": "q.xlsx"}, "outputFileName": "all", "unionId": union_id})), @r#"{"jobId":"tjn6SglK2F4q0ezigDyzQfTOGk"}"#);
        assert_snapshot!(acme.changes(), @r#"{"translation_started":{"id":"tjn6SglK2F4q0ezigDyzQfTOGk","app":"dingotb7zlsbzycvdopy","userid":"ann","files":[{"media_id":"a2","name":"q.xlsx"},{"media_id":"a1","name":"p.csv"}],"result_name":"all.zip","started_at":1767323048000}}"#);
    }

    #[test]
    fn missing_parameters_have_codes_of_their_own() {
        let mut acme = with_files();
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": "x"})), @"400 Missingmedias medias is mandatory for this action.");
        assert_snapshot!(acme.call(ROUTE, json!({"medias": {"@a1": "people.csv"}})), @"400 MissingunionId unionId is mandatory for this action.");
        assert_snapshot!(acme.call(ROUTE, json!({"medias": "people.csv", "unionId": "x"})), @r#"400 param.invalid 参数不合法: medias: expected an object, got the text "people.csv""#);
        assert_snapshot!(acme.call(ROUTE, json!({"medias": {"@a1": "people.csv"}, "unionId": "nobody"})), @"400 param.invalid 参数不合法: unionId names nobody here");
        assert_snapshot!(acme.changes(), @"");
    }

    #[test]
    fn files_that_cannot_be_translated_are_refused() {
        let mut acme = with_files();
        let union_id = acme.union_id("ann");
        let mut told = |medias: serde_json::Value, output: &str| {
            acme.call(
                ROUTE,
                json!({"medias": medias, "outputFileName": output, "unionId": union_id}),
            )
        };
        assert_snapshot!(told(json!({}), ""), @"400 param.invalid 参数不合法: medias names 1 to 20 files, got 0");
        assert_snapshot!(told(json!({"@a1": "people.csv", "@a2": "p.xlsx"}), ""), @"400 param.invalid 参数不合法: outputFileName is needed for more than one file");
        assert_snapshot!(told(json!({"@a1": "people.csv", "@a2": "p.xlsx"}), "../all"), @r#"400 param.invalid 参数不合法: a file's name holds none of / \ : * ? " < > | and control characters, and begins neither with a dot nor with a blank"#);
        assert_snapshot!(told(json!({"@a1": "people.pdf"}), ""), @"400 param.invalid 参数不合法: a file's name ends in .xlsx, .docx, .csv or .txt; save .xls as .xlsx");
        assert_snapshot!(told(json!({"@a1": "people.xls"}), ""), @"400 param.invalid 参数不合法: a file's name ends in .xlsx, .docx, .csv or .txt; save .xls as .xlsx");
        assert_snapshot!(told(json!({"@a1": "people"}), ""), @"400 param.invalid 参数不合法: a file's name ends in .xlsx, .docx, .csv or .txt; save .xls as .xlsx");
        assert_snapshot!(told(json!({"@a1": "../people.csv"}), ""), @r#"400 param.invalid 参数不合法: a file's name holds none of / \ : * ? " < > | and control characters, and begins neither with a dot nor with a blank"#);
        assert_snapshot!(told(json!({"@a1": "people.xlsx"}), ""), @"400 param.invalid 参数不合法: the content of people.xlsx is not what its name says");
        assert_snapshot!(told(json!({"@a2": "people.csv"}), ""), @"400 param.invalid 参数不合法: the content of people.csv is not what its name says");
        assert_snapshot!(told(json!({"@a3": "people.csv"}), ""), @r#"400 param.invalid 参数不合法: no file "@a3""#);
        assert_snapshot!(told(json!({"a1": "people.csv"}), ""), @r#"400 param.invalid 参数不合法: no file "a1""#);
        let many: serde_json::Map<String, serde_json::Value> = (0..21)
            .map(|number| (format!("@a{number}"), json!("people.csv")))
            .collect();
        assert_snapshot!(told(many.into(), "all"), @"400 param.invalid 参数不合法: medias names 1 to 20 files, got 21");
    }
}
