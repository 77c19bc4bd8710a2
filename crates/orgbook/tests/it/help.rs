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
fn the_arguments_of_what_an_organization_says_of_itself() {
    insta::assert_snapshot!(help(&["org", "set-authentication", "--help"]), @"
    Say who an organization is by law, or that it is not authenticated; what is left out is emptied

    Usage: orgbook org set-authentication [OPTIONS] --org <CORP_ID> --level <LEVEL>

    Options:
          --data <DIR>
              Folder with everything this node keeps
              
              [env: ORGBOOK_DATA]
              [default: ./data]

          --org <CORP_ID>
              The organization

          --json
              Print one JSON object instead of a table or a sentence

          --level <LEVEL>
              How well the license was checked

              Possible values:
              - high:   Checked well
              - middle: Checked
              - none:   Not authenticated

          --config <FILE>
              Configuration file [default: DIR/orgbook.toml]

          --license-name <NAME>
              Name on the business license

          --registration-number <NUMBER>
              The license's registration number

          --store <URL>
              Where organizations are stored: sqlite:PATH or postgres://… [env: ORGBOOK_STORE]

          --social-credit-code <CODE>
              Unified social credit code: 18 letters and digits

          --organization-code <CODE>
              Organization code such as 11111111-1

          --legal-person <NAME>
              Legal representative

          --license-url <URL>
              Address of a picture of the license

      -h, --help
              Print help (see a summary with '-h')
    ");
    insta::assert_snapshot!(help(&["org", "set-invitation", "--help"]), @"
    Open and close ways to become a member; what is left out stays as it is

    Usage: orgbook org set-invitation [OPTIONS] --org <CORP_ID>

    Options:
          --data <DIR>
              Folder with everything this node keeps [env: ORGBOOK_DATA] [default: ./data]
          --org <CORP_ID>
              The organization
          --invitations <INVITATIONS>
              Invitations as a whole [possible values: on, off]
          --json
              Print one JSON object instead of a table or a sentence
          --by-name <BY_NAME>
              Finding the organization by its name and applying [possible values: on, off]
          --config <FILE>
              Configuration file [default: DIR/orgbook.toml]
          --by-code <BY_CODE>
              Applying with the organization's code [possible values: on, off]
          --store <URL>
              Where organizations are stored: sqlite:PATH or postgres://… [env: ORGBOOK_STORE]
          --by-link <BY_LINK>
              Joining by a link [possible values: on, off]
          --approval <APPROVAL>
              Whether an administrator has to agree to whoever comes [possible values: on, off]
          --members-invite <MEMBERS_INVITE>
              Whether everybody may invite [possible values: on, off]
          --members-leave <MEMBERS_LEAVE>
              Whether people leave the organization by themselves [possible values: on, off]
          --address <URL>
              Page that links lead to; empty for the one of this installation
          --reset-links
              Make the links that were given so far worthless
      -h, --help
              Print help
    ");
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
        &["org", "set-authentication", "--org", "x"],
        &["org", "set-authentication", "--org", "x", "--level", "high"],
        &["org", "set-invitation", "--by-link", "on"],
        &["org", "set-invitation", "--org", "x", "--by-link", "maybe"],
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
