//! One callback: the request, and what the receiver answers.

use crate::envelope::{self, RANDOM_BYTES, Sealed, Secrets};
use crate::guard::{AllPrivate, check_address, guarded_client};
use crate::limits;
use crate::receiver::{Failure, FailureKind};
use reqwest::{Client, Response, Url};
use serde_json::{Map, Value, json};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What differs from one push to the next.
#[derive(Clone, Debug)]
pub struct Moment {
    /// In milliseconds since 1970, as text.
    pub timestamp: String,
    /// A few letters and digits.
    pub nonce: String,
    /// Printable.
    pub random: [u8; RANDOM_BYTES],
}

/// Why a push was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// The address is none.
    #[error("the address is not an http or https address")]
    AddressInvalid,
    /// The address belongs to a private network.
    #[error(
        "the address belongs to a loopback or private network, which push.allow_private_addresses would allow"
    )]
    AddressForbidden,
    /// Nobody took the connection, or it broke.
    #[error("it cannot be reached: {0}")]
    Unreachable(String),
    /// No answer came in time.
    #[error("it cannot be reached: no answer came in time")]
    TimedOut,
    /// It answered with a redirect, which is not followed.
    #[error("it answered with a redirect, which is not followed")]
    Redirected,
    /// It did not answer with 200.
    #[error("it answered with status {0}")]
    Status(u16),
    /// It did not answer with a JSON object, or with too long a one.
    #[error("its answer is not a JSON object of at most {max} bytes", max = limits::ANSWER_BYTES_MAX)]
    NotJson,
    /// The answer lacks a member.
    #[error("its answer lacks {0}")]
    MemberMissing(&'static str),
    /// The answer was not the encrypted `success`.
    #[error("its answer is not the encrypted success: {0}")]
    WrongAnswer(String),
}

impl From<PostError> for Failure {
    fn from(error: PostError) -> Self {
        let kind = match &error {
            PostError::AddressInvalid | PostError::AddressForbidden => FailureKind::Address,
            PostError::Unreachable(_) => FailureKind::Unreachable,
            PostError::TimedOut => FailureKind::Timeout,
            PostError::Redirected => FailureKind::Redirect,
            PostError::Status(_) => FailureKind::Status,
            PostError::NotJson | PostError::MemberMissing(_) | PostError::WrongAnswer(_) => {
                FailureKind::Answer
            }
        };
        Self::new(kind, error.to_string())
    }
}

/// Sends callbacks. Clones share their connections.
#[derive(Clone)]
pub struct Poster {
    /// Made by the first push, since reading the system's certificates takes a while; none where there can be no TLS at all.
    client: Arc<OnceLock<Option<Client>>>,
    allows_private: bool,
    deadline: Duration,
}

impl Poster {
    /// With or without addresses of loopback and private networks.
    pub fn new(allows_private: bool) -> Self {
        Self::with_deadline(allows_private, limits::ANSWER_DEADLINE)
    }

    fn with_deadline(allows_private: bool, deadline: Duration) -> Self {
        Self {
            client: Arc::default(),
            allows_private,
            deadline,
        }
    }

    fn client(&self) -> Result<&Client, PostError> {
        let client = || guarded_client(self.allows_private, self.deadline).ok();
        let none = || PostError::Unreachable("nothing can be called from here".to_owned());
        self.client.get_or_init(client).as_ref().ok_or_else(none)
    }

    /// An address that may be called, without asking for its name's addresses.
    ///
    /// # Errors
    /// [`PostError::AddressInvalid`], [`PostError::AddressForbidden`].
    pub fn check_address(&self, url: &str) -> Result<Url, PostError> {
        check_address(url, self.allows_private)
    }

