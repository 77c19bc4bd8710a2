//! The pages that are no interface.

use crate::Gate;
use crate::answer::{self, Answer};
use crate::limits;
use http::StatusCode;
use serde_json::json;

impl Gate {
    /// Answers a page, if the path is one.
    pub(crate) async fn page(&self, path: &str) -> Option<Answer> {
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
            "/metrics" => answer::page(
                StatusCode::OK,
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                self.metrics.text(self.engine.stats()),
            ),
            _ => return None,
        })
    }
}
