//! What the rows of a plan are about: people, departments or external contacts.

use super::act;
use super::cells::{self, Cells, Known};
use super::plan::Row;
use super::{contacts, departments};
use crate::prelude::*;
use org::{Module, Refusal, Sentence};

/// Whom or what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum About {
    /// Members.
    #[default]
    People,
    /// Departments.
    Departments,
    /// External contacts.
    ExternalContacts,
}

/// What a row does to a draft.
pub(super) type Act = fn(&mut Draft, &Row) -> Result<(), Refusal>;

impl About {
    /// By its name on the wire; people when none is said.
    pub(super) fn named(name: Option<&str>) -> Reply<Self> {
        match name {
            None | Some("" | "people") => Ok(Self::People),
            Some("departments") => Ok(Self::Departments),
            Some("externalContacts") => Ok(Self::ExternalContacts),
            Some(other) => {
                let detail = sentence!(
                    "about is people, departments or externalContacts, got {other}",
                    "about 为 people、departments 或 externalContacts，收到的是 {other}"
                );
                Err(Fault::invalid("about", detail))
            }
        }
    }

    pub(super) fn is_people(&self) -> bool {
        *self == Self::People
    }

    /// The module that one has to administer.
    fn module(self) -> Module {
        match self {
            Self::People | Self::Departments => Module::Contacts,
            Self::ExternalContacts => Module::ExternalContacts,
        }
    }

    /// Refuses who may not work on such a plan or file.
    pub(super) fn check_open(self, view: &View<'_>) -> Reply<()> {
        let module = self.module();
        let own = view.administrator().ok_or(NOT_ALLOWED)?;
        if !own.covers(module) {
            let why = sentence!(
                "this needs an administrator with the module {name}",
                "这需要有 {name} 模块权限的管理员",
                name = module.as_str()
            );
            return Err(Fault::Coded {
                code: NOT_ALLOWED,
                detail: Some(why.into()),
                extra: vec![(
                    "accessdenieddetail",
                    serde_json::json!({ "requiredModules": [module.as_str()] }),
                )],
            });
        }
        if self == Self::ExternalContacts && !own.is_whole() {
            let why = sentence!(
                "this needs an administrator of the whole organization",
                "这需要管理整个组织的管理员"
            );
            return Err(Fault::because(NOT_ALLOWED, why));
        }
        Ok(())
    }

    pub(super) fn known(self) -> &'static [Known] {
        match self {
            Self::People => cells::KNOWN,
            Self::Departments => departments::KNOWN,
            Self::ExternalContacts => contacts::KNOWN,
        }
    }

    /// The column that tells which one is meant.
    pub(super) fn id_key(self) -> &'static str {
        match self {
            Self::People => cells::USER_ID,
            Self::Departments => departments::ID,
            Self::ExternalContacts => contacts::ID,
        }
    }

    /// What stands above a column; else its key.
    pub(super) fn titled(self, key: &str, chinese: bool) -> &str {
        let known = self.known().iter().find(|known| known.key == key);
        match known {
            Some(known) if chinese => known.chinese,
            Some(known) => known.english,
            None => cells::titled(key, chinese),
        }
    }

    /// What stands in a cell as it is compared and stored, or what is wrong with it.
    pub(super) fn checked(
        self,
        view: &View<'_>,
        key: &str,
        text: &str,
    ) -> Result<String, Sentence> {
        match self {
            Self::People => cells::checked(view, key, text),
            Self::Departments => departments::checked(view, key, text),
            Self::ExternalContacts => contacts::checked(view, key, text),
        }
    }

    /// Carries a row out.
    pub(super) fn apply(self) -> Act {
        match self {
            Self::People => act::apply,
            Self::Departments => departments::apply,
            Self::ExternalContacts => contacts::apply,
        }
    }

    /// Takes a row back.
    pub(super) fn undo(self) -> Act {
        match self {
            Self::People => act::undo,
            Self::Departments => departments::undo,
            Self::ExternalContacts => contacts::undo,
        }
    }

    /// What tells two rows about the same apart from others.
    pub(super) fn met_as(self, view: &View<'_>, row: &Row) -> String {
        match self {
            Self::ExternalContacts => contacts::number_of(view, row),
            Self::People | Self::Departments => row.user_id.clone(),
        }
    }

    /// What is said of the second of them.
    pub(super) fn twice(self) -> Sentence {
        match self {
            Self::People => sentence!(
                "the person stands in this file twice",
                "这个人在文件里出现了两次"
            ),
            Self::Departments => sentence!(
                "the department stands in this file twice",
                "这个部门在文件里出现了两次"
            ),
            Self::ExternalContacts => sentence!(
                "the contact stands in this file twice",
                "这个联系人在文件里出现了两次"
            ),
        }
    }
}