    /// Sends a message and checks that the receiver has understood it.
    ///
    /// # Errors
    /// See [`PostError`].
    pub async fn post(
        &self,
        url: &str,
        secrets: &Secrets,
        message: &str,
        moment: &Moment,
    ) -> Result<(), PostError> {
        let mut url = self.check_address(url)?;
        let when = (moment.timestamp.as_str(), moment.nonce.as_str());
        let sealed = envelope::seal(secrets, message, when, &moment.random)
            .map_err(|error| PostError::WrongAnswer(error.to_string()))?;
        url.query_pairs_mut()
            .append_pair("signature", &sealed.signature)
            .append_pair("msg_signature", &sealed.signature)
            .append_pair("timestamp", &moment.timestamp)
            .append_pair("nonce", &moment.nonce);
        let body = json!({ "encrypt": sealed.encrypt }).to_string();
        let request = self
            .client()?
            .post(url)
            .header("content-type", "application/json; charset=utf-8")
            .body(body);
        let response = request.send().await.map_err(|error| unreached(&error))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(PostError::Redirected);
        }
        if status != reqwest::StatusCode::OK {
            return Err(PostError::Status(status.as_u16()));
        }
        let answer = read(response).await?;
        check(secrets, &answer)
    }
}

fn unreached(error: &reqwest::Error) -> PostError {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    let mut last = String::new();
    while let Some(one) = cause {
        if one.is::<AllPrivate>() {
            return PostError::AddressForbidden;
        }
        last = one.to_string();
        cause = one.source();
    }
    match error.is_timeout() {
        true => PostError::TimedOut,
        false => PostError::Unreachable(last),
    }
}

/// Reads an answer, never more of it than allowed.
async fn read(mut response: Response) -> Result<Map<String, Value>, PostError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreached(&error))? {
        if body.len() + chunk.len() > limits::ANSWER_BYTES_MAX {
            return Err(PostError::NotJson);
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).map_err(|_| PostError::NotJson)
}

