//! The web pages: one application for sign-in, console and contacts, built from `web/` and embedded.

use crate::answer::Answer;
use crate::body::AnswerBody;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `scripts/web` built; empty when nobody has. Debug builds read the folder as it is when they are asked.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[exclude = ".gitignore"]
struct Built;

/// The page that every address of the application answers.
const SHELL: &str = "index.html";

/// Answered where no web pages were built in.
const UNBUILT: &str = "<!doctype html><meta charset=\"utf-8\"><title>Orgbook</title>\
    <p>This Orgbook was built without its web pages. Run <code>scripts/web</code>, then build again.</p>";

/// Addresses of the application: these, and everything below them.
const PAGES: &[&str] = &[
    "/contacts",
    "/console",
    "/sign-in",
    "/account",
    "/oauth2/auth",
    "/join",
    "/union",
    "/reset",
    "/picker",
    "/card",
];

/// Scripts come from here alone and never from within a page. Styles are made while the pages run.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data: blob:; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'",
);

/// Names below hold a hash of what is in them.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Answers a page or a file of the application, if the path is one.
pub(crate) fn page(path: &str, head: &Parts) -> Option<Answer> {
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return None;
    }
    if path == "/" {
        return Some(home());
    }
    let within = |page: &&str| {
        path.strip_prefix(*page)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if PAGES.iter().any(within) {
        return Some(match file(SHELL, &head.headers) {
            Some(shell) => shell,
            None => unbuilt(),
        });
    }
    let name = path.strip_prefix('/')?;
    // A folder that is read as it is would take these as ways up.
    let is_plain = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let is_served = is_plain && content_type(name).is_some() && name != SHELL;
    is_served.then(|| file(name, &head.headers)).flatten()
}

/// Answers a page that says so, where a browser has asked for an address at which nothing is. A program is answered as it
/// always is: clients in Java name `text/html`, too, without being told to, but XHTML is named by browsers alone.
pub(crate) fn lost(head: &Parts) -> Option<Answer> {
    let is_look = matches!(head.method, Method::GET | Method::HEAD);
    let wants_page = texts(&head.headers, &ACCEPT)
        .any(|kind| kind.trim().split(';').next() == Some("application/xhtml+xml"));
    if !is_look || !wants_page {
        return None;
    }
    let mut page = file(SHELL, &head.headers).unwrap_or_else(unbuilt);
    if page.status() != StatusCode::NOT_MODIFIED {
        *page.status_mut() = StatusCode::NOT_FOUND;
    }
    Some(page)
}

/// People who type the bare address want the contacts.
fn home() -> Answer {
    let mut answer = Response::new(AnswerBody::ready(Vec::new()));
    *answer.status_mut() = StatusCode::FOUND;
    let headers = answer.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_static("/contacts"));
    answer
}

