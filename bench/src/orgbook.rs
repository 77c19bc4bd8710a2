//! Orgbook itself, at one size.

use crate::Arguments;
use crate::load::{self, Connection, Requests};
use crate::process::{Server, folder_bytes};
use crate::report::Report;
use crate::visibility;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::time::Instant;

const SAMPLE: usize = 2_000;

/// What loads pick from.
#[derive(Default)]
pub struct Sample {
    pub userids: Vec<String>,
    mobiles: Vec<String>,
    union_ids: Vec<String>,
    pub names: Vec<String>,
    /// Departments with members, at least one.
    pub departments: Vec<i64>,
}

/// The app that a new organization came with.
pub struct Made {
    pub corp_id: String,
    app_key: String,
    app_secret: String,
}

impl Made {
    /// An app that was made otherwise.
    pub fn of(corp_id: &str, app_key: &str, app_secret: &str) -> Self {
        Self {
            corp_id: corp_id.to_owned(),
            app_key: app_key.to_owned(),
            app_secret: app_secret.to_owned(),
        }
    }

    /// Reads what `orgbook demo --json` printed.
    pub fn parse(output: &[u8]) -> Result<(Self, f64)> {
        let made: Value = serde_json::from_slice(output)?;
        let people = made["users"].as_f64().context("demo says how many")?;
        let text = |name: &str| {
            made[name]
                .as_str()
                .map(str::to_owned)
                .context("demo names the app")
        };
        Ok((
            Self {
                corp_id: text("corpId")?,
                app_key: text("appKey")?,
                app_secret: text("appSecret")?,
            },
            people,
        ))
    }
}

/// Makes an organization, serves it, loads it.
pub async fn measure(arguments: &Arguments, users: u64, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir_in(&arguments.scratch)?;
    let data = folder.path().join("data");
    let made = import(arguments, users, &data, report)?;
    let disk = folder_bytes(&data)? as f64 / users as f64;
    report.sized("disk per person", users, "B", disk);

    let server = Server::start(serve(arguments, &data))?;
    // The first call of all loads the organization.
    let first = Instant::now();
    let token = token(&server, &made).await?;
    ask(
        &server,
        &token,
        "/topapi/v2/department/get",
        &json!({"dept_id": 1}),
    )
    .await?;
    let cold = server.start + first.elapsed();
    report.sized(
        "cold start to first answer",
        users,
        "ms",
        cold.as_secs_f64() * 1e3,
    );
    report.memory(users, server.settled_bytes().await?);

    if arguments.only_creates {
        writes(arguments, users, &server, &token, report).await?;
        return server.stop();
    }
    let sample = sample(&server, &token).await?;
    let place = (data.as_path(), &made);
    if arguments.only_visible {
        visibility::measure(arguments, users, &server, place, &token, &sample, report).await?;
        return server.stop();
    }
    reads(arguments, users, &server, &token, &sample, report).await?;
    if arguments.only_lists {
        return server.stop();
    }
    searches(arguments, users, &server, &token, &sample, report).await?;
    writes(arguments, users, &server, &token, report).await?;
    external_contacts(arguments, users, &server, &token, &sample, report).await?;
    roles(arguments, users, &server, &token, &sample, report).await?;
    visibility::measure(arguments, users, &server, place, &token, &sample, report).await?;
    server.stop()
}

