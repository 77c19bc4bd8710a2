//! Every endpoint file is in the table.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn endpoint_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources are here") {
        let path = entry.expect("the sources can be listed").path();
        if path.is_dir() {
            endpoint_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).expect("sources are text");
            if source.contains("const SPEC: Spec") {
                found.push(path);
            }
        }
    }
}

/// `//! What it does: `METHOD /path`.` as (method, path).
fn named(file: &Path) -> (String, String) {
    let source = std::fs::read_to_string(file).expect("sources are text");
    let line = source.lines().next().unwrap_or_default();
    let name = line
        .strip_prefix("//! ")
        .and_then(|line| line.strip_suffix("`."))
        .and_then(|line| line.rsplit_once(": `"))
        .and_then(|(_, name)| name.split_once(' '));
    let (method, path) = name.unwrap_or_else(|| {
        panic!(
            "{} does not begin with `//! What it does: `METHOD /path`.`",
            file.display()
        )
    });
    (method.to_owned(), path.to_owned())
}

#[test]
fn every_file_with_a_description_is_in_the_table_and_says_which_path_it_is() {
    let mut files = Vec::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    endpoint_files(&sources, &mut files);
    let in_files: BTreeSet<(String, String)> = files.iter().map(|file| named(file)).collect();
    let in_table: BTreeSet<(String, String)> = dingtalk::routes()
        .map(|route| {
            let spec = route.spec;
            (spec.method.as_str().to_owned(), spec.path.to_owned())
        })
        .collect();
    let not_in_table: Vec<_> = in_files.difference(&in_table).collect();
    let not_in_files: Vec<_> = in_table.difference(&in_files).collect();
    assert!(not_in_table.is_empty(), "in no ROUTES: {not_in_table:?}");
    assert!(
        not_in_files.is_empty(),
        "no file's first line says: {not_in_files:?}"
    );
    assert_eq!(files.len(), in_table.len(), "one file for each endpoint");
}
