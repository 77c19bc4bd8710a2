//! In which language people and apps are told what was refused.

use super::house::{House, Request};
use super::sessions::{Browser, PASSWORD, house};
use dingtalk::codes;
use endpoint::Code;
use org::Power;
use serde_json::json;

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|one| ('\u{4e00}'..='\u{9fff}').contains(&one))
}

#[test]
fn every_code_is_told_in_both_languages() {
    let of_routes = crate::routes().flat_map(|route| route.spec.codes());
    let all: Vec<&Code> = of_routes.chain(codes::ALL.iter().copied()).collect();
    assert!(all.len() > 200);
    for code in all {
        let [english, chinese] = code.people;
        assert!(!is_chinese(english) && english.len() > 3, "{}", code.new);
        assert!(is_chinese(chinese), "{}: {chinese}", code.new);
    }
}

/// The same call in Chinese, in English, and as an app makes it.
async fn told(house: &House, browser: &mut Browser, call: &str, body: serde_json::Value) -> String {
    let (method, path) = call.split_once(' ').unwrap_or(("POST", call));
    let mut answers = Vec::new();
    for language in ["zh-CN", "en-US,zh;q=0.5", ""] {
        browser.language = language;
        let reply = browser.call(house, method, path, body.clone()).await;
        let words = ["message", "errmsg", "sub_msg"].map(|name| reply.body[name].as_str());
        answers.push(words.into_iter().flatten().collect::<Vec<_>>().join(" | "));
    }
    answers.join("\n")
}

async fn signed_in(house: &House) -> Browser {
    let power = Power {
        is_primary: true,
        ..Power::default()
    };
    let made = house.engine.operate(&house.corp, "test", move |draft| {
        draft.set_admin("ann", power.clone())
    });
    made.await.expect("ann is somebody");
    let mut ann = Browser::default();
    ann.sign_in(house, PASSWORD).await;
    ann
}

#[tokio::test]
async fn a_page_is_answered_in_its_language() {
    let house = house().await;
    let mut ann = signed_in(&house).await;
    let put = json!({"userId": "nobody"});
    insta::assert_snapshot!(told(&house, &mut ann, "PUT console/creator", put).await, @"
    只有创建者本人可以转让组织
    the creator alone hands the organization over
    Your rights as an administrator do not go so far: the creator alone hands the organization over
    ");
    let csv = json!({"fileName": "people.doc", "content": ""});
    insta::assert_snapshot!(told(&house, &mut ann, "console/import", csv).await, @"
    文件名以 .xlsx 或 .csv 结尾，收到的是 people.doc
    a file is named .xlsx or .csv, got people.doc
    A parameter is missing or wrong: a file is named .xlsx or .csv, got people.doc
    ");
    let missing = json!({"fileName": "people.csv"});
    insta::assert_snapshot!(told(&house, &mut ann, "console/import", missing).await, @"
    缺少 content
    content is missing
    A parameter is missing or wrong: content is missing
    ");
}

#[tokio::test]
async fn what_a_page_calls_of_dingtalks_is_told_in_its_language() {
    let house = house().await;
    let mut ann = signed_in(&house).await;
    let root = json!({"dept_id": 1});
    insta::assert_snapshot!(told(&house, &mut ann, "/topapi/v2/department/delete", root).await, @"
    根部门不能删除
    the root department cannot be deleted
    不允许删除根部门: the root department cannot be deleted
    ");
    let taken = json!({"name": "Eve", "mobile": super::house::MOBILE, "dept_id_list": "1"});
    insta::assert_snapshot!(told(&house, &mut ann, "/topapi/v2/user/create", taken).await, @"
    手机号码在公司中已存在
    Somebody of the organization has this mobile
    手机号码在公司中已存在
    ");
    let unread = json!({"name": "Eve", "mobile": "13900000099", "dept_id_list": "x"});
    insta::assert_snapshot!(told(&house, &mut ann, "/topapi/v2/user/create", unread).await, @r#"
    dept_id_list[0] 的值不对
    dept_id_list[0]: expected a whole number of 64 bits, got the text "x"
    不合法的部门列表: dept_id_list[0]: expected a whole number of 64 bits, got the text "x"
    "#);
}

#[tokio::test]
async fn a_page_is_told_which_field_is_wrong_and_an_app_what_is_documented() {
    let house = house().await;
    let mut ann = signed_in(&house).await;
    let calls = [
        (
            "console/import",
            json!({"fileName": "people.csv"}),
            Some("content"),
        ),
        (
            "console/import",
            json!({"fileName": "people.doc", "content": ""}),
            Some("fileName"),
        ),
        (
            "/topapi/v2/user/create",
            json!({"name": "Eve", "mobile": "13900000099", "dept_id_list": "x"}),
            Some("dept_id_list"),
        ),
        // What is refused for another reason than a parameter names none.
        ("/topapi/v2/department/delete", json!({"dept_id": 1}), None),
    ];
    for (path, body, field) in calls {
        for (language, told) in [("zh-CN", field), ("en", field), ("", None)] {
            ann.language = language;
            let reply = ann.call(&house, "POST", path, body.clone()).await;
            assert_eq!(reply.body["field"].as_str(), told, "{path} {language:?}");
        }
    }
}

#[tokio::test]
async fn an_app_is_told_what_dingtalk_tells_whatever_it_accepts() {
    let house = house().await;
    let call = |token: String, language: &'static str| {
        let target = format!("/topapi/v2/department/delete?access_token={token}");
        let request = Request::new("POST", target).header("content-type", "application/json");
        let request = request.body(json!({"dept_id": 1}).to_string());
        match language {
            "" => request,
            _ => request.header("accept-language", language),
        }
    };
    for token in [house.token.clone(), house.admin.clone(), "wrong".to_owned()] {
        let plain = house.send(&call(token.clone(), "")).await.shown();
        for language in ["zh", "en"] {
            let told = house.send(&call(token.clone(), language)).await.shown();
            assert_eq!(told, plain);
        }
    }
}
