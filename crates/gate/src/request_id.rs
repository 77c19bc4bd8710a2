//! The id under which a request is answered and logged.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// A number that no other request of this installation is likely to have, written differently in each generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestId(u64);

impl RequestId {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the gate draws randomness"
    )]
    pub(crate) fn next() -> Self {
        static NEXT: OnceLock<AtomicU64> = OnceLock::new();
        let next = NEXT.get_or_init(|| AtomicU64::new(rand::random()));
        Self(mixed(
            next.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed),
        ))
    }

    /// As the older generation writes it: 13 lower-case letters and digits.
    pub(crate) fn short(self) -> [u8; 13] {
        const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let mut number = self.0;
        let mut id = [b'0'; 13];
        for digit in id.iter_mut().rev() {
            *digit = DIGITS[(number % 36) as usize];
            number /= 36;
        }
        id
    }

    /// As the newer generation writes it: an upper-case UUID.
    pub(crate) fn uuid(self) -> String {
        let (high, low) = (self.0, mixed(self.0));
        format!(
            "{:08X}-{:04X}-4{:03X}-{:04X}-{:012X}",
            high >> 32,
            (high >> 16) & 0xFFFF,
            high & 0xFFF,
            0x8000 | (low >> 48) & 0x3FFF,
            low & 0xFFFF_FFFF_FFFF
        )
    }
}

/// As the older generation writes it; the log does, too.
impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.short()
            .iter()
            .try_for_each(|digit| write!(formatter, "{}", char::from(*digit)))
    }
}

/// SplitMix64: consecutive numbers look unrelated, and none comes twice.
fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_have_their_documented_forms() {
        for number in [0, 1, u64::MAX] {
            let id = RequestId(number);
            let short = id.to_string();
            assert_eq!(short.len(), 13);
            assert_eq!(u64::from_str_radix(&short, 36), Ok(number));
            let uuid = id.uuid();
            assert_eq!(uuid.len(), 36);
            assert_eq!(uuid, uuid.to_uppercase());
            let lengths: Vec<usize> = uuid.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12]);
        }
    }

    #[test]
    fn no_two_are_alike() {
        let ids: HashSet<String> = (0..10_000).map(|_| RequestId::next().uuid()).collect();
        assert_eq!(ids.len(), 10_000);
    }
}
