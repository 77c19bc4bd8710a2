//! The examples of `contract/visibility_management.json`, each under its name.

use super::fixture::{
    acme, console, departments, everywhere, hide, page, restrict, role, roles, sees, users, viewer,
};
use crate::visibility::{Range, Surface};
use crate::{
    DepartmentFields, DepartmentId, Draft, Scene, SelectionFields, SettingFields, SettingId,
    SettingKind, UserFields,
};
use Surface::Tree;

#[test]
fn hide_tree_only() {
    let mut draft = acme(
        &[(2, 1), (3, 2)],
        &[("out", &[1]), ("in", &[2]), ("below", &[3])],
    );
    hide(
        &mut draft,
        SettingFields {
            objects: departments(&[2]),
            ..SettingFields::default()
        },
    );
    assert_eq!(page(&draft, "out", 1), "founder out");
    assert_eq!(page(&draft, "out", 2), "none");
    assert_eq!(
        [sees(&draft, "out", "in"), sees(&draft, "out", "below")],
        ["SP", "SP"]
    );
    assert_eq!(
        [sees(&draft, "in", "below"), sees(&draft, "below", "in")],
        ["TSP", "TSP"]
    );
    assert_eq!(page(&draft, "below", 1), "2(2) founder out");
}

#[test]
fn hide_everywhere_with_exemption() {
    let mut draft = acme(
        &[(2, 1)],
        &[("u9", &[2]), ("colleague", &[2]), ("holder", &[1])],
    );
    let role = role(&mut draft, &["holder"]);
    hide(&mut draft, everywhere(users(&["u9"]), roles(&[role])));
    assert_eq!(sees(&draft, "holder", "u9"), "TSP");
    assert_eq!(sees(&draft, "colleague", "u9"), "");
    assert_eq!(sees(&draft, "u9", "u9"), "TSP");
}

#[test]
fn two_hide_rules() {
    let mut draft = acme(&[(2, 1)], &[("in", &[2]), ("u2", &[1])]);
    hide(&mut draft, everywhere(departments(&[2]), users(&["u2"])));
    assert_eq!(sees(&draft, "u2", "in"), "TSP");
    hide(
        &mut draft,
        everywhere(departments(&[2]), SelectionFields::default()),
    );
    assert_eq!(sees(&draft, "u2", "in"), "");
}

#[test]
fn restriction_keeps_hidden_hidden() {
    let mut draft = acme(&[(2, 1)], &[("worker", &[2]), ("u9", &[1])]);
    restrict(
        &mut draft,
        Range::Excluded,
        everywhere(departments(&[2]), users(&["u9"])),
    );
    assert_eq!(sees(&draft, "worker", "u9"), "TSP");
    hide(
        &mut draft,
        everywhere(users(&["u9"]), SelectionFields::default()),
    );
    assert_eq!(sees(&draft, "worker", "u9"), "");
    assert_eq!(page(&draft, "worker", 1), "worker");
}

#[test]
fn exclude_node_leaves_out_own_department() {
    let mut draft = acme(
        &[(2, 1), (3, 1), (4, 3)],
        &[("me", &[2]), ("peer", &[2]), ("far", &[4])],
    );
    restrict(
        &mut draft,
        Range::Excluded,
        everywhere(departments(&[2]), departments(&[4])),
    );
    assert_eq!(page(&draft, "me", 1), "4(1) me");
    assert_eq!(
        [page(&draft, "me", 2), page(&draft, "me", 3)],
        ["none", "none"]
    );
    assert_eq!(page(&draft, "me", 4), "far");
    assert_eq!(sees(&draft, "me", "peer"), "");
}

#[test]
fn white_list_ignored() {
    let mut draft = acme(&[(2, 1)], &[("me", &[2]), ("peer", &[2])]);
    restrict(
        &mut draft,
        Range::OnlySelf,
        everywhere(users(&["me"]), departments(&[1])),
    );
    assert_eq!(page(&draft, "me", 1), "me");
    assert_eq!(
        [sees(&draft, "me", "peer"), sees(&draft, "me", "me")],
        ["", "TSP"]
    );
}

