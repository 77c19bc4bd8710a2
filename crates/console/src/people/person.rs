//! Somebody's page: `GET /v1.0/orgbook/people/{userId}`.

use super::fields::{Person, Step, number, path, shown};
use crate::field::wire::kind_of;
use crate::limits::REPORTS_MAX;
use crate::prelude::*;
use endpoint::china;
use org::visibility::{Viewer, Withheld};
use org::{FieldKind, Surface, UserRef};
use std::collections::BTreeMap;

/// Whose page.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

/// The person. Each field is absent when whoever asks may not see it, or it is empty.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    user_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_number: Option<String>,
    /// Whether the person manages a department that may be seen.
    leader: bool,
    /// Whether the person is in Executive mode.
    protected: bool,
    /// Departments that may be seen.
    departments: Vec<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    manager: Option<Person>,
    /// Those who report to the person and may be seen.
    reports: Vec<Person>,
    /// Whom to contact instead of somebody in Executive mode: what a field of the organization says that is made for it, where whoever asks
    /// may see both. That field is not among the others then.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<Person>,
    /// What is filled in and may be seen.
    fields: Vec<Field>,
    /// Ids of fields that are withheld, filled in or not.
    withheld: Vec<String>,
    /// What the organization calls fields that are not among `fields`, by id: withheld ones, `department` and `manager`. A built-in field
    /// with its usual name is not there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    labels: BTreeMap<String, String>,
    /// Ways of contact that are blocked for whoever asks.
    blocked: Vec<&'static str>,
}

/// A department of the person.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Place {
    dept_id: i64,
    /// From the root to the department itself.
    path: Vec<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    leader: bool,
}

/// A field that is filled in.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Field {
    pub(super) id: String,
    pub(super) label: String,
    /// `text`, `link`, `number`, `date`, `singleChoice`, `multiChoice`, `person` or `phone`. Values that were stored before the field
    /// had its type may not fit it.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) value: String,
    /// Of a person who is shown by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user_id: Option<String>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/people/{userId}", PARAMETER)
        .token(TokenKind::Person)
        .delegated(&["Contact.User.Read", "Contact.User.mobile"])
        .faults(&[PERSON]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PERSON)?;
        let user = viewer.person(&self.user_id, Surface::Profile);
        let user = user.ok_or(PERSON)?;
        let withheld = viewer.withheld(&user, Surface::Profile);
        let Person {
            user_id,
            name,
            title,
            avatar,
            email,
            mobile,
            job_number,
            leader,
            protected,
        } = Person::of(view, &viewer, &user, None, Surface::Profile);
        let manager = viewer.manager_of(&user);
        let reports = viewer.reports_of(&user, REPORTS_MAX);
        let shown_person =
            |other: &UserRef<'_>| Person::of(view, &viewer, other, None, Surface::Profile);
        let scenes = viewer.blocked_scenes(&user);
        let instead = instead(view, &viewer, &user, &withheld);
        let mut fields = fields(view, &viewer, &user, &withheld);
        if instead.is_some() {
            let told = view.fields().instead().map(|field| &field.id);
            fields.retain(|field| Some(&field.id) != told);
        }
        Ok(Response {
            user_id,
            name,
            title,
            avatar,
            email,
            mobile,
            job_number,
            leader,
            protected,
            departments: places(view, &viewer, &user, &withheld),
            manager: manager.as_ref().map(shown_person),
            reports: reports.iter().map(shown_person).collect(),
            instead: instead.as_ref().map(shown_person),
            fields,
            withheld: withheld.iter().map(|(id, _)| id.to_owned()).collect(),
            labels: labels(view, &withheld),
            blocked: scenes.into_iter().map(|scene| scene.as_str()).collect(),
        })
    }
}

