use super::{Kind, Spelling, full, letters, sort_key};
use crate::index::fold::fold;
use std::cmp::Ordering;

/// Compares two people, each by name and pinyin field.
fn compare(one: (&str, &str), other: (&str, &str)) -> Ordering {
    sort_key(Kind::Person, one.0, one.1).cmp(&sort_key(Kind::Person, other.0, other.1))
}

fn person(name: &str) -> String {
    full(Kind::Person, name, "")
}

fn department(name: &str) -> String {
    full(Kind::Department, name, "")
}

fn sounds(name: &str, at: usize) -> Vec<&'static str> {
    let spelling = Spelling::of(Kind::Person, &fold(name), "");
    spelling.units[at].sounds().map(letters).collect()
}

fn assert_order(names: &[&str]) {
    for pair in names.windows(2) {
        assert_eq!(
            compare((pair[0], ""), (pair[1], "")),
            Ordering::Less,
            "{pair:?}"
        );
    }
}

#[test]
fn surnames_have_their_own_readings() {
    for (name, reading) in [
        ("单一", "shàn yī"),
        ("曾明", "zēng míng"),
        ("解明", "xiè míng"),
        ("仇明", "qiú míng"),
        ("区明", "ōu míng"),
        ("查明", "zhā míng"),
        ("尉迟明", "yù chí míng"),
        ("缪明", "miào míng"),
        ("朴明", "piáo míng"),
        ("乐明", "yuè míng"),
        ("盖明", "gě míng"),
        ("繁明", "pó míng"),
        ("秘明", "bì míng"),
        ("任明", "rén míng"),
        ("华明", "huà míng"),
        ("翟明", "zhái míng"),
        ("黑明", "hè míng"),
        ("吕明", "lǚ míng"),
        ("單明", "shàn míng"),
    ] {
        assert_eq!(person(name), reading);
    }
}

#[test]
fn a_compound_surname_goes_before_a_single_one() {
    assert_eq!(person("单于明"), "chán yú míng");
    assert_eq!(person("万俟明"), "mò qí míng");
    assert_eq!(person("乐正明"), "yuè zhèng míng");
    assert_eq!(person("长孙无忌"), "zhǎng sūn wú jì");
    assert_eq!(person("爱新觉罗溥仪"), "ài xīn jué luó pǔ yí");
    assert_eq!(person("单余"), "shàn yú");
}

#[test]
fn only_the_beginning_of_a_person_is_a_surname() {
    assert_eq!(person("张单"), "zhāng dān");
    assert_eq!(person("王曾"), "wáng céng");
    assert_eq!(person("李尉迟"), "lǐ wèi chí");
    assert_eq!(department("单据组"), "dān jù zǔ");
    assert_eq!(department("查验科"), "chá yàn kē");
    assert_eq!(department("解放路店"), "jiě fàng lù diàn");
}

#[test]
fn departments_hold_words() {
    assert_eq!(department("重庆分公司"), "chóng qìng fēn gōng sī");
    assert_eq!(department("重点项目部"), "zhòng diǎn xiàng mù bù");
    assert_eq!(
        department("长沙银行长乐支行"),
        "cháng shā yín háng cháng lè zhī háng"
    );
    assert_eq!(
        department("音乐会计行政调度"),
        "yīn yuè kuài jì xíng zhèng diào dù"
    );
    assert_eq!(department("厦门台州丽水"), "xià mén tāi zhōu lí shuǐ");
    assert_eq!(department("部长"), "bù zhǎng");
}

#[test]
fn words_are_for_departments_only() {
    assert_eq!(person("张重庆"), "zhāng zhòng qìng");
    assert_eq!(person("王长乐"), "wáng zhǎng lè");
}

#[test]
fn only_characters_with_a_reading_are_shown() {
    assert_eq!(person("张三 (Sam)"), "zhāng sān");
    assert_eq!(person("阿依古丽·买买提"), "ā yī gǔ lì mǎi mǎi tí");
    assert_eq!(person("𠮷明"), "míng");
    assert_eq!(person("John Smith"), "");
    assert_eq!(person("김철수"), "");
    assert_eq!(person(""), "");
}

#[test]
fn search_knows_every_reading_and_those_of_surnames() {
    assert_eq!(sounds("单一", 0), ["dan", "chan", "shan"]);
    assert_eq!(sounds("黑明", 0), ["hei", "he"]);
    assert_eq!(sounds("王黑", 1), ["hei"]);
    assert_eq!(sounds("吕明", 0), ["lv", "lu"]);
    assert_eq!(sounds("王·", 1), [""; 0]);
}

#[test]
fn the_field_wins_over_the_tables() {
    for field in ["dan yi", "Dān Yī", "danyi", "DAN'YI", "dan1yi1"] {
        assert_eq!(full(Kind::Person, "单一", field), "dān yī", "{field}");
    }
    assert_eq!(full(Kind::Person, "王乐乐", "wang yue yue"), "wáng yuè yuè");
    assert_eq!(full(Kind::Person, "吕布", "lü bu"), "lǚ bù");
    assert_eq!(full(Kind::Person, "西安", "xian"), "xī ān");
    assert_eq!(full(Kind::Person, "𠮷明", "ji ming"), "ji míng");
    assert_eq!(compare(("单一", "dan yi"), ("崔一", "")), Ordering::Greater);
    assert_eq!(compare(("单一", "dan yi"), ("邓一", "")), Ordering::Less);
    assert_eq!(compare(("单一", ""), ("邓一", "")), Ordering::Greater);
}

#[test]
fn a_field_that_does_not_fit_stands_for_the_whole_name() {
    assert_eq!(full(Kind::Person, "李志明", "lee"), "");
    assert_eq!(full(Kind::Person, "John Smith", "yue han"), "yue han");
    assert_eq!(
        compare(("John", "yue han"), ("王一", "")),
        Ordering::Greater
    );
    assert_eq!(compare(("李志明", "a chee"), ("白一", "")), Ordering::Less);
    let spelling = Spelling::of(Kind::Person, "单一", "dan xx");
    assert!(spelling.detached && spelling.has_pinyin());
}

#[test]
fn lists_go_by_pinyin_then_tone_then_characters() {
    assert_order(&["安一", "单一", "尉迟一", "曾一", "张三", "张四"]);
    assert_order(&["李娜", "李那", "林阿"]);
    assert_order(&["妈", "麻", "马", "骂"]);
    assert_order(&["张伟", "张玮", "张薇薇"]);
    assert_order(&["西安", "先"]);
    assert_order(&["卢一", "吕一", "罗一"]);
}

#[test]
fn latin_names_stand_among_the_others_and_digits_after() {
    assert_order(&[
        "Adam",
        "安一",
        "bob",
        "Bobby",
        "蔡一",
        "Zoe",
        "邹一",
        "007",
        "9号",
        "김철수",
        "😀",
    ]);
    assert_order(&["li an", "lian"]);
    assert_order(&["王一 A", "王一 B"]);
}

#[test]
fn case_and_width_do_not_change_the_order() {
    assert_eq!(compare(("ＺＯＥ", ""), ("zoe", "")), Ordering::Equal);
    assert_eq!(
        sort_key(Kind::Person, "Zoé", ""),
        sort_key(Kind::Person, &fold("Zoé"), "")
    );
    assert_ne!(
        sort_key(Kind::Person, "", ""),
        sort_key(Kind::Person, "a", "")
    );
}
