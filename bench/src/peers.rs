//! OpenLDAP's slapd beside Orgbook: the same questions to a directory that many run. Only when asked for, and only where it is installed.

use crate::Arguments;
use crate::load::Load;
use crate::process::Server;
use crate::report::Report;
use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use ldap3::{Ldap, LdapConnAsync, LdapResult, Scope, SearchOptions};
use std::collections::HashSet;
use std::io::{BufWriter, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::Instant;

const CONNECTIONS: u64 = 16;
const PEOPLE_PER_DEPARTMENT: u64 = 20;
const HITS_MAX: i32 = 20;
const MAP_BYTES: u64 = 16 << 30;
const PASSWORD: &str = "bench";
/// As many as an answer of Orgbook tells of somebody in a list.
const ATTRIBUTES: [&str; 6] = ["uid", "cn", "mobile", "mail", "title", "employeeNumber"];
const SIZE_LIMIT_EXCEEDED: u32 = 4;
const SUCCESS: u32 = 0;

/// Where Debian puts programs that ordinary users' search path may lack.
fn program(name: &str) -> Option<PathBuf> {
    let mut folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"].iter();
    folders.find_map(|folder| Some(Path::new(folder).join(name)).filter(|path| path.exists()))
}

/// Where slapd and slapadd are; told before anything is measured.
pub fn installed() -> Result<(PathBuf, PathBuf)> {
    program("slapd")
        .zip(program("slapadd"))
        .context("slapd is not installed: `apt-get install slapd`, or leave --peers out")
}

/// Measures slapd with as many people, and Orgbook's figures of the same run against it.
pub async fn measure(arguments: &Arguments, users: u64, report: &mut Report) -> Result<()> {
    let (slapd, slapadd) = installed()?;
    let folder = tempfile::tempdir_in(&arguments.scratch)?;
    let folder = std::path::absolute(folder.path())?;
    std::fs::create_dir(folder.join("data"))?;
    let configuration = folder.join("slapd.conf");
    std::fs::write(&configuration, configured(&folder))?;
    let entries = folder.join("people.ldif");
    write_entries(&entries, users)?;

    let began = Instant::now();
    let added = Command::new(slapadd)
        .args(["-q", "-f"])
        .arg(&configuration)
        .arg("-l")
        .arg(&entries)
        .output()?;
    ensure!(
        added.status.success(),
        "slapadd failed: {}",
        String::from_utf8_lossy(&added.stderr)
    );
    let rate = users as f64 / began.elapsed().as_secs_f64();
    report.peer_rate("slapd: slapadd", users, rate);
    report.compare_rates("bulk import", users, "slapd: slapadd");

    let server = start(&slapd, &configuration).await?;
    loads(arguments, users, &server, report).await?;
    server.stop()
}

async fn loads(
    arguments: &Arguments,
    users: u64,
    server: &Server,
    report: &mut Report,
) -> Result<()> {
    let seconds = arguments.seconds;
    let by_uid = move |connection, turn| Question {
        base: "dc=bench".to_owned(),
        scope: Scope::Subtree,
        filter: format!("(uid=u{})", place(users, connection, turn)),
    };
    let load = run(server, seconds, move |ldap, connection, turn| {
        search(ldap, by_uid(connection, turn))
    })
    .await?;
    report.peer("slapd: by uid", users, &load);
    report.compare_cpu("user/get", users, "slapd: by uid");

    let departments = departments(users);
    let children = move |connection, turn| Question {
        base: format!("ou=d{},dc=bench", place(departments, connection, turn)),
        scope: Scope::OneLevel,
        filter: "(objectClass=inetOrgPerson)".to_owned(),
    };
    let load = run(server, seconds, move |ldap, connection, turn| {
        search(ldap, children(connection, turn))
    })
    .await?;
    report.peer("slapd: 20 people of a department", users, &load);
    let list = "user/list, 20 full people";
    report.compare_cpu(list, users, "slapd: 20 people of a department");

    let beginning = move |connection, turn| {
        let name = name(place(users, connection, turn));
        let two: String = name.chars().take(2).collect();
        Question {
            base: "dc=bench".to_owned(),
            scope: Scope::Subtree,
            filter: format!("(cn=*{two}*)"),
        }
    };
    let load = run(server, seconds, move |ldap, connection, turn| {
        search(ldap, beginning(connection, turn))
    })
    .await?;
    let peer = "slapd: two characters of any name";
    report.peer(peer, users, &load);
    let what = "search, two characters of any name";
    report.compare_cpu(what, users, peer);
    report.compare_p99(what, users, peer);

    let next = Arc::new(AtomicU64::new(users));
    let load = run(server, seconds, move |ldap, _, _| {
        add(ldap, next.fetch_add(1, Ordering::Relaxed))
    })
    .await?;
    report.peer("slapd: add, durable", users, &load);
    let what = "create, 64 clients, durable";
    report.compare_rates(what, users, "slapd: add, durable");
    Ok(())
}

fn configured(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
sizelimit unlimited
database mdb
maxsize {MAP_BYTES}
suffix \"dc=bench\"
rootdn \"cn=admin,dc=bench\"
rootpw {PASSWORD}
directory {folder}/data
index objectClass eq
index uid,mobile,mail,employeeNumber,carLicense eq
index cn eq,sub
"
    )
}

