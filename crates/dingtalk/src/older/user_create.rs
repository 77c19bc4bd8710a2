//! Older form of creating a user: `POST /user/create`.

use super::fields::{self, by_department, not_by_department};
use crate::prelude::*;
use crate::user::create;
use crate::user::given::Given;
use endpoint::JsonText;
use org::{NewUser, UserFields, limits::UserTexts};
use serde_json::Value;

/// The new person.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Made up when absent.
    userid: Option<String>,
    name: String,
    mobile: Option<String>,
    /// `[1,2]`, also as text.
    department: CommaList<i64>,
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
    /// Custom values, an object or its text.
    extattr: Option<JsonText>,
    hired_date: Option<i64>,
    manager_userid: Option<String>,
}

/// Who was added.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    userid: String,
    #[serde(rename = "unionId")]
    union_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/user/create", ILLEGAL)
        .post()
        .needs("qyapi_manage_addresslist")
        .scoped()
        .on(&[
            On::Invalid("name", USER_NAME),
            On::Invalid("mobile", MOBILE),
            On::Invalid("department", DEPARTMENT_LIST),
        ])
        .faults(create::FAULTS);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let new = NewUser {
            userid: self.userid.clone(),
            fields: self.into_fields()?,
            login_email: None,
        };
        let user = create::add(draft, new).map_err(fields::fault)?;
        Ok(Response {
            userid: user.userid.as_str().to_owned(),
            union_id: user.union_id,
        })
    }
}

impl Request {
    fn into_fields(self) -> Reply<UserFields> {
        let given = Given {
            plain: UserFields {
                name: Some(self.name),
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
            departments: Some(self.department),
            extension: self.extattr,
            ..Given::default()
        };
        given.into_fields()
    }
}

/// Positions by department.
pub(super) fn orders(text: Option<&JsonText>) -> Reply<Vec<(DepartmentId, i64)>> {
    const FIELD: &str = "orderInDepts";
    let number = |value: Value| match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_i64(),
    };
    let Some(text) = text.filter(|text| !text.is_null()) else {
        return Ok(Vec::new());
    };
    by_department(FIELD, text)?
        .into_iter()
        .map(|(id, value)| match number(value) {
            Some(order) => Ok((id, order)),
            None => Err(not_by_department(FIELD)),
        })
        .collect()
}

