//! Small organizations for the tests of settings.

use super::founded;
use crate::visibility::{Range, Surface, Viewer};
use crate::{
    DepartmentFields, DepartmentId, Draft, NewDepartment, NewUser, RoleId, SelectionFields,
    SettingFields, SettingId, SettingKind, UserFields,
};

/// Departments as (id, parent), people as (userid, departments).
pub(super) fn acme(departments: &[(i64, i64)], people: &[(&str, &[i64])]) -> Draft {
    let mut draft = founded();
    for (id, parent) in departments {
        let fields = DepartmentFields {
            name: Some(format!("d{id}")),
            ..DepartmentFields::default()
        };
        let new = NewDepartment {
            id: Some(DepartmentId(*id)),
            parent: DepartmentId(*parent),
            fields,
        };
        draft.add_department(new).expect("the department fits");
    }
    for (number, (userid, places)) in people.iter().enumerate() {
        let fields = UserFields {
            name: Some((*userid).to_owned()),
            mobile: Some((13_800_000_000 + number).to_string()),
            departments: Some(places.iter().map(|id| DepartmentId(*id)).collect()),
            ..UserFields::default()
        };
        let new = NewUser {
            userid: Some((*userid).to_owned()),
            fields,
            login_email: None,
        };
        draft.add_user(new).expect("the person fits");
    }
    draft
}

pub(super) fn role(draft: &mut Draft, holders: &[&str]) -> RoleId {
    let group = draft.add_role_group("group").expect("the group fits");
    let role = draft.add_role(group, "role").expect("the role fits");
    let holders: Vec<String> = holders.iter().map(|id| (*id).to_owned()).collect();
    draft.give_roles(&[role], &holders).expect("people");
    role
}

pub(super) fn users(ids: &[&str]) -> SelectionFields {
    SelectionFields {
        users: Some(ids.iter().map(|id| (*id).to_owned()).collect()),
        ..SelectionFields::default()
    }
}

pub(super) fn departments(ids: &[i64]) -> SelectionFields {
    SelectionFields {
        departments: Some(ids.iter().map(|id| DepartmentId(*id)).collect()),
        ..SelectionFields::default()
    }
}

pub(super) fn roles(ids: &[RoleId]) -> SelectionFields {
    SelectionFields {
        roles: Some(ids.to_vec()),
        ..SelectionFields::default()
    }
}

pub(super) fn everywhere(objects: SelectionFields, excluded: SelectionFields) -> SettingFields {
    SettingFields {
        objects,
        excluded,
        search: Some(true),
        profile: Some(true),
        ..SettingFields::default()
    }
}

pub(super) fn hide(draft: &mut Draft, fields: SettingFields) -> SettingId {
    let put = draft.put_setting(SettingKind::Hide, None, fields);
    put.expect("the setting fits")
}

pub(super) fn restrict(draft: &mut Draft, range: Range, fields: SettingFields) -> SettingId {
    let range = Some(range);
    let fields = SettingFields { range, ..fields };
    let put = draft.put_setting(SettingKind::Restrict, None, fields);
    put.expect("the setting fits")
}

pub(super) fn console(draft: &mut Draft, id: i64, fields: DepartmentFields) {
    let changed = draft.update_department(DepartmentId(id), fields);
    changed.expect("the department fits");
}

pub(super) fn viewer<'a>(draft: &'a Draft, userid: &str) -> Viewer<'a> {
    Viewer::new(&draft.org, userid).expect("a member")
}

/// On which surfaces one sees another: `T`, `S` and `P`.
pub(super) fn sees(draft: &Draft, one: &str, other: &str) -> String {
    let viewer = viewer(draft, one);
    [
        (Surface::Tree, 'T'),
        (Surface::Search, 'S'),
        (Surface::Profile, 'P'),
    ]
    .iter()
    .filter(|(surface, _)| viewer.verdict(other, *surface).visible)
    .map(|(_, letter)| letter)
    .collect()
}

/// A department's page: departments below, then people.
pub(super) fn page(draft: &Draft, userid: &str, id: i64) -> String {
    let Some(page) = viewer(draft, userid).department_page(DepartmentId(id), None, 50) else {
        return "none".to_owned();
    };
    let branches = page
        .branches
        .iter()
        .map(|branch| format!("{}({})", branch.department.id, branch.member_count));
    let members = page
        .members
        .iter()
        .map(|member| member.user.userid.to_owned());
    branches.chain(members).collect::<Vec<_>>().join(" ")
}
