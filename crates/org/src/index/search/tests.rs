#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::query::Rank;
use super::{Hits, MatchedReading, Query, Search, SearchIndex, find, matches};
use crate::index::fold::fold;
use crate::index::pinyin::{Kind, Spelling, letters, sort_key};
use crate::index::row_set::RowSet;
use proptest::prelude::*;

mod memory;
mod model;
mod remembered;

fn rank(name: &str, query: &str) -> Option<Rank> {
    matches(Kind::Person, name, "", &Query::new(query))
}

fn check(name: &str, expected: &[(&str, Option<Rank>)]) {
    for (query, expected) in expected {
        assert_eq!(rank(name, query), *expected, "{name} by {query}");
        let mut index = SearchIndex::default();
        index.set(5, Some((name, "")));
        let total = search(&index, query).total;
        assert_eq!(total == 1, expected.is_some(), "{name} by {query}");
    }
}

fn search(index: &SearchIndex, query: &str) -> Hits {
    let query = Query::new(query);
    let search = Search {
        query: &query,
        full_match: false,
        allowed: None,
        offset: 0,
        size: 100,
    };
    index.search(&search, &|row, key| key(&format!("{row:08}")))
}

fn index_of(names: &[&str]) -> SearchIndex {
    let name = |row: u32| Some((*names.get(row as usize)?, ""));
    SearchIndex::of(names.len() as u32, name)
}

fn names_found<'a>(names: &[&'a str], query: &str) -> Vec<&'a str> {
    let hits = search(&index_of(names), query);
    assert_eq!(hits.total, hits.rows.len() as u64);
    hits.rows
        .into_iter()
        .map(|row| names[row as usize])
        .collect()
}

#[test]
fn any_part_of_a_name_finds_it() {
    use Rank::{Exact, Prefix, Substring};
    check(
        "欧阳娜娜",
        &[
            ("欧阳娜娜", Some(Exact)),
            ("欧", Some(Prefix)),
            ("欧阳", Some(Prefix)),
            ("阳娜", Some(Substring)),
            ("娜", Some(Substring)),
            ("娜欧", None),
            ("欧娜", None),
            ("欧阳娜娜娜", None),
        ],
    );
}

#[test]
fn pinyin_finds_a_name_full_short_mixed_and_half_typed() {
    use Rank::{InitialsPrefix, MixedPrefix, PinyinPrefix, PinyinSubstring};
    check(
        "张三丰",
        &[
            ("z", Some(PinyinPrefix)),
            ("zha", Some(PinyinPrefix)),
            ("zhang", Some(PinyinPrefix)),
            ("zhangs", Some(PinyinPrefix)),
            ("zhangsanf", Some(PinyinPrefix)),
            ("zhang san feng", Some(PinyinPrefix)),
            ("zs", Some(InitialsPrefix)),
            ("zsf", Some(InitialsPrefix)),
            ("zhsf", Some(InitialsPrefix)),
            ("z san", Some(MixedPrefix)),
            ("zsan", Some(MixedPrefix)),
            ("zhangsf", Some(MixedPrefix)),
            ("zha san", Some(MixedPrefix)),
            ("zsfeng", Some(MixedPrefix)),
            ("sf", Some(PinyinSubstring)),
            ("sanf", Some(PinyinSubstring)),
            ("feng", Some(PinyinSubstring)),
            ("hangsan", Some(PinyinSubstring)),
            ("ang", Some(PinyinSubstring)),
            ("zf", None),
            ("zhangfeng", None),
            ("zhan san", Some(MixedPrefix)),
            ("zhangsanfengx", None),
            ("zh ang", None),
            ("szhang", None),
            ("angsan f", Some(PinyinSubstring)),
            ("angs f", None),
            ("angsf", None),
        ],
    );
}

#[test]
fn every_reading_of_a_surname_finds_it_and_no_other() {
    for (name, found, not_found) in [
        ("单一", ["shan", "dan", "sy", "chanyi"], ["san", "tan"]),
        ("曾一", ["zeng", "ceng", "zy", "cy"], ["zheng", "chen"]),
        ("解一", ["xie", "jie", "xy", "jieyi"], ["qie", "xia"]),
        ("仇一", ["qiu", "chou", "qy", "chy"], ["jiu", "cou"]),
        ("区一", ["ou", "qu", "oy", "ouyi"], ["ouyang", "yu"]),
        ("查一", ["zha", "cha", "zy", "zhay"], ["za", "zhang"]),
        (
            "尉迟一",
            ["yuchi", "weichi", "ycy", "yuchiyi"],
            ["yuqi", "wuchi"],
        ),
        ("缪一", ["miao", "mou", "my", "miaoy"], ["mao", "niao"]),
        ("朴一", ["piao", "pu", "py", "piaoyi"], ["biao", "pao"]),
        ("乐一", ["yue", "le", "yy", "leyi"], ["yuan", "luo"]),
        ("盖一", ["ge", "gai", "gy", "geyi"], ["ke", "gei"]),
        ("繁一", ["po", "fan", "py", "poyi"], ["bo", "fang"]),
        ("秘一", ["bi", "mi", "by", "miyi"], ["pi", "ni"]),
        ("黑一", ["he", "hei", "hy", "hey"], ["hai", "ha"]),
        ("吕一", ["lv", "lu", "lü", "lvyi"], ["nv", "lvo"]),
    ] {
        for query in found {
            check(name, &[(query, rank(name, query))]);
            assert!(rank(name, query).is_some(), "{name} by {query}");
        }
        check(name, &not_found.map(|query| (query, None)));
    }
}

