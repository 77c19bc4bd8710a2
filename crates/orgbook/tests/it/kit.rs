//! A data folder, commands on it, and a server that ends with its value.

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

/// The program without whatever the surroundings set.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orgbook"));
    for (name, _) in std::env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("ORGBOOK_"))
        {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// A data folder for one test.
pub struct Data {
    _place: tempfile::TempDir,
    path: PathBuf,
}

impl Data {
    pub fn new() -> Self {
        Self::at("data")
    }

    /// The same at a path of one's own below the temporary folder.
    pub fn at(path: &str) -> Self {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join(path);
        std::fs::create_dir_all(&path).unwrap();
        Self {
            _place: place,
            path,
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command.args(arguments).arg("--data").arg(&self.path);
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Done {
        Done(self.command(arguments).output().unwrap())
    }

    /// Runs a command that must succeed; its JSON object.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let done = self.run(&[arguments, &["--json"]].concat());
        assert!(done.succeeded(), "{arguments:?}: {}", done.complaint());
        serde_json::from_str(&done.text()).unwrap()
    }

    /// Runs a command with something on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Done {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        Done(child.wait_with_output().unwrap())
    }

    pub fn serve(&self, more: &[&str]) -> Server {
        Server::start(self.command(&[&["serve", "--listen", "127.0.0.1:0"], more].concat()))
    }
}

/// An ended command.
pub struct Done(Output);

impl Done {
    pub fn succeeded(&self) -> bool {
        self.0.status.success()
    }

    pub fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn complaint(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }
}

/// A serving process.
pub struct Server {
    child: Child,
    pub url: String,
    /// What it printed with its address.
    pub first_lines: String,
}

impl Server {
    /// Starts a server and waits until it says where it listens.
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut first_lines = String::new();
        let mut url = None;
        for line in lines.by_ref().map(Result::unwrap) {
            let address = line.find("http").map(|at| line[at..].to_owned());
            first_lines.push_str(&line);
            first_lines.push('\n');
            url = url.or(address.map(|text| text.trim_end_matches(['"', '}']).to_owned()));
            let demo_follows = command.get_args().any(|argument| argument == "--demo");
            if !demo_follows || line.contains("curl") {
                break;
            }
        }
        let Some(url) = url else {
            let output = child.wait_with_output().unwrap();
            panic!("it ended: {}", String::from_utf8_lossy(&output.stderr));
        };
        std::thread::spawn(move || lines.for_each(drop));
        let errors = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || {
            errors
                .map_while(Result::ok)
                .for_each(|line| eprintln!("{line}"))
        });
        Self {
            child,
            url,
            first_lines,
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end as an operator does.
    pub fn stop(mut self, signal: Signal) -> ExitStatus {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ended already unless a test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks a server for JSON, outside any runtime.
pub fn get(url: &str) -> Value {
    send(|client| client.get(url))
}

/// Posts JSON to a server.
pub fn post(url: &str, body: &Value) -> Value {
    send(|client| client.post(url).json(body))
}

fn send(request: impl FnOnce(&reqwest::Client) -> reqwest::RequestBuilder) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        // Whichever test is first chooses it, and all choose the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = request(&client).send().await.unwrap();
        answer.json().await.unwrap()
    })
}

/// An app's token from a running server.
pub fn token(server: &Server, app: &Value) -> String {
    let (key, secret) = (
        app["appKey"].as_str().unwrap(),
        app["appSecret"].as_str().unwrap(),
    );
    let answer = get(&format!(
        "{}/gettoken?appkey={key}&appsecret={secret}",
        server.url
    ));
    answer["access_token"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

/// Calls a legacy endpoint; its result.
pub fn call(server: &Server, token: &str, path: &str, body: &Value) -> Value {
    let answer = post(&format!("{}{path}?access_token={token}", server.url), body);
    assert_eq!(answer["errcode"], 0, "{path}: {answer}");
    answer["result"].clone()
}
