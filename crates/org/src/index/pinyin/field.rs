//! The pinyin field of a person: free text that says how a name is read.

use super::Unit;
use super::dictionary::{self, Reading, Syllable};
use crate::index::fold::fold;

/// Pieces of letters, as typed: `Shàn  Yì`, `shan4yi4` and `shan'yi` all hold `shan` and `yi`.
fn pieces(field: &str) -> Vec<String> {
    let field: String = field
        .chars()
        .map(|character| match character {
            'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'Ü' | 'Ǖ' | 'Ǘ' | 'Ǚ' | 'Ǜ' => 'v',
            other => other,
        })
        .collect();
    let folded = fold(&field);
    let pieces = folded.split(|character: char| !character.is_ascii_lowercase());
    pieces
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect()
}

/// One reading for each character that needs one, if the field can be cut that way; of several ways the one that
/// agrees most with what the dictionary knows of the characters.
pub(super) fn align(field: &str, units: &[Unit]) -> Option<Vec<Reading>> {
    let units: Vec<&Unit> = units.iter().filter(|unit| unit.spelled).collect();
    if units.is_empty() {
        return None;
    }
    let pieces = pieces(field);
    let ends: Vec<usize> = pieces
        .iter()
        .scan(0, |end, piece| {
            *end += piece.len();
            Some(*end)
        })
        .collect();
    let text = pieces.concat();
    // For each length of text that the units so far can take: agreement, and the syllable that ended there.
    let mut steps: Vec<Vec<Option<(u32, Reading)>>> = Vec::with_capacity(units.len());
    for (number, unit) in units.iter().enumerate() {
        let mut step = vec![None; text.len() + 1];
        for from in 0..text.len() {
            let before = match steps.last() {
                None => (from == 0).then_some(0),
                Some(previous) => previous[from].map(|(agreement, _)| agreement),
            };
            let Some(before) = before else { continue };
            for to in from + 1..=text.len().min(from + 6) {
                let crosses = ends.iter().any(|end| (from + 1..to).contains(end));
                let rest_fits = text.len() - to >= units.len() - 1 - number;
                if crosses || !rest_fits {
                    break;
                }
                let Some(reading) = reading(unit, &text[from..to]) else {
                    continue;
                };
                let agreement = before + u32::from(knows(unit, reading.syllable));
                let best: &mut Option<(u32, Reading)> = &mut step[to];
                if best.is_none_or(|(other, _)| agreement > other) {
                    *best = Some((agreement, reading));
                }
            }
        }
        steps.push(step);
    }
    trace(&steps, text.len())
}

fn trace(steps: &[Vec<Option<(u32, Reading)>>], end: usize) -> Option<Vec<Reading>> {
    let mut end = end;
    let mut readings = Vec::with_capacity(steps.len());
    for step in steps.iter().rev() {
        let (_, reading) = step[end]?;
        end -= dictionary::letters(reading.syllable).len();
        readings.push(reading);
    }
    readings.reverse();
    Some(readings)
}

fn knows(unit: &Unit, syllable: Syllable) -> bool {
    unit.known.iter().any(|known| known.syllable == syllable)
}

/// The syllable with the tone that the dictionary gives this character for it. Single consonants are letters, not
/// syllables.
fn reading(unit: &Unit, letters: &str) -> Option<Reading> {
    let syllable = syllable(letters)?;
    let known = unit.known.iter().find(|known| known.syllable == syllable);
    Some(known.copied().unwrap_or(Reading { syllable, tone: 0 }))
}

fn syllable(letters: &str) -> Option<Syllable> {
    if letters.len() == 1 && !matches!(letters, "a" | "e" | "o") {
        return None;
    }
    dictionary::syllable(letters)
}

/// The field on its own: pieces that are syllables, else their letters.
pub(super) fn units(field: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for piece in pieces(field) {
        if !units.is_empty() {
            units.push(Unit::of(' '));
        }
        match syllable(&piece) {
            Some(syllable) => units.push(Unit::of_syllable(Reading { syllable, tone: 0 })),
            None => units.extend(piece.chars().map(Unit::of)),
        }
    }
    units
}
