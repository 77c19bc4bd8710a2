//! Get authorization data for upstream-downstream organization branches: `POST /v1.0/contact/branchAuthDatas/search`.

use crate::prelude::*;
use endpoint::Method;
use org::Sentence;
use serde_json::{Map, Value};

/// The kinds of data there are.
const KINDS: &[&str] = &[
    "GROUP_GRO_ORG_OPEN_ORG",
    "GROUP_GRO_ORG_OPEN_USER",
    "GROUP_GRO_ORG_OPEN_INDEX",
    "GROUP_GRO_ORG_OPEN_JXHD",
    "GROUP_GRO_ORG_OPEN_CARD",
    "GROUP_GRO_ORG_OPEN_DING",
    "GROUP_GRO_ORG_OPEN_CLASS",
    "GROUP_GRO_ORG_OPEN_CLASS_TREE",
    "GROUP_GRO_ORG_OPEN_FORM",
    "GROUP_GRO_ORG_OPEN_ONCLASS",
];

/// Whose, of which kind, of which day.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// A branch.
    branch_corp_id: String,
    /// The kind.
    code: String,
    /// The day, as `yyyyMMdd`.
    stat_date: Option<String>,
    /// The condition as newer SDKs wrap it.
    body: Option<Map<String, Value>>,
}

/// The figures.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: Vec<Figure>,
}

/// One figure.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    field_code: String,
    field_name: String,
    field_value: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/branchAuthDatas/search",
        PARTNER_WRONG,
    )
    .serves(&["Get authorization data for upstream-downstream organization branches"])
    .needs("Contact.UnionBranchData.Read")
    .on(&[
        On::Missing("branchCorpId", PARTNER_BLANK),
        On::Missing("code", PARTNER_BLANK),
    ]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        if self.branch_corp_id.trim().is_empty() || self.code.trim().is_empty() {
            return Err(Fault::code(PARTNER_BLANK));
        }
        let wrong = |detail: Sentence| Fault::because(PARTNER_WRONG, detail);
        if !KINDS.contains(&self.code.as_str()) {
            return Err(wrong(sentence!(
                "code is one of {known}",
                "code 为 {known} 之一",
                known = KINDS.join(", ")
            )));
        }
        if view.joined_guest(&self.branch_corp_id).is_none() {
            let id = &self.branch_corp_id;
            return Err(wrong(sentence!(
                "{id} is no branch of this organization",
                "{id} 不是本组织的分支"
            )));
        }
        let wrapped = self.body.as_ref().and_then(|body| body.get("statDate"));
        let day = self.stat_date.as_deref();
        let day = day.or_else(|| wrapped.and_then(Value::as_str));
        let day = day.filter(|day| org::is_day(day));
        let day = day.ok_or_else(|| {
            wrong(sentence!(
                "statDate is a day written yyyyMMdd",
                "statDate 是写成 yyyyMMdd 的日期"
            ))
        })?;
        let data = view.shared_data(&self.branch_corp_id, &self.code, day);
        let figures = data.into_iter().flat_map(|data| &data.indicators);
        let figures = figures.map(|figure| Figure {
            field_code: figure.code.clone(),
            field_name: figure.name.clone(),
            field_value: figure.value.clone(),
        });
        Ok(Response {
            result: figures.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::testing::joined;
    use org::{Indicator, OrgId, Share, SharedData};
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    fn sharing(codes: &[&str]) -> Place {
        let mut acme = joined();
        let host = OrgId::new(acme.corp_id());
        let codes = codes.iter().map(|code| (*code).to_owned()).collect();
        acme.operate_other("dingb0b", |draft| {
            draft.apply_to_host(&host, Share::Everybody, codes)?;
            draft.share_data(vec![SharedData {
                org: host.clone(),
                day: "20261120".to_owned(),
                code: "GROUP_GRO_ORG_OPEN_ORG".to_owned(),
                indicators: vec![Indicator {
                    code: "CRO_ORG_OPEN_EDU_001".to_owned(),
                    name: "Registered classes".to_owned(),
                    value: "100".to_owned(),
                }],
            }])
        });
        acme
    }

    fn asked(day: &str) -> Value {
        json!({"branchCorpId": "dingb0b", "code": "GROUP_GRO_ORG_OPEN_ORG", "statDate": day})
    }

    #[test]
    fn figures_are_told_in_both_forms() {
        let mut acme = sharing(&["GROUP_GRO_ORG_OPEN_ORG"]);
        let told = acme.call(ROUTE, asked("20261120"));
        assert_snapshot!(told, @r#"{"result":[{"fieldCode":"CRO_ORG_OPEN_EDU_001","fieldName":"Registered classes","fieldValue":"100"}]}"#);
        let wrapped = json!({"branchCorpId": "dingb0b", "code": "GROUP_GRO_ORG_OPEN_ORG", "body": {"statDate": "20261120"}});
        assert_eq!(acme.call(ROUTE, wrapped), told);
        assert_snapshot!(acme.call(ROUTE, asked("20261119")), @r#"{"result":[]}"#);
    }

    #[test]
    fn what_is_not_shared_is_not_told() {
        assert_snapshot!(sharing(&[]).call(ROUTE, asked("20261120")), @r#"{"result":[]}"#);
        let other = &["GROUP_GRO_ORG_OPEN_USER"];
        assert_snapshot!(sharing(other).call(ROUTE, asked("20261120")), @r#"{"result":[]}"#);
    }

    #[test]
    fn everything_has_to_be_right() {
        let mut acme = sharing(&["GROUP_GRO_ORG_OPEN_ORG"]);
        assert_snapshot!(acme.call(ROUTE, asked("2026-11-20")), @"400 parameter.error 参数错误: statDate is a day written yyyyMMdd");
        assert_snapshot!(acme.call(ROUTE, asked("20261320")), @"400 parameter.error 参数错误: statDate is a day written yyyyMMdd");
        assert_snapshot!(acme.call(ROUTE, asked("")), @"400 parameter.error 参数错误: statDate is a day written yyyyMMdd");
        assert_snapshot!(acme.call(ROUTE, json!({"branchCorpId": "dingnone", "code": "GROUP_GRO_ORG_OPEN_ORG", "statDate": "20261120"})), @"400 parameter.error 参数错误: dingnone is no branch of this organization");
        assert_snapshot!(acme.call(ROUTE, json!({"branchCorpId": "dingb0b", "code": "OTHER", "statDate": "20261120"})), @"400 parameter.error 参数错误: code is one of GROUP_GRO_ORG_OPEN_ORG, GROUP_GRO_ORG_OPEN_USER, GROUP_GRO_ORG_OPEN_INDEX, GROUP_GRO_ORG_OPEN_JXHD, GROUP_GRO_ORG_OPEN_CARD, GROUP_GRO_ORG_OPEN_DING, GROUP_GRO_ORG_OPEN_CLASS, GROUP_GRO_ORG_OPEN_CLASS_TREE, GROUP_GRO_ORG_OPEN_FORM, GROUP_GRO_ORG_OPEN_ONCLASS");
        assert_snapshot!(acme.call(ROUTE, json!({"branchCorpId": "", "code": "OTHER"})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"code": "OTHER"})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"branchCorpId": "dingb0b"})), @"400 parameter.blank 参数为空");
    }
}
