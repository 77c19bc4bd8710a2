//! The command line, as clap reads it.

use crate::config::{ListenAddress, StoreUrl};
use clap::{Args, Parser, Subcommand, ValueEnum};
use org::Millis;
use std::path::PathBuf;
use std::str::FromStr;

/// A self-hosted organization directory that speaks the DingTalk Contacts API.
#[derive(Debug, Parser)]
#[command(name = "orgbook", version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub verb: Verb,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Folder with everything this node keeps.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "ORGBOOK_DATA",
        hide_env_values = true,
        default_value = "./data"
    )]
    pub data: PathBuf,
    /// Print one JSON object instead of a table or a sentence.
    #[arg(long, global = true)]
    pub json: bool,
    /// Configuration file [default: DIR/orgbook.toml].
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where organizations are stored: sqlite:PATH or postgres://… [env: ORGBOOK_STORE].
    #[arg(long, global = true, value_name = "URL")]
    pub store: Option<StoreUrl>,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Serve everything on one address.
    Serve(Serve),
    /// Organizations.
    #[command(subcommand)]
    Org(OrgVerb),
    /// Apps of an organization.
    #[command(subcommand)]
    App(AppVerb),
    /// People of an organization.
    #[command(subcommand)]
    User(UserVerb),
    /// Say why one person sees another or not, surface by surface and field by field.
    Explain {
        /// The organization.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
        /// Who looks.
        #[arg(long, value_name = "USERID")]
        viewer: String,
        /// At whom.
        #[arg(long, value_name = "USERID")]
        target: String,
    },
    /// Organizations that take part in others: upstream-downstream, and trunk and branch.
    #[command(subcommand)]
    Partner(PartnerVerb),
    /// Industry contacts of an organization.
    #[command(subcommand)]
    Industry(IndustryVerb),
    /// Make a synthetic organization; the same seed makes the same organization.
    Demo {
        /// How many people it has.
        #[arg(long, value_parser = clap::value_parser!(u64).range(1..=org::limits::USERS_MAX as u64))]
        users: u64,
        /// What names, numbers and departments are drawn from.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Show everything that happens in an organization, as it happens.
    Watch {
        /// The organization.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
        /// Begin with what has happened so far.
        #[arg(long)]
        from_start: bool,
    },
    /// Say who did what, from where, and what was before and after, the newest first.
    Audit(Audit),
    /// Replay every organization's log and compare it with the stored state.
    Verify,
    /// Write a consistent copy of the store, also while serving.
    Backup {
        /// File to write; must not exist.
        file: PathBuf,
    },
    /// Fill an empty data folder from a backup.
    Restore {
        /// File that `backup` wrote.
        file: PathBuf,
    },
    /// The configuration.
    #[command(subcommand)]
    Config(ConfigVerb),
}

#[derive(Debug, Args)]
pub struct Audit {
    /// The organization.
    #[arg(long, value_name = "CORP_ID")]
    pub org: String,
    /// Not before this time: a day such as 2026-11-29, a time such as 2026-11-29T08:00:00+08:00, or milliseconds since 1970.
    #[arg(long, value_name = "TIME")]
    pub from: Option<Time>,
    /// Before this time.
    #[arg(long, value_name = "TIME")]
    pub to: Option<Time>,
    /// By whom: user:USERID, admin:USERID, app:APPKEY, command, or an id alone.
    #[arg(long, value_name = "WHO")]
    pub actor: Option<String>,
    /// To what: user:USERID, department:DEPT_ID and so on, or an id alone.
    #[arg(long, value_name = "WHAT")]
    pub object: Option<String>,
    /// What: a kind of object such as user, or what happened to it such as user.added.
    #[arg(long)]
    pub kind: Option<String>,
    /// At most so many.
    #[arg(long, value_name = "NUMBER")]
    pub limit: Option<u64>,
    /// Print comma-separated values.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// A time as people write it. A day begins in the organizations' time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time(pub Millis);

impl FromStr for Time {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(millis) = text.parse() {
            return Ok(Self(Millis(millis)));
        }
        if let Ok(time) = text.parse::<jiff::Timestamp>() {
            return Ok(Self(Millis(time.as_millisecond())));
        }
        let day = text.parse::<jiff::civil::Date>().ok();
        let begin = day.and_then(endpoint::china::bounds);
        begin.map(|(begin, _)| Self(begin)).ok_or_else(|| {
            format!(
                "`{text}` is no day such as 2026-11-29 and no time such as 2026-11-29T08:00:00Z"
            )
        })
    }
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:7070].
    #[arg(long, value_name = "HOST:PORT")]
    pub listen: Option<ListenAddress>,
    /// Make a demo organization on first start and say how to sign in.
    #[arg(long)]
    pub demo: bool,
}

