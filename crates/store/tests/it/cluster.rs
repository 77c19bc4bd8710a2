//! A PostgreSQL server of the test run's own, started on first use. It ends when this process does, in whatever way.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio_postgres::{Client, NoTls};

/// Whether PostgreSQL is left out on purpose.
pub fn left_out() -> bool {
    std::env::var_os("ORGBOOK_TEST_WITHOUT_POSTGRES").is_some_and(|value| value == "1")
}

/// The server's URL.
fn server() -> &'static str {
    static SERVER: OnceLock<Result<String, String>> = OnceLock::new();
    let started = SERVER.get_or_init(|| match std::env::var("ORGBOOK_TEST_POSTGRES_URL") {
        Ok(url) => Ok(url),
        Err(_) => start(),
    });
    match started {
        Ok(url) => url,
        Err(text) => panic!(
            "{text}\n(or set ORGBOOK_TEST_POSTGRES_URL to a server's URL, \
            or ORGBOOK_TEST_WITHOUT_POSTGRES=1 to leave PostgreSQL out)"
        ),
    }
}

fn start() -> Result<String, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres-cluster");
    let process = std::process::id();
    let folder = std::env::temp_dir().join(format!("orgbook-test-postgres-{process}"));
    let started = Command::new(&script)
        .args(["start", "--fast"])
        .arg(folder)
        .arg(process.to_string())
        .output()
        .map_err(|error| format!("{}: {error}", script.display()))?;
    if !started.status.success() {
        return Err(String::from_utf8_lossy(&started.stderr).trim().to_owned());
    }
    Ok(String::from_utf8_lossy(&started.stdout).trim().to_owned())
}

/// An empty database, dropped with this value.
pub struct Database {
    name: String,
    pub url: String,
}

impl Database {
    pub async fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("orgbook_test_{}_{number}", std::process::id());
        run_on(server(), &format!("create database {name}")).await;
        let (address, _) = server().rsplit_once('/').unwrap();
        Self {
            url: format!("{address}/{name}"),
            name,
        }
    }

    /// The URL by way of another port of this machine.
    pub fn url_through(&self, port: u16) -> String {
        let (credentials, _) = self.url.rsplit_once('@').unwrap();
        format!("{credentials}@127.0.0.1:{port}/{}", self.name)
    }

    /// Where the server listens.
    pub fn address(&self) -> String {
        let (_, address) = self.url.rsplit_once('@').unwrap();
        address.split('/').next().unwrap().to_owned()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop_database = format!("drop database if exists {} with (force)", self.name);
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(run_on(server(), &drop_database));
        });
        dropping.join().unwrap();
    }
}

pub async fn client(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn run_on(url: &str, statement: &str) {
    client(url).await.batch_execute(statement).await.unwrap();
}
