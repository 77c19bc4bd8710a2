//! Get Organization invitation information: `GET /v1.0/contact/invites/infos`.

use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The person who invites, and where to.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The main administrator when absent.
    inviter_user_id: Option<String>,
    /// The root when absent.
    dept_id: Option<i64>,
}

/// Which ways lead in.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    invite_switch: bool,
    search_name_invite: bool,
    org_apply_code_invite: bool,
    link_invite: bool,
    /// Left out while invitations, or joining by link, are off.
    #[serde(skip_serializing_if = "Option::is_none")]
    invite_url: Option<String>,
    /// 0 without an approval, 1 with.
    audit_type: i64,
    emp_apply_join_dept: bool,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/contact/invites/infos", PARAMETER)
        .serves(&["Get Organization invitation information"])
        .needs("Contact.Common.Read")
        .faults(&[PARAMETER_BLANK]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut told = Err(Fault::invalid(
                "deptId",
                sentence!("there is no organization", "没有这个组织"),
            ));
            let own = context.address();
            context.look(&mut |view| told = self.told(view, own));
            told
        })
    }
}

impl Request {
    fn told(&self, view: &View<'_>, own_address: &str) -> Reply<Response> {
        let info = view.organization();
        let inviter = match self.inviter_user_id.as_deref() {
            None => info.main_admin.as_str(),
            Some(id) if id.trim().is_empty() => {
                return Err(Fault::because(
                    PARAMETER_BLANK,
                    sentence!(
                        "inviterUserId is empty; leave it out for the main administrator",
                        "inviterUserId 为空；不填则为主管理员"
                    ),
                ));
            }
            Some(id) => {
                let user = view.user(id);
                user.map_err(|refusal| Fault::invalid("inviterUserId", &refusal))?
                    .userid
            }
        };
        let department = match self.dept_id {
            None => DepartmentId::ROOT,
            Some(id) => {
                let department = view.department(DepartmentId(id));
                department
                    .map_err(|refusal| Fault::invalid("deptId", &refusal))?
                    .id
            }
        };
        let joining = &info.joining;
        Ok(Response {
            invite_switch: joining.invitations,
            search_name_invite: joining.by_name,
            org_apply_code_invite: joining.by_code,
            link_invite: joining.by_link,
            invite_url: (joining.invitations && joining.by_link)
                .then(|| link(view, own_address, inviter, department)),
            audit_type: i64::from(view.needs_approval(Some(department))),
            emp_apply_join_dept: view.approves_applications(department),
        })
    }
}

