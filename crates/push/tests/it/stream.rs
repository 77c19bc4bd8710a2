//! One Stream connection, by hand and in virtual time.

use endpoint::Millis;
use futures_util::{SinkExt, StreamExt};
use org::AppKey;
use push::stream::{Delivered, Hub, serve};
use push::{Handed, StreamEvent};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::DuplexStream;
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

type Client = WebSocketStream<DuplexStream>;

fn key() -> AppKey {
    AppKey::new("dingapp")
}

fn event(id: &str) -> Arc<StreamEvent> {
    Arc::new(StreamEvent {
        id: id.to_owned(),
        kind: "user_add_org",
        born_at_ms: 1_700_000_000_000,
        corp_id: "ding1".to_owned(),
        data: "{}".to_owned(),
    })
}

async fn client(hub: &Hub) -> Client {
    let place = hub.enter(&key(), true).unwrap();
    let (ours, theirs) = tokio::io::duplex(64 * 1024);
    let now = || Millis(1_700_000_000_123);
    tokio::spawn(serve(ours, place, "7".to_owned(), now));
    WebSocketStream::from_raw_socket(theirs, Role::Client, None).await
}

async fn frame(client: &mut Client) -> Option<Value> {
    loop {
        match client.next().await?.ok()? {
            Message::Text(text) => return Some(serde_json::from_str(&text).unwrap()),
            Message::Close(_) => return None,
            _ => {}
        }
    }
}

async fn answer(client: &mut Client, frame: &Value, code: i64, data: &str) {
    let headers = json!({ "messageId": frame["headers"]["messageId"] });
    let text = json!({ "code": code, "headers": headers, "data": data }).to_string();
    client.send(Message::text(text)).await.unwrap();
}

fn deliver(hub: &Hub, id: &str) -> tokio::task::JoinHandle<Delivered> {
    let (hub, event) = (hub.clone(), event(id));
    tokio::spawn(async move { hub.deliver(&key(), event, Handed::default()).await })
}

#[tokio::test(start_paused = true)]
async fn an_answer_decides() {
    let hub = Hub::default();
    assert_eq!(
        hub.deliver(&key(), event("e"), Handed::default()).await,
        Delivered::NoConnection
    );
    let mut client = client(&hub).await;
    for (code, data, is_done) in [
        (200, r#"{"status":"SUCCESS"}"#, true),
        (200, "anything", true),
        (200, r#"{"status":"LATER"}"#, false),
        (500, "{}", false),
        (404, "{}", false),
    ] {
        let delivery = deliver(&hub, "e");
        let received = frame(&mut client).await.unwrap();
        assert_eq!(received["headers"]["eventId"], "e");
        answer(&mut client, &received, code, data).await;
        let delivered = delivery.await.unwrap();
        assert_eq!(delivered == Delivered::Done, is_done, "{code} {data}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_does_not_answer_an_event_has_not_taken_it() {
    let hub = Hub::default();
    let mut client = client(&hub).await;
    let began = Instant::now();
    let delivery = deliver(&hub, "e");
    let answering = tokio::spawn(async move {
        while let Some(received) = frame(&mut client).await {
            if received["type"] == "SYSTEM" {
                let data = received["data"].as_str().unwrap().to_owned();
                answer(&mut client, &received, 200, &data).await;
            }
        }
    });
    assert!(matches!(delivery.await.unwrap(), Delivered::Refused(_)));
    let took = began.elapsed().as_secs();
    assert!((60..=66).contains(&took), "{took}");
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(hub.count(), 1, "who answers pings stays");
    answering.abort();
}

#[tokio::test(start_paused = true)]
async fn who_does_not_answer_pings_is_given_up() {
    let hub = Hub::default();
    let mut client = client(&hub).await;
    let began = Instant::now();
    let mut pings = 0;
    while let Some(received) = frame(&mut client).await {
        assert_eq!(received["headers"]["topic"], "ping");
        pings += 1;
    }
    assert_eq!((pings, began.elapsed().as_secs()), (2, 90));
    assert!(!hub.is_connected(&key()));
}

#[tokio::test(start_paused = true)]
async fn who_does_not_read_is_given_up_and_the_event_goes_to_another() {
    let hub = Hub::default();
    let silent = client(&hub).await;
    let big = Arc::new(StreamEvent {
        data: "x".repeat(200_000),
        ..(*event("big")).clone()
    });
    let delivery = {
        let (hub, big) = (hub.clone(), big.clone());
        tokio::spawn(async move { hub.deliver(&key(), big, Handed::default()).await })
    };
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut other = client(&hub).await;
    let received = frame(&mut other).await.unwrap();
    assert_eq!(received["headers"]["eventId"], "big");
    answer(&mut other, &received, 200, "{}").await;
    assert_eq!(delivery.await.unwrap(), Delivered::Done);
    assert_eq!(hub.count(), 1);
    drop(silent);
}

#[tokio::test(start_paused = true)]
async fn an_event_that_fits_in_no_frame_is_refused() {
    let hub = Hub::default();
    let _client = client(&hub).await;
    let big = Arc::new(StreamEvent {
        data: "x".repeat(300_000),
        ..(*event("big")).clone()
    });
    assert!(matches!(
        hub.deliver(&key(), big, Handed::default()).await,
        Delivered::Refused(_)
    ));
}

#[tokio::test(start_paused = true)]
async fn what_means_nothing_changes_nothing_and_too_much_ends() {
    let hub = Hub::default();
    let mut client = client(&hub).await;
    for text in [
        "",
        "garbage",
        "[]",
        r#"{"code":200,"headers":{"messageId":"nobody"}}"#,
    ] {
        client.send(Message::text(text)).await.unwrap();
    }
    client.send(Message::binary(vec![0; 100])).await.unwrap();
    let delivery = deliver(&hub, "e");
    let received = frame(&mut client).await.unwrap();
    answer(&mut client, &received, 200, "{}").await;
    answer(&mut client, &received, 500, "{}").await;
    assert_eq!(delivery.await.unwrap(), Delivered::Done);
    let _ = client.send(Message::text("x".repeat(300_000))).await;
    while frame(&mut client).await.is_some() {}
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(hub.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_end_is_told_and_waits_for_answers() {
    let hub = Hub::default();
    let mut busy = client(&hub).await;
    let delivery = deliver(&hub, "e");
    let received = frame(&mut busy).await.unwrap();
    let mut idle = client(&hub).await;
    hub.disconnect_all();
    for client in [&mut busy, &mut idle] {
        let told = frame(client).await.unwrap();
        assert_eq!(told["headers"]["topic"], "disconnect");
    }
    assert!(frame(&mut idle).await.is_none());
    assert_eq!(
        hub.deliver(&key(), event("late"), Handed::default()).await,
        Delivered::NoConnection
    );
    answer(&mut busy, &received, 200, "{}").await;
    assert_eq!(delivery.await.unwrap(), Delivered::Done);
    assert!(frame(&mut busy).await.is_none());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(hub.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_app_has_so_many_connections_and_no_more() {
    let hub = Hub::default();
    let places: Vec<_> = (0..100).map(|_| hub.enter(&key(), true).unwrap()).collect();
    assert!(hub.enter(&key(), true).is_none());
    assert!(hub.enter(&AppKey::new("other"), true).is_some());
    drop(places);
    assert_eq!(hub.count(), 0);
    assert!(!hub.is_connected(&key()));
}
