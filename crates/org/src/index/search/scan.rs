//! Finds the rows of one segment that match a query.

use super::matcher;
use super::plan::{Step, TextPlan, steps};
use super::postings::{Place, Token};
use super::query::{AT_BEGINNING, AT_LATER, Query, Rank, WAYS, Ways, rank_of};
use super::segment::Segment;
use super::token::{NAME_START, PLACES, POSITIONS, SEGMENT_ROWS, position_of, row_of};
use crate::index::pinyin::Kind;

/// A bit for each row of a segment.
pub(super) type Mask = [u64; SEGMENT_ROWS / 64];

/// The rows that match, by rank; a row may stand under several.
#[derive(Default)]
pub(super) struct Found {
    masks: [Mask; Rank::ALL.len()],
    /// A bit for each rank whose mask is not empty: most segments hold few or none.
    used: u8,
}

impl Found {
    fn add(&mut self, row: u16, rank: Rank) {
        self.used |= 1 << rank as u8;
        self.masks[rank as usize][usize::from(row / 64)] |= 1 << (row % 64);
    }

    fn remove(&mut self, row: u16) {
        for rank in self.ranks() {
            self.masks[rank as usize][usize::from(row / 64)] &= !(1 << (row % 64));
        }
    }

    fn clear(&mut self) {
        self.keep(0);
    }

    /// Forgets all other ranks.
    fn keep(&mut self, ranks: u8) {
        for rank in self.ranks().filter(|rank| ranks & (1 << *rank as u8) == 0) {
            self.masks[rank as usize] = [0; SEGMENT_ROWS / 64];
        }
        self.used &= ranks;
    }

    /// Places in which one syllable holds the whole query.
    fn add_whole_query(&mut self, places: &[Place], follow: &[Ways; WAYS]) {
        let ranks = [AT_BEGINNING, AT_LATER].map(|ways| rank_of(follow[usize::from(ways)]));
        if let [Some(at_beginning), Some(later)] = ranks {
            for &place in places {
                let rank = if position_of(place) == 0 {
                    at_beginning
                } else {
                    later
                };
                self.add(row_of(place), rank);
            }
        }
    }

    /// Ranks that some row has, the best first.
    pub(super) fn ranks(&self) -> impl Iterator<Item = Rank> + use<> {
        let used = self.used;
        let ranks = Rank::ALL.into_iter();
        ranks.filter(move |rank| used & (1 << *rank as u8) != 0)
    }

    /// The rows of a rank.
    pub(super) fn of(&self, rank: Rank) -> &Mask {
        &self.masks[rank as usize]
    }
}

