//! How settings are made, and what becomes of them.

use super::fixture::{acme, departments, everywhere, hide, role, roles, users};
use crate::visibility::ATTRIBUTES;
use crate::{
    DepartmentId, Refusal, RoleId, SelectionFields, SettingFields, SettingKind, UserFields,
};

#[test]
fn who_is_gone_is_named_nowhere() {
    let mut draft = acme(&[(2, 1)], &[("in", &[1]), ("boss", &[1])]);
    let role = role(&mut draft, &[]);
    let all = || SelectionFields {
        users: Some(vec!["in".to_owned()]),
        departments: Some(vec![DepartmentId(2)]),
        roles: Some(vec![role]),
    };
    let id = hide(&mut draft, everywhere(all(), all()));
    draft.set_executive("boss", all(), None).expect("a person");
    draft.remove_user("in").expect("a person");
    draft
        .remove_department(DepartmentId(2))
        .expect("it is empty");
    draft.remove_role(role).expect("nobody holds it");
    assert_eq!(draft.org.broken_rules(), [""; 0]);
    let setting = draft
        .view()
        .setting(SettingKind::Hide, id)
        .expect("it stays");
    assert!(setting.objects.is_empty() && setting.excluded.is_empty());
    let fields = UserFields {
        senior: Some(false),
        ..UserFields::default()
    };
    draft.update_user("boss", fields).expect("a person");
    assert!(draft.view().executive("boss").is_none());
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut draft = acme(&[(2, 1)], &[("ann", &[2])]);
    let mut put = |fields| {
        draft
            .put_setting(SettingKind::Hide, None, fields)
            .expect_err("it does not fit")
    };
    let none = SelectionFields::default;
    assert_eq!(
        put(everywhere(none(), users(&["ann"]))),
        Refusal::SettingObjectsMissing
    );
    let many: Vec<i64> = (0..51).collect();
    assert_eq!(
        put(everywhere(departments(&many), none())),
        Refusal::SettingObjectsExceeded(51)
    );
    assert_eq!(
        put(everywhere(users(&["ann"]), departments(&many))),
        Refusal::SettingExcludedExceeded(51)
    );
    assert_eq!(
        put(everywhere(users(&["bob"]), none())),
        Refusal::UserListInvalid("bob".into())
    );
    assert_eq!(
        put(everywhere(departments(&[9]), none())),
        Refusal::DepartmentNotFound(DepartmentId(9))
    );
    assert_eq!(
        put(everywhere(roles(&[RoleId(9)]), none())),
        Refusal::RoleNotFound(9)
    );
    let id = hide(&mut draft, everywhere(users(&["ann"]), none()));
    let as_other = draft.put_setting(SettingKind::Restrict, Some(id), SettingFields::default());
    assert_eq!(as_other, Err(Refusal::SettingNotFound(id)));
    assert_eq!(
        draft.remove_setting(SettingKind::HideAttributes, id),
        Err(Refusal::SettingNotFound(id))
    );
    let emptied = SettingFields {
        objects: users(&[]),
        ..SettingFields::default()
    };
    let emptied = draft.put_setting(SettingKind::Hide, Some(id), emptied);
    assert_eq!(emptied, Err(Refusal::SettingObjectsMissing));
    assert_eq!(ATTRIBUTES.len(), 11);
}
