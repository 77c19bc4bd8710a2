//! What calls about signing in have in common.

use super::codes::*;
use crate::people::me::{Power, power};
use crate::prelude::*;
use endpoint::{BrowserSession, Code, FactorState, SignInRefusal, Stage};
use org::Refusal;

/// Codes that every call about signing in may answer.
pub(crate) const FAULTS: &[&Code] = &[
    SIGN_IN_WRONG,
    SIGN_IN_TOO_MANY,
    SIGN_IN_DISABLED,
    SIGN_IN_BUSY,
    SESSION_FOREIGN,
    SESSION_NONE,
    SECOND_FACTOR_WRONG,
    SECOND_FACTOR_STATE,
    PASSWORD_LINK,
    PASSWORD_WEAK,
    SESSION_ORGANIZATION,
    PERSON,
    ADMINISTRATOR,
];

/// The same of calls that name a session.
pub(crate) const FAULTS_OF_SESSIONS: &[&Code] =
    &[SESSION_FOREIGN, SESSION_NONE, SESSION_UNKNOWN, SIGN_IN_BUSY];

/// Why signing in, or changing how, did not go on.
pub(crate) fn refused(refusal: SignInRefusal) -> Fault {
    let code = match refusal {
        SignInRefusal::Wrong => SIGN_IN_WRONG,
        SignInRefusal::TooMany(seconds) => {
            return Fault::Coded {
                code: SIGN_IN_TOO_MANY,
                detail: None,
                extra: vec![("retryAfterSeconds", seconds.into())],
            };
        }
        SignInRefusal::Disabled => SIGN_IN_DISABLED,
        SignInRefusal::Foreign => SESSION_FOREIGN,
        SignInRefusal::NoSession => SESSION_NONE,
        SignInRefusal::CodeWrong => SECOND_FACTOR_WRONG,
        SignInRefusal::SecondFactorState => SECOND_FACTOR_STATE,
        SignInRefusal::LinkInvalid => PASSWORD_LINK,
        SignInRefusal::NoOrganization => SESSION_ORGANIZATION,
        SignInRefusal::Busy => SIGN_IN_BUSY,
        SignInRefusal::PasswordWeak(rule) => return Fault::because(PASSWORD_WEAK, rule),
        SignInRefusal::Refused(refusal) => {
            let code = match &refusal {
                Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) => PERSON,
                Refusal::AdministratorProtected(_) | Refusal::OtherAdministrator(_) => {
                    ADMINISTRATOR
                }
                Refusal::AccountDisabled(_) => SIGN_IN_DISABLED,
                _ => PARAMETER,
            };
            return Fault::because(code, &refusal);
        }
    };
    Fault::code(code)
}

/// The session of a browser.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// `none`, `signedIn`, `chooseOrganization`, `secondFactor` or `newPassword`: what is to be done next.
    state: &'static str,
    /// Goes into the header `x-orgbook-csrf` of calls that are not GET. Another one after each step of signing in.
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf: Option<String>,
    /// The organization, once signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    corp_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// What people of the organization are spoken to whose browser asks for none of our languages, where one was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// The organization's picture as a `data:` address, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
    /// Organizations that the person may choose or switch to.
    organizations: Vec<Membership>,
    #[serde(skip_serializing_if = "Option::is_none")]
    admin: Option<Power>,
    /// `on`, `off`, or `needed`: as `off`, and nothing can be done as an administrator before there is one. Absent where an identity
    /// provider signs the person in.
    #[serde(skip_serializing_if = "Option::is_none")]
    second_factor: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Membership {
    corp_id: String,
    name: String,
}

impl Session {
    /// As it is answered.
    pub(crate) fn of(session: Option<BrowserSession>) -> Self {
        let state = match session.as_ref().map(|session| session.stage) {
            None => "none",
            Some(Stage::SignedIn) => "signedIn",
            Some(Stage::ChooseOrganization) => "chooseOrganization",
            Some(Stage::SecondFactor) => "secondFactor",
            Some(Stage::NewPassword) => "newPassword",
        };
        let mut answer = Self {
            state,
            csrf: None,
            corp_id: None,
            user_id: None,
            name: None,
            language: None,
            logo: None,
            organizations: Vec::new(),
            admin: None,
            second_factor: None,
        };
        let Some(session) = session else {
            return answer;
        };
        answer.csrf = Some(session.csrf);
        answer.second_factor = session.second_factor.map(|state| match state {
            FactorState::Off => "off",
            FactorState::On => "on",
            FactorState::Needed => "needed",
        });
        let organizations = session.organizations.into_iter();
        answer.organizations = organizations
            .map(|(id, name)| Membership {
                corp_id: id.to_string(),
                name,
            })
            .collect();
        if let Some(seen) = session.seen {
            let (view, userid) = (seen.view(), seen.userid().as_str());
            let info = view.organization();
            answer.corp_id = Some(info.id.to_string());
            answer.language = info.language.map(org::Language::name);
            answer.logo = info.logo.as_ref().map(|logo| logo.address().to_owned());
            answer.user_id = Some(userid.to_owned());
            answer.name = view.viewer().map(|viewer| viewer.user().name.to_owned());
            answer.admin = Some(power(&view, userid));
        }
        answer
    }
}
