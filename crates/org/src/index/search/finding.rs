//! What finds the names of a segment, made from nothing but them.

use super::postings::{Change, Place, Postings, Token};
use super::segment::{Late, Lines, split_line};
use super::token::{SEGMENT_ROWS, append_tokens};
use crate::index::pinyin::{Kind, Spelling, write_sort_key, write_spelled_sort_key};

/// The order of a row that holds nobody.
pub(super) const ABSENT: u16 = u16::MAX;

const _: () = assert!(SEGMENT_ROWS < ABSENT as usize);

#[derive(Debug)]
pub(super) struct Finding {
    /// The place of each row among the others by sort key.
    pub(super) order: Box<[u16]>,
    /// Rows that postings do not tell, looked at one by one.
    pub(super) special: Box<[u16]>,
    pub(super) postings: Postings,
}

/// Appends the sort key of a line.
pub(super) fn write_key(line: &str, key: &mut Vec<u8>) {
    let (name, pinyin) = split_line(line);
    write_sort_key(Kind::Person, name, pinyin, key);
}

impl Finding {
    pub(super) fn of(lines: &Lines) -> Self {
        let mut pairs = Vec::with_capacity(lines.len() * 8);
        let mut special = Vec::new();
        // Sort keys back to back, and of each row where its own stands.
        let mut keys = Vec::with_capacity(lines.len() * 32);
        let mut sorted = Vec::with_capacity(lines.len());
        for (row, line) in (0..).zip(lines.iter()) {
            let Some(line) = line else { continue };
            let (begin, key_begin) = (pairs.len(), keys.len());
            let (name, pinyin) = split_line(line);
            let spelling = Spelling::of(Kind::Person, name, pinyin);
            if !append_tokens(row, name, &spelling, &mut pairs) {
                pairs.truncate(begin);
                special.push(row);
            }
            write_spelled_sort_key(&spelling, name, &mut keys);
            sorted.push((key_begin, keys.len(), row));
        }
        pairs.sort_unstable();
        sorted.sort_unstable_by(|one, other| keys[one.0..one.1].cmp(&keys[other.0..other.1]));
        let mut order = vec![ABSENT; lines.len()];
        for (position, (_, _, row)) in (0..).zip(sorted) {
            order[usize::from(row)] = position;
        }
        Self {
            order: order.into(),
            special: special.into(),
            postings: Postings::of(&pairs),
        }
    }

    /// After other lines have come into some rows.
    pub(super) fn with(&self, lines: &Lines, late: &[Late]) -> Self {
        let is_late = |row: u16| late.binary_search_by_key(&row, |late| late.row).is_ok();
        let special = self.special.iter().copied();
        let mut special: Vec<u16> = special.filter(|row| !is_late(*row)).collect();
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for Late { row, before: old } in late {
            if let Some(old) = old {
                append_line(*row, old, &mut before);
            }
            let line = lines.get(usize::from(*row));
            if line.is_some_and(|line| !append_line(*row, line, &mut after)) {
                special.push(*row);
            }
        }
        special.sort_unstable();
        before.sort_unstable();
        after.sort_unstable();
        Self {
            order: self.order_with(lines, late, is_late).into(),
            special: special.into(),
            postings: self.postings.with(&difference(&before, &after)),
        }
    }

    fn order_with(&self, lines: &Lines, late: &[Late], is_late: impl Fn(u16) -> bool) -> Vec<u16> {
        let mut at_position = vec![ABSENT; self.order.len()];
        for (row, &position) in (0..).zip(&self.order) {
            if position != ABSENT && !is_late(row) {
                at_position[usize::from(position)] = row;
            }
        }
        let mut sorted: Vec<u16> = Vec::with_capacity(lines.len());
        sorted.extend(at_position.iter().filter(|row| **row != ABSENT));
        let (mut own, mut other_key) = (Vec::new(), Vec::new());
        for row in late.iter().map(|late| late.row) {
            let Some(line) = lines.get(usize::from(row)) else {
                continue;
            };
            own.clear();
            write_key(line, &mut own);
            let position = sorted.partition_point(|other| {
                other_key.clear();
                write_key(lines.text_of(usize::from(*other)), &mut other_key);
                other_key < own
            });
            sorted.insert(position, row);
        }
        let mut order = vec![ABSENT; lines.len()];
        for (position, row) in (0..).zip(sorted) {
            order[usize::from(row)] = position;
        }
        order
    }
}

/// Appends what a line can be found by; nothing and `false` where postings cannot tell that.
fn append_line(row: u16, line: &str, pairs: &mut Vec<(Token, Place)>) -> bool {
    let begin = pairs.len();
    let (name, pinyin) = split_line(line);
    let spelling = Spelling::of(Kind::Person, name, pinyin);
    let fits = append_tokens(row, name, &spelling, pairs);
    if !fits {
        pairs.truncate(begin);
    }
    fits
}

/// Both are in order.
fn difference(before: &[(Token, Place)], after: &[(Token, Place)]) -> Vec<Change> {
    let change = |comes| {
        move |&(token, place): &(Token, Place)| Change {
            token,
            place,
            comes,
        }
    };
    let gone = before
        .iter()
        .filter(|pair| after.binary_search(pair).is_err())
        .map(change(false));
    let come = after
        .iter()
        .filter(|pair| before.binary_search(pair).is_err())
        .map(change(true));
    let mut changes: Vec<Change> = gone.chain(come).collect();
    changes.sort_unstable();
    changes
}
