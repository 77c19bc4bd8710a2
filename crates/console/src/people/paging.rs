//! Pages: how many, and where the next begins.

use crate::limits::{PAGE_OFFSET_MAX, PAGE_SIZE_MAX, PAGE_SIZE_USUAL, QUERY_CHARS_MAX};
use crate::prelude::*;
use org::UserId;
use org::visibility::{PageMark, Section};

/// What is looked for; `None` is nothing.
pub(crate) fn query(given: Option<&str>) -> Reply<Option<&str>> {
    let text = given.map(str::trim).filter(|text| !text.is_empty());
    if text.is_some_and(|text| text.chars().count() > QUERY_CHARS_MAX) {
        let detail = sentence!(
            "q has at most {QUERY_CHARS_MAX} characters",
            "最多搜索 {QUERY_CHARS_MAX} 个字符"
        );
        return Err(Fault::invalid("q", detail));
    }
    Ok(text)
}

/// How many entries the caller wants.
pub(crate) fn size(given: Option<i64>) -> Reply<usize> {
    let size = given.unwrap_or(PAGE_SIZE_USUAL);
    if (1..=PAGE_SIZE_MAX).contains(&size) {
        return Ok(size as usize);
    }
    let detail = sentence!(
        "size is 1 to {PAGE_SIZE_MAX}, got {size}",
        "size 为 1 到 {PAGE_SIZE_MAX}，收到的是 {size}"
    );
    Err(Fault::invalid("size", detail))
}

fn bad_cursor() -> Fault {
    let detail = sentence!(
        "cursor is the nextCursor of the page before, or absent for the first page",
        "cursor 是上一页的 nextCursor，第一页不填"
    );
    Fault::invalid("cursor", detail)
}

/// Where a page of hits begins.
pub(crate) fn offset(cursor: Option<&str>) -> Reply<usize> {
    let Some(text) = cursor else { return Ok(0) };
    let offset = text
        .parse()
        .ok()
        .filter(|offset| *offset <= PAGE_OFFSET_MAX);
    offset.ok_or_else(bad_cursor)
}

/// After whom a page of a department's people begins. `0` is the first page, as elsewhere.
pub(crate) fn mark(cursor: Option<&str>) -> Reply<Option<PageMark>> {
    let Some(text) = cursor.filter(|text| *text != "0") else {
        return Ok(None);
    };
    let (section, rest) = text.split_at_checked(1).ok_or_else(bad_cursor)?;
    let section = match section {
        "a" => Section::Managers,
        "b" => Section::Members,
        "c" => Section::Elsewhere,
        _ => return Err(bad_cursor()),
    };
    let (index, userid) = rest.split_once('.').ok_or_else(bad_cursor)?;
    Ok(Some(PageMark {
        section,
        index: index.parse().map_err(|_| bad_cursor())?,
        userid: UserId::new(userid),
    }))
}

/// The same as text.
pub(crate) fn cursor(mark: &PageMark) -> String {
    let section = match mark.section {
        Section::Managers => 'a',
        Section::Members => 'b',
        Section::Elsewhere => 'c',
    };
    format!("{section}{}.{}", mark.index, mark.userid)
}
