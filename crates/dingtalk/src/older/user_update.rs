//! Older form of updating a user: `POST /user/update`.

use super::fields;
use super::user_create::{orders, titles};
use crate::prelude::*;
use crate::user::given::{self, Given};
use crate::user::update;
use endpoint::JsonText;
use org::{UserFields, limits::UserTexts};

/// Whom, and what changes. What is left out stays, an empty text clears.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    userid: String,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    lang: Option<String>,
    name: Option<String>,
    mobile: Option<String>,
    department: Option<CommaList<i64>>,
    /// `{1:10}`: positions by department, keys quoted or not. Larger comes first.
    order_in_depts: Option<JsonText>,
    /// `{"1":"Deputy"}`: titles by department.
    position_in_depts: Option<JsonText>,
    position: Option<String>,
    tel: Option<String>,
    work_place: Option<String>,
    remark: Option<String>,
    email: Option<String>,
    org_email: Option<String>,
    jobnumber: Option<String>,
    is_hide: Option<bool>,
    is_senior: Option<bool>,
    /// Custom values, an object or its text; replaces all.
    extattr: Option<JsonText>,
    hired_date: Option<i64>,
    manager_userid: Option<String>,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/user/update", ILLEGAL)
        .post()
        .needs("qyapi_manage_addresslist")
        .scoped()
        .on(&[
            On::Invalid("name", USER_NAME),
            On::Invalid("mobile", MOBILE),
            On::Invalid("department", DEPARTMENT_LIST),
        ])
        .faults(update::FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let userid = self.userid.clone();
        let fields = self.into_fields()?;
        draft
            .update_user(&userid, fields)
            .map_err(|refusal| fields::fault(given::fault(refusal)))
    }
}

