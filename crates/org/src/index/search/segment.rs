//! The names of 1,024 rows, what finds them, and their order.

use super::finding::{Finding, write_key};
use super::postings::Postings;
use super::token::SEGMENT_ROWS;
use memchr::memmem::Finder;
use std::sync::{Arc, OnceLock};

/// Between a name and the pinyin field. Folded names hold no control characters.
const FIELD: char = '\u{1f}';
/// Names and fields beyond this are cut: offsets within a group are 16 bits.
const LINE_BYTES_MAX: usize = 1_000;
const GROUP_ROWS: usize = 64;
/// So many rows may wait for being found by what finds the others: making that anew costs most of a write.
const LATE_ROWS_MAX: usize = 8;

/// Immutable; a change makes a new one.
#[derive(Debug)]
pub(super) struct Segment {
    lines: Lines,
    /// Made when it is first looked at: it takes most of the time of loading, and answers that look up no names need not wait
    /// for it.
    finding: OnceLock<Arc<Finding>>,
    /// Rows whose lines have changed since, by number. They are looked at one by one.
    late: Vec<Late>,
}

/// A row that what finds the others does not know as it is.
#[derive(Clone, Debug)]
pub(super) struct Late {
    pub(super) row: u16,
    /// The line that it knows.
    pub(super) before: Option<Box<str>>,
}

/// The names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lines {
    /// Folded names back to back, each with its pinyin field if there is one.
    text: Box<str>,
    has_fields: bool,
    /// For each group of 64 rows, where its text begins.
    groups: Box<[u32]>,
    /// Where the line of each row ends, counted from the beginning of its group.
    ends: Box<[u16]>,
    /// A bit for each row in which anybody is.
    present: [u64; SEGMENT_ROWS / 64],
}

/// A folded name and, behind a separator, the pinyin field.
pub(super) fn line_of(folded: &str, pinyin: &str) -> String {
    let mut line = folded.to_owned();
    if !pinyin.is_empty() {
        line.push(FIELD);
        line.extend(pinyin.chars().map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        }));
    }
    line.truncate(line.floor_char_boundary(LINE_BYTES_MAX));
    line
}

pub(super) fn split_line(line: &str) -> (&str, &str) {
    line.split_once(FIELD).unwrap_or((line, ""))
}

impl Segment {
    /// From the lines of all rows.
    pub(super) fn of(lines: &[Option<&str>]) -> Self {
        Self {
            lines: Lines::of(lines),
            finding: OnceLock::new(),
            late: Vec::new(),
        }
    }

    fn finding(&self) -> &Finding {
        self.finding
            .get_or_init(|| Arc::new(Finding::of(&self.lines)))
    }

    /// Makes what finds the names, if that has not been done.
    pub(super) fn prepare(&self) {
        self.finding();
    }

    /// With another line in a row.
    pub(super) fn with(&self, row: u16, line: Option<&str>) -> Self {
        let mut changed = Self {
            lines: self.lines.with(usize::from(row), line),
            finding: self.finding.clone(),
            late: Vec::new(),
        };
        if changed.finding.get().is_none() {
            return changed;
        }
        changed.late = self.late.clone();
        if let Err(at) = changed.late.binary_search_by_key(&row, |late| late.row) {
            let before = self.line(row).map(Box::from);
            changed.late.insert(at, Late { row, before });
        }
        if changed.late.len() > LATE_ROWS_MAX {
            changed.settle();
        }
        changed
    }

    /// Lets all rows be found by what finds them, none one by one.
    fn settle(&mut self) {
        if !self.late.is_empty() {
            let late = std::mem::take(&mut self.late);
            self.finding = Arc::new(self.finding().with(&self.lines, &late)).into();
        }
    }