#[test]
fn departments_are_found_by_the_readings_of_their_words() {
    let by = |name, query| matches(Kind::Department, name, "", &Query::new(query));
    assert_eq!(by("重庆分公司", "chongqing"), Some(Rank::PinyinPrefix));
    assert_eq!(by("重庆分公司", "cqfgs"), Some(Rank::InitialsPrefix));
    assert_eq!(by("乐亭县门店", "laoting"), Some(Rank::PinyinPrefix));
    assert_eq!(by("研发2部", "yf2"), Some(Rank::InitialsPrefix));
    assert_eq!(by("研发2部", "yanfa2bu"), Some(Rank::PinyinPrefix));
    assert_eq!(by("IT部", "it"), Some(Rank::Prefix));
    assert_eq!(by("研发2部", "yf3"), None);
    assert_eq!(by("重庆分公司", "chongjing"), None);
}

#[test]
fn latin_names_are_found_by_words_without_case_width_and_accents() {
    use Rank::{Exact, Prefix, Substring, WordPrefix};
    check(
        "Zoë van der Berg",
        &[
            ("zoe van der berg", Some(Exact)),
            ("ZO", Some(Prefix)),
            ("ｖａｎ", Some(WordPrefix)),
            ("v", Some(WordPrefix)),
            ("be", Some(WordPrefix)),
            ("er", Some(Substring)),
            ("r", Some(Substring)),
            (" der ", Some(WordPrefix)),
            ("erg", Some(Substring)),
            ("zvdb", None),
            ("x", None),
            ("vander", None),
        ],
    );
    check(
        "O'Brien-2",
        &[
            ("o'b", Some(Prefix)),
            ("'", Some(Substring)),
            ("-", Some(Substring)),
            ("2", Some(WordPrefix)),
            ("ob", None),
        ],
    );
}

#[test]
fn names_of_both_kinds_are_found_by_both() {
    check(
        "张三 (Sam)",
        &[
            ("sam", Some(Rank::WordPrefix)),
            ("张三 (s", Some(Rank::Prefix)),
            ("zhangsansam", Some(Rank::PinyinPrefix)),
            ("zss", Some(Rank::InitialsPrefix)),
            ("am)", Some(Rank::Substring)),
            ("samx", None),
        ],
    );
}

#[test]
fn dots_in_names_do_not_part_syllables() {
    check(
        "古丽·买买提",
        &[
            ("gulimai", Some(Rank::PinyinPrefix)),
            ("glmmt", Some(Rank::InitialsPrefix)),
            ("丽·买", Some(Rank::Substring)),
            ("丽买", None),
        ],
    );
}

#[test]
fn scripts_without_pinyin_are_found_by_text() {
    check(
        "김철수",
        &[
            ("철", Some(Rank::Substring)),
            ("김철수", Some(Rank::Exact)),
            ("철김", None),
            ("kim", None),
        ],
    );
    check(
        "😀𠮷野",
        &[
            ("𠮷", Some(Rank::Substring)),
            ("😀", Some(Rank::Prefix)),
            ("ye", Some(Rank::PinyinSubstring)),
            ("𠮷😀", None),
        ],
    );
}

#[test]
fn an_empty_query_finds_nobody() {
    for query in ["", " ", "\u{3000}"] {
        assert_eq!(
            search(&index_of(&["张三", "a"]), query),
            Hits {
                rows: vec![],
                total: 0
            }
        );
        assert_eq!(rank("张三", query), None);
    }
}

#[test]
fn better_matches_come_first_and_equals_by_pinyin_then_key() {
    assert_eq!(
        names_found(&["阿明", "明明", "明", "小明"], "明"),
        ["明", "明明", "阿明", "小明"]
    );
    assert_eq!(
        names_found(
            &[
                "王力", "Kali", "John Li", "Lily", "李四", "Li", "张丽", "李三"
            ],
            "li"
        ),
        [
            "Li", "Lily", "John Li", "Kali", "李三", "李四", "王力", "张丽"
        ]
    );
    assert_eq!(
        names_found(&["张桑", "沈四", "张四"], "zs"),
        ["张桑", "张四"]
    );
    let hits = search(&index_of(&["王一", "王一", "丁一", "王一"]), "yi");
    assert_eq!(hits.rows, [2, 0, 1, 3]);
}

