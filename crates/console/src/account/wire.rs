//! What is told of enterprise accounts, and of other organizations that have to do with those of this one.

use crate::directory::fields::{account_kind, fault};
use crate::limits::{GRANT_DEPARTMENTS_TOLD_MAX, ROW_DEPARTMENTS_MAX};
use crate::people::fields::Step;
use crate::prelude::*;
use endpoint::Context;
use org::{AccountGrant, LinkState, OrgId, Refusal, UserRef};
use std::collections::BTreeMap;

/// Somebody, and the enterprise account that the person has. A text is absent when it is empty.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row {
    user_id: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    avatar: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    job_number: String,
    /// The first ten that are administered.
    departments: Vec<Step>,
    /// `sso`, `builtIn`, or `normal` for whoever has none.
    kind: &'static str,
    /// By which a built-in account signs in.
    #[serde(skip_serializing_if = "String::is_empty")]
    login_id: String,
    /// Whether the person has ever signed in.
    active: bool,
    /// Whether the account may not enter.
    disabled: bool,
    /// Why, as far as somebody said so.
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    /// The organization that keeps the account, where it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_name: Option<String>,
}

impl Row {
    pub(crate) fn of(view: &View<'_>, user: &UserRef<'_>) -> Self {
        let seen = user.departments().map(|place| place.department);
        let seen = seen.filter_map(|id| view.department(id).ok());
        let facts = Self {
            user_id: user.userid.to_owned(),
            name: user.name.to_owned(),
            avatar: user.avatar.to_owned(),
            title: user.title.to_owned(),
            job_number: user.job_number.to_owned(),
            departments: seen.take(ROW_DEPARTMENTS_MAX).map(Step::of).collect(),
            kind: account_kind(user),
            active: user.active,
            ..Self::default()
        };
        let Some(account) = user.account else {
            return facts;
        };
        Self {
            login_id: account.login_id.to_owned(),
            disabled: account.barred,
            reason: account.reason.to_owned(),
            owner_name: account.owner.map(|owner| owner.name.to_owned()),
            ..facts
        }
    }
}

/// An organization, and what it may do.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Told {
    pub(crate) corp_id: String,
    /// Absent for an organization that has nothing to do with this one but the grant, and for one that is not here any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Whether it may take in every enterprise account.
    everybody: bool,
    /// Departments whose accounts it may take in, with all below: the first of them. None where it may take in every one.
    departments: Vec<Step>,
    /// How many there are in all.
    department_count: usize,
    /// Whether it sees the numbers of accounts that work there.
    shows_mobile: bool,
    /// Whether it sees which of those are disabled.
    shows_status: bool,
    /// How many accounts work there.
    working: usize,
}

impl Told {
    pub(crate) fn of(
        view: &View<'_>,
        (org, grant, working): (OrgId, Option<&AccountGrant>, usize),
        departments_max: usize,
    ) -> Self {
        let departments = grant.map(|grant| &grant.departments);
        let everybody = departments.is_some_and(|ids| ids.contains(&DepartmentId::ROOT));
        let departments = departments.filter(|_| !everybody);
        let ids = departments.into_iter().flatten();
        let steps = ids.filter_map(|id| view.department(*id).ok());
        Self {
            corp_id: org.to_string(),
            name: None,
            everybody,
            departments: steps.take(departments_max).map(Step::of).collect(),
            department_count: departments.map_or(0, |ids| ids.len()),
            shows_mobile: grant.is_some_and(|grant| grant.shows_mobile),
            shows_status: grant.is_some_and(|grant| grant.shows_status),
            working,
        }
    }

    /// As it stands in a list.
    pub(crate) fn listed(view: &View<'_>, one: (OrgId, Option<&AccountGrant>, usize)) -> Self {
        Self::of(view, one, GRANT_DEPARTMENTS_TOLD_MAX)
    }
}

/// Organizations that take part in this one or in which it does, by id, with their names.
pub(crate) fn linked(view: &View<'_>) -> BTreeMap<String, String> {
    let guests = view.guests(LinkState::Joined);
    let guests = guests.map(|guest| (guest.org.to_string(), guest.name.clone()));
    let hosts = view.hosts(LinkState::Joined);
    let hosts = hosts.map(|host| (host.org.to_string(), host.name.clone()));
    guests.chain(hosts).collect()
}

/// Fills names in. An organization of which this one has no more than the id is not looked up: the id alone, which anybody may write into a
/// grant, tells nobody whose it is.
pub(crate) async fn name(
    context: &dyn Context,
    told: impl Iterator<Item = (&str, &mut Option<String>)>,
) -> Reply<()> {
    let mut linked_here = BTreeMap::new();
    context.look(&mut |view| linked_here = linked(view));
    for (id, name) in told {
        if let Some(known) = linked_here.get(id) {
            *name = Some(known.clone());
            continue;
        }
        let org = OrgId::new(id);
        let mut works_there = false;
        context.look(&mut |view| works_there = view.accounts_in(&org) > 0);
        if works_there {
            let mut look = |view: &View<'_>| *name = Some(view.organization().name.clone());
            context.visit(&org, &mut look).await?;
        }
    }
    Ok(())
}

/// Why something was not granted or taken back.
pub(crate) fn refused(refusal: Refusal) -> Fault {
    match refusal {
        // The lane brings the other organization and runs it again.
        Refusal::OrganizationNeeded(_) => Fault::Refused(refusal),
        Refusal::OrganizationNotFound(_) => Fault::invalid("corpId", &refusal),
        Refusal::DepartmentNotFound(_)
        | Refusal::DepartmentOutOfScope(_)
        | Refusal::UserNotFound(_)
        | Refusal::UserOutOfScope(_)
        | Refusal::UserIdInvalid => fault(refusal),
        Refusal::OtherAdministrator(_) => Fault::because(NOT_ALLOWED, &refusal),
        other => Fault::because(PARAMETER, &other),
    }
}
