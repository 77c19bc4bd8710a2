//! What a character sounds like: every reading the dictionary knows, as numbers.

use super::surname::{COMPOUND, SINGLE};
use super::word::WORDS;
use foldhash::fast::FixedState;
use pinyin::ToPinyinMulti;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

/// A syllable without tone, numbered in alphabetical order. Letters and digits count as syllables too: in a name such as
/// `研发2部` they stand between others.
pub(crate) type Syllable = u16;

/// One way to read a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Reading {
    /// Without tone.
    pub(crate) syllable: Syllable,
    /// 1 to 4, or 0 for none.
    pub(crate) tone: u8,
}

/// A name that is read as a whole.
struct Phrase {
    characters: Vec<char>,
    readings: Vec<Reading>,
}

/// By first character, the longest first. What is looked up comes from outside, what is held does not.
type Phrases = HashMap<char, Vec<Phrase>, FixedState>;

struct Dictionary {
    syllables: Vec<String>,
    /// For each 256 code points, where their lists of readings begin in `entries`; 0 where none has any.
    blocks: Vec<u16>,
    /// For each code point of such a block, its number in `lists`.
    entries: Vec<u16>,
    lists: Vec<Vec<Reading>>,
    surnames: Phrases,
    words: Phrases,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::build);

const BLOCK: u32 = 256;
const LAST_IDEOGRAPH: u32 = 0x323af;

/// Every reading of a folded character, the usual one first; none for most of what is not Chinese.
pub(crate) fn readings(character: char) -> &'static [Reading] {
    let dictionary = &*DICTIONARY;
    let code = character as u32;
    let block = dictionary
        .blocks
        .get((code / BLOCK) as usize)
        .copied()
        .unwrap_or(0);
    let entry = u32::from(block) * BLOCK + code % BLOCK;
    &dictionary.lists[usize::from(dictionary.entries[entry as usize])]
}

/// The letters of a syllable, with `v` for `ü`.
pub(crate) fn letters(syllable: Syllable) -> &'static str {
    &DICTIONARY.syllables[usize::from(syllable)]
}

/// The syllable with exactly these letters.
pub(crate) fn syllable(letters: &str) -> Option<Syllable> {
    find(&DICTIONARY.syllables, letters)
}

/// All syllables, in order.
pub(crate) fn syllables() -> impl Iterator<Item = (Syllable, &'static str)> {
    (0..).zip(DICTIONARY.syllables.iter().map(String::as_str))
}

/// The syllables that begin with these letters.
pub(crate) fn beginning_with(prefix: &str) -> Range<Syllable> {
    let syllables = &DICTIONARY.syllables;
    let from = syllables.partition_point(|syllable| syllable.as_str() < prefix);
    let count = syllables[from..].partition_point(|syllable| syllable.starts_with(prefix));
    from as Syllable..(from + count) as Syllable
}

/// How the surname at the beginning is read, where that is not the usual reading of each character.
pub(crate) fn surname(name: &[char]) -> Option<&'static [Reading]> {
    longest(&DICTIONARY.surnames, name)
}

/// How a word at the beginning of this rest of a department's name is read.
pub(crate) fn word(rest: &[char]) -> Option<&'static [Reading]> {
    longest(&DICTIONARY.words, rest)
}

