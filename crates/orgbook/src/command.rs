//! What an operator can have done. A command is data: the process that was started carries it out itself, or hands it to
//! the server that has the data; both run the same function.

mod app;
mod industry;
mod log;
mod organization;
mod partner;
mod user;

pub use app::NewApp;
pub use log::{AuditQuestion, Form};
pub use organization::NewOrganization;

use crate::demo::{self, Plan};
use crate::limits;
use endpoint::Fault;
use engine::{Engine, WriteError};
use org::{Authentication, DepartmentId, JoiningFields, OrgId, SignInProvider, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use store::StoreError;
use tokio::sync::mpsc;

/// One command with all it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// `org new`.
    OrgNew(NewOrganization),
    /// `org set-authentication`.
    OrgSetAuthentication {
        /// The organization.
        org: OrgId,
        /// `None` is not authenticated.
        authentication: Option<Authentication>,
    },
    /// `org set-invitation`.
    OrgSetInvitation {
        /// The organization.
        org: OrgId,
        /// What changes.
        joining: JoiningFields,
    },
    /// `org set-creator`.
    OrgSetCreator {
        /// The organization.
        org: OrgId,
        /// One of its people.
        userid: String,
    },
    /// `org set-sign-in-provider`, `org remove-sign-in-provider`.
    OrgSetSignInProvider {
        /// The organization.
        org: OrgId,
        /// `None` is none.
        provider: Option<SignInProvider>,
        /// What Orgbook shows there.
        secret: Option<String>,
    },
    /// `org sso-secret`.
    OrgSsoSecret {
        /// The organization.
        org: OrgId,
    },
    /// `app new`.
    AppNew(NewApp),
    /// `user password`.
    UserPassword {
        /// The organization.
        org: OrgId,
        /// The person.
        userid: String,
        /// The password, which has to keep the rules.
        password: String,
    },
    /// `user token`.
    UserToken {
        /// The organization.
        org: OrgId,
        /// The person.
        userid: String,
    },
    /// `explain`.
    Explain {
        /// The organization.
        org: OrgId,
        /// Who looks.
        viewer: String,
        /// At whom.
        target: String,
    },
    /// `org set-linking-limits`.
    OrgSetLinkingLimits {
        /// The organization.
        org: OrgId,
        /// How many upstream-downstream organizations it may own; what everybody may for `None`.
        owned_max: Option<usize>,
        /// How many people of partners it takes in; what everybody may for `None`.
        people_max: Option<u64>,
    },
    /// `partner apply`.
    PartnerApply {
        /// In which organization to take part.
        host: OrgId,
        /// Which organization.
        guest: OrgId,
        /// Departments of the guest that take part.
        departments: BTreeSet<DepartmentId>,
        /// Single people of the guest that take part.
        users: BTreeSet<UserId>,
        /// Kinds of data that the host may see.
        share: BTreeSet<String>,
    },
    /// `partner data`.
    PartnerData {
        /// The organization whose figures they are.
        org: OrgId,
        /// An absolute path.
        file: PathBuf,
    },
    /// `industry import`.
    IndustryImport {
        /// The organization.
        org: OrgId,
        /// An absolute path.
        file: PathBuf,
    },
    /// `demo`.
    Demo {
        /// How many people, the creator among them.
        users: u64,
        /// What everything is drawn from.
        seed: u64,
    },
    /// `watch`.
    Watch {
        /// The organization.
        org: OrgId,
        /// Whether what has happened before is told first.
        from_start: bool,
        /// How lines are written.
        form: Form,
    },
    /// `audit`.
    Audit(AuditQuestion),
    /// `verify`.
    Verify {},
    /// `backup`.
    Backup {
        /// An absolute path.
        file: PathBuf,
    },
}

impl Command {
    /// Whether its answer is lines.
    pub fn tells_lines(&self) -> bool {
        matches!(self, Self::Watch { .. } | Self::Audit(_))
    }

    /// Whether it waits for what others do.
    pub fn waits_for_others(&self) -> bool {
        matches!(self, Self::Watch { .. })
    }

    /// Whether it makes sense where there is nothing yet.
    pub fn may_begin(&self) -> bool {
        matches!(self, Self::OrgNew(_) | Self::Demo { .. })
    }
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What `--json` prints.
    pub answer: Value,
    /// Set when the command was carried out and found something wrong.
    bad: bool,
}

impl Outcome {
    /// Whether the process should say so with its exit code.
    pub fn is_bad(&self) -> bool {
        self.bad
    }
}

/// Why a command was not carried out: a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CommandError(pub String);

