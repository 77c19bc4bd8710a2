//! What is told of the organization itself.

use crate::prelude::*;
use org::{AuthenticationLevel, Language};

/// The organization.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    corp_id: String,
    /// Also the name of the topmost department.
    name: String,
    /// What people type to find it when they sign in.
    code: String,
    /// In milliseconds.
    created_at: i64,
    creator: Creator,
    people: u64,
    departments: u64,
    /// What people are spoken to whose browser asks for none of our languages, where one was chosen: `zh-CN` or `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// A small picture as a `data:` address, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
    /// Who it is by law, where its operator has written that down.
    #[serde(skip_serializing_if = "Option::is_none")]
    authentication: Option<Authentication>,
}

/// Who created it, or took it over.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Creator {
    user_id: String,
    name: String,
}

/// What its business license says. Texts that are not known are empty.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Authentication {
    /// `high` or `middle`.
    level: &'static str,
    license_name: String,
    registration_number: String,
    social_credit_code: String,
    organization_code: String,
    legal_person: String,
    license_url: String,
}

impl Facts {
    pub(super) fn of(view: &View<'_>) -> Self {
        let info = view.organization();
        let creator = view.user(info.main_admin.as_str()).ok();
        Self {
            corp_id: info.id.to_string(),
            name: info.name.clone(),
            code: info.code.clone(),
            created_at: info.created_at.0,
            creator: Creator {
                user_id: info.main_admin.to_string(),
                name: creator.map(|user| user.name).unwrap_or_default().to_owned(),
            },
            people: view.user_count(false),
            departments: view.department_count(),
            language: info.language.map(Language::name),
            logo: info.logo.as_ref().map(|logo| logo.address().to_owned()),
            authentication: info.authentication.as_deref().map(Authentication::of),
        }
    }
}

impl Authentication {
    fn of(known: &org::Authentication) -> Self {
        Self {
            level: match known.level {
                AuthenticationLevel::High => "high",
                AuthenticationLevel::Middle => "middle",
            },
            license_name: known.license_name.clone(),
            registration_number: known.registration_number.clone(),
            social_credit_code: known.social_credit_code.clone(),
            organization_code: known.organization_code.clone(),
            legal_person: known.legal_person.clone(),
            license_url: known.license_url.clone(),
        }
    }
}