impl Request {
    fn into_fields(self) -> Reply<UserFields> {
        let given = Given {
            plain: UserFields {
                name: self.name,
                mobile: self.mobile,
                hide_mobile: self.is_hide,
                telephone: self.tel,
                job_number: self.jobnumber,
                title: self.position,
                email: self.email,
                org_email: self.org_email,
                work_place: self.work_place,
                remark: self.remark,
                senior: self.is_senior,
                hired_date: self.hired_date,
                department_orders: orders(self.order_in_depts.as_ref())?,
                department_titles: titles(self.position_in_depts.as_ref())?,
                texts: UserTexts::OLDER,
                ..UserFields::default()
            },
            manager: self.manager_userid,
            departments: self.department,
            extension: self.extattr,
            ..Given::default()
        };
        given.into_fields()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();

    fn acme() -> Place {
        place(
            "acme { rd { ann title=Engineer telephone=8001 job_number=7 } hr { bob mobile=13900000001 } }",
        )
    }

    fn update(acme: &mut Place, changed: Value) -> String {
        let mut request = json!({"userid": "ann"});
        let members = request.as_object_mut().expect("a request is an object");
        members.extend(changed.as_object().expect("an object").clone());
        acme.call(ROUTE, request)
    }

    fn refusal(changed: Value) -> String {
        let mut acme = acme();
        let told = update(&mut acme, changed);
        assert_eq!(acme.changes(), "", "a refused call changes nothing");
        told
    }

    fn everything() -> Value {
        json!({
            "userid": "ann", "lang": "zh_CN", "name": "Anna", "mobile": "13900000009", "department": [3, 1],
            "orderInDepts": {"3": 10}, "positionInDepts": {"3": "Deputy"}, "position": "Lead", "tel": "8002",
            "workPlace": "Hangzhou", "remark": "tea", "email": "ann@example.com", "orgEmail": "ann@acme.example",
            "jobnumber": "8", "isHide": true, "isSenior": true, "extattr": {"hobby": "chess"},
            "hiredDate": 1_597_573_616_828_i64, "managerUserid": "bob"
        })
    }

    #[test]
    fn every_field_changes() {
        let mut acme = acme();
        assert_snapshot!(update(&mut acme, everything()), @"null");
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"8W8AEjilT7mCFfbXIh8RiEiE","name":"Anna","mobile":"86-13900000009","hide_mobile":true,"telephone":"8002","job_number":"8","title":"Lead","email":"ann@example.com","org_email":"ann@acme.example","work_place":"Hangzhou","remark":"tea","extension":[["hobby","chess"]],"hired_date":1597573616828,"manager":"bob","senior":true,"departments":[{"d":3,"o":10,"t":"Deputy","j":1767323047000,"c":1767323047000},{"d":1,"j":1767323047000,"c":1767323047000}],"created_at":1767323045000}}"#);
    }

    #[test]
    fn texts_serve_for_everything() {
        let (mut typed, mut texts) = (acme(), acme());
        let mut request = everything();
        for value in request.as_object_mut().expect("an object").values_mut() {
            if !value.is_string() {
                *value = value.to_string().into();
            }
        }
        request["orderInDepts"] = "{3:10}".into();
        assert_eq!(typed.call(ROUTE, everything()), texts.call(ROUTE, request));
        assert_eq!(typed.changes(), texts.changes());
    }

    #[test]
    fn what_is_left_out_stays_and_an_empty_text_clears() {
        let mut acme = acme();
        assert_snapshot!(update(&mut acme, json!({})), @"null");
        assert_eq!(acme.changes(), "");
        let mut absent = everything();
        for value in absent.as_object_mut().expect("an object").values_mut() {
            *value = Value::Null;
        }
        absent["userid"] = "ann".into();
        assert_snapshot!(update(&mut acme, absent), @"null");
        assert_eq!(acme.changes(), "");
        assert_snapshot!(update(&mut acme, json!({"position": "", "managerUserid": "", "department": ""})), @"null");
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","telephone":"8001","job_number":"7","departments":[{"d":2,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}"#);
    }

    #[test]
    fn bad_values_name_their_field() {
        assert_snapshot!(refusal(json!({"name": "x".repeat(65)})), @"60112 用户name不合法: a name has 1 to 64 characters, no control characters among them");
        assert_snapshot!(refusal(json!({"remark": "x".repeat(1001)})), @"40065 不合法的备注: a remark has at most 1000 characters");
        assert_snapshot!(refusal(json!({"mobile": "13900000001"})), @r#"60104 手机号码在公司中已存在 {"userid":"bob"}"#);
        assert_snapshot!(refusal(json!({"mobile": "139"})), @"60103 手机号码不合法，如果是国际号码，请使用+xx-xxxxxx的格式: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
        assert_snapshot!(refusal(json!({"department": []})), @"40035 不合法的参数: at least one department is needed");
        assert_snapshot!(refusal(json!({"department": [77]})), @"60003 部门不存在: no department 77");
        assert_snapshot!(refusal(json!({"orderInDepts": "first"})), @r#"40035 不合法的参数: orderInDepts is an object of values by department id, such as {"1":10}"#);
        assert_snapshot!(refusal(json!({"hiredDate": -1})), @"40035 不合法的参数: a date of joining is a number of milliseconds, at least 1");
        assert_snapshot!(refusal(json!({"managerUserid": "ann"})), @"60128 无效的主管id: no other user ann");
    }

    #[test]
    fn the_person_must_be_there_and_in_scope() {
        let mut acme = acme();
        acme.with_scope(&[2], &[]);
        assert_snapshot!(update(&mut acme, json!({"userid": "bob", "name": "Bob"})), @"50002 请求的员工userid不在授权范围内");
        assert_snapshot!(update(&mut acme, json!({"userid": "nobody", "name": "x"})), @"60121 找不到该用户");
        assert_snapshot!(update(&mut acme, json!({"userid": "", "name": "x"})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(update(&mut acme, json!({"userid": null, "name": "x"})), @"40035 不合法的参数: userid is missing");
        assert_snapshot!(update(&mut acme, json!({"department": [2, 3]})), @"50004 请求的部门id不在授权范围内: department 3 is outside the app's Contacts scope");
        assert_snapshot!(update(&mut acme, json!({"name": "Anna"})), @"null");
    }
}
