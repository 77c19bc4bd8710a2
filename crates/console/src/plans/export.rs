//! People in a file: `GET /v1.0/orgbook/console/export`.

use super::about::{About, Columns};
use super::cells::cells_of;
use super::kept::{caller, check_open};
use super::template::{self, is_english};
use super::{contacts, departments};
use crate::directory::fields::fault;
use crate::limits::EXPORTED_ROWS_MAX;
use crate::log::audit::{EXPORT, EXPORT_PATH, Exported};
use crate::prelude::*;
use crate::session::codes::{SECOND_FACTOR_WRONG, SIGN_IN_BUSY, SIGN_IN_TOO_MANY};
use crate::session::fields::refused;
use endpoint::{Answer, Context, LongLook, Task, WriteCall};
use org::{Module, Table};

/// Whom, and in which language.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Of which department with all below; of all that are administered when absent.
    dept_id: Option<i64>,
    /// `zh` or `en`; `zh` when absent.
    lang: Option<String>,
    /// A code of the caller's second factor, where the caller has one: a session that somebody else got hold of hands nobody out.
    code: Option<String>,
    /// What: `people`, `departments` or `externalContacts`; people when absent. Departments are handed out without a code. People and
    /// departments need the module `contacts`, external contacts the module `externalContacts` for the whole organization; they are
    /// all of them, whatever `deptId` says.
    about: Option<String>,
}

/// A file.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    file_name: String,
    /// The bytes of an `.xlsx` file in Base64.
    content: String,
    /// People, departments or external contacts in it.
    row_count: usize,
}

/// Notes who was handed what.
struct Noted(Exported);

impl WriteCall for Noted {
    fn password(&mut self) -> Reply<Option<&mut String>> {
        Ok(None)
    }

    fn write(&self, draft: &mut Draft) -> Reply<Vec<u8>> {
        draft.note(EXPORT, &self.0);
        Ok(Vec::new())
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, EXPORT_PATH, PARAMETER)
        .administrators(Module::Contacts)
        .or_module(Module::ExternalContacts)
        .scoped()
        .faults(&[
            DEPARTMENT,
            NOT_ALLOWED,
            SECOND_FACTOR_WRONG,
            SIGN_IN_TOO_MANY,
            SIGN_IN_BUSY,
        ]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let is_english = is_english(self.lang.as_deref())?;
            let about = About::named(self.about.as_deref())?;
            check_open(context, about)?;
            if !about.is_people() {
                return others(context, about, is_english, self.code.as_deref()).await;
            }
            let department = self.dept_id.map(DepartmentId);
            let table = Table {
                department,
                recursive: true,
                size: EXPORTED_ROWS_MAX,
                ..Table::default()
            };
            let mut total = Ok(0);
            context.look(&mut |view| {
                let few = Table { size: 1, ..table };
                total = view.table(&few).map(|page| page.total).map_err(fault);
            });
            let total = total?;
            if total > EXPORTED_ROWS_MAX as u64 {
                let detail = sentence!(
                    "a file has at most {EXPORTED_ROWS_MAX} people, these are {total}",
                    "一个文件最多 {EXPORTED_ROWS_MAX} 人，现有 {total} 人"
                );
                return Err(Fault::invalid("deptId", detail));
            }
            let proved = context.prove_second_factor(self.code.as_deref()).await;
            proved.map_err(refused)?;
            let look: LongLook = Box::new(move |view, _| {
                let response = file(view, department, is_english).ok();
                serde_json::to_vec(&response).expect("texts are plain")
            });
            let made = context.look_long(look).await?;
            let made: Option<Response> = serde_json::from_slice(&made).ok().flatten();
            let response = made.ok_or(DEPARTMENT)?;
            let dept_id = Some(self.dept_id.unwrap_or(DepartmentId::ROOT.0));
            note(context, about, dept_id, response.row_count).await?;
            Ok(response)
        })
    }
}

/// Departments or external contacts.
async fn others(
    context: &dyn Context,
    about: About,
    is_english: bool,
    code: Option<&str>,
) -> Reply<Response> {
    if about == About::ExternalContacts {
        let mut is_over = false;
        // One behind as many as fit in.
        context.look(&mut |view| {
            is_over = !view.external_contacts(EXPORTED_ROWS_MAX, 1).is_empty();
        });
        if is_over {
            let detail = sentence!(
                "a file has at most {EXPORTED_ROWS_MAX} external contacts",
                "一个文件最多 {EXPORTED_ROWS_MAX} 位外部联系人"
            );
            return Err(Fault::invalid("about", detail));
        }
        let proved = context.prove_second_factor(code).await;
        proved.map_err(refused)?;
    }
    let look: LongLook = Box::new(move |view, _| {
        let response = file_of(view, about, is_english).ok();
        serde_json::to_vec(&response).expect("texts are plain")
    });
    let made = context.look_long(look).await?;
    let made: Option<Response> = serde_json::from_slice(&made).ok().flatten();
    let response = made.ok_or(DEPARTMENT)?;
    note(context, about, None, response.row_count).await?;
    Ok(response)
}

/// Nothing is handed out before it stands in the log who asked.
async fn note(
    context: &dyn Context,
    about: About,
    dept_id: Option<i64>,
    row_count: usize,
) -> Reply<()> {
    let of = |one| (about == one).then_some(row_count);
    let noted = Exported {
        user_id: Some(caller(context).0),
        dept_id,
        people: of(About::People),
        departments: of(About::Departments),
        external_contacts: of(About::ExternalContacts),
    };
    context.write(Box::new(Noted(noted))).await?;
    Ok(())
}

fn file_of(view: &View<'_>, about: About, english: bool) -> Reply<Response> {
    let titles = Columns::of(about, view).titles(view, english);
    let (name, all) = match about {
        About::ExternalContacts => {
            let all = view.external_contacts(0, EXPORTED_ROWS_MAX);
            let cells = all.iter().map(|one| contacts::cells_of(view, one));
            ("external-contacts.xlsx", cells.collect::<Vec<_>>())
        }
        _ => {
            let all = departments::all(view).into_iter();
            let cells = all.map(|one| departments::cells_of(view, one));
            ("departments.xlsx", cells.collect())
        }
    };
    let rows = all.into_iter().map(|mut cells| {
        let row = titles.iter();
        row.map(|(key, _, _)| cells.remove(key).unwrap_or_default())
            .collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let file = template::Response::of(name, &titles, &rows)?;
    Ok(Response {
        file_name: file.file_name,
        content: file.content,
        row_count: rows.len(),
    })
}

fn file(view: &View<'_>, department: Option<DepartmentId>, english: bool) -> Reply<Response> {
    let table = Table {
        department,
        recursive: true,
        size: EXPORTED_ROWS_MAX,
        ..Table::default()
    };
    let page = view.table(&table).map_err(fault)?;
    let titles = Columns::of(About::People, view).titles(view, english);
    let rows = page.users.iter().map(|user| {
        let mut cells = cells_of(view, user);
        let row = titles
            .iter()
            .map(|(key, _, _)| cells.remove(key).unwrap_or_default());
        row.collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let file = template::Response::of("people.xlsx", &titles, &rows)?;
    Ok(Response {
        file_name: file.file_name,
        content: file.content,
        row_count: rows.len(),
    })
}
