//! Organizations, apps, people, verifying and copying: with a server on the data and without one.

use crate::kit::{Data, call, token};
use rustix::process::Signal;
use serde_json::{Value, json};

const ANN: &[&str] = &[
    "org",
    "new",
    "Acme",
    "--admin",
    "Ann",
    "--mobile",
    "13900138000",
    "--admin-userid",
    "ann",
];

fn org(data: &Data) -> String {
    data.json(ANN)["corpId"].as_str().unwrap().to_owned()
}

fn keys(answer: &Value) -> Vec<&str> {
    answer
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn an_organization_and_an_app_made_beforehand_are_served() {
    let data = Data::new();
    let made = data.json(ANN);
    assert_eq!(
        keys(&made),
        ["corpId", "adminUserId", "adminUnionId", "organizationCode"]
    );
    assert_eq!(made["adminUserId"], "ann");
    let app = data.json(&[
        "app",
        "new",
        "Sync",
        "--org",
        made["corpId"].as_str().unwrap(),
    ]);
    assert_eq!(keys(&app), ["appKey", "appSecret", "agentId", "corpId"]);
    assert_eq!(app["corpId"], made["corpId"]);

    let server = data.serve(&["--json"]);
    let token = token(&server, &app);
    let ann = call(
        &server,
        &token,
        "/topapi/v2/user/get",
        &json!({ "userid": "ann" }),
    );
    assert_eq!(ann["name"], "Ann");
    assert_eq!(ann["unionid"], made["adminUnionId"]);
}

#[test]
fn a_running_server_carries_commands_out() {
    let data = Data::new();
    let server = data.serve(&["--json"]);
    let org = org(&data);
    let app = data.json(&[
        "app",
        "new",
        "Sync",
        "--org",
        &org,
        "--grant",
        "qyapi_get_member",
        "--scope",
        "1",
    ]);
    let token = token(&server, &app);
    let ann = call(
        &server,
        &token,
        "/topapi/v2/user/get",
        &json!({ "userid": "ann" }),
    );
    assert_eq!(ann["userid"], "ann");
    let issued = data.json(&["user", "token", "--org", &org, "ann"]);
    assert_eq!(keys(&issued), ["accessToken", "expireIn"]);
    assert_eq!(data.json(&["verify"])["organizations"], 1);
    assert!(server.stop(Signal::TERM).success());
    assert_eq!(data.json(&["verify"])["differences"], 0);
}

#[test]
fn an_organization_says_who_it_is_and_who_may_join() {
    let data = Data::new();
    let org = org(&data);
    let license = ["--level", "high", "--license-name", "Acme Ltd."];
    let authentication = ["org", "set-authentication", "--org", &org];
    let set = data.json(&[&authentication[..], &license[..]].concat());
    assert_eq!(set, json!({"corpId": org, "authenticated": true}));
    let server = data.serve(&["--json"]);
    let set = data.json(&[&authentication[..], &["--level", "none"][..]].concat());
    assert_eq!(set, json!({"corpId": org, "authenticated": false}));
    let invitation = ["org", "set-invitation", "--org", &org];
    let on = ["--invitations", "on", "--by-link", "on"];
    let nowhere = ["--address", "join"];
    let refused = data.run(&[&invitation[..], &on[..], &nowhere[..]].concat());
    assert_eq!(refused.code(), Some(1));
    insta::assert_snapshot!(refused.complaint(), @"orgbook: the page that links lead to has an address that begins with https:// or http://, of at most 1024 letters without blanks");
    let address = ["--address", "https://acme.example/join"];
    let set = data.json(&[&invitation[..], &on[..], &address[..]].concat());
    let expected = json!({"corpId": org, "inviteSwitch": true, "searchNameInvite": false,
        "orgApplyCodeInvite": false, "linkInvite": true, "audit": true, "membersMayInvite": true, "membersMayLeave": true, "address": "https://acme.example/join"});
    assert_eq!(set, expected);
    let nobody = [
        "org",
        "set-invitation",
        "--org",
        "nobody",
        "--by-name",
        "on",
    ];
    assert_eq!(data.run(&nobody).code(), Some(1));
    assert!(server.stop(Signal::TERM).success());
    assert_eq!(data.json(&["verify"])["differences"], 0);
}

#[test]
fn people_get_lines_and_programs_get_json() {
    let data = Data::new();
    let done = data.run(ANN);
    assert!(
        done.text().contains("adminUserId       ann\n"),
        "{}",
        done.text()
    );
    let done = data.run(&["verify", "--json"]);
    assert_eq!(done.text().lines().count(), 1);
}

#[test]
fn a_password_is_kept_as_a_hash() {
    let data = Data::new();
    let org = org(&data);
    let arguments = [
        "user", "password", "--org", &org, "ann", "--stdin", "--json",
    ];
    let done = data.run_with(&arguments, "a long enough secret\n");
    assert_eq!(
        done.text(),
        "{\"userid\":\"ann\"}\n",
        "{}",
        done.complaint()
    );
    for entry in std::fs::read_dir(data.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        assert!(
            !bytes
                .windows(20)
                .any(|part| part == b"a long enough secret")
        );
    }
}

#[test]
fn what_cannot_be_done_says_why() {
    for serving in [false, true] {
        let data = Data::new();
        let org = org(&data);
        let server = serving.then(|| data.serve(&["--json"]));
        for (arguments, expected) in [
            (
                &["org", "new", "Acme", "--admin", "Ann", "--mobile", "abc"][..],
                "mobile",
            ),
            (
                &[
                    "org",
                    "new",
                    "",
                    "--admin",
                    "Ann",
                    "--mobile",
                    "13900138000",
                ],
                "name",
            ),
            (&["app", "new", "Sync", "--org", "dingnobody"], "dingnobody"),
            (
                &[
                    "app",
                    "new",
                    "Sync",
                    "--org",
                    &org,
                    "--grant",
                    "no_such_point",
                ],
                "qyapi_get_member",
            ),
            (
                &["app", "new", "Sync", "--org", &org, "--scope", "77777"],
                "77777",
            ),
            (
                &[
                    "app",
                    "new",
                    "Sync",
                    "--org",
                    &org,
                    "--allow-ip",
                    "anywhere",
                ],
                "10.0.0.0/8",
            ),
            (
                &["app", "new", "Sync", "--org", &org, "--redirect", "/back"],
                "https://",
            ),
            (&["user", "token", "--org", &org, "nobody"], "nobody"),
            (&["user", "password", "--org", &org, "ann"], "--stdin"),
            (&["backup", "/nonexistent/folder/file"], "/nonexistent"),
        ] {
            let done = data.run(&[arguments, &["--json"]].concat());
            assert_eq!(done.code(), Some(1), "{arguments:?}");
            assert!(
                done.complaint().contains(expected),
                "{arguments:?}: {}",
                done.complaint()
            );
            assert_eq!(
                done.complaint().trim().lines().count(),
                1,
                "{}",
                done.complaint()
            );
            assert_eq!(done.text(), "");
        }
        for (weak, rule) in [
            ("short", "it has 5 characters; 8 to 128 are needed"),
            ("password2026", "everybody tries first"),
            ("12345678901", "letters alone or digits alone"),
            ("my 13900138000", "name, number or address"),
        ] {
            let arguments = ["user", "password", "--org", &org, "ann", "--stdin"];
            let done = data.run_with(&arguments, &format!("{weak}\n"));
            assert_eq!(done.code(), Some(1), "{weak}");
            assert!(done.complaint().contains(rule), "{}", done.complaint());
            assert!(!done.complaint().contains(weak), "{}", done.complaint());
        }
        let nobody = data.run_with(
            &["user", "password", "--org", &org, "nobody", "--stdin"],
            "long enough",
        );
        assert!(
            nobody.complaint().contains("nobody"),
            "{}",
            nobody.complaint()
        );
        if let Some(server) = server {
            assert!(server.stop(Signal::TERM).success());
        }
    }
}

#[test]
fn a_mistyped_folder_is_not_made() {
    let data = Data::new();
    let missing = data.path().join("missing");
    let output = crate::kit::program()
        .args(["verify", "--data"])
        .arg(&missing)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing"));
    assert!(!missing.exists());
}

#[test]
fn a_backup_comes_back_in_an_empty_folder_alone() {
    let data = Data::new();
    let server = data.serve(&["--json"]);
    let org = org(&data);
    let copy = data.path().join("copy");
    let copy = copy.to_str().unwrap();
    let report = data.json(&["backup", copy]);
    assert_eq!(keys(&report), ["bytes", "entries"]);
    assert_eq!(report["bytes"], std::fs::metadata(copy).unwrap().len());
    assert!(
        !data.run(&["backup", copy]).succeeded(),
        "a file that is there stays"
    );
    let app = data.json(&["app", "new", "Later", "--org", &org]);
    assert!(
        !data.run(&["restore", copy]).succeeded(),
        "a server uses this folder"
    );
    server.stop(Signal::TERM);

    let restored = Data::new();
    assert_eq!(
        restored.json(&["restore", copy])["entries"],
        report["entries"]
    );
    let verified = restored.json(&["verify"]);
    assert_eq!(
        verified,
        json!({ "organizations": 1, "entries": report["entries"], "differences": 0 })
    );
    assert_eq!(
        restored.json(&["user", "token", "--org", &org, "ann"])["expireIn"],
        7200
    );
    let again = restored.run(&["restore", copy]);
    assert_eq!(again.code(), Some(1));
    assert!(again.complaint().contains("empty"), "{}", again.complaint());
    let key = app["appKey"].as_str().unwrap();
    let server = restored.serve(&["--json"]);
    let secret = app["appSecret"].as_str().unwrap();
    let answer = crate::kit::get(&format!(
        "{}/gettoken?appkey={key}&appsecret={secret}",
        server.url
    ));
    assert_ne!(
        answer["errcode"], 0,
        "the app came after the copy: {answer}"
    );
}
