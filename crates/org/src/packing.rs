//! Numbers and texts back to back, as one text: numbers are varints of ASCII characters, texts begin with their length. So
//! nothing has to be looked over when it is read.
//!
//! What is taken must be what was put, in the same order: the rows come from nowhere else.

/// Of a character of a number that more follow.
const MORE: u8 = 0x40;
const BITS: u32 = 6;

pub(crate) fn put_number(into: &mut String, mut number: u64) {
    while number >= u64::from(MORE) {
        into.push(char::from((number as u8 & (MORE - 1)) | MORE));
        number >>= BITS;
    }
    into.push(char::from(number as u8));
}

pub(crate) fn put_signed(into: &mut String, number: i64) {
    put_number(into, ((number << 1) ^ (number >> 63)) as u64);
}

pub(crate) fn put_text(into: &mut String, text: &str) {
    put_number(into, text.len() as u64);
    into.push_str(text);
}

pub(crate) fn take_number(from: &mut &str) -> u64 {
    let mut number = 0;
    let mut shift = 0;
    for (at, byte) in from.bytes().enumerate() {
        number |= u64::from(byte & (MORE - 1)) << shift;
        if byte < MORE {
            *from = &from[at + 1..];
            return number;
        }
        shift += BITS;
    }
    unreachable!("rows end where they were packed to end")
}

pub(crate) fn take_signed(from: &mut &str) -> i64 {
    let number = take_number(from);
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

pub(crate) fn take_text<'a>(from: &mut &'a str) -> &'a str {
    let length = take_number(from) as usize;
    let (text, rest) = from.split_at(length);
    *from = rest;
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_put_is_taken_and_is_a_text(
            numbers in prop::collection::vec(any::<i64>(), 1..5),
            small in 0_u64..200,
            text in "\\PC{0,80}",
        ) {
            let mut packed = String::new();
            put_number(&mut packed, small);
            put_text(&mut packed, &text);
            for number in &numbers {
                put_signed(&mut packed, *number);
                put_number(&mut packed, number.cast_unsigned());
            }
            let mut left = packed.as_str();
            prop_assert_eq!(take_number(&mut left), small);
            prop_assert_eq!(take_text(&mut left), &text);
            for number in &numbers {
                prop_assert_eq!(take_signed(&mut left), *number);
                prop_assert_eq!(take_number(&mut left), number.cast_unsigned());
            }
            prop_assert_eq!(left, "");
        }
    }

    #[test]
    #[should_panic(expected = "rows end where they were packed to end")]
    fn a_row_that_ends_early_is_no_row() {
        take_number(&mut "\u{41}");
    }
}
