//! Ranks a name by spelling out every way to type it. Slow and plain.

use super::{Kind, Query, Rank, Spelling, fold, letters};

pub(super) fn rank(name: &str, pinyin: &str, query: &Query) -> Option<Rank> {
    let name = fold(name);
    let text = query.text();
    if text.is_empty() {
        return None;
    }
    by_text(&name, text).or_else(|| {
        let with_field = Spelling::of(Kind::Person, &name, pinyin);
        let without = Spelling::of(Kind::Person, &name, "");
        let spellings = if with_field.detached {
            vec![with_field, without]
        } else {
            vec![with_field]
        };
        spellings
            .iter()
            .filter_map(|spelling| by_sound(spelling, text))
            .min()
    })
}

fn by_text(name: &str, text: &str) -> Option<Rank> {
    if name == text {
        return Some(Rank::Exact);
    }
    if name.starts_with(text) {
        return Some(Rank::Prefix);
    }
    let (name, text): (Vec<char>, Vec<char>) = (name.chars().collect(), text.chars().collect());
    let positions = (1..name.len()).filter(|at| name[*at..].starts_with(&text));
    let rank = positions.map(|at| {
        let before = name[at - 1];
        let apart = !before.is_ascii_alphanumeric() && (before.is_ascii() || text[0].is_ascii());
        if apart {
            Rank::WordPrefix
        } else {
            Rank::Substring
        }
    });
    rank.min()
}

fn by_sound(spelling: &Spelling, text: &str) -> Option<Rank> {
    if !spelling.has_pinyin() {
        return None;
    }
    let mut typed = String::new();
    for character in text.chars() {
        match character {
            'a'..='z' | '0'..='9' => typed.push(character),
            ' ' | '\'' | '-' if typed.ends_with(' ') => {}
            ' ' | '\'' | '-' => typed.push(' '),
            _ => return None,
        }
    }
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let units: Vec<Vec<&str>> = spelling
        .units
        .iter()
        .filter(|unit| !unit.is_silent())
        .map(|unit| unit.sounds().map(letters).collect())
        .collect();
    let mut best = None;
    for start in 0..units.len() {
        spell(&units[start..], typed, &mut Vec::new(), &mut |pieces| {
            let rank = rank_of(pieces, start == 0);
            best = best.min_some(rank);
        });
    }
    best
}

trait MinSome {
    fn min_some(self, other: Rank) -> Self;
}

impl MinSome for Option<Rank> {
    fn min_some(self, other: Rank) -> Self {
        Some(self.map_or(other, |own| own.min(other)))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Typed {
    Whole,
    Initial,
    Beginning,
    Tail,
}

fn rank_of(pieces: &[Typed], at_beginning: bool) -> Rank {
    let (last, before) = pieces.split_last().expect("a query has letters");
    let whole_before = before.iter().all(|piece| *piece == Typed::Whole);
    if !at_beginning || pieces[0] == Typed::Tail {
        Rank::PinyinSubstring
    } else if whole_before && matches!(last, Typed::Whole | Typed::Beginning) {
        Rank::PinyinPrefix
    } else if pieces.iter().all(|piece| *piece == Typed::Initial) {
        Rank::InitialsPrefix
    } else {
        Rank::MixedPrefix
    }
}

/// Tries every piece of the first syllable that the query may begin with, then the rest.
fn spell(
    units: &[Vec<&str>],
    typed: &str,
    pieces: &mut Vec<Typed>,
    found: &mut impl FnMut(&[Typed]),
) {
    let Some((sounds, rest)) = units.split_first() else {
        return;
    };
    let first = typed.split(' ').next().unwrap_or_default();
    let after_tail = pieces.first() == Some(&Typed::Tail);
    for sound in sounds {
        for len in 1..=first.len().min(sound.len()) {
            let piece = &first[..len];
            let left = typed[len..].trim_start();
            let ends = left.is_empty();
            let before_blank = len == first.len();
            let initial = len == 1 || ["zh", "ch", "sh"].contains(&piece);
            let mut ways = Vec::new();
            if sound.starts_with(piece) {
                if *sound == piece {
                    ways.push(Typed::Whole);
                }
                if initial && !after_tail {
                    ways.push(Typed::Initial);
                }
                if ends || (before_blank && !initial && !after_tail) {
                    ways.push(Typed::Beginning);
                }
            }
            let tail = if ends {
                sound[1..].contains(piece)
            } else {
                sound[1..].ends_with(piece)
            };
            if tail && pieces.is_empty() {
                ways.push(Typed::Tail);
            }
            for way in ways {
                pieces.push(way);
                if ends {
                    found(pieces);
                } else {
                    spell(rest, left, pieces, found);
                }
                pieces.pop();
            }
        }
    }
}
