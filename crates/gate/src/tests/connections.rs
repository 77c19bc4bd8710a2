//! Connections: slow ones, silent ones, ones that go away, and the end of all.

use super::house::{House, Reply, Request};
use super::routes::{BEGUN, MAY_END, ROUTES};
use crate::{Settings, serve};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::pki_types::{PrivateKeyDer, ServerName};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, MutexGuard, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

const KEPT_OPEN: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: orgbook\r\n\r\n";
const SLOW: &[u8] = b"GET /test/slow HTTP/1.1\r\nhost: orgbook\r\n\r\n";

/// The slow endpoint is one for all tests: they take turns.
async fn slow_endpoint() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::const_new(());
    TURN.lock().await
}

async fn house(settings: Settings) -> House {
    House::with(settings, ROUTES.iter().collect()).await
}

/// How long a connection lasts, in seconds of a clock that jumps.
async fn lasts(house: &House, client: impl AsyncFnOnce(&mut tokio::io::DuplexStream)) -> u64 {
    let (mut stream, _end, served) = house.connect("127.0.0.1");
    let began = Instant::now();
    let talk = async {
        client(&mut stream).await;
        stream
    };
    let (_stream, served) = tokio::join!(talk, served);
    served.expect("a connection does not panic");
    began.elapsed().as_secs()
}

