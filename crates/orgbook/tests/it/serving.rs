//! A server from start to end.

use crate::kit::{Data, Server, get};
use rustix::process::Signal;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

#[test]
fn both_signals_end_it_with_success() {
    for signal in [Signal::TERM, Signal::INT] {
        let data = Data::new();
        let server = data.serve(&["--json"]);
        assert!(
            server
                .first_lines
                .starts_with("{\"listening\":\"http://127.0.0.1:")
        );
        assert_eq!(server.stop(signal).code(), Some(0));
        assert!(!data.path().join("orgbook.sock").exists());
    }
}

#[test]
fn people_get_a_sentence() {
    let data = Data::new();
    let server = data.serve(&[]);
    assert_eq!(
        server.first_lines,
        format!("Orgbook serves {}\n", server.url)
    );
}

#[test]
fn a_second_server_on_the_same_data_is_refused() {
    let data = Data::new();
    let server = data.serve(&["--json"]);
    let second = data.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code(), Some(1));
    let holder = server.id().to_string();
    assert!(
        second.complaint().contains(&holder),
        "{}",
        second.complaint()
    );
    assert!(
        server.stop(Signal::TERM).success(),
        "the first is untouched"
    );
}

#[test]
fn a_taken_address_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let done = Data::new().run(&["serve", "--listen", &address]);
    assert_eq!(done.code(), Some(1));
    assert!(done.complaint().contains(&address), "{}", done.complaint());
}

#[test]
fn what_a_killed_server_left_does_no_harm() {
    let data = Data::new();
    let server = data.serve(&["--json"]);
    let socket = data.path().join("orgbook.sock");
    assert_eq!(
        std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777,
        0o600
    );
    server.kill();
    assert!(socket.exists());
    assert_eq!(data.json(&["verify"])["organizations"], 0);
    let server = data.serve(&["--json"]);
    assert_eq!(data.json(&["verify"])["organizations"], 0);
    assert!(server.stop(Signal::TERM).success());
}

#[test]
fn a_folder_with_a_long_path_takes_commands_too() {
    let data = Data::at(&"long/".repeat(30));
    let server = data.serve(&["--json"]);
    assert_eq!(data.json(&["verify"])["organizations"], 0);
    let noted = std::fs::read_to_string(data.path().join("orgbook.sock.path")).unwrap();
    assert!(server.stop(Signal::TERM).success());
    assert!(!std::path::Path::new(noted.trim()).exists());
    assert_eq!(data.json(&["verify"])["organizations"], 0);
}

#[test]
fn commands_wait_for_each_other_without_a_server() {
    let data = Data::new();
    let verify = || {
        data.command(&["verify", "--json"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    for mut command in [verify(), verify(), verify(), verify()] {
        assert!(command.wait().unwrap().success());
    }
}

#[test]
fn another_store_than_the_servers_is_refused() {
    let data = Data::new();
    let _server = data.serve(&["--json"]);
    let done = data.run(&["verify", "--store", "sqlite:other.db"]);
    assert_eq!(done.code(), Some(1));
    assert!(
        done.complaint().contains("another store"),
        "{}",
        done.complaint()
    );
    assert!(
        data.run(&["verify", "--store", "sqlite:orgbook.db"])
            .succeeded()
    );
}

#[test]
fn an_unreachable_database_is_named() {
    let done = Data::new().run(&[
        "serve",
        "--store",
        "postgres://nobody:secret@127.0.0.1:1/none",
    ]);
    assert_eq!(done.code(), Some(1));
    assert!(
        done.complaint().contains("127.0.0.1"),
        "{}",
        done.complaint()
    );
    assert!(!done.complaint().contains("secret"), "{}", done.complaint());
}

#[test]
fn with_a_certificate_it_speaks_tls() {
    let data = Data::new();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    std::fs::write(data.path().join("certificate.pem"), made.cert.pem()).unwrap();
    std::fs::write(
        data.path().join("key.pem"),
        made.signing_key.serialize_pem(),
    )
    .unwrap();
    let mut command = data.command(&["serve", "--listen", "127.0.0.1:0", "--json"]);
    command.env("ORGBOOK_TLS_CERTIFICATE", "certificate.pem");
    command.env("ORGBOOK_TLS_KEY", "key.pem");
    let server = Server::start(command);
    assert!(
        server.url.starts_with("https://127.0.0.1:"),
        "{}",
        server.url
    );
    let address = server.url.trim_start_matches("https://");
    let plain = std::panic::catch_unwind(|| get(&format!("http://{address}/healthz")));
    assert!(plain.is_err(), "plain text is not answered");
    assert!(handshakes(address, made.cert.der().clone()));
}

fn handshakes(address: &str, trusted: rustls::pki_types::CertificateDer<'static>) -> bool {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(trusted).unwrap();
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = "localhost".try_into().unwrap();
    let mut session = rustls::ClientConnection::new(std::sync::Arc::new(config), name).unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    while session.is_handshaking() {
        if session.complete_io(&mut stream).is_err() {
            return false;
        }
    }
    true
}
