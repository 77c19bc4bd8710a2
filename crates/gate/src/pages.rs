//! The pages that are no interface.

use crate::Gate;
use crate::answer::{self, Answer};
use crate::limits;
use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::json;

impl Gate {
    /// Answers a page, if the path is one.
    pub(crate) async fn page(&self, path: &str, head: &Parts) -> Option<Answer> {
        if let Some(id) = path.strip_prefix("/translated/") {
            let is_look = matches!(head.method, Method::GET | Method::HEAD);
            return match is_look {
                true => Some(self.translated(id, head).await),
                false => None,
            };
        }
        if path == "/connect" {
            return Some(self.connect(head).await);
        }
        let told = |status: StatusCode, sentence: &str| {
            answer::page(
                status,
                "application/json",
                json!({ "status": sentence }).to_string(),
            )
        };
        Some(match path {
            "/healthz" => told(StatusCode::OK, "ok"),
            "/readyz" => {
                let ping = tokio::time::timeout(limits::READY_TIMEOUT, self.engine.store().ping());
                match ping.await {
                    Ok(Ok(())) => told(StatusCode::OK, "ok"),
                    Ok(Err(error)) => told(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()),
                    Err(_) => told(
                        StatusCode::SERVICE_UNAVAILABLE,
                        "the store does not answer in time",
                    ),
                }
            }
            "/openapi.json" => {
                answer::page(StatusCode::OK, "application/json", self.openapi.clone())
            }
            "/metrics" => answer::page(
                StatusCode::OK,
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                self.metrics
                    .text(self.engine.stats(), &self.outbound, self.engine.now()),
            ),
            _ => return crate::web::page(path, head),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;
    use endpoint::Millis;
    use engine::{Clock, Engine};
    use http_body_util::BodyExt;
    use serde_json::Value;
    use std::sync::Arc;
    use store::MemoryStore;

    struct StillClock;

    impl Clock for StillClock {
        fn now(&self) -> Millis {
            Millis(1_767_323_045_000)
        }
    }

    #[tokio::test]
    async fn the_table_is_described() {
        let store = Arc::new(MemoryStore::new());
        let engine = Engine::start(store, Arc::new(StillClock), engine::Settings::default())
            .await
            .expect("a store in memory answers");
        let gate = Gate::new(
            engine.clone(),
            crate::tests::outbound(&engine),
            Settings::default(),
        );
        let (head, ()) = http::Request::new(()).into_parts();
        let answer = gate.page("/openapi.json", &head).await.expect("a page");
        assert_eq!(answer.headers()["content-type"], "application/json");
        let body = answer.into_body().collect().await.expect("a whole body");
        let told: Value = serde_json::from_slice(&body.to_bytes()).expect("JSON");
        assert_eq!(told["openapi"], "3.1.0");
        for route in gate.table.routes() {
            let method = route.spec.method.as_str().to_lowercase();
            let operation = &told["paths"][route.spec.path][&method];
            assert!(operation["responses"].is_object(), "{}", route.spec.path);
        }
        assert!(gate.page("/openapi", &head).await.is_none());
    }
}
