//! Make a plan of a file: `POST /v1.0/orgbook/console/import`.

use super::about::About;
use super::check::key;
use super::kept::{caller, check_open};
use super::plan::{Plan, State, Summary};
use super::rehearse::{Rehearsed, rehearse, rehearsed};
use crate::limits::PLAN_DEPARTMENTS_TOLD_MAX;
use crate::prelude::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use endpoint::{Answer, Context, Task};
use org::{Module, Sentence};

/// A file.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Ends in `.xlsx` or `.csv`. At most 100,000 rows besides the titles.
    file_name: String,
    /// Its bytes in Base64.
    content: String,
    /// 1 to 64 letters and digits, made up by the caller, who asks `import/checks/{checkId}` with it how far the rows are checked.
    check_id: Option<String>,
    /// What its rows are: `people`, `departments` or `externalContacts`; people when absent. People and departments need the module
    /// `contacts`, external contacts the module `externalContacts` for the whole organization.
    about: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/console/import", PARAMETER)
        .administrators(Module::Contacts)
        .or_module(Module::ExternalContacts)
        .scoped()
        .bodies(endpoint::limits::SPREADSHEET_BODY_BYTES_MAX)
        .faults(&[NOT_ALLOWED]);
    type Response = Summary;

    fn run(self, context: &dyn Context) -> Answer<'_, Summary> {
        Box::pin(async move {
            let (userid, _) = caller(context);
            let about = About::named(self.about.as_deref())?;
            check_open(context, about)?;
            let check = self.check_id.as_deref();
            let check = check.map(|id| key(&userid, id)).transpose()?;
            let (name, content) = (self.file_name.clone(), self.content);
            let rehearsed = rehearsed(context, check.as_deref(), move |view, seed, progress| {
                let bytes = STANDARD.decode(content.as_bytes()).map_err(|error| {
                    let why = sentence!("not Base64: {error}", "不是 Base64：{error}");
                    Fault::invalid("content", why)
                })?;
                drop(content);
                let table = sheet::read(&name, &bytes);
                let table = table.map_err(|error| {
                    let field = match error {
                        sheet::ReadError::Kind(_) => "fileName",
                        _ => "content",
                    };
                    Fault::invalid(field, unread(&error))
                })?;
                Ok(rehearse(view, seed, about, &table, progress))
            });
            let mut rehearsed = rehearsed.await?;
            check_columns(&rehearsed)?;
            let department_count = rehearsed.departments.len();
            rehearsed.departments.truncate(PLAN_DEPARTMENTS_TOLD_MAX);
            let mut plan = Plan {
                id: rehearsed.id,
                about,
                file_name: self.file_name,
                created_by: userid,
                created_at: rehearsed.at,
                state: State::Ready,
                people: rehearsed.people,
                approved_by: None,
                done: 0,
                departments: rehearsed.departments,
                department_count,
                departments_removed: 0,
                departments_stayed: Vec::new(),
                departments_stayed_count: 0,
                create_groups: false,
                titles: rehearsed.titles,
                pieces: Vec::new(),
                is_unsettled: false,
                rows: Vec::new(),
            };
            plan.begin(context, &rehearsed.rows).await?;
            Ok(plan.summary())
        })
    }
}

fn check_columns(rehearsed: &Rehearsed) -> Reply<()> {
    let wrong = if !rehearsed.unknown.is_empty() {
        let columns = rehearsed.unknown.join(", ");
        sentence!("unknown columns: {columns}", "不认识的列：{columns}")
    } else if !rehearsed.twice.is_empty() {
        let columns = rehearsed.twice.join(", ");
        sentence!("columns that stand twice: {columns}", "重复的列：{columns}")
    } else if rehearsed.rows.is_empty() {
        sentence!("the file has no rows", "文件里没有数据行")
    } else {
        return Ok(());
    };
    Err(Fault::invalid("content", wrong))
}

/// Why a file was not read, for people.
fn unread(error: &sheet::ReadError) -> Sentence {
    use sheet::limits::{CELL_CHARS_MAX, COLUMNS_MAX, ROWS_MAX};
    match error {
        sheet::ReadError::Kind(name) => sentence!(
            "a file is named .xlsx or .csv, got {name}",
            "文件名以 .xlsx 或 .csv 结尾，收到的是 {name}"
        ),
        sheet::ReadError::Damaged(why) => {
            sentence!("the file cannot be read: {why}", "文件无法读取（{why}）")
        }
        sheet::ReadError::TooLarge => sentence!(
            "a file has at most {ROWS_MAX} rows, {COLUMNS_MAX} columns and {CELL_CHARS_MAX} characters in a cell",
            "一个文件最多 {ROWS_MAX} 行、{COLUMNS_MAX} 列，每个单元格最多 {CELL_CHARS_MAX} 个字符"
        ),
    }
}