fn mixed(number: u64) -> u64 {
    number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16
}

fn departments(users: u64) -> u64 {
    users.div_ceil(PEOPLE_PER_DEPARTMENT)
}

/// Three in four Chinese, and about as often shared as those of the demo.
fn name(number: u64) -> String {
    const LATIN_GIVEN: [&str; 20] = [
        "Emma", "Liam", "Olivia", "Noah", "Ava", "Oliver", "Sophia", "Elijah", "Lucas", "Mia",
        "Mason", "Amelia", "Logan", "Harper", "Ethan", "Evelyn", "James", "Henry", "Daniel",
        "Grace",
    ];
    const LATIN_FAMILY: [&str; 20] = [
        "Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Wilson",
        "Anderson", "Thomas", "Taylor", "Moore", "Jackson", "Martin", "Lee", "Thompson", "White",
        "Harris", "Clark",
    ];
    const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹";
    const GIVEN: &str =
        "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力鹏志凤梅琳晨宇";
    let of = |characters: &str, place: u64| {
        let count = characters.chars().count() as u64;
        characters.chars().nth((place % count) as usize)
    };
    let mixed = mixed(number);
    if mixed >> 36 & 3 == 0 {
        let given = LATIN_GIVEN[(mixed % 20) as usize];
        let family = LATIN_FAMILY[((mixed >> 12) % 20) as usize];
        return format!("{given} {family}");
    }
    let characters = [
        of(SURNAMES, mixed),
        of(GIVEN, mixed >> 12),
        of(GIVEN, mixed >> 24),
    ];
    characters.into_iter().flatten().collect()
}

/// What is stored of somebody, in the order of a file: about as much as Orgbook's demo has of its people.
fn attributes(number: u64) -> [(&'static str, String); 15] {
    [
        ("objectClass", "inetOrgPerson".to_owned()),
        ("uid", format!("u{number}")),
        ("cn", name(number)),
        ("sn", name(number).chars().take(1).collect()),
        ("mobile", format!("86-{:011}", 13_000_000_000 + number)),
        ("mail", format!("u{number}@example.com")),
        ("title", "Engineer".to_owned()),
        ("employeeNumber", format!("B{number:08}")),
        // The one attribute that is free for a second identifier.
        ("carLicense", format!("{:022}", mixed(number))),
        ("telephoneNumber", format!("{:05}", number % 100_000)),
        ("street", "北京 望京 阜通东大街 6 号".to_owned()),
        (
            "description",
            "负责华北区的大客户，每周三在客户现场".to_owned(),
        ),
        ("roomNumber", format!("{}F{}", number % 40, number % 977)),
        ("employeeType", format!("P{}", number % 12)),
        (
            "departmentNumber",
            (number / PEOPLE_PER_DEPARTMENT).to_string(),
        ),
    ]
}

fn distinguished_name(number: u64, users: u64) -> String {
    let department = (number / PEOPLE_PER_DEPARTMENT).min(departments(users) - 1);
    format!("uid=u{number},ou=d{department},dc=bench")
}

fn write_entries(path: &Path, users: u64) -> Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    writeln!(
        file,
        "dn: dc=bench\nobjectClass: organization\nobjectClass: dcObject\no: bench\ndc: bench\n"
    )?;
    for department in 0..departments(users) {
        writeln!(
            file,
            "dn: ou=d{department},dc=bench\nobjectClass: organizationalUnit\nou: d{department}\n"
        )?;
    }
    for number in 0..users {
        writeln!(file, "dn: {}", distinguished_name(number, users))?;
        for (attribute, value) in attributes(number) {
            match value.is_ascii() {
                true => writeln!(file, "{attribute}: {value}")?,
                false => {
                    let value = base64::engine::general_purpose::STANDARD.encode(value);
                    writeln!(file, "{attribute}:: {value}")?;
                }
            }
        }
        writeln!(file)?;
    }
    Ok(file.flush()?)
}

