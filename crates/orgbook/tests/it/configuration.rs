//! Where settings come from, and what is said of wrong ones.

use crate::kit::Data;
use serde_json::{Value, json};

fn write(data: &Data, text: &str) {
    std::fs::write(data.path().join("orgbook.toml"), text).unwrap();
}

fn shown(data: &Data, variables: &[(&str, &str)], arguments: &[&str]) -> Value {
    let output = data
        .command(&[&["config", "show", "--json"], arguments].concat())
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn each_value_names_its_source() {
    let data = Data::new();
    write(
        &data,
        "memory_budget_mb = 100\n[log]\nlevel = \"debug\"\n[gate]\nend_timeout_ms = 5\n",
    );
    let variables = [
        ("ORGBOOK_PUSH_ALLOW_PRIVATE_ADDRESSES", "true"),
        ("ORGBOOK_GATE_END_TIMEOUT_MS", "6"),
        ("ORGBOOK_GATE_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("ORGBOOK_STORE", "postgres://ann:secret@db/x"),
    ];
    let shown = shown(&data, &variables, &[]);
    let file = data.path().join("orgbook.toml");
    let variable = |name: &str| format!("environment variable {name}");
    for (key, value, from) in [
        ("listen", json!("127.0.0.1:7070"), "default".to_owned()),
        ("memory_budget_mb", json!(100), file.display().to_string()),
        ("log.level", json!("debug"), file.display().to_string()),
        (
            "gate.end_timeout_ms",
            json!(6),
            variable("ORGBOOK_GATE_END_TIMEOUT_MS"),
        ),
        (
            "gate.trusted_proxies",
            json!(["10.0.0.0/8", "::1/128"]),
            variable("ORGBOOK_GATE_TRUSTED_PROXIES"),
        ),
        (
            "push.allow_private_addresses",
            json!(true),
            variable("ORGBOOK_PUSH_ALLOW_PRIVATE_ADDRESSES"),
        ),
        (
            "store",
            json!("postgres://ann:***@db/x"),
            variable("ORGBOOK_STORE"),
        ),
        ("tls.certificate", json!(null), "default".to_owned()),
        ("audit.retention_days", json!(0), "default".to_owned()),
    ] {
        assert_eq!(shown[key], json!({ "value": value, "from": from }), "{key}");
    }
}

#[test]
fn an_argument_weighs_most() {
    let data = Data::new();
    write(&data, "store = \"sqlite:file.db\"\n");
    let shown = shown(
        &data,
        &[("ORGBOOK_STORE", "sqlite:environment.db")],
        &["--store", "sqlite:argument.db"],
    );
    assert_eq!(
        shown["store"],
        json!({ "value": "sqlite:argument.db", "from": "--store" })
    );
}

#[test]
fn people_get_a_table() {
    let data = Data::new();
    let text = data.run(&["config", "show"]).text();
    assert!(text.starts_with("setting "), "{text}");
    let line = text
        .lines()
        .find(|line| line.starts_with("listen "))
        .unwrap();
    assert!(line.ends_with("default"), "{line}");
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let data = Data::new();
    for (text, expected) in [
        (
            "no_such_setting = 1\n",
            &["orgbook.toml", "no_such_setting"][..],
        ),
        (
            "[log]\nlevel = \"loud\"\n",
            &["orgbook.toml", "log.level", "loud"],
        ),
        ("[log]\ncolour = true\n", &["orgbook.toml", "colour"]),
        (
            "memory_budget_mb = 0\n",
            &["orgbook.toml", "memory_budget_mb"],
        ),
        ("store = 7070\n", &["orgbook.toml", "store"]),
        ("listen = \n", &["orgbook.toml", "line 1"]),
        ("[tls]\nkey = \"key.pem\"\n", &["tls.certificate"]),
        (
            "[tls]\nkey = \"key.pem\"\ncertificate = \"missing.pem\"\n",
            &["missing.pem"],
        ),
        (
            "[gate]\ntrusted_proxies = [\"everyone\"]\n",
            &["orgbook.toml", "trusted_proxies", "everyone"],
        ),
    ] {
        write(&data, text);
        let check = data.run(&["config", "check", "--json"]);
        assert_eq!(check.code(), Some(1), "{text}");
        for word in expected {
            assert!(
                check.complaint().contains(word),
                "{text}: {}",
                check.complaint()
            );
        }
        let problems: Value = serde_json::from_str(&check.text()).unwrap();
        assert_eq!(
            problems["problems"].as_array().map(Vec::len),
            Some(1),
            "{problems}"
        );
        assert_eq!(
            data.run(&["serve", "--listen", "127.0.0.1:0"]).code(),
            Some(1),
            "{text}"
        );
        assert_eq!(data.run(&["verify"]).code(), Some(1), "{text}");
    }
    write(&data, "");
    assert!(data.run(&["config", "check"]).succeeded());
}

#[test]
fn variables_are_checked_like_the_file() {
    let data = Data::new();
    let output = data
        .command(&["config", "check"])
        .env("ORGBOOK_MEMORY_BUDGET_MB", "plenty")
        .env("ORGBOOK_PORT", "tcp://10.0.0.1:7070")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        complaint.contains("environment variable ORGBOOK_MEMORY_BUDGET_MB"),
        "{complaint}"
    );
    assert!(
        complaint.contains("ORGBOOK_PORT names no setting"),
        "{complaint}"
    );
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let data = Data::new();
    let done = data.run(&["config", "check", "--config", "/nonexistent/orgbook.toml"]);
    assert_eq!(done.code(), Some(1));
    assert!(done.complaint().contains("/nonexistent/orgbook.toml"));
    let other = data.path().join("other.toml");
    std::fs::write(&other, "listen = \"127.0.0.1:1\"\n").unwrap();
    let shown = shown(&data, &[], &["--config", other.to_str().unwrap()]);
    assert_eq!(shown["listen"]["value"], "127.0.0.1:1");
}
