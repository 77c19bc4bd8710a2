//! What the organization of the tests has in it.

use super::house::{MARK, MOBILE};
use org::{
    AccountFields, AccountKind, DepartmentFields, DepartmentId, ExternalContactFields,
    IndustryDepartmentFields, IndustryPlaceFields, NewDepartment, NewExternalContact, NewUser,
    SelectionFields, SettingFields, SettingKind, UserFields,
};
use serde_json::{Value, json};

pub(super) fn furnish(draft: &mut org::Draft) -> Result<Value, org::Refusal> {
    let fields = DepartmentFields {
        name: Some(format!("Research {MARK}")),
        ..DepartmentFields::default()
    };
    draft.add_department(NewDepartment {
        id: Some(DepartmentId(2)),
        parent: DepartmentId::ROOT,
        fields,
    })?;
    let fields = UserFields {
        name: Some(format!("Ann {MARK}")),
        mobile: Some(MOBILE.to_owned()),
        title: Some(MARK.to_owned()),
        departments: Some(vec![DepartmentId(2)]),
        ..UserFields::default()
    };
    draft.add_user(NewUser {
        userid: Some("ann".to_owned()),
        fields,
        login_email: None,
    })?;
    let group = draft.add_role_group("Group")?;
    let role = draft.add_role(group, "Role")?;
    draft.give_roles(&[role], &["ann".to_owned()])?;
    draft.put_industry_department(IndustryDepartmentFields {
        id: DepartmentId(2),
        parent: DepartmentId::ROOT,
        name: "Class".to_owned(),
        contact_type: "classic".to_owned(),
        department_type: "class".to_owned(),
        feature: String::new(),
    })?;
    let seat = IndustryPlaceFields {
        department: DepartmentId(2),
        feature: String::new(),
        roles: Vec::new(),
    };
    draft.put_industry_user("ann", "Ann at school", vec![seat])?;
    let first_group = draft.view().label_groups().next().cloned();
    let label = first_group
        .expect("an organization starts with labels")
        .labels[0]
        .id;
    let contact = draft.add_external_contact(NewExternalContact {
        state_code: "86".to_owned(),
        mobile: "13600000001".to_owned(),
        fields: ExternalContactFields {
            name: Some("Visitor".to_owned()),
            follower: Some("ann".to_owned()),
            labels: Some(vec![label]),
            ..ExternalContactFields::default()
        },
    })?;
    let account = furnish_account(draft)?;
    let view = draft.view();
    let mut input = json!({
        "unionid": view.user("ann")?.union_id, "unionId": view.user("ann")?.union_id, "user_id": contact.as_str(), "contactId": contact.as_str(), "role_id": role.0, "roleId": role.0,
        "roleIds": role.0, "group_id": group.0, "groupId": group.0,
    });
    for more in [account, furnish_settings(draft)?] {
        let more = more.as_object().expect("parameters").clone();
        input.as_object_mut().expect("parameters").extend(more);
    }
    Ok(input)
}

/// Somebody who was migrated to an enterprise account.
fn furnish_account(draft: &mut org::Draft) -> Result<Value, org::Refusal> {
    let fields = UserFields {
        name: Some(format!("Account {MARK}")),
        mobile: Some("13900000002".to_owned()),
        departments: Some(vec![DepartmentId(2)]),
        ..UserFields::default()
    };
    let old = draft.add_user(NewUser {
        userid: Some("account".to_owned()),
        fields,
        login_email: None,
    })?;
    draft.make_account("account", AccountKind::Sso, &AccountFields::default())?;
    draft.set_dingtalk_id("account", "maple2024")?;
    let new = draft.view().user("account")?.union_id.to_owned();
    Ok(json!({
        "userId": "account", "dingtalkId": "maple2024", "dingId": org::ding_id(&old.union_id),
        "migrationUnionId": new, "migrationDingId": org::ding_id(&new),
    }))
}

/// A setting that hides people and one that hides attributes, neither in force.
fn furnish_settings(draft: &mut org::Draft) -> Result<Value, org::Refusal> {
    let mut put = |kind| {
        let objects = SelectionFields {
            users: Some(vec!["ann".to_owned()]),
            ..SelectionFields::default()
        };
        let fields = SettingFields {
            active: Some(false),
            objects,
            ..SettingFields::default()
        };
        draft.put_setting(kind, None, fields)
    };
    let (hide, attributes) = (put(SettingKind::Hide)?, put(SettingKind::HideAttributes)?);
    Ok(json!({ "hideSettingId": hide.0, "attributeSettingId": attributes.0 }))
}
