//! What the command line says about itself.

use crate::kit::program;

fn help(arguments: &[&str]) -> String {
    let output = program().args(arguments).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_commands() {
    insta::assert_snapshot!(help(&["--help"]));
}

#[test]
fn the_arguments_of_an_app() {
    insta::assert_snapshot!(help(&["app", "new", "--help"]));
}

#[test]
fn the_arguments_of_a_server() {
    insta::assert_snapshot!(help(&["serve", "--help"]));
}

#[test]
fn wrong_usage_exits_with_2() {
    for arguments in [
        &[][..],
        &["org"],
        &["org", "new"],
        &["nonsense"],
        &["serve", "--listen", "nowhere"],
        &["app", "new", "Sync"],
        &["app", "new", "Sync", "--org", "x", "--scope", "somewhere"],
        &["demo", "--users", "0"],
        &["demo", "--users", "many"],
        &["verify", "--store", "mysql://localhost/x"],
        &["user", "token", "ann"],
    ] {
        let output = program().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}
