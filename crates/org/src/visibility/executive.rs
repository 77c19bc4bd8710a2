//! Executive mode: who may still reach somebody, and how.

use super::Selection;
use crate::UserId;
use serde::{Deserialize, Serialize};

/// A way to contact somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Scene {
    DingSms,
    DingMsg,
    Chat,
    ConferenceVideo,
    Conference,
    VideoCall,
    ConferenceVoip,
    Call,
    /// The search box of phone conferences.
    Search,
    CallCenter,
}

impl Scene {
    /// All of them with their names on the wire.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::DingSms, "DING_SMS"),
        (Self::DingMsg, "DING_MSG"),
        (Self::Chat, "CHAT"),
        (Self::ConferenceVideo, "CONFERENCE_VIDEO"),
        (Self::Conference, "CONFERENCE"),
        (Self::VideoCall, "VIDEO_CALL"),
        (Self::ConferenceVoip, "CONFERENCE_VOIP"),
        (Self::Call, "CALL"),
        (Self::Search, "SEARCH"),
        (Self::CallCenter, "CALL_CENTER"),
    ];

    /// What is blocked of somebody whose mode was switched on without saying what.
    pub const USUAL: [Self; 3] = [Self::DingSms, Self::DingMsg, Self::Call];

    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        let found = Self::ALL.iter().find(|(scene, _)| *scene == self);
        found.map_or("", |(_, name)| name)
    }

    /// The scene of a name on the wire.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map(|(scene, _)| *scene)
    }
}

/// The Executive mode of a person who has it. Without one, a person in Executive mode has the usual scenes blocked and nobody permitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Executive {
    /// The person.
    pub userid: UserId,
    /// Who may contact the person all the same.
    #[serde(default, skip_serializing_if = "Selection::is_empty")]
    pub permitted: Selection,
    /// What is blocked for everybody else.
    pub scenes: Vec<Scene>,
}
