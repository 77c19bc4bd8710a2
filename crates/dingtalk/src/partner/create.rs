//! Create an upstream-downstream organization: `POST /v1.0/contact/cooperateCorps`.

use super::fields::text;
use crate::prelude::*;
use endpoint::Method;
use org::{NewOwnedOrganization, Refusal, limits};

/// The new organization.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Its name.
    org_name: String,
    /// A picture that was uploaded.
    logo_media_id: Option<String>,
    /// Its industry; kept as given.
    industry_code: Option<i64>,
}

/// The new organization's id.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    cooperate_corp_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/contact/cooperateCorps", PARTNER_WRONG)
        .serves(&["Create an upstream-downstream organization"])
        .needs("Contact.CooperateCorp.Write")
        .on(&[On::Missing("orgName", PARTNER_BLANK)])
        .faults(&[PARTNER_OWNER]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let name = text(Some(self.org_name)).ok_or_else(|| Fault::code(PARTNER_BLANK))?;
        let logo = self.logo_media_id;
        if logo
            .as_ref()
            .is_some_and(|id| id.chars().count() > limits::MEDIA_ID_CHARS_MAX)
        {
            return Err(Fault::invalid(
                "logoMediaId",
                sentence!(
                    "logoMediaId has at most {most} characters",
                    "logoMediaId 最多 {most} 个字符",
                    most = limits::MEDIA_ID_CHARS_MAX
                ),
            ));
        }
        if draft.view().organization().linking.owner.is_some() {
            return Err(Fault::code(PARTNER_OWNER));
        }
        let created = draft.create_owned_organization(NewOwnedOrganization {
            name,
            logo_media_id: logo,
            industry_code: self.industry_code,
        });
        let id = created.map_err(|refusal| match refusal {
            Refusal::OrganizationNeeded(_) => refusal.into(),
            other => Fault::because(PARTNER_WRONG, &other),
        })?;
        Ok(Response {
            cooperate_corp_id: id.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn an_organization_owns_three() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"orgName": " Circle ", "logoMediaId": "@a", "industryCode": 7})), @r#"{"cooperateCorpId":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9"}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"linking":{"owned":[{"org":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","invitation":"cQDgXxSN9ShBhkKFe9QEovm0"}]}}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271561}}
        {"department_added":{"id":1,"name":"Circle","order":1,"created_at":1767323047000}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271562}}
        {"role_group_set":{"id":3585271561,"name":"默认"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271563}}
        {"role_set":{"id":3585271562,"group":3585271561,"name":"主管理员","built_in":"main_admin"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271564}}
        {"role_set":{"id":3585271563,"group":3585271561,"name":"子管理员","built_in":"sub_admin"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271565}}
        {"role_set":{"id":3585271564,"group":3585271561,"name":"负责人","built_in":"boss"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271566}}
        {"role_set":{"id":3585271565,"group":3585271561,"name":"主管","built_in":"department_manager"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271567}}
        {"role_group_set":{"id":3585271566,"name":"职务"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271568}}
        {"role_set":{"id":3585271567,"group":3585271566,"name":"财务"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271569}}
        {"role_set":{"id":3585271568,"group":3585271566,"name":"人事"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271570}}
        {"role_set":{"id":3585271569,"group":3585271566,"name":"行政"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271571}}
        {"role_group_set":{"id":3585271570,"name":"岗位"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271572}}
        {"role_set":{"id":3585271571,"group":3585271570,"name":"出纳"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271573}}
        {"role_set":{"id":3585271572,"group":3585271570,"name":"销售"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271574}}
        {"role_set":{"id":3585271573,"group":3585271570,"name":"客服"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"","next_label_id":3585271597}}
        {"label_group_set":{"id":3585271574,"name":"类型","color":-15220075,"labels":[{"id":3585271575,"name":"客户"},{"id":3585271576,"name":"渠道商"},{"id":3585271577,"name":"供应商"},{"id":3585271578,"name":"合作伙伴"},{"id":3585271579,"name":"面试人员"},{"id":3585271580,"name":"其他类型"}]}}
        {"label_group_set":{"id":3585271581,"name":"级别","color":-11687445,"labels":[{"id":3585271582,"name":"一般"},{"id":3585271583,"name":"重要"},{"id":3585271584,"name":"核心"}]}}
        {"label_group_set":{"id":3585271585,"name":"状态","color":-543394,"labels":[{"id":3585271586,"name":"潜在"},{"id":3585271587,"name":"意向"},{"id":3585271588,"name":"洽谈"},{"id":3585271589,"name":"成交"},{"id":3585271590,"name":"流失"}]}}
        {"label_group_set":{"id":3585271591,"name":"人事招聘状态","color":-543394,"labels":[{"id":3585271592,"name":"待邀约"},{"id":3585271593,"name":"待面试"},{"id":3585271594,"name":"初试"},{"id":3585271595,"name":"复试"},{"id":3585271596,"name":"入职"}]}}
        {"user_added":{"userid":"manager5120","union_id":"2CN9xw4BM6UzC2VNk92NiEiE","name":"Founder","mobile":"86-13000000000","departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"created_at":1767323047000}}
        {"user_updated":{"userid":"manager5120","union_id":"2CN9xw4BM6UzC2VNk92NiEiE","name":"Founder","mobile":"86-13000000000","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"created_at":1767323047000}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"manager5120","next_label_id":3585271597}}
        {"admin_set":{"userid":"manager5120","level":"main"}}
        {"organization_set":{"id":"dingc93b5e1d1255f3ef2ae6d0a91f3b28d9","name":"Circle","code":"45540226","created_at":1767323047000,"main_admin":"manager5120","next_label_id":3585271597,"linking":{"owner":{"org":"dingtest","name":"acme"},"logo_media_id":"@a","industry_code":7}}}
        "#);
        for _ in 0..2 {
            acme.call(ROUTE, json!({"orgName": "Circle"}));
        }
        assert_snapshot!(acme.call(ROUTE, json!({"orgName": "Circle"})), @"400 parameter.error 参数错误: an organization owns at most 3 upstream-downstream organizations");
    }

    #[test]
    fn names_and_pictures_are_checked() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"orgName": "  "})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"orgName": 5})), @"400 parameter.error 参数错误: orgName: expected a text, got 5");
        assert_snapshot!(acme.call(ROUTE, json!({"orgName": "a".repeat(129)})), @"400 parameter.error 参数错误: an organization's name has 1 to 128 characters");
        assert_snapshot!(acme.call(ROUTE, json!({"orgName": "a", "logoMediaId": "@".repeat(65)})), @"400 parameter.error 参数错误: logoMediaId has at most 64 characters");
        assert_snapshot!(acme.call(ROUTE, json!({"orgName": "a", "industryCode": "much"})), @r#"400 parameter.error 参数错误: industryCode: expected a whole number of 64 bits, got the text "much""#);
        assert_eq!(acme.changes(), "");
    }
}
