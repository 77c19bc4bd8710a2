//! What callers give about a person, on its way to the organization.

use crate::prelude::*;
use endpoint::{JsonText, limits};
use org::{Position, Refusal, UserFields};

/// A position among the members of a department.
#[derive(Clone, Deserialize, JsonSchema)]
pub(crate) struct DepartmentOrder {
    dept_id: Option<i64>,
    /// Larger comes first.
    order: Option<i64>,
}

/// A title in a department.
#[derive(Clone, Deserialize, JsonSchema)]
pub(crate) struct DepartmentTitle {
    dept_id: Option<i64>,
    title: Option<String>,
}

/// What the person does in a department.
#[derive(Clone, Deserialize, JsonSchema)]
pub(crate) struct DepartmentPosition {
    dept_id: Option<i64>,
    is_main: Option<bool>,
    title: Option<String>,
    work_place: Option<String>,
}

/// A custom value in its newer form.
#[derive(Clone, Deserialize, JsonSchema)]
pub(crate) struct ExtAttr {
    code: String,
    value: Option<ExtAttrValue>,
}

/// A text, or a text that leads somewhere.
#[derive(Clone, Deserialize, JsonSchema)]
pub(crate) struct ExtAttrValue {
    text: Option<String>,
    url: Option<String>,
}

/// What create and update take alike.
#[derive(Default)]
pub(crate) struct Given {
    /// What needs no reading.
    pub(crate) plain: UserFields,
    pub(crate) manager: Option<String>,
    pub(crate) departments: Option<CommaList<i64>>,
    pub(crate) orders: Option<Vec<DepartmentOrder>>,
    pub(crate) titles: Option<Vec<DepartmentTitle>>,
    pub(crate) positions: Option<Vec<DepartmentPosition>>,
    pub(crate) extension: Option<JsonText>,
    pub(crate) ext_attrs: Option<Vec<ExtAttr>>,
    pub(crate) extension_i18n: Option<JsonText>,
}

impl Given {
    /// Reads all of it into what the organization takes. An empty manager is none given.
    pub(crate) fn into_fields(self) -> Reply<UserFields> {
        let mut fields = self.plain;
        if let Some(manager) = self.manager.filter(|userid| !userid.is_empty()) {
            fields.manager = Some(Some(manager));
        }
        fields.departments = self.departments.map(department_ids);
        fields
            .department_orders
            .extend(orders(self.orders.unwrap_or_default())?);
        fields
            .department_titles
            .extend(titles(self.titles.unwrap_or_default())?);
        fields.positions = self.positions.map(positions).transpose()?;
        fields.extension = extension(self.extension.as_ref(), self.ext_attrs)?;
        fields.extension_i18n = self
            .extension_i18n
            .filter(|text| !text.is_null())
            .map(|text| translations(&text))
            .transpose()?;
        Ok(fields)
    }
}

/// The fault of a refusal. Of several departments it says which one is meant.
pub(crate) fn fault(refusal: Refusal) -> Fault {
    let code = match refusal {
        Refusal::DepartmentNotFound(_) => DEPARTMENT_NOT_FOUND,
        Refusal::DepartmentOutOfScope(_) => DEPARTMENT_SCOPE,
        other => return other.into(),
    };
    Fault::because(code, &refusal)
}

/// Ids of departments as the organization takes them.
pub(crate) fn department_ids(ids: CommaList<i64>) -> Vec<DepartmentId> {
    ids.0.into_iter().map(DepartmentId).collect()
}