#[test]
fn priority() {
    let mut draft = acme(
        &[(2, 1), (3, 2), (4, 3)],
        &[
            ("me", &[3]),
            ("peer", &[3]),
            ("below", &[4]),
            ("above", &[2]),
        ],
    );
    let none = SelectionFields::default;
    restrict(
        &mut draft,
        Range::OnlySelf,
        everywhere(departments(&[2]), none()),
    );
    restrict(
        &mut draft,
        Range::OwnDepartments,
        everywhere(departments(&[3]), none()),
    );
    assert_eq!(page(&draft, "me", 1), "me");
    draft.let_nearest_setting_win(true);
    assert_eq!(page(&draft, "me", 1), "3(3)");
    assert_eq!(
        [sees(&draft, "me", "below"), sees(&draft, "me", "above")],
        ["TSP", ""]
    );
}

#[test]
fn console_or_api() {
    let mut draft = acme(&[(2, 1)], &[("in", &[2]), ("u2", &[1])]);
    let permit_users = Some(vec!["u2".to_owned()]);
    console(
        &mut draft,
        2,
        DepartmentFields {
            hide: Some(true),
            permit_users,
            ..Default::default()
        },
    );
    let inactive = SettingFields {
        active: Some(false),
        ..everywhere(departments(&[2]), SelectionFields::default())
    };
    let id = hide(&mut draft, inactive);
    assert_eq!(sees(&draft, "u2", "in"), "TSP");
    let active = SettingFields {
        active: Some(true),
        ..SettingFields::default()
    };
    draft
        .put_setting(SettingKind::Hide, Some(id), active)
        .expect("it is there");
    assert_eq!(sees(&draft, "u2", "in"), "");
}

#[test]
fn inactive() {
    let mut draft = acme(&[(2, 1)], &[("in", &[2]), ("out", &[1])]);
    let active = Some(false);
    let none = SelectionFields::default;
    hide(
        &mut draft,
        SettingFields {
            active,
            ..everywhere(departments(&[2]), none())
        },
    );
    restrict(
        &mut draft,
        Range::OnlySelf,
        SettingFields {
            active,
            ..everywhere(users(&["out"]), none())
        },
    );
    assert_eq!(sees(&draft, "out", "in"), "TSP");
    let view = draft.view();
    let listed = view.settings_after(SettingKind::Hide, SettingId(0)).count()
        + view
            .settings_after(SettingKind::Restrict, SettingId(0))
            .count();
    assert_eq!(listed, 2);
}

#[test]
fn executive() {
    let people: &[(&str, &[i64])] = &[("u1", &[1]), ("u2", &[1]), ("u3", &[1]), ("other", &[1])];
    let mut draft = acme(&[], people);
    draft
        .set_executive("u1", users(&["u2"]), Some(vec![Scene::Chat, Scene::Search]))
        .expect("a person");
    draft
        .set_executive("other", SelectionFields::default(), None)
        .expect("a person");
    for one in ["u2", "u3", "other", "founder"] {
        assert_eq!(sees(&draft, one, "u1"), "TSP");
        let viewer = viewer(&draft, one);
        let executive = draft.view().user("u1").expect("a person");
        assert!(
            viewer
                .withheld(&executive, Surface::Profile)
                .holds("mobile"),
            "{one}"
        );
        let open = matches!(one, "u2" | "other");
        assert_eq!(viewer.blocked_scenes(&executive).is_empty(), open, "{one}");
    }
    let own = draft.view().user("u1").expect("a person");
    assert!(
        !viewer(&draft, "u1")
            .withheld(&own, Surface::Profile)
            .holds("mobile")
    );
    let other = draft.view().user("other").expect("a person");
    assert_eq!(viewer(&draft, "u3").blocked_scenes(&other), Scene::USUAL);
    draft.end_executive("u1").expect("a person");
    assert!(draft.view().executive("u1").is_none());
}

