//! How settings are made, and what becomes of them.

use super::fixture::{acme, console, departments, everywhere, hide, role, roles, users};
use crate::load::Loader;
use crate::sentence;
use crate::visibility::{ATTRIBUTES, Selection, Surface, Viewer};
use crate::{
    BODY_VERSION, DepartmentFields, DepartmentId, Draft, Eye, Org, Refusal, RoleId,
    SelectionFields, SettingFields, SettingKind, UserFields,
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

#[test]
fn a_loaded_organization_hides_and_finds_the_same() {
    let mut draft = acme(&[(2, 1)], &[("ann", &[2]), ("bob", &[1, 2])]);
    let fields = UserFields {
        title: Some("Architect".to_owned()),
        job_number: Some("XH0042".to_owned()),
        ..UserFields::default()
    };
    draft.update_user("bob", fields).expect("a person");
    hide(&mut draft, everywhere(users(&["ann"]), users(&["founder"])));
    draft
        .set_executive("bob", users(&["ann"]), None)
        .expect("a person");
    console(
        &mut draft,
        2,
        DepartmentFields {
            hide: Some(true),
            ..DepartmentFields::default()
        },
    );
    let org = draft.finish().org;
    let mut loader = Loader::new(org.info().id.clone(), 5);
    for key in org.record_keys() {
        let body = org.record_body(&key).expect("it is there");
        let loaded = loader.record(key.kind(), &key.key(), BODY_VERSION, &body);
        loaded.expect("what is written reads");
    }
    let loaded = loader.finish();
    for org in [&org, &loaded] {
        let told = |text: &str| {
            let viewer = Viewer::new(org, "founder").expect("a member");
            let page = viewer.search_people(text, 0, 9);
            let found = page.hits.iter().map(|hit| hit.user.userid);
            found.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            ["0042", "archi", "0001", "ann"].map(told),
            ["bob", "bob", "", "ann"]
        );
        let viewer = Viewer::new(org, "bob").expect("a member");
        assert!(!viewer.sees_row(org.people.row("ann").expect("a member"), Surface::Tree));
        assert!(viewer.sees_department(DepartmentId(2)));
        assert_eq!(org.settings.hidden_departments().count(), 1);
    }
}

#[test]
fn what_is_kept_of_one_value_is_not_taken_for_the_next() {
    let mut draft = acme(
        &[(2, 1), (3, 1)],
        &[("out", &[1]), ("in", &[2]), ("far", &[3])],
    );
    hide(
        &mut draft,
        everywhere(departments(&[2]), SelectionFields::default()),
    );
    let before = draft.finish().org;
    let seen = |org: &Org, userid: &str| {
        let row = org.people.row(userid).expect("a member");
        let viewer = Viewer::new(org, "out").expect("a member");
        let found = viewer.search_people(userid, 0, 9).total == 1;
        assert_eq!(found, viewer.seen(Surface::Tree).contains(row));
        assert_eq!(found, viewer.sees_row(row, Surface::Tree));
        found
    };
    let moved = |org: &Org, userid: &str, to: i64| {
        let mut draft = Draft::new(org, Eye::Operator, super::seed());
        let fields = UserFields {
            departments: Some(vec![DepartmentId(to)]),
            ..UserFields::default()
        };
        draft.update_user(userid, fields).expect("a person");
        draft.finish().org
    };
    // The next value is made before anybody looks at this one, and the other way round.
    let after = moved(&before, "far", 2);
    assert_eq!([seen(&before, "in"), seen(&before, "far")], [false, true]);
    assert_eq!([seen(&after, "in"), seen(&after, "far")], [false, false]);
    let later = moved(&after, "in", 3);
    assert_eq!([seen(&later, "in"), seen(&later, "far")], [true, false]);
    assert_eq!([seen(&after, "in"), seen(&after, "far")], [false, false]);
}

#[test]
fn a_title_in_a_hidden_department_finds_nobody() {
    let mut draft = acme(&[(2, 1), (3, 1)], &[("out", &[1]), ("both", &[2, 3])]);
    let fields = UserFields {
        title: Some("Clerk".to_owned()),
        department_titles: vec![
            (DepartmentId(2), "Auditor".to_owned()),
            (DepartmentId(3), "Trainer".to_owned()),
        ],
        ..UserFields::default()
    };
    draft.update_user("both", fields).expect("a person");
    hide(
        &mut draft,
        everywhere(departments(&[2]), SelectionFields::default()),
    );
    let org = draft.finish().org;
    let titles = |userid: &str| {
        let viewer = Viewer::new(&org, userid).expect("a member");
        ["clerk", "audit", "train"].map(|text| {
            let page = viewer.search_people(text, 0, 9);
            let hit = page.hits.first().map(|hit| hit.value);
            hit.unwrap_or_default().to_owned()
        })
    };
    assert_eq!(titles("out"), ["Clerk", "", "Trainer"]);
    assert_eq!(titles("both"), ["Clerk", "Auditor", "Trainer"]);
}

#[test]
fn endless_lists_are_refused_before_anything_is_looked_up() {
    let mut draft = acme(&[], &[("ann", &[1])]);
    let many: Vec<String> = (0..100_000).map(|number| format!("x{number}")).collect();
    let put =
        |draft: &mut Draft, fields| draft.put_setting(SettingKind::HideAttributes, None, fields);
    let fields = SettingFields {
        objects: users(&["ann"]),
        attributes: Some(many.clone()),
        ..SettingFields::default()
    };
    let sentence = sentence!(
        "a setting hides at most 100 attributes, got 100000",
        "一个设置最多隐藏 100 个字段，现有 100000 个"
    );
    assert_eq!(put(&mut draft, fields), Err(Refusal::Invalid(sentence)));
    let permitted = SelectionFields {
        users: Some(many),
        ..SelectionFields::default()
    };
    let sentence = sentence!(
        "at most 200 users, departments and roles together may contact an executive, got 100000",
        "可以联系高管的用户、部门和角色最多 200 个，现有 100000 个"
    );
    assert_eq!(
        draft.set_executive("ann", permitted, None),
        Err(Refusal::Invalid(sentence))
    );
}

#[test]
fn a_selection_counts_everything() {
    let selection = Selection {
        users: vec!["ann".into()],
        departments: vec![DepartmentId(2)],
        roles: vec![RoleId(3)],
    };
    assert_eq!((selection.len(), selection.is_empty()), (3, false));
}
