//! Pages: how many, and where the next begins.

use crate::prelude::*;
use org::UserId;
use org::visibility::{PageMark, Section};

/// Entries on a page when the caller names no size.
const SIZE_USUAL: i64 = 50;
/// Entries on a page.
const SIZE_MAX: i64 = 200;

/// Entries before a page.
const OFFSET_MAX: usize = 10_000_000;
/// Characters of a query.
const QUERY_CHARS_MAX: usize = 64;

/// What is looked for; `None` is nothing.
pub(crate) fn query(given: Option<&str>) -> Reply<Option<&str>> {
    let text = given.map(str::trim).filter(|text| !text.is_empty());
    if text.is_some_and(|text| text.chars().count() > QUERY_CHARS_MAX) {
        let detail = format!("q has at most {QUERY_CHARS_MAX} characters");
        return Err(Fault::invalid("q", detail));
    }
    Ok(text)
}

/// How many entries the caller wants.
pub(crate) fn size(given: Option<i64>) -> Reply<usize> {
    let size = given.unwrap_or(SIZE_USUAL);
    if (1..=SIZE_MAX).contains(&size) {
        return Ok(size as usize);
    }
    let detail = format!("size is 1 to {SIZE_MAX}, got {size}");
    Err(Fault::invalid("size", detail))
}

fn bad_cursor() -> Fault {
    let detail = "cursor is the nextCursor of the page before, or absent for the first page";
    Fault::invalid("cursor", detail)
}

/// Where a page of hits begins.
pub(crate) fn offset(cursor: Option<&str>) -> Reply<usize> {
    let Some(text) = cursor else { return Ok(0) };
    let offset = text.parse().ok().filter(|offset| *offset <= OFFSET_MAX);
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
