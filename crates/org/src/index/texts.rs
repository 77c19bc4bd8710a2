//! Finds people by the beginning of what stands in further fields that the organization searches.

use crate::field::{FieldKind, Fields};
use crate::index::fold::fold;
use crate::index::row_set::RowSet;
use crate::people::People;
use crate::user::UserRef;
use imbl::OrdMap;
use std::sync::Arc;

/// Rows by the folded values of each searched field. Nothing is kept of other fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextIndex {
    fields: OrdMap<Arc<str>, Searched>,
}

#[derive(Clone, Debug)]
struct Searched {
    /// Whether a value is several with commas between.
    several: bool,
    rows: OrdMap<Arc<str>, RowSet>,
}

/// What somebody has in a field; empty for nothing.
pub(crate) fn text_of<'a>(user: &UserRef<'a>, id: &str) -> &'a str {
    match id {
        "email" => user.email,
        "org_email" => user.org_email,
        "ext_number" => user.telephone,
        "work_station" => user.work_place,
        "remark" => user.remark,
        _ => {
            let mut values = user.extension();
            values
                .find(|(name, _)| *name == id)
                .map_or("", |(_, value)| value)
        }
    }
}

/// The texts by which a value is found.
pub(crate) fn parts(value: &str, several: bool) -> impl Iterator<Item = &str> {
    let separator = if several { ',' } else { '\0' };
    let parts = value.split(separator).map(|part| {
        // The caption of a link stands in brackets.
        part.trim().trim_start_matches('[')
    });
    parts.filter(|part| !part.is_empty())
}

impl Searched {
    fn change(&mut self, value: &str, mut change: impl FnMut(&mut RowSet)) {
        for part in parts(value, self.several) {
            let key: Arc<str> = fold(part).into();
            let rows = self.rows.entry(key.clone()).or_default();
            change(rows);
            if rows.len() == 0 {
                self.rows.remove(&key);
            }
        }
    }
}

impl TextIndex {
    /// Holds the fields that are searched now, everybody's values of those that were not before.
    pub(crate) fn follow(&mut self, fields: &Fields, people: &People) {
        let searched: Vec<(&str, bool)> = fields
            .searched_by_text()
            .map(|field| {
                let several = matches!(field.kind, Some(FieldKind::MultiChoice(_)));
                (field.id.as_str(), several)
            })
            .collect();
        let is_kept = |id: &str, kept: &Searched| searched.contains(&(id, kept.several));
        let kept = std::mem::take(&mut self.fields).into_iter();
        self.fields = kept.filter(|(id, kept)| is_kept(id, kept)).collect();
        for (id, several) in searched {
            if self.fields.contains_key(id) {
                continue;
            }
            let mut all = Searched {
                several,
                rows: OrdMap::new(),
            };
            for row in people.rows() {
                let user = people.get(row);
                all.change(text_of(&user, id), |rows| {
                    rows.insert(row);
                });
            }
            self.fields.insert(id.into(), all);
        }
    }

    /// Finds somebody from now on.
    pub(crate) fn enter(&mut self, row: u32, user: &UserRef<'_>) {
        self.each(user, |rows| {
            rows.insert(row);
        });
    }

    /// Finds somebody no longer.
    pub(crate) fn leave(&mut self, row: u32, user: &UserRef<'_>) {
        self.each(user, |rows| {
            rows.remove(row);
        });
    }

    fn each(&mut self, user: &UserRef<'_>, mut change: impl FnMut(&mut RowSet)) {
        if self.fields.is_empty() {
            return;
        }
        let ids: Vec<Arc<str>> = self.fields.keys().cloned().collect();
        for id in ids {
            let text = text_of(user, &id);
            if !text.is_empty()
                && let Some(searched) = self.fields.get_mut(&id)
            {
                searched.change(text, &mut change);
            }
        }
    }

    /// Those who have a value in a field that begins with this folded text.
    pub(crate) fn beginning<'i>(
        &'i self,
        id: &str,
        text: &'i str,
    ) -> impl Iterator<Item = u32> + 'i {
        let searched = self.fields.get(id).into_iter();
        searched
            .flat_map(move |searched| {
                let found = searched.rows.range(Arc::<str>::from(text)..);
                found.take_while(move |(value, _)| value.starts_with(text))
            })
            .flat_map(|(_, rows)| rows.iter())
    }
}
