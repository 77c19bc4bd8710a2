//! Everything of somebody: `GET /v1.0/orgbook/console/people/{userId}`.

use super::fields::{account_kind, fault, mobile, path};
use crate::limits::REPORTS_MAX;
use crate::people::fields::{Step, number};
use crate::prelude::*;
use endpoint::china;
use org::{Module, UserRef};

/// Whose page.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

/// The person. A text is absent when it is empty.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    user_id: String,
    union_id: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    avatar: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    /// Whether the number is hidden from other people.
    hide_mobile: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    telephone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    org_email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    login_email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    job_number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    work_place: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    remark: String,
    /// As `2026-01-31`.
    #[serde(skip_serializing_if = "Option::is_none")]
    hired_date: Option<String>,
    /// Departments that are administered.
    departments: Vec<Place>,
    /// Whether the person is also in departments that are not.
    elsewhere: bool,
    roles: Vec<Held>,
    #[serde(skip_serializing_if = "Option::is_none")]
    manager: Option<Other>,
    /// Those who report to the person, at most 200.
    reports: Vec<Other>,
    /// How many report in all.
    report_count: usize,
    /// Custom fields that are filled in.
    extension: Vec<Field>,
    /// Whether the person is in Executive mode.
    protected: bool,
    /// Whether the person is responsible for the organization.
    boss: bool,
    /// Whether the person has ever signed in.
    active: bool,
    /// In milliseconds.
    created_at: i64,
    account: Account,
    /// `creator`, `primary`, `sub` or `none`.
    admin_kind: &'static str,
    /// Organizations that keep the person.
    mirrored_from: Vec<String>,
}

/// A department of the person.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Place {
    dept_id: i64,
    /// From the topmost department that is administered to this one.
    path: Vec<Step>,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    work_place: String,
    /// Larger stands higher.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<i64>,
    leader: bool,
    main: bool,
}

/// A role of the person.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Held {
    role_id: i64,
    name: String,
    group_name: String,
    /// Whether it follows from other facts.
    built_in: bool,
}

/// Another person.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Other {
    user_id: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
}

/// A custom field.
#[derive(Serialize, JsonSchema)]
struct Field {
    name: String,
    value: String,
}

/// How the person signs in.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Account {
    /// `normal`, `sso` or `builtIn`.
    kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    login_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    nickname: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    dingtalk_id: String,
    /// Whether the account may not enter.
    disabled: bool,
    /// Why, as far as somebody said so.
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    /// The organization that keeps the account, where it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
}