#[tokio::test(start_paused = true)]
async fn connections_without_a_request_end() {
    let house = house(Settings::default()).await;
    let patience = house.gate.settings.head_timeout.as_secs();
    let in_time = patience..=2 * patience + 1;
    let silent = lasts(&house, async |_| {}).await;
    assert!(in_time.contains(&silent), "silent: {silent} s");
    let hesitant = lasts(&house, async |stream| {
        stream.write_all(b"PRI * HT").await.expect("open");
    });
    let hesitant = hesitant.await;
    assert!(in_time.contains(&hesitant), "hesitant: {hesitant} s");
    let half = lasts(&house, async |stream| {
        stream.write_all(b"GET /healthz HT").await.expect("open");
    });
    let half = half.await;
    assert!(in_time.contains(&half), "half a head: {half} s");
    let dripping = lasts(&house, async |stream| {
        let _ = stream.write_all(b"GET /healthz HTTP/1.1\r\n").await;
        while stream.write_all(b"a: b\r\n").await.is_ok() {
            sleep(Duration::from_secs(1)).await;
        }
    });
    let dripping = dripping.await;
    assert!(in_time.contains(&dripping), "dripping: {dripping} s");
    assert_eq!(house.gate.metrics.connections.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn connections_that_ask_now_and_then_stay() {
    let house = house(Settings::default()).await;
    let patience = house.gate.settings.head_timeout;
    let lasted = lasts(&house, async |stream| {
        for _ in 0..20 {
            stream.write_all(KEPT_OPEN).await.expect("still open");
            let mut head = [0; 12];
            stream.read_exact(&mut head).await.expect("an answer");
            assert_eq!(&head, b"HTTP/1.1 200");
            while timeout(Duration::from_millis(1), stream.read_u8())
                .await
                .is_ok()
            {}
            sleep(patience * 3 / 4).await;
        }
    });
    assert!(lasted.await >= 14 * patience.as_secs());
}

#[tokio::test(start_paused = true)]
async fn a_call_under_way_is_waited_for() {
    let house = house(Settings::default()).await;
    let (mut stream, _end, served) = house.connect("127.0.0.1");
    let endless = b"GET /test/endless HTTP/1.1\r\nhost: orgbook\r\n\r\n";
    stream.write_all(endless).await.expect("open");
    sleep(house.gate.settings.head_timeout * 10).await;
    assert!(!served.is_finished());
    assert_eq!(house.gate.metrics.in_flight.get(), 1);
    drop(stream);
    served.await.expect("a connection does not panic");
    assert_eq!(
        house.gate.metrics.in_flight.get(),
        0,
        "the caller went away"
    );
    assert_eq!(house.gate.metrics.connections.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn bodies_that_come_too_slowly_are_told() {
    let house = house(Settings::default()).await;
    let (mut stream, _end, _served) = house.connect("127.0.0.1");
    let token = &house.token;
    let begun = format!(
        "POST /topapi/test/result?access_token={token} HTTP/1.1\r\nhost: orgbook\r\n\
         connection: close\r\ncontent-length: 100\r\n\r\n{{\"id\""
    );
    stream.write_all(begun.as_bytes()).await.expect("open");
    let mut bytes = Vec::new();
    let began = Instant::now();
    stream.read_to_end(&mut bytes).await.expect("an answer");
    assert_eq!(
        began.elapsed().as_secs(),
        house.gate.settings.body_timeout.as_secs()
    );
    let reply = Reply::read(&bytes);
    assert_eq!(reply.body["errmsg"], "无效的参数: the body came too slowly");
}

/// A served address, how to end it, and its end.
struct Served {
    address: SocketAddr,
    end: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

/// Clients may send a body where none is read, and send it after the head.
#[tokio::test(start_paused = true)]
async fn a_body_that_nobody_reads_does_not_end_the_connection() {
    let house = House::new().await;
    let requests = [
        "DELETE /v1.0/contact/restrictions/settings/1",
        "GET /topapi/v2/user/get",
        "GET /healthz",
        "POST /nowhere",
        "PUT /topapi/v2/user/get",
    ];
    for request in requests {
        let (mut stream, _end, _served) = house.connect("127.0.0.1");
        let head = format!("{request} HTTP/1.1\r\nhost: orgbook\r\ncontent-length: 2\r\n\r\n");
        stream.write_all(head.as_bytes()).await.expect("open");
        sleep(Duration::from_secs(1)).await;
        stream.write_all(b"{}").await.expect("open");
        sleep(Duration::from_secs(1)).await;
        let last = b"GET /healthz HTTP/1.1\r\nhost: orgbook\r\nconnection: close\r\n\r\n";
        stream.write_all(last).await.expect("still open");
        let mut answers = String::new();
        let read = stream.read_to_string(&mut answers).await;
        read.expect("the connection ends in order");
        let count = answers.matches("HTTP/1.1 ").count();
        assert_eq!(count, 2, "{request}: {answers}");
    }
}

async fn served(house: &House, tls: Option<Arc<rustls::ServerConfig>>) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    let (end, ending) = oneshot::channel();
    let shutdown = async {
        let _ = ending.await;
    };
    let ended = tokio::spawn(serve(listener, house.gate.clone(), tls, shutdown));
    Served {
        address,
        end,
        ended,
    }
}

async fn refuses_connections(address: SocketAddr) {
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn ending_answers_what_is_under_way_and_takes_nothing_new() {
    let _turn = slow_endpoint().await;
    let house = house(Settings::default()).await;
    let Served {
        address,
        end,
        ended,
    } = served(&house, None).await;
    let mut idle = TcpStream::connect(address).await.expect("served");
    idle.write_all(KEPT_OPEN).await.expect("open");
    idle.read_u8().await.expect("an answer");
    let mut silent = TcpStream::connect(address).await.expect("served");
    let mut busy = TcpStream::connect(address).await.expect("served");
    busy.write_all(SLOW).await.expect("open");
    BEGUN.acquire().await.expect("open").forget();
    end.send(()).expect("serving");
    refuses_connections(address).await;
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).await.expect("ended in order");
    silent.read_to_end(&mut rest).await.expect("ended in order");
    assert!(!ended.is_finished(), "a call is under way");
    MAY_END.add_permits(1);
    let mut bytes = Vec::new();
    busy.read_to_end(&mut bytes).await.expect("ended in order");
    let reply = Reply::read(&bytes);
    assert!(reply.is_success(), "{}", reply.text);
    assert!(
        reply.head.contains("\r\nconnection: close"),
        "{}",
        reply.head
    );
    ended.await.expect("serving does not panic");
    assert_eq!(house.gate.metrics.connections.get(), 0);
}

#[tokio::test]
async fn ending_waits_no_longer_than_set() {
    let settings = Settings {
        end_timeout: Duration::from_millis(20),
        ..Settings::default()
    };
    let house = house(settings).await;
    let Served {
        address,
        end,
        ended,
    } = served(&house, None).await;
    let mut stuck = TcpStream::connect(address).await.expect("served");
    let endless = b"GET /test/endless HTTP/1.1\r\nhost: orgbook\r\n\r\n";
    stuck.write_all(endless).await.expect("open");
    while house.gate.metrics.in_flight.get() == 0 {
        tokio::task::yield_now().await;
    }
    end.send(()).expect("serving");
    ended.await.expect("serving does not panic");
    assert_eq!(
        house.gate.metrics.connections.get(),
        0,
        "what did not end was cut"
    );
    assert_eq!(house.gate.metrics.in_flight.get(), 0);
}

#[tokio::test]
async fn more_connections_than_allowed_wait() {
    let _turn = slow_endpoint().await;
    let settings = Settings {
        connections_max: 1,
        ..Settings::default()
    };
    let house = house(settings).await;
    let Served {
        address,
        end,
        ended,
    } = served(&house, None).await;
    let mut first = TcpStream::connect(address).await.expect("served");
    first.write_all(SLOW).await.expect("open");
    BEGUN.acquire().await.expect("open").forget();
    let mut second = TcpStream::connect(address)
        .await
        .expect("queued by the system");
    second.write_all(KEPT_OPEN).await.expect("buffered");
    let early = timeout(Duration::from_millis(20), second.read_u8()).await;
    assert!(early.is_err(), "there is no room");
    assert_eq!(house.gate.metrics.connections.get(), 1);
    MAY_END.add_permits(1);
    first.read_u8().await.expect("an answer");
    drop(first);
    assert_eq!(second.read_u8().await.expect("an answer"), b'H');
    drop(second);
    end.send(()).expect("serving");
    ended.await.expect("serving does not panic");
}

#[tokio::test]
async fn a_large_body_over_a_real_socket_is_answered() {
    let house = house(Settings::default()).await;
    let Served {
        address,
        end,
        ended,
    } = served(&house, None).await;
    let target = format!("/topapi/test/result?access_token={}", house.token);
    let request = Request::new("POST", target).body(vec![b' '; 10 * 1024 * 1024]);
    let mut stream = TcpStream::connect(address).await.expect("served");
    // As most clients do: first everything is sent, then the answer is looked for.
    stream.write_all(&request.bytes()).await.expect("taken");
    let mut bytes = Vec::new();
    stream
        .read_to_end(&mut bytes)
        .await
        .expect("ended in order");
    let reply = Reply::read(&bytes);
    assert_eq!(reply.body["errcode"], 400002, "{}", reply.text);
    end.send(()).expect("serving");
    ended.await.expect("serving does not panic");
}

#[tokio::test]
async fn connections_are_encrypted_where_set() {
    let house = house(Settings::default()).await;
    let names = vec!["localhost".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let ours = rustls::ServerConfig::builder_with_provider(ring.clone())
        .with_safe_default_protocol_versions()
        .expect("ring has them")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .expect("they belong together");
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate).expect("well formed");
    let theirs = rustls::ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .expect("ring has them")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let Served {
        address,
        end,
        ended,
    } = served(&house, Some(Arc::new(ours))).await;

    let mut plain = TcpStream::connect(address).await.expect("served");
    plain.write_all(KEPT_OPEN).await.expect("open");
    let mut bytes = Vec::new();
    let _ = plain.read_to_end(&mut bytes).await;
    assert!(!bytes.starts_with(b"HTTP"), "nothing is told in the clear");

    let connector = tokio_rustls::TlsConnector::from(Arc::new(theirs));
    let tcp = TcpStream::connect(address).await.expect("served");
    let name = ServerName::try_from("localhost").expect("a name");
    let mut stream = connector.connect(name, tcp).await.expect("trusted");
    let request = Request::new("GET", "/healthz").bytes();
    stream.write_all(&request).await.expect("open");
    let mut bytes = Vec::new();
    stream
        .read_to_end(&mut bytes)
        .await
        .expect("ended in order");
    assert_eq!(Reply::read(&bytes).status, 200);
    end.send(()).expect("serving");
    ended.await.expect("serving does not panic");
}

#[tokio::test]
async fn http_2_is_spoken_too() {
    let house = house(Settings::default()).await;
    let (ours, theirs) = duplex(64 * 1024);
    let (_end, ending) = watch::channel(false);
    let peer = "127.0.0.1".parse().expect("an address");
    let gate = house.gate.clone();
    let served = tokio::spawn(crate::serve::connection(gate, theirs, peer, ending));
    let io = TokioIo::new(ours);
    let shaken = hyper::client::conn::http2::handshake(TokioExecutor::new(), io).await;
    let (mut client, driver) = shaken.expect("a handshake");
    let driver = tokio::spawn(driver);
    let target = format!("http://orgbook/test/flat?id=x&access_token={}", house.token);
    for _ in 0..3 {
        let request = http::Request::get(&target).body(String::new());
        let reply = client.send_request(request.expect("well formed")).await;
        assert_eq!(reply.expect("an answer").status(), 200);
    }
    drop(client);
    driver.await.expect("no panic").expect("ended in order");
    served.await.expect("a connection does not panic");
}
