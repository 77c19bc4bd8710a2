//! Where the browser goes back to.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

/// What stays as it is in a value of a query.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Whether an address may be registered for coming back to: whole, without a fragment, and nothing that a browser would run.
pub fn is_address(uri: &str) -> bool {
    const RUN: &[&str] = &["javascript", "data", "vbscript", "file", "blob", "about"];
    let is_plain = uri.bytes().all(|byte| byte.is_ascii_graphic());
    let parsed = Url::parse(uri);
    is_plain
        && parsed.is_ok_and(|url| {
            url.fragment().is_none()
                && !url.cannot_be_a_base()
                && !RUN.contains(&url.scheme())
                && (!matches!(url.scheme(), "http" | "https") || url.has_host())
        })
}

/// What a person is shown of an address: its host and port, or the scheme of an app on the device.
pub fn shown(uri: &str) -> String {
    let Ok(url) = Url::parse(uri) else {
        return String::new();
    };
    match (url.scheme(), url.host_str(), url.port()) {
        ("http" | "https", Some(host), Some(port)) => format!("{host}:{port}"),
        ("http" | "https", Some(host), None) => host.to_owned(),
        (scheme, ..) => scheme.to_owned(),
    }
}

/// An address with parameters behind those that it has.
fn with(uri: &str, parameters: &[(&str, &str)]) -> String {
    let mut text = uri.to_owned();
    let mut separator = match uri.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    for (name, value) in parameters {
        text.push_str(separator);
        text.push_str(name);
        text.push('=');
        text.extend(utf8_percent_encode(value, VALUE));
        separator = "&";
    }
    text
}

/// Back with a code. Some clients read one of its two names alone.
pub fn back(uri: &str, code: &str, state: Option<&str>) -> String {
    let mut parameters = vec![("code", code), ("authCode", code)];
    parameters.extend(state.map(|state| ("state", state)));
    with(uri, &parameters)
}

/// Back with an error.
pub fn refusal(uri: &str, error: &str, state: Option<&str>) -> String {
    let mut parameters = vec![("error", error)];
    parameters.extend(state.map(|state| ("state", state)));
    with(uri, &parameters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_code_has_both_names_and_the_state_comes_back() {
        assert_snapshot!(back("https://app.example.com/cb", "c0de", Some("a b&c=d#é")), @"https://app.example.com/cb?code=c0de&authCode=c0de&state=a%20b%26c%3Dd%23%C3%A9");
        assert_snapshot!(back("https://app.example.com/cb?x=1", "c0de", None), @"https://app.example.com/cb?x=1&code=c0de&authCode=c0de");
        assert_snapshot!(back("https://app.example.com/cb?", "c0de", None), @"https://app.example.com/cb?code=c0de&authCode=c0de");
        assert_snapshot!(refusal("myapp://signed-in", "access_denied", Some("s")), @"myapp://signed-in?error=access_denied&state=s");
    }

    #[test]
    fn what_runs_in_a_browser_is_no_address() {
        for uri in [
            "https://app.example.com/cb",
            "http://127.0.0.1:8080/cb?x=1",
            "com.example.app://cb",
        ] {
            assert!(is_address(uri), "{uri}");
        }
        for uri in [
            "",
            "/cb",
            "app.example.com/cb",
            "https://",
            "https://app.example.com/cb#part",
            "javascript://app.example.com/%0aalert(1)",
            "JavaScript://x",
            "data:text/html,x",
            "https://app.example.com/ cb",
            "https://app.example.com/\ncb",
        ] {
            assert!(!is_address(uri), "{uri}");
        }
    }

    #[test]
    fn a_person_is_shown_the_real_host() {
        assert_eq!(
            shown("https://bank.example.com@evil.example/cb"),
            "evil.example"
        );
        assert_eq!(shown("http://localhost:8080/cb"), "localhost:8080");
        assert_eq!(shown("com.example.app://cb"), "com.example.app");
    }
}
