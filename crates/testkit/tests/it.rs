//! The rooms import what ARCHITECTURE.md allows, and nothing else.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

struct Room {
    may_import: BTreeSet<String>,
    because: String,
}

fn rooms(document: &str) -> BTreeMap<String, Room> {
    document
        .lines()
        .skip_while(|line| !line.starts_with("| Room |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let may_import = cells[2]
                .split(',')
                .map(str::trim)
                .filter(|name| *name != "-");
            let room = Room {
                may_import: may_import.map(str::to_owned).collect(),
                because: cells[3].to_owned(),
            };
            (cells[0].trim_matches('`').to_owned(), room)
        })
        .collect()
}

fn metadata(root: &Path) -> Value {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root)
        .output()
        .expect("cargo runs this test");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().expect("cargo names everything")
}

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of[name].as_array().expect("cargo lists everything")
}

#[test]
fn rooms_import_what_the_architecture_allows() {
    let document = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it exists");
    let rooms = rooms(&document);
    let metadata = metadata(root());
    let packages = list(&metadata, "packages");
    assert!(packages.len() >= 8, "cargo names the rooms");
    for package in packages {
        let name = text(package, "name");
        let room = rooms
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not in ARCHITECTURE.md"));
        let imports = list(package, "dependencies")
            .iter()
            .filter(|dependency| dependency["kind"].is_null() && !dependency["path"].is_null())
            .map(|dependency| text(dependency, "name"));
        for import in imports {
            assert!(
                room.may_import.contains(import),
                "`{name}` imports `{import}`, which it may not: {}",
                room.because
            );
        }
    }
}

#[test]
fn the_pure_rooms_never_depend_on_a_runtime() {
    let metadata = metadata(root());
    for package in list(&metadata, "packages") {
        let name = text(package, "name");
        if !["org", "endpoint", "dingtalk"].contains(&name) {
            continue;
        }
        for dependency in list(package, "dependencies") {
            let import = text(dependency, "name");
            let impure = [
                "tokio",
                "hyper",
                "axum",
                "rusqlite",
                "tokio-postgres",
                "rand",
                "tracing",
            ];
            let normal = dependency["kind"].is_null();
            assert!(
                !(normal && impure.contains(&import)),
                "`{name}` is pure and imports `{import}`"
            );
        }
    }
}

#[test]
fn a_table_is_read_as_it_is_written() {
    let rooms =
        rooms("x\n| Room | a | b | c |\n| - | - | - | - |\n| `one` | x | two, three | y |\n\nz");
    let one = &rooms["one"];
    assert_eq!(
        one.may_import,
        BTreeSet::from(["two".to_owned(), "three".to_owned()])
    );
    assert_eq!(one.because, "y");
}

/// The texts between quotes that follow a place in a source, read as Rust reads them.
fn literals(source: &str, count: usize) -> Vec<String> {
    let mut texts = Vec::new();
    let mut signs = source.chars();
    while texts.len() < count && signs.by_ref().any(|sign| sign == '"') {
        let mut text = String::new();
        while let Some(sign) = signs.next().filter(|sign| *sign != '"') {
            text.push(sign);
            if sign == '\\' {
                text.extend(signs.next());
            }
        }
        texts.push(text);
    }
    texts
}

/// The names in braces, but those of a noun that each language has for itself.
fn arguments(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|rest| {
        let name = rest.split('}').next()?;
        name.split(':').next()
    });
    names
        .filter(|name| !matches!(*name, "english" | "chinese"))
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_sentence_says_the_same_in_both_languages() {
    let mut files = Vec::new();
    for room in std::fs::read_dir(root().join("crates")).expect("rooms") {
        sources(&room.expect("a room").path().join("src"), &mut files);
    }
    let is_chinese = |text: &str| {
        let mut signs = text.chars();
        signs.any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign)) || text.contains("{chinese}")
    };
    let mut count = 0;
    for file in files {
        let source = std::fs::read_to_string(&file).expect("a source");
        // What documents mention is in backticks.
        for told in source
            .split(" sentence!(")
            .chain(source.split("(sentence!("))
            .skip(1)
        {
            let [english, chinese] = &literals(told, 2)[..] else {
                continue;
            };
            if english.contains("macro_rules") || !told.trim_start().starts_with('"') {
                continue;
            }
            let place = format!("{}: {english} / {chinese}", file.display());
            assert!(is_chinese(chinese) && !is_chinese(english), "{place}");
            assert!(arguments(chinese).is_subset(&arguments(english)), "{place}");
            count += 1;
        }
    }
    assert!(count > 200, "{count} sentences");
}