fn places(
    view: &View<'_>,
    viewer: &Viewer<'_>,
    user: &UserRef<'_>,
    withheld: &Withheld<'_>,
) -> Vec<Place> {
    if withheld.holds("department") {
        return Vec::new();
    }
    let seen = user
        .departments()
        .filter(|place| viewer.sees_department(place.department));
    let places = seen.map(|place| Place {
        dept_id: place.department.0,
        path: path(viewer, place.department),
        title: shown(withheld, "title", place.title),
        leader: view.manages(user.userid, place.department),
    });
    places.collect()
}

/// Whom to contact instead of somebody in Executive mode.
fn instead<'a>(
    view: &View<'a>,
    viewer: &Viewer<'a>,
    user: &UserRef<'_>,
    withheld: &Withheld<'_>,
) -> Option<UserRef<'a>> {
    let me = viewer.user().userid;
    if !user.senior || user.userid == me {
        return None;
    }
    let field = view.fields().instead()?;
    let id = field.text_of(user);
    if withheld.holds_field(field) || id == me || id == user.userid {
        return None;
    }
    viewer.person(id, Surface::Profile)
}

/// Fields that are filled in and may be seen, in their order, then values under names that no field has.
fn fields(
    view: &View<'_>,
    viewer: &Viewer<'_>,
    user: &UserRef<'_>,
    withheld: &Withheld<'_>,
) -> Vec<Field> {
    let settings = view.fields();
    let known = settings.fields.iter().filter_map(|field| {
        if withheld.holds_field(field) {
            return None;
        }
        let kind = kind_of(field).0;
        let mut answer = Field {
            id: field.id.clone(),
            label: field.shown_label().to_owned(),
            kind,
            value: value_of(field, user).filter(|value| !value.is_empty())?,
            user_id: None,
        };
        if field.kind == Some(FieldKind::Person) {
            answer.refer(view, viewer)?;
        }
        Some(answer)
    });
    let others = user.extension().filter_map(|(name, text)| {
        if settings.get(name).is_some() {
            return None;
        }
        let value = shown(withheld, name, text)?;
        Some(Field {
            id: name.to_owned(),
            label: name.to_owned(),
            kind: "text",
            value,
            user_id: None,
        })
    });
    known.chain(others).collect()
}

/// What the organization calls fields of which the page shows no value among the others. A field that pages show nobody keeps its name.
fn labels(view: &View<'_>, withheld: &Withheld<'_>) -> BTreeMap<String, String> {
    let named = view.fields().fields.iter().filter(|field| {
        let apart = matches!(field.id.as_str(), "department" | "manager");
        field.shown && !field.label.is_empty() && (apart || withheld.denies(&field.id))
    });
    let labels = named.map(|field| (field.id.clone(), field.label.clone()));
    labels.collect()
}

/// What stands in a field. Names, departments and managers have a place of their own in the answer.
fn value_of(field: &org::Field, user: &UserRef<'_>) -> Option<String> {
    if field.kind.is_none() {
        match field.id.as_str() {
            "name" | "department" | "manager" => return None,
            "mobile" => {
                let account_mobile = user.account.and_then(|account| account.mobile);
                return user.mobile.or(account_mobile).map(number);
            }
            "hire_date" => {
                let day = user.hired_date.and_then(china::day_of)?;
                return Some(day.to_string());
            }
            _ => {}
        }
    }
    Some(field.text_of(user).to_owned())
}

