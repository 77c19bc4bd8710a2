//! Open a stream connection: `POST /v1.0/gateway/connections/open`.

use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task, TokenKind, TokenRefusal};

/// Who wants to connect, and what for. Unknown members are ignored.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The app's key.
    client_id: String,
    /// The app's secret.
    client_secret: String,
    subscriptions: Vec<Subscription>,
    #[expect(dead_code, reason = "informative")]
    ua: Option<String>,
    #[expect(dead_code, reason = "informative")]
    local_ip: Option<String>,
}

/// One thing that a connection wants.
#[derive(Deserialize, JsonSchema)]
struct Subscription {
    /// `EVENT`, `CALLBACK` or `SYSTEM`.
    #[serde(rename = "type")]
    kind: String,
    /// `*` for all events; of a callback its path.
    #[expect(
        dead_code,
        reason = "events come all or not at all; there are no callbacks for Contacts"
    )]
    topic: String,
}

/// Where to connect.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    endpoint: String,
    /// For one connection within 90 seconds.
    ticket: String,
}

/// Subscriptions of one connection.
const SUBSCRIPTIONS_MAX: usize = 100;

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/gateway/connections/open", ILLEGAL)
        .token(TokenKind::None)
        .faults(&[STREAM_AUTH_FAILED, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if self.subscriptions.len() > SUBSCRIPTIONS_MAX {
                let detail = sentence!(
                    "subscriptions are at most {SUBSCRIPTIONS_MAX}",
                    "subscriptions 最多 {SUBSCRIPTIONS_MAX} 个"
                );
                return Err(Fault::invalid("subscriptions", detail));
            }
            for subscription in &self.subscriptions {
                let kind = subscription.kind.as_str();
                if !matches!(kind, "EVENT" | "CALLBACK" | "SYSTEM") {
                    let detail = sentence!(
                        "type is EVENT, CALLBACK or SYSTEM, got {kind:.32?}",
                        "type 为 EVENT、CALLBACK 或 SYSTEM，收到的是 {kind:.32?}"
                    );
                    return Err(Fault::invalid("subscriptions", detail));
                }
            }
            let wants_events = self.subscriptions.iter().any(|one| one.kind == "EVENT");
            let ticket = context
                .open_stream(self.client_id, self.client_secret, wants_events)
                .await
                .map_err(|refusal| {
                    Fault::code(match refusal {
                        TokenRefusal::Busy | TokenRefusal::TooMany => BUSY,
                        TokenRefusal::WrongSecret
                        | TokenRefusal::NotInstalled
                        | TokenRefusal::Disabled => STREAM_AUTH_FAILED,
                    })
                })?;
            Ok(Response {
                endpoint: socket_address(context.address()),
                ticket,
            })
        })
    }
}

/// Where Stream connections go on an installation that was reached at an address. Clients need the port to be named.
fn socket_address(address: &str) -> String {
    let (scheme, port, rest) = match address.strip_prefix("https://") {
        Some(rest) => ("wss", 443, rest),
        None => ("ws", 80, address.trim_start_matches("http://")),
    };
    let has_port = rest
        .rsplit_once(':')
        .is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    match has_port {
        true => format!("{scheme}://{rest}/connect"),
        false => format!("{scheme}://{rest}:{port}/connect"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { }");
        let whole = json!({
            "clientId": "nobody", "clientSecret": "s", "subscriptions": [{"type": "EVENT", "topic": "*"}],
            "ua": "test", "localIp": "127.0.0.1", "extras": null,
        });
        assert_snapshot!(acme.call(ROUTE, whole.clone()), @"401 authFailed 鉴权失败");
        let mut with = |member: &str, value: Value| {
            let mut changed = whole.clone();
            changed[member] = value;
            acme.call(ROUTE, changed)
        };
        assert_snapshot!(with("clientId", Value::Null), @"400 invalidParameter 不合法的参数: clientId is missing");
        assert_snapshot!(with("clientSecret", Value::Null), @"400 invalidParameter 不合法的参数: clientSecret is missing");
        assert_snapshot!(with("subscriptions", Value::Null), @"400 invalidParameter 不合法的参数: subscriptions is missing");
        assert_snapshot!(with("subscriptions", json!([{"type": "NOTHING", "topic": "*"}])), @r#"400 invalidParameter 不合法的参数: type is EVENT, CALLBACK or SYSTEM, got "NOTHING""#);
        assert_snapshot!(with("subscriptions", json!([{"type": "EVENT"}])), @"400 invalidParameter 不合法的参数: subscriptions[0].topic is missing");
    }

    #[test]
    fn an_address_names_its_port() {
        for (address, expected) in [
            ("http://127.0.0.1:7070", "ws://127.0.0.1:7070/connect"),
            (
                "https://orgbook.example.com",
                "wss://orgbook.example.com:443/connect",
            ),
            (
                "http://orgbook.example.com",
                "ws://orgbook.example.com:80/connect",
            ),
            ("http://[::1]", "ws://[::1]:80/connect"),
            ("https://[::1]:7070", "wss://[::1]:7070/connect"),
        ] {
            assert_eq!(socket_address(address), expected);
        }
    }
}
