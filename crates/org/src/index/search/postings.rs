//! Which rows of a segment hold which tokens.

use std::ops::Range;

/// What a name can be found by: a syllable, two initials in a row, two letters in a row.
pub(super) type Token = u16;
/// A row of the segment and a position in its name.
pub(super) type Place = u16;

/// Tokens in a bucket of the directory.
const BUCKET_TOKENS: Token = 64;
const BUCKETS: usize = 128;

/// Places by token, in order. Immutable; a change makes a new one by copying runs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Postings {
    /// How many tokens are before each bucket, and how many in all: most of what a search costs is waiting for memory, and this
    /// leads it to the right line.
    buckets: [u16; BUCKETS + 1],
    /// Tokens, each with where its places begin: side by side, since whoever wants the one wants the other.
    tokens: Box<[(Token, u16)]>,
    places: Box<[Place]>,
}

/// A place that comes or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) token: Token,
    pub(super) place: Place,
    pub(super) comes: bool,
}

impl Default for Postings {
    fn default() -> Self {
        Builder::default().finish()
    }
}

#[derive(Default)]
struct Builder {
    tokens: Vec<(Token, u16)>,
    places: Vec<Place>,
}

impl Postings {
    /// From pairs in order, each once.
    pub(super) fn of(pairs: &[(Token, Place)]) -> Self {
        let mut builder = Builder {
            places: Vec::with_capacity(pairs.len()),
            ..Builder::default()
        };
        for same_token in pairs.chunk_by(|one, other| one.0 == other.0) {
            builder.begin(same_token[0].0);
            builder
                .places
                .extend(same_token.iter().map(|(_, place)| place));
        }
        builder.finish()
    }

    /// The places of all tokens in a range, ordered within each token.
    pub(super) fn places(&self, tokens: &Range<Token>) -> &[Place] {
        let (from, until) = (self.rank(tokens.start), self.rank(tokens.end));
        &self.places[self.start(from)..self.start(until)]
    }

    /// How many tokens are smaller.
    fn rank(&self, token: Token) -> usize {
        let bucket = usize::from(token / BUCKET_TOKENS).min(BUCKETS - 1);
        let from = usize::from(self.buckets[bucket]);
        // The last bucket holds all that is beyond.
        let until = usize::from(self.buckets[bucket + 1]);
        from + self.tokens[from..until].partition_point(|(other, _)| *other < token)
    }

    /// The places of each wanted token; `wanted` has a bit for each token.
    pub(super) fn places_of<'a>(&'a self, wanted: &'a [u64]) -> impl Iterator<Item = &'a [Place]> {
        let tokens = self.tokens.iter().enumerate();
        let possible = tokens.take_while(|(_, (token, _))| usize::from(*token) < wanted.len() * 64);
        let wanted = possible
            .filter(|(_, (token, _))| wanted[usize::from(*token) / 64] & (1 << (token % 64)) != 0);
        wanted.map(|(at, _)| &self.places[self.start(at)..self.start(at + 1)])
    }

    fn start(&self, token: usize) -> usize {
        self.tokens
            .get(token)
            .map_or(self.places.len(), |(_, start)| usize::from(*start))
    }

    /// With changes applied. They are in order, and nothing comes that is there or goes that is not.
    pub(super) fn with(&self, changes: &[Change]) -> Self {
        let mut builder = Builder {
            tokens: Vec::with_capacity(self.tokens.len() + changes.len()),
            places: Vec::with_capacity(self.places.len() + changes.len()),
        };
        let mut copied = 0;
        for changes in changes.chunk_by(|one, other| one.token == other.token) {
            let token = changes[0].token;
            let at = copied + self.tokens[copied..].partition_point(|(other, _)| *other < token);
            builder.copy(self, copied..at);
            let present = self
                .tokens
                .get(at)
                .is_some_and(|(other, _)| *other == token);
            copied = at + usize::from(present);
            builder.begin(token);
            builder.merge(&self.places[self.start(at)..self.start(copied)], changes);
        }
        builder.copy(self, copied..self.tokens.len());
        builder.finish()
    }

    /// Bytes on the heap.
    #[cfg(test)]
    pub(super) fn heap_bytes(&self) -> usize {
        size_of_val(&*self.tokens) + size_of_val(&*self.places)
    }
}

impl Builder {
    fn begin(&mut self, token: Token) {
        self.tokens.push((token, self.places.len() as u16));
    }

    fn copy(&mut self, from: &Postings, tokens: Range<usize>) {
        let (first, last) = (from.start(tokens.start), from.start(tokens.end));
        let here = self.places.len();
        let moved = |start: u16| (usize::from(start) - first + here) as u16;
        let tokens = from.tokens[tokens].iter();
        self.tokens
            .extend(tokens.map(|(token, start)| (*token, moved(*start))));
        self.places.extend_from_slice(&from.places[first..last]);
    }

    /// The places of the token just begun; the token goes again when none is left.
    fn merge(&mut self, old: &[Place], changes: &[Change]) {
        let begin = self.places.len();
        let gone = |place: &Place| {
            changes
                .iter()
                .any(|change| !change.comes && change.place == *place)
        };
        self.places.extend(old.iter().filter(|place| !gone(place)));
        self.places.extend(
            changes
                .iter()
                .filter(|change| change.comes)
                .map(|change| change.place),
        );
        self.places[begin..].sort_unstable();
        if self.places.len() == begin {
            self.tokens.pop();
        }
    }

    fn finish(self) -> Postings {
        let mut buckets = [self.tokens.len() as u16; BUCKETS + 1];
        for (bucket, before) in buckets[..BUCKETS].iter_mut().enumerate() {
            let first = bucket as Token * BUCKET_TOKENS;
            *before = self.tokens.partition_point(|(token, _)| *token < first) as u16;
        }
        Postings {
            buckets,
            tokens: self.tokens.into(),
            places: self.places.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn postings(pairs: &BTreeSet<(Token, Place)>) -> Postings {
        Postings::of(&pairs.iter().copied().collect::<Vec<_>>())
    }

    #[test]
    fn a_range_of_tokens_gives_all_their_places() {
        let all = Postings::of(&[(3, 10), (3, 20), (5, 1), (9, 7)]);
        assert_eq!(all.places(&(3..4)), [10, 20]);
        assert_eq!(all.places(&(3..9)), [10, 20, 1]);
        assert_eq!(all.places(&(0..100)), [10, 20, 1, 7]);
        assert_eq!(all.places(&(4..5)), [0; 0]);
        assert_eq!(all.places(&(10..20)), [0; 0]);
        assert_eq!(Postings::default().places(&(0..u16::MAX)), [0; 0]);
    }

    proptest! {
        #[test]
        fn changing_is_the_same_as_building_anew(
            old in prop::collection::btree_set((0_u16..20, 0_u16..50), 0..100),
            new in prop::collection::btree_set((0_u16..20, 0_u16..50), 0..100),
        ) {
            let mut changes: Vec<Change> = old
                .symmetric_difference(&new)
                .map(|pair| Change { token: pair.0, place: pair.1, comes: new.contains(pair) })
                .collect();
            changes.sort_unstable();
            prop_assert_eq!(postings(&old).with(&changes), postings(&new));
        }
    }
}
