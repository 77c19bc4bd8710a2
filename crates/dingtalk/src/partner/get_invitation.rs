//! Get the invitation information: `GET /v1.0/contact/cooperateCorps/{cooperateCorpId}/inviteInfos`.

use crate::prelude::*;
use endpoint::Method;

/// Which of the organizations that the caller's owns.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    cooperate_corp_id: String,
}

/// Where partners apply.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// A path alone while the owner has set no address for invitations.
    invite_url: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/cooperateCorps/{cooperateCorpId}/inviteInfos",
        PARTNER_WRONG,
    )
    .serves(&["Get the invitation information of upstream-downstream organizations"])
    .needs("Contact.CooperateCorp.Read")
    .faults(&[PARTNER_BLANK, PARTNER_NOT_OWNED]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let id = self.cooperate_corp_id.trim();
        if id.is_empty() {
            return Err(Fault::code(PARTNER_BLANK));
        }
        let info = view.organization();
        let mut owned = info.linking.owned.iter();
        let owned = owned
            .find(|owned| owned.org.as_str() == id)
            .ok_or_else(|| Fault::code(PARTNER_NOT_OWNED))?;
        let address = match info.joining.address.as_str() {
            "" => "/union/join",
            address => address,
        };
        Ok(Response {
            invite_url: format!("{address}?corpId={id}&t={}", owned.invitation),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::JoiningFields;

    const ROUTE: Route = Route::read::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();

    #[test]
    fn the_owner_gets_the_same_link_each_time() {
        let mut acme = place("acme { }");
        let created: serde_json::Value =
            serde_json::from_str(&acme.call(CREATE, json!({"orgName": "Circle"})))
                .expect("it is created");
        let id = json!({"cooperateCorpId": created["cooperateCorpId"]});
        assert_snapshot!(acme.call(ROUTE, id.clone()), @r#"{"inviteUrl":"/union/join?corpId=dingc93b5e1d1255f3ef2ae6d0a91f3b28d9&t=cQDgXxSN9ShBhkKFe9QEovm0"}"#);
        acme.operate(|draft| {
            draft.set_joining(JoiningFields {
                address: Some("https://dir.example.test/join".to_owned()),
                ..JoiningFields::default()
            })
        });
        let first = acme.call(ROUTE, id.clone());
        assert_snapshot!(first, @r#"{"inviteUrl":"https://dir.example.test/join?corpId=dingc93b5e1d1255f3ef2ae6d0a91f3b28d9&t=cQDgXxSN9ShBhkKFe9QEovm0"}"#);
        assert_eq!(acme.call(ROUTE, id), first);
    }

    #[test]
    fn nobody_else_gets_it() {
        let mut acme = place("acme { }");
        acme.with_other("dingb0b", Some("bob { }"));
        let mut told = |id: &str| acme.call(ROUTE, json!({"cooperateCorpId": id}));
        assert_snapshot!(told("dingb0b"), @"400 parameter.error 所传组织非上下游组织或者上下游组织不归属于所选组织");
        assert_snapshot!(told("dingtest"), @"400 parameter.error 所传组织非上下游组织或者上下游组织不归属于所选组织");
        assert_snapshot!(told("nothing"), @"400 parameter.error 所传组织非上下游组织或者上下游组织不归属于所选组织");
        assert_snapshot!(told(" "), @"400 parameter.blank 参数为空");
    }
}