/// Whether an answer is the encrypted `success`.
fn check(secrets: &Secrets, answer: &Map<String, Value>) -> Result<(), PostError> {
    let text = |name: &'static str| match answer.get(name) {
        Some(Value::String(text)) => Ok(text.clone()),
        // Of a time.
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err(PostError::MemberMissing(name)),
    };
    let signature = text("msg_signature")?;
    let timestamp = text("timeStamp")?;
    let (nonce, encrypt) = (text("nonce")?, text("encrypt")?);
    let sealed = Sealed { signature, encrypt };
    let opened = envelope::open(secrets, &sealed, (&timestamp, &nonce));
    match opened.as_deref() {
        Ok("success") => Ok(()),
        Ok(_) => Err(PostError::WrongAnswer("another text".to_owned())),
        Err(error) => Err(PostError::WrongAnswer(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    fn secrets() -> Secrets {
        Secrets {
            token: "tok123456".to_owned(),
            aes_key: "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij".to_owned(),
            owner_key: "ding1".to_owned(),
        }
    }

    fn moment() -> Moment {
        Moment {
            timestamp: "1700000000000".to_owned(),
            nonce: "nonce0001".to_owned(),
            random: *b"ABCDEFGHIJKLMNOP",
        }
    }

    /// An answer's body with a text in it.
    fn answer(secrets: &Secrets, text: &str) -> Value {
        let sealed = envelope::seal(secrets, text, ("17", "n"), b"ABCDEFGHIJKLMNOP");
        let Sealed { signature, encrypt } = sealed.expect("the key is one");
        json!({ "msg_signature": signature, "timeStamp": "17", "nonce": "n", "encrypt": encrypt })
    }

    fn ok(body: &str) -> String {
        format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
    }

    /// Posts to a receiver that answers with these bytes, and then waits. Gives what came of it, and what the receiver got.
    async fn posted(answer: String) -> (Result<(), PostError>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("it listens").port();
        let receiver = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.expect("a connection");
            let mut got = vec![0; 4_096];
            let count = socket.read(&mut got).await.expect("a request");
            socket
                .write_all(answer.as_bytes())
                .await
                .expect("it is read");
            // The rest never comes.
            let mut more = vec![0; 4_096];
            let _ = socket.read(&mut more).await;
            String::from_utf8_lossy(&got[..count]).into_owned()
        });
        let poster = Poster::with_deadline(true, Duration::from_millis(500));
        let url = format!("http://127.0.0.1:{port}/hook?a=1");
        let came = poster
            .post(&url, &secrets(), "{\"EventType\":\"check_url\"}", &moment())
            .await;
        drop(poster);
        (came, receiver.await.expect("it does not panic"))
    }

    #[tokio::test]
    async fn an_encrypted_success_is_success() {
        let body = answer(&secrets(), "success").to_string();
        let (came, got) = posted(ok(&body)).await;
        assert_eq!(came, Ok(()));
        let line = got.lines().next().unwrap_or_default();
        let expected = "POST /hook?a=1&signature=";
        assert!(line.starts_with(expected), "{line}");
        assert!(
            line.contains("&timestamp=1700000000000&nonce=nonce0001 "),
            "{line}"
        );
        assert!(
            got.contains("content-type: application/json; charset=utf-8"),
            "{got}"
        );
        let mut as_number = answer(&secrets(), "success");
        as_number["timeStamp"] = json!(17);
        assert_eq!(posted(ok(&as_number.to_string())).await.0, Ok(()));
    }

    #[tokio::test]
    async fn every_other_answer_is_a_failure() {
        let failed = async |answer: String| posted(answer).await.0.expect_err("it failed");
        let good = answer(&secrets(), "success");
        let fails_with = |error: &PostError, text: &str| error.to_string().contains(text);
        let redirect = "HTTP/1.1 302 Found\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(failed(redirect.to_owned()).await, PostError::Redirected);
        let broken = "HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(failed(broken.to_owned()).await, PostError::Status(500));
        for body in ["success", "[]", ""] {
            assert_eq!(failed(ok(body)).await, PostError::NotJson, "{body}");
        }
        let long = ok(&"x".repeat(limits::ANSWER_BYTES_MAX + 1));
        assert_eq!(failed(long).await, PostError::NotJson);
        for member in ["msg_signature", "timeStamp", "nonce", "encrypt"] {
            let mut without = good.clone();
            without[member] = Value::Null;
            let error = failed(ok(&without.to_string())).await;
            assert_eq!(error, PostError::MemberMissing(member));
        }
        let other = answer(&secrets(), "failure").to_string();
        assert!(fails_with(&failed(ok(&other)).await, "another text"));
        let mut foreign = secrets();
        foreign.owner_key = "ding2".to_owned();
        let foreign = answer(&foreign, "success").to_string();
        assert!(fails_with(&failed(ok(&foreign)).await, "owner key"));
        let mut forged = good;
        forged["nonce"] = json!("other");
        assert!(fails_with(
            &failed(ok(&forged.to_string())).await,
            "signature"
        ));
        let slow = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
        assert_eq!(failed(slow.to_owned()).await, PostError::TimedOut);
        assert_eq!(failed(String::new()).await, PostError::TimedOut);
        let garbage = "not http at all\r\n\r\n";
        assert!(matches!(
            failed(garbage.to_owned()).await,
            PostError::Unreachable(_)
        ));
    }

    #[tokio::test]
    async fn addresses_that_nobody_should_call_are_not_called() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("it listens").port();
        let poster = Poster::new(false);
        for host in [
            "127.0.0.1",
            "[::1]",
            "localhost",
            "[::ffff:127.0.0.1]",
            "0.0.0.0",
            "2130706433",
        ] {
            let url = format!("http://{host}:{port}/");
            let came = poster.post(&url, &secrets(), "{}", &moment()).await;
            assert_eq!(came, Err(PostError::AddressForbidden), "{host}");
        }
        for url in [
            "",
            "hook",
            "ftp://example.com/",
            "http://",
            "file:///etc/passwd",
        ] {
            let came = poster.post(url, &secrets(), "{}", &moment()).await;
            assert_eq!(came, Err(PostError::AddressInvalid), "{url}");
        }
        drop(listener);
        let open = Poster::new(true);
        let (secrets, moment) = (secrets(), moment());
        let url = format!("http://127.0.0.1:{port}/");
        let refused = open.post(&url, &secrets, "{}", &moment).await;
        assert!(matches!(refused, Err(PostError::Unreachable(_))));
        // Nothing there speaks TLS.
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("it listens").port();
        tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.expect("a connection");
            let _ = socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        });
        let url = format!("https://127.0.0.1:{port}/");
        let plain = open.post(&url, &secrets, "{}", &moment).await;
        assert!(matches!(plain, Err(PostError::Unreachable(_))));
    }
}
