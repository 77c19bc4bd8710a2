//! Made-up organizations.

use crate::kit::{Data, Server, call, token};
use rustix::process::Signal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// Names, places and departments of everybody.
fn everybody(server: &Server, app: &Value) -> BTreeMap<String, Value> {
    let token = token(server, app);
    let mut everybody = BTreeMap::new();
    let mut waiting = vec![1_i64];
    while let Some(id) = waiting.pop() {
        let below = call(
            server,
            &token,
            "/topapi/v2/department/listsubid",
            &json!({ "dept_id": id }),
        );
        waiting.extend(
            below["dept_id_list"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_i64),
        );
        let department = call(
            server,
            &token,
            "/topapi/v2/department/get",
            &json!({ "dept_id": id }),
        );
        everybody.insert(
            format!("department {id}"),
            json!([department["name"], department["parent_id"]]),
        );
        let members = call(
            server,
            &token,
            "/topapi/user/listid",
            &json!({ "dept_id": id }),
        );
        for userid in members["userid_list"].as_array().unwrap() {
            let user = call(
                server,
                &token,
                "/topapi/v2/user/get",
                &json!({ "userid": userid }),
            );
            let facts = [
                "name",
                "mobile",
                "email",
                "title",
                "dept_id_list",
                "manager_userid",
                "extension",
                "hired_date",
            ];
            everybody.insert(
                userid.to_string(),
                facts.iter().map(|fact| user[*fact].clone()).collect(),
            );
        }
    }
    everybody
}

#[test]
fn the_same_seed_makes_the_same_organization() {
    let made = |seed: &str| {
        let data = Data::new();
        let made = data.json(&["demo", "--users", "300", "--seed", seed]);
        assert_eq!(
            (&made["users"], &made["departments"]),
            (&json!(300), &json!(15))
        );
        assert_eq!(data.json(&["verify"])["differences"], 0);
        let server = data.serve(&["--json"]);
        (made["corpId"].clone(), everybody(&server, &made))
    };
    let first = made("7");
    assert_eq!(first.1.len(), 300 + 15 + 1);
    assert_eq!(made("7"), first);
    let other = made("8");
    assert_ne!(other.0, first.0);
    assert_ne!(other.1, first.1);
}

#[test]
fn a_second_one_of_the_same_seed_gets_another_id() {
    let data = Data::new();
    let server = data.serve(&["--json"]);
    let first = data.json(&["demo", "--users", "5"]);
    let second = data.run(&["demo", "--users", "5", "--json"]);
    assert!(
        second
            .complaint()
            .contains(first["corpId"].as_str().unwrap())
    );
    let second: Value = serde_json::from_str(&second.text()).unwrap();
    assert_ne!(first["corpId"], second["corpId"]);
    assert!(server.stop(Signal::TERM).success());
    assert_eq!(data.json(&["verify"])["organizations"], 2);
}

#[test]
fn the_demo_organization_is_made_once_and_said_each_time() {
    let data = Data::new();
    let server = data.serve(&["--demo"]);
    let said = server.first_lines.replace(&server.url, "");
    let kept = data.path().join("demo.json");
    assert_eq!(
        std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(data.json(&["verify"])["organizations"], 1);
    assert!(server.stop(Signal::TERM).success());

    let server = data.serve(&["--demo"]);
    assert_eq!(server.first_lines.replace(&server.url, ""), said);
    assert_eq!(
        data.json(&["verify"]),
        json!({ "organizations": 1, "entries": 4, "differences": 0 })
    );
    let curl = said.lines().find(|line| line.starts_with("curl")).unwrap();
    // The sentence is made of the address that was taken out above.
    let shown = server
        .first_lines
        .lines()
        .find(|line| line.starts_with("curl"))
        .unwrap();
    assert_ne!(curl, shown);
    if let Ok(answer) = Command::new("bash").args(["-c", shown]).output()
        && answer.status.success()
    {
        let answer: Value = serde_json::from_slice(&answer.stdout).unwrap();
        assert_eq!(answer["errcode"], 0, "{answer}");
        assert_eq!(answer["result"]["name"], "林清");
    }
    let kept: Value = serde_json::from_slice(&std::fs::read(&kept).unwrap()).unwrap();
    assert!(everybody(&server, &kept).len() > 200);
}

#[test]
fn without_its_note_the_demo_gets_a_new_app() {
    let data = Data::new();
    data.serve(&["--demo"]).stop(Signal::TERM);
    std::fs::remove_file(data.path().join("demo.json")).unwrap();
    let server = data.serve(&["--demo"]);
    let kept: Value =
        serde_json::from_slice(&std::fs::read(data.path().join("demo.json")).unwrap()).unwrap();
    assert!(!token(&server, &kept).is_empty());
    assert_eq!(data.json(&["verify"])["organizations"], 1);
}