fn longest(phrases: &'static Phrases, text: &[char]) -> Option<&'static [Reading]> {
    let phrases = phrases.get(text.first()?)?;
    phrases
        .iter()
        .find(|phrase| text.starts_with(&phrase.characters))
        .map(|phrase| phrase.readings.as_slice())
}

fn find(syllables: &[String], letters: &str) -> Option<Syllable> {
    syllables
        .binary_search_by(|one| one.as_str().cmp(letters))
        .ok()
        .map(|at| at as Syllable)
}

/// `lv4` to its letters and its tone.
fn split_tone(spelled: &str) -> (&str, u8) {
    match spelled.as_bytes().last() {
        Some(digit @ b'0'..=b'9') => (&spelled[..spelled.len() - 1], digit - b'0'),
        _ => (spelled, 0),
    }
}

/// A reading as letters with a tone digit, once for each way to type it. Of one that nobody can type none.
fn typed(reading: &str) -> Vec<String> {
    let reading = reading.replace('ê', "e");
    let mut typed = if reading.contains('ü') {
        // Who has no ü on the keyboard types v or u.
        vec![reading.replace('ü', "v"), reading.replace('ü', "u")]
    } else {
        vec![reading]
    };
    typed.retain(|reading| {
        split_tone(reading)
            .0
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    });
    typed
}

/// What the dictionary holds, with each spelling looked at once: a process waits for this when it starts.
struct Spelled {
    /// All spellings that characters share.
    spellings: Vec<Vec<String>>,
    /// For each character that has a reading, the numbers of its spellings, back to back.
    numbers: Vec<u16>,
    characters: Vec<(char, Range<usize>)>,
}

impl Spelled {
    fn read() -> Self {
        let mut spelled = Self {
            spellings: Vec::new(),
            numbers: Vec::new(),
            characters: Vec::with_capacity(50_000),
        };
        let mut known: HashMap<&str, u16, FixedState> = HashMap::default();
        for character in ('a'..='z').chain('0'..='9') {
            let begin = spelled.numbers.len();
            spelled.numbers.push(spelled.spellings.len() as u16);
            spelled.spellings.push(vec![format!("{character}0")]);
            spelled.characters.push((character, begin..begin + 1));
        }
        let others = ('\u{80}'..='\u{ff}')
            .chain('\u{3000}'..='\u{d7ff}')
            .chain('\u{f900}'..='\u{323af}');
        for character in others {
            let Some(readings) = character.to_pinyin_multi() else {
                continue;
            };
            let begin = spelled.numbers.len();
            for reading in readings {
                let reading = reading.with_tone_num_end();
                let number = *known.entry(reading).or_insert_with(|| {
                    spelled.spellings.push(typed(reading));
                    spelled.spellings.len() as u16 - 1
                });
                spelled.numbers.push(number);
            }
            let numbers = begin..spelled.numbers.len();
            spelled.characters.push((character, numbers));
        }
        spelled
    }

    /// Every syllable, in order.
    fn syllables(&self) -> Vec<String> {
        let all = self.spellings.iter().flatten();
        let distinct: BTreeSet<&str> = all.map(|one| split_tone(one).0).collect();
        distinct.into_iter().map(str::to_owned).collect()
    }
}

impl Dictionary {
    fn build() -> Self {
        let spelled = Spelled::read();
        let syllables = spelled.syllables();
        let mut dictionary = Self {
            blocks: vec![0; (LAST_IDEOGRAPH / BLOCK) as usize + 1],
            entries: vec![0; BLOCK as usize],
            lists: vec![Vec::new()],
            surnames: phrases(&syllables, COMPOUND.iter().chain(SINGLE)),
            words: phrases(&syllables, WORDS),
            syllables,
        };
        dictionary.enter(&spelled);
        dictionary
    }

    fn enter(&mut self, spelled: &Spelled) {
        let readings = |typed: &Vec<String>| -> Vec<Reading> {
            typed
                .iter()
                .map(|one| parse(&self.syllables, one))
                .collect()
        };
        let readings: Vec<Vec<Reading>> = spelled.spellings.iter().map(readings).collect();
        let mut numbers: HashMap<Vec<Reading>, usize, FixedState> = HashMap::default();
        let mut list: Vec<Reading> = Vec::new();
        for (character, own) in &spelled.characters {
            list.clear();
            let own = spelled.numbers[own.clone()].iter();
            for reading in own.flat_map(|number| &readings[usize::from(*number)]) {
                if list.iter().all(|other| other.syllable != reading.syllable) {
                    list.push(*reading);
                }
            }
            if list.is_empty() {
                continue;
            }
            let number = numbers.get(&list).copied().unwrap_or_else(|| {
                self.lists.push(list.clone());
                numbers.insert(list.clone(), self.lists.len() - 1);
                self.lists.len() - 1
            });
            let code = *character as u32;
            let block = &mut self.blocks[(code / BLOCK) as usize];
            if *block == 0 {
                *block = (self.entries.len() / BLOCK as usize) as u16;
                self.entries.resize(self.entries.len() + BLOCK as usize, 0);
            }
            let entry = u32::from(*block) * BLOCK + code % BLOCK;
            self.entries[entry as usize] = number as u16;
        }
    }
}

fn parse(syllables: &[String], spelled: &str) -> Reading {
    let (letters, tone) = split_tone(spelled);
    let syllable =
        find(syllables, letters).expect("a syllable of the tables is one of the dictionary");
    Reading { syllable, tone }
}

/// Phrases by first character, the longest first.
fn phrases<'a>(
    syllables: &[String],
    table: impl IntoIterator<Item = &'a (&'a str, &'a str)>,
) -> Phrases {
    let mut phrases = Phrases::default();
    for (text, spelled) in table {
        let characters: Vec<char> = text.chars().collect();
        let readings = spelled
            .split(' ')
            .map(|one| parse(syllables, one))
            .collect();
        phrases.entry(characters[0]).or_default().push(Phrase {
            characters,
            readings,
        });
    }
    for same_start in phrases.values_mut() {
        same_start.sort_by_key(|phrase| std::cmp::Reverse(phrase.characters.len()));
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::super::surname::{COMPOUND, SINGLE};
    use super::super::word::WORDS;
    use super::*;
    use std::collections::HashSet;

    fn spelled(character: char) -> Vec<&'static str> {
        readings(character)
            .iter()
            .map(|reading| letters(reading.syllable))
            .collect()
    }

    #[test]
    fn every_reading_is_known_and_the_usual_one_comes_first() {
        assert_eq!(spelled('单'), ["dan", "chan", "shan"]);
        assert_eq!(spelled('重'), ["zhong", "chong", "tong"]);
        assert_eq!(spelled('张'), ["zhang"]);
        assert_eq!(readings('张')[0].tone, 1);
        assert_eq!(spelled('吕'), ["lv", "lu"]);
        assert_eq!(spelled('略'), ["lve", "lue"]);
        assert_eq!(spelled('x'), ["x"]);
        assert_eq!(spelled('7'), ["7"]);
    }

    #[test]
    fn what_has_no_pinyin_has_no_reading() {
        for character in [
            '·',
            ' ',
            '김',
            'の',
            '𠮷',
            '😀',
            'A',
            'é',
            '\u{fffff}',
            char::MAX,
        ] {
            assert_eq!(readings(character), [], "{character}");
        }
    }

    #[test]
    fn syllables_are_found_by_their_beginning() {
        let found: Vec<_> = beginning_with("zhua").map(letters).collect();
        assert_eq!(found, ["zhua", "zhuai", "zhuan", "zhuang"]);
        assert!(beginning_with("zhx").is_empty());
        assert_eq!(syllable("zhuang").map(letters), Some("zhuang"));
        assert_eq!(syllable("zhuan "), None);
    }

    #[test]
    fn no_syllable_is_longer_than_six_letters() {
        assert!(syllables().all(|(_, letters)| letters.len() <= 6));
        assert!(syllables().count() < 500);
    }

    #[test]
    fn tables_name_each_text_once_with_a_reading_for_each_character() {
        for table in [SINGLE, COMPOUND, WORDS] {
            let texts: HashSet<_> = table.iter().map(|(text, _)| text).collect();
            assert_eq!(texts.len(), table.len());
            for (text, spelled) in table {
                assert_eq!(text.chars().count(), spelled.split(' ').count(), "{text}");
            }
        }
        assert!(SINGLE.len() >= 60 && COMPOUND.len() >= 90);
        assert!(SINGLE.iter().all(|(text, _)| text.chars().count() == 1));
    }

    #[test]
    fn tables_agree_with_the_dictionary_but_for_surnames_it_lacks() {
        let mut strangers = Vec::new();
        for (text, spelled) in SINGLE.iter().chain(COMPOUND).chain(WORDS) {
            for (character, one) in text.chars().zip(spelled.split(' ')) {
                let reading = parse(&DICTIONARY.syllables, one);
                if readings(character)
                    .iter()
                    .all(|known| known.syllable != reading.syllable)
                {
                    strangers.push(format!("{character}{one}"));
                }
            }
        }
        assert_eq!(strangers, ["黑he4", "贠yun4", "萬mo4", "乐lao4", "乐lao4"]);
    }
}
