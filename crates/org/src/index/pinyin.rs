//! How names sound: the order of lists, the reading shown behind a name, the syllables that search accepts.
//!
//! The dictionary's first reading decides except for surnames and for some words in names of departments; search
//! accepts every reading of every character, so nothing is spelled out in combinations. What the organization has
//! written into the pinyin field of a person wins.

mod dictionary;
mod field;
mod surname;
mod word;

use dictionary::Reading;
pub(crate) use dictionary::{Syllable, beginning_with, letters, readings, syllable, syllables};

use crate::index::fold::fold;

/// Whose name it is: people begin with a surname, departments hold words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A person.
    Person,
    /// A department.
    Department,
}

/// The place of a name in a list: pinyin without tones, then tones, then the characters. Latin names stand among the
/// others by their letters; digits come later and everything else last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SortKey(Box<[u8]>);

/// The sort key of a name; `pinyin` is the field that corrects it, or empty.
pub(crate) fn sort_key(kind: Kind, name: &str, pinyin: &str) -> SortKey {
    let mut key = Vec::with_capacity(48);
    write_sort_key(kind, &fold(name), pinyin, &mut key);
    SortKey(key.into())
}

/// The reading shown behind a name: a syllable with its tone for each character that has one, such as `shàn yì`. Empty
/// for names without such characters.
pub(crate) fn full(kind: Kind, name: &str, pinyin: &str) -> String {
    let spelling = Spelling::of(kind, &fold(name), pinyin);
    let spelled = spelling.units.iter().filter(|unit| unit.spelled);
    let syllables: Vec<String> = spelled
        .filter_map(|unit| Some(with_tone(unit.chosen?)))
        .collect();
    syllables.join(" ")
}

/// A name, character by character.
pub(crate) struct Spelling {
    /// One for each character of the name, unless `detached`.
    pub(crate) units: Vec<Unit>,
    /// The pinyin field does not fit the characters one by one and stands for the name as a whole.
    pub(crate) detached: bool,
}

/// One character.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    character: char,
    /// Read as a syllable, not as a letter or a digit.
    spelled: bool,
    chosen: Option<Reading>,
    known: &'static [Reading],
}

impl Unit {
    fn of(character: char) -> Self {
        let known = dictionary::readings(character);
        Self {
            character,
            spelled: needs_reading(character),
            chosen: known.first().copied(),
            known,
        }
    }

    fn of_syllable(chosen: Reading) -> Self {
        Self {
            character: ' ',
            spelled: true,
            chosen: Some(chosen),
            known: &[],
        }
    }

    fn choose(&mut self, reading: Reading) {
        self.chosen = Some(reading);
    }

    /// Every syllable by which search accepts this character.
    pub(crate) fn sounds(&self) -> impl Iterator<Item = Syllable> {
        let known = self.known.iter().map(|reading| reading.syllable);
        let chosen = self.chosen.map(|reading| reading.syllable);
        let stranger = chosen.filter(|one| self.known.iter().all(|known| known.syllable != *one));
        known.chain(stranger)
    }

    /// A syllable of this character with its tone; none for letters and digits.
    pub(crate) fn shown(&self, sound: Syllable) -> Option<String> {
        let readings = self.known.iter().copied().chain(self.chosen);
        let reading = readings
            .filter(|reading| reading.syllable == sound)
            .max_by_key(|reading| reading.tone);
        reading.filter(|_| self.spelled).map(with_tone)
    }

    /// Whether the character is passed over: blanks, dots, brackets.
    pub(crate) fn is_silent(&self) -> bool {
        self.chosen.is_none() && !self.spelled
    }
}

/// Letters outside ASCII; some of them have no reading but in the pinyin field.
fn needs_reading(character: char) -> bool {
    !character.is_ascii() && character.is_alphabetic()
}

impl Spelling {
    /// Spells a folded name.
    pub(crate) fn of(kind: Kind, folded: &str, pinyin: &str) -> Self {
        let mut units: Vec<Unit> = folded.chars().map(Unit::of).collect();
        if !pinyin.is_empty() {
            if let Some(readings) = field::align(pinyin, &units) {
                let spelled = units.iter_mut().filter(|unit| unit.spelled);
                spelled
                    .zip(readings)
                    .for_each(|(unit, reading)| unit.choose(reading));
                return Self {
                    units,
                    detached: false,
                };
            }
            return Self {
                units: field::units(pinyin),
                detached: true,
            };
        }
        if !folded.is_ascii() {
            let characters: Vec<char> = folded.chars().collect();
            match kind {
                Kind::Person => choose_surname(&characters, &mut units),
                Kind::Department => choose_words(&characters, &mut units),
            }
        }
        Self {
            units,
            detached: false,
        }
    }