/// The columns that a file may have.
pub(super) struct Columns {
    pub(super) about: About,
    /// The organization's own fields of people or external contacts.
    own: Vec<(String, String)>,
    /// Columns of built-in fields that the organization calls otherwise.
    renamed: Vec<(&'static str, String)>,
}

impl Columns {
    pub(super) fn of(about: About, view: &View<'_>) -> Self {
        let (mut own, mut renamed) = (Vec::new(), Vec::new());
        match about {
            About::People => own = cells::custom(view),
            About::Departments => {}
            About::ExternalContacts => {
                for field in &view.contact_fields().fields {
                    match field.built_in() {
                        None => own.push((field.id.clone(), field.shown_label().to_owned())),
                        Some(_) if field.label.is_empty() => {}
                        Some(known) => {
                            renamed.push((contacts::column_of(known.id), field.label.clone()));
                        }
                    }
                }
            }
        }
        Self {
            about,
            own,
            renamed,
        }
    }

    /// The column that a title stands above.
    pub(super) fn key_of(&self, title: &str) -> Option<String> {
        if self.about.is_people() {
            return cells::key_of(&self.own, title);
        }
        let title = title.trim().trim_matches(['*', '＊']).trim();
        let same = |known: &&Known| {
            known.chinese == title
                || known.english.eq_ignore_ascii_case(title)
                || known.key.eq_ignore_ascii_case(title)
        };
        let known = self.about.known().iter().find(same).map(|known| known.key);
        let called = |name: &str| name.eq_ignore_ascii_case(title);
        let mut renamed = self.renamed.iter();
        let known = known.or_else(|| {
            let found = renamed.find(|(_, label)| called(label));
            found.map(|(key, _)| *key)
        });
        let mut own = self.own.iter();
        known.map(str::to_owned).or_else(|| {
            let found = own.find(|(id, label)| called(id) || called(label));
            found.map(|(id, _)| format!("{}{id}", cells::CUSTOM))
        })
    }

    /// The titles of a template, and the columns below them.
    pub(super) fn titles(&self, view: &View<'_>, english: bool) -> Vec<(String, String, bool)> {
        if self.about.is_people() {
            return cells::columns(view, english);
        }
        let known = self.about.known().iter();
        let titles = known.map(|known| {
            let mut renamed = self.renamed.iter();
            let title = match renamed.find(|(key, _)| *key == known.key) {
                Some((_, label)) => label,
                None if english => known.english,
                None => known.chinese,
            };
            (known.key.to_owned(), title.to_owned(), known.required)
        });
        let own = self.own.iter();
        let own = own.map(|(id, label)| (format!("{}{id}", cells::CUSTOM), label.clone(), false));
        titles.chain(own).collect()
    }
}

/// The first of some columns that is otherwise than expected, as it is told.
pub(super) fn check_same(
    about: About,
    now: &Cells,
    expected: &Cells,
    is_same: impl Fn(&str) -> Option<bool>,
) -> Result<(), Refusal> {
    let mut differing = expected.iter().filter(|(key, text)| {
        let text_is_same = now.get(*key).map_or("", String::as_str) == text.as_str();
        !is_same(key).unwrap_or(text_is_same)
    });
    differing.next().map_or(Ok(()), |(key, _)| {
        let (english, chinese) = (about.titled(key, false), about.titled(key, true));
        Err(Refusal::Invalid(sentence!(
            "{english} has been changed by somebody else since",
            "{chinese}后来被别人改过"
        )))
    })
}
