//! Finds rows by name.
use imbl::OrdMap;
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex(OrdMap<u32, String>);
pub(crate) struct Hits {
    pub(crate) rows: Vec<u32>,
    pub(crate) total: u64,
}
impl SearchIndex {
    pub(crate) fn set(&mut self, row: u32, line: Option<(&str, &str)>) {
        match line {
            Some((name, _)) => {
                self.0.insert(row, name.to_lowercase());
            }
            None => {
                self.0.remove(&row);
            }
        }
    }
    pub(crate) fn search(
        &self,
        query: &str,
        full_match: bool,
        allowed: &dyn Fn(u32) -> bool,
        _key: &dyn Fn(u32, &mut dyn FnMut(&str)),
        offset: usize,
        size: usize,
    ) -> Hits {
        let query = query.to_lowercase();
        let hits: Vec<u32> = self
            .0
            .iter()
            .filter(|(row, name)| {
                (if full_match {
                    **name == query
                } else {
                    name.contains(&query)
                }) && allowed(**row)
            })
            .map(|(row, _)| *row)
            .collect();
        Hits {
            total: hits.len() as u64,
            rows: hits.into_iter().skip(offset).take(size).collect(),
        }
    }
}
pub(crate) fn matches(name: &str, query: &str) -> Option<u8> {
    name.to_lowercase()
        .contains(&query.to_lowercase())
        .then_some(0)
}
