//! What of a call nobody is shown: secrets, tokens, passwords and phone numbers.

use super::MASK;
use serde_json::Value;

/// What the names of such members contain, without case, underscores and hyphens.
const SECRETS: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "mobile",
    "phone",
    "aeskey",
    "signature",
    "authcode",
    "recoverycode",
    "inviteurl",
    "passwordlink",
];
/// What the names of such members are, where they come with a call.
const GIVEN: &[&str] = &["code", "tmpauthcode", "ticket"];
/// Digits of a phone number in the midst of a text.
const NUMBER_DIGITS: usize = 11;

/// Whether a member of this name is masked. `is_given`: it came with a call and not with an answer.
pub(super) fn is_secret(name: &str, is_given: bool) -> bool {
    let plain: String = name
        .chars()
        .filter(|one| !matches!(one, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect();
    SECRETS.iter().any(|secret| plain.contains(secret))
        || (is_given && GIVEN.contains(&plain.as_str()))
}

/// A value with its secrets masked.
pub(super) fn masked(value: &Value, is_given: bool) -> Value {
    match value {
        Value::Object(members) => {
            let shown = members.iter().map(|(name, value)| {
                let shown = match value {
                    // A switch such as `hide_mobile` tells no number.
                    Value::Bool(_) | Value::Null => value.clone(),
                    _ if is_secret(name, is_given) => Value::String(MASK.to_owned()),
                    _ => masked(value, is_given),
                };
                (name.clone(), shown)
            });
            Value::Object(shown.collect())
        }
        Value::Array(values) => values.iter().map(|value| masked(value, is_given)).collect(),
        Value::String(text) => Value::String(masked_inside(text, is_given)),
        _ => value.clone(),
    }
}

/// A text that may be JSON itself, as some members of the older generation are.
fn masked_inside(text: &str, is_given: bool) -> String {
    let is_json = text.starts_with(['{', '[']);
    let inside = is_json.then(|| serde_json::from_str::<Value>(text));
    match inside {
        Some(Ok(value)) => masked(&value, is_given).to_string(),
        _ => masked_text(text),
    }
}

/// A text with the phone numbers in it masked: eleven digits that begin with 1, and digits behind a plus.
pub(super) fn masked_text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|one: char| one.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let length = from
            .find(|one: char| !one.is_ascii_digit())
            .unwrap_or(from.len());
        let (digits, behind) = from.split_at(length);
        let is_foreign = before.ends_with('+') && length >= 2;
        shown.push_str(before);
        if is_foreign {
            // The code of the country and the number stand apart at times.
            let number = behind.strip_prefix('-').unwrap_or(behind);
            let end = number
                .find(|one: char| !one.is_ascii_digit())
                .unwrap_or(number.len());
            shown.push_str(MASK);
            rest = &number[end..];
            continue;
        }
        let is_number = length == NUMBER_DIGITS && digits.starts_with('1');
        shown.push_str(if is_number { MASK } else { digits });
        rest = behind;
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn secrets_are_masked_wherever_they_stand() {
        let given = json!({
            "userid": "ann", "mobile": "13800000001", "init_password": "start2026", "hide_mobile": true,
            "appSecret": "s", "aes_key": "k", "code": "one-time", "dept_id_list": "1,2",
            "list": [{"accessToken": "t", "title": "call 13800000002 or +49-1701234567!"}],
            "extension": r#"{"mobile":"13800000003","desk":"4"}"#, "at": 1767323047000_i64,
        });
        insta::assert_snapshot!(masked(&given, true), @r#"{"userid":"ann","mobile":"***","init_password":"***","hide_mobile":true,"appSecret":"***","aes_key":"***","code":"***","dept_id_list":"1,2","list":[{"accessToken":"***","title":"call *** or +***!"}],"extension":"{\"mobile\":\"***\",\"desk\":\"4\"}","at":1767323047000}"#);
        let answer = json!({"code": "invalidParameter", "message": "nobody has 13800000001", "requestid": "R"});
        insta::assert_snapshot!(masked(&answer, false), @r#"{"code":"invalidParameter","message":"nobody has ***","requestid":"R"}"#);
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            "",
            "2026",
            "138000000012",
            "23800000001",
            "a+b",
            "1380000000",
            "12:30",
        ] {
            assert_eq!(masked_text(text), text);
        }
        assert_eq!(masked_text("13800000001"), MASK);
        assert_eq!(masked_text("+8613800000001"), "+***");
        assert!(!is_secret("code", false) && is_secret("code", true));
        assert!(is_secret("Access_Token", false) && !is_secret("userid", true));
    }
}
