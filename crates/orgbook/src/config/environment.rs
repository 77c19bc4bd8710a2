//! Settings from environment variables and arguments. Only variables that name a setting count: a service manager may
//! set others that begin alike.

use super::settings::Settings;
use figment::providers::Serialized;
use figment::value::{Dict, Map, Tag, Value as Setting};
use figment::{Metadata, Profile, Provider};
use serde_json::Value;

const PREFIX: &str = "ORGBOOK_";
/// Variables that are no settings: they are read before the configuration.
const ARGUMENTS: &[&str] = &["ORGBOOK_DATA"];

/// The values that nobody set.
pub struct Defaults<'a>(pub &'a Settings);

impl Provider for Defaults<'_> {
    fn metadata(&self) -> Metadata {
        Metadata::named("default")
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Serialized::defaults(self.0).data()
    }
}

/// One value from one named place.
pub struct Given {
    place: String,
    key: String,
    value: Setting,
}

impl Given {
    /// A value for a setting such as `log.level`.
    pub fn new(place: &str, key: &str, value: impl Into<Setting>) -> Self {
        Self {
            place: place.to_owned(),
            key: key.to_owned(),
            value: value.into(),
        }
    }
}

impl Provider for Given {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.place.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let nested = figment::util::nest(&self.key, self.value.clone());
        Ok(nested
            .into_dict()
            .map(|dict| Profile::Default.collect(dict))
            .unwrap_or_default())
    }
}

/// Each setting with its value, in order.
pub fn leaves(settings: &Settings) -> Vec<(String, Value)> {
    fn collect(prefix: &str, value: Value, found: &mut Vec<(String, Value)>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let dot = if prefix.is_empty() { "" } else { "." };
                    collect(&format!("{prefix}{dot}{name}"), value, found);
                }
            }
            value => found.push((prefix.to_owned(), value)),
        }
    }
    let mut found = Vec::new();
    let all = serde_json::to_value(settings).expect("settings are plain structs");
    collect("", all, &mut found);
    found
}

fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "_").to_uppercase())
}

/// A variable that is set to some text.
pub fn text(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

/// The settings that environment variables give.
pub fn variables(defaults: &Settings) -> Vec<Given> {
    leaves(defaults)
        .into_iter()
        .filter_map(|(key, default)| {
            let name = variable(&key);
            let text = text(&name)?;
            let place = format!("environment variable {name}");
            Some(Given::new(&place, &key, read(&text, &default)))
        })
        .collect()
}

/// Reads a variable's text as what the setting is by default.
fn read(text: &str, default: &Value) -> Setting {
    match default {
        Value::Array(_) => {
            let parts = text.split(',').map(|part| Setting::from(part.trim()));
            Setting::Array(Tag::Default, parts.collect())
        }
        Value::Bool(_) | Value::Number(_) => text.parse().unwrap_or_else(|_| Setting::from(text)),
        _ => Setting::from(text),
    }
}

/// Variables that look like settings and are none.
pub fn unknown(defaults: &Settings) -> Vec<String> {
    let known: Vec<String> = leaves(defaults)
        .iter()
        .map(|(key, _)| variable(key))
        .collect();
    let mut unknown: Vec<String> = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.starts_with(PREFIX))
        .filter(|name| !known.contains(name) && !ARGUMENTS.contains(&name.as_str()))
        .collect();
    unknown.sort();
    unknown
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_setting_has_a_variable_of_its_own() {
        let mut names: Vec<String> = leaves(&Settings::default())
            .iter()
            .map(|(key, _)| variable(key))
            .collect();
        assert!(names.contains(&"ORGBOOK_PUSH_ALLOW_PRIVATE_ADDRESSES".to_owned()));
        assert!(names.contains(&"ORGBOOK_TLS_CERTIFICATE".to_owned()));
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn text_becomes_what_the_setting_is() {
        assert_eq!(read("true", &json!(false)), Setting::from(true));
        assert_eq!(read("123", &json!("text")), Setting::from("123"));
        assert_eq!(read("123", &json!(null)), Setting::from("123"));
        let list = read("a, b", &json!([]));
        assert_eq!(list.into_array().map(|parts| parts.len()), Some(2));
        assert_eq!(read("many", &json!(1)), Setting::from("many"));
    }
}
