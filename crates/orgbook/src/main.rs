//! The binary: command line, configuration, wiring. No logic of its own.

mod arguments;
mod command;
mod config;
mod demo;
mod folder;
mod limits;
mod local;
mod node;
mod output;
mod password;
mod serve;

use anyhow::{Context, Result, bail};
use arguments::{
    AppVerb, Arguments, Common, ConfigVerb, IndustryVerb, Level, OrgVerb, PartnerVerb,
    SetAuthentication, Switch, UserVerb, Verb,
};
use clap::Parser;
use command::{AuditQuestion, Command, Form, NewApp, NewOrganization, Outcome};
use config::Configuration;
use folder::DataFolder;
use org::{Authentication, AuthenticationLevel, DepartmentId, JoiningFields, OrgId, UserId};
use std::path::Path;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Tasks that a thread runs before it looks for what has arrived. A lane that waits for its store is served before the calls
/// that queue behind it, instead of after all of them; looking costs less than a microsecond.
const TASKS_BETWEEN_EVENTS: u32 = 4;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .event_interval(TASKS_BETWEEN_EVENTS)
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(dispatch(arguments)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    output::complain(&format!("{error:#}"));
    ExitCode::FAILURE
}

async fn dispatch(arguments: Arguments) -> Result<ExitCode> {
    let Arguments { common, verb } = arguments;
    match verb {
        Verb::Serve(arguments) => {
            let configuration = Configuration::read(&common, Some(&arguments));
            serve::serve(&common, configuration, arguments.demo).await
        }
        Verb::Config(ConfigVerb::Check) => {
            config::check(Configuration::read(&common, None), common.json)
        }
        Verb::Config(ConfigVerb::Show) => {
            config::show(&Configuration::read(&common, None), common.json)?;
            Ok(ExitCode::SUCCESS)
        }
        Verb::Restore { file } => restore(&common, &file).await,
        verb => {
            let command = command_of(verb, common.json)?;
            let tells_lines = command.tells_lines();
            let explains = matches!(command, Command::Explain { .. });
            let outcome = local::carry_out(&common, command).await?;
            if tells_lines {
                return Ok(ExitCode::SUCCESS);
            }
            if explains && !common.json {
                output::explanation(&outcome.answer);
                return Ok(ExitCode::SUCCESS);
            }
            Ok(tell(&outcome, common.json))
        }
    }
}

