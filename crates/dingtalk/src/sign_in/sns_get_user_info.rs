//! Old scan-to-sign-in code exchange: `POST /sns/getuserinfo_bycode`.

use crate::prelude::*;
use endpoint::{Answer, Context, Envelope, SignedRefusal, Task, TokenKind};
use org::Millis;

/// The code, and the signature of the app that it was issued for.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    #[serde(rename = "accessKey")]
    access_key: String,
    /// Milliseconds since 1970.
    timestamp: String,
    /// HMAC-SHA256 with the app's secret, of the timestamp or of timestamp, line feed and secret, in Base64.
    signature: String,
    tmp_auth_code: String,
}

/// Who signed in.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    user_info: Info,
}

/// The person.
#[derive(Serialize, JsonSchema)]
struct Info {
    nick: String,
    unionid: String,
    openid: String,
    /// Whether the organization's license was checked best.
    main_org_auth_high_level: bool,
}

/// How far a call's time may be from ours.
const SKEW_MS_MAX: u64 = 60_000;

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/sns/getuserinfo_bycode", ILLEGAL)
        .post()
        .needs("open_app_api_base")
        .token(TokenKind::None)
        .envelope(Envelope::FlatWithoutId)
        .on(&[
            On::Missing("accessKey", ACCESS_KEY_UNKNOWN),
            On::Missing("timestamp", TIMESTAMP_INVALID),
            On::Missing("signature", SIGNATURE_WRONG),
            On::Missing("tmp_auth_code", CODE_UNKNOWN),
        ])
        .faults(&[TIMESTAMP_EXPIRED, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            check_time(&self.timestamp, context.now())?;
            let signed = context
                .check_signature(&self.access_key, &self.timestamp, &self.signature)
                .await?;
            signed.map_err(|refusal| match refusal {
                SignedRefusal::ClientUnknown => ACCESS_KEY_UNKNOWN,
                SignedRefusal::Signature => SIGNATURE_WRONG,
            })?;
            let who = context
                .take_page_code(&self.access_key, &self.tmp_auth_code)
                .await?;
            let who = who.ok_or(CODE_UNKNOWN)?;
            Ok(Response {
                user_info: Info {
                    nick: who.name,
                    unionid: who.union_id,
                    openid: who.open_id,
                    main_org_auth_high_level: who.is_high_level,
                },
            })
        })
    }
}

fn check_time(text: &str, now: Millis) -> Reply<()> {
    let time: i64 = text.parse().map_err(|_| Fault::code(TIMESTAMP_INVALID))?;
    match now.0.abs_diff(time) <= SKEW_MS_MAX {
        true => Ok(()),
        false => Err(TIMESTAMP_EXPIRED.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();

    fn ask(acme: &mut Place, changed: Value) -> String {
        let key = acme.with_secret("s3cr3t");
        let now = testkit::seed(0).now.0.to_string();
        let mut request = json!({
            "accessKey": key, "timestamp": now, "signature": "by s3cr3t", "tmp_auth_code": "of-ann",
        });
        let members = request.as_object_mut().expect("an object");
        members.extend(changed.as_object().expect("an object").clone());
        acme.call(ROUTE, request)
    }

    #[test]
    fn a_signed_call_tells_who_signed_in() {
        let mut acme = place("acme { ann }");
        acme.with_code("of-ann", "ann");
        assert_snapshot!(ask(&mut acme, json!({})), @r#"{"user_info":{"nick":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","openid":"iJCvSTHHbf9vCRDPfQE0iEiE","main_org_auth_high_level":false}}"#);
    }

    #[test]
    fn what_does_not_fit_has_a_code() {
        let mut acme = place("acme { ann }");
        acme.with_code("of-ann", "ann");
        assert_snapshot!(ask(&mut acme, json!({"timestamp": "now"})), @"853001 timestamp不合法");
        assert_snapshot!(ask(&mut acme, json!({"timestamp": null})), @"853001 timestamp不合法: timestamp is missing");
        assert_snapshot!(ask(&mut acme, json!({"timestamp": "1546084445901"})), @"853002 timestamp已过期");
        assert_snapshot!(ask(&mut acme, json!({"accessKey": "dingnobody"})), @"853003 accessKey不存在");
        assert_snapshot!(ask(&mut acme, json!({"signature": "by another"})), @"853004 签名不匹配");
        assert_snapshot!(ask(&mut acme, json!({"tmp_auth_code": "other"})), @"40078 不存在的临时授权码");
        assert_snapshot!(ask(&mut acme, json!({"tmp_auth_code": null})), @"40078 不存在的临时授权码: tmp_auth_code is missing");
    }
}
