//! Files on the wire: uploads that break off or never end, results that are sent or not, addresses in answers.

use super::house::{House, Reply};
use crate::Settings;
use serde_json::Value;

const MEGABYTE: usize = 1024 * 1024;

fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file_name, content) in parts {
        let file_name = file_name.map_or(String::new(), |name| format!("; filename=\"{name}\""));
        let head =
            format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--XX--\r\n");
    body
}

fn upload(token: &str, length: usize, body: &[u8]) -> Vec<u8> {
    let mut request = format!(
        "POST /media/upload?access_token={token}&type=file HTTP/1.1\r\nHost: orgbook.example\r\n\
         Connection: close\r\nContent-Type: multipart/form-data; boundary=XX\r\n\
         Content-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    request.extend_from_slice(body);
    request
}

impl House {
    async fn upload(&self, parts: &[(&str, Option<&str>, &[u8])]) -> Reply {
        let body = form(parts);
        let request = upload(&self.token, body.len(), &body);
        Reply::read(&self.bytes_from("127.0.0.1", &request).await)
    }

    async fn stored_bytes(&self) -> u64 {
        let stored = self.engine.store().slice_bytes(&self.corp).await;
        stored.expect("the store answers")
    }

    /// Starts a translation over a socket; the answer about it, asked with these further headers.
    async fn translation(&self, peer: &str, headers: &str) -> Value {
        let media_id = self
            .upload(&[("media", Some("a.txt"), b"$userName=ann$")])
            .await
            .body["media_id"]
            .clone();
        let union_id = self.input()["unionid"].clone();
        let body = serde_json::json!({"medias": {media_id.as_str().expect("an id"): "a.txt"}, "unionId": union_id});
        let started = self
            .new_call(
                "127.0.0.1",
                "POST /v1.0/contact/files/translate",
                "",
                &body.to_string(),
            )
            .await;
        let job = started["jobId"].as_str().expect("it begins").to_owned();
        let path = format!("GET /v1.0/contact/files/translateResults?jobId={job}");
        for _ in 0..1_000 {
            let told = self.new_call(peer, &path, headers, "").await;
            if told["status"] != "0" {
                return told;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("the translation does not end");
    }

    async fn new_call(&self, peer: &str, line: &str, headers: &str, body: &str) -> Value {
        let request = format!(
            "{line} HTTP/1.1\r\nConnection: close\r\nx-acs-dingtalk-access-token: {}\r\n{headers}\
             Content-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        let request = if headers.starts_with("Host:") {
            request
        } else {
            request.replacen("Connection:", "Host: orgbook.example\r\nConnection:", 1)
        };
        Reply::read(&self.bytes_from(peer, request.as_bytes()).await).body
    }

    /// Status, head and content of a page that may be no JSON.
    async fn fetched(&self, path: &str, headers: &str) -> (String, Vec<u8>) {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");
        let bytes = self.bytes_from("127.0.0.1", request.as_bytes()).await;
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("heads are text");
        (head, bytes[end + 4..].to_vec())
    }
}

#[tokio::test]
async fn a_connection_goes_on_behind_a_body_that_was_not_wanted() {
    let house = House::new().await;
    let token = &house.token;
    let upload = format!("POST /media/upload?access_token={token}&type=file");
    let long = "x".repeat(endpoint::limits::TARGET_BYTES_MAX);
    for (line, content_type) in [
        (upload.clone(), "application/json"),
        (upload.clone(), "multipart/form-data"),
        (upload.clone(), "multipart/form-data; boundary=XX"),
        (
            format!("{upload}&name=%FF"),
            "multipart/form-data; boundary=XX",
        ),
        (
            "OPTIONS /v1.0/contact/users/search".to_owned(),
            "application/json",
        ),
        (
            format!("POST /topapi/user/count?name={long}"),
            "application/json",
        ),
    ] {
        let mut calls = format!(
            "{line} HTTP/1.1\r\nHost: orgbook.example\r\nContent-Type: {content_type}\r\n\
             Content-Length: {MEGABYTE}\r\n\r\n"
        )
        .into_bytes();
        calls.resize(calls.len() + MEGABYTE, b'x');
        calls.extend_from_slice(
            b"GET /healthz HTTP/1.1\r\nHost: orgbook.example\r\nConnection: close\r\n\r\n",
        );
        let told = house.bytes_from("127.0.0.1", &calls).await;
        let answers = String::from_utf8_lossy(&told)
            .matches("HTTP/1.1 200")
            .count();
        assert_eq!(
            answers,
            2,
            "{content_type}: {}",
            &line[..40.min(line.len())]
        );
    }
}

#[tokio::test]
async fn a_file_is_kept_whatever_stands_beside_it() {
    let house = House::new().await;
    let reply = house
        .upload(&[
            ("type", None, b"file"),
            ("media", Some("a.bin"), &vec![b'a'; MEGABYTE]),
            ("other", Some("b.bin"), &vec![b'b'; MEGABYTE]),
        ])
        .await;
    assert!(reply.is_success(), "{}", reply.text);
    let stored = house.stored_bytes().await as usize;
    assert!(
        (MEGABYTE..MEGABYTE + 1_000).contains(&stored),
        "the first counts"
    );
}

#[tokio::test]
async fn what_is_not_taken_leaves_nothing() {
    let house = House::new().await;
    let large = vec![b'a'; org::limits::FILE_BYTES_MAX + 1];
    let reply = house.upload(&[("media", Some("a"), &large)]).await;
    assert_eq!(reply.body["errcode"], 40_006);
    let reply = house.upload(&[("media", Some("../a"), b"a")]).await;
    assert_eq!(reply.body["errcode"], 40_035);
    let reply = house.upload(&[("media", None, b"a")]).await;
    assert_eq!(reply.body["errcode"], 41_005);
    let long = vec![b'a'; endpoint::limits::UPLOAD_OVERHEAD_BYTES_MAX as usize + 1];
    let reply = house
        .upload(&[("type", None, &long), ("media", Some("a"), b"a")])
        .await;
    assert_eq!(reply.body["errcode"], 40_035);
    let body = form(&[("media", Some("a"), b"a")]);
    let stranger = upload("nobody", body.len(), &body);
    let reply = Reply::read(&house.bytes_from("127.0.0.1", &stranger).await);
    assert_eq!(reply.body["errcode"], 40_014);
    assert_eq!(house.stored_bytes().await, 0);
}

#[tokio::test]
async fn a_form_that_breaks_off_is_refused() {
    let house = House::new().await;
    let body = form(&[("media", Some("a"), &vec![b'a'; MEGABYTE])]);
    let cut = upload(&house.token, body.len() / 2, &body[..body.len() / 2]);
    let reply = Reply::read(&house.bytes_from("127.0.0.1", &cut).await);
    assert_eq!(reply.body["errcode"], 40_035, "{}", reply.text);
    assert_eq!(house.stored_bytes().await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_form_that_never_ends_is_cut() {
    let house = House::new().await;
    let body = form(&[("media", Some("a"), b"abc")]);
    let (mut stream, _end, _served) = house.connect("127.0.0.1");
    let waiting = upload(&house.token, 1_000_000, &body[..body.len() - 8]);
    tokio::io::AsyncWriteExt::write_all(&mut stream, &waiting)
        .await
        .expect("it is taken");
    let mut told = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut told)
        .await
        .expect("the connection ends in order");
    let reply = Reply::read(&told);
    assert_eq!(reply.body["errcode"], 40_035, "{}", reply.text);
    assert_eq!(house.stored_bytes().await, 0);
}

#[tokio::test]
async fn a_store_that_goes_away_is_told() {
    let house = House::new().await;
    house.store_goes_away();
    let reply = house.upload(&[("media", Some("a"), b"a")]).await;
    assert_eq!(reply.body["errcode"], -1);
}

#[tokio::test(start_paused = true)]
async fn a_result_is_sent_to_its_person_alone() {
    let house = House::new().await;
    house.engine.start_tasks();
    let told = house.translation("127.0.0.1", "").await;
    let url = told["url"].as_str().expect("it is done");
    let path = url
        .strip_prefix("http://orgbook.example")
        .expect("our host");
    let issued = house.engine.issue_user_token(&house.corp, "ann").await;
    let token = issued.expect("ann may sign in").token;
    let (head, content) = house
        .fetched(path, &format!("Authorization: Bearer {token}\r\n"))
        .await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    for line in [
        "content-disposition: attachment; filename*=UTF-8''a.txt",
        "content-type: application/octet-stream",
        "cache-control: private, no-store",
        "x-content-type-options: nosniff",
        "content-length: 10",
    ] {
        assert!(head.contains(line), "{line} is not in {head}");
    }
    assert_eq!(content, b"Ann zzmark");
    let (head, _) = house.fetched(path, "").await;
    assert!(head.starts_with("HTTP/1.1 401"), "{head}");
    let (head, _) = house
        .fetched(path, &format!("Authorization: Bearer {}\r\n", house.token))
        .await;
    assert!(
        head.starts_with("HTTP/1.1 401"),
        "an app is no person: {head}"
    );
    house.clock.forward(org::limits::RESULT_KEPT_MS / 1_000);
    let issued = house.engine.issue_user_token(&house.corp, "ann").await;
    let token = issued.expect("ann may sign in").token;
    let (head, _) = house
        .fetched(path, &format!("Authorization: Bearer {token}\r\n"))
        .await;
    assert!(
        head.starts_with("HTTP/1.1 404"),
        "it is kept for a day: {head}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_result_is_not_sent_to_a_session_that_was_ended() {
    let house = House::new().await;
    house.engine.start_tasks();
    let told = house.translation("127.0.0.1", "").await;
    let url = told["url"].as_str().expect("it is done");
    let path = url
        .strip_prefix("http://orgbook.example")
        .expect("our host");
    let become_account = |draft: &mut org::Draft| {
        draft.make_account("ann", org::AccountKind::Sso, &org::AccountFields::default())
    };
    let sign_out = |draft: &mut org::Draft| draft.sign_out_account("ann", "", Vec::new());
    type Step = fn(&mut org::Draft) -> Result<(), org::Refusal>;
    for change in [become_account as Step, sign_out] {
        let issued = house.engine.issue_user_token(&house.corp, "ann").await;
        let token = issued.expect("ann may sign in").token;
        let header = format!("Authorization: Bearer {token}\r\n");
        let (head, _) = house.fetched(path, &header).await;
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        let changed = house.engine.operate(&house.corp, "test", change).await;
        changed.expect("it fits");
        let (head, _) = house.fetched(path, &header).await;
        assert!(head.starts_with("HTTP/1.1 404"), "{head}");
    }
    let disable = |draft: &mut org::Draft| draft.disable_account("ann", "");
    let disabled = house.engine.operate(&house.corp, "test", disable).await;
    disabled.expect("it fits");
    let issued = house.engine.issue_user_token(&house.corp, "ann").await;
    assert!(issued.is_err(), "sign-in is refused");
}

#[tokio::test(start_paused = true)]
async fn addresses_in_answers_are_those_by_which_one_came() {
    let settings = Settings {
        trusted_proxies: vec!["10.0.0.0/8".parse().expect("a network")],
        ..Settings::default()
    };
    let house = House::with(settings, dingtalk::routes().collect()).await;
    house.engine.start_tasks();
    let proxied = "X-Forwarded-Proto: https\r\nX-Forwarded-Host: dir.example, inner\r\n";
    for (peer, headers, start) in [
        ("127.0.0.1", "", "http://orgbook.example/translated/"),
        (
            "127.0.0.1",
            "Host: a.example:8080\r\n",
            "http://a.example:8080/translated/",
        ),
        (
            "127.0.0.1",
            "Host: a.example/evil\"\r\n",
            "http://localhost/translated/",
        ),
        ("127.0.0.1", proxied, "http://orgbook.example/translated/"),
        ("10.1.1.1", proxied, "https://dir.example/translated/"),
    ] {
        let told = house.translation(peer, headers).await;
        let url = told["url"].as_str().expect("it is done");
        assert!(url.starts_with(start), "{url} for {headers:?} from {peer}");
    }
}