/// Where whoever was invited goes: the operator's page for applications, told by whom and where to, or our own.
fn link(view: &View<'_>, own_address: &str, inviter: &str, department: DepartmentId) -> String {
    let info = view.organization();
    let (address, corp_id) = (&info.joining.address, &info.id);
    if address.is_empty() {
        return format!(
            "{own_address}/join/{}",
            view.standing_code(inviter, department)
        );
    }
    let signature = view.link_signature(inviter, department);
    let inviter = utf8_percent_encode(inviter, NON_ALPHANUMERIC);
    format!("{address}?corpId={corp_id}&deptId={department}&inviter={inviter}&sign={signature}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{DepartmentFields, JoiningFields, Refusal};
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();

    fn open() -> JoiningFields {
        JoiningFields {
            invitations: Some(true),
            by_name: Some(true),
            by_link: Some(true),
            address: Some("https://dir.example.test/join".to_owned()),
            ..JoiningFields::default()
        }
    }

    fn acme() -> Place {
        let mut acme = place("acme { ann rd { bob } }");
        acme.operate(|draft| draft.set_joining(open()));
        acme
    }

    fn link(acme: &mut Place, request: Value) -> String {
        let told: Value = serde_json::from_str(&acme.call(ROUTE, request)).expect("a success");
        told["inviteUrl"].as_str().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_new_organization_lets_nobody_in() {
        assert_snapshot!(place("acme { }").call(ROUTE, json!({})), @r#"{"inviteSwitch":false,"searchNameInvite":false,"orgApplyCodeInvite":false,"linkInvite":false,"auditType":1,"empApplyJoinDept":false}"#);
    }

    #[test]
    fn the_link_names_inviter_and_department() {
        let mut acme = acme();
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"inviteSwitch":true,"searchNameInvite":true,"orgApplyCodeInvite":false,"linkInvite":true,"inviteUrl":"https://dir.example.test/join?corpId=dingtest&deptId=1&inviter=founder&sign=Z57FIvWgvPZ2cXlIz39V","auditType":1,"empApplyJoinDept":false}"#);
        assert_snapshot!(link(&mut acme, json!({"inviterUserId": "ann", "deptId": 2})), @"https://dir.example.test/join?corpId=dingtest&deptId=2&inviter=ann&sign=DfHEKnEpM3XVoxwKZ4cE");
        assert_snapshot!(link(&mut acme, json!({"inviterUserId": "bob", "deptId": 2})), @"https://dir.example.test/join?corpId=dingtest&deptId=2&inviter=bob&sign=zLi1jy5SDD2sE6Fo0Sb0");
    }

    #[test]
    fn userids_are_escaped_in_links() {
        let mut acme = acme();
        acme.operate(|draft| {
            draft.add_user(org::NewUser {
                userid: Some("a&b=王".to_owned()),
                fields: org::UserFields {
                    name: Some("Ann".to_owned()),
                    mobile: Some("13900000009".to_owned()),
                    departments: Some(vec![DepartmentId::ROOT]),
                    ..org::UserFields::default()
                },
                login_email: None,
            })
        });
        assert_snapshot!(link(&mut acme, json!({"inviterUserId": "a&b=王"})), @"https://dir.example.test/join?corpId=dingtest&deptId=1&inviter=a%26b%3D%E7%8E%8B&sign=43qBOd3V6OkuFcIXKuVK");
    }

    #[test]
    fn a_link_stays_until_links_are_reset() {
        let mut acme = acme();
        let before = link(&mut acme, json!({}));
        acme.operate(|draft| draft.set_joining(open()));
        assert_eq!(link(&mut acme, json!({})), before);
        acme.operate(|draft| {
            draft.set_joining(JoiningFields {
                reset_links: true,
                ..JoiningFields::default()
            })
        });
        let after = link(&mut acme, json!({}));
        assert_ne!(after, before);
        let closed = JoiningFields {
            by_link: Some(false),
            reset_links: true,
            ..JoiningFields::default()
        };
        acme.operate(|draft| draft.set_joining(closed));
        acme.operate(|draft| draft.set_joining(open()));
        let reopened = link(&mut acme, json!({}));
        assert!(reopened != after && reopened != before);
    }

    #[test]
    fn there_is_no_link_while_either_switch_is_off() {
        let mut acme = acme();
        for (invitations, by_link) in [(false, true), (true, false)] {
            acme.operate(|draft| {
                draft.set_joining(JoiningFields {
                    invitations: Some(invitations),
                    by_link: Some(by_link),
                    ..JoiningFields::default()
                })
            });
            assert_eq!(link(&mut acme, json!({})), "", "{invitations} {by_link}");
        }
    }

    #[test]
    fn a_department_may_do_without_approval() {
        let mut acme = acme();
        let fields = DepartmentFields {
            auto_approve_apply: Some(true),
            ..DepartmentFields::default()
        };
        acme.operate(|draft| draft.update_department(DepartmentId(2), fields));
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @r#"{"inviteSwitch":true,"searchNameInvite":true,"orgApplyCodeInvite":false,"linkInvite":true,"inviteUrl":"https://dir.example.test/join?corpId=dingtest&deptId=2&inviter=founder&sign=F3R3nebmbk2fvMnQjQlB","auditType":0,"empApplyJoinDept":true}"#);
    }

    #[test]
    fn who_and_what_is_unknown_or_out_of_scope_is_refused() {
        let mut acme = acme();
        assert_snapshot!(acme.call(ROUTE, json!({"inviterUserId": "nobody"})), @"400 parameter.error 无效的参数: no user nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"inviterUserId": " "})), @"400 invalidParameter.param.empty 参数为空: inviterUserId is empty; leave it out for the main administrator");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 9})), @"400 parameter.error 无效的参数: no department 9");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": "rd"})), @r#"400 parameter.error 无效的参数: deptId: expected a whole number of 64 bits, got the text "rd""#);
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"inviterUserId": "ann"})), @"400 parameter.error 无效的参数: user ann is outside the app's Contacts scope");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1})), @"400 parameter.error 无效的参数: department 1 is outside the app's Contacts scope");
    }

    #[test]
    fn without_another_page_links_lead_to_our_own() {
        let mut acme = place("acme { ann }");
        acme.operate(|draft| {
            let fields = JoiningFields {
                address: None,
                without_approval: Some(true),
                ..open()
            };
            draft.set_joining(fields)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"inviterUserId": "ann"})), @r#"{"inviteSwitch":true,"searchNameInvite":true,"orgApplyCodeInvite":false,"linkInvite":true,"inviteUrl":"https://orgbook.example/join/dingtest.wFhQGPfyy7wRLm0Jlk64.1.616e6e","auditType":0,"empApplyJoinDept":false}"#);
    }

    #[test]
    fn links_that_lead_nowhere_are_refused() {
        let acme = place("acme { }");
        let told = |fields: JoiningFields| {
            let mut draft = Draft::new(&acme.org, org::Eye::Operator, testkit::seed(9));
            match draft.set_joining(fields) {
                Ok(_) => "set".to_owned(),
                Err(Refusal::Invalid(sentence)) => sentence.to_string(),
                Err(other) => panic!("{other}"),
            }
        };
        let at = |address: &str| JoiningFields {
            address: Some(address.to_owned()),
            ..open()
        };
        assert_snapshot!(told(at("join")), @"the page that links lead to has an address that begins with https:// or http://, of at most 1024 letters without blanks");
        assert_snapshot!(told(at("https://x.example/?a=1")), @"the page that links lead to has no parameters of its own");
    }
}