/// Custom values out of a JSON object. A `null` is left out, anything that is no text becomes its JSON text.
pub(crate) fn custom_values(text: &JsonText) -> Reply<Vec<(String, String)>> {
    let length = text.as_str().chars().count();
    if length > org::limits::EXTENSION_CHARS_MAX {
        return Err(Fault::because(
            EXTENSION,
            sentence!(
                "custom values have at most {most} characters, got {length}",
                "自定义字段最多 {most} 个字符，收到的是 {length} 个",
                most = org::limits::EXTENSION_CHARS_MAX
            ),
        ));
    }
    let values = text
        .object()
        .ok_or_else(|| not_an_object(["custom values are", "自定义字段"], r#"{"hobby":"chess"}"#))?
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| match value {
            serde_json::Value::String(text) => (name, text),
            other => (name, other.to_string()),
        });
    Ok(values.collect())
}

fn translations(text: &JsonText) -> Reply<String> {
    let object = text.object().ok_or_else(|| {
        let such_as = r#"{"hobby":{"en_US":"chess"}}"#;
        not_an_object(["extension_i18n is", "extension_i18n "], such_as)
    })?;
    if object.is_empty() {
        return Ok(String::new());
    }
    Ok(serde_json::Value::Object(object).to_string())
}

fn not_an_object([english, chinese]: [&str; 2], such_as: &str) -> Fault {
    Fault::because(
        EXTENSION,
        sentence!(
            "{english} one JSON object, such as {such_as}",
            "{chinese}是一个 JSON 对象，例如 {such_as}"
        ),
    )
}

/// Both forms of custom values together; the newer form wins.
fn extension(
    older: Option<&JsonText>,
    newer: Option<Vec<ExtAttr>>,
) -> Reply<Option<Vec<(String, String)>>> {
    let older = older.filter(|text| !text.is_null());
    if older.is_none() && newer.is_none() {
        return Ok(None);
    }
    let newer = newer.unwrap_or_default();
    check_entries("ext_attrs", newer.len(), limits::EXT_ATTRS_MAX)?;
    let mut values = older.map(custom_values).transpose()?.unwrap_or_default();
    values.extend(newer.into_iter().map(ExtAttr::into_pair));
    Ok(Some(values))
}

impl ExtAttr {
    fn into_pair(self) -> (String, String) {
        let value = self.value.map(ExtAttrValue::into_text);
        (self.code, value.unwrap_or_default())
    }
}

impl ExtAttrValue {
    /// A link is written as markdown, as in the older form.
    fn into_text(self) -> String {
        let text = self.text.unwrap_or_default();
        match self.url.filter(|url| !url.is_empty()) {
            Some(url) if text.is_empty() => format!("[{url}]({url})"),
            Some(url) => format!("[{text}]({url})"),
            None => text,
        }
    }
}

fn orders(entries: Vec<DepartmentOrder>) -> Reply<Vec<(DepartmentId, i64)>> {
    check_entries(
        "dept_order_list",
        entries.len(),
        limits::DEPARTMENT_ENTRIES_MAX,
    )?;
    let whole = entries
        .into_iter()
        .filter_map(|entry| Some((DepartmentId(entry.dept_id?), entry.order?)));
    Ok(whole.collect())
}

fn titles(entries: Vec<DepartmentTitle>) -> Reply<Vec<(DepartmentId, String)>> {
    check_entries(
        "dept_title_list",
        entries.len(),
        limits::DEPARTMENT_ENTRIES_MAX,
    )?;
    let whole = entries
        .into_iter()
        .filter_map(|entry| Some((DepartmentId(entry.dept_id?), entry.title?)));
    Ok(whole.collect())
}

fn positions(entries: Vec<DepartmentPosition>) -> Reply<Vec<Position>> {
    check_entries(
        "dept_position_list",
        entries.len(),
        limits::POSITION_ENTRIES_MAX,
    )?;
    let whole = entries.into_iter().filter_map(|entry| {
        Some(Position {
            department: DepartmentId(entry.dept_id?),
            is_main: entry.is_main,
            title: entry.title,
            work_place: entry.work_place,
        })
    });
    Ok(whole.collect())
}

/// Refuses a list with too many entries.
pub(crate) fn check_entries(field: &str, count: usize, count_max: usize) -> Reply<()> {
    if count > count_max {
        return Err(Fault::invalid(
            field,
            sentence!(
                "{field} has at most {count_max} entries, got {count}",
                "{field} 最多 {count_max} 项，收到的是 {count} 项"
            ),
        ));
    }
    Ok(())
}
