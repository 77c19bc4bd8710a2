//! Numbers that look random and are the same for the same seed, on every machine and in every version.

/// A sequence of numbers (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// The sequence of one thing out of many: person 7 has the same whatever became of person 6.
    pub fn of(seed: u64, kind: u64, index: u64) -> Self {
        let mut chance = Self(seed);
        for part in [kind, index] {
            chance.0 = chance.next() ^ part;
        }
        chance
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below the limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(limit)) >> 64) as u64
    }

    /// Whether something of so many percent happens.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_is_fixed_for_ever() {
        let mut chance = Chance::of(1, 2, 3);
        let drawn = [chance.next(), chance.next(), chance.next()];
        assert_eq!(
            drawn,
            [
                15_020_427_595_393_229_491,
                4_943_001_508_436_231_571,
                4_704_331_907_696_656_745
            ]
        );
    }

    #[test]
    fn things_differ_from_each_other_and_by_seed() {
        let first = |seed, kind, index| Chance::of(seed, kind, index).next();
        let all = [
            first(1, 1, 1),
            first(1, 1, 2),
            first(1, 2, 1),
            first(2, 1, 1),
        ];
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }

    #[test]
    fn numbers_stay_below_their_limit_and_reach_all() {
        let mut chance = Chance::of(1, 1, 1);
        let mut seen = [false; 7];
        for _ in 0..1_000 {
            seen[chance.below(7) as usize] = true;
        }
        assert_eq!(seen, [true; 7]);
    }
}
