//! External contacts whom I may see: `GET /v1.0/orgbook/external-contacts`.

use super::fields::number;
use super::paging;
use super::person::Field;
use crate::contact_field::wire::kind_of;
use crate::prelude::*;
use org::visibility::Viewer;
use org::{ExternalContact, FieldKind};

/// Which of them, and which page.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Any part of a name, its pinyin or its initials, or of a company; all when absent.
    q: Option<String>,
    /// `nextCursor` of the page before; absent for the first.
    cursor: Option<String>,
    /// Contacts on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// In the order in which they came.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    contacts: Vec<Contact>,
    /// How many there are.
    total: u64,
    /// Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Somebody outside. What is empty or not shown to people is absent.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Contact {
    user_id: String,
    name: String,
    mobile: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    company_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    address: String,
    /// What is filled in, the name apart, in the order of the organization.
    fields: Vec<Field>,
}

impl Contact {
    fn of(view: &View<'_>, viewer: &Viewer<'_>, contact: &ExternalContact) -> Self {
        let mobile = number((&contact.mobile.state_code, &contact.mobile.number));
        let shown = |id: &str| {
            let field = view.contact_fields().get(id).filter(|field| field.shown);
            field.map_or_else(String::new, |field| contact.text_of(field).to_owned())
        };
        Self {
            user_id: contact.userid.to_string(),
            name: contact.name.clone(),
            title: shown("title"),
            company_name: shown("company_name"),
            email: shown("email"),
            address: shown("address"),
            fields: fields(view, viewer, contact, &mobile),
            mobile,
        }
    }
}

fn fields(
    view: &View<'_>,
    viewer: &Viewer<'_>,
    contact: &ExternalContact,
    mobile: &str,
) -> Vec<Field> {
    let fields = view.contact_fields().fields.iter();
    let shown = fields.filter(|field| field.shown && field.id != "name");
    let filled = shown.filter_map(|field| {
        let value = match (&field.kind, &*field.id) {
            (None, "mobile") => mobile,
            _ => contact.text_of(field),
        };
        let mut answer = Field {
            id: field.id.clone(),
            label: field.shown_label().to_owned(),
            kind: kind_of(field).0,
            value: Some(value.to_owned()).filter(|value| !value.is_empty())?,
            user_id: None,
        };
        if field.kind == Some(FieldKind::Person) {
            answer.refer(view, viewer)?;
        }
        Some(answer)
    });
    filled.collect()
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/external-contacts", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PERSON)?;
        let query = paging::query(self.q.as_deref())?;
        let offset = paging::offset(self.cursor.as_deref())?;
        let size = paging::size(self.size)?;
        let page = viewer.external_contacts(query, offset, size);
        let end = offset.saturating_add(size);
        let contacts = page.hits.iter();
        let contacts = contacts.map(|contact| Contact::of(view, &viewer, contact));
        Ok(Response {
            contacts: contacts.collect(),
            total: page.total,
            next_cursor: (page.total > end as u64).then(|| end.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{ExternalContactFields, NewExternalContact};
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    /// A contact who is followed by somebody and shared with people and departments.
    fn add(acme: &mut Place, name: &str, follower: &str, users: &[&str], departments: &[i64]) {
        acme.operate(|draft| {
            let groups = draft.view().label_groups().flat_map(|group| &group.labels);
            let label = groups.map(|label| label.id).next();
            let number = draft.view().external_contacts(0, 200).len() + 1;
            let fields = ExternalContactFields {
                name: Some(name.to_owned()),
                company_name: Some(format!("{name} Ltd")),
                title: Some("Counsel".to_owned()),
                follower: Some(follower.to_owned()),
                labels: Some(label.into_iter().collect()),
                share_users: Some(users.iter().map(|id| (*id).to_owned()).collect()),
                share_departments: Some(departments.iter().copied().map(DepartmentId).collect()),
                ..ExternalContactFields::default()
            };
            let new = NewExternalContact {
                state_code: "86".to_owned(),
                mobile: format!("139000000{number:02}"),
                fields,
            };
            draft.add_external_contact(new)
        });
    }

    fn place_with_contacts() -> Place {
        let mut acme = place("acme { 销售 { ann 华东 { bob } } 研发 { cid } }");
        add(&mut acme, "张薇", "ann", &[], &[]);
        add(&mut acme, "Shared", "ann", &["cid"], &[]);
        add(&mut acme, "Sales", "ann", &["bob"], &[2]);
        add(&mut acme, "Other", "founder", &[], &[]);
        acme
    }

    fn names(acme: &mut Place, request: serde_json::Value) -> String {
        let answer = acme.call(ROUTE, request);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
        let contacts = answer["contacts"].as_array().expect("a list").iter();
        let names: Vec<&str> = contacts.filter_map(|each| each["name"].as_str()).collect();
        format!("{} of {}", names.join(" "), answer["total"])
    }

    #[test]
    fn everybody_sees_those_he_follows_and_those_that_are_shared() {
        let mut acme = place_with_contacts();
        let mut seen = |who: &str| {
            acme.as_person(who);
            names(&mut acme, json!({}))
        };
        assert_snapshot!(seen("ann"), @"张薇 Shared Sales of 3");
        assert_snapshot!(seen("bob"), @"Sales of 1");
        assert_snapshot!(seen("cid"), @"Shared of 1");
        assert_snapshot!(seen("founder"), @"张薇 Shared Sales Other of 4");
    }

    #[test]
    fn they_are_found_by_name_pinyin_and_company_and_come_in_pages() {
        let mut acme = place_with_contacts();
        acme.as_person("ann");
        assert_snapshot!(names(&mut acme, json!({"q": "zw"})), @"张薇 of 1");
        assert_snapshot!(names(&mut acme, json!({"q": "sales l"})), @"Sales of 1");
        assert_snapshot!(names(&mut acme, json!({"q": "other"})), @" of 0");
        assert_snapshot!(names(&mut acme, json!({"size": 2, "cursor": "2"})), @"Sales of 3");
        let first = acme.call(ROUTE, json!({"size": 1}));
        assert_snapshot!(first, @r#"{"contacts":[{"userId":"500286904204129263","name":"张薇","mobile":"13900000001","title":"Counsel","companyName":"张薇 Ltd","fields":[{"id":"mobile","label":"手机号","type":"phone","value":"13900000001"},{"id":"company_name","label":"公司","type":"text","value":"张薇 Ltd"},{"id":"title","label":"职位","type":"text","value":"Counsel"}]}],"total":3,"nextCursor":"1"}"#);
        acme.as_person("founder");
        assert_snapshot!(names(&mut acme, json!({"q": "other"})), @"Other of 1");
        assert_snapshot!(names(&mut acme, json!({"size": 3, "cursor": "3"})), @"Other of 4");
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let mut acme = place("acme { ann }");
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "x".repeat(65)})), @"400 invalidParameter A parameter is missing or wrong: q has at most 64 characters");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 201})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 201");
        assert_snapshot!(acme.call(ROUTE, json!({"cursor": "x"})), @"400 invalidParameter A parameter is missing or wrong: cursor is the nextCursor of the page before, or absent for the first page");
    }
}