fn unbuilt() -> Answer {
    let mut answer = Response::new(AnswerBody::ready(UNBUILT.as_bytes().to_vec()));
    *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    guard(
        answer.headers_mut(),
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    answer
}

/// A file, compressed as the browser takes it, or the word that it has not changed.
fn file(name: &str, asked: &HeaderMap) -> Option<Answer> {
    let content_type = content_type(name)?;
    let plain = Built::get(name)?;
    let tag = tag(&plain);
    let is_known = texts(asked, &IF_NONE_MATCH).any(|known| {
        let known = known.trim().trim_start_matches("W/");
        known == "*" || known == tag
    });
    let (body, encoding) = match is_known {
        true => (Vec::new(), None),
        false => encoded(name, plain, asked),
    };
    let mut answer = Response::new(AnswerBody::ready(body));
    if is_known {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = answer.headers_mut();
    guard(headers, HeaderValue::from_static(content_type));
    headers.insert(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
    let cache = match name.starts_with("assets/") {
        true => FOREVER,
        false => ASK_AGAIN,
    };
    headers.insert(CACHE_CONTROL, cache);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(answer)
}

/// What keeps a page of ours from being used against whoever looks at it.
fn guard(headers: &mut HeaderMap, content_type: HeaderValue) {
    headers.insert(CONTENT_TYPE, content_type);
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, ASK_AGAIN);
}

/// One tag for all encodings of a file: whoever has one of them has the file.
fn tag(file: &EmbeddedFile) -> String {
    let hash = &file.metadata.sha256_hash()[..12];
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

/// The file in the best encoding that was built and that the browser takes.
fn encoded(name: &str, plain: EmbeddedFile, asked: &HeaderMap) -> (Vec<u8>, Option<&'static str>) {
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if !takes(asked, encoding) {
            continue;
        }
        if let Some(packed) = Built::get(&format!("{name}.{ending}")) {
            return (packed.data.into_owned(), Some(encoding));
        }
    }
    (plain.data.into_owned(), None)
}

fn takes(asked: &HeaderMap, encoding: &str) -> bool {
    texts(asked, &ACCEPT_ENCODING).any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts.next() == Some(encoding);
        named && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// The parts of a header that is a list with commas.
fn texts<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let values = headers.get_all(name).into_iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(',')).map(str::trim)
}

/// The type of a file by the end of its name; others are not served.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;
    use http_body_util::BodyExt;

    fn ask(method: Method, path: &str, headers: &[(HeaderName, &str)]) -> Option<Answer> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let (head, ()) = request.body(()).expect("a request").into_parts();
        page(path, &head)
    }

    fn get(path: &str) -> Option<Answer> {
        ask(Method::GET, path, &[])
    }

    #[test]
    fn the_bare_address_leads_to_the_contacts() {
        let answer = get("/").expect("an answer");
        assert_eq!(answer.status(), StatusCode::FOUND);
        assert_eq!(answer.headers()[LOCATION], "/contacts");
    }

    #[test]
    fn every_address_of_the_application_answers_a_guarded_page() {
        for path in [
            "/contacts",
            "/contacts/people/ann",
            "/console/members",
            "/sign-in",
            "/account",
            "/oauth2/auth",
            "/join/abc",
            "/union/join",
            "/reset/abc",
            "/picker",
        ] {
            let answer = get(path).expect(path);
            let headers = answer.headers();
            let policy = headers[CONTENT_SECURITY_POLICY].to_str().expect("a text");
            assert!(policy.contains("script-src 'self';"), "{policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
            assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(headers[CONTENT_TYPE], "text/html; charset=utf-8");
            assert_eq!(headers[CACHE_CONTROL], "no-cache");
        }
    }

    #[test]
    fn a_browser_is_shown_where_nothing_is_and_a_program_is_not() {
        let lost = |method: Method, accept: &str| {
            let request = Request::builder().method(method).uri("/nothing");
            let request = request.header(ACCEPT, accept).body(());
            lost(&request.expect("a request").into_parts().0)
        };
        const BROWSER: &str = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";
        for (method, accept) in [
            (Method::GET, BROWSER),
            (Method::HEAD, "application/xhtml+xml;q=0.5"),
        ] {
            let answer = lost(method, accept).expect(accept);
            assert_eq!(answer.status(), StatusCode::NOT_FOUND);
            assert_eq!(answer.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
            assert!(answer.headers().contains_key(CONTENT_SECURITY_POLICY));
        }
        for accept in [
            "",
            "*/*",
            "application/json",
            "application/json, text/plain, */*",
            "text/xml,text/javascript,text/html",
            "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        ] {
            assert!(lost(Method::GET, accept).is_none(), "{accept}");
        }
        assert!(lost(Method::POST, BROWSER).is_none());
    }

    #[test]
    fn other_paths_and_methods_are_no_pages() {
        for path in [
            "/contactsx",
            "/oauth2",
            "/oauth2/authorize",
            "/index.html",
            "/../Cargo.toml",
            "/assets/../index.html",
            "/.gitignore",
            "/assets/",
            "/v1.0/orgbook/me",
        ] {
            assert!(get(path).is_none(), "{path}");
        }
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            assert!(ask(method, "/contacts", &[]).is_none());
        }
    }

    #[tokio::test]
    async fn without_web_pages_the_answer_says_how_to_build_them() {
        let answer = unbuilt();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        let body = answer.into_body().collect().await.expect("a whole body");
        let text = String::from_utf8(body.to_bytes().to_vec()).expect("a text");
        assert!(text.contains("scripts/web"), "{text}");
    }

    #[test]
    fn the_encoding_is_one_that_the_browser_takes() {
        let offers = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text));
            (takes(&headers, "br"), takes(&headers, "gzip"))
        };
        assert_eq!(offers("gzip, deflate, br, zstd"), (true, true));
        assert_eq!(offers("gzip;q=0.8, br;q=0"), (false, true));
        assert_eq!(offers("identity"), (false, false));
        assert_eq!(offers("brotli"), (false, false));
    }
}
