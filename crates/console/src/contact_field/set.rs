//! Change fields of external contacts and their order: `PUT /v1.0/orgbook/console/contactFields`.

use super::list::Response;
use super::wire::refused;
use crate::field::wire::given_kind;
use crate::limits::ORDERED_FIELDS_MAX;
use crate::prelude::*;
use org::{ContactFieldFields, Module};

/// What changes; what is left out stays. All of it or nothing.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// Fields that change.
    fields: Option<Vec<Changed>>,
    /// Every field's id once, in the order in which they are to be shown.
    order: Option<Vec<String>>,
}

/// What changes of a field.
#[derive(Clone, Deserialize, JsonSchema)]
struct Changed {
    id: String,
    /// Empty for what comes with the id.
    label: Option<String>,
    /// Of the organization's own fields.
    #[serde(rename = "type")]
    kind: Option<String>,
    choices: Option<Vec<String>>,
    shown: Option<bool>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/contactFields",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::ExternalContacts)
    .faults(&[FIELD]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let fields = self.fields.unwrap_or_default();
        if fields.len() > ORDERED_FIELDS_MAX {
            let count = fields.len();
            let detail = sentence!(
                "fields names at most {ORDERED_FIELDS_MAX}, got {count}",
                "最多列出 {ORDERED_FIELDS_MAX} 个字段，现有 {count} 个"
            );
            return Err(Fault::invalid("fields", detail));
        }
        let changes = fields.into_iter().map(|given| {
            let fields = ContactFieldFields {
                label: given.label,
                kind: given_kind(given.kind, given.choices)?,
                shown: given.shown,
            };
            Ok((given.id, fields))
        });
        let changes = changes.collect::<Reply<Vec<_>>>()?;
        let changed = draft.change_contact_fields(changes, self.order);
        changed.map_err(refused)?;
        Ok(Response::of(&draft.view()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();

    fn acme() -> Place {
        let mut acme = place("acme { }");
        acme.operate(|draft| {
            let size = Some("size".to_owned());
            draft.add_contact_field(size, ContactFieldFields::default())
        });
        acme
    }

    /// Fields as they are after a change: id, label, type, and whether people are shown them.
    fn set(acme: &mut Place, request: serde_json::Value) -> String {
        let told = acme.call(ROUTE, request);
        let Ok(told) = serde_json::from_str::<serde_json::Value>(&told) else {
            return told;
        };
        let fields = told["fields"].as_array().expect("a list").iter();
        let field = |field: &serde_json::Value| {
            let text = |name: &str| field[name].as_str().unwrap_or_default().to_owned();
            let shown = if field["shown"] == true { "+" } else { "-" };
            format!("{shown}{}={}:{}", text("id"), text("label"), text("type"))
        };
        fields.map(field).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn labels_types_switches_and_the_order_change() {
        let mut acme = acme();
        let request = json!({
            "fields": [
                {"id": "size", "label": "Size of firm", "type": "number"},
                {"id": "company_name", "label": "Client"},
                {"id": "remark", "shown": true},
                {"id": "email", "shown": false},
            ],
            "order": ["name", "size", "mobile", "company_name", "title", "email", "address", "remark"],
        });
        assert_snapshot!(set(&mut acme, request.clone()), @"+name=姓名:text +size=Size of firm:number +mobile=手机号:phone +company_name=Client:text +title=职位:text -email=邮箱:text +address=地址:text +remark=备注:text");
        assert!(!acme.changes().is_empty());
        set(&mut acme, request);
        assert_eq!(acme.changes(), "", "the same again changes nothing");
        let back = json!({"fields": [{"id": "company_name", "label": ""}, {"id": "size", "label": "size"}]});
        assert_snapshot!(set(&mut acme, back), @"+name=姓名:text +size=size:number +mobile=手机号:phone +company_name=公司:text +title=职位:text -email=邮箱:text +address=地址:text +remark=备注:text");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut acme = acme();
        let mut told = |request: serde_json::Value| acme.call(ROUTE, request);
        assert_snapshot!(told(json!({"fields": [{"id": "hobby", "shown": true}]})), @r#"404 field.notFound There is no such field: no field "hobby""#);
        assert_snapshot!(told(json!({"fields": [{"id": "name", "shown": false}]})), @"400 invalidParameter A parameter is missing or wrong: 姓名 is always shown");
        assert_snapshot!(told(json!({"fields": [{"id": "mobile", "shown": false}]})), @"400 invalidParameter A parameter is missing or wrong: 手机号 is always shown");
        assert_snapshot!(told(json!({"fields": [{"id": "title", "type": "number"}]})), @"400 invalidParameter A parameter is missing or wrong: title is built in and keeps its type");
        assert_snapshot!(told(json!({"fields": [{"id": "size", "type": "colour"}]})), @"400 invalidParameter A parameter is missing or wrong: type is text, link, number, date, singleChoice, multiChoice, person or phone, got colour");
        assert_snapshot!(told(json!({"fields": [{"id": "size", "label": "职位"}]})), @r#"400 invalidParameter A parameter is missing or wrong: something of external contacts is called "职位" already"#);
        assert_snapshot!(told(json!({"fields": [{"id": "title", "label": "SIZE"}]})), @r#"400 invalidParameter A parameter is missing or wrong: something of external contacts is called "SIZE" already"#);
        assert_snapshot!(told(json!({"fields": [{"id": "size", "label": " x"}]})), @"400 invalidParameter A parameter is missing or wrong: a field's label has 1 to 64 characters, all of them visible and no blanks around them");
        assert_snapshot!(told(json!({"order": ["name"]})), @r#"400 invalidParameter A parameter is missing or wrong: an order names every field once, this one lacks "mobile""#);
        assert_snapshot!(told(json!({"order": ["name", "name"]})), @r#"404 field.notFound There is no such field: no field "name""#);
        let many = vec![json!({"id": "size"}); 201];
        assert_snapshot!(told(json!({"fields": many})), @"400 invalidParameter A parameter is missing or wrong: fields names at most 200, got 201");
        let both = json!({"fields": [{"id": "size", "label": "Good"}], "order": ["size"]});
        told(both);
        assert_eq!(acme.changes(), "", "all of it or nothing");
    }
}
