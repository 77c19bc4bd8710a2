//! Get Organization Authentication information: `GET /v1.0/contact/organizations/authInfos`.

use crate::prelude::*;
use crate::user::fields::present;
use endpoint::{Answer, Context, Method, OrgId, Task};
use org::{Authentication, AuthenticationLevel};

/// Of which organization.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The caller's own when absent or empty.
    target_corp_id: Option<String>,
}

/// Who the organization is by law.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    org_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    license_org_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    registration_num: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unified_social_credit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legal_person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license_url: Option<String>,
    /// 0 not authenticated, 1 high, 2 middle.
    auth_level: i64,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/organizations/authInfos",
        SYSTEM_PARAMETER,
    )
    .serves(&["Get Organization Authentication information"])
    .needs("Contact.Org.Read")
    .faults(&[PERMISSION_DENIED, AUTHENTICATION_FAILED]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut own = None;
            context.look(&mut |view| own = Some((view.organization().id.clone(), response(view))));
            let (own_id, own) = own.ok_or(AUTHENTICATION_FAILED)?;
            match self.target_corp_id.filter(|id| !id.is_empty()) {
                None => Ok(own),
                Some(id) if id == own_id.as_str() => Ok(own),
                Some(id) => match context.is_organization(&OrgId::new(&id)).await {
                    Ok(true) => Err(PERMISSION_DENIED.into()),
                    Ok(false) => Err(Fault::invalid(
                        "targetCorpId",
                        sentence!(
                            "targetCorpId names no organization",
                            "targetCorpId 不是任何组织"
                        ),
                    )),
                    Err(_) => Err(AUTHENTICATION_FAILED.into()),
                },
            }
        })
    }
}

fn response(view: &View<'_>) -> Response {
    let info = view.organization();
    let authentication = info.authentication.as_deref();
    let text = |of: fn(&Authentication) -> &str| {
        let text = authentication.map(of).and_then(present);
        text.map(str::to_owned)
    };
    Response {
        org_name: info.name.clone(),
        license_org_name: text(|facts| &facts.license_name),
        registration_num: text(|facts| &facts.registration_number),
        unified_social_credit: text(|facts| &facts.social_credit_code),
        organization_code: text(|facts| &facts.organization_code),
        legal_person: text(|facts| &facts.legal_person),
        license_url: text(|facts| &facts.license_url),
        auth_level: match authentication.map(|facts| facts.level) {
            None => 0,
            Some(AuthenticationLevel::High) => 1,
            Some(AuthenticationLevel::Middle) => 2,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::Refusal;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();

    fn authentication() -> Authentication {
        Authentication {
            level: AuthenticationLevel::High,
            license_name: "Acme Ltd.".to_owned(),
            registration_number: "110000000000000".to_owned(),
            social_credit_code: "91110000MA00000000".to_owned(),
            organization_code: "11111111-1".to_owned(),
            legal_person: "Wang Lin".to_owned(),
            license_url: "https://dir.example.test/license.png".to_owned(),
        }
    }

    fn set(acme: &mut Place, authentication: Option<Authentication>) {
        acme.operate(|draft| draft.set_authentication(authentication));
    }

    #[test]
    fn nothing_but_the_name_is_told_until_it_is_authenticated() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"orgName":"acme","authLevel":0}"#);
        set(&mut acme, Some(authentication()));
        assert_snapshot!(acme.call(ROUTE, json!({"targetCorpId": "dingtest"})), @r#"{"orgName":"acme","licenseOrgName":"Acme Ltd.","registrationNum":"110000000000000","unifiedSocialCredit":"91110000MA00000000","organizationCode":"11111111-1","legalPerson":"Wang Lin","licenseUrl":"https://dir.example.test/license.png","authLevel":1}"#);
        let middle = Authentication {
            level: AuthenticationLevel::Middle,
            legal_person: String::new(),
            ..authentication()
        };
        set(&mut acme, Some(middle));
        assert_snapshot!(acme.call(ROUTE, json!({"targetCorpId": ""})), @r#"{"orgName":"acme","licenseOrgName":"Acme Ltd.","registrationNum":"110000000000000","unifiedSocialCredit":"91110000MA00000000","organizationCode":"11111111-1","licenseUrl":"https://dir.example.test/license.png","authLevel":2}"#);
        set(&mut acme, None);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"orgName":"acme","authLevel":0}"#);
    }

    #[test]
    fn other_organizations_are_not_told() {
        let mut acme = place("acme { }");
        acme.with_other("dingother", Some("other { }"));
        assert_snapshot!(acme.call(ROUTE, json!({"targetCorpId": "dingother"})), @"400 permission.denied 没有权限");
        assert_snapshot!(acme.call(ROUTE, json!({"targetCorpId": "dingnobody"})), @"400 invalidParameter.system.param 系统参数不合法: targetCorpId names no organization");
        assert_snapshot!(acme.call(ROUTE, json!({"targetCorpId": 7})), @"400 invalidParameter.system.param 系统参数不合法: targetCorpId: expected a text, got 7");
    }

    #[test]
    fn what_a_license_cannot_say_is_refused() {
        let acme = place("acme { }");
        let told = |change: fn(&mut Authentication)| {
            let mut facts = authentication();
            change(&mut facts);
            let mut draft = Draft::new(&acme.org, org::Eye::Operator, testkit::seed(9));
            match draft.set_authentication(Some(facts)) {
                Ok(()) => "set".to_owned(),
                Err(Refusal::Invalid(sentence)) => sentence.to_string(),
                Err(other) => panic!("{other}"),
            }
        };
        assert_snapshot!(told(|facts| facts.license_name.clear()), @"an authenticated organization has a name on its license");
        assert_snapshot!(told(|facts| facts.license_name = "x".repeat(200)), @"set");
        assert_snapshot!(told(|facts| facts.license_name = "x".repeat(201)), @"the name on the license has at most 200 characters, all of them visible");
        assert_snapshot!(told(|facts| facts.legal_person = "a\nb".to_owned()), @"the legal representative has at most 200 characters, all of them visible");
        assert_snapshot!(told(|facts| facts.registration_number = "1".repeat(33)), @"a registration number has at most 32 letters and digits");
        assert_snapshot!(told(|facts| facts.social_credit_code.push('0')), @"a unified social credit code has 18 letters and digits");
        assert_snapshot!(told(|facts| facts.organization_code = "1-1".to_owned()), @"an organization code has 8 letters and digits, a hyphen and one more, such as 11111111-1");
        assert_snapshot!(told(|facts| facts.license_url = "javascript:alert(1)".to_owned()), @"the picture of the license has an address that begins with https:// or http://, of at most 1024 letters without blanks");
        assert_snapshot!(told(|facts| facts.license_url = "https:///x".to_owned()), @"the picture of the license has an address that begins with https:// or http://, of at most 1024 letters without blanks");
    }
}
