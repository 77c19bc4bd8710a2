//! What people see of each other, with 200 settings in force.

use crate::Arguments;
use crate::load::{self, Connection, Requests};
use crate::orgbook::{Made, Sample, pick};
use crate::process::Server;
use crate::report::Report;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const SETTINGS: u64 = 200;

/// Makes the settings, then lets somebody who administers nothing look around.
pub async fn measure(
    arguments: &Arguments,
    users: u64,
    server: &Server,
    (data, made): (&Path, &Made),
    token: &str,
    sample: &Sample,
    report: &mut Report,
) -> Result<()> {
    settings(server, token, sample).await?;
    let userid = sample.userids.last().context("the demo has people")?;
    let person = person_token(arguments, data, made, userid)?;
    let headers = format!("x-acs-dingtalk-access-token: {person}\r\n");
    let seconds = arguments.seconds;
    let accept = |answer: &[u8]| answer.starts_with(b"{\"");
    let people = sample.userids.iter().rev().take(300);
    let people = people.map(|id| path(&format!("people/{id}")));
    let people = open(server, &headers, people).await?;
    let departments = sample.departments.iter().rev().take(300);
    let departments = departments.map(|id| path(&format!("departments/{id}?size=20")));
    let departments = open(server, &headers, departments).await?;
    let root: Requests = Arc::new(|_, _| (path("departments/1?size=20"), String::new()));
    let page = any_of(departments);
    let profile = any_of(people);
    for (what, requests, reference) in [
        ("person's page, decided and cut", profile, "ceiling"),
        (
            "visible department page, 20 people",
            page,
            "ceiling page of 20",
        ),
        ("visible root page", root, "ceiling page of 20"),
    ] {
        let load = load::run(server, 16, seconds, &headers, requests, accept).await?;
        report.cpu(what, users, &load, reference);
    }
    let part = |length: usize| -> Vec<String> {
        let names = sample.names.iter().filter(|name| !name.is_ascii());
        names
            .map(|name| name.chars().take(length).collect())
            .collect()
    };
    let searches: [(&str, Vec<String>); 4] = [
        ("visible search, 1 character", part(1)),
        ("visible search, 2 characters", part(2)),
        ("visible search, 4 characters", part(4)),
        (
            "visible search, initials",
            ["zw", "lxm", "wj", "cy", "zxy"].map(str::to_owned).to_vec(),
        ),
    ];
    for (what, words) in searches {
        let requests: Requests = Arc::new(move |connection, turn| {
            let word: &String = pick(&words, connection, turn);
            let word = encoded(word);
            let target = format!("search?kind=people&size=20&q={word}");
            (path(&target), String::new())
        });
        let load = load::run(server, 16, seconds, &headers, requests, accept).await?;
        report.cpu(what, users, &load, "ceiling");
    }
    Ok(())
}

/// Those of the addresses that are answered.
async fn open(
    server: &Server,
    headers: &str,
    targets: impl Iterator<Item = String>,
) -> Result<Vec<String>> {
    let mut open = Vec::new();
    for target in targets {
        let mut connection = Connection::open(&server.address).await?;
        if connection.send("GET", &target, headers, "").await.is_ok() {
            open.push(target);
        }
    }
    ensure!(!open.is_empty(), "somebody sees something");
    Ok(open)
}

fn any_of(targets: Vec<String>) -> Requests {
    Arc::new(move |connection, turn| (pick(&targets, connection, turn).clone(), String::new()))
}

fn path(rest: &str) -> String {
    format!("/v1.0/orgbook/{rest}")
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Half of them hide, some restrict what others see, some hide attributes.
async fn settings(server: &Server, token: &str, sample: &Sample) -> Result<()> {
    let headers = format!("x-acs-dingtalk-access-token: {token}\r\n");
    let mut connection = Connection::open(&server.address).await?;
    let named = sample.userids.len() / 2;
    for number in 0..SETTINGS {
        let user = |step: u64| &sample.userids[((number * 7 + step) as usize) % named];
        let department = |step: u64| {
            &sample.departments[((number * 3 + step) as usize) % sample.departments.len()]
        };
        let (users, departments) = ([user(0), user(1)], [department(0)]);
        let (method, target, body) = match number % 10 {
            0..5 => (
                "PUT",
                "/v1.0/contact/contactHideSettings",
                json!({
                    "objectStaffIds": users, "objectDeptIds": departments, "excludeStaffIds": [user(5)],
                    "excludeDeptIds": [department(5)], "hideInSearch": true, "hideInUserProfile": true,
                }),
            ),
            5..8 => (
                "PUT",
                "/v1.0/contact/restrictions/settings",
                json!({
                    "subjectUserIds": users, "type": "excludeNode", "excludeDeptIds": departments,
                    "restrictInSearch": true,
                }),
            ),
            _ => (
                "POST",
                "/v1.0/contact/staffAttributes/visibilitySettings",
                json!({
                    "objectStaffIds": users, "objectDeptIds": departments, "hideFields": ["mobile", "title"],
                }),
            ),
        };
        let answer = connection
            .send(method, target, &headers, &body.to_string())
            .await?;
        let answer: Value = serde_json::from_slice(answer)?;
        ensure!(answer["result"].is_i64(), "{target} answered {answer}");
    }
    Ok(())
}

fn person_token(arguments: &Arguments, data: &Path, made: &Made, userid: &str) -> Result<String> {
    let output = Command::new(&arguments.orgbook)
        .args([
            "user",
            "token",
            "--org",
            &made.corp_id,
            userid,
            "--json",
            "--data",
        ])
        .arg(data)
        .output()?;
    ensure!(
        output.status.success(),
        "no token: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let answer: Value = serde_json::from_slice(&output.stdout)?;
    let token = answer["accessToken"].as_str();
    token.map(str::to_owned).context("a token")
}
