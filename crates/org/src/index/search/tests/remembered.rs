//! What is remembered of queries never tells anything else than looking again.

use super::{Hits, Query, RowSet, Search, SearchIndex, index_of};
use crate::limits::SEARCH_REMEMBERED_BYTES_PER_ROW;
use proptest::prelude::*;

fn search_among(
    index: &SearchIndex,
    query: &str,
    full_match: bool,
    allowed: Option<&RowSet>,
) -> Hits {
    let query = Query::new(query);
    let search = Search {
        query: &query,
        full_match,
        allowed,
        offset: 2,
        size: 5,
    };
    index.search(&search, &|row, key| key(&format!("{row:08}")))
}

const ROWS: u32 = 8_500;

fn name_of(number: u32) -> String {
    let pick = |text: &str, number: u32| text.chars().nth(number as usize % text.chars().count());
    let parts = [
        pick("王李张单", number),
        pick("伟丽一", number / 3),
        pick("a伟 ", number / 7),
    ];
    parts.into_iter().flatten().collect()
}

/// The same names in an index that has been asked nothing.
fn anew(names: &[Option<String>]) -> SearchIndex {
    SearchIndex::of(names.len() as u32, |row| {
        Some((names[row as usize].as_deref()?, ""))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn hits_are_those_of_an_index_that_remembers_nothing(
        steps in prop::collection::vec(
            (
                prop::sample::select(vec!["w", "zh", "li", "王", "伟", "单", "shan", "zw", "王伟", "王伟a", "龘"]),
                any::<bool>(),
                prop::option::of((1_u32..7, 0_u32..ROWS)),
                prop::option::weighted(0.4, (0..ROWS, prop::option::of(0_u32..100))),
            ),
            1..12,
        ),
    ) {
        let mut names: Vec<Option<String>> = (0..ROWS).map(|number| Some(name_of(number))).collect();
        let mut index = anew(&names);
        let mut older = (index.clone(), anew(&names));
        for (query, full_match, allowed, change) in steps {
            let allowed = allowed.map(|(every, from)| {
                (from..ROWS).step_by(every as usize).collect::<RowSet>()
            });
            let allowed = allowed.as_ref();
            let again = search_among(&anew(&names), query, full_match, allowed);
            // What is asked a second time is answered from the best of all.
            for _ in 0..2 {
                let found = search_among(&index, query, full_match, allowed);
                prop_assert_eq!(found, again.clone());
            }
            // Values share what they remember, and each is told what is in it.
            let before = search_among(&older.1, query, full_match, None);
            prop_assert_eq!(search_among(&older.0, query, full_match, None), before);
            if let Some((row, name)) = change {
                older = (index.clone(), anew(&names));
                names[row as usize] = name.map(name_of);
                let name = names[row as usize].as_deref();
                index.set(row, name.map(|name| (name, "")));
            }
        }
    }
}

#[test]
fn what_is_remembered_has_a_limit() {
    let names: Vec<String> = (0..ROWS).map(name_of).collect();
    let index = index_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for query in ["王", "王", "w"] {
        search_among(&index, query, false, None);
    }
    let few = index.remembered.bytes();
    assert!(few > 0);
    let letters = || 'a'..='z';
    for query in letters().flat_map(|one| letters().map(move |other| format!("{one}{other}"))) {
        search_among(&index, &query, false, None);
        search_among(&index, &query, true, None);
    }
    let rows = index.segments.len() * 1_024;
    let bytes = index.remembered.bytes();
    let bytes_max = rows * SEARCH_REMEMBERED_BYTES_PER_ROW;
    assert!(few < bytes && bytes_max / 2 < bytes && bytes <= bytes_max);
}

#[test]
fn what_is_asked_again_stays_while_others_come_and_go() {
    let names: Vec<String> = (0..ROWS).map(name_of).collect();
    let index = index_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let is_known = |query: &str| index.remembered.recall((query, false)).is_some();
    let letters = || 'a'..='z';
    let others = || letters().flat_map(|one| letters().map(move |other| format!("{one}{other}")));
    search_among(&index, "王", false, None);
    for query in others() {
        search_among(&index, &query, false, None);
        search_among(&index, &query, true, None);
        assert!(is_known("王"), "while {query} is asked");
    }
    let known = others().filter(|query| is_known(query)).count();
    assert!(known < 26 * 26, "the others do not all fit");
    // Nobody asks for it any more.
    for turn in 0..3 {
        for query in others() {
            search_among(&index, &format!("{query}{turn}"), false, None);
        }
    }
    assert!(!is_known("王"));
}

#[test]
fn small_organizations_and_long_queries_take_nothing() {
    let names: Vec<String> = (0..2_000).map(name_of).collect();
    let small = index_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    search_among(&small, "王", false, None);
    assert_eq!(small.remembered.bytes(), 0);
    let names: Vec<String> = (0..ROWS).map(name_of).collect();
    let large = index_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    search_among(&large, &"王".repeat(30), false, None);
    assert_eq!(large.remembered.bytes(), 0);
}