fn import(arguments: &Arguments, users: u64, data: &Path, report: &mut Report) -> Result<Made> {
    let began = Instant::now();
    let output = Command::new(&arguments.orgbook)
        .args([
            "demo",
            "--users",
            &users.to_string(),
            "--seed",
            "1",
            "--json",
            "--data",
        ])
        .arg(data)
        .output()?;
    let elapsed = began.elapsed().as_secs_f64();
    ensure!(
        output.status.success(),
        "demo failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (made, people) = Made::parse(&output.stdout)?;
    report.rate("bulk import", users, people / elapsed, "sqlite bulk", None);
    Ok(made)
}

fn serve(arguments: &Arguments, data: &Path) -> Command {
    let mut command = Command::new(&arguments.orgbook);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--json", "--data"])
        .arg(data);
    command
}

pub async fn token(server: &Server, made: &Made) -> Result<String> {
    let body = json!({"appKey": made.app_key, "appSecret": made.app_secret}).to_string();
    let mut connection = Connection::open(&server.address).await?;
    let answer: Value = serde_json::from_slice(
        connection
            .post("/v1.0/oauth2/accessToken", "", &body)
            .await?,
    )?;
    answer["accessToken"]
        .as_str()
        .map(str::to_owned)
        .context("a token")
}

async fn ask(server: &Server, token: &str, path: &str, body: &Value) -> Result<Value> {
    let mut answer = whole_answer(server, token, path, body).await?;
    Ok(answer["result"].take())
}

async fn whole_answer(server: &Server, token: &str, path: &str, body: &Value) -> Result<Value> {
    let mut connection = Connection::open(&server.address).await?;
    let target = format!("{path}?access_token={token}");
    let answer: Value =
        serde_json::from_slice(connection.post(&target, "", &body.to_string()).await?)?;
    ensure!(answer["errcode"] == 0, "{path} answered {answer}");
    Ok(answer)
}

async fn sample(server: &Server, token: &str) -> Result<Sample> {
    let mut sample = Sample::default();
    let mut waiting = vec![1_i64];
    while let Some(id) = waiting.pop() {
        if sample.userids.len() >= SAMPLE {
            break;
        }
        let below = ask(
            server,
            token,
            "/topapi/v2/department/listsubid",
            &json!({"dept_id": id}),
        )
        .await?;
        waiting.extend(
            below["dept_id_list"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_i64),
        );
        let page = json!({"dept_id": id, "cursor": 0, "size": 20});
        let members = ask(server, token, "/topapi/v2/user/list", &page).await?;
        let members = members["list"].as_array().cloned().unwrap_or_default();
        if members.len() == 20 {
            sample.departments.push(id);
        }
        for member in members {
            let text = |name: &str| member[name].as_str().unwrap_or_default().to_owned();
            sample.userids.push(text("userid"));
            sample.mobiles.push(text("mobile"));
            sample.union_ids.push(text("unionid"));
            sample.names.push(text("name"));
        }
    }
    ensure!(
        !sample.userids.is_empty() && !sample.departments.is_empty(),
        "the demo has people"
    );
    Ok(sample)
}

pub fn pick<T>(of: &[T], connection: u64, turn: u64) -> &T {
    &of[place(of.len() as u64, connection, turn) as usize]
}

fn place(among: u64, connection: u64, turn: u64) -> u64 {
    let place = connection
        .wrapping_mul(0x9E37_79B9)
        .wrapping_add(turn.wrapping_mul(0x85EB_CA6B));
    place % among
}

fn legacy(
    path: &'static str,
    token: &str,
    body: impl Fn(u64, u64) -> Value + Send + Sync + 'static,
) -> Requests {
    let target = format!("{path}?access_token={token}");
    Arc::new(move |connection, turn| (target.clone(), body(connection, turn).to_string()))
}

fn is_ok(answer: &[u8]) -> bool {
    answer.starts_with(b"{\"errcode\":0,")
}

async fn reads(
    arguments: &Arguments,
    users: u64,
    server: &Server,
    token: &str,
    sample: &Sample,
    report: &mut Report,
) -> Result<()> {
    let seconds = arguments.seconds;
    let userids = sample.userids.clone();
    let by_id = legacy(
        "/topapi/v2/user/get",
        token,
        move |connection, turn| json!({"userid": pick(&userids, connection, turn)}),
    );
    let load = load::run(server, 64, seconds, "", by_id, is_ok).await?;
    report.cpu("user/get", users, &load, "ceiling");
    report.rate(
        "user/get, 64 connections",
        users,
        load.rate,
        "ceiling",
        Some(&load),
    );

    let own = format!("user/get at {users}");
    let mobiles = sample.mobiles.clone();
    let by_mobile = legacy(
        "/topapi/v2/user/getbymobile",
        token,
        move |connection, turn| json!({"mobile": pick(&mobiles, connection, turn)}),
    );
    let load = load::run(server, 64, seconds, "", by_mobile, is_ok).await?;
    report.cpu("user/getbymobile", users, &load, &own);
    let union_ids = sample.union_ids.clone();
    let by_union_id = legacy(
        "/topapi/user/getbyunionid",
        token,
        move |connection, turn| json!({"unionid": pick(&union_ids, connection, turn)}),
    );
    let load = load::run(server, 64, seconds, "", by_union_id, is_ok).await?;
    report.cpu("user/getbyunionid", users, &load, &own);

    let departments = sample.departments.clone();
    let page = legacy(
        "/topapi/v2/user/list",
        token,
        move |connection, turn| json!({"dept_id": pick(&departments, connection, turn), "cursor": 0, "size": 20}),
    );
    let load = load::run(server, 64, seconds, "", page, is_ok).await?;
    report.cpu(
        "user/list, 20 full people",
        users,
        &load,
        "ceiling page of 20",
    );
    Ok(())
}

async fn searches(
    arguments: &Arguments,
    users: u64,
    server: &Server,
    token: &str,
    sample: &Sample,
    report: &mut Report,
) -> Result<()> {
    let headers = format!("x-acs-dingtalk-access-token: {token}\r\n");
    let two = |name: &String| name.chars().take(2).collect::<String>();
    let chinese: Vec<String> = (sample.names.iter())
        .filter(|name| !name.is_ascii())
        .map(two)
        .collect();
    ensure!(!chinese.is_empty(), "the demo has Chinese names");
    let any = sample.names.iter().map(two).collect();
    let queries: [(&'static str, Vec<String>); 4] = [
        ("search, two characters of a name", chinese),
        ("search, two characters of any name", any),
        (
            "search, initials",
            ["zw", "lxm", "wj", "cy", "zxy"].map(str::to_owned).to_vec(),
        ),
        (
            "search, full pinyin",
            ["zhangwei", "liming", "wangfang", "chenyu"]
                .map(str::to_owned)
                .to_vec(),
        ),
    ];
    for (what, words) in queries {
        let requests: Requests = Arc::new(move |connection, turn| {
            let word = pick(&words, connection, turn);
            let body = json!({"queryWord": word, "offset": 0, "size": 20}).to_string();
            ("/v1.0/contact/users/search".to_owned(), body)
        });
        let accept = |answer: &[u8]| answer.starts_with(b"{\"");
        let load = load::run(server, 16, arguments.seconds, &headers, requests, accept).await?;
        report.cpu(what, users, &load, "ceiling");
    }
    Ok(())
}

async fn writes(
    arguments: &Arguments,
    users: u64,
    server: &Server,
    token: &str,
    report: &mut Report,
) -> Result<()> {
    let next = Arc::new(AtomicU64::new(0));
    for (what, connections, reference) in [
        ("create, 1 client, durable", 1, "sqlite 1 a commit"),
        ("create, 64 clients, durable", 64, "sqlite 64 a commit"),
    ] {
        let load = create(arguments, server, token, &next, connections).await?;
        report.rate(what, users, load.rate, reference, Some(&load));
        report.cpu(&format!("{what}, CPU"), users, &load, "ceiling");
    }
    Ok(())
}

/// Gives everybody of the sample a role, then reads pages anywhere among its members.
async fn roles(
    arguments: &Arguments,
    users: u64,
    server: &Server,
    token: &str,
    sample: &Sample,
    report: &mut Report,
) -> Result<()> {
    let groups = whole_answer(server, token, "/topapi/role/list", &json!({})).await?;
    let role = groups["result"]["list"][1]["roles"][0]["id"].clone();
    ensure!(role.is_i64(), "an organization starts with roles");
    for userids in sample.userids.chunks(20) {
        let pairs = json!({"roleIds": role.to_string(), "userIds": userids});
        whole_answer(server, token, "/topapi/role/addrolesforemps", &pairs).await?;
    }
    let count = sample.userids.len() as u64;
    let page = legacy(
        "/topapi/role/simplelist",
        token,
        move |connection, turn| json!({"role_id": role, "offset": place(count, connection, turn), "size": 20}),
    );
    let load = load::run(server, 64, arguments.seconds, "", page, is_ok).await?;
    report.cpu(
        "role/simplelist, 20 members",
        users,
        &load,
        "ceiling page of 20",
    );
    Ok(())
}

/// Makes external contacts, then reads pages anywhere in their list.
async fn external_contacts(
    arguments: &Arguments,
    users: u64,
    server: &Server,
    token: &str,
    sample: &Sample,
    report: &mut Report,
) -> Result<()> {
    let path = "/topapi/extcontact/listlabelgroups";
    let groups = whole_answer(server, token, path, &json!({})).await?;
    let label = groups["results"][0]["labels"][0]["id"].clone();
    ensure!(label.is_i64(), "an organization starts with labels");
    let (followers, made) = (sample.userids.clone(), Arc::new(AtomicU64::new(0)));
    let next = made.clone();
    let new = legacy(
        "/topapi/extcontact/create",
        token,
        move |connection, turn| {
            let number = next.fetch_add(1, Ordering::Relaxed);
            json!({"contact": {
                "name": "王小明",
                "mobile": (1_000_000_000 + number).to_string(),
                "state_code": "999",
                "follower_user_id": pick(&followers, connection, turn),
                "label_ids": [label],
                "share_dept_ids": [1],
                "title": "Engineer",
                "company_name": "Example",
            }})
        },
    );
    let load = load::run(server, 64, arguments.seconds, "", new, is_ok).await?;
    let what = "extcontact/create, 64 clients, durable";
    report.rate(what, users, load.rate, "sqlite 64 a commit", Some(&load));

    let count = made.load(Ordering::Relaxed).max(1);
    let page = legacy(
        "/topapi/extcontact/list",
        token,
        move |connection, turn| json!({"offset": place(count, connection, turn), "size": 20}),
    );
    let load = load::run(server, 64, arguments.seconds, "", page, is_ok).await?;
    report.cpu(
        "extcontact/list, 20 contacts",
        users,
        &load,
        "ceiling page of 20",
    );
    Ok(())
}

/// The nth new person, in the root, which alone has room for all of them: the userid, and the request's body.
pub fn new_person(number: u64) -> (String, Value) {
    let userid = format!("bench{number:012}");
    let body = json!({
        "userid": userid,
        "name": "王小明",
        "mobile": format!("+999-{:010}", 1_000_000_000 + number),
        "title": "Engineer",
        "email": format!("bench{number}@example.com"),
        "job_number": format!("B{number:08}"),
        "dept_id_list": "1",
    });
    (userid, body)
}

/// Creates people.
pub async fn create(
    arguments: &Arguments,
    server: &Server,
    token: &str,
    next: &Arc<AtomicU64>,
    connections: u64,
) -> Result<load::Load> {
    let next = next.clone();
    let requests = legacy("/topapi/v2/user/create", token, move |_, _| {
        new_person(next.fetch_add(1, Ordering::Relaxed)).1
    });
    load::run(server, connections, arguments.seconds, "", requests, is_ok).await
}
