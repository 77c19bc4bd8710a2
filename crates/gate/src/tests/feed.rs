//! What happens, told while it happens; and that long answers are not cut.

use super::house::{House, joined};
use crate::{Settings, limits};
use org::UserFields;
use serde_json::Value;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::{Instant, sleep};

impl House {
    async fn rename_ann(&self, name: &str) {
        let fields = UserFields {
            name: Some(name.to_owned()),
            ..UserFields::default()
        };
        let change = move |draft: &mut org::Draft| draft.update_user("ann", fields.clone());
        let renamed = self.engine.operate(&self.corp, "rename", change).await;
        renamed.expect("ann is there");
    }

    async fn change_feed(&self, query: &str, more_head: &str) -> (String, String) {
        let head = format!(
            "GET /v1.0/orgbook/changes{query} HTTP/1.1\r\nhost: orgbook\r\nx-acs-dingtalk-access-token: {}\r\n{more_head}connection: close\r\n\r\n",
            self.token
        );
        let bytes = self.bytes_from("127.0.0.1", head.as_bytes()).await;
        let text = String::from_utf8(bytes).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
        (head.to_owned(), body.to_owned())
    }

    async fn cursor(&self) -> String {
        let (_, body) = self.change_feed("?after=now", "").await;
        let answer: Value = serde_json::from_str(&body).expect("JSON");
        answer["cursor"].as_str().expect("a text").to_owned()
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_waits_until_something_happens() {
    let house = House::new().await;
    let after = house.cursor().await;
    let query = format!("?after={after}&waitSeconds=60");
    let began = Instant::now();
    let waiting = house.change_feed(&query, "");
    let rename = async {
        sleep(Duration::from_secs(20)).await;
        house.rename_ann("Ann").await;
    };
    let ((_, body), ()) = tokio::join!(waiting, rename);
    let answer: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(answer["changes"][0]["state"]["name"], "Ann");
    assert_eq!(began.elapsed().as_secs(), 20);
    // All of it: the next call has nothing, and comes back with nothing.
    let after = answer["cursor"].as_str().expect("a text");
    let query = format!("?after={after}&waitSeconds=5");
    // The clock of the house stands, so that the waiting itself is measured.
    let (_, body) = house.change_feed(&query, "").await;
    assert!(body.contains(r#""changes":[]"#), "{body}");
    assert_eq!(began.elapsed().as_secs(), 25);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_a_node_that_ends() {
    let house = House::new().await;
    let after = house.cursor().await;
    let query = format!("?after={after}&waitSeconds=60");
    let began = Instant::now();
    let end = async {
        sleep(Duration::from_secs(1)).await;
        house.engine.end_waiting();
    };
    let ((_, body), ()) = tokio::join!(house.change_feed(&query, ""), end);
    assert!(body.contains(r#""changes":[]"#), "{body}");
    assert_eq!(began.elapsed().as_secs(), 1);
}

#[tokio::test(start_paused = true)]
async fn events_come_for_as_long_as_the_caller_need_not_show_again_who_he_is() {
    let house = House::new().await;
    let after = house.cursor().await;
    let began = Instant::now();
    let query = format!("?after={after}");
    let accept = "accept: text/event-stream\r\n";
    let rename = async {
        sleep(Duration::from_secs(300)).await;
        house.rename_ann("Ann").await;
    };
    let ((head, body), ()) = tokio::join!(house.change_feed(&query, accept), rename);
    assert!(head.contains("content-type: text/event-stream"), "{head}");
    let lasted = began.elapsed();
    assert!(lasted >= limits::EVENTS_LIFE && lasted < limits::EVENTS_LIFE * 2);
    let told = joined(&body);
    let events: Vec<&str> = told
        .split("\n\n")
        .filter(|event| event.contains("data:"))
        .collect();
    let [event] = events.as_slice() else {
        panic!("{told}")
    };
    assert!(event.contains(r#""name":"Ann""#), "{event}");
    let id = event.lines().find_map(|line| line.strip_prefix("id: "));
    let back = format!("{accept}last-event-id: {}\r\n", id.expect("an id"));
    let (_, body) = house.change_feed(&query, &back).await;
    assert!(!joined(&body).contains("data:"));
}

async fn read_slowly(stream: &mut DuplexStream, pause: Duration) -> usize {
    let (mut read, mut some) = (0, vec![0; 16 * 1024]);
    while let Ok(count @ 1..) = stream.read(&mut some).await {
        read += count;
        sleep(pause).await;
    }
    read
}

impl House {
    async fn add_people(&self) {
        let change = |draft: &mut org::Draft| {
            for at in 0..1_000 {
                let fields = UserFields {
                    name: Some("Somebody with a name".to_owned()),
                    mobile: Some(format!("1310000{at:04}")),
                    departments: Some(vec![org::DepartmentId::ROOT]),
                    ..UserFields::default()
                };
                draft.add_user(org::NewUser {
                    userid: None,
                    fields,
                    login_email: None,
                })?;
            }
            Ok(())
        };
        let added = self.engine.operate(&self.corp, "test", change).await;
        added.expect("there is room");
    }

    fn asking(&self, path: &str) -> Vec<u8> {
        let token = &self.token;
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: orgbook\r\nx-acs-dingtalk-access-token: {token}\r\nconnection: close\r\n\r\n"
        );
        head.into_bytes()
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_gets_everything_and_one_who_takes_nothing_is_cut() {
    let house = House::new().await;
    house.add_people().await;
    let patience = house.gate.settings.head_timeout;
    let head = house.asking("/v1.0/orgbook/changes");
    let whole = house.bytes_from("127.0.0.1", &head).await.len();
    assert!(whole > 200_000, "{whole}");
    let began = Instant::now();
    let (mut stream, _end, _) = house.connect("127.0.0.1");
    stream.write_all(&head).await.expect("open");
    let read = read_slowly(&mut stream, patience * 3 / 4).await;
    assert!(read.abs_diff(whole) < 1_000, "{read} of {whole}");
    assert!(began.elapsed() > patience * 5);

    let (mut stream, _end, served) = house.connect("127.0.0.1");
    stream.write_all(&head).await.expect("open");
    let began = Instant::now();
    served.await.expect("a connection does not panic");
    assert!(began.elapsed() <= patience * 2 + Duration::from_secs(1));
}

/// A thread makes the lines, and a clock that jumps stands while a thread works: this one is real.
#[tokio::test]
async fn a_slow_reader_of_the_whole_gets_everything() {
    let patience = Duration::from_millis(400);
    let settings = Settings {
        head_timeout: patience,
        ..Settings::default()
    };
    let house = House::with(settings, crate::routes().collect()).await;
    house.add_people().await;
    let head = house.asking("/v1.0/orgbook/changes/snapshot");
    let whole = house.bytes_from("127.0.0.1", &head).await.len();
    assert!(whole > 200_000, "{whole}");
    let began = Instant::now();
    let (mut stream, _end, _) = house.connect("127.0.0.1");
    stream.write_all(&head).await.expect("open");
    let read = read_slowly(&mut stream, patience / 4).await;
    assert!(read.abs_diff(whole) < 1_000, "{read} of {whole}");
    assert!(began.elapsed() > patience * 2);
    // One who takes nothing lets go of the thread, too.
    let (mut stream, _end, served) = house.connect("127.0.0.1");
    stream.write_all(&head).await.expect("open");
    served.await.expect("a connection does not panic");
    assert_eq!(
        house.gate.whole_looks.available_permits(),
        limits::WHOLE_LOOKS_MAX
    );
}