    /// Whether anything in the name is read as a syllable.
    pub(crate) fn has_pinyin(&self) -> bool {
        self.units
            .iter()
            .any(|unit| unit.spelled && unit.chosen.is_some())
    }
}

fn choose_surname(characters: &[char], units: &mut [Unit]) {
    let readings = dictionary::surname(characters).unwrap_or_default();
    units
        .iter_mut()
        .zip(readings)
        .for_each(|(unit, reading)| unit.choose(*reading));
}

fn choose_words(characters: &[char], units: &mut [Unit]) {
    let mut at = 0;
    while at < characters.len() {
        let readings = dictionary::word(&characters[at..]).unwrap_or_default();
        units[at..]
            .iter_mut()
            .zip(readings)
            .for_each(|(unit, reading)| unit.choose(*reading));
        at += readings.len().max(1);
    }
}

const LEVEL_END: u8 = 0;
const BETWEEN_SYLLABLES: u8 = b' ';
/// Digits follow all letters.
const DIGITS_FROM: u8 = 0x80;
/// Begins a character that is neither letter nor digit nor read as one.
const OTHER: u8 = 0xa0;
/// Stands for a name in which nothing sounds.
const LAST: u8 = 0xff;

/// Appends the sort key of a folded name.
pub(crate) fn write_sort_key(kind: Kind, folded: &str, pinyin: &str, key: &mut Vec<u8>) {
    write_spelled_sort_key(&Spelling::of(kind, folded, pinyin), folded, key);
}

/// The same of a name that is spelled already.
pub(crate) fn write_spelled_sort_key(spelling: &Spelling, folded: &str, key: &mut Vec<u8>) {
    let begin = key.len();
    let mut at_boundary = false;
    for unit in &spelling.units {
        if unit.is_silent() {
            at_boundary = true;
            continue;
        }
        if (at_boundary || unit.spelled) && key.len() > begin {
            key.push(BETWEEN_SYLLABLES);
        }
        at_boundary = unit.spelled;
        write_unit(unit, key);
    }
    if key.len() == begin {
        key.push(LAST);
    }
    key.push(LEVEL_END);
    let spelled = spelling.units.iter().filter(|unit| unit.spelled);
    key.extend(spelled.filter_map(|unit| Some(LEVEL_END + 1 + unit.chosen?.tone)));
    key.push(LEVEL_END);
    key.extend_from_slice(folded.as_bytes());
}

fn write_unit(unit: &Unit, key: &mut Vec<u8>) {
    match unit.chosen {
        Some(_) if unit.character.is_ascii_digit() => {
            key.push(DIGITS_FROM + (unit.character as u8 - b'0'));
        }
        Some(reading) => key.extend(letters(reading.syllable).bytes().flat_map(sorted_letter)),
        None => {
            key.push(OTHER);
            key.extend_from_slice(unit.character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// `ü` stands right after `u`, so that 吕 follows 卢 and not 罗.
fn sorted_letter(letter: u8) -> impl Iterator<Item = u8> {
    let (base, mark) = if letter == b'v' {
        (b'u', Some(b'!'))
    } else {
        (letter, None)
    };
    std::iter::once(base).chain(mark)
}

/// `lv` and 4 to `lǜ`: the mark goes on a or e, on the o of ou, else on the last vowel.
fn with_tone(reading: Reading) -> String {
    const MARKED: [(char, [char; 4]); 6] = [
        ('a', ['ā', 'á', 'ǎ', 'à']),
        ('e', ['ē', 'é', 'ě', 'è']),
        ('i', ['ī', 'í', 'ǐ', 'ì']),
        ('o', ['ō', 'ó', 'ǒ', 'ò']),
        ('u', ['ū', 'ú', 'ǔ', 'ù']),
        ('v', ['ǖ', 'ǘ', 'ǚ', 'ǜ']),
    ];
    let letters = letters(reading.syllable);
    let position = letters
        .find(['a', 'e'])
        .or_else(|| letters.find("ou"))
        .or_else(|| letters.rfind(['i', 'o', 'u', 'v']));
    let mark = |(at, letter): (usize, char)| {
        let tone = usize::from(reading.tone)
            .checked_sub(1)
            .filter(|_| Some(at) == position);
        let marked = MARKED.iter().find(|(plain, _)| *plain == letter);
        match (tone, marked) {
            (Some(tone), Some((_, marks))) => marks.get(tone).copied().unwrap_or(letter),
            _ if letter == 'v' => 'ü',
            _ => letter,
        }
    };
    letters.char_indices().map(mark).collect()
}

#[cfg(test)]
mod tests;