    /// Rows that postings do not tell as they are.
    pub(super) fn late(&self) -> impl Iterator<Item = u16> + '_ {
        self.late.iter().map(|late| late.row)
    }

    /// Whether nobody is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.present.iter().all(|word| *word == 0)
    }

    /// The line of a row in which anybody is.
    pub(super) fn line(&self, row: u16) -> Option<&str> {
        self.lines.get(usize::from(row))
    }

    /// The folded name in a row, empty where nobody is.
    pub(super) fn name(&self, row: u16) -> &str {
        let line = self.lines.text_of(usize::from(row));
        if self.lines.has_fields {
            split_line(line).0
        } else {
            line
        }
    }

    /// The folded name and the pinyin field in a row.
    pub(super) fn parts(&self, row: u16) -> (&str, &str) {
        split_line(self.lines.text_of(usize::from(row)))
    }

    /// What stands where.
    pub(super) fn postings(&self) -> &Postings {
        &self.finding().postings
    }

    /// Rows that must be looked at one by one.
    pub(super) fn special(&self) -> &[u16] {
        &self.finding().special
    }

    /// Visits the rows in whose line something is found.
    pub(super) fn each_row_with(&self, finder: &Finder<'_>, visit: impl FnMut(u16)) {
        self.lines.each_row_with(finder, visit);
    }

    /// The place of a row among the others by sort key; none of a row that is late.
    pub(super) fn order(&self, row: u16) -> Option<u16> {
        let is_late = self.late().any(|late| late == row);
        (!is_late).then(|| self.finding().order[usize::from(row)])
    }

    /// Appends the sort key of a row.
    pub(super) fn write_key(&self, row: u16, key: &mut Vec<u8>) {
        write_key(self.lines.text_of(usize::from(row)), key);
    }

    /// Bytes on the heap.
    #[cfg(test)]
    pub(super) fn heap_bytes(&self) -> usize {
        self.lines.text.len()
            + size_of_val(&*self.lines.groups)
            + size_of_val(&*self.lines.ends)
            + size_of_val(&*self.finding().order)
            + size_of_val(&*self.finding().special)
            + self.finding().postings.heap_bytes()
    }
}

impl Lines {
    fn of(lines: &[Option<&str>]) -> Self {
        let text: String = lines.iter().flatten().copied().collect();
        let mut groups = Vec::new();
        let mut ends = Vec::with_capacity(lines.len());
        let mut present = [0; SEGMENT_ROWS / 64];
        let (mut group, mut end) = (0, 0);
        for (row, line) in lines.iter().enumerate() {
            if row.is_multiple_of(GROUP_ROWS) {
                group = end;
                groups.push(group as u32);
            }
            if let Some(line) = line {
                present[row / 64] |= 1 << (row % 64);
                end += line.len();
            }
            ends.push((end - group) as u16);
        }
        Self {
            has_fields: text.contains(FIELD),
            text: text.into(),
            groups: groups.into(),
            ends: ends.into(),
            present,
        }
    }

    fn with(&self, row: usize, line: Option<&str>) -> Self {
        let (mut groups, mut ends) = (self.groups.to_vec(), self.ends.to_vec());
        for new in ends.len()..=row {
            if new.is_multiple_of(GROUP_ROWS) {
                groups.push(self.text.len() as u32);
            }
            ends.push((self.text.len() - groups[new / GROUP_ROWS] as usize) as u16);
        }
        let mut present = self.present;
        let bit = 1 << (row % 64);
        present[row / 64] = match line {
            Some(_) => present[row / 64] | bit,
            None => present[row / 64] & !bit,
        };
        let line = line.unwrap_or_default();
        let group = row / GROUP_ROWS;
        let start = match row % GROUP_ROWS {
            0 => 0,
            _ => ends[row - 1],
        };
        let begin = groups[group] as usize;
        let (from, until) = (begin + usize::from(start), begin + usize::from(ends[row]));
        let (old, grown) = (&self.text[from..until], line.len());
        let group_end = ends.len().min((group + 1) * GROUP_ROWS);
        for end in &mut ends[row..group_end] {
            *end = (usize::from(*end) + grown - old.len()) as u16;
        }
        for begin in &mut groups[group + 1..] {
            *begin = (*begin as usize + grown - old.len()) as u32;
        }
        let text = [&self.text[..from], line, &self.text[until..]].concat();
        let has_fields = if old.contains(FIELD) {
            text.contains(FIELD)
        } else {
            self.has_fields || line.contains(FIELD)
        };
        Self {
            text: text.into(),
            has_fields,
            groups: groups.into(),
            ends: ends.into(),
            present,
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.ends.len()).map(|row| self.get(row))
    }

