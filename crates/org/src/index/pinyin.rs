//! Pinyin of names.
use std::cmp::Ordering;
pub(crate) fn sort_key(name: &str, pinyin: &str) -> String {
    if pinyin.is_empty() {
        name.to_lowercase()
    } else {
        pinyin.to_owned()
    }
}
pub(crate) fn compare(one: (&str, &str), other: (&str, &str)) -> Ordering {
    sort_key(one.0, one.1).cmp(&sort_key(other.0, other.1))
}
