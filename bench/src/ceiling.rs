//! The most that HTTP allows here: axum, POST, the body parsed as JSON, ready bytes back; for pages, 20 people serialized.

use crate::load::{self, Load};
use crate::process::Server;
use crate::report::Report;
use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::routing::post;
use std::io::Write;
use std::process::Command;
use std::sync::Arc;

/// A person with as much text as a usual one has.
#[derive(Clone, serde::Serialize)]
struct Person {
    texts: [String; 14],
    numbers: [i64; 6],
    flags: [bool; 6],
}

/// Serves a ready answer of the size of one person, and pages of 20 that are serialized each time.
pub async fn serve() -> Result<()> {
    let router = Router::new()
        .route("/one", post(answer).with_state(ready(600)))
        .route("/page", post(page).with_state(people()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{{\"listening\":\"http://{}\"}}",
        listener.local_addr()?
    )?;
    out.flush()?;
    axum::serve(listener, router).await?;
    Ok(())
}

fn ready(bytes: usize) -> Bytes {
    Bytes::from(format!("{{\"text\":\"{}\"}}", "x".repeat(bytes - 11)))
}

fn people() -> Arc<Vec<Person>> {
    let person = Person {
        texts: std::array::from_fn(|_| "x".repeat(36)),
        numbers: [1_767_323_045; 6],
        flags: [true; 6],
    };
    Arc::new(vec![person; 20])
}

async fn page(
    State(people): State<Arc<Vec<Person>>>,
    body: Bytes,
) -> ([(axum::http::HeaderName, &'static str); 1], Vec<u8>) {
    let parsed = serde_json::from_slice::<serde_json::Value>(&body).is_ok();
    let bytes = if parsed {
        serde_json::to_vec(&*people).unwrap_or_default()
    } else {
        Vec::new()
    };
    ([(CONTENT_TYPE, "application/json")], bytes)
}

async fn answer(
    State(bytes): State<Bytes>,
    body: Bytes,
) -> ([(axum::http::HeaderName, &'static str); 1], Bytes) {
    let parsed = serde_json::from_slice::<serde_json::Value>(&body).is_ok();
    let bytes = if parsed { bytes } else { Bytes::new() };
    ([(CONTENT_TYPE, "application/json")], bytes)
}

/// Measures the ceiling.
pub async fn measure(seconds: f64, report: &mut Report) -> Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("ceiling");
    let server = Server::start(command)?;
    for (name, target, connections) in [
        ("ceiling", "/one", 64),
        ("ceiling page of 20", "/page", 64),
        ("ceiling, 1 client", "/one", 1),
    ] {
        let requests: load::Requests =
            Arc::new(move |_, turn| (target.to_owned(), format!("{{\"userid\":\"{turn}\"}}")));
        let load: Load = load::run(&server, connections, seconds, "", requests, |answer| {
            !answer.is_empty()
        })
        .await?;
        report.reference(name, &load);
    }
    server.stop()
}