#[derive(Debug, Subcommand)]
pub enum OrgVerb {
    /// Found an organization with its creator as main administrator.
    New(OrgNew),
    /// Say who an organization is by law, or that it is not authenticated; what is left out is emptied.
    SetAuthentication(SetAuthentication),
    /// Open and close ways to become a member; what is left out stays as it is.
    SetInvitation(SetInvitation),
    /// Say how many upstream-downstream organizations it may own, and how many people of partners it takes in if it is one; what is left
    /// out is what everybody may.
    SetLinkingLimits {
        /// The organization.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
        /// Upstream-downstream organizations that it may own.
        #[arg(long, value_name = "NUMBER")]
        owned: Option<usize>,
        /// People of partners that it takes in.
        #[arg(long, value_name = "NUMBER")]
        people: Option<u64>,
    },
    /// Make somebody the creator and main administrator instead of the one who is, who stays a member.
    SetCreator(SetCreator),
    /// Let an OpenID Connect provider of its own sign in its SSO enterprise accounts.
    SetSignInProvider(SetSignInProvider),
    /// Let no provider sign anybody in any more.
    RemoveSignInProvider {
        /// The organization.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
    },
    /// Make a new secret for the consoles of its apps (`/sso/gettoken`) and print it; the one before is worthless from then on.
    SsoSecret {
        /// The organization.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
    },
}

/// How well a license was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Checked well.
    High,
    /// Checked.
    Middle,
    /// Not authenticated.
    None,
}

/// A switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

impl Switch {
    pub fn is_on(self) -> bool {
        self == Self::On
    }
}

#[derive(Debug, Args)]
pub struct SetAuthentication {
    /// The organization.
    #[arg(long, value_name = "CORP_ID")]
    pub org: String,
    /// How well the license was checked.
    #[arg(long)]
    pub level: Level,
    /// Name on the business license.
    #[arg(long, value_name = "NAME", required_if_eq_any([("level", "high"), ("level", "middle")]))]
    pub license_name: Option<String>,
    /// The license's registration number.
    #[arg(long, value_name = "NUMBER")]
    pub registration_number: Option<String>,
    /// Unified social credit code: 18 letters and digits.
    #[arg(long, value_name = "CODE")]
    pub social_credit_code: Option<String>,
    /// Organization code such as 11111111-1.
    #[arg(long, value_name = "CODE")]
    pub organization_code: Option<String>,
    /// Legal representative.
    #[arg(long, value_name = "NAME")]
    pub legal_person: Option<String>,
    /// Address of a picture of the license.
    #[arg(long, value_name = "URL")]
    pub license_url: Option<String>,
}

#[derive(Debug, Args)]
pub struct SetCreator {
    /// The organization.
    #[arg(long, value_name = "CORP_ID")]
    pub org: String,
    /// One of its people, also with another organization's enterprise account.
    #[arg(value_name = "USERID")]
    pub userid: String,
}

#[derive(Debug, Args)]
pub struct SetSignInProvider {
    /// The organization.
    #[arg(long, value_name = "CORP_ID")]
    pub org: String,
    /// The provider's issuer, an address.
    #[arg(long, value_name = "URL")]
    pub issuer: String,
    /// What Orgbook is called there.
    #[arg(long, value_name = "ID")]
    pub client_id: String,
    /// Read the client secret from the first line of standard input; without it Orgbook shows none.
    #[arg(long)]
    pub secret_stdin: bool,
    /// What is asked for.
    #[arg(long, value_name = "WORDS", default_value = "openid profile")]
    pub scope: String,
    /// The claim that holds the userid.
    #[arg(long, value_name = "NAME", default_value = "preferred_username")]
    pub claim: String,
}

#[derive(Debug, Args)]
pub struct SetInvitation {
    /// The organization.
    #[arg(long, value_name = "CORP_ID")]
    pub org: String,
    /// Invitations as a whole.
    #[arg(long)]
    pub invitations: Option<Switch>,
    /// Finding the organization by its name and applying.
    #[arg(long)]
    pub by_name: Option<Switch>,
    /// Applying with the organization's code.
    #[arg(long)]
    pub by_code: Option<Switch>,
    /// Joining by a link.
    #[arg(long)]
    pub by_link: Option<Switch>,
    /// Whether an administrator has to agree to whoever comes.
    #[arg(long)]
    pub approval: Option<Switch>,
    /// Whether everybody may invite.
    #[arg(long)]
    pub members_invite: Option<Switch>,
    /// Whether people leave the organization by themselves.
    #[arg(long)]
    pub members_leave: Option<Switch>,
    /// Page that links lead to; empty for the one of this installation.
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    /// Make the links that were given so far worthless.
    #[arg(long)]
    pub reset_links: bool,
}