#[test]
fn console_switch_all_surfaces() {
    let mut draft = acme(&[(2, 1)], &[("in", &[2]), ("u2", &[1]), ("out", &[1])]);
    let permit_users = Some(vec!["u2".to_owned()]);
    console(
        &mut draft,
        2,
        DepartmentFields {
            hide: Some(true),
            permit_users,
            ..Default::default()
        },
    );
    assert_eq!(
        [sees(&draft, "out", "in"), sees(&draft, "u2", "in")],
        ["", "TSP"]
    );
    assert_eq!(page(&draft, "out", 1), "founder out u2");
    assert_eq!(
        draft
            .view()
            .settings_after(SettingKind::Hide, SettingId(0))
            .count(),
        0
    );
    assert_eq!(
        viewer(&draft, "out").verdict("in", Tree).reasons[0].id(),
        "console:hide:2"
    );
}

#[test]
fn two_departments_one_hidden() {
    let mut draft = acme(&[(2, 1), (3, 1)], &[("u5", &[2, 3]), ("out", &[1])]);
    hide(
        &mut draft,
        everywhere(departments(&[2]), SelectionFields::default()),
    );
    assert_eq!(sees(&draft, "out", "u5"), "TSP");
    assert_eq!(page(&draft, "out", 1), "3(1) founder out");
    assert_eq!(page(&draft, "out", 3), "u5");
    let viewer = viewer(&draft, "out");
    assert!(!viewer.sees_department(DepartmentId(2)) && viewer.sees_department(DepartmentId(3)));
}

#[test]
fn hidden_by_name_beats_open_department() {
    let mut draft = acme(&[(3, 1)], &[("u5", &[3]), ("peer", &[3])]);
    hide(
        &mut draft,
        everywhere(users(&["u5"]), SelectionFields::default()),
    );
    assert_eq!(page(&draft, "peer", 1), "3(1) founder");
    assert_eq!(
        [page(&draft, "peer", 3), sees(&draft, "peer", "u5")],
        ["peer", ""]
    );
    assert_eq!(page(&draft, "u5", 3), "peer u5");
}

#[test]
fn administrator() {
    let people: &[(&str, &[i64])] = &[("a1", &[1]), ("a2", &[3]), ("u9", &[2])];
    let mut draft = acme(&[(2, 1), (3, 1)], people);
    hide(
        &mut draft,
        everywhere(departments(&[2]), SelectionFields::default()),
    );
    let scope = |id| Some([DepartmentId(id)].into());
    draft
        .set_sub_admin("a1", scope(2), Default::default())
        .expect("a person");
    draft
        .set_sub_admin("a2", scope(3), Default::default())
        .expect("a person");
    let hide_mobile = Some(true);
    draft
        .update_user(
            "u9",
            UserFields {
                hide_mobile,
                ..UserFields::default()
            },
        )
        .expect("a person");
    assert_eq!(
        [sees(&draft, "a1", "u9"), sees(&draft, "a2", "u9")],
        ["TSP", ""]
    );
    assert_eq!(page(&draft, "a1", 2), "u9");
    let u9 = draft.view().user("u9").expect("a person");
    assert!(
        viewer(&draft, "a1")
            .withheld(&u9, Surface::Profile)
            .holds("mobile")
    );
}

#[test]
fn priority_and_console_hiding() {
    let people: &[(&str, &[i64])] = &[("x", &[1]), ("y", &[1]), ("p", &[2]), ("q", &[3])];
    let mut draft = acme(&[(2, 1), (3, 2)], people);
    for (id, userid) in [(2, "x"), (3, "y")] {
        let permit_users = Some(vec![userid.to_owned()]);
        console(
            &mut draft,
            id,
            DepartmentFields {
                hide: Some(true),
                permit_users,
                ..Default::default()
            },
        );
    }
    let seen = |draft: &Draft| {
        ["x", "y"].map(|one| [sees(draft, one, "p"), sees(draft, one, "q")].join("/"))
    };
    assert_eq!(seen(&draft), ["TSP/", "/"]);
    draft.let_nearest_setting_win(true);
    assert_eq!(seen(&draft), ["TSP/", "/TSP"]);
    assert_eq!(page(&draft, "x", 1), "2(1) founder x y");
    assert_eq!(page(&draft, "y", 1), "3(1) founder x y");
    assert_eq!(page(&draft, "y", 2), "none");
}

