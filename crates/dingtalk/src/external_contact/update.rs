//! Update an external contact: `POST /topapi/extcontact/update`.

use super::fields;
use crate::prelude::*;
use org::{ExternalContactFields, Refusal, limits};

/// Whom, and what changes.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    contact: Contact,
}

/// The contact. What may be left out stays then; an empty text or list clears it.
#[derive(Clone, Deserialize, JsonSchema)]
pub(crate) struct Contact {
    #[schemars(required)]
    user_id: Option<String>,
    #[schemars(required)]
    name: Option<String>,
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

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/extcontact/update", BLANK)
        .serves(&["Update an external contact"])
        .needs("qyapi_ext_write")
        .on(&[On::Invalid("contact", PARAMETER_WRONG)])
        .faults(&[
            LABELS_CHANGED,
            FOLLOWER,
            EXTERNAL_CONTACT_NOT_FOUND,
            EXTERNAL_NAME,
            DEPARTMENT_NOT_FOUND,
        ]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let contact = self.contact;
        let userid = fields::needed("contact.user_id", contact.user_id)?;
        if userid.chars().count() > limits::USERID_CHARS_MAX {
            let told = sentence!(
                "a userid has at most {most} characters",
                "userid 最多 {most} 个字符",
                most = limits::USERID_CHARS_MAX
            );
            return Err(Fault::because(FOLLOWER, told));
        }
        let name = fields::needed("contact.name", contact.name)?;
        let follower = fields::needed("contact.follower_user_id", contact.follower_user_id)?;
        let labels = fields::labels(contact.label_ids, LABELS_CHANGED)?;
        let fields = ExternalContactFields {
            name: Some(name),
            follower: Some(follower),
            labels: Some(labels),
            title: contact.title,
            company_name: contact.company_name,
            address: contact.address,
            remark: contact.remark,
            email: None,
            share_departments: contact.share_dept_ids.map(fields::department_ids),
            share_users: contact.share_user_ids,
            own: Vec::new(),
        };
        draft
            .update_external_contact(&userid, fields)
            .map_err(fault)
    }
}