#[derive(Debug, Args)]
pub struct OrgNew {
    /// Its name.
    pub name: String,
    /// The creator's name.
    #[arg(long, value_name = "NAME")]
    pub admin: String,
    /// The creator's mobile number: 11 digits, or +CODE-NUMBER outside mainland China.
    #[arg(long)]
    pub mobile: String,
    /// The creator's userid; made up when absent.
    #[arg(long, value_name = "ID")]
    pub admin_userid: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum AppVerb {
    /// Create an internal app and print its secret.
    New(AppNew),
}

#[derive(Debug, Args)]
pub struct AppNew {
    /// Its name.
    pub name: String,
    /// The organization.
    #[arg(long, value_name = "CORP_ID")]
    pub org: String,
    /// Permission points it holds.
    #[arg(long, value_name = "all|CODE,…", default_value = "all")]
    pub grant: AllOr<String>,
    /// Departments it may see and change, each with all below.
    #[arg(long, value_name = "all|DEPT_ID,…", default_value = "all")]
    pub scope: AllOr<i64>,
    /// Addresses that sign-in may lead back to.
    #[arg(long, value_name = "URI,…", value_delimiter = ',')]
    pub redirect: Vec<String>,
    /// Networks it may be called from [default: everywhere].
    #[arg(long, value_name = "CIDR,…", value_delimiter = ',')]
    pub allow_ip: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum UserVerb {
    /// Set the password that signs a person in.
    Password {
        /// The organization.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
        /// The person.
        userid: String,
        /// Read the password from the first line of standard input instead of asking for it.
        #[arg(long)]
        stdin: bool,
    },
    /// Issue a user access token for a person.
    Token {
        /// The organization.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
        /// The person.
        userid: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum PartnerVerb {
    /// Ask to take part in another organization, or choose anew who takes part; everybody when nothing is named.
    Apply {
        /// The trunk, or the upstream-downstream organization.
        #[arg(long, value_name = "CORP_ID")]
        host: String,
        /// The organization that asks.
        #[arg(long, value_name = "CORP_ID")]
        guest: String,
        /// Departments that take part, with all below.
        #[arg(long, value_name = "ID", value_delimiter = ',')]
        departments: Vec<i64>,
        /// Single people that take part.
        #[arg(long, value_name = "USERID", value_delimiter = ',')]
        users: Vec<String>,
        /// Kinds of data that the trunk may see.
        #[arg(long, value_name = "CODE", value_delimiter = ',')]
        share: Vec<String>,
    },
    /// Give figures from JSON Lines to the trunks that may see them.
    Data {
        /// File with one figure in each line: code, day, field, name, value.
        file: PathBuf,
        /// The branch.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum IndustryVerb {
    /// Add or change departments and people from JSON Lines; the whole file is checked before anything is stored.
    Import {
        /// File with one organization, department or user in each line.
        file: PathBuf,
        /// The organization.
        #[arg(long, value_name = "CORP_ID")]
        org: String,
    },
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigVerb {
    /// Say what is wrong with the configuration, and where.
    Check,
    /// Print each value in force and where it came from.
    Show,
}

/// `all`, or a list separated by commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllOr<T>(pub Option<Vec<T>>);

impl<T: FromStr> FromStr for AllOr<T> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self(None));
        }
        text.split(',')
            .map(|part| {
                let part = part.trim();
                match part.parse() {
                    Ok(value) if !part.is_empty() => Ok(value),
                    _ => Err(format!(
                        "`{part}` is not one; give `all` or a list separated by commas"
                    )),
                }
            })
            .collect::<Result<_, _>>()
            .map(|list| Self(Some(list)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_description_of_the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_list_is_all_or_its_parts() {
        assert_eq!("all".parse(), Ok(AllOr::<i64>(None)));
        assert_eq!("1, 2".parse(), Ok(AllOr(Some(vec![1, 2]))));
        assert!("1,,2".parse::<AllOr<i64>>().is_err());
        assert!("".parse::<AllOr<String>>().is_err());
        assert!("one".parse::<AllOr<i64>>().is_err());
    }
}
