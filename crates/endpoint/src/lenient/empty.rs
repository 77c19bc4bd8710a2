//! Empty texts that stand for nothing.

use super::parse_text;
use super::read_error::Step;
use serde_json::Value;

/// Whether reading may stumble over an empty text.
pub(super) fn may_hold_empty_text(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            let text = text.trim();
            text.is_empty()
                || text == "null"
                || text.contains("\"\"")
                || text.contains("\\\"\\\"")
                || text.contains("\"null\"")
        }
        Value::Array(list) => list.iter().any(may_hold_empty_text),
        Value::Object(members) => members.values().any(may_hold_empty_text),
        _ => false,
    }
}

/// Takes out the innermost member on the path; elements of lists stay, since their place has a meaning. All elements of
/// a list have one type, so what is absent in one is absent in each that has it empty: a long list is read again once
/// for each name, not for each element.
pub(super) fn remove(value: &mut Value, path: &[Step]) -> bool {
    let Some((step, rest)) = path.split_first() else {
        return false;
    };
    unfold(value);
    match (step, value) {
        (Step::Member(name), Value::Object(members)) if rest.is_empty() => {
            members.get(name).is_some_and(is_empty_text) && members.shift_remove(name).is_some()
        }
        (Step::Member(name), Value::Object(members)) => {
            members.get_mut(name).is_some_and(|next| remove(next, rest))
        }
        (Step::Element(_), Value::Array(list)) => {
            let mut removed = false;
            for next in list {
                removed |= remove(next, rest);
            }
            removed
        }
        // A single object where a list belongs.
        (Step::Element(_), value) => remove(value, rest),
        _ => false,
    }
}

fn is_empty_text(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| matches!(text.trim(), "" | "null"))
}

/// Replaces JSON text by what it holds.
fn unfold(value: &mut Value) {
    if let Value::String(text) = value
        && let Some(tree) = parse_text(text)
    {
        *value = tree;
    }
}
