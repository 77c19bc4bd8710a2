//! In which language whoever calls reads sentences.

use endpoint::OWN;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use org::Language;

/// The language of the pages that comes first in `Accept-Language`; `None` where it names neither.
pub(crate) fn accepted(headers: &HeaderMap) -> Option<Language> {
    let lines = headers.get_all(ACCEPT_LANGUAGE).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let mut best: Option<(f32, Language)> = None;
    for range in lines.flat_map(|line| line.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default();
        let Some(language) = named(tag) else { continue };
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        let weight = weight.map_or(1.0, |text| text.parse().unwrap_or_default());
        if weight > best.map_or(0.0, |(known, _)| known) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

fn named(tag: &str) -> Option<Language> {
    let primary = tag.split('-').next().unwrap_or_default();
    if primary.eq_ignore_ascii_case("zh") {
        Some(Language::Chinese)
    } else if primary.eq_ignore_ascii_case("en") {
        Some(Language::English)
    } else {
        None
    }
}

/// In which language a call of this path is answered; `None` is as apps are.
pub(crate) fn of_call(path: &str, headers: &HeaderMap) -> Option<Language> {
    path.starts_with(OWN).then(|| accepted(headers)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &'static str) -> Option<Language> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, http::HeaderValue::from_static(line));
        accepted(&headers)
    }

    #[test]
    fn the_language_that_is_liked_best_counts() {
        assert_eq!(read("zh-CN"), Some(Language::Chinese));
        assert_eq!(read("ZH"), Some(Language::Chinese));
        assert_eq!(read("en-GB,en;q=0.9,zh;q=0.8"), Some(Language::English));
        assert_eq!(read("en;q=0.2, zh-Hans-CN ;q=0.9"), Some(Language::Chinese));
        assert_eq!(read("de, zh;q=0.1"), Some(Language::Chinese));
        for neither in ["de", "*", "", "zhx", "zh;q=0", "en;q=x"] {
            assert_eq!(read(neither), None, "{neither}");
        }
        assert_eq!(accepted(&HeaderMap::new()), None);
    }

    #[test]
    fn what_dingtalk_answers_has_no_language() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, http::HeaderValue::from_static("en"));
        assert_eq!(
            of_call("/v1.0/orgbook/me", &headers),
            Some(Language::English)
        );
        assert_eq!(of_call("/v1.0/contact/users", &headers), None);
        assert_eq!(of_call("/topapi/v2/user/get", &headers), None);
    }
}