/// A query with all that is worked out once for many segments.
pub(super) struct Scan<'a> {
    query: &'a Query,
    exact_only: bool,
    text: TextPlan,
    steps: Vec<Step>,
    /// For each letter of the query and each place, the ways in which the letters before it fit the syllables before.
    ways: Vec<Ways>,
    /// For each letter of the query, the places whose ways are not empty.
    touched: Vec<Vec<Place>>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(query: &'a Query, exact_only: bool) -> Self {
        let letters = query.letters().filter(|_| !exact_only);
        let steps = letters.map(steps).unwrap_or_default();
        let inner = steps.iter().map(|step| step.from + 1).max().unwrap_or(0);
        Self {
            query,
            exact_only,
            text: TextPlan::of(query),
            steps,
            ways: vec![0; inner * PLACES],
            touched: vec![Vec::new(); inner],
        }
    }

    /// Finds the rows of a segment that match, and nothing else.
    pub(super) fn run(&mut self, segment: &Segment, found: &mut Found) {
        found.clear();
        self.run_text(segment, found);
        self.run_steps(segment, found);
        segment.late().for_each(|row| found.remove(row));
        let one_by_one = segment.special().iter().copied();
        let one_by_one = one_by_one.filter(|row| segment.late().all(|late| late != *row));
        let late = segment.late().filter(|row| segment.line(*row).is_some());
        for row in one_by_one.chain(late) {
            let (name, pinyin) = segment.parts(row);
            if let Some(rank) = matcher::rank(Kind::Person, name, pinyin, self.query)
                && (!self.exact_only || rank == Rank::Exact)
            {
                found.add(row, rank);
            }
        }
    }

    fn run_text(&self, segment: &Segment, found: &mut Found) {
        match &self.text {
            TextPlan::Letters { at_word, inside } => {
                for &place in segment.postings().places(at_word) {
                    let row = row_of(place);
                    if position_of(place) != NAME_START {
                        found.add(row, Rank::WordPrefix);
                    } else if segment.name(row).len() == self.query.text().len() {
                        found.add(row, Rank::Exact);
                    } else {
                        found.add(row, Rank::Prefix);
                    }
                }
                for &place in segment.postings().places(inside) {
                    found.add(row_of(place), Rank::Substring);
                }
            }
            TextPlan::Following(sounds) => self.run_sounds(sounds, segment, found),
            TextPlan::Filters(filters) => {
                let count = |filter: &&Vec<_>| -> usize {
                    filter
                        .iter()
                        .map(|tokens| segment.postings().places(tokens).len())
                        .sum()
                };
                for tokens in filters.iter().min_by_key(count).into_iter().flatten() {
                    for &place in segment.postings().places(tokens) {
                        self.look_at(segment, row_of(place), found);
                    }
                }
            }
            TextPlan::Everything(finder) => {
                segment.each_row_with(finder, |row| self.look_at(segment, row, found));
            }
        }
        if self.exact_only {
            found.keep(1 << Rank::Exact as u8);
        }
    }

    fn run_sounds(&self, sounds: &[Token], segment: &Segment, found: &mut Found) {
        let mut places: [&[Place]; POSITIONS] = [&[]; POSITIONS];
        let mut rarest = 0;
        for (at, &sound) in sounds.iter().enumerate() {
            places[at] = segment.postings().places(&(sound..sound + 1));
            if places[at].is_empty() {
                return;
            }
            if places[at].len() < places[rarest].len() {
                rarest = at;
            }
        }
        let places = &places[..sounds.len()];
        for &place in places[rarest] {
            let position = usize::from(position_of(place));
            if position < rarest || position - rarest + places.len() > POSITIONS {
                continue;
            }
            let first = place - rarest as u16;
            let follows =
                |at: usize| at == rarest || places[at].binary_search(&(first + at as u16)).is_ok();
            if (0..places.len()).all(follows) {
                self.look_at(segment, row_of(place), found);
            }
        }
    }

    fn look_at(&self, segment: &Segment, row: u16, found: &mut Found) {
        if let Some(rank) = self.query.text_rank(segment.name(row)) {
            found.add(row, rank);
        }
    }

    fn run_steps(&mut self, segment: &Segment, found: &mut Found) {
        let end = self.query.letters().map_or(0, |letters| letters.len());
        for step in &self.steps {
            let (ways, touched) = (&mut self.ways, &mut self.touched);
            let runs =
                |visit: &mut dyn FnMut(&[Place])| step.tokens.each_run(segment.postings(), visit);
            match (step.from == 0, step.to == end) {
                (true, true) => runs(&mut |places| found.add_whole_query(places, &step.follow)),
                (true, false) => runs(&mut |places| begin(step, places, ways, touched)),
                (false, _) if touched[step.from].is_empty() => {}
                (false, true) => runs(&mut |places| finish(step, places, ways, found)),
                (false, false) => runs(&mut |places| go_on(step, places, ways, touched)),
            }
        }
        for (at, places) in self.touched.iter_mut().enumerate() {
            for place in places.drain(..) {
                self.ways[at * PLACES + usize::from(place)] = 0;
            }
        }
    }
}

fn begin(step: &Step, places: &[Place], ways: &mut [Ways], touched: &mut [Vec<Place>]) {
    for &place in places {
        let before = if position_of(place) == 0 {
            AT_BEGINNING
        } else {
            AT_LATER
        };
        reach(
            step.to,
            place,
            step.follow[usize::from(before)],
            ways,
            touched,
        );
    }
}

fn go_on(step: &Step, places: &[Place], ways: &mut [Ways], touched: &mut [Vec<Place>]) {
    for &place in places {
        reach(step.to, place, after(step, place, ways), ways, touched);
    }
}

fn finish(step: &Step, places: &[Place], ways: &[Ways], found: &mut Found) {
    for &place in places {
        let place = place + u16::from(step.one_later);
        if let Some(rank) = rank_of(after(step, place, ways)) {
            found.add(row_of(place), rank);
        }
    }
}

/// The ways after a step in one syllable, by those before it in the syllable before.
fn after(step: &Step, place: Place, ways: &[Ways]) -> Ways {
    if position_of(place) == 0 {
        return 0;
    }
    let before = ways[step.from * PLACES + usize::from(place) - 1];
    step.follow[usize::from(before)]
}

fn reach(at: usize, place: Place, after: Ways, ways: &mut [Ways], touched: &mut [Vec<Place>]) {
    if after == 0 {
        return;
    }
    let ways = &mut ways[at * PLACES + usize::from(place)];
    if *ways == 0 {
        touched[at].push(place);
    }
    *ways |= after;
}
