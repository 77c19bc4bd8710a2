//! Columns that tell what somebody is to others: the departments he leads, and his roles.

use super::cells::{Cells, LEADER_OF, ROLES, Unclear, department, grouped, sorted};
use org::{
    DepartmentFields, DepartmentId, Draft, Module, Refusal, RoleId, Sentence, UserRef, View,
    sentence,
};
use std::collections::BTreeSet;

/// Whether the caller may see and give roles.
pub(super) fn sees_roles(view: &View<'_>) -> bool {
    view.administrator()
        .is_none_or(|admin| admin.covers(Module::Roles))
}

/// Roles that people are given, with their names as `Group/Role`.
fn named_roles<'a>(view: &View<'a>) -> impl Iterator<Item = (RoleId, &'a str, String)> + use<'a> {
    let view = *view;
    let groups: Vec<_> = view.role_groups(0).collect();
    groups.into_iter().flat_map(move |group| {
        let roles = view.roles_of_group(group.id);
        let given = roles.filter(|role| role.built_in.is_none());
        given.map(|role| {
            let whole = format!("{}/{}", group.name, role.name);
            (role.id, role.name.as_str(), whole)
        })
    })
}

/// The roles that somebody was given.
pub(super) fn roles_of(view: &View<'_>, user: &UserRef<'_>) -> String {
    if !sees_roles(view) {
        return String::new();
    }
    let held = view.roles_of(user).into_iter();
    let given = held.filter(|(role, _)| role.built_in.is_none());
    let names: Vec<String> = given
        .map(|(role, group)| format!("{}/{}", group.name, role.name))
        .collect();
    sorted(names.iter().map(String::as_str))
}

/// Roles as `Group/Role`, where a role whose name only one has may stand without its group.
pub(super) fn roles(view: &View<'_>, text: &str) -> Result<String, Sentence> {
    if !sees_roles(view) {
        return Err(no_module());
    }
    let all: Vec<_> = named_roles(view).collect();
    let names = all.iter().map(|(_, name, whole)| (*name, whole.as_str()));
    grouped(&names.collect::<Vec<_>>(), text, |part, why| match why {
        Unclear::Unknown => sentence!(
            "there is no role {part} that people are given",
            "没有可以授予的角色 {part}"
        ),
        Unclear::Several => sentence!(
            "several roles are called {part}; write its group and a slash before it",
            "有几个角色都叫 {part}；请在前面写上角色组和斜杠"
        ),
    })
}

/// Makes somebody lead the departments and hold the roles that cells tell, and no others of those that the caller sees.
pub(super) fn give(draft: &mut Draft, userid: &str, cells: &Cells) -> Result<(), Refusal> {
    if let Some(paths) = cells.get(LEADER_OF) {
        lead(draft, userid, paths)?;
    }
    match cells.get(ROLES) {
        Some(names) => hold(draft, userid, names),
        None => Ok(()),
    }
}

fn lead(draft: &mut Draft, userid: &str, paths: &str) -> Result<(), Refusal> {
    let mut wanted = BTreeSet::new();
    for path in paths.split(';').filter(|path| !path.is_empty()) {
        wanted.insert(department(draft, path)?);
    }
    let view = draft.view();
    let user = view.user(userid)?;
    let own = user.departments().map(|place| place.department);
    let own = own.filter(|id| view.department(*id).is_ok());
    let concerned: BTreeSet<DepartmentId> = own.chain(wanted.iter().copied()).collect();
    for id in concerned {
        let managers = draft.view().department(id)?.managers.iter();
        let mut managers: Vec<String> = managers.map(ToString::to_string).collect();
        let leads = managers.iter().any(|manager| manager == userid);
        if leads == wanted.contains(&id) {
            continue;
        }
        match leads {
            true => managers.retain(|manager| manager != userid),
            false => managers.push(userid.to_owned()),
        }
        let fields = DepartmentFields {
            managers: Some(managers),
            ..DepartmentFields::default()
        };
        draft.update_department(id, fields)?;
    }
    Ok(())
}

fn no_module() -> Sentence {
    sentence!(
        "giving roles needs the module roles",
        "授予角色需要“角色”模块的权限"
    )
}

fn hold(draft: &mut Draft, userid: &str, names: &str) -> Result<(), Refusal> {
    let view = draft.view();
    if !sees_roles(&view) {
        return Err(Refusal::Invalid(no_module()));
    }
    let wanted: BTreeSet<&str> = names.split(';').filter(|name| !name.is_empty()).collect();
    let all: Vec<_> = named_roles(&view).collect();
    if let Some(gone) = wanted
        .iter()
        .find(|name| all.iter().all(|(_, _, whole)| whole != *name))
    {
        return Err(Refusal::Invalid(sentence!(
            "there is no role {gone} any more",
            "已经没有角色 {gone} 了"
        )));
    }
    let user = view.user(userid)?;
    let held: BTreeSet<RoleId> = user.roles().collect();
    let (mut new, mut old) = (Vec::new(), Vec::new());
    for (id, _, whole) in all {
        match (held.contains(&id), wanted.contains(whole.as_str())) {
            (false, true) => new.push(id),
            (true, false) => old.push(id),
            _ => {}
        }
    }
    let people = [userid.to_owned()];
    if !old.is_empty() {
        draft.take_roles(&old, &people)?;
    }
    if !new.is_empty() {
        draft.give_roles(&new, &people)?;
    }
    Ok(())
}