async fn start(slapd: &Path, configuration: &Path) -> Result<Server> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let address = format!("127.0.0.1:{port}");
    let child = Command::new(slapd)
        .args(["-d", "0", "-h", &format!("ldap://{address}"), "-f"])
        .arg(configuration)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    Server::listening(child, address).await
}

fn place(among: u64, connection: u64, turn: u64) -> u64 {
    connection
        .wrapping_mul(0x9E37_79B9)
        .wrapping_add(turn.wrapping_mul(0x85EB_CA6B))
        % among
}

struct Question {
    base: String,
    scope: Scope,
    filter: String,
}

async fn search(mut ldap: Ldap, question: Question) -> Result<LdapResult> {
    let options = SearchOptions::new().sizelimit(HITS_MAX);
    let Question {
        base,
        scope,
        filter,
    } = question;
    let found = ldap
        .with_search_options(options)
        .search(&base, scope, &filter, ATTRIBUTES)
        .await?;
    ensure!(!found.0.is_empty(), "{filter} below {base} finds nobody");
    Ok(found.1)
}

async fn add(mut ldap: Ldap, number: u64) -> Result<LdapResult> {
    let attributes = attributes(number);
    let given = attributes
        .iter()
        .map(|(attribute, value)| (*attribute, HashSet::from([value.as_str()])))
        .collect();
    let name = format!("uid=u{number},ou=d0,dc=bench");
    Ok(ldap.add(&name, given).await?)
}

/// Asks over some connections at once, each after its answer before.
async fn run<Asking>(
    server: &Server,
    seconds: f64,
    ask: impl Fn(Ldap, u64, u64) -> Asking + Clone + Send + Sync + 'static,
) -> Result<Load>
where
    Asking: Future<Output = Result<LdapResult>> + Send,
{
    let cpu = server.cpu_seconds()?;
    let began = Instant::now();
    let until = began + Duration::from_secs_f64(seconds);
    let mut tasks = tokio::task::JoinSet::new();
    for connection in 0..CONNECTIONS {
        let (address, ask) = (format!("ldap://{}", server.address), ask.clone());
        tasks.spawn(async move {
            let (driver, mut ldap) = LdapConnAsync::new(&address).await?;
            // Its error reaches the calls, too.
            tokio::spawn(async move { drop(driver.drive().await) });
            let bound = ldap.simple_bind("cn=admin,dc=bench", PASSWORD).await?;
            bound.success()?;
            let mut times = Vec::new();
            for turn in 0.. {
                let now = Instant::now();
                if now >= until {
                    break;
                }
                let answer = ask(ldap.clone(), connection, turn).await?;
                if ![SUCCESS, SIZE_LIMIT_EXCEEDED].contains(&answer.rc) {
                    bail!("slapd answered {answer}");
                }
                times.push(now.elapsed().as_nanos() as u64);
            }
            Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(task) = tasks.join_next().await {
        times.extend(task??);
    }
    Load::of(times, began.elapsed(), server.cpu_seconds()? - cpu)
}