    pub(super) fn get(&self, row: usize) -> Option<&str> {
        let word = self.present.get(row / 64)?;
        (word & (1 << (row % 64)) != 0).then(|| self.text_of(row))
    }

    pub(super) fn text_of(&self, row: usize) -> &str {
        let Some(&end) = self.ends.get(row) else {
            return "";
        };
        let group = self.groups[row / GROUP_ROWS] as usize;
        let start = if row.is_multiple_of(GROUP_ROWS) {
            0
        } else {
            self.ends[row - 1]
        };
        &self.text[group + usize::from(start)..group + usize::from(end)]
    }

    fn each_row_with(&self, finder: &Finder<'_>, mut visit: impl FnMut(u16)) {
        let end = |row: usize| {
            self.ends
                .get(row)
                .map(|end| self.groups[row / GROUP_ROWS] as usize + usize::from(*end))
        };
        let mut row = 0;
        let mut from = 0;
        while let Some(found) = finder.find(&self.text.as_bytes()[from..]) {
            while end(row).is_some_and(|end| end <= from + found) {
                row += 1;
            }
            let Some(end) = end(row) else { return };
            visit(row as u16);
            from = end;
        }
    }
}

const _: () = assert!(GROUP_ROWS * LINE_BYTES_MAX <= u16::MAX as usize);

#[cfg(test)]
mod tests {
    use super::super::finding::ABSENT;
    use super::*;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = Option<String>> {
        prop::option::weighted(
            0.7,
            (
                "[张单李ab 1]{0,5}",
                prop::option::weighted(0.2, "(dan|shan|li| ){1,3}"),
            )
                .prop_map(|(name, pinyin)| line_of(&name, &pinyin.unwrap_or_default())),
        )
    }

    fn borrowed(lines: &[Option<String>]) -> Vec<Option<&str>> {
        lines.iter().map(Option::as_deref).collect()
    }

    /// The order among equal keys is free.
    fn keys_in_order(segment: &Segment) -> Vec<Vec<u8>> {
        let mut rows: Vec<u16> = (0..segment.finding().order.len() as u16).collect();
        rows.retain(|row| segment.order(*row) != Some(ABSENT));
        rows.sort_by_key(|row| segment.order(*row));
        let key = |row| {
            let mut key = Vec::new();
            segment.write_key(row, &mut key);
            key
        };
        rows.into_iter().map(key).collect()
    }

    proptest! {
        #[test]
        fn changing_row_by_row_is_the_same_as_building_at_once(
            lines in prop::collection::vec(line(), 0..140),
            changes in prop::collection::vec((0..140_usize, line()), 0..40),
            is_prepared in any::<bool>(),
        ) {
            let mut lines = lines;
            let mut segment = Segment::of(&borrowed(&lines));
            if is_prepared {
                segment.prepare();
            }
            for (row, line) in changes {
                lines.resize(lines.len().max(row + 1), None);
                segment = segment.with(row as u16, line.as_deref());
                lines[row] = line;
            }
            prop_assert!(segment.late.len() <= LATE_ROWS_MAX);
            segment.settle();
            let anew = Segment::of(&borrowed(&lines));
            prop_assert_eq!(segment.lines.iter().collect::<Vec<_>>(), borrowed(&lines));
            prop_assert_eq!(&segment.lines, &anew.lines);
            prop_assert_eq!(segment.postings(), anew.postings());
            prop_assert_eq!(segment.special(), anew.special());
            let keys = keys_in_order(&segment);
            prop_assert!(keys.is_sorted());
            prop_assert_eq!(keys, keys_in_order(&anew));
        }
    }

    #[test]
    fn overlong_lines_are_cut_at_a_character() {
        let line = line_of(&"张".repeat(400), "zhang");
        assert_eq!(line, "张".repeat(333));
        assert_eq!(
            split_line(&line_of("张三", "zhang\nsan")),
            ("张三", "zhang san")
        );
        assert_eq!(split_line("张三"), ("张三", ""));
    }
}
