//! A person as others see him.

use crate::prelude::*;
use org::visibility::{Viewer, Withheld};
use org::{Department, Surface, UserRef};

/// A person. Each field is absent when whoever asks may not see it, or it is empty.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Person {
    pub(crate) user_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) avatar: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) job_number: Option<String>,
    /// Whether the person manages the department that is shown, or any that may be seen.
    pub(crate) leader: bool,
    /// Whether the person is in Executive mode.
    pub(crate) protected: bool,
}

/// A department by id and name.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Step {
    dept_id: i64,
    name: String,
}

impl Step {
    pub(crate) fn of(department: &Department) -> Self {
        Self {
            dept_id: department.id.0,
            name: department.name.clone(),
        }
    }
}

/// From the root to a department, as far as they may be seen.
pub(crate) fn path(viewer: &Viewer<'_>, id: DepartmentId) -> Vec<Step> {
    viewer.path(id).into_iter().map(Step::of).collect()
}

/// A text that may be shown and is not empty.
pub(crate) fn shown(withheld: &Withheld<'_>, attribute: &str, text: &str) -> Option<String> {
    (!text.is_empty() && !withheld.holds(attribute)).then(|| text.to_owned())
}

/// A number as people dial it at home: with its country code outside mainland China.
pub(crate) fn number((code, number): (&str, &str)) -> String {
    match code {
        "86" => number.to_owned(),
        _ => format!("+{code}-{number}"),
    }
}

impl Person {
    /// Somebody as a viewer sees him on a surface, in one department or in general.
    pub(crate) fn of(
        view: &View<'_>,
        viewer: &Viewer<'_>,
        user: &UserRef<'_>,
        department: Option<DepartmentId>,
        surface: Surface,
    ) -> Self {
        let withheld = &viewer.withheld(user, surface);
        Self::without(withheld, view, viewer, user, department)
    }

    /// The same without what is withheld of him.
    pub(crate) fn without(
        withheld: &Withheld<'_>,
        view: &View<'_>,
        viewer: &Viewer<'_>,
        user: &UserRef<'_>,
        department: Option<DepartmentId>,
    ) -> Self {
        let place = department.and_then(|id| user.membership(id));
        let title = place.map(|place| place.title).unwrap_or_default();
        let title = if title.is_empty() { user.title } else { title };
        let own_email = shown(withheld, "email", user.email);
        let org_email = shown(withheld, "org_email", user.org_email);
        let email = own_email.or(org_email.filter(|_| !withheld.denies("email")));
        let own = user.account.and_then(|account| account.mobile);
        let mobile = user.mobile.or(own).filter(|_| !withheld.holds("mobile"));
        let leads = |id| view.manages(user.userid, id);
        Self {
            user_id: user.userid.to_owned(),
            name: shown(withheld, "name", user.name),
            title: shown(withheld, "title", title),
            avatar: shown(withheld, "avatar", user.avatar),
            email,
            mobile: mobile.map(number),
            job_number: shown(withheld, "job_number", user.job_number),
            leader: match department {
                Some(id) => leads(id),
                None => {
                    let mut places = user.departments().map(|place| place.department);
                    !withheld.holds("department")
                        && places.any(|id| leads(id) && viewer.sees_department(id))
                }
            },
            protected: user.senior,
        }
    }
}