/// Titles by department.
pub(super) fn titles(text: Option<&JsonText>) -> Reply<Vec<(DepartmentId, String)>> {
    const FIELD: &str = "positionInDepts";
    let Some(text) = text.filter(|text| !text.is_null()) else {
        return Ok(Vec::new());
    };
    by_department(FIELD, text)?
        .into_iter()
        .map(|(id, value)| match value {
            Value::String(title) => Ok((id, title)),
            Value::Number(number) => Ok((id, number.to_string())),
            _ => Err(not_by_department(FIELD)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    fn with(changed: Value) -> Value {
        let mut request =
            json!({"userid": "ann", "name": "Ann", "mobile": "13900000000", "department": [1]});
        let members = request.as_object_mut().expect("a request is an object");
        members.extend(changed.as_object().expect("an object").clone());
        request
    }

    fn refusal(changed: Value) -> String {
        let mut acme = place(
            "acme { bob mobile=13900000001 telephone=8001 email=bob@example.com rd { cid } }",
        );
        let told = acme.call(ROUTE, with(changed));
        assert_eq!(acme.changes(), "", "a refused call changes nothing");
        told
    }

    fn everything() -> Value {
        json!({
            "userid": "ann", "name": "张三", "mobile": "+852-51234567", "department": [3, 2],
            "orderInDepts": {"2": 10, "9": 1}, "positionInDepts": {"3": "Deputy"}, "position": "Engineer",
            "tel": "8002", "workPlace": "Hangzhou", "remark": "tea", "email": "ann@example.com",
            "orgEmail": "ann@acme.example", "jobnumber": "0042", "isHide": true, "isSenior": true,
            "extattr": {"hobby": "chess", "car": ""}, "hiredDate": 1_597_573_616_828_i64, "managerUserid": "founder"
        })
    }

    #[test]
    fn a_person_is_added() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, with(json!({}))), @r#"{"userid":"ann","unionId":"qEwGeLOmjnjJkKNA0HR8iEiE"}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_added":{"userid":"ann","union_id":"qEwGeLOmjnjJkKNA0HR8iEiE","name":"Ann","mobile":"86-13900000000","departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"created_at":1767323047000}}"#);
        let nameless = with(json!({"userid": "", "mobile": "13900000001", "orderInDepts": "null"}));
        assert_snapshot!(acme.call(ROUTE, nameless), @r#"{"userid":"879014960703533309","unionId":"ye9JGHocsW79n7mELPV4iEiE"}"#);
    }

    #[test]
    fn every_field_is_kept() {
        let mut acme = place("acme { rd { } hr { } }");
        assert_snapshot!(acme.call(ROUTE, everything()), @r#"{"userid":"ann","unionId":"AxSGnYCaeE784AxmLbh7iEiE"}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_added":{"userid":"ann","union_id":"AxSGnYCaeE784AxmLbh7iEiE","name":"张三","mobile":"852-51234567","hide_mobile":true,"telephone":"8002","job_number":"0042","title":"Engineer","email":"ann@example.com","org_email":"ann@acme.example","work_place":"Hangzhou","remark":"tea","extension":[["hobby","chess"]],"hired_date":1597573616828,"manager":"founder","senior":true,"departments":[{"d":3,"t":"Deputy","j":1767323047000,"c":1767323047000},{"d":2,"o":10,"j":1767323047000,"c":1767323047000}],"created_at":1767323047000}}"#);
    }

    #[test]
    fn texts_serve_for_everything() {
        let mut typed = place("acme { rd { } hr { } }");
        let mut texts = place("acme { rd { } hr { } }");
        let mut request = everything();
        for value in request.as_object_mut().expect("an object").values_mut() {
            if !value.is_string() {
                *value = value.to_string().into();
            }
        }
        request["orderInDepts"] = "{2:10, 9:1}".into();
        assert_eq!(typed.call(ROUTE, everything()), texts.call(ROUTE, request));
        assert_eq!(typed.changes(), texts.changes());
    }

    #[test]
    fn departments_are_read_however_they_are_written() {
        for written in [
            json!("[1, 2]"),
            json!("1,2"),
            json!("1|2"),
            json!(["1", "2"]),
        ] {
            let mut acme = place("acme { rd { } }");
            acme.call(ROUTE, with(json!({"department": written.clone()})));
            let user = acme.call(
                Route::read::<super::super::user_get::Request>(),
                json!({"userid": "ann"}),
            );
            assert!(user.contains(r#""department":[1,2]"#), "{written}: {user}");
        }
    }

    #[test]
    fn lengths_hold_at_their_edge() {
        for (field, chars_max, code) in [
            ("name", 64, 60112),
            ("position", 64, 60119),
            ("tel", 50, 40063),
            ("workPlace", 50, 40064),
            ("remark", 1000, 40065),
            ("jobnumber", 64, 60123),
        ] {
            let told = refusal(json!({field: "名".repeat(chars_max + 1)}));
            assert!(told.starts_with(&code.to_string()), "{field}: {told}");
            assert!(
                told.contains(&format!("{chars_max} characters")),
                "{field}: {told}"
            );
            let told = place("acme { }").call(ROUTE, with(json!({field: "名".repeat(chars_max)})));
            assert!(told.starts_with(r#"{"userid":"ann""#), "{field}: {told}");
        }
        let mail = |chars: usize| json!({"email": "x".repeat(chars - 12) + "@example.org"});
        assert_snapshot!(refusal(mail(65)), @"60105 邮箱不合法: not a mail address of at most 64 characters");
        let told = place("acme { }").call(ROUTE, with(mail(64)));
        assert!(told.starts_with(r#"{"userid":"ann""#), "{told}");
        let title = |chars: usize| json!({"positionInDepts": {"1": "x".repeat(chars)}});
        assert_snapshot!(refusal(title(65)), @"60119 不合法的position: a title has at most 64 characters");
        let told = place("acme { }").call(ROUTE, with(title(64)));
        assert!(told.starts_with(r#"{"userid":"ann""#), "{told}");
    }

    #[test]
    fn what_somebody_has_is_taken() {
        assert_snapshot!(refusal(json!({"userid": "bob"})), @r#"60102 UserID在公司中已存在 {"userid":"bob","unionid":"ye9JGHocsW79n7mELPV4iEiE"}"#);
        assert_snapshot!(refusal(json!({"mobile": "13900000001"})), @r#"60104 手机号码在公司中已存在 {"userid":"bob"}"#);
        assert_snapshot!(refusal(json!({"tel": "8001"})), @"40100 分机号已经存在: the extension number belongs to bob");
        assert_snapshot!(refusal(json!({"email": "bob@example.com"})), @"60106 邮箱已存在: the mail address belongs to bob");
    }

    #[test]
    fn bad_values_name_their_field() {
        assert_snapshot!(refusal(json!({"name": null})), @"40035 不合法的参数: name is missing");
        assert_snapshot!(refusal(json!({"name": ""})), @"60112 用户name不合法: a name has 1 to 64 characters, no control characters among them");
        assert_snapshot!(refusal(json!({"mobile": null})), @"60113 身份认证信息（手机/邮箱）不能同时为空: a mobile is needed");
        assert_snapshot!(refusal(json!({"mobile": "139"})), @"60103 手机号码不合法，如果是国际号码，请使用+xx-xxxxxx的格式: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
        assert_snapshot!(refusal(json!({"department": null})), @"40035 不合法的参数: department is missing");
        assert_snapshot!(refusal(json!({"department": []})), @"40035 不合法的参数: at least one department is needed");
        assert_snapshot!(refusal(json!({"department": "rd"})), @r#"40066 不合法的部门列表: department[0]: expected a whole number of 64 bits, got the text "rd""#);
        assert_snapshot!(refusal(json!({"department": [77]})), @"60003 部门不存在: no department 77");
        assert_snapshot!(refusal(json!({"orderInDepts": "1:10"})), @r#"40035 不合法的参数: orderInDepts is an object of values by department id, such as {"1":10}"#);
        assert_snapshot!(refusal(json!({"orderInDepts": "{1:\"first\"}"})), @r#"40035 不合法的参数: orderInDepts is an object of values by department id, such as {"1":10}"#);
        assert_snapshot!(refusal(json!({"positionInDepts": {"1": ["Deputy"]}})), @r#"40035 不合法的参数: positionInDepts is an object of values by department id, such as {"1":10}"#);
        assert_snapshot!(refusal(json!({"userid": "u".repeat(65)})), @"40035 不合法的参数: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(refusal(json!({"hiredDate": 0})), @"40035 不合法的参数: a date of joining is a number of milliseconds, at least 1");
        assert_snapshot!(refusal(json!({"isHide": "maybe"})), @r#"40035 不合法的参数: isHide: expected true or false, got the text "maybe""#);
        assert_snapshot!(refusal(json!({"extattr": "chess"})), @r#"60122 不合法的extattr: custom values are one JSON object, such as {"hobby":"chess"}"#);
        assert_snapshot!(refusal(json!({"managerUserid": "nobody"})), @"60128 无效的主管id: no other user nobody");
    }

    #[test]
    fn departments_must_be_in_scope() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, with(json!({"department": [2, 3]}))), @"50004 请求的部门id不在授权范围内: department 3 is outside the app's Contacts scope");
        assert_snapshot!(acme.call(ROUTE, with(json!({"department": [2]}))), @r#"{"userid":"ann","unionId":"qEwGeLOmjnjJkKNA0HR8iEiE"}"#);
    }
}