fn fault(refusal: Refusal) -> Fault {
    let code = match refusal {
        Refusal::ExternalContactNotFound(_) => EXTERNAL_CONTACT_NOT_FOUND,
        Refusal::LabelsInvalid(_) => LABELS_CHANGED,
        other => return fields::fault(other),
    };
    Fault::because(code, &refusal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();
    const GET: Route = Route::read::<super::super::get::Request>();

    /// Zed with something in every field, and Zed's userid.
    fn acme() -> (Place, String) {
        let mut acme = place("acme { ann bob rd id=2 { cid } }");
        let label = acme.first_label();
        let contact = json!({
            "name": "Zed", "mobile": "13600000000", "state_code": "86", "follower_user_id": "ann",
            "label_ids": [label], "share_dept_ids": [1, 2], "share_user_ids": ["bob", "cid"],
            "title": "Engineer", "company_name": "Acme", "address": "Street 1", "remark": "met in May"
        });
        let told: Value = serde_json::from_str(&acme.call(CREATE, json!({"contact": contact})))
            .expect("an object");
        let userid = told["userid"].as_str().expect("an id").to_owned();
        (acme, userid)
    }

    fn update(acme: &mut Place, userid: &str, changed: &Value) -> String {
        let mut contact = json!({
            "user_id": userid, "name": "Zed", "follower_user_id": "ann", "label_ids": [acme.first_label()]
        });
        let members = contact.as_object_mut().expect("an object");
        members.extend(changed.as_object().expect("an object").clone());
        acme.call(ROUTE, json!({"contact": contact}))
    }

    /// What is told of Zed after a change.
    fn after(changed: &Value) -> String {
        let (mut acme, zed) = acme();
        assert_eq!(update(&mut acme, &zed, changed), "null");
        acme.call(GET, json!({"user_id": zed}))
    }

    fn refusal(changed: &Value) -> String {
        let (mut acme, zed) = acme();
        let told = update(&mut acme, &zed, changed);
        assert_eq!(acme.changes(), "", "a refused call changes nothing");
        told
    }

    #[test]
    fn what_is_given_changes_and_the_rest_stays() {
        assert_snapshot!(after(&json!({"name": "Zoe", "follower_user_id": "bob", "title": "CFO"})), @r#"{"userid":"500286904204129263","name":"Zoe","mobile":"13600000000","state_code":"86","follower_user_id":"bob","label_ids":[2603132361],"share_dept_ids":[1,2],"share_user_ids":["bob","cid"],"title":"CFO","company_name":"Acme","address":"Street 1","remark":"met in May","email":""}"#);
        assert_snapshot!(after(&json!({"company_name": "B", "address": "C", "remark": "D", "share_dept_ids": [2], "share_user_ids": ["ann"]})), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"13600000000","state_code":"86","follower_user_id":"ann","label_ids":[2603132361],"share_dept_ids":[2],"share_user_ids":["ann"],"title":"Engineer","company_name":"B","address":"C","remark":"D","email":""}"#);
    }

    #[test]
    fn empty_values_clear() {
        let empty = json!({"title": "", "company_name": "", "address": "", "remark": "", "share_dept_ids": [], "share_user_ids": []});
        assert_snapshot!(after(&empty), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"13600000000","state_code":"86","follower_user_id":"ann","label_ids":[2603132361],"share_dept_ids":[],"share_user_ids":[],"title":"","company_name":"","address":"","remark":"","email":""}"#);
    }

    #[test]
    fn nothing_changes_nothing() {
        for nothing in [
            json!({}),
            json!({"title": null, "share_user_ids": null}),
            json!({"mobile": "13600000009", "state_code": "852", "email": "zed@example.com"}),
            json!({"share_user_ids": ["bob", "cid"], "title": "Engineer"}),
        ] {
            let (mut acme, zed) = acme();
            assert_eq!(update(&mut acme, &zed, &nothing), "null");
            assert_eq!(acme.changes(), "", "{nothing}");
        }
    }

    #[test]
    fn bad_values_are_named() {
        assert_snapshot!(refusal(&json!({"user_id": "ann"})), @"60121 未找到对应的用户: no external contact ann");
        assert_snapshot!(refusal(&json!({"user_id": "nobody"})), @"60121 未找到对应的用户: no external contact nobody");
        assert_snapshot!(refusal(&json!({"user_id": "u".repeat(65)})), @"40003 无效的userId: a userid has at most 64 characters");
        assert_snapshot!(refusal(&json!({"user_id": ""})), @"40036 参数为空: contact.user_id is missing");
        assert_snapshot!(refusal(&json!({"name": null})), @"40036 参数为空: contact.name is missing");
        assert_snapshot!(refusal(&json!({"name": " "})), @"60112 无效的用户名称: a name has 1 to 80 characters, no control characters among them");
        assert_snapshot!(refusal(&json!({"name": "x".repeat(81)})), @"60112 无效的用户名称: a name has 1 to 80 characters, no control characters among them");
        assert_snapshot!(refusal(&json!({"follower_user_id": ""})), @"40036 参数为空: contact.follower_user_id is missing");
        assert_snapshot!(refusal(&json!({"follower_user_id": "nobody"})), @"40003 无效的userId: no user nobody");
        assert_snapshot!(refusal(&json!({"label_ids": null})), @"60204 需要外部联系人的label: contact.label_ids is missing");
        assert_snapshot!(refusal(&json!({"label_ids": []})), @"60204 需要外部联系人的label: an external contact has at least one label");
        assert_snapshot!(refusal(&json!({"label_ids": [1]})), @"60204 需要外部联系人的label: no label 1");
        assert_snapshot!(refusal(&json!({"label_ids": "x"})), @r#"400002 参数错误: contact.label_ids[0]: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(refusal(&json!({"share_user_ids": ["nobody"]})), @"40003 无效的userId: no user nobody");
        assert_snapshot!(refusal(&json!({"share_dept_ids": [77]})), @"60003 部门不存在: no department 77");
        assert_snapshot!(refusal(&json!({"remark": "x".repeat(2_001)})), @"400002 参数错误: the remark of an external contact has at most 2000 characters, got 2001");
        let (mut acme, _) = acme();
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40036 参数为空: contact is missing");
    }

    #[test]
    fn shares_that_the_app_does_not_see_stay() {
        let (mut acme, zed) = acme();
        acme.with_scope(&[2], &["ann"]);
        assert_snapshot!(acme.call(GET, json!({"user_id": zed})), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"13600000000","state_code":"86","follower_user_id":"ann","label_ids":[2603132361],"share_dept_ids":[2],"share_user_ids":["cid"],"title":"Engineer","company_name":"Acme","address":"Street 1","remark":"met in May","email":""}"#);
        let cleared = json!({"share_dept_ids": [], "share_user_ids": ["ann"]});
        assert_eq!(update(&mut acme, &zed, &cleared), "null");
        acme.with_scope(&[1], &[]);
        assert_snapshot!(acme.call(GET, json!({"user_id": zed})), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"13600000000","state_code":"86","follower_user_id":"ann","label_ids":[2603132361],"share_dept_ids":[1],"share_user_ids":["bob","ann"],"title":"Engineer","company_name":"Acme","address":"Street 1","remark":"met in May","email":""}"#);
    }

    #[test]
    fn whoever_goes_is_not_named_any_more() {
        let (mut acme, zed) = acme();
        acme.operate(|draft| draft.remove_user("ann"));
        acme.operate(|draft| draft.remove_user("cid"));
        acme.operate(|draft| draft.remove_department(DepartmentId(2)));
        assert_snapshot!(acme.call(GET, json!({"user_id": zed})), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"13600000000","state_code":"86","follower_user_id":"founder","label_ids":[2603132361],"share_dept_ids":[1],"share_user_ids":["bob"],"title":"Engineer","company_name":"Acme","address":"Street 1","remark":"met in May","email":""}"#);
    }
}
