//! The last entries of an organization that somebody has read: whoever waits for the same ones reads the log once together.

use crate::limits;
use endpoint::{Logged, Number};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Entries without gaps, bounded in number and bytes.
#[derive(Default)]
pub(crate) struct Recent {
    kept: Mutex<Kept>,
    /// Held while the log is read.
    pub(crate) reading: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    entries: VecDeque<(Arc<Logged>, usize)>,
    bytes: usize,
}

impl Recent {
    /// The entries after a number, at most `limit`; `None` when one of them up to `end` is not here.
    pub(crate) fn after(&self, after: Number, limit: u32, end: Number) -> Option<Vec<Arc<Logged>>> {
        let kept = self.lock();
        let (first, _) = kept.entries.front()?;
        let skip = after.next().0.checked_sub(first.number.0)?;
        let entries = kept.entries.iter().skip(usize::try_from(skip).ok()?);
        let found: Vec<_> = entries
            .take(limit as usize)
            .map(|(entry, _)| entry.clone())
            .collect();
        let last = found.last()?.number;
        (last >= end).then_some(found)
    }

    /// Keeps what was read, each with the bytes that it takes, where it follows what is kept or begins anew.
    pub(crate) fn keep(&self, entries: impl Iterator<Item = (Arc<Logged>, usize)>) {
        let mut kept = self.lock();
        for (entry, bytes) in entries {
            let next = kept.entries.back().map(|(last, _)| last.number.next());
            if next.is_some_and(|next| next != entry.number) {
                if next.is_some_and(|next| entry.number < next) {
                    continue;
                }
                *kept = Kept::default();
            }
            kept.bytes += bytes;
            kept.entries.push_back((entry, bytes));
        }
        while kept.entries.len() > limits::RECENT_ENTRIES_MAX
            || kept.bytes > limits::RECENT_BYTES_MAX
        {
            let Some((_, bytes)) = kept.entries.pop_front() else {
                break;
            };
            kept.bytes -= bytes;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{EntryBody, Millis};

    fn entry(number: u64) -> (Arc<Logged>, usize) {
        let entry = Logged {
            number: Number(number),
            id: 0,
            at: Millis(0),
            actor: String::new(),
            route: String::new(),
            body: EntryBody::default(),
            hash: String::new(),
        };
        (Arc::new(entry), 1_000)
    }

    fn after(recent: &Recent, after: u64, limit: u32) -> Option<Vec<u64>> {
        let found = recent.after(Number(after), limit, Number(after + 1))?;
        Some(found.iter().map(|entry| entry.number.0).collect())
    }

    #[test]
    fn what_was_read_is_found_again_and_nothing_else() {
        let recent = Recent::default();
        assert_eq!(after(&recent, 0, 10), None);
        recent.keep((5..8).map(entry));
        assert_eq!(after(&recent, 4, 10), Some(vec![5, 6, 7]));
        assert_eq!(after(&recent, 5, 1), Some(vec![6]));
        assert_eq!(after(&recent, 7, 10), None);
        assert_eq!(after(&recent, 3, 10), None);
        recent.keep((6..10).map(entry));
        assert_eq!(after(&recent, 4, 10), Some(vec![5, 6, 7, 8, 9]));
        recent.keep((12..13).map(entry));
        assert_eq!(after(&recent, 4, 10), None);
        assert_eq!(after(&recent, 11, 10), Some(vec![12]));
    }

    #[test]
    fn a_part_of_what_is_asked_for_is_not_taken_for_all() {
        let recent = Recent::default();
        recent.keep((5..8).map(entry));
        let up_to = |end| {
            recent
                .after(Number(4), 10, Number(end))
                .map(|found| found.len())
        };
        assert_eq!(up_to(7), Some(3));
        assert_eq!(up_to(8), None, "the eighth is written and was not read yet");
        recent.keep((5..9).map(entry));
        let up_to = |end| {
            recent
                .after(Number(4), 10, Number(end))
                .map(|found| found.len())
        };
        assert_eq!(up_to(8), Some(4));
    }

    #[test]
    fn little_is_kept() {
        let recent = Recent::default();
        let many = limits::RECENT_ENTRIES_MAX as u64 + 10;
        recent.keep((1..=many).map(entry));
        assert_eq!(after(&recent, 9, 1), None);
        assert_eq!(after(&recent, 10, 1), Some(vec![11]));
        let (large, _) = entry(many + 1);
        recent.keep([(large, limits::RECENT_BYTES_MAX)].into_iter());
        assert_eq!(after(&recent, many - 1, 1), None);
        assert_eq!(after(&recent, many, 1), Some(vec![many + 1]));
    }
}