impl Field {
    /// Shows a person by name; `None` for somebody whom the viewer does not see. What names nobody is shown as it is.
    pub(super) fn refer(&mut self, view: &View<'_>, viewer: &Viewer<'_>) -> Option<()> {
        if !view.user_exists(&self.value) {
            return Some(());
        }
        let other = viewer.person(&self.value, Surface::Profile)?;
        let withheld = viewer.withheld(&other, Surface::Profile);
        let name = shown(&withheld, "name", other.name)?;
        self.user_id = Some(std::mem::replace(&mut self.value, name));
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{
        DepartmentFields, FieldFields, SelectionFields, SettingFields, SettingKind, UserFields,
    };

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_page_tells_everything_that_is_set() {
        let mut acme = place(
            "acme { rd { ann leader=yes title=Head manager=founder job_number=7 telephone=8001 email=ann@example.com lab { bob manager=ann } } }",
        );
        acme.operate(|draft| {
            let fields = UserFields {
                extension: Some(vec![("hobby".to_owned(), "chess".to_owned())]),
                hired_date: Some(1_597_573_616_828),
                work_place: Some("Hangzhou".to_owned()),
                ..UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        acme.as_person("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @r#"{"userId":"ann","name":"ann","title":"Head","email":"ann@example.com","mobile":"13800000001","jobNumber":"7","leader":true,"protected":false,"departments":[{"deptId":2,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"leader":true}],"manager":{"userId":"founder","name":"Founder","mobile":"13000000000","leader":false,"protected":false},"reports":[{"userId":"bob","name":"bob","mobile":"13800000002","leader":false,"protected":false}],"fields":[{"id":"mobile","label":"手机号","type":"phone","value":"13800000001"},{"id":"email","label":"邮箱","type":"text","value":"ann@example.com"},{"id":"ext_number","label":"分机号","type":"phone","value":"8001"},{"id":"title","label":"职位","type":"text","value":"Head"},{"id":"job_number","label":"工号","type":"text","value":"7"},{"id":"work_station","label":"办公地点","type":"text","value":"Hangzhou"},{"id":"hire_date","label":"入职时间","type":"date","value":"2020-08-16"},{"id":"hobby","label":"hobby","type":"text","value":"chess"}],"withheld":[],"blocked":[]}"#);
    }

    #[test]
    fn what_is_withheld_is_named_and_not_told() {
        let mut acme = place("acme { rd { ann title=Head } bob }");
        acme.operate(|draft| {
            let ids = ["name", "department", "title", "manager", "hobby"];
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["ann".to_owned()]),
                    ..SelectionFields::default()
                },
                attributes: Some(ids.map(str::to_owned).to_vec()),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::HideAttributes, None, fields)?;
            let fields = UserFields {
                manager: Some(Some("bob".to_owned())),
                extension: Some(vec![("hobby".to_owned(), "chess".to_owned())]),
                senior: Some(true),
                ..UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        acme.as_person("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @r#"{"userId":"ann","leader":false,"protected":true,"departments":[],"reports":[],"fields":[],"withheld":["department","hobby","manager","mobile","name","title"],"blocked":["DING_SMS","DING_MSG","CALL"]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @r#"{"userId":"bob","name":"bob","mobile":"13800000002","leader":false,"protected":false,"departments":[{"deptId":1,"path":[{"deptId":1,"name":"acme"}],"leader":false}],"reports":[],"fields":[{"id":"mobile","label":"手机号","type":"phone","value":"13800000002"}],"withheld":[],"blocked":[]}"#);
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @r#"{"userId":"ann","name":"ann","title":"Head","mobile":"13800000001","leader":false,"protected":true,"departments":[{"deptId":2,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"leader":false}],"manager":{"userId":"bob","name":"bob","mobile":"13800000002","leader":false,"protected":false},"reports":[],"fields":[{"id":"mobile","label":"手机号","type":"phone","value":"13800000001"},{"id":"title","label":"职位","type":"text","value":"Head"},{"id":"hobby","label":"hobby","type":"text","value":"chess"}],"withheld":[],"blocked":[]}"#);
    }

    #[test]
    fn fields_that_are_withheld_or_stand_apart_have_the_name_that_the_organization_gave() {
        let mut acme = place("acme { ann bob }");
        acme.operate(|draft| {
            let named = |label: &str| FieldFields {
                label: Some(label.to_owned()),
                ..FieldFields::default()
            };
            draft.add_field(Some("hobby".to_owned()), named("Pastime"))?;
            draft.add_field(Some("badge".to_owned()), named("Badge"))?;
            let off = FieldFields {
                shown: Some(false),
                ..named("Post")
            };
            let renamed = [
                ("manager", named("Mentor")),
                ("mobile", named("Cell")),
                ("title", off),
            ];
            let renamed = renamed.map(|(id, fields)| (id.to_owned(), fields));
            draft.change_fields(renamed.to_vec(), None)?;
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["ann".to_owned()]),
                    ..SelectionFields::default()
                },
                attributes: Some(
                    ["title", "email", "mobile", "hobby"]
                        .map(str::to_owned)
                        .to_vec(),
                ),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::HideAttributes, None, fields)
        });
        let mut told = |who: &str, whom: &str| {
            acme.as_person(who);
            let answer = acme.call(ROUTE, json!({"userId": whom}));
            let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
            format!("{} {}", answer["withheld"], answer["labels"])
        };
        assert_snapshot!(told("bob", "ann"), @r#"["email","hobby","mobile","title"] {"hobby":"Pastime","manager":"Mentor","mobile":"Cell"}"#);
        // Nothing is withheld of oneself: those fields have their names with their values.
        assert_snapshot!(told("ann", "ann"), @r#"[] {"manager":"Mentor"}"#);
    }

    #[test]
    fn whom_to_contact_instead_is_told_of_executives_to_who_may_see_both() {
        let mut acme = place("acme { cho ann bob board { sec } }");
        acme.operate(|draft| {
            let kind = FieldFields {
                kind: Some(FieldKind::Person),
                instead: Some(true),
                ..FieldFields::default()
            };
            draft.add_field(Some("assistant".to_owned()), kind)?;
            for (userid, senior, instead) in [
                ("cho", true, "ann"),
                ("ann", false, "bob"),
                ("founder", true, "sec"),
            ] {
                let fields = UserFields {
                    senior: Some(senior),
                    extension: Some(vec![("assistant".to_owned(), instead.to_owned())]),
                    ..UserFields::default()
                };
                draft.update_user(userid, fields)?;
            }
            let hide = DepartmentFields {
                hide: Some(true),
                ..DepartmentFields::default()
            };
            draft.update_department(DepartmentId(2), hide)
        });
        let mut told = |who: &str, whom: &str| {
            acme.as_person(who);
            let answer = acme.call(ROUTE, json!({"userId": whom}));
            let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
            let fields = answer["fields"].as_array().expect("a list").iter();
            let field = fields.filter(|field| field["id"] == "assistant");
            let named: Vec<_> = field.map(|field| field["userId"].to_string()).collect();
            format!("{} {}", answer["instead"]["name"], named.join(""))
        };
        assert_snapshot!(told("bob", "cho"), @r#""ann""#);
        // Who is to be contacted needs nobody instead; of people who are not protected it is a field like any other.
        assert_snapshot!(told("ann", "cho"), @r#"null "ann""#);
        assert_snapshot!(told("cho", "cho"), @r#"null "ann""#);
        assert_snapshot!(told("bob", "ann"), @r#"null "bob""#);
        // Who may not be seen is not named.
        assert_snapshot!(told("bob", "founder"), @"null");
    }

    #[test]
    fn who_is_hidden_is_not_there() {
        let mut acme = place("acme { ann bob }");
        acme.operate(|draft| {
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["ann".to_owned()]),
                    ..SelectionFields::default()
                },
                profile: Some(true),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::Hide, None, fields)
        });
        acme.as_person("bob");
        let hidden = acme.call(ROUTE, json!({"userId": "ann"}));
        assert_snapshot!(hidden, @"404 person.notFound There is no such person, or you may not see this person");
        assert_eq!(hidden, acme.call(ROUTE, json!({"userId": "nobody"})));
        assert_eq!(hidden, acme.call(ROUTE, json!({"userId": "x".repeat(100)})));
    }
}