#[test]
fn the_pinyin_field_finds_as_well() {
    let mut index = SearchIndex::default();
    index.set(0, Some(("单一", "dan xx")));
    index.set(1, Some(("John Smith", "yue han")));
    index.set(2, Some(("单一", "dan yi")));
    index.set(3, Some(("𠮷一", "ji yi")));
    assert_eq!(search(&index, "yueh").rows, [1]);
    assert_eq!(search(&index, "yh").rows, [1]);
    assert_eq!(search(&index, "smith").rows, [1]);
    assert_eq!(search(&index, "danxx").rows, [0]);
    assert_eq!(search(&index, "shanyi").rows, [0, 2]);
    assert_eq!(search(&index, "单一").rows, [0, 2]);
    assert_eq!(search(&index, "jiyi").rows, [3]);
    assert_eq!(search(&index, "yue san").total, 0);
}

#[test]
fn what_matched_is_told() {
    let told = |name, query| {
        let found = find(Kind::Person, name, "", &Query::new(query))?;
        let readings = found
            .readings
            .into_iter()
            .map(|MatchedReading { reading, typed }| (reading, typed));
        Some((found.characters, readings.collect::<Vec<_>>()))
    };
    let reading = |text: &str, typed| (text.to_owned(), typed);
    assert_eq!(
        told("张伟", "zhang w"),
        Some((0..2, vec![reading("zhāng", 0..5), reading("wěi", 0..1)]))
    );
    assert_eq!(
        told("单张宛", "zhangw"),
        Some((1..3, vec![reading("zhāng", 0..5), reading("wǎn", 0..1)]))
    );
    assert_eq!(
        told("单一", "dan"),
        Some((0..1, vec![reading("dān", 0..3)]))
    );
    assert_eq!(
        told("单一", "shan"),
        Some((0..1, vec![reading("shàn", 0..4)]))
    );
    assert_eq!(
        told("吕布", "lvb"),
        Some((0..2, vec![reading("lǚ", 0..2), reading("bù", 0..1)]))
    );
    assert_eq!(
        told("张三", "angs"),
        Some((0..2, vec![reading("zhāng", 2..5), reading("sān", 0..1)]))
    );
    assert_eq!(
        told("古丽·买", "lim"),
        Some((1..4, vec![reading("lì", 0..2), reading("mǎi", 0..1)]))
    );
    assert_eq!(told("小张三", "张三"), Some((1..3, vec![])));
    assert_eq!(told("Kali Li", "li"), Some((5..7, vec![])));
    assert_eq!(told("张三", "lisi"), None);
}

#[test]
fn a_row_that_changes_is_found_by_its_new_name_only() {
    let mut index = index_of(&["张三", "李四"]);
    let before = index.clone();
    index.set(0, Some(("王五", "")));
    index.set(1, None);
    index.set(7_000, Some(("李四", "")));
    assert_eq!(search(&index, "zhangsan").total, 0);
    assert_eq!(search(&index, "ww").rows, [0]);
    assert_eq!(search(&index, "四").rows, [7_000]);
    assert_eq!(search(&before, "四").rows, [1]);
    index.set(0, None);
    index.set(7_000, None);
    index.set(9, None);
    assert_eq!(index.segments.len(), 0);
}

