//! Whoever reads the change feed has the organization: after any run of changes, restarts and deaths of nodes, and with whatever scope.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../../org/tests/it/command.rs"]
mod command;
mod invites;
mod world;

use console::log::{From, Step, snapshot, step};
use endpoint::{Fault, ReadsLog};
use engine::{Engine, LogReader};
use org::{Eye, OrgId, View};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use world::World;

type Objects = BTreeMap<(String, String), Value>;

/// A copy of what one caller is told.
struct Mirror {
    eye: Eye,
    from: From,
    objects: Objects,
    /// How often it had to read the whole.
    whole_reads: usize,
}

fn reader(engine: &Engine, org: &OrgId, eye: &Eye) -> LogReader {
    LogReader::new(engine.clone(), org.clone(), eye.clone(), |error| {
        panic!("{error}")
    })
}

/// The whole as a caller is told it, and its cursor.
async fn whole(engine: &Engine, org: &OrgId, eye: &Eye) -> (Objects, String) {
    let (org, mark) = engine.org_at(org).await.unwrap();
    let mut told = Vec::new();
    snapshot::lines(&View::new(&org, eye), &mark, &mut |piece| {
        told.extend(piece);
        true
    });
    let lines = String::from_utf8(told).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let objects: Objects = lines
        .iter()
        .filter(|line| line.get("object").is_some())
        .map(|line| {
            let object = &line["object"];
            (
                (text(&object["kind"]), text(&object["id"])),
                line["state"].clone(),
            )
        })
        .collect();
    assert_eq!(lines.last().unwrap()["objects"], objects.len());
    (objects, text(&lines[0]["cursor"]))
}

impl Mirror {
    fn new(eye: Eye) -> Self {
        Self {
            eye,
            from: From::Start,
            objects: Objects::new(),
            whole_reads: 0,
        }
    }

    /// Reads to the end.
    async fn catch_up(&mut self, engine: &Engine, org: &OrgId) -> Result<(), Fault> {
        let log = reader(engine, org, &self.eye);
        let log: &dyn ReadsLog = &log;
        loop {
            match step(log, &self.from, None).await? {
                Step::Page(page) => {
                    for change in page.changes {
                        let key = (change.object.kind, change.object.id);
                        let was_there = self.objects.contains_key(&key);
                        let (_, what) = change.kind.split_once('.').unwrap();
                        assert_eq!(was_there, what != "added", "{} {key:?}", change.kind);
                        match change.state {
                            Some(state) => self.objects.insert(key, state),
                            None => self.objects.remove(&key),
                        };
                    }
                    // What a caller is given is what comes back.
                    self.from = From::parse(Some(&page.cursor.to_string())).unwrap();
                    if !page.has_more {
                        return Ok(());
                    }
                }
                Step::Gone(_) => {
                    let (objects, cursor) = whole(engine, org, &self.eye).await;
                    self.objects = objects;
                    self.from = From::parse(Some(&cursor)).unwrap();
                    self.whole_reads += 1;
                }
                Step::ShutOut => panic!("nobody took anything away"),
            }
        }
    }

    async fn check(&mut self, engine: &Engine, org: &OrgId) {
        self.catch_up(engine, org).await.unwrap();
        let (expected, _) = whole(engine, org, &self.eye).await;
        assert_eq!(self.objects, expected, "{:?}", self.eye);
    }
}

/// What a run consists of.
#[derive(Clone, Debug)]
enum Turn {
    Change(command::Command),
    /// One of the mirrors reads.
    Read(usize),
    Restart,
    Death {
        is_stored: bool,
    },
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        12 => command::command().prop_map(Turn::Change),
        3 => (0..8_usize).prop_map(Turn::Read),
        1 => Just(Turn::Restart),
        1 => any::<bool>().prop_map(|is_stored| Turn::Death { is_stored }),
    ]
}

async fn run(turns: Vec<Turn>) {
    let mut world = World::new().await;
    let mut mirrors: Vec<Mirror> = world.eyes.iter().cloned().map(Mirror::new).collect();
    for turn in turns {
        match turn {
            Turn::Change(command) => world.change(command).await,
            Turn::Read(which) => {
                let which = which % mirrors.len();
                mirrors[which].check(&world.engine, &world.org).await;
            }
            Turn::Restart => world.restart().await,
            Turn::Death { is_stored } => world.die(is_stored).await,
        }
    }
    for mirror in &mut mirrors {
        mirror.check(&world.engine, &world.org).await;
    }
    // Whoever sees everything is told everything, and never has to read the whole.
    for mirror in &mirrors[..world::UNNARROWED] {
        assert_eq!(mirror.whole_reads, 0);
    }
    let mut late = Mirror::new(Eye::Operator);
    late.check(&world.engine, &world.org).await;
    assert_eq!(late.whole_reads, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn whoever_reads_the_feed_has_the_organization(
        turns in prop::collection::vec(turn(), 1..60),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(run(turns));
    }
}
