//! A wire to PostgreSQL that can swallow the answer to a write.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

#[derive(Default)]
struct Swallowing {
    /// Part of the message whose answer is to be swallowed.
    wanted: Mutex<Option<Vec<u8>>>,
    done: AtomicU32,
}

impl Swallowing {
    fn begins(&self, message: &[u8]) -> bool {
        let mut wanted = self.wanted.lock().unwrap();
        let is_wanted = wanted
            .as_ref()
            .is_some_and(|wanted| message.windows(wanted.len()).any(|bytes| bytes == wanted));
        if is_wanted {
            *wanted = None;
        }
        is_wanted
    }
}

pub struct Proxy {
    port: u16,
    swallowing: Arc<Swallowing>,
    _tasks: JoinSet<()>,
}

impl Proxy {
    pub async fn start(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let swallowing = Arc::new(Swallowing::default());
        let mut tasks = JoinSet::new();
        let shared = swallowing.clone();
        tasks.spawn(async move {
            let mut wires = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.unwrap();
                wires.spawn(carry(client, server, shared.clone()));
            }
        });
        Self {
            port,
            swallowing,
            _tasks: tasks,
        }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Lets the next message that holds this text through to the server and, once its transaction has ended, cuts the
    /// wire instead of carrying the answer back.
    pub fn swallow_answer_to(&self, text: &str) {
        *self.swallowing.wanted.lock().unwrap() = Some(text.into());
    }

    pub fn swallowed(&self) -> u32 {
        self.swallowing.done.load(Ordering::SeqCst)
    }
}

/// What the server says once it is done and no transaction is open.
const READY_IDLE: &[u8] = b"Z\0\0\0\x05I";

async fn carry(mut client: TcpStream, mut server: TcpStream, swallowing: Arc<Swallowing>) {
    let (mut from_client, mut from_server) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    let mut swallow = false;
    let mut answered = Vec::new();
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => {
                let Ok(length @ 1..) = read else { return };
                swallow |= swallowing.begins(&from_client[..length]);
                if server.write_all(&from_client[..length]).await.is_err() {
                    return;
                }
            }
            read = server.read(&mut from_server) => {
                let Ok(length @ 1..) = read else { return };
                if swallow {
                    answered.extend_from_slice(&from_server[..length]);
                    if answered.windows(READY_IDLE.len()).any(|bytes| bytes == READY_IDLE) {
                        swallowing.done.fetch_add(1, Ordering::SeqCst);
                        return;
                    }
                } else if client.write_all(&from_server[..length]).await.is_err() {
                    return;
                }
            }
        }
    }
}
