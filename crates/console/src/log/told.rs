//! Who did what to which record, as answers tell it.

use super::shape::camel_case;
use org::{RecordKey, View};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// `admin` for an administrator at work, `user` for a person on his own behalf, `app`, `command` for the operator's command
    /// line, `node` for Orgbook itself.
    pub kind: String,
    /// Userid, app key, or the part of Orgbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What the person or app is called now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The organization in which it was done, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corp_id: Option<String>,
}

impl Actor {
    /// As the log has it.
    pub fn read(text: &str) -> Self {
        let (who, corp_id) = match text.split_once(" of ") {
            Some((who, corp_id)) => (who, Some(corp_id.to_owned())),
            None => (text, None),
        };
        let (kind, id) = match who.split_once(':') {
            Some((kind @ ("admin" | "user" | "app"), id)) => (kind, Some(id)),
            _ if who == "command" => (who, None),
            _ => ("node", Some(who)),
        };
        Self {
            kind: kind.to_owned(),
            id: id.map(str::to_owned),
            name: None,
            corp_id,
        }
    }

    /// With the name that it has now, as far as the caller sees it.
    pub(crate) fn name(&mut self, view: &View<'_>) {
        let (Some(id), None) = (&self.id, &self.corp_id) else {
            return;
        };
        self.name = match self.kind.as_str() {
            "user" | "admin" => view.user(id).ok().map(|user| user.name.to_owned()),
            "app" => view.app_name(id).map(str::to_owned),
            _ => None,
        };
    }

    /// Whether it is the one whom a caller asks for: `user:ID`, `app:KEY`, `command`, or an id alone.
    pub(crate) fn is(&self, wanted: &str) -> bool {
        let Some(id) = &self.id else {
            return wanted == self.kind;
        };
        let whole = wanted.split_once(':');
        wanted == id || whole.is_some_and(|(kind, of)| kind == self.kind && of == id)
    }
}

/// What something happened to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Object {
    /// `user`, `department`, `role` and so on.
    pub kind: String,
    /// Its id among its kind; the organization's own is its corpId.
    pub id: String,
    /// What it is, or was, called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Object {
    /// A record by its key and a state of it as told.
    pub(crate) fn of(key: &RecordKey, state: &Value) -> Self {
        let id = match key {
            RecordKey::Organization => state["corpId"].as_str().unwrap_or_default().to_owned(),
            key => key.key(),
        };
        let name = state["name"].as_str().filter(|name| !name.is_empty());
        Self {
            kind: camel_case(key.kind()),
            id,
            name: name.map(str::to_owned),
        }
    }

    /// Whether it is the one that a caller asks for: `KIND:ID`, or an id alone.
    pub(crate) fn is(&self, wanted: &str) -> bool {
        wanted == self.id
            || wanted
                .split_once(':')
                .is_some_and(|(kind, id)| kind == self.kind && id == self.id)
    }
}

/// `user.added`, `user.changed` or `user.removed`, by which of the states are there.
pub(crate) fn kind(object: &Object, was_there: bool, is_there: bool) -> String {
    let what = match (was_there, is_there) {
        (false, _) => "added",
        (true, true) => "changed",
        (true, false) => "removed",
    };
    format!("{}.{what}", object.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_did_something_is_told_apart() {
        let told = |text: &str| serde_json::to_string(&Actor::read(text)).expect("a plain struct");
        insta::assert_snapshot!(told("user:ann"), @r#"{"kind":"user","id":"ann"}"#);
        insta::assert_snapshot!(told("admin:ann"), @r#"{"kind":"admin","id":"ann"}"#);
        insta::assert_snapshot!(told("app:dingx"), @r#"{"kind":"app","id":"dingx"}"#);
        insta::assert_snapshot!(told("command"), @r#"{"kind":"command"}"#);
        insta::assert_snapshot!(told("orgbook of ding2"), @r#"{"kind":"node","id":"orgbook","corpId":"ding2"}"#);
        insta::assert_snapshot!(told("user:a:b of ding2"), @r#"{"kind":"user","id":"a:b","corpId":"ding2"}"#);
        let ann = Actor::read("user:ann");
        assert!(ann.is("ann") && ann.is("user:ann"));
        assert!(!ann.is("app:ann") && !ann.is("an") && !ann.is("user"));
        let command = Actor::read("command");
        assert!(command.is("command") && !command.is("user"));
    }
}