impl From<WriteError> for CommandError {
    fn from(error: WriteError) -> Self {
        Self(match error {
            WriteError::Fault(Fault::Refused(refusal)) => refusal.to_string(),
            WriteError::NoSuchOrganization(id) => format!(
                "there is no organization {id}; `orgbook org new` makes one and prints its corpId"
            ),
            other => other.to_string(),
        })
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

/// Something said while a command is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// How far it has come; the next replaces it, and none is missed.
    Progress(String),
    /// Something that stays.
    Remark(String),
    /// A line of the answer.
    Line(String),
}

/// Where a running command says things.
#[derive(Clone)]
pub struct Progress(mpsc::Sender<Said>);

impl Progress {
    /// The two ends.
    pub fn new() -> (Self, mpsc::Receiver<Said>) {
        let (sender, receiver) = mpsc::channel(limits::LINES_WAITING);
        (Self(sender), receiver)
    }

    /// Tells how far it has come; lost when nobody keeps up.
    pub fn tell(&self, text: String) {
        let _ = self.0.try_send(Said::Progress(text));
    }

    /// Gives a line of the answer.
    pub async fn line(&self, text: String) {
        let _ = self.0.send(Said::Line(text)).await;
    }

    /// Says something that must arrive as long as anybody listens.
    pub async fn remark(&self, text: String) {
        let _ = self.0.send(Said::Remark(text)).await;
    }
}

/// Carries out a command.
///
/// # Errors
/// A sentence that says what to do.
pub async fn run(
    command: Command,
    engine: &Engine,
    progress: &Progress,
) -> Result<Outcome, CommandError> {
    let answer = match command {
        Command::OrgNew(new) => organization::create(engine, new).await?,
        Command::OrgSetAuthentication {
            org,
            authentication,
        } => organization::set_authentication(engine, &org, authentication).await?,
        Command::OrgSetInvitation { org, joining } => {
            organization::set_invitation(engine, &org, joining).await?
        }
        Command::OrgSetSignInProvider {
            org,
            provider,
            secret,
        } => organization::set_sign_in_provider(engine, &org, provider, secret).await?,
        Command::OrgSsoSecret { org } => organization::reset_sso_secret(engine, &org).await?,
        Command::OrgSetCreator { org, userid } => {
            organization::set_creator(engine, &org, userid).await?
        }
        Command::AppNew(new) => app::create(engine, new).await?,
        Command::UserPassword {
            org,
            userid,
            password,
        } => user::set_password(engine, &org, &userid, password).await?,
        Command::UserToken { org, userid } => user::issue_token(engine, &org, &userid).await?,
        Command::Explain {
            org,
            viewer,
            target,
        } => user::explain(engine, &org, &viewer, &target).await?,
        Command::OrgSetLinkingLimits {
            org,
            owned_max,
            people_max,
        } => partner::set_limits(engine, &org, owned_max, people_max).await?,
        Command::PartnerApply {
            host,
            guest,
            departments,
            users,
            share,
        } => partner::apply(engine, &host, &guest, (departments, users), share).await?,
        Command::PartnerData { org, file } => partner::data(engine, &org, &file).await?,
        Command::IndustryImport { org, file } => {
            industry::import(engine, &org, &file, progress).await?
        }
        Command::Demo { users, seed } => {
            demo::synthetic::make(engine, Plan::new(users, seed), progress).await?
        }
        Command::Watch {
            org,
            from_start,
            form,
        } => log::watch(engine, &org, from_start, form, progress).await?,
        Command::Audit(question) => log::audit(engine, question, progress).await?,
        Command::Verify {} => return verify(engine, progress).await,
        Command::Backup { file } => backup(engine, &file).await?,
    };
    Ok(Outcome { answer, bad: false })
}

async fn verify(engine: &Engine, progress: &Progress) -> Result<Outcome, CommandError> {
    let mut count = 0_u64;
    let verified = engine
        .verify(&mut |org, entries| {
            count += 1;
            progress.tell(format!(
                "{count} organizations, {entries} entries; {org} is replayed"
            ));
        })
        .await?;
    for difference in &verified.differences {
        progress.remark(difference.clone()).await;
    }
    let answer = json!({
        "organizations": verified.organizations,
        "entries": verified.entries,
        "differences": verified.differences.len(),
    });
    Ok(Outcome {
        answer,
        bad: !verified.differences.is_empty(),
    })
}

async fn backup(engine: &Engine, file: &Path) -> Result<Value, CommandError> {
    let report = engine.store().backup(file).await?;
    Ok(json!({ "bytes": report.bytes, "entries": report.entries }))
}