#[test]
fn priority_per_surface() {
    let people: &[(&str, &[i64])] = &[("me", &[3]), ("peer", &[3]), ("out", &[1])];
    let mut draft = acme(&[(2, 1), (3, 2)], people);
    let plain = |id| SettingFields {
        objects: departments(&[id]),
        ..SettingFields::default()
    };
    restrict(&mut draft, Range::OnlySelf, plain(2));
    let search = Some(true);
    restrict(
        &mut draft,
        Range::OwnDepartments,
        SettingFields { search, ..plain(3) },
    );
    assert_eq!(
        [sees(&draft, "me", "peer"), sees(&draft, "me", "out")],
        ["SP", "P"]
    );
}

#[test]
fn named_subject_is_not_ranked() {
    let people: &[(&str, &[i64])] = &[("u1", &[3]), ("peer", &[3])];
    let mut draft = acme(&[(2, 1), (3, 2)], people);
    let none = SelectionFields::default;
    restrict(
        &mut draft,
        Range::OwnDepartments,
        everywhere(departments(&[2]), none()),
    );
    restrict(
        &mut draft,
        Range::OnlySelf,
        everywhere(users(&["u1"]), none()),
    );
    for nearest in [false, true] {
        draft.let_nearest_setting_win(nearest);
        assert_eq!(
            [sees(&draft, "u1", "peer"), sees(&draft, "peer", "u1")],
            ["", "TSP"]
        );
    }
}

#[test]
fn two_memberships_one_restricted() {
    let people: &[(&str, &[i64])] = &[
        ("u1", &[2, 3]),
        ("a", &[2]),
        ("c", &[4]),
        ("out", &[5]),
        ("top", &[1]),
    ];
    let mut draft = acme(&[(2, 1), (3, 1), (4, 3), (5, 1)], people);
    restrict(
        &mut draft,
        Range::OwnDepartments,
        everywhere(departments(&[2]), SelectionFields::default()),
    );
    assert_eq!(page(&draft, "u1", 1), "2(2) 3(2)");
    assert_eq!(sees(&draft, "u1", "c"), "TSP");
    assert_eq!(
        [sees(&draft, "u1", "out"), sees(&draft, "u1", "top")],
        ["", ""]
    );
}

#[test]
fn white_list_by_role() {
    let mut draft = acme(&[(2, 1), (3, 1)], &[("me", &[2]), ("u8", &[3])]);
    let role = role(&mut draft, &["u8"]);
    restrict(
        &mut draft,
        Range::Excluded,
        everywhere(users(&["me"]), roles(&[role])),
    );
    assert_eq!(page(&draft, "me", 1), "me u8");
    assert_eq!(
        [page(&draft, "me", 3), sees(&draft, "me", "u8")],
        ["none", "TSP"]
    );
    assert!(!viewer(&draft, "me").sees_department(DepartmentId(3)));
}

#[test]
fn attribute_and_search() {
    let mut draft = acme(&[(2, 1)], &[("u9", &[2]), ("holder", &[1]), ("out", &[1])]);
    let role = role(&mut draft, &["holder"]);
    let fields = SettingFields {
        objects: departments(&[2]),
        excluded: roles(&[role]),
        attributes: Some(vec!["job_number".to_owned()]),
        ..SettingFields::default()
    };
    draft
        .put_setting(SettingKind::HideAttributes, None, fields)
        .expect("the setting fits");
    let row = draft.org.people.row("u9").expect("a person");
    assert!(
        viewer(&draft, "out")
            .rows_without("job_number", Surface::Search)
            .contains(row)
    );
    assert!(
        !viewer(&draft, "holder")
            .rows_without("job_number", Surface::Search)
            .contains(row)
    );
    assert!(
        !viewer(&draft, "u9")
            .rows_without("job_number", Surface::Search)
            .contains(row)
    );
}

#[test]
fn department_1_as_hidden_object() {
    let mut draft = acme(&[(2, 1)], &[("in", &[2]), ("out", &[1])]);
    hide(
        &mut draft,
        everywhere(departments(&[1]), SelectionFields::default()),
    );
    assert_eq!(sees(&draft, "out", "in"), "TSP");
}
