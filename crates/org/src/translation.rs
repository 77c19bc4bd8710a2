//! Translations of files with placeholders: asked for, ended, forgotten.

use crate::{AppKey, Millis, TranslationId, UserId, limits};
use serde::{Deserialize, Serialize};

/// A translation of files that an app asked for on behalf of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// Its id, unique over the installation.
    pub id: TranslationId,
    /// The app that asked, within whose Contacts scope names are told.
    pub app: AppKey,
    /// The person for whom it is done, and who may fetch the result.
    pub userid: UserId,
    /// What is translated.
    pub files: Vec<TranslationFile>,
    /// The name of the result.
    pub result_name: String,
    /// When it was asked for.
    pub started_at: Millis,
    /// How it ended; absent as long as it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<TranslationEnd>,
}

/// One of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationFile {
    /// Under which it was uploaded.
    pub media_id: String,
    /// Its name in the result.
    pub name: String,
}

/// How a translation ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationEnd {
    /// When.
    pub at: Millis,
    /// Why it failed; absent when it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl Translation {
    /// When its result is forgotten, and the translation with it.
    pub fn kept_until(&self) -> Millis {
        Millis(self.started_at.0 + limits::RESULT_KEPT_MS)
    }

    /// Whether it has ended well.
    pub fn is_done(&self) -> bool {
        self.end.as_ref().is_some_and(|end| end.failure.is_none())
    }
}