impl Other {
    fn of(user: &UserRef<'_>) -> Self {
        Self {
            user_id: user.userid.to_owned(),
            name: user.name.to_owned(),
            title: user.title.to_owned(),
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/people/{userId}",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .scoped()
    .faults(&[PERSON]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let user = view.user(&self.user_id).map_err(fault)?;
        let departments = places(view, &user);
        let manager = user.manager.and_then(|id| view.user(id).ok());
        let (reports, report_count) = view.reports(user.userid, REPORTS_MAX);
        let extension = user.extension().map(|(name, value)| Field {
            name: name.to_owned(),
            value: value.to_owned(),
        });
        Ok(Response {
            user_id: user.userid.to_owned(),
            union_id: user.union_id.to_owned(),
            name: user.name.to_owned(),
            avatar: user.avatar.to_owned(),
            mobile: mobile(&user),
            hide_mobile: user.hide_mobile,
            telephone: user.telephone.to_owned(),
            email: user.email.to_owned(),
            org_email: user.org_email.to_owned(),
            login_email: user.login_email.to_owned(),
            job_number: user.job_number.to_owned(),
            title: user.title.to_owned(),
            work_place: user.work_place.to_owned(),
            remark: user.remark.to_owned(),
            hired_date: user
                .hired_date
                .and_then(china::day_of)
                .map(|day| day.to_string()),
            elsewhere: departments.len() < user.departments().count(),
            departments,
            roles: roles(view, &user),
            manager: manager.as_ref().map(Other::of),
            reports: reports.iter().map(Other::of).collect(),
            report_count,
            extension: extension.collect(),
            protected: user.senior,
            boss: user.boss,
            active: user.active,
            created_at: user.created_at.0,
            account: account(&user),
            admin_kind: view.admin_kind(user.userid),
            mirrored_from: user.mirrors().map(|mirror| mirror.org.to_owned()).collect(),
        })
    }
}

fn places(view: &View<'_>, user: &UserRef<'_>) -> Vec<Place> {
    let main = user.main_department();
    let seen = user
        .departments()
        .filter(|place| view.department(place.department).is_ok());
    let places = seen.map(|place| Place {
        dept_id: place.department.0,
        path: path(view, place.department),
        title: place.title.to_owned(),
        work_place: place.work_place.to_owned(),
        order: place.order,
        leader: view.manages(user.userid, place.department),
        main: main == Some(place.department),
    });
    places.collect()
}

fn roles(view: &View<'_>, user: &UserRef<'_>) -> Vec<Held> {
    let held = view.roles_of(user).into_iter();
    let held = held.map(|(role, group)| Held {
        role_id: role.id.0,
        name: role.name.clone(),
        group_name: group.name.clone(),
        built_in: role.built_in.is_some(),
    });
    held.collect()
}

fn account(user: &UserRef<'_>) -> Account {
    let kind = account_kind(user);
    let Some(account) = user.account else {
        return Account {
            kind,
            login_id: String::new(),
            nickname: String::new(),
            dingtalk_id: String::new(),
            disabled: false,
            reason: String::new(),
            owner_name: None,
            mobile: None,
        };
    };
    Account {
        kind,
        login_id: account.login_id.to_owned(),
        nickname: account.nickname.to_owned(),
        dingtalk_id: account.dingtalk_id.to_owned(),
        disabled: account.barred,
        reason: account.reason.to_owned(),
        owner_name: account.owner.map(|owner| owner.name.to_owned()),
        mobile: account.mobile.map(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn everything_is_told() {
        let mut acme = place(
            "acme { rd { ann leader=yes title=Head manager=founder job_number=7 telephone=8001 email=ann@example.com lab { bob manager=ann } } }",
        );
        acme.operate(|draft| {
            let fields = org::UserFields {
                extension: Some(vec![("hobby".to_owned(), "chess".to_owned())]),
                hired_date: Some(1_597_573_616_828),
                work_place: Some("Hangzhou".to_owned()),
                senior: Some(true),
                ..org::UserFields::default()
            };
            draft.update_user("ann", fields)?;
            draft.make_account("bob", org::AccountKind::Sso, &org::AccountFields::default())?;
            draft.disable_account("bob", "away")
        });
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @r#"{"userId":"ann","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"13800000001","hideMobile":false,"telephone":"8001","email":"ann@example.com","jobNumber":"7","title":"Head","workPlace":"Hangzhou","hiredDate":"2020-08-16","departments":[{"deptId":2,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"leader":true,"main":true}],"elsewhere":false,"roles":[{"roleId":2603132351,"name":"主管","groupName":"默认","builtIn":true}],"manager":{"userId":"founder","name":"Founder"},"reports":[{"userId":"bob","name":"bob"}],"reportCount":1,"extension":[{"name":"hobby","value":"chess"}],"protected":true,"boss":false,"active":false,"createdAt":1767323045000,"account":{"kind":"normal","disabled":false},"adminKind":"none","mirroredFrom":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @r#"{"userId":"bob","unionId":"EC2xOyXNiJFoWHVIkAFoiEiE","name":"bob","mobile":"13800000002","hideMobile":false,"departments":[{"deptId":3,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"},{"deptId":3,"name":"lab"}],"leader":false,"main":true}],"elsewhere":false,"roles":[],"manager":{"userId":"ann","name":"ann","title":"Head"},"reports":[],"reportCount":0,"extension":[],"protected":false,"boss":false,"active":true,"createdAt":1767323045000,"account":{"kind":"sso","disabled":true,"reason":"away","mobile":"13800000002"},"adminKind":"none","mirroredFrom":[]}"#);
    }

    #[test]
    fn who_is_not_administered_is_not_there() {
        let mut acme = place("acme { rd { ann manager=founder } hr { cid manager=ann } }");
        acme.operate(|draft| {
            let departments = Some([DepartmentId(2)].into());
            let power = org::Power {
                departments,
                ..org::Power::default()
            };
            draft.set_admin("cid", power)?;
            let fields = org::UserFields {
                departments: Some(vec![DepartmentId(2), DepartmentId(3)]),
                ..org::UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        acme.as_admin("cid");
        let hidden = acme.call(ROUTE, json!({"userId": "cid"}));
        assert_snapshot!(hidden, @"404 person.notFound There is no such person, or you may not see this person");
        assert_eq!(hidden, acme.call(ROUTE, json!({"userId": "nobody"})));
        let ann: serde_json::Value =
            serde_json::from_str(&acme.call(ROUTE, json!({"userId": "ann"}))).expect("a person");
        assert_eq!(ann["elsewhere"], true);
        assert_eq!(ann["departments"].as_array().map(Vec::len), Some(1));
        assert!(ann.get("manager").is_none());
        assert_eq!(ann["reportCount"], 0);
    }
}
