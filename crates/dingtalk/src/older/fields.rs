//! How values look on the wire in the older forms.

use crate::prelude::*;
use crate::user::fields::FieldPoints;
use crate::user::given::check_entries;
use endpoint::{JsonText, limits};
use org::UserRef;
use serde_json::{Map, Value};
use std::fmt::Display;

/// A list as text: its entries between `|`.
pub(crate) fn joined<T: Display>(entries: &[T]) -> String {
    let entries: Vec<String> = entries.iter().map(T::to_string).collect();
    entries.join("|")
}

/// Values by department as text whose keys are not quoted, such as `{1:false,2:true}`.
pub(crate) fn pairs<T: Display>(values: impl Iterator<Item = (DepartmentId, T)>) -> String {
    let pairs: Vec<String> = values.map(|(id, value)| format!("{id}:{value}")).collect();
    format!("{{{}}}", pairs.join(","))
}

/// The same read, with keys quoted or not.
pub(crate) fn by_department(field: &str, text: &JsonText) -> Reply<Vec<(DepartmentId, Value)>> {
    let object = text
        .object()
        .or_else(|| serde_json::from_str(&quote_keys(text.as_str())).ok())
        .ok_or_else(|| not_by_department(field))?;
    check_entries(field, object.len(), limits::DEPARTMENT_ENTRIES_MAX)?;
    let number = |name: String| name.trim().parse().map(DepartmentId);
    object
        .into_iter()
        .map(|(name, value)| match number(name) {
            Ok(id) => Ok((id, value)),
            Err(_) => Err(not_by_department(field)),
        })
        .collect()
}

/// The fault of a text that is no object of values by department.
pub(crate) fn not_by_department(field: &str) -> Fault {
    Fault::invalid(
        field,
        sentence!(
            "{field} is an object of values by department id, such as {{\"1\":10}}",
            "{field} 是以部门编号为键的对象，例如 {{\"1\":10}}"
        ),
    )
}

/// Puts the numbers that stand where keys belong between quotes.
fn quote_keys(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 8);
    let (mut in_text, mut escaped, mut key_follows, mut in_key) = (false, false, false, false);
    for letter in text.chars() {
        if in_key && !letter.is_ascii_digit() {
            quoted.push('"');
            in_key = false;
        }
        if !in_text && key_follows && letter.is_ascii_digit() {
            quoted.push('"');
            in_key = true;
        }
        if !letter.is_whitespace() {
            key_follows = !in_text && matches!(letter, '{' | ',');
        }
        if letter == '"' && !escaped {
            in_text = !in_text;
        }
        escaped = letter == '\\' && !escaped;
        quoted.push(letter);
    }
    quoted
}

/// Custom values of a person as an object, when there are some and the app may read them.
pub(crate) fn extattr(user: &UserRef<'_>, points: FieldPoints) -> Option<Map<String, Value>> {
    let values: Map<String, Value> = user
        .extension()
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    (points.email && !values.is_empty()).then_some(values)
}

/// The fault as an older call tells it: a bad parameter without a code of its own has the call's.
pub(crate) fn fault(fault: Fault) -> Fault {
    let Fault::Refused(refusal) = fault else {
        return fault;
    };
    match of(&refusal) {
        Fault::Coded { code, .. } if code.same(PARAMETER_WRONG) => Fault::invalid("", &refusal),
        told => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: Value) -> String {
        let text: JsonText = serde_json::from_value(text).expect("every value has a text");
        match by_department("orderInDepts", &text) {
            Ok(values) => format!("{values:?}"),
            Err(Fault::Parameter { detail, .. }) => detail.english().to_owned(),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn keys_are_read_quoted_or_not() {
        let wanted = read(json!({"1": 10, "22": 2}));
        assert_eq!(
            wanted,
            "[(DepartmentId(1), Number(10)), (DepartmentId(22), Number(2))]"
        );
        for written in [
            json!("{1:10,22:2}"),
            json!("{ 1 : 10 , 22 : 2 }"),
            json!(r#"{"1":10,"22":2}"#),
            json!(r#"{\"1\":10,\"22\":2}"#),
            json!(r#"{1:10,"22":2}"#),
        ] {
            assert_eq!(read(written.clone()), wanted, "{written}");
        }
        assert_eq!(read(json!("{}")), "[]");
        assert_eq!(read(json!("")), "[]");
    }

    #[test]
    fn numbers_in_texts_are_no_keys() {
        assert_eq!(
            read(json!(r#"{1:"a, 2: \"b\", {3:","4":"{5:6}"}"#)),
            r#"[(DepartmentId(1), String("a, 2: \"b\", {3:")), (DepartmentId(4), String("{5:6}"))]"#
        );
    }

    #[test]
    fn anything_else_is_refused() {
        for written in [
            json!("1:10"),
            json!("{a:10}"),
            json!(r#"{"a":10}"#),
            json!("{1:10"),
            json!([1]),
            json!(7),
        ] {
            assert_eq!(
                read(written.clone()),
                r#"orderInDepts is an object of values by department id, such as {"1":10}"#,
                "{written}"
            );
        }
    }

    #[test]
    fn at_most_100_departments_are_named() {
        let text = |count: usize| {
            let entries: Vec<String> = (1..=count).map(|id| format!("{id}:1")).collect();
            json!(format!("{{{}}}", entries.join(",")))
        };
        assert_eq!(
            read(text(101)),
            "orderInDepts has at most 100 entries, got 101"
        );
        assert!(read(text(100)).starts_with("[(DepartmentId(1)"));
    }

    #[test]
    fn lists_and_pairs_are_written() {
        assert_eq!(joined(&[DepartmentId(3), DepartmentId(4)]), "3|4");
        assert_eq!(joined::<i64>(&[]), "");
        let flags = [(DepartmentId(1), false), (DepartmentId(2), true)];
        assert_eq!(pairs(flags.into_iter()), "{1:false,2:true}");
        assert_eq!(pairs::<bool>([].into_iter()), "{}");
    }
}