fn tell(outcome: &Outcome, json: bool) -> ExitCode {
    output::answer(&outcome.answer, json);
    if outcome.is_bad() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// What the command line asks for, with all that only the caller's side knows: its files, its terminal.
fn command_of(verb: Verb, json: bool) -> Result<Command> {
    Ok(match verb {
        Verb::Org(OrgVerb::New(new)) => Command::OrgNew(NewOrganization {
            name: new.name,
            admin: new.admin,
            mobile: new.mobile,
            admin_userid: new.admin_userid,
        }),
        Verb::Org(OrgVerb::SetAuthentication(set)) => Command::OrgSetAuthentication {
            org: OrgId::new(&set.org),
            authentication: authentication(set),
        },
        Verb::Org(OrgVerb::SetInvitation(set)) => Command::OrgSetInvitation {
            org: OrgId::new(&set.org),
            joining: JoiningFields {
                invitations: set.invitations.map(Switch::is_on),
                by_name: set.by_name.map(Switch::is_on),
                by_code: set.by_code.map(Switch::is_on),
                by_link: set.by_link.map(Switch::is_on),
                address: set.address,
                reset_links: set.reset_links,
                without_approval: set.approval.map(|switch| !switch.is_on()),
                admins_alone: set.members_invite.map(|switch| !switch.is_on()),
                nobody_leaves: set.members_leave.map(|switch| !switch.is_on()),
            },
        },
        Verb::Org(OrgVerb::SetCreator(set)) => Command::OrgSetCreator {
            org: OrgId::new(&set.org),
            userid: set.userid,
        },
        Verb::Org(OrgVerb::SetSignInProvider(set)) => Command::OrgSetSignInProvider {
            org: OrgId::new(&set.org),
            provider: Some(org::SignInProvider {
                issuer: set.issuer,
                client_id: set.client_id,
                scope: set.scope,
                claim: set.claim,
            }),
            secret: set.secret_stdin.then(password::read_line).transpose()?,
        },
        Verb::Org(OrgVerb::RemoveSignInProvider { org }) => Command::OrgSetSignInProvider {
            org: OrgId::new(&org),
            provider: None,
            secret: None,
        },
        Verb::Org(OrgVerb::SsoSecret { org }) => Command::OrgSsoSecret {
            org: OrgId::new(&org),
        },
        Verb::App(AppVerb::New(new)) => Command::AppNew(NewApp {
            name: new.name,
            org: OrgId::new(&new.org),
            grant: new.grant.0,
            scope: new.scope.0,
            redirect_uris: new.redirect,
            allowed_addresses: new.allow_ip,
        }),
        Verb::User(UserVerb::Password { org, userid, stdin }) => Command::UserPassword {
            org: OrgId::new(&org),
            userid,
            password: password::ask(stdin)?,
        },
        Verb::User(UserVerb::Token { org, userid }) => Command::UserToken {
            org: OrgId::new(&org),
            userid,
        },
        Verb::Explain {
            org,
            viewer,
            target,
        } => Command::Explain {
            org: OrgId::new(&org),
            viewer,
            target,
        },
        Verb::Org(OrgVerb::SetLinkingLimits { org, owned, people }) => {
            Command::OrgSetLinkingLimits {
                org: OrgId::new(&org),
                owned_max: owned,
                people_max: people,
            }
        }
        Verb::Partner(PartnerVerb::Apply {
            host,
            guest,
            departments,
            users,
            share,
        }) => Command::PartnerApply {
            host: OrgId::new(&host),
            guest: OrgId::new(&guest),
            departments: departments.into_iter().map(DepartmentId).collect(),
            users: users.iter().map(|id| UserId::new(id)).collect(),
            share: share.into_iter().collect(),
        },
        Verb::Partner(PartnerVerb::Data { file, org }) => Command::PartnerData {
            org: OrgId::new(&org),
            file: absolute(&file)?,
        },
        Verb::Industry(IndustryVerb::Import { file, org }) => Command::IndustryImport {
            org: OrgId::new(&org),
            file: absolute(&file)?,
        },
        Verb::Demo { users, seed } => Command::Demo { users, seed },
        Verb::Watch { org, from_start } => Command::Watch {
            org: OrgId::new(&org),
            from_start,
            form: if json { Form::Json } else { Form::Text },
        },
        Verb::Audit(audit) => Command::Audit(AuditQuestion {
            org: OrgId::new(&audit.org),
            from: audit.from.map(|time| time.0),
            to: audit.to.map(|time| time.0),
            actor: audit.actor,
            object: audit.object,
            kind: audit.kind,
            limit: audit.limit,
            form: match (audit.csv, json) {
                (true, _) => Form::Csv,
                (false, true) => Form::Json,
                (false, false) => Form::Text,
            },
        }),
        Verb::Verify => Command::Verify {},
        Verb::Backup { file } => Command::Backup {
            file: absolute(&file)?,
        },
        Verb::Serve(_) | Verb::Config(_) | Verb::Restore { .. } => {
            bail!("this command has no form that a server could carry out")
        }
    })
}

/// What a license says, unless the organization has none.
fn authentication(set: SetAuthentication) -> Option<Authentication> {
    let level = match set.level {
        Level::None => return None,
        Level::High => AuthenticationLevel::High,
        Level::Middle => AuthenticationLevel::Middle,
    };
    Some(Authentication {
        level,
        license_name: set.license_name.unwrap_or_default(),
        registration_number: set.registration_number.unwrap_or_default(),
        social_credit_code: set.social_credit_code.unwrap_or_default(),
        organization_code: set.organization_code.unwrap_or_default(),
        legal_person: set.legal_person.unwrap_or_default(),
        license_url: set.license_url.unwrap_or_default(),
    })
}

/// The server that may carry a command out has a working directory of its own.
fn absolute(file: &Path) -> Result<std::path::PathBuf> {
    std::path::absolute(file).with_context(|| format!("{} is no file name", file.display()))
}

async fn restore(common: &Common, file: &Path) -> Result<ExitCode> {
    let folder = DataFolder::create(&common.data)?;
    let Some(lock) = folder.try_lock()? else {
        bail!(
            "{} is in use; restore into an empty data folder, with no server running on it",
            folder.path().display()
        );
    };
    lock.keep();
    let settings = Configuration::read(common, None).settings()?;
    let store = node::open_store(&settings.store, &folder).await?;
    let report = store.restore(file).await?;
    let answer = serde_json::json!({ "bytes": report.bytes, "entries": report.entries });
    output::answer(&answer, common.json);
    Ok(ExitCode::SUCCESS)
}
