//! Finds people by the end of their number or job number, and by their titles.

use crate::index::fold::fold;
use crate::index::row_set::RowSet;
use crate::people::People;
use crate::user::UserRef;
use imbl::OrdMap;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bytes by whose end texts are kept together.
const END_BYTES: usize = 4;

type End = [u8; END_BYTES];

/// Rows by what stands in them.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttributeIndex {
    mobiles: OrdMap<End, RowSet>,
    job_numbers: OrdMap<End, RowSet>,
    /// By folded title, of whichever department.
    titles: OrdMap<Arc<str>, RowSet>,
}

/// What is kept of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    mobile: Option<End>,
    job_number: Option<End>,
    titles: Vec<String>,
}

/// The last bytes of a text; a shorter one is filled up in front.
fn end(text: &str) -> End {
    let bytes = text.as_bytes();
    let mut end = End::default();
    let length = bytes.len().min(END_BYTES);
    end[END_BYTES - length..].copy_from_slice(&bytes[bytes.len() - length..]);
    end
}

/// The number by which people know somebody, without country code.
pub(crate) fn number_of<'a>(user: &UserRef<'a>) -> Option<&'a str> {
    let account = user.account.and_then(|account| account.mobile);
    user.mobile.or(account).map(|(_, number)| number)
}

impl Attributes {
    pub(crate) fn of(user: &UserRef<'_>) -> Self {
        let job_number = fold(user.job_number);
        let titles = user.departments().map(|place| place.title);
        let titles = titles.chain([user.title]).filter(|title| !title.is_empty());
        let mut titles: Vec<String> = titles.map(fold).collect();
        titles.sort_unstable();
        titles.dedup();
        Self {
            mobile: number_of(user).map(end),
            job_number: (!job_number.is_empty()).then(|| end(&job_number)),
            titles,
        }
    }
}

fn put<K: Ord + Clone>(map: &mut OrdMap<K, RowSet>, key: K, row: u32) {
    map.entry(key).or_default().insert(row);
}

fn take<K: Ord + Clone>(map: &mut OrdMap<K, RowSet>, key: &K, row: u32) {
    if let Some(rows) = map.get_mut(key) {
        rows.remove(row);
        if rows.len() == 0 {
            map.remove(key);
        }
    }
}

impl AttributeIndex {
    /// Puts what is known of a row in place of what was.
    pub(crate) fn set(&mut self, row: u32, old: &Attributes, new: &Attributes) {
        if old == new {
            return;
        }
        if let Some(end) = &old.mobile {
            take(&mut self.mobiles, end, row);
        }
        if let Some(end) = &old.job_number {
            take(&mut self.job_numbers, end, row);
        }
        for title in &old.titles {
            take(&mut self.titles, &Arc::from(title.as_str()), row);
        }
        if let Some(end) = new.mobile {
            put(&mut self.mobiles, end, row);
        }
        if let Some(end) = new.job_number {
            put(&mut self.job_numbers, end, row);
        }
        for title in &new.titles {
            put(&mut self.titles, Arc::from(title.as_str()), row);
        }
    }

    /// Everybody at once, where no row is free.
    pub(crate) fn of(people: &People) -> Self {
        let runs = people.by_runs(|run: &mut Run, row| {
            let attributes = Attributes::of(&people.get(row));
            run.mobiles.extend(attributes.mobile.map(|end| (end, row)));
            let job_number = attributes.job_number.map(|end| (end, row));
            run.job_numbers.extend(job_number);
            for title in attributes.titles {
                match run.titles.get_mut(&title) {
                    Some(rows) => rows.push(row),
                    None => drop(run.titles.insert(title, vec![row])),
                }
            }
        });
        let mut titles: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (title, rows) in runs.iter().flat_map(|run| &run.titles) {
            titles.entry(title).or_default().extend(rows);
        }
        let titles = titles.into_iter();
        Self {
            mobiles: gathered(runs.iter().flat_map(|run| &run.mobiles)),
            job_numbers: gathered(runs.iter().flat_map(|run| &run.job_numbers)),
            titles: titles
                .map(|(title, rows)| (Arc::from(title), rows.into_iter().collect()))
                .collect(),
        }
    }

    /// Those whose number ends like this text of at least four digits, and perhaps others.
    pub(crate) fn by_mobile(&self, text: &str) -> impl Iterator<Item = u32> + '_ {
        let rows = self.mobiles.get(&end(text));
        rows.into_iter().flat_map(RowSet::iter)
    }

    /// Those whose folded job number is this text or ends like it, and perhaps others; of a text shorter than four bytes
    /// those who have no more of it.
    pub(crate) fn by_job_number(&self, text: &str) -> impl Iterator<Item = u32> + '_ {
        let rows = self.job_numbers.get(&end(text));
        rows.into_iter().flat_map(RowSet::iter)
    }

    /// Those who have a title that holds this folded text.
    pub(crate) fn by_title(&self, text: &str) -> RowSet {
        let mut found = RowSet::default();
        for (_, rows) in self.titles.iter().filter(|(title, _)| title.contains(text)) {
            found.union_with(rows);
        }
        found
    }
}

/// What some rows put into the index.
#[derive(Default)]
struct Run {
    mobiles: Vec<(End, u32)>,
    job_numbers: Vec<(End, u32)>,
    titles: BTreeMap<String, Vec<u32>>,
}

fn gathered<'a>(pairs: impl Iterator<Item = &'a (End, u32)>) -> OrdMap<End, RowSet> {
    let mut pairs: Vec<(End, u32)> = pairs.copied().collect();
    pairs.par_sort_unstable();
    let groups = pairs.chunk_by(|one, other| one.0 == other.0);
    groups
        .map(|group| (group[0].0, group.iter().map(|(_, row)| *row).collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_by_their_end() {
        assert_eq!(end("13812345678"), *b"5678");
        assert_eq!(end("78"), [0, 0, b'7', b'8']);
        assert_eq!(end(""), [0; 4]);
    }

    #[test]
    fn a_row_comes_changes_and_goes() {
        let with = |number: &str, title: &str| Attributes {
            mobile: Some(end(number)),
            job_number: None,
            titles: vec![title.to_owned()],
        };
        let nothing = Attributes::default();
        let (one, other) = (with("13800001111", "head"), with("13800002222", "clerk"));
        let mut index = AttributeIndex::default();
        index.set(7, &nothing, &one);
        index.set(8, &nothing, &one);
        index.set(7, &one, &other);
        let rows = |index: &AttributeIndex, text| index.by_mobile(text).collect::<Vec<u32>>();
        assert_eq!(
            (rows(&index, "1111"), rows(&index, "2222")),
            (vec![8], vec![7])
        );
        assert_eq!(index.by_title("ea").iter().collect::<Vec<_>>(), [8]);
        index.set(8, &one, &nothing);
        index.set(7, &other, &nothing);
        assert!(index.mobiles.is_empty() && index.titles.is_empty());
    }
}
