//! A wire to PostgreSQL that can swallow the answer to a commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

#[derive(Default)]
struct Swallowing {
    wanted: AtomicU32,
    done: AtomicU32,
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

    /// Lets the next commit through to the server and cuts the wire instead of carrying its answer back.
    pub fn swallow_next_commit(&self) {
        self.swallowing.wanted.fetch_add(1, Ordering::SeqCst);
    }

    pub fn swallowed(&self) -> u32 {
        self.swallowing.done.load(Ordering::SeqCst)
    }
}

/// The simple query `commit` as it travels.
const COMMIT: &[u8] = b"commit\0";
/// What the server says once it is done.
const COMMITTED: &[u8] = b"COMMIT\0";

async fn carry(mut client: TcpStream, mut server: TcpStream, swallowing: Arc<Swallowing>) {
    let (mut from_client, mut from_server) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    let mut swallow = false;
    let mut answered = Vec::new();
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => {
                let Ok(length @ 1..) = read else { return };
                let commits = from_client[..length].windows(COMMIT.len()).any(|bytes| bytes == COMMIT);
                if commits && swallowing.wanted.load(Ordering::SeqCst) > 0 {
                    swallowing.wanted.fetch_sub(1, Ordering::SeqCst);
                    swallow = true;
                }
                if server.write_all(&from_client[..length]).await.is_err() {
                    return;
                }
            }
            read = server.read(&mut from_server) => {
                let Ok(length @ 1..) = read else { return };
                if swallow {
                    answered.extend_from_slice(&from_server[..length]);
                    if answered.windows(COMMITTED.len()).any(|bytes| bytes == COMMITTED) {
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
