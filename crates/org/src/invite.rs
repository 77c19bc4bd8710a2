//! How people who are no members yet ask to become some: invitations, applications, and whose applications are not shown.

use crate::{DepartmentId, Millis, Mobile, OrgId, UserId};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A link that somebody made. Another that needs nothing stored leads in until links are reset; see
/// [`crate::View::link_signature`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// What nobody can guess.
    pub code: String,
    /// The department into which it leads; the root for `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Who made it, where a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inviter: Option<UserId>,
    /// The only number that may apply with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Mobile>,
    /// When it was made.
    pub created_at: Millis,
    /// From when on it leads nowhere.
    pub expires_at: Millis,
}

/// A signed-in person of another organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Which organization.
    pub org: OrgId,
    /// The person there.
    pub userid: UserId,
}

/// Somebody asks to become a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its id.
    pub id: String,
    /// The name that was given.
    pub name: String,
    /// The number. Nobody has checked it where there is no applicant.
    pub mobile: Mobile,
    /// A few words to the administrators.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub greeting: String,
    /// Who it is, where the person was signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<Applicant>,
    /// Into which department; the root for `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Who invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inviter: Option<UserId>,
    /// When.
    pub applied_at: Millis,
}

/// A number whose applications are not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocked {
    /// The number.
    pub mobile: Mobile,
    /// The name in the application that was blocked.
    pub name: String,
    /// When it was blocked.
    pub at: Millis,
}

/// How an application ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// An administrator let the person in.
    Approved,
    /// The organization lets people in without asking anybody.
    LetIn,
    /// An administrator said no.
    Rejected,
    /// An administrator said no and hid what follows.
    Blocked,
}

/// An application that has ended: a history row of the kind [`Decided::KIND`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The application.
    pub application: Application,
    /// How it ended.
    pub decision: Decision,
    /// Whom the person became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userid: Option<UserId>,
}

impl Decided {
    /// The kind of its history rows. Their time is that of the decision.
    pub const KIND: &'static str = "application";

    /// Reads a history row's body; `None` for what no version has written.
    pub fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }
}

/// Everything of this kind that an organization has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Invites {
    pub(crate) all: OrdMap<String, Arc<Invite>>,
    pub(crate) applications: OrdMap<String, Arc<Application>>,
    /// Which application is whose.
    pub(crate) applicants: OrdMap<String, String>,
    pub(crate) blocked: OrdMap<String, Arc<Blocked>>,
}

impl Invites {
    pub(crate) fn set(&mut self, invite: &Invite) {
        self.all
            .insert(invite.code.clone(), Arc::new(invite.clone()));
    }

    pub(crate) fn set_application(&mut self, application: &Application) {
        let id = application.id.clone();
        self.applicants
            .insert(application.mobile.to_string(), id.clone());
        self.applications.insert(id, Arc::new(application.clone()));
    }

    pub(crate) fn remove_application(&mut self, id: &str) {
        if let Some(application) = self.applications.remove(id) {
            self.applicants.remove(&application.mobile.to_string());
        }
    }

    pub(crate) fn block(&mut self, blocked: &Blocked) {
        let key = blocked.mobile.to_string();
        self.blocked.insert(key, Arc::new(blocked.clone()));
    }

    pub(crate) fn of_mobile(&self, mobile: &Mobile) -> Option<&Arc<Application>> {
        let id = self.applicants.get(&mobile.to_string())?;
        self.applications.get(id)
    }
}
