//! How a department's fields look on the wire, for the endpoints that share them.

use crate::prelude::*;
pub(crate) use crate::user::given::department_ids;
pub(crate) use crate::user::paging::department_id;
use endpoint::{JsonText, limits};
use org::Sentence;

/// Ids of departments as they are told.
pub(crate) fn numbers(ids: &[DepartmentId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}

/// Userids as they are told.
pub(crate) fn texts(ids: &[org::UserId]) -> Vec<&str> {
    ids.iter().map(|id| id.as_str()).collect()
}

/// Custom values out of a JSON object, as the text that is stored; the text `null` gives none.
pub(crate) fn extension(field: &str, given: Option<&JsonText>) -> Reply<Option<String>> {
    let Some(text) = given.filter(|text| !text.is_null()) else {
        return Ok(None);
    };
    match text.object() {
        Some(object) if object.is_empty() => Ok(Some(String::new())),
        Some(object) => Ok(Some(serde_json::Value::Object(object).to_string())),
        None => Err(Fault::invalid(
            field,
            sentence!(
                "{field} is one JSON object, such as {{\"floor\":\"3\"}}",
                "{field} 是一个 JSON 对象，例如 {{\"floor\":\"3\"}}"
            ),
        )),
    }
}

/// Refuses lists of permits, named as on the wire, that together name too many.
pub(crate) fn check_permits(lists: &[(&str, usize)]) -> Reply<()> {
    let count: usize = lists.iter().map(|(_, count)| count).sum();
    if count <= limits::PERMITS_MAX {
        return Ok(());
    }
    let named: Vec<&str> = lists.iter().map(|(name, _)| *name).collect();
    let max = limits::PERMITS_MAX;
    let told = match named.as_slice() {
        [one] => sentence!(
            "{one} names at most {max}, got {count}",
            "{one} 最多 {max} 个，收到的是 {count} 个"
        ),
        several => Sentence::new(
            format_args!(
                "{} together name at most {max}, got {count}",
                several.join(" and ")
            ),
            format_args!(
                "{} 合计最多 {max} 个，收到的是 {count} 个",
                several.join("、")
            ),
        ),
    };
    Err(Fault::because(PERMITS, told))
}

/// How many a list names; none when it is not given.
pub(crate) fn count<T>(list: Option<&CommaList<T>>) -> usize {
    list.map_or(0, |list| list.0.len())
}