#[test]
fn a_change_shares_the_other_segments() {
    let names: Vec<String> = (0..5_000).map(|number| format!("张{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let before = index_of(&names);
    let mut after = before.clone();
    after.set(2_000, Some(("李", "")));
    let shared = before
        .segments
        .iter()
        .zip(&after.segments)
        .filter(|(one, other)| one.as_ref().unwrap().serial == other.as_ref().unwrap().serial);
    assert_eq!(shared.count(), 4);
    let unchanged = after.clone();
    after.set(2_000, Some(("李", "")));
    let (one, other) = (&unchanged.segments[1], &after.segments[1]);
    assert_eq!(one.as_ref().unwrap().serial, other.as_ref().unwrap().serial);
}

#[test]
fn the_total_counts_beyond_what_is_ranked() {
    let names = vec!["张三"; 12_000];
    let index = index_of(&names);
    let query = Query::new("zs");
    let page = |offset| Search {
        query: &query,
        full_match: false,
        allowed: None,
        offset,
        size: 20,
    };
    let key = |row: u32, key: &mut dyn FnMut(&str)| key(&format!("{row:08}"));
    let hits = index.search(&page(9_990), &key);
    assert_eq!((hits.total, hits.rows), (12_000, (9_990..10_000).collect()));
    assert_eq!(index.search(&page(usize::MAX), &key).rows, [0; 0]);
}

#[test]
fn a_tiny_organization_takes_little() {
    assert!(
        size_of::<SearchIndex>() <= 128,
        "{}",
        size_of::<SearchIndex>()
    );
    let index = index_of(&["张三", "李四", "John Smith"]);
    assert!(index.heap_bytes() < 800, "{}", index.heap_bytes());
}

fn person() -> impl Strategy<Value = (String, String)> {
    let name = prop_oneof![
        3 => "[单张三重吕曾安]{1,3}",
        1 => "[单张a-cn 1·]{0,6}",
        1 => "[a-cgn]{1,3}( [a-cn]{1,3})?",
        1 => "[尉迟张]{14,18}",
        1 => "[김𠮷三é]{1,3}",
    ];
    let pinyin =
        prop_oneof![8 => Just(""), 1 => Just("dan san"), 1 => Just("zhang"), 1 => Just("han an")];
    (name, pinyin.prop_map(str::to_owned))
}

fn query() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "(z|zh|zhang|s|san|sh|shan|d|dan|l|lv|lu|c|ceng|zeng|chong|ch|a|an|ang|n|g|h|ng|yu|chi| |'){1,4}",
        2 => "[单张三重吕尉迟김𠮷]{1,2}",
        2 => "[a-cgnhsz]{1,4}",
        1 => "[张a1 ·]{1,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn an_index_finds_what_a_look_at_every_name_finds(
        people in prop::collection::vec(person(), 1..60),
        changes in prop::collection::vec((0_usize..80, prop::option::of(person())), 0..20),
        queries in prop::collection::vec(query(), 1..12),
        full_match in prop::bool::weighted(0.2),
        allowed in prop::option::of(prop::collection::btree_set(0_u32..70_000, 0..60)),
        offset in 0_usize..6,
        spread in prop_oneof![Just(1_u32), Just(700)],
    ) {
        let mut model: Vec<Option<(String, String)>> = people.into_iter().map(Some).collect();
        let mut index = SearchIndex::of(model.len() as u32 * spread, |row| {
            let (name, pinyin) = model[(row / spread) as usize].as_ref()?;
            row.is_multiple_of(spread).then_some((name.as_str(), pinyin.as_str()))
        });
        for (row, person) in changes {
            model.resize(model.len().max(row + 1), None);
            let line = person.as_ref().map(|(name, pinyin)| (name.as_str(), pinyin.as_str()));
            index.set(row as u32 * spread, line);
            model[row] = person;
        }
        let allowed: Option<RowSet> = allowed.map(|rows| rows.into_iter().map(|row| row % 50 * spread).collect());
        for query in queries {
            let query = Query::new(&query);
            let key = |row: u32| format!("{:08}", row.reverse_bits());
            let mut expected: Vec<_> = (0..).zip(&model).filter_map(|(row, person)| {
                let (row, (name, pinyin)) = (row * spread, person.as_ref()?);
                let rank = model::rank(name, pinyin, &query)?;
                let is_allowed = allowed.as_ref().is_none_or(|rows| rows.iter().any(|one| one == row));
                let wanted = is_allowed && (!full_match || rank == Rank::Exact);
                wanted.then(|| (rank, sort_key(Kind::Person, name, pinyin), key(row), row))
            }).collect();
            expected.sort();
            let search = Search { query: &query, full_match, allowed: allowed.as_ref(), offset, size: 4 };
            let hits = index.search(&search, &|row, with| with(&key(row)));
            prop_assert_eq!(hits.total, expected.len() as u64, "{:?}", query);
            let page: Vec<u32> = expected.iter().skip(offset).take(4).map(|hit| hit.3).collect();
            prop_assert_eq!(hits.rows, page, "{:?}", query);
        }
    }

    #[test]
    fn one_name_matches_as_a_reader_would_say(person in person(), query in query()) {
        let query = Query::new(&query);
        let rank = matches(Kind::Person, &person.0, &person.1, &query);
        prop_assert_eq!(rank, model::rank(&person.0, &person.1, &query));
        let found = find(Kind::Person, &person.0, &person.1, &query);
        prop_assert_eq!(found.is_some(), rank.is_some());
        if let Some(found) = found {
            prop_assert!(person.0.is_empty() || !found.characters.is_empty());
            prop_assert!(found.characters.end <= person.0.chars().count());
            for reading in found.readings {
                prop_assert!(!reading.typed.is_empty() && reading.typed.end <= reading.reading.chars().count());
            }
        }
    }
}
