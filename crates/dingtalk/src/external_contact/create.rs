//! Add an external contact: `POST /topapi/extcontact/create`.

use super::fields;
use crate::prelude::*;
use endpoint::Envelope;
use org::{ExternalContactFields, NewExternalContact};

/// Whom.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    contact: Contact,
}

/// The new contact.
#[derive(Clone, Deserialize, JsonSchema)]
pub(crate) struct Contact {
    #[schemars(required)]
    name: Option<String>,
    /// Without country code.
    #[schemars(required)]
    mobile: Option<String>,
    /// Country code, digits.
    #[schemars(required)]
    state_code: Option<String>,
    /// Who is responsible.
    #[schemars(required)]
    follower_user_id: Option<String>,
    /// 1 to 20 of those that the list of label groups tells.
    #[schemars(required)]
    label_ids: Option<Vec<i64>>,
    title: Option<String>,
    company_name: Option<String>,
    address: Option<String>,
    remark: Option<String>,
    /// At most 20.
    share_dept_ids: Option<Vec<i64>>,
    /// At most 20.
    share_user_ids: Option<Vec<String>>,
}

/// Who that is from now on.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    userid: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/extcontact/create", BLANK)
        .serves(&["Add an external contact"])
        .needs("qyapi_ext_write")
        .envelope(Envelope::Flat)
        .on(&[On::Invalid("contact", PARAMETER_WRONG)])
        .faults(&[
            LABELS,
            EXTERNAL_NAME,
            EXTERNAL_MOBILE,
            EXTERNAL_CONTACT_EXISTS,
            EXTERNAL_CONTACTS_FULL,
            FOLLOWER,
            DEPARTMENT_NOT_FOUND,
        ]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let contact = self.contact;
        let new = NewExternalContact {
            state_code: fields::needed("contact.state_code", contact.state_code)?,
            mobile: fields::needed("contact.mobile", contact.mobile)?,
            fields: ExternalContactFields {
                name: Some(fields::needed("contact.name", contact.name)?),
                follower: Some(fields::needed(
                    "contact.follower_user_id",
                    contact.follower_user_id,
                )?),
                labels: Some(fields::labels(contact.label_ids, LABELS)?),
                title: contact.title,
                company_name: contact.company_name,
                address: contact.address,
                remark: contact.remark,
                email: None,
                share_departments: contact.share_dept_ids.map(fields::department_ids),
                share_users: contact.share_user_ids,
                own: Vec::new(),
            },
        };
        let userid = draft.add_external_contact(new).map_err(fields::fault)?;
        Ok(Response {
            userid: userid.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();

    fn acme() -> Place {
        place("acme { ann bob rd id=2 { lab id=3 { } } }")
    }

    fn create(acme: &mut Place, changed: &Value) -> String {
        let mut contact = json!({
            "name": "Zed", "mobile": "13600000000", "state_code": "86", "follower_user_id": "ann",
            "label_ids": [acme.first_label()]
        });
        let members = contact.as_object_mut().expect("an object");
        members.extend(changed.as_object().expect("an object").clone());
        acme.call(ROUTE, json!({"contact": contact}))
    }

    fn refusal(changed: &Value) -> String {
        let mut acme = acme();
        let told = create(&mut acme, changed);
        assert_eq!(acme.changes(), "", "a refused call changes nothing");
        told
    }

    fn is_added(changed: &Value) -> bool {
        create(&mut acme(), changed).starts_with("{\"userid\":")
    }

    #[test]
    fn everything_is_kept() {
        let mut acme = acme();
        let label = acme.first_label();
        let told = create(
            &mut acme,
            &json!({
                "label_ids": [label, label + 1, label], "share_dept_ids": [1, 2, 1], "share_user_ids": ["bob", "bob"],
                "title": "Engineer", "company_name": "Acme", "address": "Street 1", "remark": "met in May"
            }),
        );
        assert_snapshot!(told, @r#"{"userid":"500286904204129263"}"#);
        assert_snapshot!(acme.changes(), @r#"{"external_contact_added":{"userid":"500286904204129263","serial":1,"union_id":"2FknuFVHtngYcGE6TOqqiEiE","name":"Zed","mobile":"86-13600000000","title":"Engineer","company_name":"Acme","address":"Street 1","remark":"met in May","follower":"ann","labels":[2603132361,2603132362],"share_departments":[1,2],"share_users":["bob"],"created_at":1767323047000}}"#);
    }

    #[test]
    fn the_contact_may_be_text() {
        let mut acme = acme();
        let label = acme.first_label();
        let text = format!(
            r#"{{"name":"Zed","mobile":13600000000,"state_code":86,"follower_user_id":"ann","label_ids":"{label}","share_user_ids":"ann,bob"}}"#
        );
        let told = acme.call(ROUTE, json!({"contact": text}));
        assert!(told.starts_with("{\"userid\":"), "{told}");
        assert_snapshot!(acme.changes(), @r#"{"external_contact_added":{"userid":"500286904204129263","serial":1,"union_id":"2FknuFVHtngYcGE6TOqqiEiE","name":"Zed","mobile":"86-13600000000","follower":"ann","labels":[2603132361],"share_users":["ann","bob"],"created_at":1767323047000}}"#);
    }

    #[test]
    fn what_is_needed_is_asked_for() {
        assert_snapshot!(refusal(&json!({"name": null})), @"40036 参数为空: contact.name is missing");
        assert_snapshot!(refusal(&json!({"name": ""})), @"40036 参数为空: contact.name is missing");
        assert_snapshot!(refusal(&json!({"mobile": ""})), @"40036 参数为空: contact.mobile is missing");
        assert_snapshot!(refusal(&json!({"state_code": null})), @"40036 参数为空: contact.state_code is missing");
        assert_snapshot!(refusal(&json!({"follower_user_id": null})), @"40036 参数为空: contact.follower_user_id is missing");
        assert_snapshot!(refusal(&json!({"label_ids": null})), @"60204 需要外部联系人标签: contact.label_ids is missing");
        assert_snapshot!(refusal(&json!({"label_ids": []})), @"60204 需要外部联系人标签: an external contact has at least one label");
        assert_snapshot!(refusal(&json!({"label_ids": ""})), @"60204 需要外部联系人标签: contact.label_ids is missing");
        let mut acme = acme();
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40036 参数为空: contact is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"contact": "null"})), @"40036 参数为空: contact is missing");
    }

    #[test]
    fn bad_values_are_named() {
        assert_snapshot!(refusal(&json!({"name": " "})), @"60112 无效的用户名称: a name has 1 to 80 characters, no control characters among them");
        assert_snapshot!(refusal(&json!({"name": "x".repeat(81)})), @"60112 无效的用户名称: a name has 1 to 80 characters, no control characters among them");
        assert_snapshot!(refusal(&json!({"mobile": "1360000000"})), @"60103 无效的电话号码: a mobile has 11 digits beginning with 1 in mainland China (state_code 86), 4 to 14 digits elsewhere");
        assert_snapshot!(refusal(&json!({"mobile": "+86-13600000000"})), @"60103 无效的电话号码: a mobile has 11 digits beginning with 1 in mainland China (state_code 86), 4 to 14 digits elsewhere");
        assert_snapshot!(refusal(&json!({"state_code": "0"})), @"60103 无效的电话号码: a mobile has 11 digits beginning with 1 in mainland China (state_code 86), 4 to 14 digits elsewhere");
        assert_snapshot!(refusal(&json!({"label_ids": [1]})), @"60204 需要外部联系人标签: no label 1");
        assert_snapshot!(refusal(&json!({"label_ids": ["x"]})), @r#"400002 参数错误: contact.label_ids[0]: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(refusal(&json!({"follower_user_id": "nobody"})), @"40003 无效的userId: no user nobody");
        assert_snapshot!(refusal(&json!({"share_user_ids": ["bob", "nobody"]})), @"40003 无效的userId: no user nobody");
        assert_snapshot!(refusal(&json!({"share_dept_ids": [2, 77]})), @"60003 部门不存在: no department 77");
        assert_snapshot!(refusal(&json!({"title": {}})), @"400002 参数错误: contact.title: expected a text, got an object");
        assert!(is_added(&json!({"name": "x".repeat(80)})));
        assert!(is_added(
            &json!({"state_code": "852", "mobile": "51234567"})
        ));
    }

    #[test]
    fn limits_hold_at_their_edge() {
        for (field, chars_max) in [
            ("title", 200),
            ("company_name", 200),
            ("address", 500),
            ("remark", 2_000),
        ] {
            assert!(is_added(&json!({field: "字".repeat(chars_max)})), "{field}");
            let told = refusal(&json!({field: "字".repeat(chars_max + 1)}));
            assert!(told.starts_with("400002 参数错误: the "), "{told}");
        }
        let labels = |count: usize| json!({"label_ids": vec![acme().first_label(); count]});
        assert!(is_added(&labels(20)));
        assert_snapshot!(refusal(&labels(21)), @"400002 参数错误: an external contact has at most 20 labels, got 21");
        let people = |count: usize| json!({"share_user_ids": vec!["bob"; count]});
        assert!(is_added(&people(20)));
        assert_snapshot!(refusal(&people(21)), @"400002 参数错误: an external contact has at most 20 people to share with, got 21");
        let departments = |count: usize| json!({"share_dept_ids": vec![2; count]});
        assert!(is_added(&departments(20)));
        assert_snapshot!(refusal(&departments(21)), @"400002 参数错误: an external contact has at most 20 departments to share with, got 21");
    }

    #[test]
    fn a_mobile_belongs_to_one_contact() {
        let mut acme = acme();
        assert_snapshot!(create(&mut acme, &json!({})), @r#"{"userid":"500286904204129263"}"#);
        assert_snapshot!(create(&mut acme, &json!({"name": "Other"})), @"22005 该外部联系人已经存在: external contact 500286904204129263 has this mobile");
        let elsewhere = json!({"state_code": "852"});
        assert!(create(&mut acme, &elsewhere).starts_with("{\"userid\":"));
        let employee = json!({"mobile": "13800000001"});
        assert!(create(&mut acme, &employee).starts_with("{\"userid\":"));
    }

    #[test]
    fn ids_are_never_those_of_people() {
        let mut acme = acme();
        let told: Value = serde_json::from_str(&create(&mut acme, &json!({}))).expect("an object");
        let person = json!({"userid": told["userid"], "name": "x", "mobile": "13700000000", "dept_id_list": "1"});
        let route = Route::write::<crate::user::create::Request>();
        let told = acme.call(route, person);
        assert!(told.starts_with("60102 UserID在公司中已存在 {"), "{told}");
    }

    #[test]
    fn only_people_and_departments_in_scope_can_be_named() {
        let mut acme = place("acme { ann rd id=2 { bob } }");
        acme.with_scope(&[2], &[]);
        let mut told = |changed: Value| create(&mut acme, &changed);
        assert_snapshot!(told(json!({})), @"40003 无效的userId: no user ann");
        assert_snapshot!(told(json!({"follower_user_id": "bob", "share_user_ids": ["ann"]})), @"40003 无效的userId: no user ann");
        assert_snapshot!(told(json!({"follower_user_id": "bob", "share_dept_ids": [1]})), @"60003 部门不存在: no department 1");
        let fits =
            json!({"follower_user_id": "bob", "share_dept_ids": [2], "share_user_ids": ["bob"]});
        assert!(told(fits).starts_with("{\"userid\":"));
    }
}
